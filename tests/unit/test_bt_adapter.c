/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which controller is taken, of those that the kernel might have. */
#include "bt.h"
#include "pdu_support.h"

/* --- what the kernel and bluetoothd say, in place of adapter_list.c and bluez.c --- */

static const bdaddr_t peer = {{0x55, 0x44, 0x33, 0x22, 0x11, 0x00}};

static struct {
	const char *up;     /* a letter for each controller: 'u' on, 'd' off, 'p' on, the peer */
	const char *paired; /* which of them has the keys */
	int answers;        /* 1: bluetoothd does; or its failure */
	int asked;
} machine;

int bt_adapter_list(struct bt_adapter list[BT_ADAPTERS_MAX], struct smsmodem_error *error)
{
	int count = (int)strlen(machine.up);

	(void)error;
	for (int i = 0; i < count; i++) {
		list[i] = (struct bt_adapter){.id = (uint16_t)i,
					      .address = {{(uint8_t)i, 0, 0, 1, 0xAA, 0}},
					      .up = machine.up[i] != 'd'};
		(void)snprintf(list[i].name, sizeof list[i].name, "hci%d", i % BT_ADAPTERS_MAX);
		if (machine.up[i] == 'p')
			list[i].address = peer;
	}
	return count;
}

int bt_bluez_is_paired(const bdaddr_t *address, const char *adapter, const struct bt_wait *wait)
{
	machine.asked++;
	assert_memory_equal(address, &peer, sizeof peer);
	assert_int_equal(wait->cancel_fd, 7);
	if (machine.answers < 0)
		return machine.answers;
	return machine.paired && strcmp(machine.paired, adapter) == 0;
}

/* --- the choice --- */

struct row {
	const char *name;
	const char *up, *paired;
	int answers;
	const char *wanted;
	bool for_peer;
	const char *found; /* NULL: none */
	int code, asked;
	const char *says;
};

static const struct row rows[] = {
	{"the only one", "u", NULL, 1, NULL, true, "hci0", SMSMODEM_OK, 0, ""},
	{"the first that is on", "duu", NULL, 1, NULL, false, "hci1", SMSMODEM_OK, 0, ""},
	{"the one with the keys", "uuu", "hci2", 1, NULL, true, "hci2", SMSMODEM_OK, 3, ""},
	{"the first of equals", "uu", NULL, 1, NULL, true, "hci0", SMSMODEM_OK, 2, ""},
	{"the keys do not switch it on", "du", "hci0", 1, NULL, true, "hci1", SMSMODEM_OK, 1, ""},
	{"not the device itself", "pu", NULL, 1, NULL, true, "hci1", SMSMODEM_OK, 1, ""},
	{"the device itself, and no other", "p", NULL, 1, NULL, true, NULL, SMSMODEM_E_NODEVICE, 0,
	 "00:11:22:33:44:55 is this computer's own hci0"},
	{"the device itself, and the other is off", "dp", NULL, 1, NULL, true, NULL,
	 SMSMODEM_E_NODEVICE, 0, "00:11:22:33:44:55 is this computer's own hci1"},
	{"the device itself, as it is named", "pu", NULL, 1, "hci0", true, NULL,
	 SMSMODEM_E_NODEVICE, 0, "00:11:22:33:44:55 is this computer's own hci0"},
	{"as it is named", "uu", "hci0", 1, "HCI1", true, "hci1", SMSMODEM_OK, 0, ""},
	{"as its address is", "uu", "hci0", 1, "00:aa:01:00:00:01", true, "hci1", SMSMODEM_OK, 0,
	 ""},
	{"bluetoothd that says nothing is not asked again", "uuuu", "hci2", SMSMODEM_E_CONFIG, NULL,
	 true, "hci0", SMSMODEM_OK, 1, ""},
	{"cancelled", "uuuu", NULL, SMSMODEM_E_CANCELLED, NULL, true, NULL, SMSMODEM_E_CANCELLED, 1,
	 "cancelled"},
	{"none of that name", "ud", NULL, 1, "hci7", true, NULL, SMSMODEM_E_NODEVICE, 0,
	 "hci7; there is hci0, hci1 (off)"},
	{"none on", "dd", NULL, 1, NULL, true, NULL, SMSMODEM_E_NODEVICE, 0, "hci0"},
	{"off, with bluetoothd or without", "ud", NULL, 1, "hci1", true, NULL, SMSMODEM_E_NODEVICE,
	 0,
	 "`bluetoothctl power on`, which wants bluetoothd (`systemctl start bluetooth`), or as "
	 "root with `btmgmt --index 1 power on`"},
	{"none", "", NULL, 1, NULL, true, NULL, SMSMODEM_E_NODEVICE, 0, "Bluetooth"},
};

static void test_choice(void **state)
{
	const struct bt_wait wait = {-1, 7};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		const struct row *row = &rows[i];
		struct smsmodem_error error = {.code = 0};
		struct bt_adapter found;

		print_message("row '%s'\n", row->name);
		machine.up = row->up;
		machine.paired = row->paired;
		machine.answers = row->answers;
		machine.asked = 0;
		int code = row->for_peer
				   ? bt_adapter_find_for(row->wanted, &peer, &wait, &found, &error)
				   : bt_adapter_find(row->wanted, &found, &error);
		assert_int_equal(code, row->code);
		assert_int_equal(machine.asked, row->asked);
		if (row->found) {
			assert_string_equal(found.name, row->found);
			assert_int_equal(found.is_chosen, row->wanted != NULL);
		} else
			assert_non_null(strstr(error.text, row->says));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_choice)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
