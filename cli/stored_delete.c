/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stored_delete.h"
#include <stdlib.h>
#include <string.h>

#define TARGETS_MAX ((size_t)1 << 20)

void stored_targets_free(struct stored_targets *targets)
{
	free(targets->list);
	*targets = (struct stored_targets){.list = NULL};
}

/* --- which --- */

static int compare_places(const void *a, const void *b)
{
	const struct stored_target *left = a, *right = b;
	int storages = strcmp(left->place.storage, right->place.storage);

	if (storages != 0)
		return storages;
	return (left->place.index > right->place.index) - (left->place.index < right->place.index);
}

static bool add(struct stored_targets *targets, const struct stored_place *place, uint64_t content)
{
	if (targets->count == targets->size) {
		size_t size = targets->size ? 2 * targets->size : 64;
		struct stored_target *list =
			size > TARGETS_MAX ? NULL : realloc(targets->list, size * sizeof *list);
		if (!list)
			return false;
		targets->list = list;
		targets->size = size;
	}
	targets->list[targets->count++] = (struct stored_target){*place, content};
	return true;
}

bool stored_targets_add_place(struct stored_targets *targets, const struct stored_place *place)
{
	return place->index < 0 || add(targets, place, 0);
}

bool stored_targets_add(struct stored_targets *targets, const struct smsmodem_stored *stored)
{
	struct stored_place place = {.index = stored->index, .stat = stored->stat};

	memcpy(place.storage, stored->storage, sizeof place.storage);
	return place.index < 0 || add(targets, &place, stored->content);
}

int stored_targets_find(struct cli *cli, struct smsmodem *modem,
			const struct smsmodem_list_options *options, struct stored_targets *targets)
{
	struct smsmodem_listing *listing;
	struct smsmodem_stored stored;
	struct smsmodem_error error;
	int result = smsmodem_list_begin(modem, options, &listing, &error);

	if (result < 0)
		return cli_fail(cli, &error);
	while ((result = smsmodem_list_next(listing, &stored, &error)) > 0) {
		if (stored_targets_add(targets, &stored))
			continue;
		result = smsmodem_error_set(&error, SMSMODEM_E_MEMORY, "out of memory");
		break;
	}
	smsmodem_list_end(listing);
	return result < 0 ? cli_fail(cli, &error) : 0;
}

static void sort(const struct stored_targets *targets)
{
	if (targets->count > 1)
		qsort(targets->list, targets->count, sizeof targets->list[0], compare_places);
}

void stored_targets_keep(struct stored_targets *targets, const struct stored_targets *now)
{
	size_t kept = 0;

	sort(now);
	for (size_t i = 0; i < targets->count; i++) {
		const struct stored_target *target = &targets->list[i];
		const struct stored_target *same =
			now->count == 0 ? NULL
					: bsearch(target, now->list, now->count, sizeof *target,
						  compare_places);
		if (same && same->content == target->content)
			targets->list[kept++] = *target;
	}
	targets->count = kept;
}

/* --- deleting --- */

static void drop_repeated(struct stored_targets *targets)
{
	size_t kept = 0;

	sort(targets);
	for (size_t i = 0; i < targets->count; i++)
		if (kept == 0 || compare_places(&targets->list[kept - 1], &targets->list[i]) != 0)
			targets->list[kept++] = targets->list[i];
	targets->count = kept;
}

static int show_deleted(struct cli *cli, const struct stored_target *targets,
			const struct smsmodem_place *places, size_t count, size_t *deleted)
{
	int status = 0;

	for (size_t i = 0; i < count; i++) {
		if (!places[i].deleted)
			continue;
		++*deleted;
		if (status == 0)
			status = stored_show_deleted(cli, &targets[i].place);
	}
	return status;
}

/* Those of one memory. @return 0, or an exit code */
static int delete_in(struct cli *cli, struct smsmodem *modem, const struct stored_target *targets,
		     size_t count, size_t *deleted)
{
	struct smsmodem_place *places = calloc(count, sizeof *places);
	const char *storage = targets[0].place.storage;
	struct smsmodem_error error;
	int result, status;

	if (!places) {
		smsmodem_error_set(&error, SMSMODEM_E_MEMORY, "out of memory");
		return cli_fail(cli, &error);
	}
	for (size_t i = 0; i < count; i++)
		places[i] =
			(struct smsmodem_place){targets[i].place.index, targets[i].content, false};
	result = smsmodem_delete(modem, *storage ? storage : NULL, places, count, &error);
	status = show_deleted(cli, targets, places, count, deleted);
	free(places);
	if (status != 0)
		return status;
	return result < 0 ? cli_fail(cli, &error) : 0;
}

int stored_targets_delete(struct cli *cli, struct smsmodem *modem, struct stored_targets *targets)
{
	size_t deleted = 0, next;
	int status = 0;

	drop_repeated(targets);
	for (size_t i = 0; i < targets->count && (status == 0 || status == 1); i = next) {
		const struct stored_target *first = &targets->list[i];
		for (next = i + 1; next < targets->count; next++)
			if (strcmp(targets->list[next].place.storage, first->place.storage) != 0)
				break;
		int result = delete_in(cli, modem, first, next - i, &deleted);
		status = result != 0 ? result : status;
	}
	return status == 1 && deleted > 0 ? 3 : status;
}
