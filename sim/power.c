/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Off and on (27.007 8.2). */
#include "phone.h"
#include <string.h>

#define REBOOT_MS 500 /* from the OK until everything is forgotten */

void sim_reboot(struct smsmodem_sim *sim, int number)
{
	(void)number;
	sim_fault_restarted(sim);
	sim_power_on(sim);
	if (sim_profile_boot(sim))
		return;
	sim_urc(sim, "RDY", NULL, 0);
	sim_pin_announce(sim);
}

/* Half a second after its answer. @return false: too much is to be done */
static bool reboot_soon(struct smsmodem_sim *sim)
{
	sim_not_later(sim, sim_reboot);
	return sim_later(sim, sim->due_ms + REBOOT_MS, sim_reboot, 0);
}

void sim_power_hangs(struct smsmodem_sim *sim, const char *line)
{
	char normal[SIM_LINE_MAX + 1];

	sim_normalize(line, normal);
	sim->due_ms = sim_arrived_ms(sim);
	if (strstr(normal, "+CFUN=1,1"))
		(void)reboot_soon(sim);
}

struct sim_result sim_run_cfun(struct smsmodem_sim *sim, const struct sim_command *command,
			       struct sim_call *call)
{
	struct sim_arguments arguments;
	int reset = 0;
	int fun = -1;

	(void)command;
	if (call->form == SIM_FORM_READ) {
		sim_info(sim, "+CFUN: %d", sim->settings.cfun);
		return SIM_RESULT_OK;
	}
	if (call->form != SIM_FORM_SET || !sim_arguments(call->arguments, &arguments) ||
	    arguments.count > 2 || !sim_argument_number(&arguments, 0, 4, &fun) || fun < 0 ||
	    !sim_test_allows(command->test, 0, fun) ||
	    !sim_argument_number(&arguments, 1, 1, &reset))
		return SIM_RESULT_CME(50);
	if (reset)
		return reboot_soon(sim) ? SIM_RESULT_OK : SIM_RESULT_CME(14);
	if (fun != 1)
		sim_voice_end(sim);
	sim->settings.cfun = fun;
	return SIM_RESULT_OK;
}
