/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who has a device open, and the sentence about it. */
#include "pty_pair.h"
#include "transports.h"
#include <netinet/in.h>
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static int hold_open(const char *path)
{
	if (prctl(PR_SET_NAME, "old\x01port\tuser") != 0)
		return -1;
	return open(path, O_RDWR | O_NOCTTY);
}

static void test_found(void **state)
{
	struct pty_pair pty;
	struct child child;
	struct smsmodem_owner owner = {0};
	char link[] = "/tmp/test_device_owner.XXXXXX";

	(void)state;
	assert_true(pty_open(&pty));
	assert_false(device_owner_find(pty.path, &owner));
	assert_true(child_start(&child, hold_open, pty.path));
	assert_true(device_owner_find(pty.path, &owner));
	assert_int_equal(owner.pid, child.pid);
	assert_string_equal(owner.name, "old?port?user");

	assert_non_null(mkdtemp(link));
	char alias[64];
	snprintf(alias, sizeof alias, "%s/modem", link);
	assert_int_equal(symlink(pty.path, alias), 0);
	owner = (struct smsmodem_owner){0};
	assert_true(device_owner_find(alias, &owner));
	assert_int_equal(owner.pid, child.pid);
	assert_int_equal(unlink(alias), 0);
	assert_int_equal(rmdir(link), 0);

	child_end(&child);
	assert_false(device_owner_find(pty.path, &owner));
	close(pty.master);
}

/* @return the number of a connection's other end, or -1 */
static int hold_connection(const char *port)
{
	struct sockaddr_in to = {.sin_family = AF_INET,
				 .sin_addr.s_addr = htonl(INADDR_LOOPBACK),
				 .sin_port = htons((uint16_t)strtol(port, NULL, 10))};
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	/* A sibling, or its parent, could not look otherwise where Yama restricts tracing. */
	(void)prctl(PR_SET_PTRACER, PR_SET_PTRACER_ANY);
	return connect(fd, (const struct sockaddr *)&to, sizeof to) == 0 ? fd : -1;
}

static void test_socket_found(void **state)
{
	struct sockaddr_in here = {.sin_family = AF_INET,
				   .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	socklen_t size = sizeof here;
	int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	struct smsmodem_owner owner = {0};
	struct child child;
	char port[8];

	(void)state;
	/* Containers may keep it from everybody. */
	if (syscall(SYS_pidfd_getfd, syscall(SYS_pidfd_open, getpid(), 0), listener, 0) < 0)
		skip();
	assert_int_equal(bind(listener, (const struct sockaddr *)&here, size), 0);
	assert_int_equal(listen(listener, 1), 0);
	assert_int_equal(getsockname(listener, (struct sockaddr *)&here, &size), 0);
	assert_false(socket_owner_find((const struct sockaddr *)&here, size, &owner));
	(void)snprintf(port, sizeof port, "%u", (unsigned)ntohs(here.sin_port));
	assert_true(child_start(&child, hold_connection, port));
	assert_true(socket_owner_find((const struct sockaddr *)&here, size, &owner));
	assert_int_equal(owner.pid, child.pid);
	here.sin_port++;
	assert_false(socket_owner_find((const struct sockaddr *)&here, size, &owner));
	child_end(&child);
	close(listener);
}

/* A device has as many names as there are nodes with its number. */
static void test_another_node(void **state)
{
	char directory[] = "/tmp/test_device_owner.XXXXXX";
	struct smsmodem_owner owner = {0};
	struct stat status;
	struct child child;
	char node[64];

	(void)state;
	assert_non_null(mkdtemp(directory));
	snprintf(node, sizeof node, "%s/node", directory);
	bool made = stat("/dev/full", &status) == 0 && mknod(node, S_IFCHR, status.st_rdev) == 0;
	if (made) {
		assert_true(child_start(&child, hold_open, "/dev/full"));
		bool found = device_owner_find(node, &owner);
		child_end(&child);
		assert_int_equal(unlink(node), 0);
		assert_true(found);
		assert_int_equal(owner.pid, child.pid);
	}
	assert_int_equal(rmdir(directory), 0);
	if (!made)
		skip(); /* making a node is for root */
}

static void test_not_ourselves(void **state)
{
	struct pty_pair pty;
	struct smsmodem_owner owner;

	(void)state;
	assert_true(pty_open(&pty));
	int slave = open(pty.path, O_RDWR | O_NOCTTY | O_CLOEXEC);
	assert_true(slave >= 0);
	assert_false(device_owner_find(pty.path, &owner));
	close(slave);
	close(pty.master);
}

/* As a terminal program has it: without the other end, which a fork inherits. */
static int hold_port(const char *path)
{
	for (int fd = 3; fd < 64; fd++)
		if (isatty(fd))
			close(fd);
	return hold_open(path);
}

static int hold_nothing(const char *path)
{
	return (int)strlen(path);
}

/* Ours and another's at once, and between them whose it is: the one with the other end. */
static void test_clients_only(void **state)
{
	static const struct {
		int (*hold)(const char *path);
		bool owner, client;
	} rows[] = {
		{hold_port, true, true}, {hold_open, true, false}, {hold_nothing, false, false}};
	struct smsmodem_owner owner;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct pty_pair pty;
		struct child child;

		assert_true(pty_open(&pty));
		assert_true(child_start(&child, rows[i].hold, pty.path));
		int ours = open(pty.path, O_RDWR | O_NOCTTY | O_CLOEXEC);
		assert_true(ours >= 0);
		assert_int_equal(device_owner_find(pty.path, &owner), rows[i].owner);
		assert_int_equal(smsmodem_port_owner(pty.path, &owner), rows[i].client);
		if (rows[i].client)
			assert_int_equal(owner.pid, child.pid);
		child_end(&child);
		assert_false(smsmodem_port_owner(pty.path, &owner));
		close(ours);
		close(pty.master);
	}
}

static void test_no_device(void **state)
{
	static const char *const paths[] = {"/", "/proc/self/exe", "/none/such", ""};
	struct smsmodem_owner owner;

	(void)state;
	for (size_t i = 0; i < COUNT(paths); i++)
		assert_false(device_owner_find(paths[i], &owner) ||
			     smsmodem_port_owner(paths[i], &owner));
}

static void test_describe_nobody(void **state)
{
	struct smsmodem_owner owner;

	(void)state;
	device_owner_describe(0x7FFFFFFF, &owner);
	assert_int_equal(owner.pid, 0x7FFFFFFF);
	assert_string_equal(owner.name, "");
	assert_string_equal(owner.unit, "");
}

struct unit_row {
	const char *cgroup, *unit;
};

/* cgroups(7), /proc/PID/cgroup */
static const struct unit_row unit_rows[] = {
	{"0::/system.slice/ModemManager.service\n", "ModemManager.service"},
	{"0::/system.slice/system-serial\\x2dgetty.slice/serial-getty@ttyS0.service\n",
	 "serial-getty@ttyS0.service"},
	{"0::/system.slice/docker.service/payload\n", "docker.service"},
	{"0::/user.slice/user-1000.slice/user@1000.service/app.slice/gammu.service\n",
	 "gammu.service"},
	{"0::/user.slice/user-1000.slice/user@1000.service/app.slice/term.scope\n", ""},
	{"0::/user.slice/user-1000.slice/session-3.scope\n", ""},
	{"12:pids:/x\n1:name=systemd:/system.slice/smsd.service\n0::/\n", "smsd.service"},
	{"0::/a.service", "a.service"},
	{"0::/\x01z.service\n", "?z.service"},
	{"0::/.service\n", ""},
	{"0::/\n", ""},
	{"", ""},
	{"nonsense", ""},
};

static void test_units(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(unit_rows); i++) {
		const struct unit_row *row = &unit_rows[i];
		char unit[128];

		print_message("row '%s'\n", row->cgroup);
		device_owner_unit(row->cgroup, unit, sizeof unit);
		assert_string_equal(unit, row->unit);
		/* every capacity holds a beginning of it */
		for (size_t size = 1; size <= strlen(row->unit) + 1; size++) {
			memset(unit, 'x', sizeof unit);
			device_owner_unit(row->cgroup, unit, size);
			assert_int_equal(strlen(unit), size - 1);
			assert_memory_equal(unit, row->unit, size - 1);
		}
	}
}

struct sentence_row {
	const char *name;
	struct smsmodem_owner owner;
	const char *parts[4];
};

static const struct sentence_row sentence_rows[] = {
	{"a program", {812, "minicom", ""}, {"/dev/ttyUSB0 is in use by minicom (pid 812)"}},
	{"a service",
	 {813, "gammu-smsd", "gammu-smsd.service"},
	 {"by gammu-smsd (pid 813, gammu-smsd.service)"}},
	{"nameless", {814, "", ""}, {"by a process (pid 814)"}},
	{"ModemManager",
	 {815, "ModemManager", "ModemManager.service"},
	 {"by ModemManager (pid 815, ModemManager.service)", "systemctl stop ModemManager",
	  "mmcli --inhibit-device=", "ENV{ID_MM_DEVICE_IGNORE}=\"1\""}},
};

static void test_sentences(void **state)
{
	struct smsmodem_error error = {0};

	(void)state;
	for (size_t i = 0; i < COUNT(sentence_rows); i++) {
		const struct sentence_row *row = &sentence_rows[i];

		print_message("row %s\n", row->name);
		assert_int_equal(device_owner_error("/dev/ttyUSB0", &row->owner, &error),
				 SMSMODEM_E_BUSY);
		assert_int_equal(error.code, SMSMODEM_E_BUSY);
		for (size_t k = 0; k < COUNT(row->parts) && row->parts[k]; k++)
			assert_non_null(strstr(error.text, row->parts[k]));
	}
	assert_int_equal(device_owner_error("/dev/ttyUSB0", NULL, &error), SMSMODEM_E_BUSY);
	assert_non_null(strstr(error.text, "/dev/ttyUSB0 is in use by another process"));
	assert_int_equal(device_owner_error("/dev/ttyUSB0", NULL, NULL), SMSMODEM_E_BUSY);
}

/* The remedy must not fall off the end, however long path and unit are. */
static void test_longest_sentence(void **state)
{
	struct smsmodem_owner owner = {.pid = 0x7FFFFFFF, .name = "ModemManager"};
	struct smsmodem_error error = {0};
	char path[600];

	(void)state;
	memset(path, 'p', sizeof path - 1);
	path[sizeof path - 1] = '\0';
	memset(owner.unit, 'u', sizeof owner.unit - 1);
	assert_int_equal(device_owner_error(path, &owner, &error), SMSMODEM_E_BUSY);
	assert_non_null(strstr(error.text, "ENV{ID_MM_DEVICE_IGNORE}=\"1\""));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_found),           cmocka_unit_test(test_socket_found),
		cmocka_unit_test(test_another_node),    cmocka_unit_test(test_not_ourselves),
		cmocka_unit_test(test_clients_only),    cmocka_unit_test(test_no_device),
		cmocka_unit_test(test_describe_nobody), cmocka_unit_test(test_units),
		cmocka_unit_test(test_sentences),       cmocka_unit_test(test_longest_sentence),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
