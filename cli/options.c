/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Options from tables, by getopt_long: parsing, and the help that follows from the same tables. */
#include "cli.h"
#include <getopt.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#define OPTIONS_MAX 64
/* getopt_long's value of a long option is its row; those of the command come behind the global ones
 */
#define LONG_BASE 1000

enum global_option {
	GLOBAL_DEVICE,
	GLOBAL_PROFILE,
	GLOBAL_CONFIG,
	GLOBAL_JSON,
	GLOBAL_TRACE,
	GLOBAL_TIMEOUT,
	GLOBAL_PIN_FILE,
	GLOBAL_PIN_BLIND,
	GLOBAL_QUIET,
	GLOBAL_VERBOSE,
	GLOBAL_HELP,
	GLOBAL_VERSION,
	GLOBAL_COUNT
};

const struct cli_option cli_global_options[] = {
	[GLOBAL_DEVICE] = {"device", 'd', "DEVICE", "the modem: a port, tcp:HOST:PORT, sim:, ..."},
	[GLOBAL_PROFILE] = {"profile", 'p', "NAME", "a section of the configuration file"},
	[GLOBAL_CONFIG] = {"config", 0, "FILE", "read this configuration file"},
	[GLOBAL_JSON] = {"json", 0, NULL, "one JSON object a line on stdout"},
	[GLOBAL_TRACE] = {"trace", 0, "FILE", "write a transcript of the wire, PINs masked"},
	[GLOBAL_TIMEOUT] = {"timeout", 0, "SECONDS", "wait at most this long for an answer"},
	[GLOBAL_PIN_FILE] = {"pin-file", 0, "FILE", "first line: the SIM PIN, tried once"},
	[GLOBAL_PIN_BLIND] = {"pin-blind", 0, NULL,
			      "try it also if the phone hides the attempts left"},
	[GLOBAL_QUIET] = {"quiet", 'q', NULL, "no notes and no progress on stderr"},
	[GLOBAL_VERBOSE] = {"verbose", 'v', NULL, "say more"},
	[GLOBAL_HELP] = {"help", 'h', NULL, "show this and end"},
	[GLOBAL_VERSION] = {"version", 0, NULL, "show the version and end"},
	[GLOBAL_COUNT] = {NULL, 0, NULL, NULL},
};

/* --- help --- */

static void help_options(FILE *stream, const struct cli_option *options)
{
	char left[40];

	for (; options && options->name; options++) {
		const char *argument = options->argument;
		bool optional = argument && argument[0] == '[';
		(void)snprintf(left, sizeof left, "%c%c%s --%s%s%s",
			       options->short_name ? '-' : ' ',
			       options->short_name ? options->short_name : ' ',
			       options->short_name ? "," : " ", options->name,
			       optional   ? ""
			       : argument ? " "
					  : "",
			       argument ? argument : "");
		(void)fprintf(stream, "  %-28s %s\n", left, options->help);
	}
}

static void help_program(FILE *stream)
{
	(void)fputs(
		"Usage: smsmodem [OPTION]... COMMAND [ARGUMENT]...\n"
		"Sends SMS through a phone or modem that speaks AT, and reads and writes PDUs.\n"
		"\nCommands:\n",
		stream);
	for (const struct cli_command *const *command = cli_commands; *command; command++)
		(void)fprintf(stream, "  %-12s %s\n", (*command)->name, (*command)->summary);
	(void)fputs("\nOptions, before or after the command:\n", stream);
	help_options(stream, cli_global_options);
	(void)fputs("\nExamples:\n"
		    "  echo \"disk full\" | smsmodem -d /dev/ttyUSB0 send +491701234567\n"
		    "  smsmodem -d sim: send +491701234567 \"a first try\"\n"
		    "  smsmodem send --help\n",
		    stream);
}

static void help_command(FILE *stream, const struct cli_command *command)
{
	(void)fprintf(stream, "Usage: smsmodem %s [OPTION]... %s\n%s\n", command->name,
		      command->synopsis, command->summary);
	if (command->options && command->options[0].name)
		(void)fputs("\nOptions:\n", stream);
	help_options(stream, command->options);
	(void)fputs("\nCommon options:\n", stream);
	help_options(stream, cli_global_options);
	(void)fprintf(stream, "\nExamples:\n%s\nThe whole story: man smsmodem-%s\n",
		      command->examples, command->name);
}

static void show_help(const struct cli *cli)
{
	if (cli->command)
		help_command(stdout, cli->command);
	else
		help_program(stdout);
}

int cli_usage(struct cli *cli, const char *format, ...)
{
	struct smsmodem_error error;
	char text[256];
	va_list arguments;

	va_start(arguments, format);
	if (vsnprintf(text, sizeof text, format, arguments) < 0)
		text[0] = '\0';
	va_end(arguments);
	smsmodem_error_set(&error, SMSMODEM_E_USAGE, "%s; see `smsmodem %s%s--help`", text,
			   cli->command ? cli->command->name : "", cli->command ? " " : "");
	return cli_fail(cli, &error);
}

/* --- parsing --- */

/* Add a table's rows for getopt_long. */
static void add_rows(const struct cli_option *rows, int base, struct option *longs, char *shorts)
{
	size_t used = 0;

	while (longs[used].name)
		used++;
	for (int i = 0; rows && rows[i].name && used + 1 < OPTIONS_MAX; i++, used++) {
		int has = !rows[i].argument            ? no_argument
			  : rows[i].argument[0] == '[' ? optional_argument
						       : required_argument;
		longs[used] = (struct option){rows[i].name, has, NULL, base + i};
		size_t end = strlen(shorts);
		if (rows[i].short_name && end + 3 < OPTIONS_MAX) {
			shorts[end] = rows[i].short_name;
			shorts[end + 1] = has == required_argument ? ':' : '\0';
		}
	}
}

static int row_of_short(const struct cli_option *rows, int short_name)
{
	for (int i = 0; rows && rows[i].name; i++)
		if (rows[i].short_name && rows[i].short_name == short_name)
			return i;
	return -1;
}

static bool parse_timeout(struct cli *cli, const char *text)
{
	char *end;
	double seconds = strtod(text, &end);

	if (end == text || *end != '\0' || !(seconds > 0) || seconds > 86400)
		return false;
	/* 0 would mean: the default */
	cli->modem.send_timeout_ms = seconds < 0.001 ? 1 : (int64_t)(seconds * 1000);
	cli->modem.command_timeout_ms = cli->modem.send_timeout_ms;
	return true;
}

/* @return 0, or what cli_getopt is to return */
static int take_global(struct cli *cli, int row)
{
	switch ((enum global_option)row) {
	case GLOBAL_DEVICE: cli->modem.device = optarg; break;
	case GLOBAL_PROFILE: cli->profile = optarg; break;
	case GLOBAL_CONFIG: cli->config_path = optarg; break;
	case GLOBAL_JSON: cli->json = true; break;
	case GLOBAL_TRACE: cli->modem.trace = optarg; break;
	case GLOBAL_TIMEOUT:
		if (!parse_timeout(cli, optarg)) {
			(void)cli_usage(cli, "--timeout takes seconds, up to 86400, not \"%s\"",
					optarg);
			return -2;
		}
		break;
	case GLOBAL_PIN_FILE: cli->modem.pin_file = optarg; break;
	case GLOBAL_PIN_BLIND: cli->modem.pin_blind = true; break;
	case GLOBAL_QUIET: cli->quiet = true; break;
	case GLOBAL_VERBOSE: cli->verbose++; break;
	case GLOBAL_HELP: show_help(cli); return -3;
	case GLOBAL_VERSION: (void)printf("smsmodem %s\n", SMSMODEM_VERSION); return -3;
	case GLOBAL_COUNT: break;
	}
	return 0;
}

static int report_bad(struct cli *cli, int value, char **argv)
{
	const char *word = argv[optind - 1];

	if (value == ':')
		(void)cli_usage(cli, "%s needs an argument", word);
	else if (optopt > ' ' && optopt < 127)
		(void)cli_usage(cli,
				"there is no option -%c (a text that begins with '-' goes behind "
				"--)",
				optopt);
	else
		(void)cli_usage(cli,
				"there is no option %s, or it is used wrongly (a text that begins "
				"with '-' goes behind --)",
				word);
	return -2;
}

/* "-hello" is a text that wants to be sent, not a wish for help. */
static bool is_cluster(char **argv)
{
	const char *done = argv[optind - 1];

	return strcmp(done, "-h") != 0;
}

static int report_cluster(struct cli *cli)
{
	(void)cli_usage(cli, "-h stands alone (a text that begins with '-' goes behind --)");
	return -2;
}

int cli_getopt(struct cli *cli, int argc, char **argv)
{
	/* before the command stop at the first operand, which is the command */
	char shorts[OPTIONS_MAX] = "";
	struct option longs[OPTIONS_MAX] = {{0}};
	const struct cli_option *own = cli->command ? cli->command->options : NULL;

	memcpy(shorts, cli->command ? ":" : "+:", cli->command ? 2 : 3);
	/* of two with one name the first is found: a command's own hides a global one */
	add_rows(own, LONG_BASE + GLOBAL_COUNT, longs, shorts);
	add_rows(cli_global_options, LONG_BASE, longs, shorts);
	opterr = 0;
	for (;;) {
		int value = getopt_long(argc, argv, shorts, longs, NULL);
		cli->optind = optind;
		cli->optarg = optarg;
		if (value == -1)
			return -1;
		if (value == '?' || value == ':')
			return report_bad(cli, value, argv);
		int row = value - LONG_BASE;
		if (value == 'h' && is_cluster(argv))
			return report_cluster(cli);
		if (value < LONG_BASE) {
			row = row_of_short(own, value);
			row = row >= 0 ? row + GLOBAL_COUNT
				       : row_of_short(cli_global_options, value);
		}
		if (row >= GLOBAL_COUNT)
			return row - GLOBAL_COUNT;
		int result = take_global(cli, row);
		if (result < 0)
			return result;
	}
}
