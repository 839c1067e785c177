/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The choice among all alphabets against a dumb one of its own: every pair of tables, made from the
 * tables forward, every part filled cluster by cluster, and parts counted by dynamic programming.
 */
#include "encode_support.h"
#include "gsm7.h"
#include <utf8proc.h>

#define CHARACTERS_MAX 700
#define TEXT_SIZE      (4 * CHARACTERS_MAX + 1)

/* Bits of the tables that have a character of the basic plane. */
static uint16_t lockings_of[0x10000], singles_of[0x10000];

static void read_tables(void)
{
	for (unsigned language = 0; language < SMSMODEM_LANGUAGES; language++) {
		for (unsigned code = 0; code < 128; code++) {
			uint16_t locking = pdu_gsm7_locking[language][code];
			uint16_t single = pdu_gsm7_single[language][code];

			if (locking && language != SMSMODEM_LANGUAGE_SPANISH)
				lockings_of[locking] |= (uint16_t)(1U << language);
			/* not in all versions of the specification, so that it is never sent */
			if (single && (language != SMSMODEM_LANGUAGE_TELUGU || single != 0x20AC))
				singles_of[single] |= (uint16_t)(1U << language);
		}
	}
}

struct brute_text {
	uint32_t characters[CHARACTERS_MAX];
	bool starts[CHARACTERS_MAX + 1]; /* a cluster begins here */
	size_t count;
};

static void read_text(struct brute_text *out, const char *text, size_t length)
{
	utf8proc_int32_t state = 0, before = 0;

	out->count = 0;
	for (size_t at = 0; at < length;) {
		utf8proc_int32_t character;
		utf8proc_ssize_t octets =
			utf8proc_iterate((const utf8proc_uint8_t *)text + at,
					 (utf8proc_ssize_t)(length - at), &character);
		size_t i = out->count++;

		assert_true(octets > 0 && i < CHARACTERS_MAX);
		out->characters[i] = (uint32_t)character;
		out->starts[i] =
			i == 0 || utf8proc_grapheme_break_stateful(before, character, &state);
		before = character;
		at += (size_t)octets;
	}
	out->starts[out->count] = true;
}

struct brute_form {
	bool utf16;
	unsigned locking, single;
	size_t header[2], capacity[2]; /* of one part, and of each of several */
};

/* 23.040 9.2.3.24: elements are two octets and their data, and one is in front of all. */
static void lay_form(struct brute_form *form, const struct smsmodem_submit *submit)
{
	for (unsigned several = 0; several < 2; several++) {
		size_t header = (submit->port_dst >= 0 ? 6 : 0) + (form->locking ? 3 : 0) +
				(form->single ? 3 : 0);

		if (several)
			header += submit->ref_bits == 16 ? 6 : 5;
		header += header > 0;
		form->header[several] = header;
		form->capacity[several] =
			form->utf16 ? (140 - header) / 2 : (1120 - 8 * header) / 7;
	}
}

/* Units of a character; 0: the form cannot have it. */
static size_t units_of(const struct brute_form *form, uint32_t character)
{
	if (form->utf16)
		return character > 0xFFFF ? 2 : 1;
	if (character > 0xFFFF)
		return 0;
	if (lockings_of[character] >> form->locking & 1)
		return 1;
	return singles_of[character] >> form->single & 1 ? 2 : 0;
}

static size_t octets_of_part(const struct brute_form *form, unsigned several, size_t units)
{
	size_t header = form->header[several];

	if (form->utf16)
		return header + 2 * units;
	return (7 * ((8 * header + 6) / 7 + units) + 7) / 8;
}

/* Where a part may end, once all units are known: between clusters, and within what is too long. */
static void mark_cuts(const struct brute_text *text, const size_t *units, size_t capacity,
		      bool *cuts)
{
	for (size_t i = 0, next; i < text->count; i = next) {
		size_t sum = units[i];

		for (next = i + 1; !text->starts[next]; next++)
			sum += units[next];
		cuts[i] = true;
		for (size_t k = i + 1; k < next; k++)
			cuts[k] = sum > capacity;
	}
	cuts[text->count] = true;
}

struct brute_cost {
	size_t parts, octets; /* parts 0: impossible */
};

static struct brute_cost cost_of(const struct brute_text *text, const struct brute_form *form)
{
	size_t units[CHARACTERS_MAX], all = 0;
	bool cuts[CHARACTERS_MAX + 1];
	struct brute_cost cost = {0};

	for (size_t i = 0; i < text->count; i++) {
		units[i] = units_of(form, text->characters[i]);
		if (units[i] == 0)
			return cost;
		all += units[i];
	}
	if (all <= form->capacity[0])
		return (struct brute_cost){1, octets_of_part(form, 0, all)};
	mark_cuts(text, units, form->capacity[1], cuts);
	for (size_t from = 0, to; from < text->count; from = to) {
		size_t used = 0, kept = 0;

		to = from;
		for (size_t i = from; i < text->count && used + units[i] <= form->capacity[1];) {
			used += units[i++];
			if (cuts[i]) {
				to = i;
				kept = used;
			}
		}
		cost.parts++;
		cost.octets += octets_of_part(form, 1, kept);
	}
	return cost;
}

/* The fewest parts there can be, whatever is cut where. */
static size_t fewest_parts(const struct brute_text *text, const struct brute_form *form)
{
	size_t units[CHARACTERS_MAX], best[CHARACTERS_MAX + 1], all = 0;
	bool cuts[CHARACTERS_MAX + 1];

	for (size_t i = 0; i < text->count; i++)
		all += units[i] = units_of(form, text->characters[i]);
	if (all <= form->capacity[0])
		return 1;
	mark_cuts(text, units, form->capacity[1], cuts);
	best[0] = 0;
	for (size_t to = 1; to <= text->count; to++) {
		size_t sum = 0;

		best[to] = SIZE_MAX;
		for (size_t from = to; cuts[to] && from-- > 0;) {
			sum += units[from];
			if (sum > form->capacity[1])
				break;
			if (cuts[from] && best[from] != SIZE_MAX && best[from] + 1 < best[to])
				best[to] = best[from] + 1;
		}
	}
	return best[text->count];
}

/* How plain a form is: the default, one table, a language's two, any two, UTF-16. */
static unsigned rank_of(const struct brute_form *form)
{
	unsigned kind = form->utf16                     ? 5
			: !form->locking                ? form->single != 0
			: !form->single                 ? 2
			: form->locking == form->single ? 3
							: 4;

	return kind << 16 | form->locking << 8 | form->single;
}

static bool is_better(struct brute_cost cost, const struct brute_form *form, struct brute_cost best,
		      const struct brute_form *best_form)
{
	if (cost.parts == 0 || best.parts == 0)
		return cost.parts != 0;
	if (cost.parts != best.parts)
		return cost.parts < best.parts;
	if (cost.octets != best.octets)
		return cost.octets < best.octets;
	return rank_of(form) < rank_of(best_form);
}

static struct brute_cost find_best(const struct brute_text *text,
				   const struct smsmodem_submit *submit,
				   struct brute_form *best_form)
{
	struct brute_cost best = {0};

	for (unsigned locking = 0; locking <= SMSMODEM_LANGUAGES; locking++) {
		for (unsigned single = 0; single < SMSMODEM_LANGUAGES; single++) {
			struct brute_form form = {
				locking == SMSMODEM_LANGUAGES, locking, single, {0}, {0}};

			if (form.utf16)
				form.locking = form.single = 0;
			if (form.utf16
				    ? submit->encoding == SMSMODEM_ENCODING_GSM7 || single > 0
				    : ~(submit->languages | 1) & (1U << locking | 1U << single) ||
					      locking == SMSMODEM_LANGUAGE_SPANISH)
				continue;
			lay_form(&form, submit);
			struct brute_cost cost = cost_of(text, &form);
			if (is_better(cost, &form, best, best_form)) {
				best = cost;
				*best_form = form;
			}
		}
	}
	return best;
}

/* --- random texts --- */

/* What a text is made of: some ASCII, what tables have, and what is hard to cut. */
static uint32_t random_character(struct random *random, unsigned kind, unsigned language)
{
	static const uint32_t hard[] = {0x20AC, '[',    '~',     '\r',    '\n',    0x301,
					0x200D, 0xFE0F, 0x1F468, 0x1F469, 0x1F1E9, 0x1F1EA,
					0x93F,  0x94D,  0xC4D,   0x0915,  0xE7,    0x11F};
	uint32_t character = 0;

	while (character == 0 || (character >= 0xD800 && character <= 0xDFFF)) {
		switch (kind) {
		case 0: character = pdu_gsm7_locking[0][random_below(random, 128)]; break;
		case 1: character = pdu_gsm7_single[0][random_below(random, 128)]; break;
		case 2: character = pdu_gsm7_locking[language][random_below(random, 128)]; break;
		case 3: character = pdu_gsm7_single[language][random_below(random, 128)]; break;
		case 4: character = hard[random_below(random, COUNT(hard))]; break;
		case 5: character = random_below(random, 0x3000); break;
		case 6: character = random_below(random, 0x110000); break;
		default: character = 'a' + random_below(random, 26); break;
		}
	}
	return character;
}

/* Mostly of a few kinds of characters and languages; now and then one cluster without end. */
static size_t random_text(struct random *random, char *text)
{
	static const size_t longest[] = {20, 80, 170, 330, CHARACTERS_MAX};
	size_t count =
		random_below(random, (uint32_t)longest[random_below(random, COUNT(longest))]);
	unsigned kinds[] = {8, 2, random_below(random, 4), random_below(random, 9)};
	unsigned language = random_below(random, SMSMODEM_LANGUAGES);
	unsigned languages[] = {language, random_below(random, 3)
						  ? language
						  : random_below(random, SMSMODEM_LANGUAGES)};
	unsigned few = 1 + random_below(random, 4);
	uint32_t mark = random_below(random, 20) ? 0 : random_below(random, 2) ? 0x93F : 0x301;
	size_t used = 0;

	for (size_t i = 0; i < count; i++) {
		uint32_t character = random_character(random, kinds[random_below(random, few)],
						      languages[random_below(random, 2)]);
		int octets = pdu_utf8_put(mark && i % 170 > 3 ? mark : character, text + used,
					  TEXT_SIZE - used);

		assert_true(octets > 0);
		used += (size_t)octets;
	}
	return used;
}

static struct smsmodem_submit random_submit(struct random *random, const char *text, size_t length)
{
	struct smsmodem_submit submit = SMSMODEM_SUBMIT_INIT;

	submit.to = "123";
	submit.text = text;
	submit.text_len = length;
	submit.encoding = random_below(random, 4) ? SMSMODEM_ENCODING_AUTO : SMSMODEM_ENCODING_GSM7;
	submit.ref_bits = random_below(random, 2) ? 16 : 8;
	submit.port_dst = random_below(random, 3) ? -1 : 2948;
	switch (random_below(random, 4)) {
	case 0: submit.languages = 1U << random_below(random, SMSMODEM_LANGUAGES); break;
	case 1: submit.languages = random_below(random, 0x4000); break;
	default: submit.languages = SMSMODEM_LANGUAGES_ALL; break;
	}
	return submit;
}

/* --- */

static struct smsmodem_tpdu parts[SMSMODEM_PARTS_MAX];

static void check_parts(const struct smsmodem_submit *submit, struct brute_cost best)
{
	static char back[SMSMODEM_TEXT_SIZE(SMSMODEM_PARTS_MAX)];
	int count = encode_all(submit, parts, NULL);
	size_t octets = 0;

	assert_int_equal(count, best.parts);
	for (int i = 0; i < count; i++)
		octets += parts[i].ud_len;
	assert_int_equal(octets, best.octets);
	assert_int_equal(smsmodem_text(parts, (size_t)count, back, sizeof back), submit->text_len);
	assert_memory_equal(back, submit->text, submit->text_len);
}

static void check_row(const struct smsmodem_alternative *row, const struct brute_text *text,
		      const struct smsmodem_submit *submit)
{
	struct brute_form form = {row->encoding == SMSMODEM_ENCODING_UCS2,
				  row->shift.locking,
				  row->shift.single,
				  {0},
				  {0}};

	lay_form(&form, submit);
	struct brute_cost cost = cost_of(text, &form);
	assert_int_equal(row->parts, cost.parts);
	assert_int_equal(row->octets, cost.octets);
	assert_false(row->transliterated);
	for (size_t i = 0; row->parts == 0 && i < text->count; i++) {
		if (units_of(&form, text->characters[i]) != 0)
			continue;
		assert_int_equal(row->missing, text->characters[i]);
		return;
	}
	assert_int_equal(row->missing, 0);
}

static void check_list(const struct smsmodem_submit *submit, const struct brute_text *text,
		       const struct brute_form *best)
{
	struct smsmodem_alternative rows[SMSMODEM_ALTERNATIVES_MAX];
	int count = smsmodem_alternatives(submit, rows, NULL), chosen = 0;
	bool impossible = false;

	assert_true(count > 0 && count <= SMSMODEM_ALTERNATIVES_MAX);
	for (int i = 0; i < count; i++) {
		check_row(&rows[i], text, submit);
		assert_true(!impossible || rows[i].parts == 0);
		impossible = rows[i].parts == 0;
		if (i > 0 && !impossible)
			assert_true(rows[i].parts > rows[i - 1].parts ||
				    (rows[i].parts == rows[i - 1].parts &&
				     rows[i].octets >= rows[i - 1].octets));
		if (!rows[i].chosen)
			continue;
		chosen++;
		assert_int_equal(rows[i].encoding == SMSMODEM_ENCODING_UCS2, best->utf16);
		assert_int_equal(rows[i].shift.locking, best->locking);
		assert_int_equal(rows[i].shift.single, best->single);
	}
	assert_int_equal(chosen, 1);
}

/* @return the form that won, with a capacity of 0 if there is none */
static struct brute_form check_choice(const struct smsmodem_submit *submit, bool all)
{
	static struct brute_text text;
	struct smsmodem_encoder encoder;
	struct brute_form form = {0};

	read_text(&text, submit->text, submit->text_len);
	struct brute_cost best = find_best(&text, submit, &form);
	int result = smsmodem_encode_begin(&encoder, submit, NULL);
	assert_int_equal(result, best.parts ? (int)best.parts : SMSMODEM_E_TEXT);
	if (best.parts == 0)
		return form;
	assert_int_equal(encoder.encoding == SMSMODEM_ENCODING_UCS2, form.utf16);
	assert_int_equal(encoder.shift.locking, form.locking);
	assert_int_equal(encoder.shift.single, form.single);
	check_parts(submit, best);
	if (all) {
		assert_int_equal(best.parts, fewest_parts(&text, &form));
		check_list(submit, &text, &form);
	}
	return form;
}

static void test_random_texts(void **state)
{
	struct random random = random_start();
	unsigned won[2][2] = {{0}}, impossible = 0;

	(void)state;
	for (unsigned round = 0; round < 3000; round++) {
		char octets[TEXT_SIZE];
		size_t length = random_text(&random, octets);
		struct smsmodem_submit submit = random_submit(&random, octets, length);
		struct brute_form form = check_choice(&submit, true);

		impossible += form.capacity[0] == 0;
		won[form.locking != 0][form.single != 0] += form.capacity[0] && !form.utf16;
	}
	print_message("won: default %u, single %u, locking %u, both %u; none %u\n", won[0][0],
		      won[0][1], won[1][0], won[1][1], impossible);
	/* it would prove little if some never won */
	assert_true(won[0][0] > 5 && won[0][1] > 5 && won[1][0] > 5 && won[1][1] > 5);
	assert_true(impossible > 5);
}

/* One language and a few characters: costs are close, and forms equally cheap. */
static void test_short_texts(void **state)
{
	struct random random = random_start();

	(void)state;
	for (unsigned round = 0; round < 20000; round++) {
		char octets[TEXT_SIZE];
		unsigned language = random_below(&random, SMSMODEM_LANGUAGES);
		uint32_t count = random_below(&random, 24);
		size_t length = 0;

		for (uint32_t i = 0; i < count; i++)
			length += (size_t)pdu_utf8_put(
				random_character(&random, random_below(&random, 10), language),
				octets + length, TEXT_SIZE - length);
		struct smsmodem_submit submit = random_submit(&random, octets, length);
		submit.languages = 1U << language;
		(void)check_choice(&submit, false);
	}
}

int main(void)
{
	read_tables();
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_random_texts),
		cmocka_unit_test(test_short_texts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
