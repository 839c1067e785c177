/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Inside a phonebook: phonebook.c selects it, _read reads places, _write fills them. */
#ifndef PHONEBOOK_H
#define PHONEBOOK_H

#include "at_words.h"
#include "modem_private.h"
#include <smsmodem/phone.h>

struct smsmodem_phonebook {
	struct smsmodem *modem; /* borrowed */
	struct smsmodem_phonebook_info info;
	char storage_before[8];            /* to be put back, or empty */
	enum phone_charset charset_before; /* likewise, or UNKNOWN */
	enum phone_charset charset;        /* that the phone is in */
	struct lines chunk;                /* lines of the places read last */
	size_t chunk_next;                 /* of them that is given next */
	int next_index;                    /* first place that has not been asked for */
	int singly_last;                   /* up to this place they are asked for one by one */
	bool coded_number;                 /* it wants numbers in the character set, too */
	uint8_t *taken; /* bitmap of the places from info.first on, or NULL; owned */
};

/** Octets of a name on a card (102 221 annex A). @return octets of UTF-8, or SMSMODEM_E_DATA */
int phone_alpha_decode(const uint8_t *octets, size_t count, char *text, size_t size);

/** A name as the phone gives it: in its set, or as it is on the card, in hexadecimal. */
int phone_name_decode(enum phone_charset charset, const char *given, char *text, size_t size);

/** A line of +CPBR. @return SMSMODEM_OK, or SMSMODEM_E_DATA */
int phonebook_entry(const char *line, enum phone_charset charset, struct smsmodem_entry *entry);

/**
 * Ask for places; what there is is then in the modem's response.
 * @return 1; 0: the phone refuses to be asked so; or a failure
 */
int phonebook_ask(struct smsmodem_phonebook *book, int first, int last,
		  struct smsmodem_error *error);

#endif
