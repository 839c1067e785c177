/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whether what comes is what the script has. In a redacted one numbers are compared by their form
 * and texts by their length: who has the originals must be answered too.
 */
#include "script.h"
#include <ctype.h>
#include <string.h>
#include <strings.h>

#define NUMBER_DIGITS 3 /* from which on a quoted number is worth a replacement */

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* --- comparing --- */

bool sim_script_match(const struct sim_script *script, size_t *position, char octet)
{
	if (*position < script->to.length && script->compare[*position] == SIM_SCRIPT_MASK) {
		if (!sim_script_ends(octet))
			return true;
		while (*position < script->to.length &&
		       script->compare[*position] == SIM_SCRIPT_MASK)
			(*position)++;
	}
	if (*position == script->to.length)
		return false;
	char expected = script->to.octets[*position];
	enum sim_script_octet how = (enum sim_script_octet)script->compare[*position];
	(*position)++;
	switch (how) {
	case SIM_SCRIPT_EXACT:
	case SIM_SCRIPT_MASK: return octet == expected;
	case SIM_SCRIPT_DIGIT: return is_digit(octet);
	case SIM_SCRIPT_HEX: return isxdigit((unsigned char)octet) != 0;
	case SIM_SCRIPT_NAME: return !sim_script_ends(octet) && octet != '"';
	case SIM_SCRIPT_ANY: return !sim_script_ends(octet);
	}
	return false;
}

static bool step_matches(const struct sim_script *script, const struct sim_script_step *step)
{
	size_t position = step->start;

	for (size_t i = 0; i < script->line_length; i++)
		if (position >= step->end || !sim_script_match(script, &position, script->line[i]))
			return false;
	return position == step->end;
}

const struct sim_script_step *sim_script_find(const struct sim_script *script)
{
	for (size_t i = 0; i < script->step_count; i++) {
		size_t number = (script->step + i) % script->step_count;
		if (step_matches(script, &script->steps[number]))
			return &script->steps[number];
	}
	return NULL;
}

/* --- shapes --- */

/* "****", as a trace and redacting leave it (smsmodem-transcript(5)). */
static void shape_masks(struct sim_script *script)
{
	const char *octets = script->to.octets;
	size_t i = 0;

	while (i + 4 <= script->to.length) {
		if (memcmp(octets + i, "****", 4) != 0) {
			i++;
			continue;
		}
		while (i < script->to.length && octets[i] == '*')
			script->compare[i++] = SIM_SCRIPT_MASK;
	}
}

static size_t run_of_digits(const char *text, size_t length)
{
	size_t count = 0;

	while (count < length && is_digit(text[count]))
		count++;
	return count;
}

/* Digits outside quotes that redacting may have replaced. */
static size_t shape_digits(uint8_t *compare, const char *line, size_t at, size_t length,
			   bool dialling)
{
	size_t run = run_of_digits(line + at, length - at);
	bool international = at > 0 && line[at - 1] == '+';

	if (run >= 6 || (run >= NUMBER_DIGITS && (dialling || international)))
		memset(compare + at, SIM_SCRIPT_DIGIT, run);
	return run;
}

static void shape_command(uint8_t *compare, const char *line, size_t length)
{
	bool dialling = length > 3 && strncasecmp(line, "ATD", 3) == 0;
	bool quoted = false;

	for (size_t i = 0; i < length; i++) {
		if (line[i] == '"')
			quoted = !quoted;
		else if (quoted && is_digit(line[i]))
			compare[i] = SIM_SCRIPT_HEX;
		else if (line[i] == 'x')
			compare[i] = SIM_SCRIPT_NAME;
		else if (is_digit(line[i]))
			i += shape_digits(compare, line, i, length, dialling) - 1;
	}
}

void sim_script_shape(struct sim_script *script)
{
	for (size_t i = 0; script->redacted && i < script->step_count; i++) {
		const struct sim_script_step *step = &script->steps[i];
		const char *line = script->to.octets + step->start;
		size_t length = step->end - step->start - 1;
		bool payload =
			line[length] == '\x1A' || length < 2 || strncasecmp(line, "AT", 2) != 0;
		if (payload)
			memset(script->compare + step->start, SIM_SCRIPT_ANY, length);
		else
			shape_command(script->compare + step->start, line, length);
	}
	shape_masks(script);
}

/* --- learning --- */

static void replace(struct sim_script_stream *stream, const char *old, const char *new,
		    size_t length)
{
	char *end = stream->octets + stream->length;
	char *at = stream->octets;

	while ((at = memmem(at, (size_t)(end - at), old, length)) != NULL) {
		memcpy(at, new, length);
		at += length;
	}
}

static void learn(struct sim_script *script, const char *old, const char *new, size_t length)
{
	char before[SIM_LINE_MAX];

	if (memcmp(old, new, length) == 0)
		return;
	memcpy(before, old, length); /* it is part of what is changed */
	replace(&script->from, before, new, length);
	replace(&script->to, before, new, length);
}

/* "NUMBER" of a command */
static void learn_command(struct sim_script *script, char *old, const char *new, size_t length)
{
	char *start = memchr(old, '"', length);

	while (start) {
		size_t left = length - (size_t)(start - old);
		char *end = memchr(start + 1, '"', left - 1);
		if (!end)
			return;
		size_t count = (size_t)(end - start) + 1;
		const char *digits = start + 1 + (start[1] == '+');
		if (run_of_digits(digits, (size_t)(end - digits)) >= NUMBER_DIGITS)
			learn(script, start, new + (start - old), count);
		start = memchr(end + 1, '"', left - count);
	}
}

static int hex_octet(const char *hex)
{
	int value = 0;

	for (int i = 0; i < 2; i++) {
		int digit =
			isdigit((unsigned char)hex[i]) ? hex[i] - '0' : (hex[i] | 0x20) - 'a' + 10;
		value = value << 4 | digit;
	}
	return value;
}

/* TP-DA of a SUBMIT (23.040 9.2.2.2), behind SMSC address, first octet and TP-MR. */
static void learn_payload(struct sim_script *script, const char *old, const char *new,
			  size_t length)
{
	for (size_t i = 0; i < length; i++)
		if (!isxdigit((unsigned char)old[i]) || !isxdigit((unsigned char)new[i]))
			return;
	size_t at = length < 2 ? length : 2 * ((size_t)hex_octet(old) + 3);
	if (at + 4 > length)
		return;
	int digits = hex_octet(old + at);
	size_t count = 4 + ((size_t)digits + 1) / 2 * 2;
	if (digits >= NUMBER_DIGITS && count <= length - at && memcmp(old + at, new + at, 4) == 0)
		learn(script, old + at, new + at, count);
}

/* What came is kept for the echo of a step that has stars in it. */
static void learn_echo(struct sim_script *script, const struct sim_script_step *step)
{
	size_t length = step->end - step->start;

	script->masked = NULL;
	if (script->line_length == 0 || script->line_length > sizeof script->typed ||
	    !memchr(script->compare + step->start, SIM_SCRIPT_MASK, length))
		return;
	script->masked = step;
	script->typed_length = script->line_length - 1;
	memcpy(script->typed, script->line, script->typed_length);
}

void sim_script_learn(struct sim_script *script, const struct sim_script_step *step)
{
	learn_echo(script, step);
	char *old = script->to.octets + step->start;
	size_t length = step->end - step->start;

	if (!script->redacted || length != script->line_length || length == 0)
		return;
	if (old[length - 1] == '\x1A')
		learn_payload(script, old, script->line, length - 1);
	else if (length > 2 && strncasecmp(old, "AT", 2) == 0)
		learn_command(script, old, script->line, length - 1);
	/* the echo is what was typed */
	learn(script, old, script->line, length);
}
