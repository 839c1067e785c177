/* SPDX-License-Identifier: GPL-3.0-or-later */
/* vCards and vCalendars that are to be sent, and what is none. */
#include "pdu_support.h"
#include "smart.h"

static const struct {
	const char *name, *text;
	enum smsmodem_smart_kind kind;
	const char *word; /* of the error; NULL: it is one */
} versit_rows[] = {
	{"a card", "BEGIN:VCARD\r\nN:A\r\nEND:VCARD\r\n", SMSMODEM_SMART_VCARD, NULL},
	{"no line feed at its end", "BEGIN:VCARD\nN:A\nEND:VCARD", SMSMODEM_SMART_VCARD, NULL},
	{"small letters", "begin:vcard\rn:A\rend:vCard\r", SMSMODEM_SMART_VCARD, NULL},
	{"blanks", "\n\t BEGIN : VCARD \nN:A\n END: VCARD \n\n", SMSMODEM_SMART_VCARD, NULL},
	{"a mark",
	 "\xEF\xBB\xBF"
	 "BEGIN:VCARD\nEND:VCARD\n",
	 SMSMODEM_SMART_VCARD, NULL},
	{"two cards", "BEGIN:VCARD\nEND:VCARD\nBEGIN:VCARD\nEND:VCARD\n", SMSMODEM_SMART_VCARD,
	 NULL},
	{"a calendar", "BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:VEVENT\nEND:VCALENDAR\n",
	 SMSMODEM_SMART_VCALENDAR, NULL},
	{"no card", "no card", SMSMODEM_SMART_VCARD, "begin"},
	{"a picture", "\x89PNG\r\n\x1A\n", SMSMODEM_SMART_VCARD, "begin"},
	{"blanks only", " \n", SMSMODEM_SMART_VCARD, "begin"},
	{"a card as a calendar", "BEGIN:VCARD\nEND:VCARD\n", SMSMODEM_SMART_VCALENDAR,
	 "BEGIN:VCALENDAR"},
	{"a calendar as a card", "BEGIN:VCALENDAR\nEND:VCALENDAR\n", SMSMODEM_SMART_VCARD,
	 "BEGIN:VCARD"},
	{"a longer name", "BEGIN:VCARDS\nEND:VCARD\n", SMSMODEM_SMART_VCARD, "begin"},
	{"the beginning alone", "BEGIN:VCARD", SMSMODEM_SMART_VCARD, "begin"},
	{"no end", "BEGIN:VCARD\nN:A\n", SMSMODEM_SMART_VCARD, "END:VCARD"},
	{"a cut end", "BEGIN:VCARD\nN:A\nEND:VCAR", SMSMODEM_SMART_VCARD, "END:VCARD"},
	{"something behind", "BEGIN:VCARD\nEND:VCARD\nX", SMSMODEM_SMART_VCARD, "END:VCARD"},
	{"an end in a line", "BEGIN:VCARD\nN:END:VCARD\n", SMSMODEM_SMART_VCARD, "END:VCARD"},
	{"another end", "BEGIN:VCALENDAR\nEND:VEVENT\n", SMSMODEM_SMART_VCALENDAR, "END:VCALENDAR"},
};

static void test_versit(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(versit_rows); i++) {
		size_t length = strlen(versit_rows[i].text);
		uint8_t *exact = exact_copy(versit_rows[i].text, length), octets[128];
		struct smsmodem_smart smart = {
			.kind = versit_rows[i].kind, .text = exact, .text_len = length};
		struct smsmodem_error error = {0};
		int result = smsmodem_smart_encode(&smart, octets, sizeof octets, &error);

		print_message("%s: %s\n", versit_rows[i].name, error.text);
		if (versit_rows[i].word) {
			assert_int_equal(result, SMSMODEM_E_DATA);
			assert_non_null(strstr(error.text, versit_rows[i].word));
		} else {
			assert_int_equal(result, length);
			assert_memory_equal(octets, exact, length);
		}
		free(exact);
	}
}

/* Whatever is cut off, it is refused within its octets. */
static void test_cut(void **state)
{
	static const char card[] = "\xEF\xBB\xBF"
				   "BEGIN:VCARD\nN:A\nEND:VCARD";

	(void)state;
	for (size_t length = 0; length < sizeof card - 1; length++) {
		uint8_t *exact = exact_copy(card, length), octets[sizeof card];
		struct smsmodem_smart smart = {
			.kind = SMSMODEM_SMART_VCARD, .text = exact, .text_len = length};

		assert_int_equal(smsmodem_smart_encode(&smart, octets, sizeof octets, NULL),
				 SMSMODEM_E_DATA);
		free(exact);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_versit),
		cmocka_unit_test(test_cut),
	};

	return cmocka_run_group_tests_name("versit", tests, NULL, NULL);
}
