/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The places that hold messages (27.005 2.1). */
#include "phone.h"
#include <string.h>

struct memory_row {
	const char *name;
	int total;
};

static const struct memory_row memory_rows[] = {
	[SIM_MEMORY_ME] = {"ME", SIM_PLACES_MAX},
	[SIM_MEMORY_SM] = {"SM", 20},
};

const char *sim_memory_name(enum sim_memory_id id)
{
	return memory_rows[id].name;
}

int sim_memory_total(enum sim_memory_id id)
{
	return memory_rows[id].total;
}

int sim_memory_used(const struct smsmodem_sim *sim, enum sim_memory_id id)
{
	int used = 0;

	if (sim->full)
		return memory_rows[id].total;
	for (int i = 0; i < memory_rows[id].total; i++)
		used += sim->memories[id].places[i].used;
	return used;
}

struct sim_place *sim_memory_place(struct smsmodem_sim *sim, enum sim_memory_id id, int index)
{
	if (index < 1 || index > memory_rows[id].total)
		return NULL;
	return &sim->memories[id].places[index - 1];
}

int sim_memory_store(struct smsmodem_sim *sim, enum sim_memory_id id, const struct sim_pdu *pdu,
		     enum sim_stat stat)
{
	if (sim->full || pdu->length > SMSMODEM_PDU_MAX)
		return 0;
	for (int i = 0; i < memory_rows[id].total; i++) {
		struct sim_place *place = &sim->memories[id].places[i];
		if (place->used)
			continue;
		place->used = true;
		place->stat = (uint8_t)stat;
		place->length = (uint8_t)pdu->length;
		memcpy(place->pdu, pdu->octets, pdu->length);
		return i + 1;
	}
	return 0;
}
