/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A number's replacement is made of its rank among the numbers of its length, so that redacting
 * what is redacted gives the same. +999 is a country code that nobody has (ITU-T E.164.D).
 */
#include "transcript_redact.h"
#include <string.h>

#define RANKED_FROM 6 /* digits from which on a replacement begins with 999 */

static void write_rank(char *digits, size_t count, unsigned rank)
{
	/* zeros are nobody's number, and what was blanked */
	rank += count < RANKED_FROM;
	for (size_t i = count; i > 0; i--, rank /= 10)
		digits[i - 1] = (char)('0' + rank % 10);
	if (count >= RANKED_FROM)
		memset(digits, '9', 3);
}

static uint32_t hash(const char *digits, size_t count)
{
	uint32_t value = (uint32_t)count;

	for (size_t i = 0; i < count; i++)
		value = value * 31 + (unsigned char)digits[i];
	return value;
}

/* The number, entered where it is new; NULL: there is no room. */
static const struct redact_number *number_of(struct redact_numbers *numbers, const char *digits,
					     size_t count)
{
	uint32_t wanted = hash(digits, count);

	for (size_t i = 0; i < numbers->count; i++) {
		const struct redact_number *known = &numbers->known[i];
		if (numbers->hashes[i] == wanted && known->length == count &&
		    memcmp(known->digits, digits, count) == 0)
			return known;
	}
	if (numbers->count == REDACT_NUMBERS_MAX)
		return NULL;
	struct redact_number *new = &numbers->known[numbers->count];
	numbers->hashes[numbers->count++] = wanted;
	memcpy(new->digits, digits, count);
	new->length = (uint8_t)count;
	new->rank = numbers->of_length[count]++;
	return new;
}

void redact_digits(struct redact_numbers *numbers, char *digits, size_t count)
{
	size_t zeros = 0;

	while (zeros < count && digits[zeros] == '0')
		zeros++;
	if (zeros == count)
		return;
	if (count > REDACT_NUMBER_MAX) {
		memset(digits, '0', count);
		return;
	}
	const struct redact_number *number = number_of(numbers, digits, count);
	if (number)
		write_rank(digits, count, number->rank);
	else
		memset(digits, '9', count);
}
