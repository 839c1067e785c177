/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What V.250 and 27.007 let the computer set, beside what formats messages. */
#ifndef SIM_SETTINGS_H
#define SIM_SETTINGS_H

#include <stdint.h>

#define SIM_REGISTERS 13 /**< S0..S12 */

struct sim_parameters {
	uint8_t registers[SIM_REGISTERS]; /**< V.250 6.2.1, 6.3.8 */
	int progress;                     /**< X (V.250 6.2.7) */
	int loudness, speaker;            /**< L, M */
	int carrier, terminal;            /**< &C, &D */
	int flow, set_ready;              /**< &K, &S: usual, in no specification */
	int ipr, icf[2], ifc[2], fclass;
	int cops_format;
	int cmer[5];
	int ctzu, ctzr;
	int crc, cr, colp, clir, cvhu, cssn[2], ccwa, cusd;
	int clvl, cmut, csta, cmod, vtd, cbst[3];
	int cgsms, ws46;
};

/** As they leave the factory. */
extern const struct sim_parameters sim_parameters_factory;

#endif
