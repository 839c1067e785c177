/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A command line or a line of an answer, taken apart: what each field may tell depends on whose it
 * is. */
#include "ascii.h"
#include "transcript_redact.h"
#include <ctype.h>
#include <string.h>

#define BASIC_LETTERS 3 /* basic commands (V.250 5.3.1) in a row; more of them are a word */

/* Behind whose answer or report a PDU or a text stands on a line of its own. */
static const char *const headers[] = {
	"+CMT:",  "+CMGL:", "+CMGR:",  "+CDS:",   "+CBM:",   "^SMGL:",
	"^SMGR:", "^HCMT:", "^HCMGL:", "^HCMGR:", "$QCMGL:", "$QCMGR:"};

static bool starts(const char *line, size_t length, const char *with)
{
	return length >= strlen(with) && ascii_ncasecmp(line, with, strlen(with)) == 0;
}

bool redact_is_command(const char *line, size_t length)
{
	return starts(line, length, "AT");
}

/* The last number of a line, as +CMGS= and the headers have the length there; -1: none */
static int last_number(const char *line, size_t length)
{
	size_t start = length;
	int number = 0;

	while (start > 0 && isdigit((unsigned char)line[start - 1]))
		start--;
	if (start == length || length - start > 3 || start == 0 || !strchr("=,: ", line[start - 1]))
		return -1;
	for (; start < length; start++)
		number = number * 10 + (line[start] - '0');
	return number;
}

/* Quoted and not, one after the other. */
static void redact_fields(const struct redact_field *field, char *text, size_t length,
			  struct redact_side *side)
{
	while (length > 0) {
		bool quoted = *text == '"';
		const char *end = memchr(text + quoted, '"', length - quoted);
		size_t count = end ? (size_t)(end - text) : length;
		if (quoted) {
			side->open_text = !end && field->class == REDACT_USSD;
			redact_quoted(field, text + 1, count - 1);
			count += end != NULL;
		} else {
			redact_unquoted(field, text, count);
		}
		text += count;
		length -= count;
	}
}

/* --- commands --- */

/* "+CMGS" (V.250 5.4.1), blanks behind the sign too; @return its length, 0: none begins here */
static size_t name_length(const char *text, size_t length)
{
	size_t count = 1;

	if (length == 0 || !text[0] || !strchr("+^%*$#_", text[0]))
		return 0;
	while (count < length && text[count] == ' ')
		count++;
	if (count == length || !ascii_isalpha((unsigned char)text[count]))
		return 0;
	while (count < length && (ascii_isalnum((unsigned char)text[count]) || text[count] == '_'))
		count++;
	return count;
}

static enum redact_class class_of_command(const char *text, size_t length)
{
	char name[16];
	size_t count = 0;

	for (size_t i = 0; i < length && count < sizeof name; i++)
		if (text[i] != ' ')
			name[count++] = text[i];
	return redact_class_of(name, count);
}

/* Up to a semicolon outside quotes. */
static size_t command_length(const char *text, size_t length)
{
	bool quoted = false;
	size_t i;

	for (i = 0; i < length && (quoted || text[i] != ';'); i++)
		quoted = quoted != (text[i] == '"');
	return i;
}

/* Letters with numbers, "S0=1", "&F" up to an extended command or a dial string. */
static size_t basic_length(const char *text, size_t length)
{
	size_t i = 0;

	while (i < length && text[i] != ';' && ascii_toupper((unsigned char)text[i]) != 'D' &&
	       name_length(text + i, length - i) == 0)
		i += text[i] == '&' || text[i] == '\\' ? 2 : 1;
	return i < length ? i : length;
}

static bool is_basic(const char *text, size_t length)
{
	size_t letters = 0;

	for (size_t i = 0; i < length; i++) {
		if (!ascii_isalnum((unsigned char)text[i]) &&
		    (!text[i] || !strchr(" &\\=?", text[i])))
			return false;
		if (ascii_isalpha((unsigned char)text[i]) && ++letters > BASIC_LETTERS)
			return false;
		if (isdigit((unsigned char)text[i]))
			letters = 0;
	}
	return true;
}

static size_t redact_extended(struct redact_numbers *numbers, char *text, size_t length,
			      struct redact_side *side)
{
	size_t name = name_length(text, length), end = command_length(text, length), tail = name;

	while (tail < end && text[tail] == ' ')
		tail++;
	/* V.250 5.4.1: nothing else stands behind a name */
	bool valid = tail == end || text[tail] == '=' || text[tail] == '?';
	struct redact_field field = {numbers,
				     valid ? class_of_command(text, name) : REDACT_UNKNOWN};
	redact_fields(&field, text + name, end - name, side);
	return end;
}

void redact_command(struct redact_numbers *numbers, char *line, size_t length,
		    struct redact_side *side)
{
	side->body = false;
	side->announced = last_number(line, length);
	for (size_t at = 2; at < length;) {
		char *text = line + at;
		size_t left = length - at, count = basic_length(text, left);
		struct redact_field field = {numbers, REDACT_KNOWN};
		if (!is_basic(text, count)) {
			memset(text, 'x', left);
			return;
		}
		redact_fields(&field, text, count, side);
		if (count == left)
			return;
		if (text[count] == ';') {
			count++;
		} else if (ascii_toupper((unsigned char)text[count]) == 'D') {
			field.class = REDACT_DIAL;
			size_t dial = command_length(text + count, left - count);
			redact_fields(&field, text + count + 1, dial - 1, side);
			count += dial;
		} else {
			count += redact_extended(numbers, text + count, left - count, side);
		}
		at += count;
	}
}

/* --- what a command leads to --- */

/* 27.005 3.5.1, 3.5.3, 3.5.5, 3.4.4 */
bool redact_awaits_prompt(const char *line, size_t length)
{
	static const char *const names[] = {"+CMGS", "+CMGW", "+CMGC", "+CNMA"};

	for (size_t at = 2; at + 5 <= length; at++)
		for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
			if (ascii_ncasecmp(line + at, names[i], 5) == 0)
				return true;
	return false;
}

/* "+++" and "A/" (V.250 5.2.4), and what only stands for something */
bool redact_tells_nothing(const char *line, size_t length)
{
	if (length == 2 && ascii_ncasecmp(line, "A/", 2) == 0)
		return true;
	for (size_t i = 0; i < length; i++)
		if (line[i] != '+' && line[i] != '*' && line[i] != ' ')
			return false;
	return true;
}

/* "ATI" and what asks for maker, model, revision (27.007 5.1 to 5.3) or commands (8.37) */
bool redact_asks_identity(const char *line, size_t length)
{
	static const char *const names[] = {"+CGMI", "+CGMM", "+CGMR", "+GMI",
					    "+GMM",  "+GMR",  "+CLAC"};

	if (length >= 3 && ascii_ncasecmp(line, "ATI", 3) == 0)
		return true;
	for (size_t at = 2; at < length; at++)
		for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
			if (length - at >= strlen(names[i]) &&
			    ascii_ncasecmp(line + at, names[i], strlen(names[i])) == 0)
				return true;
	return false;
}

/* --- answers --- */

static bool is_header(const char *line, size_t length)
{
	for (size_t i = 0; i < sizeof headers / sizeof headers[0]; i++)
		if (starts(line, length, headers[i]))
			return true;
	return false;
}

/* What stands before the first colon, in capitals; @return its length, 0: no name */
static size_t answer_name(const char *line, size_t length)
{
	const char *colon = memchr(line, ':', length);
	size_t count = colon ? (size_t)(colon - line) : 0;

	if (count == 0 || redact_class_of(line, count) != REDACT_UNKNOWN)
		return count;
	if (name_length(line, count) != count)
		return 0;
	for (size_t i = 0; i < count; i++)
		if (ascii_islower((unsigned char)line[i]))
			return 0;
	return count;
}

bool redact_is_answer(const char *line, size_t length)
{
	size_t name = answer_name(line, length);

	return redact_is_known_line(line, length) ||
	       (name > 0 && redact_class_of(line, name) != REDACT_UNKNOWN);
}

/* Nothing says what it is: an identity in digits, a result (V.250 5.7.1), or anything. */
static void redact_nameless(struct redact_numbers *numbers, char *line, size_t length)
{
	char *prompt = memmem(line, length, "> ", 2);
	size_t digits = 0;

	while (digits < length && isdigit((unsigned char)line[digits]))
		digits++;
	if (digits == length && length <= REDACT_NUMBER_MAX) {
		redact_runs(numbers, line, length, 3);
	} else if (prompt) {
		size_t before = (size_t)(prompt - line);
		redact_text(line, before);
		(void)redact_payload(numbers, prompt + 2, length - before - 2, -1);
	} else if (!redact_is_known_line(line, length)) {
		(void)redact_payload(numbers, line, length, -1);
	}
}

/* The rest of a text that did not end with its line; @return its octets, the quote included */
static size_t redact_open_text(char *line, size_t length, struct redact_side *side)
{
	const char *end = memchr(line, '"', length);
	size_t count = end ? (size_t)(end - line) : length;

	if (!side->open_text)
		return 0;
	redact_text(line, count);
	side->open_text = !end;
	return count + (end != NULL);
}

void redact_answer(struct redact_numbers *numbers, char *line, size_t length,
		   struct redact_side *side)
{
	size_t before = redact_open_text(line, length, side);
	size_t name = before > 0 ? 0 : answer_name(line, length);
	struct redact_field field = {numbers, REDACT_UNKNOWN};

	side->body = before == 0 && is_header(line, length);
	side->announced = last_number(line, length);
	if (name > 0)
		field.class = redact_class_of(line, name);
	else if (side->identity)
		field.class = REDACT_KNOWN;
	if (name > 0 || before > 0 || side->identity)
		redact_fields(&field, line + before + name, length - before - name, side);
	else
		redact_nameless(numbers, line, length);
}
