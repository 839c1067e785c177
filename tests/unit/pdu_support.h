/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the codec's tests share: octets from hex rows, buffers of exact size, random numbers. */
#ifndef PDU_SUPPORT_H
#define PDU_SUPPORT_H

#include "pdu.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof(array)[0])
#define CANARY       0xA5

/** Octets of a hex literal, blanks allowed. @return how many */
static inline size_t octets_of(const char *hex, uint8_t *octets, size_t size)
{
	char digits[1024];
	size_t used = 0, bad = 0;

	for (; *hex; hex++)
		if (*hex != ' ') {
			assert_true(used < sizeof digits);
			digits[used++] = *hex;
		}
	int count = pdu_hex_decode(digits, used, octets, size, &bad);
	assert_true(count >= 0);
	return (size_t)count;
}

static inline void assert_octets(const uint8_t *octets, size_t count, const char *hex)
{
	char got[1024];
	char wanted[1024];
	uint8_t raw[512];
	size_t length = octets_of(hex, raw, sizeof raw);

	assert_true(pdu_hex_encode(octets, count, got, sizeof got) >= 0);
	assert_true(pdu_hex_encode(raw, length, wanted, sizeof wanted) >= 0);
	assert_string_equal(got, wanted);
}

/** A copy whose end the address sanitizer watches; freed by the caller. */
static inline void *exact_copy(const void *octets, size_t count)
{
	void *copy = malloc(count ? count : 1);

	assert_non_null(copy);
	if (count)
		memcpy(copy, octets, count);
	return copy;
}

/** Whether everything from `used` on is still what fill_canary wrote. */
static inline void assert_canary(const void *buffer, size_t used, size_t size)
{
	const uint8_t *octets = buffer;

	for (size_t i = used; i < size; i++)
		assert_int_equal(octets[i], CANARY);
}

struct random {
	uint64_t state;
};

/** From SMSMODEM_SEED, or the system; printed, so that a failure can be had again. */
static inline struct random random_start(void)
{
	const char *text = getenv("SMSMODEM_SEED");
	struct random random = {0};

	if (text)
		random.state = strtoull(text, NULL, 0);
	else
		assert_int_equal(getrandom(&random.state, sizeof random.state, 0),
				 sizeof random.state);
	print_message("SMSMODEM_SEED=%llu\n", (unsigned long long)random.state);
	return random;
}

/** Below limit (splitmix64). */
static inline uint32_t random_below(struct random *random, uint32_t limit)
{
	uint64_t z = random->state += 0x9E3779B97F4A7C15;

	z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9;
	z = (z ^ z >> 27) * 0x94D049BB133111EB;
	return (uint32_t)((z ^ z >> 31) % limit);
}

#endif
