/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Answers of a modem as JSON: as they came, and cut into their parameters. */
#include "at_run.h"
#include <string.h>

#define DEPTH 8 /* of groups, as of smsmodem_at_next_item */
#define WORDS 1024

json_t *at_json_lines(const struct smsmodem *modem)
{
	json_t *lines = json_array();
	const char *line;

	for (size_t i = 0; (line = smsmodem_response(modem, i)) != NULL; i++)
		(void)json_array_append_new(lines, output_string(line, strlen(line)));
	return lines;
}

void at_json_mean(json_t *object, const char *command, const char *line)
{
	char words[WORDS];
	int length = smsmodem_at_words(command, line, words, sizeof words);

	if (length > 0)
		(void)json_object_set_new(object, "meaning", output_string(words, (size_t)length));
}

static json_t *item_json(const struct smsmodem_at_item *item)
{
	switch (item->kind) {
	case SMSMODEM_AT_ITEM_NUMBER: return json_integer(item->number);
	case SMSMODEM_AT_ITEM_RANGE:
		return json_pack("{s:I, s:I}", "from", (json_int_t)item->number, "to",
				 (json_int_t)item->upto);
	case SMSMODEM_AT_ITEM_STRING:
	case SMSMODEM_AT_ITEM_WORD: return output_string(item->text, item->length);
	case SMSMODEM_AT_ITEM_ABSENT:
	case SMSMODEM_AT_ITEM_OPEN:
	case SMSMODEM_AT_ITEM_CLOSE: break;
	}
	return json_null();
}

static json_t *parameters_json(const char *rest)
{
	json_t *groups[DEPTH + 1] = {json_array()};
	struct smsmodem_at_item item;
	size_t depth = 0;

	while (smsmodem_at_next_item(&rest, &item)) {
		if (item.kind == SMSMODEM_AT_ITEM_CLOSE) {
			depth -= depth > 0;
		} else if (item.kind == SMSMODEM_AT_ITEM_OPEN && depth < DEPTH) {
			json_t *group = json_array();

			(void)json_array_append_new(groups[depth], group);
			groups[++depth] = group;
		} else {
			(void)json_array_append_new(groups[depth], item_json(&item));
		}
	}
	return groups[0];
}

static void add_reply(json_t *replies, const char *command, const char *line)
{
	size_t length = smsmodem_at_reply_name(line);

	if (length == 0)
		return;
	json_t *reply = json_pack("{s:o, s:o}", "name", output_string(line, length), "parameters",
				  parameters_json(line + length + 1));
	at_json_mean(reply, command, line);
	(void)json_array_append_new(replies, reply);
}

static bool hears_below(struct smsmodem_at_listener *listener, const char *octets)
{
	struct smsmodem_at_heard heard;
	size_t length = strlen(octets);
	bool below = false;

	for (size_t used = 0; used < length;) {
		used += smsmodem_at_listener_feed(listener, octets + used, length - used, &heard);
		below = below || heard.kind == SMSMODEM_AT_BELOW;
	}
	return below;
}

/* The text of a message may look like a reply; who listens knows what it is below. */
static bool is_below(struct smsmodem_at_listener *listener, const char *line)
{
	bool below = hears_below(listener, line);

	return hears_below(listener, "\r\n") || below;
}

json_t *at_json_parsed(const struct smsmodem *modem, const char *command)
{
	struct smsmodem_at_listener *listener = smsmodem_at_listener_new();
	json_t *replies = json_array();
	const char *line;

	if (listener && command)
		smsmodem_at_listener_sent(listener, command);
	for (size_t i = 0; (line = smsmodem_response(modem, i)) != NULL; i++)
		if (listener && !is_below(listener, line))
			add_reply(replies, command, line);
	smsmodem_at_listener_free(listener);
	return replies;
}
