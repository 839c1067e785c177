/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What receiving wants of <smsmodem/join.h> beyond it. */
#ifndef JOIN_PRIVATE_H
#define JOIN_PRIVATE_H

#include <smsmodem/join.h>

/** As smsmodem_join_add; the part has been waiting since since_ms, which may lie before others'. */
int join_add_since(struct smsmodem_join *join, const struct smsmodem_tpdu *tpdu, int64_t since_ms,
		   int64_t now_ms, struct smsmodem_message *message);

/** Whether nothing is to expire for now. */
void join_wait_on(struct smsmodem_join *join, bool patient);

/** Parts that are in it. */
size_t join_parts(const struct smsmodem_join *join);

#endif
