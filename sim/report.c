/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the network reports of messages that were submitted (23.040 9.2.2.3, 27.005 3.4.1 <ds>). */
#include "phone.h"
#include <stdio.h>
#include <string.h>

#define STATUS_DELIVERED      0x00 /* 23.040 9.2.3.15 */
#define STATUS_NOT_OBTAINABLE 0x43

static void report_send(struct smsmodem_sim *sim, uint8_t mr, uint8_t status, int64_t now_ms)
{
	const struct smsmodem_time now = sim_time(now_ms);
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
	uint8_t octets[SMSMODEM_PDU_MAX];
	char hex[2 * SMSMODEM_PDU_MAX + 1], line[32];
	size_t smsc_length;
	int length = pdu_encode(&tpdu, octets, sizeof octets, &smsc_length);

	if (length < 0 || sim->settings.cnmi[3] != 1)
		return;
	int hex_length = pdu_hex_encode(octets, (size_t)length, hex, sizeof hex);
	(void)snprintf(line, sizeof line, "+CDS: %zu", (size_t)length - smsc_length);
	if (hex_length > 0)
		sim_urc(sim, line, hex, (size_t)hex_length);
}

void sim_report_submitted(struct smsmodem_sim *sim, const struct smsmodem_tpdu *submit, uint8_t mr)
{
	const struct sim_fault *fault = sim_fault_at(sim, SIM_FAULT_REPORT, sim->attempts);

	sim->recipients[mr] = submit->peer;
	if (!submit->status_report || sim_fault_at(sim, SIM_FAULT_NO_REPORT, sim->attempts))
		return;
	report_send(sim, mr, fault ? (uint8_t)fault->number : STATUS_DELIVERED, sim->due_ms);
}

/* "report REF delivered|failed" */
int sim_report_control(struct smsmodem_sim *sim, const char *rest, struct smsmodem_error *error)
{
	size_t length = strcspn(rest, " ");
	const char *state = rest + length + (rest[length] == ' ');
	bool delivered = strcmp(state, "delivered") == 0;
	char text[8];
	long mr;

	(void)snprintf(text, sizeof text, "%.*s", (int)(length < 7 ? length : 7), rest);
	if (!sim_number(text, 255, &mr) || (!delivered && strcmp(state, "failed") != 0))
		return smsmodem_error_set(error, SMSMODEM_E_USAGE,
					  "report wants a reference and how it ended: report REF "
					  "delivered|failed");
	if (!sim->recipients[mr].text[0])
		return smsmodem_error_set(error, SMSMODEM_E_USAGE,
					  "no message has been sent with reference %ld", mr);
	report_send(sim, (uint8_t)mr, delivered ? STATUS_DELIVERED : STATUS_NOT_OBTAINABLE,
		    sim->now_ms);
	return SMSMODEM_OK;
}
