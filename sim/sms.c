/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Settings of the message service (27.005 3.1, 3.2, 3.4). */
#include "phone.h"
#include <string.h>

struct sim_result sim_run_csms(struct smsmodem_sim *sim, const struct sim_command *command,
			       struct sim_call *call)
{
	struct sim_arguments arguments;

	(void)command;
	if (call->form == SIM_FORM_READ) {
		sim_info(sim, "+CSMS: %d,1,1,1", sim->settings.csms);
		return SIM_RESULT_OK;
	}
	if (call->form != SIM_FORM_SET || !sim_arguments(call->arguments, &arguments) ||
	    !sim_argument_number(&arguments, 0, 1, &sim->settings.csms))
		return SIM_RESULT_CMS(303);
	sim_info(sim, "+CSMS: 1,1,1");
	return SIM_RESULT_OK;
}

/* 27.007 5.5. */
struct sim_result sim_run_cscs(struct smsmodem_sim *sim, const struct sim_command *command,
			       struct sim_call *call)
{
	static const char *const names[] = {
		[SIM_CHARSET_GSM] = "GSM", [SIM_CHARSET_IRA] = "IRA", [SIM_CHARSET_UCS2] = "UCS2"};
	struct sim_arguments arguments;

	(void)command;
	if (call->form == SIM_FORM_READ) {
		sim_info(sim, "+CSCS: \"%s\"", names[sim->settings.charset]);
		return SIM_RESULT_OK;
	}
	if (call->form != SIM_FORM_SET || !sim_arguments(call->arguments, &arguments))
		return SIM_RESULT_CME(50);
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		if (strcmp(arguments.values[0], names[i]) != 0)
			continue;
		sim->settings.charset = (enum sim_charset)i;
		return SIM_RESULT_OK;
	}
	return SIM_RESULT_CME(4);
}

static struct sim_result csca_set(struct smsmodem_sim *sim, const struct sim_arguments *arguments)
{
	char text[SMSMODEM_ADDRESS_SIZE];
	struct smsmodem_address address;
	int toa = 0;

	if (sim_charset_decode(sim->settings.charset, arguments->values[0],
			       strlen(arguments->values[0]), text, sizeof text) < 0)
		return SIM_RESULT_CMS(304);
	if (pdu_address_parse(text, &address, NULL) < 0 ||
	    !sim_argument_number(arguments, 1, 255, &toa))
		return SIM_RESULT_CMS(330);
	sim->smsc = address;
	return SIM_RESULT_OK;
}

struct sim_result sim_run_csca(struct smsmodem_sim *sim, const struct sim_command *command,
			       struct sim_call *call)
{
	struct sim_arguments arguments;
	char text[4 * SMSMODEM_ADDRESS_SIZE];

	(void)command;
	if (call->form == SIM_FORM_READ) {
		size_t length = sim_charset_encode(sim->settings.charset, sim->smsc.text, text,
						   sizeof text - 1);
		text[length] = '\0';
		sim_info(sim, "+CSCA: \"%s\",%d", text, sim->smsc.toa);
		return SIM_RESULT_OK;
	}
	if (call->form != SIM_FORM_SET || !sim_arguments(call->arguments, &arguments))
		return SIM_RESULT_CMS(302);
	return csca_set(sim, &arguments);
}

/* All numbers of a command with several, each within its own maximum, or none at all. */
static bool numbers_set(char *text, const int *maxima, int *numbers, size_t count)
{
	struct sim_arguments arguments;
	int fresh[SIM_ARGUMENTS] = {0};

	if (!sim_arguments(text, &arguments) || arguments.count > count)
		return false;
	memcpy(fresh, numbers, count * sizeof *numbers);
	for (size_t i = 0; i < count; i++)
		if (!sim_argument_number(&arguments, i, maxima[i], &fresh[i]))
			return false;
	memcpy(numbers, fresh, count * sizeof *numbers);
	return true;
}

struct sim_result sim_run_cnmi(struct smsmodem_sim *sim, const struct sim_command *command,
			       struct sim_call *call)
{
	static const int maxima[] = {3, 3, 3, 2, 1};
	int *cnmi = sim->settings.cnmi;

	(void)command;
	if (call->form == SIM_FORM_READ) {
		sim_info(sim, "+CNMI: %d,%d,%d,%d,%d", cnmi[0], cnmi[1], cnmi[2], cnmi[3], cnmi[4]);
		return SIM_RESULT_OK;
	}
	if (call->form != SIM_FORM_SET)
		return SIM_RESULT_CMS(302);
	return numbers_set(call->arguments, maxima, cnmi, 5) ? SIM_RESULT_OK : SIM_RESULT_CMS(303);
}

struct sim_result sim_run_csmp(struct smsmodem_sim *sim, const struct sim_command *command,
			       struct sim_call *call)
{
	static const int maxima[] = {255, 255, 255, 255};
	int *csmp = sim->settings.csmp;

	(void)command;
	if (call->form == SIM_FORM_READ) {
		sim_info(sim, "+CSMP: %d,%d,%d,%d", csmp[0], csmp[1], csmp[2], csmp[3]);
		return SIM_RESULT_OK;
	}
	if (call->form != SIM_FORM_SET)
		return SIM_RESULT_CMS(302);
	return numbers_set(call->arguments, maxima, csmp, 4) ? SIM_RESULT_OK : SIM_RESULT_CMS(305);
}
