/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The clock that the phone shows (27.007 8.15); that of the network is another. */
#ifndef SIM_CLOCK_H
#define SIM_CLOCK_H

#include <stdint.h>

struct sim_clock {
	int64_t ahead_s; /**< of the network's */
	int zone;        /**< quarters of an hour */
};

#endif
