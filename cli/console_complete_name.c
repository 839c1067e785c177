/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names of AT commands, with what they are for, and how a command may be given. */
#include "console_complete.h"
#include <ctype.h>
#include <string.h>
#include <strings.h>

#define NAME_SIZE 64

/* A name in the letters of the line, and what follows it. */
static void add(const struct completing *at, const char *name, const char *behind, const char *help)
{
	char text[NAME_SIZE];
	int length = snprintf(text, sizeof text, "%s%s", name, behind);

	if (length < 0 || (size_t)length >= sizeof text)
		return;
	for (char *c = text; at->lower && *c; c++)
		*c = (char)tolower((unsigned char)*c);
	completion_add(at->out, text, help);
}

/* Registers have their value behind an '=', as have all that have a prefix (V.250 5.3.2). */
static bool has_equals(const struct smsmodem_at_command *command)
{
	return strchr("+^S", command->name[0]) != NULL;
}

/* "<mode>,<mt>,<bm>", cut where it is long. */
static void usage_of(const struct smsmodem_at_command *command, char *text, size_t size)
{
	const struct smsmodem_at_parameter *parameter = command->parameters;
	size_t length = 0;

	text[0] = '\0';
	for (; parameter && parameter->name && length < size; parameter++) {
		int more = snprintf(text + length, size - length, "%s<%s>", length ? "," : "",
				    parameter->name);
		length += more > 0 ? (size_t)more : 0;
	}
}

/* "E0" and "E1". */
static void add_values(const struct completing *at, const struct smsmodem_at_command *command,
		       size_t name_length)
{
	const struct smsmodem_at_value *value =
		command->parameters ? command->parameters->values : NULL;
	const char *typed = at->name + name_length;

	for (; value && value->value; value++)
		if (strncmp(value->value, typed, at->length - name_length) == 0)
			add(at, command->name, value->value, value->meaning);
}

static void add_forms(const struct completing *at, const struct smsmodem_at_command *command)
{
	char usage[128];

	usage_of(command, usage, sizeof usage);
	if (command->forms & SMSMODEM_AT_EXECUTE)
		add(at, command->name, "", command->summary);
	if (command->forms & SMSMODEM_AT_SET && has_equals(command))
		add(at, command->name, "=", *usage ? usage : "set it");
	else if (command->forms & SMSMODEM_AT_SET)
		add_values(at, command, at->length);
	if (command->forms & SMSMODEM_AT_READ)
		add(at, command->name, "?", "what it is now");
	if (command->forms & SMSMODEM_AT_TEST)
		add(at, command->name, "=?", "what it may be");
}

/* "S" alone is no register. */
static bool is_whole(const struct smsmodem_at_command *command, size_t length)
{
	return command->name[length] == '\0' && strcmp(command->name, "S") != 0;
}

void complete_name(const struct completing *at)
{
	size_t count, length;
	const struct smsmodem_at_command *all = smsmodem_at_commands(&count);

	for (size_t i = 0; i < count; i++) {
		if (strncasecmp(all[i].name, at->name, at->length) != 0)
			continue;
		if (is_whole(&all[i], at->length))
			add_forms(at, &all[i]);
		else
			add(at, all[i].name, "", all[i].summary);
	}
	const struct smsmodem_at_command *begun = smsmodem_at_find(at->name, &length);
	if (begun && length < at->length && !has_equals(begun))
		add_values(at, begun, length);
}
