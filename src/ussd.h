/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What +CUSD brings (27.007 7.15): one line or several, in many codings. */
#ifndef USSD_H
#define USSD_H

#include "phone_charset.h"
#include <smsmodem/phone.h>

/** How the text between the quotes stands there. */
enum ussd_form {
	USSD_FORM_PLAIN,  /**< in the character set of +CSCS */
	USSD_FORM_UCS2,   /**< UTF-16 in hexadecimal */
	USSD_FORM_PACKED, /**< packed septets in hexadecimal */
	USSD_FORM_WHOLE,  /**< septets, an octet each, in hexadecimal */
	USSD_FORM_OCTETS  /**< ASCII in hexadecimal */
};

/** Tell the form by <dcs> (-1: missing) and by the text itself; PLAIN where there is no proof. */
enum ussd_form ussd_form(const char *given, int dcs, enum phone_charset charset);

/**
 * The text, UTF-8 and NUL-terminated, without padding and code of a language; line ends are \n.
 * @return octets, or SMSMODEM_E_SPACE
 */
int ussd_decode(const char *given, int dcs, enum phone_charset charset, char *text, size_t size);

/** A whole line of +CUSD. @return SMSMODEM_OK, or SMSMODEM_E_DATA: it is none */
int ussd_line(const char *line, enum phone_charset charset, struct smsmodem_ussd *answer);

/**
 * Many modems give a text of several lines as it is, between its quotes: then lines of the modem's
 * follow that begin with anything.
 */
struct ussd_gather {
	bool open; /**< a quote is, and lines that follow belong to it */
	size_t length;
	char line[SMSMODEM_USSD_SIZE]; /**< joined by \n */
};

/** What a line was. */
enum ussd_gathered {
	USSD_GATHER_OTHER, /**< not of +CUSD */
	USSD_GATHER_MORE,  /**< of it, and it goes on */
	USSD_GATHER_WHOLE  /**< with it gather->line is whole */
};

/** Take a line of the modem's. What is known to be something else is left out. */
enum ussd_gathered ussd_gather(struct ussd_gather *gather, const char *line);

#endif
