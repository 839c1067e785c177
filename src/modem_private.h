/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef MODEM_PRIVATE_H
#define MODEM_PRIVATE_H

#include "session.h"
#include <smsmodem/modem.h>

enum modem_cmms {
	CMMS_UNTRIED,
	CMMS_ON,
	CMMS_REFUSED /* the modem does not know it, and is not asked again */
};

struct smsmodem {
	struct session session;
	struct transport *transport;
	struct smsmodem_trace *trace;
	char restore[64]; /* command that puts +CNMI back at the end, or empty */
	bool prepared;
	bool answered; /* it has been prepared once, so it is a modem */
	enum modem_cmms cmms;
	int64_t last_submit_ms; /* +CMMS=1 falls back by itself after a pause (27.005 3.5.6) */
	int64_t send_timeout_ms, command_timeout_ms;
	char *device, *pin_file, *state_dir; /* owned */
	bool pin_blind, pin_tried;
};

/**
 * Give the SIM its PIN, once. Refuses where that could cost the last attempts.
 *
 * @return SMSMODEM_OK: accepted; SMSMODEM_E_PIN or a failure of the session
 */
int modem_unlock(struct smsmodem *modem, struct smsmodem_error *error);

/** What the phone said to +CPIN?. @return SMSMODEM_OK, or SMSMODEM_E_PIN with what to do */
int modem_check_pin(struct smsmodem *modem, enum at_pin pin, struct smsmodem_error *error);

/** If the phone is not on a network, say so in error, which holds a refusal. @return the code */
int modem_explain_refusal(struct smsmodem *modem, struct smsmodem_error *error);

#endif
