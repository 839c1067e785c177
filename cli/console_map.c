/* SPDX-License-Identifier: GPL-3.0-or-later */
/* CR, LF, BS and DEL changed on their way. */
#include "console_map.h"
#include <string.h>

/** What an octet becomes. */
struct map_row {
	enum console_map map;
	char from;
	const char *to;
};

/* Where several are asked for of one octet, the first one holds. */
static const struct map_row rows[] = {
	{CONSOLE_DROP_CR, '\r', ""},        {CONSOLE_CR_TO_CRLF, '\r', "\r\n"},
	{CONSOLE_CR_TO_LF, '\r', "\n"},     {CONSOLE_DROP_LF, '\n', ""},
	{CONSOLE_LF_TO_CRLF, '\n', "\r\n"}, {CONSOLE_LF_TO_CR, '\n', "\r"},
	{CONSOLE_BS_TO_DEL, '\b', "\x7F"},  {CONSOLE_DEL_TO_BS, '\x7F', "\b"},
};

static const char *find(unsigned map, char octet)
{
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (rows[i].from == octet && (map & rows[i].map))
			return rows[i].to;
	return NULL;
}

size_t console_map(unsigned map, const char *octets, size_t count, char *mapped)
{
	size_t used = 0;

	for (size_t i = 0; i < count; i++) {
		bool control = (unsigned char)octets[i] < ' ' || octets[i] == '\x7F';
		const char *to = control ? find(map, octets[i]) : NULL;

		if (!to)
			mapped[used++] = octets[i];
		else
			while (*to)
				mapped[used++] = *to++;
	}
	return used;
}
