/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Listing memory by memory: by +CMGL, or place by place with +CMGR where a phone has not that. */
#include "storage_listing.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *smsmodem_stat_name(enum smsmodem_stat stat)
{
	static const char *const names[] = {"unread", "read", "unsent", "sent", "all"};

	return stat >= SMSMODEM_STAT_UNREAD && stat <= SMSMODEM_STAT_ALL ? names[stat] : NULL;
}

/* --- asking for all of a memory --- */

static int list_ask(struct smsmodem_listing *listing, struct smsmodem_error *error)
{
	static const char *const text[] = {"REC UNREAD", "REC READ", "STO UNSENT", "STO SENT",
					   "ALL"};
	bool peek = listing->way == LIST_PEEK;
	const char *name = listing->way == LIST_SIEMENS ? "^SMGL" : "+CMGL";

	if (listing->storage.text)
		(void)snprintf(listing->line, sizeof listing->line, "AT%s=\"%s\"%s", name,
			       text[listing->stat], peek ? ",1" : "");
	else
		(void)snprintf(listing->line, sizeof listing->line, "AT%s=%d%s", name,
			       listing->stat, peek ? ",1" : "");
	return list_start(listing, -1, error);
}

/* One by one: how many there are must be known. @param refusal what +CMGL failed with, or NULL */
static int list_singly(struct smsmodem_listing *listing, const struct smsmodem_error *refusal,
		       struct smsmodem_error *error)
{
	const struct smsmodem_error why = refusal ? *refusal : (struct smsmodem_error){0};
	char name[STORAGE_NAME_SIZE];

	memcpy(name, listing->storage.reading, sizeof name);
	int result =
		storage_select(&listing->storage, name, &listing->used, &listing->total, error);
	if (storage_fatal(result))
		return result;
	if ((result < 0 || listing->total < 0) && refusal)
		return smsmodem_error_set(error, why.code, "%s", why.text);
	listing->way = LIST_SINGLE;
	listing->index = 0;
	return LIST_AGAIN;
}

/* @return LIST_AGAIN, 0: there is none, or a failure */
static int list_next_memory(struct smsmodem_listing *listing, struct smsmodem_error *error)
{
	listing->found = listing->heard = 0;
	if (listing->next == listing->count)
		return 0;
	const char *name = listing->names[listing->next++];
	int result = SMSMODEM_OK;
	if (listing->one)
		result = storage_choose(&listing->storage, name, error);
	else if (*name)
		result = storage_select(&listing->storage, name, NULL, NULL, error);
	if (result < 0)
		return listing->one || storage_fatal(result) ? result : LIST_AGAIN;
	return listing->way == LIST_SINGLE ? list_singly(listing, NULL, error)
					   : list_ask(listing, error);
}

/* --- one by one --- */

static int list_place(struct smsmodem_listing *listing, int index, struct smsmodem_error *error)
{
	(void)snprintf(listing->line, sizeof listing->line, "AT+CMGR=%d", index);
	return list_start(listing, index, error);
}

/* Places are counted from 0 or from 1. */
static int list_next_place(struct smsmodem_listing *listing, struct smsmodem_error *error)
{
	bool all = listing->used >= 0 && listing->found >= listing->used;

	if (!all && listing->index <= listing->total && listing->index <= STORAGE_INDEX_MAX)
		return list_place(listing, listing->index++, error);
	listing->total = -1;
	return LIST_AGAIN;
}

/* --- what came of it --- */

/* The command was refused. An empty place is no more than that; of a list the next way is tried. */
static int list_refused(struct smsmodem_listing *listing, int result, struct smsmodem_error *error)
{
	if (storage_fatal(result) || listing->records > 0)
		return result;
	if (listing->place >= 0)
		return LIST_AGAIN;
	if (listing->way == LIST_PLAIN)
		return list_singly(listing, error, error);
	listing->way++;
	return list_ask(listing, error);
}

static int list_step(struct smsmodem_listing *listing, struct smsmodem_stored *stored,
		     struct smsmodem_error *error)
{
	if (listing->running) {
		int result = list_hear(listing, stored, error);
		return result < 0 ? list_refused(listing, result, error) : result;
	}
	if (listing->way == LIST_SINGLE && listing->total >= 0)
		return list_next_place(listing, error);
	return list_next_memory(listing, error);
}

int smsmodem_list_next(struct smsmodem_listing *listing, struct smsmodem_stored *stored,
		       struct smsmodem_error *error)
{
	struct smsmodem_error own;
	int result;

	do {
		result = list_step(listing, stored, error ? error : &own);
	} while (result == LIST_AGAIN);
	return result;
}

/* --- beginning and ending --- */

static int list_choose(struct smsmodem_listing *listing, const char *name,
		       struct smsmodem_error *error)
{
	listing->one = name != NULL;
	listing->count = 1; /* a phone that names no memory has one all the same */
	if (name)
		return storage_name(name, listing->names[0], error);
	int result = storage_holders(&listing->storage, listing->names, error);
	if (result > 0)
		listing->count = result;
	return result < 0 ? result : SMSMODEM_OK;
}

/* @return NULL: *result says why */
static struct smsmodem_listing *list_open(struct smsmodem *modem, int *result,
					  struct smsmodem_error *error)
{
	struct smsmodem_listing *new = calloc(1, sizeof *new);

	if (!new) {
		*result = smsmodem_error_set(error, SMSMODEM_E_MEMORY, "out of memory");
		return NULL;
	}
	new->total = -1;
	new->stat = SMSMODEM_STAT_ALL;
	*result = storage_begin(&new->storage, modem, error);
	if (*result == SMSMODEM_OK)
		return new;
	free(new);
	return NULL;
}

static int stat_asked(enum smsmodem_list_what what)
{
	static const int stats[] = {SMSMODEM_STAT_ALL, SMSMODEM_STAT_UNREAD, SMSMODEM_STAT_READ,
				    SMSMODEM_STAT_UNSENT, SMSMODEM_STAT_SENT};

	return (size_t)what < sizeof stats / sizeof stats[0] ? stats[what] : SMSMODEM_STAT_ALL;
}

int smsmodem_list_begin(struct smsmodem *modem, const struct smsmodem_list_options *options,
			struct smsmodem_listing **listing, struct smsmodem_error *error)
{
	static const struct smsmodem_list_options none = {0};
	int result;
	struct smsmodem_listing *new = list_open(modem, &result, error);

	*listing = NULL;
	if (!new)
		return result;
	options = options ? options : &none;
	new->stat = stat_asked(options->what);
	/* listing those that are read, or were never unread, changes nothing */
	bool harmless = options->what > SMSMODEM_LIST_UNREAD;
	new->way = options->mark_read || harmless ? LIST_PLAIN : LIST_PEEK;
	result = list_choose(new, options->storage, error);
	if (result < 0)
		smsmodem_list_end(new);
	else
		*listing = new;
	return result;
}

void smsmodem_list_end(struct smsmodem_listing *listing)
{
	if (!listing)
		return;
	list_drain(listing);
	storage_end(&listing->storage);
	free(listing);
}

/* --- one place --- */

static int read_place(struct smsmodem_listing *listing, const char *storage, int index,
		      struct smsmodem_stored *stored, struct smsmodem_error *error)
{
	int result = storage ? list_choose(listing, storage, error) : SMSMODEM_OK;

	if (result == SMSMODEM_OK && storage)
		result = storage_choose(&listing->storage, listing->names[0], error);
	if (result < 0)
		return result;
	result = list_place(listing, index, error);
	while (result == LIST_AGAIN && listing->running)
		result = list_hear(listing, stored, error);
	/* an empty place is nothing to some phones, and to others a wrong number */
	return result == LIST_AGAIN || result == SMSMODEM_E_REFUSED ? 0 : result;
}

int smsmodem_read(struct smsmodem *modem, const char *storage, int index,
		  struct smsmodem_stored *stored, struct smsmodem_error *error)
{
	if (index < 0 || index > STORAGE_INDEX_MAX)
		return smsmodem_error_set(error, SMSMODEM_E_USAGE, "%d is no place of a memory",
					  index);
	free(modem->read);
	int result;
	modem->read = list_open(modem, &result, error);
	if (!modem->read)
		return result;
	result = read_place(modem->read, storage, index, stored, error);
	list_drain(modem->read);
	storage_end(&modem->read->storage);
	return result;
}
