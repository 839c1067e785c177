/* SPDX-License-Identifier: GPL-3.0-or-later */
/* For the tests of tty: on pseudo terminals: a pty for each test, and opening it. */
#ifndef PTY_TRANSPORT_H
#define PTY_TRANSPORT_H

#include "pty_pair.h"
#include "transports.h"
#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#define COUNT(array)   (sizeof(array) / sizeof(array)[0])
#define PTY_TEST(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

static const struct transport_options plain = {.timeout_ms = 0, .cancel_fd = -1};

static inline struct transport *open_good(const char *uri)
{
	struct transport *transport;
	struct smsmodem_error error = {0};

	if (transport_open(uri, &plain, &transport, &error) != SMSMODEM_OK)
		fail_msg("%s: %s", uri, error.text);
	return transport;
}

static inline void open_bad(const char *uri, int code, struct smsmodem_error *error)
{
	struct transport *transport;

	*error = (struct smsmodem_error){0};
	assert_int_equal(transport_open(uri, &plain, &transport, error), code);
	assert_int_equal(error->code, code);
	assert_null(transport);
}

static inline int setup(void **state)
{
	static struct pty_pair pty;

	*state = &pty;
	return pty_open(&pty) ? 0 : -1;
}

static inline int teardown(void **state)
{
	const struct pty_pair *pty = *state;

	if (pty->master >= 0)
		close(pty->master);
	return 0;
}

#endif
