/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A listing under way: storage_list.c asks, storage_hear.c hears. */
#ifndef STORAGE_LISTING_H
#define STORAGE_LISTING_H

#include "storage.h"

#define LIST_AGAIN 2 /* what is to be returned is not known yet */

/* How to ask, the best first. What a phone refuses is not tried again in the same listing. */
enum list_way {
	LIST_PEEK,    /* SIMCom, Quectel: a second parameter leaves unread what is */
	LIST_SIEMENS, /* Siemens, Cinterion: a command that does */
	LIST_PLAIN,
	LIST_SINGLE /* +CMGR of every place */
};

struct smsmodem_listing {
	struct storage storage;
	enum list_way way;
	int stat; /* <stat> that is asked for */
	bool one; /* a memory that was asked for by its name: it must be there */
	char names[SMSMODEM_STORAGES_MAX][STORAGE_NAME_SIZE];
	int count, next; /* names, and the one that comes next */

	/* the memory that is being listed */
	int used, total, index; /* LIST_SINGLE; index is the next place; total -1: none is */
	int found, heard;       /* records and lines of it */

	/* the command that runs */
	bool running;
	struct at_command command;
	char line[48];
	int place;   /* that it asks for, or -1 */
	int records; /* that it brought */
	bool open;   /* one of text mode has begun */

	struct storage_record record[2]; /* what is read, and what comes behind it */
	int current;
	struct storage_strings strings;
};

/** Start listing->line. @param place that it asks for, or -1 @return LIST_AGAIN or a failure */
int list_start(struct smsmodem_listing *listing, int place, struct smsmodem_error *error);

/**
 * Hear one event of what runs.
 * @return 1: *stored holds what came; LIST_AGAIN; the command's failure, with running false
 */
int list_hear(struct smsmodem_listing *listing, struct smsmodem_stored *stored,
	      struct smsmodem_error *error);

/** Hear the rest, as the next command must not get it for its answer. */
void list_drain(struct smsmodem_listing *listing);

#endif
