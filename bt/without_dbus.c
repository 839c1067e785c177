/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What wants bluetoothd where D-Bus was not built in: one sentence. */
#include "bt.h"
#include "record.h"

static int without(struct smsmodem_error *error)
{
	return smsmodem_error_set(error, SMSMODEM_E_CONFIG,
				  "built without D-Bus, which talks to bluetoothd");
}

static int without_devices(struct smsmodem_error *error)
{
	return smsmodem_error_set(error, SMSMODEM_E_CONFIG,
				  "built without D-Bus, which talks to bluetoothd: use "
				  "`bluetoothctl` for its devices and to pair, and give a phone by "
				  "its address, as in bt:00:11:22:33:44:55");
}

/* What is wrong with what was given, and with the controller, comes before that. */
static int without_for(const struct smsmodem_bt_options *options, const char *address,
		       struct smsmodem_error *error)
{
	struct bt_adapter adapter;
	bdaddr_t peer;
	int code = address ? bt_address_read(address, &peer, error) : SMSMODEM_OK;

	if (code == SMSMODEM_OK)
		code = bt_adapter_find(options->adapter, &adapter, error);
	return code < 0 ? code : without_devices(error);
}

int smsmodem_bt_devices(const struct smsmodem_bt_options *options,
			struct smsmodem_bt_device **devices, size_t *count,
			struct smsmodem_error *error)
{
	*devices = NULL;
	*count = 0;
	return without_for(options, NULL, error);
}

int smsmodem_bt_trust(const struct smsmodem_bt_options *options, const char *address, bool trusted,
		      struct smsmodem_error *error)
{
	(void)trusted;
	return without_for(options, address, error);
}

int smsmodem_bt_remove(const struct smsmodem_bt_options *options, const char *address,
		       struct smsmodem_error *error)
{
	return without_for(options, address, error);
}

int smsmodem_bt_pair(const struct smsmodem_bt_options *options, const char *address,
		     enum smsmodem_bt_capability capability, struct smsmodem_bt_pairing **pairing,
		     struct smsmodem_error *error)
{
	(void)capability;
	*pairing = NULL;
	return without_for(options, address, error);
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

int bt_bluez_available(const struct bt_wait *wait, struct smsmodem_error *error)
{
	(void)wait;
	return without(error);
}

int bt_bluez_find(const char *name, const char *adapter, const struct bt_wait *wait,
		  bdaddr_t *address, struct smsmodem_error *error)
{
	(void)name;
	(void)adapter;
	(void)wait;
	(void)address;
	return without_devices(error);
}

int bt_bluez_is_paired(const bdaddr_t *address, const char *adapter, const struct bt_wait *wait)
{
	(void)address;
	(void)adapter;
	(void)wait;
	return SMSMODEM_E_CONFIG;
}

int bt_scan_bluez(const struct bt_adapter *adapter, const struct bt_wait *wait,
		  struct smsmodem_bt_scan **scan, struct smsmodem_error *error)
{
	(void)adapter;
	(void)wait;
	*scan = NULL;
	return without(error);
}

int bt_profile_register(const char *name, const char *xml, int epoll_fd, const struct bt_wait *wait,
			struct bt_profile **profile, struct smsmodem_error *error)
{
	(void)name;
	(void)xml;
	(void)epoll_fd;
	(void)wait;
	*profile = NULL;
	return without(error);
}

int bt_profile_work(struct bt_profile *profile)
{
	(void)profile;
	return SMSMODEM_E_LINK;
}

void bt_profile_close(struct bt_profile *profile)
{
	(void)profile;
}
