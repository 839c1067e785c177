/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ringtones made by hand and by chance: patterns and loops, long ones, cut ones, and round trips.
 */
#include "ringtone_support.h"

#define LONG "Long:d=4,o=5,b=125"

/* --- patterns --- */

static void test_only_pattern(void **state)
{
	uint8_t octets[TONE_SIZE];
	struct pdu_bit_writer writer = tone_begin(octets, 1);

	(void)state;
	tone_pattern(&writer, 2, 15, 2);
	tone_note(&writer, 1);
	tone_note(&writer, 0);
	/* octave 5 and tempo 63 hold where nothing is said */
	assert_tone_text(octets, pdu_bits_written(&writer), ":d=4,o=5,b=63,l=15:c,p");
}

/* Parts of several are written out: A twice, B, A (which is only named), B three times. */
static void test_patterns(void **state)
{
	uint8_t octets[TONE_SIZE];
	struct pdu_bit_writer writer = tone_begin(octets, 4);

	(void)state;
	tone_pattern(&writer, 0, 1, 2);
	tone_note(&writer, 1);
	tone_note(&writer, 3);
	tone_pattern(&writer, 1, 15, 1); /* for ever: once, or the rest were never heard */
	tone_note(&writer, 5);
	tone_pattern(&writer, 0, 0, 0);
	tone_pattern(&writer, 1, 2, 0);
	assert_tone_text(octets, pdu_bits_written(&writer), ":d=4,o=5,b=63:c,d,c,d,e,c,d,e,e,e");
}

/* What is said in a pattern holds until another is said, also in the next. */
static void test_state(void **state)
{
	uint8_t octets[TONE_SIZE];
	struct pdu_bit_writer writer = tone_begin(octets, 2);

	(void)state;
	tone_pattern(&writer, 0, 0, 6);
	tone_note(&writer, 1);
	pdu_bits_put(&writer, 5, PDU_RINGTONE_SCALE << 2 | 3);
	pdu_bits_put(&writer, 5, PDU_RINGTONE_STYLE << 2 | 2);
	pdu_bits_put(&writer, 8, PDU_RINGTONE_TEMPO << 5 | 31);
	pdu_bits_put(&writer, 7, PDU_RINGTONE_VOLUME << 4 | 0);
	tone_note(&writer, 12);
	tone_pattern(&writer, 1, 0, 1);
	tone_note(&writer, 12);
	assert_tone_text(octets, pdu_bits_written(&writer), ":d=4,o=7,b=63:c5,b=900,s=S,v=0,b,b");
}

static void assert_malformed(struct pdu_bit_writer *writer, const char *word)
{
	struct smsmodem_error error;
	char text[4096];
	size_t length = pdu_bits_written(writer);
	uint8_t *exact = exact_copy(writer->octets, length);

	assert_int_equal(smsmodem_ringtone_rtttl(exact, length, text, sizeof text, &error),
			 SMSMODEM_E_PDU);
	free(exact);
	print_message("%s\n", error.text);
	assert_true(error.offset >= 0 && error.offset <= (long)length);
	assert_non_null(strstr(error.text, word));
}

static void test_malformed(void **state)
{
	static const struct {
		unsigned bits, value;
		const char *word;
	} rows[] = {
		{3, 0, "instruction 0"},
		{3, 6, "instruction 6"},
		{3, 7, "instruction 7"},
		{5, PDU_RINGTONE_STYLE << 2 | 3, "style 3"},
		{12, PDU_RINGTONE_NOTE << 9 | 13 << 5, "note 13"},
		{12, PDU_RINGTONE_NOTE << 9 | 1 << 5 | 6 << 2, "duration 6"},
		{3, PDU_RINGTONE_NOTE, "ends"},
		{3, PDU_RINGTONE_TEMPO, "ends"},
	};
	uint8_t octets[TONE_SIZE];
	struct pdu_bit_writer writer;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		writer = tone_begin(octets, 1);
		tone_pattern(&writer, 0, 0, 1);
		pdu_bits_put(&writer, rows[i].bits, rows[i].value);
		assert_malformed(&writer, rows[i].word);
	}
	writer = tone_begin(octets, 2);
	tone_pattern(&writer, 3, 0, 0); /* not defined */
	tone_pattern(&writer, 3, 0, 0);
	assert_malformed(&writer, "pattern 3");
	writer = (struct pdu_bit_writer){.octets = octets, .size = sizeof octets};
	pdu_bits_put(&writer, 8, 2);
	pdu_bits_put(&writer, 8, 5 << 1); /* a cancel command */
	assert_malformed(&writer, "command 5");
	pdu_bits_put(&writer, 16, 0);
	octets[1] = PDU_RINGTONE_PROGRAMMING << 1;
	octets[2] = PDU_RINGTONE_SOUND << 1;
	octets[3] = 0xC0; /* MIDI */
	assert_malformed(&writer, "song type 3");
	octets[0] = 0;
	assert_malformed(&writer, "ends");
}

/* A few octets that ask for a million notes. */
static void test_repetitions(void **state)
{
	uint8_t octets[TONE_SIZE];
	static char text[SMSMODEM_RINGTONE_TEXT_SIZE(TONE_SIZE)];
	struct pdu_bit_writer writer = tone_begin(octets, 255);
	struct smsmodem_error error;

	(void)state;
	tone_pattern(&writer, 0, 14, 255);
	for (int i = 0; i < 255; i++)
		tone_note(&writer, 1);
	for (int i = 1; i < 255; i++)
		tone_pattern(&writer, 0, 14, 0);
	assert_malformed(&writer, "repeats");
	writer = tone_begin(octets, 20); /* fewer, but more than there is room for */
	tone_pattern(&writer, 0, 14, 100);
	for (int i = 0; i < 100; i++)
		tone_note(&writer, 1);
	for (int i = 1; i < 20; i++)
		tone_pattern(&writer, 0, 14, 0);
	size_t length = pdu_bits_written(&writer);
	assert_int_equal(smsmodem_ringtone_rtttl(octets, length, text,
						 SMSMODEM_RINGTONE_TEXT_SIZE(length), &error),
			 SMSMODEM_E_SPACE);
	assert_int_equal(smsmodem_ringtone_rtttl(octets, length, text, sizeof text, &error), 60013);
}

/* --- long ones --- */

static char *long_tone(const char *settings, int notes)
{
	static char rtttl[32768];
	size_t used = (size_t)snprintf(rtttl, sizeof rtttl, "%s:", settings);

	for (int i = 0; i < notes; i++)
		used += (size_t)snprintf(rtttl + used, sizeof rtttl - used, "%s%c",
					 i > 0 ? "," : "", "cdefgab"[i % 7]);
	return rtttl;
}

static int long_result(const char *settings, int notes, uint8_t octets[TONE_SIZE])
{
	const char *rtttl = long_tone(settings, notes);
	struct smsmodem_error error;
	int result = smsmodem_ringtone_encode(rtttl, strlen(rtttl), octets, TONE_SIZE, &error);

	if (result < 0)
		print_message("%d notes: %s\n", notes, error.text);
	return result;
}

static void test_long(void **state)
{
	uint8_t octets[TONE_SIZE];

	(void)state;
	for (int notes = 240; notes <= 985; notes += notes % 250 < 5 ? 1 : 5) {
		int count = long_result(LONG, notes, octets);
		assert_true(count > 0);
		assert_tone_text(octets, (size_t)count, long_tone(LONG, notes));
	}
	assert_int_equal(long_result(LONG, 1000, octets), SMSMODEM_E_DATA);
	assert_int_equal(long_result(LONG, 10000, octets), SMSMODEM_E_DATA);
	assert_true(long_result(LONG ",l=3", 248, octets) > 0);
	assert_int_equal(long_result(LONG ",l=3", 255, octets), SMSMODEM_E_DATA);
	assert_true(long_result(LONG ",l=0,s=S,v=3", 985, octets) > 0);
	char *text = tone_text(octets, (size_t)long_result(LONG ",s=S,v=3", 985, octets));
	assert_null(strstr(strstr(text, "v=3") + 1, "v="));
	assert_null(strstr(strstr(text, "s=S") + 1, "s="));
	free(text);
}

/* --- cut, and without room --- */

static const char *const tones[] = {
	"a::c",
	"Simpsons:d=4,o=5,b=160:32p,c.6,e6,f#6,8a6,g.6,e6,c6,8a,8f#,8f#,8f#,2g",
	"Style:d=8,o=6,b=200,s=C,l=15:c,d,e,s=N,f#7,s=S,a#.4,v=3,b=900,c&,c;",
	"\u0416\u0416\u0416:d=4:c,d,e",
};

static void test_cut(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(tones); i++) {
		uint8_t octets[TONE_SIZE];
		size_t count = tone_encoded(tones[i], octets);

		for (size_t length = 0; length < count; length++) {
			struct smsmodem_error error = {.offset = -1};
			char text[2048];
			uint8_t *exact = exact_copy(octets, length);
			int result =
				smsmodem_ringtone_rtttl(exact, length, text, sizeof text, &error);

			free(exact);
			/* the end and up to seven bits of filling are nothing to miss */
			assert_true(result >= 0 ? length + 2 >= count
						: result == SMSMODEM_E_PDU && error.offset >= 0 &&
							  error.offset <= (long)length);
		}
	}
}

static void test_capacities(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(tones); i++) {
		uint8_t octets[TONE_SIZE], small[256];
		size_t count = tone_encoded(tones[i], octets);
		char *text = tone_text(octets, count), small_text[256];
		size_t length = strlen(text);

		for (size_t size = 0; size <= count; size++) {
			memset(small, CANARY, sizeof small);
			assert_int_equal(smsmodem_ringtone_encode(tones[i], strlen(tones[i]), small,
								  size, NULL),
					 size < count ? SMSMODEM_E_SPACE : (int)count);
			assert_canary(small, size, sizeof small);
		}
		for (size_t size = 0; size <= length + 1; size++) {
			memset(small_text, CANARY, sizeof small_text);
			assert_int_equal(
				smsmodem_ringtone_rtttl(octets, count, small_text, size, NULL),
				size <= length ? SMSMODEM_E_SPACE : (int)length);
			assert_canary(small_text, size, sizeof small_text);
		}
		assert_string_equal(small_text, text);
		free(text);
	}
}

/* --- by chance --- */

static const char *pick(struct random *random, const char *const *words, uint32_t count)
{
	return words[random_below(random, count)];
}

static void random_tone(struct random *random, char *rtttl, size_t size)
{
	static const char *const durations[] = {"", "", "1", "2", "4", "8", "16", "32"};
	static const char *const pitches[] = {"p",  "c", "c#", "d", "d#", "e", "f",
					      "f#", "g", "g#", "a", "a#", "b", "h"};
	static const char *const octaves[] = {"", "", "", "4", "5", "6", "7"};
	static const char *const suffixes[] = {"", "", "", ".", ";", "&", ".."};
	static const char *const pairs[] = {"s=S,", "SN,",  "s=C,", "b=40,", "b900,",
					    "o=4,", "v=0,", "d=8,", "v=15,", " ,"};
	size_t used = (size_t)snprintf(rtttl, size,
				       "n%u:d=%u,o=%u,b=%u,l=%u:", random_below(random, 1000),
				       1U << random_below(random, 6), 4 + random_below(random, 4),
				       20 + random_below(random, 900), random_below(random, 16));

	for (uint32_t notes = 1 + random_below(random, 60); notes > 0; notes--) {
		const char *pair = random_below(random, 6) ? "" : pick(random, pairs, COUNT(pairs));
		const char *pitch = pick(random, pitches, COUNT(pitches));

		used += (size_t)snprintf(rtttl + used, size - used, "%s%s%s%s%s,", pair,
					 pick(random, durations, COUNT(durations)), pitch,
					 pitch[0] == 'p' ? ""
							 : pick(random, octaves, COUNT(octaves)),
					 pick(random, suffixes, COUNT(suffixes)));
	}
	assert_true(used < size);
}

/* The text is another, but says the same: it makes the same octets, or says itself again. */
static void test_round_trips(void **state)
{
	struct random random = random_start();

	(void)state;
	for (int i = 0; i < 3000; i++) {
		char rtttl[4096];
		uint8_t octets[TONE_SIZE], again[TONE_SIZE];

		random_tone(&random, rtttl, sizeof rtttl);
		size_t count = tone_encoded(rtttl, octets);
		char *text = tone_text(octets, count);
		assert_int_equal(tone_encoded(text, again), count);
		assert_memory_equal(octets, again, count);
		free(text);
	}
}

/* Damaged ones are read or refused, and what is read can be encoded or is too long. */
static void test_damage(void **state)
{
	struct random random = random_start();

	(void)state;
	for (int i = 0; i < 20000; i++) {
		uint8_t octets[TONE_SIZE], again[TONE_SIZE];
		static char text[65536];
		struct smsmodem_error error;
		size_t count = tone_encoded(tones[random_below(&random, COUNT(tones))], octets);

		for (uint32_t flips = 1 + random_below(&random, 4); flips > 0; flips--)
			octets[random_below(&random, (uint32_t)count)] ^=
				(uint8_t)(1U << random_below(&random, 8));
		uint8_t *exact = exact_copy(octets, count);
		int length = smsmodem_ringtone_rtttl(exact, count, text, sizeof text, &error);
		free(exact);
		if (length < 0) {
			assert_true(error.code == length && error.text[0] != '\0');
			continue;
		}
		int result =
			smsmodem_ringtone_encode(text, (size_t)length, again, sizeof again, &error);
		assert_true(result > 0 || error.code == SMSMODEM_E_DATA);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_only_pattern), cmocka_unit_test(test_patterns),
		cmocka_unit_test(test_state),        cmocka_unit_test(test_malformed),
		cmocka_unit_test(test_repetitions),  cmocka_unit_test(test_long),
		cmocka_unit_test(test_cut),          cmocka_unit_test(test_capacities),
		cmocka_unit_test(test_round_trips),  cmocka_unit_test(test_damage),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
