/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The journal's file: who may read it, what it refuses, and a full disk. */
#include "journal_support.h"
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>

/* --- what is there before --- */

static void make_state(const struct place *place)
{
	char parent[160];

	(void)snprintf(parent, sizeof parent, "%s/state", place->root);
	assert_int_equal(mkdir(parent, 0700), 0);
	assert_int_equal(mkdir(place->state, 0700), 0);
}

static void write_file(const char *path, const void *octets, size_t count, mode_t mode)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, octets, count), count);
	assert_int_equal(fchmod(fd, mode), 0);
	assert_int_equal(close(fd), 0);
}

/* One that a journal has been closed in. */
static void make_journal(const struct place *place)
{
	struct journal *journal = open_for(place, "A");
	struct journal_id id = id_of(journal, 1);
	struct smsmodem_error error;

	assert_done(journal_take(journal, &id, 1, START_S, &error), &error);
	commit(journal, false);
	journal_close(journal);
}

static void patch_file(const char *path, off_t offset, const void *octets, size_t count)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC);

	assert_true(fd >= 0);
	assert_int_equal(pwrite(fd, octets, count, offset), count);
	assert_int_equal(close(fd), 0);
}

static void nothing(const struct place *place)
{
	(void)place;
}

static void link_there(const struct place *place)
{
	char other[160];

	make_state(place);
	(void)snprintf(other, sizeof other, "%s/other", place->root);
	write_file(other, "", 0, 0600);
	assert_int_equal(symlink(other, place->file), 0);
}

static void dangling_link(const struct place *place)
{
	make_state(place);
	assert_int_equal(symlink("/nonexistent/journal", place->file), 0);
}

static void second_name(const struct place *place)
{
	char other[160];

	make_journal(place);
	(void)snprintf(other, sizeof other, "%s/other", place->root);
	assert_int_equal(link(place->file, other), 0);
}

static void pipe_there(const struct place *place)
{
	make_state(place);
	assert_int_equal(mkfifo(place->file, 0600), 0);
}

static void directory_there(const struct place *place)
{
	make_state(place);
	assert_int_equal(mkdir(place->file, 0700), 0);
}

static void readable_by_all(const struct place *place)
{
	make_journal(place);
	assert_int_equal(chmod(place->file, 0644), 0);
}

static void writable_directory(const struct place *place)
{
	make_state(place);
	assert_int_equal(chmod(place->state, 0777), 0);
}

static void file_for_directory(const struct place *place)
{
	char parent[160];

	(void)snprintf(parent, sizeof parent, "%s/state", place->root);
	write_file(parent, "x", 1, 0600);
}

static void not_a_database(const struct place *place)
{
	static const char text[] = "This is a letter to whom it may concern, and no database.\n";
	char long_text[8192];

	make_state(place);
	for (size_t i = 0; i < sizeof long_text; i++)
		long_text[i] = text[i % (sizeof text - 1)];
	write_file(place->file, long_text, sizeof long_text, 0600);
}

/* The version is the number at 60 of the header (sqlite3's file format, 1.3). */
static void newer(const struct place *place)
{
	make_journal(place);
	patch_file(place->file, 60, "\0\0\0\2", 4);
}

static void foreign(const struct place *place)
{
	make_journal(place);
	patch_file(place->file, 60, "\0\0\0\0", 4);
}

static void cut(const struct place *place)
{
	make_journal(place);
	assert_int_equal(truncate(place->file, 4096 + 17), 0);
}

static void overwritten(const struct place *place)
{
	char octets[4096];

	make_journal(place);
	memset(octets, 0xA5, sizeof octets);
	for (off_t page = 1; page < 4; page++)
		patch_file(place->file, page * 4096, octets, sizeof octets);
}

struct file_row {
	const char *name;
	void (*before)(const struct place *place);
	int code;
	const char *text; /* of the error */
};

static const struct file_row file_rows[] = {
	{"nothing is there", nothing, SMSMODEM_OK, NULL},
	{"an empty directory", make_state, SMSMODEM_OK, NULL},
	{"a journal", make_journal, SMSMODEM_OK, NULL},
	{"others can read it", readable_by_all, SMSMODEM_OK, NULL},
	{"a link", link_there, SMSMODEM_E_PERMISSION, "no file but a link"},
	{"a link to nothing", dangling_link, SMSMODEM_E_PERMISSION, "no file but a link"},
	{"another name", second_name, SMSMODEM_E_PERMISSION, "another name"},
	{"a pipe", pipe_there, SMSMODEM_E_PERMISSION, "no file"},
	{"a directory", directory_there, SMSMODEM_E_PERMISSION, "no file"},
	{"a directory for all", writable_directory, SMSMODEM_E_PERMISSION, "chmod go-w"},
	{"no directory", file_for_directory, SMSMODEM_E_CONFIG, "XDG_STATE_HOME"},
	{"no database", not_a_database, SMSMODEM_E_CONFIG, "move it away"},
	{"a newer one", newer, SMSMODEM_E_CONFIG, "newer smsmodem"},
	{"another program's", foreign, SMSMODEM_E_CONFIG, "another program"},
	{"cut short", cut, SMSMODEM_E_CONFIG, "move it away"},
	{"overwritten", overwritten, SMSMODEM_E_CONFIG, "move it away"},
};

static void check_private(const struct place *place)
{
	struct stat status;

	assert_int_equal(stat(place->state, &status), 0);
	assert_int_equal(status.st_mode & 07777, 0700);
	assert_int_equal(stat(place->file, &status), 0);
	assert_int_equal(status.st_mode & 07777, 0600);
}

static void test_files(void **state)
{
	(void)state;
	mode_t before = umask(0);

	for (size_t i = 0; i < COUNT(file_rows); i++) {
		struct smsmodem_error error = {0};
		struct journal *journal = NULL;
		struct place place;

		place_make(&place);
		file_rows[i].before(&place);
		int result = journal_open(place.state, &journal, &error);
		if (result != file_rows[i].code)
			fail_msg("%s: %d, %s", file_rows[i].name, result, error.text);
		if (file_rows[i].text && !strstr(error.text, file_rows[i].text))
			fail_msg("%s: %s", file_rows[i].name, error.text);
		if (result == SMSMODEM_OK)
			check_private(&place);
		journal_close(journal);
		place_remove(&place);
	}
	(void)umask(before);
}

static void test_no_directory(void **state)
{
	(void)state;
	struct smsmodem_error error;
	struct journal *journal = NULL;
	char name[5000];

	assert_int_equal(journal_open(NULL, &journal, &error), SMSMODEM_E_CONFIG);
	assert_int_equal(journal_open("/proc/none", &journal, &error), SMSMODEM_E_CONFIG);
	memset(name, 'x', sizeof name);
	name[0] = '/';
	name[sizeof name - 1] = '\0';
	assert_int_equal(journal_open(name, &journal, &error), SMSMODEM_E_CONFIG);
	assert_int_equal(journal_open(name, &journal, NULL), SMSMODEM_E_CONFIG);
	assert_null(journal);
	journal_close(NULL);
}

/* --- damage that is met later --- */

static void test_damaged_later(void **state)
{
	(void)state;
	struct smsmodem_error error;
	struct journal_id id;
	struct place place;
	char octets[4096];
	int result = SMSMODEM_OK;

	place_make(&place);
	make_journal(&place);
	struct journal *journal = open_for(&place, "A");
	memset(octets, 0xA5, sizeof octets);
	for (off_t page = 3; page < 16; page++)
		patch_file(place.file, page * 4096, octets, sizeof octets);
	for (unsigned i = 0; result == SMSMODEM_OK && i < 10; i++) {
		id = id_of(journal, i);
		result = journal_take(journal, &id, 1, START_S, &error);
	}
	assert_int_equal(result, SMSMODEM_E_CONFIG);
	assert_non_null(strstr(error.text, place.file));
	journal_close(journal);
	place_remove(&place);
}

/* --- a full disk --- */

/* In a child: files may grow to so many octets. The exit says how it went. */
static int fill(const struct place *place, bool held)
{
	struct rlimit limit = {.rlim_cur = 500000, .rlim_max = 500000};
	struct smsmodem_error error = {0};
	struct journal *journal = open_for(place, "A");
	char octets[SMSMODEM_PDU_MAX] = "x";
	int result = SMSMODEM_OK;
	unsigned done = 0;

	if (signal(SIGXFSZ, SIG_IGN) == SIG_ERR || setrlimit(RLIMIT_FSIZE, &limit) < 0)
		return 99;
	for (; result == SMSMODEM_OK && done < 10000; done++) {
		struct journal_id id = id_of(journal, done);

		result = held ? journal_see(journal, &id, START_S, octets, sizeof octets, &error)
			      : journal_take(journal, &id, 1, START_S, &error);
		if (result == SMSMODEM_OK)
			result = journal_commit(journal, held, &error);
	}
	if (result != SMSMODEM_E_OUTPUT || !strstr(error.text, place->file) || done < 10)
		return 98;
	/* what was committed is there */
	for (unsigned i = 0; i + 1 < done; i++)
		if (entry_of(journal, i).state != (held ? JOURNAL_NEW : JOURNAL_TAKEN) ||
		    entry_of(journal, i).held != held)
			return 97;
	if (entry_of(journal, done - 1).seen_s != 0)
		return 96;
	journal_close(journal);
	return 0;
}

static void test_full_disk(void **state)
{
	(void)state;
	for (int held = 0; held < 2; held++) {
		struct place place;

		place_make(&place);
		assert_int_equal(in_child(fill, &place, held), 0);
		struct journal *journal = open_for(&place, "A");
		assert_int_equal(entry_of(journal, 5).held, held);
		struct journal_id id = id_of(journal, 77777);
		struct smsmodem_error error;
		assert_done(journal_take(journal, &id, 1, START_S, &error), &error);
		commit(journal, true);
		journal_close(journal);
		place_remove(&place);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_files),
		cmocka_unit_test(test_no_directory),
		cmocka_unit_test(test_damaged_later),
		cmocka_unit_test(test_full_disk),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
