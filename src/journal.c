/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The journal's file: opened, made, and closed. */
#include "journal_private.h"
#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>

#define BUSY_MS 5000

/* The transaction that makes the tables must not be half another one's. */
static const char settings[] = "PRAGMA cache_size = -256;"
			       "PRAGMA temp_store = MEMORY;"
			       "PRAGMA secure_delete = ON;"
			       "PRAGMA trusted_schema = OFF;";

static int ask_number(struct journal *journal, const char *sql, int64_t *number,
		      struct smsmodem_error *error)
{
	const struct sqlite *sqlite = &journal->sqlite;
	sqlite3_stmt *statement;

	if (sqlite->prepare_v3(journal->db, sql, -1, 0, &statement, NULL) != SQLITE_OK)
		return journal_failed(journal, error);
	int result = journal_row(journal, statement, error);
	if (result > 0)
		*number = sqlite->column_int64(statement, 0);
	(void)sqlite->finalize(statement);
	return result;
}

static int run_sql(struct journal *journal, const char *sql, struct smsmodem_error *error)
{
	if (journal->sqlite.exec(journal->db, sql, NULL, NULL, NULL) != SQLITE_OK)
		return journal_failed(journal, error);
	return SMSMODEM_OK;
}

/* Where several at once make it, the others find it made. */
static int make_tables(struct journal *journal, struct smsmodem_error *error)
{
	int64_t version = 0, tables = 0;
	int result = run_sql(journal, "BEGIN IMMEDIATE", error);

	if (result == SMSMODEM_OK)
		result = ask_number(journal, "PRAGMA user_version", &version, error);
	if (result > 0)
		result = ask_number(journal, "SELECT count(*) FROM sqlite_master", &tables, error);
	if (result < 0)
		return result;
	if (version == 0 && tables > 0) {
		journal_rollback(journal);
		return smsmodem_error_set(error, SMSMODEM_E_CONFIG,
					  "%.256s is another program's database: move it away, or "
					  "set XDG_STATE_HOME to another directory",
					  journal->path);
	}
	result = version == 0 ? run_sql(journal, journal_schema, error) : SMSMODEM_OK;
	if (result == SMSMODEM_OK && version == 0)
		result = run_sql(journal, "PRAGMA user_version = 1", error);
	return result == SMSMODEM_OK ? run_sql(journal, "COMMIT", error) : result;
}

_Static_assert(JOURNAL_VERSION == 1, "what make_tables sets");

static int check_version(struct journal *journal, struct smsmodem_error *error)
{
	int64_t version = 0;
	int result = ask_number(journal, "PRAGMA user_version", &version, error);

	if (result < 0)
		return result;
	if (version > JOURNAL_VERSION)
		return smsmodem_error_set(error, SMSMODEM_E_CONFIG,
					  "the journal %.200s is of a newer smsmodem: use that, or "
					  "move it away, then a new one is begun",
					  journal->path);
	return version == JOURNAL_VERSION ? SMSMODEM_OK : make_tables(journal, error);
}

/* A file system without shared memory has no log: then every commit is a durable one. */
static int choose_mode(struct journal *journal, struct smsmodem_error *error)
{
	const struct sqlite *sqlite = &journal->sqlite;
	sqlite3_stmt *statement;
	bool log = false;

	if (sqlite->prepare_v3(journal->db, "PRAGMA journal_mode = WAL", -1, 0, &statement, NULL) !=
	    SQLITE_OK)
		return journal_failed(journal, error);
	int code = sqlite->step(statement);
	if (code == SQLITE_ROW) {
		const unsigned char *mode = sqlite->column_text(statement, 0);
		log = mode && strcmp((const char *)mode, "wal") == 0;
	}
	(void)sqlite->finalize(statement);
	/* somebody else may be about to make it that */
	if (code != SQLITE_ROW && code != SQLITE_BUSY)
		return journal_failed(journal, error);
	return run_sql(journal, log ? "PRAGMA synchronous = NORMAL" : "PRAGMA synchronous = FULL",
		       error);
}

static int read_key(struct journal *journal, struct smsmodem_error *error)
{
	const struct sqlite *sqlite = &journal->sqlite;
	sqlite3_stmt *statement;
	bool whole = false;

	if (sqlite->prepare_v3(journal->db, "SELECT key FROM secret", -1, 0, &statement, NULL) !=
	    SQLITE_OK)
		return journal_failed(journal, error);
	int result = journal_row(journal, statement, error);
	if (result > 0) {
		const void *key = sqlite->column_blob(statement, 0);
		whole = key && sqlite->column_bytes(statement, 0) == (int)sizeof journal->keys;
		if (whole)
			memcpy(journal->keys, key, sizeof journal->keys);
	}
	(void)sqlite->finalize(statement);
	if (result >= 0 && !whole)
		return smsmodem_error_set(error, SMSMODEM_E_CONFIG,
					  "the journal %.200s is damaged (it has no key): move it "
					  "away, then a new one is begun",
					  journal->path);
	return result < 0 ? result : SMSMODEM_OK;
}

static int open_file(struct journal *journal, struct smsmodem_error *error)
{
	int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_NOFOLLOW;

	if (journal->sqlite.open_v2(journal->path, &journal->db, flags, NULL) != SQLITE_OK) {
		if (journal->db)
			return journal_failed(journal, error);
		return smsmodem_error_set(error, SMSMODEM_E_MEMORY, "out of memory");
	}
	(void)journal->sqlite.busy_timeout(journal->db, BUSY_MS);
	int result = run_sql(journal, settings, error);
	if (result == SMSMODEM_OK)
		result = choose_mode(journal, error);
	if (result == SMSMODEM_OK)
		result = check_version(journal, error);
	return result == SMSMODEM_OK ? read_key(journal, error) : result;
}

int journal_open(const char *state_dir, struct journal **journal, struct smsmodem_error *error)
{
	if (!state_dir)
		return smsmodem_error_set(error, SMSMODEM_E_CONFIG,
					  "there is no directory for what is to be remembered: set "
					  "XDG_STATE_HOME or HOME");
	struct journal *new = calloc(1, sizeof *new);
	if (!new)
		return smsmodem_error_set(error, SMSMODEM_E_MEMORY, "out of memory");
	int result = state_dir_file(state_dir, "journal.sqlite3", new->path, error);
	if (result == SMSMODEM_OK)
		result = sqlite_load(&new->sqlite, error);
	if (result == SMSMODEM_OK)
		result = open_file(new, error);
	if (result < 0) {
		journal_close(new);
		return result;
	}
	*journal = new;
	return SMSMODEM_OK;
}

void journal_patience(struct journal *journal, int limit_ms)
{
	(void)journal->sqlite.busy_timeout(journal->db, limit_ms);
}

void journal_close(struct journal *journal)
{
	if (!journal)
		return;
	if (journal->db) {
		journal_rollback(journal);
		journal_tidy(journal);
		for (size_t i = 0; i < JOURNAL_STATEMENTS; i++)
			(void)journal->sqlite.finalize(journal->statements[i]);
		(void)journal->sqlite.close_v2(journal->db);
	}
	if (journal->sqlite.library)
		(void)dlclose(journal->sqlite.library);
	explicit_bzero(journal->keys, sizeof journal->keys);
	free(journal);
}

/* @return 1: this phone is known; 0: it is not */
static int find_phone(struct journal *journal, const char *identity, struct smsmodem_error *error)
{
	const struct sqlite *sqlite = &journal->sqlite;
	sqlite3_stmt *find;
	int result = journal_statement(journal, JOURNAL_PHONE_FIND, &find, error);

	if (result < 0)
		return result;
	(void)sqlite->bind_text(find, 1, identity, -1, SQLITE_STATIC);
	result = journal_row(journal, find, error);
	if (result > 0) {
		journal->phone = sqlite->column_int64(find, 0);
		(void)sqlite->reset(find);
	}
	return result;
}

int journal_phone(struct journal *journal, const char *identity, struct smsmodem_error *error)
{
	sqlite3_stmt *add;
	int result = find_phone(journal, identity, error);

	if (result != 0)
		return result < 0 ? result : SMSMODEM_OK;
	result = journal_change(journal, JOURNAL_PHONE_ADD, &add, error);
	if (result < 0)
		return result;
	(void)journal->sqlite.bind_text(add, 1, identity, -1, SQLITE_STATIC);
	result = journal_run(journal, add, error);
	if (result == SMSMODEM_OK)
		result = journal_commit(journal, false, error);
	if (result == SMSMODEM_OK)
		result = find_phone(journal, identity, error);
	return result < 0 ? result : SMSMODEM_OK;
}

void journal_identify(const struct journal *journal, const void *octets, size_t count,
		      struct journal_id *id)
{
	for (size_t i = 0; i < 2; i++) {
		uint64_t hash = pdu_siphash(&journal->keys[i], octets, count);
		memcpy(id->octets + i * sizeof hash, &hash, sizeof hash);
	}
}
