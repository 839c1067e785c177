/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "at_run.h"
#include <smsmodem/stream.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static int print_response(const struct at_run *run)
{
	const char *line;

	for (size_t i = 0; (line = smsmodem_response(run->modem, i)) != NULL; i++) {
		output_foreign(stdout, line, strlen(line), 0);
		(void)putchar('\n');
	}
	return output_flush();
}

/* PINs and passwords do not go into any output, also not the one that says what was asked. */
static json_t *command_json(const char *line)
{
	size_t size = strlen(line) + 5;
	char *masked = malloc(size);
	int length = masked ? smsmodem_mask(line, masked, size) : -1;
	json_t *string = length < 0 ? NULL : output_string(masked, (size_t)length);

	free(masked);
	return string;
}

static int print_result(const struct at_run *run, const char *line)
{
	const char *result = smsmodem_result(run->modem);

	if (!run->cli->json)
		return print_response(run);
	json_t *object =
		json_pack("{s:o, s:o, s:o}", "command", command_json(line), "lines",
			  at_json_lines(run->modem), "parsed", at_json_parsed(run->modem, line));
	if (object) {
		(void)json_object_set_new(object, "result",
					  *result ? output_string(result, strlen(result))
						  : json_null());
		at_json_mean(object, line, result);
	}
	return output_json(run->cli, object);
}

/* --- what to do next --- */

static void append(struct smsmodem_error *error, const char *text)
{
	size_t length = strlen(error->text);

	(void)snprintf(error->text + length, sizeof error->text - length, " (%s)", text);
}

static bool is_command(const char *line)
{
	return strncasecmp(line + strspn(line, " "), "at", 2) == 0 ||
	       strncasecmp(line + strspn(line, " "), "a/", 2) == 0;
}

/*
 * Who left it at the prompt for a message's text made our command a part of that. ESC ends it
 * there, and elsewhere what still runs (V.250 5.6.1).
 */
static void let_go(const struct at_run *run, const char *line, struct smsmodem_error *error)
{
	if (!is_command(line))
		append(error, "a command begins with AT");
	else if (!smsmodem_stream_stalled(run->modem, false) &&
		 smsmodem_stream_write(run->modem, "\x1B", 1, NULL) == 1)
		append(error, "in case it waits for a text it got ESC: try again");
}

int at_run_line(const struct at_run *run, const char *line, int64_t timeout_ms,
		struct smsmodem_error *error)
{
	int result = smsmodem_command(run->modem, line, run->data, timeout_ms, error);

	if (result == SMSMODEM_E_USAGE)
		return result;
	if (print_result(run, line) != 0)
		return error->code = SMSMODEM_E_OUTPUT;
	if (result == SMSMODEM_OK)
		return result;
	/* for `at` every refusal is 1, whatever it means for a message */
	if (*smsmodem_result(run->modem)) {
		error->code = SMSMODEM_E_REFUSED;
		if (strcmp(smsmodem_result(run->modem), "ERROR") == 0)
			append(error, "AT+CMEE=1 may make it say why");
	} else if (result == SMSMODEM_E_TIMEOUT) {
		let_go(run, line, error);
	}
	return error->code;
}

bool at_answered(const struct at_run *run, const char *prefix)
{
	const char *line;

	for (size_t i = 0; (line = smsmodem_response(run->modem, i)) != NULL; i++)
		if (strncasecmp(line, prefix, strlen(prefix)) == 0)
			return true;
	return false;
}

int at_run_expect(struct at_run *run, int64_t timeout_ms, struct smsmodem_error *error)
{
	int result = smsmodem_expect(run->modem, run->expect, timeout_ms, error);

	if (result < 0)
		return result;
	run->heard = true;
	if (run->cli->json)
		result = output_json(run->cli,
				     json_pack("{s:o, s:o, s:o}", "expected",
					       output_string(run->expect, strlen(run->expect)),
					       "lines", at_json_lines(run->modem), "parsed",
					       at_json_parsed(run->modem, NULL)));
	else
		result = print_response(run);
	if (result != 0)
		return error->code = SMSMODEM_E_OUTPUT;
	return SMSMODEM_OK;
}

int at_fail(const struct at_run *run, const struct smsmodem_error *error)
{
	if (error->code == SMSMODEM_E_OUTPUT)
		return smsmodem_code_exit(error->code);
	return cli_fail(run->cli, error);
}
