/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "commands.h"
#include <string.h>

#define NEARLY_FULL 80 /* percent */

enum storage_option {
	STORAGE_USE,
	STORAGE_READS,
	STORAGE_WRITES,
	STORAGE_RECEIVES,
	STORAGE_OPTIONS
};

static const struct cli_option options[] = {
	[STORAGE_USE] = {"use", 0, "NAME", "from now on use this memory for everything"},
	[STORAGE_READS] = {"read-from", 0, "NAME", "... to read and delete"},
	[STORAGE_WRITES] = {"write-to", 0, "NAME", "... to write and send from"},
	[STORAGE_RECEIVES] = {"receive-in", 0, "NAME", "... for what comes in"},
	[STORAGE_OPTIONS] = {NULL, 0, NULL, NULL},
};

static const struct {
	unsigned use;
	const char *key, *text;
} uses[] = {
	{SMSMODEM_STORAGE_READS, "reads", "read from"},
	{SMSMODEM_STORAGE_WRITES, "writes", "written to"},
	{SMSMODEM_STORAGE_RECEIVES, "receives", "received in"},
};

static bool is_filling(const struct smsmodem_storage *storage)
{
	return storage->total > 0 &&
	       (int64_t)storage->used * 100 >= (int64_t)storage->total * NEARLY_FULL;
}

static int show_json(struct cli *cli, const struct smsmodem_storage *storage)
{
	json_t *object = json_pack("{s:s}", "name", storage->name);

	if (!object)
		return output_json(cli, NULL);
	(void)json_object_set_new(object, "used",
				  storage->used >= 0 ? json_integer(storage->used) : json_null());
	(void)json_object_set_new(object, "total",
				  storage->total >= 0 ? json_integer(storage->total) : json_null());
	for (size_t i = 0; i < sizeof uses / sizeof uses[0]; i++)
		(void)json_object_set_new(object, uses[i].key,
					  json_boolean(storage->uses & uses[i].use));
	return output_json(cli, object);
}

static int show_text(const struct smsmodem_storage *storage)
{
	const char *before = "; ";

	if (storage->total < 0)
		(void)printf("%-3s the phone does not tell what is in it", storage->name);
	else
		(void)printf("%-3s %d of %d", storage->name, storage->used, storage->total);
	for (size_t i = 0; i < sizeof uses / sizeof uses[0]; i++) {
		if (!(storage->uses & uses[i].use))
			continue;
		(void)printf("%s%s", before, uses[i].text);
		before = ", ";
	}
	(void)putchar('\n');
	return output_flush();
}

static void warn(const struct cli *cli, const struct smsmodem_storage *storage)
{
	if (!is_filling(storage))
		return;
	cli_note(cli, "%s is %s: `smsmodem delete --read --storage %s` makes room", storage->name,
		 storage->used >= storage->total ? "full, and nothing more is kept there"
						 : "nearly full",
		 storage->name);
}

static int show_all(struct cli *cli, struct smsmodem *modem)
{
	struct smsmodem_storage list[SMSMODEM_STORAGES_MAX];
	struct smsmodem_error error;
	int count = smsmodem_storages(modem, list, &error), status = 0;

	if (count < 0)
		return cli_fail(cli, &error);
	for (int i = 0; i < count && status == 0; i++)
		status = cli->json ? show_json(cli, &list[i]) : show_text(&list[i]);
	for (int i = 0; i < count && status == 0; i++)
		warn(cli, &list[i]);
	return status;
}

/* The names that were given, each for its use. */
struct chosen {
	const char *names[3];
};

static int use_all(struct cli *cli, struct smsmodem *modem, const struct chosen *chosen)
{
	struct smsmodem_error error;

	for (size_t i = 0; i < 3; i++) {
		unsigned set = 0;
		for (size_t j = i; j < 3; j++)
			if (chosen->names[j] && chosen->names[i] &&
			    strcmp(chosen->names[j], chosen->names[i]) == 0)
				set |= uses[j].use;
		bool done = false;
		for (size_t j = 0; j < i; j++)
			done = done || (chosen->names[j] && chosen->names[i] &&
					strcmp(chosen->names[j], chosen->names[i]) == 0);
		if (set && !done && smsmodem_use_storage(modem, chosen->names[i], set, &error) < 0)
			return cli_fail(cli, &error);
	}
	return 0;
}

static int run(struct cli *cli, int argc, char **argv)
{
	struct chosen chosen = {{NULL}};
	struct smsmodem *modem;
	int option;

	while ((option = cli_getopt(cli, argc, argv)) >= 0)
		for (int i = 0; i < 3; i++)
			if (option == STORAGE_USE || option == STORAGE_READS + i)
				chosen.names[i] = cli->optarg;
	if (option < -1)
		return option == -3 ? 0 : 64;
	if (cli->optind < argc)
		return cli_usage(cli, "storage takes no arguments: --use NAME chooses a memory");
	int status = cli_open(cli, &modem);
	if (status != 0)
		return status;
	status = use_all(cli, modem, &chosen);
	if (status == 0)
		status = show_all(cli, modem);
	return cli_close(cli, modem, status);
}

const struct cli_command cmd_storage = {
	.name = "storage",
	.synopsis = "",
	.summary = "Show what the memories for messages hold, and choose which are used",
	.options = options,
	.examples = "  smsmodem -d /dev/ttyUSB0 storage\n"
		    "  smsmodem -d /dev/ttyUSB0 storage --use sm\n"
		    "  smsmodem -d sim: storage --json | jq .used\n",
	.run = run,
};
