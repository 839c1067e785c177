/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The device of a run: which, opened, and interruptible. */
#include "cli.h"
#include "config.h"
#include <glob.h>
#include <signal.h>
#include <string.h>
#include <sys/signalfd.h>

/* From here on signals are a descriptor: a prompt that is open gets its ESC before we go. */
static int watch_signals(struct cli *cli)
{
	struct smsmodem_error error;
	sigset_t signals;

	if (cli->signal_fd >= 0)
		return 0;
	sigemptyset(&signals);
	sigaddset(&signals, SIGINT);
	sigaddset(&signals, SIGTERM);
	sigaddset(&signals, SIGHUP);
	if (sigprocmask(SIG_BLOCK, &signals, NULL) == 0)
		cli->signal_fd = signalfd(-1, &signals, SFD_NONBLOCK | SFD_CLOEXEC);
	cli->modem.cancel_fd = cli->signal_fd;
	if (cli->signal_fd >= 0)
		return 0;
	smsmodem_error_set(&error, SMSMODEM_E_BUG, "cannot watch for signals");
	return cli_fail(cli, &error);
}

/* Ports that could be meant, for a message. */
static void list_found(char *text, size_t size)
{
	static const char *const patterns[] = {"/dev/ttyUSB*", "/dev/ttyACM*", "/dev/rfcomm*",
					       "/dev/serial/by-id/*"};
	glob_t found = {0};
	size_t used = 0;

	text[0] = '\0';
	for (size_t i = 0; i < sizeof patterns / sizeof patterns[0]; i++)
		(void)glob(patterns[i], i ? GLOB_APPEND : 0, NULL, &found);
	for (size_t i = 0; i < found.gl_pathc; i++) {
		size_t length = strlen(found.gl_pathv[i]);
		if (used + length + 2 >= size)
			break;
		used += (size_t)snprintf(text + used, size - used, "%s%s", i ? ", " : "",
					 found.gl_pathv[i]);
	}
	globfree(&found);
}

static int no_device(struct cli *cli)
{
	struct smsmodem_error error;
	char found[200];

	list_found(found, sizeof found);
	if (found[0])
		smsmodem_error_set(
			&error, SMSMODEM_E_USAGE,
			"no device given; found: %s; use -d DEVICE, or -d sim: to try it "
			"without one",
			found);
	else
		smsmodem_error_set(
			&error, SMSMODEM_E_USAGE,
			"no device given, and no serial modem was found; use -d DEVICE, "
			"SMSMODEM_DEVICE or a profile, or -d sim: to try it without one");
	return cli_fail(cli, &error);
}

/* A PIN is tried once in its life, so a try must be noted somewhere. */
static int no_state(struct cli *cli)
{
	struct smsmodem_error error;

	smsmodem_error_set(
		&error, SMSMODEM_E_CONFIG,
		"there is nowhere to note that a PIN was tried, so it is not: set HOME or "
		"XDG_STATE_HOME");
	return cli_fail(cli, &error);
}

int cli_open(struct cli *cli, struct smsmodem **modem)
{
	struct smsmodem_error error;
	int result = cli->config ? 0 : config_load(cli);

	if (result == 0)
		result = config_apply(cli);
	if (result != 0)
		return result;
	if (!cli->modem.device || !*cli->modem.device)
		return no_device(cli);
	if (cli->modem.pin_file && !cli->modem.state_dir)
		return no_state(cli);
	result = watch_signals(cli);
	if (result != 0)
		return result;
	if (strncmp(cli->modem.device, "sim:", 4) == 0)
		cli_note(cli, "simulated phone: nothing leaves this machine");
	if (strncmp(cli->modem.device, "tcp-listen:", 11) == 0)
		cli_note(cli, "waiting for a modem to connect to %s", cli->modem.device + 11);
	if (smsmodem_open(&cli->modem, modem, &error) < 0)
		return cli_fail(cli, &error);
	return 0;
}

int cli_close(struct cli *cli, struct smsmodem *modem, int status)
{
	struct smsmodem_error error;

	if (smsmodem_close(modem) == SMSMODEM_OK || status != 0)
		return status;
	smsmodem_error_set(&error, SMSMODEM_E_OUTPUT, "the trace %s could not be written whole",
			   cli->modem.trace);
	return cli_fail(cli, &error);
}
