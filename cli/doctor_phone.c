/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which phone it is, and whether its SIM is unlocked. A PIN is never tried. */
#include "doctor.h"
#include <string.h>

#define PROBE_MS 2000

/* --- identity --- */

static void add_piece(struct doctor_finding *finding, const char *label, const char *text)
{
	if (*text)
		doctor_add(finding, "%s%s%s", finding->text[0] ? ", " : "", label, text);
}

void doctor_identity(struct doctor *doctor, struct doctor_finding *finding)
{
	const struct smsmodem_probe *probe = &doctor->probe;
	int64_t wanted_ms = doctor->cli->modem.command_timeout_ms;
	int result = smsmodem_probe(doctor->modem, wanted_ms > 0 ? wanted_ms : PROBE_MS,
				    &doctor->probe, &doctor->error);

	if (result < 0) {
		doctor->gone = true;
		doctor->stop = result == SMSMODEM_E_CANCELLED;
		doctor_fail(finding, result, "%s", doctor->error.text);
		return;
	}
	if (!probe->answers) {
		doctor->gone = true;
		doctor_fail(finding, SMSMODEM_E_TIMEOUT, "it answered once, and now does not");
		doctor_fix(finding, DOCTOR_RESTART);
		return;
	}
	doctor_find(finding, DOCTOR_OK, "%s", "");
	add_piece(finding, "", probe->manufacturer);
	add_piece(finding, "", probe->model);
	add_piece(finding, "", probe->revision);
	add_piece(finding, "IMEI ", probe->imei);
	if (!finding->text[0])
		doctor_find(finding, DOCTOR_SKIP, "the phone does not tell");
}

/* --- the SIM's lock --- */

/** What a phone waits for (27.007 8.3). */
struct lock {
	const char *code;
	enum doctor_result result;
	const char *text, *fix;
};

static const struct lock locks[] = {
	{"READY", DOCTOR_OK, "the SIM is unlocked", NULL},
	{"SIM PIN", DOCTOR_FAIL, "the SIM wants its PIN", NULL},
	{"SIM PUK", DOCTOR_FAIL, "the SIM wants its PUK: the PIN was wrong too often",
	 "enter the PUK on a phone, or with AT+CPIN=\"PUK\",\"NEW PIN\""},
	{"SIM PIN2", DOCTOR_OK, "the SIM is unlocked (its PIN2 is not, which messages do not need)",
	 NULL},
	{"SIM PUK2", DOCTOR_OK, "the SIM is unlocked (its PIN2 is not, which messages do not need)",
	 NULL},
	{"PH-NET PIN", DOCTOR_FAIL, "the phone is locked to another network than the SIM's",
	 "enter the network's unlock code with AT+CPIN=, or put in a SIM of its network"},
	{"PH-SIM PIN", DOCTOR_FAIL, "the phone is locked to another SIM",
	 "enter the phone's code with AT+CPIN=, or put its own SIM in"},
};

static const struct lock *find_lock(const char *code)
{
	for (size_t i = 0; i < sizeof locks / sizeof locks[0]; i++)
		if (strcmp(locks[i].code, code) == 0)
			return &locks[i];
	return NULL;
}

/* The attempts left, or -1: the phone does not tell (27.007 8.65). */
static int64_t attempts_left(struct doctor *doctor, const char *code)
{
	struct doctor_reply reply;
	char line[40], name[24];

	(void)snprintf(line, sizeof line, "AT+CPINR=\"%s\"", code);
	enum doctor_answer answer = doctor_ask(doctor, line);
	if (answer == DOCTOR_REFUSED)
		answer = doctor_ask(doctor, "AT+CPINR");
	if (answer != DOCTOR_ANSWERED || !doctor_reply(doctor, "+CPINR", &reply) ||
	    doctor_text(&reply, 0, name, sizeof name) == 0 || strcmp(name, code) != 0)
		return -1;
	return doctor_number(&reply, 1, -1);
}

static void advise_pin(struct doctor *doctor, int64_t attempts, struct doctor_finding *finding)
{
	const char *file = doctor->cli->modem.pin_file;

	if (attempts >= 0 && attempts < 2)
		doctor_fix(finding, "enter the PIN on a phone: another wrong one costs the PUK");
	else if (file)
		doctor_fix(finding, "`%s info` gives it the PIN of %.120s once%s", doctor->command,
			   file, attempts < 0 ? " with --pin-blind" : "");
	else
		doctor_fix(finding,
			   "put the PIN into a file and run `%s --pin-file FILE%s info`, or "
			   "pin-file= in the profile",
			   doctor->command, attempts < 0 ? " --pin-blind" : "");
}

static void say_locked(struct doctor *doctor, const struct lock *lock,
		       struct doctor_finding *finding)
{
	int64_t attempts = attempts_left(doctor, lock->code);

	doctor_fail(finding, SMSMODEM_E_PIN, "%s", lock->text);
	if (attempts >= 0)
		doctor_add(finding, "; %lld attempt%s left", (long long)attempts,
			   attempts == 1 ? " is" : "s are");
	if (lock->fix)
		doctor_fix(finding, "%s", lock->fix);
	else
		advise_pin(doctor, attempts, finding);
}

static void say_lock(struct doctor *doctor, const char *code, struct doctor_finding *finding)
{
	const struct lock *lock = find_lock(code);

	if (lock && lock->result == DOCTOR_FAIL) {
		say_locked(doctor, lock, finding);
	} else if (lock) {
		doctor_find(finding, lock->result, "%s", lock->text);
	} else {
		doctor_fail(finding, SMSMODEM_E_PIN, "the phone wants a code: %s", code);
		doctor_fix(finding, "enter it on the phone");
	}
}

/* Why is told by a number, which most phones give after AT+CMEE=1 alone (27.007 9.1). */
static enum doctor_answer ask_with_numbers(struct doctor *doctor, const char *line)
{
	struct doctor_reply reply;
	bool off = doctor_ask(doctor, "AT+CMEE?") == DOCTOR_ANSWERED &&
		   doctor_reply(doctor, "+CMEE", &reply) && doctor_number(&reply, 0, 1) == 0;

	if (off)
		(void)doctor_change(doctor, "AT+CMEE=1", "AT+CMEE=0");
	return doctor->gone ? DOCTOR_GONE : doctor_ask(doctor, line);
}

/* 27.007 9.2.1: no card, card failure, busy, wrong card */
static bool is_about_card(const struct smsmodem_error *error)
{
	return error->cms == 310 || error->cms == 313 || error->cms == 314 || error->cms == 315 ||
	       error->cme == 10 || error->cme == 13 || error->cme == 14 || error->cme == 15;
}

static void say_refused(struct doctor *doctor, struct doctor_finding *finding)
{
	const struct smsmodem_error *error = &doctor->error;

	if (!is_about_card(error)) {
		doctor_find(finding, DOCTOR_SKIP, "the phone does not tell");
		return;
	}
	doctor_fail(finding, error->code, "%s", error->text);
	if (error->cme == 14 || error->cms == 314)
		doctor_fix(finding, "wait until the SIM has started, and try again");
	else
		doctor_fix(finding, "put a working SIM in, and switch the phone off and on");
}

void doctor_pin(struct doctor *doctor, struct doctor_finding *finding)
{
	static const char question[] = "AT+CPIN?";
	struct doctor_reply reply;
	char code[24];
	enum doctor_answer answer = doctor_ask(doctor, question);

	if (answer == DOCTOR_REFUSED && doctor->error.cme < 0 && doctor->error.cms < 0)
		answer = ask_with_numbers(doctor, question);
	if (answer == DOCTOR_REFUSED)
		say_refused(doctor, finding);
	else if (answer == DOCTOR_ANSWERED && doctor_reply(doctor, "+CPIN", &reply) &&
		 doctor_text(&reply, 0, code, sizeof code) > 0)
		say_lock(doctor, code, finding);
	else
		doctor_untold(doctor, question, answer, finding);
}
