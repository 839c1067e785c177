/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the journal remembers of what came in: beside a model, over reopenings and crashes. */
#include "journal_support.h"
#include <fcntl.h>

enum step_kind {
	END,
	SEE,
	HOLD,
	OFFER,
	PROGRESS,
	TAKE,
	COMMIT,
	REOPEN, /* what is uncommitted is lost */
	STEP_KINDS
};

struct step {
	enum step_kind kind;
	unsigned number; /* which PDU; of COMMIT: durable or not; of PROGRESS: progress, too */
};

#define STEPS_MAX 12
#define PDUS      6

struct row {
	const char *name;
	struct step steps[STEPS_MAX];
	struct journal_entry wanted; /* of PDU 1; seen_s 1 where it is known */
};

/* clang-format off */
static const struct row rows[] = {
	{"nothing is known", {{COMMIT, 0}}, {.state = JOURNAL_NEW}},
	{"seen", {{SEE, 1}}, {.seen_s = 1}},
	{"seen and committed", {{SEE, 1}, {COMMIT, 0}, {REOPEN, 0}}, {.seen_s = 1}},
	{"seen twice: the first time stays", {{SEE, 1}, {SEE, 1}, {COMMIT, 0}, {REOPEN, 0}}, {.seen_s = 1}},
	{"seen and lost", {{SEE, 1}, {REOPEN, 0}}, {.seen_s = 0}},
	{"another one seen", {{SEE, 2}, {COMMIT, 0}}, {.seen_s = 0}},
	{"held", {{HOLD, 1}, {COMMIT, 1}, {REOPEN, 0}}, {.seen_s = 1, .held = true}},
	{"seen, then held", {{SEE, 1}, {HOLD, 1}, {COMMIT, 1}, {REOPEN, 0}}, {.seen_s = 1, .held = true}},
	{"held, then seen", {{HOLD, 1}, {SEE, 1}, {COMMIT, 1}, {REOPEN, 0}}, {.seen_s = 1, .held = true}},
	{"held and lost", {{HOLD, 1}, {REOPEN, 0}}, {.seen_s = 0}},
	{"given out", {{OFFER, 1}, {COMMIT, 0}, {REOPEN, 0}}, {.state = JOURNAL_OFFERED, .seen_s = 1}},
	{"given out twice", {{OFFER, 1}, {OFFER, 1}, {COMMIT, 0}, {REOPEN, 0}}, {.state = JOURNAL_OFFERED, .seen_s = 1}},
	{"seen and given out", {{SEE, 1}, {COMMIT, 0}, {OFFER, 1}, {COMMIT, 0}, {REOPEN, 0}}, {.state = JOURNAL_OFFERED, .seen_s = 1}},
	{"seen, given out and seen again", {{SEE, 1}, {OFFER, 1}, {SEE, 1}, {COMMIT, 0}}, {.state = JOURNAL_OFFERED, .seen_s = 1}},
	{"giving out is lost", {{SEE, 1}, {COMMIT, 0}, {OFFER, 1}, {REOPEN, 0}}, {.state = JOURNAL_NEW, .seen_s = 1}},
	{"held and given out", {{HOLD, 1}, {OFFER, 1}, {COMMIT, 0}, {REOPEN, 0}}, {.state = JOURNAL_OFFERED, .seen_s = 1, .held = true}},
	{"taken", {{OFFER, 1}, {TAKE, 1}, {COMMIT, 0}, {REOPEN, 0}}, {.state = JOURNAL_TAKEN, .seen_s = 1}},
	{"taken without having been given out", {{TAKE, 1}, {COMMIT, 0}, {REOPEN, 0}}, {.state = JOURNAL_TAKEN, .seen_s = 1}},
	{"taking is lost", {{OFFER, 1}, {COMMIT, 0}, {TAKE, 1}, {REOPEN, 0}}, {.state = JOURNAL_OFFERED, .seen_s = 1}},
	{"taken is taken", {{TAKE, 1}, {OFFER, 1}, {SEE, 1}, {COMMIT, 0}, {REOPEN, 0}}, {.state = JOURNAL_TAKEN, .seen_s = 1}},
	{"what was taken is not held any more", {{HOLD, 1}, {OFFER, 1}, {TAKE, 1}, {COMMIT, 0}, {REOPEN, 0}}, {.state = JOURNAL_TAKEN, .seen_s = 1}},
	{"what was taken is not held again", {{TAKE, 1}, {HOLD, 1}, {COMMIT, 0}, {REOPEN, 0}}, {.state = JOURNAL_TAKEN, .seen_s = 1}},
	{"its neighbours stay held", {{HOLD, 1}, {HOLD, 2}, {TAKE, 2}, {COMMIT, 0}, {REOPEN, 0}}, {.seen_s = 1, .held = true}},
	{"progress", {{OFFER, 1}, {PROGRESS, 1}, {COMMIT, 0}, {REOPEN, 0}}, {.state = JOURNAL_OFFERED, .seen_s = 1, .progress = 1}},
	{"progress is lost", {{OFFER, 1}, {COMMIT, 0}, {PROGRESS, 1}, {REOPEN, 0}}, {.state = JOURNAL_OFFERED, .seen_s = 1}},
	{"progress of another", {{OFFER, 1}, {OFFER, 2}, {PROGRESS, 2}, {COMMIT, 0}}, {.state = JOURNAL_OFFERED, .seen_s = 1}},
	{"a commit of nothing", {{SEE, 1}, {COMMIT, 1}, {COMMIT, 1}, {COMMIT, 0}, {COMMIT, 0}, {REOPEN, 0}}, {.seen_s = 1}},
};
/* clang-format on */

struct model {
	struct journal_entry entries[PDUS];
};

static void run_step(struct journal **journal, const struct place *place, struct step step,
		     int64_t now_s)
{
	struct smsmodem_error error;
	struct journal_id id = id_of(*journal, step.number);
	char octets[32];
	int result = 0;

	switch (step.kind) {
	case SEE: result = journal_see(*journal, &id, now_s, NULL, 0, &error); break;
	case HOLD:
		result = snprintf(octets, sizeof octets, "kept text %u", step.number);
		result = journal_see(*journal, &id, now_s, octets, (size_t)result, &error);
		break;
	case OFFER: result = journal_offer(*journal, &id, 1, now_s, &error); break;
	case PROGRESS: result = journal_progress(*journal, &id, 1, (int)step.number, &error); break;
	case TAKE: result = journal_take(*journal, &id, 1, now_s, &error); break;
	case COMMIT: result = journal_commit(*journal, step.number > 0, &error); break;
	case REOPEN:
		journal_close(*journal);
		*journal = open_for(place, "262011234567890");
		break;
	case END:
	case STEP_KINDS: break;
	}
	assert_done(result, &error);
}

static void assert_entry(const char *name, struct journal_entry entry, struct journal_entry wanted)
{
	if (entry.state != wanted.state || entry.progress != wanted.progress ||
	    entry.seen_s != wanted.seen_s || entry.held != wanted.held)
		fail_msg("%s: state %d, progress %d, seen %lld, held %d", name, entry.state,
			 entry.progress, (long long)(entry.seen_s - START_S), entry.held);
}

static void test_states(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct place place;
		place_make(&place);
		struct journal *journal = open_for(&place, "262011234567890");

		/* later than the first, but of the same day */
		for (size_t k = 0; k < STEPS_MAX && rows[i].steps[k].kind != END; k++)
			run_step(&journal, &place, rows[i].steps[k],
				 START_S + (rows[i].steps[k].kind == SEE ? 2 * (int64_t)k : 0));
		struct journal_entry wanted = rows[i].wanted;
		wanted.seen_s *= START_S;
		assert_entry(rows[i].name, entry_of(journal, 1), wanted);
		journal_close(journal);
		place_remove(&place);
	}
}

/* --- random steps beside a model --- */

static void model_step(struct model *now, struct model *kept, struct step step, int64_t now_s)
{
	struct journal_entry *entry = &now->entries[step.number % PDUS];

	if (step.kind != END && step.kind <= TAKE && step.kind != PROGRESS && entry->seen_s == 0)
		entry->seen_s = now_s;
	switch (step.kind) {
	case SEE: break;
	case HOLD: entry->held = entry->state != JOURNAL_TAKEN; break;
	case OFFER:
		if (entry->state == JOURNAL_NEW)
			entry->state = JOURNAL_OFFERED;
		break;
	case PROGRESS:
		if (entry->seen_s)
			entry->progress = (int)step.number;
		break;
	case TAKE:
		entry->state = JOURNAL_TAKEN;
		entry->held = false;
		break;
	case COMMIT: *kept = *now; break;
	case REOPEN: *now = *kept; break;
	case END:
	case STEP_KINDS: break;
	}
}

static void test_model(void **state)
{
	(void)state;
	struct random random = random_start();

	for (unsigned run = 0; run < 10; run++) {
		struct model now = {0}, kept = {0};
		struct place place;

		place_make(&place);
		struct journal *journal = open_for(&place, "262011234567890");
		for (int i = 0; i < 120; i++) {
			struct step step = {(enum step_kind)random_below(&random, STEP_KINDS),
					    random_below(&random, PDUS)};

			if (step.kind == REOPEN && random_below(&random, 3) > 0)
				continue;
			run_step(&journal, &place, step, START_S + i);
			model_step(&now, &kept, step, START_S + i);
			for (unsigned k = 0; k < PDUS; k++)
				assert_entry("model", entry_of(journal, k), now.entries[k]);
		}
		journal_close(journal);
		place_remove(&place);
	}
}

/* --- what is held --- */

static size_t read_held(struct journal *journal, unsigned *numbers, size_t max)
{
	struct journal_held held;
	struct smsmodem_error error;
	int64_t position = 0;
	size_t count = 0;
	int result;

	while ((result = journal_next_held(journal, &position, &held, &error)) > 0) {
		char text[40] = "";

		assert_true(count < max && held.length < sizeof text && held.entry.held);
		memcpy(text, held.octets, held.length);
		assert_int_equal(sscanf(text, "kept text %u", &numbers[count]), 1);
		struct journal_id id = id_of(journal, numbers[count++]);
		assert_memory_equal(held.id.octets, id.octets, sizeof id.octets);
	}
	assert_done(result, &error);
	return count;
}

static void test_held_order(void **state)
{
	(void)state;
	struct place place;
	unsigned numbers[8];

	place_make(&place);
	struct journal *journal = open_for(&place, "262011234567890");
	for (unsigned i = 5; i > 0; i--)
		run_step(&journal, &place, (struct step){HOLD, i}, START_S + i);
	run_step(&journal, &place, (struct step){TAKE, 3}, START_S + 9);
	run_step(&journal, &place, (struct step){OFFER, 1}, START_S + 9);
	run_step(&journal, &place, (struct step){COMMIT, 1}, START_S + 9);
	run_step(&journal, &place, (struct step){HOLD, 7}, START_S + 1);
	assert_int_equal(read_held(journal, numbers, COUNT(numbers)), 5);
	run_step(&journal, &place, (struct step){REOPEN, 0}, 0);
	static const unsigned wanted[] = {5, 4, 2, 1};
	assert_int_equal(read_held(journal, numbers, COUNT(numbers)), COUNT(wanted));
	assert_memory_equal(numbers, wanted, sizeof wanted);
	journal_close(journal);

	/* another phone has none of it */
	journal = open_for(&place, "262019999999999");
	assert_int_equal(read_held(journal, numbers, COUNT(numbers)), 0);
	journal_close(journal);
	place_remove(&place);
}

static void test_longest(void **state)
{
	(void)state;
	struct smsmodem_error error;
	struct journal_held held;
	uint8_t octets[SMSMODEM_PDU_MAX + 1];
	struct place place;
	int64_t position = 0;

	memset(octets, 0xFF, sizeof octets);
	place_make(&place);
	struct journal *journal = open_for(&place, "1");
	struct journal_id id = id_of(journal, 1);
	assert_int_equal(journal_see(journal, &id, START_S, octets, sizeof octets, &error),
			 SMSMODEM_E_BUG);
	assert_done(journal_see(journal, &id, START_S, octets, SMSMODEM_PDU_MAX, &error), &error);
	assert_int_equal(journal_next_held(journal, &position, &held, &error), 1);
	assert_int_equal(held.length, SMSMODEM_PDU_MAX);
	assert_memory_equal(held.octets, octets, SMSMODEM_PDU_MAX);
	journal_close(journal);
	place_remove(&place);
}

/* --- no text stays --- */

static bool file_has(const char *path, const char *text)
{
	static char content[1 << 20];
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	if (fd < 0)
		return false;
	ssize_t count = read(fd, content, sizeof content);
	assert_int_equal(close(fd), 0);
	return count > 0 && memmem(content, (size_t)count, text, strlen(text));
}

static bool place_has(const struct place *place, const char *text)
{
	char log[160];

	(void)snprintf(log, sizeof log, "%s-wal", place->file);
	return file_has(place->file, text) || file_has(log, text);
}

static void test_no_text_stays(void **state)
{
	(void)state;
	struct place place;

	for (int way = 0; way < 2; way++) {
		place_make(&place);
		struct journal *journal = open_for(&place, "262011234567890");
		for (unsigned i = 1; i < 40; i++)
			run_step(&journal, &place, (struct step){HOLD, i}, START_S);
		commit(journal, true);
		assert_true(place_has(&place, "kept text 3"));
		for (unsigned i = 1; i < 40; i++)
			run_step(&journal, &place, (struct step){TAKE, i}, START_S);
		commit(journal, false);
		if (way == 0)
			journal_tidy(journal);
		else
			run_step(&journal, &place, (struct step){REOPEN, 0}, 0);
		assert_false(place_has(&place, "kept text "));
		assert_int_equal(entry_of(journal, 39).state, JOURNAL_TAKEN);
		journal_close(journal);
		assert_false(place_has(&place, "kept text "));
		place_remove(&place);
	}
}

/* --- identities --- */

static void test_identities(void **state)
{
	(void)state;
	struct place places[2];
	struct journal *journals[2];
	struct journal_id ids[2], again;

	for (size_t i = 0; i < 2; i++) {
		place_make(&places[i]);
		journals[i] = open_for(&places[i], "1");
		journal_identify(journals[i], "same", 4, &ids[i]);
	}
	assert_memory_not_equal(ids[0].octets, ids[1].octets, sizeof ids[0].octets);
	assert_memory_not_equal(ids[0].octets, ids[0].octets + 8, 8);
	journal_close(journals[0]);
	journals[0] = open_for(&places[0], "2");
	journal_identify(journals[0], "same", 4, &again);
	assert_memory_equal(ids[0].octets, again.octets, sizeof again.octets);
	journal_identify(journals[0], "sama", 4, &again);
	assert_memory_not_equal(ids[0].octets, again.octets, 8);
	assert_memory_not_equal(ids[0].octets + 8, again.octets + 8, 8);
	for (size_t i = 0; i < 2; i++) {
		journal_close(journals[i]);
		place_remove(&places[i]);
	}
}

static void test_phones(void **state)
{
	(void)state;
	struct place place;
	struct smsmodem_error error;

	place_make(&place);
	struct journal *journal = open_for(&place, "A");
	run_step(&journal, &place, (struct step){TAKE, 1}, START_S);
	commit(journal, false);
	assert_done(journal_phone(journal, "B", &error), &error);
	assert_int_equal(entry_of(journal, 1).state, JOURNAL_NEW);
	assert_done(journal_phone(journal, "A", &error), &error);
	assert_int_equal(entry_of(journal, 1).state, JOURNAL_TAKEN);
	journal_close(journal);
	place_remove(&place);
}

/* --- what is forgotten --- */

#define DAY INT64_C(86400)

struct prune_row {
	const char *name;
	struct step step;
	int64_t again_s,
		now_s;   /* it is seen once more (0: not); when it is pruned, since START_S */
	int64_t newer_s; /* when 10,000 others were taken; 0: there are none */
	bool stays;
	bool one_less; /* of those others */
};

static const struct prune_row prune_rows[] = {
	{"taken today", {TAKE, 1}, 0, 0, 1, true, false},
	{"taken 30 days ago", {TAKE, 1}, 0, 30 * DAY, 30 * DAY, true, false},
	{"taken longer ago", {TAKE, 1}, 0, 30 * DAY + 1, 30 * DAY + 1, false, false},
	{"taken longer ago, and few since", {TAKE, 1}, 0, 400 * DAY, 0, true, false},
	{"one of the newest 10,000", {TAKE, 1}, 0, 400 * DAY, 400 * DAY, true, true},
	{"taken, and still in the phone", {TAKE, 1}, 20 * DAY, 45 * DAY, 45 * DAY, true, false},
	{"the clock jumps", {TAKE, 1}, 0, 9000 * DAY, 29 * DAY, true, false},
	{"the clock went back", {TAKE, 1}, 0, -400 * DAY, 31 * DAY, true, false},
	{"the clock went back, and it is seen", {TAKE, 1}, -400 * DAY, -371 * DAY, 0, true, false},
	{"seen only", {SEE, 1}, 0, 31 * DAY, 31 * DAY, false, false},
	{"given out only", {OFFER, 1}, 0, 31 * DAY, 31 * DAY, false, false},
	{"held", {HOLD, 1}, 0, 400 * DAY, 400 * DAY, true, false},
};

/* One transaction. */
static void take_many(struct journal *journal, unsigned first, unsigned count, int64_t now_s)
{
	struct smsmodem_error error;

	for (unsigned i = first; i < first + count; i++) {
		struct journal_id id = id_of(journal, i);
		assert_done(journal_take(journal, &id, 1, now_s, &error), &error);
	}
}

static void test_prune(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(prune_rows); i++) {
		const struct prune_row *row = &prune_rows[i];
		struct smsmodem_error error;
		struct place place;

		place_make(&place);
		struct journal *journal = open_for(&place, "A");
		run_step(&journal, &place, row->step, START_S);
		if (row->again_s)
			run_step(&journal, &place, (struct step){SEE, 1}, START_S + row->again_s);
		if (row->newer_s)
			take_many(journal, 100, row->one_less ? 9999 : 10000,
				  START_S + row->newer_s);
		assert_done(journal_prune(journal, START_S + row->now_s, &error), &error);
		run_step(&journal, &place, (struct step){REOPEN, 0}, 0);
		assert_done(journal_phone(journal, "A", &error), &error);
		if ((entry_of(journal, 1).seen_s != 0) != row->stays)
			fail_msg("%s", row->name);
		journal_close(journal);
		place_remove(&place);
	}
}

/* 100,000 of each phone stay. */
static void test_prune_many(void **state)
{
	(void)state;
	struct smsmodem_error error;
	struct place place;
	struct journal_id id;

	place_make(&place);
	struct journal *journal = open_for(&place, "B");
	run_step(&journal, &place, (struct step){TAKE, 7}, START_S - 5);
	assert_done(journal_phone(journal, "A", &error), &error);
	for (unsigned i = 0; i < 100100; i++) {
		id = id_of(journal, i);
		assert_done(journal_take(journal, &id, 1, START_S + i, &error), &error);
	}
	assert_done(journal_prune(journal, START_S + 100100, &error), &error);
	assert_int_equal(entry_of(journal, 98).state, JOURNAL_NEW);
	assert_int_equal(entry_of(journal, 99).state, JOURNAL_TAKEN);
	assert_int_equal(entry_of(journal, 100099).state, JOURNAL_TAKEN);
	assert_done(journal_phone(journal, "B", &error), &error);
	assert_int_equal(entry_of(journal, 7).state, JOURNAL_TAKEN);
	journal_close(journal);
	place_remove(&place);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_states),        cmocka_unit_test(test_model),
		cmocka_unit_test(test_held_order),    cmocka_unit_test(test_longest),
		cmocka_unit_test(test_no_text_stays), cmocka_unit_test(test_identities),
		cmocka_unit_test(test_phones),        cmocka_unit_test(test_prune),
		cmocka_unit_test(test_prune_many),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
