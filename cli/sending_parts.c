/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parts of one message, with the outbox where it is wanted, and again where that may help. */
#include "sending.h"
#include <string.h>
#include <unistd.h>

#define BACKOFF_MS     INT64_C(5000)
#define BACKOFF_MAX_MS INT64_C(300000)

static void show_progress(const struct sending *sending, bool over)
{
	const struct smsmodem_sending *state = &sending->state;

	if (!sending->progress || state->encoder.parts < 2)
		return;
	if (isatty(2))
		(void)fprintf(stderr, over ? "\r\033[K" : "\rpart %d of %d", state->sent + 1,
			      state->encoder.parts);
	else if (!over)
		(void)fprintf(stderr, "part %d of %d\n", state->sent + 1, state->encoder.parts);
}

/* Nothing of the part was sent, and the next time it may be. */
static bool is_temporary(int code)
{
	return code == SMSMODEM_E_TEMPORARY || code == SMSMODEM_E_TIMEOUT;
}

static int begin(struct sending *sending, const struct smsmodem_submit *submit, unsigned flags,
		 struct smsmodem_error *error)
{
	if (!sending->key)
		return smsmodem_send_begin(sending->modem, &sending->state, submit, flags, error);
	int result = smsmodem_outbox_begin(sending->outbox, sending->key, submit,
					   sending->cli->modem.device, &sending->state, error);
	sending->state.flags = flags;
	sending->repeated = result == 0;
	return result;
}

static int next_part(struct sending *sending, struct smsmodem_error *error)
{
	struct smsmodem_encoder before = sending->state.encoder;
	int result;

	if (sending->key)
		return smsmodem_outbox_send_next(sending->outbox, sending->modem, &sending->state,
						 error);
	result = smsmodem_send_next(sending->modem, &sending->state, error);
	if (is_temporary(result))
		sending->state.encoder = before; /* that part is still to be sent */
	return result;
}

static int send_rest(struct sending *sending, struct smsmodem_error *error)
{
	int result;

	do {
		if (sending->state.sent < sending->state.encoder.parts)
			show_progress(sending, false);
		result = next_part(sending, error);
	} while (result > 0);
	show_progress(sending, true);
	return result;
}

/* Begin, or go on with what was left over when it failed. */
static int attempt(struct sending *sending, const struct smsmodem_submit *submit, unsigned flags,
		   bool *begun, struct smsmodem_error *error)
{
	int result;

	if (*begun) {
		result = smsmodem_prepare(sending->modem, error);
		return result < 0 ? result : send_rest(sending, error);
	}
	result = begin(sending, submit, flags, error);
	*begun = result > 0;
	return result > 0 ? send_rest(sending, error) : result;
}

/* @return SMSMODEM_OK, or what ended the wait; error has what it was for, too */
static int back_off(struct sending *sending, long tries, struct smsmodem_error *error)
{
	struct smsmodem_error why = *error;
	int64_t wait_ms = BACKOFF_MS << (tries < 6 ? tries : 6);

	if (wait_ms > BACKOFF_MAX_MS)
		wait_ms = BACKOFF_MAX_MS;
	cli_note(sending->cli, "%s; trying again in %d s (%ld of %ld)", why.text,
		 (int)(wait_ms / 1000), tries + 1, sending->retries);
	int result = smsmodem_wait(sending->modem, wait_ms, error);
	if (result < 0)
		(void)snprintf(error->text, sizeof error->text, "%.60s before another try: %.300s",
			       result == SMSMODEM_E_CANCELLED ? "cancelled" : "the link broke",
			       why.text);
	return result;
}

static int persist(struct sending *sending, const struct smsmodem_submit *submit, unsigned flags,
		   bool begun, struct smsmodem_error *error)
{
	int result = attempt(sending, submit, flags, &begun, error);

	for (long tries = 0; is_temporary(result) && tries < sending->retries; tries++) {
		result = back_off(sending, tries, error);
		if (result == SMSMODEM_OK)
			result = attempt(sending, submit, flags, &begun, error);
	}
	return result;
}

int sending_parts(struct sending *sending, const struct smsmodem_submit *submit, bool more,
		  struct smsmodem_error *error)
{
	return persist(sending, submit, sending->flags | (more ? SMSMODEM_SEND_MORE : 0), false,
		       error);
}

int sending_again(struct sending *sending, struct smsmodem_error *error)
{
	return persist(sending, NULL, sending->flags, true, error);
}
