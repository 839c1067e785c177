/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bt.h"

struct bt_wait bt_wait_for(int64_t timeout_ms, int64_t default_ms, int cancel_fd)
{
	int64_t now_ms = clock_now_ms();
	int64_t limit_ms = timeout_ms > 0 ? timeout_ms : default_ms;

	return (struct bt_wait){
		.deadline_ms = limit_ms < INT64_MAX - now_ms ? now_ms + limit_ms : -1,
		.cancel_fd = cancel_fd,
	};
}

struct bt_wait bt_wait_part(const struct bt_wait *whole, int64_t part_ms)
{
	struct bt_wait part = bt_wait_for(part_ms, part_ms, whole->cancel_fd);

	if (whole->deadline_ms >= 0 &&
	    (part.deadline_ms < 0 || part.deadline_ms > whole->deadline_ms))
		part.deadline_ms = whole->deadline_ms;
	return part;
}

bool bt_wait_over(const struct bt_wait *wait)
{
	return wait->deadline_ms >= 0 && clock_now_ms() >= wait->deadline_ms;
}

int64_t bt_earlier(int64_t a_ms, int64_t b_ms)
{
	return a_ms < 0 || (b_ms >= 0 && b_ms < a_ms) ? b_ms : a_ms;
}
