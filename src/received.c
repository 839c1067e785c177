/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The octets of a PDU that came, and where its TPDU begins. The header's length counts the TPDU
 * (27.005 3.1 <length>); some phones leave the SMSC address out, some count it, too, and a record
 * of a card is filled up with FF, one of a phone with 00.
 */
#include "arrivals.h"
#include "pdu.h"
#include <string.h>

#define OCTETS_MAX 256 /* of a line; what is behind them is no PDU's */
#define SMSC_MAX   11  /* octets of an SMSC address behind its length (24.011 8.2.5.1) */

/* None, or a type and digits; the type has its high bit set. */
static size_t smsc_octets(const uint8_t *octets, size_t count)
{
	size_t length = octets[0];

	if (length > SMSC_MAX || length == 1 || length + 1 >= count)
		return 0;
	return length == 0 || octets[1] & 0x80 ? length + 1 : 0;
}

static bool is_filling(const uint8_t *octets, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (octets[i] != 0xFF && octets[i] != 0x00)
			return false;
	return true;
}

static int decode_at(const uint8_t *octets, size_t count, size_t smsc, struct smsmodem_tpdu *tpdu,
		     struct smsmodem_error *error)
{
	const struct smsmodem_decode_options options = {
		.kind = (octets[smsc] & 3) == 2 ? SMSMODEM_KIND_STATUS_REPORT
						: SMSMODEM_KIND_DELIVER,
		.no_smsc = smsc == 0,
		.tpdu_length = -1,
	};

	return pdu_decode(octets, count, &options, tpdu, error);
}

/* The length counts everything: is there an SMSC address? What can be read is what is meant. */
static size_t smsc_counted(const uint8_t *octets, size_t count, size_t smsc)
{
	struct smsmodem_tpdu tpdu;

	if (decode_at(octets, count, smsc, &tpdu, NULL) == SMSMODEM_OK)
		return smsc;
	return decode_at(octets, count, 0, &tpdu, NULL) == SMSMODEM_OK ? 0 : smsc;
}

/* One without an SMSC address gets an empty one, so that all are alike. */
static void received_set(struct received *pdu, const uint8_t *octets, size_t count, size_t smsc,
			 bool sound)
{
	size_t shift = smsc == 0 ? 1 : 0;

	*pdu = (struct received){.smsc = (uint8_t)(smsc + shift), .sound = sound};
	if (count + shift > sizeof pdu->octets) {
		count = sizeof pdu->octets - shift;
		pdu->sound = false;
	}
	pdu->length = (uint8_t)(count + shift);
	memcpy(pdu->octets + shift, octets, count);
}

/* The length is that of all: what can be read neither with nor without an SMSC address is torn. */
static void received_all(struct received *pdu, const uint8_t *octets, size_t count, size_t smsc)
{
	struct smsmodem_tpdu tpdu;
	size_t begin = smsc ? smsc_counted(octets, count, smsc) : 0;

	received_set(pdu, octets, count, begin,
		     decode_at(octets, count, begin, &tpdu, NULL) == SMSMODEM_OK);
}

int received_read(const char *hex, int length, struct received *pdu)
{
	uint8_t octets[OCTETS_MAX];
	size_t digits = strlen(hex), bad;

	if (digits > 2 * sizeof octets)
		digits = 2 * sizeof octets;
	int decoded = pdu_hex_decode(hex, digits, octets, sizeof octets, &bad);
	if (decoded < 2)
		return SMSMODEM_E_DATA;
	size_t count = (size_t)decoded, smsc = smsc_octets(octets, count);
	size_t wanted = length > 0 ? (size_t)length : 0, behind = octets[0] + (size_t)1 + wanted;
	if (length <= 0)
		received_set(pdu, octets, count, smsc, true);
	else if (octets[0] <= SMSC_MAX && behind <= count &&
		 is_filling(octets + behind, count - behind))
		received_set(pdu, octets, behind, octets[0] + (size_t)1, true);
	else if (wanted == count)
		received_all(pdu, octets, count, smsc);
	else if (!smsc && wanted < count && is_filling(octets + wanted, count - wanted))
		received_set(pdu, octets, wanted, 0, true);
	else
		received_set(pdu, octets, count, smsc, false);
	return SMSMODEM_OK;
}

void received_restore(const uint8_t *octets, size_t count, struct received *pdu)
{
	size_t smsc = count > 0 && octets[0] + (size_t)1 < count ? octets[0] + (size_t)1 : 0;

	received_set(pdu, octets, count, smsc, true);
}

size_t received_plain(const struct received *pdu, uint8_t octets[SMSMODEM_PDU_MAX])
{
	size_t count = (size_t)pdu->length - pdu->smsc;

	memcpy(octets, pdu->octets + pdu->smsc, count);
	octets[0] &= (uint8_t)~0x04U; /* TP-MMS (23.040 9.2.3.2) */
	return count;
}

bool received_is_own(const struct received *pdu)
{
	return (pdu->octets[pdu->smsc] & 3) == 1;
}

int received_decode(const struct received *pdu, struct smsmodem_tpdu *tpdu,
		    struct smsmodem_error *error)
{
	return decode_at(pdu->octets, pdu->length, pdu->smsc, tpdu, error);
}
