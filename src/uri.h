/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The query part of a device URI. */
#ifndef URI_H
#define URI_H

#include <smsmodem/error.h>
#include <stdbool.h>
#include <stddef.h>

/** One "name=value" of a query, taken apart in place. */
struct uri_option {
	const char *name, *value;
};

/**
 * Cut "?a=b&c=d" off a copy of a URI's rest and take it apart.
 * @param text changed in place: ends at the '?'
 * @return options found, or SMSMODEM_E_USAGE (more than max, or one without '=')
 */
int uri_options(char *text, struct uri_option *options, size_t max, struct smsmodem_error *error);

/** A whole decimal number in min..max, digits only. @return false: it is not */
bool uri_number(const char *text, int min, int max, int *number);

#endif
