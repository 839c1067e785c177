/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The phone's and the card's phonebooks: list, find, add, delete, export, import. */
#include "commands.h"
#include "phonebook.h"
#include <stdlib.h>
#include <string.h>

enum phonebook_option {
	PHONEBOOK_STORAGE,
	PHONEBOOK_INDEX,
	PHONEBOOK_CUT,
	PHONEBOOK_VCARD,
	PHONEBOOK_ALL,
	PHONEBOOK_YES,
	PHONEBOOK_OPTIONS
};

static const struct cli_option options[] = {
	[PHONEBOOK_STORAGE] = {"storage", 0, "NAME", "SM (card), ME (phone), LD, RC, MC, ON, FD"},
	[PHONEBOOK_INDEX] = {"index", 0, "N", "add: at this place, whatever is there"},
	[PHONEBOOK_CUT] = {"cut", 0, NULL, "add, import: shorten a name that is too long"},
	[PHONEBOOK_VCARD] = {"vcard", 0, "VERSION", "export: 3.0 (the default) or 4.0"},
	[PHONEBOOK_ALL] = {"all", 0, NULL, "delete: every entry"},
	[PHONEBOOK_YES] = {"yes", 0, NULL, "delete --all: without asking"},
	[PHONEBOOK_OPTIONS] = {NULL, 0, NULL, NULL},
};

static const struct {
	const char *name;
	phonebook_verb *run;
	int least, most; /* operands behind it, -1: any number */
	const char *operands;
} verbs[] = {
	{"list", phonebook_list, 0, 0, "no operands"},
	{"find", phonebook_find, 1, 1, "a part of a name or number"},
	{"add", phonebook_add, 2, 2, "a number and a name"},
	{"delete", phonebook_delete, 0, -1, "the places to empty"},
	{"export", phonebook_export, 0, 0, "no operands; it writes to stdout"},
	{"import", phonebook_import, 0, 1, "a file, or - for stdin"},
};

#define VERBS (sizeof verbs / sizeof verbs[0])

static bool take_index(struct phonebook *run)
{
	long index;

	if (!parse_number(run->cli->optarg, 1, 65535, &index))
		return false;
	run->index = (int)index;
	return true;
}

static bool take_version(struct phonebook *run)
{
	const char *version = run->cli->optarg;

	run->vcard = strcmp(version, "3.0") == 0 ? 30 : strcmp(version, "4.0") == 0 ? 40 : 0;
	return run->vcard > 0;
}

/* @return false: its argument is wrong */
static bool take_option(struct phonebook *run, int option)
{
	switch ((enum phonebook_option)option) {
	case PHONEBOOK_STORAGE: run->storage = run->cli->optarg; return true;
	case PHONEBOOK_INDEX: return take_index(run);
	case PHONEBOOK_VCARD: return take_version(run);
	case PHONEBOOK_CUT: run->cut = true; return true;
	case PHONEBOOK_ALL: run->all = true; return true;
	case PHONEBOOK_YES: run->yes = true; return true;
	case PHONEBOOK_OPTIONS: break;
	}
	return false;
}

static int check_use(const struct phonebook *run, phonebook_verb *verb)
{
	if (run->index && verb != phonebook_add)
		return cli_usage(run->cli, "--index goes with add");
	if (run->cut && verb != phonebook_add && verb != phonebook_import)
		return cli_usage(run->cli, "--cut goes with add and import");
	if (run->vcard && verb != phonebook_export)
		return cli_usage(run->cli, "--vcard goes with export");
	if ((run->all || run->yes) && verb != phonebook_delete)
		return cli_usage(run->cli, "--all and --yes go with delete");
	if (verb == phonebook_delete && run->all == (run->count > 0))
		return cli_usage(run->cli, "delete takes the places to empty, or --all");
	if (verb == phonebook_import && run->cli->console &&
	    (run->count == 0 || strcmp(run->operands[0], "-") == 0))
		return cli_usage(run->cli, "import takes a file here: stdin is the console's own");
	return 0;
}

static int run_open(struct phonebook *run, phonebook_verb *verb)
{
	struct smsmodem_error error;
	struct smsmodem *modem;
	int status = cli_open(run->cli, &modem);

	if (status != 0)
		return status;
	if (smsmodem_phonebook_open(modem, run->storage, &run->book, &error) < 0) {
		status = cli_fail(run->cli, &error);
	} else {
		run->storage = smsmodem_phonebook_info(run->book)->storage;
		status = verb(run);
		smsmodem_phonebook_close(run->book);
	}
	return cli_close(run->cli, modem, status);
}

static int run_verb(struct phonebook *run, phonebook_verb *verb)
{
	int status = verb == phonebook_import ? phonebook_import_read(run) : 0;

	if (status == 0)
		status = run_open(run, verb);
	else if (status < 0)
		status = verb(run);
	free(run->text);
	return status;
}

static int run(struct cli *cli, int argc, char **argv)
{
	struct phonebook book = {.cli = cli};
	size_t verb = 0;
	int option;

	while ((option = cli_getopt(cli, argc, argv)) >= 0)
		if (!take_option(&book, option))
			return cli_usage(cli, "--%s does not take \"%.40s\"", options[option].name,
					 cli->optarg);
	if (option < -1)
		return option == -2 ? 64 : 0;
	const char *wanted = cli->optind < argc ? argv[cli->optind] : "list";
	while (verb < VERBS && strcmp(verbs[verb].name, wanted) != 0)
		verb++;
	if (verb == VERBS)
		return cli_usage(
			cli,
			"phonebook takes list, find, add, delete, export or import, not \"%.40s\"",
			wanted);
	book.operands = argv + cli->optind + (cli->optind < argc);
	book.count = (int)(argv + argc - book.operands);
	if (book.count < verbs[verb].least ||
	    (verbs[verb].most >= 0 && book.count > verbs[verb].most))
		return cli_usage(cli, "phonebook %s takes %s", wanted, verbs[verb].operands);
	int status = check_use(&book, verbs[verb].run);
	return status == 0 ? run_verb(&book, verbs[verb].run) : status;
}

const struct cli_command cmd_phonebook = {
	.name = "phonebook",
	.synopsis = "list|find|add|delete|export|import [ARGUMENT]...",
	.summary = "List, find, add, delete, export and import phonebook entries",
	.options = options,
	.examples = "  smsmodem -d /dev/ttyUSB0 phonebook\n"
		    "  smsmodem -d /dev/ttyUSB0 phonebook find muller\n"
		    "  smsmodem -d /dev/ttyUSB0 phonebook add +491701234567 \"Jo Müller\"\n"
		    "  smsmodem -d /dev/ttyUSB0 phonebook delete 3 7 --storage SM\n"
		    "  smsmodem -d /dev/ttyUSB0 phonebook export --storage SM > card.vcf\n"
		    "  smsmodem -d /dev/ttyUSB0 phonebook import card.vcf --cut\n",
	.run = run,
};
