/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A code goes to the network, what it says comes back as +CUSD, before the OK or long after it
 * (27.007 7.15).
 */
#include "ussd_talk.h"
#include "pdu.h"
#include <stdio.h>
#include <string.h>

#define LINE_TIMEOUT_MS 1500 /* between the lines of one text */
#define SEPTETS_MAX     182  /* in 160 octets (23.038 6.1.2.3) */
#define DCS_GSM7        15
#define DCS_UCS2        72
#define GIVEN_SIZE      (8 * SEPTETS_MAX + 1)

/* --- what is heard --- */

/* @param data the line below, or "" */
static void talk_hear(struct ussd_talk *talk, const char *line, const char *data)
{
	switch (talk->whole ? USSD_GATHER_OTHER : ussd_gather(&talk->gather, line)) {
	case USSD_GATHER_WHOLE: talk->whole = true; break;
	case USSD_GATHER_MORE: break;
	case USSD_GATHER_OTHER:
		if (lines_add(&talk->others, line, SIZE_MAX))
			(void)lines_add(&talk->others, data, SIZE_MAX);
		break;
	}
}

/* What came while the command ran: in its response, or behind that. */
void ussd_talk_hear_all(struct ussd_talk *talk)
{
	struct session *session = &talk->modem->session;
	const char *line;

	for (size_t i = 0; (line = lines_get(&session->response, i)) != NULL && !talk->whole; i++)
		if (ussd_gather(&talk->gather, line) == USSD_GATHER_WHOLE)
			talk->whole = true;
	for (size_t i = 0; (line = lines_get(&session->unsolicited, i)) != NULL; i += 2) {
		const char *data = lines_get(&session->unsolicited, i + 1);
		talk_hear(talk, line, data ? data : "");
	}
	lines_clear(&session->unsolicited);
}

/* Wait for it. A text whose quote is never closed ends when no further line comes. */
static int talk_wait(struct ussd_talk *talk, struct smsmodem_error *error)
{
	struct session *session = &talk->modem->session;
	struct at_event event;

	while (!talk->whole) {
		int64_t deadline_ms = talk->deadline_ms;
		int64_t pause_ms = session_now_ms(session) + LINE_TIMEOUT_MS;
		if (talk->gather.open && pause_ms < deadline_ms)
			deadline_ms = pause_ms;
		int result = session_step(session, deadline_ms, &event, error);
		if (result < 0)
			return result;
		if (event.kind == AT_EVENT_URC)
			talk_hear(talk, event.line, event.data ? event.data : "");
		else if (event.kind == AT_EVENT_NONE && talk->gather.open)
			talk->whole = true;
		else if (event.kind == AT_EVENT_NONE)
			return smsmodem_error_set(
				error, SMSMODEM_E_TIMEOUT,
				"the network did not answer %.40s in time; nothing more is "
				"waited for, try again",
				talk->code);
	}
	return SMSMODEM_OK;
}

/* --- what is said --- */

/* Septets packed, and in hexadecimal, as Huawei sticks want it; padded (23.038 6.1.2.3.1). */
static int code_packed(const char *code, char *given, size_t size)
{
	char hex[2 * SEPTETS_MAX + 1];
	uint8_t septets[SEPTETS_MAX + 1], octets[SEPTETS_MAX];
	size_t count;

	if (phone_text_encode(PHONE_CHARSET_HEX, code, hex, sizeof hex) < 0 ||
	    !phone_hex_septets(hex, septets, SEPTETS_MAX, &count))
		return SMSMODEM_E_TEXT;
	if (count % 8 == 7)
		septets[count++] = '\r';
	int packed = pdu_gsm7_pack(septets, count, 0, octets, sizeof octets);
	return packed < 0 ? packed : pdu_hex_encode(octets, (size_t)packed, given, size);
}

/* @return SMSMODEM_E_TEXT: the code cannot be said so */
static int code_encode(const struct ussd_talk *talk, enum ussd_way way, char *given, size_t size)
{
	switch (way) {
	case USSD_WAY_CHARSET: return phone_text_encode(talk->charset, talk->code, given, size);
	case USSD_WAY_PACKED: return code_packed(talk->code, given, size);
	case USSD_WAY_UCS2:
	case USSD_WAY_CODED: return phone_text_encode(PHONE_CHARSET_UCS2, talk->code, given, size);
	}
	return SMSMODEM_E_TEXT;
}

static int talk_say(struct ussd_talk *talk, enum ussd_way way, struct smsmodem_error *error)
{
	struct session *session = &talk->modem->session;
	char given[GIVEN_SIZE], line[GIVEN_SIZE + 32];

	if (code_encode(talk, way, given, sizeof given) < 0)
		return smsmodem_error_set(
			error, SMSMODEM_E_TEXT,
			"the phone cannot be told %.40s: a character of it has no "
			"place in its character set",
			talk->code);
	(void)snprintf(line, sizeof line, "AT+CUSD=1,\"%s\",%d", given,
		       way == USSD_WAY_CODED ? DCS_UCS2 : DCS_GSM7);
	int64_t left_ms = talk->deadline_ms - session_now_ms(session);
	int result = session_ask(session, line, left_ms > 0 ? left_ms : 1, error);
	ussd_talk_hear_all(talk);
	/* one that says everything but OK has answered, too */
	if (talk->whole && (result == SMSMODEM_E_TIMEOUT || result == SMSMODEM_E_REFUSED))
		return SMSMODEM_OK;
	return result == SMSMODEM_OK ? talk_wait(talk, error) : result;
}

/* In UTF-16, which is put back at once. */
static int talk_say_ucs2(struct ussd_talk *talk, struct smsmodem_error *error)
{
	struct session *session = &talk->modem->session;
	const enum phone_charset before = talk->charset;
	int result = phone_charset_set(session, PHONE_CHARSET_UCS2, error);

	if (result < 0)
		return result;
	talk->charset = PHONE_CHARSET_UCS2;
	result = talk_say(talk, USSD_WAY_UCS2, error);
	if (result != SMSMODEM_E_LINK && result != SMSMODEM_E_CANCELLED)
		(void)phone_charset_set(
			session, before == PHONE_CHARSET_UNKNOWN ? PHONE_CHARSET_IRA : before,
			NULL);
	return result;
}

int ussd_talk_read(struct ussd_talk *talk, struct smsmodem_error *error)
{
	if (ussd_line(talk->gather.line, talk->charset, talk->answer) == SMSMODEM_OK)
		return SMSMODEM_OK;
	return smsmodem_error_set(error, SMSMODEM_E_DATA,
				  "what the phone says of the network's answer is no +CUSD: %.80s",
				  talk->gather.line);
}

int ussd_talk_try(struct ussd_talk *talk, enum ussd_way way, struct smsmodem_error *error)
{
	talk->whole = false;
	talk->gather = (struct ussd_gather){.open = false};
	int result = way == USSD_WAY_UCS2 ? talk_say_ucs2(talk, error) : talk_say(talk, way, error);
	return result < 0 ? result : ussd_talk_read(talk, error);
}
