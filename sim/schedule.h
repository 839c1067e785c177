/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the phone does later by itself: rings again, gives up waiting, makes noise. */
#ifndef SIM_SCHEDULE_H
#define SIM_SCHEDULE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SIM_SCHEDULE_MAX 64 /**< things to be done later at once */

struct smsmodem_sim;

/** Something to be done; sim->now_ms is the time that it was meant for. */
typedef void sim_action(struct smsmodem_sim *sim, int number);

struct sim_later {
	int64_t due_ms;
	sim_action *action;
	int number;
	bool outside; /**< no memory of the phone's: it outlives power off */
};

/** Ordered by time; of the same time the older first. */
struct sim_schedule {
	struct sim_later entries[SIM_SCHEDULE_MAX];
	size_t count;
};

/** Do something at due_ms. @return false: too much is to be done */
bool sim_later(struct smsmodem_sim *sim, int64_t due_ms, sim_action *action, int number);
/** The same of what the phone does not do by itself: power off does not change it. */
bool sim_later_outside(struct smsmodem_sim *sim, int64_t due_ms, sim_action *action, int number);
/** Power off: only what comes from outside still comes. */
void sim_schedule_power_off(struct smsmodem_sim *sim);
/** Do it not, whatever its number. */
void sim_not_later(struct smsmodem_sim *sim, sim_action *action);
/** When the next is due; negative: nothing is. */
int64_t sim_schedule_due(const struct smsmodem_sim *sim);
/** Do all that is due by now_ms, and set the phone's time to it. */
void sim_schedule_run(struct smsmodem_sim *sim, int64_t now_ms);

#endif
