/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows being written: their places, and texts that are cut rather than too long. */
#include "fields.h"
#include <stdarg.h>
#include <stdio.h>

struct fields_text fields_begin(struct fields_rows *rows, size_t offset, size_t length,
				unsigned depth, const char *name)
{
	struct smsmodem_field *row = &rows->rows[rows->count];

	/* a header of 160 octets has no more than 80 elements: there is always room */
	if (rows->count + 1 < SMSMODEM_FIELDS_MAX)
		rows->count++;
	*row = (struct smsmodem_field){
		.offset = (uint16_t)offset, .length = (uint16_t)length, .depth = (uint8_t)depth};
	(void)snprintf(row->name, sizeof row->name, "%s", name);
	return (struct fields_text){row->text, sizeof row->text, 0};
}

void fields_say(struct fields_text *text, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	int length = vsnprintf(text->text + text->used, text->size - text->used, format, arguments);
	va_end(arguments);
	if (length > 0)
		text->used += (size_t)length;
	if (text->used >= text->size)
		text->used = text->size - 1;
}

void fields_list(struct fields_text *text, const char *word)
{
	fields_say(text, "%s%s", text->used ? ", " : "", word);
}

void fields_say_hex(struct fields_text *text, const uint8_t *octets, size_t count)
{
	for (size_t i = 0; i < count && text->used + 1 < text->size; i++)
		fields_say(text, "%02X", octets[i]);
}

/* A full text may end within a character. */
void fields_end(struct fields_text *text)
{
	size_t at = text->used;
	uint32_t character;

	while (at > 0 && text->used - at < 4 && ((uint8_t)text->text[--at] & 0xC0) == 0x80)
		continue;
	if (text->used > at && pdu_utf8_get(text->text + at, text->used - at, &character) < 0)
		text->text[at] = '\0';
}
