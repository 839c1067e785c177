/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the tests of WSP share. */
#ifndef WSP_SUPPORT_H
#define WSP_SUPPORT_H

#include "pdu_support.h"
#include "wsp.h"

#define WSP_TEXT_SIZE 4096

/** A push, from a copy of exact size that the caller frees. */
static inline struct smsmodem_wsp wsp_decoded(const uint8_t *octets, size_t length)
{
	struct smsmodem_error error;
	struct smsmodem_wsp wsp;

	if (smsmodem_wsp_decode(octets, length, &wsp, &error) != SMSMODEM_OK)
		fail_msg("%s", error.text);
	return wsp;
}

/** "name: value" of each header, or "; name=value" of each parameter, a line each. */
static inline void wsp_lines(const struct smsmodem_wsp *wsp, bool parameters, char *lines,
			     size_t size)
{
	struct smsmodem_wsp_header header;
	size_t position = 0, used = 0;
	char text[WSP_TEXT_SIZE];
	int more;

	lines[0] = '\0';
	while ((more = parameters ? smsmodem_wsp_next_parameter(wsp, &position, &header)
				  : smsmodem_wsp_next(wsp, &position, &header)) > 0) {
		int count = smsmodem_wsp_text(&header, text, sizeof text);

		assert_true(count >= 0 && (size_t)count <= strlen(text));
		used += (size_t)snprintf(lines + used, size - used, "%s%s%s%s\n",
					 parameters ? "; " : "", header.name ? header.name : "?",
					 parameters ? "=" : ": ", text);
		assert_true(used < size);
	}
	assert_int_equal(more, 0);
}

#endif
