/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The commands of V.250. */
#include "phone.h"

#define SETTING(field) offsetof(struct smsmodem_sim, settings.field)
#define PHONE(field)   SETTING(phone.field)
#define NUMBER(n, field, max)                                                                 \
	{                                                                                     \
		.name = (n), .run = sim_run_number, .setting = PHONE(field), .maximum = (max) \
	}
#define PARAMETERS(n, field, t)                                                              \
	{                                                                                    \
		.name = (n), .run = sim_run_parameters, .setting = PHONE(field), .test = (t) \
	}
#define FIXED(n, f)                                                         \
	{                                                                   \
		.name = (n), .run = sim_run_fixed, .test = "", .fixed = (f) \
	}

static const struct sim_command rows[] = {
	{.name = "E", .run = sim_run_basic, .setting = SETTING(echo)},
	{.name = "V", .run = sim_run_basic, .setting = SETTING(verbose)},
	{.name = "Q", .run = sim_run_basic, .setting = SETTING(quiet)},
	{.name = "Z", .run = sim_run_reset},
	{.name = "&F", .run = sim_run_factory},
	{.name = "&W", .run = sim_run_save},
	{.name = "S", .run = sim_run_sregister},
	{.name = "D", .run = sim_run_dial},
	{.name = "A", .run = sim_run_answer},
	{.name = "H", .run = sim_run_hook},
	/* V.250 6.3.2, 6.3.3: tone or pulse is all one to a phone */
	{.name = "T", .run = sim_run_nothing},
	{.name = "P", .run = sim_run_nothing},
	NUMBER("L", loudness, 3),
	NUMBER("M", speaker, 2),
	NUMBER("X", progress, 4),
	NUMBER("&C", carrier, 1),
	NUMBER("&D", terminal, 2),
	NUMBER("&K", flow, 6),
	NUMBER("&S", set_ready, 1),
	{.name = "I", .run = sim_run_identify, .fixed = "smsmodem simulated phone"},
	FIXED("+GMI", "smsmodem"),
	FIXED("+GMM", "simulated phone"),
	FIXED("+GMR", "1"),
	FIXED("+GSN", "490154203237518"),
	FIXED("+GCAP", "+GCAP: +CGSM"),
	PARAMETERS("+IPR", ipr, "(0,1200,2400,4800,9600,19200,38400,57600,115200)"),
	PARAMETERS("+ICF", icf, "(0-6),(0-3)"),
	PARAMETERS("+IFC", ifc, "(0-2),(0-2)"),
	PARAMETERS("+FCLASS", fclass, "(0)"),
};

const struct sim_command_table sim_table_v250 = {rows, sizeof rows / sizeof rows[0]};
