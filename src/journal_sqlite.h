/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the journal wants of sqlite3, which is loaded with the first journal. */
#ifndef JOURNAL_SQLITE_H
#define JOURNAL_SQLITE_H

#include <smsmodem/error.h>
#include <sqlite3.h>

/** Its functions, by their names without "sqlite3_". */
struct sqlite {
	void *library;
	int (*open_v2)(const char *, sqlite3 **, int, const char *);
	int (*close_v2)(sqlite3 *);
	int (*exec)(sqlite3 *, const char *, int (*)(void *, int, char **, char **), void *,
		    char **);
	int (*prepare_v3)(sqlite3 *, const char *, int, unsigned, sqlite3_stmt **, const char **);
	int (*step)(sqlite3_stmt *);
	int (*reset)(sqlite3_stmt *);
	int (*finalize)(sqlite3_stmt *);
	int (*clear_bindings)(sqlite3_stmt *);
	int (*bind_int64)(sqlite3_stmt *, int, sqlite3_int64);
	int (*bind_blob)(sqlite3_stmt *, int, const void *, int, void (*)(void *));
	int (*bind_text)(sqlite3_stmt *, int, const char *, int, void (*)(void *));
	sqlite3_int64 (*column_int64)(sqlite3_stmt *, int);
	const void *(*column_blob)(sqlite3_stmt *, int);
	const unsigned char *(*column_text)(sqlite3_stmt *, int);
	int (*column_bytes)(sqlite3_stmt *, int);
	int (*column_type)(sqlite3_stmt *, int);
	int (*changes)(sqlite3 *);
	sqlite3_int64 (*last_insert_rowid)(sqlite3 *);
	int (*get_autocommit)(sqlite3 *);
	int (*busy_timeout)(sqlite3 *, int);
	int (*file_control)(sqlite3 *, const char *, int, void *);
	int (*wal_checkpoint_v2)(sqlite3 *, const char *, int, int *, int *);
	int (*errcode)(sqlite3 *);
	int (*system_errno)(sqlite3 *);
	const char *(*errmsg)(sqlite3 *);
	const char *(*errstr)(int);
	int (*libversion_number)(void);
};

/** @return SMSMODEM_OK, or SMSMODEM_E_CONFIG: this machine lacks it */
int sqlite_load(struct sqlite *sqlite, struct smsmodem_error *error);

#endif
