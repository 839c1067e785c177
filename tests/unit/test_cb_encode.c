/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cell broadcast written, and joined: texts on pages, pages to octets and back. */
#include "cb_support.h"

#define ROUNDS 2000

/* --- texts --- */

struct text_row {
	const char *name;
	uint8_t dcs;
	const char *language;
	const char *one; /* repeated */
	unsigned count;
	int pages; /* or what it fails with */
	long offset;
};

static const struct text_row text_rows[] = {
	{"nothing is an empty page", 0x0F, "", "", 1, 1, 0},
	{"93 characters are a page", 0x0F, "", "x", 93, 1, 0},
	{"94 are two", 0x0F, "", "x", 94, 2, 0},
	{"15 pages", 0x0F, "", "x", 1395, 15, 0},
	{"and one character", 0x0F, "", "x", 1396, SMSMODEM_E_TEXT, 1395},
	{"an escape is not cut: 46 of two septets", 0x0F, "", "€", 46, 1, 0},
	{"the 47th is on the next page", 0x0F, "", "€", 47, 2, 0},
	{"90 behind the language", 0x10, "sv", "x", 90, 1, 0},
	{"91 behind it", 0x10, "sv", "x", 91, 2, 0},
	{"41 of UCS-2", 0x48, "", "Ж", 41, 1, 0},
	{"42 of UCS-2", 0x48, "", "Ж", 42, 2, 0},
	{"40 of UCS-2 behind the language", 0x11, "ru", "Ж", 40, 1, 0},
	{"41 behind it", 0x11, "ru", "Ж", 41, 2, 0},
	{"20 pairs", 0x48, "", "🌅", 20, 1, 0},
	{"21 pairs: none is cut", 0x48, "", "🌅", 21, 2, 0},
	{"a character that the alphabet lacks", 0x0F, "", "xxЖ", 1, SMSMODEM_E_TEXT, 2},
	{"no UTF-8", 0x0F, "", "xx\xFF", 1, SMSMODEM_E_UTF8, 2},
	{"no UTF-8 in UCS-2", 0x48, "", "x\xE2\x82", 1, SMSMODEM_E_UTF8, 1},
	{"a language is wanted", 0x10, "", "x", 1, SMSMODEM_E_USAGE, -1},
	{"one of letters", 0x11, "e1", "x", 1, SMSMODEM_E_USAGE, -1},
	{"8-bit is no text", 0x44, "", "x", 1, SMSMODEM_E_USAGE, -1},
	{"compressed is none", 0x60, "", "x", 1, SMSMODEM_E_USAGE, -1},
	{"a header is not made", 0x90, "", "x", 1, SMSMODEM_E_USAGE, -1},
};

static void check_text(const struct text_row *row, enum smsmodem_cb_form form)
{
	struct smsmodem_cb cb = {.form = form, .dcs = row->dcs};
	struct smsmodem_error error = {0};
	char text[SMSMODEM_CB_TEXT_SIZE] = "", again[SMSMODEM_CB_TEXT_SIZE];
	size_t length = strlen(row->one);

	memcpy(cb.language, row->language, strlen(row->language) + 1);
	for (unsigned i = 0; i < row->count; i++)
		memcpy(text + (size_t)i * length, row->one, length);
	assert_int_equal(smsmodem_cb_set_text(&cb, text, row->count * length, &error), row->pages);
	if (row->pages < 0) {
		assert_int_equal(error.offset, row->offset);
		return;
	}
	assert_int_equal(cb.pages, row->pages);
	assert_true(smsmodem_cb_complete(&cb));
	assert_int_equal(smsmodem_cb_text(&cb, again, sizeof again), row->count * length);
	assert_string_equal(again, text);
}

static void test_texts(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(text_rows); i++) {
		print_message("%s\n", text_rows[i].name);
		check_text(&text_rows[i], SMSMODEM_CB_GSM);
		check_text(&text_rows[i], SMSMODEM_CB_UMTS);
	}
}

/* "hi", and what it is padded with (23.038 6.1.2.2.1). */
static void test_octets(void **state)
{
	struct smsmodem_cb cb = {.message_id = 50, .serial = 0x4010, .dcs = 0x0F};
	char hex[2 * SMSMODEM_CB_PDU_MAX + 1];

	(void)state;
	assert_int_equal(smsmodem_cb_set_text(&cb, "hi", 2, NULL), 1);
	assert_int_equal(smsmodem_cb_encode(&cb, 1, hex, sizeof hex), 88);
	assert_memory_equal(hex, "401000320F11E874A3D168341A8D46A3", 32);
	assert_string_equal(&hex[172], "D100");
	cb.form = SMSMODEM_CB_UMTS;
	assert_int_equal(smsmodem_cb_set_text(&cb, "hi", 2, NULL), 1);
	assert_int_equal(smsmodem_cb_encode(&cb, 1, hex, sizeof hex), 90);
	assert_memory_equal(hex, "01003240100F01E874A3D168341A8D46", 32);
	assert_string_equal(&hex[174], "D10002");
}

static void test_refused(void **state)
{
	struct smsmodem_cb cb = {.pages = 2, .dcs = 0x0F};
	char hex[2 * SMSMODEM_CB_PDU_MAX + 1];

	(void)state;
	cb.present = 1;
	assert_int_equal(smsmodem_cb_encode(&cb, 1, hex, sizeof hex), 6);
	assert_int_equal(smsmodem_cb_encode(&cb, 2, hex, sizeof hex), SMSMODEM_E_USAGE);
	assert_int_equal(smsmodem_cb_encode(&cb, 0, hex, sizeof hex), SMSMODEM_E_USAGE);
	assert_int_equal(smsmodem_cb_encode(&cb, 99, hex, sizeof hex), SMSMODEM_E_USAGE);
	cb.page[0].length = 83;
	assert_int_equal(smsmodem_cb_encode(&cb, 1, hex, sizeof hex), SMSMODEM_E_USAGE);
	cb.page[0].length = 82;
	cb.form = SMSMODEM_CB_UMTS;
	assert_int_equal(smsmodem_cb_encode(&cb, 1, hex, sizeof hex), SMSMODEM_E_USAGE);
	cb.present = 3;
	assert_int_equal(smsmodem_cb_encode(&cb, 1, hex, sizeof hex), 173);
	assert_int_equal(smsmodem_cb_encode(&cb, 2, hex, sizeof hex), SMSMODEM_E_USAGE);
	cb.pages = 16;
	assert_int_equal(smsmodem_cb_encode(&cb, 1, hex, sizeof hex), SMSMODEM_E_USAGE);
	cb.form = SMSMODEM_CB_ETWS;
	assert_int_equal(smsmodem_cb_encode(&cb, 1, hex, sizeof hex), SMSMODEM_E_USAGE);
	cb.page[0].length = 50;
	assert_int_equal(smsmodem_cb_encode(&cb, 1, hex, sizeof hex), 56);
	assert_int_equal(smsmodem_cb_set_text(&cb, "x", 1, NULL), SMSMODEM_E_USAGE);
}

/* At the end of a page they would be padding (23.038 6.1.2.2.1). */
static void test_carriage_returns_between_pages(void **state)
{
	static const uint8_t codings[] = {0x0F, 0x10, 0x48};
	char text[96], got[SMSMODEM_CB_TEXT_SIZE];

	(void)state;
	for (size_t i = 0; i < COUNT(codings); i++) {
		for (size_t before = 30; before < 94; before++) {
			struct smsmodem_cb cb = {.dcs = codings[i], .language = "en"};

			memset(text, 'a', sizeof text);
			text[before - 1] = text[before - 2] = '\r';
			assert_true(smsmodem_cb_set_text(&cb, text, sizeof text, NULL) >= 2);
			assert_int_equal(smsmodem_cb_text(&cb, got, sizeof got), sizeof text);
			assert_memory_equal(got, text, sizeof text);
		}
	}
}

/* --- random ones --- */

static const char *const alphabet7[] = {"a", "z", "@", "€", "[", "é", "Δ", "\n", " ", "0"};
static const char *const alphabet16[] = {"a", "Ж", "한", "🌅", "\xEF\xBF\xBD", "\n", "é"};

static size_t random_text(struct random *random, bool ucs2, char *text, size_t size)
{
	size_t characters = random_below(random, 290), used = 0;

	for (size_t i = 0; i < characters; i++) {
		const char *one = ucs2 ? alphabet16[random_below(random, COUNT(alphabet16))]
				       : alphabet7[random_below(random, COUNT(alphabet7))];
		size_t length = strlen(one);

		assert_true(used + length < size);
		memcpy(text + used, one, length + 1);
		used += length;
	}
	text[used] = '\0';
	return used;
}

static struct smsmodem_cb random_cb(struct random *random, char *text, size_t size)
{
	static const uint8_t codings[] = {0x00, 0x0F, 0x10, 0x11, 0x20, 0x40, 0x48, 0x5A, 0xF1};
	struct smsmodem_cb cb = {.message_id = (uint16_t)random_below(random, 0x10000),
				 .serial = (uint16_t)random_below(random, 0x10000),
				 .dcs = codings[random_below(random, COUNT(codings))]};

	cb.form = random_below(random, 2) ? SMSMODEM_CB_UMTS : SMSMODEM_CB_GSM;
	cb.language[0] = (char)('a' + random_below(random, 26));
	cb.language[1] = (char)('a' + random_below(random, 26));
	bool ucs2 = smsmodem_cb_dcs_decode(cb.dcs).encoding == SMSMODEM_ENCODING_UCS2;
	size_t length = random_text(random, ucs2, text, size);
	int pages = smsmodem_cb_set_text(&cb, text, length, NULL);
	assert_in_range(pages, 1, SMSMODEM_CB_PAGES_MAX);
	return cb;
}

/* The pages of a message in random order, some of them twice. @return how many */
static size_t shuffle(struct random *random, unsigned pages, unsigned order[30])
{
	size_t count = 0;

	for (unsigned n = 1; n <= pages; n++)
		for (unsigned copies = random_below(random, 3) == 0 ? 2 : 1; copies > 0; copies--)
			order[count++] = n;
	for (size_t i = count; i > 1; i--) {
		size_t j = random_below(random, (uint32_t)i);
		unsigned kept = order[i - 1];

		order[i - 1] = order[j];
		order[j] = kept;
	}
	return count;
}

/* Encode, decode and join. @return how often a message came out; once copies of all are in it */
static unsigned send(struct random *random, const struct smsmodem_cb *cb, struct smsmodem_cb *got)
{
	static struct smsmodem_cb_join join;
	char hex[2 * SMSMODEM_CB_PDU_MAX + 1], again[sizeof hex];
	unsigned order[30] = {0}, given = 0;
	bool gsm = cb->form == SMSMODEM_CB_GSM;
	size_t count = shuffle(random, gsm ? cb->pages : 1, order);
	struct smsmodem_cb page = {0}, message = {0};

	memset(&join, 0, sizeof join);
	for (size_t i = 0; i < count; i++) {
		int octets = smsmodem_cb_encode(cb, order[i], hex, sizeof hex);

		assert_int_equal(octets, gsm ? 88 : 7 + 83 * cb->pages);
		assert_int_equal(smsmodem_cb_decode(hex, strlen(hex), &page, NULL), SMSMODEM_OK);
		assert_int_equal(smsmodem_cb_encode(&page, order[i], again, sizeof again), octets);
		assert_string_equal(again, hex);
		if (smsmodem_cb_join_add(&join, &page, &message) && given++ == 0)
			*got = message;
	}
	return given;
}

static void test_round_trips(void **state)
{
	struct random random = random_start();
	char text[SMSMODEM_CB_TEXT_SIZE], again[SMSMODEM_CB_TEXT_SIZE];
	struct smsmodem_cb got = {0};

	(void)state;
	for (unsigned i = 0; i < ROUNDS; i++) {
		struct smsmodem_cb cb = random_cb(&random, text, sizeof text);
		struct smsmodem_cb_dcs dcs = smsmodem_cb_dcs_decode(cb.dcs);

		assert_true(send(&random, &cb, &got) >= 1);
		assert_true(smsmodem_cb_complete(&got));
		assert_int_equal(got.message_id, cb.message_id);
		assert_int_equal(got.serial, cb.serial);
		assert_int_equal(got.dcs, cb.dcs);
		assert_string_equal(got.language, dcs.language ? dcs.language
						  : dcs.prefix ? cb.language
							       : "");
		assert_int_equal(smsmodem_cb_text(&got, again, sizeof again), strlen(text));
		assert_string_equal(again, text);
	}
}

static void test_capacities(void **state)
{
	struct smsmodem_cb cb = {.form = SMSMODEM_CB_UMTS, .dcs = 0x0F};
	char room[200];

	(void)state;
	assert_int_equal(smsmodem_cb_set_text(&cb, "x", 1, NULL), 1);
	for (size_t size = 0; size < sizeof room; size++) {
		memset(room, CANARY, sizeof room);
		assert_int_equal(smsmodem_cb_encode(&cb, 1, room, size),
				 size > 180 ? 90 : SMSMODEM_E_SPACE);
		assert_canary(room, size, sizeof room);
	}
}

/* --- joining --- */

static struct smsmodem_cb page_of(unsigned serial, unsigned n, unsigned pages)
{
	struct smsmodem_cb cb = decode("4010 0032 0F 11 E834");

	cb.serial = (uint16_t)serial;
	cb.pages = (uint8_t)pages;
	cb.page[n - 1] = cb.page[0];
	cb.present = (uint16_t)(1U << (n - 1));
	return cb;
}

/* What differs in one thing is another message. */
static void test_join_keys(void **state)
{
	struct smsmodem_cb_join join = {0};
	struct smsmodem_cb page = page_of(0x4010, 1, 2), message;

	(void)state;
	assert_int_equal(smsmodem_cb_join_add(&join, &page, &message), 0);
	page = page_of(0x8010, 2, 2); /* scope */
	assert_int_equal(smsmodem_cb_join_add(&join, &page, &message), 0);
	page = page_of(0x4011, 2, 2); /* update number */
	assert_int_equal(smsmodem_cb_join_add(&join, &page, &message), 0);
	page = page_of(0x4010, 2, 3);
	assert_int_equal(smsmodem_cb_join_add(&join, &page, &message), 0);
	page = page_of(0x4010, 2, 2);
	page.message_id++;
	assert_int_equal(smsmodem_cb_join_add(&join, &page, &message), 0);
	page = page_of(0x4010, 2, 2);
	page.dcs = 0;
	assert_int_equal(smsmodem_cb_join_add(&join, &page, &message), 0);
	assert_int_equal(join.count, 6);
	page = page_of(0x4010, 2, 2);
	assert_int_equal(smsmodem_cb_join_add(&join, &page, &message), 1);
	assert_int_equal(message.present, 3);
	assert_int_equal(join.count, 5);
}

/* Of too many the oldest is given out, then they come in the order of their first pages. */
static void test_join_bounded(void **state)
{
	struct smsmodem_cb_join join = {0};
	struct smsmodem_cb page, message;

	(void)state;
	for (unsigned i = 0; i < 100; i++) {
		page = page_of(i, 2, 3);
		assert_int_equal(smsmodem_cb_join_add(&join, &page, &message),
				 i >= SMSMODEM_CB_OPEN_MAX);
		if (i >= SMSMODEM_CB_OPEN_MAX) {
			assert_int_equal(message.serial, i - SMSMODEM_CB_OPEN_MAX);
			assert_int_equal(message.present, 2);
			assert_false(smsmodem_cb_complete(&message));
		}
	}
	for (unsigned i = 100 - SMSMODEM_CB_OPEN_MAX; i < 100; i++) {
		assert_int_equal(smsmodem_cb_join_flush(&join, &message), 1);
		assert_int_equal(message.serial, i);
	}
	assert_int_equal(smsmodem_cb_join_flush(&join, &message), 0);
}

/* The first page says the language, whichever came first. */
static void test_join_language(void **state)
{
	static const char *const rows[] = {"4010 0032 10 22 E834", "4010 0032 10 12 6577039D06"};
	struct smsmodem_cb_join join = {0};
	struct smsmodem_cb page = decode(rows[0]), message;
	char text[SMSMODEM_CB_TEXT_SIZE];

	(void)state;
	assert_int_equal(smsmodem_cb_join_add(&join, &page, &message), 0);
	page = decode(rows[1]);
	assert_int_equal(smsmodem_cb_join_add(&join, &page, &message), 1);
	assert_string_equal(message.language, "en");
	assert_int_equal(smsmodem_cb_text(&message, text, sizeof text), 4);
	assert_string_equal(text, "hihi");
}

/* An escape or a pair that a sender cut continues on the next page, but not across a missing one.
 */
static void test_cut_between_pages(void **state)
{
	struct smsmodem_cb cb = decode("4010 0032 48 13 D83C"),
			   next = decode("4010 0032 48 23 DF05");
	char text[SMSMODEM_CB_TEXT_SIZE];

	(void)state;
	cb.page[1] = next.page[1];
	cb.present = 3;
	assert_true(smsmodem_cb_text(&cb, text, sizeof text) > 0);
	assert_string_equal(text, "🌅");
	cb.page[2] = next.page[1];
	cb.present = 5;
	assert_true(smsmodem_cb_text(&cb, text, sizeof text) > 0);
	assert_string_equal(text, "\xEF\xBF\xBD\xEF\xBF\xBD");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_texts),
		cmocka_unit_test(test_octets),
		cmocka_unit_test(test_refused),
		cmocka_unit_test(test_carriage_returns_between_pages),
		cmocka_unit_test(test_round_trips),
		cmocka_unit_test(test_capacities),
		cmocka_unit_test(test_join_keys),
		cmocka_unit_test(test_join_bounded),
		cmocka_unit_test(test_join_language),
		cmocka_unit_test(test_cut_between_pages),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
