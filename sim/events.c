/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "phone.h"
#include <stdlib.h>
#include <string.h>

struct sim_event {
	struct sim_event *next;
	struct smsmodem_sim_event event;
	char strings[];
};

/* All strings of an event, so that counting and copying cannot differ. */
#define SIM_EVENT_STRINGS 7

static void sim_event_strings(struct smsmodem_sim_event *event,
			      const char **strings[SIM_EVENT_STRINGS])
{
	strings[0] = &event->line;
	strings[1] = &event->to;
	strings[2] = &event->smsc;
	strings[3] = &event->text;
	strings[4] = &event->data;
	strings[5] = &event->pdu;
	strings[6] = &event->encoding;
}

static struct sim_event *sim_event_copy(const struct smsmodem_sim_event *event)
{
	struct smsmodem_sim_event copy = *event;
	const char **strings[SIM_EVENT_STRINGS];
	size_t size = 0;

	sim_event_strings(&copy, strings);
	for (size_t i = 0; i < SIM_EVENT_STRINGS; i++)
		size += *strings[i] ? strlen(*strings[i]) + 1 : 0;
	struct sim_event *node = malloc(sizeof *node + size);
	if (!node)
		return NULL;
	char *place = node->strings;
	for (size_t i = 0; i < SIM_EVENT_STRINGS; i++) {
		if (!*strings[i])
			continue;
		size_t length = strlen(*strings[i]) + 1;
		memcpy(place, *strings[i], length);
		*strings[i] = place;
		place += length;
	}
	node->event = copy;
	node->next = NULL;
	return node;
}

static struct sim_event *sim_event_pop(struct smsmodem_sim *sim)
{
	struct sim_event *node = sim->events;

	if (!node)
		return NULL;
	sim->events = node->next;
	if (!sim->events)
		sim->events_tail = NULL;
	sim->event_count--;
	return node;
}

void sim_event_add(struct smsmodem_sim *sim, const struct smsmodem_sim_event *event)
{
	struct sim_event *node = sim_event_copy(event);

	if (!node)
		return;
	if (sim->event_count == SIM_EVENTS_MAX)
		free(sim_event_pop(sim));
	if (sim->events_tail)
		sim->events_tail->next = node;
	else
		sim->events = node;
	sim->events_tail = node;
	sim->event_count++;
}

void sim_event_command(struct smsmodem_sim *sim, const char *line)
{
	char shown[SIM_SHOWN_SIZE];

	sim_mask(line, shown);
	sim_event_add(sim, &(struct smsmodem_sim_event){
				   .kind = SMSMODEM_SIM_COMMAND,
				   .line = shown,
			   });
}

void sim_events_free(struct smsmodem_sim *sim)
{
	struct sim_event *node;

	while ((node = sim_event_pop(sim)) != NULL)
		free(node);
	free(sim->event_taken);
	sim->event_taken = NULL;
}

bool smsmodem_sim_next_event(struct smsmodem_sim *sim, struct smsmodem_sim_event *event)
{
	free(sim->event_taken);
	sim->event_taken = sim_event_pop(sim);
	if (!sim->event_taken)
		return false;
	*event = sim->event_taken->event;
	return true;
}
