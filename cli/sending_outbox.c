/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The outbox of `send`: opened when it is wanted, and told of what was sent without it. */
#include "sending.h"
#include <string.h>
#include <sys/random.h>

int sending_outbox(struct sending *sending, struct smsmodem_error *error)
{
	if (sending->outbox)
		return SMSMODEM_OK;
	return smsmodem_outbox_open(sending->cli->modem.state_dir, &sending->outbox, error);
}

/* Nobody else has it: 64 random bits. */
static int make_id(char kind, char *id, size_t size, struct smsmodem_error *error)
{
	uint64_t number;

	if (getrandom(&number, sizeof number, GRND_NONBLOCK) != (ssize_t)sizeof number)
		return smsmodem_error_set(error, SMSMODEM_E_TEMPORARY,
					  "the system has no random numbers yet");
	(void)snprintf(id, size, "%c-%016llx", kind, (unsigned long long)number);
	return SMSMODEM_OK;
}

void sending_note(struct sending *sending, const struct smsmodem_submit *submit,
		  const struct smsmodem_error *why)
{
	const struct smsmodem_sending *state = &sending->state;
	bool unknown = why && why->code == SMSMODEM_E_UNKNOWN;
	struct smsmodem_error error;

	sending->noted[0] = '\0';
	if (sending->key || sending->flags & SMSMODEM_SEND_STORE)
		return;
	if (!unknown && (!submit->report || state->sent == 0))
		return;
	int result = sending_outbox(sending, &error);
	if (result == SMSMODEM_OK)
		result =
			make_id(unknown ? 'u' : 'r', sending->noted, sizeof sending->noted, &error);
	if (result == SMSMODEM_OK)
		result = smsmodem_outbox_note(sending->outbox, sending->noted, submit,
					      sending->cli->modem.device, state, why, &error);
	if (result == SMSMODEM_OK)
		return;
	sending->noted[0] = '\0';
	if (!sending->unnoted)
		cli_note(sending->cli, "what was sent is not remembered: %s", error.text);
	sending->unnoted = true;
}
