/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The commands of 27.007, which say how the phone and its network are. */
#include "phone.h"

#define SETTING(field) offsetof(struct smsmodem_sim, settings.field)
#define CREG_TEST      "(0-2)"
#define CSCS_TEST      "(\"GSM\",\"IRA\",\"UCS2\")"

static const struct sim_command rows[] = {
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
};

const struct sim_command_table sim_table_phone = {rows, sizeof rows / sizeof rows[0]};
