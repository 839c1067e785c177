/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What list, read, delete and storage share: stored messages, joined, with their places. */
#ifndef STORED_H
#define STORED_H

#include "cli.h"

#define STORED_INDEX_MAX 65535
#define STORED_NAME_SIZE 8

/** Where a message, or a part of one, is. */
struct stored_place {
	char storage[STORED_NAME_SIZE];
	int index; /**< -1: the phone's line was too long to tell */
	enum smsmodem_stat stat;
};

/* --- stored_next.c --- */

/** Messages on their way from the phone; opaque. */
struct stored_reader;

/** A message, or what is in a place and is none. */
struct stored_item {
	struct smsmodem_message message; /**< count 0: it cannot be decoded */
	struct stored_place place;       /**< of the first part */
	bool unread;                     /**< a part of it is */
	bool text_mode;
	unsigned unknown;      /**< enum smsmodem_unknown */
	const char *text;      /**< instead of the message's, or NULL */
	const char *pdu, *why; /**< of what cannot be decoded; pdu may be NULL */
	bool duplicate;        /**< nothing but a place: a part that is stored elsewhere, too */
	const struct stored_reader *reader;
};

/** @param parts do not join @return 0, or an exit code: it has been reported */
int stored_open(struct cli *cli, struct smsmodem *modem,
		const struct smsmodem_list_options *options, bool parts,
		struct stored_reader **reader);

/** @return 1: *item holds the next, valid until the next call; 0: that was all; a failure */
int stored_next(struct stored_reader *reader, struct stored_item *item,
		struct smsmodem_error *error);

void stored_close(struct stored_reader *reader);

/** Where the i-th part of an item is. */
struct stored_place stored_place_of(const struct stored_item *item, size_t i);

/** How many places it has. */
size_t stored_places(const struct stored_item *item);

/** An item of one place that has been read by itself. */
struct stored_item stored_alone(const struct smsmodem_stored *stored);

/* --- stored_shown.c --- */

/** Print it as --json or for people. @return 0 or 74 */
int stored_show(struct cli *cli, const struct stored_item *item);

/** Print what has been deleted. @return 0 or 74 */
int stored_show_deleted(struct cli *cli, const struct stored_place *place);

/* --- stored_choose.c --- */

/** Read a place's number. @return 0, or 64 */
int stored_index(struct cli *cli, const char *text, int *index);

/**
 * Find the one memory that has something at a place, and read it.
 *
 * @param storage the memory to look in, or NULL: all that hold messages
 * @return 1; 0: there is nothing; SMSMODEM_E_USAGE: several have; another failure
 */
int stored_find(struct smsmodem *modem, const char *storage, int index,
		struct smsmodem_stored *stored, struct smsmodem_error *error);

/** Say that there is nothing. @return SMSMODEM_E_REFUSED */
int stored_missing(const char *storage, int index, struct smsmodem_error *error);

/** Find the message that a place is of, whole. @return as stored_find */
int stored_find_whole(struct cli *cli, struct smsmodem *modem, const char *storage, int index,
		      struct stored_reader **reader, struct stored_item *item,
		      struct smsmodem_error *error);

#endif
