/* SPDX-License-Identifier: GPL-3.0-or-later */
/* USSD (27.007 7.15): a code, an answer, or a menu that wants one. */
#include "phone.h"
#include <stdio.h>
#include <string.h>

static const struct sim_ussd_answer ussd_default = {"*100#", "Balance: 10.00", SIM_USSD_DONE};

void sim_ussd_clear(struct smsmodem_sim *sim)
{
	sim->ussd.session = false;
	sim->ussd.waits = false;
}

static void ussd_say(struct smsmodem_sim *sim, enum sim_ussd_kind kind, const char *text)
{
	char shown[SIM_USSD_SHOWN_SIZE], line[SIM_USSD_SHOWN_SIZE + 32];

	sim->ussd.session = kind == SIM_USSD_MENU;
	sim->ussd.waits = false;
	if (sim->settings.phone.cusd != 1)
		return;
	int dcs = sim_ussd_encode(sim, text, shown);
	(void)snprintf(line, sizeof line, "+CUSD: %d,\"%s\",%d", (int)kind, shown, dcs);
	sim_urc(sim, line, NULL, 0);
}

static void ussd_say_bare(struct smsmodem_sim *sim, enum sim_ussd_kind kind)
{
	char line[16];

	sim_ussd_clear(sim);
	(void)snprintf(line, sizeof line, "+CUSD: %d", (int)kind);
	if (sim->settings.phone.cusd == 1)
		sim_urc(sim, line, NULL, 0);
}

static void ussd_give_up(struct smsmodem_sim *sim, int number)
{
	(void)number;
	if (sim->ussd.waits)
		ussd_say_bare(sim, SIM_USSD_TIMEOUT);
}

static const struct sim_ussd_answer *ussd_find(const struct sim_ussd *ussd, const char *code)
{
	for (size_t i = 0; i < ussd->answer_count; i++)
		if (strcmp(ussd->answers[i].code, code) == 0)
			return &ussd->answers[i];
	return strcmp(code, ussd_default.code) == 0 ? &ussd_default : NULL;
}

/* What a menu was answered may be known to an option, or be left to who said the menu. */
static void ussd_answer(struct smsmodem_sim *sim, int number)
{
	const struct sim_ussd_answer *answer = ussd_find(&sim->ussd, sim->ussd.asked);

	(void)number;
	if (answer)
		ussd_say(sim, answer->kind, answer->text);
	else if (sim->ussd.session &&
		 sim_later(sim, sim->now_ms + SIM_USSD_PATIENCE_MS, ussd_give_up, 0))
		sim->ussd.waits = true;
	else
		ussd_say_bare(sim, SIM_USSD_UNSUPPORTED);
}

void sim_ussd_ask(struct smsmodem_sim *sim, const char *code)
{
	(void)snprintf(sim->ussd.asked, sizeof sim->ussd.asked, "%s", code);
	sim_not_later(sim, ussd_answer);
	sim_not_later(sim, ussd_give_up);
	(void)sim_later(sim, sim->due_ms + sim->network_latency_ms, ussd_answer, 0);
}

static int ussd_option(struct smsmodem_sim *sim, const char *value, enum sim_ussd_kind kind,
		       struct smsmodem_error *error)
{
	struct sim_ussd *ussd = &sim->ussd;
	struct sim_ussd_answer *answer = &ussd->answers[ussd->answer_count];
	size_t length = strcspn(value, ":");

	if (ussd->answer_count == SIM_USSD_ANSWERS)
		return smsmodem_error_set(error, SMSMODEM_E_USAGE,
					  "simulated phone: more than %d USSD answers",
					  SIM_USSD_ANSWERS);
	if (length == 0 || length >= sizeof answer->code || value[length] == '\0' ||
	    strlen(value + length + 1) >= sizeof answer->text || strpbrk(value, "\"\r\n"))
		return smsmodem_error_set(error, SMSMODEM_E_USAGE,
					  "simulated phone: a USSD answer is CODE:TEXT, of one "
					  "line without quotes and at most %d octets of text",
					  SIM_USSD_SIZE - 1);
	memcpy(answer->code, value, length);
	answer->code[length] = '\0';
	memcpy(answer->text, value + length + 1, strlen(value + length + 1) + 1);
	answer->kind = kind;
	ussd->answer_count++;
	return SMSMODEM_OK;
}

int sim_ussd_option(struct smsmodem_sim *sim, const char *value, struct smsmodem_error *error)
{
	return ussd_option(sim, value, SIM_USSD_DONE, error);
}

int sim_ussd_menu_option(struct smsmodem_sim *sim, const char *value, struct smsmodem_error *error)
{
	return ussd_option(sim, value, SIM_USSD_MENU, error);
}

static int ussd_control(struct smsmodem_sim *sim, const char *text, enum sim_ussd_kind kind,
			struct smsmodem_error *error)
{
	if (strlen(text) >= SIM_USSD_SIZE || strpbrk(text, "\"\r\n"))
		return smsmodem_error_set(error, SMSMODEM_E_USAGE,
					  "ussd wants a text without quotes, of at most %d octets",
					  SIM_USSD_SIZE - 1);
	sim_not_later(sim, ussd_give_up);
	ussd_say(sim, kind, text);
	return SMSMODEM_OK;
}

int sim_ussd_control(struct smsmodem_sim *sim, const char *text, struct smsmodem_error *error)
{
	return ussd_control(sim, text, SIM_USSD_DONE, error);
}

int sim_ussd_menu_control(struct smsmodem_sim *sim, const char *text, struct smsmodem_error *error)
{
	return ussd_control(sim, text, SIM_USSD_MENU, error);
}

/* Neither session nor what was asked goes on. */
static void ussd_cancel(struct smsmodem_sim *sim)
{
	sim_not_later(sim, ussd_answer);
	sim_not_later(sim, ussd_give_up);
	sim_ussd_clear(sim);
}

/* AT+CUSD=[<n>[,<str>[,<dcs>]]] */
struct sim_result sim_run_cusd(struct smsmodem_sim *sim, const struct sim_command *command,
			       struct sim_call *call)
{
	struct sim_arguments arguments;
	char code[SIM_USSD_CODE_SIZE];
	int dcs = SIM_USSD_DCS_DEFAULT;
	int n = sim->settings.phone.cusd;

	(void)command;
	if (call->form == SIM_FORM_READ) {
		sim_info(sim, "+CUSD: %d", n);
		return SIM_RESULT_OK;
	}
	if (call->form != SIM_FORM_SET || !sim_arguments(call->arguments, &arguments) ||
	    arguments.count > 3 || !sim_argument_number(&arguments, 0, 2, &n) ||
	    !sim_argument_number(&arguments, 2, 255, &dcs))
		return SIM_RESULT_CME(50);
	if (n == 2) {
		ussd_cancel(sim);
		return SIM_RESULT_OK;
	}
	if (arguments.values[1][0] && !sim_ussd_decode(sim, arguments.values[1], dcs, code))
		return SIM_RESULT_CME(25);
	if (arguments.values[1][0] && !sim_registered(sim))
		return SIM_RESULT_CME(30);
	sim->settings.phone.cusd = n;
	if (arguments.values[1][0])
		sim_ussd_ask(sim, code);
	return SIM_RESULT_OK;
}
