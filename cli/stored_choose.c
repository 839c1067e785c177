/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which place is meant: a number alone is one of each memory. */
#include "stored.h"
#include <string.h>

int stored_index(struct cli *cli, const char *text, int *index)
{
	long number;

	if (!parse_number(text, 0, STORED_INDEX_MAX, &number))
		return cli_usage(
			cli, "\"%.40s\" is no place of a memory: `smsmodem list` shows them", text);
	*index = (int)number;
	return 0;
}

int stored_missing(const char *storage, int index, struct smsmodem_error *error)
{
	return smsmodem_error_set(
		error, SMSMODEM_E_REFUSED,
		"there is no message at %d%s%s; `smsmodem list` shows where there "
		"are some",
		index, storage ? " of " : "", storage ? storage : "");
}

/* What is kept twice, and what holds no messages, is not looked at. */
static bool may_hold(const struct smsmodem_storage *list, int count, int i)
{
	bool apart = false;

	for (int j = 0; j < count; j++)
		apart = apart || strcmp(list[j].name, "SM") == 0 || strcmp(list[j].name, "ME") == 0;
	return strcmp(list[i].name, "BM") != 0 && !(apart && strcmp(list[i].name, "MT") == 0);
}

static int several(const char *one, const char *other, int index, struct smsmodem_error *error)
{
	return smsmodem_error_set(error, SMSMODEM_E_USAGE,
				  "there is a message at %d of %s and one at %d of %s: say which "
				  "with --storage",
				  index, one, index, other);
}

/* Look in all; the one that was found is read again, as its strings are gone by then. */
static int find_in(struct smsmodem *modem, const struct smsmodem_storage *list, int count,
		   int index, struct smsmodem_stored *stored, struct smsmodem_error *error)
{
	struct smsmodem_stored other;
	const char *found = NULL, *last = NULL;

	for (int i = 0; i < count; i++) {
		if (!may_hold(list, count, i))
			continue;
		int result = smsmodem_read(modem, list[i].name, index, &other, error);
		if (result < 0 && result != SMSMODEM_E_REFUSED)
			return result;
		last = list[i].name;
		if (result <= 0)
			continue;
		if (found)
			return several(found, list[i].name, index, error);
		found = list[i].name;
		*stored = other;
	}
	if (!found || found == last)
		return found != NULL;
	enum smsmodem_stat stat = stored->stat; /* reading may have changed it */
	int result = smsmodem_read(modem, found, index, stored, error);
	stored->stat = stat;
	return result;
}

int stored_find(struct smsmodem *modem, const char *storage, int index,
		struct smsmodem_stored *stored, struct smsmodem_error *error)
{
	struct smsmodem_storage list[SMSMODEM_STORAGES_MAX];

	if (storage)
		return smsmodem_read(modem, storage, index, stored, error);
	int count = smsmodem_storages(modem, list, error);
	if (count == SMSMODEM_E_REFUSED)
		return smsmodem_read(modem, NULL, index, stored, error);
	return count < 0 ? count : find_in(modem, list, count, index, stored, error);
}

static bool has_place(const struct stored_item *item, const char *storage, int index)
{
	for (size_t i = 0; i < stored_places(item); i++) {
		struct stored_place place = stored_place_of(item, i);
		if (place.index == index && strcmp(place.storage, storage) == 0)
			return true;
	}
	return false;
}

int stored_find_whole(struct cli *cli, struct smsmodem *modem, const char *storage, int index,
		      struct stored_reader **reader, struct stored_item *item,
		      struct smsmodem_error *error)
{
	static const struct smsmodem_list_options options = {.mark_read = true};
	struct smsmodem_stored stored;
	char name[STORED_NAME_SIZE];
	int result = stored_find(modem, storage, index, &stored, error);

	if (result <= 0)
		return result;
	memcpy(name, stored.storage, sizeof name);
	if (stored_open(cli, modem, &options, false, reader) != 0)
		return SMSMODEM_E_MEMORY;
	while ((result = stored_next(*reader, item, error)) > 0)
		if (has_place(item, name, index))
			return 1;
	return result;
}
