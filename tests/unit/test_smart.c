/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Objects that come by port (Smart Messaging 3.0.0): which they are, taken apart, and made. */
#include "pdu_support.h"
#include "smart.h"

#define LATIN1 4
#define UTF16  1013

/* --- ports --- */

struct port_row {
	uint16_t port;
	enum smsmodem_smart_kind kind;
	const char *name;
};

static const struct port_row port_rows[] = {
	{226, SMSMODEM_SMART_VCARD, "vcard"},
	{228, SMSMODEM_SMART_VCALENDAR, "vcalendar"},
	{5505, SMSMODEM_SMART_RINGTONE, "ringtone"},
	{5506, SMSMODEM_SMART_OPERATOR_LOGO, "operator-logo"},
	{5507, SMSMODEM_SMART_CLI_ICON, "cli-icon"},
	{5514, SMSMODEM_SMART_PICTURE, "picture"},
	{9204, SMSMODEM_SMART_VCARD, "vcard"},
	{9205, SMSMODEM_SMART_VCALENDAR, "vcalendar"},
	{9206, SMSMODEM_SMART_VCARD, "vcard"},
	{9207, SMSMODEM_SMART_VCALENDAR, "vcalendar"},
	{49999, SMSMODEM_SMART_SETTINGS, "settings"},
	{2948, SMSMODEM_SMART_NONE, ""},
	{0, SMSMODEM_SMART_NONE, ""},
};

static void test_ports(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(port_rows); i++) {
		enum smsmodem_smart_kind kind = smsmodem_smart_kind_of(port_rows[i].port);

		assert_int_equal(kind, port_rows[i].kind);
		assert_string_equal(smsmodem_smart_name(kind), port_rows[i].name);
	}
	assert_string_equal(smsmodem_smart_name((enum smsmodem_smart_kind)99), "");
}

/* --- reading --- */

static int decoded(uint16_t port, const uint8_t *octets, size_t length,
		   struct smsmodem_smart *smart, struct smsmodem_error *error)
{
	return smsmodem_smart_decode(port, octets, length, smart, error);
}

/* A dot that the tests draw, in any size. */
static bool is_drawn(unsigned x, unsigned y)
{
	return x * y % 7 == 3 || x == y;
}

static void draw(struct smsmodem_bitmap *bitmap, uint8_t width, uint8_t height)
{
	memset(bitmap, 0, sizeof *bitmap);
	bitmap->width = width;
	bitmap->height = height;
	for (unsigned y = 0; y < height; y++)
		for (unsigned x = 0; x < width; x++)
			if (is_drawn(x, y))
				bitmap->rows[y * ((width + 7U) / 8) + x / 8] |=
					(uint8_t)(0x80U >> x % 8);
}

static void assert_drawn(const struct smsmodem_smart *smart, unsigned width, unsigned height)
{
	assert_true(smart->has_bitmap);
	assert_int_equal(smart->bitmap.width, width);
	assert_int_equal(smart->bitmap.height, height);
	for (unsigned y = 0; y < height; y++)
		for (unsigned x = 0; x < width; x++)
			assert_int_equal(smsmodem_bitmap_dot(&smart->bitmap, x, y), is_drawn(x, y));
}

/* What gammu 1.42.0 makes of the picture above; 72 by 14 and 72 by 28 dots. */
#define DOTS_72_14                                                                 \
	"800000000000000000502040810204081020240810204081020408508102040810204081" \
	"0A04081020408102042440810204081020400A1020408102040810010000000000000000" \
	"10A04081020408102004481020408102040840A102040810204081021408102040810204" \
	"204881020408102040081420408102040810"
#define DOTS_72_28                                                                 \
	DOTS_72_14                                                                 \
	"000200000000000000102140810204081020040890204081020408408142040810204081" \
	"020428102040810204204091020408102040081028408102040810000004000000000000" \
	"102042810204081020040811204081020408408102840810204081020408502040810204" \
	"204081220408102040081020508102040810"

static void test_spec_logo(void **state)
{
	/* version, Portugal's 123 45 with filler, line feed, bitmap of 8 by 2 */
	static const uint8_t octets[] = {0x30, 0x21, 0xF3, 0x54, 0x0A, 0, 8, 2, 1, 0xA5, 0x01};
	struct smsmodem_smart smart;

	(void)state;
	assert_int_equal(decoded(5506, octets, sizeof octets, &smart, NULL), SMSMODEM_OK);
	assert_int_equal(smart.kind, SMSMODEM_SMART_OPERATOR_LOGO);
	assert_int_equal(smart.mcc, 123);
	assert_int_equal(smart.mnc, 45);
	assert_false(smart.mnc_is_long);
	assert_true(smart.with_version);
	assert_int_equal(smart.bitmap.width, 8);
	assert_int_equal(smart.bitmap.height, 2);
	assert_int_equal(smart.bitmap.rows[0], 0xA5);
	assert_int_equal(smart.bitmap.rows[1], 0x01);
}

/* Networks in swapped digits (24.008 10.5.1.3); version and line feed may both be missing. */
struct network_row {
	const char *hex;
	unsigned mcc, mnc;
	bool is_long, with_version;
};

static const struct network_row network_rows[] = {
	{"62F270 00080101 FF", 262, 7, false, false},
	{"62F270 0A 00080101 FF", 262, 7, false, false},
	{"30 62F270 0A 00080101 FF", 262, 7, false, true},
	{"30 62F270 00080101 FF", 262, 7, false, true},
	{"13 0062 00080101 FF", 310, 260, true, false},
	{"00F110 00080101 FF", 1, 1, false, false},
	{"42F450 00080101 FF", 244, 5, false, false},
};

static void test_networks(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(network_rows); i++) {
		struct smsmodem_smart smart;
		uint8_t octets[32];
		size_t length = octets_of(network_rows[i].hex, octets, sizeof octets);

		assert_int_equal(decoded(5506, octets, length, &smart, NULL), SMSMODEM_OK);
		assert_int_equal(smart.mcc, network_rows[i].mcc);
		assert_int_equal(smart.mnc, network_rows[i].mnc);
		assert_int_equal(smart.mnc_is_long, network_rows[i].is_long);
		assert_int_equal(smart.with_version, network_rows[i].with_version);
		assert_true(smart.has_bitmap);
	}
}

static void assert_text(const uint8_t *text, size_t length, const char *wanted, size_t wanted_len)
{
	assert_non_null(text);
	assert_int_equal(length, wanted_len);
	assert_memory_equal(text, wanted, wanted_len);
}

static void test_texts(void **state)
{
	static const uint8_t card[] = "BEGIN:VCARD\r\nN:A\r\nEND:VCARD\r\n";
	static const uint16_t ports[] = {226, 9204, 9206, 228, 9205, 9207};
	struct smsmodem_smart smart;

	(void)state;
	for (size_t i = 0; i < COUNT(ports); i++) {
		assert_int_equal(decoded(ports[i], card, sizeof card - 1, &smart, NULL),
				 SMSMODEM_OK);
		assert_text(smart.text, smart.text_len, (const char *)card, sizeof card - 1);
		assert_int_equal(smart.charset, 0);
	}
	assert_int_equal(decoded(49999, card, 5, &smart, NULL), SMSMODEM_OK);
	assert_text(smart.object, smart.object_len, "BEGIN", 5);
	assert_int_equal(decoded(5505, (const uint8_t *)"\x02\x4A\x3A", 3, &smart, NULL),
			 SMSMODEM_OK);
	assert_text(smart.object, smart.object_len, "\x02\x4A\x3A", 3);
}

static void test_profile(void **state)
{
	/* as gammu writes one: name in UTF-16, ringtone, screen saver */
	static const char hex[] = "30 0400080054006500730074 030003024A3A 06 0005 00080101 FF";
	struct smsmodem_smart smart;
	uint8_t octets[64];
	size_t length = octets_of(hex, octets, sizeof octets);

	(void)state;
	assert_int_equal(decoded(5514, octets, length, &smart, NULL), SMSMODEM_OK);
	assert_true(smart.profile && smart.has_bitmap && !smart.text);
	assert_text(smart.name, smart.name_len, "\0T\0e\0s\0t", 8);
	assert_int_equal(smart.name_charset, UTF16);
	assert_text(smart.object, smart.object_len, "\x02\x4A\x3A", 3);
	length = octets_of("30 040004 54657374", octets, sizeof octets);
	assert_int_equal(decoded(5514, octets, length, &smart, NULL), SMSMODEM_OK);
	assert_int_equal(smart.name_charset, LATIN1);
	assert_false(smart.has_bitmap);
}

/* --- what is no such object --- */

struct malformed_row {
	uint16_t port;
	const char *hex;
	long offset;
	const char *word;
};

static const struct malformed_row malformed_rows[] = {
	{2948, "00", 0, "port 2948"},
	{5505, "", 0, "first command"},
	{5505, "02", 1, "first command"},
	{5505, "0200", 1, "no ringtone"},
	{5506, "", 0, "network"},
	{5506, "3062F2", 3, "network"},
	{5506, "FAF27000080101FF", 0, "FAF270"},
	{5506, "30FAF27000080101FF", 1, "FAF270"},
	{5506, "6AF27000080101FF", 0, "6AF270"},
	{5506, "62F2F700080101FF", 0, "62F2F7"},
	{5506, "62F270", 3, "header"},
	{5506, "62F2700A000801", 7, "header"},
	{5507, "80080101FF", 0, "80"},
	{5507, "3000000101FF", 2, "0 by 1"},
	{5507, "00080001FF", 1, "8 by 0"},
	{5507, "00080102FF", 3, "2 bits"},
	{5507, "00480E01FF", 5, "130 octets"},
	{5507, "0009020180", 5, "7 octets"},
	{5514, "30", 1, "none"},
	{5514, "30020005000801", 7, "item"},
	{5514, "3002000400080101", 8, "5 octets"},
	{5514, "300200", 3, "length"},
	{5514, "30070002FFFF", 6, "none"},
};

static void test_malformed(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(malformed_rows); i++) {
		const struct malformed_row *row = &malformed_rows[i];
		struct smsmodem_smart smart;
		struct smsmodem_error error = {.offset = -1};
		uint8_t octets[64];
		size_t length = octets_of(row->hex, octets, sizeof octets);
		uint8_t *exact = exact_copy(octets, length);
		int result = decoded(row->port, exact, length, &smart, &error);

		print_message("%u %s: %s\n", row->port, row->hex, result < 0 ? error.text : "");
		free(exact);
		assert_int_equal(result, SMSMODEM_E_PDU);
		assert_int_equal(error.offset, row->offset);
		assert_non_null(strstr(error.text, row->word));
	}
}

/* --- writing --- */

static struct smsmodem_smart made(enum smsmodem_smart_kind kind, uint8_t width, uint8_t height)
{
	struct smsmodem_smart smart = {.kind = kind, .mcc = 262, .mnc = 7, .has_bitmap = true};

	draw(&smart.bitmap, width, height);
	return smart;
}

static void assert_encoded(const struct smsmodem_smart *smart, const char *hex)
{
	struct smsmodem_error error;
	uint8_t octets[512];
	int count = smsmodem_smart_encode(smart, octets, sizeof octets, &error);

	if (count < 0)
		fail_msg("%s", error.text);
	assert_octets(octets, (size_t)count, hex);
	for (int size = 0; size <= count; size++) {
		memset(octets, CANARY, sizeof octets);
		assert_int_equal(smsmodem_smart_encode(smart, octets, (size_t)size, NULL),
				 size < count ? SMSMODEM_E_SPACE : count);
		assert_canary(octets, (size_t)size, sizeof octets);
	}
}

/* Octet for octet what gammu sends. */
static void test_gammu(void **state)
{
	struct smsmodem_smart logo = made(SMSMODEM_SMART_OPERATOR_LOGO, 72, 14);
	struct smsmodem_smart icon = made(SMSMODEM_SMART_CLI_ICON, 72, 14);

	(void)state;
	assert_encoded(&logo, "62F270 00480E01" DOTS_72_14);
	assert_encoded(&icon, "00480E01" DOTS_72_14);
	logo.with_version = true;
	icon.with_version = true;
	assert_encoded(&logo, "30 62F270 0A 00480E01" DOTS_72_14);
	assert_encoded(&icon, "30 00480E01" DOTS_72_14);
	logo.mcc = 310;
	logo.mnc = 260;
	logo.mnc_is_long = true;
	assert_encoded(&logo, "30 130062 0A 00480E01" DOTS_72_14);
}

static void test_pictures(void **state)
{
	struct smsmodem_smart picture = made(SMSMODEM_SMART_PICTURE, 72, 28);
	static const uint8_t text[] = {'H', 'i'}, wide[] = {0, 'H', 0, 'i'};

	(void)state;
	assert_encoded(&picture, "30 020100 00481C01" DOTS_72_28);
	picture.text = text;
	picture.text_len = sizeof text;
	picture.charset = LATIN1;
	assert_encoded(&picture, "30 000002 4869 020100 00481C01" DOTS_72_28);
	picture.text = wide;
	picture.text_len = sizeof wide;
	picture.charset = UTF16;
	assert_encoded(&picture, "30 010004 00480069 020100 00481C01" DOTS_72_28);
}

static void test_refusals(void **state)
{
	static const struct {
		enum smsmodem_smart_kind kind;
		uint8_t width, height;
		const char *word;
	} rows[] = {
		{SMSMODEM_SMART_OPERATOR_LOGO, 80, 14, "80 by 14 dots; an operator logo is 72 by"},
		{SMSMODEM_SMART_OPERATOR_LOGO, 72, 28, "72 by 28 dots; an operator logo is 72 by"},
		{SMSMODEM_SMART_CLI_ICON, 72, 13, "72 by 13 dots; an icon is 72 by 14"},
		{SMSMODEM_SMART_CLI_ICON, 78, 21, "an icon is 72 by 14"},
		{SMSMODEM_SMART_PICTURE, 72, 14, "a picture message is 72 by 28"},
	};
	struct smsmodem_error error;
	uint8_t octets[512];
	struct smsmodem_smart smart;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		smart = made(rows[i].kind, rows[i].width, rows[i].height);
		assert_int_equal(smsmodem_smart_encode(&smart, octets, sizeof octets, &error),
				 SMSMODEM_E_DATA);
		assert_non_null(strstr(error.text, rows[i].word));
		smart.has_bitmap = false;
		assert_int_equal(smsmodem_smart_encode(&smart, octets, sizeof octets, &error),
				 SMSMODEM_E_DATA);
	}
	smart = made(SMSMODEM_SMART_OPERATOR_LOGO, 72, 13);
	assert_int_equal(smsmodem_smart_encode(&smart, octets, sizeof octets, NULL), 7 + 117);
	smart = made(SMSMODEM_SMART_OPERATOR_LOGO, 78, 21);
	assert_int_equal(smsmodem_smart_encode(&smart, octets, sizeof octets, NULL), 7 + 205);
	smart.mcc = 1000;
	assert_int_equal(smsmodem_smart_encode(&smart, octets, sizeof octets, &error),
			 SMSMODEM_E_DATA);
	smart.mcc = 262;
	smart.mnc = 100;
	assert_int_equal(smsmodem_smart_encode(&smart, octets, sizeof octets, &error),
			 SMSMODEM_E_DATA);
	smart = (struct smsmodem_smart){.kind = SMSMODEM_SMART_VCARD};
	assert_int_equal(smsmodem_smart_encode(&smart, octets, sizeof octets, &error),
			 SMSMODEM_E_DATA);
	smart.kind = SMSMODEM_SMART_NONE;
	assert_int_equal(smsmodem_smart_encode(&smart, octets, sizeof octets, &error),
			 SMSMODEM_E_USAGE);
}

/* --- bitmaps of all sizes, both ways --- */

static void test_round_trips(void **state)
{
	(void)state;
	for (unsigned width = 1; width <= 255; width += 1 + width / 9) {
		for (unsigned height = 1; height <= 255; height += 1 + height / 5) {
			struct smsmodem_smart smart =
				made(SMSMODEM_SMART_CLI_ICON, (uint8_t)width, (uint8_t)height);
			static uint8_t octets[PDU_OTA_BITMAP_HEADER + SMSMODEM_BITMAP_SIZE];
			size_t count = pdu_ota_bitmap_octets(&smart.bitmap);
			size_t rows = (size_t)(width + 7) / 8 * height;

			memset(octets, CANARY, sizeof octets);
			pdu_ota_bitmap_write(&smart.bitmap, octets);
			assert_int_equal(count, 4 + (width * height + 7) / 8);
			assert_canary(octets, count, count + 8);
			uint8_t *exact = exact_copy(octets, count);
			assert_int_equal(decoded(5507, exact, count, &smart, NULL), SMSMODEM_OK);
			assert_drawn(&smart, width, height);
			free(exact);
			if (4 + rows == count)
				continue;
			/* rows that begin at an octet, as ImageMagick's OTB has them */
			memcpy(octets + 4, smart.bitmap.rows, rows);
			exact = exact_copy(octets, 4 + rows);
			assert_int_equal(decoded(5507, exact, 4 + rows, &smart, NULL), SMSMODEM_OK);
			assert_drawn(&smart, width, height);
			free(exact);
		}
	}
}

static void test_cut(void **state)
{
	static const struct {
		uint16_t port;
		const char *hex;
		size_t whole; /* cut at these too, something is left */
	} rows[] = {
		{5506, "30 62F270 0A 00480E01" DOTS_72_14, 0},
		{5506, "62F270 00480E01" DOTS_72_14, 0},
		{5507, "00480E01" DOTS_72_14, 0},
		{5514, "30 000002 4869 020005 00080101 FF", 6},
		{5514, "30 040004 54657374 060005 00080101 FF", 8},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		uint8_t octets[512];
		size_t length = octets_of(rows[i].hex, octets, sizeof octets);

		for (size_t cut = 0; cut < length; cut++) {
			struct smsmodem_smart smart;
			struct smsmodem_error error = {.offset = -1};
			uint8_t *exact = exact_copy(octets, cut);
			int result = decoded(rows[i].port, exact, cut, &smart, &error);

			free(exact);
			if (rows[i].whole > 0 && cut == rows[i].whole) {
				assert_int_equal(result, SMSMODEM_OK);
				continue;
			}
			assert_int_equal(result, SMSMODEM_E_PDU);
			assert_true(error.offset >= 0 && error.offset <= (long)cut);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_ports),    cmocka_unit_test(test_spec_logo),
		cmocka_unit_test(test_networks), cmocka_unit_test(test_texts),
		cmocka_unit_test(test_profile),  cmocka_unit_test(test_malformed),
		cmocka_unit_test(test_gammu),    cmocka_unit_test(test_pictures),
		cmocka_unit_test(test_refusals), cmocka_unit_test(test_round_trips),
		cmocka_unit_test(test_cut),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
