/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text in the character sets of phones (27.007 5.5), and names as a SIM holds them. */
#include "pdu_support.h"
#include "phonebook.h"

#define SET(name) PHONE_CHARSET_##name
#define BIT(name) PHONE_CHARSET_BIT(SET(name))

/* --- names of sets --- */

static void test_sets(void **state)
{
	static const struct {
		const char *line; /* ModemManager test-modem-helpers.c, gsm-port.conf; gammu */
		unsigned sets;
	} rows[] = {
		{"+CSCS: (\"IRA\",\"GSM\",\"UCS2\")", BIT(IRA) | BIT(GSM) | BIT(UCS2)},
		{"+CSCS: (\"8859-1\",\"ASCII\",\"GSM\",\"UCS2\",\"UTF8\")",
		 BIT(LATIN1) | BIT(IRA) | BIT(GSM) | BIT(UCS2) | BIT(UTF8)},
		{"+CSCS: \"GSM\",\"HEX\"", BIT(GSM) | BIT(HEX)},
		{"+CSCS: (GSM,UTF-8)", BIT(GSM) | BIT(UTF8)},
		{"+CSCS: (\"PCCP437\",\"PCDN\",\"8859-C\",\"KLINGON\")",
		 BIT(CP437) | BIT(CP850) | BIT(CYRILLIC)},
		{"+CSCS: (\"00470053004D\",\"0055004300530032\")", BIT(GSM) | BIT(UCS2)},
		{"+CSCS: ()", 0},
		{"+CSCS:", 0},
		{"+CSCA: (\"GSM\")", 0},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		if (phone_charset_test(rows[i].line) != rows[i].sets)
			fail_msg("%s: %x", rows[i].line, phone_charset_test(rows[i].line));
}

static void test_set(void **state)
{
	static const struct {
		const char *line;
		enum phone_charset set;
	} rows[] = {
		{"+CSCS: \"GSM\"", SET(GSM)},       {"+CSCS: \"ucs2\"", SET(UCS2)},
		{"+CSCS: GSM", SET(GSM)},           {"+CSCS: \"0055004300530032\"", SET(UCS2)},
		{"+CSCS: \"8859-1\"", SET(LATIN1)}, {"+CSCS: \"x\"", SET(UNKNOWN)},
		{"+CSCS: \"\"", SET(UNKNOWN)},      {"+CSCX: \"GSM\"", SET(UNKNOWN)},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		if (phone_charset_reply(rows[i].line) != rows[i].set)
			fail_msg("%s", rows[i].line);
}

/* --- text --- */

static const struct {
	const char *name;
	enum phone_charset set;
	const char *text;
	const char *given; /* NULL: it cannot be said */
} text_rows[] = {
	{"ASCII", SET(IRA), "Jo", "Jo"},
	{"not of ASCII", SET(IRA), "Jö", NULL},
	{"a quote in ASCII", SET(IRA), "a\"b", NULL},
	{"a quote in UCS-2", SET(UCS2), "a\"b", "006100220062"},
	{"a line end in UTF-8", SET(UTF8), "a\nb", NULL},
	{"a line end in UCS-2", SET(UCS2), "a\nb", "0061000A0062"},
	{"UTF-8", SET(UTF8), "Jö", "Jö"},
	{"ISO-8859-1", SET(LATIN1), "Jö", "J\xF6"},
	{"ISO-8859-5", SET(CYRILLIC), "Д", "\xB4"},
	{"CP437", SET(CP437), "ü", "\x81"},
	{"letters of GSM", SET(GSM), "Jö", "J|"},
	{"a dollar of GSM", SET(GSM), "$", "\x02"},
	{"a zero of GSM, which no line has", SET(GSM), "a@b", NULL},
	{"an escape of GSM, which ends a line", SET(GSM), "5€", NULL},
	{"not of GSM", SET(GSM), "Д", NULL},
	{"GSM in hexadecimal", SET(HEX), "a@€", "61001B65"},
	{"not of it", SET(HEX), "Д", NULL},
	{"beyond the basic plane", SET(UCS2), "😀", "D83DDE00"},
	{"no set that is known", SET(UNKNOWN), "Jo", "Jo"},
	{"nothing", SET(UCS2), "", ""},
};

static void test_text(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(text_rows); i++) {
		char given[64], back[64];
		int length =
			phone_text_encode(text_rows[i].set, text_rows[i].text, given, sizeof given);

		if (!text_rows[i].given) {
			if (length != SMSMODEM_E_TEXT)
				fail_msg("%s: %d", text_rows[i].name, length);
			continue;
		}
		if (length < 0 || strcmp(given, text_rows[i].given) != 0)
			fail_msg("%s: %d", text_rows[i].name, length);
		/* "$" alone is what a phone means that has ASCII under the name of GSM */
		int count = phone_text_decode(text_rows[i].set, given, back, sizeof back);
		if (count < 0 || strcmp(back, text_rows[i].text) != 0)
			fail_msg("%s: back \"%s\"", text_rows[i].name, back);
	}
}

/* Any text through any set that has it: the same, and nothing that ends a command. */
static void test_random(void **state)
{
	struct random random = random_start();

	(void)state;
	for (int round = 0; round < 20000; round++) {
		enum phone_charset set =
			(enum phone_charset)(1 + random_below(&random, PHONE_CHARSETS - 1));
		char text[64], given[512], back[256];
		size_t length = 0, count = random_below(&random, 10);

		for (size_t i = 0; i < count; i++) {
			uint32_t top = random_below(&random, 2) ? 0x100 : 0x600;
			uint32_t character = 0x20 + random_below(&random, top);
			if (character >= 0x7F && character < 0xA0)
				character = 'x';
			length += (size_t)pdu_utf8_put(character, text + length,
						       sizeof text - length);
		}
		text[length] = '\0';
		int used = phone_text_encode(set, text, given, sizeof given);
		if (used < 0)
			continue;
		assert_int_equal(strlen(given), used);
		assert_null(strpbrk(given, "\"\r\n\x1A\x1B"));
		assert_true(phone_text_decode(set, given, back, sizeof back) >= 0);
		/* what GSM and ASCII have in the same place is taken for the likelier one */
		if (set != SET(GSM) && strcmp(back, text) != 0)
			fail_msg("set %d: \"%s\", \"%s\"", (int)set, text, back);
	}
}

static void test_bounds(void **state)
{
	(void)state;
	for (int set = 0; set < PHONE_CHARSETS; set++)
		for (size_t size = 0; size < 16; size++) {
			char text[32];
			memset(text, CANARY, sizeof text);
			int length = phone_text_decode((enum phone_charset)set, "004A00F60021",
						       text, size);
			assert_true(length < 0 || (size_t)length < size);
			assert_canary(text, size, sizeof text);
			memset(text, CANARY, sizeof text);
			length = phone_text_encode((enum phone_charset)set, "Jo!", text, size);
			assert_true(length < 0 || (size_t)length < size);
			assert_canary(text, size, sizeof text);
		}
}

/* --- numbers --- */

static void test_numbers(void **state)
{
	static const char *const rows[][2] = {
		{"+491701234567", "+491701234567"},
		{"002B00340039", "+49"},
		{"00310032003300230070", "123#p"},
		{"2B3439", "+49"},
		{"313233", "313233"}, /* a number as well */
		{"0049170", "0049170"},
		{"003100x0", "003100x0"},
		{"mlaubner@web.de", "mlaubner@web.de"},
		{"", ""},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		char number[64];
		(void)snprintf(number, sizeof number, "%s", rows[i][0]);
		phone_number_plain(number);
		assert_string_equal(number, rows[i][1]);
	}
}

/* --- names of a card (102 221 annex A) --- */

static const struct {
	const char *name, *hex;
	const char *text; /* NULL: it is none */
} alpha_rows[] = {
	{"GSM 7-bit", "4A6F FFFF", "Jo"},
	{"of the extension", "1B65", "€"},
	{"empty", "FFFF", ""},
	{"80: UCS2", "80 0414043B044F FFFF", "Для"},
	{"80, whose last octet is FF", "80 00FF", "ÿ"},
	{"81: a base of 128 (annex A)", "81 04 13 53 95 A6 A6 FF FF", "Sকদদ"},
	{"81, Cyrillic", "81 03 08 94 BB CF", "Для"},
	{"81, both alphabets", "81 04 08 94 20 2D BB FF", "Д -л"},
	{"82: a base of 16 bits (annex A)", "82 05 0530 2D 82 D3 2D 31", "-\u0532\u0583-1"},
	{"82, with an escape", "82 03 0400 1B 65 94", "€Д"},
	{"81 that says more than there is", "81 09 08 94", NULL},
	{"82 without a base", "82 01 05", NULL},
	{"84 is none", "84 01 05", NULL},
	{"octets over 7F", "4AF6", NULL},
};

static void test_alpha(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(alpha_rows); i++) {
		uint8_t octets[64];
		char text[64];
		size_t count = octets_of(alpha_rows[i].hex, octets, sizeof octets);
		int length = phone_alpha_decode(octets, count, text, sizeof text);

		if ((length < 0) != (alpha_rows[i].text == NULL) ||
		    (length >= 0 && strcmp(text, alpha_rows[i].text) != 0))
			fail_msg("%s: %d \"%s\"", alpha_rows[i].name, length,
				 length < 0 ? "" : text);
		for (size_t cut = 0; cut < count; cut++) {
			uint8_t *part = exact_copy(octets, cut);
			(void)phone_alpha_decode(part, cut, text, sizeof text);
			free(part);
		}
		for (size_t size = 0; size < 12; size++) {
			memset(text, CANARY, sizeof text);
			(void)phone_alpha_decode(octets, count, text, size);
			assert_canary(text, size, sizeof text);
		}
	}
}

/* --- names as phones give them --- */

static const struct {
	const char *name;
	enum phone_charset set;
	const char *given, *text;
} name_rows[] = {
	{"plain", SET(GSM), "Jo", "Jo"},
	{"a name of hexadecimal digits", SET(GSM), "BEEF", "BEEF"},
	{"UCS-2 (gammu, nokia-2730)", SET(UCS2),
	 "005300740065007600650020002000560069006E0073006F006E", "Steve  Vinson"},
	{"UCS-2 of a phone whose set is not known", SET(UNKNOWN), "005300740061006E006C00650079",
	 "Stanley"},
	{"octets of such a one (gammu at-parser.c)", SET(UNKNOWN),
	 "56697263686F77204B6C696E696B756D2053742E20333100", "Virchow Klinikum St. 31"},
	{"and without a NUL (gammu at-parser.c)", SET(UNKNOWN), "68506C6970696570", "hPlipiep"},
	{"HEX", SET(HEX), "4A6F", "Jo"},
	{"80 in HEX", SET(HEX), "8004140043", "ДC"},
	{"80 in GSM", SET(GSM), "800414043B044F", "Для"},
	{"81 in GSM", SET(GSM), "81030894BBCF", "Для"},
	{"82 in UCS2", SET(UCS2), "82050530A1A2A3A4A5", "ՑՒՓՔՕ"},
	{"UCS-2 that could be 81", SET(UCS2), "81028103", "脂脃"},
	{"digits", SET(GSM), "0800123", "0800123"},
	{"a set that the phone does not keep to", SET(UCS2), "Jo", "Jo"},
	{"nothing", SET(UCS2), "", ""},
};

static void test_names(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(name_rows); i++) {
		char text[128];
		int length =
			phone_name_decode(name_rows[i].set, name_rows[i].given, text, sizeof text);

		if (length < 0 || strcmp(text, name_rows[i].text) != 0)
			fail_msg("%s: \"%s\"", name_rows[i].name, text);
	}
}

static void test_has(void **state)
{
	static const struct {
		const char *name, *part;
		bool has;
	} rows[] = {
		{"Jo Müller", "muller", true},
		{"Jo Müller", "MÜLL", true},
		{"Straße", "STRASSE", true},
		{"Jo", "joe", false},
		{"Jo", "", true},
		{"\xFFJo", "Jo", true},
		{"Ωμέγα", "ωμεγα", true},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		if (smsmodem_name_has(rows[i].name, rows[i].part) != rows[i].has)
			fail_msg("%s, %s", rows[i].name, rows[i].part);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_sets),   cmocka_unit_test(test_set),
		cmocka_unit_test(test_text),   cmocka_unit_test(test_random),
		cmocka_unit_test(test_bounds), cmocka_unit_test(test_numbers),
		cmocka_unit_test(test_alpha),  cmocka_unit_test(test_names),
		cmocka_unit_test(test_has),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
