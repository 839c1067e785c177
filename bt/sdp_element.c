/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Data elements (Core 3 B 3) that are read. */
#include "printable.h"
#include "sdp.h"
#include <string.h>

/* The size indices that a type may have (3 B 3.1), as a set of bits; 5 to 7: a length follows. */
static const uint8_t type_sizes[] = {
	[SMSMODEM_SDP_NIL] = 0x01,      [SMSMODEM_SDP_UINT] = 0x1F,
	[SMSMODEM_SDP_INT] = 0x1F,      [SMSMODEM_SDP_UUID] = 0x16,
	[SMSMODEM_SDP_TEXT] = 0xE0,     [SMSMODEM_SDP_BOOL] = 0x01,
	[SMSMODEM_SDP_SEQUENCE] = 0xE0, [SMSMODEM_SDP_ALTERNATIVE] = 0xE0,
	[SMSMODEM_SDP_URL] = 0xE0,
};

long smsmodem_sdp_read(const uint8_t *octets, size_t count, struct smsmodem_sdp_element *element)
{
	if (count == 0)
		return SMSMODEM_E_DATA;
	unsigned type = octets[0] >> 3, index = octets[0] & 7;
	if (type >= sizeof type_sizes || !(type_sizes[type] >> index & 1))
		return SMSMODEM_E_DATA;
	size_t header = 1 + (index < 5 ? 0 : (size_t)1 << (index - 5));
	uint32_t length = index < 5 ? 1U << index : 0;
	if (header > count)
		return SMSMODEM_E_DATA;
	for (size_t i = 1; i < header; i++)
		length = length << 8 | octets[i];
	if (type == SMSMODEM_SDP_NIL)
		length = 0;
	if (length > count - header)
		return SMSMODEM_E_DATA;
	*element = (struct smsmodem_sdp_element){(enum smsmodem_sdp_type)type, octets + header,
						 length};
	return (long)(header + length);
}

bool smsmodem_sdp_number(const struct smsmodem_sdp_element *element, uint64_t *number)
{
	bool is_signed = element->type == SMSMODEM_SDP_INT;
	bool counts = is_signed || element->type == SMSMODEM_SDP_UINT ||
		      element->type == SMSMODEM_SDP_BOOL;

	if (!counts || element->length == 0 || element->length > sizeof *number)
		return false;
	uint64_t value = is_signed && element->octets[0] & 0x80 ? UINT64_MAX : 0;
	for (size_t i = 0; i < element->length; i++)
		value = value << 8 | element->octets[i];
	*number = value;
	return true;
}

bool smsmodem_sdp_uuid_read(const struct smsmodem_sdp_element *element,
			    struct smsmodem_sdp_uuid *uuid)
{
	if (element->type != SMSMODEM_SDP_UUID)
		return false;
	if (element->length == 2)
		*uuid = smsmodem_sdp_uuid_of(bt_sdp_get16(element->octets));
	else if (element->length == 4)
		*uuid = smsmodem_sdp_uuid_of(bt_sdp_get32(element->octets));
	else if (element->length == sizeof uuid->octets)
		memcpy(uuid->octets, element->octets, sizeof uuid->octets);
	else
		return false;
	return true;
}

bool smsmodem_sdp_text(const struct smsmodem_sdp_element *element, char *text, size_t size)
{
	if (element->type != SMSMODEM_SDP_TEXT && element->type != SMSMODEM_SDP_URL)
		return false;
	printable_copy(element->octets, element->length, text, size);
	return true;
}

/* --- elements in a row --- */

bool bt_sdp_next(struct smsmodem_sdp_element *rest, struct smsmodem_sdp_element *element)
{
	long step = smsmodem_sdp_read(rest->octets, rest->length, element);

	if (step < 0)
		return false;
	rest->octets += step;
	rest->length -= (size_t)step;
	return true;
}

bool bt_sdp_next_attribute(struct smsmodem_sdp_element *rest, unsigned *attribute,
			   struct smsmodem_sdp_element *value)
{
	struct smsmodem_sdp_element id, behind = *rest;

	if (!bt_sdp_next(&behind, &id) || id.type != SMSMODEM_SDP_UINT || id.length != 2 ||
	    !bt_sdp_next(&behind, value))
		return false;
	*attribute = bt_sdp_get16(id.octets);
	*rest = behind;
	return true;
}

bool bt_sdp_attribute_find(const uint8_t *octets, size_t count, unsigned attribute,
			   struct smsmodem_sdp_element *value)
{
	struct smsmodem_sdp_element rest = {SMSMODEM_SDP_SEQUENCE, octets, count};
	unsigned id;

	while (bt_sdp_next_attribute(&rest, &id, value))
		if (id == attribute)
			return true;
	return false;
}
