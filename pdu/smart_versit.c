/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether a text is a vCard or vCalendar (versit's vCard 2.1 section 2, vCalendar 1.0 section 2).
 */
#include "smart.h"
#include "wsp_table.h"
#include <string.h>

/* A text, from where it is read to its end. */
struct versit {
	const uint8_t *octets;
	size_t length;
};

static bool is_blank(uint8_t octet)
{
	return octet == ' ' || octet == '\t' || octet == '\r' || octet == '\n';
}

static void skip_blanks(struct versit *text)
{
	for (; text->length > 0 && is_blank(*text->octets); text->length--)
		text->octets++;
}

static bool take(struct versit *text, const char *word)
{
	size_t length = strlen(word);

	if (text->length < length || !pdu_wsp_same(word, (const char *)text->octets, length))
		return false;
	text->octets += length;
	text->length -= length;
	skip_blanks(text);
	return true;
}

static bool take_line(struct versit *text, const char *property, const char *name)
{
	skip_blanks(text);
	return take(text, property) && take(text, ":") && take(text, name);
}

static bool begins(struct versit text, const char *name)
{
	(void)take(&text, "\xEF\xBB\xBF"); /* byte order mark */
	return take_line(&text, "BEGIN", name) && is_blank(text.octets[-1]);
}

static bool ends(struct versit text, const char *name)
{
	while (text.length > 0 && is_blank(text.octets[text.length - 1]))
		text.length--;

	size_t line = text.length;
	while (line > 0 && text.octets[line - 1] != '\n' && text.octets[line - 1] != '\r')
		line--;
	text.octets += line;
	text.length -= line;
	return take_line(&text, "END", name) && text.length == 0;
}

int pdu_versit_check(const char *name, const uint8_t *octets, size_t length,
		     struct smsmodem_error *error)
{
	struct versit text = {octets, length};

	if (!begins(text, name))
		return smsmodem_error_set(error, SMSMODEM_E_DATA,
					  "this is no %s: it does not begin with the line "
					  "BEGIN:%s; give a file as an address book or calendar "
					  "exports it",
					  name, name);
	if (!ends(text, name))
		return smsmodem_error_set(error, SMSMODEM_E_DATA,
					  "the %s is cut: its last line is not END:%s; export it "
					  "anew",
					  name, name);
	return SMSMODEM_OK;
}
