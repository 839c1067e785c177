/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pasted_log.h"
#include "pasted.h"
#include <ctype.h>
#include <smsmodem/transcript.h>
#include <string.h>
#include <strings.h>

/* --- our own transcripts --- */

static int side_end(struct pasted_side *side, char direction, pasted_taker *take, void *context)
{
	size_t length = side->length;

	side->octets[length] = '\0';
	side->length = 0;
	/* a NUL in it: no line of talk */
	return length == 0 || strlen(side->octets) < length
		       ? 0
		       : take(context, side->octets, direction);
}

static int side_add(struct pasted_side *side, char direction, char octet, pasted_taker *take,
		    void *context)
{
	if (octet != '\r' && octet != '\n')
		side->octets[side->length++] = octet;
	else
		return side_end(side, direction, take, context);
	return octet == '\x1A' || octet == '\x1B' || side->length == PASTED_SIDE_MAX
		       ? side_end(side, direction, take, context)
		       : 0;
}

bool pasted_record(struct pasted_side sides[2], const char *line, pasted_taker *take, void *context,
		   int *status)
{
	struct smsmodem_transcript transcript = {.text = line, .length = strlen(line)};
	struct smsmodem_transcript_record record;
	struct smsmodem_error error;
	char octets[PASTED_SIDE_MAX];

	*status = 0;
	if (!isdigit((unsigned char)line[0]) ||
	    smsmodem_transcript_next(&transcript, &record, octets, sizeof octets, &error) != 1)
		return false;
	struct pasted_side *side = &sides[record.direction == '>'];
	for (size_t i = 0; record.direction != '!' && i < record.length && *status == 0; i++)
		*status = side_add(side, record.direction, record.octets[i], take, context);
	return true;
}

int pasted_flush(struct pasted_side sides[2], pasted_taker *take, void *context)
{
	int status = side_end(&sides[0], '<', take, context);

	return status != 0 ? status : side_end(&sides[1], '>', take, context);
}

/* --- other logs --- */

struct escape_row {
	const char *escape;
	char octet;
};

static const struct escape_row escape_rows[] = {
	{"\\r", '\n'},        {"\\n", '\n'},     {"<CR>", '\n'},    {"<LF>", '\n'},
	{"\\x0D", '\n'},      {"\\x0A", '\n'},   {"\\015", '\n'},   {"\\012", '\n'},
	{"^M", '\n'},         {"^J", '\n'},      {"<0D>", '\n'},    {"<0A>", '\n'},
	{"\\x1A", '\x1A'},    {"\\032", '\x1A'}, {"<SUB>", '\x1A'}, {"<1A>", '\x1A'},
	{"<Ctrl-Z>", '\x1A'}, {"^Z", '\x1A'},    {"<^Z>", '\x1A'},  {"<ESC>", '\x1B'},
};

static size_t unescape_one(const char *text, char *octet)
{
	for (size_t i = 0; i < sizeof escape_rows / sizeof escape_rows[0]; i++) {
		size_t length = strlen(escape_rows[i].escape);
		if (strncasecmp(text, escape_rows[i].escape, length) != 0)
			continue;
		*octet = escape_rows[i].octet;
		return length;
	}
	return 0;
}

/* Characters of a control sequence, or 0. */
static size_t sequence_length(const char *text)
{
	if (text[0] != '\x1B' || text[1] != '[')
		return 0;
	size_t length = 2;
	while (text[length] >= 0x20 && text[length] <= 0x3F)
		length++;
	return text[length] >= 0x40 && text[length] <= 0x7E ? length + 1 : 0;
}

void pasted_plain(char *line)
{
	size_t used = 0, length;

	if (!strchr(line, '\x1B'))
		return;
	for (size_t at = 0; line[at] != '\0'; at += length ? length : 1) {
		length = sequence_length(line + at);
		if (length == 0)
			line[used++] = line[at];
	}
	line[used] = '\0';
}

void pasted_unescape(char *line)
{
	size_t used = 0, length;

	for (size_t at = 0; line[at] != '\0'; at += length) {
		char octet = line[at];
		length = strchr("\\<^", octet) ? unescape_one(line + at, &octet) : 0;
		length = length ? length : 1;
		line[used++] = octet;
	}
	line[used] = '\0';
}

char *pasted_glued(char *line)
{
	char *header = strchr(line, '+');
	size_t digits = strspn(line, "0123456789ABCDEFabcdef");

	return header && line + digits == header && digits >= PASTED_DIGITS_LEAST ? header : NULL;
}

/* What only a modem or who speaks to it says, or a PDU. */
static bool is_payload(const char *text)
{
	static const char *const words[] = {"AT+",    "AT^",    "AT*",   "AT#",   "AT$",
					    "+CM",    "+CDS",   "+CBM",  "+CSQ",  "+CREG",
					    "+CPIN",  "+CPMS",  "+CNMI", "+CSCA", "+CGREG",
					    "+CME E", "+CSMS:", "+CNMA:"};
	size_t skipped = strncasecmp(text, "0x", 2) == 0 ? 2 : 0;

	if (strspn(text + skipped, "0123456789ABCDEFabcdef") >= PASTED_DIGITS_LEAST)
		return true;
	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
		if (strncasecmp(text, words[i], strlen(words[i])) == 0)
			return true;
	return false;
}

/* By the last arrow, or the word that a program has instead. */
static char direction_of(const char *line, size_t length)
{
	static const struct {
		const char *word;
		char direction;
	} words[] = {{"TX", '>'},    {"SEND", '>'}, {"SENT", '>'}, {"WRITE", '>'},
		     {"WROTE", '>'}, {"RX", '<'},   {"RECV", '<'}, {"RECEIV", '<'},
		     {"READ", '<'},  {">", '>'},    {"<", '<'}};
	char direction = 0;

	for (size_t at = 0; at < length; at++) {
		if (at > 0 && isalpha((unsigned char)line[at]) &&
		    isalnum((unsigned char)line[at - 1]))
			continue;
		for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
			if (strncasecmp(line + at, words[i].word, strlen(words[i].word)) == 0)
				direction = words[i].direction;
	}
	return direction;
}

const char *pasted_payload(const char *line, char *direction)
{
	for (const char *at = line; *at; at++) {
		bool inside = at > line && isalnum((unsigned char)at[-1]);
		if (inside || !is_payload(at))
			continue;
		*direction = direction_of(line, (size_t)(at - line));
		return at;
	}
	return NULL;
}
