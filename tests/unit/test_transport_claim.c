/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tty: one process at a time, and the sentence for everything that cannot be opened. */
#include "pty_transport.h"
#include <errno.h>
#include <grp.h>
#include <string.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <sys/stat.h>

/* --- one at a time --- */

static void lock_name(const struct pty_pair *pty, char *name, size_t size)
{
	snprintf(name, size, "/var/lock/LCK..pts_%s", strrchr(pty->path, '/') + 1);
}

static bool is_marked_exclusive(const char *path)
{
	int marked = 1;
	int fd = open(path, O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);

	if (fd < 0)
		return errno == EBUSY;
	assert_int_equal(ioctl(fd, TIOCGEXCL, &marked), 0);
	close(fd);
	return marked;
}

static void test_claims_and_gives_back(void **state)
{
	const struct pty_pair *pty = *state;
	char name[64];

	if (access("/var/lock", W_OK) != 0)
		skip();
	lock_name(pty, name, sizeof name);
	for (int i = 0; i < 3; i++) {
		struct transport *transport = open_good(pty->path);

		assert_int_equal(access(name, F_OK), 0);
		assert_true(is_marked_exclusive(pty->path));
		transport->ops->close(transport);
		assert_int_equal(access(name, F_OK), -1);
		assert_false(is_marked_exclusive(pty->path));
	}
}

static void test_link_to_a_port(void **state)
{
	const struct pty_pair *pty = *state;
	char directory[] = "/tmp/test_transport_claim.XXXXXX";
	char alias[64], name[64];

	assert_non_null(mkdtemp(directory));
	snprintf(alias, sizeof alias, "%s/by-id", directory);
	assert_int_equal(symlink(pty->path, alias), 0);
	lock_name(pty, name, sizeof name);
	struct transport *transport = open_good(alias);
	if (access("/var/lock", W_OK) == 0)
		assert_int_equal(access(name, F_OK), 0);
	transport->ops->close(transport);
	assert_int_equal(unlink(alias), 0);
	assert_int_equal(rmdir(directory), 0);
}

static void test_twice_in_one_process(void **state)
{
	const struct pty_pair *pty = *state;
	struct transport *transport = open_good(pty->path);
	struct smsmodem_error error;

	open_bad(pty->path, SMSMODEM_E_BUSY, &error);
	assert_true(is_marked_exclusive(pty->path)); /* the first one's mark has survived */
	transport->ops->close(transport);
	transport = open_good(pty->path);
	transport->ops->close(transport);
}

static int hold_transport(const char *path)
{
	struct transport *transport;

	return transport_open(path, &plain, &transport, NULL);
}

static int hold_flock(const char *path)
{
	int fd = open(path, O_RDWR | O_NOCTTY | O_CLOEXEC);

	return fd < 0 ? -1 : flock(fd, LOCK_EX | LOCK_NB);
}

static int hold_exclusive(const char *path)
{
	int fd = open(path, O_RDWR | O_NOCTTY | O_CLOEXEC);

	return fd < 0 ? -1 : ioctl(fd, TIOCEXCL);
}

struct holder_row {
	const char *name;
	int (*hold)(const char *path);
};

static const struct holder_row holder_rows[] = {
	{"one of ours", hold_transport},
	{"who uses flock", hold_flock},
	{"who uses TIOCEXCL", hold_exclusive},
};

static void test_busy(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(holder_rows); i++) {
		struct pty_pair pty;
		struct smsmodem_error error;
		struct child child;
		char pid[32], name[64];

		print_message("row %s\n", holder_rows[i].name);
		assert_true(pty_open(&pty));
		assert_true(child_start(&child, holder_rows[i].hold, pty.path));
		open_bad(pty.path, SMSMODEM_E_BUSY, &error);
		snprintf(pid, sizeof pid, "pid %d", (int)child.pid);
		assert_non_null(strstr(error.text, pid));
		assert_non_null(strstr(error.text, pty.path));
		child_end(&child);
		lock_name(&pty, name, sizeof name);
		if (holder_rows[i].hold == hold_transport)
			(void)unlink(name); /* it died without a close */
		else
			assert_int_equal(access(name, F_OK), -1);
		close(pty.master);
	}
}

/* The mark of a process that died stays on a pty while its master is open. */
static void test_dead_holder(void **state)
{
	const struct pty_pair *pty = *state;
	struct child child;

	assert_true(child_start(&child, hold_exclusive, pty->path));
	child_end(&child);
	if (geteuid() != 0)
		skip(); /* only a privileged process gets past a dead one's mark */
	struct transport *transport = open_good(pty->path);
	transport->ops->close(transport);
	assert_false(is_marked_exclusive(pty->path));
}

/* --- what is no port --- */

struct bad_row {
	const char *uri;
	int code;
	const char *part;
};

static const struct bad_row bad_rows[] = {
	{"/dev/null", SMSMODEM_E_NODEVICE, "/dev/null is not a serial port"},
	{"/dev", SMSMODEM_E_NODEVICE, "is not a serial port"},
	{"tty:/proc/self/exe", SMSMODEM_E_NODEVICE, "is not a serial port"},
	{"/dev/ttyNONE77", SMSMODEM_E_NODEVICE, "there is no /dev/ttyNONE77"},
	{"/dev/null/x", SMSMODEM_E_NODEVICE, "there is no /dev/null/x"},
	{"tty:", SMSMODEM_E_USAGE, "/dev/ttyUSB0"},
	{"tty:?baud=9600", SMSMODEM_E_USAGE, "/dev/ttyUSB0"},
	{"/dev/null?baud", SMSMODEM_E_USAGE, "NAME=VALUE"},
	{"/dev/null?baud=x", SMSMODEM_E_USAGE, "9600"},
	{"/dev/null?rate=1", SMSMODEM_E_USAGE, "parity"},
};

static void test_no_port(void **state)
{
	char uri[5000] = "/dev/";
	struct smsmodem_error error;

	(void)state;
	for (size_t i = 0; i < COUNT(bad_rows); i++) {
		print_message("row '%s'\n", bad_rows[i].uri);
		open_bad(bad_rows[i].uri, bad_rows[i].code, &error);
		assert_non_null(strstr(error.text, bad_rows[i].part));
	}
	memset(uri + 5, 'x', sizeof uri - 6);
	open_bad(uri, SMSMODEM_E_USAGE, &error);
	uri[300] = '\0'; /* one name longer than a directory can hold */
	open_bad(uri, SMSMODEM_E_NODEVICE, &error);
}

/* In a child, which drops what lets root pass. @return true: refused as it should be */
static bool refused_to_others(const char *path, const char *part)
{
	int status = -1;
	pid_t pid = fork();

	if (pid == 0) {
		struct transport *transport;
		struct smsmodem_error error = {0};

		if (geteuid() == 0 && (setgroups(0, NULL) != 0 || setresgid(65534, 65534, 65534) ||
				       setresuid(65534, 65534, 65534) != 0))
			_exit(2);
		int code = transport_open(path, &plain, &transport, &error);
		_exit(code == SMSMODEM_E_PERMISSION && error.sys_errno == EACCES &&
				      strstr(error.text, part)
			      ? 0
			      : 1);
	}
	return pid > 0 && waitpid(pid, &status, 0) == pid && status == 0;
}

static void test_no_permission(void **state)
{
	const struct pty_pair *pty = *state;
	const struct group *group = getgrnam("dialout");

	assert_int_equal(chmod(pty->path, 0), 0);
	assert_true(refused_to_others(pty->path, "only its owner may"));
	if (geteuid() != 0 || !group)
		skip();
	assert_int_equal(chown(pty->path, 0, group->gr_gid), 0);
	assert_int_equal(chmod(pty->path, 0660), 0);
	assert_true(refused_to_others(pty->path, "usermod -aG dialout $USER"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		PTY_TEST(test_claims_and_gives_back), PTY_TEST(test_link_to_a_port),
		PTY_TEST(test_twice_in_one_process),  cmocka_unit_test(test_busy),
		PTY_TEST(test_dead_holder),           cmocka_unit_test(test_no_port),
		PTY_TEST(test_no_permission),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
