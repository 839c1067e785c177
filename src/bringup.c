/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From an open device to a modem that takes messages: one combined command line where the phone
 * allows it (V.250 5.2), single ones where it does not.
 */
#include "modem_private.h"
#include <stdio.h>
#include <string.h>

#define FIRST_TIMEOUT_MS  2500
#define SIM_BUSY_WAIT_MS  500
#define SIM_BUSY_LIMIT_MS 15000

static const char combined_line[] = "ATE0V1+CMEE=1;+CPIN?;+CMGF=0";

static bool fatal(int result)
{
	return result == SMSMODEM_E_LINK || result == SMSMODEM_E_CANCELLED;
}

/* What to look at, by the kind of device. */
struct advice {
	const char *scheme;
	const char *silent, *talks;
};

static const struct advice *advice_for(const char *device)
{
	static const struct advice rows[] = {
		{"bt",
		 "this service takes no AT commands: `smsmodem bt services ADDRESS` shows others, "
		 "and bt:ADDRESS/CHANNEL names one",
		 "choose another service: `smsmodem bt services ADDRESS` shows them, and "
		 "bt:ADDRESS/CHANNEL names one"},
		{"", "check power and cable, another port of the same stick, or the speed (?baud=)",
		 "check the speed (?baud=) and the port"},
	};
	size_t i = 0;

	while (strncmp(device, rows[i].scheme, strlen(rows[i].scheme)) != 0)
		i++;
	return &rows[i];
}

static int no_modem(const struct smsmodem *modem, struct smsmodem_error *error)
{
	const struct advice *advice = advice_for(modem->device);

	if (modem->session.stall)
		return SMSMODEM_E_TIMEOUT; /* the error says what holds the octets */
	if (modem->session.seen == 0)
		return smsmodem_error_set(error, SMSMODEM_E_NOMODEM, "no modem answers on %s: %s",
					  modem->device, advice->silent);
	return smsmodem_error_set(error, SMSMODEM_E_NOMODEM,
				  "what answers on %s is no modem (%zu octets came, no result): %s",
				  modem->device, modem->session.seen, advice->talks);
}

/* Pass the time until the deadline; what comes in meanwhile is looked at. */
static int modem_wait(struct smsmodem *modem, int64_t deadline_ms, struct smsmodem_error *error)
{
	struct at_event event;

	do {
		int result = session_step(&modem->session, deadline_ms, &event, error);
		if (result < 0)
			return result;
	} while (event.kind != AT_EVENT_NONE);
	return SMSMODEM_OK;
}

/* A SIM that has just started, or got its PIN, refuses for some seconds (+CMS 314, +CME 14). */
int modem_ask_ready(struct smsmodem *modem, const char *line, struct smsmodem_error *error)
{
	int64_t limit_ms = session_now_ms(&modem->session) + SIM_BUSY_LIMIT_MS;

	for (;;) {
		int result = session_ask(&modem->session, line, 0, error);
		int64_t now_ms = session_now_ms(&modem->session);
		if (result != SMSMODEM_E_TEMPORARY || now_ms >= limit_ms)
			return result;
		result = modem_wait(modem, now_ms + SIM_BUSY_WAIT_MS, error);
		if (result < 0)
			return result;
	}
}

/*
 * Phones without +CPIN? have no lock to ask about; what it guards will say if it is there. Those of
 * today, asked by Bluetooth, give a number: phone failure, or not supported (27.007 9.2.1).
 */
static bool knows_no_pin(const struct at_final *final)
{
	return final->code < 0 ||
	       (final->result == AT_RESULT_CME && (final->code == 0 || final->code == 4));
}

static int pin_state(struct smsmodem *modem, struct smsmodem_error *error)
{
	int result = modem_ask_ready(modem, "AT+CPIN?", error);
	const char *line = session_find(&modem->session, "+CPIN:");
	enum at_pin pin;

	if (fatal(result))
		return result;
	if (result < 0)
		return result == SMSMODEM_E_REFUSED && knows_no_pin(&modem->session.final)
			       ? SMSMODEM_OK
			       : result;
	if (!line || at_reply_cpin(line, &pin) < 0)
		return SMSMODEM_OK;
	return modem_check_pin(modem, pin, error);
}

/*
 * Whoever knows the command at all has SMS, of the old kind without PDUs. Phones of today know the
 * commands for calls alone, as a hands-free set wants them.
 */
static int no_pdu_mode(struct smsmodem *modem, struct smsmodem_error *error)
{
	char refusal[SESSION_RESULT_SIZE];

	(void)snprintf(refusal, sizeof refusal, "%s", modem->session.result);
	int result = session_ask(&modem->session, "AT+CMGF=?", 0, error);
	const char *modes = session_find(&modem->session, "+CMGF:");

	if (fatal(result))
		return result;
	if (result == SMSMODEM_OK && modes)
		return smsmodem_error_set(error, SMSMODEM_E_REFUSED,
					  "the phone refuses SMS in PDU mode (AT+CMGF=0: %s), the "
					  "only one that is used here; it offers '%.40s'",
					  refusal, modes);
	return smsmodem_error_set(
		error, SMSMODEM_E_REFUSED,
		"the phone answers AT, but refuses SMS in PDU mode (AT+CMGF=0: %.60s): Android "
		"phones and iPhones offer SMS over Bluetooth's Message Access Profile only, which "
		"is not AT; use an SMS gateway app on the phone, or a feature phone or USB modem",
		refusal);
}

static int pdu_mode(struct smsmodem *modem, struct smsmodem_error *error)
{
	int result = modem_ask_ready(modem, "AT+CMGF=0", error);

	return result == SMSMODEM_E_REFUSED ? no_pdu_mode(modem, error) : result;
}

/* One command at a time; what only makes things nicer may be refused. */
static int bringup_single(struct smsmodem *modem, struct smsmodem_error *error)
{
	static const char *const nice[] = {"ATE0", "ATV1", "AT+CMEE=1"};

	int result = session_resync(&modem->session, error);
	if (result == SMSMODEM_E_TIMEOUT)
		return no_modem(modem, error);
	for (size_t i = 0; i < sizeof nice / sizeof nice[0] && result == SMSMODEM_OK; i++) {
		result = session_ask(&modem->session, nice[i], 0, error);
		if (result < 0 && !fatal(result))
			result = SMSMODEM_OK;
	}
	if (result == SMSMODEM_OK)
		result = pin_state(modem, error);
	if (result == SMSMODEM_OK)
		result = pdu_mode(modem, error);
	return result;
}

/* Whether the combined line did everything: the answer to +CPIN? proves that the OK is its own. */
static bool combined_done(const struct smsmodem *modem, int result)
{
	const char *line = session_find(&modem->session, "+CPIN:");
	enum at_pin pin;

	return result == SMSMODEM_OK && line && at_reply_cpin(line, &pin) == SMSMODEM_OK &&
	       pin == AT_PIN_READY;
}

/*
 * Whether the modem still is as it was made. One that has said that it started anew is not, and one
 * that was lost may have done so without a word; that one is found again first.
 */
static int still_prepared(struct smsmodem *modem, struct smsmodem_error *error)
{
	int result = session_poll(&modem->session, error);

	if (result == SMSMODEM_OK && modem->session.engine.state == AT_STATE_LOST) {
		modem->prepared = false;
		result = session_resync(&modem->session, error);
	}
	if (modem->session.restarted)
		modem->prepared = false;
	return result;
}

int smsmodem_prepare(struct smsmodem *modem, struct smsmodem_error *error)
{
	int64_t timeout_ms = FIRST_TIMEOUT_MS;
	int result = modem->answered ? still_prepared(modem, error) : SMSMODEM_OK;

	if (result < 0 || modem->prepared)
		return result;
	modem->session.restarted = false;
	if (modem->command_timeout_ms > 0 && modem->command_timeout_ms < timeout_ms)
		timeout_ms = modem->command_timeout_ms;
	result = session_ask(&modem->session, combined_line, timeout_ms, error);
	if (fatal(result))
		return result;
	if (!combined_done(modem, result))
		result = bringup_single(modem, error);
	modem->prepared = result == SMSMODEM_OK;
	modem->answered = modem->answered || modem->prepared;
	return result;
}
