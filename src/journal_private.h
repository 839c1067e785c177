/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Inside the journal: its statements, and how they are run. */
#ifndef JOURNAL_PRIVATE_H
#define JOURNAL_PRIVATE_H

#include "journal.h"
#include "journal_sqlite.h"
#include "journal_table.h"
#include "state_dir.h"
#include <siphash.h>

struct journal {
	struct sqlite sqlite;
	sqlite3 *db;
	sqlite3_stmt *statements[JOURNAL_STATEMENTS]; /* prepared when first used */
	struct pdu_hash_key keys[2];
	int64_t phone;
	bool forgot; /* texts were deleted that the log (-wal) may still have */
	char path[STATE_PATH_SIZE];
};

/** What sqlite says of the last call that failed. What is uncommitted is lost. @return its code */
int journal_failed(struct journal *journal, struct smsmodem_error *error);

/** A statement that is ready to be bound and stepped. @return SMSMODEM_OK or a failure */
int journal_statement(struct journal *journal, enum journal_statement which,
		      sqlite3_stmt **statement, struct smsmodem_error *error);

/** Begin a transaction, where there is none. */
int journal_begin(struct journal *journal, struct smsmodem_error *error);

/** The same as journal_statement, in a transaction. */
int journal_change(struct journal *journal, enum journal_statement which, sqlite3_stmt **statement,
		   struct smsmodem_error *error);

/** Run it to its end and leave it ready for the next time. @return SMSMODEM_OK or a failure */
int journal_run(struct journal *journal, sqlite3_stmt *statement, struct smsmodem_error *error);

/**
 * Its next row. Reset it with sqlite.reset once its columns have been read.
 * @return 1; 0: there is none, it has been reset; or a failure
 */
int journal_row(struct journal *journal, sqlite3_stmt *statement, struct smsmodem_error *error);

/** Forget what is uncommitted. */
void journal_rollback(struct journal *journal);

#endif
