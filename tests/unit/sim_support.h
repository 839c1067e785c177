/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Talking to a simulated phone in tests: everything at once, or octet by octet. */
#ifndef SIM_SUPPORT_H
#define SIM_SUPPORT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka wants the four above first */
#include <cmocka.h>
#include <smsmodem/sim.h>
#include <stdio.h>
#include <string.h>

/* "hello" to +491701234567: 18 octets of TPDU behind an SMSC address that is not there. */
#define SIM_PDU "0001000C91947110325476000005E8329BFD06"

/** What a phone said. */
struct sim_reply {
	char text[16384];
	size_t length;
};

static inline struct smsmodem_sim *sim_start(const char *options)
{
	struct smsmodem_error error = {0};
	struct smsmodem_sim *sim = smsmodem_sim_new(options, &error);

	if (!sim)
		print_error("options '%s': %s\n", options ? options : "", error.text);
	assert_non_null(sim);
	return sim;
}

/** Append all that is due by now_ms. */
static inline void sim_drain(struct smsmodem_sim *sim, struct sim_reply *reply, int64_t now_ms)
{
	size_t room = sizeof reply->text - 1 - reply->length;

	reply->length += smsmodem_sim_output(sim, reply->text + reply->length, room, now_ms);
	reply->text[reply->length] = '\0';
}

/** Say something at now_ms and take what comes at once. */
static inline const char *sim_say(struct smsmodem_sim *sim, struct sim_reply *reply,
				  const char *text, int64_t now_ms)
{
	reply->length = 0;
	smsmodem_sim_input(sim, text, strlen(text), now_ms);
	sim_drain(sim, reply, now_ms);
	return reply->text;
}

static inline void sim_do(struct smsmodem_sim *sim, const char *command, int64_t now_ms)
{
	struct smsmodem_error error = {0};

	if (smsmodem_sim_control(sim, command, now_ms, &error) < 0)
		fail_msg("%s: %s", command, error.text);
}

/** The next event that is a SUBMIT. */
static inline bool sim_next_submit(struct smsmodem_sim *sim, struct smsmodem_sim_event *event)
{
	while (smsmodem_sim_next_event(sim, event))
		if (event->kind == SMSMODEM_SIM_SUBMIT)
			return true;
	return false;
}

/** A dialogue at latency 0. */
struct sim_row {
	const char *name;
	const char *options;
	const char *input;
	const char *expected;
};

static inline void sim_check_rows(const struct sim_row *rows, size_t count)
{
	struct sim_reply reply;
	size_t wrong = 0;

	for (size_t i = 0; i < count; i++) {
		struct smsmodem_sim *sim = sim_start(rows[i].options);
		sim_say(sim, &reply, rows[i].input, 0);
		smsmodem_sim_free(sim);
		if (strcmp(reply.text, rows[i].expected) == 0)
			continue;
		wrong++;
		print_error("%s:\n  wanted [%s]\n  got    [%s]\n", rows[i].name, rows[i].expected,
			    reply.text);
	}
	assert_int_equal(wrong, 0);
}

#define SIM_COUNT(array) (sizeof(array) / sizeof(array)[0])

#endif
