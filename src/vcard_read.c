/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Names and numbers of vCards: 2.1 (versit), 3.0 (RFC 2426), 4.0 (RFC 6350). A property is
 * unfolded into a bounded buffer; what of it does not fit is not kept.
 */
#include "ascii.h"
#include "pdu.h"
#include "vcard.h"
#include <smsmodem/wsp.h>
#include <stdio.h>
#include <string.h>

#define DEPTH_MAX 8 /* of cards within cards, as AGENT of 2.1 has them */

static bool is(const struct property *property, const char *name)
{
	return ascii_casecmp(property->name, name) == 0;
}

static bool has_value(const struct property *property, const char *value)
{
	return ascii_casecmp(property->value, value) == 0;
}

/* --- its value --- */

static int hex_digit(char c)
{
	if (ascii_isdigit(c))
		return c - '0';
	c = (char)ascii_toupper(c);
	return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* RFC 2045 6.7, in place: what is no escape stays. */
static size_t unquote(char *text)
{
	size_t kept = 0;

	for (size_t i = 0; text[i] != '\0'; i++) {
		int high = text[i] == '=' ? hex_digit(text[i + 1]) : -1;
		int low = high >= 0 ? hex_digit(text[i + 2]) : -1;
		if (low >= 0) {
			text[kept++] = (char)(uint8_t)(high << 4 | low);
			i += 2;
		} else {
			text[kept++] = text[i];
		}
	}
	text[kept] = '\0';
	return kept;
}

/* RFC 6350 3.4: "\n", "\,", "\;", "\\". Line ends and other controls become blanks. */
static void unescape(char *text)
{
	size_t kept = 0;

	for (size_t i = 0; text[i] != '\0'; i++) {
		char c = text[i];
		if (c == '\\' && text[i + 1] != '\0') {
			c = text[++i];
			if (c == 'n' || c == 'N')
				c = '\n';
		}
		if ((unsigned char)c < 0x20 || c == 0x7F)
			c = ' ';
		text[kept++] = c;
	}
	while (kept > 0 && text[kept - 1] == ' ')
		kept--;
	text[kept] = '\0';
}

/* The value in UTF-8, its escapes still in it. */
static void value_text(struct property *property, char *text, size_t size)
{
	size_t length =
		property->quoted_printable ? unquote(property->value) : strlen(property->value);

	if (smsmodem_charset_decode(property->charset, property->value, length, text, size) ==
	    SMSMODEM_E_TEXT)
		(void)smsmodem_charset_decode(0, property->value, length, text, size);
}

/* Copy as many whole characters as fit. */
static void name_set(char name[SMSMODEM_NAME_SIZE], const char *text)
{
	size_t length = strlen(text), used = 0;

	while (used < length) {
		uint32_t character;
		int step = pdu_utf8_get(text + used, length - used, &character);
		if (step <= 0 || used + (size_t)step >= SMSMODEM_NAME_SIZE)
			break;
		used += (size_t)step;
	}
	memcpy(name, text, used);
	name[used] = '\0';
}

/* The end of a component of N: a ';' that is not escaped. */
static size_t component_length(const char *text)
{
	size_t length = 0;

	while (text[length] != '\0' && text[length] != ';')
		length += text[length] == '\\' && text[length + 1] != '\0' ? 2 : 1;
	return length;
}

/* "Family;Given;..." as one says it: the given name first. */
static void name_of_n(char name[SMSMODEM_NAME_SIZE], const char *text)
{
	char family[SMSMODEM_NAME_SIZE], given[SMSMODEM_NAME_SIZE] = "";
	char both[2 * SMSMODEM_NAME_SIZE];
	size_t length = component_length(text);

	(void)snprintf(family, sizeof family, "%.*s", (int)length, text);
	if (text[length] == ';')
		(void)snprintf(given, sizeof given, "%.*s",
			       (int)component_length(text + length + 1), text + length + 1);
	unescape(family);
	unescape(given);
	(void)snprintf(both, sizeof both, "%s%s%s", given, given[0] && family[0] ? " " : "",
		       family);
	name_set(name, both);
}

static void add_number(struct smsmodem_vcard *card, const char *text)
{
	/* 4.0 may have it as a URI: "tel:+49-170;ext=1" (RFC 3966) */
	bool uri = ascii_ncasecmp(text, "tel:", 4) == 0;
	const char *number = uri ? text + 4 : text;
	size_t length = uri ? strcspn(number, ";") : strlen(number);

	if (length == 0)
		return;
	if (card->numbers == SMSMODEM_VCARD_NUMBERS_MAX || length >= sizeof card->number[0]) {
		card->more++;
		return;
	}
	memcpy(card->number[card->numbers], number, length);
	card->number[card->numbers++][length] = '\0';
}

/* --- a card --- */

/* What a card may be called, the best last. */
enum name_source {
	NAME_NONE,
	NAME_ORG,
	NAME_N,
	NAME_FN
};

static void card_take(struct smsmodem_vcard *card, enum name_source *source,
		      struct property *property)
{
	char text[3 * PROPERTY_SIZE];

	if (is(property, "TEL")) {
		value_text(property, text, sizeof text);
		unescape(text);
		add_number(card, text + strspn(text, " "));
		return;
	}
	enum name_source of = is(property, "FN")    ? NAME_FN
			      : is(property, "N")   ? NAME_N
			      : is(property, "ORG") ? NAME_ORG
						    : NAME_NONE;
	if (of <= *source)
		return;
	value_text(property, text, sizeof text);
	if (of == NAME_N) {
		name_of_n(card->name, text);
	} else {
		if (of == NAME_ORG)
			text[component_length(text)] = '\0';
		unescape(text);
		name_set(card->name, text);
	}
	*source = card->name[0] ? of : NAME_NONE;
}

int smsmodem_vcard_next(struct smsmodem_vcards *cards, struct smsmodem_vcard *card,
			struct smsmodem_error *error)
{
	enum name_source source = NAME_NONE;
	struct property property;
	int depth = 0;

	*card = (struct smsmodem_vcard){0};
	if (cards->offset == 0 && cards->length >= 3 &&
	    memcmp(cards->text, "\xEF\xBB\xBF", 3) == 0) /* a mark of UTF-8 */
		cards->offset = 3;
	for (;;) {
		long line = cards->line + 1;
		if (!property_unfold(cards, &property))
			break;
		if (!property_parse(&property))
			continue;
		bool begins = is(&property, "BEGIN") && has_value(&property, "VCARD");
		bool ends = is(&property, "END") && has_value(&property, "VCARD");
		if (begins && depth == 0)
			card->line = line;
		if (begins && depth < DEPTH_MAX)
			depth++;
		else if (ends && depth == 1)
			return 1;
		else if (ends && depth > 1)
			depth--;
		else if (depth == 1)
			card_take(card, &source, &property);
	}
	if (depth == 0)
		return 0;
	return smsmodem_error_set(error, SMSMODEM_E_DATA,
				  "the vCard that begins on line %ld has no END:VCARD", card->line);
}
