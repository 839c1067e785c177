/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records of +CMGR and +CMGL (27.005 3.4.2, 3.5.3). */
#ifndef RECEIVE_RECORD_H
#define RECEIVE_RECORD_H

#include "receive_core.h"

#define READ_TRIES 3

enum record_state {
	RECORD_EMPTY,
	RECORD_OTHER,    /**< not received: a draft, what was sent */
	RECORD_DOUBTFUL, /**< not what its header says */
	RECORD_GOOD
};

struct record {
	struct at_record header;
	struct received pdu; /**< length 0: it cannot be read */
};

/** @param data the line below the header, or NULL */
enum record_state record_read(const char *line, const char *data, struct record *record);
/** It is a message, and in this place. */
int record_arrive(struct smsmodem *modem, size_t memory, const struct record *record, int index,
		  struct smsmodem_error *error);

/** It is none, and stays where it is: says so, once a place. @param index -1: not told */
void record_unreadable(struct smsmodem *modem, size_t memory, int index);

/** --- receive_list.c --- */

/** Read all of the memory that is selected. Where the phone refuses that, no_cmgl is set. */
int memory_list(struct smsmodem *modem, size_t memory, struct smsmodem_error *error);

#endif
