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

/* V.250 6.3.4 RING; 27.007 7.6 +CLIP names the caller. */
static int control_ring(struct smsmodem_sim *sim, const char *rest, struct smsmodem_error *error)
{
	struct smsmodem_address from;
	char line[96];

	if (pdu_address_parse(rest, &from, error) < 0)
		return smsmodem_error_set(error, SMSMODEM_E_USAGE,
					  "ring wants the caller's number: ring FROM");
	sim_urc(sim, "RING", NULL, 0);
	(void)snprintf(line, sizeof line, "+CLIP: \"%s\",%d", from.text, from.toa);
	if (sim->settings.clip)
		sim_urc(sim, line, NULL, 0);
	return SMSMODEM_OK;
}

/* 27.007 7.15: 0 is a notification that asks for nothing, 15 the default alphabet. */
static int control_ussd(struct smsmodem_sim *sim, const char *rest, struct smsmodem_error *error)
{
	char line[CONTROL_LINE_SIZE];
	int length = snprintf(line, sizeof line, "+CUSD: 0,\"%s\",15", rest);

	if (length < 0 || (size_t)length >= sizeof line || strpbrk(rest, "\"\r\n"))
		return smsmodem_error_set(error, SMSMODEM_E_USAGE,
					  "ussd wants a text without quotes, of a line's length");
	sim_urc(sim, line, NULL, 0);
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
	sim_power_on(sim);
	sim_urc(sim, "RDY", NULL, 0);
	sim_urc(sim, sim->lock == SIM_LOCK_NONE ? "+CPIN: READY" : "+CPIN: SIM PIN", NULL, 0);
	return SMSMODEM_OK;
}

struct control {
	const char *name;
	int (*run)(struct smsmodem_sim *sim, const char *rest, struct smsmodem_error *error);
};

static const struct control controls[] = {
	{"deliver", control_deliver},   {"deliver-pdu", sim_deliver_pdu},
	{"urc", control_urc},           {"ring", control_ring},
	{"ussd", control_ussd},         {"full", control_full},
	{"report", sim_report_control}, {"hangup", control_hangup},
	{"unplug", control_unplug},     {"reboot", control_reboot},
};

int smsmodem_sim_control(struct smsmodem_sim *sim, const char *command, int64_t now_ms,
			 struct smsmodem_error *error)
{
	size_t length = strcspn(command, " ");
	const char *rest = command + length + (command[length] == ' ');

	sim_schedule_run(sim, now_ms);
	for (size_t i = 0; i < sizeof controls / sizeof controls[0]; i++)
		if (strlen(controls[i].name) == length &&
		    strncmp(controls[i].name, command, length) == 0)
			return controls[i].run(sim, rest, error);
	return smsmodem_error_set(
		error, SMSMODEM_E_USAGE,
		"no command '%.*s'; there are deliver, deliver-pdu, report, urc, ring, ussd, "
		"full, hangup, unplug, reboot",
		(int)(length > 64 ? 64 : length), command);
}
