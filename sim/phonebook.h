/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Phonebooks (27.007 8.11..8.14). */
#ifndef SIM_PHONEBOOK_H
#define SIM_PHONEBOOK_H

#include <smsmodem/pdu.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SIM_BOOK_PLACES 250 /**< of the largest */
#define SIM_NAME_MAX    30  /**< characters of the longest name */
#define SIM_NAME_SIZE   ((size_t)4 * SIM_NAME_MAX + 1)
#define SIM_DIGITS_MAX  20 /**< <nlength> */

/** Octets of a number, its type and its name in any character set, each quoted. */
#define SIM_BOOK_LINE_SIZE (4 * SIM_NAME_SIZE + 64)

struct smsmodem_sim;

enum sim_book_id {
	SIM_BOOK_SM,
	SIM_BOOK_ME,
	SIM_BOOK_ON,
	SIM_BOOK_FD,
	SIM_BOOK_EN,
	SIM_BOOK_LD,
	SIM_BOOK_DC,
	SIM_BOOK_RC,
	SIM_BOOK_MC,
	SIM_BOOKS
};

/** A number and whose it is. */
struct sim_entry {
	bool used;
	uint8_t type;
	char number[SIM_DIGITS_MAX + 2]; /**< with a '+' of type 145 */
	char name[SIM_NAME_SIZE];        /**< UTF-8 */
};

struct sim_phonebook {
	enum sim_book_id selected; /**< +CPBS */
	int written;               /**< index of the last +CPBW, or 0 */
	struct sim_entry phone[100], card[250], own[3], fixed[10], emergency[2], last[10],
		dialled[10], received[10], missed[10];
};

/** What is known of a book. */
struct sim_book {
	const char *name;
	size_t offset;       /**< of its entries in struct sim_phonebook */
	int places;          /**< from 1 */
	int name_max;        /**< <tlength> */
	int refused_with;    /**< +CME ERROR of writing, 0: none */
	bool may_be_deleted; /**< though nothing is written */
};

extern const struct sim_book sim_books[SIM_BOOKS];

void sim_phonebook_start(struct smsmodem_sim *sim);
struct sim_entry *sim_book_entries(struct smsmodem_sim *sim, enum sim_book_id id);
/** A call for a list of calls: the newest is the first, the oldest is lost. */
void sim_book_call(struct smsmodem_sim *sim, enum sim_book_id id,
		   const struct smsmodem_address *peer);
/** A name in quotes, in the character set of +CSCS. @return octets */
size_t sim_book_name_put(const struct smsmodem_sim *sim, const struct sim_entry *entry, char *out);
/** The name that SM or ME have for a number, or "". */
const char *sim_book_name(const struct smsmodem_sim *sim, const char *number);

#endif
