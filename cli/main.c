/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli.h"
#include "commands.h"
#include "config.h"
#include <fcntl.h>
#include <getopt.h>
#include <pwd.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

const struct cli_command *const cli_commands[] = {
	&cmd_send,       &cmd_receive,    &cmd_list,   &cmd_read,      &cmd_delete,  &cmd_outbox,
	&cmd_push,       &cmd_encode,     &cmd_decode, &cmd_at,        &cmd_console, &cmd_info,
	&cmd_storage,    &cmd_smsc,       &cmd_ussd,   &cmd_phonebook, &cmd_call,    &cmd_clock,
	&cmd_devices,    &cmd_doctor,     &cmd_setup,  &cmd_profile,   &cmd_bt,      &cmd_sim,
	&cmd_transcript, &cmd_completion, NULL,
};

static const struct cli_command *find_command(const char *name)
{
	for (const struct cli_command *const *command = cli_commands; *command; command++)
		if (strcmp((*command)->name, name) == 0)
			return *command;
	return NULL;
}

/* The directory where a refused PIN is remembered; made when it is needed. */
static void find_state_dir(struct cli *cli, char *path, size_t size)
{
	const char *state = getenv("XDG_STATE_HOME");
	const char *home = getenv("HOME");
	const struct passwd *user = home && *home ? NULL : getpwuid(getuid());
	int length = 0;

	if (user)
		home = user->pw_dir; /* cron and services may have no HOME */
	if (state && *state == '/')  /* the XDG specification: a relative one is to be ignored */
		length = snprintf(path, size, "%s/smsmodem", state);
	else if (home && *home)
		length = snprintf(path, size, "%s/.local/state/smsmodem", home);
	if (length <= 0 || (size_t)length >= size)
		return;
	cli->modem.state_dir = path;
}

static int run(struct cli *cli, int argc, char **argv)
{
	int option = cli_getopt(cli, argc, argv);

	if (option < -1)
		return option == -2 ? 64 : 0;
	if (cli->optind >= argc)
		return cli_usage(cli, "which command?");
	const char *name = argv[cli->optind];
	const struct cli_command *command = find_command(name);
	if (!command)
		return cli_usage(cli, "there is no command \"%.40s\"", name);
	cli->command = command;
	optind = 0; /* getopt begins anew behind the command's name */
	return command->run(cli, argc - cli->optind, argv + cli->optind);
}

/*
 * Also the complaint about an option that comes before --json is wanted as a line. What is behind
 * --exec is another program's.
 */
static bool asks_for_json(int argc, char **argv)
{
	for (int i = 1; i < argc && strcmp(argv[i], "--") != 0 && strcmp(argv[i], "--exec") != 0;
	     i++)
		if (strcmp(argv[i], "--json") == 0)
			return true;
	return false;
}

/*
 * A missing standard stream's number would go to the next file that is opened, and a modem would
 * get what is meant for a reader. Each is opened so that using it fails. @return false: no stdout
 */
static bool keep_standard_streams(void)
{
	bool has_stdout = fcntl(1, F_GETFD) >= 0;

	for (int fd = 0; fd <= 2; fd++)
		if (fcntl(fd, F_GETFD) < 0 &&
		    open("/dev/null", fd == 0 ? O_WRONLY : O_RDONLY) != fd)
			return false;
	return has_stdout;
}

int main(int argc, char **argv)
{
	char state_dir[512];
	struct cli cli = {.modem = SMSMODEM_OPTIONS_INIT, .signal_fd = -1};

	cli.json = asks_for_json(argc, argv);
	if (!keep_standard_streams()) {
		(void)fputs("smsmodem: stdout is closed: nobody could be told what happens\n",
			    stderr);
		return 74;
	}
	/* a reader that goes away, or a file that may not grow, is an output that broke (74), not
	 * the end in the middle of a send */
	(void)signal(SIGPIPE, SIG_IGN);
	(void)signal(SIGXFSZ, SIG_IGN);
	cli.modem.device = getenv("SMSMODEM_DEVICE");
	cli.profile = getenv("SMSMODEM_PROFILE");
	cli.config_path = getenv("SMSMODEM_CONFIG");
	find_state_dir(&cli, state_dir, sizeof state_dir);
	int status = run(&cli, argc, argv);
	if (status == 0)
		status = output_flush();
	config_free(cli.config);
	if (cli.signal_fd >= 0)
		(void)close(cli.signal_fd);
	return status;
}
