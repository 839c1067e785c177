/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the journal's statements are run, and what is said when one fails. */
#include "journal_private.h"
#include <string.h>

void journal_rollback(struct journal *journal)
{
	/* sqlite has rolled back by itself after some failures */
	if (journal->sqlite.get_autocommit(journal->db))
		return;
	(void)journal->sqlite.exec(journal->db, "ROLLBACK", NULL, NULL, NULL);
}

static int damaged(const struct journal *journal, const char *why, struct smsmodem_error *error)
{
	return smsmodem_error_set(error, SMSMODEM_E_CONFIG,
				  "the journal %.200s is damaged (%.80s): move it away, then a new "
				  "one is begun; `sqlite3 FILE .recover` may read what was in it",
				  journal->path, why);
}

static int set_failure(const struct journal *journal, int code, struct smsmodem_error *error)
{
	const struct sqlite *sqlite = &journal->sqlite;
	int reason = sqlite->system_errno(journal->db);

	switch (code) {
	case SQLITE_CORRUPT:
	case SQLITE_NOTADB: return damaged(journal, sqlite->errmsg(journal->db), error);
	case SQLITE_NOMEM: return smsmodem_error_set(error, SMSMODEM_E_MEMORY, "out of memory");
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		return smsmodem_error_set(error, SMSMODEM_E_OUTPUT,
					  "another process has held the journal %.200s for some "
					  "seconds: end it (`fuser` names it), or try again",
					  journal->path);
	default: break;
	}
	smsmodem_error_set(error, SMSMODEM_E_OUTPUT,
			   "the journal %.200s cannot be written: %.80s%s%s", journal->path,
			   sqlite->errmsg(journal->db), reason ? ": " : "",
			   reason ? strerror(reason) : "");
	if (error)
		error->sys_errno = reason;
	return SMSMODEM_E_OUTPUT;
}

int journal_failed(struct journal *journal, struct smsmodem_error *error)
{
	int result = set_failure(journal, journal->sqlite.errcode(journal->db) & 0xFF, error);

	journal_rollback(journal);
	return result;
}

int journal_statement(struct journal *journal, enum journal_statement which,
		      sqlite3_stmt **statement, struct smsmodem_error *error)
{
	sqlite3_stmt **kept = &journal->statements[which];
	int code = SQLITE_OK;

	if (!*kept)
		code = journal->sqlite.prepare_v3(journal->db, journal_sql[which], -1,
						  SQLITE_PREPARE_PERSISTENT, kept, NULL);
	*statement = *kept;
	return code == SQLITE_OK ? SMSMODEM_OK : journal_failed(journal, error);
}

static int run_plain(struct journal *journal, enum journal_statement which,
		     struct smsmodem_error *error)
{
	sqlite3_stmt *statement;
	int result = journal_statement(journal, which, &statement, error);

	return result == SMSMODEM_OK ? journal_run(journal, statement, error) : result;
}

int journal_begin(struct journal *journal, struct smsmodem_error *error)
{
	if (!journal->sqlite.get_autocommit(journal->db))
		return SMSMODEM_OK;
	return run_plain(journal, JOURNAL_BEGIN, error);
}

int journal_change(struct journal *journal, enum journal_statement which, sqlite3_stmt **statement,
		   struct smsmodem_error *error)
{
	int result = journal_begin(journal, error);

	return result == SMSMODEM_OK ? journal_statement(journal, which, statement, error) : result;
}

int journal_row(struct journal *journal, sqlite3_stmt *statement, struct smsmodem_error *error)
{
	int code = journal->sqlite.step(statement);

	if (code == SQLITE_ROW)
		return 1;
	int result = code == SQLITE_DONE ? 0 : journal_failed(journal, error);
	(void)journal->sqlite.reset(statement);
	return result;
}

int journal_run(struct journal *journal, sqlite3_stmt *statement, struct smsmodem_error *error)
{
	int result;

	do
		result = journal_row(journal, statement, error);
	while (result > 0);
	return result;
}

/* A commit of synchronous=NORMAL is in the log, but maybe not on the disk yet. */
static int sync_log(struct journal *journal, struct smsmodem_error *error)
{
	sqlite3_file *log = NULL;
	int code =
		journal->sqlite.file_control(journal->db, NULL, SQLITE_FCNTL_JOURNAL_POINTER, &log);

	if (code == SQLITE_OK && log && log->pMethods)
		code = log->pMethods->xSync(log, SQLITE_SYNC_NORMAL);
	if (code == SQLITE_OK)
		return SMSMODEM_OK;
	return smsmodem_error_set(error, SMSMODEM_E_OUTPUT,
				  "the journal %.200s cannot be written: %.80s", journal->path,
				  journal->sqlite.errstr(code));
}

int journal_commit(struct journal *journal, bool durable, struct smsmodem_error *error)
{
	int result = SMSMODEM_OK;

	if (!journal->sqlite.get_autocommit(journal->db))
		result = run_plain(journal, JOURNAL_COMMIT, error);
	return result == SMSMODEM_OK && durable ? sync_log(journal, error) : result;
}

void journal_tidy(struct journal *journal)
{
	const struct sqlite *sqlite = &journal->sqlite;

	if (!journal->forgot || !sqlite->get_autocommit(journal->db))
		return;
	/* Another process that reads just now makes it fail; then it is done the next time. */
	if (sqlite->wal_checkpoint_v2(journal->db, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL) ==
	    SQLITE_OK)
		journal->forgot = false;
}
