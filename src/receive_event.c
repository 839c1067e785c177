/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A message as the caller gets it. */
#include "pdu.h"
#include "receive_core.h"
#include <string.h>

static void event_place(const struct arrivals *arrivals, const struct arrival *first,
			struct smsmodem_event *event)
{
	const struct place *place = first->places ? &arrivals->place[first->places] : NULL;

	event->storage = place ? arrivals->memory[place->memory].name : NULL;
	event->index = place ? place->index : -1;
	event->stat = place ? first->stat : -1;
}

static void event_undecodable(struct arrivals *arrivals, const struct arrival *first,
			      struct smsmodem_event *event)
{
	(void)pdu_hex_encode(first->pdu.octets, first->pdu.length, arrivals->hex,
			     sizeof arrivals->hex);
	event->pdu = arrivals->hex;
	event->why = arrivals->why.text;
}

/* Which message of ours a report is about; the journal notes what it says. */
static int event_report(struct smsmodem *modem, struct smsmodem_event *event,
			struct smsmodem_error *error)
{
	struct arrivals *arrivals = modem->receiver->arrivals;

	event->kind = SMSMODEM_EVENT_REPORT;
	arrivals->send_id[0] = '\0';
	if (!modem->receiver->journal)
		return SMSMODEM_OK;
	int result = journal_report(modem->receiver->journal, arrivals->out, clock_wall_s(),
				    arrivals->send_id, sizeof arrivals->send_id, error);
	if (result < 0)
		return journal_lost(modem, result);
	arrivals->uncommitted = true;
	event->send_id = arrivals->send_id[0] ? arrivals->send_id : NULL;
	return SMSMODEM_OK;
}

int event_fill(struct smsmodem *modem, uint32_t index, struct smsmodem_event *event,
	       struct smsmodem_error *error)
{
	struct arrivals *arrivals = modem->receiver->arrivals;
	const struct delivery *delivery = &arrivals->delivery[index];
	const struct arrival *first = &arrivals->arrival[delivery->first];
	size_t count = 0;

	*event = (struct smsmodem_event){
		.kind = SMSMODEM_EVENT_SMS,
		.token = delivery->token,
		.redelivered = delivery->redelivered,
		.progress = delivery->progress,
	};
	(void)pdu_hex_encode(first->id.octets, sizeof first->id.octets, event->id,
			     sizeof event->id);
	event_place(arrivals, first, event);
	for (uint32_t i = delivery->first; i; i = arrivals->arrival[i].next)
		if (received_decode(&arrivals->arrival[i].pdu, &arrivals->out[count],
				    &arrivals->why) == SMSMODEM_OK)
			count++;
	event->message = (struct smsmodem_message){arrivals->out, count, delivery->total};
	if (count == 0)
		event_undecodable(arrivals, first, event);
	else if (arrivals->out[0].kind == SMSMODEM_KIND_STATUS_REPORT)
		return event_report(modem, event, error);
	return SMSMODEM_OK;
}
