/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What came by push: found in a message, and as JSON. */
#include "shown_push.h"
#include "shown_cdma.h"
#include "shown_json.h"
#include <stdlib.h>
#include <string.h>

#define WSP_SECURE_LAST 9203 /* 9200..9203: WSP, with or without sessions and security */

/* --- what it is --- */

/* Whether documents come to it, of which some hold secrets (WAP-259-WDP; Nokia's settings). */
static bool takes_documents(const struct smsmodem_ports *ports)
{
	enum smsmodem_smart_kind kind = smsmodem_smart_kind_of(ports->dst);

	return kind == SMSMODEM_SMART_SETTINGS || ports->dst == SMSMODEM_PORT_PUSH ||
	       ports->dst == SMSMODEM_PORT_PUSH_SECURE ||
	       (kind == SMSMODEM_SMART_NONE && ports->src >= SMSMODEM_PORT_WSP &&
		ports->src <= WSP_SECURE_LAST);
}

void shown_push_note(const struct smsmodem_push *push, const struct shown_push_options *options)
{
	const struct smsmodem_push_field *sec = smsmodem_push_find(push, "sec");

	if (!options || !options->cli || !sec || sec->kind != SMSMODEM_PUSH_TEXT)
		return;
	if (options->pin_note && strncmp(sec->text, "user", 4) == 0)
		cli_note(options->cli, "%s", options->pin_note);
	if (options->imsi_note && strstr(sec->text, "netpin"))
		cli_note(options->cli, "%s", options->imsi_note);
}

struct shown_push shown_push_read(const uint8_t *octets, size_t length,
				  const struct smsmodem_ports *ports,
				  const struct shown_push_options *options)
{
	struct shown_push found = {.why.code = SMSMODEM_OK};

	if (smsmodem_push_decode(octets, length, ports, options ? &options->keys : NULL,
				 &found.push, &found.why) == SMSMODEM_OK) {
		found.why.code = SMSMODEM_OK;
		found.secrets = smsmodem_push_has_secrets(found.push);
		shown_push_note(found.push, options);
		return found;
	}
	found.push = NULL;
	found.secrets = takes_documents(ports);
	if (found.why.code == SMSMODEM_E_USAGE) /* nothing that is known comes there */
		found.why.code = SMSMODEM_OK;
	return found;
}

void shown_push_free(struct shown_push *found)
{
	smsmodem_push_free(found->push);
	found->push = NULL;
}

bool shown_push_hides(const struct shown_push *found, const struct shown_push_options *options)
{
	return found->secrets && !(options && options->secrets);
}

/* --- in a message --- */

/* Some phones send cards and entries of a calendar as text. */
static bool is_text_of(uint16_t port)
{
	enum smsmodem_smart_kind kind = smsmodem_smart_kind_of(port);

	return kind == SMSMODEM_SMART_VCARD || kind == SMSMODEM_SMART_VCALENDAR;
}

/* What the start of a document does not tell yet: application/xml may become any of them. */
static bool is_vague(const struct smsmodem_push *push)
{
	const struct smsmodem_push_field *type = smsmodem_push_find(push, "content_type");
	enum smsmodem_push_kind kind = smsmodem_push_kind(push);
	bool media =
		type && type->kind == SMSMODEM_PUSH_TEXT &&
		(strncmp(type->text, "image/", 6) == 0 || strncmp(type->text, "audio/", 6) == 0 ||
		 strncmp(type->text, "video/", 6) == 0);

	return kind == SMSMODEM_PUSH_XML || (kind == SMSMODEM_PUSH_OTHER && !media);
}

/* @param alone it is a part that is shown by itself, and only what it may hold matters */
static struct shown_push read_content(struct shown_content content,
				      const struct smsmodem_ports *ports, bool incomplete,
				      bool alone, const struct shown_push_options *options)
{
	struct shown_push found = {.why.code = SMSMODEM_OK};

	if (content.octets && (!content.is_text || is_text_of(ports->dst)))
		found = shown_push_read((const uint8_t *)content.octets, content.length, ports,
					alone ? NULL : options);
	free(content.octets);
	if ((incomplete || alone) && found.push && is_vague(found.push))
		found.secrets = true;
	if (alone)
		shown_push_free(&found);
	if (incomplete || alone)
		found.why.code = SMSMODEM_OK;
	found.incomplete = incomplete;
	return found;
}

struct shown_push shown_push_of(const struct smsmodem_message *message,
				const struct shown_push_options *options)
{
	const struct smsmodem_tpdu *first = &message->parts[0];
	const struct smsmodem_concat *concat = &first->concat;
	struct shown_push none = {.why.code = SMSMODEM_OK};
	size_t count = 1;

	if (!first->ports.bits)
		return none;
	none.secrets = takes_documents(&first->ports);
	if (concat->ref_bits && concat->seq != 1)
		return none;
	bool alone = concat->ref_bits && concat->total > 1 && message->total == 1; /* --parts */
	while (count < message->count && message->parts[count].concat.seq == count + 1)
		count++;
	const struct smsmodem_message start = {message->parts, count, count};
	return read_content(shown_content(&start), &first->ports, count < message->total, alone,
			    options);
}

/* Parts from the first one on with none missing between. */
static size_t leading_parts(const struct smsmodem_cdma_message *message)
{
	unsigned part, total;
	size_t count = 1;

	while (count < message->count && smsmodem_cdma_part(message->parts[count], &part, &total) &&
	       part == count + 1)
		count++;
	return count;
}

struct shown_push shown_push_of_cdma(const struct smsmodem_cdma_message *message,
				     const struct shown_push_options *options)
{
	const struct smsmodem_cdma *first = message->parts[0];
	bool segment = first->data.wap.valid;
	struct smsmodem_ports ports = first->data.ports;
	struct shown_push none = {.why.code = SMSMODEM_OK};
	unsigned part = 1, total = 1;

	if (segment && first->data.wap.segment == 0)
		ports = (struct smsmodem_ports){16, first->data.wap.dst, first->data.wap.src};
	bool several = smsmodem_cdma_part(first, &part, &total);
	/* the port of a segment is in the first one */
	none.secrets = ports.bits ? takes_documents(&ports) : segment;
	if (!ports.bits || (several && part != 1))
		return none;
	size_t count = leading_parts(message);
	const struct smsmodem_cdma_message start = {message->parts, count, count};
	return read_content(shown_cdma_content(&start), &ports, count < message->total,
			    several && total > 1 && message->total == 1, options);
}

bool shown_push_hidden(const struct smsmodem_message *message,
		       const struct shown_push_options *options)
{
	struct shown_push found = shown_push_of(message, NULL);

	shown_push_free(&found);
	return shown_push_hides(&found, options);
}

bool shown_push_hidden_cdma(const struct smsmodem_cdma_message *message,
			    const struct shown_push_options *options)
{
	struct shown_push found = shown_push_of_cdma(message, NULL);

	shown_push_free(&found);
	return shown_push_hides(&found, options);
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

static json_t *push_json(struct smsmodem_push *push, bool incomplete)
{
	json_t *object = json_pack("{s:s}", "type", smsmodem_push_type(push));
	const struct smsmodem_push_field *fields;
	size_t count = smsmodem_push_fields(push, &fields);
	const char *xml = smsmodem_push_xml_text(push, 0);

	for (size_t i = 0; i < count; i++)
		if (!incomplete || strcmp(fields[i].key, "problem") != 0)
			set_field(object, &fields[i]);
	if (xml)
		shown_set(object, "xml", text_json(xml));
	set_headers(object, push);
	return object;
}

void shown_push_set(json_t *object, struct shown_push *found)
{
	if (found->push)
		shown_set(object, "push", push_json(found->push, found->incomplete));
	else if (found->why.code != SMSMODEM_OK)
		shown_set(object, "push",
			  json_pack("{s:s, s:o}", "type", "other", "problem",
				    text_json(found->why.text)));
	shown_push_free(found);
}
