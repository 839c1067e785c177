/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "journal_table.h"

/*
 * pdu has no texts. Those that are in no phone any more are in held until they are taken, in the
 * order of their numbers. send and part are the outbox: part.pdu is there as long as it may have to
 * be sent; send.phone is 0 where it is not known.
 */
const char journal_schema[] =
	"CREATE TABLE secret (key BLOB NOT NULL);"
	"INSERT INTO secret VALUES (randomblob(32));"
	"CREATE TABLE phone (number INTEGER PRIMARY KEY, identity TEXT NOT NULL UNIQUE);"
	"CREATE TABLE pdu (phone INTEGER NOT NULL, id BLOB NOT NULL, state INTEGER NOT NULL,"
	" progress INTEGER NOT NULL, seen INTEGER NOT NULL, changed INTEGER NOT NULL,"
	" PRIMARY KEY (phone, id)) WITHOUT ROWID;"
	"CREATE TABLE held (number INTEGER PRIMARY KEY AUTOINCREMENT, phone INTEGER NOT NULL,"
	" id BLOB NOT NULL, octets BLOB NOT NULL, UNIQUE (phone, id));"
	"CREATE TABLE send (number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE,"
	" digest BLOB NOT NULL, peer TEXT NOT NULL, device TEXT NOT NULL, parts INTEGER NOT NULL,"
	" encoding INTEGER NOT NULL, locking INTEGER NOT NULL, single INTEGER NOT NULL,"
	" transliterated INTEGER NOT NULL, report INTEGER NOT NULL, validity INTEGER NOT NULL,"
	" phone INTEGER NOT NULL,"
	" created INTEGER NOT NULL, changed INTEGER NOT NULL, code INTEGER NOT NULL DEFAULT 0,"
	" cms INTEGER NOT NULL DEFAULT -1, cme INTEGER NOT NULL DEFAULT -1,"
	" why TEXT NOT NULL DEFAULT '');"
	"CREATE TABLE part (send INTEGER NOT NULL, part INTEGER NOT NULL, state INTEGER NOT NULL,"
	" ref INTEGER NOT NULL, handed INTEGER NOT NULL, status INTEGER NOT NULL DEFAULT -1,"
	" reported INTEGER NOT NULL DEFAULT 0, discharged INTEGER NOT NULL DEFAULT 0, pdu BLOB,"
	" PRIMARY KEY (send, part)) WITHOUT ROWID;"
	"CREATE INDEX part_ref ON part (ref, send) WHERE state > 0;";

#define SEND_COLUMNS                                                                 \
	"SELECT number, id, digest, peer, device, parts, encoding, locking, single," \
	" transliterated, report, created, changed, code, cms, cme, why FROM send "

/*
 * Old ones whose end is known: all parts sent, or none. As the clock may jump, age alone is not
 * enough: the newest 10,000 stay, lest one of them be sent twice.
 */
#define PRUNED                                                                   \
	" FROM send WHERE number <= (SELECT max(number) FROM send) - 10000"      \
	" AND changed < ?1 AND NOT coalesce((SELECT min(state) <> max(state) OR" \
	" max(state) = 1 FROM part WHERE part.send = send.number), 0)"

/* clang-format off */
const char *const journal_sql[JOURNAL_STATEMENTS] = {
	[JOURNAL_BEGIN] = "BEGIN IMMEDIATE",
	[JOURNAL_COMMIT] = "COMMIT",
	[JOURNAL_PHONE_FIND] = "SELECT number FROM phone WHERE identity = ?1",
	[JOURNAL_PHONE_ADD] = "INSERT OR IGNORE INTO phone (identity) VALUES (?1)",
	[JOURNAL_FIND] =
		"SELECT state, progress, seen,"
		" EXISTS (SELECT 1 FROM held WHERE held.phone = ?1 AND held.id = ?2)"
		" FROM pdu WHERE phone = ?1 AND id = ?2",
	/* One that is still about is not forgotten as old; no write for less than a day. */
	[JOURNAL_SEE] =
		"INSERT INTO pdu VALUES (?1, ?2, 0, 0, ?3, ?3)"
		" ON CONFLICT DO UPDATE SET changed = ?3 WHERE abs(changed - ?3) > 86400",
	[JOURNAL_HOLD] =
		"INSERT OR IGNORE INTO held (phone, id, octets) SELECT ?1, ?2, ?3"
		" FROM pdu WHERE phone = ?1 AND id = ?2 AND state < 2",
	[JOURNAL_OFFER] =
		"INSERT INTO pdu VALUES (?1, ?2, 1, 0, ?3, ?3)"
		" ON CONFLICT DO UPDATE SET state = 1, changed = ?3 WHERE state = 0",
	[JOURNAL_PROGRESS] = "UPDATE pdu SET progress = ?3 WHERE phone = ?1 AND id = ?2",
	[JOURNAL_TAKE] =
		"INSERT INTO pdu VALUES (?1, ?2, 2, 0, ?3, ?3)"
		" ON CONFLICT DO UPDATE SET state = 2, changed = ?3",
	[JOURNAL_FORGET] = "DELETE FROM held WHERE phone = ?1 AND id = ?2",
	[JOURNAL_RENEW] = "DELETE FROM pdu WHERE phone = ?1 AND id = ?2",
	[JOURNAL_NEXT_HELD] =
		"SELECT number, held.id, octets, state, progress, seen FROM held"
		" JOIN pdu ON pdu.phone = held.phone AND pdu.id = held.id"
		" WHERE held.phone = ?1 AND number > ?2 ORDER BY number LIMIT 1",
	[JOURNAL_PRUNE_OLD] =
		"DELETE FROM pdu WHERE phone = ?1 AND changed < ?2 AND NOT EXISTS (SELECT 1"
		" FROM held WHERE held.phone = pdu.phone AND held.id = pdu.id)",
	[JOURNAL_PRUNE_CUTOFF] =
		"SELECT changed FROM pdu WHERE phone = ?1 ORDER BY changed DESC LIMIT 1 OFFSET ?2",
	[JOURNAL_PRUNE_MANY] =
		"DELETE FROM pdu WHERE phone = ?1 AND state = 2 AND changed < ?2",
	[OUTBOX_FIND] = SEND_COLUMNS "WHERE id = ?1",
	[OUTBOX_READ] = SEND_COLUMNS "WHERE number = ?1",
	[OUTBOX_AFTER] = SEND_COLUMNS "WHERE number > ?1 ORDER BY number LIMIT 1",
	[OUTBOX_PARTS] = "SELECT state, ref, status FROM part WHERE send = ?1 ORDER BY part",
	[OUTBOX_PART] =
		"SELECT state, ref, handed, status, reported, discharged, pdu FROM part"
		" WHERE send = ?1 AND part = ?2",
	[OUTBOX_ADD] =
		"INSERT INTO send (id, digest, peer, device, parts, encoding, locking, single,"
		" transliterated, report, validity, phone, created, changed)"
		" VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?13)",
	[OUTBOX_ADD_PART] =
		"INSERT INTO part (send, part, state, ref, handed, pdu)"
		" VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
	[OUTBOX_SET_ERROR] =
		"UPDATE send SET changed = ?2, code = ?3, cms = ?4, cme = ?5, why = ?6"
		" WHERE number = ?1",
	/* what was sent keeps the time when it was handed over, and not what it was */
	[OUTBOX_SET_PART] =
		"UPDATE part SET state = ?3, ref = ?4,"
		" handed = CASE WHEN ?3 = 2 THEN handed ELSE ?5 END,"
		" pdu = CASE WHEN ?3 = 2 THEN NULL ELSE pdu END WHERE send = ?1 AND part = ?2",
	[OUTBOX_CHANGED] = "UPDATE send SET changed = ?2, phone = ?4,"
		" device = CASE ?3 WHEN '' THEN device ELSE ?3 END WHERE number = ?1",
	[OUTBOX_REMOVE] = "DELETE FROM send WHERE number = ?1",
	[OUTBOX_REMOVE_PARTS] = "DELETE FROM part WHERE send = ?1",
	[OUTBOX_PRUNE_PARTS] = "DELETE FROM part WHERE send IN (SELECT number" PRUNED ")",
	[OUTBOX_PRUNE] = "DELETE" PRUNED,
	/* those with the reference before those without, the newest first */
	[OUTBOX_MATCH] =
		"SELECT send, part, ref, status, handed, peer, validity, discharged, phone FROM part"
		" JOIN send ON number = send WHERE ref IN (?1, -1) AND state > 0 AND report"
		" ORDER BY ref = -1, send DESC, part LIMIT 10000",
	[OUTBOX_REPORT] =
		"UPDATE part SET state = 2, ref = ?3, status = ?4, reported = ?5, discharged = ?6,"
		" pdu = NULL WHERE send = ?1 AND part = ?2",
};
/* clang-format on */
