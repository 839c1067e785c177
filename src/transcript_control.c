/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is to happen to a simulated phone: smsmodem-sim(1), INPUT. */
#include "transcript_redact.h"
#include <string.h>

static bool is_one_of(const char *const *words, size_t count, const char *text, size_t length)
{
	for (size_t i = 0; i < count; i++)
		if (strlen(words[i]) == length && memcmp(words[i], text, length) == 0)
			return true;
	return false;
}

/* NAME[=N][/PATTERN][@K]: the pattern is a number, or part of one. */
static void redact_fault(struct redact_numbers *numbers, char *spec, size_t length)
{
	char *pattern = memchr(spec, '/', length);

	if (!pattern)
		return;
	size_t left = length - (size_t)(pattern - spec);
	char *end = memchr(pattern, '@', left);
	size_t count = end ? (size_t)(end - pattern) : left;
	if (redact_is_dial_string(pattern + 1, count - 1))
		redact_runs(numbers, pattern + 1, count - 1, 3);
	else
		redact_text(pattern + 1, count - 1);
}

static void redact_arguments(struct redact_numbers *numbers, char *text, size_t length)
{
	while (length > 0) {
		const char *end = memchr(text, ' ', length);
		size_t count = end ? (size_t)(end - text) : length;
		if (redact_is_dial_string(text, count))
			redact_runs(numbers, text, count, 3);
		else
			(void)redact_payload(numbers, text, count, -1);
		text += count + (end != NULL);
		length -= count + (end != NULL);
	}
}

void redact_control(struct redact_numbers *numbers, char *command, size_t length)
{
	static const char *const harmless[] = {
		"answer-call", "battery", "clear-faults", "full",    "hangup",
		"hangup-call", "jitter",  "latency",      "network", "plug",
		"reboot",      "replug",  "report",       "signal",  "unplug"};
	const char *end = memchr(command, ' ', length);
	size_t name = end ? (size_t)(end - command) : length;
	char *rest = command + name;
	size_t left = length - name;

	for (; left > 0 && *rest == ' '; left--)
		rest++;
	if (is_one_of(harmless, sizeof harmless / sizeof harmless[0], command, name) ||
	    (length == 13 && memcmp(command, "ring withheld", 13) == 0))
		return;
	if (name == 5 && memcmp(command, "fault", 5) == 0)
		redact_fault(numbers, rest, left);
	else if (name == 3 && memcmp(command, "urc", 3) == 0)
		redact_answer(numbers, rest, left, &(struct redact_side){.announced = -1});
	else
		redact_arguments(numbers, rest, left);
}
