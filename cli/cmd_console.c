/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The console: its options, and which of its modes is on. */
#include "commands.h"
#include "config.h"
#include "console.h"
#include "console_options.h"
#include <unistd.h>

/* A prompt that is open gets its ESC before we go: nobody else would know of it. */
static void let_go(struct console *console)
{
	char octets[64];

	if (talk_drop(&console->talk))
		view_say(&console->view, VIEW_STATUS, "what was to follow is not sent");
	if (!console->modem || console->talk.state != TALK_PROMPT)
		return;
	talk_abort(console);
	(void)console_read(console, octets, sizeof octets);
}

static int attended(struct console *console)
{
	enum console_mode mode = console->options.raw ? CONSOLE_TO_RAW : CONSOLE_TO_LINE;

	console->view.attended = true;
	if (!console_line_new(console)) {
		struct smsmodem_error error;

		smsmodem_error_set(&error, SMSMODEM_E_MEMORY, "out of memory");
		return cli_fail(console->cli, &error);
	}
	while (mode != CONSOLE_LEAVE)
		mode = mode == CONSOLE_TO_RAW ? console_raw_mode(console)
					      : console_line_mode(console);
	let_go(console);
	terminal_restore(console);
	console_line_free(console);
	return console->status;
}

static int by_mode(struct console *console)
{
	if (console->options.script)
		return console_scripted(console);
	if (!isatty(STDIN_FILENO))
		return console_piped(console);
	return attended(console);
}

/* Where stdout is no terminal no notes are shown; --plain may be taken back. */
static int with_talk(struct console *console)
{
	struct smsmodem_error error;

	console->understanding = console->view.terminal ? understanding_new() : NULL;
	if (talk_begin(&console->talk) < 0) {
		smsmodem_error_set(&error, SMSMODEM_E_MEMORY, "out of memory");
		return cli_fail(console->cli, &error);
	}
	console->cli->console = console; /* of what is typed from here on */
	int status = by_mode(console);
	console->cli->console = NULL;
	return status;
}

static int with_device(struct console *console)
{
	int status = console_open(console);

	if (status == 0)
		status = options_from_profile(console);
	console->view.plain = console->options.plain;
	console->view.timestamps = console->options.timestamps;
	if (status == 0)
		status = terminal_begin(console);
	if (status == 0)
		status = with_talk(console);
	if (status == 0 && console->view.broken)
		status = smsmodem_code_exit(SMSMODEM_E_OUTPUT);
	status = console_close(console, status);
	understanding_free(console->understanding);
	talk_end(&console->talk);
	if (console->wake_fd >= 0)
		(void)close(console->wake_fd);
	return status;
}

static int run(struct cli *cli, int argc, char **argv)
{
	struct console console = {.cli = cli, .wake_fd = -1};
	int status = options_parse(&console, argc, argv);

	if (status != 0)
		return status < 0 ? 0 : status;
	/* what is shown at once goes out at once, and all that is shown together */
	(void)setvbuf(stdout, NULL, _IOFBF, 65536);
	view_init(&console.view);
	if (console.options.script)
		status = console_script_load(&console);
	if (status == 0)
		status = with_device(&console);
	console_script_free(&console);
	return status;
}

const struct cli_command cmd_console = {
	.name = "console",
	.synopsis = "",
	.summary = "Talk to the modem: a terminal that understands AT",
	.options = console_option_table,
	.examples = "  smsmodem -d /dev/ttyUSB0 console\n"
		    "  smsmodem -p e65 console --raw --log session.log\n"
		    "  printf 'ATI\\nAT+CSQ\\n' | smsmodem -d sim: console\n"
		    "  smsmodem -d /dev/ttyUSB0 console --script unlock.chat\n",
	.run = run,
	.elsewhere = console_elsewhere,
};
