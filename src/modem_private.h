/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef MODEM_PRIVATE_H
#define MODEM_PRIVATE_H

#include "phone_charset.h"
#include "session.h"
#include <smsmodem/modem.h>

enum modem_cmms {
	CMMS_UNTRIED,
	CMMS_ON,
	CMMS_REFUSED /* the modem does not know it, and is not asked again */
};

/* How a phone wants a USSD code. */
enum ussd_way {
	USSD_WAY_CHARSET, /* as it is, in the character set of +CSCS */
	USSD_WAY_PACKED,  /* septets, packed, in hexadecimal */
	USSD_WAY_UCS2,    /* with +CSCS="UCS2" */
	USSD_WAY_CODED    /* UTF-16 by its <dcs> */
};

struct receiver;
struct smsmodem_listing;

struct smsmodem {
	struct session session;
	struct transport *transport;
	struct smsmodem_trace *trace;
	char restore[64]; /* command that puts +CNMI back at the end, or empty */
	bool report_ack;  /* the phone keeps +CSMS=1: it waits for +CNMA after each +CDS */
	bool prepared;
	bool answered; /* it has been prepared once, so it is a modem */
	enum modem_cmms cmms;
	int64_t last_submit_ms; /* +CMMS=1 falls back by itself after a pause (27.005 3.5.6) */
	int64_t send_timeout_ms, command_timeout_ms;
	char *device, *pin_file, *state_dir; /* owned */
	struct transport_options how;        /* to open it again */
	struct closed_transport closed;      /* what transport is between the two */
	bool pin_blind, pin_tried;
	enum phone_charset charset;    /* when it was last asked */
	enum ussd_way ussd_way;        /* that the phone took */
	bool ussd_open;                /* a menu waits for its answer */
	size_t ussd_older;             /* unsolicited lines that were there when it came */
	struct receiver *receiver;     /* from smsmodem_receive on; owned */
	struct smsmodem_listing *read; /* what smsmodem_read gave out, or NULL; owned */
};

/** Close the device and forget what was under way; everything says SMSMODEM_E_LINK from now on. */
void modem_shut(struct smsmodem *modem);

/** Begin anew on a transport, which is the modem's from here on. */
void modem_attach(struct smsmodem *modem, struct transport *transport);

/** As session_ask, while a SIM that has just started refuses again and again, for some seconds. */
int modem_ask_ready(struct smsmodem *modem, const char *line, struct smsmodem_error *error);

/** As smsmodem_prepare; a phone without SMS has all the rest. */
int phone_prepare(struct smsmodem *modem, struct smsmodem_error *error);

/**
 * Give the SIM its PIN, once. Refuses where that could cost the last attempts.
 *
 * @return SMSMODEM_OK: accepted; SMSMODEM_E_PIN or a failure of the session
 */
int modem_unlock(struct smsmodem *modem, struct smsmodem_error *error);

/** What the phone said to +CPIN?. @return SMSMODEM_OK, or SMSMODEM_E_PIN with what to do */
int modem_check_pin(struct smsmodem *modem, enum at_pin pin, struct smsmodem_error *error);

/** Make it ready for messages, several of them where parts or flags say so. */
int modem_send_ready(struct smsmodem *modem, int parts, unsigned flags,
		     struct smsmodem_error *error);

/** Send one part, and count it. @return 1, or a failure as of smsmodem_send_next; error is wanted
 */
int modem_send_pdu(struct smsmodem *modem, struct smsmodem_sending *sending,
		   const struct smsmodem_pdu *pdu, struct smsmodem_error *error);

/** What a failure makes of a message. @return result */
int modem_send_ended(struct smsmodem_sending *sending, int result, struct smsmodem_error *error);

/** If the phone is not on a network, say so in error, which holds a refusal. @return the code */
int modem_explain_refusal(struct smsmodem *modem, struct smsmodem_error *error);

/** The digits of an IMEI in what a phone says to +CGSN, or "": it says something else. */
void modem_read_imei(const char *line, char *imei, size_t size);

#endif
