/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A PDU written in the order of its fields (23.040 9.2.2). */
#include "decode.h"
#include "pair.h"

/* Bits of TP-PI (9.2.3.27). */
#define ENCODE_PI_EXTENSION 0x80U
#define ENCODE_PI_RESERVED  0x78U
#define ENCODE_PI_KNOWN     0x07U

/* Sticky: after the first failure nothing more is written. */
struct encode_cursor {
	uint8_t *octets;
	size_t size, used;
	int failure;
};

static bool encode_fits(struct encode_cursor *cursor, size_t count)
{
	if (!cursor->failure && count > cursor->size - cursor->used)
		cursor->failure = SMSMODEM_E_SPACE;
	return !cursor->failure;
}

static void encode_octets(struct encode_cursor *cursor, const uint8_t *octets, size_t count)
{
	if (!encode_fits(cursor, count))
		return;
	pdu_copy(cursor->octets + cursor->used, octets, count);
	cursor->used += count;
}

static void encode_octet(struct encode_cursor *cursor, uint8_t octet)
{
	if (encode_fits(cursor, 1))
		cursor->octets[cursor->used++] = octet;
}

static void encode_advance(struct encode_cursor *cursor, int count)
{
	if (count < 0)
		cursor->failure = count;
	else
		cursor->used += (size_t)count;
}

static void encode_address(struct encode_cursor *cursor, const struct smsmodem_tpdu *tpdu)
{
	if (!cursor->failure)
		encode_advance(cursor,
			       pdu_address_encode(&tpdu->peer, cursor->octets + cursor->used,
						  cursor->size - cursor->used));
}

static void encode_peer(struct encode_cursor *cursor, const struct smsmodem_tpdu *tpdu)
{
	encode_address(cursor, tpdu);
	encode_octet(cursor, tpdu->pid);
	encode_octet(cursor, tpdu->dcs);
}

static void encode_time(struct encode_cursor *cursor, const struct smsmodem_time *time)
{
	uint8_t octets[7];

	pdu_time_encode(time, octets);
	encode_octets(cursor, octets, sizeof octets);
}

static void encode_validity(struct encode_cursor *cursor, const struct smsmodem_validity *validity)
{
	switch (validity->format) {
	case SMSMODEM_VALIDITY_NONE: break;
	case SMSMODEM_VALIDITY_ENHANCED: encode_octets(cursor, validity->octets, 7); break;
	case SMSMODEM_VALIDITY_RELATIVE:
		encode_octet(cursor, pdu_validity_octet(validity->seconds));
		break;
	case SMSMODEM_VALIDITY_ABSOLUTE: encode_time(cursor, &validity->until); break;
	}
}

/* Bits that kinds have in common in the first octet (9.2.2): not each has all. */
#define ENCODE_SRR  0x20U
#define ENCODE_UDHI 0x40U
#define ENCODE_RP   0x80U

static uint8_t encode_flags(const struct smsmodem_tpdu *tpdu, unsigned flags)
{
	return (uint8_t)(((tpdu->status_report ? ENCODE_SRR : 0U) |
			  (tpdu->udh_len ? ENCODE_UDHI : 0U) |
			  (tpdu->reply_path ? ENCODE_RP : 0U)) &
			 flags);
}

static void encode_deliver(struct encode_cursor *cursor, const struct smsmodem_tpdu *tpdu)
{
	encode_octet(cursor, (uint8_t)(encode_flags(tpdu, ENCODE_SRR | ENCODE_UDHI | ENCODE_RP) |
				       (tpdu->no_more ? 0x04U : 0U) |
				       (tpdu->loop_prevention ? 0x08U : 0U)));
	encode_peer(cursor, tpdu);
	encode_time(cursor, &tpdu->scts);
}

static void encode_submit(struct encode_cursor *cursor, const struct smsmodem_tpdu *tpdu)
{
	unsigned format = (unsigned)tpdu->validity.format & 3;

	encode_octet(cursor,
		     (uint8_t)(encode_flags(tpdu, ENCODE_SRR | ENCODE_UDHI | ENCODE_RP) | 0x01U |
			       format << 3 | (tpdu->reject_duplicates ? 0x04U : 0U)));
	encode_octet(cursor, tpdu->mr);
	encode_peer(cursor, tpdu);
	encode_validity(cursor, &tpdu->validity);
}

static void encode_user_data(struct encode_cursor *cursor, const struct smsmodem_tpdu *tpdu)
{
	encode_octet(cursor, tpdu->udl);
	encode_octets(cursor, tpdu->ud, tpdu->ud_len);
}

/* What TP-PI announces (9.2.3.27). */
static void encode_parameters(struct encode_cursor *cursor, const struct smsmodem_tpdu *tpdu)
{
	if (tpdu->pi & SMSMODEM_PI_PID)
		encode_octet(cursor, tpdu->pid);
	if (tpdu->pi & SMSMODEM_PI_DCS)
		encode_octet(cursor, tpdu->dcs);
	if (tpdu->pi & SMSMODEM_PI_UDL)
		encode_user_data(cursor, tpdu);
}

static void encode_status(struct encode_cursor *cursor, const struct smsmodem_tpdu *tpdu)
{
	encode_octet(cursor, (uint8_t)(encode_flags(tpdu, ENCODE_SRR | ENCODE_UDHI) | 0x02U |
				       (tpdu->no_more ? 0x04U : 0U) |
				       (tpdu->loop_prevention ? 0x08U : 0U)));
	encode_octet(cursor, tpdu->mr);
	encode_address(cursor, tpdu);
	encode_time(cursor, &tpdu->scts);
	encode_time(cursor, &tpdu->discharged);
	encode_octet(cursor, tpdu->status);
	if (!tpdu->has_pi)
		return;
	encode_octet(cursor, tpdu->pi);
	encode_parameters(cursor, tpdu);
}

static void encode_command(struct encode_cursor *cursor, const struct smsmodem_tpdu *tpdu)
{
	encode_octet(cursor, (uint8_t)(encode_flags(tpdu, ENCODE_SRR | ENCODE_UDHI) | 0x02U));
	encode_octet(cursor, tpdu->mr);
	encode_octet(cursor, tpdu->pid);
	encode_octet(cursor, tpdu->command);
	encode_octet(cursor, tpdu->mn);
	encode_address(cursor, tpdu);
	encode_user_data(cursor, tpdu);
}

/* DELIVER-REPORT and SUBMIT-REPORT (9.2.2.1a, 9.2.2.2a). */
static void encode_report(struct encode_cursor *cursor, const struct smsmodem_tpdu *tpdu)
{
	bool submit = tpdu->kind == SMSMODEM_KIND_SUBMIT_REPORT;

	encode_octet(cursor, (uint8_t)(encode_flags(tpdu, ENCODE_UDHI) | (submit ? 0x01U : 0x00U)));
	if (tpdu->has_fcs)
		encode_octet(cursor, tpdu->fcs);
	encode_octet(cursor, tpdu->pi);
	if (submit)
		encode_time(cursor, &tpdu->scts);
	encode_parameters(cursor, tpdu);
}

static void encode_tpdu(struct encode_cursor *cursor, const struct smsmodem_tpdu *tpdu)
{
	switch (tpdu->kind) {
	case SMSMODEM_KIND_DELIVER:
		encode_deliver(cursor, tpdu);
		encode_user_data(cursor, tpdu);
		break;
	case SMSMODEM_KIND_SUBMIT:
		encode_submit(cursor, tpdu);
		encode_user_data(cursor, tpdu);
		break;
	case SMSMODEM_KIND_STATUS_REPORT: encode_status(cursor, tpdu); break;
	case SMSMODEM_KIND_COMMAND: encode_command(cursor, tpdu); break;
	case SMSMODEM_KIND_DELIVER_REPORT:
	case SMSMODEM_KIND_SUBMIT_REPORT: encode_report(cursor, tpdu); break;
	case SMSMODEM_KIND_AUTO:
	case SMSMODEM_KIND_REPORT: cursor->failure = SMSMODEM_E_USAGE; break;
	}
}

/* Octets of user data as TP-UDL counts it; without TP-DCS it is in the default alphabet. */
static size_t encode_wanted(const struct smsmodem_tpdu *tpdu)
{
	bool has_dcs = tpdu->kind <= SMSMODEM_KIND_SUBMIT || (tpdu->pi & SMSMODEM_PI_DCS);
	bool septets = tpdu->kind != SMSMODEM_KIND_COMMAND &&
		       (!has_dcs || pdu_dcs_encoding(tpdu->dcs) == SMSMODEM_ENCODING_GSM7);

	return septets ? (tpdu->udl * 7U + 7) / 8 : tpdu->udl;
}

/* Likewise with a TP-UDL that no message can have, where what is there counts if it is a text. */
static bool encode_has_wanted(const struct smsmodem_tpdu *tpdu)
{
	size_t wanted = encode_wanted(tpdu);

	if (tpdu->kind > SMSMODEM_KIND_SUBMIT || wanted <= SMSMODEM_UD_MAX)
		return wanted == tpdu->ud_len;
	return tpdu->ud_len > tpdu->udh_len;
}

/* Whether a decoder would find what the struct says. */
static bool encode_is_sound(const struct smsmodem_tpdu *tpdu)
{
	bool status = tpdu->kind == SMSMODEM_KIND_STATUS_REPORT;
	bool optional = status || tpdu->kind > SMSMODEM_KIND_COMMAND;

	if (tpdu->udh_len > tpdu->ud_len || (tpdu->udh_len && tpdu->udh_len != tpdu->ud[0] + 1))
		return false;
	if (!optional)
		return encode_has_wanted(tpdu);
	if (tpdu->pi & ENCODE_PI_EXTENSION)
		return false; /* there is nothing to extend it with */
	if (!status && !tpdu->has_fcs && (tpdu->pi & ENCODE_PI_RESERVED))
		return false; /* it would be read as a TP-FCS */
	if (!(tpdu->pi & SMSMODEM_PI_UDL) || (status && !tpdu->has_pi))
		return tpdu->ud_len == 0;
	return encode_has_wanted(tpdu);
}

/* Whether a TP-FCS that could be a TP-PI as well would be read as one. */
static bool encode_hides_fcs(const struct smsmodem_tpdu *tpdu, const uint8_t *octets, size_t length)
{
	const struct smsmodem_decode_options options = {.kind = tpdu->kind};
	struct smsmodem_tpdu again;

	return tpdu->kind > SMSMODEM_KIND_COMMAND && tpdu->has_fcs &&
	       tpdu->fcs <= ENCODE_PI_KNOWN &&
	       (pdu_decode(octets, length, &options, &again, NULL) < 0 || !again.has_fcs);
}

int pdu_encode(const struct smsmodem_tpdu *tpdu, uint8_t *octets, size_t size, size_t *smsc_length)
{
	struct encode_cursor cursor = {.octets = octets, .size = size};
	bool report = tpdu->kind > SMSMODEM_KIND_SUBMIT;

	if (tpdu->kind == SMSMODEM_KIND_AUTO || tpdu->kind >= SMSMODEM_KIND_REPORT ||
	    tpdu->ud_len > (report ? SMSMODEM_UD_SIZE : SMSMODEM_UD_MAX) || !encode_is_sound(tpdu))
		return SMSMODEM_E_USAGE;
	encode_advance(&cursor, pdu_smsc_encode(&tpdu->smsc, octets, size));
	size_t start = cursor.used;
	if (smsc_length)
		*smsc_length = start;
	encode_tpdu(&cursor, tpdu);
	if (cursor.failure)
		return cursor.failure;
	if (cursor.used - start > PDU_TPDU_MAX || encode_hides_fcs(tpdu, octets, cursor.used))
		return SMSMODEM_E_USAGE;
	return (int)cursor.used;
}
