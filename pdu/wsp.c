/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The content type in front of a WAP push (WAP-230-WSP 8.4.2.24). */
#include "pdu.h"
#include "wsp_table.h"
#include <string.h>

#define VALUE_LENGTH_MAX   30 /* in one octet (8.4.2.2) */
#define LENGTH_QUOTE       31
#define TEXT_FIRST         32
#define SHORT_INTEGER      0x80
#define LONG_INTEGER_MAX   4
#define UINTVAR_OCTETS_MAX 5

static const char *content_type_name(uint32_t code)
{
	for (size_t i = 0; i < PDU_WSP_CONTENT_TYPES; i++)
		if (pdu_wsp_content_types[i].code == code)
			return pdu_wsp_content_types[i].text;
	return NULL;
}

/* Variable length unsigned integer (8.1.2): 7 bits an octet. @return octets, or SMSMODEM_E_PDU */
static int uintvar_get(const uint8_t *octets, size_t length, uint32_t *value)
{
	*value = 0;
	for (size_t i = 0; i < length && i < UINTVAR_OCTETS_MAX; i++) {
		if (*value > UINT32_MAX >> 7)
			return SMSMODEM_E_PDU;
		*value = *value << 7 | (octets[i] & 0x7F);
		if (!(octets[i] & 0x80))
			return (int)i + 1;
	}
	return SMSMODEM_E_PDU;
}

/* Value-length (8.4.2.2). @return its own octets, or SMSMODEM_E_PDU */
static int value_length_get(const uint8_t *octets, size_t length, uint32_t *value)
{
	if (octets[0] <= VALUE_LENGTH_MAX) {
		*value = octets[0];
		return 1;
	}
	int used = uintvar_get(octets + 1, length - 1, value);
	return used < 0 ? used : used + 1;
}

/* Integer-value (8.4.2.3), or text that ends with a NUL (8.4.2.1). @return octets, or
 * SMSMODEM_E_PDU */
static int media_get(const uint8_t *octets, size_t length, struct pdu_content_type *type)
{
	if (length == 0)
		return SMSMODEM_E_PDU;
	if (octets[0] & SHORT_INTEGER) {
		type->code = octets[0] & 0x7F;
		type->name = content_type_name((uint32_t)type->code);
		return 1;
	}
	if (octets[0] >= TEXT_FIRST) {
		const uint8_t *end = memchr(octets, 0, length);
		type->name = (const char *)octets;
		return end ? (int)(end - octets) + 1 : SMSMODEM_E_PDU;
	}
	size_t count = octets[0];
	if (count == 0 || count > LONG_INTEGER_MAX || count >= length)
		return SMSMODEM_E_PDU;
	uint32_t code = 0;
	for (size_t i = 1; i <= count; i++)
		code = code << 8 | octets[i];
	type->code = code;
	type->name = content_type_name(code);
	return (int)count + 1;
}

int pdu_wsp_content_type(const uint8_t *octets, size_t length, struct pdu_content_type *type)
{
	uint32_t value;

	*type = (struct pdu_content_type){.code = -1};
	if (length == 0)
		return SMSMODEM_E_PDU;
	if (octets[0] > LENGTH_QUOTE)
		return media_get(octets, length, type);
	int used = value_length_get(octets, length, &value);
	if (used < 0 || value > length - (size_t)used)
		return SMSMODEM_E_PDU;
	int media = media_get(octets + used, value, type);
	if (media < 0)
		return media;
	type->parameters = octets + used + media;
	type->parameters_len = value - (size_t)media;
	return used + (int)value;
}
