/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "commands.h"
#include <string.h>

static const struct cli_option options[] = {{NULL, 0, NULL, NULL}};

static void set_text(json_t *object, const char *key, const char *text)
{
	if (object)
		(void)json_object_set_new(object, key,
					  *text ? output_string(text, strlen(text)) : json_null());
}

static json_t *storage_json(const struct smsmodem_storage *storage)
{
	bool told = storage->total >= 0;

	return json_pack("{s:s, s:o, s:o}", "name", storage->name, "used",
			 told ? json_integer(storage->used) : json_null(), "total",
			 told ? json_integer(storage->total) : json_null());
}

static json_t *info_json(const struct smsmodem_info *info)
{
	json_t *object = json_object(), *storage = json_array();

	set_text(object, "manufacturer", info->manufacturer);
	set_text(object, "model", info->model);
	set_text(object, "revision", info->revision);
	set_text(object, "imei", info->imei);
	set_text(object, "imsi", info->imsi);
	set_text(object, "number", info->number);
	set_text(object, "smsc", info->smsc);
	set_text(object, "operator", info->operator_name);
	set_text(object, "registration", info->registration);
	(void)json_object_set_new(object, "signal_dbm",
				  info->signal_dbm ? json_integer(info->signal_dbm) : json_null());
	(void)json_object_set_new(object, "battery",
				  info->battery_percent >= 0 ? json_integer(info->battery_percent)
							     : json_null());
	for (size_t i = 0; i < info->storages; i++)
		(void)json_array_append_new(storage, storage_json(&info->storage[i]));
	(void)json_object_set_new(object, "storage", storage);
	return object;
}

static void print_text(const char *label, const char *text)
{
	if (!*text)
		return;
	(void)printf("%-14s ", label);
	output_foreign(stdout, text, strlen(text), 0);
	(void)putchar('\n');
}

static void print_storage(const struct smsmodem_storage *storage)
{
	if (storage->total >= 0)
		(void)printf("%-14s %s %d of %d\n", "storage", storage->name, storage->used,
			     storage->total);
	else
		(void)printf("%-14s %s\n", "storage", storage->name);
}

static int info_print(struct cli *cli, const struct smsmodem_info *info)
{
	print_text("manufacturer", info->manufacturer);
	print_text("model", info->model);
	print_text("revision", info->revision);
	print_text("imei", info->imei);
	print_text("imsi", info->imsi);
	print_text("number", info->number);
	print_text("smsc", info->smsc);
	print_text("operator", info->operator_name);
	print_text("registration", info->registration);
	if (info->signal_dbm)
		(void)printf("%-14s %d dBm\n", "signal", info->signal_dbm);
	if (info->battery_percent >= 0)
		(void)printf("%-14s %d %%\n", "battery", info->battery_percent);
	for (size_t i = 0; i < info->storages; i++)
		print_storage(&info->storage[i]);
	return output_line(cli, "%-14s %s", "device", cli->modem.device);
}

static int run(struct cli *cli, int argc, char **argv)
{
	struct smsmodem *modem;
	struct smsmodem_info info;
	struct smsmodem_error error;
	int option = cli_getopt(cli, argc, argv);

	if (option < -1)
		return option == -2 ? 64 : 0;
	if (cli->optind < argc)
		return cli_usage(cli, "info takes no arguments");
	int status = cli_open(cli, &modem);
	if (status != 0)
		return status;
	if (smsmodem_info(modem, &info, &error) < 0)
		status = cli_fail(cli, &error);
	else
		status = cli->json ? output_json(cli, info_json(&info)) : info_print(cli, &info);
	return cli_close(cli, modem, status);
}

const struct cli_command cmd_info = {
	.name = "info",
	.synopsis = "",
	.summary = "What the phone says of itself, its SIM and its network",
	.options = options,
	.examples = "  smsmodem -d /dev/ttyUSB0 info\n"
		    "  smsmodem -d sim: info --json | jq .signal_dbm\n",
	.run = run,
};
