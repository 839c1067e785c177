/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef EXPLAIN_H
#define EXPLAIN_H

#include "cli.h"
#include "wider.h"

/* Distinct characters that are named; of the others only that there are some. */
#define EXPLAIN_FORCED_MAX 64

/* What is weighed, and two that would be if more were allowed. */
#define EXPLAIN_ROWS_MAX (SMSMODEM_ALTERNATIVES_MAX + 2)

/** A character that kept a text out of a plainer alphabet. */
struct explain_forced {
	uint32_t character;
	size_t at, length;   /**< its octets in the text */
	const char *becomes; /**< what replaces it, or NULL: nothing does */
};

/** Why a message gets its alphabet. */
struct explained {
	const struct smsmodem_submit *submit;
	struct smsmodem_alternative rows[EXPLAIN_ROWS_MAX];
	char needs[EXPLAIN_ROWS_MAX][WIDER_NEEDS_SIZE]; /**< options that would allow it, or "" */
	int count, chosen;                              /**< -1: none can hold the text */
	struct explain_forced forced[EXPLAIN_FORCED_MAX + 1];
	size_t forced_count;
	bool no_table; /**< they are in none of the allowed tables, not only not in the default */
};

/** The row that wins, or NULL. */
const struct smsmodem_alternative *explain_chosen(const struct explained *explained);

/**
 * Say which alphabet a message gets, what forced it, and what each other one would cost; also of a
 * text that the alphabet that was asked for cannot hold, which is not reported here.
 * @return 0 or an exit code (reported)
 */
int explain_encoding(struct cli *cli, const struct smsmodem_submit *submit);

/** On stderr, for people. */
void explain_text(const struct explained *explained);

/** One object. */
json_t *explain_json(const struct explained *explained);

#endif
