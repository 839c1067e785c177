/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What `decode` does with the PDUs of its lines, each kind in its own file: decoding_KIND.c. */
#ifndef DECODING_H
#define DECODING_H

#include "cli.h"
#include "decode_keys.h"
#include "pasted.h"
#include "pasted_log.h"
#include "shown_push.h"

#define DECODING_HELD_MAX 32

enum decoding_kind {
	DECODING_AUTO,
	DECODING_DELIVER,
	DECODING_SUBMIT,
	DECODING_REPORT,
	DECODING_COMMAND,
	DECODING_CB,
	DECODING_CDMA,
	DECODING_PUSH,
	DECODING_KINDS
};

/** A line that may be a log's, or bad: what comes later tells. */
struct decoding_held {
	long line;
	size_t bad;          /* the character that is no hexadecimal */
	unsigned char octet; /* and what it is */
};

struct decoding {
	struct cli *cli;
	enum decoding_kind kind;             /* as --kind says */
	bool no_smsc;                        /* as --no-smsc says */
	bool parts;                          /* --parts: nothing is joined */
	struct shown_push_options push;      /* as --secrets and others say */
	struct smsmodem_join *join;          /* of TPDUs */
	struct smsmodem_cb_join *pages;      /* of cell broadcast, or NULL; freed by its rest */
	struct smsmodem_cdma_join *cdma;     /* of CDMA, or NULL; freed by its rest */
	struct shown_fields *kept;           /* what TPDUs do not tell of their PDUs */
	struct shown_cdma_fields *cdma_kept; /* likewise, or NULL; freed by its rest */
	struct pasted pasted;                /* the line that is looked at */
	long line;                           /* its number */
	const char *field; /* of its PDU, which decoding_bad is to name; or NULL */
	bool seen;         /* a PDU, or what was to be one */
	bool bare;         /* a line had a PDU by itself: this is no log */
	bool text_noted;   /* that replies in text mode are passed over */
	struct decoding_held held[DECODING_HELD_MAX];
	size_t held_count;
	struct pasted_side sides[2]; /* of a transcript */
	int status;                  /* 0, or 65 once a line was bad */
};

/** Look at a line of the input, and decode and show what is in it. @return 0, or 74 */
int decoding_line(struct decoding *decoding, char *line, long number);

/** Show what never became complete. @return 0 or 74 */
int decoding_rest(struct decoding *decoding);

/**
 * Report that the line is bad, and go on with the others. @return 0, or 74
 */
int decoding_bad(struct decoding *decoding, struct smsmodem_error *error);

/** Likewise of a PDU whose fields are known up to the bad one, which are shown with --verbose. */
int decoding_bad_pdu(struct decoding *decoding, struct smsmodem_error *error,
		     const struct smsmodem_field *rows, size_t count);

/* --- the kinds: decode the PDU in decoding->pasted and show what is complete. @return 0, or 74:
 * the output broke; and, for those that need it, show at the end what is not --- */

int decoding_tpdu(struct decoding *decoding);
int decoding_tpdu_rest(struct decoding *decoding);

/** Whether digits are a TPDU that makes sense and leaves none of them over. */
bool decoding_tpdu_fills(const struct decoding *decoding, const char *hex, size_t length);

/** Decode it as a TPDU if it makes sense as one. @return 1: it does not, and nothing was said */
int decoding_tpdu_try(struct decoding *decoding);

int decoding_cb(struct decoding *decoding);
int decoding_cb_rest(struct decoding *decoding);

/** Whether it is one, also cut or wrong, if no TPDU that makes sense is in it. */
bool decoding_cb_likely(const struct pasted *pasted);

/** Whether it is one whatever a TPDU could be made of it; it may be wrong all the same. */
bool decoding_cb_certain(const struct pasted *pasted);

int decoding_cdma(struct decoding *decoding);
int decoding_cdma_rest(struct decoding *decoding);

/* Datagrams and documents without a message around them: only where --kind says so. */
int decoding_push(struct decoding *decoding);

/** Show what a part of one, or all of them, say. @return 0 or 74 */
int decoding_push_show(const struct decoding *decoding, const struct smsmodem_message *message);

/** Join a part and show what is complete. @return 0 or 74 */
int decoding_tpdu_joined(const struct decoding *decoding, const struct smsmodem_tpdu *tpdu);

/** Whether it is one, also cut, whatever a TPDU could be made of it. */
bool decoding_cdma_likely(const struct pasted *pasted);

/** An octet of the PDU, or 0 behind its end. */
static inline unsigned decoding_octet(const struct pasted *pasted, size_t i)
{
	if (i >= pasted->length / 2)
		return 0;
	return cli_octet(pasted->hex + 2 * i);
}

#endif
