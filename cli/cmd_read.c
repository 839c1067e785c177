/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "commands.h"
#include "stored.h"

enum read_option {
	READ_STORAGE,
	READ_MESSAGE,
	READ_OPTIONS
};

static const struct cli_option options[] = {
	[READ_STORAGE] = {"storage", 0, "NAME", "in this memory: sm, me, sr, ..."},
	[READ_MESSAGE] = {"message", 0, NULL, "the whole message that the part at INDEX is of"},
	[READ_OPTIONS] = {NULL, 0, NULL, NULL},
};

static int read_whole(struct cli *cli, struct smsmodem *modem, const char *storage, int index)
{
	struct stored_reader *reader = NULL;
	struct smsmodem_error error;
	struct stored_item item;
	int result = stored_find_whole(cli, modem, storage, index, &reader, &item, &error);

	if (result == 0)
		result = stored_missing(storage, index, &error);
	int status = result < 0 ? cli_fail(cli, &error) : stored_show(cli, &item);
	stored_close(reader);
	return status;
}

static int read_one(struct cli *cli, struct smsmodem *modem, const char *storage, int index)
{
	struct smsmodem_stored stored;
	struct smsmodem_error error;
	int result = stored_find(modem, storage, index, &stored, &error);

	if (result == 0)
		result = stored_missing(storage, index, &error);
	if (result < 0)
		return cli_fail(cli, &error);
	struct stored_item item = stored_alone(&stored);
	return stored_show(cli, &item);
}

static int run(struct cli *cli, int argc, char **argv)
{
	const char *storage = NULL;
	struct smsmodem *modem;
	bool whole = false;
	int option, index;

	while ((option = cli_getopt(cli, argc, argv)) >= 0) {
		if (option == READ_STORAGE)
			storage = cli->optarg;
		whole = whole || option == READ_MESSAGE;
	}
	if (option < -1)
		return option == -3 ? 0 : 64;
	if (argc - cli->optind != 1)
		return cli_usage(cli, "read takes one place; `smsmodem list` shows them");
	int status = stored_index(cli, argv[cli->optind], &index);
	if (status == 0)
		status = cli_open(cli, &modem);
	if (status != 0)
		return status;
	status = whole ? read_whole(cli, modem, storage, index)
		       : read_one(cli, modem, storage, index);
	return cli_close(cli, modem, status);
}

const struct cli_command cmd_read = {
	.name = "read",
	.synopsis = "INDEX",
	.summary = "Show the message at a place of a memory",
	.options = options,
	.examples = "  smsmodem -d /dev/ttyUSB0 read 3\n"
		    "  smsmodem -d /dev/ttyUSB0 read 3 --storage sm --message\n",
	.run = run,
};
