/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A scan by bluetoothd. What it remembers comes first: paired devices are told at once, as they may
 * be near without being discoverable; others once they answer.
 */
#include "bus.h"
#include "scan_event.h"
#include "scan_list.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CALL_MS 10000
#define STOP_MS 1000
/** For names that come behind the inquiry: bluetoothd goes on by itself, one Page Timeout each. */
#define NAMES_MS 10240
#define LATE_MAX 64 /* signals after the time of a wait */

enum phase {
	LOOKING,
	NAMING,
	OVER
};

struct bluez_scan {
	struct smsmodem_bt_scan head;
	struct bt_bus bus;
	char adapter[sizeof(((struct bt_adapter *)0)->name)];
	enum phase phase;
	bool is_looking;
	int64_t deadline_ms;
	struct bt_scan_list list;
};

/* --- devices --- */

/** bluetoothd makes an alias of the address, with dashes, where there is no name. */
static void without_made_up_alias(struct smsmodem_bt_device *device)
{
	bdaddr_t address;

	if (!device->name[0] && bt_address_parse(device->alias, &address))
		device->alias[0] = '\0';
}

static void note(struct bluez_scan *scan, struct bt_bus_device *device)
{
	if (strcmp(device->known.adapter, scan->adapter) != 0)
		return;
	without_made_up_alias(&device->known);
	/* Of others bluetoothd knows what they advertise. */
	if (!device->known.paired)
		device->known.services_known = bt_scan_services_suffice(device->known.services);
	(void)bt_scan_note(&scan->list, &device->known);
}

/** Those that were only seen once are not news yet. */
static void note_remembered(struct bluez_scan *scan, struct bt_bus_device *device)
{
	const struct smsmodem_bt_device *known = &device->known;

	note(scan, device);
	struct bt_scan_row *row = bt_scan_find(&scan->list, known->address);
	if (row)
		row->is_new = known->has_rssi || known->paired || known->connected;
}

static int remembered(struct bluez_scan *scan, struct smsmodem_error *error)
{
	sd_bus_message *objects;
	struct bt_bus_device device;
	int code = bt_bus_objects(&scan->bus, &objects, error);

	if (code < 0)
		return code;
	while ((code = bt_bus_objects_next(&scan->bus, objects, &device, error)) == 1)
		note_remembered(scan, &device);
	scan->bus.f.message_unref(objects);
	return code;
}

/** The row of "/org/bluez/hci0/dev_00_11_22_33_44_55", or NULL. */
static struct bt_scan_row *row_at(struct bluez_scan *scan, const char *path)
{
	char head[32], address[SMSMODEM_BT_ADDRESS_SIZE];
	int length = snprintf(head, sizeof head, "/org/bluez/%s/dev_", scan->adapter);

	if (strncmp(path, head, (size_t)length) != 0 || strlen(path + length) != sizeof address - 1)
		return NULL;
	memcpy(address, path + length, sizeof address);
	for (size_t i = 2; i < sizeof address - 1; i += 3)
		address[i] = ':';
	return bt_scan_find(&scan->list, address);
}

static void changed(struct bluez_scan *scan, sd_bus_message *signal)
{
	const char *path = bt_bus_changed_path(&scan->bus, signal);
	struct bt_scan_row *row = path ? row_at(scan, path) : NULL;

	if (!row)
		return;
	struct bt_bus_device device = {.known = row->device};
	if (bt_bus_device_changed(&scan->bus, signal, &device))
		note(scan, &device);
}

static void handle(struct bluez_scan *scan, sd_bus_message *message)
{
	struct bt_bus_device device;

	if (bt_bus_device_added(&scan->bus, message, &device))
		note(scan, &device);
	else
		changed(scan, message);
}

/* --- the scan --- */

/** The signals are asked for before the list, so that nothing falls between. */
static int start(struct bluez_scan *scan, struct smsmodem_error *error)
{
	int code = bt_discovery_start(&scan->bus, scan->adapter, error);

	scan->is_looking = code >= 0;
	return code < 0 ? code : remembered(scan, error);
}

static bool lacks_names(const struct bluez_scan *scan)
{
	for (size_t i = 0; i < scan->list.count; i++)
		if (scan->list.rows[i].device.has_rssi && !scan->list.rows[i].device.name[0])
			return true;
	return false;
}

static void progress(struct bluez_scan *scan)
{
	bool is_late = scan->deadline_ms >= 0 && clock_now_ms() >= scan->deadline_ms;

	if (is_late && scan->phase == LOOKING) {
		scan->phase = NAMING;
		scan->deadline_ms = clock_now_ms() + NAMES_MS;
		is_late = false;
	}
	if (scan->phase == NAMING && (is_late || !lacks_names(scan)))
		scan->phase = OVER;
}

static int bluez_next(struct smsmodem_bt_scan *head, int64_t until_ms,
		      struct smsmodem_bt_device *device, struct smsmodem_error *error)
{
	struct bluez_scan *scan = (struct bluez_scan *)head;

	for (int late = 0; late < LATE_MAX; late += until_ms >= 0 && clock_now_ms() >= until_ms) {
		sd_bus_message *message;

		progress(scan);
		if (bt_scan_take(&scan->list, device))
			return SMSMODEM_BT_DEVICE;
		if (scan->phase == OVER)
			return SMSMODEM_BT_END;
		int code = bt_bus_next(&scan->bus, bt_earlier(until_ms, scan->deadline_ms),
				       &message, error);
		if (code < 0)
			return code;
		if (code == 0 && until_ms >= 0 && clock_now_ms() >= until_ms)
			break;
		if (code == 1) {
			handle(scan, message);
			scan->bus.f.message_unref(message);
		}
	}
	return SMSMODEM_BT_NOTHING;
}

static void bluez_close(struct smsmodem_bt_scan *head)
{
	struct bluez_scan *scan = (struct bluez_scan *)head;

	scan->bus.wait = bt_wait_for(STOP_MS, STOP_MS, -1);
	if (scan->is_looking)
		(void)bt_discovery_stop(&scan->bus, scan->adapter, NULL);
	bt_bus_close(&scan->bus);
	free(scan);
}

int bt_scan_bluez(const struct bt_adapter *adapter, const struct bt_wait *wait,
		  struct smsmodem_bt_scan **scan, struct smsmodem_error *error)
{
	static const struct bt_scan_ops ops = {bluez_next, bluez_close};
	struct bt_wait calls = bt_wait_for(CALL_MS, CALL_MS, wait->cancel_fd);
	struct bluez_scan *made = calloc(1, sizeof *made);

	*scan = NULL;
	if (!made)
		return smsmodem_error_set(error, SMSMODEM_E_MEMORY, "out of memory");
	made->head.ops = &ops;
	made->deadline_ms = wait->deadline_ms;
	memcpy(made->adapter, adapter->name, sizeof made->adapter);
	int code = bt_bus_open(&made->bus, &calls, error);
	if (code >= 0)
		code = start(made, error);
	if (code < 0) {
		bluez_close(&made->head);
		return code;
	}
	*scan = &made->head;
	return SMSMODEM_OK;
}
