/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The outbox's rows, written. Each is part of the journal's transaction. */
#include "outbox_private.h"
#include <pdu.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#define OLD_S (INT64_C(90) * 86400)

/* How long the message centre tries, as far as it was told; 0: it was not. */
static int64_t validity_s(const struct smsmodem_validity *validity, int64_t now_s)
{
	if (validity->format == SMSMODEM_VALIDITY_RELATIVE)
		return validity->seconds;
	if (validity->format == SMSMODEM_VALIDITY_ABSOLUTE && validity->until.valid)
		return outbox_seconds(&validity->until) - now_s;
	return 0;
}

int64_t outbox_seconds(const struct smsmodem_time *time)
{
	struct tm tm = {
		.tm_year = time->year - 1900,
		.tm_mon = time->month - 1,
		.tm_mday = time->day,
		.tm_hour = time->hour,
		.tm_min = time->minute,
		.tm_sec = time->second,
	};

	return (int64_t)timegm(&tm) - (int64_t)time->zone_minutes * 60;
}

static int add_send(struct journal *journal, const struct outbox_new *new,
		    const struct smsmodem_encoder *encoder, struct smsmodem_error *error)
{
	const struct sqlite *sqlite = &journal->sqlite;
	sqlite3_stmt *statement;
	int result = journal_change(journal, OUTBOX_ADD, &statement, error);

	if (result < 0)
		return result;
	const int64_t numbers[] = {
		encoder->parts,
		encoder->encoding,
		encoder->shift.locking,
		encoder->shift.single,
		encoder->transliterated,
		new->submit->report,
		validity_s(&new->submit->validity, new->now_s),
		journal->phone,
		new->now_s,
	};
	(void)sqlite->bind_text(statement, 1, new->id, -1, SQLITE_STATIC);
	(void)sqlite->bind_blob(statement, 2, new->digest, OUTBOX_DIGEST_SIZE, SQLITE_STATIC);
	(void)sqlite->bind_text(statement, 3, encoder->tpdu.peer.text, -1, SQLITE_STATIC);
	(void)sqlite->bind_text(statement, 4, new->device ? new->device : "", -1, SQLITE_STATIC);
	for (int i = 0; i < (int)(sizeof numbers / sizeof numbers[0]); i++)
		(void)sqlite->bind_int64(statement, 5 + i, numbers[i]);
	return journal_run(journal, statement, error);
}

static enum smsmodem_outbox_state state_of(const struct outbox_new *new, int index)
{
	if (index < new->sending->sent)
		return SMSMODEM_OUTBOX_SENT;
	return index == new->sending->sent &&new->unknown ? SMSMODEM_OUTBOX_UNKNOWN
							  : SMSMODEM_OUTBOX_WAITING;
}

static int add_part(struct journal *journal, int64_t number, const struct outbox_new *new,
		    const struct smsmodem_pdu *pdu, struct smsmodem_error *error)
{
	const struct sqlite *sqlite = &journal->sqlite;
	int index = pdu->part - 1;
	enum smsmodem_outbox_state state = state_of(new, index);
	bool sent = state == SMSMODEM_OUTBOX_SENT; /* what was sent is not kept */
	uint8_t octets[SMSMODEM_PDU_MAX];
	sqlite3_stmt *statement;
	size_t bad;
	int result = journal_change(journal, OUTBOX_ADD_PART, &statement, error);

	if (result < 0)
		return result;
	int count = pdu_hex_decode(pdu->hex, pdu->hex_len, octets, sizeof octets, &bad);
	if (count < 0)
		return smsmodem_error_set(error, SMSMODEM_E_BUG, "a PDU of ours is none");
	(void)sqlite->bind_int64(statement, 1, number);
	(void)sqlite->bind_int64(statement, 2, index);
	(void)sqlite->bind_int64(statement, 3, state);
	(void)sqlite->bind_int64(statement, 4, sent ? new->sending->refs[index] : -1);
	(void)sqlite->bind_int64(statement, 5, state == SMSMODEM_OUTBOX_WAITING ? 0 : new->now_s);
	(void)sqlite->bind_blob(statement, 6, sent ? NULL : octets, count, SQLITE_STATIC);
	result = journal_run(journal, statement, error);
	explicit_bzero(octets, sizeof octets);
	return result;
}

int64_t outbox_add(struct journal *journal, const struct outbox_new *new,
		   struct smsmodem_error *error)
{
	struct smsmodem_encoder encoder;
	struct smsmodem_pdu pdu;
	int result = smsmodem_encode_begin(&encoder, new->submit, error);

	if (result >= 0)
		result = add_send(journal, new, &encoder, error);
	if (result < 0)
		return result;
	int64_t number = journal->sqlite.last_insert_rowid(journal->db);
	while ((result = smsmodem_encode_next(&encoder, &pdu, error)) > 0) {
		result = add_part(journal, number, new, &pdu, error);
		if (result < 0)
			return result;
	}
	return result < 0 ? result : number;
}

int outbox_set_error(struct journal *journal, int64_t number, const struct smsmodem_error *why,
		     int64_t now_s, struct smsmodem_error *error)
{
	const struct sqlite *sqlite = &journal->sqlite;
	sqlite3_stmt *statement;
	int result = journal_change(journal, OUTBOX_SET_ERROR, &statement, error);

	if (result < 0)
		return result;
	(void)sqlite->bind_int64(statement, 1, number);
	(void)sqlite->bind_int64(statement, 2, now_s);
	(void)sqlite->bind_int64(statement, 3, why ? why->code : SMSMODEM_OK);
	(void)sqlite->bind_int64(statement, 4, why ? why->cms : -1);
	(void)sqlite->bind_int64(statement, 5, why ? why->cme : -1);
	(void)sqlite->bind_text(statement, 6, why ? why->text : "", -1, SQLITE_STATIC);
	return journal_run(journal, statement, error);
}

int outbox_set_part(struct journal *journal, int64_t number, int index,
		    enum smsmodem_outbox_state state, int ref, int64_t handed_s,
		    struct smsmodem_error *error)
{
	const struct sqlite *sqlite = &journal->sqlite;
	sqlite3_stmt *statement;
	int result = journal_change(journal, OUTBOX_SET_PART, &statement, error);

	if (result < 0)
		return result;
	(void)sqlite->bind_int64(statement, 1, number);
	(void)sqlite->bind_int64(statement, 2, index);
	(void)sqlite->bind_int64(statement, 3, state);
	(void)sqlite->bind_int64(statement, 4, ref);
	(void)sqlite->bind_int64(statement, 5, handed_s);
	journal->forgot = journal->forgot || state == SMSMODEM_OUTBOX_SENT;
	return journal_run(journal, statement, error);
}

int outbox_set_device(struct journal *journal, int64_t number, const char *device, int64_t now_s,
		      struct smsmodem_error *error)
{
	const struct sqlite *sqlite = &journal->sqlite;
	sqlite3_stmt *statement;
	int result = journal_change(journal, OUTBOX_CHANGED, &statement, error);

	if (result < 0)
		return result;
	(void)sqlite->bind_int64(statement, 1, number);
	(void)sqlite->bind_int64(statement, 2, now_s);
	(void)sqlite->bind_text(statement, 3, device ? device : "", -1, SQLITE_STATIC);
	(void)sqlite->bind_int64(statement, 4, journal->phone);
	return journal_run(journal, statement, error);
}

static int delete_by(struct journal *journal, enum journal_statement which, int64_t number,
		     struct smsmodem_error *error)
{
	sqlite3_stmt *statement;
	int result = journal_change(journal, which, &statement, error);

	if (result < 0)
		return result;
	(void)journal->sqlite.bind_int64(statement, 1, number);
	return journal_run(journal, statement, error);
}

int outbox_delete(struct journal *journal, int64_t number, struct smsmodem_error *error)
{
	int result = delete_by(journal, OUTBOX_REMOVE_PARTS, number, error);

	journal->forgot = true;
	return result < 0 ? result : delete_by(journal, OUTBOX_REMOVE, number, error);
}

int outbox_prune(struct journal *journal, int64_t now_s, struct smsmodem_error *error)
{
	int result = delete_by(journal, OUTBOX_PRUNE_PARTS, now_s - OLD_S, error);

	return result < 0 ? result : delete_by(journal, OUTBOX_PRUNE, now_s - OLD_S, error);
}
