/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a message could be if more options had been given. */
#ifndef WIDER_H
#define WIDER_H

#include <smsmodem/pdu.h>

#define WIDER_NEEDS_SIZE 56

enum wider_kind {
	WIDER_ENCODING, /**< the cheapest alphabet, in place of the one that was asked for */
	WIDER_LANGUAGE, /**< tables that were not allowed */
	WIDER_REPLACED, /**< with characters replaced */
	WIDER_KINDS
};

/** A form that a message could take, and the options that would allow it. */
struct wider {
	struct smsmodem_alternative row;
	char needs[WIDER_NEEDS_SIZE];
};

/** Find the cheapest form of a kind, which may be allowed already. @return false: there is none */
bool wider_find(const struct smsmodem_submit *submit, enum wider_kind kind, struct wider *wider);

#endif
