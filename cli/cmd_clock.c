/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The phone's clock: read, compared with this machine's, and set. */
#include "commands.h"
#include <smsmodem/phone.h>
#include <string.h>
#include <time.h>

enum clock_option {
	CLOCK_SET,
	CLOCK_OPTIONS
};

static const struct cli_option options[] = {
	[CLOCK_SET] = {"set", 0, "TIME", "\"now\", or as 2026-11-23T08:01:02+01:00"},
	[CLOCK_OPTIONS] = {NULL, 0, NULL, NULL},
};

/* Local time of this machine; zones of phones go in quarters of an hour. */
static bool clock_now(struct smsmodem_clock *clock)
{
	time_t now = time(NULL);
	struct tm tm;

	if (now == (time_t)-1 || !localtime_r(&now, &tm))
		return false;
	*clock = (struct smsmodem_clock){
		.year = tm.tm_year + 1900,
		.month = tm.tm_mon + 1,
		.day = tm.tm_mday,
		.hour = tm.tm_hour,
		.minute = tm.tm_min,
		.second = tm.tm_sec > 59 ? 59 : tm.tm_sec,
		.has_zone = true,
		.zone_minutes = (int)(tm.tm_gmtoff / 60),
	};
	return true;
}

static int take_time(struct cli *cli, const char *text, struct smsmodem_clock *clock)
{
	if (strcmp(text, "now") == 0 ? clock_now(clock)
				     : smsmodem_clock_parse(text, clock) == SMSMODEM_OK)
		return 0;
	return cli_usage(cli,
			 "--set takes \"now\", or a time as 2026-11-23T08:01:02+01:00, not "
			 "\"%.40s\"",
			 text);
}

/* By how much the phone's clock is ahead; without a zone its time is taken for one of here. */
static int64_t ahead(const struct smsmodem_clock *clock)
{
	struct smsmodem_clock told = *clock, here;

	if (!clock_now(&here))
		return 0;
	if (!told.has_zone) {
		told.has_zone = true;
		told.zone_minutes = here.zone_minutes;
	}
	return smsmodem_clock_seconds(&told) - smsmodem_clock_seconds(&here);
}

static int show(struct cli *cli, const struct smsmodem_clock *clock)
{
	char text[40];
	int64_t seconds = ahead(clock);

	(void)smsmodem_clock_text(clock, text, sizeof text);
	if (cli->json)
		return output_json(
			cli,
			json_pack("{s:s, s:o, s:I}", "time", text, "zone_minutes",
				  clock->has_zone ? json_integer(clock->zone_minutes) : json_null(),
				  "ahead_seconds", (json_int_t)seconds));
	if (seconds > 60 || seconds < -60)
		cli_note(cli, "the phone's clock is %lld seconds %s of this machine's",
			 (long long)(seconds < 0 ? -seconds : seconds),
			 seconds < 0 ? "behind" : "ahead");
	return output_line(cli, "%s", text);
}

static int run(struct cli *cli, int argc, char **argv)
{
	struct smsmodem_clock clock = {0};
	struct smsmodem_error error;
	struct smsmodem *modem;
	const char *set = NULL;
	int option, result = SMSMODEM_OK, status = 0;

	while ((option = cli_getopt(cli, argc, argv)) == CLOCK_SET)
		set = cli->optarg;
	if (option < -1)
		return option == -2 ? 64 : 0;
	if (cli->optind < argc)
		return cli_usage(cli, "clock takes no arguments: --set sets it");
	if (set)
		status = take_time(cli, set, &clock);
	if (status == 0)
		status = cli_open(cli, &modem);
	if (status != 0)
		return status;
	/* opening may have taken its time */
	if (set && strcmp(set, "now") == 0)
		(void)clock_now(&clock);
	if (set)
		result = smsmodem_set_clock(modem, &clock, &error);
	if (result == SMSMODEM_OK)
		result = smsmodem_clock(modem, &clock, &error);
	status = result < 0 ? cli_fail(cli, &error) : show(cli, &clock);
	return cli_close(cli, modem, status);
}

const struct cli_command cmd_clock = {
	.name = "clock",
	.synopsis = "",
	.summary = "Show or set the phone's clock",
	.options = options,
	.examples = "  smsmodem -d /dev/ttyUSB0 clock\n"
		    "  smsmodem -d /dev/ttyUSB0 clock --set now\n",
	.run = run,
};
