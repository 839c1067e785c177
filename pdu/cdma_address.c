/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Addresses and call-back numbers (C.S0015-B 3.4.3.3, 4.5.15). */
#include "cdma.h"
#include <stdio.h>
#include <string.h>

#define CDMA_NUMBER_MAX 255

enum cdma_number_type {
	CDMA_TYPE_INTERNATIONAL = 1, /* C.S0005 2.7.1.3.2.4-2 */
	CDMA_TYPE_IP = 1             /* of a data network (3.4.3.3-1) */
};

/* C.S0005 2.7.1.3.2.4-4; the others are reserved. */
static const char cdma_dtmf_digits[] = "?1234567890*#???";

void pdu_cdma_dtmf(struct pdu_bits *bits, size_t count, char *text)
{
	for (size_t i = 0; i < count; i++)
		text[i] = cdma_dtmf_digits[pdu_bits_get(bits, 4)];
	text[count] = '\0';
}

/* Of ASCII what can be shown; the most significant bit should be 0. */
static void address_ascii(const uint8_t *octets, size_t count, char *text)
{
	for (size_t i = 0; i < count; i++)
		text[i] = (char)(octets[i] >= ' ' && octets[i] < 0x7F ? octets[i] : '?');
	text[count] = '\0';
}

/* RFC 791, RFC 4291; of another length it is no address, and kept as digits. */
static void address_ip(const uint8_t *octets, size_t count, char *text, size_t size)
{
	size_t used = 0;

	text[0] = '\0';
	for (size_t i = 0; i < count && used + 8 < size; i++) {
		const char *between = i == 0 || count == 4        ? ""
				      : i % 2 == 0 && count == 16 ? ":"
								  : "";
		int added = count == 4 ? snprintf(text + used, size - used, "%s%u", i ? "." : "",
						  octets[i])
				       : snprintf(text + used, size - used, "%s%02X", between,
						  octets[i]);
		used += added > 0 ? (size_t)added : 0;
	}
}

static void address_octets(struct pdu_bits *bits, size_t count,
			   struct smsmodem_cdma_address *address)
{
	uint8_t octets[CDMA_NUMBER_MAX];
	bool plus = !address->data_network && address->type == CDMA_TYPE_INTERNATIONAL;

	count = pdu_bits_octets(bits, 8 * count, octets, sizeof octets);
	if (address->data_network && address->type == CDMA_TYPE_IP) {
		address_ip(octets, count, address->text, sizeof address->text);
		return;
	}
	if (plus && count > 0 && octets[0] != '+')
		address->text[0] = '+';
	else
		plus = false;
	address_ascii(octets, count, address->text + (plus ? 1 : 0));
}

bool pdu_cdma_address_read(struct pdu_bits *bits, enum pdu_cdma_address_form form,
			   struct smsmodem_cdma_address *address)
{
	*address = (struct smsmodem_cdma_address){0};
	address->eight_bit = pdu_bits_get(bits, 1);
	if (form == PDU_CDMA_ADDRESS)
		address->data_network = pdu_bits_get(bits, 1);
	if (address->eight_bit || form == PDU_CDMA_VMN)
		address->type = (uint8_t)pdu_bits_get(bits, 3);
	if (address->eight_bit && !address->data_network)
		address->plan = (uint8_t)pdu_bits_get(bits, 4);
	size_t count = pdu_bits_get(bits, 8), width = address->eight_bit ? 8 : 4;
	if (!bits->failed && pdu_bits_left(bits) < width * count)
		bits->failed = true;
	if (bits->failed) {
		*address = (struct smsmodem_cdma_address){0};
		return false;
	}
	if (address->eight_bit)
		address_octets(bits, count, address);
	else
		pdu_cdma_dtmf(bits, count, address->text);
	return true;
}

void pdu_cdma_address_write(struct pdu_bit_writer *writer, enum pdu_cdma_address_form form,
			    const char *number)
{
	bool international = number[0] == '+';
	size_t count = strlen(number += international);

	pdu_bits_put(writer, 1, international);
	if (form == PDU_CDMA_ADDRESS)
		pdu_bits_put(writer, 1, 0);
	if (international) { /* only 8-bit digits have a type; the plan is telephony (E.164) */
		pdu_bits_put(writer, 3, CDMA_TYPE_INTERNATIONAL);
		pdu_bits_put(writer, 4, 1);
	}
	if (count > CDMA_NUMBER_MAX)
		writer->failed = true;
	pdu_bits_put(writer, 8, (unsigned)count);
	for (size_t i = 0; i < count; i++) {
		const char *digit = strchr(cdma_dtmf_digits + 1, number[i]);

		if (!digit || number[i] == '?')
			writer->failed = true;
		else
			pdu_bits_put(writer, international ? 8 : 4,
				     international ? (uint8_t)number[i]
						   : (unsigned)(digit - cdma_dtmf_digits));
	}
}
