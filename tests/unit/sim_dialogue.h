/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dialogues with a simulated phone to which things happen, as tables. */
#ifndef SIM_DIALOGUE_H
#define SIM_DIALOGUE_H

#include "sim_support.h"
#include <stdlib.h>

#define SIM_STEPS_MAX 16

/** Steps are octets for the phone; "!deliver +1 hi": a control command; "@15000": the time. */
struct sim_dialogue {
	const char *name;
	const char *options;
	const char *steps[SIM_STEPS_MAX];
	const char *expected; /**< all that the phone said */
};

static inline void sim_dialogue_run(const struct sim_dialogue *row, struct sim_reply *reply)
{
	struct smsmodem_sim *sim = sim_start(row->options ? row->options : "echo=off");
	int64_t now_ms = 0;

	reply->length = 0;
	for (size_t i = 0; i < SIM_STEPS_MAX && row->steps[i]; i++) {
		const char *step = row->steps[i];
		if (step[0] == '!')
			sim_do(sim, step + 1, now_ms);
		else if (step[0] == '@')
			now_ms = strtol(step + 1, NULL, 10);
		else
			smsmodem_sim_input(sim, step, strlen(step), now_ms);
		sim_drain(sim, reply, now_ms);
	}
	smsmodem_sim_free(sim);
}

static inline void sim_check_dialogues(const struct sim_dialogue *rows, size_t count)
{
	struct sim_reply reply;
	size_t wrong = 0;

	for (size_t i = 0; i < count; i++) {
		sim_dialogue_run(&rows[i], &reply);
		if (strcmp(reply.text, rows[i].expected) == 0)
			continue;
		wrong++;
		print_error("%s:\n  wanted [%s]\n  got    [%s]\n", rows[i].name, rows[i].expected,
			    reply.text);
	}
	assert_int_equal(wrong, 0);
}

#endif
