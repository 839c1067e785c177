/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Is the phone still alive? One that is silent for long is asked; and one that talks, too, now and
 * then: some say how strong the signal is long after they have ceased to take commands.
 */
#include "arrivals.h"
#include "receive.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define WATCH_MS         60000
#define TALKING_TIMES    5     /* so many watch times until one that talks is asked */
#define LOOK_TIMES       10    /* so many times it is asked until its memories are read anyway */
#define QUERY_TIMEOUT_MS 15000 /* a SIM may be slow, but not longer than that */
#define RESET_TIMEOUT_MS 3000
#define MEMORIES         3 /* of +CPMS */

struct watch {
	size_t seen;        /* session.seen when it was last looked at */
	int64_t heard_ms;   /* when it had grown */
	int64_t asked_ms;   /* when the last question was answered */
	bool soon;          /* ask without waiting */
	unsigned asked;     /* answered questions */
	int used[MEMORIES]; /* as the last answer had them */
};

int watch_new(struct watch **watch)
{
	*watch = calloc(1, sizeof **watch);
	if (!*watch)
		return SMSMODEM_E_MEMORY;
	(*watch)->heard_ms = (*watch)->asked_ms = -1;
	return SMSMODEM_OK;
}

void watch_free(struct watch *watch)
{
	free(watch);
}

void watch_soon(struct smsmodem *modem)
{
	modem->receiver->watch->soon = true;
}

static void watch_hear(const struct smsmodem *modem, struct watch *watch)
{
	int64_t now_ms = session_now_ms(&modem->session);

	if (watch->heard_ms < 0 || watch->seen != modem->session.seen)
		watch->heard_ms = now_ms;
	if (watch->asked_ms < 0)
		watch->asked_ms = now_ms;
	watch->seen = modem->session.seen;
}

int64_t watch_deadline_ms(const struct smsmodem *modem)
{
	struct watch *watch = modem->receiver->watch;
	int64_t every_ms = modem->receiver->options.watch_ms;

	if (watch->soon)
		return 0;
	if (every_ms < 0)
		return -1;
	if (every_ms == 0)
		every_ms = WATCH_MS;
	watch_hear(modem, watch);
	int64_t silent_ms = watch->heard_ms + every_ms;
	int64_t talking_ms = watch->asked_ms + TALKING_TIMES * every_ms;
	return silent_ms < talking_ms ? silent_ms : talking_ms;
}

/* Whether the counts are others than last time. */
static bool watch_count(struct smsmodem *modem, struct watch *watch)
{
	const char *reply = session_find(&modem->session, "+CPMS:");
	char name[AT_MEMORY_SIZE];
	bool changed = false;
	int used, total, i = 0;

	for (; reply && i < MEMORIES; i++) {
		if (at_reply_cpms(reply, i, name, sizeof name, &used, &total) < 0)
			break;
		changed = changed || (used > 0 && used != watch->used[i]);
		watch->used[i] = used;
	}
	/* the last is the one that messages come to (27.005 3.2.2 <mem3>) */
	if (i > 0)
		notice_indicated(modem, name, total);
	return changed;
}

static bool unanswered(int result)
{
	return result == SMSMODEM_E_TIMEOUT;
}

/* The setting that makes the phone tell, "AT+CNMI=...", or NULL: it tells nothing. */
static const char *watch_setting(const struct smsmodem *modem)
{
	const struct arrivals *arrivals = modem->receiver->arrivals;

	return arrivals && arrivals->cnmi[0] ? arrivals->cnmi : NULL;
}

/* One that started anew without a word has forgotten it, and is made ready once more. */
static void watch_compare(struct smsmodem *modem)
{
	const char *setting = watch_setting(modem), *equals = setting ? strchr(setting, '=') : NULL;
	const char *reply = session_find(&modem->session, "+CNMI:");
	int wanted[5], present[5];
	char line[64];

	if (!equals || !reply)
		return;
	(void)snprintf(line, sizeof line, "+CNMI: %s", equals + 1);
	if (at_reply_cnmi(line, wanted) < 0 || at_reply_cnmi(reply, present) < 0)
		return;
	if ((present[0] > 0) != (wanted[0] > 0) || present[1] != wanted[1])
		modem->prepared = false;
}

/*
 * The first is answered by what reads the line, +CPMS? by what keeps messages: both have to. That
 * the phone refuses one is an answer, too.
 */
static int watch_query(struct smsmodem *modem, struct smsmodem_error *error)
{
	int result =
		session_ask(&modem->session, watch_setting(modem) ? "AT+CNMI?" : "AT", 0, error);

	if (result == SMSMODEM_E_LINK || result == SMSMODEM_E_CANCELLED || unanswered(result))
		return result;
	watch_compare(modem);
	return session_ask(&modem->session, "AT+CPMS?", QUERY_TIMEOUT_MS, error);
}

/* The last that can be tried by this line: what becomes of it is seen when it is opened again. */
static int watch_reset(struct smsmodem *modem, struct smsmodem_error *error)
{
	struct session *session = &modem->session;
	struct at_event event;
	int result;

	notice_link(modem, SMSMODEM_LINK_RESET,
		    "the phone does not answer: it is started anew (AT+CFUN=1,1)");
	if (at_engine_resync(&session->engine, "AT+CFUN=1,1", false, session_now_ms(session),
			     RESET_TIMEOUT_MS) < 0)
		return SMSMODEM_E_LINK;
	do {
		result = session_step(session, -1, &event, error);
		if (result == SMSMODEM_OK)
			(void)session_keep(session, &event);
	} while (result == SMSMODEM_OK && event.kind != AT_EVENT_FINAL &&
		 event.kind != AT_EVENT_TIMEOUT);
	at_engine_lose(&session->engine);
	return result;
}

static int watch_hung(struct smsmodem *modem, struct smsmodem_error *error)
{
	const struct smsmodem_error why = error ? *error : (struct smsmodem_error){0};
	int result = SMSMODEM_OK;

	notice_link(modem, SMSMODEM_LINK_HUNG, why.text[0] ? why.text : "the phone hangs");
	if (modem->receiver->options.reset)
		result = watch_reset(modem, error);
	if (result == SMSMODEM_E_CANCELLED)
		return result;
	return smsmodem_error_set(
		error, SMSMODEM_E_LINK, "the phone hangs: it does not answer any more; %s",
		modem->receiver->options.reset ? "it was told to start anew (AT+CFUN=1,1)"
					       : "open it again, or reset it");
}

int watch_ask(struct smsmodem *modem, bool *drain, struct smsmodem_error *error)
{
	struct watch *watch = modem->receiver->watch;
	int result = watch_query(modem, error);

	*drain = false;
	watch->soon = false;
	if (unanswered(result)) {
		result = session_resync(&modem->session, error);
		if (result == SMSMODEM_OK)
			result = watch_query(modem, error);
	}
	if (unanswered(result))
		return watch_hung(modem, error);
	if (result == SMSMODEM_E_LINK || result == SMSMODEM_E_CANCELLED)
		return result;
	watch_hear(modem, watch);
	watch->asked_ms = watch->heard_ms;
	bool changed = result == SMSMODEM_OK && watch_count(modem, watch);
	*drain = changed || ++watch->asked % LOOK_TIMES == 0;
	return SMSMODEM_OK;
}
