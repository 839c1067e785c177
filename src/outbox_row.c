/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The outbox's rows, read. */
#include "outbox_private.h"
#include <pdu.h>
#include <stdio.h>
#include <string.h>

static void read_text(const struct sqlite *sqlite, sqlite3_stmt *statement, int column, char *text,
		      size_t size)
{
	const unsigned char *value = sqlite->column_text(statement, column);

	(void)snprintf(text, size, "%s", value ? (const char *)value : "");
}

/* A number of the file, where it is one that the program could have written. */
static int read_number(const struct sqlite *sqlite, sqlite3_stmt *statement, int column, int low,
		       int high, int otherwise)
{
	int64_t number = sqlite->column_int64(statement, column);

	return number < low || number > high ? otherwise : (int)number;
}

static void read_error(const struct sqlite *sqlite, sqlite3_stmt *statement,
		       struct smsmodem_error *error)
{
	char why[SMSMODEM_ERROR_TEXT_SIZE];

	read_text(sqlite, statement, 16, why, sizeof why);
	(void)smsmodem_error_set(
		error, read_number(sqlite, statement, 13, SMSMODEM_E_CONFIG, 0, SMSMODEM_E_BUG),
		"%s", why);
	error->cms = read_number(sqlite, statement, 14, -1, INT16_MAX, -1);
	error->cme = read_number(sqlite, statement, 15, -1, INT16_MAX, -1);
}

/* The columns of SEND_COLUMNS. */
static void read_send(const struct sqlite *sqlite, sqlite3_stmt *statement, struct outbox_row *row)
{
	struct smsmodem_outbox_entry *entry = &row->entry;
	const void *digest;

	*row = (struct outbox_row){0};
	entry->number = sqlite->column_int64(statement, 0);
	read_text(sqlite, statement, 1, entry->id, sizeof entry->id);
	digest = sqlite->column_blob(statement, 2);
	if (digest && sqlite->column_bytes(statement, 2) == (int)sizeof row->digest)
		memcpy(row->digest, digest, sizeof row->digest);
	read_text(sqlite, statement, 3, entry->to, sizeof entry->to);
	read_text(sqlite, statement, 4, entry->device, sizeof entry->device);
	entry->parts = read_number(sqlite, statement, 5, 1, SMSMODEM_PARTS_MAX, 1);
	entry->encoding =
		(enum smsmodem_encoding)read_number(sqlite, statement, 6, SMSMODEM_ENCODING_GSM7,
						    SMSMODEM_ENCODING_8BIT, SMSMODEM_ENCODING_8BIT);
	entry->shift.locking = (uint8_t)read_number(sqlite, statement, 7, 0, UINT8_MAX, 0);
	entry->shift.single = (uint8_t)read_number(sqlite, statement, 8, 0, UINT8_MAX, 0);
	entry->transliterated = sqlite->column_int64(statement, 9) != 0;
	entry->delivery = sqlite->column_int64(statement, 10) != 0 ? SMSMODEM_DELIVERY_PENDING : -1;
	entry->created_s = sqlite->column_int64(statement, 11);
	entry->changed_s = sqlite->column_int64(statement, 12);
	read_error(sqlite, statement, &entry->error);
}

/* What the states of the parts come to. */
static void settle(struct outbox_row *row, int delivered, int undelivered)
{
	struct smsmodem_outbox_entry *entry = &row->entry;

	if (row->unknown)
		entry->status = SMSMODEM_STATUS_UNKNOWN;
	else if (entry->sent == entry->parts)
		entry->status = SMSMODEM_STATUS_SENT;
	else
		entry->status = entry->sent > 0 ? SMSMODEM_STATUS_PARTIAL : SMSMODEM_STATUS_FAILED;
	if (undelivered > 0)
		entry->delivery = SMSMODEM_DELIVERY_FAILED;
	else if (delivered == entry->parts)
		entry->delivery = SMSMODEM_DELIVERY_DELIVERED;
	else if (entry->status == SMSMODEM_STATUS_FAILED)
		entry->delivery = -1;
}

static int read_parts(struct journal *journal, struct outbox_row *row, struct smsmodem_error *error)
{
	const struct sqlite *sqlite = &journal->sqlite;
	struct smsmodem_outbox_entry *entry = &row->entry;
	int delivered = 0, undelivered = 0;
	sqlite3_stmt *statement;
	int result = journal_statement(journal, OUTBOX_PARTS, &statement, error);

	if (result < 0)
		return result;
	(void)sqlite->bind_int64(statement, 1, entry->number);
	while ((result = journal_row(journal, statement, error)) > 0) {
		int state = read_number(sqlite, statement, 0, SMSMODEM_OUTBOX_WAITING,
					SMSMODEM_OUTBOX_SENT, SMSMODEM_OUTBOX_UNKNOWN);
		int status = read_number(sqlite, statement, 2, 0, UINT8_MAX, -1);

		row->unknown = row->unknown || state == SMSMODEM_OUTBOX_UNKNOWN;
		if (state == SMSMODEM_OUTBOX_SENT && entry->sent < entry->parts)
			entry->refs[entry->sent++] =
				(int16_t)read_number(sqlite, statement, 1, 0, INT16_MAX, -1);
		if (status < 0)
			continue;
		delivered += smsmodem_delivery_of((uint8_t)status) == SMSMODEM_DELIVERY_DELIVERED;
		undelivered += smsmodem_delivery_of((uint8_t)status) == SMSMODEM_DELIVERY_FAILED;
	}
	settle(row, delivered, undelivered);
	return result;
}

/* The one row of a statement that has been bound. */
static int read_row(struct journal *journal, sqlite3_stmt *statement, struct outbox_row *row,
		    struct smsmodem_error *error)
{
	int result = journal_row(journal, statement, error);

	if (result <= 0)
		return result;
	read_send(&journal->sqlite, statement, row);
	(void)journal->sqlite.reset(statement);
	result = read_parts(journal, row, error);
	return result < 0 ? result : 1;
}

int outbox_find(struct journal *journal, const char *id, struct outbox_row *row,
		struct smsmodem_error *error)
{
	sqlite3_stmt *statement;
	int result = journal_statement(journal, OUTBOX_FIND, &statement, error);

	if (result < 0)
		return result;
	(void)journal->sqlite.bind_text(statement, 1, id, -1, SQLITE_STATIC);
	return read_row(journal, statement, row, error);
}

static int by_number(struct journal *journal, enum journal_statement which, int64_t number,
		     struct outbox_row *row, struct smsmodem_error *error)
{
	sqlite3_stmt *statement;
	int result = journal_statement(journal, which, &statement, error);

	if (result < 0)
		return result;
	(void)journal->sqlite.bind_int64(statement, 1, number);
	return read_row(journal, statement, row, error);
}

int outbox_read(struct journal *journal, int64_t number, struct outbox_row *row,
		struct smsmodem_error *error)
{
	return by_number(journal, OUTBOX_READ, number, row, error);
}

int outbox_after(struct journal *journal, int64_t number, struct outbox_row *row,
		 struct smsmodem_error *error)
{
	return by_number(journal, OUTBOX_AFTER, number, row, error);
}

/* --- one part --- */

static void read_pdu(const struct sqlite *sqlite, sqlite3_stmt *statement, int column,
		     struct smsmodem_outbox_part *part)
{
	const uint8_t *octets = sqlite->column_blob(statement, column);
	int count = sqlite->column_bytes(statement, column);

	part->length = 0;
	part->hex[0] = '\0';
	/* the first octet counts those of the SMSC address behind it (27.005 3.1 <pdu>) */
	if (!octets || count > SMSMODEM_PDU_MAX || count <= 1 + octets[0])
		return;
	if (pdu_hex_encode(octets, (size_t)count, part->hex, sizeof part->hex) >= 0)
		part->length = count - 1 - octets[0];
}

int outbox_part(struct journal *journal, int64_t number, int index,
		struct smsmodem_outbox_part *part, struct smsmodem_error *error)
{
	const struct sqlite *sqlite = &journal->sqlite;
	sqlite3_stmt *statement;
	int result = journal_statement(journal, OUTBOX_PART, &statement, error);

	if (result < 0)
		return result;
	(void)sqlite->bind_int64(statement, 1, number);
	(void)sqlite->bind_int64(statement, 2, index);
	result = journal_row(journal, statement, error);
	if (result <= 0)
		return result;
	part->state = (enum smsmodem_outbox_state)read_number(
		sqlite, statement, 0, SMSMODEM_OUTBOX_WAITING, SMSMODEM_OUTBOX_SENT,
		SMSMODEM_OUTBOX_UNKNOWN);
	part->ref = read_number(sqlite, statement, 1, 0, INT16_MAX, -1);
	part->handed_s = sqlite->column_int64(statement, 2);
	part->status = read_number(sqlite, statement, 3, 0, UINT8_MAX, -1);
	part->reported_s = sqlite->column_int64(statement, 4);
	part->discharged_s = sqlite->column_int64(statement, 5);
	read_pdu(sqlite, statement, 6, part);
	(void)sqlite->reset(statement);
	return 1;
}
