/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ascii.h"
#include "at.h"
#include "commands_table.h"
#include <string.h>

const struct smsmodem_at_command *smsmodem_at_commands(size_t *count)
{
	*count = at_command_count;
	return at_command_rows;
}

bool at_is_name(char c)
{
	return ascii_isalnum(c) || (c != '\0' && strchr("!%-./_", c));
}

/*
 * Whether a name that a text begins with ends there: "+CRC" is no "+CR", and "S10" no "S1", while
 * what follows a basic command is its value, or the next command.
 */
static bool ends_after(const char *name, size_t length, char next)
{
	if (strchr("+^", name[0]))
		return !at_is_name(next);
	return !ascii_isdigit(name[length - 1]) || !ascii_isdigit(next);
}

const struct smsmodem_at_command *smsmodem_at_find(const char *text, size_t *length)
{
	const struct smsmodem_at_command *found = NULL;
	size_t longest = 0;

	for (size_t i = 0; i < at_command_count; i++) {
		const char *name = at_command_rows[i].name;
		size_t n = strlen(name);

		if (n > longest && ascii_ncasecmp(text, name, n) == 0 &&
		    ends_after(name, n, text[n])) {
			found = &at_command_rows[i];
			longest = n;
		}
	}
	if (length)
		*length = longest;
	return found;
}

static size_t skip_quote(const char **text)
{
	*text += **text == '"';
	return strcspn(*text, "\"");
}

const char *smsmodem_at_meaning(const struct smsmodem_at_parameter *parameter, const char *value)
{
	size_t length = skip_quote(&value);

	if (value[length] != '\0' && value[length + 1] != '\0')
		return NULL; /* something is behind the quote */
	for (const struct smsmodem_at_value *row = parameter ? parameter->values : NULL;
	     row && row->value; row++) {
		const char *text = row->value;

		if (skip_quote(&text) == length && ascii_ncasecmp(text, value, length) == 0)
			return row->meaning;
	}
	return NULL;
}

int64_t smsmodem_at_timeout_ms(const char *line)
{
	return at_command_timeout_ms(line);
}
