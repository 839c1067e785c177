/* SPDX-License-Identifier: GPL-3.0-or-later */
/* MMS headers read (OMA-TS-MMS_ENC 7): every form of a value, and what senders get wrong. */
#include "mms_support.h"

struct row {
	const char *name, *hex, *line;
};

static const struct row rows[] = {
	{"nothing", "", ""},
	/* 7.3.30, 7.3.34 */
	{"type", "8C82", "X-Mms-Message-Type=82 m-notification-ind"},
	{"type, delivery", "8C86", "X-Mms-Message-Type=86 m-delivery-ind"},
	{"type, read", "8C88", "X-Mms-Message-Type=88 m-read-orig-ind"},
	{"type, nobody's", "8CFF", "X-Mms-Message-Type=FF ?"},
	{"version 1.0", "8D90", "X-Mms-MMS-Version=10 1.0"},
	{"version 1.3", "8D93", "X-Mms-MMS-Version=13 1.3"},
	{"version, major only", "8D9F", "X-Mms-MMS-Version=1F 1"},
	{"version, unheard of", "8DE5", "X-Mms-MMS-Version=65 ?"},
	{"version, without its highest bit", "8D12 8A80",
	 "X-Mms-MMS-Version=12 1.2 X-Mms-Message-Class=80 personal"},
	{"version, text", "8D 312E3000", "X-Mms-MMS-Version='1.0'"},
	/* text-string (WSP 8.4.2.1) */
	{"transaction", "98 616200", "X-Mms-Transaction-Id='ab'"},
	{"transaction, empty", "98 00", "X-Mms-Transaction-Id=''"},
	{"transaction, quoted", "98 7FE100", "X-Mms-Transaction-Id='\xE1'"},
	{"transaction, quote forgotten", "98 E16200 8C82",
	 "X-Mms-Transaction-Id='\xE1"
	 "b' X-Mms-Message-Type=82 m-notification-ind"},
	{"location", "83 687474703A2F2F6100", "X-Mms-Content-Location='http://a'"},
	{"message id", "8B 3C613E00", "Message-ID='<a>'"},
	{"applic id", "B7 6100", "X-Mms-Applic-ID='a'"},
	/* encoded-string-value (7.3.19) */
	{"subject", "96 416200", "Subject='Ab'"},
	{"subject, empty", "96 00", "Subject=''"},
	{"subject, charset", "96 0A EA 5A6B6F75C5A16B6100 8F81",
	 "Subject='Zkou\xC5\xA1ka'/106 X-Mms-Priority=81 normal"},
	{"subject, charset, quoted", "96 05 EA 7FC3A900", "Subject='\xC3\xA9'/106"},
	{"subject, charset, quote forgotten", "96 04 EA C3A900", "Subject='\xC3\xA9'/106"},
	{"subject, charset, no NUL", "96 03 EA C3A9", "Subject='\xC3\xA9'/106"},
	{"subject, charset, empty", "96 02 EA 00", "Subject=''/106"},
	{"subject, charset of two octets", "96 05 02 08EA 6100", "Subject='a'/2282"},
	{"subject, length in long form", "96 1F 03 84 6100", "Subject='a'/4"},
	{"subject, length without text", "96 01 EA", "Subject=''/106"},
	{"subject, length of nothing but a long integer", "96 02 05 61", "Subject=0x020561"},
	{"subject, quote forgotten", "96 C3A900", "Subject='\xC3\xA9'"},
	{"to", "97 2B31322F545950453D504C4D4E00", "To='+12/TYPE=PLMN'"},
	{"cc, bcc", "82 3100 81 3200", "Cc='1' Bcc='2'"},
	{"response text", "93 6F6B00", "X-Mms-Response-Text='ok'"},
	{"retrieve text", "9A 03 EA 6100", "X-Mms-Retrieve-Text='a'/106"},
	{"status text", "B6 6100", "X-Mms-Status-Text='a'"},
	{"store status text", "A6 6100", "X-Mms-Store-Status-Text='a'"},
	/* From (7.3.21) */
	{"from", "89 05 80 2B313200", "From='+12'"},
	{"from, charset", "89 06 80 04 EA C3A900", "From='\xC3\xA9'/106"},
	{"from, a name", "89 08 80 45726F74696B00", "From='Erotik'"},
	{"from, inserted", "89 01 81", "From=nobody"},
	{"from, length in long form", "89 1F 04 80 616200", "From='ab'"},
	{"from, 128 octets and a long form of two",
	 "89 1F 8100 80"
	 "61616161616161616161616161616161616161616161616161616161616161616161616161616161616161"
	 "61616161616161616161616161616161616161616161616161616161616161616161616161616161616161"
	 "61616161616161616161616161616161616161616161616161616161616161616161616161616161 00",
	 "From='"
	 "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
	 "a"
	 "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'"},
	{"from, no NUL", "89 03 80 6162 8A80", "From='ab' X-Mms-Message-Class=80 personal"},
	{"from, quoted", "89 04 80 7FE100", "From='\xE1'"},
	{"from, quoted, no NUL", "89 03 80 7FE1", "From='\xE1'"},
	{"from, length too short", "89 03 80 616263642F00 8A80",
	 "From='abcd/' X-Mms-Message-Class=80 personal"},
	{"from, 31 octets, raw length",
	 "89 1F 80 3031323334353637383930313233343536373839303132333435363738 00 8A80",
	 "From='01234567890123456789012345678' X-Mms-Message-Class=80 personal"},
	{"from, 34 octets, raw length",
	 "89 22 80 3031323334353637383930313233343536373839303132333435363738393031 00 8A80",
	 "From='01234567890123456789012345678901' X-Mms-Message-Class=80 personal"},
	{"from, no length", "89 616200", "From='ab'"},
	{"from, no token", "89 03 616200", "From='ab'"},
	{"from, nothing", "89 00 8A80", "From=0x00 X-Mms-Message-Class=80 personal"},
	{"from, no address", "89 01 80", "From=0x0180"},
	{"from, empty address", "89 02 80 00", "From=''"},
	{"from, another token", "89 02 90 61",
	 "From='\x90"
	 "a'"},
	/* long-integer (WSP 8.4.2.1) */
	{"size", "8E 02 7400", "X-Mms-Message-Size=29696"},
	{"size, leading zeros", "8E 04 00007400", "X-Mms-Message-Size=29696"},
	{"size, short", "8E 85", "X-Mms-Message-Size=5"},
	{"size, 8 octets", "8E 08 FFFFFFFFFFFFFFFF", "X-Mms-Message-Size=18446744073709551615"},
	{"size, 9 octets", "8E 09 010203040506070809", "X-Mms-Message-Size=0x09010203040506070809"},
	{"size, none", "8E 00", "X-Mms-Message-Size=0x00"},
	{"size, text", "8E 313000", "X-Mms-Message-Size=0x313000"},
	{"reply size", "9F 01 05", "X-Mms-Reply-Charging-Size=5"},
	{"message count", "AD 85", "X-Mms-Message-Count=5"},
	{"limit", "B3 01 85", "X-Mms-Limit=133"},
	/* dates and periods (7.3.20) */
	{"date", "85 04 4D6B1E20", "Date=@1298865696"},
	{"expiry, relative", "88 05 81 03 03F47F", "X-Mms-Expiry=+259199"},
	{"expiry, absolute", "88 06 80 04 4D6B1E20", "X-Mms-Expiry=@1298865696"},
	{"expiry, short", "88 02 81 8A", "X-Mms-Expiry=+10"},
	{"expiry, length in long form", "88 1F 03 81 01 0A", "X-Mms-Expiry=+10"},
	{"expiry, another token", "88 03 82 01 0A", "X-Mms-Expiry=0x0382010A"},
	{"expiry, nothing", "88 00", "X-Mms-Expiry=0x00"},
	{"expiry, no number", "88 01 81", "X-Mms-Expiry=0x0181"},
	{"expiry, number too long", "88 03 81 03 01", "X-Mms-Expiry=0x03810301"},
	{"expiry, an octet", "88 81", "X-Mms-Expiry=0x81"},
	{"delivery time", "87 03 81 01 0A", "X-Mms-Delivery-Time=+10"},
	{"reply deadline", "9D 03 81 01 0A", "X-Mms-Reply-Charging-Deadline=+10"},
	/* values of one octet */
	{"class", "8A82", "X-Mms-Message-Class=82 informational"},
	{"class, nobody's", "8A84", "X-Mms-Message-Class=84 ?"},
	{"class, by name", "8A 6175746F00", "X-Mms-Message-Class='auto'"},
	{"status", "9581", "X-Mms-Status=81 retrieved"},
	{"read status", "9B81", "X-Mms-Read-Status=81 deleted without being read"},
	{"status, long", "95 01 81", "X-Mms-Status=0x0181"},
	{"status, text", "95 6100", "X-Mms-Status=0x6100"},
	{"visibility", "9480", "X-Mms-Sender-Visibility=80 hide"},
	{"store status", "A5E4", "X-Mms-Store-Status=E4 permanent: mmbox full"},
	{"state", "A382", "X-Mms-MM-State=82 new"},
	{"content class", "BA84", "X-Mms-Content-Class=84 video-rich"},
	{"retrieval mode", "B480", "X-Mms-Recommended-Retrieval-Mode=80 manual"},
	/* a count or a token in front of another value */
	{"forwarded by", "A0 04 81 312F00", "X-Mms-Previously-Sent-By='1/'*1"},
	{"forwarded by, charset", "A0 05 81 03 EA 6100", "X-Mms-Previously-Sent-By='a'/106*1"},
	{"forwarded by, nobody", "A0 01 81", "X-Mms-Previously-Sent-By=0x0181"},
	{"forwarded at", "A1 06 82 04 4D6B1E20", "X-Mms-Previously-Sent-Date=@1298865696"},
	{"forwarded at, no date", "A1 01 82", "X-Mms-Previously-Sent-Date=0x0182"},
	{"flags", "A4 03 80 6100", "X-Mms-MM-Flags=add 'a'"},
	{"flags, another token", "A4 03 83 6100", "X-Mms-MM-Flags=0x03836100"},
	{"totals", "AA 03 81 01 0A", "X-Mms-Mbox-Totals=octets 10"},
	{"quotas", "AC 02 80 8A", "X-Mms-Mbox-Quotas=messages 10"},
	{"totals, no number", "AA 02 81 61", "X-Mms-Mbox-Totals=0x028161"},
	{"attribute", "A8 96", "X-Mms-Attributes=96 Subject"},
	{"attribute, by name", "A8 6100", "X-Mms-Attributes='a'"},
	{"attribute, nobody's", "A8 C0", "X-Mms-Attributes=C0 ?"},
	/* what is not looked into, and what nobody knows */
	{"element descriptor", "B2 05 6100 826200 9581",
	 "X-Mms-Element-Descriptor=0x056100826200 X-Mms-Status=81 retrieved"},
	{"nobody's, octet", "FE80", "0x7E=0x80"},
	{"nobody's, text", "FE 616200", "0x7E=0x616200"},
	{"nobody's, length", "C0 03 010203", "0x40=0x03010203"},
	{"nobody's zero", "8081", "0x00=0x81"},
	{"by name", "582D4100 6200 8C82", "X-A='b' X-Mms-Message-Type=82 m-notification-ind"},
	{"by name, no text", "582D4100 01 05", "X-A=0x0105"},
	/* 7.1: Content-Type is the last, a body follows */
	{"body", "8C84 84B3 0101", "X-Mms-Message-Type=84 m-retrieve-conf |"},
	/* what ends too early */
	{"no value", "8C", " !1"},
	{"no value by name", "582D4100", " !4"},
	{"no end of a name", "582D41", " !0"},
	{"no end of a text", "8C82 98 6162", "X-Mms-Message-Type=82 m-notification-ind !3"},
	{"length too long", "96 05 EA 6100", " !1"},
	{"length of 4 GiB", "96 1F 8FFFFFFF7F EA 6100", " !1"},
	{"length that does not end", "96 1F FFFFFFFFFF 6100", " !1"},
	{"from, length too long", "89 05 80 6100", " !1"},
	{"from, raw length too long", "89 22 80 6100", " !1"},
	{"from, end", "89", " !1"},
	{"no name begins so", "8C82 05 00", "X-Mms-Message-Type=82 m-notification-ind !2"},
};

static void test_rows(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		char line[MMS_LINE_SIZE];
		uint8_t raw[256];
		size_t length = octets_of(rows[i].hex, raw, sizeof raw);
		uint8_t *octets = exact_copy(raw, length);

		mms_line(octets, length, line);
		if (strcmp(line, rows[i].line) != 0)
			fail_msg("%s: \"%s\" instead of \"%s\"", rows[i].name, line, rows[i].line);
		free(octets);
	}
}

/* Whatever is cut off, what is in front of it reads the same: but for an address that is longer
 * than its length says. */
static void test_truncations(void **state)
{
	uint8_t raw[4096];
	size_t length = 0;
	char whole[MMS_LINE_SIZE], line[MMS_LINE_SIZE];

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		if (!strpbrk(rows[i].line, "!|") && !strstr(rows[i].name, "too short"))
			length += octets_of(rows[i].hex, raw + length, sizeof raw - length);
	mms_line(raw, length, whole);
	for (size_t cut = 0; cut < length; cut++) {
		uint8_t *octets = exact_copy(raw, cut);

		mms_line(octets, cut, line);
		char *end = strstr(line, " !");
		size_t same = end ? (size_t)(end - line) : strlen(line);
		assert_memory_equal(line, whole, same);
		free(octets);
	}
}

/* Fields that could be read twice are not. */
static void test_hostile(void **state)
{
	static const char *const patterns[] = {"8902806189", "89",      "890280", "96C3",
					       "8901",       "61",      "891F80", "A0",
					       "98E1",       "8902807F"};

	(void)state;
	for (size_t i = 0; i < COUNT(patterns); i++) {
		static uint8_t octets[SMSMODEM_DATAGRAM_MAX];
		struct smsmodem_mms_field field;
		struct smsmodem_error error;
		uint8_t pattern[16];
		size_t length = octets_of(patterns[i], pattern, sizeof pattern), position = 0;
		size_t fields = 0;

		for (size_t at = 0; at < sizeof octets; at++)
			octets[at] = pattern[at % length];
		while (smsmodem_mms_next(octets, sizeof octets, &position, &field, &error) == 1)
			fields++;
		assert_true(fields <= sizeof octets / 2);
	}
}

static void test_random(void **state)
{
	struct random random = random_start();

	(void)state;
	for (int round = 0; round < 20000; round++) {
		struct smsmodem_mms_field field;
		struct smsmodem_error error;
		size_t length = random_below(&random, 40), position = 0;
		uint8_t *octets = exact_copy("", 0);

		octets = realloc(octets, length ? length : 1);
		assert_non_null(octets);
		for (size_t i = 0; i < length; i++)
			octets[i] = (uint8_t)(random_below(&random, 4)
						      ? random_below(&random, 64) + 0x80
						      : random_below(&random, 256));
		while (smsmodem_mms_next(octets, length, &position, &field, &error) == 1)
			assert_true(field.octets + field.length <= octets + position);
		free(octets);
	}
}

/* A failure and an end can be asked for again; an error need not be. */
static void test_again(void **state)
{
	static const uint8_t octets[] = {0x8C, 0x82, 0x98, 0x61};
	struct smsmodem_mms_field field;
	size_t position = 0;

	(void)state;
	assert_int_equal(smsmodem_mms_next(octets, 4, &position, &field, NULL), 1);
	for (int i = 0; i < 3; i++) {
		assert_int_equal(smsmodem_mms_next(octets, 4, &position, &field, NULL),
				 SMSMODEM_E_PDU);
		assert_int_equal(position, 2);
	}
	assert_int_equal(smsmodem_mms_next(octets, 2, &position, &field, NULL), 0);
	position = SIZE_MAX;
	assert_int_equal(smsmodem_mms_next(octets, 2, &position, &field, NULL), 0);
	position = 0;
	assert_int_equal(smsmodem_mms_next(NULL, 0, &position, &field, NULL), 0);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows),    cmocka_unit_test(test_truncations),
		cmocka_unit_test(test_hostile), cmocka_unit_test(test_random),
		cmocka_unit_test(test_again),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
