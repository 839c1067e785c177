/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Options from tables, by getopt_long: parsing, and the help that follows from the same tables. */
#include "cli.h"
#include <getopt.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#define OPTIONS_MAX 128
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
	[GLOBAL_DEVICE] = {"device", 'd', "DEVICE",
			   "the modem: a port, usb:VID:PID, bt:ADDRESS, sim:, ..."},
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

int cli_find_option(const struct cli_option *options, const char *name, size_t length)
{
	for (int i = 0; options && options[i].name; i++)
		if (strlen(options[i].name) == length && memcmp(options[i].name, name, length) == 0)
			return i;
	return -1;
}

/* @param hiding rows of the same name there come first */
static void help_options(FILE *stream, const struct cli_option *options,
			 const struct cli_option *hiding)
{
	char left[40];

	for (; options && options->name; options++) {
		if (cli_find_option(hiding, options->name, strlen(options->name)) >= 0)
			continue;
		const char *argument = options->argument;
		(void)snprintf(left, sizeof left, "%c%c%s --%s%s%s",
			       options->short_name ? '-' : ' ',
			       options->short_name ? options->short_name : ' ',
			       options->short_name ? "," : " ", options->name, argument ? " " : "",
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
	help_options(stream, cli_global_options, NULL);
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
	help_options(stream, command->options, NULL);
	help_options(stream, command->more, command->options);
	(void)fputs("\nCommon options:\n", stream);
	help_options(stream, cli_global_options, command->options);
	(void)fprintf(stream, "\nExamples:\n%s\nThe whole story: man smsmodem-%s\n",
		      command->examples, command->page ? command->page : command->name);
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
	if (cli->console)
		smsmodem_error_set(&error, SMSMODEM_E_USAGE, "%s; see .help", text);
	else
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

static int count_rows(const struct cli_option *rows)
{
	int count = 0;

	while (rows && rows[count].name)
		count++;
	return count;
}

/* The row of a short option, counted as those of long ones are. */
static int find_short(const struct cli_command *command, int short_name)
{
	int row = command ? row_of_short(command->options, short_name) : -1;

	if (row >= 0)
		return GLOBAL_COUNT + row;
	row = command ? row_of_short(command->more, short_name) : -1;
	if (row >= 0)
		return GLOBAL_COUNT + count_rows(command->options) + row;
	return row_of_short(cli_global_options, short_name);
}

static bool parse_timeout(struct cli *cli, const char *text)
{
	int64_t ms;

	if (!parse_seconds(text, &ms) || ms == 0)
		return false; /* 0 would mean: the default */
	cli->modem.send_timeout_ms = cli->modem.command_timeout_ms = ms;
	return true;
}

/* What a console was begun with holds for its dot commands. */
static bool is_of_console(enum global_option option)
{
	return option <= GLOBAL_CONFIG || (option >= GLOBAL_TRACE && option <= GLOBAL_PIN_BLIND);
}

/* @return 0, or what cli_getopt is to return */
static int take_global(struct cli *cli, int row)
{
	if (cli->console && is_of_console((enum global_option)row)) {
		(void)cli_usage(cli, "--%s is said when the console is begun, not in it",
				cli_global_options[row].name);
		return -2;
	}
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

static void report_long(struct cli *cli, const char *word)
{
	char name[40], text[160];
	const char *belongs = NULL;

	(void)snprintf(name, sizeof name, "%.*s", (int)strcspn(word, "="), word);
	if (cli->command && cli->command->elsewhere && strncmp(name, "--", 2) == 0)
		belongs = cli->command->elsewhere(name + 2, text, sizeof text);
	if (belongs)
		(void)cli_usage(cli, "%s %s", name, belongs);
	else
		(void)cli_usage(cli,
				"there is no option %s, or it is used wrongly (a text that begins "
				"with '-' goes behind --)",
				word);
}

/* The word that getopt_long has just read as a long option: its argument may follow it. */
static const char *word_read(char **argv)
{
	return optarg && optarg == argv[optind - 1] ? argv[optind - 2] : argv[optind - 1];
}

/* What is an option elsewhere by its whole name is no abbreviation of another one here. */
static bool is_of_elsewhere(const struct cli *cli, const char *word, const struct option *longs,
			    int value)
{
	char name[40], text[160];

	if (value < LONG_BASE || !cli->command || !cli->command->elsewhere)
		return false;
	while (longs->val != value)
		longs++;
	(void)snprintf(name, sizeof name, "%.*s", (int)strcspn(word + 2, "="), word + 2);
	return strcmp(name, longs->name) != 0 &&
	       cli->command->elsewhere(name, text, sizeof text) != NULL;
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
		report_long(cli, word);
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
	const struct cli_option *more = cli->command ? cli->command->more : NULL;

	memcpy(shorts, cli->command ? ":" : "+:", cli->command ? 2 : 3);
	/* of two with one name the first is found: a command's own hides a global one */
	add_rows(own, LONG_BASE + GLOBAL_COUNT, longs, shorts);
	add_rows(more, LONG_BASE + GLOBAL_COUNT + count_rows(own), longs, shorts);
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
		if (is_of_elsewhere(cli, word_read(argv), longs, value)) {
			report_long(cli, word_read(argv));
			return -2;
		}
		int row = value - LONG_BASE;
		if (value == 'h' && is_cluster(argv))
			return report_cluster(cli);
		if (value < LONG_BASE)
			row = find_short(cli->command, value);
		if (row >= GLOBAL_COUNT)
			return row - GLOBAL_COUNT;
		int result = take_global(cli, row);
		if (result < 0)
			return result;
	}
}

int cli_peek(const struct cli_command *command, int argc, char **argv, const char **operands,
	     int max)
{
	char shorts[OPTIONS_MAX] = "-:"; /* operands are given in their place */
	struct option longs[OPTIONS_MAX] = {{0}};
	int count = 0;

	for (const struct cli_command *of = command; of; of = of->inner) {
		add_rows(of->options, LONG_BASE, longs, shorts);
		add_rows(of->more, LONG_BASE, longs, shorts);
	}
	add_rows(cli_global_options, LONG_BASE, longs, shorts);
	/* an abbreviation that could mean several is as good as one where all mean the same */
	for (struct option *row = longs; row->name; row++)
		row->val = LONG_BASE;
	opterr = optind = 0;
	for (int value;
	     count < max && (value = getopt_long(argc, argv, shorts, longs, NULL)) != -1;)
		if (value == 1)
			operands[count++] = optarg;
	for (; count < max && optind < argc; optind++)
		operands[count++] = argv[optind];
	optind = 0;
	return count;
}
