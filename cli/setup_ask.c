/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "setup.h"
#include <string.h>
#include <strings.h>

static void put_question(const char *question, const char *fallback)
{
	(void)fputs(question, stderr);
	if (fallback)
		(void)fprintf(stderr, " [%s]", fallback);
	(void)fputs(": ", stderr);
	(void)fflush(stderr);
}

static void strip(const char **text, size_t *length)
{
	while (*length > 0 && strchr(" \t", **text)) {
		++*text;
		--*length;
	}
	while (*length > 0 && strchr(" \t", (*text)[*length - 1]))
		--*length;
}

/* @return 1: a line; 0: none */
static int read_line(struct setup *setup, const char **line, size_t *length,
		     struct smsmodem_error *error)
{
	char *text;
	int result = input_line(&setup->input, &text, length, error);

	if (result <= 0)
		(void)fputc('\n', stderr);
	if (result == 0)
		return smsmodem_error_set(error, SMSMODEM_E_CANCELLED,
					  "no answer was given: nothing has been written");
	if (result == SMSMODEM_E_CANCELLED)
		return smsmodem_error_set(error, SMSMODEM_E_CANCELLED,
					  "interrupted: nothing has been written");
	*line = text;
	return result;
}

int setup_ask(struct setup *setup, const char *question, const char *fallback, char *answer,
	      size_t size)
{
	struct smsmodem_error error;
	const char *line = "";
	size_t length = 0;

	for (;;) {
		put_question(question, fallback);
		if (read_line(setup, &line, &length, &error) < 0)
			return cli_fail(setup->cli, &error);
		strip(&line, &length);
		if (length == 0 && fallback) {
			(void)snprintf(answer, size, "%s", fallback);
			return 0;
		}
		if (length > 0 && length < size && !memchr(line, '\0', length)) {
			memcpy(answer, line, length);
			answer[length] = '\0';
			return 0;
		}
		if (length > 0)
			(void)fputs("That is too long.\n", stderr);
	}
}

int setup_ask_yes(struct setup *setup, const char *question, bool fallback, bool *yes)
{
	char answer[400]; /* also a path by mistake */

	for (;;) {
		int status =
			setup_ask(setup, question, fallback ? "yes" : "no", answer, sizeof answer);
		if (status != 0)
			return status;
		*yes = strcasecmp(answer, "y") == 0 || strcasecmp(answer, "yes") == 0;
		if (*yes || strcasecmp(answer, "n") == 0 || strcasecmp(answer, "no") == 0)
			return 0;
		(void)fputs("Please answer yes or no.\n", stderr);
	}
}
