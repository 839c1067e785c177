/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Service records summed up (Core 3 B 5.1). */
#include "printable.h"
#include "sdp.h"
#include <limits.h>
#include <string.h>

static bool find_sequence(const struct smsmodem_sdp_element *record, unsigned attribute,
			  struct smsmodem_sdp_element *value)
{
	return bt_sdp_attribute_find(record->octets, record->length, attribute, value) &&
	       value->type == SMSMODEM_SDP_SEQUENCE;
}

/* "No number" is -1, and so is one that no protocol has a use for. */
static long small_number(const struct smsmodem_sdp_element *element, uint64_t max)
{
	uint64_t number;

	if (element->type != SMSMODEM_SDP_UINT || !smsmodem_sdp_number(element, &number))
		return -1;
	return number <= max ? (long)number : -1;
}

static void read_classes(const struct smsmodem_sdp_element *octets,
			 struct smsmodem_sdp_record *record)
{
	struct smsmodem_sdp_element list, element;

	if (!find_sequence(octets, BT_SDP_SERVICE_CLASSES, &list))
		return;
	while (record->class_count < SMSMODEM_SDP_LIST_MAX && bt_sdp_next(&list, &element))
		if (smsmodem_sdp_uuid_read(&element, &record->classes[record->class_count]))
			record->class_count++;
}

/* A UUID and the number behind it, in a sequence of their own (3 B 5.1.5, 5.1.11). */
static bool read_pair(struct smsmodem_sdp_element pair, uint64_t max,
		      struct smsmodem_sdp_uuid *uuid, long *number)
{
	struct smsmodem_sdp_element element;

	if (pair.type != SMSMODEM_SDP_SEQUENCE || !bt_sdp_next(&pair, &element) ||
	    !smsmodem_sdp_uuid_read(&element, uuid))
		return false;
	*number = bt_sdp_next(&pair, &element) ? small_number(&element, max) : -1;
	return true;
}

static void keep_protocol(const struct smsmodem_sdp_protocol *protocol,
			  struct smsmodem_sdp_record *record)
{
	long number = smsmodem_sdp_uuid_number(&protocol->uuid), parameter = protocol->parameter;

	if (number == BT_SDP_UUID_RFCOMM && record->rfcomm_channel == 0 && parameter >= 1 &&
	    parameter <= 30)
		record->rfcomm_channel = (int)parameter;
	if (number == BT_SDP_UUID_L2CAP && record->l2cap_psm == 0 && parameter >= 1 &&
	    parameter <= UINT16_MAX)
		record->l2cap_psm = (int)parameter;
	if (record->protocol_count < SMSMODEM_SDP_LIST_MAX)
		record->protocols[record->protocol_count++] = *protocol;
}

/* Of alternative stacks (3 B 5.1.5) the first. */
static void read_protocols(const struct smsmodem_sdp_element *octets,
			   struct smsmodem_sdp_record *record)
{
	struct smsmodem_sdp_element list, value, element;
	struct smsmodem_sdp_protocol protocol;

	if (!bt_sdp_attribute_find(octets->octets, octets->length, BT_SDP_PROTOCOLS, &value))
		return;
	list = value;
	if (value.type == SMSMODEM_SDP_ALTERNATIVE && !bt_sdp_next(&value, &list))
		return;
	if (list.type != SMSMODEM_SDP_SEQUENCE)
		return;
	while (bt_sdp_next(&list, &element))
		if (read_pair(element, INT_MAX, &protocol.uuid, &protocol.parameter))
			keep_protocol(&protocol, record);
}

/* Some devices leave the sequence around their only profile out. */
static void read_profiles(const struct smsmodem_sdp_element *octets,
			  struct smsmodem_sdp_record *record)
{
	struct smsmodem_sdp_element list, element;
	struct smsmodem_sdp_profile *profile = record->profiles;
	long version;

	if (!find_sequence(octets, BT_SDP_PROFILES, &list))
		return;
	if (read_pair(list, UINT16_MAX, &profile->uuid, &version)) {
		profile->version = (int)version;
		record->profile_count = 1;
		return;
	}
	while (record->profile_count < SMSMODEM_SDP_LIST_MAX && bt_sdp_next(&list, &element))
		if (read_pair(element, UINT16_MAX, &profile->uuid, &version)) {
			profile->version = (int)version;
			record->profile_count++;
			profile++;
		}
}

/* --- texts (3 B 5.1.8, 5.1.15 to 5.1.17) --- */

struct language {
	unsigned encoding, base;
};

/* The primary language's base is 0x0100; where a list has no such, its first language counts. */
static struct language find_language(const struct smsmodem_sdp_element *octets)
{
	struct language found = {BT_SDP_ENCODING_UTF8, BT_SDP_NAME_BASE};
	struct smsmodem_sdp_element list, language, encoding, base;
	bool first = true;

	if (!find_sequence(octets, BT_SDP_LANGUAGE_BASES, &list))
		return found;
	while (bt_sdp_next(&list, &language) && bt_sdp_next(&list, &encoding) &&
	       bt_sdp_next(&list, &base)) {
		long code = small_number(&encoding, UINT16_MAX);
		long start = small_number(&base, UINT16_MAX - 2);

		if (code < 0 || start < 0)
			break;
		if (first || start == BT_SDP_NAME_BASE)
			found = (struct language){(unsigned)code, (unsigned)start};
		first = false;
	}
	return found;
}

static size_t latin1_to_utf8(const uint8_t *octets, size_t count, uint8_t *utf8, size_t size)
{
	size_t used = 0;

	for (size_t i = 0; i < count && used + 2 <= size; i++) {
		if (octets[i] >= 0x80)
			utf8[used++] = (uint8_t)(0xC0 | octets[i] >> 6);
		utf8[used++] = octets[i] < 0x80 ? octets[i] : (uint8_t)(0x80 | (octets[i] & 0x3F));
	}
	return used;
}

static void read_text(const struct smsmodem_sdp_element *octets, struct language language,
		      unsigned offset, char text[SMSMODEM_SDP_NAME_SIZE])
{
	uint8_t utf8[2 * SMSMODEM_SDP_NAME_SIZE];
	struct smsmodem_sdp_element value;

	if (!bt_sdp_attribute_find(octets->octets, octets->length, language.base + offset,
				   &value) ||
	    value.type != SMSMODEM_SDP_TEXT)
		return;
	if (language.encoding == BT_SDP_ENCODING_LATIN1 ||
	    language.encoding == BT_SDP_ENCODING_WINDOWS1252) {
		value.length = latin1_to_utf8(value.octets, value.length, utf8, sizeof utf8);
		value.octets = utf8;
	}
	printable_copy(value.octets, value.length, text, SMSMODEM_SDP_NAME_SIZE);
}

int smsmodem_sdp_record_read(const uint8_t *octets, size_t count,
			     struct smsmodem_sdp_record *record, struct smsmodem_error *error)
{
	const struct smsmodem_sdp_element whole = {SMSMODEM_SDP_SEQUENCE, octets, count};
	struct smsmodem_sdp_element rest = whole, value;
	struct language language = find_language(&whole);
	unsigned attribute;

	memset(record, 0, sizeof *record);
	while (bt_sdp_next_attribute(&rest, &attribute, &value))
		continue;
	if (rest.length > 0)
		return smsmodem_error_set(error, SMSMODEM_E_DATA,
					  "the service record is damaged: no list of attributes");
	if (bt_sdp_attribute_find(octets, count, BT_SDP_RECORD_HANDLE, &value) &&
	    value.length == 4 && value.type == SMSMODEM_SDP_UINT)
		record->handle = bt_sdp_get32(value.octets);
	read_classes(&whole, record);
	read_protocols(&whole, record);
	read_profiles(&whole, record);
	read_text(&whole, language, 0, record->name);
	read_text(&whole, language, 1, record->description);
	read_text(&whole, language, 2, record->provider);
	return SMSMODEM_OK;
}

bool smsmodem_sdp_record_is(const struct smsmodem_sdp_record *record,
			    const struct smsmodem_sdp_uuid *uuid)
{
	for (size_t i = 0; i < record->class_count; i++)
		if (memcmp(record->classes[i].octets, uuid->octets, sizeof uuid->octets) == 0)
			return true;
	return false;
}
