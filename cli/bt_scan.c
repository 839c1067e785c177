/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bt_scan.h"
#include "bt_verb.h"
#include "shown_bt.h"
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* More than an inquiry can find in a crowd; what comes behind them is left out. */
#define DEVICES_MAX 512
/* Core 4 E 7.1.1 advises 10.24 s; an Inquiry_Length is at most 61.44 s, and is repeated. */
#define SCAN_DEFAULT_MS  10240
#define SCAN_SECONDS_MAX 600
#define REDRAW_MS        500

enum scan_option {
	SCAN_TIME,
	SCAN_NO_SERVICES,
	SCAN_ADAPTER,
	SCAN_OPTIONS
};

static const struct cli_option options[] = {
	[SCAN_TIME] = BT_ROW_TIME,
	[SCAN_NO_SERVICES] = BT_ROW_NO_SERVICES,
	[SCAN_ADAPTER] = BT_ROW_ADAPTER,
	[SCAN_OPTIONS] = BT_ROW_END,
};

/* --- progress, on a terminal --- */

static bool on_terminal(const struct cli *cli)
{
	return !cli->quiet && isatty(2);
}

static void show_time(const struct scan *scan)
{
	int64_t left_ms = scan->end_ms - smsmodem_sim_clock_ms();

	if (on_terminal(scan->cli))
		(void)fprintf(stderr, "\rlooking around: %zu found, %d s left\033[K", scan->count,
			      left_ms > 0 ? (int)((left_ms + 999) / 1000) : 0);
}

void scan_show_asking(const struct scan *scan, const char *address)
{
	if (on_terminal(scan->cli))
		(void)fprintf(stderr, "\rasking %s what it offers\033[K", address);
}

static void show_end(const struct scan *scan)
{
	if (on_terminal(scan->cli))
		(void)fputs("\r\033[K", stderr);
}

/* --- what is found --- */

static struct smsmodem_bt_device *find(struct scan *scan, const char *address)
{
	for (size_t i = 0; i < scan->count; i++)
		if (strcmp(scan->devices[i].address, address) == 0)
			return &scan->devices[i];
	return scan->count < DEVICES_MAX ? &scan->devices[scan->count++] : NULL;
}

static int look(struct scan *scan, struct smsmodem_error *error)
{
	struct smsmodem_bt_device device, *place;
	struct smsmodem_bt_scan *around;
	int result = smsmodem_bt_scan_open(&scan->options, &around, error);

	if (result < 0)
		return result;
	for (;;) {
		show_time(scan);
		result = smsmodem_bt_scan_next(around, REDRAW_MS, &device, error);
		if (result <= 0)
			break;
		if (result == SMSMODEM_BT_DEVICE && (place = find(scan, device.address)))
			*place = device;
	}
	smsmodem_bt_scan_close(around);
	return result;
}

/* The strongest first; then those that have a name. */
static int compare(const void *left, const void *right)
{
	const struct smsmodem_bt_device *a = left, *b = right;
	int by_signal =
		(b->has_rssi ? b->rssi_dbm : INT16_MIN) - (a->has_rssi ? a->rssi_dbm : INT16_MIN);
	int by_name = (a->name[0] == '\0') - (b->name[0] == '\0');

	return by_signal ? by_signal : by_name ? by_name : strcmp(a->address, b->address);
}

static int show(struct scan *scan)
{
	int status = 0;

	if (!scan->cli->json)
		return shown_bt_devices(scan->cli, scan->devices, scan->count);
	for (size_t i = 0; i < scan->count && status == 0; i++)
		status = output_json(scan->cli, shown_bt_device_json(&scan->devices[i]));
	return status;
}

/* What was found is shown also when looking ended early. */
static int run_scan(struct scan *scan, bool ask)
{
	struct smsmodem_error error;
	int result = look(scan, &error);

	qsort(scan->devices, scan->count, sizeof *scan->devices, compare);
	if (result >= 0 && ask)
		result = scan_ask_services(scan, &error);
	show_end(scan);
	int status = scan->count > 0 ? show(scan) : 0;
	if (status != 0 || result < 0)
		return status != 0 ? status : cli_fail(scan->cli, &error);
	if (scan->count == 0)
		cli_note(scan->cli, "nothing was found; a phone must be made visible, which most "
				    "are while their Bluetooth settings are open");
	else if (!scan->cli->json)
		shown_bt_next(scan->cli, scan->devices, scan->count, scan->options.adapter);
	return 0;
}

static int start(struct scan *scan, const struct bt_call *call, long seconds, bool ask)
{
	struct smsmodem_error error;

	scan->options = call->options;
	if (seconds > 0)
		scan->options.timeout_ms = seconds * 1000;
	scan->end_ms = smsmodem_sim_clock_ms() +
		       (scan->options.timeout_ms ? scan->options.timeout_ms : SCAN_DEFAULT_MS);
	scan->devices = calloc(DEVICES_MAX, sizeof *scan->devices);
	if (!scan->devices) {
		smsmodem_error_set(&error, SMSMODEM_E_MEMORY, "out of memory");
		return cli_fail(scan->cli, &error);
	}
	int status = run_scan(scan, ask);
	free(scan->devices);
	return status;
}

static int run(struct cli *cli, int argc, char **argv)
{
	struct scan scan = {.cli = cli};
	struct bt_call call;
	const char *adapter = NULL;
	bool ask = true;
	long seconds = 0;
	int option, status = 0;

	while (status == 0 && (option = cli_getopt(cli, argc, argv)) != -1) {
		if (option < -1)
			return option == -2 ? 64 : 0;
		if (option == SCAN_NO_SERVICES)
			ask = false;
		else if (option == SCAN_ADAPTER)
			adapter = cli->optarg;
		else if (!parse_number(cli->optarg, 1, SCAN_SECONDS_MAX, &seconds))
			status = cli_usage(cli, "--time takes 1 to %d seconds, not \"%.40s\"",
					   SCAN_SECONDS_MAX, cli->optarg);
	}
	if (status == 0)
		status = bt_begin(cli, &call, adapter, argc, argv, 0);
	return status == 0 ? start(&scan, &call, seconds, ask) : status;
}

const struct cli_command bt_scan = {
	.name = "bt scan",
	.synopsis = "",
	.summary = "Look which Bluetooth devices are in range, and which may take AT commands",
	.options = options,
	.examples = "  smsmodem bt scan\n"
		    "  smsmodem bt scan --time 30 --json | jq 'select(.services[]? == \"dun\")'\n",
	.run = run,
	.page = "bt",
	.elsewhere = bt_elsewhere,
};
