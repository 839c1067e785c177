/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The commands that the phone knows, and running a line of them (V.250 5.6). */
#include "phone.h"
#include <string.h>

#define SETTING(field) offsetof(struct smsmodem_sim, settings.field)
#define CREG_TEST      "(0-2)"
#define CSCS_TEST      "(\"GSM\",\"IRA\",\"UCS2\")"
#define CPMS_TEST      "(\"ME\",\"SM\"),(\"ME\",\"SM\"),(\"ME\",\"SM\")"
#define CMGL_TEST      "(0-4)"

/*
 * What formats messages (+CMGF, +CSCS, +CMMS, +CSMP, +CSDH) is kept in the phone and answers before
 * the PIN; what needs the card or the network does not.
 */
const struct sim_command sim_commands[] = {
	/* V.250 */
	{.name = "E", .run = sim_run_basic, .setting = SETTING(echo)},
	{.name = "V", .run = sim_run_basic, .setting = SETTING(verbose)},
	{.name = "Q", .run = sim_run_basic, .setting = SETTING(quiet)},
	{.name = "Z", .run = sim_run_reset},
	{.name = "&F", .run = sim_run_reset},
	{.name = "S", .run = sim_run_sregister},
	{.name = "D", .run = sim_run_dial},
	{.name = "H", .run = sim_run_nothing},
	{.name = "L", .run = sim_run_nothing},
	{.name = "M", .run = sim_run_nothing},
	{.name = "X", .run = sim_run_nothing},
	{.name = "&C", .run = sim_run_nothing},
	{.name = "&D", .run = sim_run_nothing},
	{.name = "&K", .run = sim_run_nothing},
	{.name = "&S", .run = sim_run_nothing},
	{.name = "&W", .run = sim_run_nothing},
	{.name = "I", .run = sim_run_fixed, .fixed = "smsmodem simulated phone"},
	{.name = "+GMI", .run = sim_run_fixed, .test = "", .fixed = "smsmodem"},
	{.name = "+GMM", .run = sim_run_fixed, .test = "", .fixed = "simulated phone"},
	{.name = "+GMR", .run = sim_run_fixed, .test = "", .fixed = "1"},
	{.name = "+GSN", .run = sim_run_fixed, .test = "", .fixed = "490154203237518"},
	{.name = "+GCAP", .run = sim_run_fixed, .test = "", .fixed = "+GCAP: +CGSM"},
	/* 27.007 */
	{.name = "+CGMI", .run = sim_run_fixed, .test = "", .fixed = "smsmodem"},
	{.name = "+CGMM", .run = sim_run_fixed, .test = "", .fixed = "simulated phone"},
	{.name = "+CGMR", .run = sim_run_fixed, .test = "", .fixed = "1"},
	{.name = "+CGSN", .run = sim_run_fixed, .test = "", .fixed = "490154203237518"},
	/* The test network of ITU-T E.212, country 001. */
	{.name = "+CIMI",
	 .need = SIM_NEEDS_CARD,
	 .run = sim_run_fixed,
	 .test = "",
	 .fixed = "001010123456789"},
	{.name = "+CCID", .run = sim_run_fixed, .test = "", .fixed = "+CCID: 8988211000000000007"},
	{.name = "+CLAC", .run = sim_run_clac, .test = ""},
	{.name = "+CMEE",
	 .run = sim_run_setting,
	 .test = "(0-2)",
	 .setting = SETTING(cmee),
	 .maximum = 2},
	{.name = "+CPIN", .run = sim_run_cpin, .test = ""},
	{.name = "+CPINR", .run = sim_run_cpinr, .test = ""},
	{.name = "+CREG", .run = sim_run_creg, .test = CREG_TEST, .setting = SETTING(creg)},
	{.name = "+CGREG", .run = sim_run_creg, .test = CREG_TEST, .setting = SETTING(cgreg)},
	{.name = "+CEREG", .run = sim_run_creg, .test = CREG_TEST, .setting = SETTING(cereg)},
	{.name = "+COPS",
	 .need = SIM_NEEDS_CARD,
	 .run = sim_run_cops,
	 .test = "(2,\"simulated network\",\"simulated\",\"00101\",7),,(0),(0,2)"},
	{.name = "+CSQ", .run = sim_run_csq, .test = "(0-31,99),(99)"},
	{.name = "+CBC", .run = sim_run_fixed, .test = "(0),(1-100)", .fixed = "+CBC: 0,80"},
	{.name = "+CCLK", .run = sim_run_cclk, .test = ""},
	{.name = "+CNUM", .need = SIM_NEEDS_CARD, .run = sim_run_cnum, .test = ""},
	{.name = "+CFUN", .run = sim_run_cfun, .test = "(0,1,4),(0,1)"},
	{.name = "+CLIP",
	 .run = sim_run_setting,
	 .test = "(0,1)",
	 .setting = SETTING(clip),
	 .maximum = 1},
	{.name = "+CSCS", .run = sim_run_cscs, .test = CSCS_TEST},
	/* 27.005 */
	{.name = "+CMGF",
	 .run = sim_run_setting,
	 .cms = true,
	 .test = "(0,1)",
	 .setting = SETTING(cmgf),
	 .maximum = 1},
	{.name = "+CMMS",
	 .run = sim_run_setting,
	 .cms = true,
	 .test = "(0-2)",
	 .setting = SETTING(cmms),
	 .maximum = 2},
	{.name = "+CSDH",
	 .run = sim_run_setting,
	 .cms = true,
	 .test = "(0,1)",
	 .setting = SETTING(csdh),
	 .maximum = 1},
	{.name = "+CSMP", .run = sim_run_csmp, .test = ""},
	{.name = "+CSMS", .need = SIM_NEEDS_SMS, .run = sim_run_csms, .test = "(0,1)"},
	{.name = "+CSCA", .need = SIM_NEEDS_SMS, .run = sim_run_csca, .test = ""},
	{.name = "+CPMS", .need = SIM_NEEDS_SMS, .run = sim_run_cpms, .test = CPMS_TEST},
	{.name = "+CNMI",
	 .need = SIM_NEEDS_SMS,
	 .run = sim_run_cnmi,
	 .test = "(0-3),(0-3),(0,2),(0-2),(0,1)"},
	{.name = "+CMGS", .need = SIM_NEEDS_SMS, .run = sim_run_cmgs, .test = ""},
	{.name = "+CMGW", .need = SIM_NEEDS_SMS, .run = sim_run_cmgw, .test = ""},
	{.name = "+CMSS", .need = SIM_NEEDS_SMS, .run = sim_run_cmss, .test = ""},
	{.name = "+CMGL", .need = SIM_NEEDS_SMS, .run = sim_run_cmgl, .test = CMGL_TEST},
	{.name = "+CMGR", .need = SIM_NEEDS_SMS, .run = sim_run_cmgr, .test = ""},
	{.name = "+CMGD", .need = SIM_NEEDS_SMS, .run = sim_run_cmgd, .test = "(1-100),(0-4)"},
};

const size_t sim_command_count = sizeof sim_commands / sizeof sim_commands[0];

static const struct sim_command *command_find(const char *name)
{
	for (size_t i = 0; i < sim_command_count; i++)
		if (strcmp(sim_commands[i].name, name) == 0)
			return &sim_commands[i];
	return NULL;
}

/* 27.007 9.2.1 has 11..13 for a card that is locked, 27.005 3.2.5 has 311, 316 and 313. */
static struct sim_result command_locked(enum sim_lock lock, enum sim_need need)
{
	static const int cme[] = {[SIM_LOCK_PIN] = 11, [SIM_LOCK_PUK] = 12, [SIM_LOCK_DEAD] = 13};
	static const int cms[] = {
		[SIM_LOCK_PIN] = 311, [SIM_LOCK_PUK] = 316, [SIM_LOCK_DEAD] = 313};

	return need == SIM_NEEDS_SMS ? SIM_RESULT_CMS(cms[lock]) : SIM_RESULT_CME(cme[lock]);
}

static struct sim_result command_test(struct smsmodem_sim *sim, const struct sim_command *command)
{
	if (!command->test)
		return SIM_RESULT_ERROR;
	if (command->test[0])
		sim_info(sim, "%s: %s", command->name, command->test);
	return SIM_RESULT_OK;
}

static struct sim_result command_run(struct smsmodem_sim *sim, struct sim_call *call)
{
	const struct sim_command *command = command_find(call->name);

	if (!command)
		return (struct sim_result){SIM_UNKNOWN_COMMAND, 0};
	if (call->form == SIM_FORM_TEST)
		return command_test(sim, command);
	if (sim->lock != SIM_LOCK_NONE && command->need != SIM_NEEDS_NOTHING)
		return command_locked(sim->lock, command->need);
	return command->run(sim, command, call);
}

static bool line_is_combined(const char *normal)
{
	char copy[SIM_LINE_MAX + 1];
	struct sim_call call;
	int count = 0;

	memcpy(copy, normal, strlen(normal) + 1);
	if (strchr(copy, ';'))
		return true;
	for (char *cursor = copy; count < 2 && sim_next_call(&cursor, &call) > 0;)
		count++;
	return count > 1;
}

void sim_run_line(struct smsmodem_sim *sim, const char *line)
{
	char normal[SIM_LINE_MAX + 1];
	struct sim_result result = SIM_RESULT_OK;
	struct sim_call call;
	char *cursor = normal;
	int more = 1;

	sim_normalize(line, normal);
	if (sim_fault(sim, SIM_FAULT_NOCOMBINE) && line_is_combined(normal))
		result = SIM_RESULT_ERROR;
	/* V.250 5.6: from left to right, the first that fails ends the line with the one result. */
	while (result.kind == SIM_OK && (more = sim_next_call(&cursor, &call)) > 0)
		result = command_run(sim, &call);
	if (more < 0)
		result = SIM_RESULT_ERROR;
	sim_final(sim, result);
}
