/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What happens to the phone from outside, in words. */
#include "phone.h"
#include <stdio.h>
#include <string.h>

#define CONTROL_LINE_SIZE 512

static int control_deliver(struct smsmodem_sim *sim, const char *rest, struct smsmodem_error *error)
{
	size_t length = strcspn(rest, " ");
	char from[SMSMODEM_ADDRESS_SIZE];

	if (length == 0 || length >= sizeof from || rest[length] == '\0')
		return smsmodem_error_set(error, SMSMODEM_E_USAGE,
					  "deliver wants a sender and a text: deliver FROM TEXT");
	memcpy(from, rest, length);
	from[length] = '\0';
	return sim_deliver_text(sim, from, rest + length + 1, error);
}

static int control_urc(struct smsmodem_sim *sim, const char *rest, struct smsmodem_error *error)
{
	if (*rest == '\0' || strpbrk(rest, "\r\n"))
		return smsmodem_error_set(error, SMSMODEM_E_USAGE, "urc wants one line: urc LINE");
	sim_urc(sim, rest, NULL, 0);
	return SMSMODEM_OK;
}

static int control_full(struct smsmodem_sim *sim, const char *rest, struct smsmodem_error *error)
{
	if (strcmp(rest, "on") != 0 && strcmp(rest, "off") != 0)
		return smsmodem_error_set(error, SMSMODEM_E_USAGE, "full wants on or off");
	sim->full = strcmp(rest, "on") == 0;
	return SMSMODEM_OK;
}

/* V.250 4.1.4: what AT&D2 does when circuit 108/2 goes off. */
static int control_hangup(struct smsmodem_sim *sim, const char *rest, struct smsmodem_error *error)
{
	(void)rest;
	(void)error;
	sim_hang_up(sim);
	return SMSMODEM_OK;
}

static int control_unplug(struct smsmodem_sim *sim, const char *rest, struct smsmodem_error *error)
{
	(void)rest;
	(void)error;
	sim_unplug(sim);
	return SMSMODEM_OK;
}

static int control_reboot(struct smsmodem_sim *sim, const char *rest, struct smsmodem_error *error)
{
	(void)rest;
	(void)error;
	sim_reboot(sim, 0);
	return SMSMODEM_OK;
}

static int control_plug(struct smsmodem_sim *sim, const char *rest, struct smsmodem_error *error)
{
	(void)rest;
	(void)error;
	if (sim->gone)
		sim_plug(sim);
	return SMSMODEM_OK;
}

static int control_ms(const char *name, const char *rest, int64_t *ms, struct smsmodem_error *error)
{
	long number;

	if (!sim_number(rest, SIM_NUMBER_LIMIT, &number))
		return smsmodem_error_set(error, SMSMODEM_E_USAGE, "%s wants milliseconds", name);
	*ms = number;
	return SMSMODEM_OK;
}

/* Out, and in again after a while. */
static int control_replug(struct smsmodem_sim *sim, const char *rest, struct smsmodem_error *error)
{
	int64_t after_ms = 0;
	int result = control_ms("replug", rest, &after_ms, error);

	if (result < 0)
		return result;
	sim_unplug(sim);
	sim->replug_ms = sim->now_ms + after_ms;
	return SMSMODEM_OK;
}

/* "fault none" takes all of them back; @K is counted from now on. */
static int control_fault(struct smsmodem_sim *sim, const char *rest, struct smsmodem_error *error)
{
	if (strcmp(rest, "none") == 0) {
		sim_fault_clear(sim);
		return SMSMODEM_OK;
	}
	int result = sim_fault_add(sim, rest, error);
	if (result == SMSMODEM_OK)
		sim_fault_begin(sim, &sim->faults[sim->fault_count - 1]);
	return result;
}

static int control_clear(struct smsmodem_sim *sim, const char *rest, struct smsmodem_error *error)
{
	(void)rest;
	(void)error;
	sim_fault_clear(sim);
	return SMSMODEM_OK;
}

static int control_latency(struct smsmodem_sim *sim, const char *rest, struct smsmodem_error *error)
{
	return control_ms("latency", rest, &sim->latency_ms, error);
}

static int control_jitter(struct smsmodem_sim *sim, const char *rest, struct smsmodem_error *error)
{
	return control_ms("jitter", rest, &sim->jitter_ms, error);
}

static int control_network(struct smsmodem_sim *sim, const char *rest, struct smsmodem_error *error)
{
	enum sim_network_stat stat;

	if (!sim_network_parse(rest, &stat))
		return sim_network_unknown(error);
	sim_network_set(sim, stat);
	return SMSMODEM_OK;
}

struct control {
	const char *name;
	int (*run)(struct smsmodem_sim *sim, const char *rest, struct smsmodem_error *error);
	bool there; /**< the phone must be: what it would say or show is lost for ever */
};

static const struct control controls[] = {
	{"deliver", control_deliver, false},
	{"deliver-pdu", sim_deliver_pdu, false},
	{"urc", control_urc, true},
	{"ring", sim_voice_ring, true},
	{"hangup-call", sim_voice_hangup, true},
	{"answer-call", sim_voice_pickup, true},
	{"ussd-menu", sim_ussd_menu_control, true},
	{"signal", sim_signal_set, false},
	{"battery", sim_battery_set, false},
	{"ussd", sim_ussd_control, true},
	{"full", control_full, false},
	{"cb", sim_broadcast_text, true},
	{"cb-pdu", sim_broadcast_pdu, true},
	{"report", sim_report_control, false},
	{"hangup", control_hangup, false},
	{"unplug", control_unplug, false},
	{"reboot", control_reboot, false},
	{"plug", control_plug, false},
	{"replug", control_replug, false},
	{"fault", control_fault, false},
	{"clear-faults", control_clear, false},
	{"latency", control_latency, false},
	{"jitter", control_jitter, false},
	{"network", control_network, false},
};

static int control_unknown(const char *command, size_t length, struct smsmodem_error *error)
{
	char known[SMSMODEM_ERROR_TEXT_SIZE] = "";
	size_t done = 0;

	for (size_t i = 0; i < sizeof controls / sizeof controls[0] && done < sizeof known; i++) {
		int count = snprintf(known + done, sizeof known - done, "%s%s", i > 0 ? ", " : "",
				     controls[i].name);
		done += count > 0 ? (size_t)count : 0;
	}
	return smsmodem_error_set(error, SMSMODEM_E_USAGE, "no command '%.*s'; there are %s",
				  (int)(length > 64 ? 64 : length), command, known);
}

static const struct control *control_find(const char *command, size_t length)
{
	for (size_t i = 0; i < sizeof controls / sizeof controls[0]; i++)
		if (strlen(controls[i].name) == length &&
		    strncmp(controls[i].name, command, length) == 0)
			return &controls[i];
	return NULL;
}

int smsmodem_sim_control(struct smsmodem_sim *sim, const char *command, int64_t now_ms,
			 struct smsmodem_error *error)
{
	size_t length = strcspn(command, " ");
	const char *rest = command + length + (command[length] == ' ');

	const struct control *control = control_find(command, length);

	sim_wire_time(sim, now_ms);
	if (!control)
		return control_unknown(command, length, error);
	if (control->there && sim->gone)
		return smsmodem_error_set(error, SMSMODEM_E_NODEVICE,
					  "%s: the phone has gone, and does not hear of it",
					  control->name);
	int result = control->run(sim, rest, error);
	sim_inbox_try(sim);
	sim_changes(sim);
	return result;
}
