/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The values of a ringtone's fields, in RTTTL. */
#include "smart.h"

/* <beats-per-minute> */
const uint16_t pdu_ringtone_tempos[PDU_RINGTONE_TEMPOS] = {
	25,  28,  31,  35,  40,  45,  50,  56,  63,  70,  80,  90,  100, 112, 125, 140,
	160, 180, 200, 225, 250, 285, 320, 355, 400, 450, 500, 565, 635, 715, 800, 900,
};

/* <note-value> */
const char pdu_ringtone_pitches[13][3] = {
	"p", "c", "c#", "d", "d#", "e", "f", "f#", "g", "g#", "a", "a#", "b",
};

/* <style-value>: natural, continuous, staccato */
const char pdu_ringtone_styles[PDU_RINGTONE_STYLES] = {'N', 'C', 'S'};

/* <note-duration-specifier>: none, dotted, double dotted, 2/3 */
const char pdu_ringtone_specifiers[4] = {'\0', '.', ';', '&'};
