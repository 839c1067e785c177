/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Places that are to be deleted. */
#ifndef STORED_DELETE_H
#define STORED_DELETE_H

#include "stored.h"

struct stored_target {
	struct stored_place place;
	uint64_t content; /* what was there, or 0: it was not looked at */
};

struct stored_targets {
	struct stored_target *list; /* owned */
	size_t count, size;
};

/** @return false: out of memory. What is there already is not added again. */
bool stored_targets_add(struct stored_targets *targets, const struct smsmodem_stored *stored);
bool stored_targets_add_place(struct stored_targets *targets, const struct stored_place *place);

/** Add what a listing brings. @return 0, or an exit code: it has been reported */
int stored_targets_find(struct cli *cli, struct smsmodem *modem,
			const struct smsmodem_list_options *options,
			struct stored_targets *targets);

/** Keep only those that are in now with the same content. */
void stored_targets_keep(struct stored_targets *targets, const struct stored_targets *now);

/** Delete them, and say of each that it has been. @return 0, or an exit code */
int stored_targets_delete(struct cli *cli, struct smsmodem *modem, struct stored_targets *targets);

void stored_targets_free(struct stored_targets *targets);

#endif
