/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The places that hold messages (27.005 2.1). */
#include "phone.h"
#include <stdio.h>
#include <string.h>

#define CPMS_LATE_MS 500

struct memory_row {
	const char *name, *option;
	int total, minimum;
};

static const struct memory_row memory_rows[SIM_MEMORIES] = {
	[SIM_MEMORY_ME] = {"ME", "me", 100, 1}, [SIM_MEMORY_SM] = {"SM", "sm", 20, 1},
	[SIM_MEMORY_SR] = {"SR", "sr", 20, 0},  [SIM_MEMORY_BM] = {"BM", "bm", 20, 0},
	[SIM_MEMORY_MT] = {"MT", "", 0, 0},
};

const char *sim_memory_name(enum sim_memory_id id)
{
	return memory_rows[id].name;
}

bool sim_memory_busy(const struct smsmodem_sim *sim, enum sim_memory_id id)
{
	return id == SIM_MEMORY_SM && sim->now_ms < sim->card_ms;
}

int sim_memory_total(const struct smsmodem_sim *sim, enum sim_memory_id id)
{
	if (id == SIM_MEMORY_MT)
		return sim_memory_total(sim, SIM_MEMORY_ME) + sim_memory_total(sim, SIM_MEMORY_SM);
	if (sim->capacity_given[id])
		return sim->capacity[id];
	return sim_profile_places(sim, memory_rows[id].name, memory_rows[id].total);
}

/* MT counts through ME and then through SM. */
static bool memory_resolve(const struct smsmodem_sim *sim, enum sim_memory_id *id, int *i)
{
	if (*i < 0 || *i >= sim_memory_total(sim, *id))
		return false;
	if (*id == SIM_MEMORY_MT) {
		int first = sim_memory_total(sim, SIM_MEMORY_ME);
		*id = *i < first ? SIM_MEMORY_ME : SIM_MEMORY_SM;
		*i -= *i < first ? 0 : first;
	}
	return true;
}

struct sim_place *sim_memory_at(struct smsmodem_sim *sim, enum sim_memory_id id, int i)
{
	return memory_resolve(sim, &id, &i) ? &sim->memories[id].places[i] : NULL;
}

struct sim_place *sim_memory_place(struct smsmodem_sim *sim, enum sim_memory_id id, int index)
{
	return sim_memory_at(sim, id, index - sim_profile_first(sim));
}

/* Some phones count what came only after a while. */
static bool place_counts(const struct smsmodem_sim *sim, enum sim_memory_id id, int i)
{
	const struct sim_place *place = &sim->memories[id].places[i];
	bool late = sim_quirk(sim, SIM_QUIRK_CPMS_LATE) && place->stat == SIM_STAT_UNREAD;

	return place->used && !(late && sim->now_ms - place->stored_ms < CPMS_LATE_MS);
}

int sim_memory_used(const struct smsmodem_sim *sim, enum sim_memory_id id)
{
	int total = sim_memory_total(sim, id);
	int used = 0;

	if (sim_full(sim))
		return total;
	if (id == SIM_MEMORY_MT)
		return sim_memory_used(sim, SIM_MEMORY_ME) + sim_memory_used(sim, SIM_MEMORY_SM);
	for (int i = 0; i < total; i++)
		used += place_counts(sim, id, i);
	return used;
}

static struct sim_stored store_in(struct smsmodem_sim *sim, enum sim_memory_id id,
				  const struct sim_pdu *pdu, enum sim_stat stat)
{
	struct sim_stored stored = {id, -1, -1};
	struct sim_place *place;

	for (int i = 0; (place = sim_memory_at(sim, id, i)) != NULL; i++) {
		if (place->used)
			continue;
		*place = (struct sim_place){true, (uint8_t)stat, sim->now_ms, *pdu};
		stored.index = stored.index_asked = sim_profile_first(sim) + i;
		break;
	}
	return stored;
}

struct sim_stored sim_memory_store(struct smsmodem_sim *sim, enum sim_memory_id id,
				   const struct sim_pdu *pdu, enum sim_stat stat)
{
	if (sim_full(sim) || pdu->length > SMSMODEM_PDU_MAX)
		return (struct sim_stored){id, -1, -1};
	if (id != SIM_MEMORY_MT)
		return store_in(sim, id, pdu, stat);
	struct sim_stored stored = store_in(sim, SIM_MEMORY_ME, pdu, stat);
	if (stored.index >= 0)
		return stored;
	stored = store_in(sim, SIM_MEMORY_SM, pdu, stat);
	if (stored.index >= 0)
		stored.index_asked = stored.index + sim_memory_total(sim, SIM_MEMORY_ME);
	return stored;
}

/* --- option storage --- */

static int option_bad(struct smsmodem_error *error)
{
	return smsmodem_error_set(error, SMSMODEM_E_USAGE,
				  "simulated phone: option storage wants sm=N,me=N (1 to %d), sr=N "
				  "and bm=N (0 to %d)",
				  SIM_PLACES_MAX, SIM_PLACES_MAX);
}

/* "me=100" */
static bool option_memory(struct smsmodem_sim *sim, const char *text, size_t length)
{
	char number[8];
	long places;

	if (length < 4 || length > 6 || text[2] != '=')
		return false;
	(void)snprintf(number, sizeof number, "%.*s", (int)length - 3, text + 3);
	if (!sim_number(number, SIM_PLACES_MAX, &places))
		return false;
	for (int i = 0; i < SIM_STORES; i++) {
		if (strncmp(memory_rows[i].option, text, 2) != 0)
			continue;
		sim->capacity_given[i] = true;
		sim->capacity[i] = (int)places;
		return places >= memory_rows[i].minimum;
	}
	return false;
}

int sim_memory_option(struct smsmodem_sim *sim, const char *value, struct smsmodem_error *error)
{
	for (;;) {
		size_t length = strcspn(value, ",");
		if (!option_memory(sim, value, length))
			return option_bad(error);
		if (value[length] == '\0')
			return SMSMODEM_OK;
		value += length + 1;
	}
}

enum sim_memory_id sim_memory_of_reports(const struct smsmodem_sim *sim)
{
	if (sim_memory_total(sim, SIM_MEMORY_SR) > 0)
		return SIM_MEMORY_SR;
	return (enum sim_memory_id)sim->settings.memories[2];
}
