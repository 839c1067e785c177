/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Device addresses, waits, switches, and the sentences of a connection that fails. */
#include "bt.h"
#include "pdu_support.h"
#include <errno.h>
#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

/* --- addresses --- */

static void test_addresses(void **state)
{
	static const char *const rows[][2] = {
		{"00:11:22:33:44:55", "00:11:22:33:44:55"},
		{"00:1b:AF:0c:dE:0f", "00:1B:AF:0C:DE:0F"},
		{"FF-FF-FF-FF-FF-FF", "FF:FF:FF:FF:FF:FF"},
		{"9a:bc-de:f0-12:34", "9A:BC:DE:F0:12:34"},
	};
	const bdaddr_t first = {{0x55, 0x44, 0x33, 0x22, 0x11, 0x00}};
	bdaddr_t address;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		char text[SMSMODEM_BT_ADDRESS_SIZE];

		print_message("row '%s'\n", rows[i][0]);
		assert_true(bt_address_parse(rows[i][0], &address));
		bt_address_format(&address, text);
		assert_string_equal(text, rows[i][1]);
		assert_int_equal(smsmodem_bt_address(rows[i][0], text, NULL), SMSMODEM_OK);
		assert_string_equal(text, rows[i][1]);
	}
	assert_true(bt_address_parse(rows[0][0], &address));
	assert_memory_equal(&address, &first, sizeof first);
}

static void test_no_addresses(void **state)
{
	static const char *const rows[] = {
		"",
		"0",
		"00",
		"00:",
		"00:11:22:33:44",
		"00:11:22:33:44:",
		"00:11:22:33:44:5",
		"00:11:22:33:44:555",
		"00:11:22:33:44:55 ",
		" 00:11:22:33:44:55",
		"00 11 22 33 44 55",
		"00:11:22:33:44:5g",
		"0::11:22:33:44:5",
		"001122334455",
		"00:11:22:33:44:55:66",
		"+0:11:22:33:44:55",
		"0x:11:22:33:44:55",
		"00.11.22.33.44.55",
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		const bdaddr_t before = {{1, 2, 3, 4, 5, 6}};
		bdaddr_t address = before;
		char *exact = exact_copy(rows[i], strlen(rows[i]) + 1);

		print_message("row '%s'\n", rows[i]);
		assert_false(bt_address_parse(exact, &address));
		assert_memory_equal(&address, &before, sizeof before);
		char text[SMSMODEM_BT_ADDRESS_SIZE] = "x";
		struct smsmodem_error error;
		assert_int_equal(smsmodem_bt_address(exact, text, &error), SMSMODEM_E_USAGE);
		assert_string_equal(text, "");
		assert_non_null(strstr(error.text, "is no Bluetooth address"));
		free(exact);
	}
}

static void test_random_addresses(void **state)
{
	struct random random = random_start();

	(void)state;
	for (int i = 0; i < 10000; i++) {
		char text[SMSMODEM_BT_ADDRESS_SIZE];
		bdaddr_t address, read;

		for (size_t k = 0; k < sizeof address.b; k++)
			address.b[k] = (uint8_t)random_below(&random, 256);
		bt_address_format(&address, text);
		assert_true(bt_address_parse(text, &read));
		assert_memory_equal(&address, &read, sizeof read);
	}
}

/* --- waits --- */

static void test_waits(void **state)
{
	int64_t now_ms = clock_now_ms();
	struct bt_wait given = bt_wait_for(5000, 100, 7), usual = bt_wait_for(0, 60000, -1);
	struct bt_wait endless = bt_wait_for(INT64_MAX, 1, -1);

	(void)state;
	assert_in_range(given.deadline_ms - now_ms, 5000, 6000);
	assert_int_equal(given.cancel_fd, 7);
	assert_in_range(usual.deadline_ms - now_ms, 60000, 61000);
	assert_true(bt_wait_for(-1, 60000, -1).deadline_ms >= usual.deadline_ms);
	assert_true(endless.deadline_ms < 0);
	assert_false(bt_wait_over(&endless));
	assert_false(bt_wait_over(&given));
	assert_true(bt_wait_over(&(struct bt_wait){now_ms, -1}));
	/* a part is never longer than the whole, and keeps what cancels */
	assert_int_equal(bt_wait_part(&given, 10000).deadline_ms, given.deadline_ms);
	assert_true(bt_wait_part(&usual, 1000).deadline_ms < usual.deadline_ms);
	assert_int_equal(bt_wait_part(&given, 1).cancel_fd, 7);
	assert_true(bt_wait_part(&endless, 1000).deadline_ms > 0);
	assert_true(bt_wait_part(&endless, INT64_MAX).deadline_ms < 0);
}

/* --- connecting, over sockets that every machine has --- */

static struct sockaddr_un abstract_name(const char *what)
{
	struct sockaddr_un name = {.sun_family = AF_UNIX};

	snprintf(name.sun_path + 1, sizeof name.sun_path - 1, "smsmodem-test-%d-%s", getpid(),
		 what);
	return name;
}

/* A listener of this kind that has no more room says EAGAIN. */
static void test_connect(void **state)
{
	const struct sockaddr_un local = abstract_name("local"), remote = abstract_name("remote");
	const struct sockaddr_un filler = abstract_name("filler");
	struct bt_connection connection = {
		.type = SOCK_STREAM,
		.local = (const struct sockaddr *)&local,
		.remote = (const struct sockaddr *)&remote,
		.size = sizeof local,
	};
	struct bt_wait wait = bt_wait_for(60000, 0, -1), soon = bt_wait_for(250, 0, -1);
	int stop[2];

	(void)state;
	assert_int_equal(bt_connect(&connection, &wait), -ECONNREFUSED);
	int listener = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	assert_int_equal(bind(listener, connection.remote, connection.size), 0);
	assert_int_equal(listen(listener, 0), 0);
	int fd = bt_connect(&connection, &wait);
	assert_true(fd >= 0);
	assert_true(fcntl(fd, F_GETFL) & O_NONBLOCK);
	assert_true(fcntl(fd, F_GETFD) & FD_CLOEXEC);
	/* a name that is taken is not waited for */
	assert_int_equal(bt_connect(&connection, &wait), -EADDRINUSE);
	connection.local = (const struct sockaddr *)&filler;
	assert_int_equal(bt_connect(&connection, &soon), -EAGAIN);
	assert_true(bt_wait_over(&soon));
	int64_t begin_ms = clock_now_ms();
	assert_int_equal(bt_connect(&connection, &wait), -EAGAIN);
	assert_in_range(clock_now_ms() - begin_ms, 1990, 30000);
	assert_int_equal(pipe2(stop, O_CLOEXEC), 0);
	assert_int_equal(write(stop[1], "x", 1), 1);
	wait.cancel_fd = stop[0];
	assert_int_equal(bt_connect(&connection, &wait), -ECANCELED);
	close(fd);
	close(listener);
	close(stop[0]);
	close(stop[1]);
}

/* --- errors --- */

struct error_row {
	int sys_errno;
	int code;
	const char *says;
};

static const struct error_row error_rows[] = {
	{EHOSTDOWN, SMSMODEM_E_NODEVICE, "does not answer: is it in range"},
	{ETIMEDOUT, SMSMODEM_E_NODEVICE, "has not answered in time"},
	{ECONNREFUSED, SMSMODEM_E_NODEVICE, "want to be paired first: pair it with"},
	{EACCES, SMSMODEM_E_PERMISSION, "`smsmodem bt pair 00:1B:AF:0C:DE:0F`"},
	{EKEYREJECTED, SMSMODEM_E_PERMISSION, "`smsmodem bt pair 00:1B:AF:0C:DE:0F`"},
	{EBADE, SMSMODEM_E_PERMISSION,
	 "has no key of this computer: pair it with `smsmodem bt pair "},
	{EBUSY, SMSMODEM_E_BUSY, "by another program"},
	{EHOSTUNREACH, SMSMODEM_E_NODEVICE, "controller was switched off"},
	{ECONNRESET, SMSMODEM_E_LINK, "try again"},
	{ECANCELED, SMSMODEM_E_CANCELLED, "cancelled"},
	{EMFILE, SMSMODEM_E_MEMORY, "too many open files"},
	{EPROTONOSUPPORT, SMSMODEM_E_NODEVICE, "`sudo modprobe rfcomm`"},
	{ENOSYS, SMSMODEM_E_NODEVICE, "cannot be connected to"},
};

static void test_errors(void **state)
{
	const struct bt_adapter from = {.name = "hci0"};
	const struct bt_adapter chosen = {.name = "hci1", .is_chosen = true};
	bdaddr_t address;

	(void)state;
	assert_true(bt_address_parse("00:1B:AF:0C:DE:0F", &address));
	for (size_t i = 0; i < COUNT(error_rows); i++) {
		const struct error_row *row = &error_rows[i];
		struct smsmodem_error error;

		print_message("row %s\n", strerror(row->sys_errno));
		assert_int_equal(bt_connect_error(&from, &address, row->sys_errno, &error),
				 row->code);
		assert_int_equal(error.code, row->code);
		assert_int_equal(error.sys_errno, row->sys_errno);
		assert_non_null(strstr(error.text, row->says));
		assert_int_equal(strncmp(error.text, "00:1B:AF:0C:DE:0F ", 18), 0);
		assert_int_equal(bt_connect_error(&from, &address, row->sys_errno, NULL),
				 row->code);
	}
	struct smsmodem_error error;
	assert_int_equal(bt_unpaired_error(&from, &address, &error), SMSMODEM_E_PERMISSION);
	assert_non_null(strstr(error.text, "`smsmodem bt pair 00:1B:AF:0C:DE:0F`"));
	/* Else the phone would be paired with another controller than the one that is used. */
	bt_unpaired_error(&chosen, &address, &error);
	assert_non_null(strstr(error.text, "`smsmodem bt pair 00:1B:AF:0C:DE:0F --adapter hci1`"));
	bt_connect_error(&chosen, &address, EACCES, &error);
	assert_non_null(strstr(error.text, "`smsmodem bt pair 00:1B:AF:0C:DE:0F --adapter hci1`"));
	bt_connect_error(NULL, &address, EACCES, &error);
	assert_non_null(strstr(error.text, "`smsmodem bt pair 00:1B:AF:0C:DE:0F`"));
}

static void test_security(void **state)
{
	struct smsmodem_error error;

	(void)state;
	assert_int_equal(bt_security_parse(NULL, &error), 0);
	assert_int_equal(bt_security_parse("low", &error), BT_SECURITY_LOW);
	assert_int_equal(bt_security_parse("medium", &error), BT_SECURITY_MEDIUM);
	assert_int_equal(bt_security_parse("high", &error), BT_SECURITY_HIGH);
	assert_int_equal(bt_security_parse("higher", &error), SMSMODEM_E_USAGE);
}

/* --- switches --- */

struct switch_row {
	const char *entry, *type, *name, *soft, *hard; /* NULL: no such file */
};

static void attribute_write(const char *directory, const char *entry, const char *name,
			    const char *value)
{
	char path[256];

	if (!value)
		return;
	snprintf(path, sizeof path, "%s/%s/%s", directory, entry, name);
	FILE *file = fopen(path, "w");
	assert_non_null(file);
	fprintf(file, "%s\n", value);
	assert_int_equal(fclose(file), 0);
}

static void switch_make(const char *directory, const struct switch_row *row)
{
	char path[256];

	snprintf(path, sizeof path, "%s/%s", directory, row->entry);
	assert_int_equal(mkdir(path, 0700), 0);
	attribute_write(directory, row->entry, "type", row->type);
	attribute_write(directory, row->entry, "name", row->name);
	attribute_write(directory, row->entry, "soft", row->soft);
	attribute_write(directory, row->entry, "hard", row->hard);
}

static void switch_remove(const char *directory, const char *entry)
{
	static const char *const names[] = {"type", "name", "soft", "hard", ""};
	char path[256];

	for (size_t i = 0; i < COUNT(names); i++) {
		snprintf(path, sizeof path, "%s/%s/%s", directory, entry, names[i]);
		(void)remove(path);
	}
}

static void test_switches(void **state)
{
	static const struct switch_row rows[] = {
		{"rfkill0", "wlan", "phy0", "1", "1"},
		{"rfkill1", "bluetooth", "hci0", "0", "0"},
		{"rfkill2", "bluetooth", "hci1", "1", "0"},
		{"rfkill3", "bluetooth", "hci2", "1", "1"},
		{"rfkill4", "bluetooth", "hci3", NULL, NULL},
		{"rfkill5", NULL, NULL, NULL, NULL},
	};
	char directory[] = "/tmp/smsmodem-rfkill-XXXXXX";

	(void)state;
	assert_non_null(mkdtemp(directory));
	assert_int_equal(bt_rfkill(directory, NULL), BT_BLOCKED_NOT);
	for (size_t i = 0; i < COUNT(rows); i++) {
		switch_make(directory, &rows[i]);
		assert_int_equal(bt_rfkill(directory, NULL), i < 2    ? BT_BLOCKED_NOT
							     : i == 2 ? BT_BLOCKED_SOFT
								      : BT_BLOCKED_HARD);
	}
	assert_int_equal(bt_rfkill(directory, "hci0"), BT_BLOCKED_NOT);
	assert_int_equal(bt_rfkill(directory, "hci1"), BT_BLOCKED_SOFT);
	assert_int_equal(bt_rfkill(directory, "hci2"), BT_BLOCKED_HARD);
	assert_int_equal(bt_rfkill(directory, "hci3"), BT_BLOCKED_NOT);
	assert_int_equal(bt_rfkill(directory, "hci"), BT_BLOCKED_NOT);
	for (size_t i = 0; i < COUNT(rows); i++)
		switch_remove(directory, rows[i].entry);
	assert_int_equal(rmdir(directory), 0);
	assert_int_equal(bt_rfkill(directory, NULL), BT_BLOCKED_NOT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_addresses),        cmocka_unit_test(test_no_addresses),
		cmocka_unit_test(test_random_addresses), cmocka_unit_test(test_waits),
		cmocka_unit_test(test_connect),          cmocka_unit_test(test_errors),
		cmocka_unit_test(test_security),         cmocka_unit_test(test_switches),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
