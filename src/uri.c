/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The query part of a device URI: "?name=value&name=value", without escapes. */
#include "transports.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>

static int option_cut(char *text, struct uri_option *option, struct smsmodem_error *error)
{
	char *equals = strchr(text, '=');

	if (!equals || equals == text)
		return smsmodem_error_set(error, SMSMODEM_E_USAGE,
					  "option '%.60s' is not NAME=VALUE", text);
	*equals = '\0';
	*option = (struct uri_option){.name = text, .value = equals + 1};
	return SMSMODEM_OK;
}

int uri_options(char *text, struct uri_option *options, size_t max, struct smsmodem_error *error)
{
	char *next = strchr(text, '?');
	size_t count = 0;

	if (!next)
		return 0;
	*next++ = '\0';
	if (!*next)
		return 0;
	while (next) {
		char *option = next;

		next = strchr(option, '&');
		if (next)
			*next++ = '\0';
		if (count == max)
			return smsmodem_error_set(error, SMSMODEM_E_USAGE,
						  "more than %zu options after the '?'", max);
		int code = option_cut(option, &options[count++], error);
		if (code < 0)
			return code;
	}
	return (int)count;
}

bool uri_number(const char *text, int min, int max, int *number)
{
	if (!*text || text[strspn(text, "0123456789")])
		return false;
	errno = 0;
	long value = strtol(text, NULL, 10);
	if (errno || value < min || value > max)
		return false;
	*number = (int)value;
	return true;
}
