/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Command lines: from octets to commands, and the table of those that the phone knows. */
#ifndef SIM_COMMAND_H
#define SIM_COMMAND_H

#include "answer.h"
#include <stdbool.h>
#include <stddef.h>

#define SIM_LINE_MAX  2048 /**< octets of a command line or a payload */
#define SIM_ARGUMENTS 8    /**< of one command */

/* --- split.c: a command line to commands --- */

enum sim_form {
	SIM_FORM_EXECUTE,
	SIM_FORM_READ,
	SIM_FORM_SET,
	SIM_FORM_TEST
};

/** One command of a line. */
struct sim_call {
	char name[16]; /**< "+CMGF", "E", "&F" */
	enum sim_form form;
	char *arguments; /**< of SET, in the line or in digits */
	char digits[12];
};

/** Upper case and no blanks outside quotes (V.250 5.2). */
void sim_normalize(const char *line, char *normal);
/** Take the next command. @return 1, 0: the end, -1: no command */
int sim_next_call(char **cursor, struct sim_call *call);

/** Arguments of a command, quotes taken off; one that is absent is "". */
struct sim_arguments {
	const char *values[SIM_ARGUMENTS];
	size_t count;
};

/** Take them apart in place. @return false: more than SIM_ARGUMENTS or a quote that does not end */
bool sim_arguments(char *text, struct sim_arguments *arguments);
/** Argument i as a number of 0..maximum; *number is left alone when it is absent. */
bool sim_argument_number(const struct sim_arguments *arguments, size_t i, int maximum, int *number);
/** Whether a value is in the i-th list of a text as =? answers it: "(0-3),(0,2)". */
bool sim_test_allows(const char *test, size_t i, long value);

/* --- commands.c: the table, and running a line --- */

enum sim_need {
	SIM_NEEDS_NOTHING,
	SIM_NEEDS_CARD, /**< refused while the SIM is locked */
	SIM_NEEDS_SMS   /**< likewise, with the codes of 27.005 */
};

struct sim_command;
typedef struct sim_result sim_run(struct smsmodem_sim *sim, const struct sim_command *command,
				  struct sim_call *call);

/** A row of the table of commands. */
struct sim_command {
	const char *name;
	enum sim_need need;
	sim_run *run;
	bool cms; /**< of 27.005: its own wrong arguments are +CMS ERROR (sim_run_setting) */
	const char *test;  /**< what =? answers behind "NAME: "; NULL: refused, "": only OK */
	bool own_test;     /**< run answers =? itself, and `test` is its text at most */
	const char *fixed; /**< answer of sim_run_fixed */
	size_t setting;    /**< offset in struct smsmodem_sim: an int (sim_run_setting), a bool
			      (sim_run_basic) */
	int maximum;       /**< of it */
};

struct sim_command_table {
	const struct sim_command *rows;
	size_t count;
};

#define SIM_TABLES 3

extern const struct sim_command_table sim_table_v250, sim_table_phone, sim_table_sms;
extern const struct sim_command_table *const sim_tables[SIM_TABLES];

void sim_run_line(struct smsmodem_sim *sim, const char *line);

/* --- the handlers of the table --- */

sim_run sim_run_nothing, sim_run_basic, sim_run_number, sim_run_fixed, sim_run_setting,
	sim_run_clac;                                                    /* basic.c */
sim_run sim_run_parameters;                                              /* parameters.c */
sim_run sim_run_sregister, sim_run_reset, sim_run_factory, sim_run_save; /* registers.c */
sim_run sim_run_identify, sim_run_cimi, sim_run_cgsn, sim_run_ccid, sim_run_cnum, sim_run_crsm,
	sim_run_csim;                           /* identity.c */
sim_run sim_run_creg, sim_run_cgatt;            /* network.c */
sim_run sim_run_cops, sim_run_copn;             /* operators.c */
sim_run sim_run_csq, sim_run_cesq, sim_run_cbc; /* signal.c */
sim_run sim_run_cind, sim_run_cmer;             /* indicators.c */
sim_run sim_run_cgdcont, sim_run_cgact;         /* packet.c */
sim_run sim_run_cfun;                           /* power.c */
sim_run sim_run_cclk;                           /* clock.c */
sim_run sim_run_cpin, sim_run_cpinr;            /* pin.c */
sim_run sim_run_clck, sim_run_cpwd;             /* lock.c */
sim_run sim_run_dial;                           /* dial.c */
sim_run sim_run_hook, sim_run_answer, sim_run_chup, sim_run_chld, sim_run_clcc, sim_run_cpas,
	sim_run_ceer, sim_run_vts;                              /* voice.c */
sim_run sim_run_provisioned, sim_run_ccfc, sim_run_ccwa;        /* services.c */
sim_run sim_run_cpbs, sim_run_cpbr, sim_run_cpbf, sim_run_cpbw; /* phonebook_commands.c */
sim_run sim_run_cusd;                                           /* ussd.c */
sim_run sim_run_csca, sim_run_cnmi, sim_run_csmp, sim_run_csas, sim_run_cres, sim_run_cmms,
	sim_run_cmgf;                                           /* sms.c */
sim_run sim_run_csms, sim_run_cnma;                             /* acknowledge.c */
sim_run sim_run_cscs;                                           /* charset.c */
sim_run sim_run_cscb;                                           /* broadcast.c */
sim_run sim_run_cmgs, sim_run_cmgw, sim_run_cmgc, sim_run_cmss; /* send.c */
sim_run sim_run_cpms;                                           /* preferred.c */
sim_run sim_run_cmgl, sim_run_cmgr, sim_run_cmgd;               /* storage.c */

#endif
