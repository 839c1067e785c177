/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The TPDUs beside DELIVER and SUBMIT: STATUS-REPORT, COMMAND, DELIVER-REPORT and SUBMIT-REPORT
 * (23.040 9.2.2.3, 9.2.2.4, 9.2.2.1a, 9.2.2.2a).
 */
#include "decode.h"
#include <string.h>

#define REPORT_PI_KNOWN     0x07
#define REPORT_PI_EXTENSION 0x80

/* A COMMAND has no TP-DCS, and its TP-CD is octets. */
#define REPORT_COMMAND_DCS 0x04

/* Octets of user data: those of the struct, and those that a TPDU has room for. */
static size_t report_room(const struct pdu_decode *cursor)
{
	size_t used = cursor->position - cursor->start;
	size_t room = used < PDU_TPDU_MAX ? PDU_TPDU_MAX - used : 0;

	return room < SMSMODEM_UD_SIZE ? room : SMSMODEM_UD_SIZE;
}

/* TP-UD or TP-CD: all of it, for here no sender is known that miscounts. */
static int report_data(struct pdu_decode *cursor, const char *field, size_t wanted, bool header,
		       struct smsmodem_tpdu *tpdu)
{
	if (wanted > report_room(cursor))
		return pdu_decode_fail(cursor, "%s would have %zu octets, there is room for %zu",
				       field, wanted, report_room(cursor));
	const uint8_t *data = pdu_decode_take(cursor, wanted);
	if (!data)
		return pdu_decode_cut(cursor, field, wanted);
	tpdu->ud_len = (uint8_t)wanted;
	memcpy(tpdu->ud, data, wanted);
	if (header)
		pdu_decode_header(tpdu);
	return SMSMODEM_OK;
}

/* --- TP-PI and what it announces (9.2.3.27) --- */

/* What further octets would announce is behind the user data, and nobody knows it. */
static int report_pi(struct pdu_decode *cursor, uint8_t *pi)
{
	int result = pdu_decode_octet(cursor, "TP-PI", pi);
	uint8_t more = *pi;

	while (result >= 0 && (more & REPORT_PI_EXTENSION))
		result = pdu_decode_octet(cursor, "TP-PI's extension", &more);
	*pi &= (uint8_t)~REPORT_PI_EXTENSION;
	return result;
}

static int report_user_data(struct pdu_decode *cursor, bool header, struct smsmodem_tpdu *tpdu)
{
	int result = pdu_decode_octet(cursor, "TP-UDL", &tpdu->udl);
	bool septets = pdu_dcs_encoding(tpdu->dcs) == SMSMODEM_ENCODING_GSM7;
	size_t wanted = septets ? (tpdu->udl * 7U + 7) / 8 : tpdu->udl;

	return result < 0 ? result : report_data(cursor, "TP-UD", wanted, header, tpdu);
}

/* User data without TP-DCS is in the default alphabet; what follows it is to be ignored. */
static int report_announced(struct pdu_decode *cursor, bool header, struct smsmodem_tpdu *tpdu)
{
	int result = SMSMODEM_OK;

	if (tpdu->pi & SMSMODEM_PI_PID)
		result = pdu_decode_octet(cursor, "TP-PID", &tpdu->pid);
	if (result >= 0 && (tpdu->pi & SMSMODEM_PI_DCS))
		result = pdu_decode_octet(cursor, "TP-DCS", &tpdu->dcs);
	if (result >= 0 && (tpdu->pi & SMSMODEM_PI_UDL))
		result = report_user_data(cursor, header, tpdu);
	return result;
}

/* --- DELIVER-REPORT and SUBMIT-REPORT --- */

/* Whether TP-PI at the cursor announces just the octets that are there. */
static bool report_fits(struct pdu_decode cursor, const struct smsmodem_tpdu *tpdu)
{
	struct smsmodem_tpdu scratch;

	pdu_clear(&scratch);
	scratch.kind = tpdu->kind;
	cursor.error = NULL;
	if (pdu_decode_octet(&cursor, "", &scratch.pi) < 0 || scratch.pi > REPORT_PI_KNOWN)
		return false;
	if (tpdu->kind == SMSMODEM_KIND_SUBMIT_REPORT && !pdu_decode_take(&cursor, 7))
		return false;
	return report_announced(&cursor, false, &scratch) >= 0 && pdu_decode_left(&cursor) == 0;
}

/*
 * TP-FCS is there in an RP-ERROR and not in an RP-ACK, which the TPDU does not say. Its values
 * begin at 0x80 (9.2.3.22), and a TP-PI has three bits that mean something (9.2.3.27): an octet
 * with others is a TP-FCS. One without is a TP-PI, unless only behind it a TP-PI fits what is
 * there.
 */
static bool report_has_fcs(const struct pdu_decode *cursor, const struct smsmodem_tpdu *tpdu)
{
	struct pdu_decode behind = *cursor;
	const uint8_t *octet = pdu_decode_take(&behind, 1);

	if (!octet)
		return false;
	if (*octet > REPORT_PI_KNOWN)
		return true;
	return !report_fits(*cursor, tpdu) && report_fits(behind, tpdu);
}

/*
 * Behind the last field there may be padding, or what a set reserved bit of TP-PI or its extension
 * announces, which is to be discarded (9.2.3.27). Anything else tells that this is no such report.
 */
static int report_end(const struct pdu_decode *cursor, uint8_t first_pi)
{
	size_t left = pdu_decode_left(cursor);

	for (size_t i = 0; i < left && !(first_pi & ~REPORT_PI_KNOWN); i++)
		if (cursor->octets[cursor->position + i] != 0x00 &&
		    cursor->octets[cursor->position + i] != 0xFF)
			return pdu_decode_fail(cursor, "%zu octet%s left over behind the report",
					       left, left == 1 ? " is" : "s are");
	return SMSMODEM_OK;
}

static int report_acknowledgement(struct pdu_decode *cursor, bool header,
				  struct smsmodem_tpdu *tpdu)
{
	int result = SMSMODEM_OK;

	tpdu->has_fcs = report_has_fcs(cursor, tpdu);
	if (tpdu->has_fcs)
		result = pdu_decode_octet(cursor, "TP-FCS", &tpdu->fcs);
	uint8_t first_pi = pdu_decode_left(cursor) ? cursor->octets[cursor->position] : 0;
	if (result >= 0)
		result = report_pi(cursor, &tpdu->pi);
	if (result >= 0 && tpdu->kind == SMSMODEM_KIND_SUBMIT_REPORT)
		result = pdu_decode_time(cursor, "TP-SCTS", &tpdu->scts);
	if (result >= 0)
		result = report_announced(cursor, header, tpdu);
	return result < 0 ? result : report_end(cursor, first_pi);
}

/* --- STATUS-REPORT --- */

/*
 * What follows TP-ST says nothing of the message's fate, and in the field there are records whose
 * rest is not what it should be: that is left out rather than the report lost.
 */
static void report_rest(struct pdu_decode cursor, bool header, struct smsmodem_tpdu *tpdu)
{
	struct smsmodem_tpdu whole = *tpdu;

	cursor.error = NULL;
	if (report_pi(&cursor, &whole.pi) < 0 || report_announced(&cursor, header, &whole) < 0)
		return;
	whole.has_pi = true;
	*tpdu = whole;
}

static int report_status(struct pdu_decode *cursor, bool header, struct smsmodem_tpdu *tpdu)
{
	int result = pdu_decode_octet(cursor, "TP-MR", &tpdu->mr);

	if (result >= 0)
		result = pdu_decode_address(cursor, tpdu);
	if (result >= 0)
		result = pdu_decode_time(cursor, "TP-SCTS", &tpdu->scts);
	if (result >= 0)
		result = pdu_decode_time(cursor, "TP-DT", &tpdu->discharged);
	if (result >= 0)
		result = pdu_decode_octet(cursor, "TP-ST", &tpdu->status);
	if (result >= 0 && pdu_decode_left(cursor) > 0)
		report_rest(*cursor, header, tpdu);
	return result;
}

/* --- COMMAND --- */

static int report_command(struct pdu_decode *cursor, bool header, struct smsmodem_tpdu *tpdu)
{
	int result = pdu_decode_octet(cursor, "TP-MR", &tpdu->mr);

	tpdu->dcs = REPORT_COMMAND_DCS;
	if (result >= 0)
		result = pdu_decode_octet(cursor, "TP-PID", &tpdu->pid);
	if (result >= 0)
		result = pdu_decode_octet(cursor, "TP-CT", &tpdu->command);
	if (result >= 0)
		result = pdu_decode_octet(cursor, "TP-MN", &tpdu->mn);
	if (result >= 0)
		result = pdu_decode_address(cursor, tpdu);
	if (result >= 0)
		result = pdu_decode_octet(cursor, "TP-CDL", &tpdu->udl);
	return result < 0 ? result : report_data(cursor, "TP-CD", tpdu->udl, header, tpdu);
}

int pdu_decode_report(struct pdu_decode *cursor, bool header, struct smsmodem_tpdu *tpdu)
{
	if (tpdu->kind == SMSMODEM_KIND_STATUS_REPORT)
		return report_status(cursor, header, tpdu);
	if (tpdu->kind == SMSMODEM_KIND_COMMAND)
		return report_command(cursor, header, tpdu);
	return report_acknowledgement(cursor, header, tpdu);
}
