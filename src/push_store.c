/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a push says, kept: fields and headers in order, and the texts that they point to. */
#include "push_private.h"
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LIST_LEAST 16
/* Octets of UTF-8 that one of another set becomes at most: U+FFFD has three. */
#define UTF8_MOST 4

void push_problem(struct smsmodem_push *push, const char *format, ...)
{
	va_list arguments;

	if (push->problem[0])
		return;
	va_start(arguments, format);
	if (vsnprintf(push->problem, sizeof push->problem, format, arguments) < 0)
		push->problem[0] = '\0';
	va_end(arguments);
}

char *push_room(struct smsmodem_push *push, size_t size)
{
	if (size > PUSH_TEXTS_MAX - push->texts) {
		push_problem(push, "it says more than %zu octets of text", PUSH_TEXTS_MAX);
		return NULL;
	}
	struct push_block *block = malloc(sizeof *block + size);
	if (!block) {
		push->out_of_memory = true;
		return NULL;
	}
	block->next = push->blocks;
	push->blocks = block;
	push->texts += size;
	return block->text;
}

/* --- character sets --- */

/* A NUL within would hide what is behind it. */
static char *without_nul(char *text, size_t *count)
{
	static const char replacement[] = "\xEF\xBF\xBD";
	size_t nuls = 0, out = 0;

	for (size_t i = 0; i < *count; i++)
		nuls += text[i] == '\0';
	if (nuls == 0)
		return text;
	char *longer = malloc(*count + 2 * nuls + 1);
	for (size_t i = 0; longer && i < *count; i++) {
		size_t length = text[i] ? 1 : 3;

		memcpy(longer + out, text[i] ? text + i : replacement, length);
		out += length;
	}
	if (longer)
		longer[out] = '\0';
	free(text);
	*count = out;
	return longer;
}

char *push_utf8(struct smsmodem_push *push, uint32_t charset, const void *octets, size_t length,
		size_t *count)
{
	size_t size = UTF8_MOST * length + UTF8_MOST;
	char *text = malloc(size);
	int result = SMSMODEM_E_TEXT;

	if (text)
		result = smsmodem_charset_decode(charset, octets, length, text, size);
	if (text && result < 0) {
		push_problem(push, "its character set %u is not known here", charset);
		result = smsmodem_charset_decode(0, octets, length, text, size);
	}
	*count = result > 0 ? (size_t)result : 0;
	if (text && result < 0)
		text[0] = '\0';
	if (text)
		text = without_nul(text, count);
	push->out_of_memory |= !text;
	return text;
}

/* --- fields --- */

static void put(struct smsmodem_push *push, struct push_list *list,
		const struct smsmodem_push_field *field)
{
	/* there is always room to say what is wrong */
	if (list->count >= PUSH_FIELDS_MAX && strcmp(field->key, PUSH_PROBLEM_KEY) != 0) {
		push_problem(push, "it has more than %d fields", PUSH_FIELDS_MAX);
		return;
	}
	if (list->count == list->size) {
		size_t size = list->size ? 2 * list->size : LIST_LEAST;
		struct smsmodem_push_field *more =
			realloc(list->fields, size * sizeof *list->fields);

		if (!more) {
			push->out_of_memory = true;
			return;
		}
		list->fields = more;
		list->size = size;
	}
	list->fields[list->count++] = *field;
}

/* Of what may be there once the first one counts. */
static void put_field(struct smsmodem_push *push, struct push_label label,
		      struct smsmodem_push_field field)
{
	if (!label.list && smsmodem_push_find(push, label.key))
		return;
	field.key = label.key;
	field.name = label.name ? label.name : label.key;
	field.list = label.list;
	put(push, &push->fields, &field);
}

/* Room for one more text of an addressee grows by the sum of them: many are bounded with all. */
void push_join_text(struct smsmodem_push *push, struct push_label label, const char *text)
{
	struct smsmodem_push_field *field = NULL;

	for (size_t i = 0; i < push->fields.count && !field; i++)
		if (strcmp(push->fields.fields[i].key, label.key) == 0)
			field = &push->fields.fields[i];
	if (!field) {
		push_put_string(push, label, text);
		return;
	}
	size_t size = strlen(field->text) + strlen(text) + 3;
	char *joined = field->kind == SMSMODEM_PUSH_TEXT ? push_room(push, size) : NULL;
	if (joined) {
		(void)snprintf(joined, size, "%s, %s", field->text, text);
		field->text = joined;
	}
}

void push_put_string(struct smsmodem_push *push, struct push_label label, const char *text)
{
	put_field(push, label,
		  (struct smsmodem_push_field){.kind = SMSMODEM_PUSH_TEXT, .text = text});
}

const char *push_keep(struct smsmodem_push *push, uint32_t charset, const void *octets,
		      size_t length)
{
	size_t count;
	char *text = push_utf8(push, charset, octets, length, &count);
	char *kept = text ? push_room(push, count + 1) : NULL;

	if (kept)
		memcpy(kept, text, count + 1);
	free(text);
	return kept;
}

void push_put_text(struct smsmodem_push *push, struct push_label label, uint32_t charset,
		   const void *octets, size_t length)
{
	const char *text = push_keep(push, charset, octets, length);

	if (text)
		push_put_string(push, label, text);
}

void push_put_hex(struct smsmodem_push *push, struct push_label label, const uint8_t *octets,
		  size_t length)
{
	static const char digits[] = "0123456789ABCDEF";
	char *hex = push_room(push, 2 * length + 1);

	if (!hex)
		return;
	for (size_t i = 0; i < length; i++) {
		hex[2 * i] = digits[octets[i] >> 4];
		hex[2 * i + 1] = digits[octets[i] & 15];
	}
	hex[2 * length] = '\0';
	push_put_string(push, label, hex);
}

void push_put_number(struct smsmodem_push *push, struct push_label label, int64_t number)
{
	put_field(push, label,
		  (struct smsmodem_push_field){.kind = SMSMODEM_PUSH_NUMBER, .number = number});
}

void push_put_flag(struct smsmodem_push *push, struct push_label label, bool flag)
{
	put_field(push, label,
		  (struct smsmodem_push_field){.kind = SMSMODEM_PUSH_FLAG, .number = flag});
}

void push_put_header(struct smsmodem_push *push, const char *name, const char *value)
{
	if (!name || !value)
		return;
	put(push, &push->headers,
	    &(struct smsmodem_push_field){
		    .key = name, .name = name, .kind = SMSMODEM_PUSH_TEXT, .text = value});
}
