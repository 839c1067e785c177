/* SPDX-License-Identifier: GPL-3.0-or-later */
/* M-Notification.ind written (OMA-TS-MMS_ENC 6.2), and read again. */
#include "mms_support.h"

#define STRING(text, set)                                                      \
	{                                                                      \
		.octets = (text), .length = sizeof(text) - 1, .charset = (set) \
	}
#define MINIMAL .transaction = "T", .location = "http://a"

struct row {
	const char *name;
	struct smsmodem_mms_notification n;
	const char *hex;
};

/* clang-format off */
static const struct row rows[] = {
	{"as little as can be",
	 {.version = 0x10, .delivery_report = -1, .priority = -1, MINIMAL},
	 "8C82 985400 8D90 8A80 8E0100 8803810100 83687474703A2F2F6100"},
	{"everything",
	 {.version = 0x13, .delivery_report = 1, .priority = 2, MINIMAL, .from = STRING("+1", 0),
	  .subject = STRING("S", 0), .message_class = 3, .size = 29696, .expiry = 259199},
	 "8C82 985400 8D93 8904802B3100 965300 8680 8A83 8F82 8E027400 8805810303F47F "
	 "83687474703A2F2F6100"},
	{"charsets, no report, a date",
	 {.version = 0x12, .delivery_report = 0, .priority = 0, MINIMAL,
	  .from = STRING("\xC3\xA9", 106), .subject = STRING("Zkou\xC5\xA1ka", 106),
	  .message_class = 1, .size = 255, .expiry_absolute = true, .expiry = 1298865696},
	 "8C82 985400 8D92 89078005EA7FC3A900 960AEA5A6B6F75C5A16B6100 8681 8A81 8F80 8E01FF "
	 "8806 80044D6B1E20 83687474703A2F2F6100"},
	{"an address to be inserted, an empty subject, a charset of two octets",
	 {.version = 0x11, .delivery_report = -1, .priority = 1, MINIMAL, .hide_from = true,
	  .from = STRING("\x01", 0), .subject = STRING("", 0), .message_class = 2},
	 "8C82 985400 8D91 890181 9600 8A82 8F81 8E0100 8803810100 83687474703A2F2F6100"},
	{"the largest numbers, a charset of two octets",
	 {.version = 0x10, .delivery_report = -1, .priority = -1, MINIMAL, .size = UINT64_MAX,
	  .expiry = UINT64_MAX, .subject = STRING("a", 2250)},
	 "8C82 985400 8D90 960502 08CA 6100 8A80 8E08FFFFFFFFFFFFFFFF 880A8108FFFFFFFFFFFFFFFF "
	 "83687474703A2F2F6100"},
	/* 28 octets are the most of which the length needs no quote */
	{"28 octets of sender",
	 {.version = 0x10, .delivery_report = -1, .priority = -1, MINIMAL,
	  .from = STRING("+49170123456789012/TYPE=PLMN", 0)},
	 "8C82 985400 8D90 891E802B34393137303132333435363738393031322F545950453D504C4D4E00 8A80 "
	 "8E0100 8803810100 83687474703A2F2F6100"},
	{"29 octets of sender",
	 {.version = 0x10, .delivery_report = -1, .priority = -1, MINIMAL,
	  .from = STRING("+491701234567890123/TYPE=PLMN", 0)},
	 "8C82 985400 8D90 891F1F802B3439313730313233343536373839303132332F545950453D504C4D4E00 "
	 "8A80 8E0100 8803810100 83687474703A2F2F6100"},
};
/* clang-format on */

static void test_rows(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		uint8_t octets[512], wanted[512];
		int count = smsmodem_mms_encode(&rows[i].n, octets, sizeof octets, NULL);

		if (count < 0 || (size_t)count != octets_of(rows[i].hex, wanted, sizeof wanted) ||
		    memcmp(octets, wanted, (size_t)count) != 0)
			fail_msg("%s: not as expected (%d)", rows[i].name, count);
	}
}

struct error_row {
	const char *name;
	struct smsmodem_mms_notification n;
	long offset;
	const char *words[2];
};

#define GOOD .version = 0x10, MINIMAL

static const struct error_row error_rows[] = {
	{"no transaction", {.version = 0x10, .location = "a"}, -1, {"transaction", "give one"}},
	{"empty transaction",
	 {.version = 0x10, .location = "a", .transaction = ""},
	 -1,
	 {"transaction", "give one"}},
	{"control character",
	 {.version = 0x10, .location = "a", .transaction = "a\tb"},
	 1,
	 {"transaction", "character 2"}},
	{"not ASCII",
	 {.version = 0x10, .location = "a", .transaction = "\xC3\xA9"},
	 0,
	 {"transaction", "character 1"}},
	{"DEL",
	 {.version = 0x10, .location = "a", .transaction = "ab\x7F"},
	 2,
	 {"transaction", "character 3"}},
	{"no location", {.version = 0x10, .transaction = "T"}, -1, {"location", "give one"}},
	{"empty location",
	 {.version = 0x10, .transaction = "T", .location = ""},
	 -1,
	 {"location", "give one"}},
	{"blank",
	 {.version = 0x10, .transaction = "T", .location = "http://a b"},
	 8,
	 {"location", "blanks"}},
	{"version", {MINIMAL, .version = 0x14}, -1, {"version", "20"}},
	{"version 0", {MINIMAL}, -1, {"version", "0"}},
	{"class", {GOOD, .message_class = 4}, -1, {"class", "0 to 3"}},
	{"priority", {GOOD, .priority = 3}, -1, {"priority", "-1 to 2"}},
	{"report", {GOOD, .delivery_report = -2}, -1, {"delivery report", "-1 to 1"}},
	{"sender", {GOOD, .from = STRING("+1\xE9", 0)}, 2, {"sender", "charset"}},
	{"subject", {GOOD, .subject = STRING("\xE9", 0)}, 0, {"subject", "charset"}},
	{"line", {GOOD, .subject = STRING("a\nb", 106)}, 1, {"subject", "control character"}},
	{"NUL", {GOOD, .subject = STRING("ab\0", 4)}, 2, {"subject", "control character"}},
	/* whose text has NUL, which ends a Text-string (WAP-230-WSP 8.4.2.1) */
	{"UCS-2",
	 {GOOD, .subject = STRING("\x4E\x2D", 1000)},
	 -1,
	 {"iso-10646-ucs-2", "use utf-8"}},
	{"UTF-16", {GOOD, .subject = STRING("\0H", 1015)}, -1, {"utf-16", "use utf-8"}},
	{"UTF-16 of nothing", {GOOD, .subject = STRING("", 1014)}, -1, {"utf-16le", "use utf-8"}},
	{"UTF-32", {GOOD, .from = STRING("\0\0\0H", 1018)}, -1, {"sender", "use utf-8"}},
};

static void test_errors(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(error_rows); i++) {
		const struct error_row *row = &error_rows[i];
		struct smsmodem_error error = {0};
		uint8_t octets[64];

		memset(octets, CANARY, sizeof octets);
		assert_int_equal(smsmodem_mms_encode(&row->n, octets, sizeof octets, &error),
				 SMSMODEM_E_DATA);
		assert_int_equal(smsmodem_mms_encode(&row->n, octets, sizeof octets, NULL),
				 SMSMODEM_E_DATA);
		assert_canary(octets, 0, sizeof octets);
		if (error.code != SMSMODEM_E_DATA || error.offset != row->offset ||
		    !strstr(error.text, row->words[0]) || !strstr(error.text, row->words[1]))
			fail_msg("%s: \"%s\" (%ld)", row->name, error.text, error.offset);
	}
}

static void test_capacities(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		uint8_t whole[512], octets[512];
		struct smsmodem_error error;
		int length = smsmodem_mms_encode(&rows[i].n, whole, sizeof whole, NULL);

		for (size_t size = 0; size < (size_t)length; size++) {
			memset(octets, CANARY, sizeof octets);
			assert_int_equal(smsmodem_mms_encode(&rows[i].n, octets, size, &error),
					 SMSMODEM_E_SPACE);
			assert_int_equal(error.code, SMSMODEM_E_SPACE);
			assert_canary(octets, size, sizeof octets);
		}
		memset(octets, CANARY, sizeof octets);
		assert_int_equal(smsmodem_mms_encode(&rows[i].n, octets, (size_t)length, NULL),
				 length);
		assert_memory_equal(octets, whole, length);
		assert_canary(octets, (size_t)length, sizeof octets);
	}
}

/* --- random ones --- */

static const uint32_t charsets[] = {0, 3, 4, 106, 17, 1002, 1012, 1016, 2250, 2259};

static void random_text(struct random *random, char *text, size_t size, char first)
{
	size_t length = 1 + random_below(random, (uint32_t)size - 1);

	for (size_t i = 0; i < length; i++)
		text[i] = (char)(first + random_below(random, 0x7FU - (unsigned)first));
	text[length] = '\0';
}

static void random_string(struct random *random, struct smsmodem_mms_string *string, char *text,
			  size_t size)
{
	string->charset = charsets[random_below(random, COUNT(charsets))];
	string->length = random_below(random, (uint32_t)size);
	for (size_t i = 0; i < string->length; i++) {
		uint8_t octet = (uint8_t)random_below(random, 0x80);

		text[i] = (char)(string->charset ? octet | 0x80 : ' ' + octet % 0x5F);
	}
	string->octets = random_below(random, 8) ? text : NULL;
}

static void assert_string(const struct smsmodem_mms_field *field,
			  const struct smsmodem_mms_string *string)
{
	assert_non_null(string->octets);
	assert_int_equal(field->kind, SMSMODEM_MMS_TEXT);
	assert_int_equal(field->charset, string->charset);
	assert_int_equal(field->length, string->length);
	assert_memory_equal(field->octets, string->octets, string->length);
}

static void assert_text(const struct smsmodem_mms_field *field, const char *text)
{
	const struct smsmodem_mms_string string = {text, strlen(text), 0};

	assert_string(field, &string);
}

static void assert_field(const struct smsmodem_mms_field *field,
			 const struct smsmodem_mms_notification *n)
{
	switch ((unsigned)field->code) {
	case SMSMODEM_MMS_TYPE: assert_int_equal(field->number, 0x82); break;
	case SMSMODEM_MMS_TRANSACTION: assert_text(field, n->transaction); break;
	case SMSMODEM_MMS_VERSION: assert_int_equal(field->number, n->version); break;
	case SMSMODEM_MMS_FROM:
		if (n->hide_from)
			assert_int_equal(field->kind, SMSMODEM_MMS_NOBODY);
		else
			assert_string(field, &n->from);
		break;
	case SMSMODEM_MMS_SUBJECT: assert_string(field, &n->subject); break;
	case SMSMODEM_MMS_DELIVERY_REPORT:
		assert_string_equal(field->token, n->delivery_report ? "yes" : "no");
		break;
	case SMSMODEM_MMS_CLASS: assert_int_equal(field->number, 0x80 + n->message_class); break;
	case SMSMODEM_MMS_PRIORITY: assert_int_equal(field->number, 0x80 + n->priority); break;
	case SMSMODEM_MMS_SIZE: assert_true(field->number == n->size); break;
	case SMSMODEM_MMS_EXPIRY:
		assert_int_equal(field->kind, n->expiry_absolute ? SMSMODEM_MMS_ABSOLUTE
								 : SMSMODEM_MMS_RELATIVE);
		assert_true(field->number == n->expiry);
		break;
	case SMSMODEM_MMS_CONTENT_LOCATION: assert_text(field, n->location); break;
	default: fail_msg("field %d", field->code);
	}
}

static uint64_t random_number(struct random *random)
{
	uint64_t number =
		(uint64_t)random_below(random, UINT32_MAX) << 32 | random_below(random, UINT32_MAX);

	return number >> random_below(random, 64);
}

static void round_trip(struct random *random)
{
	char transaction[40], location[300], from[200], subject[300];
	struct smsmodem_mms_notification n = {
		.transaction = transaction,
		.version = (uint8_t)(0x10 + random_below(random, 4)),
		.hide_from = random_below(random, 8) == 0,
		.message_class = (uint8_t)random_below(random, 4),
		.size = random_number(random),
		.expiry_absolute = random_below(random, 2),
		.expiry = random_number(random),
		.location = location,
		.delivery_report = (int)random_below(random, 3) - 1,
		.priority = (int)random_below(random, 4) - 1,
	};
	uint8_t octets[1024];
	struct smsmodem_mms_field field;
	size_t position = 0, fields = 0;

	random_text(random, transaction, sizeof transaction, ' ');
	random_text(random, location, sizeof location, '!');
	random_string(random, &n.from, from, sizeof from);
	random_string(random, &n.subject, subject, sizeof subject);
	int length = smsmodem_mms_encode(&n, octets, sizeof octets, NULL);
	assert_true(length > 0);
	uint8_t *exact = exact_copy(octets, (size_t)length);
	for (; smsmodem_mms_next(exact, (size_t)length, &position, &field, NULL) == 1; fields++)
		assert_field(&field, &n);
	assert_int_equal(position, length);
	assert_int_equal(fields, 7 + (n.hide_from || n.from.octets) + (n.subject.octets != NULL) +
					 (n.delivery_report >= 0) + (n.priority >= 0));
	free(exact);
}

static void test_random(void **state)
{
	struct random random = random_start();

	(void)state;
	for (int round = 0; round < 5000; round++)
		round_trip(&random);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows),
		cmocka_unit_test(test_errors),
		cmocka_unit_test(test_capacities),
		cmocka_unit_test(test_random),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
