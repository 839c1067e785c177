/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "at.h"
#include "commands_table.h"
#include <string.h>
#include <strings.h>

const struct smsmodem_at_command *smsmodem_at_commands(size_t *count)
{
	*count = at_command_count;
	return at_command_rows;
}

/* Characters of an extended command's name (V.250 5.4.1), but ':', which ends it in replies. */
static bool is_name(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
	       (c != '\0' && strchr("!%-./_", c));
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/*
 * Whether a name that a text begins with ends there: "+CRC" is no "+CR", and "S10" no "S1", while
 * what follows a basic command is its value, or the next command.
 */
static bool ends_after(const char *name, size_t length, char next)
{
	if (strchr("+^", name[0]))
		return !is_name(next);
	return !is_digit(name[length - 1]) || !is_digit(next);
}

const struct smsmodem_at_command *smsmodem_at_find(const char *text, size_t *length)
{
	const struct smsmodem_at_command *found = NULL;
	size_t longest = 0;

	for (size_t i = 0; i < at_command_count; i++) {
		const char *name = at_command_rows[i].name;
		size_t n = strlen(name);

		if (n > longest && strncasecmp(text, name, n) == 0 &&
		    ends_after(name, n, text[n])) {
			found = &at_command_rows[i];
			longest = n;
		}
	}
	if (length)
		*length = longest;
	return found;
}

int64_t smsmodem_at_timeout_ms(const char *line)
{
	return at_command_timeout_ms(line);
}
