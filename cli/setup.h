/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Making a profile: who is asked, which device is taken, and what it is bound by. */
#ifndef SETUP_H
#define SETUP_H

#include "config.h"
#include "input.h"
#include "probing.h"

/** What a profile is to be. */
struct setup {
	struct cli *cli;
	const char *name;
	bool force;
	bool asks;          /**< somebody sits at a terminal */
	bool there;         /**< the user's file has it already */
	bool named;         /**< the target's device is as somebody wrote it */
	struct input input; /**< the terminal */
	struct probing probing;
	const struct probing_target *target; /**< the device that was chosen */
	char device[PROBING_DEVICE_SIZE + 128];
	char imei[SMSMODEM_IMEI_SIZE]; /**< the device is to have it; empty: whatever it has */
	const char *by;                /**< what it is bound by, for programs */
	const char *by_text;           /**< and for people */
	char pin_file[512];            /**< empty: none */
};

/* --- setup_ask.c --- */

/**
 * Ask one question on the terminal.
 *
 * @param fallback what an empty answer means, shown in brackets; or NULL
 * @param[out] answer without blanks around it; one that does not fit is asked for again
 * @return 0, or an exit code (reported): interrupted, or the terminal has gone
 */
int setup_ask(struct setup *setup, const char *question, const char *fallback, char *answer,
	      size_t size);

/** Ask for yes or no, where all else is asked for again. @return as setup_ask */
int setup_ask_yes(struct setup *setup, const char *question, bool fallback, bool *yes);

/* --- setup_choose.c --- */

/** Find the device: setup->target. @return 0, or an exit code (reported) */
int setup_choose(struct setup *setup);

/* --- setup_bind.c --- */

/** Decide what it is bound by: device, imei, by. */
void setup_bind(struct setup *setup);

#endif
