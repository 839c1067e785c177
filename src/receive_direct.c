/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Messages that the phone forwards (27.005 3.4.1 +CMT, +CDS). Where the network waits for an
 * acknowledgement (+CSMS=1) it gets one when the journal has the message, and not before; what is
 * not acknowledged comes again.
 */
#include "receive_core.h"
#include <string.h>

#define TORN_MAX ((size_t)4 * ARRIVALS_MAX) /* PDUs that memory alone may have */
/* Phones differ in when they give up on an acknowledgement; by the latter all have. */
#define RENEW_MS     2000
#define RENEW_MAX_MS 30000

/* The same again is what was sent; one that is torn on the way comes whole the next time. */
static bool is_torn(struct arrivals *arrivals, const struct received *pdu)
{
	struct journal_id id;

	if (pdu->sound || !arrivals->acks)
		return false;
	taken_identify(arrivals, pdu->octets, pdu->length, &id);
	bool again = memcmp(&id, &arrivals->torn, sizeof id) == 0;
	arrivals->torn = id;
	return !again;
}

int direct_line(struct smsmodem *modem, const char *line, const char *data,
		struct smsmodem_error *error)
{
	static const struct origin nowhere = {-1, -1, -1};
	struct arrivals *arrivals = modem->receiver->arrivals;
	struct received pdu;
	int length;

	if (at_reply_direct(line, &length) < 0) {
		/* a header of text mode: the phone has forgotten what it was told */
		modem->prepared = false;
		return SMSMODEM_OK;
	}
	bool full = !modem->receiver->journal && arrivals->waiting >= TORN_MAX;
	bool readable = received_read(data, length, &pdu) == SMSMODEM_OK;
	if (!readable && !arrivals->acks)
		notice_link(modem, SMSMODEM_LINK_UP,
			    "a message was forwarded that is no PDU; it will not come again");
	if (full || !readable || is_torn(arrivals, &pdu)) {
		arrivals->nacks_due += arrivals->acks;
		return SMSMODEM_OK;
	}
	int result = arrive(modem, &pdu, &nowhere, error);
	if (result == SMSMODEM_OK)
		arrivals->acks_due += arrivals->acks;
	else
		direct_unacknowledged(modem);
	return result;
}

void direct_unacknowledged(struct smsmodem *modem)
{
	struct arrivals *arrivals = modem->receiver->arrivals;
	int64_t pause_ms = 4 * arrivals->renew_pause_ms;

	if (pause_ms == 0)
		pause_ms = RENEW_MS;
	arrivals->renew_pause_ms = pause_ms < RENEW_MAX_MS ? pause_ms : RENEW_MAX_MS;
	arrivals->renew_ms = session_now_ms(&modem->session) + arrivals->renew_pause_ms;
}

int direct_renew(struct smsmodem *modem, struct smsmodem_error *error)
{
	struct arrivals *arrivals = modem->receiver->arrivals;

	arrivals->renew_ms = -1;
	if (arrivals->renew_pause_ms < RENEW_MAX_MS)
		direct_unacknowledged(modem);
	memory_doubt_all(modem);
	return cnmi_renew(modem, error);
}

static int acknowledge(struct smsmodem *modem, struct smsmodem_error *error)
{
	struct arrivals *arrivals = modem->receiver->arrivals;
	const struct at_final *final = &modem->session.final;
	int result = session_ask(&modem->session, arrivals->ack_numbered ? "AT+CNMA=0" : "AT+CNMA",
				 0, error);

	if (result != SMSMODEM_E_REFUSED || arrivals->ack_numbered)
		return result;
	/* 340: none is awaited, which is no fault of the command */
	if (final->result == AT_RESULT_CMS && final->code == 340)
		return result;
	arrivals->ack_numbered = true;
	return session_ask(&modem->session, "AT+CNMA=0", 0, error);
}

int direct_acknowledge(struct smsmodem *modem, struct smsmodem_error *error)
{
	struct arrivals *arrivals = modem->receiver->arrivals;
	int result = receive_commit(modem, true, error);

	if (result < 0)
		return result;
	for (; arrivals->acks_due > 0; arrivals->acks_due--) {
		result = acknowledge(modem, error);
		if (receive_fatal(result) || result == SMSMODEM_E_TIMEOUT)
			return result;
		if (arrivals->renew_ms < 0)
			arrivals->renew_pause_ms = 0;
	}
	for (; arrivals->nacks_due > 0; arrivals->nacks_due--) {
		result = session_ask(&modem->session, "AT+CNMA=2", 0, error);
		if (receive_fatal(result) || result == SMSMODEM_E_TIMEOUT)
			return result;
		direct_unacknowledged(modem);
	}
	return SMSMODEM_OK;
}
