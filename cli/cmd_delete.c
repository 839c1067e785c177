/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Deleting: what is to go is listed first, and just that is deleted by its number. What comes in
 * meanwhile stays, whatever is asked for.
 */
#include "commands.h"
#include "input.h"
#include "stored_delete.h"
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

enum delete_option {
	DELETE_STORAGE,
	DELETE_READ,
	DELETE_SENT,
	DELETE_ALL,
	DELETE_MESSAGE,
	DELETE_YES,
	DELETE_OPTIONS
};

static const struct cli_option options[] = {
	[DELETE_STORAGE] = {"storage", 0, "NAME", "in this memory only: sm, me, sr, ..."},
	[DELETE_READ] = {"read", 0, NULL, "all that came and have been read"},
	[DELETE_SENT] = {"sent", 0, NULL, "all that were sent"},
	[DELETE_ALL] = {"all", 0, NULL, "all, unread ones and drafts too"},
	[DELETE_MESSAGE] = {"message", 0, NULL, "also the other parts of the message at INDEX"},
	[DELETE_YES] = {"yes", 0, NULL, "do not ask"},
	[DELETE_OPTIONS] = {NULL, 0, NULL, NULL},
};

struct delete
{
	struct cli *cli;
	struct smsmodem *modem;
	const char *storage;
	bool read, sent, all, message, yes;
};

static int take_options(struct delete *delete, int argc, char **argv)
{
	struct cli *cli = delete->cli;
	int option;

	while ((option = cli_getopt(cli, argc, argv)) != -1) {
		switch (option) {
		case DELETE_STORAGE: delete->storage = cli->optarg; break;
		case DELETE_READ: delete->read = true; break;
		case DELETE_SENT: delete->sent = true; break;
		case DELETE_ALL: delete->all = true; break;
		case DELETE_MESSAGE: delete->message = true; break;
		case DELETE_YES: delete->yes = true; break;
		default: return option == -3 ? -1 : 64;
		}
	}
	return 0;
}

static int check(struct delete *delete, int operands)
{
	bool many = delete->read || delete->sent || delete->all;

	if (operands == 0 && !many)
		return cli_usage(delete->cli,
				 "delete which? A place, as `smsmodem list` shows them, --read, "
				 "--sent or --all");
	if (operands > 0 && many)
		return cli_usage(delete->cli,
				 "places and --read, --sent or --all exclude each other");
	if (many && delete->message)
		return cli_usage(delete->cli, "--message is for places");
	if (many && !delete->yes && !(isatty(STDIN_FILENO) && isatty(STDERR_FILENO)))
		return cli_usage(delete->cli,
				 "there is nobody to be asked if that is meant: add --yes");
	return 0;
}

/* --- all of a kind --- */

/* @return 0: yes; 1: no; an exit code of a failure is larger than 1 */
static int ask(struct delete *delete, size_t count)
{
	struct smsmodem_error error;
	struct input input;
	char *line;
	size_t length;

	(void)fprintf(stderr, "Delete %zu message%s or parts? [no]: ", count,
		      count == 1 ? "" : "s");
	(void)fflush(stderr);
	if (input_open(&input, "-", delete->cli->signal_fd, true, &error) < 0)
		return cli_fail(delete->cli, &error);
	int result = input_line(&input, &line, &length, &error);
	bool yes = result > 0 && (strcasecmp(line, "y") == 0 || strcasecmp(line, "yes") == 0);
	input_close(&input);
	if (result < 0)
		return cli_fail(delete->cli, &error);
	if (!yes)
		cli_note(delete->cli, "nothing has been deleted");
	return yes ? 0 : 1;
}

static int find(struct delete *delete, struct stored_targets *targets)
{
	struct smsmodem_list_options asked = {
		.storage = delete->storage,
		/* unread ones may be asked for first, and then stay */
		.mark_read = delete->yes || !delete->all,
	};
	int status = 0;

	if (delete->all)
		return stored_targets_find(delete->cli, delete->modem, &asked, targets);
	if (delete->read) {
		asked.what = SMSMODEM_LIST_READ;
		status = stored_targets_find(delete->cli, delete->modem, &asked, targets);
	}
	if (status == 0 && delete->sent) {
		asked.what = SMSMODEM_LIST_SENT;
		status = stored_targets_find(delete->cli, delete->modem, &asked, targets);
	}
	return status;
}

/* While somebody thought about it, the phone may have put something else into a place. */
static int find_again(struct delete *delete, struct stored_targets *targets)
{
	struct stored_targets now = {.list = NULL};
	int status = find(delete, &now);

	if (status == 0)
		stored_targets_keep(targets, &now);
	stored_targets_free(&now);
	return status;
}

static int delete_many(struct delete *delete)
{
	struct stored_targets targets = {.list = NULL};
	int status = find(delete, &targets);

	if (status == 0 && targets.count == 0)
		cli_note(delete->cli, "there is nothing to delete");
	if (status == 0 && targets.count > 0 && !delete->yes) {
		status = ask(delete, targets.count);
		if (status == 0)
			status = find_again(delete, &targets);
		else if (status == 1)
			targets.count = 0;
		status = status == 1 ? 0 : status;
	}
	if (status == 0)
		status = stored_targets_delete(delete->cli, delete->modem, &targets);
	stored_targets_free(&targets);
	return status;
}

/* --- places --- */

static int add_place(struct delete *delete, int index, struct stored_targets *targets,
		     struct smsmodem_error *error)
{
	struct smsmodem_stored stored;
	int result = stored_find(delete->modem, delete->storage, index, &stored, error);

	if (result <= 0)
		return result;
	return stored_targets_add(targets, &stored)
		       ? 1
		       : smsmodem_error_set(error, SMSMODEM_E_MEMORY, "out of memory");
}

static int add_message(struct delete *delete, int index, struct stored_targets *targets,
		       struct smsmodem_error *error)
{
	struct stored_reader *reader = NULL;
	struct stored_item item;
	int result = stored_find_whole(delete->cli, delete->modem, delete->storage, index, &reader,
				       &item, error);

	for (size_t i = 0; result > 0 && i < stored_places(&item); i++) {
		struct stored_place place = stored_place_of(&item, i);
		if (!stored_targets_add_place(targets, &place))
			result = smsmodem_error_set(error, SMSMODEM_E_MEMORY, "out of memory");
	}
	stored_close(reader);
	return result;
}

/* All are found before the first is deleted: a wrong one is likely to be one of several. */
static int delete_places(struct delete *delete, char **operands, int count)
{
	struct stored_targets targets = {.list = NULL};
	struct smsmodem_error error;
	int status = 0, missing = 0, index;

	for (int i = 0; i < count && status == 0; i++) {
		status = stored_index(delete->cli, operands[i], &index);
		if (status != 0)
			break;
		int result = delete->message ? add_message(delete, index, &targets, &error)
					     : add_place(delete, index, &targets, &error);
		if (result < 0)
			status = cli_fail(delete->cli, &error);
		if (result != 0)
			continue;
		missing++;
		(void)stored_missing(delete->storage, index, &error);
		(void)cli_fail(delete->cli, &error);
	}
	size_t found = targets.count;
	if (status == 0)
		status = stored_targets_delete(delete->cli, delete->modem, &targets);
	stored_targets_free(&targets);
	return status != 0 || missing == 0 ? status : found > 0 ? 3 : 1;
}

static int run(struct cli *cli, int argc, char **argv)
{
	struct delete delete = {.cli = cli};
	int status = take_options(&delete, argc, argv), index;
	int operands = argc - cli->optind;

	if (status == 0)
		status = check(&delete, operands);
	for (int i = 0; i < operands && status == 0; i++)
		status = stored_index(cli, argv[cli->optind + i], &index);
	int first = cli->optind;
	if (status == 0)
		status = cli_open(cli, &delete.modem);
	if (status != 0)
		return status < 0 ? 0 : status;
	status = operands > 0 ? delete_places(&delete, argv + first, operands)
			      : delete_many(&delete);
	return cli_close(cli, delete.modem, status);
}

const struct cli_command cmd_delete = {
	.name = "delete",
	.synopsis = "INDEX... | --read | --sent | --all",
	.summary = "Delete messages that the phone stores",
	.options = options,
	.examples = "  smsmodem -d /dev/ttyUSB0 delete 3 4\n"
		    "  smsmodem -d /dev/ttyUSB0 delete 3 --message --storage sm\n"
		    "  smsmodem -d /dev/ttyUSB0 delete --read --sent --yes\n",
	.run = run,
};
