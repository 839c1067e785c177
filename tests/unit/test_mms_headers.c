/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Further fields of an M-Notification.ind: "Name: value" as 7.3 of OMA-TS-MMS_ENC codes it. */
#include "mms_support.h"
#include "mms_table.h"

#define MINIMAL_HEX    "8C82 985400 8D90 8A80 8E0100 8803810100 83687474703A2F2F6100"
#define MINIMAL_LENGTH 27
#define NOTIFICATION   .version = 0x10, .delivery_report = -1, .priority = -1

static int encode_headers(const char *const *headers, size_t count, uint8_t *octets, size_t size,
			  struct smsmodem_error *error)
{
	const struct smsmodem_mms_notification n = {
		NOTIFICATION,       .transaction = "T",    .location = "http://a",
		.headers = headers, .header_count = count,
	};

	return smsmodem_mms_encode(&n, octets, size, error);
}

struct row {
	const char *header, *hex, *line;
};

/* clang-format off */
static const struct row rows[] = {
	{"X-Mms-Stored: yes", "A780", "X-Mms-Stored=80 yes"},
	{"x-mms-STORED:NO ", "A781", "X-Mms-Stored=81 no"},
	{"X-Mms-Reply-Charging: requested text only", "9C81",
	 "X-Mms-Reply-Charging=81 requested text only"},
	{"X-Mms-Reply-Charging-Deadline: 3600", "9D0481020E10", "X-Mms-Reply-Charging-Deadline=+3600"},
	{"X-Mms-Reply-Charging-Deadline: 3d", "9D05810303F480",
	 "X-Mms-Reply-Charging-Deadline=+259200"},
	{"X-Mms-Reply-Charging-Deadline: 2011-02-28T04:01:36Z", "9D0680044D6B1E20",
	 "X-Mms-Reply-Charging-Deadline=@1298865696"},
	{"X-Mms-Reply-Charging-Deadline: 2011-02-28T05:01+01:00", "9D0680044D6B1DFC",
	 "X-Mms-Reply-Charging-Deadline=@1298865660"},
	{"X-Mms-Reply-Charging-Deadline: 2011-02-28", "9D0680044D6AE580",
	 "X-Mms-Reply-Charging-Deadline=@1298851200"},
	{"X-Mms-Reply-Charging-Size: 100000", "9F030186A0", "X-Mms-Reply-Charging-Size=100000"},
	/* Long-integer however small */
	{"X-Mms-Reply-Charging-Size: 5", "9F0105", "X-Mms-Reply-Charging-Size=5"},
	{"X-Mms-Reply-Charging-ID: <r1@m>", "9E3C7231406D3E00", "X-Mms-Reply-Charging-ID='<r1@m>'"},
	{"X-Mms-Distribution-Indicator: no", "B181", "X-Mms-Distribution-Indicator=81 no"},
	{"X-Mms-Element-Descriptor: cid:1", "B2066369643A3100",
	 "X-Mms-Element-Descriptor=0x066369643A3100"},
	{"X-Mms-Element-Descriptor: cid:1; Type=image/jpeg; k=\"v\"",
	 "B20C6369643A3100 829E 6B007600", "X-Mms-Element-Descriptor=0x0C6369643A3100829E6B007600"},
	{"X-Mms-Element-Descriptor: cid:1;type=x/y", "B20B6369643A3100 82782F7900",
	 "X-Mms-Element-Descriptor=0x0B6369643A310082782F7900"},
	{"X-Mms-Recommended-Retrieval-Mode: manual", "B480",
	 "X-Mms-Recommended-Retrieval-Mode=80 manual"},
	{"X-Mms-Recommended-Retrieval-Mode-Text: wait", "B57761697400",
	 "X-Mms-Recommended-Retrieval-Mode-Text='wait'"},
	{"X-Mms-Recommended-Retrieval-Mode-Text: \xC3\xA9", "B505EA7FC3A900",
	 "X-Mms-Recommended-Retrieval-Mode-Text='\xC3\xA9'/106"},
	{"X-Mms-Applic-ID: a.b", "B7612E6200", "X-Mms-Applic-ID='a.b'"},
	{"X-Mms-Reply-Applic-ID: a.c", "B8612E6300", "X-Mms-Reply-Applic-ID='a.c'"},
	{"X-Mms-Aux-Applic-Info: x: y", "B9783A207900", "X-Mms-Aux-Applic-Info='x: y'"},
	{"X-Mms-Content-Class: image-basic", "BA81", "X-Mms-Content-Class=81 image-basic"},
	{"X-Mms-DRM-Content: yes", "BB80", "X-Mms-DRM-Content=80 yes"},
	{"X-Mms-Replace-ID: m1", "BD6D3100", "X-Mms-Replace-ID='m1'"},
	/* which a notification needs not, but which nothing forbids */
	{"Date: 2011-02-28T04:01:36Z", "85044D6B1E20", "Date=@1298865696"},
	{"Date: 1298865696", "85044D6B1E20", "Date=@1298865696"},
	{"To: +49170/TYPE=PLMN", "972B34393137302F545950453D504C4D4E00", "To='+49170/TYPE=PLMN'"},
	{"X-Mms-Delivery-Time: 2w", "8705810312 7500", "X-Mms-Delivery-Time=+1209600"},
	{"X-Mms-Retrieve-Status: permanent failure", "99E0",
	 "X-Mms-Retrieve-Status=E0 permanent failure"},
	{"X-Mms-Previously-Sent-By: 1 a@b", "A0058161406200", "X-Mms-Previously-Sent-By='a@b'*1"},
	{"X-Mms-Previously-Sent-Date: 2 1298865696", "A10682044D6B1E20",
	 "X-Mms-Previously-Sent-Date=@1298865696"},
	{"X-Mms-MM-Flags: add  news", "A406806E65777300", "X-Mms-MM-Flags=add 'news'"},
	{"X-Mms-Mbox-Totals: messages 17", "AA028091", "X-Mms-Mbox-Totals=messages 17"},
	{"X-Mms-Mbox-Quotas: octets 300", "AC048102012C", "X-Mms-Mbox-Quotas=octets 300"},
	{"X-Mms-Message-Count: 17", "AD91", "X-Mms-Message-Count=17"},
	{"X-Mms-Limit: 300", "B302012C", "X-Mms-Limit=300"},
	{"X-Mms-Attributes: subject", "A896", "X-Mms-Attributes=96 Subject"},
	{"X-Mms-Attributes: X-Own", "A8582D4F776E00", "X-Mms-Attributes='X-Own'"},
	{"X-Own: hello", "582D4F776E00 68656C6C6F00", "X-Own='hello'"},
};
/* clang-format on */

static void test_rows(void **state)
{
	uint8_t minimal[64];
	size_t start = octets_of(MINIMAL_HEX, minimal, sizeof minimal);

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		uint8_t octets[256], wanted[64];
		char line[MMS_LINE_SIZE];
		int count = encode_headers(&rows[i].header, 1, octets, sizeof octets, NULL);
		size_t length = octets_of(rows[i].hex, wanted, sizeof wanted);

		if (count < 0 || (size_t)count != start + length ||
		    memcmp(octets, minimal, start) != 0 ||
		    memcmp(octets + start, wanted, length) != 0)
			fail_msg("%s: not as expected (%d)", rows[i].header, count);
		mms_line(octets + start, length, line);
		assert_string_equal(line, rows[i].line);
	}
}

/* All at once, in their order; and what is in front of them stays as it is. */
static void test_together(void **state)
{
	const char *headers[COUNT(rows)];
	uint8_t octets[1024], wanted[1024];
	size_t used = octets_of(MINIMAL_HEX, wanted, sizeof wanted);

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		headers[i] = rows[i].header;
		used += octets_of(rows[i].hex, wanted + used, sizeof wanted - used);
	}
	int length = encode_headers(headers, COUNT(rows), octets, sizeof octets, NULL);
	assert_int_equal(length, used);
	assert_memory_equal(octets, wanted, used);
	for (size_t size = 0; size < used; size++) {
		struct smsmodem_error error = {0};

		memset(octets, CANARY, sizeof octets);
		assert_int_equal(encode_headers(headers, COUNT(rows), octets, size, &error),
				 SMSMODEM_E_SPACE);
		assert_int_equal(error.code, SMSMODEM_E_SPACE);
		assert_canary(octets, size, sizeof octets);
	}
}

static const struct {
	const char *header, *words;
} error_rows[] = {
	{"", "name and a colon"},
	{"X-Mms-Stored", "name and a colon"},
	{": yes", "name and a colon"},
	{"X Own: yes", "name and a colon"},
	{"X-\xC3\xA9: yes", "name and a colon"},
	{"X-Own: a\nb", "control characters"},
	{"X-Own: a\x7F", "control characters"},
	{"X-Own:", "has no value"},
	{"X-Mms-Stored: ", "has no value"},
	{"X-Own: \xC3\xA9", "ASCII alone"},
	{"X-Mms-Replace-ID: \xC3\xA9", "ASCII alone"},
	{"X-Mms-Attributes: \xC3\xA9", "ASCII alone"},
	{"X-Mms-Stored: maybe", "is none of yes, no"},
	{"X-Mms-Stored: ye", "is none of yes, no"},
	{"X-Mms-Content-Class: video", "is none of text, image-basic, image-rich, video-basic"},
	{"X-Mms-Response-Status: bad", "is none of ok, unspecified, service denied"},
	{"X-Mms-Recommended-Retrieval-Mode-Text: \xE9", "is not UTF-8"},
	{"To: \xC3", "is not UTF-8"},
	{"X-Mms-Reply-Charging-Size: 1k", "whole number"},
	{"X-Mms-Reply-Charging-Size: -1", "whole number"},
	{"X-Mms-Message-Count: 18446744073709551616", "whole number"},
	{"X-Mms-Reply-Charging-Deadline: tomorrow", "neither a length of time"},
	{"X-Mms-Reply-Charging-Deadline: 3y", "neither a length of time"},
	{"X-Mms-Reply-Charging-Deadline: d", "neither a length of time"},
	{"X-Mms-Reply-Charging-Deadline: 30500568904944w", "neither a length of time"},
	{"X-Mms-Reply-Charging-Deadline: 2011-02-29", "neither a length of time"},
	{"X-Mms-Reply-Charging-Deadline: 2011-02-28T05", "neither a length of time"},
	{"Date: 2011-02-30T00:00:00Z", "is no date"},
	{"Date: 2011-02-28T00:00:00.000000000000000000000000Z", "is no date"},
	{"Date: 3d", "is no date"},
	{"X-Mms-Previously-Sent-By: a@b", "whole number"},
	{"X-Mms-Previously-Sent-By: 1", "behind its first word"},
	{"X-Mms-Previously-Sent-Date: 1 soon", "is no date"},
	{"X-Mms-MM-Flags: news", "is none of add, remove, filter"},
	{"X-Mms-Mbox-Totals: messages many", "whole number"},
	{"X-Mms-Element-Descriptor: ;type=a/b", "a reference"},
	{"X-Mms-Element-Descriptor: cid:1; type", "name=value"},
	{"X-Mms-Element-Descriptor: cid:1; type=", "name=value"},
	{"X-Mms-Element-Descriptor: cid:1; =v", "name=value"},
	{"X-Mms-Element-Descriptor: cid:1;", "name=value"},
	{"X-Mms-Element-Descriptor: \xC3\xA9", "ASCII alone"},
	{"Content: x", "field of other fields"},
	{"Additional-headers: x", "field of other fields"},
	{"X-Mms-Content-Type: text/plain", "no body"},
	{"Content-Type: text/plain", "no body"},
	{"X-Mms-Message-Size: 5", "option of its own"},
	{"X-Mms-Message-Type: m-notification-ind", "option of its own"},
	{"x-mms-transaction-id: T", "option of its own"},
	{"X-Mms-MMS-Version: 1.0", "option of its own"},
	{"From: a@b", "option of its own"},
	{"Subject:", "option of its own"},
	{"X-Mms-Delivery-Report: yes", "option of its own"},
	{"X-Mms-Message-Class: auto", "option of its own"},
	{"X-Mms-Priority: high", "option of its own"},
	{"X-Mms-Expiry: 3d", "option of its own"},
	{"X-Mms-Content-Location: http://a", "option of its own"},
};

static void test_errors(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(error_rows); i++) {
		const char *headers[] = {"X-Mms-Stored: yes", error_rows[i].header};
		struct smsmodem_error error = {0};
		uint8_t octets[256];

		memset(octets, CANARY, sizeof octets);
		assert_int_equal(encode_headers(headers, 2, octets, sizeof octets, &error),
				 SMSMODEM_E_DATA);
		assert_int_equal(encode_headers(headers, 2, octets, sizeof octets, NULL),
				 SMSMODEM_E_DATA);
		assert_canary(octets, 0, sizeof octets);
		if (error.code != SMSMODEM_E_DATA || !strstr(error.text, error_rows[i].words) ||
		    strncmp(error.text, "the MMS header \"", 16) != 0)
			fail_msg("%s: \"%s\"", error_rows[i].header, error.text);
	}
}

/* --- the class --- */

static void test_class(void **state)
{
	static const struct {
		const char *text, *hex;
	} classes[] = {
		{"personal", "8A80"},
		{"Auto", "8A83"},
		{"x-own", "8A782D6F776E00"},
		{"autos", "8A6175746F7300"},
	};
	static const char *const bad[] = {"", "two words", "\xC3\xA9", "a/b", "a\n"};
	struct smsmodem_mms_notification n = {NOTIFICATION, .transaction = "T", .location = "a",
					      .message_class = 1};
	struct smsmodem_error error;
	uint8_t octets[64], wanted[64];

	(void)state;
	for (size_t i = 0; i < COUNT(classes); i++) {
		size_t length = octets_of(classes[i].hex, wanted, sizeof wanted);

		n.class_text = classes[i].text;
		assert_true(smsmodem_mms_encode(&n, octets, sizeof octets, NULL) > 0);
		assert_memory_equal(octets + 7, wanted, length);
		assert_int_equal(octets[7 + length], 0x8E);
	}
	for (size_t i = 0; i < COUNT(bad); i++) {
		n.class_text = bad[i];
		assert_int_equal(smsmodem_mms_encode(&n, octets, sizeof octets, &error),
				 SMSMODEM_E_DATA);
		assert_non_null(strstr(error.text, "is no token"));
	}
}

/* --- every field of table 25, with random values --- */

static uint64_t random_number(struct random *random)
{
	uint64_t number =
		(uint64_t)random_below(random, UINT32_MAX) << 32 | random_below(random, UINT32_MAX);

	return number >> random_below(random, 64);
}

/* No blank at either end, which would be trimmed. */
static void random_text(struct random *random, char *text, size_t size, bool ascii)
{
	size_t length = 1 + random_below(random, (uint32_t)size - 3), used = 0;

	while (used < length) {
		if (!ascii && random_below(random, 4) == 0) {
			text[used++] = (char)(0xC3 + (int)random_below(random, 0x1C));
			text[used++] = (char)(0x80 + (int)random_below(random, 0x40));
		} else {
			bool edge = used == 0 || used + 1 >= length;
			text[used++] = (char)('!' - !edge + (int)random_below(random, 0x5E));
		}
	}
	text[used] = '\0';
}

static bool is_ascii(const char *text)
{
	while (*text && (unsigned char)*text < 0x80)
		text++;
	return *text == '\0';
}

struct value {
	char text[128];    /* as it is given */
	const char *words; /* what is to be read as text */
	uint64_t number;
	const char *token;
};

static const struct pdu_mms_token *random_token(struct random *random,
						const struct pdu_mms_row *row)
{
	uint32_t count = 0;

	while (row->tokens[count].name)
		count++;
	return &row->tokens[random_below(random, count)];
}

/* The first of two words. */
static size_t value_first(struct random *random, const struct pdu_mms_row *row, struct value *value)
{
	bool counted = row->form == PDU_MMS_FORWARDER || row->form == PDU_MMS_FORWARD_DATE;

	if (!counted) {
		value->token = random_token(random, row)->name;
		return (size_t)snprintf(value->text, sizeof value->text, "%s ", value->token);
	}
	value->number = random_number(random);
	return (size_t)snprintf(value->text, sizeof value->text, "%llu ",
				(unsigned long long)value->number);
}

static void value_number(struct random *random, struct value *value, size_t used)
{
	value->number = random_number(random);
	(void)snprintf(value->text + used, sizeof value->text - used, "%llu",
		       (unsigned long long)value->number);
}

static void value_text(struct random *random, struct value *value, size_t used, bool ascii)
{
	value->words = value->text + used;
	random_text(random, value->text + used, 60, ascii);
}

static bool random_value(struct random *random, const struct pdu_mms_row *row, struct value *value)
{
	size_t used = 0;

	*value = (struct value){.words = NULL};
	switch (row->form) {
	case PDU_MMS_FORWARDER:
	case PDU_MMS_MARKED: used = value_first(random, row, value); /* fall through */
	case PDU_MMS_ENCODED: value_text(random, value, used, false); return true;
	case PDU_MMS_TEXT: value_text(random, value, used, true); return true;
	case PDU_MMS_FORWARD_DATE:
	case PDU_MMS_TOTAL: used = value_first(random, row, value); /* fall through */
	case PDU_MMS_PERIOD:
	case PDU_MMS_DATE:
	case PDU_MMS_INTEGER: value_number(random, value, used); return true;
	case PDU_MMS_TOKENS: {
		const struct pdu_mms_token *token = random_token(random, row);

		value->token = token->name;
		value->number = token->octet;
		(void)snprintf(value->text, sizeof value->text, "%s", token->name);
		return true;
	}
	case PDU_MMS_FIELD:
		value->token = "Date";
		value->number = 0x85;
		(void)snprintf(value->text, sizeof value->text, "date");
		return true;
	case PDU_MMS_OCTETS:
	case PDU_MMS_CLASS:
	case PDU_MMS_VERSION:
	case PDU_MMS_FROM:
	case PDU_MMS_CONTENT: break;
	}
	return false;
}

static void assert_value(const struct smsmodem_mms_field *field, const struct value *value)
{
	assert_int_not_equal(field->kind, SMSMODEM_MMS_OCTETS);
	assert_true(field->number == value->number);
	if (value->token)
		assert_string_equal(field->token, value->token);
	else
		assert_null(field->token);
	if (!value->words)
		return;
	assert_int_equal(field->kind, SMSMODEM_MMS_TEXT);
	assert_int_equal(field->charset, is_ascii(value->words) ? 0 : 106);
	assert_int_equal(field->length, strlen(value->words));
	assert_memory_equal(field->octets, value->words, field->length);
}

static bool is_own(int code)
{
	return code == 0x03 || code == 0x06 || (code >= 0x08 && code <= 0x0F && code != 0x0B) ||
	       code == 0x16 || code == 0x18;
}

static void round_trip(struct random *random, int code)
{
	const struct pdu_mms_row *row = &pdu_mms_fields[code];
	struct smsmodem_mms_field field;
	struct value value;
	char header[256];
	const char *const headers[] = {header};
	uint8_t octets[512];
	size_t position = 0;

	if (!row->name || is_own(code) || !random_value(random, row, &value))
		return;
	(void)snprintf(header, sizeof header, "%s: %s", row->name, value.text);
	int length = encode_headers(headers, 1, octets, sizeof octets, NULL);
	assert_true(length > MINIMAL_LENGTH);
	uint8_t *exact = exact_copy(octets, (size_t)length);
	while (position < (size_t)length)
		assert_int_equal(smsmodem_mms_next(exact, (size_t)length, &position, &field, NULL),
				 1);
	assert_int_equal(field.code, code);
	assert_value(&field, &value);
	free(exact);
}

static void test_random(void **state)
{
	struct random random = random_start();

	(void)state;
	for (int round = 0; round < 200; round++)
		for (int code = 0; code < PDU_MMS_FIELDS; code++)
			round_trip(&random, code);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows),   cmocka_unit_test(test_together),
		cmocka_unit_test(test_errors), cmocka_unit_test(test_class),
		cmocka_unit_test(test_random),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
