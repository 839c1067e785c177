/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What pack.c, hex.c, gsm7.c and utf.c do, in the instructions of AVX2. */
#include "wide.h"
#include <immintrin.h>
#include <string.h>

#define WIDE __attribute__((target("avx2")))

/* Groups, octets, plain characters and UTF-16 units of a block; fewer are not done here. */
#define WIDE_GROUPS 4
#define WIDE_OCTETS 16
#define WIDE_PLAIN  32
#define WIDE_UNITS  8

/* The block behind the one at `at`, or the last one, which then does some of it once more. */
static size_t wide_next(size_t at, size_t step, size_t count)
{
	return at + 2 * step <= count || at + step == count ? at + step : count - step;
}

static __m128i wide_load(const void *octets)
{
	return _mm_loadu_si128((const __m128i *)octets);
}

/* --- septets --- */

/*
 * Neighbours are multiplied together to 14 bits, then to 28, then shifted to 56. The upper half has
 * its last octets twice, so that two stores of eight end where its octets end.
 */
WIDE static void wide_pack_block(const uint8_t *septets, uint8_t *octets)
{
	const __m256i order =
		_mm256_setr_epi8(0, 1, 2, 3, 4, 5, 6, 8, 9, 10, 11, 12, 13, 14, -1, -1, 0, 1, 2, 3,
				 4, 5, 6, 8, 6, 8, 9, 10, 11, 12, 13, 14);
	__m256i x = _mm256_loadu_si256((const __m256i *)(const void *)septets);

	x = _mm256_and_si256(x, _mm256_set1_epi8(0x7F));
	x = _mm256_maddubs_epi16(_mm256_set1_epi16((short)0x8001), x);
	x = _mm256_madd_epi16(x, _mm256_set1_epi32(0x40000001));
	x = _mm256_sllv_epi32(x, _mm256_set1_epi64x(4));
	x = _mm256_shuffle_epi8(_mm256_srli_epi64(x, 4), order);
	__m128i upper = _mm256_extracti128_si256(x, 1);
	_mm_storeu_si128((__m128i *)(void *)octets, _mm256_castsi256_si128(x));
	_mm_storel_epi64((__m128i *)(void *)(octets + 14), upper);
	_mm_storel_epi64((__m128i *)(void *)(octets + 20), _mm_unpackhi_epi64(upper, upper));
}

/*
 * The two octets that each septet is in, multiplied so that it is on top. Quarters of eight septets
 * are in the order in which packing puts them: the first and third, the second and fourth. The last
 * two are loaded two octets early, so as to end where the input ends.
 */
WIDE static void wide_unpack_block(const uint8_t *octets, uint8_t *septets)
{
	const __m256i odd = _mm256_setr_epi8(0, 1, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 2, 3,
					     2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9);
	const __m256i even =
		_mm256_setr_epi8(7, 8, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13, 14, 9, 10, 9,
				 10, 10, 11, 11, 12, 12, 13, 13, 14, 14, 15, 15, -1);
	const __m256i shift =
		_mm256_setr_epi16(512, 4, 8, 16, 32, 64, 128, 256, 512, 4, 8, 16, 32, 64, 128, 256);
	__m256i x = _mm256_inserti128_si256(_mm256_castsi128_si256(wide_load(octets)),
					    wide_load(octets + 12), 1);
	__m256i a = _mm256_mullo_epi16(_mm256_shuffle_epi8(x, odd), shift);
	__m256i b = _mm256_mullo_epi16(_mm256_shuffle_epi8(x, even), shift);

	x = _mm256_packus_epi16(_mm256_srli_epi16(a, 9), _mm256_srli_epi16(b, 9));
	_mm256_storeu_si256((__m256i *)(void *)septets, x);
}

WIDE static void wide_pack(const uint8_t *septets, size_t groups, uint8_t *octets)
{
	for (size_t at = 0; at < groups; at = wide_next(at, WIDE_GROUPS, groups))
		wide_pack_block(septets + PDU_WIDE_GROUP * at, octets + PDU_WIDE_PACKED * at);
}

WIDE static void wide_unpack(const uint8_t *octets, size_t groups, uint8_t *septets)
{
	for (size_t at = 0; at < groups; at = wide_next(at, WIDE_GROUPS, groups))
		wide_unpack_block(octets + PDU_WIDE_PACKED * at, septets + PDU_WIDE_GROUP * at);
}

/* --- digits --- */

/* An octet in each lane of sixteen bits, its high half moved to where memory has it first. */
WIDE static void wide_encode_block(const uint8_t *octets, char *hex)
{
	const __m256i digits = _mm256_setr_epi8(
		'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F', '0',
		'1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F');
	__m256i x = _mm256_cvtepu8_epi16(wide_load(octets));

	x = _mm256_or_si256(_mm256_srli_epi16(x, 4), _mm256_slli_epi16(x, 8));
	x = _mm256_and_si256(x, _mm256_set1_epi8(0x0F));
	_mm256_storeu_si256((__m256i *)(void *)hex, _mm256_shuffle_epi8(digits, x));
}

/*
 * Values of digits; what is none gets a value from 16 on. Seen as decimal, '0' to '9' are moved to
 * 246 to 255 and what is behind them past that, where a subtraction that stops at 0 brings it
 * below; seen as a letter of either case, 'A' comes to 10.
 */
WIDE static __m256i wide_values(__m256i x)
{
	__m256i decimal = _mm256_add_epi8(x, _mm256_set1_epi8((char)(0xFF - '9')));
	__m256i letter = _mm256_and_si256(x, _mm256_set1_epi8((char)0xDF));

	decimal = _mm256_sub_epi8(_mm256_subs_epu8(decimal, _mm256_set1_epi8(6)),
				  _mm256_set1_epi8((char)0xF0));
	letter = _mm256_sub_epi8(letter, _mm256_set1_epi8('A'));
	letter = _mm256_adds_epu8(letter, _mm256_set1_epi8(10));
	return _mm256_min_epu8(decimal, letter);
}

/* @return where one was no digit a bit of 0xF0 is set */
WIDE static __m256i wide_decode_block(const char *hex, uint8_t *octets)
{
	__m256i x = wide_values(_mm256_loadu_si256((const __m256i *)(const void *)hex));
	__m256i halves = _mm256_maddubs_epi16(x, _mm256_set1_epi16(0x0110));

	halves = _mm256_packus_epi16(halves, halves);
	halves = _mm256_permute4x64_epi64(halves, 0x08);
	_mm_storeu_si128((__m128i *)(void *)octets, _mm256_castsi256_si128(halves));
	return x;
}

WIDE static void wide_hex_encode(const uint8_t *octets, size_t count, char *hex)
{
	for (size_t at = 0; at < count; at = wide_next(at, WIDE_OCTETS, count))
		wide_encode_block(octets + at, hex + 2 * at);
}

WIDE static bool wide_hex_decode(const char *hex, size_t count, uint8_t *octets)
{
	__m256i seen = _mm256_setzero_si256();

	for (size_t at = 0; at < count; at = wide_next(at, WIDE_OCTETS, count))
		seen = _mm256_or_si256(seen, wide_decode_block(hex + 2 * at, octets + at));
	return _mm256_testz_si256(seen, _mm256_set1_epi8((char)0xF0));
}

/* --- characters --- */

/* Bits of the octets that are not plain, as gsm7_odd has it: letters, and the space to '?' but for
 * '$'. */
WIDE static uint32_t wide_odd(__m256i x)
{
	__m256i letters = _mm256_or_si256(x, _mm256_set1_epi8('a' - 'A'));
	__m256i odd = _mm256_or_si256(x, _mm256_sub_epi8(x, _mm256_set1_epi8(' ')));

	odd = _mm256_or_si256(odd, _mm256_add_epi8(letters, _mm256_set1_epi8(0x7F - 'z')));
	odd = _mm256_or_si256(odd, _mm256_cmpeq_epi8(letters, _mm256_set1_epi8('`')));
	odd = _mm256_or_si256(odd, _mm256_cmpeq_epi8(x, _mm256_set1_epi8('$')));
	return (uint32_t)_mm256_movemask_epi8(odd);
}

WIDE static size_t wide_copy_plain(const uint8_t *octets, size_t count, uint8_t *out)
{
	for (size_t at = 0; at < count; at = wide_next(at, WIDE_PLAIN, count)) {
		__m256i x = _mm256_loadu_si256((const __m256i *)(const void *)(octets + at));
		uint32_t odd = wide_odd(x);

		_mm256_storeu_si256((__m256i *)(void *)(out + at), x);
		if (odd)
			return at + (size_t)__builtin_ctz(odd);
	}
	return count;
}

/*
 * UTF-8 of each of eight units, the first octet lowest, and how many octets from bit 24 on: as if
 * each took one octet, two and three, of which one is taken.
 * @return false: there is a surrogate among them
 */
WIDE static bool wide_utf8_block(const uint8_t *octets, uint32_t shown[WIDE_UNITS])
{
	const __m128i swap = _mm_setr_epi8(1, 0, 3, 2, 5, 4, 7, 6, 9, 8, 11, 10, 13, 12, 15, 14);
	const __m256i six = _mm256_set1_epi32(0x3F);
	__m256i one = _mm256_cvtepu16_epi32(_mm_shuffle_epi8(wide_load(octets), swap));
	__m256i surrogates =
		_mm256_cmpeq_epi32(_mm256_srli_epi32(one, 11), _mm256_set1_epi32(0x1B));
	__m256i above = _mm256_srli_epi32(one, 6), last = _mm256_and_si256(one, six);
	__m256i two = _mm256_or_si256(above, _mm256_slli_epi32(last, 8));
	__m256i three = _mm256_slli_epi32(_mm256_and_si256(above, six), 8);

	two = _mm256_or_si256(two, _mm256_set1_epi32(0x020080C0));
	three = _mm256_or_si256(three, _mm256_srli_epi32(one, 12));
	three = _mm256_or_si256(three, _mm256_slli_epi32(last, 16));
	three = _mm256_or_si256(three, _mm256_set1_epi32(0x038080E0));
	two = _mm256_blendv_epi8(two, three, _mm256_cmpgt_epi32(one, _mm256_set1_epi32(0x7FF)));
	last = _mm256_or_si256(one, _mm256_set1_epi32(0x01000000));
	last = _mm256_blendv_epi8(last, two, _mm256_cmpgt_epi32(one, _mm256_set1_epi32(0x7F)));
	_mm256_storeu_si256((__m256i *)(void *)shown, last);
	return _mm256_testz_si256(surrogates, surrogates);
}

WIDE static size_t wide_utf16_to_utf8(const uint8_t *octets, size_t units, char **text)
{
	uint32_t shown[WIDE_UNITS];
	char *next = *text;
	size_t at = 0;

	while (at < units) {
		/* the last block has some units that are done already */
		size_t skipped = units - at < WIDE_UNITS ? WIDE_UNITS - (units - at) : 0;

		if (!wide_utf8_block(octets + 2 * (at - skipped), shown))
			break;
		for (size_t i = skipped; i < WIDE_UNITS; i++) {
			memcpy(next, &shown[i], sizeof shown[i]);
			next += shown[i] >> 24;
		}
		at += WIDE_UNITS - skipped;
	}
	*text = next;
	return at;
}

/* --- what is there to call --- */

static bool wide_does(size_t count, size_t least)
{
	return count >= least && __builtin_cpu_supports("avx2");
}

bool pdu_wide_pack(const uint8_t *septets, size_t groups, uint8_t *octets)
{
	if (!wide_does(groups, WIDE_GROUPS))
		return false;
	wide_pack(septets, groups, octets);
	return true;
}

bool pdu_wide_unpack(const uint8_t *octets, size_t groups, uint8_t *septets)
{
	if (!wide_does(groups, WIDE_GROUPS))
		return false;
	wide_unpack(octets, groups, septets);
	return true;
}

bool pdu_wide_hex_encode(const uint8_t *octets, size_t count, char *hex)
{
	if (!wide_does(count, WIDE_OCTETS))
		return false;
	wide_hex_encode(octets, count, hex);
	return true;
}

bool pdu_wide_hex_decode(const char *hex, size_t count, uint8_t *octets)
{
	return wide_does(count, WIDE_OCTETS) && wide_hex_decode(hex, count, octets);
}

size_t pdu_wide_copy_plain(const void *octets, size_t count, void *out)
{
	return wide_does(count, WIDE_PLAIN) ? wide_copy_plain(octets, count, out) : 0;
}

size_t pdu_wide_utf16_to_utf8(const uint8_t *octets, size_t units, char **text)
{
	return wide_does(units, WIDE_UNITS) ? wide_utf16_to_utf8(octets, units, text) : 0;
}
