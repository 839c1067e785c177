/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the phone itself says to the test form of a command (V.250 5.4.4.5), kept for the link. */
#include "console_complete.h"
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define ASK_MS          1000
#define ASK_AGAIN_MS    30000 /* what was refused may work later: the PIN was wanted */
#define NAME_MAX_LENGTH 32

struct completion_answers {
	char *name, *lines; /* owned; lines NULL: there were none */
	int64_t asked_ms;
	struct completion_answers *next;
};

static bool is(const char *name, size_t length, const char *other)
{
	return length == strlen(other) && strncasecmp(name, other, length) == 0;
}

static struct completion_answers *find(struct console *console, const char *name, size_t length)
{
	struct completion_answers *answer = console->answers;

	while (answer && !is(name, length, answer->name))
		answer = answer->next;
	return answer;
}

static struct completion_answers *make(struct console *console, const char *name, size_t length)
{
	struct completion_answers *answer = calloc(1, sizeof *answer);

	if (!answer)
		return NULL;
	answer->name = strndup(name, length);
	if (!answer->name) {
		free(answer);
		return NULL;
	}
	answer->next = console->answers;
	console->answers = answer;
	return answer;
}

static void ask(struct console *console, struct completion_answers *answer)
{
	char line[NAME_MAX_LENGTH + 8];

	(void)snprintf(line, sizeof line, "AT%s=?", answer->name);
	free(answer->lines);
	answer->lines = NULL;
	answer->asked_ms = console_now_ms();
	talk_ask(console, line, ASK_MS);
}

/* The name in the question that is under way: "AT+CNMI=?". */
static bool is_being_asked(const struct talk *talk, const char *name, size_t length)
{
	return talk->asking && talk->command && strlen(talk->command) == length + 4 &&
	       strncasecmp(talk->command + 2, name, length) == 0;
}

void completion_answered(struct console *console)
{
	const struct talk *talk = &console->talk;
	struct completion_answers *answer = console->answers;

	while (answer && !is_being_asked(talk, answer->name, strlen(answer->name)))
		answer = answer->next;
	if (answer && !answer->lines && talk->answer_length > 0)
		answer->lines = strndup(talk->answer, talk->answer_length);
}

/* What +CMGL takes depends on +CMGF. */
static bool is_stale(const struct completion_answers *answer)
{
	if (is(answer->name, strlen(answer->name), "+CMGL"))
		return true;
	return !answer->lines && console_now_ms() - answer->asked_ms > ASK_AGAIN_MS;
}

/*
 * +COPS=? searches for networks, for minutes; what +CPWD=? and +CSVM=? list are no parameters in
 * their order (27.007 7.3, 7.5, 8.33).
 */
static bool is_other(const char *name, size_t length)
{
	static const char *const others[] = {"+COPS", "+CPWD", "+CSVM"};

	for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
		if (is(name, length, others[i]))
			return true;
	return false;
}

/* Only what can be a name is sent. */
static bool is_asked(const char *name, size_t length)
{
	if (length < 2 || length > NAME_MAX_LENGTH || !strchr("+^*#$%", name[0]) ||
	    is_other(name, length))
		return false;
	for (size_t i = 1; i < length; i++)
		if (!strchr("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-./%!",
			    name[i]))
			return false;
	return true;
}

const char *completion_ask(struct console *console, const char *name, size_t length)
{
	bool asked = is_being_asked(&console->talk, name, length);

	if (!is_asked(name, length) || !talk_await(console))
		return NULL;
	struct completion_answers *answer = find(console, name, length);
	bool fresh = !answer;
	if (!asked && talk_is_idle(&console->talk) && console->modem) {
		if (fresh)
			answer = make(console, name, length);
		if (answer && (fresh || is_stale(answer)))
			ask(console, answer);
	}
	return talk_await(console) && answer ? answer->lines : NULL;
}

void completion_forget(struct console *console)
{
	while (console->answers) {
		struct completion_answers *answer = console->answers;

		console->answers = answer->next;
		free(answer->name);
		free(answer->lines);
		free(answer);
	}
}
