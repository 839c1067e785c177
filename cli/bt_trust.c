/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What bluetoothd is to remember of a device, or to forget. */
#include "bt_verb.h"

enum trust_option {
	TRUST_NO,
	TRUST_ADAPTER,
	TRUST_OPTIONS
};

static const struct cli_option trust_options[] = {
	[TRUST_NO] = BT_ROW_NO,
	[TRUST_ADAPTER] = BT_ROW_ADAPTER,
	[TRUST_OPTIONS] = BT_ROW_END,
};

static int trust(struct cli *cli, const struct bt_call *call, bool trusted)
{
	struct smsmodem_error error;

	if (smsmodem_bt_trust(&call->options, call->address, trusted, &error) < 0)
		return cli_fail(cli, &error);
	if (cli->json)
		return output_json(cli, json_pack("{s:s, s:s+, s:s, s:b}", "event", "trusted",
						  "device", "bt:", call->address, "address",
						  call->address, "trusted", trusted));
	return output_line(cli, "%s: %s", call->address, trusted ? "trusted" : "no longer trusted");
}

static int run_trust(struct cli *cli, int argc, char **argv)
{
	struct bt_call call;
	const char *adapter = NULL;
	bool trusted = true;
	int option;

	while ((option = cli_getopt(cli, argc, argv)) >= 0) {
		if (option == TRUST_NO)
			trusted = false;
		else
			adapter = cli->optarg;
	}
	if (option < -1)
		return option == -2 ? 64 : 0;
	int status = bt_begin(cli, &call, adapter, argc, argv, 1);
	return status == 0 ? trust(cli, &call, trusted) : status;
}

const struct cli_command bt_trust = {
	.name = "bt trust",
	.synopsis = "ADDRESS",
	.summary = "Let a paired device connect to this computer without asking",
	.options = trust_options,
	.examples = "  smsmodem bt trust 00:11:22:33:44:55\n"
		    "  smsmodem bt trust 00:11:22:33:44:55 --no\n",
	.run = run_trust,
	.page = "bt",
	.elsewhere = bt_elsewhere,
};

static const struct cli_option remove_options[] = {BT_ROW_ADAPTER, BT_ROW_END};

static int forget(struct cli *cli, const struct bt_call *call)
{
	struct smsmodem_error error;

	if (smsmodem_bt_remove(&call->options, call->address, &error) < 0)
		return cli_fail(cli, &error);
	if (cli->json)
		return output_json(cli, json_pack("{s:s, s:s+, s:s}", "event", "removed", "device",
						  "bt:", call->address, "address", call->address));
	return output_line(cli, "%s: removed", call->address);
}

static int run_remove(struct cli *cli, int argc, char **argv)
{
	struct bt_call call;
	const char *adapter = NULL;
	int option;

	while ((option = cli_getopt(cli, argc, argv)) >= 0)
		adapter = cli->optarg;
	if (option < -1)
		return option == -2 ? 64 : 0;
	int status = bt_begin(cli, &call, adapter, argc, argv, 1);
	return status == 0 ? forget(cli, &call) : status;
}

const struct cli_command bt_remove = {
	.name = "bt remove",
	.synopsis = "ADDRESS",
	.summary = "Forget a device and the keys of its pairing",
	.options = remove_options,
	.examples = "  smsmodem bt remove 00:11:22:33:44:55\n",
	.run = run_remove,
	.page = "bt",
	.elsewhere = bt_elsewhere,
};
