/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An inquiry with a puppet for a controller: commands (Core 4 E 7.1) in order, and what ends it. */
#include "bt.h"
#include "pdu_support.h"
#include <fcntl.h>
#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>

#define ALICE   "665544332211"
#define BOB     "010203040506"
#define STARTED "04 0F 04 00 01 0104"
#define OVER    "04 01 01 00"

struct puppet {
	int controller; /**< the test's end */
	int cancel[2];
	struct smsmodem_bt_scan *scan;
	struct smsmodem_error error;
};

static struct puppet begin(int64_t timeout_ms)
{
	static const struct bt_adapter adapter = {.id = 1, .name = "hci1", .up = true};
	struct puppet puppet = {0};
	int ends[2];

	assert_int_equal(socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_NONBLOCK, 0, ends), 0);
	assert_int_equal(pipe2(puppet.cancel, O_CLOEXEC), 0);
	puppet.controller = ends[1];
	struct bt_wait wait = bt_wait_for(timeout_ms, timeout_ms, puppet.cancel[0]);
	assert_int_equal(bt_scan_hci_on(ends[0], &adapter, &wait, &puppet.scan, &puppet.error), 0);
	return puppet;
}

static void end(struct puppet *puppet)
{
	smsmodem_bt_scan_close(puppet->scan);
	close(puppet->controller);
	close(puppet->cancel[0]);
	close(puppet->cancel[1]);
}

static void says(const struct puppet *puppet, const char *hex)
{
	uint8_t octets[300];
	size_t count = octets_of(hex, octets, sizeof octets);

	assert_int_equal(send(puppet->controller, octets, count, 0), count);
}

/** Its answer with an Extended Inquiry Response. */
static void says_extended(const struct puppet *puppet, const char *address, const char *eir)
{
	uint8_t octets[258] = {0};
	char head[64];

	(void)snprintf(head, sizeof head, "04 2F FF 01 %s 01 00 0C025A 3412 C4", address);
	assert_int_equal(octets_of(head, octets, sizeof octets), 18);
	(void)octets_of(eir, octets + 18, 240);
	assert_int_equal(send(puppet->controller, octets, sizeof octets, 0), sizeof octets);
}

static void hears(const struct puppet *puppet, const char *hex)
{
	uint8_t octets[300];
	ssize_t count = recv(puppet->controller, octets, sizeof octets, 0);

	assert_true(count > 0);
	assert_octets(octets, (size_t)count, hex);
}

static void hears_nothing(const struct puppet *puppet)
{
	uint8_t octet;

	assert_true(recv(puppet->controller, &octet, 1, 0) <= 0);
}

static int next(struct puppet *puppet, struct smsmodem_bt_device *device)
{
	return smsmodem_bt_scan_next(puppet->scan, 0, device, &puppet->error);
}

/** Inquiry_Length is rounded up: 7.1.1. */
static void lengths(void **state)
{
	static const struct {
		int64_t timeout_ms;
		const char *command;
	} rows[] = {
		{10240, "01 0104 05 338B9E 08 00"},     {5000, "01 0104 05 338B9E 04 00"},
		{1, "01 0104 05 338B9E 01 00"},         {3600000, "01 0104 05 338B9E 30 00"},
		{INT64_MAX, "01 0104 05 338B9E 30 00"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct puppet puppet = begin(rows[i].timeout_ms);

		hears(&puppet, rows[i].command);
		end(&puppet);
	}
}

/** All is said by the answer: nobody is asked for a name. */
static void by_extended_response(void **state)
{
	struct smsmodem_bt_device device;
	struct puppet puppet = begin(1000);

	(void)state;
	hears(&puppet, "01 0104 05 338B9E 01 00");
	says(&puppet, STARTED);
	assert_int_equal(next(&puppet, &device), SMSMODEM_BT_NOTHING);
	says_extended(&puppet, ALICE, "07 09 50686F6E6541 05 03 0311 3211");
	assert_int_equal(next(&puppet, &device), SMSMODEM_BT_DEVICE);
	assert_string_equal(device.address, "11:22:33:44:55:66");
	assert_string_equal(device.name, "PhoneA");
	assert_string_equal(device.alias, "PhoneA");
	assert_string_equal(device.adapter, "hci1");
	assert_int_equal(device.rssi_dbm, -60);
	assert_false(device.pairing_known);
	assert_true(device.services_known);
	assert_int_equal(device.services, SMSMODEM_BT_DUN | SMSMODEM_BT_MAP);
	says(&puppet, "04 22 0F 01" ALICE "01 00 0C025A 3412 B0");
	assert_int_equal(next(&puppet, &device), SMSMODEM_BT_NOTHING);
	says(&puppet, OVER);
	assert_int_equal(next(&puppet, &device), SMSMODEM_BT_END);
	assert_int_equal(next(&puppet, &device), SMSMODEM_BT_END);
	hears_nothing(&puppet);
	end(&puppet);
}

/** Names that lack, or are short, are asked for one by one; one that does not answer has none. */
static void by_name_request(void **state)
{
	struct smsmodem_bt_device device;
	struct puppet puppet = begin(1000);

	(void)state;
	hears(&puppet, "01 0104 05 338B9E 01 00");
	says(&puppet, STARTED);
	says(&puppet, "04 02 0F 01" ALICE "02 00 00 0C025A 3412");
	says_extended(&puppet, BOB, "03 08 4272");
	assert_int_equal(next(&puppet, &device), SMSMODEM_BT_DEVICE);
	assert_string_equal(device.name, "");
	assert_int_equal(next(&puppet, &device), SMSMODEM_BT_DEVICE);
	assert_string_equal(device.name, "Br");
	says(&puppet, OVER);
	assert_int_equal(next(&puppet, &device), SMSMODEM_BT_NOTHING);
	hears(&puppet, "01 1904 0A" ALICE "02 00 3492");
	says(&puppet, "04 0F 04 00 01 1904");
	says(&puppet, "04 07 09 00 000000000000 5A5A"); /* somebody else's */
	assert_int_equal(next(&puppet, &device), SMSMODEM_BT_NOTHING);
	hears_nothing(&puppet);
	says(&puppet, "04 07 07 04" ALICE);
	assert_int_equal(next(&puppet, &device), SMSMODEM_BT_NOTHING);
	hears(&puppet, "01 1904 0A" BOB "01 00 3492");
	says(&puppet, "04 07 0B 00" BOB "4272756E");
	assert_int_equal(next(&puppet, &device), SMSMODEM_BT_DEVICE);
	assert_string_equal(device.name, "Brun");
	assert_string_equal(device.address, "06:05:04:03:02:01");
	assert_int_equal(next(&puppet, &device), SMSMODEM_BT_END);
	end(&puppet);
}

/** A whole name stays when a short one comes behind it; a refused request is passed over. */
static void names_in_any_order(void **state)
{
	struct smsmodem_bt_device device;
	struct puppet puppet = begin(1000);

	(void)state;
	says_extended(&puppet, ALICE, "07 09 50686F6E6541");
	assert_int_equal(next(&puppet, &device), SMSMODEM_BT_DEVICE);
	says_extended(&puppet, ALICE, "04 08 50686F");
	says(&puppet, "04 02 0F 01" BOB "02 00 00 0C025A 3412");
	assert_int_equal(next(&puppet, &device), SMSMODEM_BT_DEVICE);
	assert_string_equal(device.address, "06:05:04:03:02:01");
	says(&puppet, OVER);
	says(&puppet, "04 0F 04 0C 01 1904");
	assert_int_equal(next(&puppet, &device), SMSMODEM_BT_END);
	end(&puppet);
}

/** An inquiry that the controller ends early is begun again. */
static void again(void **state)
{
	struct smsmodem_bt_device device;
	struct puppet puppet = begin(100000);

	(void)state;
	hears(&puppet, "01 0104 05 338B9E 30 00");
	says(&puppet, OVER);
	assert_int_equal(next(&puppet, &device), SMSMODEM_BT_NOTHING);
	hears(&puppet, "01 0104 05 338B9E 30 00");
	end(&puppet);
}

/** It stops on time, whatever the controller does: silence, or no end of answers. */
static void time_is_up(void **state)
{
	(void)state;
	for (int talks = 0; talks < 2; talks++) {
		struct smsmodem_bt_device device;
		int64_t began_ms = clock_now_ms();
		struct puppet puppet = begin(50);
		int found;

		hears(&puppet, "01 0104 05 338B9E 01 00");
		do {
			if (talks)
				says(&puppet, "04 05 04 00 2A00 13");
			found = smsmodem_bt_scan_next(puppet.scan, talks ? 0 : -1, &device,
						      &puppet.error);
		} while (found == SMSMODEM_BT_NOTHING);
		assert_int_equal(found, SMSMODEM_BT_END);
		assert_true(clock_now_ms() - began_ms >= 50);
		hears(&puppet, "01 0204 00");
		end(&puppet);
	}
}

static void cancelled(void **state)
{
	struct smsmodem_bt_device device;
	struct puppet puppet = begin(10000);

	(void)state;
	hears(&puppet, "01 0104 05 338B9E 08 00");
	assert_int_equal(write(puppet.cancel[1], "", 1), 1);
	assert_int_equal(smsmodem_bt_scan_next(puppet.scan, -1, &device, &puppet.error),
			 SMSMODEM_E_CANCELLED);
	smsmodem_bt_scan_close(puppet.scan);
	puppet.scan = NULL;
	hears(&puppet, "01 0204 00");
	end(&puppet);
}

/** The question for a name is withdrawn as well. */
static void closed_while_asking(void **state)
{
	struct smsmodem_bt_device device;
	struct puppet puppet = begin(1000);

	(void)state;
	hears(&puppet, "01 0104 05 338B9E 01 00");
	says(&puppet, "04 02 0F 01" ALICE "02 00 00 0C025A 3412");
	says(&puppet, OVER);
	assert_int_equal(next(&puppet, &device), SMSMODEM_BT_DEVICE);
	assert_int_equal(next(&puppet, &device), SMSMODEM_BT_NOTHING);
	hears(&puppet, "01 1904 0A" ALICE "02 00 3492");
	smsmodem_bt_scan_close(puppet.scan);
	puppet.scan = NULL;
	hears(&puppet, "01 1A04 06" ALICE);
	end(&puppet);
}

static void refusals(void **state)
{
	static const struct {
		const char *name, *said;
		int code;
		const char *text;
	} rows[] = {
		{"another inquiry", "04 0F 04 0C 01 0104", SMSMODEM_E_BUSY, "another program"},
		{"hardware failure", "04 0F 04 03 01 0104", SMSMODEM_E_NODEVICE, "0x03"},
		{"ends in failure", "04 01 01 1F", SMSMODEM_E_NODEVICE, "0x1f"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct smsmodem_bt_device device;
		struct puppet puppet = begin(1000);

		print_message("%s\n", rows[i].name);
		says(&puppet, rows[i].said);
		assert_int_equal(next(&puppet, &device), rows[i].code);
		assert_non_null(strstr(puppet.error.text, rows[i].text));
		hears(&puppet, "01 0104 05 338B9E 01 00");
		smsmodem_bt_scan_close(puppet.scan);
		puppet.scan = NULL;
		hears_nothing(&puppet); /* no cancel: it is somebody else's */
		end(&puppet);
	}
}

/** Everybody's commands are heard: those of others, after ours was answered, are not ours. */
static void others_are_refused(void **state)
{
	struct smsmodem_bt_device device;
	struct puppet puppet = begin(1000);

	(void)state;
	says(&puppet, STARTED);
	says(&puppet, "04 0F 04 0C 01 0104");
	says(&puppet, "04 0F 04 0C 01 1904");
	assert_int_equal(next(&puppet, &device), SMSMODEM_BT_NOTHING);
	says_extended(&puppet, ALICE, "07 09 50686F6E6541");
	says(&puppet, "04 01 01 0C");
	assert_int_equal(next(&puppet, &device), SMSMODEM_BT_DEVICE);
	assert_int_equal(next(&puppet, &device), SMSMODEM_BT_NOTHING);
	end(&puppet);
}

static void controller_goes(void **state)
{
	struct smsmodem_bt_device device;
	struct puppet puppet = begin(1000);

	(void)state;
	close(puppet.controller);
	puppet.controller = dup(puppet.cancel[0]);
	assert_int_equal(next(&puppet, &device), SMSMODEM_E_NODEVICE);
	assert_non_null(strstr(puppet.error.text, "hci1"));
	end(&puppet);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lengths),         cmocka_unit_test(by_extended_response),
		cmocka_unit_test(by_name_request), cmocka_unit_test(names_in_any_order),
		cmocka_unit_test(again),           cmocka_unit_test(time_is_up),
		cmocka_unit_test(cancelled),       cmocka_unit_test(closed_while_asking),
		cmocka_unit_test(refusals),        cmocka_unit_test(others_are_refused),
		cmocka_unit_test(controller_goes),
	};

	(void)signal(SIGPIPE, SIG_IGN);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
