/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where +CNMI sends what comes: to the computer, to a memory, or nowhere (27.005 3.4.1). */
#include "phone.h"
#include <stdio.h>
#include <string.h>

/* Fields of +CNMI. */
enum cnmi {
	CNMI_MODE,
	CNMI_MT,
	CNMI_BM,
	CNMI_DS,
	CNMI_BFR
};

struct direct_names {
	const char *direct, *stored;
};

static const struct direct_names direct_names[] = {
	[SIM_ARRIVAL_MESSAGE] = {"+CMT", "+CMTI"},
	[SIM_ARRIVAL_REPORT] = {"+CDS", "+CDSI"},
	[SIM_ARRIVAL_PAGE] = {"+CBM", "+CBMI"},
};

/* --- saying it --- */

static void say_pdu(struct smsmodem_sim *sim, const struct sim_arrival *arrival)
{
	const struct sim_pdu *pdu = &arrival->pdu;
	char line[32], hex[2 * SMSMODEM_PDU_MAX + 1];
	size_t length = sim_profile_hex(sim, pdu->octets, pdu->length, hex, sizeof hex);
	/* +CMT has <alpha> before <length> */
	bool comma = arrival->kind == SIM_ARRIVAL_MESSAGE ||
		     (arrival->kind == SIM_ARRIVAL_REPORT && sim_quirk(sim, SIM_QUIRK_CDS_EMPTY));

	(void)snprintf(line, sizeof line, "%s: %s%zu", direct_names[arrival->kind].direct,
		       comma ? "," : "", pdu->length - pdu->smsc_length);
	if (length > 0)
		sim_urc(sim, line, hex, length);
}

static void say_direct(struct smsmodem_sim *sim, const struct sim_arrival *arrival)
{
	struct sim_text_record record;
	char line[sizeof record.header + 16];

	if (sim->settings.cmgf != 1 ||
	    !sim_text_record(sim, &arrival->pdu, SIM_STAT_UNREAD, SIM_TEXT_DIRECT, &record)) {
		say_pdu(sim, arrival);
		return;
	}
	(void)snprintf(line, sizeof line, "%s: %s", direct_names[arrival->kind].direct,
		       record.header);
	sim_urc(sim, line, record.has_data ? record.data : NULL, record.data_length);
}

static void say(struct smsmodem_sim *sim, const struct sim_indication *indication)
{
	char line[32];

	if (indication->direct) {
		say_direct(sim, &indication->arrival);
		return;
	}
	(void)snprintf(line, sizeof line, "%s: \"%s\",%d",
		       direct_names[indication->arrival.kind].stored,
		       sim_memory_name(indication->stored.memory), indication->stored.index);
	sim_urc(sim, line, NULL, 0);
}

/* --- <mode> 0: kept in the phone --- */

static void buffer_remove(struct sim_indications *indications, size_t i)
{
	indications->count--;
	memmove(&indications->buffer[i], &indications->buffer[i + 1],
		(indications->count - i) * sizeof indications->buffer[0]);
}

/* The oldest may go when there are too many, but not one that is the message itself. */
static bool buffer_room(struct sim_indications *indications)
{
	for (size_t i = 0; indications->count == SIM_BUFFER_MAX && i < SIM_BUFFER_MAX; i++)
		if (!indications->buffer[i].direct) {
			buffer_remove(indications, i);
			break;
		}
	return indications->count < SIM_BUFFER_MAX;
}

static bool indicate(struct smsmodem_sim *sim, const struct sim_indication *indication)
{
	struct sim_indications *indications = &sim->indications;

	if (sim->settings.cnmi[CNMI_MODE] != 0) {
		say(sim, indication);
		return true;
	}
	if (!buffer_room(indications))
		return false;
	indications->buffer[indications->count++] = *indication;
	return true;
}

void sim_direct_flush(struct smsmodem_sim *sim)
{
	struct sim_indications *indications = &sim->indications;

	if (sim->settings.cnmi[CNMI_MODE] == 0)
		return;
	for (size_t i = 0; i < indications->count && sim->settings.cnmi[CNMI_BFR] == 0; i++)
		say(sim, &indications->buffer[i]);
	indications->count = 0;
}

void sim_direct_reset(struct smsmodem_sim *sim)
{
	struct sim_indications *indications = &sim->indications;

	if (indications->awaited)
		sim_inbox_return(sim, &indications->unacknowledged);
	indications->awaited = false;
	indications->count = 0;
}

/* --- where to --- */

enum direct_way {
	WAY_NOWHERE,
	WAY_MEMORY,
	WAY_COMPUTER
};

struct direct_route {
	enum direct_way way;
	enum sim_memory_id memory; /**< WAY_MEMORY */
	bool indicated;            /**< WAY_MEMORY */
};

/* What 27.005 table 3.4.1-2 and 23.038 4 say by the data coding scheme. */
static struct direct_route route_by_dcs(const struct smsmodem_sim *sim, struct smsmodem_dcs dcs)
{
	int mt = sim->settings.cnmi[CNMI_MT];
	struct direct_route route = {
		.way = WAY_MEMORY,
		.memory = (enum sim_memory_id)sim->settings.memories[2],
		.indicated = mt != 0,
	};
	bool waiting_stored = dcs.mwi && !dcs.mwi_discard;

	if ((mt == 2 && dcs.message_class != 2 && !waiting_stored) ||
	    (mt == 3 && dcs.message_class == 3) ||
	    (mt == 1 && dcs.message_class == 0 && sim_fault(sim, SIM_FAULT_FLASH_DIRECT)))
		route.way = WAY_COMPUTER;
	else if (dcs.mwi && dcs.mwi_discard)
		route.way = WAY_NOWHERE;
	else if (dcs.message_class == 2 && sim_memory_total(sim, SIM_MEMORY_SM) > 0)
		route.memory = SIM_MEMORY_SM;
	return route;
}

static struct direct_route route_message(const struct smsmodem_sim *sim,
					 const struct sim_arrival *arrival)
{
	/* 23.040 9.2.3.9: a message of type 0 is acknowledged and shown to nobody */
	if (arrival->read && arrival->pid == 0x40)
		return (struct direct_route){.way = WAY_NOWHERE};
	return route_by_dcs(sim, arrival->dcs);
}

static struct direct_route route_report(const struct smsmodem_sim *sim)
{
	static const enum direct_way ways[] = {WAY_NOWHERE, WAY_COMPUTER, WAY_MEMORY};

	return (struct direct_route){ways[sim->settings.cnmi[CNMI_DS]], sim_memory_of_reports(sim),
				     true};
}

static struct direct_route route_page(const struct smsmodem_sim *sim, const struct sim_pdu *pdu)
{
	int bm = sim->settings.cnmi[CNMI_BM];
	struct direct_route route = {WAY_MEMORY, SIM_MEMORY_BM, true};
	struct sim_page page;

	if (bm == 0 || !sim_page_decode(pdu, &page) || !sim_page_wanted(sim, &page))
		route.way = WAY_NOWHERE;
	else if (bm == 2 || (bm == 3 && page.message_class == 3))
		route.way = WAY_COMPUTER;
	return route;
}

static struct direct_route route_of(const struct smsmodem_sim *sim,
				    const struct sim_arrival *arrival)
{
	switch (arrival->kind) {
	case SIM_ARRIVAL_REPORT: return route_report(sim);
	case SIM_ARRIVAL_PAGE: return route_page(sim, &arrival->pdu);
	case SIM_ARRIVAL_MESSAGE: break;
	}
	return route_message(sim, arrival);
}

static bool take_direct(struct smsmodem_sim *sim, const struct sim_arrival *arrival)
{
	bool acknowledged = sim->settings.csms == 1 && arrival->kind != SIM_ARRIVAL_PAGE;

	/* one at a time, and none that the computer cannot see */
	if (acknowledged && (sim->indications.awaited || sim->settings.cnmi[CNMI_MODE] == 0))
		return false;
	if (!indicate(sim, &(struct sim_indication){.arrival = *arrival, .direct = true}))
		return false;
	if (acknowledged)
		sim_acknowledge_await(sim, arrival);
	else
		sim_carried(sim, &arrival->origin);
	return true;
}

/* A place in a memory; one that was found full is not searched again for each that waits. */
static struct sim_stored store(struct smsmodem_sim *sim, const struct sim_arrival *arrival,
			       enum sim_memory_id memory)
{
	unsigned bit = 1u << memory;
	struct sim_stored stored = {memory, -1, -1};

	if (arrival->read && arrival->pid >= 0x41 && arrival->pid <= 0x47)
		stored = sim_replace(sim, memory, &arrival->pdu);
	if (stored.index < 0 && !(sim->inbox.full & bit))
		stored = sim_memory_store(sim, memory, &arrival->pdu, SIM_STAT_UNREAD);
	if (stored.index < 0 && sim->inbox.trying)
		sim->inbox.full |= bit;
	return stored;
}

static void indicate_stored(struct smsmodem_sim *sim, enum sim_arrival_kind kind,
			    const struct sim_stored *stored)
{
	(void)indicate(sim, &(struct sim_indication){.arrival.kind = kind, .stored = *stored});
}

static bool take_to_memory(struct smsmodem_sim *sim, const struct sim_arrival *arrival,
			   const struct direct_route *route)
{
	const struct sim_stored stored = store(sim, arrival, route->memory);

	if (stored.index < 0)
		return false;
	if (route->indicated)
		indicate_stored(sim, arrival->kind, &stored);
	sim_carried(sim, &arrival->origin);
	return true;
}

bool sim_direct_take(struct smsmodem_sim *sim, const struct sim_arrival *arrival)
{
	struct direct_route route = route_of(sim, arrival);

	switch (route.way) {
	case WAY_COMPUTER: return take_direct(sim, arrival);
	case WAY_MEMORY: return take_to_memory(sim, arrival, &route);
	case WAY_NOWHERE: sim_carried(sim, &arrival->origin); break;
	}
	return true;
}
