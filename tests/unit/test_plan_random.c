/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which tables random texts take: what is replaced, and that the list says what is sent. */
#include "plan_support.h"

/* Letters that are a cluster each: of the default, of tables, that can be replaced, that cannot. */
static const uint32_t letters[] = {'a',   'e',   ' ',    'x',    0x15F,  0x131,  0xE3,   0xF5,
				   0x161, 0x10D, 0x2013, 0x0928, 0x092E, 0x20AC, 0x221E, 0x436};

/* Likewise, also such as are replaced by several septets or by none. */
static const uint32_t longer[] = {'a',  'x',   0x2026, 0xA9,  0x301,  0x215E, 0x200B,
				  0xB1, 0x161, 0x20AC, 0x15F, 0x0928, 0x436};

static size_t random_letters(struct random *random, const uint32_t *from, uint32_t most, char *text,
			     size_t size)
{
	uint32_t count = random_below(random, random_below(random, 4) ? 400 : 9);
	uint32_t kinds = 4 + random_below(random, most - 3);
	size_t used = 0;

	for (uint32_t i = 0; i < count; i++)
		used += (size_t)pdu_utf8_put(from[random_below(random, kinds)], text + used,
					     size - used - 1);
	text[used] = '\0';
	return used;
}

static bool holds(const char *text, uint32_t languages)
{
	struct smsmodem_submit submit = submit_of(text);
	struct smsmodem_encoder encoder;

	submit.languages = languages;
	submit.encoding = GSM7;
	return smsmodem_encode_begin(&encoder, &submit, NULL) > 0;
}

/* What has no place in any single table is replaced. */
static void replace(const char *text, uint32_t languages, char *out, size_t size)
{
	size_t length = strlen(text), used = 0;

	for (size_t at = 0; at < length;) {
		uint32_t character = 0;
		char one[5] = "";
		bool known = false;
		int octets = pdu_utf8_get(text + at, length - at, &character);

		memcpy(one, text + at, (size_t)octets);
		for (unsigned i = 0; i < SMSMODEM_LANGUAGES; i++)
			known = known || holds(one, languages & 1U << i);
		const char *instead = known ? NULL : pdu_transliterate(character);
		used += (size_t)snprintf(out + used, size - used, "%s", instead ? instead : one);
		at += (size_t)octets;
	}
}

static size_t octets_of_parts(const struct smsmodem_submit *submit, int *count)
{
	static struct smsmodem_tpdu parts[SMSMODEM_PARTS_MAX];
	size_t octets = 0;

	*count = encode_all(submit, parts, NULL);
	for (int i = 0; i < *count; i++)
		octets += parts[i].ud_len;
	return octets;
}

/* A message that may be changed is in 7 bits as one that has been changed before, or as it was. */
static void check_replaced(const char *text, uint32_t languages, const char *changed)
{
	struct smsmodem_submit submit = submit_of(text), wanted = submit_of(changed);
	int count, wanted_count, plain_count;

	submit.languages = wanted.languages = languages;
	wanted.encoding = strcmp(text, changed) ? GSM7 : AUTO;
	size_t plain = octets_of_parts(&submit, &plain_count);
	size_t least = octets_of_parts(&wanted, &wanted_count);
	bool dearer = wanted_count > plain_count;
	submit.transliterate = true;
	assert_int_equal(octets_of_parts(&submit, &count), dearer ? plain : least);
	assert_int_equal(count, dearer ? plain_count : wanted_count);
	char *back = read_back(&submit, count);
	assert_string_equal(back, dearer ? text : changed);
	free(back);
}

static void test_random_replaced(void **state)
{
	static const uint32_t allowed[] = {0, TR, PT, HI, TR | PT, TR | HI, TR | PT | HI, ALL};
	struct random random = random_start();
	unsigned seen[4] = {0};

	(void)state;
	for (unsigned round = 0; round < 600; round++) {
		char text[2000], changed[2000];
		uint32_t languages = allowed[random_below(&random, COUNT(allowed))];
		unsigned way = 0;

		(void)random_letters(&random, letters, COUNT(letters), text, sizeof text);
		(void)snprintf(changed, sizeof changed, "%s", text);
		if (!holds(text, languages)) {
			replace(text, languages, changed, sizeof changed);
			way = 1;
		}
		if (way == 1 && !holds(changed, languages)) {
			replace(text, 0, changed, sizeof changed);
			way = 2;
		}
		if (way == 2 && !holds(changed, languages)) {
			(void)snprintf(changed, sizeof changed, "%s", text);
			way = 3;
		}
		seen[way]++;
		check_replaced(text, languages, changed);
	}
	print_message("as it is %u, some replaced %u, all %u, none can be %u\n", seen[0], seen[1],
		      seen[2], seen[3]);
	assert_true(seen[0] > 5 && seen[1] > 5 && seen[2] > 5 && seen[3] > 5);
}

/* One row is the chosen one, and is what is sent: in as many parts and octets. */
static void check_chosen(const struct smsmodem_submit *submit)
{
	struct smsmodem_alternative rows[SMSMODEM_ALTERNATIVES_MAX];
	struct smsmodem_encoder encoder;
	int sent, found = -1, count = smsmodem_alternatives(submit, rows, NULL);

	if (smsmodem_encode_begin(&encoder, submit, NULL) < 0) {
		assert_int_equal(count, SMSMODEM_E_TEXT);
		return;
	}
	size_t octets = octets_of_parts(submit, &sent);
	for (int i = 0; i < count; i++) {
		if (!rows[i].chosen)
			continue;
		assert_int_equal(found, -1);
		found = i;
	}
	assert_in_range(found, 0, count - 1);
	assert_int_equal(rows[found].encoding, encoder.encoding);
	assert_int_equal(rows[found].shift.locking, encoder.shift.locking);
	assert_int_equal(rows[found].shift.single, encoder.shift.single);
	assert_int_equal(rows[found].transliterated, encoder.transliterated);
	assert_int_equal(rows[found].parts, sent);
	assert_int_equal(rows[found].octets, octets);
	/* of all that were to be chosen from it is in front */
	assert_true(found == 0 || submit->encoding != AUTO);
}

static void test_random_chosen(void **state)
{
	static const enum smsmodem_encoding asked[] = {AUTO, AUTO, GSM7, UCS2,
						       SMSMODEM_ENCODING_8BIT};
	struct random random = random_start();

	(void)state;
	for (unsigned round = 0; round < 1000; round++) {
		char text[2000];

		(void)random_letters(&random, longer, COUNT(longer), text, sizeof text);
		struct smsmodem_submit submit = submit_of(text);
		submit.transliterate = random_below(&random, 2);
		submit.languages = random_below(&random, 2) ? random_below(&random, ALL + 1) : 0;
		submit.encoding = asked[random_below(&random, COUNT(asked))];
		check_chosen(&submit);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_random_replaced),
		cmocka_unit_test(test_random_chosen),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
