/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What there is to give to -d. */
#include "commands.h"
#include "probing.h"
#include "shown.h"
#include "shown_bt.h"
#include "shown_devices.h"
#include "shown_json.h"
#include <stdlib.h>
#include <string.h>

enum devices_option {
	DEVICES_PROBE,
	DEVICES_NAMES
};

static const struct cli_option options[] = {
	[DEVICES_PROBE] = {"probe", 0, NULL, "ask each for AT and SMS, and put the best first"},
	[DEVICES_NAMES] = {"names", 0, NULL, "print nothing but what -d takes"},
	{NULL, 0, NULL, NULL},
};

static int print_json(struct cli *cli, const struct probing *found, bool probed)
{
	int status = 0;

	for (size_t i = 0; i < found->count && status == 0; i++) {
		const struct probing_target *target = &found->targets[i];
		json_t *object = target->port ? shown_port_json(target->port, found->ports,
								found->port_count)
					      : shown_bt_device_json(target->bluetooth);

		if (probed)
			shown_set(object, "probe", probing_json(target));
		status = output_json(cli, object);
	}
	return status;
}

/* As wide as the widest name, so that what follows stands in a column. */
static int first_width(const struct probing *found)
{
	int width = 0;

	for (size_t i = 0; i < found->count; i++) {
		int columns = shown_columns(found->targets[i].device);
		width = columns > width ? columns : width;
	}
	return width;
}

static int print(const struct probing *found)
{
	int width = first_width(found);

	for (size_t i = 0; i < found->count; i++) {
		const struct probing_target *target = &found->targets[i];

		if (target->port)
			shown_port(target->port, target->device, width);
		else
			shown_bluetooth(target->bluetooth, width);
	}
	return output_flush();
}

static int print_names(const struct probing *found)
{
	for (size_t i = 0; i < found->count; i++) {
		shown_line(found->targets[i].device, strlen(found->targets[i].device));
		(void)putchar('\n');
	}
	return output_flush();
}

static int show(struct cli *cli, const struct probing *found, bool probed, bool names)
{
	if (found->count == 0)
		cli_note(cli, "nothing was found: plug a modem in, or pair a phone (`smsmodem bt "
			      "scan`); -d sim: is a simulated one");
	if (cli->json)
		return print_json(cli, found, probed);
	if (names)
		return print_names(found);
	if (!probed)
		return print(found);
	if (found->count > 0)
		probing_print(stdout, found);
	return output_flush();
}

static int run(struct cli *cli, int argc, char **argv)
{
	bool probe = false, names = false;
	struct probing found;
	int option;

	while ((option = cli_getopt(cli, argc, argv)) >= 0) {
		probe = probe || option == DEVICES_PROBE;
		names = names || option == DEVICES_NAMES;
	}
	if (option < -1)
		return option == -2 ? 64 : 0;
	if (cli->optind < argc)
		return cli_usage(cli, "devices takes no arguments");
	int status = cli_watch_signals(cli);
	if (status != 0)
		return status;
	status = probing_find(cli, true, &found);
	if (status == 0 && probe)
		status = probing_run(cli, &found);
	if (status == 0)
		status = show(cli, &found, probe, names);
	probing_free(&found);
	return status;
}

const struct cli_command cmd_devices = {
	.name = "devices",
	.synopsis = "",
	.summary = "List serial ports and known Bluetooth devices, as -d takes them",
	.options = options,
	.examples = "  smsmodem devices\n"
		    "  smsmodem devices --probe\n"
		    "  smsmodem devices --probe --json | jq -r 'select(.probe.sms) | .device'\n",
	.run = run,
};
