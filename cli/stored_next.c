/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Stored messages one after the other as the phone lists them, their parts joined. */
#include "stored.h"
#include <stdlib.h>
#include <string.h>

#define STORAGES_MAX 16

/* A part's tag is where it is and how it was read, which joining gives back. */
#define TAG_STORAGE(n) ((uint32_t)(n) << 28)
#define TAG_STAT(stat) ((uint32_t)((int)(stat) + 1) << 24)
#define TAG_TEXT       (UINT32_C(1) << 23)
#define TAG_UNKNOWN(u) ((uint32_t)(u) << 20)

struct stored_reader {
	struct smsmodem_listing *listing;
	struct smsmodem_join *join; /* NULL: parts are not joined */
	char names[STORAGES_MAX][STORED_NAME_SIZE];
	size_t name_count;
	struct smsmodem_stored stored;
	bool more;    /* the join may have another message */
	bool flushed; /* the phone has listed all */
	/* places whose part is in the join: what is left of them at the end is stored twice */
	uint8_t waiting[STORAGES_MAX][(STORED_INDEX_MAX + 1) / 8];
	uint32_t swept;
};

int stored_open(struct cli *cli, struct smsmodem *modem,
		const struct smsmodem_list_options *options, bool parts,
		struct stored_reader **reader)
{
	struct stored_reader *new = calloc(1, sizeof *new);
	struct smsmodem_error error;

	if (new && !parts)
		new->join = smsmodem_join_new(NULL);
	if (!new || (!parts && !new->join)) {
		free(new);
		smsmodem_error_set(&error, SMSMODEM_E_MEMORY, "out of memory");
		return cli_fail(cli, &error);
	}
	if (smsmodem_list_begin(modem, options, &new->listing, &error) < 0) {
		stored_close(new);
		return cli_fail(cli, &error);
	}
	*reader = new;
	return 0;
}

void stored_close(struct stored_reader *reader)
{
	if (!reader)
		return;
	smsmodem_list_end(reader->listing);
	smsmodem_join_free(reader->join);
	free(reader);
}

/* --- places --- */

static size_t name_number(struct stored_reader *reader, const char *name)
{
	size_t i = 0;

	while (i < reader->name_count && strcmp(reader->names[i], name) != 0)
		i++;
	if (i == reader->name_count && i < STORAGES_MAX - 1)
		(void)snprintf(reader->names[reader->name_count++], STORED_NAME_SIZE, "%s", name);
	return i;
}

static uint32_t make_tag(struct stored_reader *reader, const struct smsmodem_stored *stored)
{
	return TAG_STORAGE(name_number(reader, stored->storage)) | TAG_STAT(stored->stat) |
	       (stored->text_mode ? TAG_TEXT : 0) | TAG_UNKNOWN(stored->unknown & 7) |
	       (uint32_t)stored->index;
}

static struct stored_place place_of_tag(const struct stored_reader *reader, uint32_t tag)
{
	struct stored_place place = {.index = (int)(tag & STORED_INDEX_MAX),
				     .stat = (enum smsmodem_stat)((int)(tag >> 24 & 7) - 1)};

	memcpy(place.storage, reader->names[tag >> 28], sizeof place.storage);
	return place;
}

static uint8_t *waiting_of(struct stored_reader *reader, uint32_t tag)
{
	return &reader->waiting[tag >> 28][(tag & STORED_INDEX_MAX) / 8];
}

static void wait_for(struct stored_reader *reader, uint32_t tag)
{
	*waiting_of(reader, tag) |= (uint8_t)(1U << (tag & 7));
}

static void no_longer(struct stored_reader *reader, uint32_t tag)
{
	*waiting_of(reader, tag) &= (uint8_t) ~(1U << (tag & 7));
}

size_t stored_places(const struct stored_item *item)
{
	return item->message.count > 1 ? item->message.count : 1;
}

struct stored_place stored_place_of(const struct stored_item *item, size_t i)
{
	if (item->message.count > 1 && item->reader)
		return place_of_tag(item->reader, item->message.parts[i].tag);
	return item->place;
}

/* --- items --- */

struct stored_item stored_alone(const struct smsmodem_stored *stored)
{
	struct stored_item item = {
		.place = {.index = stored->index, .stat = stored->stat},
		.unread = stored->stat == SMSMODEM_STAT_UNREAD,
		.text_mode = stored->text_mode,
		.unknown = stored->unknown,
		.text = stored->text,
		.pdu = stored->pdu,
		.why = stored->why,
	};

	memcpy(item.place.storage, stored->storage, sizeof item.place.storage);
	if (!stored->why)
		item.message = (struct smsmodem_message){&stored->tpdu, 1, 1};
	return item;
}

/* What the join gave out. */
static void take_joined(struct stored_reader *reader, struct stored_item *item)
{
	const struct smsmodem_message *message = &item->message;

	item->reader = reader;
	item->place = place_of_tag(reader, message->parts[0].tag);
	for (size_t i = 0; i < message->count; i++) {
		uint32_t tag = message->parts[i].tag;
		no_longer(reader, tag);
		item->unread =
			item->unread || place_of_tag(reader, tag).stat == SMSMODEM_STAT_UNREAD;
		item->text_mode = item->text_mode || (tag & TAG_TEXT);
		item->unknown |= tag >> 20 & 7;
	}
}

static bool is_part(const struct stored_reader *reader)
{
	const struct smsmodem_stored *stored = &reader->stored;

	return reader->join && !stored->why && !stored->text && stored->index >= 0 &&
	       stored->index <= STORED_INDEX_MAX && stored->tpdu.concat.ref_bits;
}

/* @return 1: *item is whole; 0: it waits; SMSMODEM_E_MEMORY */
static int take_stored(struct stored_reader *reader, struct stored_item *item,
		       struct smsmodem_error *error)
{
	struct smsmodem_stored *stored = &reader->stored;

	if (!is_part(reader)) {
		*item = stored_alone(stored);
		return 1;
	}
	stored->tpdu.tag = make_tag(reader, stored);
	wait_for(reader, stored->tpdu.tag);
	int result = smsmodem_join_add(reader->join, &stored->tpdu, 0, &item->message);
	if (result < 0)
		return smsmodem_error_set(error, result, "out of memory");
	reader->more = result > 0;
	if (result > 0)
		take_joined(reader, item);
	return result;
}

/* A part that the join dropped, as it had the same one already. */
static int next_duplicate(struct stored_reader *reader, struct stored_item *item)
{
	const uint32_t end = TAG_STORAGE(reader->name_count) >> 12; /* 16 bits of index are left */

	for (; reader->swept < end; reader->swept++) {
		uint32_t tag = (reader->swept >> 16) << 28 | (reader->swept & STORED_INDEX_MAX);
		if (!(*waiting_of(reader, tag) & 1U << (tag & 7)))
			continue;
		no_longer(reader, tag);
		item->place = place_of_tag(reader, tag);
		item->place.stat = SMSMODEM_STAT_UNKNOWN;
		item->duplicate = true;
		return 1;
	}
	return 0;
}

/* What never became complete, and what is stored twice. */
static int next_rest(struct stored_reader *reader, struct stored_item *item)
{
	if (!reader->join)
		return 0;
	if (smsmodem_join_flush(reader->join, &item->message) > 0) {
		take_joined(reader, item);
		return 1;
	}
	return next_duplicate(reader, item);
}

int stored_next(struct stored_reader *reader, struct stored_item *item,
		struct smsmodem_error *error)
{
	int result = 0;

	*item = (struct stored_item){.reader = NULL};
	if (reader->more && smsmodem_join_add(reader->join, NULL, 0, &item->message) > 0) {
		take_joined(reader, item);
		return 1;
	}
	reader->more = false;
	while (!reader->flushed && result == 0) {
		result = smsmodem_list_next(reader->listing, &reader->stored, error);
		reader->flushed = result == 0;
		if (result > 0)
			result = take_stored(reader, item, error);
	}
	return reader->flushed ? next_rest(reader, item) : result;
}
