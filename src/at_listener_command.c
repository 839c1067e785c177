/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ascii.h"
#include "at_listener.h"
#include <string.h>

bool at_listener_expects(const char *command, const char *line)
{
	const char *colon = strchr(line, ':');

	if (!colon || colon == line || ascii_isalnum((unsigned char)line[0]))
		return false;
	size_t length = (size_t)(colon - line);
	for (const char *found = strchr(command, line[0]); found;
	     found = strchr(found + 1, line[0]))
		if (ascii_ncasecmp(found, line, length) == 0 &&
		    !ascii_isalnum((unsigned char)found[length]))
			return true;
	return false;
}

/* Behind an extended command and its ';', which quotes may hide (V.250 5.4). */
static const char *skip_extended(const char *text)
{
	for (bool quoted = false; *text; text++) {
		quoted ^= *text == '"';
		if (*text == ';' && !quoted)
			return text + 1;
	}
	return text;
}

/* Basic commands stand one behind the other, "ATX3DT123" (V.250 5.3); ATD's number ends the line.
 */
bool at_listener_calls(const char *command)
{
	if (ascii_ncasecmp(command, "AT", 2) != 0)
		return false;
	if (ascii_casestr(command, "+CGDATA"))
		return true;
	for (command += 2; *command;) {
		if (strchr("DdAaOo", *command))
			return true;
		bool basic = ascii_isalpha((unsigned char)*command) ||
			     strchr("& 0123456789=?;", *command);
		command = basic ? command + 1 + (*command == '&' && command[1])
				: skip_extended(command);
	}
	return false;
}
