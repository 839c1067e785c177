/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fields that several kinds of TPDU have, and the words for one that is broken. */
#include "decode.h"
#include <stdarg.h>
#include <stdio.h>

int pdu_decode_fail(const struct pdu_decode *cursor, const char *format, ...)
{
	char what[160] = "";
	va_list list;

	va_start(list, format);
	(void)vsnprintf(what, sizeof what, format, list);
	va_end(list);
	smsmodem_error_set(cursor->error, SMSMODEM_E_PDU, "PDU: %s (octet %zu)", what,
			   cursor->position);
	if (cursor->error)
		cursor->error->offset = (long)cursor->position;
	return SMSMODEM_E_PDU;
}

int pdu_decode_cut(const struct pdu_decode *cursor, const char *field, size_t wanted)
{
	if (pdu_decode_left(cursor) == 0)
		return pdu_decode_fail(cursor, "%s is missing", field);
	return pdu_decode_fail(cursor, "%s is cut: %zu of %zu octets", field,
			       pdu_decode_left(cursor), wanted);
}

int pdu_decode_address_cut(const struct pdu_decode *cursor, const struct smsmodem_tpdu *tpdu)
{
	const char *field = tpdu->kind == SMSMODEM_KIND_DELIVER         ? "TP-OA"
			    : tpdu->kind == SMSMODEM_KIND_STATUS_REPORT ? "TP-RA"
									: "TP-DA";
	unsigned digits = pdu_decode_left(cursor) ? cursor->octets[cursor->position] : 0;

	if (digits > 20)
		return pdu_decode_fail(cursor, "%s has %u semi-octets, more than 20", field,
				       digits);
	return pdu_decode_cut(cursor, field, 2 + (digits + 1) / 2);
}

void pdu_decode_header(struct smsmodem_tpdu *tpdu)
{
	size_t length = tpdu->ud_len ? tpdu->ud[0] + 1U : 0;
	struct pdu_udh udh;

	if (length > tpdu->ud_len)
		return;
	tpdu->udh_len = (uint8_t)length;
	pdu_udh_read(tpdu->ud, length, &udh);
	tpdu->concat = udh.concat;
	tpdu->ports = udh.ports;
	tpdu->shift = udh.shift;
}
