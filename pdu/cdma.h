/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the CDMA codec share (3GPP2 C.S0015-B): a bit cursor, and the layers. */
#ifndef PDU_CDMA_H
#define PDU_CDMA_H

#include "sink.h"
#include <smsmodem/cdma_lists.h>

/* No transport message is longer: nine parameters whose length is an octet. */
#define PDU_CDMA_OCTETS_MAX 2400

/* Reads bits from the most significant on; a read past the end fails, and all that follow. */
struct pdu_bits {
	const uint8_t *octets;
	size_t end, at; /* bits */
	bool failed;
};

static inline struct pdu_bits pdu_bits_of(const uint8_t *octets, size_t length)
{
	return (struct pdu_bits){.octets = octets, .end = 8 * length};
}

static inline size_t pdu_bits_left(const struct pdu_bits *bits)
{
	return bits->failed ? 0 : bits->end - bits->at;
}

/** The next bits, at most 16; 0 after a failure. */
static inline unsigned pdu_bits_get(struct pdu_bits *bits, unsigned count)
{
	unsigned value = 0;

	if (pdu_bits_left(bits) < count) {
		bits->failed = true;
		return 0;
	}
	for (; count > 0; count--, bits->at++) {
		unsigned octet = bits->octets[bits->at / 8];
		value = value << 1 | (octet >> (7 - bits->at % 8) & 1U);
	}
	return value;
}

/** Skip to another place, which may be in front. */
static inline void pdu_bits_seek(struct pdu_bits *bits, size_t at)
{
	if (at > bits->end)
		bits->failed = true;
	else
		bits->at = at;
}

/** The next bits as octets, the last one filled up with zeros. @return octets written */
size_t pdu_bits_octets(struct pdu_bits *bits, size_t count, uint8_t *octets, size_t size);

/* Writes bits likewise; what does not fit fails, sticky. */
struct pdu_bit_writer {
	uint8_t *octets;
	size_t size; /* octets */
	size_t at;   /* bits */
	bool failed;
};

void pdu_bits_put(struct pdu_bit_writer *writer, unsigned count, unsigned value);

/** Octets written so far, the last one filled up. */
static inline size_t pdu_bits_written(const struct pdu_bit_writer *writer)
{
	return (writer->at + 7) / 8;
}

/* Which fields an address has (3.4.3.3, 4.5.15, 4.5.23). */
enum pdu_cdma_address_form {
	PDU_CDMA_ADDRESS,
	PDU_CDMA_CALLBACK, /* no NUMBER_MODE */
	PDU_CDMA_VMN       /* nor is NUMBER_TYPE ever left out */
};

/** Read one. @return whether it is whole; else *address is empty */
bool pdu_cdma_address_read(struct pdu_bits *bits, enum pdu_cdma_address_form form,
			   struct smsmodem_cdma_address *address);

/** Write digits with `*#`, and a '+' in front where it is international. */
void pdu_cdma_address_write(struct pdu_bit_writer *writer, enum pdu_cdma_address_form form,
			    const char *number);

/** Digits of DTMF (C.S0005 2.7.1.3.2.4-4). @param[out] text room for count and a NUL */
void pdu_cdma_dtmf(struct pdu_bits *bits, size_t count, char *text);

/** Read six octets of decimal digits (4.5.4). */
void pdu_cdma_time(const uint8_t octets[6], struct smsmodem_time *time);

/** Read user data that a subparameter holds. @return whether all that it announces is there */
bool pdu_cdma_user_data(struct pdu_bits *bits, bool header_ind,
			struct smsmodem_cdma_user_data *data);

/** Read one text of a list (4.5.17, 4.5.19): NUM_FIELDS and characters. @return likewise */
bool pdu_cdma_characters(struct pdu_bits *bits, uint8_t encoding,
			 struct smsmodem_cdma_user_data *data);

/** Read what the user data of a WAP message begin with. */
void pdu_cdma_wap(struct smsmodem_cdma_user_data *data);

/** Check what is to be sent as a datagram. @return the number of its segments, or a failure */
int pdu_cdma_wap_begin(const struct smsmodem_cdma_submit *submit, struct smsmodem_error *error);

/** Write the user data of a segment, counted from 0: WDP header and fragment. */
void pdu_cdma_wap_put(const struct smsmodem_cdma_submit *submit, int segment,
		      struct pdu_bit_writer *writer);

/** Read what IS-91 user data say beside a text (4.3.1). */
void pdu_cdma_is91(struct smsmodem_cdma *cdma);

/** Take an alert to the public apart, whose text becomes the user data (TIA-1149). */
void pdu_cdma_cmas(struct smsmodem_cdma *cdma);

/** Read as many characters as there are, whose number nothing tells. */
void pdu_cdma_characters_left(struct pdu_bits *bits, struct smsmodem_cdma_user_data *data);

/** Read all subparameters of cdma->bearer. @return SMSMODEM_OK, or SMSMODEM_E_PDU: the one at
 * *bad_offset runs past the end */
int pdu_cdma_bearer(struct smsmodem_cdma *cdma, size_t *bad_offset);

/** As smsmodem_cdma_decode. */
int pdu_cdma_decode(const uint8_t *octets, size_t length, enum smsmodem_cdma_layer layer,
		    struct smsmodem_cdma *cdma, struct smsmodem_error *error);

/** A subparameter's octets, or NULL: there is none that is whole. */
const uint8_t *pdu_cdma_sub(const struct smsmodem_cdma *cdma, uint8_t id, size_t *length);

/* How user data are to be shown. */
enum pdu_cdma_form {
	PDU_CDMA_FORM_DATA,
	PDU_CDMA_FORM_ASCII,
	PDU_CDMA_FORM_IS91,
	PDU_CDMA_FORM_UTF16,
	PDU_CDMA_FORM_LATIN,
	PDU_CDMA_FORM_HEBREW,
	PDU_CDMA_FORM_GSM7,
	PDU_CDMA_FORM_SHIFT_JIS, /* these are converted outside of pdu/ */
	PDU_CDMA_FORM_KOREAN
};

enum pdu_cdma_form pdu_cdma_form(const struct smsmodem_cdma_user_data *data);

/* What a part leaves open for the next one to continue. */
struct pdu_cdma_text_state {
	struct pdu_gsm7_state gsm7;
	struct pdu_utf16_state utf16;
};

/** Write the text of a part in any form but the last two. */
void pdu_cdma_text_put(struct pdu_sink *sink, struct pdu_cdma_text_state *state,
		       const struct smsmodem_cdma_user_data *data);

/** The octets behind headers: of a text in octets, a datagram, or anything else. */
const uint8_t *pdu_cdma_payload(const struct smsmodem_cdma_user_data *data, size_t *length);

/* Entries of lists, whose texts are yet to be converted; as smsmodem_cdma_program_next. */
int pdu_cdma_program_next(const struct smsmodem_cdma *cdma, size_t *position,
			  struct smsmodem_cdma_program *entry,
			  struct smsmodem_cdma_user_data *name);
int pdu_cdma_segment_next(const struct smsmodem_cdma *cdma, size_t *position,
			  struct smsmodem_cdma_user_data *segment);

#endif
