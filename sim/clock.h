/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The clock of the network, and the one that the phone shows (27.007 8.15). */
#ifndef SIM_CLOCK_H
#define SIM_CLOCK_H

#include <smsmodem/pdu.h>
#include <stdint.h>

struct sim_clock {
	int64_t ahead_s; /**< of the network's */
	int zone;        /**< quarters of an hour */
};

/** The network's calendar: a fixed day, and the clock that the phone is given. */
struct smsmodem_time sim_time(int64_t now_ms);

#endif
