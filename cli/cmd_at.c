/* SPDX-License-Identifier: GPL-3.0-or-later */
/* AT commands for scripts: the lines of the answer, and an exit status that is the truth. */
#include "at_run.h"
#include "commands.h"
#include "input.h"
#include <limits.h>
#include <string.h>
#include <unistd.h>

#define INTERVAL_MS 1000

enum at_option {
	AT_DATA,
	AT_EXPECT,
	AT_REPEAT,
	AT_INTERVAL,
	AT_UNTIL,
	AT_OPTIONS
};

static const struct cli_option options[] = {
	[AT_DATA] = {"data", 0, "TEXT", "given at a '>' prompt, ended with Ctrl-Z"},
	[AT_EXPECT] = {"expect", 0, "PREFIX", "then wait for an unsolicited line that starts so"},
	[AT_REPEAT] = {"repeat", 0, "N", "run the commands N times; 0: for ever"},
	[AT_INTERVAL] = {"interval", 0, "SECONDS", "from start to start of the repeated (1)"},
	[AT_UNTIL] = {"until", 0, "PREFIX", "repeat until a line of the answer starts so"},
	[AT_OPTIONS] = {NULL, 0, NULL, NULL},
};

/* --- commands on stdin --- */

static int read_line(struct input *input, char **line, struct smsmodem_error *error)
{
	size_t length;
	int result = input_line(input, line, &length, error);

	if (result == 1 && memchr(*line, '\0', length))
		return smsmodem_error_set(error, SMSMODEM_E_DATA,
					  "line %ld has a NUL octet: it is no command",
					  input->line);
	return result;
}

static int run_stdin(struct at_run *run)
{
	struct smsmodem_error error;
	struct input input;
	char *line;
	int status = 0, result;

	if (input_open(&input, "-", run->cli->signal_fd, false, &error) < 0)
		return cli_fail(run->cli, &error);
	while (status == 0 && (result = read_line(&input, &line, &error)) != 0)
		if (result < 0 || (*line && at_run_line(run, line, 0, &error) != SMSMODEM_OK))
			status = at_fail(run, &error);
	input_close(&input);
	return status;
}

/* --- the whole --- */

static int expect_last(struct at_run *run)
{
	struct smsmodem_error error;
	int64_t timeout_ms = run->cli->modem.command_timeout_ms;

	if (!run->expect || run->heard)
		return 0;
	if (at_run_expect(run, timeout_ms > 0 ? timeout_ms : AT_WAIT_MS, &error) < 0)
		return at_fail(run, &error);
	return 0;
}

static bool from_stdin(const struct at_run *run, int argc, char **argv)
{
	return (argc == 0 && !run->expect) || (argc == 1 && strcmp(argv[0], "-") == 0);
}

static int run_all(struct at_run *run, int argc, char **argv)
{
	int status = 0;

	if (from_stdin(run, argc, argv))
		status = run_stdin(run);
	else if (argc > 0)
		status = at_repeat(run, argc, argv);
	return status == 0 ? expect_last(run) : status;
}

/* @return false: the argument is not what it should be (reported) */
static bool take_option(struct at_run *run, int option)
{
	const char *text = run->cli->optarg;

	switch ((enum at_option)option) {
	case AT_DATA: run->data = text; return true;
	case AT_EXPECT: run->expect = text; return true;
	case AT_UNTIL: run->until = text; return true;
	case AT_REPEAT:
		run->counted = parse_number(text, 0, INT_MAX, &run->times);
		if (!run->counted)
			(void)cli_usage(run->cli, "--repeat takes a number, not \"%.40s\"", text);
		return run->counted;
	case AT_INTERVAL:
		if (parse_seconds(text, &run->interval_ms)) {
			run->interval_ms += run->interval_ms == 0; /* time passes, also virtual */
			return true;
		}
		(void)cli_usage(run->cli, "--interval takes seconds, up to 86400, not \"%.40s\"",
				text);
		return false;
	case AT_OPTIONS: break;
	}
	return false;
}

static int check_use(const struct at_run *run, int argc, char **argv)
{
	bool repeats = run->counted || run->until;

	if (repeats && (argc == 0 || from_stdin(run, argc, argv)))
		return cli_usage(run->cli,
				 "--repeat and --until repeat commands that are arguments");
	if ((run->until && !*run->until) || (run->expect && !*run->expect))
		return cli_usage(run->cli, "%s wants the beginning of a line",
				 run->until && !*run->until ? "--until" : "--expect");
	if (run->interval_ms > 0 && !repeats)
		return cli_usage(run->cli, "--interval goes with --repeat or --until");
	if (from_stdin(run, argc, argv) && isatty(0))
		return cli_usage(run->cli, "at takes commands as arguments, or on stdin");
	return 0;
}

static int run(struct cli *cli, int argc, char **argv)
{
	struct at_run at = {.cli = cli, .times = 1};
	int option;

	while ((option = cli_getopt(cli, argc, argv)) != -1) {
		if (option < 0)
			return option == -2 ? 64 : 0;
		if (!take_option(&at, option))
			return 64;
	}
	if (at.until && !at.counted)
		at.times = 0;
	argc -= cli->optind;
	argv += cli->optind;
	int status = check_use(&at, argc, argv);
	if (at.interval_ms == 0)
		at.interval_ms = INTERVAL_MS;
	if (status == 0)
		status = cli_open(cli, &at.modem);
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
		    "  smsmodem -d /dev/ttyUSB0 at 'AT+CUSD=1,\"*100#\",15' --expect +CUSD:\n"
		    "  smsmodem -d /dev/ttyUSB0 at AT+CREG? --until '+CREG: 0,1'\n"
		    "  smsmodem -d /dev/ttyUSB0 --json at AT+CSQ --repeat 0 --interval 60\n",
	.run = run,
};
