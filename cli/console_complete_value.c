/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values of a command's parameter: those that the phone names, else those of the table. */
#include "console_complete.h"
#include <inttypes.h>
#include <string.h>
#include <strings.h>

#define RANGE_MAX  64 /* values that are listed one by one */
#define VALUE_SIZE 128
#define HINT_SIZE  256

/* What is said of a parameter, and what was found of its values. */
struct value_search {
	const struct completing *at;
	const struct smsmodem_at_parameter *parameter; /* NULL: nothing is known */
	bool any;                                      /* the phone named some */
	char ranges[HINT_SIZE];                        /* those that are too long to be listed */
};

static const struct smsmodem_at_parameter *parameter_of(const struct smsmodem_at_command *command,
							size_t index)
{
	const struct smsmodem_at_parameter *parameter = command ? command->parameters : NULL;

	while (parameter && parameter->name && index > 0) {
		parameter++;
		index--;
	}
	return parameter && parameter->name ? parameter : NULL;
}

/* A quote need not be typed: the value brings it. */
static bool begins(const char *value, const char *typed, size_t length)
{
	if (length > 0 && value[0] == '"' && typed[0] != '"')
		value++;
	return strncasecmp(value, typed, length) == 0;
}

static void offer(const struct value_search *search, const char *text, const char *meaning)
{
	if (begins(text, search->at->typed, search->at->typed_length))
		completion_add(search->at->out, text, meaning);
}

/* --- from the phone --- */

static void offer_range(struct value_search *search, int64_t from, int64_t to)
{
	char text[VALUE_SIZE];

	if ((uint64_t)to - (uint64_t)from >= RANGE_MAX) {
		size_t used = strlen(search->ranges);

		(void)snprintf(search->ranges + used, sizeof search->ranges - used,
			       "%s%" PRId64 " to %" PRId64, used ? ", " : "", from, to);
		return;
	}
	for (int64_t value = from;; value++) {
		(void)snprintf(text, sizeof text, "%" PRId64, value);
		offer(search, text, smsmodem_at_meaning(search->parameter, text));
		if (value == to)
			break;
	}
}

/* What is completed is sent at Enter: only what could have been typed. */
static bool is_typed(const struct smsmodem_at_item *item)
{
	for (size_t i = 0; i < item->length; i++)
		if (item->text[i] < ' ' || item->text[i] > '~')
			return false;
	return true;
}

static void offer_text(const struct value_search *search, const struct smsmodem_at_item *item)
{
	const char *quote = item->kind == SMSMODEM_AT_ITEM_STRING ? "\"" : "";
	char text[VALUE_SIZE];

	if (item->length + 3 > sizeof text || !is_typed(item))
		return;
	(void)snprintf(text, sizeof text, "%s%.*s%s", quote, (int)item->length, item->text, quote);
	offer(search, text, smsmodem_at_meaning(search->parameter, text));
}

static void offer_item(struct value_search *search, const struct smsmodem_at_item *item)
{
	switch (item->kind) {
	case SMSMODEM_AT_ITEM_RANGE: offer_range(search, item->number, item->upto); break;
	case SMSMODEM_AT_ITEM_NUMBER:
	case SMSMODEM_AT_ITEM_STRING:
	case SMSMODEM_AT_ITEM_WORD: offer_text(search, item); break;
	case SMSMODEM_AT_ITEM_ABSENT:
	case SMSMODEM_AT_ITEM_OPEN:
	case SMSMODEM_AT_ITEM_CLOSE: return;
	}
	search->any = true;
}

/* How deep the groups of a line go: 0 are none, 2 are more than values (27.007 8.9). */
static int depth_of(const char *rest)
{
	struct smsmodem_at_item item;
	int depth = 0, deepest = 0;

	while (smsmodem_at_next_item(&rest, &item)) {
		depth += item.kind == SMSMODEM_AT_ITEM_OPEN;
		depth -= item.kind == SMSMODEM_AT_ITEM_CLOSE && depth > 0;
		deepest = depth > deepest ? depth : deepest;
	}
	return deepest;
}

/* Of a text the test form says how long it may be: +CPBR, +CSGT (27.007 8.12, 8.32). */
static bool is_size(const struct value_search *search, const struct smsmodem_at_item *item)
{
	return item->kind == SMSMODEM_AT_ITEM_NUMBER && search->parameter &&
	       !search->parameter->values;
}

/* Some leave the parentheses out; then it is a list where there is but one parameter. */
static void offer_line(struct value_search *search, const char *rest, bool single)
{
	int depth = 0, deepest = depth_of(rest);
	struct smsmodem_at_item item;
	size_t index = 0;

	if (deepest > 1)
		return;
	for (bool first = true; smsmodem_at_next_item(&rest, &item); first = false) {
		bool closing = item.kind == SMSMODEM_AT_ITEM_CLOSE;

		index += !first && depth == 0 && !closing && (deepest > 0 || !single);
		depth += item.kind == SMSMODEM_AT_ITEM_OPEN;
		depth -= closing && depth > 0;
		if (index == search->at->parameter && (depth > 0 || !is_size(search, &item)))
			offer_item(search, &item);
	}
}

/* Each line of the answer says more of them: of +CGDCONT one for each kind of connection. */
static void offer_answer(struct value_search *search, const char *lines, bool single)
{
	const struct completing *at = search->at;
	char line[1024];

	while (*lines) {
		size_t length = strcspn(lines, "\n");
		int copied = snprintf(line, sizeof line, "%.*s",
				      (int)(length < sizeof line ? length : sizeof line), lines);
		size_t name = smsmodem_at_reply_name(line);

		lines += length + (lines[length] == '\n');
		if (copied < 0 || (size_t)copied >= sizeof line)
			continue;
		if (name == at->length && strncasecmp(line, at->name, name) == 0)
			offer_line(search, line + name + 1, single);
		else if (line[strspn(line, " ")] == '(')
			offer_line(search, line, single);
	}
}

/* --- all --- */

/* Nothing can be listed, or not all: then it is said what is wanted. */
static void say_what(const struct value_search *search)
{
	const char *name = search->parameter ? search->parameter->name : NULL;
	bool ranges = search->ranges[0] != '\0';

	if (search->at->out->count > 0 || (!ranges && !name) || search->at->typed_length > 0)
		return;
	view_say(&search->at->console->view, VIEW_NOTE, "%s%s%s%s%s", name ? "<" : "",
		 name ? name : "", name ? ">" : "", name && ranges ? ": " : "", search->ranges);
}

void complete_value(const struct completing *at)
{
	const struct smsmodem_at_command *command = smsmodem_at_find(at->name, NULL);
	struct value_search search = {.at = at, .parameter = parameter_of(command, at->parameter)};
	const char *answer = completion_ask(at->console, at->name, at->length);
	const struct smsmodem_at_value *value = search.parameter ? search.parameter->values : NULL;

	if (at->console->talk.asking) /* more was typed before the phone had answered */
		return;
	if (answer)
		offer_answer(&search, answer,
			     command && (!command->parameters || !command->parameters[1].name));
	for (; !search.any && value && value->value; value++)
		offer(&search, value->value, value->meaning);
	say_what(&search);
}
