/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which faults there are, and which of them hits; what a fault does is where it happens. */
#include "phone.h"
#include <stdio.h>
#include <string.h>

/** How often a fault may hit. */
enum fault_counts {
	FAULT_ALWAYS,   /**< no @K */
	FAULT_COMMANDS, /**< @K is the K-th command line */
	FAULT_SUBMITS,  /**< @K is the K-th submit */
	FAULT_MATCHED   /**< likewise, and "/PATTERN" chooses recipients */
};

/** A row of the table of faults. */
struct fault_row {
	const char *name; /**< with '=' at its end: a number follows */
	enum sim_fault_kind kind;
	enum fault_counts counts;
	long maximum; /**< of the number */
};

static const struct fault_row fault_rows[] = {
	{"cms-prompt=", SIM_FAULT_CMS_PROMPT, FAULT_SUBMITS, 65535},
	{"cme-prompt=", SIM_FAULT_CME_PROMPT, FAULT_SUBMITS, 65535},
	{"error-prompt", SIM_FAULT_ERROR_PROMPT, FAULT_SUBMITS, 0},
	{"busy-prompt", SIM_FAULT_BUSY_PROMPT, FAULT_SUBMITS, 0},
	{"garbage-prompt", SIM_FAULT_GARBAGE_PROMPT, FAULT_SUBMITS, 0},
	{"silent-prompt", SIM_FAULT_SILENT_PROMPT, FAULT_SUBMITS, 0},
	{"cut-prompt", SIM_FAULT_CUT_PROMPT, FAULT_SUBMITS, 0},
	{"late-prompt=", SIM_FAULT_LATE_PROMPT, FAULT_SUBMITS, SIM_NUMBER_LIMIT},
	{"urc=prompt", SIM_FAULT_URC_PROMPT, FAULT_SUBMITS, 0},
	{"reboot-prompt", SIM_FAULT_REBOOT_PROMPT, FAULT_SUBMITS, 0},
	{"unplug-prompt", SIM_FAULT_UNPLUG_PROMPT, FAULT_SUBMITS, 0},
	{"cms=", SIM_FAULT_CMS, FAULT_MATCHED, 65535},
	{"cme=", SIM_FAULT_CME, FAULT_MATCHED, 65535},
	{"error", SIM_FAULT_ERROR, FAULT_MATCHED, 0},
	{"cut-error", SIM_FAULT_CUT_ERROR, FAULT_MATCHED, 0},
	{"lost-submit", SIM_FAULT_LOST_SUBMIT, FAULT_MATCHED, 0},
	{"reboot-submit", SIM_FAULT_REBOOT_SUBMIT, FAULT_MATCHED, 0},
	{"unplug-lost", SIM_FAULT_UNPLUG_LOST, FAULT_MATCHED, 0},
	{"network-lost", SIM_FAULT_NETWORK_LOST, FAULT_SUBMITS, 0},
	{"network-back=", SIM_FAULT_NETWORK_BACK, FAULT_ALWAYS, SIM_NUMBER_LIMIT},
	{"noreg", SIM_FAULT_NOREG, FAULT_ALWAYS, 0},
	{"silent-submit", SIM_FAULT_SILENT_SUBMIT, FAULT_MATCHED, 0},
	{"reboot-sent", SIM_FAULT_REBOOT_SENT, FAULT_MATCHED, 0},
	{"unplug-submit", SIM_FAULT_UNPLUG_SUBMIT, FAULT_MATCHED, 0},
	{"late=", SIM_FAULT_LATE, FAULT_MATCHED, SIM_NUMBER_LIMIT},
	{"urc=cmt", SIM_FAULT_URC_CMT, FAULT_MATCHED, 0},
	{"urc=cds", SIM_FAULT_URC_CDS, FAULT_MATCHED, 0},
	{"urc=ok", SIM_FAULT_URC_OK, FAULT_MATCHED, 0},
	{"urc=error", SIM_FAULT_URC_ERROR, FAULT_MATCHED, 0},
	{"cut-submit", SIM_FAULT_CUT_SUBMIT, FAULT_MATCHED, 0},
	{"no-mr", SIM_FAULT_NO_MR, FAULT_MATCHED, 0},
	{"urc=middle", SIM_FAULT_URC_MIDDLE, FAULT_MATCHED, 0},
	{"answer-twice", SIM_FAULT_ANSWER_TWICE, FAULT_MATCHED, 0},
	{"no-ok", SIM_FAULT_NO_OK, FAULT_MATCHED, 0},
	{"ok-late=", SIM_FAULT_OK_LATE, FAULT_MATCHED, SIM_NUMBER_LIMIT},
	{"report=", SIM_FAULT_REPORT, FAULT_SUBMITS, 255},
	{"no-report", SIM_FAULT_NO_REPORT, FAULT_SUBMITS, 0},
	{"silent", SIM_FAULT_SILENT, FAULT_COMMANDS, 0},
	{"hang", SIM_FAULT_HANG, FAULT_COMMANDS, 0},
	{"endless", SIM_FAULT_ENDLESS, FAULT_COMMANDS, 0},
	{"garbage", SIM_FAULT_GARBAGE, FAULT_ALWAYS, 0},
	{"urc", SIM_FAULT_URC, FAULT_ALWAYS, 0},
	{"prompt=bare", SIM_FAULT_PROMPT_BARE, FAULT_ALWAYS, 0},
	{"prompt=crlf", SIM_FAULT_PROMPT_CRLF, FAULT_ALWAYS, 0},
	{"prompt=nospace", SIM_FAULT_PROMPT_NOSPACE, FAULT_ALWAYS, 0},
	{"echo=stuck", SIM_FAULT_ECHO_STUCK, FAULT_ALWAYS, 0},
	{"echo=double", SIM_FAULT_ECHO_DOUBLE, FAULT_ALWAYS, 0},
	{"echo=only", SIM_FAULT_ECHO_ONLY, FAULT_ALWAYS, 0},
	{"nocombine", SIM_FAULT_NOCOMBINE, FAULT_ALWAYS, 0},
	{"numeric", SIM_FAULT_NUMERIC, FAULT_ALWAYS, 0},
	{"text-errors", SIM_FAULT_TEXT_ERRORS, FAULT_ALWAYS, 0},
	{"vendor-final", SIM_FAULT_VENDOR_FINAL, FAULT_ALWAYS, 0},
	{"text-only", SIM_FAULT_TEXT_ONLY, FAULT_ALWAYS, 0},
	{"ussd=packed", SIM_FAULT_USSD_PACKED, FAULT_ALWAYS, 0},
	{"ussd=ucs2", SIM_FAULT_USSD_UCS2, FAULT_ALWAYS, 0},
	{"full", SIM_FAULT_FULL, FAULT_ALWAYS, 0},
	{"sim-busy=", SIM_FAULT_SIM_BUSY, FAULT_ALWAYS, SIM_NUMBER_LIMIT},
	{"flash-direct", SIM_FAULT_FLASH_DIRECT, FAULT_ALWAYS, 0},
	{"urc-lost=", SIM_FAULT_URC_LOST, FAULT_ALWAYS, SIM_NUMBER_LIMIT},
	{"reboot-later=", SIM_FAULT_REBOOT_LATER, FAULT_ALWAYS, SIM_NUMBER_LIMIT},
	{"unplug-later=", SIM_FAULT_UNPLUG_LATER, FAULT_ALWAYS, SIM_NUMBER_LIMIT},
	{"replug=", SIM_FAULT_REPLUG, FAULT_ALWAYS, SIM_NUMBER_LIMIT},
	{"drop=", SIM_FAULT_DROP, FAULT_ALWAYS, SIM_NUMBER_LIMIT},
	{"drop-in=", SIM_FAULT_DROP_IN, FAULT_ALWAYS, SIM_NUMBER_LIMIT},
	{"drop-out=", SIM_FAULT_DROP_OUT, FAULT_ALWAYS, SIM_NUMBER_LIMIT},
	{"garble=", SIM_FAULT_GARBLE, FAULT_ALWAYS, SIM_NUMBER_LIMIT},
	{"garble-in=", SIM_FAULT_GARBLE_IN, FAULT_ALWAYS, SIM_NUMBER_LIMIT},
	{"garble-out=", SIM_FAULT_GARBLE_OUT, FAULT_ALWAYS, SIM_NUMBER_LIMIT},
	{"double=", SIM_FAULT_DOUBLE, FAULT_ALWAYS, SIM_NUMBER_LIMIT},
	{"double-in=", SIM_FAULT_DOUBLE_IN, FAULT_ALWAYS, SIM_NUMBER_LIMIT},
	{"double-out=", SIM_FAULT_DOUBLE_OUT, FAULT_ALWAYS, SIM_NUMBER_LIMIT},
};

#define FAULT_ROWS (sizeof fault_rows / sizeof fault_rows[0])

static enum fault_counts fault_counts(enum sim_fault_kind kind)
{
	for (size_t i = 0; i < FAULT_ROWS; i++)
		if (fault_rows[i].kind == kind)
			return fault_rows[i].counts;
	return FAULT_ALWAYS;
}

/* All of them do not fit: those that begin as what was given does. */
static int fault_unknown(const char *spec, struct smsmodem_error *error)
{
	static const char *const behind[] = {"", "[@K]", "[@K]", "[/PATTERN][@K]"};
	char near[SMSMODEM_ERROR_TEXT_SIZE] = "";
	size_t length = 0;

	for (size_t i = 0; i < FAULT_ROWS && length < sizeof near; i++) {
		const struct fault_row *row = &fault_rows[i];
		bool number = row->name[strlen(row->name) - 1] == '=';
		if (row->name[0] != spec[0])
			continue;
		int count = snprintf(near + length, sizeof near - length, "%s %s%s%s",
				     length > 0 ? "" : "; known:", row->name, number ? "N" : "",
				     behind[row->counts]);
		length += count > 0 ? (size_t)count : 0;
	}
	return smsmodem_error_set(error, SMSMODEM_E_USAGE,
				  "no fault '%s' (smsmodem-sim(1) lists them)%s", spec, near);
}

/* Match name and number of a spec whose "/PATTERN" and "@K" have been cut off. */
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

/* Cut one piece off, up to any of the delimiters. false: it does not fit */
static bool fault_piece(const char **spec, const char *delimiters, char *piece, size_t size)
{
	size_t length = strcspn(*spec, delimiters);

	if (length >= size)
		return false;
	memcpy(piece, *spec, length);
	piece[length] = '\0';
	*spec += length;
	return true;
}

/* NAME[=N][/PATTERN][@K] */
static bool fault_parse(const char *spec, struct sim_fault *fault)
{
	char name[32];
	bool matched = false;
	long at = 0;

	*fault = (struct sim_fault){0};
	if (!fault_piece(&spec, "/@", name, sizeof name))
		return false;
	if (*spec == '/') {
		spec++;
		matched = true;
		if (!fault_piece(&spec, "@", fault->pattern, sizeof fault->pattern) ||
		    fault->pattern[0] == '\0')
			return false;
	}
	if (*spec == '@' && (!sim_number(spec + 1, 1000000, &at) || at == 0))
		return false;
	fault->at = (unsigned)at;
	for (size_t i = 0; i < FAULT_ROWS; i++)
		if (fault_match(&fault_rows[i], name, fault))
			return (at == 0 || fault_rows[i].counts != FAULT_ALWAYS) &&
			       (!matched || fault_rows[i].counts == FAULT_MATCHED);
	return false;
}

int sim_fault_add(struct smsmodem_sim *sim, const char *spec, struct smsmodem_error *error)
{
	struct sim_fault *fault = &sim->faults[sim->fault_count];

	if (sim->fault_count == SIM_FAULTS_MAX)
		return smsmodem_error_set(error, SMSMODEM_E_USAGE, "more than %d faults",
					  SIM_FAULTS_MAX);
	if (!fault_parse(spec, fault))
		return fault_unknown(spec, error);
	fault->since = fault_counts(fault->kind) == FAULT_COMMANDS ? sim->commands : sim->attempts;
	sim->fault_count++;
	sim->noise = sim->noise || fault->kind >= SIM_FAULT_DROP;
	return SMSMODEM_OK;
}

void sim_fault_clear(struct smsmodem_sim *sim)
{
	sim->fault_count = 0;
	sim->noise = false;
	sim_fault_end(sim);
}

/* '*' is any characters, '?' is one; without recursion, so that no pattern is a trap. */
static bool pattern_matches(const char *pattern, const char *text)
{
	const char *star = NULL, *mark = text;

	while (*text) {
		if (*pattern == '*') {
			star = ++pattern;
			mark = text;
		} else if (*pattern == *text || *pattern == '?') {
			pattern++;
			text++;
		} else if (star) {
			pattern = star;
			text = ++mark;
		} else {
			return false;
		}
	}
	return pattern[strspn(pattern, "*")] == '\0';
}

static const struct sim_fault *fault_find(const struct smsmodem_sim *sim, enum sim_fault_kind kind,
					  unsigned at, const char *to)
{
	for (size_t i = 0; i < sim->fault_count; i++) {
		const struct sim_fault *fault = &sim->faults[i];
		if (fault->kind != kind || (fault->at != 0 && fault->at != at - fault->since))
			continue;
		if (fault->pattern[0] == '\0' || (to && pattern_matches(fault->pattern, to)))
			return fault;
	}
	return NULL;
}

const struct sim_fault *sim_fault_at(const struct smsmodem_sim *sim, enum sim_fault_kind kind,
				     unsigned at)
{
	return fault_find(sim, kind, at, NULL);
}

const struct sim_fault *sim_fault_to(const struct smsmodem_sim *sim, enum sim_fault_kind kind,
				     const char *to)
{
	return fault_find(sim, kind, sim->attempts, to);
}

bool sim_fault(const struct smsmodem_sim *sim, enum sim_fault_kind kind)
{
	return fault_find(sim, kind, 0, NULL) != NULL;
}
