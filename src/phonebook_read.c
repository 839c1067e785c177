/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Entries of a phonebook (+CPBR, 27.007 8.12), some places at a time. */
#include "phonebook.h"
#include <stdio.h>
#include <string.h>

#define CHUNK_PLACES       50
#define TYPE_INTERNATIONAL 145
#define TYPE_UNKNOWN       129

/* 24.008 10.5.4.7: 145 may come without its plus, and a plus without 145. */
static void entry_number(const char *given, int type, struct smsmodem_entry *entry)
{
	char digits[sizeof((struct at_entry *)0)->number];

	(void)snprintf(digits, sizeof digits, "%s", given);
	phone_number_plain(digits);
	bool plus = type == TYPE_INTERNATIONAL && digits[0] != '+' && digits[0] != '\0';
	(void)snprintf(entry->number, sizeof entry->number, "%s%s", plus ? "+" : "", digits);
	entry->type = type;
	if (type <= 0)
		entry->type = digits[0] == '+' ? TYPE_INTERNATIONAL : TYPE_UNKNOWN;
}

int phonebook_entry(const char *line, enum phone_charset charset, struct smsmodem_entry *entry)
{
	struct at_entry told;

	*entry = (struct smsmodem_entry){.index = -1};
	if (at_reply_cpbr(line, &told) < 0 || told.index < 0)
		return SMSMODEM_E_DATA;
	entry->index = told.index;
	entry_number(told.number, told.type, entry);
	return phone_name_decode(charset, told.text, entry->name, sizeof entry->name) < 0
		       ? SMSMODEM_E_DATA
		       : SMSMODEM_OK;
}

/*
 * 27.007 9.2.1: 22 is an empty place or range, 21 an index that is none: some say that of an empty
 * one, and of a range that has one in it.
 */
int phonebook_ask(struct smsmodem_phonebook *book, int first, int last,
		  struct smsmodem_error *error)
{
	struct session *session = &book->modem->session;
	char line[48];

	if (first == last)
		(void)snprintf(line, sizeof line, "AT+CPBR=%d", first);
	else
		(void)snprintf(line, sizeof line, "AT+CPBR=%d,%d", first, last);
	int result = session_ask(session, line, 0, error);
	if (result == SMSMODEM_OK && session->cut)
		return smsmodem_error_set(error, SMSMODEM_E_DATA,
					  "the entry at place %d is over %d characters and is "
					  "passed over",
					  first, AT_LINE_MAX);
	if (result != SMSMODEM_E_REFUSED)
		return result < 0 ? result : 1;
	bool empty = session->final.result == AT_RESULT_CME && session->final.code == 22;
	lines_clear(&session->response);
	return empty || first == last ? 1 : 0;
}

static bool is_entry(const char *line)
{
	return strncmp(line, "+CPBR:", 6) == 0 || strncmp(line, "+CPBF:", 6) == 0;
}

/*
 * Read on, and keep what came.
 * @param[out] place that cannot be read, if it is known; the next time begins behind it
 * @return SMSMODEM_OK, or a failure
 */
static int chunk_read(struct smsmodem_phonebook *book, int *place, struct smsmodem_error *error)
{
	int first = book->next_index;
	int last = first <= book->singly_last ? first : first + CHUNK_PLACES - 1;
	const char *line;

	if (last > book->info.last)
		last = book->info.last;
	lines_clear(&book->chunk);
	book->chunk_next = 0;
	int result = phonebook_ask(book, first, last, error);
	if (result == 0 || (result == SMSMODEM_E_DATA && first < last)) {
		/* no ranges at all, or not this one: which of its entries is too long? */
		book->singly_last = result == 0 ? book->info.last : last;
		return SMSMODEM_OK;
	}
	if (result == SMSMODEM_E_DATA) {
		*place = first;
		book->next_index = first + 1;
	}
	if (result < 0)
		return result;
	for (size_t i = 0; (line = lines_get(&book->modem->session.response, i)) != NULL; i++)
		if (is_entry(line) && !lines_add(&book->chunk, line, SIZE_MAX))
			return smsmodem_error_set(error, SMSMODEM_E_MEMORY, "out of memory");
	book->next_index = last + 1;
	return SMSMODEM_OK;
}

int smsmodem_phonebook_next(struct smsmodem_phonebook *book, struct smsmodem_entry *entry,
			    struct smsmodem_error *error)
{
	const char *line;

	*entry = (struct smsmodem_entry){.index = -1};
	while ((line = lines_get(&book->chunk, book->chunk_next)) == NULL) {
		if (book->next_index > book->info.last)
			return 0;
		int result = chunk_read(book, &entry->index, error);
		if (result < 0)
			return result;
	}
	book->chunk_next++;
	if (phonebook_entry(line, book->charset, entry) < 0)
		return smsmodem_error_set(error, SMSMODEM_E_DATA,
					  "the phone gives an entry that cannot be read: %.120s",
					  line);
	return 1;
}

void smsmodem_phonebook_rewind(struct smsmodem_phonebook *book)
{
	lines_clear(&book->chunk);
	book->chunk_next = 0;
	book->next_index = book->info.first;
}

int smsmodem_phonebook_read(struct smsmodem_phonebook *book, int index,
			    struct smsmodem_entry *entry, struct smsmodem_error *error)
{
	int result = phonebook_ask(book, index, index, error);
	const char *line;

	if (result < 0)
		return result;
	for (size_t i = 0; (line = lines_get(&book->modem->session.response, i)) != NULL; i++) {
		if (!is_entry(line))
			continue;
		if (phonebook_entry(line, book->charset, entry) == SMSMODEM_OK)
			return 1;
		return smsmodem_error_set(error, SMSMODEM_E_DATA,
					  "the phone gives an entry that cannot be read: %.120s",
					  line);
	}
	return 0;
}
