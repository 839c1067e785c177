/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What goes wrong. */
#ifndef SIM_FAULTS_H
#define SIM_FAULTS_H

#include <smsmodem/error.h>
#include <stdbool.h>
#include <stddef.h>

#define SIM_FAULTS_MAX 16 /**< given at once */

struct smsmodem_sim;

enum sim_fault_kind {
	SIM_FAULT_CMS,
	SIM_FAULT_CME,
	SIM_FAULT_ERROR,
	SIM_FAULT_SILENT_PROMPT,
	SIM_FAULT_SILENT_SUBMIT,
	SIM_FAULT_SILENT,
	SIM_FAULT_NOREG,
	SIM_FAULT_ENDLESS,
	SIM_FAULT_GARBAGE,
	SIM_FAULT_UNPLUG_PROMPT,
	SIM_FAULT_UNPLUG_SUBMIT,
	SIM_FAULT_LATE,
	SIM_FAULT_URC,
	SIM_FAULT_PROMPT_BARE,
	SIM_FAULT_PROMPT_CRLF,
	SIM_FAULT_PROMPT_NOSPACE,
	SIM_FAULT_ECHO_STUCK,
	SIM_FAULT_ECHO_DOUBLE,
	SIM_FAULT_NOCOMBINE,
	SIM_FAULT_NUMERIC,
	SIM_FAULT_TEXT_ERRORS,
	SIM_FAULT_VENDOR_FINAL,
	SIM_FAULT_REPORT,
	SIM_FAULT_NO_REPORT
};

struct sim_fault {
	enum sim_fault_kind kind;
	int number;  /**< error code or milliseconds */
	unsigned at; /**< which one, counted from 1; 0: every one */
};

int sim_fault_add(struct smsmodem_sim *sim, const char *spec, struct smsmodem_error *error);
/** The fault of a kind that hits the at-th time, or NULL. */
const struct sim_fault *sim_fault_at(const struct smsmodem_sim *sim, enum sim_fault_kind kind,
				     unsigned at);
bool sim_fault(const struct smsmodem_sim *sim, enum sim_fault_kind kind);

#endif
