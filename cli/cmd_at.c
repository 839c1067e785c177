/* SPDX-License-Identifier: GPL-3.0-or-later */
/* AT commands for scripts: the lines of the answer, and an exit status that is the truth. */
#include "commands.h"
#include "input.h"
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum at_option {
	AT_DATA,
	AT_EXPECT,
	AT_OPTIONS
};

static const struct cli_option options[] = {
	[AT_DATA] = {"data", 0, "TEXT", "given at a '>' prompt, ended with Ctrl-Z"},
	[AT_EXPECT] = {"expect", 0, "PREFIX", "then wait for an unsolicited line that starts so"},
	[AT_OPTIONS] = {NULL, 0, NULL, NULL},
};

struct at_run {
	struct cli *cli;
	struct smsmodem *modem;
	const char *data, *expect;
};

static json_t *response_json(const struct smsmodem *modem)
{
	json_t *lines = json_array();
	const char *line;

	for (size_t i = 0; (line = smsmodem_response(modem, i)) != NULL; i++)
		(void)json_array_append_new(lines, output_string(line, strlen(line)));
	return lines;
}

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
	json_t *object = json_pack("{s:o, s:o}", "command", command_json(line), "lines",
				   response_json(run->modem));
	if (object)
		(void)json_object_set_new(object, "result",
					  *result ? output_string(result, strlen(result))
						  : json_null());
	return output_json(run->cli, object);
}

/* For `at` every refusal is 1, whatever it means for a message. */
static int refusal_code(const struct smsmodem *modem, struct smsmodem_error *error)
{
	if (*smsmodem_result(modem))
		error->code = SMSMODEM_E_REFUSED;
	return error->code;
}

static int run_line(const struct at_run *run, const char *line)
{
	struct smsmodem_error error;
	int result = smsmodem_command(run->modem, line, run->data, 0, &error);

	if (result == SMSMODEM_E_USAGE)
		return cli_fail(run->cli, &error);
	if (print_result(run, line) != 0)
		return 74;
	if (result == SMSMODEM_OK)
		return 0;
	(void)refusal_code(run->modem, &error);
	return cli_fail(run->cli, &error);
}

static int run_expect(const struct at_run *run)
{
	struct smsmodem_error error;
	int64_t timeout_ms = run->cli->modem.command_timeout_ms;

	if (smsmodem_expect(run->modem, run->expect, timeout_ms ? timeout_ms : 60000, &error) < 0)
		return cli_fail(run->cli, &error);
	if (run->cli->json)
		return output_json(run->cli, json_pack("{s:s, s:o}", "expected", run->expect,
						       "lines", response_json(run->modem)));
	return print_response(run);
}

static int run_stdin(const struct at_run *run)
{
	struct smsmodem_error error;
	struct input input;
	char *line;
	size_t length;
	int status = 0, result;

	if (input_open(&input, "-", run->cli->signal_fd, false, &error) < 0)
		return cli_fail(run->cli, &error);
	while (status == 0 && (result = input_line(&input, &line, &length, &error)) != 0) {
		if (result < 0)
			status = cli_fail(run->cli, &error);
		else if (length > 0)
			status = run_line(run, line);
	}
	input_close(&input);
	return status;
}

static bool from_stdin(const struct at_run *run, int argc, char **argv)
{
	return (argc == 0 && !run->expect) || (argc == 1 && strcmp(argv[0], "-") == 0);
}

static int run_all(const struct at_run *run, int argc, char **argv)
{
	int status = 0;

	if (from_stdin(run, argc, argv)) {
		status = run_stdin(run);
		argc = 0;
	}
	for (int i = 0; i < argc && status == 0; i++)
		status = run_line(run, argv[i]);
	if (status == 0 && run->expect)
		status = run_expect(run);
	return status;
}

static int run(struct cli *cli, int argc, char **argv)
{
	struct at_run at = {.cli = cli};
	int option;

	while ((option = cli_getopt(cli, argc, argv)) != -1) {
		if (option < 0)
			return option == -2 ? 64 : 0;
		if (option == AT_DATA)
			at.data = cli->optarg;
		else
			at.expect = cli->optarg;
	}
	argc -= cli->optind;
	argv += cli->optind;
	if (from_stdin(&at, argc, argv) && isatty(0))
		return cli_usage(cli, "at takes commands as arguments, or on stdin");
	int status = cli_open(cli, &at.modem);
	if (status != 0)
		return status;
	status = run_all(&at, argc, argv);
	return cli_close(cli, at.modem, status);
}

const struct cli_command cmd_at = {
	.name = "at",
	.synopsis = "[COMMAND]...",
	.summary = "Run AT commands: answers on stdout, exit status 0, 1 or 75",
	.options = options,
	.examples = "  smsmodem -d /dev/ttyUSB0 at AT+CSQ\n"
		    "  smsmodem -d /dev/ttyUSB0 at AT+CMGF=1 'AT+CPMS?'\n"
		    "  smsmodem -d sim: at 'AT+CMGS=\"+491701234567\"' --data \"hello\"\n"
		    "  smsmodem -d /dev/ttyUSB0 at 'AT+CUSD=1,\"*100#\",15' --expect +CUSD:\n",
	.run = run,
};
