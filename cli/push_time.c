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

/* What looks like a date is the library's to read; of all else say what there is beside dates. */
static int check_words(struct push *push, enum push_option option)
{
	const char *value = push->value[option];
	struct smsmodem_error error;

	if (!value || strchr(value, '-'))
		return 0;
	smsmodem_error_set(
		&error, SMSMODEM_E_DATA,
		"--%s is a date such as 2027-01-31T18:00:00Z, or %s, not \"%.40s\"",
		push_options[option].name,
		option == PUSH_EXPIRES ? "a length of time such as 12h, 3d or 2w" : "now", value);
	return cli_fail(push->cli, &error);
}

int push_check_expiry(struct push *push, enum push_option option)
{
	const char *value = push->value[option];
	struct smsmodem_error error;
	int64_t moment;

	if (!value || smsmodem_push_date(value, &moment, &error) < 0 ||
	    moment > (int64_t)time(NULL))
		return 0;
	smsmodem_error_set(&error, SMSMODEM_E_DATA,
			   "--%s: %.40s has passed, and phones drop what has expired already: give "
			   "a later date, or a length of time such as 3d",
			   push_options[option].name, value);
	return cli_fail(push->cli, &error);
}

int push_times(struct push *push)
{
	static const enum push_option options[] = {PUSH_CREATED, PUSH_TIMESTAMP, PUSH_EXPIRES};
	int64_t now = (int64_t)time(NULL);
	int status = 0;

	settle(push, PUSH_CREATED, now, push->created);
	settle(push, PUSH_TIMESTAMP, now, push->created);
	settle(push, PUSH_EXPIRES, now, push->expires);
	for (size_t i = 0; status == 0 && i < sizeof options / sizeof options[0]; i++)
		status = check_words(push, options[i]);
	return status == 0 ? push_check_expiry(push, PUSH_EXPIRES) : status;
}
