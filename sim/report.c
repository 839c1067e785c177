/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the network reports of messages that were submitted (23.040 9.2.2.3, 27.005 3.4.1 <ds>). */
#include "phone.h"
#include <stdio.h>
#include <string.h>

#define STATUS_DELIVERED      0x00 /* 23.040 9.2.3.15 */
#define STATUS_NOT_OBTAINABLE 0x43
#define STATUS_PENDING        0x20 /* congestion, and the centre still tries */

struct report_state {
	const char *name;
	uint8_t status;
};

static const struct report_state report_states[] = {
	{"delivered", STATUS_DELIVERED},
	{"pending", STATUS_PENDING},
	{"failed", STATUS_NOT_OBTAINABLE},
};

static void report_send(struct smsmodem_sim *sim, uint8_t mr, uint8_t status, int64_t due_ms)
{
	const struct smsmodem_time now = sim_time(due_ms);
	const struct smsmodem_tpdu tpdu = {
		.kind = SMSMODEM_KIND_STATUS_REPORT,
		.smsc = sim->smsc,
		.peer = sim->recipients[mr],
		.no_more = true,
		.mr = mr,
		.status = status,
		.scts = now,
		.discharged = now,
	};
	struct sim_arrival arrival = {.kind = SIM_ARRIVAL_REPORT, .due_ms = due_ms};
	struct sim_pdu *pdu = &arrival.pdu;
	int length = pdu_encode(&tpdu, pdu->octets, sizeof pdu->octets, &pdu->smsc_length);

	if (length < 0)
		return;
	pdu->length = (size_t)length;
	sim_inbox_add_arrival(sim, &arrival);
}

void sim_report_remember(struct smsmodem_sim *sim, const struct smsmodem_tpdu *submit, uint8_t mr)
{
	sim->recipients[mr] = submit->peer;
}

void sim_report_arrived(struct smsmodem_sim *sim, uint8_t mr, int64_t due_ms)
{
	const struct sim_fault *fault = sim_fault_at(sim, SIM_FAULT_REPORT, sim->attempts);

	if (!sim_fault_at(sim, SIM_FAULT_NO_REPORT, sim->attempts))
		report_send(sim, mr, fault ? (uint8_t)fault->number : STATUS_DELIVERED, due_ms);
}

static const struct report_state *report_state(const char *name)
{
	for (size_t i = 0; i < sizeof report_states / sizeof report_states[0]; i++)
		if (strcmp(report_states[i].name, name) == 0)
			return &report_states[i];
	return NULL;
}

/* "report REF delivered|pending|failed" */
int sim_report_control(struct smsmodem_sim *sim, const char *rest, struct smsmodem_error *error)
{
	size_t length = strcspn(rest, " ");
	const struct report_state *state = report_state(rest + length + (rest[length] == ' '));
	char text[8];
	long mr;

	(void)snprintf(text, sizeof text, "%.*s", (int)(length < 7 ? length : 7), rest);
	if (!state || !sim_number(text, 255, &mr))
		return smsmodem_error_set(error, SMSMODEM_E_USAGE,
					  "report wants a reference and how it ended: report REF "
					  "delivered|pending|failed");
	if (!sim->recipients[mr].text[0])
		return smsmodem_error_set(error, SMSMODEM_E_USAGE,
					  "no message has been sent with reference %ld", mr);
	int room = sim_inbox_room(sim, 1, error);
	if (room < 0)
		return room;
	report_send(sim, (uint8_t)mr, state->status, sim->now_ms);
	return SMSMODEM_OK;
}
