/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Time stamps and validity periods (23.040 9.2.3.11, 9.2.3.12). */
#include "pdu_support.h"

struct time_row {
	const char *octets;
	const char *text; /* NULL: no date */
};

static const struct time_row time_rows[] = {
	{"1120821105050A", "2011-02-28 11:50:50 -300"},
	{"7040213252242B", "2007-04-12 23:25:42 -480"},
	{"70402132522423", "2007-04-12 23:25:42 480"},
	{"99202150750300", "1999-02-12 05:57:30 0"},
	{"99202150750329", "1999-02-12 05:57:30 -180"},
	{"80803121702240", "2008-08-13 12:07:22 60"},
	{"09101000000000", "1990-01-01 00:00:00 0"}, /* the window begins */
	{"98212132959500", "2089-12-12 23:59:59 0"}, /* and ends */
	{"00101000000000", "2000-01-01 00:00:00 0"},
	{"0020920000000C", "2000-02-29 00:00:00 -600"},
	{"00109200000097", "2000-01-29 00:00:00 1185"}, /* 79 quarters, the most there are */
	{"00000000000000", NULL},                       /* month 0 */
	{"10209200000000", NULL},                       /* 2001 has no 29 February */
	{"00311000000000", NULL},                       /* month 13 */
	{"00102300000000", NULL},                       /* day 32 */
	{"00101042000000", NULL},                       /* hour 24 */
	{"00101000060000", NULL},                       /* minute 60 */
	{"00101000000600", NULL},                       /* second 60 */
	{"A0101000000000", NULL},
	{"0A101000000000", NULL},
	{"61010340954402", "2016-10-30 04:59:44 300"},
	{"00101000000088", "2000-01-01 00:00:00 -120"},
	{"00101000000028", "2000-01-01 00:00:00 -30"},
	{"00101000000068", "2000-01-01 00:00:00 -90"},
	{"00101000000009", "2000-01-01 00:00:00 -150"},
	{"0010100000009F", "2000-01-01 00:00:00 -1185"}, /* as far back as there is */
	{"001010000000A7", NULL},                        /* 80 quarters */
	{"FFFFFFFFFFFFFF", NULL},                        /* never */
};

static void test_time(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(time_rows); i++) {
		struct smsmodem_time time;
		uint8_t octets[7], back[7];
		char text[64];

		assert_int_equal(octets_of(time_rows[i].octets, octets, sizeof octets), 7);
		pdu_time_decode(octets, &time);
		assert_int_equal(time.valid, time_rows[i].text != NULL);
		assert_memory_equal(time.octets, octets, 7);
		assert_true(snprintf(text, sizeof text, "%04d-%02d-%02d %02d:%02d:%02d %d",
				     time.year, time.month, time.day, time.hour, time.minute,
				     time.second, time.zone_minutes) > 0);
		if (time_rows[i].text)
			assert_string_equal(text, time_rows[i].text);
		pdu_time_encode(&time, back);
		assert_memory_equal(back, octets, 7);
	}
}

/* Day by day through all years that there are, against one count that goes on. */
static void test_seconds(void **state)
{
	static const uint8_t days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	int64_t begin = INT64_C(-3712) * 86400; /* 1990-01-01 before 2000-03-01 */

	(void)state;
	for (unsigned year = 1990; year <= 2089; year++)
		for (unsigned month = 1; month <= 12; month++) {
			unsigned last = days[month - 1] + (month == 2 && year % 4 == 0);

			for (unsigned day = 1; day <= last; day++, begin += 86400) {
				struct smsmodem_time time = {.year = (uint16_t)year,
							     .month = (uint8_t)month,
							     .day = (uint8_t)day};

				assert_true(pdu_time_seconds(&time) == begin);
				time.hour = 1;
				time.minute = 2;
				time.second = 3;
				time.zone_minutes = -15;
				assert_true(pdu_time_seconds(&time) == begin + 3723 + 900);
			}
		}
}

/* A zone's ones that are no digit, as seen in the field, are read as what they were to say. */
static void test_zone_beyond_nine(void **state)
{
	static const uint8_t octets[7] = {0x61, 0x01, 0x03, 0x40, 0x95, 0x44, 0xC2};
	struct smsmodem_time time;
	uint8_t back[7];

	(void)state;
	pdu_time_decode(octets, &time);
	assert_true(time.valid);
	assert_int_equal(time.zone_minutes, 480);
	assert_memory_equal(time.octets, octets, sizeof octets);
	pdu_time_encode(&time, back);
	assert_int_equal(back[6], 0x23);
}

/* Any octets: no crash, and what is valid comes back, but for a minus in front of a zero. */
static void test_time_property(void **state)
{
	struct random random = random_start();
	unsigned valid = 0;

	(void)state;
	for (unsigned round = 0; round < 200000; round++) {
		struct smsmodem_time time;
		uint8_t octets[7], back[7];

		for (size_t i = 0; i < 7; i++)
			octets[i] = (uint8_t)random_below(&random, 256) & 0x37;
		pdu_time_decode(octets, &time);
		pdu_time_encode(&time, back);
		assert_memory_equal(back, octets, 7);
		valid += time.valid;
	}
	assert_true(valid > 100);
	struct smsmodem_time zero;
	uint8_t octets[7] = {0x00, 0x10, 0x10, 0, 0, 0, 0x08};

	pdu_time_decode(octets, &zero);
	assert_true(zero.valid);
	assert_int_equal(zero.zone_minutes, 0);
}

/* Every octet in every field beside the arithmetic of one: its digits, and the field's range. */
static void test_time_fields(void **state)
{
	static const unsigned lowest[] = {0, 1, 1, 0, 0, 0, 0};
	static const unsigned highest[] = {99, 12, 31, 23, 59, 59, 79};

	(void)state;
	for (size_t field = 0; field < 7; field++)
		for (unsigned octet = 0; octet < 256; octet++) {
			uint8_t octets[7] = {0x62, 0x10, 0x22, 0x81, 0x41, 0x10, 0x40};
			unsigned tens = octet & (field == 6 ? 0x07 : 0x0F), ones = octet >> 4;
			unsigned value = 10 * tens + ones;
			int zone = octet & 0x08 ? -15 * (int)value : 15 * (int)value;
			struct smsmodem_time time;

			octets[field] = (uint8_t)octet;
			pdu_time_decode(octets, &time);
			assert_int_equal(time.valid, tens <= 9 && (ones <= 9 || field == 6) &&
							     value >= lowest[field] &&
							     value <= highest[field]);
			const int got[] = {time.year,   time.month,  time.day,         time.hour,
					   time.minute, time.second, time.zone_minutes};
			if (time.valid && field == 0)
				assert_int_equal(got[0], value + (value >= 90 ? 1900 : 2000));
			else if (time.valid)
				assert_int_equal(got[field], field == 6 ? zone : (int)value);
		}
}

struct period_row {
	uint8_t octet;
	uint32_t seconds;
};

/* 9.2.3.12.1: the ends of each range. */
static const struct period_row period_rows[] = {
	{0, 300},       {1, 600},        {143, 43200},    {144, 45000},
	{167, 86400},   {168, 172800},   {170, 345600},   {196, 2592000},
	{197, 3024000}, {254, 37497600}, {255, 38102400},
};

static void test_relative(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(period_rows); i++) {
		assert_int_equal(pdu_validity_seconds(period_rows[i].octet),
				 period_rows[i].seconds);
		assert_int_equal(pdu_validity_octet(period_rows[i].seconds), period_rows[i].octet);
	}
	assert_int_equal(pdu_validity_octet(0), 0);
	assert_int_equal(pdu_validity_octet(UINT32_MAX), 255);
}

/* Rounded up to the next value there is, at every border. */
static void test_relative_property(void **state)
{
	(void)state;
	for (unsigned octet = 0; octet < 255; octet++) {
		uint32_t seconds = pdu_validity_seconds((uint8_t)octet);

		assert_int_equal(pdu_validity_octet(seconds), octet);
		assert_int_equal(pdu_validity_octet(seconds + 1), octet + 1);
		assert_int_equal(pdu_validity_octet(seconds - 1), octet);
		assert_true(pdu_validity_seconds((uint8_t)(octet + 1)) > seconds);
	}
}

struct validity_row {
	enum smsmodem_validity_format format;
	const char *octets;
	uint32_t seconds;
	bool single_shot, extended;
};

/* 9.2.3.12.1 to .3 */
static const struct validity_row validity_rows[] = {
	{SMSMODEM_VALIDITY_NONE, "", 0, false, false},
	{SMSMODEM_VALIDITY_RELATIVE, "A7", 86400, false, false},
	{SMSMODEM_VALIDITY_RELATIVE, "C1", 27 * 86400, false, false}, /* no flags there */
	{SMSMODEM_VALIDITY_ABSOLUTE, "71801311124523", 0, false, false},
	{SMSMODEM_VALIDITY_ABSOLUTE, "C1801311124523", 0, false, false},
	/* enhanced: no period */
	{SMSMODEM_VALIDITY_ENHANCED, "00000000000000", 0, false, false},
	{SMSMODEM_VALIDITY_ENHANCED, "40000000000000", 0, true, false},
	/* one octet as in a relative one */
	{SMSMODEM_VALIDITY_ENHANCED, "01A70000000000", 86400, false, false},
	{SMSMODEM_VALIDITY_ENHANCED, "41A70000000000", 86400, true, false},
	{SMSMODEM_VALIDITY_ENHANCED, "01000000000000", 300, false, false},
	/* seconds, of which 0 is reserved */
	{SMSMODEM_VALIDITY_ENHANCED, "02780000000000", 120, false, false},
	{SMSMODEM_VALIDITY_ENHANCED, "02FF0000000000", 255, false, false},
	{SMSMODEM_VALIDITY_ENHANCED, "42000000000000", 0, true, false},
	/* hours, minutes, seconds in semi-octets */
	{SMSMODEM_VALIDITY_ENHANCED, "03102030000000", 3600 + 120 + 3, false, false},
	{SMSMODEM_VALIDITY_ENHANCED, "03999595000000", 99 * 3600 + 59 * 60 + 59, false, false},
	{SMSMODEM_VALIDITY_ENHANCED, "43210000000000", 12 * 3600, true, false},
	{SMSMODEM_VALIDITY_ENHANCED, "03A00000000000", 0, false, false}, /* none are digits */
	{SMSMODEM_VALIDITY_ENHANCED, "030A0000000000", 0, false, false},
	{SMSMODEM_VALIDITY_ENHANCED, "03000600000000", 0, false, false}, /* 60 minutes */
	{SMSMODEM_VALIDITY_ENHANCED, "03000006000000", 0, false, false}, /* 60 seconds */
	/* reserved: formats 4 to 7, and bits 3 to 5 */
	{SMSMODEM_VALIDITY_ENHANCED, "04102030000000", 0, false, false},
	{SMSMODEM_VALIDITY_ENHANCED, "07102030000000", 0, false, false},
	{SMSMODEM_VALIDITY_ENHANCED, "39A70000000000", 86400, false, false},
	/* octets that extend the first one come before the period */
	{SMSMODEM_VALIDITY_ENHANCED, "8100A700000000", 86400, false, true},
	{SMSMODEM_VALIDITY_ENHANCED, "C18000A7000000", 86400, true, true},
	{SMSMODEM_VALIDITY_ENHANCED, "81808080800000", 300, false, true},
	{SMSMODEM_VALIDITY_ENHANCED, "81808080808000", 0, false, true}, /* no room for it */
	{SMSMODEM_VALIDITY_ENHANCED, "83808000210000", 12 * 3600, false, true},
	{SMSMODEM_VALIDITY_ENHANCED, "83808080002100", 0, false, true},
	{SMSMODEM_VALIDITY_ENHANCED, "FFFFFFFFFFFFFF", 0, true, true},
};

static void test_decode(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(validity_rows); i++) {
		const struct validity_row *row = &validity_rows[i];
		struct smsmodem_validity validity;
		uint8_t octets[7];
		size_t count = octets_of(row->octets, octets, sizeof octets);

		for (size_t cut = 0; cut < count; cut++) {
			uint8_t *part = exact_copy(octets, cut);

			assert_int_equal(pdu_validity_decode(row->format, part, cut, &validity),
					 SMSMODEM_E_PDU);
			free(part);
		}
		assert_int_equal(pdu_validity_decode(row->format, octets, count, &validity), count);
		assert_int_equal(validity.format, row->format);
		if (validity.seconds != row->seconds)
			fail_msg("%s: %u seconds", row->octets, (unsigned)validity.seconds);
		assert_int_equal(validity.single_shot, row->single_shot);
		assert_int_equal(validity.extended, row->extended);
		assert_memory_equal(validity.octets, octets, count);
		assert_int_equal(validity.until.valid, row->octets[0] == '7');
	}
}

/* Any enhanced octets go through a SUBMIT unchanged. */
static void test_enhanced_property(void **state)
{
	struct random random = random_start();

	(void)state;
	for (unsigned round = 0; round < 20000; round++) {
		struct smsmodem_tpdu tpdu;
		uint8_t octets[32], back[32];
		size_t count = octets_of("00 09 07 0481 2143 00 00 00000000000000 00", octets,
					 sizeof octets);

		for (size_t i = 0; i < 7; i++)
			octets[9 + i] = (uint8_t)random_below(&random, 256);
		assert_int_equal(pdu_decode(octets, count, NULL, &tpdu, NULL), SMSMODEM_OK);
		assert_int_equal(tpdu.validity.format, SMSMODEM_VALIDITY_ENHANCED);
		assert_int_equal(pdu_encode(&tpdu, back, sizeof back, NULL), count);
		assert_memory_equal(back, octets, count);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_time),
		cmocka_unit_test(test_seconds),
		cmocka_unit_test(test_zone_beyond_nine),
		cmocka_unit_test(test_time_property),
		cmocka_unit_test(test_time_fields),
		cmocka_unit_test(test_relative),
		cmocka_unit_test(test_relative_property),
		cmocka_unit_test(test_decode),
		cmocka_unit_test(test_enhanced_property),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
