/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Settings of the message service (27.005 3.1, 3.3, 3.4.1). */
#include "phone.h"
#include <stdio.h>
#include <string.h>

struct sim_result sim_run_csca(struct smsmodem_sim *sim, const struct sim_command *command,
			       struct sim_call *call)
{
	struct sim_arguments arguments;
	struct smsmodem_address address;
	char text[4 * SMSMODEM_ADDRESS_SIZE];

	(void)command;
	if (call->form == SIM_FORM_READ) {
		size_t length = sim_charset_encode(sim->settings.charset, sim->smsc.text, text,
						   sizeof text - 1);
		text[length] = '\0';
		sim_info(sim, "+CSCA: \"%s\",%d", text, sim->smsc.toa);
		return SIM_RESULT_OK;
	}
	if (call->form != SIM_FORM_SET || !sim_arguments(call->arguments, &arguments) ||
	    arguments.count > 2)
		return SIM_RESULT_CMS(302);
	if (!sim_address_argument(sim, &arguments, 0, &address))
		return SIM_RESULT_CMS(330);
	sim->smsc = address;
	return SIM_RESULT_OK;
}

/* Some phones have no PDU mode (27.005 3.2.3 leaves it to them). */
struct sim_result sim_run_cmgf(struct smsmodem_sim *sim, const struct sim_command *command,
			       struct sim_call *call)
{
	bool text_only = sim_fault(sim, SIM_FAULT_TEXT_ONLY);

	if (call->form == SIM_FORM_TEST) {
		sim_info(sim, "+CMGF: (%s)", text_only ? "1" : "0,1");
		return SIM_RESULT_OK;
	}
	struct sim_result result = sim_run_setting(sim, command, call);
	if (!text_only || sim->settings.cmgf == 1)
		return result;
	sim->settings.cmgf = 1;
	return SIM_RESULT_CMS(303);
}

/* All numbers of +CNMI, each within its own maximum, or none at all. */
static bool cnmi_set(char *text, int numbers[5])
{
	static const int maxima[] = {3, 3, 3, 2, 1};
	struct sim_arguments arguments;
	int fresh[5];

	if (!sim_arguments(text, &arguments) || arguments.count > 5)
		return false;
	memcpy(fresh, numbers, sizeof fresh);
	for (size_t i = 0; i < arguments.count; i++)
		if (!sim_argument_number(&arguments, i, maxima[i], &fresh[i]))
			return false;
	memcpy(numbers, fresh, sizeof fresh);
	return true;
}

struct sim_result sim_run_cnmi(struct smsmodem_sim *sim, const struct sim_command *command,
			       struct sim_call *call)
{
	int *cnmi = sim->settings.cnmi;

	(void)command;
	if (call->form == SIM_FORM_READ) {
		sim_info(sim, "+CNMI: %d,%d,%d,%d,%d", cnmi[0], cnmi[1], cnmi[2], cnmi[3], cnmi[4]);
		return SIM_RESULT_OK;
	}
	if (call->form == SIM_FORM_EXECUTE)
		memset(cnmi, 0, sizeof sim->settings.cnmi);
	else if (!cnmi_set(call->arguments, cnmi))
		return SIM_RESULT_CMS(303);
	sim_direct_flush(sim);
	sim_inbox_retry(sim);
	return SIM_RESULT_OK;
}

/* <vp> is a number, or a time in quotes. */
static bool csmp_validity(const char *value, struct sim_csmp *csmp)
{
	struct smsmodem_time time;
	long number;

	if (sim_number(value, 255, &number)) {
		csmp->vp = (int)number;
		csmp->time[0] = '\0';
		return true;
	}
	if (!sim_timestamp_parse(value, &time))
		return value[0] == '\0';
	sim_timestamp(&time, csmp->time);
	return true;
}

static void csmp_read(struct smsmodem_sim *sim)
{
	const struct sim_csmp *csmp = &sim->settings.csmp;

	if (csmp->time[0])
		sim_info(sim, "+CSMP: %d,\"%s\",%d,%d", csmp->fo, csmp->time, csmp->pid, csmp->dcs);
	else
		sim_info(sim, "+CSMP: %d,%d,%d,%d", csmp->fo, csmp->vp, csmp->pid, csmp->dcs);
}

struct sim_result sim_run_csmp(struct smsmodem_sim *sim, const struct sim_command *command,
			       struct sim_call *call)
{
	struct sim_csmp fresh = sim->settings.csmp;
	struct sim_arguments arguments;

	(void)command;
	if (call->form == SIM_FORM_READ) {
		csmp_read(sim);
		return SIM_RESULT_OK;
	}
	if (call->form != SIM_FORM_SET || !sim_arguments(call->arguments, &arguments))
		return SIM_RESULT_CMS(302);
	if (arguments.count > 4 || !sim_argument_number(&arguments, 0, 255, &fresh.fo) ||
	    !csmp_validity(arguments.values[1], &fresh) ||
	    !sim_argument_number(&arguments, 2, 255, &fresh.pid) ||
	    !sim_argument_number(&arguments, 3, 255, &fresh.dcs))
		return SIM_RESULT_CMS(305);
	sim->settings.csmp = fresh;
	return SIM_RESULT_OK;
}

/* 27.005 3.3.5, 3.3.6: <profile>, 0 when there is none; NULL: there is no such. */
static struct sim_message_profile *profile_argument(struct smsmodem_sim *sim, struct sim_call *call)
{
	struct sim_arguments arguments;
	int number = 0;

	if (call->form == SIM_FORM_READ)
		return NULL;
	if (call->form == SIM_FORM_SET &&
	    (!sim_arguments(call->arguments, &arguments) || arguments.count != 1 ||
	     !sim_argument_number(&arguments, 0, SIM_MESSAGE_PROFILES - 1, &number)))
		return NULL;
	return &sim->message_profiles[number];
}

struct sim_result sim_run_csas(struct smsmodem_sim *sim, const struct sim_command *command,
			       struct sim_call *call)
{
	struct sim_message_profile *profile = profile_argument(sim, call);

	(void)command;
	if (!profile)
		return SIM_RESULT_CMS(303);
	*profile = (struct sim_message_profile){true, sim->smsc, sim->settings.csmp, sim->filter};
	return SIM_RESULT_OK;
}

struct sim_result sim_run_cres(struct smsmodem_sim *sim, const struct sim_command *command,
			       struct sim_call *call)
{
	const struct sim_message_profile *profile = profile_argument(sim, call);

	(void)command;
	if (!profile || !profile->saved)
		return SIM_RESULT_CMS(303);
	sim->smsc = profile->smsc;
	sim->settings.csmp = profile->csmp;
	sim->filter = profile->filter;
	return SIM_RESULT_OK;
}

/* 27.005 3.5.6: the link is closed when it was not used for a while, and 1 falls back to 0. */
static void link_close(struct smsmodem_sim *sim, int number)
{
	(void)number;
	if (sim->settings.cmms == 1)
		sim->settings.cmms = 0;
}

void sim_link_keep(struct smsmodem_sim *sim)
{
	sim_not_later(sim, link_close);
	if (sim->settings.cmms == 1)
		(void)sim_later(sim, sim->due_ms + SIM_LINK_MS, link_close, 0);
}

struct sim_result sim_run_cmms(struct smsmodem_sim *sim, const struct sim_command *command,
			       struct sim_call *call)
{
	struct sim_result result = sim_run_setting(sim, command, call);

	if (call->form != SIM_FORM_READ)
		sim_link_keep(sim);
	return result;
}
