/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The device of a run: which, opened, and interruptible. */
#include "cli.h"
#include "config.h"
#include "device_imei.h"
#include "shown_devices.h"
#include <glob.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <unistd.h>

/* From here on signals are a descriptor: a prompt that is open gets its ESC before we go. */
int cli_watch_signals(struct cli *cli)
{
	struct smsmodem_error error;
	sigset_t signals;

	if (cli->signal_fd >= 0)
		return 0;
	sigemptyset(&signals);
	sigaddset(&signals, SIGINT);
	sigaddset(&signals, SIGTERM);
	sigaddset(&signals, SIGHUP);
	if (sigprocmask(SIG_BLOCK, &signals, NULL) == 0)
		cli->signal_fd = signalfd(-1, &signals, SFD_NONBLOCK | SFD_CLOEXEC);
	cli->modem.cancel_fd = cli->signal_fd;
	if (cli->signal_fd >= 0)
		return 0;
	smsmodem_error_set(&error, SMSMODEM_E_BUG, "cannot watch for signals");
	return cli_fail(cli, &error);
}

/* Devices that could be meant, for a message: as many as it has room for. */
struct found_list {
	char text[200];
	size_t used;
};

static void list_add(struct found_list *list, const char *name)
{
	const char *between = list->used ? ", " : "";
	size_t left = sizeof list->text - list->used;

	if (strlen(between) + strlen(name) < left)
		list->used +=
			(size_t)snprintf(list->text + list->used, left, "%s%s", between, name);
}

static void list_matching(struct found_list *list, const char *pattern)
{
	glob_t found = {0};

	if (glob(pattern, 0, NULL, &found) == 0)
		for (size_t i = 0; i < found.gl_pathc; i++)
			list_add(list, found.gl_pathv[i]);
	globfree(&found);
}

static void list_ports(struct found_list *list)
{
	char uri[SMSMODEM_USB_URI_SIZE];
	struct smsmodem_port *ports;
	size_t count;

	if (smsmodem_ports(&ports, &count, NULL) < 0) {
		list_matching(list, "/dev/serial/by-id/*");
		list_matching(list, "/dev/ttyUSB*");
		list_matching(list, "/dev/ttyACM*");
		return;
	}
	for (size_t i = 0; i < count; i++)
		if (ports[i].is_usb)
			list_add(list, shown_port_device(&ports[i], ports, count, uri));
	free(ports);
}

/* Those that are paired, if bluetoothd says so at once. */
static void list_bluetooth(struct found_list *list)
{
	struct smsmodem_bt_options options = SMSMODEM_BT_OPTIONS_INIT;
	struct smsmodem_bt_device *devices;
	char uri[SMSMODEM_BT_ADDRESS_SIZE + 4];
	size_t count;

	options.timeout_ms = 1000;
	if (smsmodem_bt_devices(&options, &devices, &count, NULL) < 0)
		return;
	for (size_t i = 0; i < count; i++) {
		(void)snprintf(uri, sizeof uri, "bt:%s", devices[i].address);
		if (devices[i].pairing_known && devices[i].paired)
			list_add(list, uri);
	}
	free(devices);
}

/* A profile that was asked for and says nothing of one is to be mended. */
static int no_device_in(struct cli *cli, const struct config_entry *profile)
{
	struct smsmodem_error error;

	smsmodem_error_set(&error, SMSMODEM_E_CONFIG,
			   "%.120s:%ld: the profile \"%.50s\" has no device: add device= to it, or "
			   "use `smsmodem setup`, which finds one",
			   profile->path, profile->line, profile->section);
	return cli_fail(cli, &error);
}

static int no_device(struct cli *cli)
{
	const char *profile = cli->config->profile;
	struct smsmodem_error error;
	struct found_list found = {.used = 0};

	if (profile)
		return no_device_in(cli, config_section(cli->config, profile));
	list_ports(&found);
	list_matching(&found, "/dev/rfcomm*");
	list_bluetooth(&found);
	if (found.used > 0)
		smsmodem_error_set(
			&error, SMSMODEM_E_USAGE,
			"no device given; found: %s; use -d DEVICE, or -d sim: to try it "
			"without one",
			found.text);
	else
		smsmodem_error_set(
			&error, SMSMODEM_E_USAGE,
			"no device given, and no modem was found; use -d DEVICE, "
			"SMSMODEM_DEVICE or a profile, or -d sim: to try it without one");
	return cli_fail(cli, &error);
}

/* A PIN is tried once in its life, so a try must be noted somewhere. */
static int no_state(struct cli *cli)
{
	struct smsmodem_error error;

	smsmodem_error_set(
		&error, SMSMODEM_E_CONFIG,
		"there is nowhere to note that a PIN was tried, so it is not: set HOME or "
		"XDG_STATE_HOME");
	return cli_fail(cli, &error);
}

/* A profile may name a modem by that alone. */
static int find_imei(struct cli *cli)
{
	struct smsmodem_error error;

	return imei_search(cli, &error) < 0 ? cli_fail(cli, &error) : 0;
}

int cli_choose_device(struct cli *cli)
{
	int result = cli->config ? 0 : config_load(cli);

	if (result != 0)
		return result;
	config_apply(cli);
	bool known = cli->modem.device && *cli->modem.device;
	if (!known && !imei_wanted(cli))
		return no_device(cli);
	if (cli->modem.pin_file && !cli->modem.state_dir)
		return no_state(cli);
	result = cli_watch_signals(cli);
	if (result == 0 && !known)
		result = find_imei(cli);
	if (result != 0)
		return result;
	if (strncmp(cli->modem.device, "sim:", 4) == 0)
		cli_note(cli, "simulated phone: nothing leaves this machine");
	cli->modem.note_fd = cli->quiet ? 0 : STDERR_FILENO;
	return 0;
}

bool cli_is_port(const char *device)
{
	return device[0] == '/' || strncmp(device, "tty:", 4) == 0 ||
	       strncmp(device, "usb:", 4) == 0;
}

int cli_try_open(struct cli *cli, struct smsmodem **modem, struct smsmodem_error *error)
{
	int result = imei_open(cli, modem, error);
	const struct config_entry *entry = config_find(cli, "device");

	if (result == SMSMODEM_OK && smsmodem_peer(*modem))
		cli_note(cli, "%s connected", smsmodem_peer(*modem));
	if (result == SMSMODEM_E_USAGE && entry && entry->value == cli->modem.device)
		return config_blame(entry, error);
	return result;
}

int cli_open(struct cli *cli, struct smsmodem **modem)
{
	struct smsmodem_error error;
	int status = cli_choose_device(cli);

	if (status == 0 && cli_try_open(cli, modem, &error) < 0)
		status = cli_fail(cli, &error);
	return status;
}

int cli_close(struct cli *cli, struct smsmodem *modem, int status)
{
	struct smsmodem_error error;

	if (smsmodem_close(modem) == SMSMODEM_OK || status != 0)
		return status;
	smsmodem_error_set(&error, SMSMODEM_E_OUTPUT, "the trace %s could not be written whole",
			   cli->modem.trace);
	return cli_fail(cli, &error);
}
