/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "phone.h"
#include <string.h>

static bool schedule_add(struct sim_schedule *schedule, const struct sim_later *later)
{
	size_t place = schedule->count;

	if (schedule->count == SIM_SCHEDULE_MAX)
		return false;
	for (; place > 0 && schedule->entries[place - 1].due_ms > later->due_ms; place--)
		schedule->entries[place] = schedule->entries[place - 1];
	schedule->entries[place] = *later;
	schedule->count++;
	return true;
}

bool sim_later(struct smsmodem_sim *sim, int64_t due_ms, sim_action *action, int number)
{
	const struct sim_later later = {due_ms, action, number, false};

	return schedule_add(&sim->schedule, &later);
}

bool sim_later_outside(struct smsmodem_sim *sim, int64_t due_ms, sim_action *action, int number)
{
	const struct sim_later later = {due_ms, action, number, true};

	return schedule_add(&sim->schedule, &later);
}

static void schedule_remove(struct sim_schedule *schedule, size_t place)
{
	schedule->count--;
	memmove(&schedule->entries[place], &schedule->entries[place + 1],
		(schedule->count - place) * sizeof schedule->entries[0]);
}

void sim_not_later(struct smsmodem_sim *sim, sim_action *action)
{
	for (size_t i = sim->schedule.count; i-- > 0;)
		if (sim->schedule.entries[i].action == action)
			schedule_remove(&sim->schedule, i);
}

void sim_schedule_power_off(struct smsmodem_sim *sim)
{
	for (size_t i = sim->schedule.count; i-- > 0;)
		if (!sim->schedule.entries[i].outside)
			schedule_remove(&sim->schedule, i);
}

int64_t sim_schedule_due(const struct smsmodem_sim *sim)
{
	return sim->schedule.count > 0 ? sim->schedule.entries[0].due_ms : -1;
}

void sim_schedule_run(struct smsmodem_sim *sim, int64_t now_ms)
{
	/* what an action adds for now waits for the next turn, so that this one ends */
	for (size_t left = SIM_SCHEDULE_MAX; left > 0 && !sim->gone && sim->schedule.count > 0 &&
					     sim->schedule.entries[0].due_ms <= now_ms;
	     left--) {
		struct sim_later later = sim->schedule.entries[0];
		schedule_remove(&sim->schedule, 0);
		sim->now_ms = later.due_ms;
		later.action(sim, later.number);
		sim_changes(sim);
	}
	sim->now_ms = now_ms;
}
