/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether the network has let the phone in, and how well it is heard. */
#include "doctor.h"
#include <string.h>

/** What <stat> means (27.007 7.2, 10.1.20, 10.1.22). */
struct registration {
	const char *name;
	int rank;        /**< of several domains the highest counts; 0: registered */
	int code;        /**< enum smsmodem_code */
	const char *fix; /**< NULL: looked for */
};

enum rank {
	REGISTERED,
	UNKNOWN,
	IDLE,
	SEARCHING,
	EMERGENCY,
	DENIED
};

static const struct registration registrations[] = {
	{"not registered, and not searching", IDLE, SMSMODEM_E_TEMPORARY, NULL},
	{"home", REGISTERED, 0, NULL},
	{"searching", SEARCHING, SMSMODEM_E_TEMPORARY,
	 "wait a minute; then check antenna and reception, and that the SIM's network is there"},
	{"denied", DENIED, SMSMODEM_E_REFUSED,
	 "ask the SIM's operator: it is not activated, barred, or may not roam here"},
	{"unknown, such as out of coverage", UNKNOWN, SMSMODEM_E_TEMPORARY,
	 "check antenna and reception"},
	{"roaming", REGISTERED, 0, NULL},
	{"home, for SMS only", REGISTERED, 0, NULL},
	{"roaming, for SMS only", REGISTERED, 0, NULL},
	{"emergency calls only", EMERGENCY, SMSMODEM_E_REFUSED,
	 "check that the SIM is in and activated, and ask its operator"},
	{"home, circuit switched fallback not preferred", REGISTERED, 0, NULL},
	{"roaming, circuit switched fallback not preferred", REGISTERED, 0, NULL},
};

#define REGISTRATIONS ((int64_t)(sizeof registrations / sizeof registrations[0]))

static const char *const domains[] = {"+CREG", "+CGREG", "+CEREG"};

#define DOMAINS (sizeof domains / sizeof domains[0])

/* Behind <n>; some phones leave that out, as an unsolicited line does. @return -1: none */
static int64_t stat_of(const struct doctor_reply *reply)
{
	int64_t stat = doctor_number(reply, 1, doctor_number(reply, 0, -1));

	return stat >= 0 && stat < REGISTRATIONS ? stat : -1;
}

/* @return false: the phone is gone, and the finding made */
static bool ask_domains(struct doctor *doctor, int64_t stats[DOMAINS],
			struct doctor_finding *finding)
{
	struct doctor_reply reply;
	char line[16];

	for (size_t i = 0; i < DOMAINS; i++) {
		(void)snprintf(line, sizeof line, "AT%s?", domains[i]);
		enum doctor_answer answer = doctor_ask(doctor, line);
		stats[i] = -1;
		if (answer == DOCTOR_GONE) {
			doctor_untold(doctor, line, answer, finding);
			return false;
		}
		if (answer == DOCTOR_ANSWERED && doctor_reply(doctor, domains[i], &reply))
			stats[i] = stat_of(&reply);
	}
	return true;
}

/* "home (CREG, CEREG), denied (CGREG)" */
static void add_domains(const int64_t stats[DOMAINS], struct doctor_finding *finding)
{
	for (size_t i = 0; i < DOMAINS; i++) {
		bool told = stats[i] < 0;

		for (size_t j = 0; j < i; j++)
			told = told || stats[j] == stats[i];
		if (told)
			continue;
		doctor_add(finding, "%s%s (%s", finding->text[0] ? "; " : "",
			   registrations[stats[i]].name, domains[i] + 1);
		for (size_t j = i + 1; j < DOMAINS; j++)
			if (stats[j] == stats[i])
				doctor_add(finding, ", %s", domains[j] + 1);
		doctor_add(finding, ")");
	}
}

/* One domain in which it is registered will do; else what keeps it out most counts. */
static const struct registration *weigh(const int64_t stats[DOMAINS])
{
	const struct registration *worst = NULL;

	for (size_t i = 0; i < DOMAINS; i++) {
		const struct registration *one = stats[i] < 0 ? NULL : &registrations[stats[i]];

		if (one && one->rank == REGISTERED)
			return one;
		if (one && (!worst || one->rank > worst->rank))
			worst = one;
	}
	return worst;
}

/* A phone that does not look for a network was told not to. */
static void advise_idle(struct doctor *doctor, struct doctor_finding *finding)
{
	struct doctor_reply reply;

	if (doctor_ask(doctor, "AT+CFUN?") == DOCTOR_ANSWERED &&
	    doctor_reply(doctor, "+CFUN", &reply) && doctor_number(&reply, 0, 1) != 1) {
		doctor_add(finding, "; its radio is off (+CFUN: %lld)",
			   (long long)doctor_number(&reply, 0, 0));
		doctor_fix(finding, "switch the radio on: `%s at AT+CFUN=1`", doctor->command);
		return;
	}
	if (!doctor->gone && doctor_ask(doctor, "AT+COPS?") == DOCTOR_ANSWERED &&
	    doctor_reply(doctor, "+COPS", &reply) && doctor_number(&reply, 0, 0) == 2)
		doctor_add(finding, "; it was taken off the network (+COPS: 2)");
	doctor_fix(finding, "have it look for a network: `%s at AT+COPS=0`", doctor->command);
}

void doctor_network(struct doctor *doctor, struct doctor_finding *finding)
{
	int64_t stats[DOMAINS];

	if (!ask_domains(doctor, stats, finding))
		return;
	const struct registration *registration = weigh(stats);
	if (!registration) {
		doctor_find(finding, DOCTOR_SKIP, "the phone does not tell");
		return;
	}
	doctor_find(finding, DOCTOR_OK, "%s", "");
	add_domains(stats, finding);
	if (registration->rank == REGISTERED)
		return;
	finding->result = DOCTOR_FAIL;
	finding->code = registration->code;
	if (registration->fix)
		doctor_fix(finding, "%s", registration->fix);
	else
		advise_idle(doctor, finding);
}

/* --- the operator --- */

void doctor_operator(struct doctor *doctor, struct doctor_finding *finding)
{
	static const char question[] = "AT+COPS?";
	struct doctor_reply reply;
	char name[64];

	if (!doctor_ask_for(doctor, question, "+COPS", &reply, finding))
		return;
	if (doctor_text(&reply, 2, name, sizeof name) > 0)
		doctor_find(finding, DOCTOR_OK, "%s%s", name,
			    doctor_number(&reply, 0, 0) == 1 ? ", chosen by hand" : "");
	else
		doctor_untold(doctor, question, DOCTOR_ANSWERED, finding);
}

/* --- the signal --- */

#define CSQ_MAX   31 /* 27.007 8.5 */
#define CSQ_WEAK  4  /* -105 dBm */
#define RSRP_MAX  97 /* 27.007 8.69 */
#define RSRP_WEAK 21 /* -120 dBm */

static void say_signal(const char *what, int64_t dbm, bool weak, struct doctor_finding *finding)
{
	doctor_find(finding, weak ? DOCTOR_WARN : DOCTOR_OK, "%s%lld dBm%s", what, (long long)dbm,
		    weak ? ", which is weak" : "");
	if (weak)
		doctor_fix(finding, "find a better place for the antenna, or a better antenna");
}

/* What is heard of LTE has no place in +CSQ. */
static void ask_lte(struct doctor *doctor, struct doctor_finding *finding)
{
	static const char question[] = "AT+CESQ";
	struct doctor_reply reply;
	enum doctor_answer answer = doctor_ask(doctor, question);
	int64_t value = -1;

	if (answer == DOCTOR_ANSWERED && doctor_reply(doctor, "+CESQ", &reply))
		value = doctor_number(&reply, 5, -1);
	if (answer == DOCTOR_GONE)
		doctor_untold(doctor, question, answer, finding);
	else if (value >= 0 && value <= RSRP_MAX)
		say_signal("RSRP ", value - 141, value <= RSRP_WEAK, finding);
	else
		doctor_find(finding, DOCTOR_SKIP,
			    "not known: no network is heard, or the phone does not tell");
}

void doctor_signal(struct doctor *doctor, struct doctor_finding *finding)
{
	static const char question[] = "AT+CSQ";
	struct doctor_reply reply;
	enum doctor_answer answer = doctor_ask(doctor, question);
	int64_t value = -1;

	if (answer == DOCTOR_ANSWERED && doctor_reply(doctor, "+CSQ", &reply))
		value = doctor_number(&reply, 0, -1);
	if (answer == DOCTOR_GONE)
		doctor_untold(doctor, question, answer, finding);
	else if (value >= 0 && value <= CSQ_MAX)
		say_signal("", 2 * value - 113, value <= CSQ_WEAK, finding);
	else
		ask_lte(doctor, finding);
}
