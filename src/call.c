/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A voice call from ATD to its end. How it stands is what +CLCC says (27.007 7.18), which is asked
 * for, or what Huawei sticks say by themselves: ^ORIG, ^CONF, ^CONN, ^CEND.
 */
#include "ascii.h"
#include "modem_private.h"
#include "phone_charset.h"
#include <smsmodem/phone.h>
#include <stdio.h>
#include <string.h>

#define POLL_MS         1000
#define DIAL_TIMEOUT_MS 120000 /* some phones answer ATD when the other side has answered */
#define HANG_UP_MS      10000
#define DIGITS_MAX      40

const char *smsmodem_call_state_name(enum smsmodem_call_state state)
{
	static const char *const names[] = {"dialing", "ringing", "connected", "ended"};

	return (size_t)state < sizeof names / sizeof names[0] ? names[state] : "unknown";
}

/* --- its end --- */

static void call_over(struct smsmodem_call *call, const char *reason)
{
	call->state = SMSMODEM_CALL_ENDED;
	(void)snprintf(call->reason, sizeof call->reason, "%.95s", reason);
}

/* 27.007 6.10: a text of the phone's own for why, beside the result. */
static void call_ask_why(struct smsmodem *modem, struct smsmodem_call *call)
{
	char why[64];

	if (session_ask(&modem->session, "AT+CEER", 0, NULL) < 0)
		return;
	const char *line = session_find(&modem->session, "+CEER:");
	if (!line || at_reply_text(line, "+CEER", why, sizeof why) < 0 || why[0] == '\0' ||
	    ascii_casestr(why, "no cause"))
		return;
	size_t used = strlen(call->reason);
	(void)snprintf(call->reason + used, sizeof call->reason - used, " (%s)", why);
}

/* --- what the phone says --- */

/* <stat> of the call that goes out, -1: there is none. */
static int clcc_stat(const struct session *session)
{
	const char *line;

	for (size_t i = 0; (line = lines_get(&session->response, i)) != NULL; i++) {
		struct at_cursor cursor;
		int id, incoming, stat, mode;

		if (!at_cursor_begin(&cursor, line, "+CLCC"))
			continue;
		at_cursor_number(&cursor, &id, -1);
		at_cursor_number(&cursor, &incoming, -1);
		at_cursor_number(&cursor, &stat, -1);
		at_cursor_number(&cursor, &mode, 0);
		if (!cursor.failed && incoming == 0 && mode == 0 && stat >= 0 && stat <= 3)
			return stat;
	}
	return -1;
}

static enum smsmodem_call_state state_of(int stat)
{
	static const enum smsmodem_call_state states[] = {
		SMSMODEM_CALL_CONNECTED, SMSMODEM_CALL_CONNECTED, SMSMODEM_CALL_DIALING,
		SMSMODEM_CALL_RINGING};

	return states[stat];
}

/* A call does not go back: a phone that is slow to tell is behind what is known. */
static void call_reach(struct smsmodem_call *call, enum smsmodem_call_state state)
{
	if (state <= call->state)
		return;
	call->state = state;
	call->answered = call->answered || state == SMSMODEM_CALL_CONNECTED;
}

/* Ask how it stands. A list without it says that it is over, once it was in one. */
static int call_poll(struct smsmodem *modem, struct smsmodem_call *call,
		     struct smsmodem_error *error)
{
	int result = session_ask(&modem->session, "AT+CLCC", 0, error);

	call->next_ms = session_now_ms(&modem->session) + POLL_MS;
	if (result == SMSMODEM_E_REFUSED) {
		call->clcc = -1;
		return SMSMODEM_OK;
	}
	if (result < 0)
		return result;
	int stat = clcc_stat(&modem->session);
	if (stat >= 0) {
		call->clcc = 1;
		call_reach(call, state_of(stat));
	} else if (call->clcc == 1) {
		call_over(call, "the other side hung up");
	}
	return SMSMODEM_OK;
}

struct call_line {
	const char *line;
	bool whole;
	enum smsmodem_call_state state;
};

/* V.250 6.3.1; Huawei: ^CONF rings, ^CONN is answered; SIMCom, Siemens: VOICE CALL, ^SLCC */
static const struct call_line call_lines[] = {
	{"NO CARRIER", true, SMSMODEM_CALL_ENDED},
	{"BUSY", true, SMSMODEM_CALL_ENDED},
	{"NO ANSWER", true, SMSMODEM_CALL_ENDED},
	{"NO DIALTONE", true, SMSMODEM_CALL_ENDED},
	{"^CEND:", false, SMSMODEM_CALL_ENDED},
	{"VOICE CALL: END", false, SMSMODEM_CALL_ENDED},
	{"^CONF:", false, SMSMODEM_CALL_RINGING},
	{"^CONN:", false, SMSMODEM_CALL_CONNECTED},
	{"VOICE CALL: BEGIN", false, SMSMODEM_CALL_CONNECTED},
	{"+COLP:", false, SMSMODEM_CALL_CONNECTED},
};

/* @return whether it is about the call */
static bool call_hear(struct smsmodem_call *call, const char *line)
{
	for (size_t i = 0; i < sizeof call_lines / sizeof call_lines[0]; i++) {
		const struct call_line *row = &call_lines[i];
		size_t length = strlen(row->line);
		if (ascii_ncasecmp(line, row->line, length) != 0 ||
		    (row->whole && line[length] != '\0'))
			continue;
		if (row->state != SMSMODEM_CALL_ENDED)
			call_reach(call, row->state);
		else if (call->state != SMSMODEM_CALL_ENDED)
			call_over(call, row->whole ? line : "the call was ended");
		return true;
	}
	return false;
}

/* What came while commands ran. */
static void call_hear_all(struct session *session, struct smsmodem_call *call)
{
	struct lines others = {0};
	const char *line;

	for (size_t i = 0; (line = lines_get(&session->unsolicited, i)) != NULL; i += 2) {
		const char *data = lines_get(&session->unsolicited, i + 1);
		if (!call_hear(call, line) && lines_add(&others, line, SIZE_MAX))
			(void)lines_add(&others, data ? data : "", SIZE_MAX);
	}
	lines_free(&session->unsolicited);
	session->unsolicited = others;
}

/* --- beginning --- */

static int call_failed(struct smsmodem *modem, struct smsmodem_call *call, const char *number,
		       struct smsmodem_error *error)
{
	bool told = modem->session.final.result == AT_RESULT_CALL;

	call_over(call, modem->session.result);
	if (!told)
		return SMSMODEM_E_REFUSED; /* error has it */
	call_ask_why(modem, call);
	return smsmodem_error_set(error, SMSMODEM_E_REFUSED,
				  "the call to %s did not come about: %s", number, call->reason);
}

int smsmodem_call(struct smsmodem *modem, const char *number, struct smsmodem_call *call,
		  struct smsmodem_error *error)
{
	char digits[DIGITS_MAX + 2], line[DIGITS_MAX + 16];
	int result = phone_number_copy(number, "*#", digits, sizeof digits, error);

	*call = (struct smsmodem_call){.state = SMSMODEM_CALL_DIALING};
	if (result == SMSMODEM_OK)
		result = phone_prepare(modem, error);
	if (result < 0)
		return result;
	(void)snprintf(line, sizeof line, "ATD%s;", digits);
	result = session_ask(&modem->session, line, DIAL_TIMEOUT_MS, error);
	call->next_ms = session_now_ms(&modem->session);
	if (result == SMSMODEM_E_REFUSED)
		return call_failed(modem, call, digits, error);
	if (result == SMSMODEM_E_CANCELLED || result == SMSMODEM_E_TIMEOUT)
		(void)smsmodem_call_end(modem, call, NULL);
	if (result == SMSMODEM_OK)
		call_hear_all(&modem->session, call);
	return result;
}

/* --- its course --- */

static int call_step(struct smsmodem *modem, struct smsmodem_call *call, int64_t deadline_ms,
		     struct smsmodem_error *error)
{
	struct session *session = &modem->session;
	struct at_event event;
	int64_t until_ms = deadline_ms;

	if (call->clcc >= 0 && (until_ms < 0 || call->next_ms < until_ms))
		until_ms = call->next_ms;
	int result = session_step(session, until_ms, &event, error);
	if (result < 0)
		return result;
	if (event.kind == AT_EVENT_URC && !call_hear(call, event.line))
		(void)session_keep(session, &event);
	if (event.kind != AT_EVENT_NONE || call->clcc < 0 ||
	    session_now_ms(session) < call->next_ms)
		return SMSMODEM_OK;
	result = call_poll(modem, call, error);
	call_hear_all(session, call);
	return result;
}

int smsmodem_call_wait(struct smsmodem *modem, struct smsmodem_call *call, int64_t timeout_ms,
		       struct smsmodem_error *error)
{
	const enum smsmodem_call_state before = call->state;
	int64_t deadline_ms = timeout_ms < 0 ? -1 : session_now_ms(&modem->session) + timeout_ms;

	if (before == SMSMODEM_CALL_ENDED)
		return 0;
	while (call->state == before) {
		int result = call_step(modem, call, deadline_ms, error);
		if (result < 0)
			return result;
		if (deadline_ms >= 0 && call->state == before &&
		    session_now_ms(&modem->session) >= deadline_ms)
			return 0;
	}
	if (call->state == SMSMODEM_CALL_ENDED)
		call_ask_why(modem, call);
	return 1;
}

/* 27.007 6.5: +CHUP ends it whatever +CVHU says; phones without it know ATH (V.250 6.3.6). */
int smsmodem_call_end(struct smsmodem *modem, struct smsmodem_call *call,
		      struct smsmodem_error *error)
{
	int cancel_fd = modem->transport->cancel_fd;

	if (call->state == SMSMODEM_CALL_ENDED)
		return SMSMODEM_OK;
	modem->transport->cancel_fd = -1;
	int result = session_ask(&modem->session, "AT+CHUP", HANG_UP_MS, error);
	if (result == SMSMODEM_E_REFUSED)
		result = session_ask(&modem->session, "ATH", HANG_UP_MS, error);
	modem->transport->cancel_fd = cancel_fd;
	if (result == SMSMODEM_OK)
		call_over(call, "hung up here");
	return result;
}
