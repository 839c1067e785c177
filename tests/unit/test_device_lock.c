/* SPDX-License-Identifier: GPL-3.0-or-later */
/* UUCP lock files (Filesystem Hierarchy Standard 3.0, 5.9). */
#include "pty_pair.h"
#include "transports.h"
#include <dirent.h>
#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof(array)[0])
#define DEVICE       "/dev/ttyUSB0"

struct place {
	char directory[64];
	char lock[96];
};

static int setup(void **state)
{
	static struct place place;

	snprintf(place.directory, sizeof place.directory, "/tmp/test_device_lock.XXXXXX");
	*state = &place;
	if (!mkdtemp(place.directory))
		return -1;
	snprintf(place.lock, sizeof place.lock, "%s/LCK..ttyUSB0", place.directory);
	return 0;
}

/* A test that leaves a file behind, be it a draft, fails here. */
static int teardown(void **state)
{
	const struct place *place = *state;

	return rmdir(place->directory);
}

static void file_write(const char *path, const char *text)
{
	FILE *file = fopen(path, "w");

	assert_non_null(file);
	assert_true(fputs(text, file) >= 0);
	assert_int_equal(fclose(file), 0);
}

static void file_read(const char *path, char *text, size_t size)
{
	FILE *file = fopen(path, "r");

	assert_non_null(file);
	text[fread(text, 1, size - 1, file)] = '\0';
	assert_int_equal(fclose(file), 0);
}

static void assert_ours(const char *path)
{
	char text[32], want[32];
	struct stat status;

	file_read(path, text, sizeof text);
	snprintf(want, sizeof want, "%10d\n", (int)getpid());
	assert_string_equal(text, want);
	assert_int_equal(strlen(text), 11);
	assert_int_equal(lstat(path, &status), 0);
	assert_int_equal(status.st_mode, S_IFREG | 0644);
}

struct name_row {
	const char *device, *file;
};

static const struct name_row name_rows[] = {
	{"/dev/ttyUSB0", "LCK..ttyUSB0"},
	{"/dev/pts/3", "LCK..pts_3"},
	{"/dev/a/b/c", "LCK..a_b_c"},
	{"/tmp/x", "LCK.._tmp_x"},
};

static void test_names(void **state)
{
	const struct place *place = *state;

	for (size_t i = 0; i < COUNT(name_rows); i++) {
		struct device_lock lock;
		struct smsmodem_owner owner;
		char path[160];

		print_message("row '%s'\n", name_rows[i].device);
		assert_int_equal(
			device_lock_take(&lock, place->directory, name_rows[i].device, &owner),
			SMSMODEM_OK);
		snprintf(path, sizeof path, "%s/%s", place->directory, name_rows[i].file);
		assert_string_equal(lock.path, path);
		assert_ours(path);
		device_lock_release(&lock);
		assert_int_equal(access(path, F_OK), -1);
	}
}

static pid_t dead_pid(void)
{
	pid_t pid = fork();

	if (pid == 0)
		_exit(0);
	assert_true(pid > 0);
	assert_int_equal(waitpid(pid, NULL, 0), pid);
	return pid;
}

static void test_stale(void **state)
{
	const struct place *place = *state;
	char dead[16], own[16];
	const char *const texts[] = {dead,
				     own,
				     "",
				     "\n",
				     "garbage\n",
				     "         0\n",
				     "        -5\n",
				     "99999999999\n",
				     "1x\n",
				     "\xff\xfe\x01"};

	snprintf(dead, sizeof dead, "%10d\n", (int)dead_pid());
	snprintf(own, sizeof own, "%10d\n", (int)getpid());
	for (size_t i = 0; i < COUNT(texts); i++) {
		struct device_lock lock;
		struct smsmodem_owner owner;

		print_message("row '%s'\n", texts[i]);
		file_write(place->lock, texts[i]);
		assert_int_equal(device_lock_take(&lock, place->directory, DEVICE, &owner),
				 SMSMODEM_OK);
		assert_string_equal(lock.path, place->lock);
		assert_ours(place->lock);
		device_lock_release(&lock);
	}
}

/* It has ended, and its parent has not asked how. */
static void test_zombie(void **state)
{
	const struct place *place = *state;
	struct device_lock lock;
	struct smsmodem_owner owner;
	siginfo_t ended;
	char text[16];
	pid_t pid = fork();

	if (pid == 0)
		_exit(0);
	assert_int_equal(waitid(P_PID, (id_t)pid, &ended, WEXITED | WNOWAIT), 0);
	snprintf(text, sizeof text, "%10d\n", (int)pid);
	file_write(place->lock, text);
	assert_int_equal(device_lock_take(&lock, place->directory, DEVICE, &owner), SMSMODEM_OK);
	assert_ours(place->lock);
	device_lock_release(&lock);
	assert_int_equal(waitpid(pid, NULL, 0), pid);
}

static int hold_nothing(const char *path)
{
	(void)path;
	return 0;
}

static void test_alive(void **state)
{
	static const struct {
		int width;
		const char *end;
	} forms[] = {{10, "\n"}, {1, "\n"}, {1, ""}, {10, ""}, {5, "\nsmsd root\n"}};
	const struct place *place = *state;
	struct child child;
	char text[32];

	assert_true(child_start(&child, hold_nothing, NULL));
	for (size_t i = 0; i < COUNT(forms); i++) {
		struct device_lock lock;
		struct smsmodem_owner owner = {0};

		print_message("row %zu\n", i);
		snprintf(text, sizeof text, "%*d%s", forms[i].width, (int)child.pid, forms[i].end);
		file_write(place->lock, text);
		assert_int_equal(device_lock_take(&lock, place->directory, DEVICE, &owner),
				 SMSMODEM_E_BUSY);
		assert_int_equal(owner.pid, child.pid);
		assert_string_not_equal(owner.name, "");
		assert_string_equal(lock.path, "");
		device_lock_release(&lock);
		assert_int_equal(unlink(place->lock), 0); /* release left the other's alone */
	}
	child_end(&child);
}

static int hold_lock(const char *directory)
{
	struct device_lock lock;
	struct smsmodem_owner owner;

	return device_lock_take(&lock, directory, DEVICE, &owner);
}

/* One process takes it, dies with it, and the next one gets it. */
static void test_two_processes(void **state)
{
	const struct place *place = *state;
	struct device_lock lock;
	struct smsmodem_owner owner = {0};
	struct child child;

	assert_true(child_start(&child, hold_lock, place->directory));
	assert_int_equal(device_lock_take(&lock, place->directory, DEVICE, &owner),
			 SMSMODEM_E_BUSY);
	assert_int_equal(owner.pid, child.pid);
	child_end(&child);
	assert_int_equal(access(place->lock, F_OK), 0);
	assert_int_equal(device_lock_take(&lock, place->directory, DEVICE, &owner), SMSMODEM_OK);
	assert_ours(place->lock);
	device_lock_release(&lock);
}

static void test_release_of_what_was_taken_over(void **state)
{
	const struct place *place = *state;
	struct device_lock lock;
	struct smsmodem_owner owner;

	assert_int_equal(device_lock_take(&lock, place->directory, DEVICE, &owner), SMSMODEM_OK);
	file_write(place->lock, "         1\n");
	device_lock_release(&lock);
	assert_int_equal(access(place->lock, F_OK), 0);
	assert_int_equal(unlink(place->lock), 0);
}

/* In a directory that everybody may write, a lock file may be anything. */
static void test_planted(void **state)
{
	const struct place *place = *state;
	struct device_lock lock;
	struct smsmodem_owner owner;
	char victim[96], text[16];

	snprintf(victim, sizeof victim, "%s/victim", place->directory);
	file_write(victim, "precious");
	assert_int_equal(symlink(victim, place->lock), 0);
	assert_int_equal(device_lock_take(&lock, place->directory, DEVICE, &owner), SMSMODEM_OK);
	assert_ours(place->lock);
	device_lock_release(&lock);
	file_read(victim, text, sizeof text);
	assert_string_equal(text, "precious");
	assert_int_equal(unlink(victim), 0);

	assert_int_equal(mkfifo(place->lock, 0666), 0);
	assert_int_equal(device_lock_take(&lock, place->directory, DEVICE, &owner), SMSMODEM_OK);
	assert_ours(place->lock);
	device_lock_release(&lock);

	assert_int_equal(mkdir(place->lock, 0700), 0);
	assert_int_equal(device_lock_take(&lock, place->directory, DEVICE, &owner), SMSMODEM_OK);
	assert_string_equal(lock.path, "");
	device_lock_release(&lock);
	assert_int_equal(rmdir(place->lock), 0);
}

static void test_no_directory(void **state)
{
	const struct place *place = *state;
	char missing[96], deep[200] = "/dev/";
	struct device_lock lock;
	struct smsmodem_owner owner;

	snprintf(missing, sizeof missing, "%s/none", place->directory);
	assert_int_equal(device_lock_take(&lock, missing, DEVICE, &owner), SMSMODEM_OK);
	assert_string_equal(lock.path, "");
	device_lock_release(&lock);

	memset(deep + 5, 'a', sizeof deep - 6);
	deep[sizeof deep - 1] = '\0';
	assert_int_equal(device_lock_take(&lock, place->directory, deep, &owner), SMSMODEM_OK);
	assert_string_equal(lock.path, "");
}

/* Every length of a device name: a whole path with a file behind it, or none at all. */
static void test_all_lengths(void **state)
{
	const struct place *place = *state;

	for (size_t length = 1; length < 160; length++) {
		struct device_lock lock;
		struct smsmodem_owner owner;
		char device[200] = "/dev/";

		memset(device + 5, 'a', length);
		device[5 + length] = '\0';
		assert_int_equal(device_lock_take(&lock, place->directory, device, &owner),
				 SMSMODEM_OK);
		size_t whole = strlen(place->directory) + strlen("/LCK..") + length;
		assert_int_equal(strlen(lock.path), whole < sizeof lock.path ? whole : 0);
		device_lock_release(&lock);
	}
}

int main(void)
{
#define LOCK_TEST(test) cmocka_unit_test_setup_teardown(test, setup, teardown)
	const struct CMUnitTest tests[] = {
		LOCK_TEST(test_names),         LOCK_TEST(test_stale),
		LOCK_TEST(test_zombie),        LOCK_TEST(test_alive),
		LOCK_TEST(test_two_processes), LOCK_TEST(test_release_of_what_was_taken_over),
		LOCK_TEST(test_planted),       LOCK_TEST(test_no_directory),
		LOCK_TEST(test_all_lengths),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
