/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the phone says unasked. */
#include "receive_core.h"
#include <string.h>

static bool begins(const char *line, const char *prefix)
{
	return strncmp(line, prefix, strlen(prefix)) == 0;
}

/* +CMTI, +CDSI. A place that cannot be read ("+CMTI: ,-1") may be any. */
static void place_line(struct smsmodem *modem, const char *line)
{
	char name[AT_MEMORY_SIZE];
	int index, memory = -1;

	if (at_reply_place(line, name, sizeof name, &index) == SMSMODEM_OK)
		memory = memory_named(modem, name);
	if (memory >= 0)
		memory_want(modem, memory, index);
	else
		memory_doubt_all(modem);
}

int receive_line(struct smsmodem *modem, const char *line, const char *data,
		 struct smsmodem_error *error)
{
	if (begins(line, "+CMTI:") || begins(line, "+CDSI:"))
		place_line(modem, line);
	else if (begins(line, "+CMT:") || begins(line, "+CDS:"))
		return direct_line(modem, line, data, error);
	else
		notice_line(modem, line, data);
	return SMSMODEM_OK;
}

int receive_lines(struct smsmodem *modem, struct smsmodem_error *error)
{
	struct lines lines = modem->session.unsolicited;
	int result = SMSMODEM_OK;

	if (lines.count == 0)
		return SMSMODEM_OK;
	/* what a line leads to must not move the others */
	modem->session.unsolicited = modem->receiver->lines;
	modem->receiver->lines = (struct lines){0};
	for (size_t i = 0; i + 1 < lines.count; i += 2) {
		struct smsmodem_error *first = result < 0 ? NULL : error;
		int one =
			receive_line(modem, lines_get(&lines, i), lines_get(&lines, i + 1), first);
		if (result == SMSMODEM_OK)
			result = one;
	}
	lines_clear(&lines);
	modem->receiver->lines = lines;
	return result;
}
