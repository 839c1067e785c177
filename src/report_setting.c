/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the phone does with status reports: +CNMI (27.005 3.4.1). */
#include "modem_private.h"
#include <at.h>
#include <stdio.h>
#include <string.h>

#define DS         3 /* of the fields of +CNMI */
#define FIELDS     5
#define LISTED_MAX 16

/* With <ds> 2 they are kept and named, which is all that Siemens and Cinterion do. */
static const int kept[][FIELDS] = {
	{2, 1, 0, 2, 0}, {1, 1, 0, 2, 0}, {2, 1, 0, 2, 1}, {3, 1, 0, 2, 0}};

/* Where the phone's own mode cannot tell: the first that it accepts. */
static const int told[][FIELDS] = {
	{2, 1, 0, 1, 0}, {1, 1, 0, 1, 0}, {2, 1, 0, 1, 1}, {3, 1, 0, 1, 0},
	{2, 1, 0, 2, 1}, {2, 1, 0, 2, 0}, {1, 1, 0, 2, 0},
};

static bool is_over(int result)
{
	return result == SMSMODEM_OK || result == SMSMODEM_E_LINK ||
	       result == SMSMODEM_E_CANCELLED || result == SMSMODEM_E_TIMEOUT;
}

static int give(struct smsmodem *modem, const int field[FIELDS], int ds,
		struct smsmodem_error *error)
{
	char line[sizeof modem->restore];

	(void)snprintf(line, sizeof line, "AT+CNMI=%d,%d,%d,%d,%d", field[0], field[1], field[2],
		       ds, field[4]);
	return session_ask(&modem->session, line, 0, error);
}

/* The phone's present setting with another <ds>, so that nothing else changes; then the rows. */
static int give_first(struct smsmodem *modem, const int present[FIELDS], int ds,
		      const int rows[][FIELDS], size_t count, struct smsmodem_error *error)
{
	/* mode 0 keeps everything in the phone */
	int result = present[0] > 0 ? give(modem, present, ds, error) : SMSMODEM_E_REFUSED;

	for (size_t i = 0; i < count && !is_over(result); i++)
		result = give(modem, rows[i], rows[i][DS], error);
	return result;
}

/* What is put back at the end: <ds> 2 stays. */
static void note_restore(struct smsmodem *modem, const int present[FIELDS], int ds)
{
	if (present[0] >= 0)
		(void)snprintf(modem->restore, sizeof modem->restore, "AT+CNMI=%d,%d,%d,%d,%d",
			       present[0], present[1], present[2], ds, present[4]);
}

/* @param[out] present the first is -1 where the phone does not say */
static void ask_present(struct smsmodem *modem, int present[FIELDS])
{
	const char *reply = NULL;

	if (session_ask(&modem->session, "AT+CNMI?", 0, NULL) == SMSMODEM_OK)
		reply = session_find(&modem->session, "+CNMI:");
	if (!reply || at_reply_cnmi(reply, present) < 0)
		for (size_t i = 0; i < FIELDS; i++)
			present[i] = -1;
}

static bool has_memory_for_reports(struct smsmodem *modem)
{
	char names[LISTED_MAX][AT_MEMORY_SIZE];
	const char *reply = NULL;
	int count = 0;

	if (session_ask(&modem->session, "AT+CPMS=?", 0, NULL) == SMSMODEM_OK)
		reply = session_find(&modem->session, "+CPMS:");
	if (reply)
		count = at_reply_cpms_test(reply, 0, names, LISTED_MAX);
	for (int i = 0; i < count; i++)
		if (strcmp(names[i], "SR") == 0)
			return true;
	return false;
}

/* Whether it can only keep them: then it has a place, be it among the messages. */
static bool can_only_keep(struct smsmodem *modem)
{
	uint32_t named[FIELDS] = {0};
	const char *reply = NULL;

	if (session_ask(&modem->session, "AT+CNMI=?", 0, NULL) == SMSMODEM_OK)
		reply = session_find(&modem->session, "+CNMI:");
	if (reply)
		(void)at_reply_test(reply, "+CNMI", named, FIELDS);
	return (named[DS] & 1U << 2) && !(named[DS] & 1U << 1);
}

static int keep(struct smsmodem *modem, const int present[FIELDS], struct smsmodem_error *error)
{
	int result = give_first(modem, present, 2, kept, sizeof kept / sizeof kept[0], error);

	if (result == SMSMODEM_OK)
		note_restore(modem, present, 2);
	return result;
}

int smsmodem_keep_reports(struct smsmodem *modem, struct smsmodem_error *error)
{
	int present[FIELDS];
	int result = smsmodem_prepare(modem, error);

	if (result < 0)
		return result;
	if (!has_memory_for_reports(modem) && !can_only_keep(modem))
		return 0;
	ask_present(modem, present);
	result = keep(modem, present, error);
	if (result == SMSMODEM_OK)
		return 1;
	return is_over(result) ? result : 0;
}

/*
 * With <service> 1, which somebody has left on, each report is to be acknowledged within seconds,
 * or no further one comes (27.005 3.4.4); parts that are still being sent would not let us.
 *
 * @return whether it was changed
 */
static bool leave_phase_2plus(struct smsmodem *modem)
{
	struct at_cursor cursor;
	int service = 0;

	if (session_ask(&modem->session, "AT+CSMS?", 0, NULL) < 0)
		return false;
	const char *reply = session_find(&modem->session, "+CSMS:");
	if (!reply || !at_cursor_begin(&cursor, reply, "+CSMS"))
		return false;
	at_cursor_skip(&cursor, at_cursor_left(&cursor) == 5 ? 1 : 0); /* Huawei: 0,1,1,1,1 */
	if (!at_cursor_number(&cursor, &service, 0) || service != 1)
		return false;
	modem->report_ack = session_ask(&modem->session, "AT+CSMS=0", 0, NULL) != SMSMODEM_OK;
	return !modem->report_ack;
}

/* At the end it is as it was. */
static void restore_phase_2plus(struct smsmodem *modem)
{
	size_t used = strlen(modem->restore);

	(void)snprintf(modem->restore + used, sizeof modem->restore - used, "%s+CSMS=1",
		       used > 0 ? ";" : "AT");
}

static int choose_setting(struct smsmodem *modem, struct smsmodem_error *error)
{
	int present[FIELDS];
	int result = SMSMODEM_E_REFUSED;

	ask_present(modem, present);
	/* what comes when nobody waits any more is not lost then */
	if (has_memory_for_reports(modem))
		result = keep(modem, present, error);
	if (is_over(result))
		return result;
	note_restore(modem, present, present[DS]);
	result = give_first(modem, present, 1, told, sizeof told / sizeof told[0], error);
	if (is_over(result))
		return result;
	return smsmodem_error_set(error, SMSMODEM_E_REFUSED,
				  "the phone does not forward delivery reports (%s)",
				  modem->session.result);
}

int smsmodem_enable_reports(struct smsmodem *modem, struct smsmodem_error *error)
{
	int result = smsmodem_prepare(modem, error);

	if (result < 0)
		return result;
	bool left = leave_phase_2plus(modem);
	result = choose_setting(modem, error);
	if (left)
		restore_phase_2plus(modem);
	return result;
}
