/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The verbs of `phonebook`. */
#ifndef CLI_PHONEBOOK_H
#define CLI_PHONEBOOK_H

#include "cli.h"
#include <smsmodem/phone.h>

/** One run of a verb. */
struct phonebook {
	struct cli *cli;
	struct smsmodem_phonebook *book;
	const char *storage; /**< as the phone calls it */
	char **operands;     /**< behind the verb */
	int count;
	int index; /**< --index, or 0 */
	int vcard; /**< --vcard: 30, 40 */
	bool all, yes, cut;
	char *text; /**< import: the whole input, owned */
	size_t length;
};

typedef int phonebook_verb(struct phonebook *run);

phonebook_verb phonebook_list, phonebook_find, phonebook_add, phonebook_delete, phonebook_export,
	phonebook_import;

/** The JSON of an entry; NULL when out of memory. */
json_t *phonebook_json(const struct phonebook *run, const char *event,
		       const struct smsmodem_entry *entry);

/**
 * import, before the phone is opened: read the input, which may come from one that has it open now.
 *
 * @return an exit code: 0, and the phone is wanted; or -1: there is no entry, so phonebook_import
 *         tells why and needs none
 */
int phonebook_import_read(struct phonebook *run);

/** Print an entry for people: place, number, name; the last line's end, too. */
void phonebook_print(const struct smsmodem_entry *entry);

/**
 * Write an entry where there is room for it, shorter with --cut, and read it back.
 *
 * @param[in,out] entry then as the phone has it
 * @return SMSMODEM_OK, or a failure: SMSMODEM_E_REFUSED also if it is not there
 */
int phonebook_put(struct phonebook *run, struct smsmodem_entry *entry,
		  struct smsmodem_error *error);

/** Whether two numbers are one, however they are written. */
bool phonebook_same_number(const char *a, const char *b);

/** Whether a failure is of the link or the caller, so that nothing further can be done. */
bool phonebook_ends(int result);

#endif
