/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console_options.h"
#include "config.h"
#include <string.h>
#include <strings.h>

#define ESCAPE_DEFAULT 1    /* Ctrl-A, as in minicom and picocom */
#define ESCAPE_UNSET   (-1) /* the profile may say */

enum console_option {
	CONSOLE_RAW,
	CONSOLE_PLAIN,
	CONSOLE_TIMESTAMPS,
	CONSOLE_LOG,
	CONSOLE_SCRIPT,
	CONSOLE_ESCAPE,
	CONSOLE_ECHO,
	CONSOLE_HEX,
	CONSOLE_IMAP,
	CONSOLE_OMAP,
	CONSOLE_PACE,
	CONSOLE_ONCE,
	CONSOLE_OPTIONS
};

const struct cli_option console_option_table[] = {
	[CONSOLE_RAW] = {"raw", 0, NULL, "begin in raw mode: each key goes out as it is typed"},
	[CONSOLE_PLAIN] = {"plain", 0, NULL, "no notes: only what the phone says"},
	[CONSOLE_TIMESTAMPS] = {"timestamps", 0, NULL, "the time of day before each line"},
	[CONSOLE_LOG] = {"log", 0, "FILE", "the same as --trace: a transcript, PINs masked"},
	[CONSOLE_SCRIPT] = {"script", 0, "FILE", "do what a script says: send, expect, ..."},
	[CONSOLE_ESCAPE] = {"escape", 0, "KEY", "the key before commands: ^A (default), C-x, none"},
	[CONSOLE_ECHO] = {"echo", 0, NULL, "raw mode: show what is typed"},
	[CONSOLE_HEX] = {"hex", 0, NULL, "raw mode: show what comes in hexadecimal"},
	[CONSOLE_IMAP] = {"imap", 0, "LIST", "raw mode: change what comes: crlf, lfcr, igncr, ..."},
	[CONSOLE_OMAP] = {"omap", 0, "LIST", "raw mode: change what goes out: crlf, delbs, ..."},
	[CONSOLE_PACE] = {"pace", 0, "MS", "wait after each line of a file that is sent"},
	[CONSOLE_ONCE] = {"once", 0, NULL, "end when the device goes; do not wait for its return"},
	[CONSOLE_OPTIONS] = {NULL, 0, NULL, NULL},
};

/* As picocom names them. */
static bool parse_map(const char *list, unsigned *map)
{
	static const struct {
		const char *name;
		enum console_map map;
	} names[] = {
		{"crlf", CONSOLE_CR_TO_LF},     {"lfcr", CONSOLE_LF_TO_CR},
		{"crcrlf", CONSOLE_CR_TO_CRLF}, {"lfcrlf", CONSOLE_LF_TO_CRLF},
		{"igncr", CONSOLE_DROP_CR},     {"ignlf", CONSOLE_DROP_LF},
		{"bsdel", CONSOLE_BS_TO_DEL},   {"delbs", CONSOLE_DEL_TO_BS},
	};

	while (*list) {
		size_t length = strcspn(list, ","), i = 0;

		while (i < sizeof names / sizeof *names &&
		       (strlen(names[i].name) != length ||
			memcmp(names[i].name, list, length) != 0))
			i++;
		if (i == sizeof names / sizeof *names)
			return false;
		*map |= (unsigned)names[i].map;
		list += length + (list[length] == ',');
	}
	return true;
}

/* Those that mean something else in every mode cannot be it. */
static bool parse_escape(const char *text, int *escape)
{
	static const char taken[] = {3, 4, 8, 9, 10, 13, 26, 27};
	char key = 0;

	*escape = 0;
	if (strcasecmp(text, "none") == 0)
		return true;
	if (text[0] == '^' && text[1] && !text[2])
		key = text[1];
	else if (strncasecmp(text, "C-", 2) == 0 && text[2] && !text[3])
		key = text[2];
	else if (strncasecmp(text, "ctrl-", 5) == 0 && text[5] && !text[6])
		key = text[5];
	else if (text[0] > 0 && text[0] < ' ' && !text[1])
		key = (char)(text[0] + '@');
	if (key >= 'a' && key <= 'z')
		key = (char)(key - ('a' - 'A'));
	if (key <= '@' || key > '_')
		return false;
	*escape = key - '@';
	return !memchr(taken, *escape, sizeof taken);
}

static int take_escape(struct console *console, const char *text)
{
	if (parse_escape(text, &console->options.escape))
		return 0;
	return cli_usage(console->cli,
			 "--escape takes a control character as ^A or C-a, or none; not \"%.20s\" "
			 "(nor ^C, ^D, ^H, Tab, Enter, ^Z or Escape, which have a meaning)",
			 text);
}

static int take_map(struct console *console, const char *name, unsigned *map)
{
	if (parse_map(console->cli->optarg, map))
		return 0;
	return cli_usage(console->cli,
			 "--%s takes a list of crlf, lfcr, crcrlf, lfcrlf, igncr, ignlf, bsdel and "
			 "delbs, not \"%.40s\"",
			 name, console->cli->optarg);
}

static int take_pace(struct console *console)
{
	long pace_ms;

	if (!parse_number(console->cli->optarg, 0, 60000, &pace_ms))
		return cli_usage(console->cli,
				 "--pace takes milliseconds, up to 60000, not \"%.20s\"",
				 console->cli->optarg);
	console->options.pace_ms = pace_ms;
	return 0;
}

static int take(struct console *console, enum console_option option)
{
	struct console_options *options = &console->options;
	const char *argument = console->cli->optarg;

	switch (option) {
	case CONSOLE_RAW: options->raw = true; break;
	case CONSOLE_PLAIN: options->plain = true; break;
	case CONSOLE_TIMESTAMPS: options->timestamps = true; break;
	case CONSOLE_LOG: console->cli->modem.trace = argument; break;
	case CONSOLE_SCRIPT: options->script = argument; break;
	case CONSOLE_ESCAPE: return take_escape(console, argument);
	case CONSOLE_ECHO: options->local_echo = true; break;
	case CONSOLE_HEX: options->hex = true; break;
	case CONSOLE_IMAP: return take_map(console, "imap", &options->imap);
	case CONSOLE_OMAP: return take_map(console, "omap", &options->omap);
	case CONSOLE_PACE: return take_pace(console);
	case CONSOLE_ONCE: options->once = true; break;
	case CONSOLE_OPTIONS: break;
	}
	return 0;
}

/* What stands behind the name in minicom, picocom and tio is a device or a profile. */
static int no_operands(struct cli *cli, const char *operand)
{
	if (strncasecmp(operand, "AT", 2) == 0)
		return cli_usage(cli, "a single command is `smsmodem at %.60s`", operand);
	return cli_usage(cli,
			 "console takes options only: a device is `-d %.60s`, and a profile `-p "
			 "%.60s`",
			 operand, operand);
}

const char *console_elsewhere(const char *option, char *text, size_t size)
{
	static const char *const names[] = {"baud", "baudrate", "parity", "databits",
					    "bits", "stopbits", "stop",   "flow"};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		if (strcmp(option, names[i]) != 0)
			continue;
		(void)snprintf(text, size,
			       "is said with the device, as in -d '/dev/ttyUSB0?baud=9600&parity="
			       "none&bits=8&stop=1&flow=rtscts'");
		return text;
	}
	return NULL;
}

int options_parse(struct console *console, int argc, char **argv)
{
	struct cli *cli = console->cli;
	int option, status = 0;

	console->options.escape = ESCAPE_UNSET;
	while (status == 0 && (option = cli_getopt(cli, argc, argv)) != -1) {
		if (option < 0)
			return option == -2 ? 64 : -1;
		status = take(console, (enum console_option)option);
	}
	if (status != 0)
		return status;
	if (cli->optind < argc)
		return no_operands(cli, argv[cli->optind]);
	if (cli->json)
		return cli_usage(cli, "a console is for people; `smsmodem at --json` has the same "
				      "answers as JSON");
	return 0;
}

int options_from_profile(struct console *console)
{
	const struct config_entry *escape = config_find(console->cli, "escape");
	struct smsmodem_error error;

	console->options.plain = console->options.plain || config_yes(console->cli, "plain");
	if (console->options.escape != ESCAPE_UNSET)
		return 0;
	console->options.escape = ESCAPE_DEFAULT;
	if (!escape || parse_escape(escape->value, &console->options.escape))
		return 0;
	smsmodem_error_set(&error, SMSMODEM_E_CONFIG,
			   "escape= takes a control character as ^A or C-a, or none; not \"%.20s\"",
			   escape->value);
	(void)config_blame(escape, &error);
	return cli_fail(console->cli, &error);
}
