/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "journal_sqlite.h"
#include "library.h"
#include <dlfcn.h>

#define ENTRY(name)                                             \
	{                                                       \
		"sqlite3_" #name, offsetof(struct sqlite, name) \
	}

static const struct library_symbol symbols[] = {
	ENTRY(open_v2),
	ENTRY(close_v2),
	ENTRY(exec),
	ENTRY(prepare_v3),
	ENTRY(step),
	ENTRY(reset),
	ENTRY(finalize),
	ENTRY(clear_bindings),
	ENTRY(bind_int64),
	ENTRY(bind_blob),
	ENTRY(bind_text),
	ENTRY(column_int64),
	ENTRY(column_blob),
	ENTRY(column_text),
	ENTRY(column_bytes),
	ENTRY(column_type),
	ENTRY(last_insert_rowid),
	ENTRY(changes),
	ENTRY(get_autocommit),
	ENTRY(busy_timeout),
	ENTRY(file_control),
	ENTRY(errcode),
	ENTRY(wal_checkpoint_v2),
	ENTRY(system_errno),
	ENTRY(errmsg),
	ENTRY(errstr),
	ENTRY(libversion_number),
};

/* The oldest with ON CONFLICT DO UPDATE and SQLITE_OPEN_NOFOLLOW. */
#define OLDEST 3031000

int sqlite_load(struct sqlite *sqlite, struct smsmodem_error *error)
{
	sqlite->library = library_load("libsqlite3.so.0", symbols,
				       sizeof symbols / sizeof symbols[0], sqlite);
	if (!sqlite->library || sqlite->libversion_number() < OLDEST)
		return smsmodem_error_set(error, SMSMODEM_E_CONFIG,
					  "the journal is kept by sqlite3 (3.31 or later), which "
					  "this machine lacks: install libsqlite3-0");
	return SMSMODEM_OK;
}
