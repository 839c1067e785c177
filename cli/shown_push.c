/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What came by push: found in a message, and as JSON. */
#include "shown_push.h"
#include "shown_cdma.h"
#include "shown_json.h"
#include <stdlib.h>
#include <string.h>

/* --- in a message --- */

struct smsmodem_push *shown_push_read(const uint8_t *octets, size_t length,
				      const struct smsmodem_ports *ports,
				      const struct shown_push_options *options)
{
	struct smsmodem_push *push;

	return smsmodem_push_decode(octets, length, ports, options ? &options->keys : NULL, &push,
				    NULL) == SMSMODEM_OK
		       ? push
		       : NULL;
}

/* Some phones send cards and entries of a calendar as text. */
static bool is_text_of(uint16_t port)
{
	enum smsmodem_smart_kind kind = smsmodem_smart_kind_of(port);

	return kind == SMSMODEM_SMART_VCARD || kind == SMSMODEM_SMART_VCALENDAR;
}

static struct smsmodem_push *read_content(struct shown_content content,
					  const struct smsmodem_ports *ports,
					  const struct shown_push_options *options)
{
	struct smsmodem_push *push = NULL;

	if (content.octets && (!content.is_text || is_text_of(ports->dst)))
		push = shown_push_read((const uint8_t *)content.octets, content.length, ports,
				       options);
	free(content.octets);
	return push;
}

struct smsmodem_push *shown_push_of(const struct smsmodem_message *message,
				    const struct shown_push_options *options)
{
	const struct smsmodem_tpdu *first = &message->parts[0];
	const struct smsmodem_concat *concat = &first->concat;
	size_t count = 1;

	if (!first->ports.bits || (concat->ref_bits && concat->seq != 1) ||
	    (concat->ref_bits && concat->total > 1 && message->total == 1)) /* --parts */
		return NULL;
	while (count < message->count && message->parts[count].concat.seq == count + 1)
		count++;
	const struct smsmodem_message start = {message->parts, count, count};
	return read_content(shown_content(&start), &first->ports, options);
}

struct smsmodem_push *shown_push_of_cdma(const struct smsmodem_cdma_message *message,
					 const struct shown_push_options *options)
{
	const struct smsmodem_cdma *first = message->parts[0];
	struct smsmodem_ports ports = first->data.ports;
	unsigned part = 1, total = 1;

	if (first->data.wap.valid && first->data.wap.segment == 0)
		ports = (struct smsmodem_ports){16, first->data.wap.dst, first->data.wap.src};
	bool several = smsmodem_cdma_part(first, &part, &total);
	if (!ports.bits || (several && (part != 1 || message->count < total)))
		return NULL;
	return read_content(shown_cdma_content(message), &ports, options);
}

/* --- as JSON --- */

static json_t *text_json(const char *text)
{
	return output_string(text, strlen(text));
}

static json_t *value_json(const struct smsmodem_push_field *field)
{
	switch (field->kind) {
	case SMSMODEM_PUSH_NUMBER: return json_integer((json_int_t)field->number);
	case SMSMODEM_PUSH_FLAG: return json_boolean(field->number != 0);
	case SMSMODEM_PUSH_TEXT: break;
	}
	return text_json(field->text);
}

static void set_field(json_t *object, const struct smsmodem_push_field *field)
{
	json_t *list = json_object_get(object, field->key);

	if (!field->list) {
		shown_set(object, field->key, value_json(field));
		return;
	}
	if (!list) {
		list = json_array();
		shown_set(object, field->key, list);
	}
	(void)json_array_append_new(list, value_json(field));
}

static void set_headers(json_t *object, const struct smsmodem_push *push)
{
	const struct smsmodem_push_field *headers;
	size_t count = smsmodem_push_headers(push, &headers);
	json_t *list = count > 0 ? json_array() : NULL;

	for (size_t i = 0; i < count; i++)
		(void)json_array_append_new(list, json_pack("{s:o, s:o}", "name",
							    text_json(headers[i].key), "value",
							    text_json(headers[i].text)));
	if (list)
		shown_set(object, "headers", list);
}

json_t *shown_push_json(struct smsmodem_push *push)
{
	json_t *object = json_pack("{s:s}", "type", smsmodem_push_type(push));
	const struct smsmodem_push_field *fields;
	size_t count = smsmodem_push_fields(push, &fields);
	const char *xml = smsmodem_push_xml_text(push, 0);

	for (size_t i = 0; i < count; i++)
		set_field(object, &fields[i]);
	if (xml)
		shown_set(object, "xml", text_json(xml));
	set_headers(object, push);
	return object;
}

void shown_push_set(json_t *object, struct smsmodem_push *push)
{
	if (push)
		shown_set(object, "push", shown_push_json(push));
	smsmodem_push_free(push);
}
