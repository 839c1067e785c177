/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lines of a modem that one +CUSD takes. */
#include "ascii.h"
#include "ussd.h"
#include <string.h>

/* Whether the text's quote is closed: by the last octet, or in front of the <dcs>. */
static bool is_closed(const char *line)
{
	const char *open = strchr(line, '"'), *close = strrchr(line, '"');

	if (!open)
		return true;
	const char *rest = close + 1;
	rest += strspn(rest, " ");
	bool ends = *rest == '\0' ||
		    (*rest == ',' && rest[1 + strspn(rest + 1, " 0123456789")] == '\0');
	return close > open && ends;
}

static bool gather_add(struct ussd_gather *gather, const char *line)
{
	size_t length = strlen(line), mark = gather->length > 0;

	if (gather->length + mark + length >= sizeof gather->line)
		return false;
	if (mark)
		gather->line[gather->length++] = '\n';
	memcpy(gather->line + gather->length, line, length + 1);
	gather->length += length;
	return true;
}

enum ussd_gathered ussd_gather(struct ussd_gather *gather, const char *line)
{
	bool begins = ascii_ncasecmp(line, "+CUSD:", 6) == 0;

	if (!begins && (!gather->open || at_urc_match(line).known))
		return USSD_GATHER_OTHER;
	if (begins)
		gather->length = 0;
	/* what does not fit ends it */
	gather->open = gather_add(gather, line) && !is_closed(gather->line);
	return gather->open ? USSD_GATHER_MORE : USSD_GATHER_WHOLE;
}
