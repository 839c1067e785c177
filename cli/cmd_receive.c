/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "commands.h"
#include "config.h"
#include "receive.h"
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define COUNT_MAX 1000000000
#define WATCH_MAX 86400
#define EXEC_MS   60000

enum receive_option {
	RECEIVE_FOLLOW,
	RECEIVE_TIMEOUT,
	RECEIVE_COUNT,
	RECEIVE_KEEP,
	RECEIVE_WAY,
	RECEIVE_PARTS_TIMEOUT,
	RECEIVE_OUTPUT,
	RECEIVE_COMMAND,
	RECEIVE_EXEC_TIMEOUT,
	RECEIVE_NO_JOURNAL,
	RECEIVE_WATCH,
	RECEIVE_RESET,
	RECEIVE_OPTIONS
};

static const struct cli_option options[] = {
	[RECEIVE_FOLLOW] = {"follow", 0, NULL, "go on with what comes, also when the link breaks"},
	[RECEIVE_TIMEOUT] = {"timeout", 0, "SECONDS",
			     "wait so long for the first; with --follow: end then"},
	[RECEIVE_COUNT] = {"count", 0, "N", "end after N messages and reports"},
	[RECEIVE_KEEP] = {"keep", 0, NULL, "delete nothing from the phone"},
	[RECEIVE_WAY] = {"way", 0, "WAY", "auto, stored, direct or poll: how the phone hands over"},
	[RECEIVE_PARTS_TIMEOUT] = {"parts-timeout", 0, "DURATION",
				   "wait so long for missing parts; 24h by default"},
	[RECEIVE_OUTPUT] = {"output", 'o', "FILE", "append to FILE in place of standard output"},
	[RECEIVE_COMMAND] = {"exec", 0, "CMD", "run CMD with all that follows for each message"},
	[RECEIVE_EXEC_TIMEOUT] = {"exec-timeout", 0, "SECONDS",
				  "end a CMD that takes longer; 60 by default"},
	[RECEIVE_NO_JOURNAL] = {"no-journal", 0, NULL, "remember nothing beyond this run"},
	[RECEIVE_WATCH] = {"watch", 0, "SECONDS",
			   "ask a phone that is silent for so long if it lives; 60, 0: never"},
	[RECEIVE_RESET] = {"reset", 0, NULL, "restart a phone that hangs with AT+CFUN=1,1"},
	[RECEIVE_OPTIONS] = {NULL, 0, NULL, NULL},
};

/* --- the command line --- */

static bool parse_way(const char *text, enum smsmodem_receive_way *way)
{
	static const char *const names[] = {"auto", "stored", "direct", "poll"};

	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		if (strcmp(text, names[i]) != 0)
			continue;
		*way = (enum smsmodem_receive_way)i;
		return true;
	}
	return false;
}

static bool parse_parts_timeout(const char *text, int64_t *ms)
{
	uint32_t seconds;

	if (!parse_duration(text, &seconds) || seconds == 0)
		return false;
	*ms = (int64_t)seconds * 1000;
	return true;
}

/* 0 is never, which is negative there. */
static bool parse_watch(const char *text, int64_t *ms)
{
	long seconds;

	if (!parse_number(text, 0, WATCH_MAX, &seconds))
		return false;
	*ms = seconds > 0 ? seconds * 1000 : -1;
	return true;
}

static const char *take_value(struct receive *receive, enum receive_option option, const char *text)
{
	struct smsmodem_receive_options *modem = &receive->options.modem;

	switch (option) {
	case RECEIVE_TIMEOUT:
		return parse_seconds(text, &receive->options.timeout_ms) ? NULL
									 : "seconds, up to 86400";
	case RECEIVE_COUNT:
		return parse_number(text, 1, COUNT_MAX, &receive->options.count)
			       ? NULL
			       : "a number from 1 on";
	case RECEIVE_WAY:
		return parse_way(text, &modem->way) ? NULL : "auto, stored, direct or poll";
	case RECEIVE_PARTS_TIMEOUT:
		return parse_parts_timeout(text, &modem->expiry_ms) ? NULL
								    : "a duration such as 12h";
	case RECEIVE_EXEC_TIMEOUT:
		return parse_seconds(text, &receive->exec.timeout_ms) &&
				       receive->exec.timeout_ms > 0
			       ? NULL
			       : "seconds, up to 86400";
	case RECEIVE_WATCH:
		return parse_watch(text, &modem->watch_ms) ? NULL : "seconds, up to 86400";
	case RECEIVE_OUTPUT: receive->options.path = text; break;
	case RECEIVE_FOLLOW:
	case RECEIVE_KEEP:
	case RECEIVE_NO_JOURNAL:
	case RECEIVE_RESET: break;
	case RECEIVE_COMMAND:
	case RECEIVE_OPTIONS: return "a command, and stands for itself: --exec CMD ARGUMENT...";
	}
	return NULL;
}

static void take_flag(struct receive *receive, enum receive_option option)
{
	struct smsmodem_receive_options *modem = &receive->options.modem;

	receive->options.follow |= option == RECEIVE_FOLLOW;
	modem->keep |= option == RECEIVE_KEEP;
	modem->no_journal |= option == RECEIVE_NO_JOURNAL;
	modem->reset |= option == RECEIVE_RESET;
}

/* "--exec" and all behind it are the command's. @return words before it */
static int split_command(struct receive *receive, int argc, char **argv)
{
	for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++) {
		if (strcmp(argv[i], "--exec") != 0)
			continue;
		receive->exec.command = argv + i + 1; /* ends with NULL, as argv does */
		return i;
	}
	return argc;
}

/* @return 0; 64; -3: --help was shown */
static int parse(struct receive *receive, int argc, char **argv)
{
	struct cli *cli = receive->cli;
	int own = split_command(receive, argc, argv), option;

	while ((option = cli_getopt(cli, own, argv)) >= 0) {
		const char *takes = take_value(receive, (enum receive_option)option, cli->optarg);

		if (takes)
			return cli_usage(cli, "--%s takes %s, not \"%.40s\"", options[option].name,
					 takes, cli->optarg);
		take_flag(receive, (enum receive_option)option);
	}
	if (option < -1)
		return option == -2 ? 64 : option;
	if (cli->optind < own)
		return cli_usage(cli, "receive takes no arguments");
	if (receive->exec.command && !receive->exec.command[0])
		return cli_usage(cli, "--exec needs a command");
	return 0;
}

/* --- before and after --- */

/* What the profile says, where no option does. */
static void apply_profile(struct receive *receive)
{
	struct smsmodem_receive_options *modem = &receive->options.modem;
	const char *watch = config_get(receive->cli, "watch");

	/* the phone in this process is a new one each time, with the same clock */
	if (strncmp(receive->cli->modem.device, "sim:", 4) == 0)
		modem->no_journal = true;
	modem->keep = modem->keep || config_yes(receive->cli, "keep");
	modem->reset = modem->reset || config_yes(receive->cli, "reset");
	if (watch && modem->watch_ms == 0)
		(void)parse_watch(watch, &modem->watch_ms);
}

/* A reader that goes, and a disk that is full, are told by a write; the end of CMD by waitid(2). */
static void ignore_signals(void)
{
	(void)signal(SIGPIPE, SIG_IGN);
	(void)signal(SIGXFSZ, SIG_IGN);
	(void)signal(SIGCHLD, SIG_DFL);
}

static int out_of_memory(struct cli *cli)
{
	struct smsmodem_error error;

	smsmodem_error_set(&error, SMSMODEM_E_MEMORY, "out of memory");
	return cli_fail(cli, &error);
}

/* Here rather than by who starts us: the directory of a service may not be there before. */
static int open_output(struct receive *receive)
{
	const char *path = receive->options.path;
	struct smsmodem_error error;
	int fd = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);

	if (fd >= 0 && fflush(stdout) == 0 && dup2(fd, STDOUT_FILENO) >= 0) {
		(void)close(fd);
		return 0;
	}
	smsmodem_error_set(&error, SMSMODEM_E_OUTPUT, "cannot write to %.200s: %s", path,
			   strerror(errno));
	if (fd >= 0)
		(void)close(fd);
	return cli_fail(receive->cli, &error);
}

static int begin_output(struct receive *receive)
{
	if (!receive->cli->json && !receive_capture_begin(&receive->capture))
		return out_of_memory(receive->cli);
	receive_output_begin(&receive->output,
			     receive->cli->json ? fileno(stdout) : receive->capture.out);
	return 0;
}

/* A service that is stopped while it still begins has done nothing wrong. */
static bool is_told_to_end(const struct receive *receive)
{
	struct pollfd signals = {.fd = receive->cli->signal_fd, .events = POLLIN};

	return receive->options.follow && poll(&signals, 1, 0) > 0;
}

/* What the library says of the journal knows nothing of our options. */
static int begin_failed(struct receive *receive, struct smsmodem_error *error)
{
	size_t used = strlen(error->text);

	if (is_told_to_end(receive))
		return smsmodem_code_exit(error->code);
	if (!receive->options.modem.no_journal && !strstr(error->text, "--no-journal") &&
	    (strstr(error->text, "journal") || strstr(error->text, "XDG_STATE_HOME")))
		(void)snprintf(error->text + used, sizeof error->text - used,
			       "; --no-journal does without");
	return cli_fail(receive->cli, error);
}

static int begin_modem(struct receive *receive)
{
	struct cli *cli = receive->cli;
	struct smsmodem_error error;

	cli->modem.real_time = true;
	int status = cli_choose_device(cli);
	if (status != 0)
		return status;
	if (cli_try_open(cli, &receive->modem, &error) < 0)
		return begin_failed(receive, &error);
	apply_profile(receive);
	receive->device = strdup(cli->modem.device);
	if (!receive->device)
		return out_of_memory(cli);
	following_note(&receive->port, cli->modem.device);
	if (smsmodem_receive(receive->modem, &receive->options.modem, &error) < 0)
		return begin_failed(receive, &error);
	receive->modem_fd = smsmodem_fd(receive->modem, &error);
	return receive->modem_fd < 0 ? begin_failed(receive, &error) : 0;
}

static int run_loop(struct receive *receive)
{
	int64_t now_ms = receive_now_ms();

	if (receive->options.timeout_ms >= 0)
		receive->end_ms = now_ms + receive->options.timeout_ms;
	notify_begin(&receive->notify, now_ms);
	notify_say(&receive->notify, "READY=1\nSTATUS=Receiving from %.200s", receive->device);
	int status = receive_loop(receive);
	notify_say(&receive->notify, "STOPPING=1");
	notify_end(&receive->notify);
	return status;
}

static int receive_run(struct receive *receive)
{
	struct smsmodem_error error;

	if (receive->exec.command && receive_exec_check(&receive->exec, &error) < 0)
		return cli_fail(receive->cli, &error);
	int status = receive->options.path ? open_output(receive) : 0;
	if (status == 0)
		status = begin_modem(receive);
	if (status == 0)
		status = begin_output(receive);
	if (status == 0)
		status = run_loop(receive);
	else if (is_told_to_end(receive))
		status = 0;
	receive_link_end(receive);
	receive_output_end(&receive->output);
	receive_capture_end(&receive->capture);
	if (receive->modem)
		status = cli_close(receive->cli, receive->modem, status);
	free(receive->device);
	return status;
}

static int run(struct cli *cli, int argc, char **argv)
{
	struct receive receive = {
		.cli = cli,
		.options = {.timeout_ms = -1},
		.output = {.fd = -1},
		.capture = {.out = -1},
		.exec = {.timeout_ms = EXEC_MS, .pidfd = -1},
		.link = {.watch_fd = -1},
		.notify = {.fd = -1},
		.modem_fd = -1,
		.end_ms = -1,
		.unread_ms = -1,
		.stop_ms = -1,
	};
	int status = parse(&receive, argc, argv);

	if (status != 0)
		return status == -3 ? 0 : status;
	ignore_signals();
	return receive_run(&receive);
}

const struct cli_command cmd_receive = {
	.name = "receive",
	.synopsis = "[--exec CMD ARGUMENT...]",
	.summary = "Receive messages, each exactly once; they leave the phone when they are taken.",
	.options = options,
	.examples =
		"  smsmodem -d /dev/ttyUSB0 receive\n"
		"  smsmodem -p office receive --follow --json | \\\n"
		"      jq -r 'select(.event == \"sms\") | .from + \": \" + .text'\n"
		"  smsmodem -d sim: receive --timeout 5 --json\n"
		"  smsmodem -p office receive --follow --exec /usr/local/bin/on-sms --verbose\n",
	.run = run,
};
