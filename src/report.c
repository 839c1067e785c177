/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Status reports of what was sent: asked for by +CNMI, told by +CDS (27.005 3.4.1). */
#include "modem_private.h"
#include <ctype.h>
#include <stdio.h>
#include <string.h>

/* Digits that must agree, from the right: networks report national forms of international numbers.
 */
#define SAME_DIGITS 7

/* Settings that forward reports, where the phone's own mode cannot: the first that it accepts. */
static const char *const settings[] = {"AT+CNMI=2,1,0,1,0", "AT+CNMI=1,1,0,1,0",
				       "AT+CNMI=2,1,0,1,1", "AT+CNMI=3,1,0,1,0"};

/* The phone's present setting with <ds> 1, so that nothing else changes. */
static bool present_setting(struct smsmodem *modem, char *line, size_t size)
{
	struct at_cursor cursor;
	int field[5];

	if (session_ask(&modem->session, "AT+CNMI?", 0, NULL) < 0)
		return false;
	const char *reply = session_find(&modem->session, "+CNMI:");
	if (!reply || !at_cursor_begin(&cursor, reply, "+CNMI"))
		return false;
	for (size_t i = 0; i < 5; i++)
		if (!at_cursor_number(&cursor, &field[i], 0) || field[i] < 0)
			return false;
	/* mode 0 keeps everything in the phone */
	(void)snprintf(line, size, "AT+CNMI=%d,%d,%d,1,%d", field[0], field[1], field[2], field[4]);
	(void)snprintf(modem->restore, sizeof modem->restore, "AT+CNMI=%d,%d,%d,%d,%d", field[0],
		       field[1], field[2], field[3], field[4]);
	return field[0] > 0;
}

int smsmodem_enable_reports(struct smsmodem *modem, struct smsmodem_error *error)
{
	char line[64];
	int result = smsmodem_prepare(modem, error);

	if (result < 0)
		return result;
	if (present_setting(modem, line, sizeof line) &&
	    session_ask(&modem->session, line, 0, NULL) == SMSMODEM_OK)
		return SMSMODEM_OK;
	for (size_t i = 0; i < sizeof settings / sizeof settings[0]; i++) {
		result = session_ask(&modem->session, settings[i], 0, error);
		if (result == SMSMODEM_OK || result == SMSMODEM_E_LINK ||
		    result == SMSMODEM_E_CANCELLED || result == SMSMODEM_E_TIMEOUT)
			return result;
	}
	return smsmodem_error_set(error, SMSMODEM_E_REFUSED,
				  "the phone does not forward delivery reports (%s)",
				  modem->session.result);
}

int smsmodem_next_report(struct smsmodem *modem, struct smsmodem_tpdu *report, int64_t timeout_ms,
			 struct smsmodem_error *error)
{
	struct smsmodem_decode_options options = {.kind = SMSMODEM_KIND_STATUS_REPORT,
						  .tpdu_length = -1};
	int64_t deadline_ms = session_now_ms(&modem->session) + timeout_ms;

	for (;;) {
		int64_t left_ms = deadline_ms - session_now_ms(&modem->session);
		int result = smsmodem_expect(modem, "+CDS:", left_ms > 0 ? left_ms : 0, error);
		if (result < 0)
			return result;
		/* what cannot be read is no report of ours, and others may follow */
		const char *hex = smsmodem_response(modem, 1);
		if (hex &&
		    smsmodem_decode(hex, strlen(hex), &options, report, error) == SMSMODEM_OK)
			return SMSMODEM_OK;
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
