/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Filling and emptying places of a phonebook (+CPBW, 27.007 8.14). */
#include "pdu.h"
#include "phonebook.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TYPE_INTERNATIONAL 145
#define TYPE_UNKNOWN       129
#define DIGITS_SIZE        sizeof(((struct smsmodem_entry *)0)->number)
#define BESIDE_DIGITS      "*#pPwW,?" /* pauses, and any digit (51.011 10.5.1) */

/* --- what is written --- */

static int name_check(const char *name, struct smsmodem_error *error)
{
	const size_t length = strlen(name);
	uint32_t character;

	for (size_t at = 0; at < length;) {
		int octets = pdu_utf8_get(name + at, length - at, &character);
		if (octets < 0)
			smsmodem_error_set(error, SMSMODEM_E_UTF8,
					   "the name is not UTF-8 at octet %zu", at);
		else if (character < 0x20 || (character >= 0x7F && character < 0xA0))
			octets = smsmodem_error_set(
				error, SMSMODEM_E_TEXT,
				"the name has the control character U+%04X at octet %zu, which no "
				"phone keeps: leave it out",
				(unsigned)character, at);
		if (octets < 0) {
			if (error)
				error->offset = (long)at;
			return octets;
		}
		at += (size_t)octets;
	}
	return SMSMODEM_OK;
}

static int name_encode(const struct smsmodem_phonebook *book, const char *name, char *given,
		       size_t size, struct smsmodem_error *error)
{
	int length = phone_text_encode(book->charset, name, given, size);

	if (length == SMSMODEM_E_TEXT)
		return smsmodem_error_set(error, SMSMODEM_E_TEXT,
					  "the phone's character sets have not all characters of "
					  "\"%.80s\"",
					  name);
	return length >= 0 ? SMSMODEM_OK
			   : smsmodem_error_set(error, SMSMODEM_E_DATA,
						"the name is too long for any phone");
}

/* --- a free place --- */

static void taken_set(struct smsmodem_phonebook *book, int index, bool taken)
{
	if (!book->taken || index < book->info.first || index > book->info.last)
		return;
	unsigned place = (unsigned)(index - book->info.first);
	uint8_t bit = (uint8_t)(1U << place % 8);
	if (taken)
		book->taken[place / 8] |= bit;
	else
		book->taken[place / 8] &= (uint8_t)~bit;
}

static bool taken_get(const struct smsmodem_phonebook *book, int index)
{
	unsigned place = (unsigned)(index - book->info.first);

	return book->taken[place / 8] >> place % 8 & 1;
}

/* Read the whole book once. An entry that cannot be read takes its place all the same. */
static int taken_find(struct smsmodem_phonebook *book, struct smsmodem_error *error)
{
	struct smsmodem_entry entry;
	int result;

	if (book->taken)
		return SMSMODEM_OK;
	book->taken = calloc((size_t)(book->info.last - book->info.first) / 8 + 1, 1);
	if (!book->taken)
		return smsmodem_error_set(error, SMSMODEM_E_MEMORY, "out of memory");
	smsmodem_phonebook_rewind(book);
	while ((result = smsmodem_phonebook_next(book, &entry, error)) != 0) {
		if (result < 0 && (result != SMSMODEM_E_DATA || entry.index < 0))
			break;
		taken_set(book, entry.index, true);
	}
	smsmodem_phonebook_rewind(book);
	if (result < 0) {
		free(book->taken);
		book->taken = NULL;
	}
	return result;
}

/* @return its index, or a failure */
static int free_place(struct smsmodem_phonebook *book, struct smsmodem_error *error)
{
	int result = taken_find(book, error);

	if (result < 0)
		return result;
	for (int index = book->info.first; index <= book->info.last; index++)
		if (!taken_get(book, index))
			return index;
	return smsmodem_error_set(error, SMSMODEM_E_REFUSED,
				  "the phonebook %s is full: all of its %d places are taken",
				  book->info.storage, book->info.last - book->info.first + 1);
}

/* --- writing --- */

static int write_line(struct smsmodem_phonebook *book, int index, const char *digits,
		      const char *name, struct smsmodem_error *error)
{
	char number[4 * DIGITS_SIZE], line[AT_OUTPUT_MAX - 2];

	if (!book->coded_number)
		(void)snprintf(number, sizeof number, "%s", digits);
	else if (phone_text_encode(book->charset, digits, number, sizeof number) < 0)
		return smsmodem_error_set(error, SMSMODEM_E_NUMBER, "the number is too long");
	int length = snprintf(line, sizeof line, "AT+CPBW=%d,\"%s\",%d,\"%s\"", index, number,
			      digits[0] == '+' ? TYPE_INTERNATIONAL : TYPE_UNKNOWN, name);
	if (length < 0 || (size_t)length >= sizeof line)
		return smsmodem_error_set(error, SMSMODEM_E_DATA,
					  "the name is too long for any phone");
	return session_ask(&book->modem->session, line, 0, error);
}

/* Say what a refusal means here (27.007 9.2.1). */
static int write_refused(const struct smsmodem_phonebook *book, const char *name,
			 struct smsmodem_error *error)
{
	const struct at_final *final = &book->modem->session.final;
	const struct smsmodem_phonebook_info *info = &book->info;
	char most[48] = "";
	int code = final->result == AT_RESULT_CME ? final->code : -1;

	if (code == 24) {
		if (info->name_length > 0)
			(void)snprintf(most, sizeof most, " (it takes %d characters)",
				       info->name_length);
		return smsmodem_error_set(error, SMSMODEM_E_DATA,
					  "the name \"%.60s\" is too long for phonebook %s%s", name,
					  info->storage, most);
	}
	if (code == 26)
		return smsmodem_error_set(error, SMSMODEM_E_NUMBER,
					  "the number is too long for phonebook %s", info->storage);
	return SMSMODEM_E_REFUSED;
}

/* A strict phone wants its numbers in the character set, as all strings (27.007 5.4). */
static bool may_want_coded(const struct smsmodem_phonebook *book, int result)
{
	const struct at_final *final = &book->modem->session.final;
	bool other = final->result == AT_RESULT_CME && final->code >= 20 && final->code <= 24;

	return result == SMSMODEM_E_REFUSED && book->charset == PHONE_CHARSET_UCS2 &&
	       !book->coded_number && !other;
}

static int entry_write(struct smsmodem_phonebook *book, int index, const char *digits,
		       const struct smsmodem_entry *entry, struct smsmodem_error *error)
{
	char name[4 * SMSMODEM_NAME_SIZE];
	struct smsmodem_error other;
	int result = name_encode(book, entry->name, name, sizeof name, error);

	if (result == SMSMODEM_OK)
		result = write_line(book, index, digits, name, error);
	if (may_want_coded(book, result)) {
		const struct at_final refusal = book->modem->session.final;
		book->coded_number = true;
		int again = write_line(book, index, digits, name, &other);
		book->coded_number = again == SMSMODEM_OK;
		if (again != SMSMODEM_E_REFUSED) {
			if (again < 0 && error)
				*error = other;
			return again;
		}
		book->modem->session.final = refusal; /* the first tells more */
	}
	return result == SMSMODEM_E_REFUSED ? write_refused(book, entry->name, error) : result;
}

int smsmodem_phonebook_write(struct smsmodem_phonebook *book, const struct smsmodem_entry *entry,
			     struct smsmodem_error *error)
{
	char digits[DIGITS_SIZE] = "";
	int index = entry->index;
	int result = phone_number_copy(entry->number, BESIDE_DIGITS, digits, sizeof digits, error);

	if (result == SMSMODEM_OK)
		result = name_check(entry->name, error);
	if (result < 0)
		return result;
	if (index == 0)
		index = free_place(book, error);
	if (index < 0)
		return index;
	result = entry_write(book, index, digits, entry, error);
	if (result < 0)
		return result;
	taken_set(book, index, true);
	return index;
}

int smsmodem_phonebook_delete(struct smsmodem_phonebook *book, int index,
			      struct smsmodem_error *error)
{
	const struct at_final *final = &book->modem->session.final;
	char line[32];

	(void)snprintf(line, sizeof line, "AT+CPBW=%d", index);
	int result = session_ask(&book->modem->session, line, 0, error);
	if (result == SMSMODEM_E_REFUSED && final->result == AT_RESULT_CME && final->code == 22)
		result = SMSMODEM_OK; /* it is empty already */
	if (result == SMSMODEM_OK)
		taken_set(book, index, false);
	return result;
}
