/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reassembly beside a slow model of what it should do, over random parts of few keys: what comes
 * out, and when, is the same for every small number of places and of remembered parts.
 */
#include "join_support.h"

enum {
	PLACES_MAX = 24,
	SIZE = 32,
	REMEMBERED = 16, /* entries, of which one is not used */
	TOTAL_MAX = 5,
	STEPS = 1000,
};

struct model_part {
	unsigned key, total, seq; /* total 0: of no long message */
	char letter;
	bool stamped; /* has a TP-SCTS */
};

struct model_open {
	struct model_part parts[TOTAL_MAX];
	size_t count;
	int64_t deadline_ms;
};

struct model {
	struct model_open open[PLACES_MAX + 1]; /* oldest first */
	size_t open_count, capacity;
	struct model_part given[REMEMBERED - 1]; /* in complete messages, oldest first */
	size_t given_count;
	int64_t expiry_ms;
	char told[1024]; /* letters of each message, by number, and its total */
};

static bool same_part(const struct model_part *a, const struct model_part *b)
{
	return a->key == b->key && a->total == b->total && a->seq == b->seq &&
	       a->letter == b->letter && a->stamped == b->stamped;
}

static void tell(char *told, const char *letters, size_t total)
{
	size_t used = strlen(told);
	int length = snprintf(told + used, 1024 - used, "%s/%zu ", letters, total);

	assert_in_range(length, 1, 1023 - used);
}

static void model_give(struct model *model, size_t index)
{
	const struct model_open *open = &model->open[index];
	char letters[TOTAL_MAX + 1];
	size_t used = 0;

	for (unsigned seq = 1; seq <= TOTAL_MAX; seq++)
		for (size_t i = 0; i < open->count; i++)
			if (open->parts[i].seq == seq)
				letters[used++] = open->parts[i].letter;
	letters[used] = '\0';
	tell(model->told, letters, open->parts[0].total);
	model->open_count--;
	memmove(&model->open[index], &model->open[index + 1],
		(model->open_count - index) * sizeof model->open[0]);
}

static void model_remember(struct model *model, const struct model_open *open)
{
	for (size_t i = open->count; i-- > 0;) { /* the part that came last is first */
		if (!open->parts[i].stamped)
			continue;
		if (model->given_count == COUNT(model->given)) {
			model->given_count--;
			memmove(model->given, model->given + 1,
				model->given_count * sizeof model->given[0]);
		}
		model->given[model->given_count++] = open->parts[i];
	}
}

static size_t model_waiting(const struct model *model)
{
	size_t count = 0;

	for (size_t i = 0; i < model->open_count; i++)
		count += model->open[i].count;
	return count;
}

static void model_take(struct model *model, const struct model_part *part, int64_t now_ms)
{
	size_t index = 0;

	for (size_t i = 0; i < model->given_count; i++)
		if (part->stamped && same_part(&model->given[i], part))
			return;
	while (index < model->open_count && (model->open[index].parts[0].key != part->key ||
					     model->open[index].parts[0].total != part->total))
		index++;
	if (index < model->open_count)
		for (size_t i = 0; i < model->open[index].count; i++) {
			const struct model_part *there = &model->open[index].parts[i];

			if (there->seq == part->seq && there->letter == part->letter)
				return;
			if (there->seq == part->seq) {
				model_give(model, index);
				index = model->open_count;
				break;
			}
		}
	struct model_open *open = &model->open[index];
	if (index == model->open_count) {
		model->open_count++;
		open->count = 0;
		open->deadline_ms = model->expiry_ms ? now_ms + model->expiry_ms : INT64_MAX;
	}
	open->parts[open->count++] = *part;
	if (open->count == part->total) {
		model_remember(model, open);
		model_give(model, index);
	} else if (model_waiting(model) > model->capacity) {
		model_give(model, index == 0 && model->open_count > 1 ? 1 : 0);
	}
}

static void model_add(struct model *model, const struct model_part *part, int64_t now_ms)
{
	const char letter[2] = {part->letter, '\0'};

	model->told[0] = '\0';
	while (model->open_count && model->open[0].deadline_ms <= now_ms)
		model_give(model, 0);
	if (part->total)
		model_take(model, part, now_ms);
	else
		tell(model->told, letter, 1);
}

struct subject {
	struct pdu_join join;
	struct pdu_join_part parts[SIZE];
	struct pdu_join_open open[SIZE];
	struct pdu_join_fingerprint remembered[REMEMBERED];
	struct smsmodem_tpdu out[SMSMODEM_PARTS_MAX];
	uint32_t buckets[SIZE];
	char told[1024];
};

static void subject_tell(struct subject *subject, const struct smsmodem_message *message)
{
	char letters[TOTAL_MAX + 1];

	assert_in_range(message->count, 1, TOTAL_MAX);
	for (size_t i = 0; i < message->count; i++)
		letters[i] = (char)message->parts[i].ud[0];
	letters[message->count] = '\0';
	tell(subject->told, letters, message->total);
}

static void subject_add(struct subject *subject, const struct model_part *part, int64_t now_ms)
{
	char from[2] = {(char)('0' + part->key), '\0'};
	struct smsmodem_tpdu tpdu =
		part_of(from, part->total ? 7 : 0, part->total, part->seq, part->letter);
	const struct smsmodem_tpdu *next = &tpdu;
	struct smsmodem_message message;
	int result;

	subject->told[0] = '\0';
	if (part->stamped)
		tpdu = part_at(tpdu, 1);
	for (; (result = pdu_join_add(&subject->join, next, now_ms, &message)) == 1; next = NULL)
		subject_tell(subject, &message);
	assert_int_equal(result, 0);
}

static struct model_part random_part(struct random *random)
{
	return (struct model_part){
		.key = random_below(random, 3),
		.total = random_below(random, 20) ? 2 + random_below(random, TOTAL_MAX - 1) : 0,
		.seq = 1 + random_below(random, 2),
		.letter = (char)('a' + random_below(random, 2)),
		.stamped = random_below(random, 4) != 0,
	};
}

static void compare(struct random *random, size_t capacity, int64_t expiry_ms)
{
	struct subject *subject = calloc(1, sizeof *subject);
	struct model *model = calloc(1, sizeof *model);
	struct smsmodem_message message;
	int64_t now_ms = 0;

	assert_true(subject && model);
	model->capacity = subject->join.capacity = capacity;
	model->expiry_ms = subject->join.expiry_ms = expiry_ms;
	subject->join.recent = (struct pdu_join_recent){subject->remembered, REMEMBERED, 0};
	subject->join.out = subject->out;
	pdu_join_move(&subject->join, subject->parts, subject->open, subject->buckets, SIZE);
	for (unsigned step = 0; step < STEPS; step++) {
		struct model_part part = random_part(random);

		if (part.total > 2)
			part.seq = 1 + random_below(random, part.total);
		now_ms += random_below(random, 4) ? 0 : random_below(random, 20);
		model_add(model, &part, now_ms);
		subject_add(subject, &part, now_ms);
		assert_string_equal(subject->told, model->told);
		assert_int_equal(pdu_join_deadline(&subject->join),
				 model->open_count ? model->open[0].deadline_ms : INT64_MAX);
		assert_int_equal(subject->join.parts_used, model_waiting(model));
		assert_true(model_waiting(model) <= capacity);
	}
	model->told[0] = subject->told[0] = '\0';
	while (model->open_count)
		model_give(model, 0);
	while (pdu_join_flush(&subject->join, &message) == 1)
		subject_tell(subject, &message);
	assert_string_equal(subject->told, model->told);
	free(subject);
	free(model);
}

static void test_model(void **state)
{
	struct random random = random_start();

	(void)state;
	for (size_t capacity = 0; capacity <= PLACES_MAX; capacity++) {
		compare(&random, capacity, 0);
		compare(&random, capacity, 50);
	}
}

/* Without a place nothing is taken. */
static void test_no_place(void **state)
{
	static struct smsmodem_tpdu out[SMSMODEM_PARTS_MAX];
	static struct pdu_join_part parts[2];
	static struct pdu_join_open open[2];
	uint32_t buckets[2] = {0};
	struct pdu_join join = {.capacity = 9, .out = out};
	struct smsmodem_tpdu tpdu = part_of("+1", 1, 3, 1, 'a');
	struct smsmodem_message message;

	(void)state;
	assert_int_equal(pdu_join_add(&join, &tpdu, 0, &message), SMSMODEM_E_SPACE);
	assert_int_equal(pdu_join_add(&join, NULL, 0, &message), 0);
	pdu_join_move(&join, parts, open, buckets, 2);
	assert_int_equal(pdu_join_add(&join, &tpdu, 0, &message), 0);
	tpdu.concat.seq = 2;
	assert_int_equal(pdu_join_add(&join, &tpdu, 0, &message), SMSMODEM_E_SPACE);
	assert_int_equal(pdu_join_flush(&join, &message), 1);
	assert_int_equal(message.count, 1);
	assert_int_equal(message.parts[0].concat.seq, 1);
	assert_int_equal(pdu_join_add(&join, &tpdu, 0, &message), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_model),
		cmocka_unit_test(test_no_place),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
