/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The commands of 27.007, which say how the phone and its network are. */
#include "phone.h"

#define SETTING(field) offsetof(struct smsmodem_sim, settings.field)
#define PHONE(field)   SETTING(phone.field)
#define FIXED(n, f)                                                         \
	{                                                                   \
		.name = (n), .run = sim_run_fixed, .test = "", .fixed = (f) \
	}
#define RUN(n, r, t)                                 \
	{                                            \
		.name = (n), .run = (r), .test = (t) \
	}
#define CARD(n, r, t)                                                        \
	{                                                                    \
		.name = (n), .need = SIM_NEEDS_CARD, .run = (r), .test = (t) \
	}
#define OWN_TEST(n, r)                                                            \
	{                                                                         \
		.name = (n), .need = SIM_NEEDS_CARD, .run = (r), .own_test = true \
	}
#define PARAMETERS(n, field, t)                                                              \
	{                                                                                    \
		.name = (n), .run = sim_run_parameters, .setting = PHONE(field), .test = (t) \
	}
#define CREG(n, field)                                                                       \
	{                                                                                    \
		.name = (n), .run = sim_run_creg, .test = "(0-2)", .setting = SETTING(field) \
	}
#define PROVISIONED(n, where, max, t, f)                                                      \
	{                                                                                     \
		.name = (n), .need = SIM_NEEDS_CARD, .run = sim_run_provisioned, .test = (t), \
		.fixed = (f), .setting = (where), .maximum = (max)                            \
	}

#define CSCS_TEST "(\"GSM\",\"IRA\",\"UCS2\",\"HEX\")"
#define CIND_TEST                                                                         \
	"(\"battchg\",(0-5)),(\"signal\",(0-5)),(\"service\",(0,1)),(\"sounder\",(0,1))," \
	"(\"message\",(0,1)),(\"call\",(0,1)),(\"vox\",(0,1)),(\"roam\",(0,1)),"          \
	"(\"smsfull\",(0,1))"
#define CPBS_TEST "(\"SM\",\"ME\",\"ON\",\"FD\",\"EN\",\"LD\",\"DC\",\"RC\",\"MC\")"
#define CLCK_TEST "(\"SC\",\"PS\",\"FD\",\"AO\",\"OI\",\"OX\",\"AI\",\"IR\",\"AB\",\"AG\",\"AC\")"

static const struct sim_command rows[] = {
	/* 5: general */
	FIXED("+CGMI", "smsmodem"),
	FIXED("+CGMM", "simulated phone"),
	FIXED("+CGMR", "1"),
	{.name = "+CGSN", .run = sim_run_cgsn, .test = "(0-3)", .fixed = "490154203237518"},
	/* The test network of ITU-T E.212, country 001. */
	{.name = "+CIMI",
	 .need = SIM_NEEDS_CARD,
	 .run = sim_run_cimi,
	 .test = "",
	 .fixed = "001010123456789"},
	RUN("+CCID", sim_run_ccid, ""),
	RUN("+ICCID", sim_run_ccid, ""),
	RUN("+CLAC", sim_run_clac, ""),
	{.name = "+CSCS", .run = sim_run_cscs, .test = CSCS_TEST},
	PARAMETERS("+WS46", ws46, "(12,22,25,28)"),
	/* 6: calls */
	PARAMETERS("+CSTA", csta, "(129,145,161)"),
	PARAMETERS("+CMOD", cmod, "(0)"),
	PARAMETERS("+CBST", cbst, "(0,7,71),(0),(0,1)"),
	PARAMETERS("+CR", cr, "(0,1)"),
	PARAMETERS("+CRC", crc, "(0,1)"),
	PARAMETERS("+CVHU", cvhu, "(0-2)"),
	RUN("+CHUP", sim_run_chup, ""),
	RUN("+CEER", sim_run_ceer, ""),
	/* 7: network and supplementary services */
	CARD("+CNUM", sim_run_cnum, ""),
	CREG("+CREG", creg),
	CREG("+CGREG", cgreg),
	CREG("+CEREG", cereg),
	OWN_TEST("+COPS", sim_run_cops),
	CARD("+COPN", sim_run_copn, ""),
	CARD("+CLCK", sim_run_clck, CLCK_TEST),
	CARD("+CPWD", sim_run_cpwd, "(\"SC\",8)"),
	PROVISIONED("+CLIP", SETTING(clip), 1, "(0,1)", "1"),
	PROVISIONED("+COLP", PHONE(colp), 1, "(0,1)", "1"),
	PROVISIONED("+CLIR", PHONE(clir), 2, "(0-2)", "4"),
	CARD("+CCFC", sim_run_ccfc, "(0-5)"),
	CARD("+CCWA", sim_run_ccwa, "(0,1)"),
	CARD("+CHLD", sim_run_chld, "(0,1,2)"),
	CARD("+CUSD", sim_run_cusd, "(0-2)"),
	PARAMETERS("+CSSN", cssn, "(0,1),(0,1)"),
	CARD("+CLCC", sim_run_clcc, ""),
	/* 8: control and status */
	RUN("+CPAS", sim_run_cpas, "(0,3,4)"),
	RUN("+CFUN", sim_run_cfun, "(0,1,4),(0,1)"),
	RUN("+CPIN", sim_run_cpin, ""),
	RUN("+CPINR", sim_run_cpinr, ""),
	RUN("+CBC", sim_run_cbc, "(0),(0-100)"),
	RUN("+CSQ", sim_run_csq, "(0-31,99),(99)"),
	RUN("+CESQ", sim_run_cesq, "(99),(99),(255),(255),(0-34,255),(0-97,255)"),
	RUN("+CIND", sim_run_cind, CIND_TEST),
	{.name = "+CMER",
	 .run = sim_run_cmer,
	 .test = "(0-3),(0),(0),(0,1),(0,1)",
	 .setting = PHONE(cmer)},
	CARD("+CPBS", sim_run_cpbs, CPBS_TEST),
	OWN_TEST("+CPBR", sim_run_cpbr),
	OWN_TEST("+CPBF", sim_run_cpbf),
	OWN_TEST("+CPBW", sim_run_cpbw),
	RUN("+CCLK", sim_run_cclk, ""),
	PARAMETERS("+CTZU", ctzu, "(0,1)"),
	PARAMETERS("+CTZR", ctzr, "(0,1)"),
	CARD("+CSIM", sim_run_csim, ""),
	CARD("+CRSM", sim_run_crsm, ""),
	PARAMETERS("+CLVL", clvl, "(0-10)"),
	PARAMETERS("+CMUT", cmut, "(0,1)"),
	/* 9: errors */
	{.name = "+CMEE",
	 .run = sim_run_setting,
	 .test = "(0-2)",
	 .setting = SETTING(cmee),
	 .maximum = 2},
	/* 10: packet domain */
	CARD("+CGATT", sim_run_cgatt, "(0,1)"),
	{.name = "+CGDCONT", .run = sim_run_cgdcont, .own_test = true},
	CARD("+CGACT", sim_run_cgact, "(0,1)"),
	PARAMETERS("+CGSMS", cgsms, "(0-3)"),
	/* annex C */
	CARD("+VTS", sim_run_vts, "(0-9,A-D,*,#)"),
	PARAMETERS("+VTD", vtd, "(0-255)"),
};

const struct sim_command_table sim_table_phone = {rows, sizeof rows / sizeof rows[0]};
