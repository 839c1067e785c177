/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A journal in a directory of its own, opened as often as a test likes. */
#ifndef JOURNAL_SUPPORT_H
#define JOURNAL_SUPPORT_H

#include "journal.h"
#include "pdu_support.h"
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define START_S INT64_C(1800000000)

struct place {
	char root[64], state[96], file[128];
};

static inline void place_make(struct place *place)
{
	(void)snprintf(place->root, sizeof place->root, "/tmp/smsmodem-journal-XXXXXX");
	assert_non_null(mkdtemp(place->root));
	assert_in_range(
		snprintf(place->state, sizeof place->state, "%s/state/smsmodem", place->root), 1,
		sizeof place->state - 1);
	assert_in_range(
		snprintf(place->file, sizeof place->file, "%s/journal.sqlite3", place->state), 1,
		sizeof place->file - 1);
}

/* Whatever is left beside what the journal makes is found by the last line. */
static inline void place_remove(const struct place *place)
{
	static const char *const names[] = {"state/smsmodem/journal.sqlite3",
					    "state/smsmodem/journal.sqlite3-wal",
					    "state/smsmodem/journal.sqlite3-shm",
					    "state/smsmodem/journal.sqlite3-journal",
					    "state/smsmodem",
					    "state",
					    "other",
					    ""};
	char path[160];

	for (size_t i = 0; i < COUNT(names); i++) {
		(void)snprintf(path, sizeof path, "%s/%s", place->root, names[i]);
		(void)remove(path);
	}
	assert_int_equal(access(place->root, F_OK), -1);
}

static inline void assert_done(int result, const struct smsmodem_error *error)
{
	if (result < 0)
		fail_msg("%d: %s", result, error->text);
}

/** Open it for one phone. */
static inline struct journal *open_for(const struct place *place, const char *phone)
{
	struct smsmodem_error error;
	struct journal *journal = NULL;

	assert_done(journal_open(place->state, &journal, &error), &error);
	assert_done(journal_phone(journal, phone, &error), &error);
	return journal;
}

/** Have a child do it. @return its exit status */
static inline int in_child(int (*work)(const struct place *, bool), const struct place *place,
			   bool flag)
{
	int status;
	pid_t child = fork();

	assert_true(child >= 0);
	if (child == 0)
		_exit(work(place, flag));
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	return WEXITSTATUS(status);
}

/** The identity of the n-th PDU. */
static inline struct journal_id id_of(const struct journal *journal, unsigned number)
{
	struct journal_id id;
	char octets[32];
	int length = snprintf(octets, sizeof octets, "pdu %u", number);

	journal_identify(journal, octets, (size_t)length, &id);
	return id;
}

static inline struct journal_entry entry_of(struct journal *journal, unsigned number)
{
	struct journal_id id = id_of(journal, number);
	struct smsmodem_error error;
	struct journal_entry entry;
	int result = journal_find(journal, &id, &entry, &error);

	assert_done(result, &error);
	if (result == 0)
		assert_true(entry.state == JOURNAL_NEW && entry.seen_s == 0 && !entry.held &&
			    entry.progress == 0);
	return entry;
}

static inline void commit(struct journal *journal, bool durable)
{
	struct smsmodem_error error;

	assert_done(journal_commit(journal, durable, &error), &error);
}

#endif
