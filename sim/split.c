/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a command line to its commands, and from a command to its arguments (V.250 5.3, 5.4). */
#include "phone.h"
#include <string.h>

static char upper(char c)
{
	return (char)(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
}

void sim_normalize(const char *line, char *normal)
{
	bool quoted = false;

	for (; *line; line++) {
		if (*line == '"')
			quoted = !quoted;
		if (quoted)
			*normal++ = *line;
		else if (*line != ' ')
			*normal++ = upper(*line);
	}
	*normal = '\0';
}

/* Cut off what is before a separator outside quotes; returns the rest, or NULL at the end. */
static char *cut(char *text, char separator)
{
	bool quoted = false;

	for (; *text; text++) {
		if (*text == '"')
			quoted = !quoted;
		if (*text == separator && !quoted) {
			*text = '\0';
			return text + 1;
		}
	}
	return NULL;
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
	return c >= 'A' && c <= 'Z';
}

/* What is behind the name of an extended command. */
static int extended_form(char *rest, struct sim_call *call)
{
	call->arguments = rest;
	if (*rest == '\0')
		call->form = SIM_FORM_EXECUTE;
	else if (strcmp(rest, "?") == 0)
		call->form = SIM_FORM_READ;
	else if (strcmp(rest, "=?") == 0)
		call->form = SIM_FORM_TEST;
	else if (*rest == '=')
		call->form = SIM_FORM_SET;
	else
		return -1;
	if (call->form == SIM_FORM_SET)
		call->arguments++;
	return 1;
}

static int next_extended(char **cursor, struct sim_call *call)
{
	char *text = *cursor;
	char *rest = cut(text, ';');
	size_t length = strcspn(text, "=?");

	*cursor = rest ? rest : text + strlen(text);
	if (length >= sizeof call->name)
		return -1;
	memcpy(call->name, text, length);
	call->name[length] = '\0';
	return extended_form(text + length, call);
}

/* V.250 5.3.1: the digits behind a basic command are its number. */
static char *basic_number(char *text, struct sim_call *call)
{
	size_t length = strspn(text, "0123456789");

	call->form = length > 0 ? SIM_FORM_SET : SIM_FORM_EXECUTE;
	if (length >= sizeof call->digits)
		return NULL;
	memcpy(call->digits, text, length);
	call->digits[length] = '\0';
	call->arguments = call->digits;
	return text + length;
}

/* V.250 5.3.2: S-parameters are read with '?' and set with '=' and a number. */
static char *basic_parameter(char *text, struct sim_call *call)
{
	if (*text == '?') {
		call->form = SIM_FORM_READ;
		return text + 1;
	}
	call->form = *text == '=' ? SIM_FORM_SET : SIM_FORM_EXECUTE;
	if (*text == '=')
		call->arguments = ++text;
	return text + (call->form == SIM_FORM_SET ? strspn(text, "0123456789") : 0);
}

/* V.250 6.3.1: a dial string ends with the line, or at a ';', which leaves the line to commands. */
static int next_dial(char **cursor, struct sim_call *call)
{
	char *rest = cut(*cursor, ';');

	call->form = rest ? SIM_FORM_SET : SIM_FORM_EXECUTE;
	call->arguments = *cursor;
	*cursor = rest ? rest : *cursor + strlen(*cursor);
	return 1;
}

static int next_basic(char **cursor, struct sim_call *call)
{
	char *text = *cursor;
	size_t length = *text == '&' ? 2 : 1;

	if (!is_letter(text[length - 1]))
		return -1;
	memcpy(call->name, text, length);
	call->name[length] = '\0';
	text += length;
	*cursor = text;
	if (strcmp(call->name, "D") == 0)
		return next_dial(cursor, call);
	text = basic_number(text, call);
	if (text && strcmp(call->name, "S") == 0)
		text = basic_parameter(text, call);
	if (!text)
		return -1;
	*cursor = text;
	return 1;
}

int sim_next_call(char **cursor, struct sim_call *call)
{
	*cursor += strspn(*cursor, ";");
	if (**cursor == '\0')
		return 0;
	if (**cursor == '&' || is_letter(**cursor))
		return next_basic(cursor, call);
	if (is_digit(**cursor))
		return -1;
	return next_extended(cursor, call);
}

/* An argument without its quotes, or NULL when they do not match. */
static const char *unquote(char *value)
{
	size_t length = strlen(value);

	if (value[0] == '"') {
		if (length < 2 || value[length - 1] != '"')
			return NULL;
		value[length - 1] = '\0';
		value++;
	}
	return strchr(value, '"') ? NULL : value;
}

bool sim_arguments(char *text, struct sim_arguments *arguments)
{
	for (size_t i = 0; i < SIM_ARGUMENTS; i++)
		arguments->values[i] = "";
	arguments->count = 0;
	while (text) {
		char *rest = cut(text, ',');
		const char *value = unquote(text);
		if (!value || arguments->count == SIM_ARGUMENTS)
			return false;
		arguments->values[arguments->count++] = value;
		text = rest;
	}
	return true;
}

bool sim_argument_number(const struct sim_arguments *arguments, size_t i, int maximum, int *number)
{
	long value;

	if (arguments->values[i][0] == '\0')
		return true;
	if (!sim_number(arguments->values[i], maximum, &value))
		return false;
	*number = (int)value;
	return true;
}
