/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The commands of V.250. */
#include "phone.h"

#define SETTING(field) offsetof(struct smsmodem_sim, settings.field)

static const struct sim_command rows[] = {
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
};

const struct sim_command_table sim_table_v250 = {rows, sizeof rows / sizeof rows[0]};
