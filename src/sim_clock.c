/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The clock for those who mount the phone on the real world; the phone itself never looks at it. */
#include "transports.h"
#include <smsmodem/sim.h>

int64_t smsmodem_sim_clock_ms(void)
{
	return clock_now_ms();
}
