/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One line of what was said: which of its fields tell of people. */
#include "transcript_redact.h"
#include <ctype.h>
#include <string.h>
#include <strings.h>

#define NUMBER_DIGITS 6  /* from which on bare digits may identify somebody */
#define PDU_DIGITS    16 /* from which on hexadecimal may be a PDU */

/* What the arguments of a command are. */
enum field_class {
	CLASS_OTHER,
	CLASS_PERSON,   /* numbers and names */
	CLASS_USSD,     /* codes and texts */
	CLASS_RAW,      /* files of the card (27.007 8.17, 8.18) */
	CLASS_LOCATION, /* area and cell (27.007 7.2) */
	CLASS_OPEN      /* what tells of nobody: operators, times, speeds */
};

static const struct name_row {
	const char *name;
	enum field_class class;
} names[] = {
	{"+CBM", CLASS_PERSON},
	{"+CCFC", CLASS_PERSON},
	{"+CCLK", CLASS_OPEN},
	{"+CCWA", CLASS_PERSON},
	{"+CDIP", CLASS_PERSON},
	{"+CDS", CLASS_PERSON},
	{"+CEREG", CLASS_LOCATION},
	{"+CGLA", CLASS_RAW},
	{"+CGREG", CLASS_LOCATION},
	{"+CLCC", CLASS_PERSON},
	{"+CLIP", CLASS_PERSON},
	{"+CMGC", CLASS_PERSON},
	{"+CMGL", CLASS_PERSON},
	{"+CMGR", CLASS_PERSON},
	{"+CMGS", CLASS_PERSON},
	{"+CMGW", CLASS_PERSON},
	{"+CMSS", CLASS_PERSON},
	{"+CMT", CLASS_PERSON},
	{"+CNAP", CLASS_PERSON},
	{"+CNUM", CLASS_PERSON},
	{"+COLP", CLASS_PERSON},
	{"+COPN", CLASS_OPEN},
	{"+COPS", CLASS_OPEN},
	{"+CPBF", CLASS_PERSON},
	{"+CPBR", CLASS_PERSON},
	{"+CPBW", CLASS_PERSON},
	{"+CPOL", CLASS_OPEN},
	{"+CREG", CLASS_LOCATION},
	{"+CRSM", CLASS_RAW},
	{"+CSCA", CLASS_PERSON},
	{"+CSIM", CLASS_RAW},
	{"+CUSD", CLASS_USSD},
	{"+IPR", CLASS_OPEN},
	/* Siemens */
	{"^SMGL", CLASS_PERSON},
	{"^SMGR", CLASS_PERSON},
	{"^SPBC", CLASS_PERSON},
	{"^SPBG", CLASS_PERSON},
	{"^SPBR", CLASS_PERSON},
	{"^SPBW", CLASS_PERSON},
};

/* Behind whose answer or report a PDU or a text stands on a line of its own. */
static const char *const headers[] = {
	"+CMT:", "+CMGL:", "+CMGR:", "+CDS:", "+CBM:", "^SMGL:", "^SMGR:"};

struct line {
	struct redact_numbers *numbers;
	enum field_class class;
	bool dialling;
};

/* --- values --- */

static bool is_hex_digit(char c)
{
	return isxdigit((unsigned char)c) != 0;
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

bool redact_is_hex(const char *text, size_t length)
{
	if (length == 0 || length % 2 != 0)
		return false;
	for (size_t i = 0; i < length; i++)
		if (!is_hex_digit(text[i]))
			return false;
	return true;
}

void redact_text(char *text, size_t length)
{
	static const char wide_x[] = {'0', '0', '7', '8'}; /* of UCS2 */
	bool hex = redact_is_hex(text, length);

	for (size_t i = 0; i < length; i++)
		if (!hex && text[i] != '\r' && text[i] != '\n')
			text[i] = 'x';
		else if (hex)
			text[i] = '0';
	for (size_t i = 0; hex && length % 4 == 0 && i < length; i += 4)
		memcpy(text + i, wide_x, sizeof wide_x);
}

bool redact_payload(struct redact_numbers *numbers, char *octets, size_t length, int announced)
{
	if (redact_is_hex(octets, length)) {
		if (redact_pdu(numbers, octets, length, announced))
			return true;
		memset(octets, '0', length);
		return false;
	}
	redact_text(octets, length);
	return false;
}

/* Runs of at least so many digits. */
static void redact_runs(struct redact_numbers *numbers, char *text, size_t length, size_t least)
{
	size_t run = 0;

	for (size_t i = 0; i <= length; i++) {
		if (i < length && is_digit(text[i])) {
			run++;
			continue;
		}
		size_t start = i - run;
		bool international = start > 0 && text[start - 1] == '+' && run >= 3;
		if (run > 0 && (run >= least || international))
			redact_digits(numbers, text + start, run);
		run = 0;
	}
}

/* Digits from which on they are replaced. A PIN may be part of a code, too. */
static size_t least_digits(const struct line *line)
{
	if (line->class == CLASS_OPEN)
		return SIZE_MAX;
	if (line->dialling)
		return 3;
	return line->class == CLASS_USSD ? 4 : NUMBER_DIGITS;
}

/* --- quoted strings --- */

static size_t count_of(const char *text, size_t length, const char *set)
{
	size_t count = 0;

	for (size_t i = 0; i < length; i++)
		count += text[i] && strchr(set, text[i]);
	return count;
}

static bool is_dial_string(const char *text, size_t length)
{
	return length > 0 && count_of(text, length, "+*#0123456789") == length;
}

/* "26/11/16,16:22:00+00" (27.005 3.1) */
static bool is_time(const char *text, size_t length)
{
	return count_of(text, length, "0123456789/,:+-") == length &&
	       count_of(text, length, "/") == 2 && count_of(text, length, ":") == 2 && length <= 20;
}

/* <stat> (27.005 3.1) and the memories of +CPBS. */
static bool is_word(const char *text, size_t length)
{
	static const char *const words[] = {"ALL", "REC READ", "REC UNREAD", "STO SENT",
					    "STO UNSENT"};

	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
		if (strlen(words[i]) == length && memcmp(text, words[i], length) == 0)
			return true;
	return false;
}

/* A dial string in the character set UCS2; its characters are taken out, changed and put back. */
static bool redact_wide(struct redact_numbers *numbers, char *text, size_t length)
{
	char dial[64];
	size_t count = length / 4;

	if (length == 0 || length % 4 != 0 || count > sizeof dial || !redact_is_hex(text, length))
		return false;
	for (size_t i = 0; i < count; i++) {
		const char *unit = text + 4 * i;
		bool digit = memcmp(unit, "003", 3) == 0 && is_digit(unit[3]);
		if (!digit && memcmp(unit, "002", 3) != 0)
			return false;
		dial[i] = '+';
		if (digit)
			dial[i] = unit[3];
	}
	redact_runs(numbers, dial, count, 1);
	for (size_t i = 0; i < count; i++)
		if (is_digit(dial[i]))
			text[4 * i + 3] = dial[i];
	return true;
}

static void redact_person(struct redact_numbers *numbers, char *text, size_t length)
{
	if (is_dial_string(text, length))
		redact_runs(numbers, text, length, 1);
	else if (!is_time(text, length) && !is_word(text, length) &&
		 !redact_wide(numbers, text, length))
		redact_text(text, length);
}

static void redact_unquoted(const struct line *line, char *text, size_t length);

static void redact_other(const struct line *line, char *text, size_t length)
{
	bool number = is_dial_string(text, length) && count_of(text, length, "0123456789") >= 3;

	if (number)
		redact_runs(line->numbers, text, length, 3);
	else if (length < 12 || !redact_wide(line->numbers, text, length))
		redact_unquoted(line, text, length);
}

/* "*100#" or a menu's number is no text. */
static void redact_ussd(const struct line *line, char *text, size_t length)
{
	bool dial = is_dial_string(text, length);

	if (dial && (length < 3 || count_of(text, length, "*#") > 0))
		redact_runs(line->numbers, text, length, least_digits(line));
	else
		redact_text(text, length);
}

static void redact_quoted(const struct line *line, char *text, size_t length)
{
	switch (line->class) {
	case CLASS_PERSON: redact_person(line->numbers, text, length); break;
	case CLASS_USSD: redact_ussd(line, text, length); break;
	case CLASS_RAW:
	case CLASS_LOCATION:
		for (size_t i = 0; i < length; i++)
			if (is_hex_digit(text[i]))
				text[i] = '0';
		break;
	case CLASS_OPEN: break;
	case CLASS_OTHER:
		if (line->dialling)
			redact_person(line->numbers, text, length);
		else
			redact_other(line, text, length);
		break;
	}
}

/* --- what is not quoted --- */

static size_t run_of_hex(const char *text, size_t length)
{
	size_t count = 0;

	while (count < length && is_hex_digit(text[count]))
		count++;
	return count;
}

/* Hexadecimal that may be a PDU, and between such runs of digits. */
static void redact_unquoted(const struct line *line, char *text, size_t length)
{
	size_t plain = 0; /* where what is between begins */

	if (line->class == CLASS_OPEN)
		return;
	for (size_t i = 0; i < length;) {
		size_t run = run_of_hex(text + i, length - i);
		bool decimal = count_of(text + i, run, "0123456789") == run;
		if (run >= PDU_DIGITS && (!decimal || run > REDACT_NUMBER_MAX)) {
			redact_runs(line->numbers, text + plain, i - plain, least_digits(line));
			if (!redact_pdu(line->numbers, text + i, run, -1))
				memset(text + i, '0', run);
			plain = i + run;
		}
		i += run + (run == 0);
	}
	redact_runs(line->numbers, text + plain, length - plain, least_digits(line));
}

/* "+CMGS", "^SPBR"; @return its length, 0: none begins here */
static size_t take_name(const char *text, size_t length, enum field_class *class)
{
	size_t count = 1;

	if (!text[0] || !strchr("+^%*$#&", text[0]))
		return 0;
	while (count < length && isalpha((unsigned char)text[count]))
		count++;
	if (count == 1)
		return 0;
	*class = CLASS_OTHER;
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
		if (strlen(names[i].name) == count && strncasecmp(text, names[i].name, count) == 0)
			*class = names[i].class;
	return count;
}

/* Up to the next quote, command or name. */
static size_t plain_length(const char *text, size_t length)
{
	size_t count = 0;
	enum field_class class;

	while (count < length && text[count] != '"' && text[count] != ';' &&
	       (count == 0 || take_name(text + count, length - count, &class) == 0))
		count++;
	return count;
}

static void redact_fields(struct line *line, char *text, size_t length, struct redact_side *side)
{
	while (length > 0) {
		size_t count = take_name(text, length, &line->class);
		if (count == 0 && *text == '"') {
			const char *end = memchr(text + 1, '"', length - 1);
			count = end ? (size_t)(end - text) + 1 : length;
			side->open_text = !end && line->class == CLASS_USSD;
			redact_quoted(line, text + 1, count - 1 - (end != NULL));
		} else if (count == 0 && *text == ';') {
			line->class = CLASS_OTHER;
			count = 1;
		} else if (count == 0) {
			count = plain_length(text, length);
			redact_unquoted(line, text, count);
		}
		text += count;
		length -= count;
	}
}

/* --- lines --- */

static bool starts(const char *line, size_t length, const char *with)
{
	return length >= strlen(with) && strncasecmp(line, with, strlen(with)) == 0;
}

/* The last number of a line, as +CMGS= and the headers have the length there; -1: none */
static int last_number(const char *line, size_t length)
{
	size_t start = length;
	int number = 0;

	while (start > 0 && is_digit(line[start - 1]))
		start--;
	if (start == length || length - start > 3 || start == 0 || !strchr("=,: ", line[start - 1]))
		return -1;
	for (; start < length; start++)
		number = number * 10 + (line[start] - '0');
	return number;
}

static bool is_header(const char *line, size_t length)
{
	for (size_t i = 0; i < sizeof headers / sizeof headers[0]; i++)
		if (starts(line, length, headers[i]))
			return true;
	return false;
}

void redact_line(struct redact_numbers *numbers, char *line, size_t length,
		 struct redact_side *side)
{
	struct line state = {.numbers = numbers};
	size_t before = 0;

	if (side->open_text) {
		const char *end = memchr(line, '"', length);
		before = end ? (size_t)(end - line) : length;
		redact_text(line, before);
		side->open_text = !end;
		before += end != NULL;
	}
	side->body = before == 0 && is_header(line, length);
	side->announced = last_number(line, length);
	/* V.250 5.2.1: the blanks do not count */
	state.dialling = starts(line, length, "ATD") || starts(line, length, "AT D");
	redact_fields(&state, line + before, length - before, side);
}

void redact_control(struct redact_numbers *numbers, char *command, size_t length)
{
	static const char *const harmless[] = {"answer-call", "battery", "clear-faults", "fault",
					       "full",        "hangup",  "hangup-call",  "jitter",
					       "latency",     "network", "plug",         "reboot",
					       "replug",      "signal",  "unplug"};
	const char *blank = memchr(command, ' ', length);
	size_t name = blank ? (size_t)(blank - command) : length;
	char *rest = command + name;
	size_t left = length - name;

	for (size_t i = 0; i < sizeof harmless / sizeof harmless[0]; i++)
		if (strlen(harmless[i]) == name && memcmp(command, harmless[i], name) == 0)
			return;
	for (; left > 0 && *rest == ' '; left--)
		rest++;
	if (name == 3 && memcmp(command, "urc", 3) == 0) {
		redact_line(numbers, rest, left, &(struct redact_side){.announced = -1});
		return;
	}
	while (left > 0) {
		const char *end = memchr(rest, ' ', left);
		size_t count = end ? (size_t)(end - rest) : left;
		if (is_dial_string(rest, count))
			redact_runs(numbers, rest, count, 3);
		else
			(void)redact_payload(numbers, rest, count, -1);
		rest += count + (end != NULL);
		left -= count + (end != NULL);
	}
}
