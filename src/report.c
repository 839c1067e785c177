/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Status reports of what was sent: asked for by +CNMI, told by +CDS, or kept by the phone and named
 * by +CDSI (27.005 3.4.1).
 */
#include "ascii.h"
#include "modem_private.h"
#include <ctype.h>
#include <stdio.h>
#include <string.h>

/* Digits that must agree, from the right: networks report national forms of international numbers.
 */
#define SAME_DIGITS 7

static int report_decode(const char *hex, struct smsmodem_tpdu *report,
			 struct smsmodem_error *error)
{
	static const struct smsmodem_decode_options options = {.kind = SMSMODEM_KIND_STATUS_REPORT,
							       .tpdu_length = -1};

	return hex ? smsmodem_decode(hex, strlen(hex), &options, report, error) : SMSMODEM_E_DATA;
}

/* One that came by itself, of which the phone may want to hear that it did. */
static int report_told(struct smsmodem *modem, struct smsmodem_tpdu *report,
		       struct smsmodem_error *error)
{
	int result = report_decode(smsmodem_response(modem, 1), report, error);

	if (modem->report_ack)
		(void)session_ask(&modem->session, "AT+CNMA", 0, NULL);
	return result;
}

/* Where a report is kept. */
struct report_place {
	char memory[8];
	int index;
};

static bool report_place(const char *line, struct report_place *place)
{
	struct at_cursor cursor;

	at_cursor_begin(&cursor, line, "+CDSI");
	at_cursor_string(&cursor, place->memory, sizeof place->memory);
	at_cursor_number(&cursor, &place->index, -1);
	return !cursor.failed && place->index >= 0 &&
	       at_is_memory(place->memory, strlen(place->memory));
}

/* The memory that is read from (27.005 3.2.2 <mem1>), or "". */
static void memory_reading(struct smsmodem *modem, char *name, size_t size)
{
	int used, total;
	const char *reply = NULL;

	if (session_ask(&modem->session, "AT+CPMS?", 0, NULL) == SMSMODEM_OK)
		reply = session_find(&modem->session, "+CPMS:");
	if (!reply || at_reply_cpms(reply, 0, name, size, &used, &total) < 0 ||
	    !at_is_memory(name, strlen(name)))
		name[0] = '\0';
}

static int memory_read_from(struct smsmodem *modem, const char *name, struct smsmodem_error *error)
{
	char line[24];

	(void)snprintf(line, sizeof line, "AT+CPMS=\"%s\"", name);
	return session_ask(&modem->session, line, 0, error);
}

/* Read a report and, as it has been understood, delete it: places for them are few. */
static int report_take(struct smsmodem *modem, int index, struct smsmodem_tpdu *report,
		       struct smsmodem_error *error)
{
	char line[24];

	(void)snprintf(line, sizeof line, "AT+CMGR=%d", index);
	int result = session_ask(&modem->session, line, 0, error);
	if (result == SMSMODEM_OK)
		result = report_decode(smsmodem_response(modem, 1), report, error);
	if (result < 0)
		return result;
	(void)snprintf(line, sizeof line, "AT+CMGD=%d", index);
	result = session_ask(&modem->session, line, 0, error);
	return result == SMSMODEM_E_REFUSED ? SMSMODEM_OK : result;
}

/* Fetch what "+CDSI: <mem>,<index>" names, and read from the memory that was read from before. */
static int report_fetch(struct smsmodem *modem, const char *line, struct smsmodem_tpdu *report,
			struct smsmodem_error *error)
{
	struct report_place place;
	char before[8];
	int result = SMSMODEM_OK;

	if (!report_place(line, &place))
		return SMSMODEM_E_DATA;
	memory_reading(modem, before, sizeof before);
	bool other = strcmp(before, place.memory) != 0;
	if (other)
		result = memory_read_from(modem, place.memory, error);
	if (result == SMSMODEM_OK)
		result = report_take(modem, place.index, report, error);
	if (other && before[0])
		(void)memory_read_from(modem, before, NULL);
	return result;
}

int smsmodem_next_report(struct smsmodem *modem, struct smsmodem_tpdu *report, int64_t timeout_ms,
			 struct smsmodem_error *error)
{
	int64_t deadline_ms = session_now_ms(&modem->session) + timeout_ms;

	for (;;) {
		int64_t left_ms = deadline_ms - session_now_ms(&modem->session);
		int result = smsmodem_expect(modem, "+CDS", left_ms > 0 ? left_ms : 0, error);
		if (result < 0)
			return result;
		const char *line = smsmodem_response(modem, 0);
		result = ascii_ncasecmp(line, "+CDSI:", 6) == 0
				 ? report_fetch(modem, line, report, error)
				 : report_told(modem, report, error);
		lines_clear(&modem->session.response); /* lest it be found there again */
		/* what cannot be read is no report of ours, and others may follow */
		if (result == SMSMODEM_OK || result == SMSMODEM_E_LINK ||
		    result == SMSMODEM_E_CANCELLED)
			return result;
	}
}

static const char *digits_end(const char *number)
{
	return number + strlen(number);
}

bool smsmodem_same_number(const char *a, const char *b)
{
	const char *end_a = digits_end(a), *end_b = digits_end(b);
	int same = 0;

	while (end_a > a && end_b > b) {
		if (!isdigit((unsigned char)end_a[-1]) || end_a[-1] != end_b[-1])
			break;
		end_a--;
		end_b--;
		same++;
	}
	bool whole_a = end_a == a || *a == '+', whole_b = end_b == b || *b == '+';
	return same >= SAME_DIGITS || (whole_a && whole_b && end_a - a <= 1 && end_b - b <= 1);
}
