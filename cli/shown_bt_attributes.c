/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every attribute of a service record, as a tree. */
#include "shown_bt.h"
#include "shown_json.h"
#include <inttypes.h>
#include <string.h>

static const char *const types[] = {
	[SMSMODEM_SDP_NIL] = "nil",           [SMSMODEM_SDP_UINT] = "uint",
	[SMSMODEM_SDP_INT] = "int",           [SMSMODEM_SDP_UUID] = "uuid",
	[SMSMODEM_SDP_TEXT] = "text",         [SMSMODEM_SDP_BOOL] = "bool",
	[SMSMODEM_SDP_SEQUENCE] = "sequence", [SMSMODEM_SDP_ALTERNATIVE] = "alternative",
	[SMSMODEM_SDP_URL] = "url",
};

static bool is_list(const struct smsmodem_sdp_element *element)
{
	return element->type == SMSMODEM_SDP_SEQUENCE || element->type == SMSMODEM_SDP_ALTERNATIVE;
}

/** Elements one after the other. */
struct elements {
	const uint8_t *octets;
	size_t count;
};

static bool next_element(struct elements *elements, struct smsmodem_sdp_element *element)
{
	long length =
		elements->count ? smsmodem_sdp_read(elements->octets, elements->count, element) : 0;

	if (length <= 0)
		return false;
	elements->octets += length;
	elements->count -= (size_t)length;
	return true;
}

/* An identifier, and its value. */
static bool next_attribute(struct elements *elements, uint16_t *id,
			   struct smsmodem_sdp_element *value)
{
	struct smsmodem_sdp_element element;
	uint64_t number;

	if (!next_element(elements, &element) || element.type != SMSMODEM_SDP_UINT ||
	    !smsmodem_sdp_number(&element, &number) || number > 0xFFFF)
		return false;
	*id = (uint16_t)number;
	return next_element(elements, value);
}

/* --- JSON --- */

static json_t *scalar_json(const struct smsmodem_sdp_element *element)
{
	uint64_t number = 0;
	bool known = smsmodem_sdp_number(element, &number);

	if (element->type == SMSMODEM_SDP_NIL)
		return json_null();
	if (element->type == SMSMODEM_SDP_BOOL && known)
		return json_boolean(number != 0);
	if (element->type == SMSMODEM_SDP_TEXT || element->type == SMSMODEM_SDP_URL)
		return output_string((const char *)element->octets, element->length);
	/* of 128 bits, or beyond what JSON's readers keep */
	if (!known || (element->type == SMSMODEM_SDP_UINT && number > INT64_MAX))
		return shown_hex(element->octets, element->length);
	return json_integer((json_int_t)number);
}

/* An element; those in deeper lists than are read stay octets. */
static json_t *element_json(const struct smsmodem_sdp_element *element, int depth)
{
	struct smsmodem_sdp_element inner;
	struct smsmodem_sdp_uuid uuid;
	char text[SMSMODEM_SDP_UUID_SIZE];
	json_t *object = json_pack("{s:s}", "type", types[element->type]);

	if (is_list(element) && depth < SMSMODEM_SDP_DEPTH) {
		struct elements elements = {element->octets, element->length};
		json_t *list = json_array();
		while (next_element(&elements, &inner))
			(void)json_array_append_new(list, element_json(&inner, depth + 1));
		shown_set(object, "value", list);
	} else if (is_list(element)) {
		shown_set(object, "data", shown_hex(element->octets, element->length));
	} else if (smsmodem_sdp_uuid_read(element, &uuid)) {
		smsmodem_sdp_uuid_format(&uuid, text);
		shown_set(object, "value", json_string(text));
		if (smsmodem_sdp_uuid_name(&uuid))
			shown_set(object, "name", json_string(smsmodem_sdp_uuid_name(&uuid)));
	} else {
		shown_set(object, "value", scalar_json(element));
	}
	return object;
}

json_t *shown_bt_attributes_json(const uint8_t *octets, size_t length)
{
	struct elements elements = {octets, length};
	struct smsmodem_sdp_element value;
	json_t *list = json_array();
	uint16_t id;

	while (next_attribute(&elements, &id, &value)) {
		const char *name = smsmodem_sdp_attribute_name(id);
		json_t *object = json_pack("{s:i, s:s?}", "id", (int)id, "name", name);
		shown_set(object, "value", element_json(&value, 0));
		(void)json_array_append_new(list, object);
	}
	return list;
}

/* --- for people --- */

static void print_octets(const struct smsmodem_sdp_element *element)
{
	for (size_t i = 0; i < element->length; i++)
		(void)printf("%02X", element->octets[i]);
}

static void print_number(const struct smsmodem_sdp_element *element)
{
	uint64_t number;

	if (!smsmodem_sdp_number(element, &number))
		print_octets(element);
	else if (element->type == SMSMODEM_SDP_BOOL)
		(void)fputs(number ? "yes" : "no", stdout);
	else if (element->type == SMSMODEM_SDP_INT)
		(void)printf("%" PRId64, (int64_t)number);
	else
		(void)printf("%" PRIu64 " (0x%0*" PRIX64 ")", number, (int)element->length * 2,
			     number);
}

static void print_uuid(const struct smsmodem_sdp_uuid *uuid)
{
	char text[SMSMODEM_SDP_UUID_SIZE];
	const char *name = smsmodem_sdp_uuid_name(uuid);

	smsmodem_sdp_uuid_format(uuid, text);
	(void)printf("%s%s%s", text, name ? " " : "", name ? name : "");
}

static void print_scalar(const struct smsmodem_sdp_element *element, int indent)
{
	struct smsmodem_sdp_uuid uuid;

	(void)printf("%s ", types[element->type]);
	if (element->type == SMSMODEM_SDP_TEXT || element->type == SMSMODEM_SDP_URL)
		output_foreign(stdout, (const char *)element->octets, element->length, indent + 5);
	else if (smsmodem_sdp_uuid_read(element, &uuid))
		print_uuid(&uuid);
	else if (element->type != SMSMODEM_SDP_NIL)
		print_number(element);
	(void)putchar('\n');
}

static void print_element(const struct smsmodem_sdp_element *element, int indent, int depth)
{
	struct smsmodem_sdp_element inner;

	if (!is_list(element)) {
		print_scalar(element, indent);
		return;
	}
	(void)puts(types[element->type]);
	struct elements elements = {element->octets, element->length};
	while (depth < SMSMODEM_SDP_DEPTH && next_element(&elements, &inner)) {
		(void)printf("%*s", indent, "");
		print_element(&inner, indent + 2, depth + 1);
	}
}

void shown_bt_attributes(const uint8_t *octets, size_t length)
{
	struct elements elements = {octets, length};
	struct smsmodem_sdp_element value;
	uint16_t id;

	while (next_attribute(&elements, &id, &value)) {
		const char *name = smsmodem_sdp_attribute_name(id);
		(void)printf("    0x%04X %s: ", (unsigned)id, name ? name : "attribute");
		print_element(&value, 6, 0);
	}
}
