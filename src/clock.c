/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "transport.h"
#include <time.h>

int64_t clock_now_ms(void)
{
	struct timespec now;

	/* Fails only for a clock that does not exist, and POSIX 2017 on Linux always has this one.
	 */
	if (clock_gettime(CLOCK_MONOTONIC, &now) != 0)
		return 0;
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}
