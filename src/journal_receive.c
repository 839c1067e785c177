/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What has come in: seen, given out, taken. */
#include "journal_private.h"
#include <string.h>

#define OLD_S               (INT64_C(30) * 86400)
#define FEW                 10000
#define MANY                100000

#define OUT_OF_RANGE(state) ((state) < JOURNAL_NEW || (state) > JOURNAL_TAKEN)

static void bind_id(const struct journal *journal, sqlite3_stmt *statement,
		    const struct journal_id *id)
{
	(void)journal->sqlite.bind_int64(statement, 1, journal->phone);
	(void)journal->sqlite.bind_blob(statement, 2, id->octets, (int)sizeof id->octets,
					SQLITE_STATIC);
}

/* Three columns from the given one on. What nobody wrote there is none of ours. */
static void read_entry(const struct journal *journal, sqlite3_stmt *statement, int column,
		       struct journal_entry *entry)
{
	const struct sqlite *sqlite = &journal->sqlite;
	int64_t state = sqlite->column_int64(statement, column);
	int64_t progress = sqlite->column_int64(statement, column + 1);

	entry->state = OUT_OF_RANGE(state) ? JOURNAL_NEW : (enum journal_state)state;
	entry->progress = progress < 0 || progress > INT32_MAX ? 0 : (int)progress;
	entry->seen_s = sqlite->column_int64(statement, column + 2);
}

int journal_find(struct journal *journal, const struct journal_id *id, struct journal_entry *entry,
		 struct smsmodem_error *error)
{
	sqlite3_stmt *statement;
	int result = journal_statement(journal, JOURNAL_FIND, &statement, error);

	*entry = (struct journal_entry){0};
	if (result < 0)
		return result;
	bind_id(journal, statement, id);
	result = journal_row(journal, statement, error);
	if (result <= 0)
		return result;
	read_entry(journal, statement, 0, entry);
	entry->held = journal->sqlite.column_int64(statement, 3) != 0;
	(void)journal->sqlite.reset(statement);
	return 1;
}

/* A change of one PDU's row with one number. */
static int change_one(struct journal *journal, enum journal_statement which,
		      const struct journal_id *id, int64_t number, struct smsmodem_error *error)
{
	sqlite3_stmt *statement;
	int result = journal_change(journal, which, &statement, error);

	if (result < 0)
		return result;
	bind_id(journal, statement, id);
	(void)journal->sqlite.bind_int64(statement, 3, number);
	return journal_run(journal, statement, error);
}

static int change_all(struct journal *journal, enum journal_statement which,
		      const struct journal_id *ids, size_t count, int64_t number,
		      struct smsmodem_error *error)
{
	int result = SMSMODEM_OK;

	for (size_t i = 0; result == SMSMODEM_OK && i < count; i++)
		result = change_one(journal, which, &ids[i], number, error);
	return result;
}

static int hold(struct journal *journal, const struct journal_id *id, const void *octets,
		size_t count, struct smsmodem_error *error)
{
	sqlite3_stmt *statement;

	if (count > SMSMODEM_PDU_MAX)
		return smsmodem_error_set(error, SMSMODEM_E_BUG, "a PDU of %zu octets is too long",
					  count);
	int result = journal_change(journal, JOURNAL_HOLD, &statement, error);
	if (result < 0)
		return result;
	bind_id(journal, statement, id);
	(void)journal->sqlite.bind_blob(statement, 3, octets, (int)count, SQLITE_STATIC);
	return journal_run(journal, statement, error);
}

int journal_see(struct journal *journal, const struct journal_id *id, int64_t now_s,
		const void *octets, size_t count, struct smsmodem_error *error)
{
	int result = change_one(journal, JOURNAL_SEE, id, now_s, error);

	return result == SMSMODEM_OK && octets ? hold(journal, id, octets, count, error) : result;
}

int journal_offer(struct journal *journal, const struct journal_id *ids, size_t count,
		  int64_t now_s, struct smsmodem_error *error)
{
	return change_all(journal, JOURNAL_OFFER, ids, count, now_s, error);
}

int journal_progress(struct journal *journal, const struct journal_id *ids, size_t count,
		     int progress, struct smsmodem_error *error)
{
	return change_all(journal, JOURNAL_PROGRESS, ids, count, progress, error);
}

static int forget(struct journal *journal, const struct journal_id *id,
		  struct smsmodem_error *error)
{
	sqlite3_stmt *statement;
	int result = journal_change(journal, JOURNAL_FORGET, &statement, error);

	if (result < 0)
		return result;
	bind_id(journal, statement, id);
	result = journal_run(journal, statement, error);
	if (result == SMSMODEM_OK && journal->sqlite.changes(journal->db) > 0)
		journal->forgot = true;
	return result;
}

int journal_take(struct journal *journal, const struct journal_id *ids, size_t count, int64_t now_s,
		 struct smsmodem_error *error)
{
	int result = change_all(journal, JOURNAL_TAKE, ids, count, now_s, error);

	for (size_t i = 0; result == SMSMODEM_OK && i < count; i++)
		result = forget(journal, &ids[i], error);
	return result;
}

int journal_renew(struct journal *journal, const struct journal_id *id,
		  struct smsmodem_error *error)
{
	sqlite3_stmt *statement;
	int result = journal_change(journal, JOURNAL_RENEW, &statement, error);

	if (result < 0)
		return result;
	bind_id(journal, statement, id);
	return journal_run(journal, statement, error);
}

/* @return false: it is not as it was written */
static bool read_held(const struct journal *journal, sqlite3_stmt *statement,
		      struct journal_held *held)
{
	const struct sqlite *sqlite = &journal->sqlite;
	const void *id = sqlite->column_blob(statement, 1);
	const void *octets = sqlite->column_blob(statement, 2);
	int length = sqlite->column_bytes(statement, 2);

	if (!id || sqlite->column_bytes(statement, 1) != (int)sizeof held->id || !octets ||
	    length <= 0 || length > (int)sizeof held->octets)
		return false;
	*held = (struct journal_held){.length = (size_t)length, .entry.held = true};
	memcpy(held->id.octets, id, sizeof held->id.octets);
	memcpy(held->octets, octets, held->length);
	read_entry(journal, statement, 3, &held->entry);
	held->entry.held = true;
	return true;
}

int journal_next_held(struct journal *journal, int64_t *position, struct journal_held *held,
		      struct smsmodem_error *error)
{
	const struct sqlite *sqlite = &journal->sqlite;
	sqlite3_stmt *statement;
	bool good = false;
	int result = journal_statement(journal, JOURNAL_NEXT_HELD, &statement, error);

	while (result >= 0 && !good) {
		(void)sqlite->bind_int64(statement, 1, journal->phone);
		(void)sqlite->bind_int64(statement, 2, *position);
		result = journal_row(journal, statement, error);
		if (result <= 0)
			break;
		*position = sqlite->column_int64(statement, 0);
		good = read_held(journal, statement, held);
		(void)sqlite->reset(statement);
	}
	return result;
}

/* When the row was changed before which so many are newer. @return 1; 0: there is none; a failure
 */
static int find_changed(struct journal *journal, int64_t newer, int64_t *changed_s,
			struct smsmodem_error *error)
{
	sqlite3_stmt *statement;
	int result = journal_statement(journal, JOURNAL_PRUNE_CUTOFF, &statement, error);

	if (result < 0)
		return result;
	(void)journal->sqlite.bind_int64(statement, 1, journal->phone);
	(void)journal->sqlite.bind_int64(statement, 2, newer);
	result = journal_row(journal, statement, error);
	if (result > 0) {
		*changed_s = journal->sqlite.column_int64(statement, 0);
		(void)journal->sqlite.reset(statement);
	}
	return result;
}

static int delete_before(struct journal *journal, enum journal_statement which, int64_t cutoff_s,
			 struct smsmodem_error *error)
{
	sqlite3_stmt *statement;
	int result = journal_change(journal, which, &statement, error);

	if (result < 0)
		return result;
	(void)journal->sqlite.bind_int64(statement, 1, journal->phone);
	(void)journal->sqlite.bind_int64(statement, 2, cutoff_s);
	return journal_run(journal, statement, error);
}

/*
 * A clock may jump by years, once it is set: age is counted from the newest row, and those that a
 * phone may still have in its memories are never old.
 */
static int prune_old(struct journal *journal, int64_t now_s, struct smsmodem_error *error)
{
	int64_t newest_s, cutoff_s;
	int result = find_changed(journal, 0, &newest_s, error);

	if (result > 0)
		result = find_changed(journal, FEW - 1, &cutoff_s, error);
	if (result <= 0)
		return result;
	int64_t old_s = (newest_s < now_s ? newest_s : now_s) - OLD_S;
	return delete_before(journal, JOURNAL_PRUNE_OLD, old_s < cutoff_s ? old_s : cutoff_s,
			     error);
}

int journal_prune(struct journal *journal, int64_t now_s, struct smsmodem_error *error)
{
	int64_t cutoff_s;
	int result = prune_old(journal, now_s, error);

	if (result >= 0)
		result = find_changed(journal, MANY, &cutoff_s, error);
	if (result > 0)
		result = delete_before(journal, JOURNAL_PRUNE_MANY, cutoff_s, error);
	if (result >= 0)
		result = journal_commit(journal, false, error);
	journal_tidy(journal);
	return result;
}
