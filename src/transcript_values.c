/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers, texts and times, as they stand in the fields of a line. */
#include "ascii.h"
#include "transcript_redact.h"
#include <ctype.h>
#include <string.h>

#define NUMBER_DIGITS 6  /* from which on bare digits may identify somebody */
#define SHORT_DIGITS  3  /* likewise where nothing is known of them */
#define PDU_DIGITS    16 /* from which on hexadecimal may be a PDU */
#define WIDE_DIGITS   8  /* from which on digits may be UCS2: shorter ones are numbers */

static bool is_hex_digit(char c)
{
	return isxdigit((unsigned char)c) != 0;
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_hex(const char *text, size_t length)
{
	for (size_t i = 0; i < length; i++)
		if (!is_hex_digit(text[i]))
			return false;
	return length > 0;
}

void redact_text(char *text, size_t length)
{
	static const char wide_x[] = {'0', '0', '7', '8'}; /* of UCS2 */
	bool hex = length % 2 == 0 && is_hex(text, length);

	for (size_t i = 0; i < length; i++)
		if (!hex && text[i] != '\r' && text[i] != '\n')
			text[i] = 'x';
		else if (hex)
			text[i] = '0';
	for (size_t i = 0; hex && length >= WIDE_DIGITS && length % 4 == 0 && i < length; i += 4)
		memcpy(text + i, wide_x, sizeof wide_x);
}

bool redact_payload(struct redact_numbers *numbers, char *octets, size_t length, int announced)
{
	if (length % 2 == 0 && is_hex(octets, length)) {
		if (redact_pdu(numbers, octets, length, announced))
			return true;
		memset(octets, '0', length);
		return false;
	}
	redact_text(octets, length);
	return false;
}

static size_t count_of(const char *text, size_t length, const char *set)
{
	size_t count = 0;

	for (size_t i = 0; i < length; i++)
		count += text[i] && strchr(set, text[i]);
	return count;
}

void redact_runs(struct redact_numbers *numbers, char *text, size_t length, size_t least)
{
	size_t run = 0;

	for (size_t i = 0; i <= length; i++) {
		if (i < length && is_digit(text[i])) {
			run++;
			continue;
		}
		size_t start = i - run;
		bool international = start > 0 && text[start - 1] == '+' && run >= SHORT_DIGITS;
		if (run > 0 && (run >= least || international))
			redact_digits(numbers, text + start, run);
		run = 0;
	}
}

/* --- quoted strings --- */

bool redact_is_dial_string(const char *text, size_t length)
{
	return length > 0 && count_of(text, length, "+*#0123456789") == length;
}

/* "26/11/16,16:22:00+00" (27.005 3.1) */
static bool is_time(const char *text, size_t length)
{
	return count_of(text, length, "0123456789/,:+-") == length &&
	       count_of(text, length, "/") == 2 && count_of(text, length, ":") == 2 && length <= 20;
}

/* <stat> (27.005 3.1) */
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
static bool redact_wide_number(struct redact_numbers *numbers, char *text, size_t length)
{
	char dial[64];
	size_t count = length / 4;

	if (count > sizeof dial)
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

/* UCS2 of Latin letters or of a number. It may be made of decimal digits only. */
static bool redact_wide(struct redact_numbers *numbers, char *text, size_t length)
{
	if (length < WIDE_DIGITS || length % 4 != 0 || !is_hex(text, length))
		return false;
	for (size_t i = 0; i < length; i += 4)
		if (memcmp(text + i, "00", 2) != 0 || strchr("018", text[i + 2]))
			return false;
	if (!redact_wide_number(numbers, text, length))
		redact_text(text, length);
	return true;
}

static void redact_person(struct redact_numbers *numbers, char *text, size_t length)
{
	if (redact_wide(numbers, text, length))
		return;
	if (redact_is_dial_string(text, length))
		redact_runs(numbers, text, length, 1);
	else if (!is_time(text, length) && !is_word(text, length))
		redact_text(text, length);
}

/* "*100#" or a menu's number is no text. */
static void redact_ussd(struct redact_numbers *numbers, char *text, size_t length)
{
	bool dial = redact_is_dial_string(text, length);

	if (dial && (length < 3 || count_of(text, length, "*#") > 0))
		redact_runs(numbers, text, length, 4);
	else
		redact_text(text, length);
}

static void blank_hex(char *text, size_t length)
{
	for (size_t i = 0; i < length; i++)
		if (is_hex_digit(text[i]))
			text[i] = '0';
}

static void redact_known(const struct redact_field *field, char *text, size_t length)
{
	if (redact_is_dial_string(text, length) && length < WIDE_DIGITS)
		redact_runs(field->numbers, text, length, SHORT_DIGITS);
	else if (!redact_wide(field->numbers, text, length))
		redact_unquoted(field, text, length);
}

static void redact_unknown(struct redact_numbers *numbers, char *text, size_t length)
{
	bool dial = redact_is_dial_string(text, length);

	if (!dial || count_of(text, length, "0123456789") >= SHORT_DIGITS)
		redact_person(numbers, text, length);
}

void redact_quoted(const struct redact_field *field, char *text, size_t length)
{
	switch (field->class) {
	case REDACT_DIAL:
	case REDACT_PERSON: redact_person(field->numbers, text, length); break;
	case REDACT_USSD: redact_ussd(field->numbers, text, length); break;
	case REDACT_RAW:
	case REDACT_LOCATION: blank_hex(text, length); break;
	case REDACT_OPEN: break;
	case REDACT_KNOWN: redact_known(field, text, length); break;
	case REDACT_UNKNOWN: redact_unknown(field->numbers, text, length); break;
	}
}

/* --- what is not quoted --- */

static bool separates(char c)
{
	return strchr(" ,\"()=+?*#;<>\t\r\n", c) != NULL; /* and NUL */
}

static void blank(char *text, size_t length)
{
	for (size_t i = 0; i < length; i++)
		if (is_digit(text[i]))
			text[i] = '0';
		else if (ascii_isalpha((unsigned char)text[i]) || text[i] < ' ' ||
			 text[i] == '\x7F')
			text[i] = 'x';
}

/* Between blanks and commas; a letter in it is one of a name or of a key. */
static void redact_token(struct redact_numbers *numbers, char *text, size_t length, size_t least,
			 bool international)
{
	size_t digits = count_of(text, length, "0123456789");
	size_t marks = count_of(text, length, ".-:/");

	if (length >= PDU_DIGITS && is_hex(text, length) &&
	    (digits < length || length > REDACT_NUMBER_MAX)) {
		if (!redact_pdu(numbers, text, length, -1))
			memset(text, '0', length);
	} else if (digits == length) {
		redact_runs(numbers, text, length, international ? SHORT_DIGITS : least);
	} else if (digits + marks < length || digits >= NUMBER_DIGITS || marks >= 3) {
		blank(text, length);
	} else {
		redact_runs(numbers, text, length, least);
	}
}

static void redact_words(struct redact_numbers *numbers, char *text, size_t length, size_t least)
{
	for (size_t start = 0, end; start < length; start = end + 1) {
		for (end = start; end < length && !separates(text[end]);)
			end++;
		bool international = start > 0 && text[start - 1] == '+';
		if (end > start)
			redact_token(numbers, text + start, end - start, least, international);
	}
}

/* "00C3": an area or a cell has letters, or three digits at least (27.007 7.2). */
static void redact_cells(char *text, size_t length, size_t least)
{
	for (size_t i = 0, run = 0; i <= length; i++) {
		if (i < length && is_hex_digit(text[i])) {
			run++;
			continue;
		}
		char *start = text + i - run;
		if (run >= least || count_of(start, run, "0123456789") < run)
			blank_hex(start, run);
		run = 0;
	}
}

static size_t run_of_hex(const char *text, size_t length)
{
	size_t count = 0;

	while (count < length && is_hex_digit(text[count]))
		count++;
	return count;
}

/* Hexadecimal that may be a PDU, and between such runs of digits. */
static void redact_hex_runs(struct redact_numbers *numbers, char *text, size_t length)
{
	size_t plain = 0; /* where what is between begins */

	for (size_t i = 0; i < length;) {
		size_t run = run_of_hex(text + i, length - i);
		bool decimal = count_of(text + i, run, "0123456789") == run;
		if (run >= PDU_DIGITS && (!decimal || run > REDACT_NUMBER_MAX)) {
			redact_runs(numbers, text + plain, i - plain, NUMBER_DIGITS);
			if (!redact_pdu(numbers, text + i, run, -1))
				memset(text + i, '0', run);
			plain = i + run;
		}
		i += run + (run == 0);
	}
	redact_runs(numbers, text + plain, length - plain, NUMBER_DIGITS);
}

void redact_unquoted(const struct redact_field *field, char *text, size_t length)
{
	struct redact_numbers *numbers = field->numbers;

	switch (field->class) {
	case REDACT_PERSON: redact_words(numbers, text, length, NUMBER_DIGITS); break;
	case REDACT_USSD:
	case REDACT_UNKNOWN: redact_words(numbers, text, length, SHORT_DIGITS); break;
	case REDACT_RAW: redact_cells(text, length, NUMBER_DIGITS); break;
	case REDACT_LOCATION: redact_cells(text, length, SHORT_DIGITS); break;
	case REDACT_OPEN: break;
	case REDACT_KNOWN: redact_hex_runs(numbers, text, length); break;
	case REDACT_DIAL: redact_runs(numbers, text, length, SHORT_DIGITS); break;
	}
}
