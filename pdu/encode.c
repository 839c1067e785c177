/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A PDU written in the order of its fields (23.040 9.2.2.1 to 9.2.2.3). */
#include "pair.h"
#include "pdu.h"

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

/* What DELIVER and SUBMIT have in the same bits of the first octet. */
static uint8_t encode_flags(const struct smsmodem_tpdu *tpdu)
{
	return (uint8_t)((tpdu->status_report ? 0x20U : 0U) | (tpdu->udh_len ? 0x40U : 0U) |
			 (tpdu->reply_path ? 0x80U : 0U));
}

static void encode_deliver(struct encode_cursor *cursor, const struct smsmodem_tpdu *tpdu)
{
	encode_octet(cursor, (uint8_t)(encode_flags(tpdu) | (tpdu->no_more ? 0x04U : 0U) |
				       (tpdu->loop_prevention ? 0x08U : 0U)));
	encode_peer(cursor, tpdu);
	encode_time(cursor, &tpdu->scts);
}

static void encode_submit(struct encode_cursor *cursor, const struct smsmodem_tpdu *tpdu)
{
	unsigned format = (unsigned)tpdu->validity.format & 3;

	encode_octet(cursor, (uint8_t)(encode_flags(tpdu) | 0x01U | format << 3 |
				       (tpdu->reject_duplicates ? 0x04U : 0U)));
	encode_octet(cursor, tpdu->mr);
	encode_peer(cursor, tpdu);
	encode_validity(cursor, &tpdu->validity);
}

/* STATUS-REPORT (9.2.2.3), without what may follow TP-ST. */
static void encode_report(struct encode_cursor *cursor, const struct smsmodem_tpdu *tpdu)
{
	encode_octet(cursor, (uint8_t)(encode_flags(tpdu) | 0x02U | (tpdu->no_more ? 0x04U : 0U) |
				       (tpdu->loop_prevention ? 0x08U : 0U)));
	encode_octet(cursor, tpdu->mr);
	encode_address(cursor, tpdu);
	encode_time(cursor, &tpdu->scts);
	encode_time(cursor, &tpdu->discharged);
	encode_octet(cursor, tpdu->status);
}

int pdu_encode(const struct smsmodem_tpdu *tpdu, uint8_t *octets, size_t size, size_t *smsc_length)
{
	struct encode_cursor cursor = {.octets = octets, .size = size};

	if (tpdu->kind == SMSMODEM_KIND_AUTO || tpdu->ud_len > SMSMODEM_UD_MAX ||
	    tpdu->udh_len > tpdu->ud_len)
		return SMSMODEM_E_USAGE;
	encode_advance(&cursor, pdu_smsc_encode(&tpdu->smsc, octets, size));
	if (smsc_length)
		*smsc_length = cursor.used;
	if (tpdu->kind == SMSMODEM_KIND_STATUS_REPORT) {
		encode_report(&cursor, tpdu);
		return cursor.failure ? cursor.failure : (int)cursor.used;
	}
	if (tpdu->kind == SMSMODEM_KIND_DELIVER)
		encode_deliver(&cursor, tpdu);
	else
		encode_submit(&cursor, tpdu);
	encode_octet(&cursor, tpdu->udl);
	encode_octets(&cursor, tpdu->ud, tpdu->ud_len);
	return cursor.failure ? cursor.failure : (int)cursor.used;
}
