/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands for text in WBXML: strings, entities, extensions, opaque octets
 * (WAP-192-WBXML 5.8.4). */
#include "wbxml_tokens.h"
#include <stdio.h>
#include <string.h>

#define CHARSET_UTF_8 106

/* How what is left of a text is converted. */
enum form {
	FORM_UTF_16,
	FORM_BASE64
};

#define UTF_16_PIECE 20 /* octets; 10 units are at most 30 octets of UTF-8 */
#define BASE64_PIECE 24 /* octets that make 32 digits */
#define PAD          64 /* the digit for what is missing */

#define KEY_VALUE    0x0C /* ds:KeyValue of OMA-Download-DRMREL 6 */

/* --- the string table --- */

/* Octets before the end of a string, of which it may be that only the table's end is one. */
static size_t string_length(const struct smsmodem_wbxml *wbxml, const uint8_t *string, size_t room)
{
	size_t length = 0;

	if (!wbxml->wide) {
		const uint8_t *end = memchr(string, 0, room);
		return end ? (size_t)(end - string) : room;
	}
	while (room - length >= 2 && (string[length] || string[length + 1]))
		length += 2;
	return length;
}

int pdu_wbxml_table_text(struct smsmodem_wbxml *wbxml, uint32_t index, const uint8_t **text,
			 size_t *length)
{
	if (index >= wbxml->table_len)
		return pdu_wbxml_fail(wbxml, "a string lies outside the string table");
	*text = wbxml->table + index;
	*length = string_length(wbxml, *text, wbxml->table_len - index);
	if (*length >= wbxml->budget)
		return pdu_wbxml_fail(
			wbxml, "its texts would be far longer than the document that repeats them");
	wbxml->budget -= *length + 1;
	return 1;
}

int pdu_wbxml_table_name(struct smsmodem_wbxml *wbxml, uint32_t index, const char **name)
{
	const uint8_t *text = NULL;
	size_t length = 0;

	if (pdu_wbxml_table_text(wbxml, index, &text, &length) < 0)
		return SMSMODEM_E_PDU;
	*name = (const char *)text;
	if (wbxml->wide) {
		if (length > UTF_16_PIECE)
			length = UTF_16_PIECE;
		int count =
			pdu_utf16_to_utf8(text, length, wbxml->scratch, sizeof wbxml->scratch - 1);
		wbxml->scratch[count < 0 ? 0 : count] = '\0';
		*name = wbxml->scratch;
	} else if (index + length == wbxml->table_len) {
		return pdu_wbxml_fail(wbxml, "the last name of the string table has no end");
	}
	return 1;
}

/* --- pieces --- */

static void give(struct smsmodem_wbxml_event *event, const void *text, size_t length)
{
	event->kind = SMSMODEM_WBXML_TEXT;
	event->text = text;
	event->length = length;
}

static size_t utf16_piece(struct smsmodem_wbxml *wbxml, struct smsmodem_wbxml_event *event)
{
	uint8_t units[UTF_16_PIECE];
	size_t count = wbxml->rest_len < sizeof units ? wbxml->rest_len : sizeof units;
	uint8_t swap = wbxml->reversed ? 1 : 0;

	for (size_t i = 0; i + 1 < count; i += 2) {
		units[i] = wbxml->rest[i + swap];
		units[i + 1] = wbxml->rest[i + 1 - swap];
	}
	count &= ~(size_t)1;
	/* Half of a character waits for the other half. */
	if (count > 2 && count < wbxml->rest_len && (units[count - 2] & 0xFC) == 0xD8)
		count -= 2;
	int length = pdu_utf16_to_utf8(units, count, wbxml->scratch, sizeof wbxml->scratch);
	give(event, wbxml->scratch, length < 0 ? 0 : (size_t)length);
	return count;
}

static size_t base64_piece(struct smsmodem_wbxml *wbxml, struct smsmodem_wbxml_event *event)
{
	static const char digits[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=";
	size_t count = wbxml->rest_len < BASE64_PIECE ? wbxml->rest_len : BASE64_PIECE;
	size_t used = 0;

	for (size_t i = 0; i < count; i += 3) {
		uint32_t group = (uint32_t)wbxml->rest[i] << 16;

		group |= i + 1 < count ? (uint32_t)wbxml->rest[i + 1] << 8 : 0;
		group |= i + 2 < count ? wbxml->rest[i + 2] : 0;
		wbxml->scratch[used++] = digits[group >> 18];
		wbxml->scratch[used++] = digits[group >> 12 & 0x3F];
		wbxml->scratch[used++] = digits[i + 1 < count ? group >> 6 & 0x3F : PAD];
		wbxml->scratch[used++] = digits[i + 2 < count ? group & 0x3F : PAD];
	}
	give(event, wbxml->scratch, used);
	return count;
}

void pdu_wbxml_piece(struct smsmodem_wbxml *wbxml, struct smsmodem_wbxml_event *event)
{
	size_t count =
		wbxml->form == FORM_UTF_16 ? utf16_piece(wbxml, event) : base64_piece(wbxml, event);

	wbxml->rest += count;
	wbxml->rest_len -= count;
}

static int convert(struct smsmodem_wbxml *wbxml, enum form form, const uint8_t *octets,
		   size_t length, struct smsmodem_wbxml_event *event)
{
	wbxml->form = (uint8_t)form;
	wbxml->rest = octets;
	wbxml->rest_len = length;
	pdu_wbxml_piece(wbxml, event);
	return 1;
}

/* A mark at the start says which octet of a unit comes first (RFC 2781 3.2). */
static size_t read_mark(struct smsmodem_wbxml *wbxml, const uint8_t *string, size_t length)
{
	if (length < 2 || string[0] + string[1] != 0xFE + 0xFF || string[0] < 0xFE)
		return 0;
	wbxml->reversed = string[0] == 0xFF;
	return 2;
}

static int give_string(struct smsmodem_wbxml *wbxml, const uint8_t *string, size_t length,
		       struct smsmodem_wbxml_event *event)
{
	if (wbxml->wide) {
		size_t mark = read_mark(wbxml, string, length);
		return convert(wbxml, FORM_UTF_16, string + mark, length - mark, event);
	}
	give(event, string, length);
	return 1;
}

/* --- strings --- */

/* Of one without an end there is what there is; the document ends too early behind it. */
static int inline_string(struct smsmodem_wbxml *wbxml, struct smsmodem_wbxml_event *event)
{
	const uint8_t *string = wbxml->octets + wbxml->at;
	size_t room = wbxml->length - wbxml->at, end = wbxml->wide ? 2 : 1;
	size_t length = string_length(wbxml, string, room);

	wbxml->at += room - length < end ? room : length + end;
	return give_string(wbxml, string, length, event);
}

static int table_string(struct smsmodem_wbxml *wbxml, struct smsmodem_wbxml_event *event)
{
	const uint8_t *string = NULL;
	uint32_t index;
	size_t length = 0;

	if (pdu_wbxml_number(wbxml, &index) < 0 ||
	    pdu_wbxml_table_text(wbxml, index, &string, &length) < 0)
		return SMSMODEM_E_PDU;
	return give_string(wbxml, string, length, event);
}

/* --- entities and extensions --- */

static int entity(struct smsmodem_wbxml *wbxml, struct smsmodem_wbxml_event *event)
{
	uint32_t character;

	if (pdu_wbxml_number(wbxml, &character) < 0)
		return SMSMODEM_E_PDU;
	if (character == 0 || character > 0x10FFFF || (character & 0x1FF800) == 0xD800)
		character = 0xFFFD;
	bool unicode = wbxml->charset == CHARSET_UTF_8 || wbxml->charset == 0;
	int count = pdu_utf8_put(character < 0x80 || unicode ? character : '?', wbxml->scratch,
				 sizeof wbxml->scratch);
	give(event, wbxml->scratch, count < 0 ? 0 : (size_t)count);
	event->character = character;
	return 1;
}

/* WML has variables in the string table (WAP-191-WML 14.4), CSP its own values; elsewhere it is a
 * number. */
static int extension(struct smsmodem_wbxml *wbxml, uint8_t token,
		     struct smsmodem_wbxml_event *event)
{
	uint32_t number = token & 0x03;

	if (token < PDU_WBXML_EXT_T_0)
		return inline_string(wbxml, event);
	if (token < PDU_WBXML_EXT_0 &&
	    (wbxml->language == SMSMODEM_WBXML_WML || wbxml->language == SMSMODEM_WBXML_WTA_WML))
		return table_string(wbxml, event);
	if (token < PDU_WBXML_EXT_0 && pdu_wbxml_number(wbxml, &number) < 0)
		return SMSMODEM_E_PDU;
	const struct pdu_wbxml_token *known =
		wbxml->language == SMSMODEM_WBXML_CSP && token == PDU_WBXML_EXT_T_0 &&
				number < 0x100
			? pdu_wbxml_find(&pdu_wbxml_csp_extensions, 0, (uint8_t)number)
			: NULL;
	if (known) {
		give(event, known->name, strlen(known->name));
		return 1;
	}
	int count = snprintf(wbxml->scratch, sizeof wbxml->scratch, "%s%u",
			     token < PDU_WBXML_EXT_0 ? "" : "ext-", (unsigned)number);
	give(event, wbxml->scratch, (size_t)count);
	return 1;
}

/* --- opaque --- */

/* Binary-coded decimal; 100 of what is none. */
static unsigned decimal(uint8_t octet)
{
	unsigned tens = octet >> 4, ones = octet & 0x0F;

	return tens > 9 || ones > 9 ? 100 : 10 * tens + ones;
}

static bool is_day(unsigned year, unsigned month, unsigned day)
{
	static const uint8_t days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

	if (month < 1 || month > 12 || day < 1)
		return false;
	bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
	return day <= days[month - 1] + (month == 2 && leap ? 1U : 0U);
}

size_t pdu_wbxml_date(const uint8_t *octets, size_t length, char text[32])
{
	unsigned part[7] = {0}; /* zeros at the end are not sent */

	if (length > 7)
		return 0;
	for (size_t i = 0; i < length; i++) {
		part[i] = decimal(octets[i]);
		if (part[i] > 99)
			return 0;
	}
	if (!is_day(100 * part[0] + part[1], part[2], part[3]) || part[4] > 23 || part[5] > 59 ||
	    part[6] > 59)
		return 0;
	return (size_t)snprintf(text, 32, "%02u%02u-%02u-%02uT%02u:%02u:%02uZ", part[0], part[1],
				part[2], part[3], part[4], part[5], part[6]);
}

/* CDATA comes like this, and texts of senders that count rather than end them. */
static bool is_printable(const struct smsmodem_wbxml *wbxml, const uint8_t *octets, size_t length)
{
	bool unicode = wbxml->charset == CHARSET_UTF_8 || wbxml->charset == 0;
	uint32_t character;

	for (size_t i = 0; i < length;) {
		int count = pdu_utf8_get((const char *)octets + i, length - i, &character);

		if (count <= 0 || (character >= 0x80 && !unicode))
			return false;
		if (character < 0x20 && character != '\t' && character != '\n' && character != '\r')
			return false;
		if (character >= 0x7F && character < 0xA0)
			return false;
		i += (size_t)count;
	}
	return true;
}

static bool is_key(const struct smsmodem_wbxml *wbxml)
{
	return wbxml->language == SMSMODEM_WBXML_DRMREL && wbxml->depth > 0 &&
	       (wbxml->stack[wbxml->depth - 1].token & 0x3F) == KEY_VALUE;
}

/* Elements of CSP whose opaque octets are a number, high octet first. */
static bool is_number(const struct smsmodem_wbxml *wbxml)
{
	static const char *const names[] = {
		"Code",           "ContentSize",    "MessageCount", "Validity",
		"KeepAliveTime",  "SearchFindings", "SearchID",     "SearchIndex",
		"SearchLimit",    "TimeToLive",     "MultiTrans",   "ParserSize",
		"ServerPollMin",  "TCPPort",        "UDPPort",      "AcceptedContentLength",
		"AcceptedCharset"};

	if (wbxml->language != SMSMODEM_WBXML_CSP || wbxml->depth == 0)
		return false;
	const struct pdu_wbxml_token *tag =
		pdu_wbxml_find(&pdu_wbxml_csp.tags, wbxml->stack[wbxml->depth - 1].page,
			       wbxml->stack[wbxml->depth - 1].token & 0x3F);
	for (size_t i = 0; tag && i < sizeof names / sizeof names[0]; i++)
		if (strcmp(tag->name, names[i]) == 0)
			return true;
	return false;
}

static void give_number(struct smsmodem_wbxml *wbxml, const uint8_t *octets, size_t length,
			struct smsmodem_wbxml_event *event)
{
	uint32_t number = 0;

	for (size_t i = 0; i < length; i++)
		number = number << 8 | octets[i];
	int count = snprintf(wbxml->scratch, sizeof wbxml->scratch, "%u", (unsigned)number);
	give(event, wbxml->scratch, (size_t)count);
}

static int opaque(struct smsmodem_wbxml *wbxml, struct smsmodem_wbxml_event *event)
{
	uint32_t length;

	if (pdu_wbxml_number(wbxml, &length) < 0)
		return SMSMODEM_E_PDU;
	if (length > wbxml->length - wbxml->at)
		return pdu_wbxml_fail(wbxml, "opaque octets run past the end of the document");
	const uint8_t *octets = wbxml->octets + wbxml->at;
	wbxml->at += length;
	if (is_key(wbxml))
		return convert(wbxml, FORM_BASE64, octets, length, event);
	if (length > 0 && length <= 4 && is_number(wbxml)) {
		give_number(wbxml, octets, length, event);
		return 1;
	}
	size_t date = wbxml->dated ? pdu_wbxml_date(octets, length, wbxml->scratch) : 0;
	if (date > 0) {
		give(event, wbxml->scratch, date);
		return 1;
	}
	give(event, octets, length);
	event->opaque = (wbxml->dated && length <= 7) || !is_printable(wbxml, octets, length);
	return 1;
}

/* --- all of them --- */

bool pdu_wbxml_is_text(uint8_t token)
{
	switch (token) {
	case PDU_WBXML_ENTITY:
	case PDU_WBXML_STR_I:
	case PDU_WBXML_STR_T:
	case PDU_WBXML_OPAQUE: return true;
	default: return token >= PDU_WBXML_EXT_I_0 && (token & 0x3F) < 3;
	}
}

int pdu_wbxml_text(struct smsmodem_wbxml *wbxml, uint8_t token, struct smsmodem_wbxml_event *event)
{
	switch (token) {
	case PDU_WBXML_ENTITY: return entity(wbxml, event);
	case PDU_WBXML_STR_I: return inline_string(wbxml, event);
	case PDU_WBXML_STR_T: return table_string(wbxml, event);
	case PDU_WBXML_OPAQUE: return opaque(wbxml, event);
	default: return extension(wbxml, token, event);
	}
}
