/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A code said to the phone in one of several ways, and what the network says to it. */
#ifndef USSD_TALK_H
#define USSD_TALK_H

#include "modem_private.h"
#include "ussd.h"

/** One code on its way. */
struct ussd_talk {
	struct smsmodem *modem;
	const char *code;
	int64_t deadline_ms;
	enum phone_charset charset; /* that the phone is in */
	struct ussd_gather gather;
	struct lines others; /* lines that came unasked and are not of it */
	bool whole;          /* gather.line holds what the network says */
	struct smsmodem_ussd *answer;
};

/** Hear what came while the last command ran, in its response or behind that. */
void ussd_talk_hear_all(struct ussd_talk *talk);

/** Say the code in one way and wait for what the network says. @return SMSMODEM_E_TEXT: it cannot
 * be said so; or as smsmodem_ussd, the answer's state aside */
int ussd_talk_try(struct ussd_talk *talk, enum ussd_way way, struct smsmodem_error *error);

/** Make the answer of the whole line. @return SMSMODEM_OK or SMSMODEM_E_DATA */
int ussd_talk_read(struct ussd_talk *talk, struct smsmodem_error *error);

#endif
