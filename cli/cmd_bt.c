/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bt_verb.h"
#include "commands.h"
#include <string.h>
#include <strings.h>

static const struct cli_command *const verbs[] = {&bt_scan, &bt_pair, &bt_trust, &bt_services,
						  &bt_remove};

#define VERBS (sizeof verbs / sizeof verbs[0])

/* "bt scan" */
static const char *verb_name(size_t i)
{
	return verbs[i]->name + strlen("bt ");
}

static const struct cli_command *find_verb(const char *name)
{
	for (size_t i = 0; i < VERBS; i++)
		if (strcmp(verb_name(i), name) == 0)
			return verbs[i];
	return NULL;
}

const char *bt_elsewhere(const char *option, char *text, size_t size)
{
	for (size_t i = 0; i < VERBS; i++) {
		if (cli_find_option(verbs[i]->options, option, strlen(option)) < 0)
			continue;
		(void)snprintf(text, size, "is an option of `smsmodem %s`", verbs[i]->name);
		return text;
	}
	return NULL;
}

/* The help, or what is wrong. */
static int no_verb(struct cli *cli, const char *given, int argc, char **argv)
{
	static const char known[] = "scan, pair, trust, services and remove";
	int option = 0;

	if (given)
		return cli_usage(cli, "bt has no \"%.40s\"; there are %s", given, known);
	while (option >= 0)
		option = cli_getopt(cli, argc, argv);
	if (option < -1)
		return option == -2 ? 64 : 0;
	return cli_usage(cli, "bt does what? There are %s", known);
}

/* @return 0, or an exit code (reported) */
static int take_address(struct cli *cli, const char *text, char address[SMSMODEM_BT_ADDRESS_SIZE])
{
	struct smsmodem_error error;
	const char *bare = strncasecmp(text, "bt:", 3) == 0 ? text + 3 : text;

	if (smsmodem_bt_address(bare, address, &error) == SMSMODEM_OK)
		return 0;
	return cli_usage(cli, "%.150s (`smsmodem bt scan` shows those in range)", error.text);
}

int bt_begin(struct cli *cli, struct bt_call *call, const char *adapter, int argc, char **argv,
	     int operands)
{
	const char *name = cli->command->name;
	int first = cli->optind + 1; /* behind the verb */

	*call = (struct bt_call){.options = SMSMODEM_BT_OPTIONS_INIT};
	if (operands > 0 && first >= argc)
		return cli_usage(cli, "%s takes the address of a device, such as 00:11:22:33:44:55",
				 name);
	if (argc - first > operands)
		return cli_usage(cli, "%s takes no \"%.40s\"", name, argv[first + operands]);
	int status = operands > 0 ? take_address(cli, argv[first], call->address) : 0;
	if (operands > 1 && first + 1 < argc)
		call->further = argv[first + 1];
	if (status == 0)
		status = cli_watch_signals(cli);
	call->options.adapter = adapter;
	call->options.timeout_ms = cli->modem.command_timeout_ms;
	call->options.cancel_fd = cli->modem.cancel_fd;
	return status;
}

static int run(struct cli *cli, int argc, char **argv)
{
	const char *name = NULL;
	int count = cli_peek(&cmd_bt, argc, argv, &name, 1);
	const struct cli_command *verb = count > 0 ? find_verb(name) : NULL;

	if (!verb)
		return no_verb(cli, name, argc, argv);
	cli->command = verb;
	return verb->run(cli, argc, argv);
}

static const struct cli_option options[] = {
	BT_ROW_ADAPTER,  BT_ROW_TIME, BT_ROW_NO_SERVICES, BT_ROW_YES,
	BT_ROW_PIN_FILE, BT_ROW_NO,   BT_ROW_END,
};

const struct cli_command cmd_bt = {
	.name = "bt",
	.synopsis = "scan|pair|trust|services|remove [ADDRESS]",
	.summary = "Bluetooth: find a phone, pair with it, see what it offers",
	.options = options,
	.examples = "  smsmodem bt scan\n"
		    "  smsmodem bt pair 00:11:22:33:44:55\n"
		    "  smsmodem bt services 00:11:22:33:44:55\n"
		    "  smsmodem -d bt:00:11:22:33:44:55 send +491701234567 \"hi\"\n"
		    "  smsmodem bt scan --help\n",
	.run = run,
	.elsewhere = bt_elsewhere,
};
