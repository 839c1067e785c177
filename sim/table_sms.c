/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The commands of 27.005. What formats messages (+CMGF, +CMMS, +CSMP, +CSDH) is kept in the phone
 * and answers before the PIN; what needs the card or the network does not.
 */
#include "phone.h"

#define SETTING(field) offsetof(struct smsmodem_sim, settings.field)

static const struct sim_command rows[] = {
	{.name = "+CMGF",
	 .run = sim_run_cmgf,
	 .cms = true,
	 .own_test = true,
	 .setting = SETTING(cmgf),
	 .maximum = 1},
	{.name = "+CMMS",
	 .run = sim_run_cmms,
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
	{.name = "+CNMA", .need = SIM_NEEDS_SMS, .run = sim_run_cnma, .own_test = true},
	{.name = "+CSCA", .need = SIM_NEEDS_SMS, .run = sim_run_csca, .test = ""},
	{.name = "+CSCB", .need = SIM_NEEDS_SMS, .run = sim_run_cscb, .test = "(0,1)"},
	{.name = "+CSAS", .need = SIM_NEEDS_SMS, .run = sim_run_csas, .test = "(0-3)"},
	{.name = "+CRES", .need = SIM_NEEDS_SMS, .run = sim_run_cres, .test = "(0-3)"},
	{.name = "+CPMS", .need = SIM_NEEDS_SMS, .run = sim_run_cpms, .own_test = true},
	{.name = "+CNMI",
	 .need = SIM_NEEDS_SMS,
	 .run = sim_run_cnmi,
	 .test = "(0-3),(0-3),(0-3),(0-2),(0,1)"},
	{.name = "+CMGS", .need = SIM_NEEDS_SMS, .run = sim_run_cmgs, .test = ""},
	{.name = "+CMGW", .need = SIM_NEEDS_SMS, .run = sim_run_cmgw, .test = ""},
	{.name = "+CMGC", .need = SIM_NEEDS_SMS, .run = sim_run_cmgc, .test = ""},
	{.name = "+CMSS", .need = SIM_NEEDS_SMS, .run = sim_run_cmss, .test = ""},
	{.name = "+CMGL", .need = SIM_NEEDS_SMS, .run = sim_run_cmgl, .own_test = true},
	{.name = "+CMGR", .need = SIM_NEEDS_SMS, .run = sim_run_cmgr, .test = ""},
	{.name = "^SMGL", .need = SIM_NEEDS_SMS, .run = sim_run_cmgl, .own_test = true},
	{.name = "^SMGR", .need = SIM_NEEDS_SMS, .run = sim_run_cmgr, .own_test = true},
	{.name = "+CMGD", .need = SIM_NEEDS_SMS, .run = sim_run_cmgd, .own_test = true},
};

const struct sim_command_table sim_table_sms = {rows, sizeof rows / sizeof rows[0]};
