/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A PDU read in the order of its fields (23.040 9.2.2.1, 9.2.2.2), a cursor bounding every step. */
#include "pair.h"
#include "pdu.h"
#include <stdio.h>
#include <string.h>

/* No PDU is longer; what is has something else behind it, and that much of it may be. */
#define DECODE_OCTETS_MAX 256

enum decode_mti {
	MTI_DELIVER = 0,
	MTI_SUBMIT = 1,
	MTI_REPORT = 2,
	MTI_RESERVED = 3
};

struct decode_cursor {
	const uint8_t *octets;
	size_t length, position;
	struct smsmodem_error *error;
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

static int decode_fail(const struct decode_cursor *cursor, const char *what)
{
	smsmodem_error_set(cursor->error, SMSMODEM_E_PDU, "PDU: %s (octet %zu)", what,
			   cursor->position);
	if (cursor->error)
		cursor->error->offset = (long)cursor->position;
	return SMSMODEM_E_PDU;
}

static size_t decode_left(const struct decode_cursor *cursor)
{
	return cursor->length - cursor->position;
}

/* Where the cursor is, moved on by count; NULL: there are not so many. */
static const uint8_t *decode_take(struct decode_cursor *cursor, size_t count)
{
	const uint8_t *taken = cursor->octets + cursor->position;

	if (count > decode_left(cursor))
		return NULL;
	cursor->position += count;
	return taken;
}

/* --- what is in front of the TPDU --- */

static int decode_missing(const struct decode_cursor *cursor, size_t length)
{
	size_t missing = length - decode_left(cursor);

	smsmodem_error_set(cursor->error, SMSMODEM_E_PDU,
			   "cut PDU: %zu of %zu octets of the TPDU are missing", missing, length);
	if (cursor->error)
		cursor->error->offset = (long)cursor->length;
	return SMSMODEM_E_PDU;
}

static int decode_longer(const struct decode_cursor *cursor, size_t end)
{
	smsmodem_error_set(cursor->error, SMSMODEM_E_PDU,
			   "%zu octets more than the length says are there", cursor->length - end);
	if (cursor->error)
		cursor->error->offset = (long)end;
	return SMSMODEM_E_PDU;
}

static int decode_smsc(struct decode_cursor *cursor, const struct smsmodem_decode_options *options,
		       struct smsmodem_tpdu *tpdu)
{
	size_t length = options->tpdu_length >= 0 ? (size_t)options->tpdu_length : SIZE_MAX;

	if (!options->no_smsc && length != cursor->length) {
		int used = pdu_smsc_decode(cursor->octets, cursor->length, &tpdu->smsc);

		if (used < 0)
			return decode_fail(cursor, "no SMSC address");
		cursor->position = (size_t)used;
	}
	if (length == SIZE_MAX)
		return SMSMODEM_OK;
	if (length > decode_left(cursor))
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

static int decode_kind(const struct decode_cursor *cursor, enum smsmodem_kind wanted, uint8_t mti,
		       struct smsmodem_tpdu *tpdu)
{
	static const char *const from_network[] = {"", "a SUBMIT-REPORT, not a DELIVER",
						   "a status report, not a DELIVER", ""};
	static const char *const to_network[] = {"a DELIVER or its report, not a SUBMIT", "",
						 "a COMMAND, not a SUBMIT",
						 "a reserved kind, not a SUBMIT"};
	static const enum smsmodem_kind likely[] = {SMSMODEM_KIND_DELIVER, SMSMODEM_KIND_SUBMIT,
						    SMSMODEM_KIND_STATUS_REPORT,
						    SMSMODEM_KIND_DELIVER};

	if (wanted == SMSMODEM_KIND_AUTO)
		wanted = likely[mti];
	if (wanted == SMSMODEM_KIND_DELIVER && mti != MTI_DELIVER && mti != MTI_RESERVED)
		return decode_fail(cursor, from_network[mti]);
	if (wanted == SMSMODEM_KIND_SUBMIT && mti != MTI_SUBMIT)
		return decode_fail(cursor, to_network[mti]);
	if (wanted == SMSMODEM_KIND_STATUS_REPORT && mti != MTI_REPORT)
		return decode_fail(cursor, "no status report");
	tpdu->kind = wanted;
	return SMSMODEM_OK;
}

static void decode_flags(uint8_t first, struct smsmodem_tpdu *tpdu)
{
	tpdu->reply_path = first & 0x80;
	tpdu->status_report = first & 0x20;
	if (tpdu->kind != SMSMODEM_KIND_SUBMIT) {
		tpdu->no_more = first & 0x04;
		tpdu->loop_prevention = first & 0x08;
	} else {
		tpdu->reject_duplicates = first & 0x04;
		tpdu->validity.format = (enum smsmodem_validity_format)(first >> 3 & 3);
	}
}

/* --- the fields between it and the user data --- */

static int decode_address(struct decode_cursor *cursor, struct smsmodem_tpdu *tpdu)
{
	int used = pdu_address_decode(cursor->octets + cursor->position, decode_left(cursor),
				      &tpdu->peer);

	if (used < 0)
		return decode_fail(cursor, "no address");
	cursor->position += (size_t)used;
	return SMSMODEM_OK;
}

static int decode_peer(struct decode_cursor *cursor, struct smsmodem_tpdu *tpdu)
{
	int result = decode_address(cursor, tpdu);

	if (result < 0)
		return result;
	const uint8_t *pair = decode_take(cursor, 2);
	if (!pair)
		return decode_fail(cursor, "no TP-PID and TP-DCS");
	tpdu->pid = pair[0];
	tpdu->dcs = pair[1];
	return SMSMODEM_OK;
}

static int decode_deliver(struct decode_cursor *cursor, struct smsmodem_tpdu *tpdu)
{
	int result = decode_peer(cursor, tpdu);

	if (result < 0)
		return result;
	const uint8_t *scts = decode_take(cursor, 7);
	if (!scts)
		return decode_fail(cursor, "no TP-SCTS");
	pdu_time_decode(scts, &tpdu->scts);
	return SMSMODEM_OK;
}

static int decode_submit(struct decode_cursor *cursor, struct smsmodem_tpdu *tpdu)
{
	const uint8_t *mr = decode_take(cursor, 1);

	if (!mr)
		return decode_fail(cursor, "no TP-MR");
	tpdu->mr = *mr;
	int result = decode_peer(cursor, tpdu);
	if (result < 0)
		return result;
	int used = pdu_validity_decode(tpdu->validity.format, cursor->octets + cursor->position,
				       decode_left(cursor), &tpdu->validity);
	if (used < 0)
		return decode_fail(cursor, "no TP-VP");
	cursor->position += (size_t)used;
	return SMSMODEM_OK;
}

/* STATUS-REPORT (9.2.2.3); what may follow TP-ST says nothing of the message's fate. */
static int decode_report(struct decode_cursor *cursor, struct smsmodem_tpdu *tpdu)
{
	const uint8_t *mr = decode_take(cursor, 1);

	if (!mr)
		return decode_fail(cursor, "no TP-MR");
	tpdu->mr = *mr;
	int result = decode_address(cursor, tpdu);
	if (result < 0)
		return result;
	const uint8_t *scts = decode_take(cursor, 7);
	if (!scts)
		return decode_fail(cursor, "no TP-SCTS");
	const uint8_t *discharged = decode_take(cursor, 7);
	if (!discharged)
		return decode_fail(cursor, "no TP-DT");
	const uint8_t *status = decode_take(cursor, 1);
	if (!status)
		return decode_fail(cursor, "no TP-ST");
	pdu_time_decode(scts, &tpdu->scts);
	pdu_time_decode(discharged, &tpdu->discharged);
	tpdu->status = *status;
	return SMSMODEM_OK;
}

/* --- user data (9.2.3.16, 9.2.3.24) --- */

/*
 * A header longer than user data that is all there is no header: the message is shown as it came
 * rather than lost. Where TP-UDL is impossible the header and one octet must be there.
 */
static int decode_header(const struct decode_cursor *cursor, bool cut, struct smsmodem_tpdu *tpdu)
{
	size_t length = tpdu->ud_len ? tpdu->ud[0] + 1U : 0;
	struct pdu_udh udh;

	if (cut && length >= tpdu->ud_len)
		return decode_fail(cursor, "the user data ends in its header");
	if (length > tpdu->ud_len)
		return SMSMODEM_OK;
	tpdu->udh_len = (uint8_t)length;
	pdu_udh_read(tpdu->ud, length, &udh);
	tpdu->concat = udh.concat;
	tpdu->ports = udh.ports;
	tpdu->shift = udh.shift;
	return SMSMODEM_OK;
}

static int decode_cut(const struct decode_cursor *cursor, size_t wanted, size_t there)
{
	char what[64];

	(void)snprintf(what, sizeof what, "only %zu of %zu octets of user data", there, wanted);
	return decode_fail(cursor, what);
}

static int decode_user_data(struct decode_cursor *cursor, bool header, struct smsmodem_tpdu *tpdu)
{
	const uint8_t *udl = decode_take(cursor, 1);

	if (!udl)
		return decode_fail(cursor, "no TP-UDL");
	bool septets = pdu_dcs_encoding(tpdu->dcs) == SMSMODEM_ENCODING_GSM7;
	size_t wanted = septets ? (*udl * 7U + 7) / 8 : *udl;
	size_t there = wanted < decode_left(cursor) ? wanted : decode_left(cursor);

	if (there > SMSMODEM_UD_MAX)
		return decode_fail(cursor, "over 140 octets of user data");
	/* a TP-UDL that no message can have is a sender's mistake; any other tells that octets lack
	 */
	if (there == 0 ? wanted > 0 : there < wanted && wanted <= SMSMODEM_UD_MAX)
		return decode_cut(cursor, wanted, there);
	tpdu->udl = *udl;
	tpdu->ud_len = (uint8_t)there;
	pdu_copy(tpdu->ud, decode_take(cursor, there), there);
	return header && there > 0 ? decode_header(cursor, there < wanted, tpdu) : SMSMODEM_OK;
}

int pdu_decode(const uint8_t *octets, size_t length, const struct smsmodem_decode_options *options,
	       struct smsmodem_tpdu *tpdu, struct smsmodem_error *error)
{
	static const struct smsmodem_decode_options unknown = {.tpdu_length = -1};
	struct decode_cursor cursor = {.octets = octets, .length = length, .error = error};

	options = options ? options : &unknown;
	pdu_clear(tpdu);
	int result = decode_smsc(&cursor, options, tpdu);
	if (result < 0)
		return result;
	const uint8_t *first = decode_take(&cursor, 1);
	if (!first)
		return decode_fail(&cursor, "no TPDU");
	result = decode_kind(&cursor, options->kind, *first & 3, tpdu);
	if (result < 0)
		return result;
	decode_flags(*first, tpdu);
	if (tpdu->kind == SMSMODEM_KIND_STATUS_REPORT)
		return decode_report(&cursor, tpdu);
	result = tpdu->kind == SMSMODEM_KIND_DELIVER ? decode_deliver(&cursor, tpdu)
						     : decode_submit(&cursor, tpdu);
	if (result < 0)
		return result;
	return decode_user_data(&cursor, *first & 0x40, tpdu);
}

int smsmodem_decode(const char *hex, size_t length, const struct smsmodem_decode_options *options,
		    struct smsmodem_tpdu *tpdu, struct smsmodem_error *error)
{
	uint8_t octets[DECODE_OCTETS_MAX];
	size_t bad = 0;
	int count = pdu_hex_decode(hex, length, octets, sizeof octets, &bad);

	if (count == SMSMODEM_E_SPACE)
		return smsmodem_error_set(error, SMSMODEM_E_PDU,
					  "%zu octets are too many for a PDU", length / 2);
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
