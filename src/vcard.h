/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Properties of vCards, a line or several each. */
#ifndef VCARD_H
#define VCARD_H

#include <smsmodem/phone.h>

#define PROPERTY_SIZE 4096

/** A property, taken apart. What of it does not fit is not kept. */
struct property {
	char name[32];
	char *value;
	bool quoted_printable;
	uint32_t charset; /* MIBenum, 0: UTF-8 or else ISO-8859-1 */
	char text[PROPERTY_SIZE];
};

/** Read the next property, unfolded. @return false: the text has ended */
bool property_unfold(struct smsmodem_vcards *cards, struct property *property);

/** Take it apart in place. @return false: it is none */
bool property_parse(struct property *property);

#endif
