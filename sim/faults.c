/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "phone.h"
#include <stdio.h>
#include <string.h>

/** A row of the table of faults; what a fault does is where it happens. */
struct fault_row {
	const char *name; /**< with '=' at its end: a number follows */
	enum sim_fault_kind kind;
	bool counted; /**< may be followed by @K */
	long maximum; /**< of the number */
};

static const struct fault_row fault_rows[] = {
	{"cms=", SIM_FAULT_CMS, true, 65535},
	{"cme=", SIM_FAULT_CME, true, 65535},
	{"error", SIM_FAULT_ERROR, true, 0},
	{"silent-prompt", SIM_FAULT_SILENT_PROMPT, true, 0},
	{"silent-submit", SIM_FAULT_SILENT_SUBMIT, true, 0},
	{"silent", SIM_FAULT_SILENT, false, 0},
	{"noreg", SIM_FAULT_NOREG, false, 0},
	{"endless", SIM_FAULT_ENDLESS, true, 0},
	{"garbage", SIM_FAULT_GARBAGE, false, 0},
	{"unplug-prompt", SIM_FAULT_UNPLUG_PROMPT, true, 0},
	{"unplug-submit", SIM_FAULT_UNPLUG_SUBMIT, true, 0},
	{"late=", SIM_FAULT_LATE, true, SIM_NUMBER_LIMIT},
	{"urc", SIM_FAULT_URC, false, 0},
	{"prompt=bare", SIM_FAULT_PROMPT_BARE, false, 0},
	{"prompt=crlf", SIM_FAULT_PROMPT_CRLF, false, 0},
	{"prompt=nospace", SIM_FAULT_PROMPT_NOSPACE, false, 0},
	{"echo=stuck", SIM_FAULT_ECHO_STUCK, false, 0},
	{"echo=double", SIM_FAULT_ECHO_DOUBLE, false, 0},
	{"nocombine", SIM_FAULT_NOCOMBINE, false, 0},
	{"numeric", SIM_FAULT_NUMERIC, false, 0},
	{"text-errors", SIM_FAULT_TEXT_ERRORS, false, 0},
	{"vendor-final", SIM_FAULT_VENDOR_FINAL, false, 0},
	{"report=", SIM_FAULT_REPORT, true, 255},
	{"no-report", SIM_FAULT_NO_REPORT, true, 0},
};

#define FAULT_ROWS (sizeof fault_rows / sizeof fault_rows[0])

static int fault_unknown(const char *spec, struct smsmodem_error *error)
{
	char known[SMSMODEM_ERROR_TEXT_SIZE] = "";
	size_t length = 0;

	for (size_t i = 0; i < FAULT_ROWS && length < sizeof known; i++) {
		const char *name = fault_rows[i].name;
		const char *number = name[strlen(name) - 1] == '=' ? "N" : "";
		int count = snprintf(known + length, sizeof known - length, " %s%s%s", name, number,
				     fault_rows[i].counted ? "[@K]" : "");
		length += count > 0 ? (size_t)count : 0;
	}
	return smsmodem_error_set(error, SMSMODEM_E_USAGE, "no fault '%s'; known:%s", spec, known);
}

/* Match name and number of a spec whose "@K" has been cut off. */
static bool fault_match(const struct fault_row *row, const char *spec, struct sim_fault *fault)
{
	size_t length = strlen(row->name);
	long number = 0;

	if (row->name[length - 1] == '=') {
		if (strncmp(spec, row->name, length) != 0)
			return false;
		if (!sim_number(spec + length, row->maximum, &number))
			return false;
	} else if (strcmp(spec, row->name) != 0) {
		return false;
	}
	fault->kind = row->kind;
	fault->number = (int)number;
	return true;
}

static bool fault_parse(const char *spec, struct sim_fault *fault)
{
	char name[32];
	size_t length = strcspn(spec, "@");
	long at = 0;

	if (length >= sizeof name)
		return false;
	memcpy(name, spec, length);
	name[length] = '\0';
	if (spec[length] == '@' && (!sim_number(spec + length + 1, 1000000, &at) || at == 0))
		return false;
	fault->at = (unsigned)at;
	for (size_t i = 0; i < FAULT_ROWS; i++)
		if (fault_match(&fault_rows[i], name, fault))
			return at == 0 || fault_rows[i].counted;
	return false;
}

int sim_fault_add(struct smsmodem_sim *sim, const char *spec, struct smsmodem_error *error)
{
	if (sim->fault_count == SIM_FAULTS_MAX)
		return smsmodem_error_set(error, SMSMODEM_E_USAGE, "more than %d faults",
					  SIM_FAULTS_MAX);
	if (!fault_parse(spec, &sim->faults[sim->fault_count]))
		return fault_unknown(spec, error);
	sim->fault_count++;
	return SMSMODEM_OK;
}

const struct sim_fault *sim_fault_at(const struct smsmodem_sim *sim, enum sim_fault_kind kind,
				     unsigned at)
{
	for (size_t i = 0; i < sim->fault_count; i++) {
		const struct sim_fault *fault = &sim->faults[i];
		if (fault->kind == kind && (fault->at == 0 || fault->at == at))
			return fault;
	}
	return NULL;
}

bool sim_fault(const struct smsmodem_sim *sim, enum sim_fault_kind kind)
{
	return sim_fault_at(sim, kind, 0) != NULL;
}
