/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The user data header (23.040 9.2.3.24): UDHL, then elements of identifier, length and data. */
#include "pdu.h"
#include <string.h>

enum udh_iei {
	UDH_CONCAT_8 = 0x00,
	UDH_PORTS_8 = 0x04,
	UDH_PORTS_16 = 0x05,
	UDH_CONCAT_16 = 0x08,
	UDH_SINGLE_SHIFT = 0x24,
	UDH_LOCKING_SHIFT = 0x25
};

int pdu_udh_next(const uint8_t *udh, size_t length, size_t *position, struct smsmodem_ie *ie)
{
	size_t at = *position ? *position : 1;

	if (at >= length)
		return 0;
	if (length - at < 2 || length - at - 2 < udh[at + 1])
		return SMSMODEM_E_PDU;
	*ie = (struct smsmodem_ie){.iei = udh[at], .length = udh[at + 1], .data = udh + at + 2};
	*position = at + 2 + ie->length;
	return 1;
}

int smsmodem_udh_next(const struct smsmodem_tpdu *tpdu, size_t *position, struct smsmodem_ie *ie)
{
	size_t length = tpdu->udh_len < tpdu->ud_len ? tpdu->udh_len : tpdu->ud_len;

	return pdu_udh_next(tpdu->ud, length < sizeof tpdu->ud ? length : sizeof tpdu->ud, position,
			    ie);
}

static uint16_t udh_16(const uint8_t *octets)
{
	return (uint16_t)(octets[0] << 8 | octets[1]);
}

/* Data is behind the reference: total and sequence number, both from 1 (9.2.3.24.1, .8). */
static void udh_read_concat(const struct smsmodem_ie *ie, uint8_t ref_bits,
			    struct smsmodem_concat *concat)
{
	size_t ref_len = ref_bits / 8U;

	if (ie->length != ref_len + 2)
		return;
	uint8_t total = ie->data[ref_len], seq = ie->data[ref_len + 1];
	if (seq == 0 || seq > total)
		return;
	concat->ref_bits = ref_bits;
	concat->ref = ref_bits == 8 ? ie->data[0] : udh_16(ie->data);
	concat->total = total;
	concat->seq = seq;
}

/* Destination first (9.2.3.24.3, .4). */
static void udh_read_ports(const struct smsmodem_ie *ie, uint8_t bits, struct smsmodem_ports *ports)
{
	if (ie->length != bits / 4U)
		return;
	ports->bits = bits;
	ports->dst = bits == 8 ? ie->data[0] : udh_16(ie->data);
	ports->src = bits == 8 ? ie->data[1] : udh_16(ie->data + 2);
}

/*
 * One octet (9.2.3.24.15, .16); a language that nobody has assigned is as none, and so is the
 * locking one that Spanish lacks (23.038 6.2.1.2.4).
 */
static void udh_read_language(const struct smsmodem_ie *ie, uint8_t *language)
{
	if (ie->length != 1)
		return;
	bool none = ie->iei == UDH_LOCKING_SHIFT && ie->data[0] == SMSMODEM_LANGUAGE_SPANISH;
	*language = ie->data[0] < SMSMODEM_LANGUAGES && !none ? ie->data[0] : 0;
}

void pdu_udh_read(const uint8_t *octets, size_t length, struct pdu_udh *udh)
{
	struct smsmodem_ie ie;
	size_t position = 0;
	int step;

	*udh = (struct pdu_udh){0};
	while ((step = pdu_udh_next(octets, length, &position, &ie)) == 1) {
		switch (ie.iei) {
		case UDH_CONCAT_8: udh_read_concat(&ie, 8, &udh->concat); break;
		case UDH_CONCAT_16: udh_read_concat(&ie, 16, &udh->concat); break;
		case UDH_PORTS_8: udh_read_ports(&ie, 8, &udh->ports); break;
		case UDH_PORTS_16: udh_read_ports(&ie, 16, &udh->ports); break;
		case UDH_SINGLE_SHIFT: udh_read_language(&ie, &udh->shift.single); break;
		case UDH_LOCKING_SHIFT: udh_read_language(&ie, &udh->shift.locking); break;
		default: break;
		}
	}
	/* the whole header counts for nothing (9.2.3.24) */
	if (step < 0)
		*udh = (struct pdu_udh){0};
}

/* Write a value in two octets or one. @return how many */
static size_t udh_put(uint8_t *octets, bool wide, uint16_t value)
{
	if (wide)
		*octets++ = (uint8_t)(value >> 8);
	*octets = (uint8_t)value;
	return wide ? 2 : 1;
}

static size_t udh_put_concat(const struct smsmodem_concat *concat, uint8_t *octets)
{
	bool wide = concat->ref_bits == 16;
	size_t used = 2 + udh_put(octets + 2, wide, concat->ref);

	octets[used++] = concat->total;
	octets[used++] = concat->seq;
	octets[0] = wide ? UDH_CONCAT_16 : UDH_CONCAT_8;
	octets[1] = (uint8_t)(used - 2);
	return used;
}

static size_t udh_put_ports(const struct smsmodem_ports *ports, uint8_t *octets)
{
	bool wide = ports->bits == 16;
	size_t used = 2 + udh_put(octets + 2, wide, ports->dst);

	used += udh_put(octets + used, wide, ports->src);
	octets[0] = wide ? UDH_PORTS_16 : UDH_PORTS_8;
	octets[1] = (uint8_t)(used - 2);
	return used;
}

static size_t udh_put_language(uint8_t iei, uint8_t language, uint8_t *octets)
{
	octets[0] = iei;
	octets[1] = 1;
	octets[2] = language;
	return 3;
}

int pdu_udh_write(const struct pdu_udh *udh, uint8_t *octets, size_t size)
{
	uint8_t header[1 + 6 + 6 + 3 + 3];
	size_t used = 1;

	if (udh->concat.ref_bits)
		used += udh_put_concat(&udh->concat, header + used);
	if (udh->ports.bits)
		used += udh_put_ports(&udh->ports, header + used);
	if (udh->shift.single)
		used += udh_put_language(UDH_SINGLE_SHIFT, udh->shift.single, header + used);
	if (udh->shift.locking)
		used += udh_put_language(UDH_LOCKING_SHIFT, udh->shift.locking, header + used);
	if (used == 1)
		return 0;
	if (used > size)
		return SMSMODEM_E_SPACE;
	header[0] = (uint8_t)(used - 1);
	memcpy(octets, header, used);
	return (int)used;
}
