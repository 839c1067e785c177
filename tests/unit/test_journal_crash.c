/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The journal after a crash, and with several processes at once. */
#include "journal_private.h"
#include "journal_support.h"
#include <fcntl.h>
#include <signal.h>

/* --- a crash --- */

static int crash(const struct place *place, bool committed)
{
	struct smsmodem_error error;
	struct journal *journal = open_for(place, "A");
	struct journal_id id = id_of(journal, 1);

	if (journal_offer(journal, &id, 1, START_S, &error) < 0 ||
	    journal_commit(journal, false, &error) < 0 ||
	    journal_take(journal, &id, 1, START_S, &error) < 0)
		return 1;
	return committed ? journal_commit(journal, false, &error) < 0 : 0;
}

static void test_crash(void **state)
{
	(void)state;
	for (int committed = 0; committed < 2; committed++) {
		struct place place;

		place_make(&place);
		assert_int_equal(in_child(crash, &place, committed), 0);
		struct journal *journal = open_for(&place, "A");
		assert_int_equal(entry_of(journal, 1).state,
				 committed ? JOURNAL_TAKEN : JOURNAL_OFFERED);
		journal_close(journal);
		place_remove(&place);
	}
}

/* Tell each number once it is committed, until killed. */
static void count_up(const struct place *place, int fd)
{
	struct smsmodem_error error;
	struct journal *journal = open_for(place, "A");

	for (unsigned i = 0;; i++) {
		struct journal_id id = id_of(journal, i);

		if (journal_take(journal, &id, 1, START_S, &error) < 0 ||
		    journal_commit(journal, false, &error) < 0 ||
		    write(fd, &i, sizeof i) != (ssize_t)sizeof i)
			_exit(1);
	}
}

static void test_kill(void **state)
{
	(void)state;
	struct random random = random_start();

	for (int run = 0; run < 10; run++) {
		struct place place;
		int ends[2], status;
		unsigned last = 0, read_count = 0, wanted = 1 + random_below(&random, 400);

		place_make(&place);
		assert_int_equal(pipe2(ends, O_CLOEXEC), 0);
		pid_t child = fork();
		assert_true(child >= 0);
		if (child == 0)
			count_up(&place, ends[1]);
		assert_int_equal(close(ends[1]), 0);
		while (read_count < wanted && read(ends[0], &last, sizeof last) == sizeof last)
			read_count++;
		assert_int_equal(kill(child, SIGKILL), 0);
		assert_int_equal(waitpid(child, &status, 0), child);
		assert_int_equal(read_count, wanted);
		while (read(ends[0], &last, sizeof last) == sizeof last)
			;
		assert_int_equal(close(ends[0]), 0);
		struct journal *journal = open_for(&place, "A");
		for (unsigned i = 0; i <= last; i++)
			assert_int_equal(entry_of(journal, i).state, JOURNAL_TAKEN);
		journal_close(journal);
		place_remove(&place);
	}
}

/* --- several at once --- */

static void test_busy(void **state)
{
	(void)state;
	struct smsmodem_error error;
	struct place place;
	struct journal_id id;

	place_make(&place);
	struct journal *one = open_for(&place, "A"), *other = open_for(&place, "A");
	id = id_of(one, 1);
	assert_done(journal_offer(one, &id, 1, START_S, &error), &error);
	assert_int_equal(other->sqlite.busy_timeout(other->db, 20), SQLITE_OK);
	assert_int_equal(journal_take(other, &id, 1, START_S, &error), SMSMODEM_E_OUTPUT);
	assert_non_null(strstr(error.text, "another process"));
	assert_non_null(strstr(error.text, place.file));
	/* reading is always possible, of what was committed */
	assert_int_equal(entry_of(other, 1).state, JOURNAL_NEW);
	commit(one, false);
	assert_int_equal(entry_of(other, 1).state, JOURNAL_OFFERED);
	assert_done(journal_take(other, &id, 1, START_S, &error), &error);
	commit(other, false);
	assert_int_equal(entry_of(one, 1).state, JOURNAL_TAKEN);
	journal_close(other);
	/* closing one takes nothing from the other */
	assert_done(journal_offer(one, &id, 1, START_S, &error), &error);
	commit(one, true);
	journal_close(one);
	place_remove(&place);
}

#define CHILDREN 4
#define EACH     60U

/* Who is first makes the file; all write. */
static int write_some(const struct place *place, bool flag)
{
	struct smsmodem_error error;
	struct journal *journal = NULL;
	char phone[32];

	(void)flag;
	(void)snprintf(phone, sizeof phone, "%d", (int)getpid());
	if (journal_open(place->state, &journal, &error) < 0 ||
	    journal_phone(journal, phone, &error) < 0)
		return 1;
	for (unsigned i = 0; i < EACH; i++) {
		struct journal_id id = id_of(journal, i);

		if (journal_offer(journal, &id, 1, START_S, &error) < 0 ||
		    journal_commit(journal, i % 8 == 0, &error) < 0)
			return 2;
	}
	journal_close(journal);
	return 0;
}

static void test_together(void **state)
{
	(void)state;
	for (int run = 0; run < 5; run++) {
		struct place place;
		pid_t children[CHILDREN];

		place_make(&place);
		for (size_t i = 0; i < CHILDREN; i++) {
			children[i] = fork();
			assert_true(children[i] >= 0);
			if (children[i] == 0)
				_exit(write_some(&place, false));
		}
		for (size_t i = 0; i < CHILDREN; i++) {
			int status;

			assert_int_equal(waitpid(children[i], &status, 0), children[i]);
			assert_int_equal(status, 0);
		}
		for (size_t i = 0; i < CHILDREN; i++) {
			char phone[32];

			(void)snprintf(phone, sizeof phone, "%d", (int)children[i]);
			struct journal *journal = open_for(&place, phone);
			for (unsigned k = 0; k < EACH; k++)
				assert_int_equal(entry_of(journal, k).state, JOURNAL_OFFERED);
			journal_close(journal);
		}
		place_remove(&place);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_crash),
		cmocka_unit_test(test_kill),
		cmocka_unit_test(test_busy),
		cmocka_unit_test(test_together),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
