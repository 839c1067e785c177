/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "commands.h"
#include "stored.h"
#include <string.h>

enum list_option {
	LIST_STORAGE,
	LIST_STATUS,
	LIST_PARTS,
	LIST_OPTIONS
};

static const struct cli_option options[] = {
	[LIST_STORAGE] = {"storage", 0, "NAME", "this memory only: sm, me, sr, ..."},
	[LIST_STATUS] = {"status", 0, "NAME", "all, unread, read, unsent or sent"},
	[LIST_PARTS] = {"parts", 0, NULL, "show each part, do not join"},
	[LIST_OPTIONS] = {NULL, 0, NULL, NULL},
};

struct list {
	struct smsmodem_list_options options;
	enum smsmodem_stat stat;
	bool parts;
};

static int take_status(struct cli *cli, struct list *list)
{
	static const enum smsmodem_list_what whats[] = {
		[SMSMODEM_STAT_UNREAD] = SMSMODEM_LIST_ALL, /* a message of several parts is */
		[SMSMODEM_STAT_READ] = SMSMODEM_LIST_READ,
		[SMSMODEM_STAT_UNSENT] = SMSMODEM_LIST_UNSENT,
		[SMSMODEM_STAT_SENT] = SMSMODEM_LIST_SENT,
		[SMSMODEM_STAT_ALL] = SMSMODEM_LIST_ALL,
	};

	for (int stat = 0; stat <= SMSMODEM_STAT_ALL; stat++) {
		if (strcmp(cli->optarg, smsmodem_stat_name((enum smsmodem_stat)stat)) != 0)
			continue;
		list->stat = (enum smsmodem_stat)stat;
		list->options.what = whats[stat];
		return 0;
	}
	return cli_usage(cli, "--status is all, unread, read, unsent or sent, not \"%.40s\"",
			 cli->optarg);
}

static int take_options(struct cli *cli, struct list *list, int argc, char **argv)
{
	int option, status = 0;

	while (status == 0 && (option = cli_getopt(cli, argc, argv)) != -1) {
		switch (option) {
		case LIST_STORAGE: list->options.storage = cli->optarg; break;
		case LIST_STATUS: status = take_status(cli, list); break;
		case LIST_PARTS: list->parts = true; break;
		default: return option == -3 ? -1 : 64;
		}
	}
	if (status == 0 && cli->optind < argc)
		status = cli_usage(cli, "list takes no arguments; `smsmodem read INDEX` shows one");
	return status;
}

static int show_all(struct cli *cli, const struct list *list, struct stored_reader *reader)
{
	struct smsmodem_error error;
	struct stored_item item;
	int status = 0, result;
	long shown = 0;

	while (status == 0 && (result = stored_next(reader, &item, &error)) != 0) {
		if (result < 0)
			return cli_fail(cli, &error);
		if (list->stat == SMSMODEM_STAT_UNREAD && !item.unread)
			continue;
		status = stored_show(cli, &item);
		shown++;
	}
	if (status == 0 && shown == 0)
		cli_note(cli, "there are no messages");
	return status;
}

static int run(struct cli *cli, int argc, char **argv)
{
	struct list list = {.stat = SMSMODEM_STAT_ALL};
	struct stored_reader *reader;
	struct smsmodem *modem;
	int status = take_options(cli, &list, argc, argv);

	if (status != 0)
		return status < 0 ? 0 : status;
	status = cli_open(cli, &modem);
	if (status != 0)
		return status;
	status = stored_open(cli, modem, &list.options, list.parts, &reader);
	if (status == 0) {
		status = show_all(cli, &list, reader);
		stored_close(reader);
	}
	return cli_close(cli, modem, status);
}

const struct cli_command cmd_list = {
	.name = "list",
	.synopsis = "",
	.summary = "List the messages that the phone stores; parts are joined",
	.options = options,
	.examples = "  smsmodem -d /dev/ttyUSB0 list\n"
		    "  smsmodem -d /dev/ttyUSB0 list --storage sm --status unread\n"
		    "  smsmodem -d sim: list --json | jq -r .text\n",
	.run = run,
};
