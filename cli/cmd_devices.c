/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What there is to give to -d. */
#include "commands.h"
#include "shown_bt.h"
#include "shown_devices.h"
#include <stdlib.h>
#include <string.h>

static const struct cli_option options[] = {{NULL, 0, NULL, NULL}};

/** Everything found; of a kind that could not be asked there is none, and why. */
struct found {
	struct smsmodem_port *ports;
	size_t port_count;
	struct smsmodem_bt_device *devices;
	size_t device_count;
};

/* One kind that is missing does not hide the other. */
static int find(struct cli *cli, struct found *found)
{
	struct smsmodem_bt_options bluetooth = SMSMODEM_BT_OPTIONS_INIT;
	struct smsmodem_error error;

	*found = (struct found){0};
	if (smsmodem_ports(&found->ports, &found->port_count, &error) < 0) {
		if (error.code == SMSMODEM_E_MEMORY)
			return cli_fail(cli, &error);
		cli_note(cli, "serial ports are left out: %s", error.text);
	}
	bluetooth.cancel_fd = cli->modem.cancel_fd;
	bluetooth.timeout_ms = cli->modem.command_timeout_ms;
	if (smsmodem_bt_devices(&bluetooth, &found->devices, &found->device_count, &error) < 0) {
		if (error.code == SMSMODEM_E_MEMORY || error.code == SMSMODEM_E_CANCELLED)
			return cli_fail(cli, &error);
		cli_note(cli, "Bluetooth is left out: %s", error.text);
	}
	return 0;
}

static int print_json(struct cli *cli, const struct found *found)
{
	int status = 0;

	for (size_t i = 0; i < found->port_count && status == 0; i++)
		status = output_json(
			cli, shown_port_json(&found->ports[i], found->ports, found->port_count));
	for (size_t i = 0; i < found->device_count && status == 0; i++)
		status = output_json(cli, shown_bt_device_json(&found->devices[i]));
	return status;
}

/* As wide as the widest name, so that what follows stands in a column. */
static int first_width(const struct found *found)
{
	char uri[SMSMODEM_USB_URI_SIZE];
	char bluetooth[SHOWN_BT_URI_SIZE];
	size_t width = 0;

	for (size_t i = 0; i < found->port_count; i++) {
		size_t length = strlen(
			shown_port_device(&found->ports[i], found->ports, found->port_count, uri));
		width = length > width ? length : width;
	}
	for (size_t i = 0; i < found->device_count; i++) {
		size_t length = strlen(shown_bt_uri(&found->devices[i], bluetooth));
		width = length > width ? length : width;
	}
	return (int)width;
}

static int print(const struct found *found)
{
	char uri[SMSMODEM_USB_URI_SIZE];
	int width = first_width(found);

	for (size_t i = 0; i < found->port_count; i++)
		shown_port(
			&found->ports[i],
			shown_port_device(&found->ports[i], found->ports, found->port_count, uri),
			width);
	for (size_t i = 0; i < found->device_count; i++)
		shown_bluetooth(&found->devices[i], width);
	return output_flush();
}

static int run(struct cli *cli, int argc, char **argv)
{
	struct found found;
	int option = cli_getopt(cli, argc, argv);

	if (option < -1)
		return option == -2 ? 64 : 0;
	if (cli->optind < argc)
		return cli_usage(cli, "devices takes no arguments");
	int status = cli_watch_signals(cli);
	if (status != 0)
		return status;
	status = find(cli, &found);
	if (status == 0 && found.port_count + found.device_count == 0)
		cli_note(cli, "nothing was found: plug a modem in, or pair a phone (`smsmodem bt "
			      "scan`); -d sim: is a simulated one");
	if (status == 0)
		status = cli->json ? print_json(cli, &found) : print(&found);
	free(found.ports);
	free(found.devices);
	return status;
}

const struct cli_command cmd_devices = {
	.name = "devices",
	.synopsis = "",
	.summary = "List serial ports and known Bluetooth devices, as -d takes them",
	.options = options,
	.examples = "  smsmodem devices\n"
		    "  smsmodem devices --json | jq -r .device\n",
	.run = run,
};
