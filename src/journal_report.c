/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which message a status report is of. */
#include "outbox_private.h"
#include <smsmodem/modem.h>
#include <stdio.h>

#define DAY_S INT64_C(86400)
/* Where it was not told: what message centres try by themselves is within this. */
#define VALIDITY_S (7 * DAY_S)

/* What makes it less likely that a report is of a part, by weight. */
enum rank {
	RANK_FINAL = 1,
	RANK_UNTIMELY = 2,
	RANK_UNTOLD = 4
};

struct found {
	int64_t number;
	int index;
	int rank;        /* the less the better */
	int64_t apart_s; /* of equal rank, too: between the handing over and the report's TP-SCTS */
};

static int64_t discharged_s(const struct smsmodem_tpdu *report)
{
	return report->discharged.valid ? outbox_seconds(&report->discharged) : 0;
}

static bool within(int64_t at_s, int64_t handed_s, int64_t validity_s)
{
	int64_t longest_s = validity_s > 0 ? validity_s : VALIDITY_S;

	return at_s >= handed_s - DAY_S && at_s <= handed_s + longest_s + DAY_S;
}

/*
 * TP-SCTS is when the message centre got the message (23.040 9.2.3.11), by its own clock. Ours may
 * be wrong, as it is where nothing keeps the time: then what has the reference and came soon
 * enough is taken, too. Of what goes by number and time alone, the time must be right.
 *
 * @return the less the better: the reference weighs most, then the time, then that no other final
 *         report was there before; -1: it is not of this part
 */
static int rank_of(const struct sqlite *sqlite, sqlite3_stmt *row,
		   const struct smsmodem_tpdu *report, int64_t now_s)
{
	int64_t handed_s = sqlite->column_int64(row, 4), validity_s = sqlite->column_int64(row, 6);
	int64_t status = sqlite->column_int64(row, 3);
	bool untold = sqlite->column_int64(row, 2) < 0;
	bool timely =
		report->scts.valid && within(outbox_seconds(&report->scts), handed_s, validity_s);
	bool same =
		status == report->status && sqlite->column_int64(row, 7) == discharged_s(report);
	bool final = status >= 0 && status <= UINT8_MAX && !same &&
		     smsmodem_delivery_of((uint8_t)status) != SMSMODEM_DELIVERY_PENDING;

	if (!timely && (untold || !within(now_s, handed_s, validity_s)))
		return -1;
	return (untold ? RANK_UNTOLD : 0) + (timely ? 0 : RANK_UNTIMELY) + (final ? RANK_FINAL : 0);
}

/* A report comes to the SIM that sent. */
static bool is_other_phone(const struct journal *journal, int64_t phone)
{
	return phone > 0 && journal->phone > 0 && phone != journal->phone;
}

/* References are used again after 256 messages: that of the report's time is meant. */
static int64_t apart_s(const struct smsmodem_tpdu *report, int64_t handed_s, int rank)
{
	if (rank < 0 || rank & RANK_UNTIMELY)
		return 0; /* one of the clocks is wrong */
	int64_t difference_s = outbox_seconds(&report->scts) - handed_s;
	return difference_s < 0 ? -difference_s : difference_s;
}

static void look(const struct journal *journal, sqlite3_stmt *row,
		 const struct smsmodem_tpdu *report, int64_t now_s, struct found *found)
{
	const struct sqlite *sqlite = &journal->sqlite;
	const unsigned char *peer = sqlite->column_text(row, 5);
	int rank = rank_of(sqlite, row, report, now_s);
	const struct found this = {
		.number = sqlite->column_int64(row, 0),
		.index = (int)sqlite->column_int64(row, 1),
		.rank = rank,
		.apart_s = apart_s(report, sqlite->column_int64(row, 4), rank),
	};

	if (this.rank < 0 || this.rank > found->rank ||
	    (this.rank == found->rank && this.apart_s >= found->apart_s) || !peer ||
	    is_other_phone(journal, sqlite->column_int64(row, 8)) ||
	    !smsmodem_same_number((const char *)peer, report->peer.text))
		return;
	*found = this;
}

/* Rows come in the order in which they are to be preferred, all else being equal. */
static int find(struct journal *journal, const struct smsmodem_tpdu *report, int64_t now_s,
		struct found *found, struct smsmodem_error *error)
{
	sqlite3_stmt *statement;
	int result = journal_statement(journal, OUTBOX_MATCH, &statement, error);

	*found = (struct found){.rank = INT32_MAX};
	if (result < 0)
		return result;
	(void)journal->sqlite.bind_int64(statement, 1, report->mr);
	while ((result = journal_row(journal, statement, error)) > 0)
		look(journal, statement, report, now_s, found);
	(void)journal->sqlite.reset(statement);
	if (result < 0)
		return result;
	return found->rank < INT32_MAX;
}

static int note(struct journal *journal, const struct found *found,
		const struct smsmodem_tpdu *report, int64_t now_s, struct smsmodem_error *error)
{
	sqlite3_stmt *statement;
	int result = journal_change(journal, OUTBOX_REPORT, &statement, error);

	if (result < 0)
		return result;
	const int64_t numbers[] = {
		found->number,  found->index, report->mr,
		report->status, now_s,        discharged_s(report),
	};
	for (int i = 0; i < (int)(sizeof numbers / sizeof numbers[0]); i++)
		(void)journal->sqlite.bind_int64(statement, i + 1, numbers[i]);
	journal->forgot = true;
	return journal_run(journal, statement, error);
}

/* The report is written over what the part had: also one that comes again, as it says the same. */
int outbox_match(struct journal *journal, const struct smsmodem_tpdu *report, int64_t now_s,
		 struct outbox_row *row, int *index, struct smsmodem_error *error)
{
	struct found found;

	if (report->kind != SMSMODEM_KIND_STATUS_REPORT)
		return 0;
	int result = find(journal, report, now_s, &found, error);
	*index = found.index;
	if (result <= 0)
		return result;
	result = note(journal, &found, report, now_s, error);
	return result < 0 ? result : outbox_read(journal, found.number, row, error);
}

int journal_report(struct journal *journal, const struct smsmodem_tpdu *report, int64_t now_s,
		   char *id, size_t size, struct smsmodem_error *error)
{
	struct outbox_row row;
	int index;
	int result = outbox_match(journal, report, now_s, &row, &index, error);

	if (size > 0)
		(void)snprintf(id, size, "%s", result > 0 ? row.entry.id : "");
	return result < 0 ? result : SMSMODEM_OK;
}
