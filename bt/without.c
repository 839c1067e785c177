/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All of Bluetooth where it was not built in: one sentence. */
#include "transport.h"
#include <smsmodem/bluetooth.h>

static int without(struct smsmodem_error *error)
{
	return smsmodem_error_set(error, SMSMODEM_E_NODEVICE,
				  "built without Bluetooth; a phone that is bound to /dev/rfcomm0 "
				  "works as a serial port");
}

int transport_open_bt(const char *rest, const struct transport_options *options,
		      struct transport **transport, struct smsmodem_error *error)
{
	(void)rest;
	(void)options;
	*transport = NULL;
	return without(error);
}

int transport_open_bt_listen(const char *rest, const struct transport_options *options,
			     struct transport **transport, struct smsmodem_error *error)
{
	return transport_open_bt(rest, options, transport, error);
}

int bt_tty_wait(int fd, int id, const struct transport_options *options,
		struct smsmodem_error *error)
{
	(void)fd;
	(void)id;
	(void)options;
	(void)error;
	return SMSMODEM_OK;
}

int smsmodem_bt_devices(const struct smsmodem_bt_options *options,
			struct smsmodem_bt_device **devices, size_t *count,
			struct smsmodem_error *error)
{
	(void)options;
	*devices = NULL;
	*count = 0;
	return without(error);
}

int smsmodem_bt_scan_open(const struct smsmodem_bt_options *options, struct smsmodem_bt_scan **scan,
			  struct smsmodem_error *error)
{
	(void)options;
	*scan = NULL;
	return without(error);
}

int smsmodem_bt_scan_next(struct smsmodem_bt_scan *scan, int64_t wait_ms,
			  struct smsmodem_bt_device *device, struct smsmodem_error *error)
{
	(void)scan;
	(void)wait_ms;
	(void)device;
	return without(error);
}

void smsmodem_bt_scan_close(struct smsmodem_bt_scan *scan)
{
	(void)scan;
}

int smsmodem_bt_services(const struct smsmodem_bt_options *options, const char *address,
			 const struct smsmodem_sdp_uuid *uuid, uint8_t **octets, size_t *count,
			 struct smsmodem_error *error)
{
	(void)options;
	(void)address;
	(void)uuid;
	*octets = NULL;
	*count = 0;
	return without(error);
}

int smsmodem_bt_pair(const struct smsmodem_bt_options *options, const char *address,
		     enum smsmodem_bt_capability capability, struct smsmodem_bt_pairing **pairing,
		     struct smsmodem_error *error)
{
	(void)options;
	(void)address;
	(void)capability;
	*pairing = NULL;
	return without(error);
}

int smsmodem_bt_pair_next(struct smsmodem_bt_pairing *pairing, struct smsmodem_bt_step *step,
			  struct smsmodem_error *error)
{
	(void)pairing;
	(void)step;
	return without(error);
}

int smsmodem_bt_pair_wait(struct smsmodem_bt_pairing *pairing, int fd, struct smsmodem_error *error)
{
	(void)pairing;
	(void)fd;
	return without(error);
}

int smsmodem_bt_pair_answer(struct smsmodem_bt_pairing *pairing, bool yes, const char *text,
			    struct smsmodem_error *error)
{
	(void)pairing;
	(void)yes;
	(void)text;
	return without(error);
}

void smsmodem_bt_pair_close(struct smsmodem_bt_pairing *pairing)
{
	(void)pairing;
}

int smsmodem_bt_trust(const struct smsmodem_bt_options *options, const char *address, bool trusted,
		      struct smsmodem_error *error)
{
	(void)options;
	(void)address;
	(void)trusted;
	return without(error);
}

int smsmodem_bt_remove(const struct smsmodem_bt_options *options, const char *address,
		       struct smsmodem_error *error)
{
	(void)options;
	(void)address;
	return without(error);
}

int smsmodem_bt_listen(const struct smsmodem_bt_listen_options *options,
		       struct smsmodem_bt_listener **listener, struct smsmodem_error *error)
{
	(void)options;
	*listener = NULL;
	return without(error);
}

int smsmodem_bt_listener_fd(const struct smsmodem_bt_listener *listener)
{
	(void)listener;
	return -1;
}

const char *smsmodem_bt_listener_device(const struct smsmodem_bt_listener *listener)
{
	(void)listener;
	return "";
}

const char *smsmodem_bt_listener_record(const struct smsmodem_bt_listener *listener)
{
	(void)listener;
	return "";
}

void smsmodem_bt_listener_hold(struct smsmodem_bt_listener *listener, bool hold)
{
	(void)listener;
	(void)hold;
}

int smsmodem_bt_accept(struct smsmodem_bt_listener *listener, int *fd,
		       char peer[SMSMODEM_BT_ADDRESS_SIZE], struct smsmodem_error *error)
{
	(void)listener;
	(void)peer;
	*fd = -1;
	return without(error);
}

void smsmodem_bt_listener_close(struct smsmodem_bt_listener *listener)
{
	(void)listener;
}
