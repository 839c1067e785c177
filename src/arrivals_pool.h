/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the tables of arrivals.h share. */
#ifndef ARRIVALS_POOL_H
#define ARRIVALS_POOL_H

#include "arrivals.h"

/** Make room for one entry more. @return false: out of memory, and all is as it was */
bool pool_grow(struct pool *pool, void **entries, size_t entry_size);
/** The number of an entry that was never used; there is room. */
uint32_t pool_fresh(struct pool *pool);
/** Make room for as many messages as there are PDUs, and one. @return false: out of memory */
bool delivery_room(struct arrivals *arrivals);
uint32_t id_bucket(const struct journal_id *id);
bool id_same(const struct journal_id *a, const struct journal_id *b);

#endif
