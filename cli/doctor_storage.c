/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The message centre's number, and the places that are left for messages. */
#include "doctor.h"
#include <string.h>

/* --- the message centre --- */

static void no_centre(const struct doctor *doctor, struct doctor_finding *finding)
{
	doctor_fail(finding, SMSMODEM_E_REFUSED,
		    "there is no number of the message centre, and nothing is sent without");
	doctor_fix(finding,
		   "ask the operator for it and set it: `%s at 'AT+CSCA=\"+NUMBER\"'`, or give it "
		   "with `send --smsc`",
		   doctor->command);
}

void doctor_smsc(struct doctor *doctor, struct doctor_finding *finding)
{
	static const char question[] = "AT+CSCA?";
	struct doctor_reply reply;
	char number[80];
	enum doctor_answer answer = doctor_ask(doctor, question);

	/* 27.005 3.2.5: the number is not known */
	if (answer == DOCTOR_REFUSED && doctor->error.cms == 330) {
		no_centre(doctor, finding);
		return;
	}
	if (answer != DOCTOR_ANSWERED || !doctor_reply(doctor, "+CSCA", &reply)) {
		doctor_untold(doctor, question, answer, finding);
		return;
	}
	doctor->knows_sms = true;
	if (doctor_text(&reply, 0, number, sizeof number) > 0)
		doctor_find(finding, DOCTOR_OK, "%s", number);
	else
		no_centre(doctor, finding);
}

/* --- the memories --- */

/** One of the three that are preferred: to read, to write, to receive (27.005 3.2.2). */
struct memory {
	char name[16];
	int64_t used, total;
};

#define MEMORIES 3

static size_t take_memories(const struct doctor_reply *reply, struct memory memories[MEMORIES])
{
	size_t count = 0;

	for (size_t at = 0; count < MEMORIES && at + 2 < reply->count; at += 3) {
		struct memory *memory = &memories[count];

		if (doctor_text(reply, at, memory->name, sizeof memory->name) == 0)
			break;
		memory->used = doctor_number(reply, at + 1, -1);
		memory->total = doctor_number(reply, at + 2, -1);
		if (memory->used < 0 || memory->total <= 0)
			break;
		count++;
	}
	return count;
}

static void add_memories(const struct memory memories[MEMORIES], size_t count,
			 struct doctor_finding *finding)
{
	for (size_t i = 0; i < count; i++) {
		bool told = false;

		for (size_t j = 0; j < i; j++)
			told = told || strcmp(memories[j].name, memories[i].name) == 0;
		if (!told)
			doctor_add(finding, "%s%s: %lld of %lld", finding->text[0] ? ", " : "",
				   memories[i].name, (long long)memories[i].used,
				   (long long)memories[i].total);
	}
}

static void advise(const struct doctor *doctor, const struct memory *memory,
		   struct doctor_finding *finding)
{
	doctor_fix(finding, "delete what has been read: `%s delete --read --storage %s`",
		   doctor->command, memory->name);
}

void doctor_storage(struct doctor *doctor, struct doctor_finding *finding)
{
	static const char question[] = "AT+CPMS?";
	struct memory memories[MEMORIES];
	struct doctor_reply reply;

	if (!doctor_ask_for(doctor, question, "+CPMS", &reply, finding))
		return;
	doctor->knows_sms = true;
	size_t count = take_memories(&reply, memories);
	if (count == 0) {
		doctor_untold(doctor, question, DOCTOR_ANSWERED, finding);
		return;
	}
	const struct memory *receives = &memories[count - 1];
	int64_t left = receives->total - receives->used;
	doctor_find(finding, DOCTOR_OK, "%s", "");
	add_memories(memories, count, finding);
	if (left <= 0) {
		finding->result = DOCTOR_FAIL;
		finding->code = SMSMODEM_E_TEMPORARY;
		doctor_add(finding, "; %s is full, and nothing more comes in", receives->name);
		advise(doctor, receives, finding);
	} else if (left <= receives->total / 5) {
		finding->result = DOCTOR_WARN;
		doctor_add(finding, "; %s is nearly full", receives->name);
		advise(doctor, receives, finding);
	}
}
