/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A message of the outbox, as JSON and for people. */
#ifndef OUTBOX_SHOWN_H
#define OUTBOX_SHOWN_H

#include "cli.h"

/** A line for it. @return 0 or 74 */
int outbox_print(struct cli *cli, const struct smsmodem_outbox_entry *entry);

/** All that is known of it, its parts and what is kept of their texts. @return 0 or an exit code */
int outbox_show(struct cli *cli, struct smsmodem_outbox *outbox,
		const struct smsmodem_outbox_entry *entry);

#endif
