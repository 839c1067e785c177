/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "commands.h"
#include <smsmodem/phone.h>
#include <string.h>

static const struct cli_option options[] = {{NULL, 0, NULL, NULL}};

static int show(struct cli *cli, const char *number)
{
	if (cli->json)
		return output_json(cli, json_pack("{s:s?}", "smsc", *number ? number : NULL));
	if (*number)
		return output_line(cli, "%s", number);
	cli_note(cli, "no message centre is set: set one with `smsmodem smsc NUMBER`");
	return 0;
}

/* The one that was there is told, so that it can be put back. */
static int set(struct cli *cli, struct smsmodem *modem, const char *wanted,
	       struct smsmodem_error *error)
{
	char before[SMSMODEM_NUMBER_SIZE] = "", now[SMSMODEM_NUMBER_SIZE] = "";
	bool told = smsmodem_smsc(modem, before, NULL) == SMSMODEM_OK;
	int result = smsmodem_set_smsc(modem, wanted, error);

	if (result == SMSMODEM_OK)
		result = smsmodem_smsc(modem, now, error);
	if (result < 0)
		return result;
	if (told && strcmp(before, now) != 0)
		cli_note(cli, "the message centre was %s", *before ? before : "not set");
	return SMSMODEM_OK;
}

static int run(struct cli *cli, int argc, char **argv)
{
	char number[SMSMODEM_NUMBER_SIZE] = "";
	struct smsmodem_error error;
	struct smsmodem *modem;
	int option = cli_getopt(cli, argc, argv);

	if (option < -1)
		return option == -2 ? 64 : 0;
	if (argc - cli->optind > 1)
		return cli_usage(cli, "smsc takes one number at most");
	const char *wanted = cli->optind < argc ? argv[cli->optind] : NULL;
	int status = cli_open(cli, &modem);
	if (status != 0)
		return status;
	int result = wanted ? set(cli, modem, wanted, &error) : SMSMODEM_OK;
	if (result == SMSMODEM_OK)
		result = smsmodem_smsc(modem, number, &error);
	status = result < 0 ? cli_fail(cli, &error) : show(cli, number);
	return cli_close(cli, modem, status);
}

const struct cli_command cmd_smsc = {
	.name = "smsc",
	.synopsis = "[NUMBER]",
	.summary = "Show or set the number of the SIM's message centre",
	.options = options,
	.examples = "  smsmodem -d /dev/ttyUSB0 smsc\n"
		    "  smsmodem -d /dev/ttyUSB0 smsc +491710760000\n",
	.run = run,
};
