/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which phonebook (+CPBS, 27.007 8.11), how large it is, and in which character set it is read. */
#include "phonebook.h"
#include "ascii.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PLACES_GUESSED 250 /* of a phone that does not tell: the most that SIMs have */
#define PLACES_MAX     65536

static bool broken(int result)
{
	return result == SMSMODEM_E_LINK || result == SMSMODEM_E_CANCELLED ||
	       result == SMSMODEM_E_TIMEOUT;
}

/* --- selecting --- */

/* It goes into commands and on terminals, whoever says it. */
static bool is_book(const char *name)
{
	static const char letters[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_0123456789";
	size_t length = strlen(name);

	return length > 0 && length < sizeof((struct smsmodem_phonebook_info *)0)->storage &&
	       strspn(name, letters) == length;
}

/* +CPBS: "SM",12,250: the numbers may be missing. */
static int ask_selected(struct smsmodem_phonebook *book, struct smsmodem_error *error)
{
	struct smsmodem_phonebook_info *info = &book->info;
	struct at_cursor cursor;
	char name[40], plain[40];

	info->used = info->total = -1;
	info->storage[0] = '\0';
	int result = session_ask(&book->modem->session, "AT+CPBS?", 0, error);
	const char *line = session_find(&book->modem->session, "+CPBS:");
	if (result < 0 || !line)
		return broken(result) ? result : SMSMODEM_OK;
	at_cursor_begin(&cursor, line, "+CPBS");
	if (!at_cursor_string(&cursor, name, sizeof name))
		return SMSMODEM_OK;
	/* a phone that is in UCS2 may say so in UCS2 */
	if (strlen(name) % 4 != 0 ||
	    phone_text_decode(PHONE_CHARSET_UCS2, name, plain, sizeof plain) <= 0)
		memcpy(plain, name, sizeof plain);
	if (is_book(plain))
		(void)snprintf(info->storage, sizeof info->storage, "%.7s", plain);
	if (!at_cursor_number(&cursor, &info->used, -1) ||
	    !at_cursor_number(&cursor, &info->total, -1))
		info->used = info->total = -1;
	return SMSMODEM_OK;
}

/* The names in "+CPBS: ("SM","ME")", with a blank in front of each. */
static void list_books(const char *line, char *names, size_t size)
{
	struct smsmodem_at_item item;
	size_t used = 0;

	names[0] = '\0';
	for (const char *rest = line + strcspn(line, "("); smsmodem_at_next_item(&rest, &item);) {
		bool named =
			item.kind == SMSMODEM_AT_ITEM_STRING || item.kind == SMSMODEM_AT_ITEM_WORD;
		if (!named || item.length > 7 || used + item.length + 2 >= size)
			continue;
		used += (size_t)snprintf(names + used, size - used, " %.*s", (int)item.length,
					 item.text);
	}
}

static int no_such_book(struct smsmodem_phonebook *book, const char *storage,
			struct smsmodem_error *error)
{
	struct session *session = &book->modem->session;
	int result = session_ask(session, "AT+CPBS=?", 0, NULL);
	const char *line = session_find(session, "+CPBS:");
	char names[120] = "";

	if (broken(result))
		return result;
	if (result == SMSMODEM_OK && line)
		list_books(line, names, sizeof names);
	return smsmodem_error_set(error, SMSMODEM_E_REFUSED, "the phone has no phonebook %.8s%s%s",
				  storage, names[0] ? "; it has" : "", names);
}

static int book_select(struct smsmodem_phonebook *book, const char *storage,
		       struct smsmodem_error *error)
{
	char line[32];
	int result = ask_selected(book, error);

	if (result < 0 || !storage || ascii_casecmp(storage, book->info.storage) == 0)
		return result;
	(void)snprintf(line, sizeof line, "AT+CPBS=\"%.7s\"", storage);
	for (char *c = line + 2; *c; c++)
		*c = (char)ascii_toupper(*c);
	result = session_ask(&book->modem->session, line, 0, error);
	if (result == SMSMODEM_E_REFUSED)
		return no_such_book(book, storage, error);
	if (result < 0)
		return result;
	memcpy(book->storage_before, book->info.storage, sizeof book->storage_before);
	result = ask_selected(book, error);
	if (book->info.storage[0] == '\0')
		(void)snprintf(book->info.storage, sizeof book->info.storage, "%.7s", line + 9);
	return result;
}

/* --- its places --- */

static int ask_places(struct smsmodem_phonebook *book, struct smsmodem_error *error)
{
	struct smsmodem_phonebook_info *info = &book->info;
	int result = session_ask(&book->modem->session, "AT+CPBR=?", 0, error);
	const char *line = session_find(&book->modem->session, "+CPBR:");
	bool told = result == SMSMODEM_OK && line &&
		    at_reply_cpbr_test(line, &info->first, &info->last, &info->number_length,
				       &info->name_length) == SMSMODEM_OK;

	if (!told) {
		info->first = info->last = -1;
		info->number_length = info->name_length = -1;
	}
	if (info->first < 0)
		info->first = 1;
	if (info->last < info->first)
		info->last = info->first - 1 + (info->total > 0 ? info->total : PLACES_GUESSED);
	if (info->last - info->first >= PLACES_MAX)
		info->last = info->first + PLACES_MAX - 1;
	book->next_index = info->first;
	book->singly_last = info->first - 1;
	return broken(result) ? result : SMSMODEM_OK;
}

/* --- its character set --- */

/*
 * The sets that say most come first. UTF-16 in hexadecimal before all: quotes and line ends are
 * characters like others in it, and the line stays ASCII.
 */
static const enum phone_charset wanted[] = {
	PHONE_CHARSET_UCS2,   PHONE_CHARSET_UTF8, PHONE_CHARSET_HEX,
	PHONE_CHARSET_LATIN1, PHONE_CHARSET_GSM,  PHONE_CHARSET_IRA,
};

static int choose_charset(struct smsmodem_phonebook *book, struct smsmodem_error *error)
{
	struct session *session = &book->modem->session;
	enum phone_charset now;
	int result = phone_charset_ask(session, &now, error);

	book->charset = now;
	if (result == SMSMODEM_OK)
		result = session_ask(session, "AT+CSCS=?", 0, error);
	if (result < 0)
		return broken(result) ? result : SMSMODEM_OK;
	const char *line = session_find(session, "+CSCS:");
	unsigned has = line ? phone_charset_test(line) : 0;
	for (size_t i = 0; i < sizeof wanted / sizeof wanted[0] && wanted[i] != now; i++) {
		if (!(has & PHONE_CHARSET_BIT(wanted[i])))
			continue;
		result = phone_charset_set(session, wanted[i], error);
		if (broken(result))
			return result;
		if (result < 0)
			continue;
		book->charset = wanted[i];
		book->charset_before = now;
		break;
	}
	return SMSMODEM_OK;
}

/* --- its life --- */

int smsmodem_phonebook_open(struct smsmodem *modem, const char *storage,
			    struct smsmodem_phonebook **book, struct smsmodem_error *error)
{
	if (storage && !is_book(storage))
		return smsmodem_error_set(error, SMSMODEM_E_USAGE,
					  "\"%.20s\" is no name of a phonebook: SM, ME, LD, ...",
					  storage);
	struct smsmodem_phonebook *new = calloc(1, sizeof *new);
	if (!new)
		return smsmodem_error_set(error, SMSMODEM_E_MEMORY, "out of memory");
	new->modem = modem;
	int result = phone_prepare(modem, error);
	if (result == SMSMODEM_OK)
		result = book_select(new, storage, error);
	if (result == SMSMODEM_OK)
		result = ask_places(new, error);
	if (result == SMSMODEM_OK)
		result = choose_charset(new, error);
	if (result < 0) {
		smsmodem_phonebook_close(new);
		return result;
	}
	*book = new;
	return SMSMODEM_OK;
}

const struct smsmodem_phonebook_info *smsmodem_phonebook_info(const struct smsmodem_phonebook *book)
{
	return &book->info;
}

void smsmodem_phonebook_close(struct smsmodem_phonebook *book)
{
	char line[32];

	if (!book)
		return;
	struct session *session = &book->modem->session;
	int cancel_fd = session->transport->cancel_fd;
	session->transport->cancel_fd = -1;
	if (session->engine.state == AT_STATE_IDLE && book->charset_before != PHONE_CHARSET_UNKNOWN)
		(void)phone_charset_set(session, book->charset_before, NULL);
	if (session->engine.state == AT_STATE_IDLE && book->storage_before[0]) {
		(void)snprintf(line, sizeof line, "AT+CPBS=\"%s\"", book->storage_before);
		(void)session_ask(session, line, 0, NULL);
	}
	session->transport->cancel_fd = cancel_fd;
	lines_free(&book->chunk);
	free(book->taken);
	free(book);
}
