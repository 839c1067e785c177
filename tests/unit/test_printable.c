/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Texts from elsewhere, made fit for a terminal. */
#include "pdu_support.h"
#include "printable.h"

static const struct {
	const char *source, *octets, *text;
} texts[] = {
	{"plain", "50686F6E6541", "PhoneA"},
	{"empty", "", ""},
	{"ends at NUL", "41420043", "AB"},
	{"two octets", "4AC3B67267", "Jörg"},
	{"four octets", "F09F93B1", "📱"},
	{"joined characters", "F09F91A8E2808DF09F91A7", "👨‍👧"},
	{"ESC", "411B5B324A", "A?[2J"},
	{"BEL, LF, DEL", "41070A7F42", "A???B"},
	{"CSI of C1", "41C29B3242", "A?2B"},
	{"Latin-1", "4AF67267", "J?rg"},
	{"right-to-left override", "41E280AE42", "A?B"},
	{"isolate", "E281A641", "?A"},
	{"line separator", "41E280A842", "A?B"},
	{"byte order mark", "EFBBBF41", "?A"},
	{"tag", "41F3A0818142", "A?B"},
	{"overlong", "41C08042", "A??B"},
	{"overlong in three", "E0808041", "???A"},
	{"overlong in four", "F080808041", "????A"},
	{"surrogate", "EDA08041", "???A"},
	{"beyond Unicode", "F4908080", "????"},
	{"lead that is none", "F541", "?A"},
	{"cut off", "41E282", "A??"},
	{"tail missing", "E2824141", "??AA"},
	{"tail alone", "8041", "?A"},
};

static void shown(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(texts); i++) {
		uint8_t octets[64];
		char text[64];
		size_t count = octets_of(texts[i].octets, octets, sizeof octets);
		uint8_t *copy = exact_copy(octets, count);

		printable_copy(copy, count, text, sizeof text);
		free(copy);
		if (strcmp(text, texts[i].text) != 0)
			fail_msg("%s: %s", texts[i].source, text);
	}
}

/** What does not fit is cut between characters, at every size. */
static void shown_cut(void **state)
{
	static const char whole[] = "Jörg's 📱 ٣";

	(void)state;
	for (size_t size = 1; size <= sizeof whole; size++) {
		char *text = malloc(size);

		assert_non_null(text);
		printable_copy((const uint8_t *)whole, sizeof whole - 1, text, size);
		size_t length = strlen(text);
		assert_true(length < size && size - 1 - length < 4);
		assert_memory_equal(text, whole, length);
		assert_true(((uint8_t)whole[length] & 0xC0) != 0x80);
		free(text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(shown),
		cmocka_unit_test(shown_cut),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
