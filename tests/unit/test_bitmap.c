/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pictures of files: PBM (pbm(5)) and PNG, and PBM again. */
#include "pdu_support.h"
#include <smsmodem/smart.h>

static int read_exact(const void *octets, size_t length, struct smsmodem_bitmap *bitmap,
		      struct smsmodem_error *error)
{
	uint8_t *exact = exact_copy(octets, length);
	int result = smsmodem_bitmap_read(exact, length, bitmap, error);

	free(exact);
	return result;
}

/* Rows of dots, as "X.X/.X.". */
static void assert_dots(const struct smsmodem_bitmap *bitmap, const char *rows)
{
	char got[256], *at = got;

	for (unsigned y = 0; y < bitmap->height; y++) {
		for (unsigned x = 0; x < bitmap->width; x++)
			*at++ = smsmodem_bitmap_dot(bitmap, x, y) ? 'X' : '.';
		*at++ = '/';
	}
	assert_true(at > got);
	at[-1] = '\0';
	assert_string_equal(got, rows);
}

/* --- PBM --- */

struct pbm_row {
	const char *octets;
	size_t length;
	const char *dots;
};

#define PBM(octets) octets, sizeof(octets) - 1

static const struct pbm_row pbm_rows[] = {
	{PBM("P1\n3 2\n1 0 1\n0 1 0\n"), "X.X/.X."},
	{PBM("P1 3 2 101010"), "X.X/.X."},
	{PBM("P1#c\n#c 9\n3#c\n2\n1 #0\n0 1 0 1 0 and more"), "X.X/.X."},
	{PBM("P1\t3\r\n2\v1\f01010"), "X.X/.X."},
	{PBM("P1 9 1 100000001"), "X.......X"},
	{PBM("P4\n3 2\n\xBF\x5F"), "X.X/.X."},
	{PBM("P4 # c\n3 2 \xA0\x40 trailing"), "X.X/.X."},
	{PBM("P4\n9 2\n\x80\x80\x7F\x7F"), "X.......X/.XXXXXXX."},
	{PBM("P4\n8 1\n\n"), "....X.X."}, /* only one blank ends the header */
	{PBM("P4\n8 1\n#"), "..X...XX"},
};

static void test_pbm(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(pbm_rows); i++) {
		struct smsmodem_bitmap bitmap, again;
		struct smsmodem_error error;
		uint8_t octets[64];

		if (read_exact(pbm_rows[i].octets, pbm_rows[i].length, &bitmap, &error) < 0)
			fail_msg("%s: %s", pbm_rows[i].octets, error.text);
		assert_dots(&bitmap, pbm_rows[i].dots);
		int count = smsmodem_bitmap_pbm(&bitmap, octets, sizeof octets);
		assert_true(count > 0);
		assert_int_equal(read_exact(octets, (size_t)count, &again, NULL), SMSMODEM_OK);
		assert_memory_equal(&bitmap, &again, sizeof bitmap);
	}
}

struct refused_row {
	const char *octets;
	size_t length;
	const char *word;
};

static const struct refused_row refused_rows[] = {
	{PBM(""), "empty"},
	{PBM("P"), "PNG or PBM"},
	{PBM("hello"), "PNG or PBM"},
	{PBM("P5 1 1 255 x"), "PGM"},
	{PBM("P6 1 1 255 xxx"), "PPM"},
	{PBM("GIF89a"), "GIF"},
	{PBM("\xFF\xD8\xFF\xE0"), "JPEG"},
	{PBM("BM6"), "BMP"},
	{PBM("P1"), "how large"},
	{PBM("P1 3"), "how large"},
	{PBM("P1 x 2 1"), "how large"},
	{PBM("P1 -3 2 1"), "how large"},
	{PBM("P1 0 2 "), "0 by 2"},
	{PBM("P4 2 0\n"), "2 by 0"},
	{PBM("P1 256 1 "), "256 by 1"},
	{PBM("P4 100000 100000 "), "100000 by 100000"},
	{PBM("P4 99999999999999999999 1 "), "999999 by 1"},
	{PBM("P1 3 2 10101"), "ends"},
	{PBM("P1 3 2 101012"), "neither"},
	{PBM("P4 3 2"), "ends"},
	{PBM("P4 3 2 "), "ends"},
	{PBM("P4 3 2 x"), "ends"},
	{PBM("P4 3 2xxx"), "ends"},
	{PBM("P4 255 255\nxxx"), "ends"},
};

static void test_refused(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(refused_rows); i++) {
		struct smsmodem_bitmap bitmap;
		struct smsmodem_error error;

		assert_int_equal(
			read_exact(refused_rows[i].octets, refused_rows[i].length, &bitmap, &error),
			SMSMODEM_E_DATA);
		print_message("%s\n", error.text);
		assert_non_null(strstr(error.text, refused_rows[i].word));
	}
}

static void test_capacities(void **state)
{
	struct smsmodem_bitmap bitmap = {.width = 255, .height = 3};
	uint8_t octets[128];

	(void)state;
	for (size_t size = 0; size <= sizeof octets; size++) {
		memset(octets, CANARY, sizeof octets);
		int wanted = sizeof "P4\n255 3\n" - 1 + 96;
		assert_int_equal(smsmodem_bitmap_pbm(&bitmap, octets, size),
				 size < (size_t)wanted ? SMSMODEM_E_SPACE : wanted);
		assert_canary(octets, size, sizeof octets);
	}
}

/* --- PNG: X.X over .X. in all its kinds --- */

struct png_row {
	const char *kind, *hex;
};

#define PNG(header, data) "89504E470D0A1A0A0000000D49484452" header data "0000000049454E44AE426082"

static const struct png_row png_rows[] = {
	{"8 bits, 127 and darker is black",
	 PNG("0000000300000002080000000"
	     "0B81F39C6",
	     "000000104944415478DA6360F85FCFD0C07002000AC502C7DF870D53")},
	{"1 bit", PNG("0000000300000002010000000"
		      "0B50F5BB7",
		      "0000000C4944415478DA637060580000016400E1AFC70C80")},
	{"16 bits", PNG("0000000300000002100000000"
			"0E88FE585",
			"000000164944415478DA636060F8FF5F8181E1030303E30306001D7C03F0BFC6B69E")},
	{"grey with alpha",
	 PNG("0000000300000002080400000"
	     "0377DAE91",
	     "000000154944415478DA6360F8CFC0C070024872FD674801001BC50434E0698DB0")},
	{"colours",
	 PNG("0000000300000002080200000"
	     "01216F14D",
	     "0000001B4944415478DA63606060F8FFFF3F0343039062706060F8F5EB17004AB208AA2F860B0B")},
	{"colours with alpha",
	 PNG("0000000300000002080600000"
	     "09D74661A",
	     "000000194944415478DA63606060F8CF00060DFF19FE03910344400400526506CFC5B86A5D")},
	{"a palette with a transparent black",
	 PNG("0000000300000002080300000"
	     "0AAAA9628",
	     "00000009504C5445000000FFFFFF00000073C683710000000374524E53FFFF00D7CA0D41"
	     "0000000E4944415478DA636060640022260000130005FD0C01D2")},
	{"interlaced", PNG("0000000300000002080000000"
			   "1CF180950",
			   "000000124944415478DA636060A867F8CFD0C07002000AC602C7A28C5ADA")},
};

/* @return whether there is a libpng */
static bool png_is_read(const uint8_t *octets, size_t length)
{
	struct smsmodem_bitmap bitmap;
	struct smsmodem_error error;

	return read_exact(octets, length, &bitmap, &error) != SMSMODEM_E_CONFIG;
}

static void test_png(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(png_rows); i++) {
		struct smsmodem_bitmap bitmap;
		struct smsmodem_error error;
		uint8_t octets[256];
		size_t length = octets_of(png_rows[i].hex, octets, sizeof octets);

		if (!png_is_read(octets, length))
			skip();
		if (read_exact(octets, length, &bitmap, &error) < 0)
			fail_msg("%s: %s", png_rows[i].kind, error.text);
		assert_dots(&bitmap, "X.X/.X.");
	}
}

/* Refused before anything is unpacked, so also where there is no libpng. */
static void test_png_sizes(void **state)
{
	static const struct {
		const char *hex, *word;
	} rows[] = {
		{PNG("000186A0000186A0010000000000000000", ""), "100000 by 100000"},
		{PNG("FFFFFFFFFFFFFFFF010000000000000000", ""), "4294967295 by 4294967295"},
		{PNG("0000010000000001010000000000000000", ""), "256 by 1"},
		{PNG("0000000000000001010000000000000000", ""), "0 by 1"},
		{"89504E470D0A1A0A", "header"},
		{"89504E470D0A1A0A0000000D49484452000000", "header"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct smsmodem_bitmap bitmap;
		struct smsmodem_error error;
		uint8_t octets[256];
		size_t length = octets_of(rows[i].hex, octets, sizeof octets);

		assert_int_equal(read_exact(octets, length, &bitmap, &error), SMSMODEM_E_DATA);
		print_message("%s\n", error.text);
		assert_non_null(strstr(error.text, rows[i].word));
	}
}

/* Cut anywhere, or with any octet changed: read, or refused in words. */
static void test_png_damage(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(png_rows); i++) {
		struct smsmodem_bitmap bitmap;
		struct smsmodem_error error;
		uint8_t octets[256];
		size_t length = octets_of(png_rows[i].hex, octets, sizeof octets);

		if (!png_is_read(octets, length))
			skip();
		for (size_t cut = 0; cut < length - 12; cut++) /* IEND is nothing to miss */
			if (read_exact(octets, cut, &bitmap, &error) != SMSMODEM_OK)
				assert_int_equal(error.code, SMSMODEM_E_DATA);
			else
				assert_true(cut > 60);
		for (size_t at = 8; at < length; at++) {
			octets[at] ^= 0x11;
			if (read_exact(octets, length, &bitmap, &error) != SMSMODEM_OK)
				assert_true(error.code == SMSMODEM_E_DATA && error.text[0]);
			octets[at] ^= 0x11;
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_pbm),        cmocka_unit_test(test_refused),
		cmocka_unit_test(test_capacities), cmocka_unit_test(test_png),
		cmocka_unit_test(test_png_sizes),  cmocka_unit_test(test_png_damage),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
