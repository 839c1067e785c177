/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What +CUSD brings, in all codings that modems were seen to use. */
#include "pdu_support.h"
#include "ussd.h"

#define UNKNOWN PHONE_CHARSET_UNKNOWN
#define GSM     PHONE_CHARSET_GSM
#define IRA     PHONE_CHARSET_IRA
#define UCS2    PHONE_CHARSET_UCS2
#define HEX     PHONE_CHARSET_HEX

struct decode_row {
	const char *name;
	const char *given;
	int dcs;
	enum phone_charset charset;
	enum ussd_form form;
	const char *text;
};

static const struct decode_row decode_rows[] = {
	{"plain", "Balance: 10.00", 15, GSM, USSD_FORM_PLAIN, "Balance: 10.00"},
	{"no <dcs>", "Balance: 10.00", -1, UNKNOWN, USSD_FORM_PLAIN, "Balance: 10.00"},
	{"letters of GSM (gammu at-ussd 03-unknown)",
	 "Kontostand: 3.00 EUR Bitte w{hlen Sie: 1 Konto aufladen 2 CallNow Transfer", -1, UNKNOWN,
	 USSD_FORM_PLAIN,
	 "Kontostand: 3.00 EUR Bitte wählen Sie: 1 Konto aufladen 2 CallNow Transfer"},
	{"letters of GSM where +CSCS says so", "f~r \\sterreich", 15, GSM, USSD_FORM_PLAIN,
	 "für Österreich"},
	{"of ASCII they stay", "a{b}", 15, IRA, USSD_FORM_PLAIN, "a{b}"},
	{"brackets of a menu", "[1] Info $5 a_b x@y.de {2}", 15, GSM, USSD_FORM_PLAIN,
	 "[1] Info $5 a_b x@y.de {2}"},
	{"what begins a question in Spanish", "`Desea continuar?", 15, GSM, USSD_FORM_PLAIN,
	 "¿Desea continuar?"},
	{"Greek capitals and a euro of GSM",
	 "\x10\x12 5 \x1B"
	 "e",
	 15, GSM, USSD_FORM_PLAIN, "ΔΦ 5 €"},
	{"UTF-8 whatever +CSCS says", "für", 15, GSM, USSD_FORM_PLAIN, "für"},
	{"ISO-8859-1 whatever +CSCS says", "f\xFCr", 15, IRA, USSD_FORM_PLAIN, "für"},
	{"a set of its own", "f\x81r", 15, PHONE_CHARSET_CP437, USSD_FORM_PLAIN, "für"},
	{"UCS-2 for 15 (gammu #358, Quectel M35)", "00480061007600690020006B0065007200650074", 15,
	 GSM, USSD_FORM_UCS2, "Havi keret"},
	{"UCS-2 for 72 (gammu #109, Huawei E3276)", "0414043B044F00200441", 72, UNKNOWN,
	 USSD_FORM_UCS2, "Для с"},
	{"UCS-2 of two characters", "00480069", 72, GSM, USSD_FORM_UCS2, "Hi"},
	{"UCS-2 of one", "20AC", 72, GSM, USSD_FORM_UCS2, "€"},
	{"UCS-2 of digits where +CSCS says so", "00310032", 15, UCS2, USSD_FORM_UCS2, "12"},
	{"UCS-2 with a language (23.038 5)", "65770414043B044F", 17, GSM, USSD_FORM_UCS2, "Для"},
	{"for 72 that is no language", "65770414", 72, GSM, USSD_FORM_UCS2, "敷Д"},
	{"72 of a modem that has converted it", "Hello", 72, GSM, USSD_FORM_PLAIN, "Hello"},
	{"packed (Huawei E1550)", "C8329BFD06DDDF723619", 15, GSM, USSD_FORM_PACKED, "Hello world"},
	{"packed, in small letters", "c8329bfd06dddf723619", 15, GSM, USSD_FORM_PACKED,
	 "Hello world"},
	{"packed (wdoekes/asterisk-chan-dongle #38)", "CE325C1EB6A7D9EE7C1AE47EB7CB72507DCEAE9FD3",
	 15, UNKNOWN, USSD_FORM_PACKED, "Nepravilnyi nomer uslugi"},
	{"packed, 8n-1 septets and padding (23.038 6.1.2.3.1)", "C2303BEC1E974131D9CC45ABE11B", 15,
	 UNKNOWN, USSD_FORM_PACKED, "Balance 123.45x"},
	{"whole septets (+CSCS=\"HEX\")", "42616C616E63653A203130", 15, HEX, USSD_FORM_WHOLE,
	 "Balance: 10"},
	{"whole septets beyond doubt", "42616C616E63653A203130", 15, UNKNOWN, USSD_FORM_WHOLE,
	 "Balance: 10"},
	{"whole septets of the extension", "1B65", 15, HEX, USSD_FORM_WHOLE, "€"},
	{"data that is ASCII (23.038 5, 0x44)", "42616C616E63653A203130", 0x44, GSM,
	 USSD_FORM_OCTETS, "Balance: 10"},
	{"data that is none", "00FF8001", 0x44, GSM, USSD_FORM_PLAIN, "00FF8001"},
	{"digits are a number", "12345678", 15, GSM, USSD_FORM_PLAIN, "12345678"},
	{"a word of hexadecimal digits", "Cafe", 15, GSM, USSD_FORM_PLAIN, "Cafe"},
	{"a code of hexadecimal digits", "DEADBEEF", 15, GSM, USSD_FORM_PLAIN, "DEADBEEF"},
	{"a language in front (23.038 5)", "en\nHello", 16, GSM, USSD_FORM_PLAIN, "Hello"},
	{"that is none for 15", "en\nHello", 15, GSM, USSD_FORM_PLAIN, "en\nHello"},
	{"lines", "1 a\n2 b\n", 15, GSM, USSD_FORM_PLAIN, "1 a\n2 b"},
	{"nothing", "", 15, GSM, USSD_FORM_PLAIN, ""},
};

static void test_decode(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(decode_rows); i++) {
		const struct decode_row *row = &decode_rows[i];
		char text[SMSMODEM_USSD_SIZE];
		enum ussd_form form = ussd_form(row->given, row->dcs, row->charset);
		int length = ussd_decode(row->given, row->dcs, row->charset, text, sizeof text);

		if (form != row->form || length < 0 || strcmp(text, row->text) != 0)
			fail_msg("%s: form %d, %d octets \"%s\"", row->name, (int)form, length,
				 length < 0 ? "" : text);
		assert_int_equal(length, strlen(row->text));
	}
}

/* Every text that a network may send, through every form that a modem may give it. */
static void test_forms(void **state)
{
	struct random random = random_start();

	(void)state;
	for (int round = 0; round < 2000; round++) {
		static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
					      "0123456789 .,:-/!?*#";
		char text[183] = "Balance ", given[1024], back[SMSMODEM_USSD_SIZE];
		size_t length = 8 + random_below(&random, 174);

		for (size_t i = 8; i < length; i++)
			text[i] = letters[random_below(&random, sizeof letters - 1)];
		text[length - 1] = 'x'; /* a blank at the end is padding */
		text[length] = '\0';
		uint8_t septets[184], octets[184];
		memcpy(septets, text, length + 1);
		size_t count = length;
		if (count % 8 == 7)
			septets[count++] = '\r';
		int packed = pdu_gsm7_pack(septets, count, 0, octets, sizeof octets);
		assert_true(packed > 0);
		assert_true(pdu_hex_encode(octets, (size_t)packed, given, sizeof given) > 0);
		assert_int_equal(ussd_decode(given, 15, GSM, back, sizeof back), length);
		assert_string_equal(back, text);
		static const enum phone_charset charsets[] = {GSM, IRA, UCS2, HEX,
							      PHONE_CHARSET_UTF8};
		for (size_t i = 0; i < COUNT(charsets); i++) {
			assert_true(phone_text_encode(charsets[i], text, given, sizeof given) > 0);
			assert_int_equal(ussd_decode(given, 15, charsets[i], back, sizeof back),
					 length);
			assert_string_equal(back, text);
		}
	}
}

/* Every beginning of a text in a buffer of every size: no octet too far, and always ended. */
static void test_bounds(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(decode_rows); i++) {
		const struct decode_row *row = &decode_rows[i];
		for (size_t cut = 0; cut <= strlen(row->given); cut++) {
			char *given = exact_copy(row->given, cut + 1);
			given[cut] = '\0';
			char text[300];
			int whole = ussd_decode(given, row->dcs, row->charset, text, sizeof text);
			assert_true(whole >= 0);
			for (size_t size = 0; size <= (size_t)whole + 1; size++) {
				memset(text, CANARY, sizeof text);
				int length = ussd_decode(given, row->dcs, row->charset, text, size);
				assert_true(length == SMSMODEM_E_SPACE ||
					    (length >= 0 && (size_t)length < size));
				assert_canary(text, size, sizeof text);
			}
			free(given);
		}
	}
}

struct line_row {
	const char *line;
	int result;
	enum smsmodem_ussd_state state;
	int dcs;
	const char *text;
};

/* The lines of a collection of replies (gammu tests/at-ussd, atgen), and bad ones. */
static const struct line_row line_rows[] = {
	{"+CUSD: 1,\"Kontostand: 3.00 EUR Bitte w{hlen Sie: 1 Konto aufladen 2 CallNow Transfer\"",
	 0, SMSMODEM_USSD_MENU, -1,
	 "Kontostand: 3.00 EUR Bitte wählen Sie: 1 Konto aufladen 2 CallNow Transfer"},
	{"+CUSD: 0,\"0414043B044F0020\",72", 0, SMSMODEM_USSD_DONE, 72, "Для"},
	{"+CUSD: 2", 0, SMSMODEM_USSD_ENDED, -1, ""},
	{"+CUSD: 2,\"Maaf, permintaan Anda tidak dapat kami proses. Silakan coba beberapa saat "
	 "lagi.\",0",
	 0, SMSMODEM_USSD_ENDED, 0,
	 "Maaf, permintaan Anda tidak dapat kami proses. Silakan coba beberapa saat lagi."},
	{"+CUSD: 4", 0, SMSMODEM_USSD_UNSUPPORTED, -1, ""},
	{"+CUSD: 0,\"say \"hi\", now\",15", 0, SMSMODEM_USSD_DONE, 15, "say \"hi\", now"},
	{"+CUSD:0,\"x\",15", 0, SMSMODEM_USSD_DONE, 15, "x"},
	{"+CUSD: 6", SMSMODEM_E_DATA, SMSMODEM_USSD_DONE, 0, NULL},
	{"+CUSD: \"x\"", SMSMODEM_E_DATA, SMSMODEM_USSD_DONE, 0, NULL},
	{"+CUSX: 0", SMSMODEM_E_DATA, SMSMODEM_USSD_DONE, 0, NULL},
	{"", SMSMODEM_E_DATA, SMSMODEM_USSD_DONE, 0, NULL},
};

static void test_lines(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(line_rows); i++) {
		const struct line_row *row = &line_rows[i];
		struct smsmodem_ussd answer;
		int result = ussd_line(row->line, UNKNOWN, &answer);

		if (result != row->result)
			fail_msg("%s: %d", row->line, result);
		if (result < 0)
			continue;
		assert_int_equal(answer.state, row->state);
		assert_int_equal(answer.dcs, row->dcs);
		assert_string_equal(answer.text, row->text);
	}
}

struct gather_row {
	const char *name;
	const char *lines[6];
	int others;        /* lines that are none of it */
	const char *whole; /* NULL: it stays open */
};

static const struct gather_row gather_rows[] = {
	{"one line", {"+CUSD: 0,\"x\",15"}, 0, "+CUSD: 0,\"x\",15"},
	{"without a text", {"+CUSD: 2"}, 0, "+CUSD: 2"},
	{"three lines (SIM900)",
	 {"+CUSD: 1,\"Menu", "1 a", "2 b\",15"},
	 0,
	 "+CUSD: 1,\"Menu\n1 a\n2 b\",15"},
	{"without <dcs>", {"+CUSD: 1,\"Menu", "1 a\""}, 0, "+CUSD: 1,\"Menu\n1 a\""},
	{"a quote within",
	 {"+CUSD: 1,\"say \"hi", "\" now\",15"},
	 0,
	 "+CUSD: 1,\"say \"hi\n\" now\",15"},
	{"others in between",
	 {"+CREG: 1", "+CUSD: 1,\"Menu", "+CMTI: \"SM\",1", "1 a\",15"},
	 2,
	 "+CUSD: 1,\"Menu\n1 a\",15"},
	{"never closed", {"+CUSD: 1,\"Menu", "1 a"}, 0, NULL},
	{"another one", {"+CUSD: 1,\"Menu", "+CUSD: 2"}, 0, "+CUSD: 2"},
	{"none", {"RING", "1 a"}, 2, NULL},
};

static void test_gather(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(gather_rows); i++) {
		const struct gather_row *row = &gather_rows[i];
		struct ussd_gather gather = {0};
		bool whole = false;
		int others = 0;

		for (size_t j = 0; j < COUNT(row->lines) && row->lines[j]; j++) {
			enum ussd_gathered was = ussd_gather(&gather, row->lines[j]);
			others += was == USSD_GATHER_OTHER;
			whole = was == USSD_GATHER_WHOLE;
		}
		if (others != row->others || whole != (row->whole != NULL) ||
		    (whole && strcmp(gather.line, row->whole) != 0))
			fail_msg("%s: %d others, \"%s\"", row->name, others, gather.line);
	}
}

/* What never ends is given out when it is full. */
static void test_gather_bound(void **state)
{
	struct ussd_gather gather = {0};
	enum ussd_gathered was = ussd_gather(&gather, "+CUSD: 1,\"Menu");
	int lines = 1;

	(void)state;
	for (; was == USSD_GATHER_MORE && lines < 1000; lines++)
		was = ussd_gather(&gather, "one line of a menu that never ends");
	assert_int_equal(was, USSD_GATHER_WHOLE);
	assert_true(strlen(gather.line) < sizeof gather.line);
	assert_in_range(lines, 20, 40);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_decode), cmocka_unit_test(test_forms),
		cmocka_unit_test(test_bounds), cmocka_unit_test(test_lines),
		cmocka_unit_test(test_gather), cmocka_unit_test(test_gather_bound),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
