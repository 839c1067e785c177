/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A message goes out: one +CMGS a part, nothing ever twice, and three honest outcomes. */
#include "modem_private.h"
#include <stdio.h>
#include <string.h>

#define PROMPT_TIMEOUT_MS 10000
#define CMMS_PAUSE_MS     1000 /* the shortest after which +CMMS=1 may have ended */

const char *smsmodem_status_name(enum smsmodem_status status)
{
	switch (status) {
	case SMSMODEM_STATUS_SENT: return "sent";
	case SMSMODEM_STATUS_FAILED: return "failed";
	case SMSMODEM_STATUS_UNKNOWN: return "unknown";
	case SMSMODEM_STATUS_PARTIAL: return "partial";
	}
	return "failed";
}

/* Keep the radio link up between messages (27.005 3.5.6). Refusal is harmless. */
static int send_hold_link(struct smsmodem *modem, struct smsmodem_error *error)
{
	int64_t now_ms = session_now_ms(&modem->session);
	bool lapsed = now_ms - modem->last_submit_ms > CMMS_PAUSE_MS;

	if (modem->cmms == CMMS_REFUSED || (modem->cmms == CMMS_ON && !lapsed))
		return SMSMODEM_OK;
	int result = session_ask(&modem->session, "AT+CMMS=1", 0, error);
	modem->last_submit_ms = now_ms;
	modem->cmms = result == SMSMODEM_OK ? CMMS_ON : CMMS_REFUSED;
	return result == SMSMODEM_E_LINK || result == SMSMODEM_E_CANCELLED ? result : SMSMODEM_OK;
}

int modem_send_ready(struct smsmodem *modem, int parts, unsigned flags,
		     struct smsmodem_error *error)
{
	int result = smsmodem_prepare(modem, error);
	bool several = parts > 1 || (flags & SMSMODEM_SEND_MORE);

	if (result == SMSMODEM_OK && several && !(flags & SMSMODEM_SEND_STORE))
		result = send_hold_link(modem, error);
	return result;
}

int smsmodem_send_begin(struct smsmodem *modem, struct smsmodem_sending *sending,
			const struct smsmodem_submit *submit, unsigned flags,
			struct smsmodem_error *error)
{
	sending->status = SMSMODEM_STATUS_FAILED;
	sending->sent = 0;
	sending->flags = flags;
	int parts = smsmodem_encode_begin(&sending->encoder, submit, error);
	if (parts < 0)
		return parts;
	int result = modem_send_ready(modem, parts, flags, error);
	return result < 0 ? result : parts;
}

/* A bare refusal often means "no network": ask, and say so. */
int modem_explain_refusal(struct smsmodem *modem, struct smsmodem_error *error)
{
	static const char *const questions[] = {"AT+CREG?", "AT+CEREG?"};
	int stat = AT_REGISTRATION_UNKNOWN;
	bool known = false;
	char result[SESSION_RESULT_SIZE];

	memcpy(result, modem->session.result, sizeof result);

	for (size_t i = 0; i < sizeof questions / sizeof questions[0]; i++) {
		if (session_ask(&modem->session, questions[i], 0, NULL) < 0)
			continue;
		const char *line = session_find(&modem->session, i ? "+CEREG:" : "+CREG:");
		if (!line || at_reply_creg(line, &stat) < 0)
			continue;
		known = true;
		/* registered, also for SMS only (6, 7): the network is not what is missing */
		if (stat == AT_REGISTRATION_HOME || stat == AT_REGISTRATION_ROAMING || stat > 5)
			return error->code;
	}
	if (!known || stat == AT_REGISTRATION_UNKNOWN)
		return error->code;
	struct smsmodem_error refusal = *error;
	smsmodem_error_set(error, SMSMODEM_E_TEMPORARY,
			   "the phone is not registered with a network (%s), check antenna, "
			   "reception and SIM [%s]",
			   stat == AT_REGISTRATION_DENIED      ? "registration denied"
			   : stat == AT_REGISTRATION_SEARCHING ? "searching"
							       : "not searching",
			   result);
	error->cms = refusal.cms;
	error->cme = refusal.cme;
	return error->code;
}

/* Which refusals say nothing of their own about the network. */
static bool wants_explanation(const struct smsmodem_error *error)
{
	static const int vague_cms[] = {38, 41, 42, 47, 331, 332, 500};

	if (error->cme >= 0)
		return error->cme == 30 || error->cme == 31 || error->cme == 100;
	if (error->cms < 0)
		return true;
	for (size_t i = 0; i < sizeof vague_cms / sizeof vague_cms[0]; i++)
		if (error->cms == vague_cms[i])
			return true;
	return false;
}

static int send_refused(struct smsmodem *modem, const struct smsmodem_sending *sending, int part,
			struct smsmodem_error *error)
{
	char what[96];
	const char *verb = sending->flags & SMSMODEM_SEND_STORE ? "storing" : "sending";

	if (sending->encoder.parts > 1)
		(void)snprintf(what, sizeof what, "%s part %d of %d was refused", verb, part,
			       sending->encoder.parts);
	else
		(void)snprintf(what, sizeof what, "%s was refused", verb);
	int result = session_final_error(&modem->session, what, error);
	/* no number where AT+CMEE=1 was said, or a lock: it has forgotten what it was told */
	if (result == SMSMODEM_E_PIN || (error->cms < 0 && error->cme < 0))
		modem->prepared = false;
	if (result == SMSMODEM_E_PIN || !wants_explanation(error))
		return result;
	return modem_explain_refusal(modem, error);
}

static const char *send_prefix(const struct smsmodem_sending *sending)
{
	return sending->flags & SMSMODEM_SEND_STORE ? "+CMGW:" : "+CMGS:";
}

/* The modem's answer to a part that it took. */
static int16_t send_reference(const struct session *session, const struct smsmodem_sending *sending)
{
	int reference;
	const char *line = session_find(session, send_prefix(sending));

	if (!line)
		return -1;
	if ((sending->flags & SMSMODEM_SEND_STORE ? at_reply_cmgw(line, &reference)
						  : at_reply_cmgs(line, &reference)) < 0)
		return -1;
	return (int16_t)(reference > INT16_MAX ? -1 : reference);
}

/* Part k was not accepted: what that makes of the message. */
int modem_send_ended(struct smsmodem_sending *sending, int result, struct smsmodem_error *error)
{
	struct smsmodem_error why = *error;

	if (result == SMSMODEM_E_UNKNOWN)
		sending->status = SMSMODEM_STATUS_UNKNOWN;
	if (result == SMSMODEM_E_UNKNOWN || sending->sent == 0)
		return result;
	sending->status = SMSMODEM_STATUS_PARTIAL;
	(void)snprintf(error->text, sizeof error->text, "only %d of %d parts were sent: %.300s",
		       sending->sent, sending->encoder.parts, why.text);
	return result;
}

#define CMS_NETWORK_TIMEOUT 332 /* 27.005 3.2.5 */
#define CME_NETWORK_TIMEOUT 31  /* 27.007 9.2.1 */

/* The phone does not know either whether the network has it. */
static bool is_network_timeout(const struct at_final *final)
{
	return (final->result == AT_RESULT_CMS && final->code == CMS_NETWORK_TIMEOUT) ||
	       (final->result == AT_RESULT_CME && final->code == CME_NETWORK_TIMEOUT);
}

/*
 * 27.005 4.3, 4.4: what was taken has a reference, and what was refused has none. One wrong bit
 * makes ESC of Ctrl-Z, and OK is the answer to that too.
 */
static int send_doubtful(struct smsmodem *modem, const struct smsmodem_sending *sending,
			 struct smsmodem_error *error)
{
	struct session *session = &modem->session;
	bool accepted = session->final.result == AT_RESULT_OK;
	bool named = session_find(session, send_prefix(sending)) != NULL;

	if (!at_engine_handed_over(&session->engine))
		return SMSMODEM_OK;
	if (is_network_timeout(&session->final)) {
		bool cms = session->final.result == AT_RESULT_CMS;

		(void)session_unknown(session,
				      cms ? "+CMS ERROR: 332 (network timeout) came"
					  : "+CME ERROR: 31 (network timeout) came",
				      error);
		error->cms = cms ? CMS_NETWORK_TIMEOUT : -1;
		error->cme = cms ? -1 : CME_NETWORK_TIMEOUT;
		return SMSMODEM_E_UNKNOWN;
	}
	if (accepted == named)
		return SMSMODEM_OK;
	return session_unknown(session,
			       accepted ? "the modem answered OK without a reference"
					: "the modem gave a reference and then an error",
			       error);
}

static int send_part(struct smsmodem *modem, const struct smsmodem_sending *sending,
		     const struct smsmodem_pdu *pdu, struct smsmodem_error *error)
{
	char line[32];
	bool store = sending->flags & SMSMODEM_SEND_STORE;
	int built = store ? at_command_cmgw(line, sizeof line, pdu->length)
			  : at_command_cmgs(line, sizeof line, pdu->length);
	int64_t limit_ms = modem->session.limit_ms;
	const struct at_command command = {
		.line = line,
		.data = pdu->hex,
		.timeout_ms =
			limit_ms > 0 && limit_ms < PROMPT_TIMEOUT_MS ? limit_ms : PROMPT_TIMEOUT_MS,
		.data_timeout_ms = modem->send_timeout_ms,
	};

	if (built < 0)
		return smsmodem_error_set(error, SMSMODEM_E_BUG, "the command has no room");
	int result = session_run(&modem->session, &command, error);
	modem->last_submit_ms = session_now_ms(&modem->session);
	if (modem->session.final.result == AT_RESULT_NONE)
		return result; /* the link, time or the caller; session_run said it all */
	if (send_doubtful(modem, sending, error) < 0)
		return SMSMODEM_E_UNKNOWN;
	if (result < 0)
		return send_refused(modem, sending, pdu->part, error);
	if (!at_engine_handed_over(&modem->session.engine)) {
		/* that was the answer to something else, and the prompt may come yet */
		at_engine_lose(&modem->session.engine);
		return smsmodem_error_set(error, SMSMODEM_E_TEMPORARY,
					  "the modem answered %s without asking for the message",
					  modem->session.result);
	}
	return SMSMODEM_OK;
}

int modem_send_pdu(struct smsmodem *modem, struct smsmodem_sending *sending,
		   const struct smsmodem_pdu *pdu, struct smsmodem_error *error)
{
	int result = send_part(modem, sending, pdu, error);

	if (result < 0)
		return modem_send_ended(sending, result, error);
	sending->refs[sending->sent++] = send_reference(&modem->session, sending);
	return 1;
}

int smsmodem_send_next(struct smsmodem *modem, struct smsmodem_sending *sending,
		       struct smsmodem_error *error)
{
	struct smsmodem_error own; /* explaining a refusal wants one to look at */
	struct smsmodem_pdu pdu;

	if (!error)
		error = &own;
	int result = smsmodem_encode_next(&sending->encoder, &pdu, error);
	if (result < 0)
		return modem_send_ended(sending, result, error);
	if (result == 0) {
		sending->status = SMSMODEM_STATUS_SENT;
		return 0;
	}
	return modem_send_pdu(modem, sending, &pdu, error);
}

int smsmodem_send(struct smsmodem *modem, struct smsmodem_sending *sending,
		  const struct smsmodem_submit *submit, unsigned flags,
		  struct smsmodem_error *error)
{
	int result = smsmodem_send_begin(modem, sending, submit, flags, error);

	while (result > 0)
		result = smsmodem_send_next(modem, sending, error);
	return result;
}
