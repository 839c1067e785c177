/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The clock of the network, and that of the phone: local time and its zone (27.007 8.15). */
#include "phone.h"
#include <time.h>

/* 2026-01-01T00:00:00Z: a fixed day, so that a run is repeated octet by octet. */
#define SIM_EPOCH       1767225600
#define SIM_SECONDS_MAX (60LL * 365 * 86400) /* before the year that two digits cannot say */

#define SECONDS_MIN     946684800  /* 2000-01-01, what two digits of a year can say */
#define SECONDS_MAX     4102444799 /* 2099-12-31T23:59:59 */

static int64_t seconds_of(const struct smsmodem_time *time)
{
	struct tm tm = {
		.tm_year = time->year - 1900,
		.tm_mon = time->month - 1,
		.tm_mday = time->day,
		.tm_hour = time->hour,
		.tm_min = time->minute,
		.tm_sec = time->second,
	};

	return (int64_t)timegm(&tm);
}

static bool time_of(int64_t seconds, struct smsmodem_time *time)
{
	struct tm tm;

	if (seconds < SECONDS_MIN || seconds > SECONDS_MAX)
		seconds = SECONDS_MIN;
	time_t when = (time_t)seconds;
	if (!gmtime_r(&when, &tm))
		return false;
	*time = (struct smsmodem_time){
		.year = (uint16_t)(tm.tm_year + 1900),
		.month = (uint8_t)(tm.tm_mon + 1),
		.day = (uint8_t)tm.tm_mday,
		.hour = (uint8_t)tm.tm_hour,
		.minute = (uint8_t)tm.tm_min,
		.second = (uint8_t)tm.tm_sec,
		.valid = true,
	};
	return true;
}

struct smsmodem_time sim_time(int64_t now_ms)
{
	int64_t seconds = now_ms < 0 ? 0 : now_ms / 1000;
	struct smsmodem_time time = {0};

	(void)time_of(SIM_EPOCH + (seconds > SIM_SECONDS_MAX ? SIM_SECONDS_MAX : seconds), &time);
	return time;
}

static int64_t network_seconds(const struct smsmodem_sim *sim)
{
	struct smsmodem_time time = sim_time(sim->now_ms);

	return seconds_of(&time);
}

static struct sim_result cclk_read(struct smsmodem_sim *sim)
{
	struct smsmodem_time time;
	char text[SIM_TIMESTAMP_SIZE];

	if (!time_of(network_seconds(sim) + sim->clock.ahead_s, &time))
		return SIM_RESULT_CME(0);
	time.zone_minutes = (int16_t)(15 * sim->clock.zone);
	sim_timestamp(&time, text);
	sim_info(sim, "+CCLK: \"%s\"", text);
	return SIM_RESULT_OK;
}

/* A day that its month does not have comes back as another one. */
static bool time_is_real(const struct smsmodem_time *time)
{
	struct smsmodem_time again;

	return time_of(seconds_of(time), &again) && again.day == time->day;
}

struct sim_result sim_run_cclk(struct smsmodem_sim *sim, const struct sim_command *command,
			       struct sim_call *call)
{
	struct sim_arguments arguments;
	struct smsmodem_time time;

	(void)command;
	if (call->form == SIM_FORM_READ)
		return cclk_read(sim);
	if (call->form != SIM_FORM_SET || !sim_arguments(call->arguments, &arguments) ||
	    arguments.count != 1 || !sim_timestamp_parse(arguments.values[0], &time))
		return SIM_RESULT_CME(50);
	time.year = (uint16_t)(2000 + time.year % 100);
	if (!time_is_real(&time))
		return SIM_RESULT_CME(50);
	sim->clock.ahead_s = seconds_of(&time) - network_seconds(sim);
	sim->clock.zone = time.zone_minutes / 15;
	return SIM_RESULT_OK;
}
