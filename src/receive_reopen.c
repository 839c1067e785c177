/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A link that broke is made anew; what was received by the old one stays. */
#include "receive_core.h"
#include "transports.h"
#include <stdlib.h>
#include <string.h>

/* What the old link has brought is read to its end, before it is forgotten. */
static int reopen_last_words(struct smsmodem *modem, struct smsmodem_error *error)
{
	(void)session_poll(&modem->session, NULL);
	int result = modem->receiver ? receive_lines(modem, error) : SMSMODEM_OK;
	if (modem->receiver && result == SMSMODEM_OK)
		result = receive_commit(modem, false, error);
	return result;
}

static void reopen_shut(struct smsmodem *modem)
{
	if (modem->receiver)
		wake_forget(modem->receiver->wake);
	modem_shut(modem);
}

int reopen_with(struct smsmodem *modem, struct transport *transport, struct smsmodem_error *error)
{
	modem_attach(modem, transport);
	if (modem->receiver)
		modem->receiver->generation++;
	int result = smsmodem_prepare(modem, error);
	if (result == SMSMODEM_OK && modem->receiver)
		result = receive_setup(modem, error);
	if (result < 0)
		reopen_shut(modem);
	else if (modem->receiver)
		notice_link(modem, SMSMODEM_LINK_UP, modem->device);
	if (modem->receiver)
		wake_arm(modem, false);
	return result;
}

static int reopen_device(struct smsmodem *modem, const char *device, struct smsmodem_error *error)
{
	struct transport *transport;

	modem->how.start_ms = session_now_ms(&modem->session);
	int result = transport_open(device, &modem->how, &transport, error);
	return result < 0 ? result : reopen_with(modem, transport, error);
}

int smsmodem_reopen(struct smsmodem *modem, const char *device, struct smsmodem_error *error)
{
	char *elsewhere = device ? strdup(device) : NULL;

	if (device && !elsewhere)
		return smsmodem_error_set(error, SMSMODEM_E_MEMORY, "out of memory");
	int result = reopen_last_words(modem, error);
	if (result < 0) {
		free(elsewhere);
		return result;
	}
	reopen_shut(modem);
	if (elsewhere) {
		free(modem->device);
		modem->device = elsewhere;
	}
	return reopen_device(modem, modem->device, error);
}
