/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A vCard 3.0 (RFC 2426) or 4.0 (RFC 6350) with a name and a number. */
#include "pdu.h"
#include <smsmodem/phone.h>
#include <stdio.h>
#include <string.h>

#define FOLD_OCTETS 75 /* of a line, its end aside (RFC 6350 3.2) */

struct vcard_writer {
	char *text;
	size_t size, used;
	size_t column;
	bool full;
};

static void put(struct vcard_writer *writer, const char *text, size_t length)
{
	if (writer->full || writer->used + length >= writer->size) {
		writer->full = true;
		return;
	}
	memcpy(writer->text + writer->used, text, length);
	writer->used += length;
	writer->column += length;
}

static void put_line_end(struct vcard_writer *writer)
{
	put(writer, "\r\n", 2);
	writer->column = 0;
}

/* Fold where a character with its escape would not fit. */
static void put_character(struct vcard_writer *writer, const char *text, size_t length)
{
	if (writer->column + length > FOLD_OCTETS) {
		put_line_end(writer);
		put(writer, " ", 1);
	}
	put(writer, text, length);
}

/* RFC 6350 3.4. What is no UTF-8 is U+FFFD. */
static void put_value(struct vcard_writer *writer, const char *text)
{
	size_t length = strlen(text);

	for (size_t at = 0; at < length;) {
		uint32_t character;
		int step = pdu_utf8_get(text + at, length - at, &character);
		char escaped[2] = {'\\', text[at]};

		if (step <= 0) {
			put_character(writer, "\xEF\xBF\xBD", 3);
			step = 1;
		} else if (text[at] == '\n') {
			put_character(writer, "\\n", 2);
		} else if (strchr("\\,;", text[at])) {
			put_character(writer, escaped, 2);
		} else {
			put_character(writer, text + at, (size_t)step);
		}
		at += (size_t)step;
	}
}

static void put_text(struct vcard_writer *writer, const char *text)
{
	for (; *text; text++)
		put_character(writer, text, 1);
}

static void put_property(struct vcard_writer *writer, const char *name, const char *value,
			 const char *behind)
{
	put_text(writer, name);
	put_value(writer, value);
	put_text(writer, behind);
	put_line_end(writer);
}

int smsmodem_vcard_write(const struct smsmodem_entry *entry, int version, char *text, size_t size)
{
	struct vcard_writer writer = {.text = text, .size = size};
	const char *name = entry->name[0] ? entry->name : entry->number;

	put_property(&writer, "BEGIN:", "VCARD", "");
	put_property(&writer, "VERSION:", version == 40 ? "4.0" : "3.0", "");
	put_property(&writer, "FN:", name, "");
	/* a name of one piece has no family: all of it is the given one */
	if (version != 40)
		put_property(&writer, "N:;", entry->name, ";;;");
	if (entry->number[0])
		put_property(&writer, "TEL:", entry->number, "");
	put_property(&writer, "END:", "VCARD", "");
	if (writer.full)
		return SMSMODEM_E_SPACE;
	text[writer.used] = '\0';
	return (int)writer.used;
}
