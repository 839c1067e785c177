/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How the phone is to tell (27.005 3.4.1 +CNMI, 3.2.1 +CSMS). What it names in its test form is
 * tried, the best first, until it accepts one and, asked, says so: some name what they refuse, and
 * some say OK to what they do not do.
 */
#include "receive_core.h"
#include <stdio.h>
#include <string.h>

enum cnmi {
	CNMI_MODE,
	CNMI_MT,
	CNMI_BM,
	CNMI_DS,
	CNMI_BFR,
	CNMI_FIELDS
};

/* In the order in which they are tried; -1: no more. */
struct wishes {
	int values[CNMI_FIELDS][5];
};

static const struct wishes stored_wishes = {{
	[CNMI_MODE] = {2, 1, 3, 0, -1},
	[CNMI_MT] = {1, 3, -1},
	[CNMI_BM] = {2, 0, -1},
	[CNMI_DS] = {2, 1, 0, -1},
	[CNMI_BFR] = {0, 1, -1},
}};

static bool fatal(int result)
{
	return receive_fatal(result) || result == SMSMODEM_E_TIMEOUT;
}

/* --- what is wanted, and may be had --- */

static bool has_memory(const struct arrivals *arrivals, const char *name)
{
	for (size_t i = 0; i < arrivals->memories; i++)
		if (strcmp(arrivals->memory[i].name, name) == 0)
			return true;
	return false;
}

/*
 * Reports are best kept where the phone has a memory for them; else they are acknowledged, where
 * that can be, or land with the messages.
 */
static void wish_reports(const struct smsmodem *modem, int values[5])
{
	static const int direct[] = {1, 2, 0, -1};

	if (!has_memory(modem->receiver->arrivals, "SR") && modem->receiver->arrivals->acks)
		memcpy(values, direct, sizeof direct);
}

static struct wishes wishes_for(const struct smsmodem *modem, enum smsmodem_receive_way way)
{
	struct wishes wishes = stored_wishes;

	if (way == SMSMODEM_RECEIVE_DIRECT || way == SMSMODEM_RECEIVE_POLL) {
		wishes.values[CNMI_MT][0] = way == SMSMODEM_RECEIVE_DIRECT ? 2 : 0;
		wishes.values[CNMI_MT][1] = -1;
	}
	if (modem->receiver->options.no_broadcast) {
		wishes.values[CNMI_BM][0] = 0;
		wishes.values[CNMI_BM][1] = -1;
	}
	wish_reports(modem, wishes.values[CNMI_DS]);
	return wishes;
}

/* Leave what the phone names. Of a field of which it names nothing that is wanted, all are tried.
 */
static void wishes_limit(struct wishes *wishes, const uint32_t named[CNMI_FIELDS])
{
	for (size_t i = 0; i < CNMI_FIELDS; i++) {
		int kept[5], count = 0;

		for (size_t j = 0; wishes->values[i][j] >= 0; j++)
			if (named[i] >> wishes->values[i][j] & 1)
				kept[count++] = wishes->values[i][j];
		kept[count] = -1;
		if (count > 0)
			memcpy(wishes->values[i], kept, sizeof kept[0] * (size_t)(count + 1));
		else if (named[i] && i == CNMI_MT)
			wishes->values[i][0] = -1; /* the way is not there */
	}
}

/* The n-th of all combinations: the mode changes first, then <bfr>, <bm>, <ds>, <mt>. */
static bool wishes_nth(const struct wishes *wishes, int n, int setting[CNMI_FIELDS])
{
	static const enum cnmi order[] = {CNMI_MODE, CNMI_BFR, CNMI_BM, CNMI_DS, CNMI_MT};

	for (size_t i = 0; i < CNMI_FIELDS; i++) {
		const int *values = wishes->values[order[i]];
		int count = 0;

		while (values[count] >= 0)
			count++;
		if (count == 0)
			return false;
		setting[order[i]] = values[n % count];
		n /= count;
	}
	return n == 0;
}

/* --- trying --- */

/* Whether the phone says that it is so. One that does not tell is believed. */
static int cnmi_is_set(struct smsmodem *modem, const int setting[CNMI_FIELDS], bool *is_set)
{
	int present[CNMI_FIELDS];
	int result = session_ask(&modem->session, "AT+CNMI?", 0, NULL);
	const char *line = session_find(&modem->session, "+CNMI:");

	*is_set = true;
	if (result == SMSMODEM_OK && line && at_reply_cnmi(line, present) == SMSMODEM_OK)
		*is_set = present[CNMI_MT] == setting[CNMI_MT] &&
			  (present[CNMI_MODE] > 0) == (setting[CNMI_MODE] > 0);
	return fatal(result) ? result : SMSMODEM_OK;
}

/* @return 1: it is set; 0: it is not; or a failure of the link */
static int cnmi_try(struct smsmodem *modem, const int setting[CNMI_FIELDS],
		    struct smsmodem_error *error)
{
	char *line = modem->receiver->arrivals->cnmi;
	bool is_set = false;

	(void)snprintf(line, sizeof modem->receiver->arrivals->cnmi, "AT+CNMI=%d,%d,%d,%d,%d",
		       setting[0], setting[1], setting[2], setting[3], setting[4]);
	int result = session_ask(&modem->session, line, 0, error);
	if (result == SMSMODEM_OK)
		result = cnmi_is_set(modem, setting, &is_set);
	if (fatal(result))
		return result;
	if (!is_set)
		line[0] = '\0';
	return is_set;
}

static int cnmi_find(struct smsmodem *modem, const struct wishes *wishes, int *mode,
		     struct smsmodem_error *error)
{
	int setting[CNMI_FIELDS];

	for (int n = 0; wishes_nth(wishes, n, setting); n++) {
		int result = cnmi_try(modem, setting, error);
		if (result != 0) {
			*mode = setting[CNMI_MODE];
			return result;
		}
	}
	return 0;
}

/* --- +CSMS --- */

/* @param[out] service -1: the phone does not say */
static int csms_ask(struct smsmodem *modem, int *service, struct smsmodem_error *error)
{
	int result = session_ask(&modem->session, "AT+CSMS?", 0, error);
	const char *line = session_find(&modem->session, "+CSMS:");
	struct at_cursor cursor;

	*service = -1;
	/* the read form's first number; some have one more before it */
	if (result == SMSMODEM_OK && line && at_cursor_begin(&cursor, line, "+CSMS")) {
		at_cursor_skip(&cursor, at_cursor_left(&cursor) == 5 ? 1 : 0);
		at_cursor_number(&cursor, service, -1);
	}
	return fatal(result) ? result : SMSMODEM_OK;
}

/* 27.005 3.2.1: the messaging service of phase 2+ has acknowledgements. */
static int csms_choose(struct smsmodem *modem, struct smsmodem_error *error)
{
	struct arrivals *arrivals = modem->receiver->arrivals;
	bool wanted = modem->receiver->options.way == SMSMODEM_RECEIVE_DIRECT ||
		      !has_memory(arrivals, "SR");
	int service;
	int result = csms_ask(modem, &service, error);

	arrivals->acks = service == 1;
	/* who turned it on has not turned it off, and may have left one unacknowledged */
	if (service == 1)
		direct_unacknowledged(modem);
	if (result < 0 || !wanted || service == 1)
		return result;
	result = session_ask(&modem->session, "AT+CSMS=1", 0, error);
	arrivals->acks = result == SMSMODEM_OK;
	/* left on, it would have the phone wait for acknowledgements that nobody sends */
	arrivals->csms_off = arrivals->csms_off || (arrivals->acks && service == 0);
	return fatal(result) ? result : SMSMODEM_OK;
}

/* --- the choice --- */

/* What it is set to now is put back when the modem is closed. @return whether it knows +CNMI */
static int cnmi_note(struct smsmodem *modem, bool *known, struct smsmodem_error *error)
{
	int present[CNMI_FIELDS];
	int result = session_ask(&modem->session, "AT+CNMI?", 0, error);
	const char *line = session_find(&modem->session, "+CNMI:");

	*known = result == SMSMODEM_OK;
	if (*known && line && !modem->restore[0] && at_reply_cnmi(line, present) == SMSMODEM_OK)
		(void)snprintf(modem->restore, sizeof modem->restore, "AT+CNMI=%d,%d,%d,%d,%d",
			       present[0], present[1], present[2], present[3], present[4]);
	return fatal(result) ? result : SMSMODEM_OK;
}

static int cnmi_named(struct smsmodem *modem, uint32_t named[CNMI_FIELDS],
		      struct smsmodem_error *error)
{
	int result = session_ask(&modem->session, "AT+CNMI=?", 0, error);
	const char *line = session_find(&modem->session, "+CNMI:");

	memset(named, 0, CNMI_FIELDS * sizeof named[0]);
	if (result == SMSMODEM_OK && line)
		(void)at_reply_test(line, "+CNMI", named, CNMI_FIELDS);
	return fatal(result) ? result : SMSMODEM_OK;
}

/* @return 1: the phone tells in this way; 0: it does not; or a failure of the link */
static int cnmi_way(struct smsmodem *modem, enum smsmodem_receive_way way,
		    const uint32_t named[CNMI_FIELDS], struct smsmodem_error *error)
{
	struct wishes wishes = wishes_for(modem, way);
	int mode = 0;

	wishes_limit(&wishes, named);
	int result = cnmi_find(modem, &wishes, &mode, error);
	if (result == 1)
		/* <mode> 0 keeps to itself what there is to tell */
		modem->receiver->way = mode > 0 ? way : SMSMODEM_RECEIVE_POLL;
	return result;
}

static int refused(const struct smsmodem *modem, struct smsmodem_error *error)
{
	bool direct = modem->receiver->options.way == SMSMODEM_RECEIVE_DIRECT;

	return smsmodem_error_set(error, SMSMODEM_E_REFUSED,
				  "the phone does not %s messages (+CNMI): choose another way to "
				  "receive, or leave the choice to the program",
				  direct ? "forward" : "store and tell of");
}

/* One that is only to be asked keeps reports all the same when it is told to. */
static bool is_tried(const struct smsmodem *modem, enum smsmodem_receive_way way)
{
	enum smsmodem_receive_way wanted = modem->receiver->options.way;

	if (wanted != SMSMODEM_RECEIVE_AUTO)
		return way == wanted;
	/* forwarded and not acknowledged is not safe: rather ask now and then */
	return way != SMSMODEM_RECEIVE_DIRECT || modem->receiver->arrivals->acks;
}

/* Where the phone has a memory for reports, those that come when nobody receives are kept, too. */
static void keep_reports(struct smsmodem *modem)
{
	static const char form[] = "AT+CNMI=m,t,b,d,r";
	const size_t ds = (size_t)(strchr(form, 'd') - form);
	const char *chosen = modem->receiver->arrivals->cnmi;

	if (has_memory(modem->receiver->arrivals, "SR") && strlen(chosen) == sizeof form - 1 &&
	    chosen[ds] == '2' && strlen(modem->restore) == sizeof form - 1)
		modem->restore[ds] = '2';
}

int cnmi_choose(struct smsmodem *modem, struct smsmodem_error *error)
{
	static const enum smsmodem_receive_way ways[] = {
		SMSMODEM_RECEIVE_STORED, SMSMODEM_RECEIVE_DIRECT, SMSMODEM_RECEIVE_POLL};
	enum smsmodem_receive_way wanted = modem->receiver->options.way;
	uint32_t named[CNMI_FIELDS];
	bool known = false;
	int result = csms_choose(modem, error);

	modem->receiver->way = SMSMODEM_RECEIVE_POLL;
	modem->receiver->arrivals->cnmi[0] = '\0';
	if (result == SMSMODEM_OK)
		result = cnmi_note(modem, &known, error);
	if (result == SMSMODEM_OK && known)
		result = cnmi_named(modem, named, error);
	for (size_t i = 0; i < 3 && result == 0 && known; i++)
		if (is_tried(modem, ways[i]))
			result = cnmi_way(modem, ways[i], named, error);
	if (result < 0)
		return result;
	keep_reports(modem);
	bool any = wanted == SMSMODEM_RECEIVE_AUTO || wanted == SMSMODEM_RECEIVE_POLL;
	return result == 1 || any ? SMSMODEM_OK : refused(modem, error);
}

int cnmi_renew(struct smsmodem *modem, struct smsmodem_error *error)
{
	const struct arrivals *arrivals = modem->receiver->arrivals;
	int service = 1;
	int result = arrivals->acks ? csms_ask(modem, &service, error) : SMSMODEM_OK;

	/*
	 * It started anew without a word, and has forgotten +CSMS, too: with +CNMI alone it would
	 * hand messages over without waiting until the journal has them.
	 */
	if (result == SMSMODEM_OK && service != 1)
		modem->prepared = false;
	else if (result == SMSMODEM_OK && arrivals->cnmi[0])
		result = session_ask(&modem->session, arrivals->cnmi, 0, error);
	return fatal(result) ? result : SMSMODEM_OK;
}
