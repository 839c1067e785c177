/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Questions to the phone, and the lines of its answers taken apart. */
#include "doctor.h"
#include <string.h>
#include <strings.h>

#define ANSWER_MS 3000

static int64_t limit_ms(const struct doctor *doctor)
{
	int64_t wanted_ms = doctor->cli->modem.command_timeout_ms;

	return wanted_ms > 0 ? wanted_ms : ANSWER_MS;
}

/* Whether one that gave no answer in time gives any to anything. */
static enum doctor_answer look_again(struct doctor *doctor)
{
	struct smsmodem_error error;
	int result = smsmodem_command(doctor->modem, "AT", NULL, limit_ms(doctor), &error);

	if (result == SMSMODEM_OK || *smsmodem_result(doctor->modem))
		return DOCTOR_SILENT;
	if (result == SMSMODEM_E_CANCELLED)
		doctor->error = error;
	return DOCTOR_GONE;
}

enum doctor_answer doctor_ask(struct doctor *doctor, const char *line)
{
	int result = smsmodem_command(doctor->modem, line, NULL, limit_ms(doctor), &doctor->error);
	enum doctor_answer answer = DOCTOR_GONE;

	/* a line that is too long to be one is none that is wanted */
	if (result == SMSMODEM_OK || result == SMSMODEM_E_DATA)
		return DOCTOR_ANSWERED;
	if (*smsmodem_result(doctor->modem))
		return DOCTOR_REFUSED;
	if (result == SMSMODEM_E_TIMEOUT)
		answer = look_again(doctor);
	doctor->gone = answer == DOCTOR_GONE;
	doctor->stop = doctor->error.code == SMSMODEM_E_CANCELLED;
	return answer;
}

void doctor_untold(struct doctor *doctor, const char *line, enum doctor_answer answer,
		   struct doctor_finding *finding)
{
	switch (answer) {
	case DOCTOR_ANSWERED:
		doctor_find(finding, DOCTOR_SKIP, "the phone does not tell (%s)", line);
		break;
	case DOCTOR_REFUSED:
		doctor_find(finding, DOCTOR_SKIP, "the phone does not tell (%s: %s)", line,
			    smsmodem_result(doctor->modem));
		break;
	case DOCTOR_SILENT:
		doctor_find(finding, DOCTOR_WARN, "%s", doctor->error.text);
		doctor_fix(finding, "try again, or wait longer with --timeout SECONDS");
		break;
	case DOCTOR_GONE:
		doctor_fail(finding, doctor->error.code, "%s", doctor->error.text);
		doctor_fix(finding, DOCTOR_RESTART);
		break;
	}
}

/* --- what is changed for a while --- */

bool doctor_change(struct doctor *doctor, const char *line, const char *back)
{
	struct doctor_changes *changes = &doctor->changes;

	if (changes->count == DOCTOR_CHANGES || doctor_ask(doctor, line) != DOCTOR_ANSWERED)
		return false;
	changes->back[changes->count++] = back;
	return true;
}

/* Who was interrupted does not wait for the answer. */
void doctor_put_back(struct doctor *doctor)
{
	struct doctor_changes *changes = &doctor->changes;
	bool waits = !doctor->stop && !doctor->gone;

	while (changes->count > 0) {
		const char *line = changes->back[--changes->count];
		char octets[32];

		if (waits && doctor_ask(doctor, line) == DOCTOR_ANSWERED)
			continue;
		int length = snprintf(octets, sizeof octets, "\x1B\r%s\r", line);
		(void)smsmodem_stream_write(doctor->modem, octets, (size_t)length, NULL);
	}
}

/* --- answers --- */

static const char *find_line(const struct doctor *doctor, const char *name)
{
	size_t length = strlen(name);
	const char *line;

	for (size_t i = 0; (line = smsmodem_response(doctor->modem, i)) != NULL; i++)
		if (smsmodem_at_reply_name(line) == length && strncasecmp(line, name, length) == 0)
			return line + length + 1;
	return NULL;
}

bool doctor_reply(const struct doctor *doctor, const char *name, struct doctor_reply *reply)
{
	const char *rest = find_line(doctor, name);

	reply->count = 0;
	if (!rest)
		return false;
	while (reply->count < DOCTOR_ITEMS &&
	       smsmodem_at_next_item(&rest, &reply->items[reply->count]))
		reply->count++;
	return true;
}

int64_t doctor_number(const struct doctor_reply *reply, size_t place, int64_t otherwise)
{
	if (place >= reply->count || reply->items[place].kind != SMSMODEM_AT_ITEM_NUMBER)
		return otherwise;
	return reply->items[place].number;
}

size_t doctor_text(const struct doctor_reply *reply, size_t place, char *text, size_t size)
{
	text[0] = '\0';
	if (place >= reply->count || reply->items[place].kind == SMSMODEM_AT_ITEM_ABSENT)
		return 0;
	const struct smsmodem_at_item *item = &reply->items[place];
	size_t length = item->length < size ? item->length : size - 1;
	memcpy(text, item->text, length);
	text[length] = '\0';
	return length;
}

bool doctor_ask_for(struct doctor *doctor, const char *line, const char *name,
		    struct doctor_reply *reply, struct doctor_finding *finding)
{
	enum doctor_answer answer = doctor_ask(doctor, line);

	if (answer == DOCTOR_ANSWERED && doctor_reply(doctor, name, reply))
		return true;
	doctor_untold(doctor, line, answer, finding);
	return false;
}
