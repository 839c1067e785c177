/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * In place of much of bt/, for the program's own part: what a scan, a pairing and services are made
 * of is said by environment variables, and what the program answers goes to stderr.
 *
 *   PUPPET_SCAN    "forever": it never ends by itself
 *   PUPPET_STEPS   of a pairing: "confirm:123456 paired"; "withdrawn" behind one that asks: it is
 * not answered before the other side gives up PUPPET_REFUSAL why bluetoothd's devices cannot be had
 *   PUPPET_RECORDS the answer for services in hexadecimal
 *   PUPPET_DEVICE  the port that opening "bt:..." opens in its place
 */
#include "transports.h"
#include <poll.h>
#include <smsmodem/bluetooth.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- devices --- */

static const struct smsmodem_bt_device known[] = {
	{.address = "00:00:00:00:00:01",
	 .name = "far away",
	 .alias = "Ann's phone",
	 .adapter = "hci0",
	 .device_class = 0x5A0204,
	 .pairing_known = true,
	 .paired = true,
	 .trusted = true,
	 .services_known = true,
	 .services = SMSMODEM_BT_DUN | SMSMODEM_BT_SPP},
	{.address = "00:00:00:00:00:02",
	 .name = "\033[31mred\nline\xC2\x9B"
		 "2J",
	 .adapter = "hci0",
	 .has_rssi = true,
	 .rssi_dbm = -80,
	 .pairing_known = true},
	{.address = "00:00:00:00:00:03",
	 .adapter = "hci0",
	 .has_rssi = true,
	 .rssi_dbm = -50,
	 .pairing_known = true,
	 .services_known = true,
	 .services = SMSMODEM_BT_HFP | SMSMODEM_BT_MAP},
	{.address = "00:00:00:00:00:04", .adapter = "hci1", .pairing_known = true, .paired = true},
	/* as it is known without bluetoothd */
	{.address = "00:00:00:00:00:05",
	 .name = "five",
	 .alias = "five",
	 .adapter = "hci1",
	 .services_known = true},
};

#define KNOWN (sizeof known / sizeof known[0])

int smsmodem_bt_devices(const struct smsmodem_bt_options *options,
			struct smsmodem_bt_device **devices, size_t *count,
			struct smsmodem_error *error)
{
	const char *refusal = getenv("PUPPET_REFUSAL");

	(void)options;
	*devices = NULL;
	*count = 0;
	if (refusal)
		return smsmodem_error_set(error, SMSMODEM_E_REFUSED, "%s", refusal);
	*devices = malloc(sizeof known);
	if (!*devices)
		abort();
	memcpy(*devices, known, sizeof known);
	*count = KNOWN;
	return SMSMODEM_OK;
}

/* --- a scan: each device once without its name, and once whole --- */

struct smsmodem_bt_scan {
	size_t next;
	int cancel_fd;
};

int smsmodem_bt_scan_open(const struct smsmodem_bt_options *options, struct smsmodem_bt_scan **scan,
			  struct smsmodem_error *error)
{
	(void)error;
	*scan = calloc(1, sizeof **scan);
	if (!*scan)
		abort();
	(*scan)->cancel_fd = options->cancel_fd;
	(void)fprintf(stderr, "puppet: scan %ld ms, adapter %s\n", (long)options->timeout_ms,
		      options->adapter ? options->adapter : "any");
	return SMSMODEM_OK;
}

int smsmodem_bt_scan_next(struct smsmodem_bt_scan *scan, int64_t wait_ms,
			  struct smsmodem_bt_device *device, struct smsmodem_error *error)
{
	struct pollfd cancel = {scan->cancel_fd, POLLIN, 0};
	bool forever = getenv("PUPPET_SCAN") != NULL;

	if (scan->next < 2 * KNOWN) {
		*device = known[scan->next / 2];
		if (scan->next++ % 2 == 0)
			device->name[0] = '\0';
		return SMSMODEM_BT_DEVICE;
	}
	if (!forever)
		return SMSMODEM_BT_END;
	if (poll(&cancel, 1, (int)wait_ms) > 0)
		return smsmodem_error_set(error, SMSMODEM_E_CANCELLED, "interrupted");
	return SMSMODEM_BT_NOTHING;
}

void smsmodem_bt_scan_close(struct smsmodem_bt_scan *scan)
{
	free(scan);
}

/* --- services --- */

int smsmodem_bt_services(const struct smsmodem_bt_options *options, const char *address,
			 const struct smsmodem_sdp_uuid *uuid, uint8_t **octets, size_t *count,
			 struct smsmodem_error *error)
{
	const char *hex = getenv("PUPPET_RECORDS");
	char text[SMSMODEM_SDP_UUID_SIZE] = "all";
	unsigned octet;

	*octets = NULL;
	*count = 0;
	if (uuid)
		smsmodem_sdp_uuid_format(uuid, text);
	(void)fprintf(stderr, "puppet: services of %s, %s, %ld ms\n", address, text,
		      (long)options->timeout_ms);
	if (!hex)
		return smsmodem_error_set(error, SMSMODEM_E_NODEVICE, "%s is not in range",
					  address);
	*octets = malloc(strlen(hex) / 2 + 1);
	if (!*octets)
		abort();
	for (; sscanf(hex, "%2x", &octet) == 1; hex += 2)
		(*octets)[(*count)++] = (uint8_t)octet;
	return SMSMODEM_OK;
}

/* --- pairing --- */

struct smsmodem_bt_pairing {
	const char *steps;
	int cancel_fd;
};

int smsmodem_bt_pair(const struct smsmodem_bt_options *options, const char *address,
		     enum smsmodem_bt_capability capability, struct smsmodem_bt_pairing **pairing,
		     struct smsmodem_error *error)
{
	(void)error;
	*pairing = calloc(1, sizeof **pairing);
	if (!*pairing)
		abort();
	(*pairing)->cancel_fd = options->cancel_fd;
	(*pairing)->steps = getenv("PUPPET_STEPS");
	(void)fprintf(stderr, "puppet: pair %s, capability %d\n", address, (int)capability);
	return SMSMODEM_OK;
}

int smsmodem_bt_pair_next(struct smsmodem_bt_pairing *pairing, struct smsmodem_bt_step *step,
			  struct smsmodem_error *error)
{
	static const char *const names[] = {
		[SMSMODEM_BT_PAIRED] = "paired",
		[SMSMODEM_BT_CONFIRM] = "confirm",
		[SMSMODEM_BT_AUTHORIZE] = "authorize",
		[SMSMODEM_BT_SHOW_PASSKEY] = "show-passkey",
		[SMSMODEM_BT_SHOW_PIN] = "show-pin",
		[SMSMODEM_BT_ENTER_PASSKEY] = "enter-passkey",
		[SMSMODEM_BT_ENTER_PIN] = "enter-pin",
	};
	char name[32] = "";
	int used = 0;

	*step = (struct smsmodem_bt_step){.kind = SMSMODEM_BT_PAIRED};
	if (!pairing->steps ||
	    sscanf(pairing->steps, " %31[a-z-]:%16[^ ]%n", name, step->text, &used) < 1)
		return smsmodem_error_set(error, SMSMODEM_E_REFUSED, "the other side refused");
	if (used == 0)
		(void)sscanf(pairing->steps, " %31[a-z-]%n", name, &used);
	pairing->steps += used;
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
		if (strcmp(names[i], name) == 0)
			step->kind = (enum smsmodem_bt_step_kind)i;
	return SMSMODEM_OK;
}

int smsmodem_bt_pair_wait(struct smsmodem_bt_pairing *pairing, int fd, struct smsmodem_error *error)
{
	static const char withdrawn[] = " withdrawn";
	struct pollfd fds[2] = {{fd, POLLIN, 0}, {pairing->cancel_fd, POLLIN, 0}};

	if (strncmp(pairing->steps, withdrawn, sizeof withdrawn - 1) == 0) {
		pairing->steps += sizeof withdrawn - 1;
		return 0;
	}
	if (poll(fds, 2, -1) < 0)
		abort();
	if (fds[1].revents)
		return smsmodem_error_set(error, SMSMODEM_E_CANCELLED, "cancelled");
	return 1;
}

int smsmodem_bt_pair_answer(struct smsmodem_bt_pairing *pairing, bool yes, const char *text,
			    struct smsmodem_error *error)
{
	(void)pairing;
	if (text && (!*text || strlen(text) > 16))
		return smsmodem_error_set(error, SMSMODEM_E_USAGE, "a PIN has 1 to 16 characters");
	(void)fprintf(stderr, "puppet: %s %s\n", yes ? "yes" : "no", text ? text : "-");
	return SMSMODEM_OK;
}

void smsmodem_bt_pair_close(struct smsmodem_bt_pairing *pairing)
{
	(void)fputs("puppet: pairing closed\n", stderr);
	free(pairing);
}

int smsmodem_bt_trust(const struct smsmodem_bt_options *options, const char *address, bool trusted,
		      struct smsmodem_error *error)
{
	(void)options;
	(void)address;
	(void)trusted;
	(void)error;
	return SMSMODEM_OK;
}

int smsmodem_bt_remove(const struct smsmodem_bt_options *options, const char *address,
		       struct smsmodem_error *error)
{
	return smsmodem_bt_trust(options, address, false, error);
}

/* --- a connection --- */

int transport_open_bt(const char *rest, const struct transport_options *options,
		      struct transport **transport, struct smsmodem_error *error)
{
	const char *device = getenv("PUPPET_DEVICE");

	if (!device)
		return smsmodem_error_set(error, SMSMODEM_E_NODEVICE, "bt:%s is not in range",
					  rest);
	return transport_open_tty(device, options, transport, error);
}
