/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which message a status report is of, and what its reports make of a message. */
#include "journal_support.h"
#include "outbox_private.h"
#include <time.h>

#define DAY INT64_C(86400)
#define TO  "+491701234567"

/* One that was sent, so many seconds before START_S. */
struct sent {
	const char *to; /* NULL: there is no further one */
	int ref;        /* -1: the phone did not tell */
	int64_t ago_s;
	int64_t validity_s; /* 0: not told */
	bool unknown, unasked;
	const char *phone; /* that sent it, NULL: "A", which the report comes to; "": not known */
	int status;        /* of a report that came before, plus 1; 0: none has */
};

#define SENT_MAX 4

struct row {
	const char *name;
	struct sent sent[SENT_MAX];
	const char *to; /* the report: of whom */
	uint8_t mr;
	int64_t ago_s; /* TP-SCTS: before START_S */
	int match;     /* index of the one that it is of, or -1 */
};

/* clang-format off */
static const struct row rows[] = {
	{"nothing was sent", {{0}}, TO, 7, 0, -1},
	{"the one", {{.to = TO, .ref = 7}}, TO, 7, 0, 0},
	{"another reference", {{.to = TO, .ref = 8}}, TO, 7, 0, -1},
	{"another recipient", {{.to = "+491701234568", .ref = 7}}, TO, 7, 0, -1},
	{"the national form of the number", {{.to = TO, .ref = 7}}, "01701234567", 7, 0, 0},
	{"no report was asked for", {{.to = TO, .ref = 7, .unasked = true}}, TO, 7, 0, -1},
	{"reference 0", {{.to = TO, .ref = 0}}, TO, 0, 0, 0},
	{"reference 255", {{.to = TO, .ref = 255}}, TO, 255, 0, 0},
	/* 256 messages later the reference is the same */
	{"the newest of a reference", {{.to = TO, .ref = 7, .ago_s = 9000}, {.to = TO, .ref = 7, .ago_s = 10}}, TO, 7, 0, 1},
	{"the newest that has none yet", {{.to = TO, .ref = 7, .ago_s = 9000}, {.to = TO, .ref = 7, .ago_s = 10, .status = 1}}, TO, 7, 0, 0},
	{"still trying is no end", {{.to = TO, .ref = 7, .ago_s = 9000}, {.to = TO, .ref = 7, .ago_s = 10, .status = 0x21}}, TO, 7, 0, 1},
	{"the recipient tells which", {{.to = TO, .ref = 7, .ago_s = 9000}, {.to = "+4915112345678", .ref = 7}}, TO, 7, 0, 0},
	{"one that has its report", {{.to = TO, .ref = 7, .status = 1}}, TO, 7, 0, 0},
	/* time: a day before, to the validity and a day after */
	{"the centre's clock is behind by 20 hours", {{.to = TO, .ref = 7}}, TO, 7, 20 * 3600, 0},
	{"the time of another one", {{.to = TO, .ref = 7, .ago_s = 20 * DAY}, {.to = TO, .ref = 7, .ago_s = 1}}, TO, 7, 20 * DAY, 0},
	{"our clock was wrong", {{.to = TO, .ref = 7}}, TO, 7, -900 * DAY, 0},
	{"long ago", {{.to = TO, .ref = 7, .ago_s = 9 * DAY}}, TO, 7, 0, -1},
	{"within a validity that was told", {{.to = TO, .ref = 7, .ago_s = 9 * DAY, .validity_s = 14 * DAY}}, TO, 7, 0, 0},
	{"behind a validity that was told", {{.to = TO, .ref = 7, .ago_s = 3 * DAY, .validity_s = 3600}}, TO, 7, 0, -1},
	/* phones that do not tell references */
	{"no reference", {{.to = TO, .ref = -1}}, TO, 7, 0, 0},
	{"no reference, the newest", {{.to = TO, .ref = -1, .ago_s = 60}, {.to = TO, .ref = -1}}, TO, 7, 0, 1},
	{"no reference, another recipient", {{.to = "+4915112345678", .ref = -1}}, TO, 7, 0, -1},
	{"no reference, and the time is none", {{.to = TO, .ref = -1}}, TO, 7, 900 * DAY, -1},
	{"a reference beats none", {{.to = TO, .ref = 7, .ago_s = 60}, {.to = TO, .ref = -1}}, TO, 7, 0, 0},
	/* two phones, one journal */
	{"another phone's", {{.to = TO, .ref = 7, .phone = "B"}}, TO, 7, 0, -1},
	{"of two phones", {{.to = TO, .ref = 7}, {.to = TO, .ref = 7, .phone = "B"}}, TO, 7, 0, 0},
	{"another phone's, unknown", {{.to = TO, .ref = -1, .phone = "B", .unknown = true}}, TO, 7, 0, -1},
	{"a phone that is not known", {{.to = TO, .ref = 7, .phone = ""}}, TO, 7, 0, 0},
	/* the reference came round in between */
	{"the nearest in time", {{.to = TO, .ref = 7, .ago_s = 9000}, {.to = TO, .ref = 7}}, TO, 7, 8990, 0},
	{"the nearest in time, by a slow clock", {{.to = TO, .ref = 7, .ago_s = 9000}, {.to = TO, .ref = 7}}, TO, 7, 30, 1},
	{"a clock that is wrong tells nothing", {{.to = TO, .ref = 7, .ago_s = 9000}, {.to = TO, .ref = 7}}, TO, 7, 900 * DAY, 1},
	/* unknown ones */
	{"unknown", {{.to = TO, .ref = -1, .unknown = true}}, TO, 7, 0, 0},
	{"unknown, no report asked for", {{.to = TO, .ref = -1, .unknown = true, .unasked = true}}, TO, 7, 0, -1},
	{"unknown, an older report", {{.to = TO, .ref = -1, .unknown = true}}, TO, 7, 40 * DAY, -1},
	{"unknown, but another has the reference", {{.to = TO, .ref = 7, .ago_s = 60}, {.to = TO, .ref = -1, .unknown = true}}, TO, 7, 0, 0},
};
/* clang-format on */

static struct smsmodem_time time_at(int64_t seconds)
{
	time_t moment = (time_t)seconds + 7200;
	struct tm tm;

	assert_non_null(gmtime_r(&moment, &tm));
	return (struct smsmodem_time){.year = (uint16_t)(tm.tm_year + 1900),
				      .month = (uint8_t)(tm.tm_mon + 1),
				      .day = (uint8_t)tm.tm_mday,
				      .hour = (uint8_t)tm.tm_hour,
				      .minute = (uint8_t)tm.tm_min,
				      .second = (uint8_t)tm.tm_sec,
				      .zone_minutes = 120,
				      .valid = true};
}

static struct smsmodem_tpdu report_of(const char *to, uint8_t mr, int64_t at_s, uint8_t status)
{
	struct smsmodem_tpdu report = {.kind = SMSMODEM_KIND_STATUS_REPORT,
				       .mr = mr,
				       .status = status,
				       .scts = time_at(at_s),
				       .discharged = time_at(at_s + 5)};

	(void)snprintf(report.peer.text, sizeof report.peer.text, "%s", to);
	return report;
}

/* A message of so many parts, whose references begin with ref. */
static void add_sent(struct journal *journal, const char *id, const struct sent *sent, int parts)
{
	struct smsmodem_submit submit = SMSMODEM_SUBMIT_INIT;
	struct smsmodem_sending sending = {.sent = sent->unknown ? 0 : parts};
	const struct outbox_new new = {.id = id,
				       .device = "dev",
				       .submit = &submit,
				       .sending = &sending,
				       .unknown = sent->unknown,
				       .now_s = START_S - sent->ago_s};
	struct smsmodem_error error;
	char text[1000];

	memset(text, 'x', sizeof text);
	submit.to = sent->to;
	submit.text = text;
	submit.text_len = parts == 1 ? 10 : 153 * (size_t)parts;
	submit.report = !sent->unasked;
	if (sent->validity_s)
		submit.validity = (struct smsmodem_validity){.format = SMSMODEM_VALIDITY_RELATIVE,
							     .seconds = (uint32_t)sent->validity_s};
	for (int i = 0; i < parts; i++)
		sending.refs[i] = (int16_t)(sent->ref < 0 ? -1 : (sent->ref + i) % 256);
	assert_true(outbox_add(journal, &new, &error) > 0);
	if (sent->status > 0) {
		struct smsmodem_tpdu report =
			report_of(sent->to, (uint8_t)sent->ref, START_S - sent->ago_s - 60,
				  (uint8_t)(sent->status - 1));
		struct outbox_row row;
		int index;

		assert_int_equal(outbox_match(journal, &report, START_S, &row, &index, &error), 1);
	}
}

static void test_matching(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		const struct row *row = &rows[i];
		struct smsmodem_tpdu report = report_of(row->to, row->mr, START_S - row->ago_s, 0);
		char id[SMSMODEM_OUTBOX_ID_SIZE], wanted[16] = "";
		struct smsmodem_error error;
		struct place place;

		place_make(&place);
		struct journal *journal = open_for(&place, "A");
		for (int k = 0; k < SENT_MAX && row->sent[k].to; k++) {
			(void)snprintf(id, sizeof id, "%d", k);
			const char *phone = row->sent[k].phone;
			if (phone && *phone)
				assert_done(journal_phone(journal, phone, &error), &error);
			else if (phone)
				journal->phone = 0;
			add_sent(journal, id, &row->sent[k], 1);
			assert_done(journal_phone(journal, "A", &error), &error);
		}
		assert_done(journal_report(journal, &report, START_S, id, sizeof id, &error),
			    &error);
		if (row->match >= 0)
			(void)snprintf(wanted, sizeof wanted, "%d", row->match);
		if (strcmp(id, wanted) != 0)
			fail_msg("%s: \"%s\"", row->name, id);
		if (row->match >= 0) {
			struct outbox_row found;

			assert_int_equal(outbox_find(journal, id, &found, &error), 1);
			assert_int_equal(found.entry.status, SMSMODEM_STATUS_SENT);
			assert_int_equal(found.entry.refs[0], row->mr);
			assert_int_equal(found.entry.delivery, SMSMODEM_DELIVERY_DELIVERED);
		}
		journal_close(journal);
		place_remove(&place);
	}
}

/* --- all of a message --- */

#define WAITS -1

struct whole_row {
	const char *name;
	int parts, first_ref;
	int statuses[4]; /* of the reports in order of the parts; WAITS: none */
	int delivery;
};

static const struct whole_row whole_rows[] = {
	{"no report yet", 3, 10, {WAITS, WAITS, WAITS}, SMSMODEM_DELIVERY_PENDING},
	{"one of three", 3, 10, {0, WAITS, WAITS}, SMSMODEM_DELIVERY_PENDING},
	{"all", 3, 10, {0, 1, 2}, SMSMODEM_DELIVERY_DELIVERED},
	{"one is still tried", 3, 10, {0, 0x30, 0}, SMSMODEM_DELIVERY_PENDING},
	{"one failed", 3, 10, {0, 0x46, WAITS}, SMSMODEM_DELIVERY_FAILED},
	{"one was given up", 3, 10, {0, 0x60, 0}, SMSMODEM_DELIVERY_FAILED},
	{"references that wrap", 4, 254, {0, 0, 0, 0}, SMSMODEM_DELIVERY_DELIVERED},
	{"references that are not told", 3, -1, {0, 0, 0}, SMSMODEM_DELIVERY_DELIVERED},
	{"one that is not told failed", 3, -1, {0x46, 0, 0}, SMSMODEM_DELIVERY_FAILED},
};

static void test_whole(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(whole_rows); i++) {
		const struct whole_row *row = &whole_rows[i];
		const struct sent sent = {.to = TO, .ref = row->first_ref};
		struct smsmodem_error error;
		struct outbox_row found;
		struct place place;
		int index;

		place_make(&place);
		struct journal *journal = open_for(&place, "A");
		add_sent(journal, "1", &sent, row->parts);
		for (int k = row->parts; k-- > 0;) { /* in any order: this is the last first */
			int mr = row->first_ref < 0 ? 100 + k : (row->first_ref + k) % 256;
			struct smsmodem_tpdu report =
				report_of(TO, (uint8_t)mr, START_S, (uint8_t)row->statuses[k]);

			if (row->statuses[k] == WAITS)
				continue;
			assert_int_equal(
				outbox_match(journal, &report, START_S, &found, &index, &error), 1);
			if (row->first_ref >= 0)
				assert_int_equal(index, k);
		}
		assert_int_equal(outbox_find(journal, "1", &found, &error), 1);
		if (found.entry.delivery != row->delivery)
			fail_msg("%s: %d", row->name, found.entry.delivery);
		journal_close(journal);
		place_remove(&place);
	}
}

/* Still trying, and then delivered; and each of them twice, as networks do. */
static void test_again(void **state)
{
	(void)state;
	static const uint8_t statuses[] = {0x21, 0x21, 0x00, 0x00};
	const struct sent older = {.to = TO, .ref = 7, .ago_s = 9000}, newer = {.to = TO, .ref = 7};
	struct smsmodem_error error;
	struct outbox_row found;
	struct place place;
	int index;

	place_make(&place);
	struct journal *journal = open_for(&place, "A");
	add_sent(journal, "older", &older, 1);
	add_sent(journal, "newer", &newer, 1);
	for (size_t i = 0; i < COUNT(statuses); i++) {
		struct smsmodem_tpdu report = report_of(TO, 7, START_S, statuses[i]);

		assert_int_equal(outbox_match(journal, &report, START_S, &found, &index, &error),
				 1);
		assert_string_equal(found.entry.id, "newer");
		assert_int_equal(found.entry.delivery, smsmodem_delivery_of(statuses[i]));
	}
	assert_int_equal(outbox_find(journal, "older", &found, &error), 1);
	assert_int_equal(found.entry.delivery, SMSMODEM_DELIVERY_PENDING);
	journal_close(journal);
	place_remove(&place);
}

/* The second part of three was unknown: its report says that it was sent, and the third is left. */
static void test_unknown_part(void **state)
{
	(void)state;
	struct smsmodem_submit submit = SMSMODEM_SUBMIT_INIT;
	struct smsmodem_sending sending = {.sent = 1, .refs = {7}};
	const struct outbox_new new = {.id = "1",
				       .submit = &submit,
				       .sending = &sending,
				       .unknown = true,
				       .now_s = START_S};
	struct smsmodem_tpdu report = report_of(TO, 8, START_S, 0);
	struct smsmodem_error error;
	struct outbox_row found;
	struct place place;
	char text[400];
	int index;

	place_make(&place);
	struct journal *journal = open_for(&place, "A");
	memset(text, 'x', sizeof text);
	submit.to = TO;
	submit.text = text;
	submit.text_len = sizeof text;
	submit.report = true;
	assert_true(outbox_add(journal, &new, &error) > 0);
	assert_int_equal(outbox_match(journal, &report, START_S, &found, &index, &error), 1);
	assert_int_equal(index, 1);
	assert_false(found.unknown);
	assert_int_equal(found.entry.status, SMSMODEM_STATUS_PARTIAL);
	assert_int_equal(found.entry.sent, 2);
	assert_int_equal(found.entry.refs[1], 8);
	/* what is no status report is of nobody */
	report.kind = SMSMODEM_KIND_DELIVER;
	assert_int_equal(outbox_match(journal, &report, START_S, &found, &index, &error), 0);
	journal_close(journal);
	place_remove(&place);
}

struct prune_row {
	const char *name;
	int64_t ago_s;
	int parts, sent;
	bool unknown, newest, stays;
};

static const struct prune_row prune_rows[] = {
	{"sent 91 days ago", 91 * DAY, 2, 2, false, false, false},
	{"sent 89 days ago", 89 * DAY, 2, 2, false, false, true},
	{"failed 91 days ago", 91 * DAY, 2, 0, false, false, false},
	{"unknown", 91 * DAY, 2, 0, true, false, true},
	{"unknown, all of it", 91 * DAY, 1, 0, true, false, true},
	{"partial", 91 * DAY, 2, 1, false, false, true},
	{"partial, the next one unknown", 91 * DAY, 3, 1, true, false, true},
	{"a clock that jumped", 9000 * DAY, 2, 2, false, true, true},
};

/* As if so many had been sent before this one. */
static void count_up(struct journal *journal)
{
	assert_int_equal(journal->sqlite.exec(journal->db,
					      "UPDATE sqlite_sequence SET seq = seq + 10000"
					      " WHERE name = 'send'",
					      NULL, NULL, NULL),
			 SQLITE_OK);
}

static void test_prune(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(prune_rows); i++) {
		const struct prune_row *row = &prune_rows[i];
		const struct sent next = {.to = TO, .ref = 9};
		struct smsmodem_submit submit = SMSMODEM_SUBMIT_INIT;
		struct smsmodem_sending sending = {.sent = row->sent};
		const struct outbox_new new = {.id = "1",
					       .submit = &submit,
					       .sending = &sending,
					       .unknown = row->unknown,
					       .now_s = START_S - row->ago_s};
		struct smsmodem_outbox_part part;
		struct smsmodem_error error;
		struct outbox_row found;
		struct place place;
		char text[459];

		place_make(&place);
		struct journal *journal = open_for(&place, "A");
		memset(text, 'x', sizeof text);
		submit.to = TO;
		submit.text = text;
		submit.text_len = 153 * (size_t)row->parts;
		int64_t number = outbox_add(journal, &new, &error);
		assert_true(number > 0);
		if (!row->newest)
			count_up(journal);
		add_sent(journal, "next", &next, 1);
		assert_done(outbox_prune(journal, START_S, &error), &error);
		if (outbox_find(journal, "1", &found, &error) != row->stays ||
		    outbox_part(journal, number, 0, &part, &error) != row->stays)
			fail_msg("%s", row->name);
		assert_int_equal(outbox_find(journal, "next", &found, &error), 1);
		/* what was sent is kept no more */
		assert_int_equal(outbox_part(journal, found.entry.number, 0, &part, &error), 1);
		assert_int_equal(part.length, 0);
		journal_close(journal);
		place_remove(&place);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_matching), cmocka_unit_test(test_whole),
		cmocka_unit_test(test_again),    cmocka_unit_test(test_unknown_part),
		cmocka_unit_test(test_prune),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
