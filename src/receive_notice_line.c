/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Unsolicited lines that bring no message (27.005 3.4.1, 27.007), and how to get them said. */
#include "ascii.h"
#include "receive_notice.h"
#include <stdio.h>
#include <string.h>

#define ASK_TIMEOUT_MS 5000 /* these are settings; a phone that is slow here knows them not */

static void line_ring(struct smsmodem *modem, const char *line, const char *data)
{
	(void)line;
	(void)data;
	notice_ring(modem);
}

/* The forms of +CLIP? and +CCWA? have numbers where a call has a string. */
static void line_caller(struct smsmodem *modem, const char *line, const char *data)
{
	char number[NOTICE_NUMBER_SIZE];

	(void)data;
	if (at_reply_clip(line, number, sizeof number) == SMSMODEM_OK)
		notice_caller(modem, number, ascii_ncasecmp(line, "+CCWA", 5) == 0);
}

static void line_call_end(struct smsmodem *modem, const char *line, const char *data)
{
	(void)line;
	(void)data;
	notice_call_end(modem);
}

static void line_page(struct smsmodem *modem, const char *line, const char *data)
{
	int length;

	if (at_reply_direct(line, &length) == SMSMODEM_OK)
		notice_page(modem, data);
}

/* ^SMMEMFULL: "SM" (Huawei) */
static void line_memory_full(struct smsmodem *modem, const char *line, const char *data)
{
	char name[AT_MEMORY_SIZE];
	struct at_cursor cursor;

	(void)data;
	if (!at_cursor_begin(&cursor, line, "^SMMEMFULL") ||
	    !at_cursor_string(&cursor, name, sizeof name) || !name[0])
		return;
	notice_memory_full(modem, name);
	watch_soon(modem);
}

/* It does not say which memory: that is asked. */
static void line_indicator(struct smsmodem *modem, const char *line, const char *data)
{
	struct notices *notices = notices_of(modem);
	struct at_cursor cursor;
	int indicator, value;

	(void)data;
	if (!at_cursor_begin(&cursor, line, "+CIEV") || !at_cursor_number(&cursor, &indicator, 0) ||
	    !at_cursor_number(&cursor, &value, 0) || notices->smsfull <= 0 ||
	    indicator != notices->smsfull)
		return;
	notices->full = value > 0;
	if (notices->full)
		watch_soon(modem);
}

struct line_row {
	const char *prefix;
	bool whole; /* the line is nothing else */
	void (*take)(struct smsmodem *modem, const char *line, const char *data);
};

static const struct line_row line_rows[] = {
	{"RING", true, line_ring},           {"+CRING:", false, line_ring},
	{"+CLIP:", false, line_caller},      {"+CCWA:", false, line_caller},
	{"NO CARRIER", true, line_call_end}, {"NO ANSWER", true, line_call_end},
	{"BUSY", true, line_call_end},       {"^CEND:", false, line_call_end},
	{"+CBM:", false, line_page},         {"^SMMEMFULL:", false, line_memory_full},
	{"+CIEV:", false, line_indicator},
};

void notice_line(struct smsmodem *modem, const char *line, const char *data)
{
	if (notice_ussd(modem, line))
		return;
	for (size_t i = 0; i < sizeof line_rows / sizeof line_rows[0]; i++) {
		const struct line_row *row = &line_rows[i];
		size_t length = strlen(row->prefix);
		if (ascii_ncasecmp(line, row->prefix, length) == 0 &&
		    (!row->whole || line[length] == '\0')) {
			row->take(modem, line, data);
			return;
		}
	}
}

/* --- setup --- */

/* Whether a phone that did not do as it was told is still one to talk to. */
static bool harmless(int result)
{
	return result != SMSMODEM_E_LINK && result != SMSMODEM_E_CANCELLED;
}

/* The number of an indicator in +CIND: ("battchg",(0-5)),("signal",(0-5)),...; 0: there is none */
static int indicator_number(const char *line, const char *name)
{
	int number = 1;

	for (const char *next = line; (next = strstr(next, "(\"")) != NULL; number++) {
		next += 2;
		size_t length = strcspn(next, "\"");
		if (length == strlen(name) && ascii_ncasecmp(next, name, length) == 0)
			return number;
	}
	return 0;
}

static int setup_indicator(struct smsmodem *modem, struct smsmodem_error *error)
{
	struct notices *notices = notices_of(modem);
	int result = session_ask(&modem->session, "AT+CIND=?", ASK_TIMEOUT_MS, error);
	const char *line = session_find(&modem->session, "+CIND:");

	notices->smsfull = result == SMSMODEM_OK && line ? indicator_number(line, "smsfull") : 0;
	return result;
}

/* How the phone's setting is put back. */
static void setup_note_cmer(struct smsmodem *modem)
{
	struct notices *notices = notices_of(modem);
	const char *line = session_find(&modem->session, "+CMER:");
	struct at_cursor cursor;
	int field[4];

	if (notices->restore[0] || !line || !at_cursor_begin(&cursor, line, "+CMER"))
		return;
	for (size_t i = 0; i < 4; i++)
		if (!at_cursor_number(&cursor, &field[i], 0) || field[i] < 0 || field[i] > 9)
			return;
	(void)snprintf(notices->restore, sizeof notices->restore, "AT+CMER=%d,%d,%d,%d", field[0],
		       field[1], field[2], field[3]);
}

/* +CIEV of changes (27.007 8.10); modes 1..3 differ only where a line is used for data, too. */
static int setup_events(struct smsmodem *modem, struct smsmodem_error *error)
{
	static const char *const settings[] = {"AT+CMER=3,0,0,1", "AT+CMER=2,0,0,1",
					       "AT+CMER=1,0,0,1"};
	int result = session_ask(&modem->session, "AT+CMER?", ASK_TIMEOUT_MS, error);

	if (result != SMSMODEM_OK)
		return result;
	setup_note_cmer(modem);
	result = SMSMODEM_E_REFUSED;
	for (size_t i = 0; i < 3 && result == SMSMODEM_E_REFUSED; i++)
		result = session_ask(&modem->session, settings[i], ASK_TIMEOUT_MS, error);
	return result;
}

int notice_setup(struct smsmodem *modem, struct smsmodem_error *error)
{
	struct notices *notices = notices_of(modem);
	int result = session_ask(&modem->session, "AT+CLIP=1", ASK_TIMEOUT_MS, error);

	notices->clip = result == SMSMODEM_OK;
	/* what the network says by itself is shown only then (27.007 7.15) */
	if (harmless(result))
		result = session_ask(&modem->session, "AT+CUSD=1", ASK_TIMEOUT_MS, error);
	if (harmless(result) && !modem->receiver->options.no_broadcast)
		result = notice_page_setup(modem, ASK_TIMEOUT_MS, error);
	if (harmless(result))
		result = phone_charset_ask(&modem->session, &notices->charset, error);
	if (harmless(result) && notices->smsfull < 0)
		result = setup_indicator(modem, error);
	if (harmless(result) && notices->smsfull > 0)
		result = setup_events(modem, error);
	return harmless(result) ? SMSMODEM_OK : result;
}

void notice_restore(struct smsmodem *modem)
{
	const struct notices *notices = notices_of(modem);

	if (notices->restore[0] && modem->session.engine.state == AT_STATE_IDLE)
		(void)session_ask(&modem->session, notices->restore, ASK_TIMEOUT_MS, NULL);
}
