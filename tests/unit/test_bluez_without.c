/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a build without D-Bus says, with a controller and without one. */
#include "bt.h"
#include "pdu_support.h"

static bool has_controller;

int bt_adapter_find(const char *name, struct bt_adapter *adapter, struct smsmodem_error *error)
{
	(void)name;
	*adapter = (struct bt_adapter){0};
	return has_controller ? SMSMODEM_OK
			      : smsmodem_error_set(error, SMSMODEM_E_NODEVICE, "no controller");
}

int bt_adapter_find_for(const char *name, const bdaddr_t *peer, const struct bt_wait *wait,
			struct bt_adapter *adapter, struct smsmodem_error *error)
{
	(void)peer;
	(void)wait;
	return bt_adapter_find(name, adapter, error);
}

enum asked {
	DEVICES,
	TRUST,
	REMOVE,
	PAIR
};

static int ask(enum asked what, const char *address, struct smsmodem_error *error)
{
	const struct smsmodem_bt_options options = SMSMODEM_BT_OPTIONS_INIT;
	struct smsmodem_bt_pairing *pairing;
	struct smsmodem_bt_device *devices;
	size_t count;

	switch (what) {
	case DEVICES: return smsmodem_bt_devices(&options, &devices, &count, error);
	case TRUST: return smsmodem_bt_trust(&options, address, true, error);
	case REMOVE: return smsmodem_bt_remove(&options, address, error);
	case PAIR: break;
	}
	return smsmodem_bt_pair(&options, address, SMSMODEM_BT_DISPLAY_YES_NO, &pairing, error);
}

static void test_order(void **state)
{
	static const char phone[] = "00:11:22:33:44:55";

	(void)state;
	for (enum asked what = DEVICES; what <= PAIR; what++) {
		struct smsmodem_error error;

		has_controller = false;
		assert_int_equal(ask(what, phone, &error), SMSMODEM_E_NODEVICE);
		assert_string_equal(error.text, "no controller");
		if (what != DEVICES)
			assert_int_equal(ask(what, "phone", &error), SMSMODEM_E_USAGE);
		has_controller = true;
		assert_int_equal(ask(what, phone, &error), SMSMODEM_E_CONFIG);
		assert_non_null(strstr(error.text, "built without D-Bus"));
		assert_non_null(strstr(error.text, "use `bluetoothctl`"));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_order)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
