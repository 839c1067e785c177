/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What modems and programs say around PDUs, and what it tells of them (27.005 3.4, 4). */
#include "pasted.h"
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define LENGTH_MAX 255

struct talk_row {
	const char *prefix;
	enum pasted_hint hint;
	int commas; /* in PDU mode at most; more are text mode's */
	int stat;   /* field of <stat>, or -1 */
};

/* The last field is the length; +CMGL of Pantech has no <alpha>, +CDS of ZTE an empty first one. */
static const struct talk_row talk_headers[] = {
	{"+CMT:", PASTED_DELIVER, 1, -1},    {"+CDS:", PASTED_REPORT, 1, -1},
	{"+CBM:", PASTED_CB, 1, -1},         {"+CMGL:", PASTED_RECEIVED, 3, 1},
	{"+CMGR:", PASTED_RECEIVED, 2, 0},   {"^HCMT:", PASTED_ANY, 1, -1},
	{"^HCMGL:", PASTED_ANY, 3, -1},      {"^HCMGR:", PASTED_ANY, 2, -1},
	{"AT+CMGS=", PASTED_SUBMIT, 0, -1},  {"AT+CMGW=", PASTED_SUBMIT, 1, 1},
	{"AT+CMGC=", PASTED_COMMAND, 0, -1}, {"AT+CNMA=", PASTED_ACKNOWLEDGE, 1, -1},
};

/* The fields of a header, quotes respected. */
struct talk_fields {
	int commas;
	bool quoted_stat;
	long stat, length, first; /* -1: none */
};

static long talk_number(const char *text)
{
	char *end;
	long value = strtol(text, &end, 10);

	return end != text && isdigit((unsigned char)text[strspn(text, " ")]) ? value : -1;
}

static void talk_field(const struct talk_row *row, int index, const char *text,
		       struct talk_fields *fields)
{
	if (index == row->stat) {
		fields->quoted_stat = text[strspn(text, " ")] == '"';
		fields->stat = talk_number(text);
	}
	fields->length = talk_number(text);
}

static struct talk_fields talk_fields(const struct talk_row *row, const char *text, const char *end)
{
	struct talk_fields fields = {.stat = -1, .length = -1, .first = talk_number(text)};
	bool quoted = false;

	talk_field(row, 0, text, &fields);
	for (; text < end; text++) {
		quoted ^= *text == '"';
		if (*text == ',' && !quoted)
			talk_field(row, ++fields.commas, text + 1, &fields);
	}
	return fields;
}

/* AT+CMGW=<length>[,<stat>], AT+CNMA=<n>,<length>: else the last field is the length. */
static long talk_length(const struct talk_row *row, const char *text,
			const struct talk_fields *fields)
{
	return row->hint == PASTED_SUBMIT ? talk_number(text) : fields->length;
}

/* People and some programs write the PDU behind its header. */
static const char *talk_inline(const char *text)
{
	static const char digits[] = "0123456789ABCDEFabcdef";
	size_t end = strlen(text), start;

	while (end > 0 && strchr(" \t\r\x1A\x1B;\"'", text[end - 1]))
		end--;
	for (start = end; start > 0 && strchr(digits, text[start - 1]); start--)
		continue;
	return end - start >= PASTED_DIGITS_LEAST && start > 0 && strchr(" \t,;", text[start - 1])
		       ? text + start
		       : NULL;
}

/* Where +CMGL: and +CMGR: say that it is stored; the index of the latter is the command's. */
static struct pasted_place talk_place(const struct pasted *pasted, const struct talk_row *row,
				      const struct talk_fields *fields)
{
	struct pasted_place place = {-1, -1};

	if (row->hint != PASTED_RECEIVED || fields->stat < 0 || fields->stat > 3)
		return place;
	place.index = row->stat == 0 ? pasted->asked : fields->first;
	place.stat = (int)fields->stat;
	return place;
}

static enum pasted_result talk_header(struct pasted *pasted, const struct talk_row *row,
				      const char *text, const char **pdu)
{
	const char *inside = talk_inline(text);
	const char *end = inside ? inside - 1 : text + strlen(text);
	struct talk_fields fields = talk_fields(row, text, end);
	long length = talk_length(row, text, &fields);
	bool command = row->prefix[0] == 'A';

	if (fields.quoted_stat || fields.commas > row->commas || (command && *text == '"')) {
		pasted->in_text = true;
		return command ? PASTED_NOTHING : PASTED_TEXT;
	}
	pasted->announced = length >= 0 && length <= LENGTH_MAX ? (int)length : -1;
	/* a command may have been refused, but what is announced is there */
	pasted->owed_line = !command && pasted->announced > 0 ? pasted->line : 0;
	pasted->next = row->hint;
	pasted->next_place = talk_place(pasted, row, &fields);
	*pdu = inside;
	if (row->hint == PASTED_RECEIVED && fields.stat >= 2)
		pasted->next = PASTED_SENT;
	if (row->hint == PASTED_SUBMIT && (fields.stat == 0 || fields.stat == 1))
		pasted->next = PASTED_RECEIVED; /* a received message is stored */
	return PASTED_NOTHING;
}

/* "OK", "AT", "ATZ", "+CSQ: 1,99", "^RSSI:20": what a line of hexadecimal cannot be. */
static bool talk_is(const char *line)
{
	static const char *const words[] = {"OK",   "ERROR",      "RING", "CONNECT",
					    "BUSY", "NO CARRIER", "RDY"};

	if (strchr("+^*#%$&", line[0]) && isalpha((unsigned char)line[1]))
		return true;
	if (strncasecmp(line, "AT", 2) == 0)
		return true;
	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
		if (strcasecmp(line, words[i]) == 0)
			return true;
	return false;
}

void pasted_forget(struct pasted *pasted)
{
	if (pasted->owed_line > 0) {
		pasted->lost = pasted->announced;
		pasted->lost_line = pasted->owed_line;
	}
	pasted->owed_line = 0;
	pasted->announced = -1;
	pasted->next = PASTED_ANY;
	pasted->next_place = (struct pasted_place){-1, -1};
}

enum pasted_result pasted_talk(struct pasted *pasted, const char *line, const char **pdu)
{
	*pdu = NULL;
	if (!talk_is(line))
		return PASTED_WORDS;
	pasted->talk = true;
	pasted->in_text = false;
	for (size_t i = 0; i < sizeof talk_headers / sizeof talk_headers[0]; i++) {
		const struct talk_row *row = &talk_headers[i];
		size_t length = strlen(row->prefix);
		if (strncasecmp(line, row->prefix, length) != 0)
			continue;
		pasted_forget(pasted);
		return talk_header(pasted, row, line + length, pdu);
	}
	if (strncasecmp(line, "AT", 2) != 0) /* what is sent does not end what comes */
		pasted_forget(pasted);
	if (strncasecmp(line, "AT+CMGR=", 8) == 0)
		pasted->asked = talk_number(line + 8);
	return PASTED_NOTHING;
}
