/* SPDX-License-Identifier: GPL-3.0-or-later */
/* USSD (27.007 7.15): which way the phone wants a code, sessions, and what comes of it. */
#include "ussd_talk.h"

#define ANSWER_TIMEOUT_MS 60000
#define CANCEL_TIMEOUT_MS 5000
#define SEPTETS_MAX       182 /* in 160 octets (23.038 6.1.2.3) */

const char *smsmodem_ussd_state_name(enum smsmodem_ussd_state state)
{
	static const char *const names[] = {"done",  "menu",        "ended",
					    "taken", "unsupported", "timeout"};

	return (size_t)state < sizeof names / sizeof names[0] ? names[state] : "unknown";
}

/* --- which way the phone wants it --- */

/*
 * A refusal of the phone's own, not of the network, the card or the moment (27.007 9.2.1): a code
 * in another form may be one it knows.
 */
static bool refuses_form(const struct session *session, int result)
{
	const struct at_final *final = &session->final;

	if (result == SMSMODEM_E_TEXT)
		return true; /* it cannot be said this way */
	if (result != SMSMODEM_E_REFUSED)
		return false;
	return final->result == AT_RESULT_ERROR ||
	       (final->result == AT_RESULT_CME &&
		(final->code < 10 || (final->code >= 21 && final->code < 30) || final->code >= 48));
}

/* What Huawei sticks make of a code that is not packed: the network ends the session at once. */
static bool not_understood(const struct smsmodem_ussd *answer, int result)
{
	return result == SMSMODEM_OK && answer->state == SMSMODEM_USSD_ENDED && !answer->text[0];
}

static bool is_gsm(const char *code)
{
	char hex[4 * SEPTETS_MAX];

	return phone_text_encode(PHONE_CHARSET_HEX, code, hex, sizeof hex) >= 0;
}

/*
 * Nothing that may have reached the network and been answered is said again: it may cost. The first
 * outcome counts where no other is better.
 */
static int talk_open(struct ussd_talk *talk, struct smsmodem_error *error)
{
	static const enum ussd_way ways[] = {USSD_WAY_CHARSET, USSD_WAY_PACKED, USSD_WAY_UCS2};
	struct smsmodem_error other = {0};
	struct smsmodem_ussd first;

	if (!is_gsm(talk->code))
		return ussd_talk_try(talk, talk->modem->ussd_way = USSD_WAY_CODED, error);
	int result = ussd_talk_try(talk, talk->modem->ussd_way = USSD_WAY_CHARSET, error);
	first = *talk->answer;
	int outcome = result;
	for (size_t i = 1; i < sizeof ways / sizeof ways[0]; i++) {
		bool again = not_understood(talk->answer, outcome);
		if (!refuses_form(&talk->modem->session, outcome) && !again)
			break;
		outcome = ussd_talk_try(talk, ways[i], &other);
		if (outcome == SMSMODEM_OK && !not_understood(talk->answer, outcome)) {
			talk->modem->ussd_way = ways[i];
			return SMSMODEM_OK;
		}
		if (again)
			break;
	}
	bool tells = outcome == SMSMODEM_E_LINK || outcome == SMSMODEM_E_CANCELLED ||
		     outcome == SMSMODEM_E_TIMEOUT;
	if (tells && error && outcome != result)
		*error = other;
	*talk->answer = first;
	return tells ? outcome : result;
}

/* --- all of it --- */

static int answer_result(const struct ussd_talk *talk, struct smsmodem_error *error)
{
	const struct smsmodem_ussd *answer = talk->answer;

	switch (answer->state) {
	case SMSMODEM_USSD_DONE:
	case SMSMODEM_USSD_MENU: return SMSMODEM_OK;
	case SMSMODEM_USSD_ENDED:
		if (answer->text[0])
			return SMSMODEM_OK;
		return smsmodem_error_set(error, SMSMODEM_E_REFUSED,
					  "the network ended %.40s without an answer: it may not "
					  "know this code",
					  talk->code);
	case SMSMODEM_USSD_TAKEN:
		return smsmodem_error_set(error, SMSMODEM_E_TEMPORARY,
					  "somebody else answered the network in between, on the "
					  "phone itself or by another program; try again");
	case SMSMODEM_USSD_UNSUPPORTED:
		return smsmodem_error_set(error, SMSMODEM_E_REFUSED,
					  "the network does not support %.40s: check the code with "
					  "your operator",
					  talk->code);
	case SMSMODEM_USSD_TIMEOUT: break;
	}
	return smsmodem_error_set(error, SMSMODEM_E_TEMPORARY,
				  "the network's own time for %.40s ran out; try again",
				  talk->code);
}

/* The network may have ended the session, or said more, while its menu was read. */
static int talk_go_on(struct ussd_talk *talk, struct smsmodem_error *error)
{
	struct session *session = &talk->modem->session;
	int result = session_poll(session, error);

	lines_clear(&session->response);
	if (result == SMSMODEM_OK)
		ussd_talk_hear_all(talk);
	if (result < 0 || !talk->whole)
		return result < 0 ? result : ussd_talk_try(talk, talk->modem->ussd_way, error);
	return ussd_talk_read(talk, error);
}

static int talk_run(struct ussd_talk *talk, struct smsmodem_error *error)
{
	struct smsmodem *modem = talk->modem;

	if (modem->ussd_open)
		return talk_go_on(talk, error);
	int result = phone_charset_ask(&modem->session, &modem->charset, error);
	talk->charset = modem->charset;
	return result < 0 ? result : talk_open(talk, error);
}

/*
 * What came unasked before the code is not the answer to it: all of it, or in a session what was
 * there when the network said its last.
 */
static void talk_set_aside(struct ussd_talk *talk)
{
	struct lines *unsolicited = &talk->modem->session.unsolicited;
	size_t older = unsolicited->count;
	const char *line;

	if (talk->modem->ussd_open && talk->modem->ussd_older < older)
		older = talk->modem->ussd_older;
	for (size_t i = 0; i < older && (line = lines_get(unsolicited, i)) != NULL; i++)
		(void)lines_add(&talk->others, line, SIZE_MAX);
	if (older > 0)
		lines_drop(unsolicited, older);
}

int smsmodem_ussd_check(const char *code, struct smsmodem_error *error)
{
	char units[4 * SEPTETS_MAX + 1];

	if (code[0] == '\0')
		return smsmodem_error_set(error, SMSMODEM_E_DATA,
					  "what is empty is neither a USSD code nor an answer");
	if (phone_text_encode(PHONE_CHARSET_UCS2, code, units, sizeof units) < 0)
		return smsmodem_error_set(error, SMSMODEM_E_DATA,
					  "a USSD code or an answer is UTF-8, of at most %d "
					  "characters",
					  SEPTETS_MAX);
	for (const char *octet = code; *octet; octet++)
		if ((unsigned char)*octet < 0x20 && *octet != '\n')
			return smsmodem_error_set(
				error, SMSMODEM_E_DATA,
				"a USSD code or an answer has no control characters");
	return SMSMODEM_OK;
}

int smsmodem_ussd(struct smsmodem *modem, const char *code, int64_t timeout_ms,
		  struct smsmodem_ussd *answer, struct smsmodem_error *error)
{
	int result = smsmodem_ussd_check(code, error);

	*answer = (struct smsmodem_ussd){.dcs = -1};
	if (result == SMSMODEM_OK)
		result = phone_prepare(modem, error);
	if (result < 0)
		return result;
	struct ussd_talk talk = {
		.modem = modem,
		.code = code,
		.deadline_ms = session_now_ms(&modem->session) +
			       (timeout_ms > 0 ? timeout_ms : ANSWER_TIMEOUT_MS),
		.charset = modem->charset,
		.answer = answer,
	};
	talk_set_aside(&talk);
	result = talk_run(&talk, error);
	lines_free(&modem->session.unsolicited);
	modem->session.unsolicited = talk.others;
	modem->ussd_older = talk.others.count;
	modem->ussd_open = result == SMSMODEM_OK && answer->state == SMSMODEM_USSD_MENU;
	if (result == SMSMODEM_E_TIMEOUT || result == SMSMODEM_E_CANCELLED)
		(void)smsmodem_ussd_cancel(modem, NULL);
	return result < 0 ? result : answer_result(&talk, error);
}

int smsmodem_ussd_cancel(struct smsmodem *modem, struct smsmodem_error *error)
{
	int cancel_fd = modem->transport->cancel_fd;

	modem->transport->cancel_fd = -1;
	int result = session_ask(&modem->session, "AT+CUSD=2", CANCEL_TIMEOUT_MS, error);
	modem->transport->cancel_fd = cancel_fd;
	modem->ussd_open = false;
	return result == SMSMODEM_E_REFUSED ? SMSMODEM_OK : result; /* there was none */
}
