/* SPDX-License-Identifier: GPL-3.0-or-later */
/* vCards: those of phones and programs to names and numbers, and back. */
#include "pdu_support.h"
#include <smsmodem/phone.h>

#define N "\r\n"

struct card_row {
	const char *name;
	const char *text;
	const char *cards; /* "name:number,number|" of each; '!' where one is bad */
};

static const struct card_row card_rows[] = {
	{"3.0 (RFC 2426)",
	 "BEGIN:VCARD" N "VERSION:3.0" N "N:Müller;Jo;;;" N "FN:Jo Müller" N
	 "TEL;TYPE=CELL,VOICE:+49 170 123" N "TEL;TYPE=HOME:030/1" N "END:VCARD" N,
	 "Jo Müller:+49 170 123,030/1|"},
	{"4.0 with URIs (RFC 6350 6.4.1, RFC 3966)",
	 "BEGIN:VCARD\nVERSION:4.0\nFN:Jo\n"
	 "TEL;VALUE=uri;TYPE=\"voice,home\":tel:+49-170-1;ext=5\nEND:VCARD\n",
	 "Jo:+49-170-1|"},
	{"2.1, quoted-printable with soft line breaks",
	 "BEGIN:VCARD" N "VERSION:2.1" N "N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=BCl=" N
	 "ler;Jo" N "TEL;CELL:1" N "END:VCARD" N,
	 "Jo Müller:1|"},
	{"2.1, ISO-8859-1",
	 "BEGIN:VCARD" N "VERSION:2.1" N "FN;CHARSET=ISO-8859-1;QUOTED-PRINTABLE:M=FCller" N
	 "TEL:1" N "END:VCARD" N,
	 "Müller:1|"},
	{"octets that are no UTF-8", "BEGIN:VCARD" N "FN:M\xFCller" N "TEL:1" N "END:VCARD" N,
	 "Müller:1|"},
	{"folded (RFC 6350 3.2)",
	 "BEGIN:VCARD" N "FN:Jo M\xC3" N " \xBCller" N "TEL:+49" N "\t170" N "END:VCARD" N,
	 "Jo Müller:+49170|"},
	{"escaped (RFC 6350 3.4)",
	 "BEGIN:VCARD" N "FN:a\\, b\\; c\\\\ d\\ne" N "TEL:1" N "END:VCARD" N, "a, b; c\\ d e:1|"},
	{"groups", "BEGIN:VCARD" N "item1.TEL:1" N "FN:Jo" N "END:VCARD" N, "Jo:1|"},
	{"in any case", "begin:vcard" N "fn:Jo" N "Tel;type=cell:1" N "end:vCard" N, "Jo:1|"},
	{"a name of N alone", "BEGIN:VCARD" N "N:Public;John;Quinlan;Mr.;" N "TEL:1" N "END:VCARD",
	 "John Public:1|"},
	{"a family alone", "BEGIN:VCARD" N "N:Plumber\\; Ltd" N "TEL:1" N "END:VCARD",
	 "Plumber; Ltd:1|"},
	{"a company", "BEGIN:VCARD" N "ORG:ACME\\, Inc.;Sales" N "TEL:1" N "END:VCARD",
	 "ACME, Inc.:1|"},
	{"FN before N and ORG, whatever their order",
	 "BEGIN:VCARD" N "ORG:c" N "FN:a" N "N:b" N "END:VCARD", "a:|"},
	{"a ':' in a quoted parameter", "BEGIN:VCARD" N "TEL;X=\"a:b;c\":1" N "FN:Jo" N "END:VCARD",
	 "Jo:1|"},
	{"a card within one (2.1 AGENT)",
	 "BEGIN:VCARD" N "FN:Jo" N "AGENT:" N "BEGIN:VCARD" N "FN:Al" N "TEL:2" N "END:VCARD" N
	 "TEL:1" N "END:VCARD" N,
	 "Jo:1|"},
	{"two, with text in between",
	 "BEGIN:VCARD" N "FN:a" N "END:VCARD" N "hello: world" N "BEGIN:VCARD" N "FN:b" N
	 "END:VCARD" N,
	 "a:|b:|"},
	{"a mark of UTF-8 in front",
	 "\xEF\xBB\xBF"
	 "BEGIN:VCARD" N "FN:Jo" N "END:VCARD",
	 "Jo:|"},
	{"without an end", "BEGIN:VCARD" N "FN:Jo" N, "!"},
	{"a control character", "BEGIN:VCARD" N "FN:J\x1Bo" N "END:VCARD" N, "J o:|"},
	{"'=' that is no escape", "BEGIN:VCARD" N "FN;QUOTED-PRINTABLE:1=2=ZZ=4" N "END:VCARD" N,
	 "1=2=ZZ=4:|"},
	{"no card", "hello" N, ""},
	{"nothing", "", ""},
};

static void cards_of(const char *text, size_t length, char *cards, size_t size)
{
	struct smsmodem_vcards from = {.text = text, .length = length};
	struct smsmodem_vcard card;
	struct smsmodem_error error;
	size_t used = 0;
	int result;

	cards[0] = '\0';
	while ((result = smsmodem_vcard_next(&from, &card, &error)) != 0) {
		if (result < 0) {
			assert_int_equal(result, SMSMODEM_E_DATA);
			used += (size_t)snprintf(cards + used, size - used, "!");
			continue;
		}
		used += (size_t)snprintf(cards + used, size - used, "%s:", card.name);
		for (size_t i = 0; i < card.numbers; i++)
			used += (size_t)snprintf(cards + used, size - used, "%s%s", i ? "," : "",
						 card.number[i]);
		used += (size_t)snprintf(cards + used, size - used, "|");
		assert_true(used < size);
	}
	assert_int_equal(from.offset, length);
}

static void test_cards(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(card_rows); i++) {
		const char *text = card_rows[i].text;
		char cards[512];

		cards_of(text, strlen(text), cards, sizeof cards);
		if (strcmp(cards, card_rows[i].cards) != 0)
			fail_msg("%s: %s", card_rows[i].name, cards);
		for (size_t cut = 0; cut < strlen(text); cut++) {
			char *part = exact_copy(text, cut);
			cards_of(part, cut, cards, sizeof cards);
			free(part);
		}
	}
}

/* Too much of everything is passed over, and told. */
static void test_bounds(void **state)
{
	static char text[400000];
	struct smsmodem_vcards cards = {.text = text};
	struct smsmodem_vcard card;
	struct smsmodem_error error;
	size_t used = (size_t)snprintf(text, sizeof text, "BEGIN:VCARD\nFN:");

	(void)state;
	for (int i = 0; i < 100000; i++)
		used += (size_t)snprintf(text + used, sizeof text - used, "ä");
	for (int i = 0; i < 20; i++)
		used += (size_t)snprintf(text + used, sizeof text - used, "\nTEL:%d", i);
	used += (size_t)snprintf(text + used, sizeof text - used, "\nTEL:%0200d\nEND:VCARD\n", 1);
	cards.length = used;
	assert_int_equal(smsmodem_vcard_next(&cards, &card, &error), 1);
	assert_int_equal(card.numbers, SMSMODEM_VCARD_NUMBERS_MAX);
	assert_int_equal(card.more, 5);
	assert_int_equal(card.line, 1);
	assert_int_equal(strlen(card.name), SMSMODEM_NAME_SIZE - 2); /* whole characters */
	assert_int_equal(smsmodem_vcard_next(&cards, &card, &error), 0);
}

/* --- written --- */

static void test_write(void **state)
{
	struct smsmodem_entry entry = {.number = "+491701234567", .name = "Jo; Müller, Jr."};
	char text[512];

	(void)state;
	assert_true(smsmodem_vcard_write(&entry, 30, text, sizeof text) > 0);
	assert_string_equal(text,
			    "BEGIN:VCARD" N "VERSION:3.0" N "FN:Jo\\; Müller\\, Jr." N
			    "N:;Jo\\; Müller\\, Jr.;;;" N "TEL:+491701234567" N "END:VCARD" N);
	assert_true(smsmodem_vcard_write(&entry, 40, text, sizeof text) > 0);
	assert_string_equal(text, "BEGIN:VCARD" N "VERSION:4.0" N "FN:Jo\\; Müller\\, Jr." N
				  "TEL:+491701234567" N "END:VCARD" N);
	entry.name[0] = '\0'; /* FN must be there (RFC 6350 6.2.1) */
	assert_true(smsmodem_vcard_write(&entry, 40, text, sizeof text) > 0);
	assert_non_null(strstr(text, "FN:+491701234567" N));
}

/* What is written is read again, and no line is longer than it may be. */
static void test_back(void **state)
{
	struct random random = random_start();

	(void)state;
	for (int round = 0; round < 3000; round++) {
		struct smsmodem_entry entry = {.number = "+491701234567"};
		size_t length = 0, count = 1 + random_below(&random, 120);
		char text[2048];

		for (size_t i = 0; i < count; i++) {
			static const uint32_t tops[] = {0x5F, 0x5F, 0x600, 0xD000, 0x10FFFF};
			uint32_t character =
				0x21 + random_below(&random, tops[random_below(&random, 5)] - 0x21);
			if (character == 0x7F || (character >= 0xD800 && character < 0xE000))
				character = ';';
			int step = pdu_utf8_put(character, entry.name + length,
						sizeof entry.name - 1 - length);
			length += step > 0 ? (size_t)step : 0;
		}
		int version = random_below(&random, 2) ? 30 : 40;
		int used = smsmodem_vcard_write(&entry, version, text, sizeof text);
		assert_true(used > 0);
		for (const char *line = text; *line; line = strstr(line, N) + 2)
			assert_in_range(strstr(line, N) - line, 1, 75);
		struct smsmodem_vcards cards = {.text = text, .length = (size_t)used};
		struct smsmodem_vcard card;
		struct smsmodem_error error;
		assert_int_equal(smsmodem_vcard_next(&cards, &card, &error), 1);
		assert_string_equal(card.name, entry.name);
		assert_string_equal(card.number[0], entry.number);
		/* in less room than it needs nothing is written past it */
		size_t size = random_below(&random, (uint32_t)used + 1);
		memset(text, CANARY, sizeof text);
		assert_int_equal(smsmodem_vcard_write(&entry, version, text, size),
				 SMSMODEM_E_SPACE);
		assert_canary(text, size, sizeof text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cards),
		cmocka_unit_test(test_bounds),
		cmocka_unit_test(test_write),
		cmocka_unit_test(test_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
