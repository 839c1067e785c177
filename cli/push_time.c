/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dates of pushes: "now", and lengths of time from now. */
#include "push.h"
#include <string.h>
#include <time.h>

/* "now", or where it is allowed a length of time, becomes a date; others stay as they are. */
static void settle(struct push *push, enum push_option option, int64_t now, char text[32])
{
	const char *value = push->value[option];
	uint32_t seconds = 0;
	struct tm when;

	if (!value)
		return;
	bool length = option == PUSH_EXPIRES && parse_duration(value, &seconds);
	time_t moment = (time_t)(now + seconds);
	if ((!length && strcmp(value, "now") != 0) || !gmtime_r(&moment, &when))
		return;
	if (strftime(text, 32, "%Y-%m-%dT%H:%M:%SZ", &when) > 0)
		push->value[option] = text;
}

int push_times(struct push *push)
{
	int64_t now = (int64_t)time(NULL);

	settle(push, PUSH_CREATED, now, push->created);
	settle(push, PUSH_TIMESTAMP, now, push->created);
	settle(push, PUSH_EXPIRES, now, push->expires);
	return 0;
}
