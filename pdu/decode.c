/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A PDU read in the order of its fields (23.040 9.2.2), a cursor bounding every step. */
#include "decode.h"
#include "pair.h"
#include <string.h>

/* No PDU is longer; what is has something else behind it, and that much of it may be. */
#define DECODE_OCTETS_MAX 256

enum decode_mti {
	MTI_DELIVER = 0,
	MTI_SUBMIT = 1,
	MTI_REPORT = 2,
	MTI_RESERVED = 3
};

/* Field by field: of a few octets compilers make a few stores, of many at once a slow loop. */
void pdu_clear(struct smsmodem_tpdu *tpdu)
{
	tpdu->smsc = tpdu->peer = (struct smsmodem_address){0};
	tpdu->no_more = tpdu->reject_duplicates = tpdu->loop_prevention = false;
	tpdu->reply_path = tpdu->status_report = false;
	tpdu->mr = tpdu->status = tpdu->pid = tpdu->dcs = 0;
	tpdu->command = tpdu->mn = tpdu->fcs = tpdu->pi = 0;
	tpdu->has_fcs = tpdu->has_pi = false;
	tpdu->scts = tpdu->discharged = (struct smsmodem_time){0};
	tpdu->validity = (struct smsmodem_validity){.format = SMSMODEM_VALIDITY_NONE};
	tpdu->concat = (struct smsmodem_concat){0};
	tpdu->ports = (struct smsmodem_ports){0};
	tpdu->shift = (struct smsmodem_shift){0};
	tpdu->udl = tpdu->ud_len = tpdu->udh_len = 0;
}

/* --- what is in front of the TPDU --- */

static int decode_missing(struct pdu_decode *cursor, size_t length)
{
	size_t missing = length - pdu_decode_left(cursor);

	cursor->position = cursor->length;
	return pdu_decode_fail(cursor, "the TPDU is cut: %zu of its %zu octet%s %s missing",
			       missing, length, length == 1 ? "" : "s",
			       missing == 1 ? "is" : "are");
}

static int decode_longer(struct pdu_decode *cursor, size_t end)
{
	size_t more = cursor->length - end;

	cursor->position = end;
	return pdu_decode_fail(cursor,
			       "the TPDU is too long: %zu octet%s more than its length says", more,
			       more == 1 ? "" : "s");
}

/* An SMSC address has at most 12 octets with its length (24.011 8.2.5.1). */
static int decode_smsc_bad(const struct pdu_decode *cursor)
{
	size_t octets = cursor->length ? cursor->octets[0] : 0;

	if (octets > 11)
		return pdu_decode_fail(cursor, "the SMSC address has %zu octets, more than 11",
				       octets);
	return pdu_decode_cut(cursor, "the SMSC address", 1 + octets);
}

static int decode_smsc(struct pdu_decode *cursor, const struct smsmodem_decode_options *options,
		       struct smsmodem_tpdu *tpdu)
{
	size_t length = options->tpdu_length > 0 ? (size_t)options->tpdu_length : SIZE_MAX;

	if (!options->no_smsc && length != cursor->length) {
		int used = pdu_smsc_decode(cursor->octets, cursor->length, &tpdu->smsc);

		if (used < 0)
			return decode_smsc_bad(cursor);
		cursor->position = (size_t)used;
	}
	if (length == SIZE_MAX)
		return SMSMODEM_OK;
	if (length > pdu_decode_left(cursor))
		return decode_missing(cursor, length);
	size_t end = cursor->position + length;
	/* a SIM's record is filled up with FF, a modem's with 00; else the length is contradicted
	 */
	for (size_t i = end; i < cursor->length; i++)
		if (cursor->octets[i] != 0xFF && cursor->octets[i] != 0x00)
			return decode_longer(cursor, end);
	cursor->length = end;
	return SMSMODEM_OK;
}

/* --- the first octet (9.2.3.1) --- */

/* Which TP-MTI a kind has. */
static const uint8_t decode_mtis[] = {
	[SMSMODEM_KIND_DELIVER] = MTI_DELIVER,        [SMSMODEM_KIND_SUBMIT] = MTI_SUBMIT,
	[SMSMODEM_KIND_STATUS_REPORT] = MTI_REPORT,   [SMSMODEM_KIND_COMMAND] = MTI_REPORT,
	[SMSMODEM_KIND_DELIVER_REPORT] = MTI_DELIVER, [SMSMODEM_KIND_SUBMIT_REPORT] = MTI_SUBMIT,
};

static int decode_kind_bad(const struct pdu_decode *cursor, enum smsmodem_kind wanted, uint8_t mti)
{
	static const char *const found[] = {"a DELIVER or DELIVER-REPORT",
					    "a SUBMIT or SUBMIT-REPORT",
					    "a STATUS-REPORT or COMMAND", "a reserved kind"};

	return pdu_decode_fail(cursor, "TP-MTI says %s, not a %s", found[mti],
			       pdu_kind_name(wanted));
}

/* A reserved TP-MTI is a DELIVER to whoever receives it (9.2.3.1). */
static int decode_kind(const struct pdu_decode *cursor, enum smsmodem_kind wanted, uint8_t mti,
		       struct smsmodem_tpdu *tpdu)
{
	static const enum smsmodem_kind likely[] = {SMSMODEM_KIND_DELIVER, SMSMODEM_KIND_SUBMIT,
						    SMSMODEM_KIND_STATUS_REPORT,
						    SMSMODEM_KIND_DELIVER};
	static const enum smsmodem_kind reports[] = {SMSMODEM_KIND_DELIVER_REPORT,
						     SMSMODEM_KIND_SUBMIT_REPORT,
						     SMSMODEM_KIND_STATUS_REPORT};
	bool reserved = mti == MTI_RESERVED;

	if (wanted == SMSMODEM_KIND_AUTO)
		tpdu->kind = likely[mti];
	else if (wanted == SMSMODEM_KIND_REPORT && !reserved)
		tpdu->kind = reports[mti];
	else if (wanted != SMSMODEM_KIND_REPORT &&
		 (decode_mtis[wanted] == mti || (wanted == SMSMODEM_KIND_DELIVER && reserved)))
		tpdu->kind = wanted;
	else
		return decode_kind_bad(cursor, wanted, mti);
	return SMSMODEM_OK;
}

/* Bits that a kind does not have are left alone (9.2.2). */
static void decode_flags(uint8_t first, struct smsmodem_tpdu *tpdu)
{
	enum smsmodem_kind kind = tpdu->kind;

	if (kind == SMSMODEM_KIND_DELIVER_REPORT || kind == SMSMODEM_KIND_SUBMIT_REPORT)
		return;
	tpdu->status_report = first & 0x20;
	if (kind == SMSMODEM_KIND_COMMAND)
		return;
	if (kind != SMSMODEM_KIND_STATUS_REPORT)
		tpdu->reply_path = first & 0x80;
	if (kind != SMSMODEM_KIND_SUBMIT) {
		tpdu->no_more = first & 0x04;
		tpdu->loop_prevention = first & 0x08;
	} else {
		tpdu->reject_duplicates = first & 0x04;
		tpdu->validity.format = (enum smsmodem_validity_format)(first >> 3 & 3);
	}
}

/* --- the fields between it and the user data --- */

static int decode_pid_dcs(struct pdu_decode *cursor, struct smsmodem_tpdu *tpdu)
{
	const uint8_t *pair = pdu_decode_take(cursor, 2);

	if (!pair) {
		bool pid = pdu_decode_take(cursor, 1) != NULL;

		return pdu_decode_cut(cursor, pid ? "TP-DCS" : "TP-PID", 1);
	}
	tpdu->pid = pair[0];
	tpdu->dcs = pair[1];
	return SMSMODEM_OK;
}

static int decode_deliver(struct pdu_decode *cursor, struct smsmodem_tpdu *tpdu)
{
	int result = pdu_decode_address(cursor, tpdu);

	if (result >= 0)
		result = decode_pid_dcs(cursor, tpdu);
	return result < 0 ? result : pdu_decode_time(cursor, "TP-SCTS", &tpdu->scts);
}

static int decode_validity(struct pdu_decode *cursor, struct smsmodem_tpdu *tpdu)
{
	enum smsmodem_validity_format format = tpdu->validity.format;
	int used = pdu_validity_decode(format, cursor->octets + cursor->position,
				       pdu_decode_left(cursor), &tpdu->validity);

	if (used < 0)
		return pdu_decode_cut(cursor, "TP-VP",
				      format == SMSMODEM_VALIDITY_RELATIVE ? 1 : 7);
	cursor->position += (size_t)used;
	return SMSMODEM_OK;
}

static int decode_submit(struct pdu_decode *cursor, struct smsmodem_tpdu *tpdu)
{
	int result = pdu_decode_octet(cursor, "TP-MR", &tpdu->mr);

	if (result >= 0)
		result = pdu_decode_address(cursor, tpdu);
	if (result >= 0)
		result = decode_pid_dcs(cursor, tpdu);
	return result < 0 ? result : decode_validity(cursor, tpdu);
}

/* --- user data (9.2.3.16, 9.2.3.24) --- */

static int decode_user_data(struct pdu_decode *cursor, bool header, struct smsmodem_tpdu *tpdu)
{
	const uint8_t *udl = pdu_decode_take(cursor, 1);

	if (!udl)
		return pdu_decode_cut(cursor, "TP-UDL", 1);
	bool septets = pdu_dcs_encoding(tpdu->dcs) == SMSMODEM_ENCODING_GSM7;
	size_t wanted = septets ? (*udl * 7U + 7) / 8 : *udl;
	size_t there = wanted < pdu_decode_left(cursor) ? wanted : pdu_decode_left(cursor);

	if (there > SMSMODEM_UD_MAX)
		return pdu_decode_fail(cursor, "TP-UD has over 140 octets");
	/* a TP-UDL that no message can have is a sender's mistake; any other tells that octets lack
	 */
	if (there == 0 ? wanted > 0 : there < wanted && wanted <= SMSMODEM_UD_MAX)
		return pdu_decode_cut(cursor, "TP-UD", wanted);
	/* and there the header and one octet must be there */
	if (header && there < wanted && cursor->octets[cursor->position] + 1U >= there)
		return pdu_decode_fail(cursor, "TP-UD ends in its header");
	tpdu->udl = *udl;
	tpdu->ud_len = (uint8_t)there;
	pdu_copy(tpdu->ud, pdu_decode_take(cursor, there), there);
	if (header)
		pdu_decode_header(tpdu);
	return SMSMODEM_OK;
}

int pdu_decode(const uint8_t *octets, size_t length, const struct smsmodem_decode_options *options,
	       struct smsmodem_tpdu *tpdu, struct smsmodem_error *error)
{
	static const struct smsmodem_decode_options unknown = {0};
	struct pdu_decode cursor = {.octets = octets, .length = length, .error = error};

	options = options ? options : &unknown;
	if ((unsigned)options->kind > SMSMODEM_KIND_REPORT)
		return smsmodem_error_set(error, SMSMODEM_E_USAGE, "no kind of PDU to decode: %d",
					  (int)options->kind);
	pdu_clear(tpdu);
	int result = decode_smsc(&cursor, options, tpdu);
	if (result < 0)
		return result;
	cursor.start = cursor.position;
	if (pdu_decode_left(&cursor) == 0)
		return pdu_decode_cut(&cursor, "the TPDU", 1);
	uint8_t first = octets[cursor.start];
	result = decode_kind(&cursor, options->kind, first & 3, tpdu);
	if (result < 0)
		return result;
	cursor.position++;
	decode_flags(first, tpdu);
	if (tpdu->kind > SMSMODEM_KIND_SUBMIT)
		return pdu_decode_report(&cursor, first & 0x40, tpdu);
	result = tpdu->kind == SMSMODEM_KIND_DELIVER ? decode_deliver(&cursor, tpdu)
						     : decode_submit(&cursor, tpdu);
	if (result < 0)
		return result;
	return decode_user_data(&cursor, first & 0x40, tpdu);
}

int smsmodem_decode(const char *hex, size_t length, const struct smsmodem_decode_options *options,
		    struct smsmodem_tpdu *tpdu, struct smsmodem_error *error)
{
	uint8_t octets[DECODE_OCTETS_MAX];
	const struct pdu_decode end = {.position = sizeof octets, .error = error};
	size_t bad = 0;
	int count = pdu_hex_decode(hex, length, octets, sizeof octets, &bad);

	if (count == SMSMODEM_E_SPACE)
		return pdu_decode_fail(&end, "%zu octets are too many", length / 2);
	if (count >= 0)
		return pdu_decode(octets, (size_t)count, options, tpdu, error);
	if (bad == length)
		smsmodem_error_set(error, SMSMODEM_E_DATA,
				   "not hexadecimal: an odd number of digits, %zu", length);
	else
		smsmodem_error_set(error, SMSMODEM_E_DATA,
				   "not hexadecimal: octet 0x%02X at character %zu",
				   (unsigned)(uint8_t)hex[bad], bad);
	if (error)
		error->offset = (long)bad;
	return SMSMODEM_E_DATA;
}
