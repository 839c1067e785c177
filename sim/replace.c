/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A message that takes the place of an older one (23.040 9.2.3.9: TP-PID 41..47). */
#include "phone.h"
#include <string.h>

static bool replace_decode(const struct sim_pdu *pdu, struct smsmodem_tpdu *tpdu)
{
	static const struct smsmodem_decode_options options = {
		.kind = SMSMODEM_KIND_DELIVER,
		.tpdu_length = -1,
	};

	return pdu->smsc_length > 0 &&
	       pdu_decode(pdu->octets, pdu->length, &options, tpdu, NULL) >= 0 &&
	       tpdu->pid >= 0x41 && tpdu->pid <= 0x47;
}

/* Of the same type, by the same sender and service centre. */
static bool replaces(const struct smsmodem_tpdu *fresh, const struct sim_place *place)
{
	struct smsmodem_tpdu old;

	return place->used && place->stat <= SIM_STAT_READ && replace_decode(&place->pdu, &old) &&
	       old.pid == fresh->pid && strcmp(old.peer.text, fresh->peer.text) == 0 &&
	       strcmp(old.smsc.text, fresh->smsc.text) == 0;
}

static struct sim_stored replace_in(struct smsmodem_sim *sim, enum sim_memory_id id,
				    const struct sim_pdu *pdu, const struct smsmodem_tpdu *fresh)
{
	struct sim_stored stored = {id, -1, -1};
	struct sim_place *place;

	for (int i = 0; (place = sim_memory_at(sim, id, i)) != NULL; i++) {
		if (!replaces(fresh, place))
			continue;
		*place = (struct sim_place){true, SIM_STAT_UNREAD, sim->now_ms, *pdu};
		stored.index = stored.index_asked = sim_profile_first(sim) + i;
		break;
	}
	return stored;
}

struct sim_stored sim_replace(struct smsmodem_sim *sim, enum sim_memory_id id,
			      const struct sim_pdu *pdu)
{
	struct sim_stored stored = {id, -1, -1};
	struct smsmodem_tpdu fresh;

	if (!replace_decode(pdu, &fresh))
		return stored;
	if (id != SIM_MEMORY_MT)
		return replace_in(sim, id, pdu, &fresh);
	stored = replace_in(sim, SIM_MEMORY_ME, pdu, &fresh);
	return stored.index >= 0 ? stored : replace_in(sim, SIM_MEMORY_SM, pdu, &fresh);
}
