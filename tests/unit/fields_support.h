/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the tests of explained PDUs share. */
#ifndef FIELDS_SUPPORT_H
#define FIELDS_SUPPORT_H

#include "pdu_support.h"

#define DELIVER "07917283010010F5 04 0BC87238880900F1 00 00 99309251619580 0A E8329BFD4697D9EC37"
#define SUBMIT  "00 51 07 0B916407281553F8 41 04 AA 0B 0605040B8423F0 01020304"
#define REPORT                                                                             \
	"00 06 18 05810531F1 01908241650040 01908241750040 46 07 7F 04 02 0102" /* 9.2.2.3 \
										 */

/* Hexadecimal of a row without its blanks. */
static inline size_t digits_of(const char *row, char *hex, size_t size)
{
	size_t used = 0;

	for (; *row; row++)
		if (*row != ' ') {
			assert_true(used + 1 < size);
			hex[used++] = *row;
		}
	hex[used] = '\0';
	return used;
}

struct explained {
	struct smsmodem_field rows[SMSMODEM_FIELDS_MAX];
	size_t count;
	struct smsmodem_error error;
	int result;
};

static const struct smsmodem_decode_options any = {.tpdu_length = -1};

/* From a copy of exactly that size. */
static inline void explain(const char *hex, size_t length,
			   const struct smsmodem_decode_options *options,
			   struct explained *explained)
{
	char *copy = exact_copy(hex, length);

	memset(explained, CANARY, sizeof *explained);
	explained->result = smsmodem_fields(copy, length, options, explained->rows,
					    &explained->count, &explained->error);
	free(copy);
	assert_true(explained->count <= SMSMODEM_FIELDS_MAX);
}

static inline void explain_row(const char *row, const struct smsmodem_decode_options *options,
			       struct explained *explained)
{
	char hex[1024];

	explain(hex, digits_of(row, hex, sizeof hex), options, explained);
}

#endif
