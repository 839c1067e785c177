/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reports and commands as JSON. */
#include "shown_json.h"

/* What TP-PI says is there (23.040 9.2.3.27). */
static void set_optional(json_t *object, const struct smsmodem_tpdu *tpdu)
{
	const struct smsmodem_message message = {tpdu, 1, 1};

	shown_set(object, "pi", json_integer(tpdu->pi));
	if (tpdu->pi & SMSMODEM_PI_PID)
		shown_set_pid(object, tpdu->pid);
	if (tpdu->pi & SMSMODEM_PI_DCS)
		shown_set_dcs(object, tpdu->dcs);
	if (tpdu->pi & SMSMODEM_PI_UDL) {
		(void)shown_set_content(object, &message);
		shown_set_header(object, tpdu);
	}
}

json_t *shown_report_json(const struct smsmodem_tpdu *report)
{
	enum smsmodem_delivery delivery = smsmodem_delivery_of(report->status);
	json_t *object = json_object();

	shown_set(object, "kind", json_string("status-report"));
	shown_set_smsc(object, report);
	shown_set(object, "ref", json_integer(report->mr));
	shown_set_address(object, "to", &report->peer);
	shown_set_time(object, "time", &report->scts);
	shown_set_time(object, "discharged", &report->discharged);
	shown_set(object, "status", json_integer(report->status));
	shown_set(object, "state", json_string(smsmodem_delivery_name(delivery)));
	shown_set(object, "status_class", json_string(smsmodem_delivery_class(report->status)));
	shown_set(object, "status_text", json_string(smsmodem_delivery_text(report->status)));
	if (report->status_report) /* TP-SRQ */
		shown_set(object, "of_command", json_true());
	if (report->has_pi)
		set_optional(object, report);
	return object;
}

json_t *shown_command_json(const struct smsmodem_tpdu *command)
{
	const struct smsmodem_message message = {command, 1, 1};
	json_t *object = json_object();

	shown_set(object, "kind", json_string("command"));
	shown_set_smsc(object, command);
	shown_set_address(object, "to", &command->peer);
	shown_set(object, "ref", json_integer(command->mr));
	shown_set_pid(object, command->pid);
	shown_set(object, "command", json_integer(command->command));
	shown_set(object, "command_text", json_string(smsmodem_command_text(command->command)));
	shown_set(object, "mn", json_integer(command->mn));
	if (command->status_report)
		shown_set(object, "report", json_true());
	(void)shown_set_content(object, &message);
	shown_set_header(object, command);
	return object;
}

json_t *shown_acknowledgement_json(const struct smsmodem_tpdu *report)
{
	bool submit = report->kind == SMSMODEM_KIND_SUBMIT_REPORT;
	json_t *object = json_object();

	shown_set(object, "kind", json_string(submit ? "submit-report" : "deliver-report"));
	shown_set_smsc(object, report);
	shown_set(object, "fcs", report->has_fcs ? json_integer(report->fcs) : json_null());
	if (report->has_fcs)
		shown_set(object, "fcs_text", json_string(smsmodem_fcs_text(report->fcs)));
	if (submit)
		shown_set_time(object, "time", &report->scts);
	set_optional(object, report);
	return object;
}
