/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A transcript that the phone plays: a recording of another phone, or a timetable of what is to
 * happen to this one.
 */
#ifndef SIM_SCRIPT_H
#define SIM_SCRIPT_H

#include "command.h"
#include "schedule.h"
#include <smsmodem/error.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SIM_SCRIPT_MAX       ((size_t)4 << 20) /**< octets of its text */
#define SIM_SCRIPT_SHOWN_MAX 48                /**< octets of a line that an event shows */

struct smsmodem_sim;
struct smsmodem_transcript_record;

/** What an octet to the phone is compared with. */
enum sim_script_octet {
	SIM_SCRIPT_EXACT,
	SIM_SCRIPT_MASK,  /**< a '*' of "****": anything up to the line's end */
	SIM_SCRIPT_DIGIT, /**< of a redacted number: any digit */
	SIM_SCRIPT_HEX,   /**< likewise in quotes, where it may be one of UCS2 */
	SIM_SCRIPT_NAME,  /**< of a redacted text in quotes: any but the quote */
	SIM_SCRIPT_ANY    /**< of a redacted payload: any but its end */
};

/** The octets of one direction, one record after the other. */
struct sim_script_stream {
	char *octets;
	size_t length;
};

struct sim_script_record {
	int64_t time_ms;
	long line;
	char direction;
	size_t start, length; /**< in the stream of its direction */
};

/** A command line or a payload, its CR, Ctrl-Z or ESC included, and what is played behind it. */
struct sim_script_step {
	size_t start, end;  /**< in the stream to the phone */
	size_t first, last; /**< records; last is not of it */
	int64_t time_ms;    /**< of its end */
	long line;
};

struct sim_script {
	bool strict, no_delays, redacted;
	bool timetable; /**< only commands: the phone answers by itself */
	struct sim_script_stream to, from, control;
	uint8_t *compare; /**< enum sim_script_octet, one for each octet of `to` */
	struct sim_script_record *records;
	size_t record_count;
	struct sim_script_step *steps;
	size_t step_count;
	/* where it is */
	size_t record, record_end;   /**< being played */
	int64_t offset_ms;           /**< the phone's time minus the script's */
	size_t step;                 /**< tolerant: where looking up begins */
	size_t position;             /**< strict: in `to` */
	bool controlling;            /**< a command of the script is being run */
	bool anew;                   /**< the phone has gone, and not because the script says so */
	char line[SIM_LINE_MAX + 1]; /**< what has come since the last step */
	size_t line_length;
	const struct sim_script_step *masked; /**< whose echo has stars for what came, or NULL */
	char typed[SIM_LINE_MAX];             /**< and that */
	size_t typed_length;
};

/** Whether an octet ends a command line, a payload, or is ESC. */
static inline bool sim_script_ends(char octet)
{
	return octet == '\r' || octet == '\x1A' || octet == '\x1B';
}

/* --- script.c: playing --- */

/** An octet from the computer. @return false: there is no script that answers it */
bool sim_script_input(struct smsmodem_sim *sim, char octet);
/** Play on: an action of the schedule, its number is nothing. */
sim_action sim_script_action;
/** A client went or came: from the beginning. */
void sim_script_rewind(struct smsmodem_sim *sim);
/** The phone goes. */
void sim_script_unplugged(struct smsmodem_sim *sim);
/** Power on: go on, or from the beginning where the computer must come again. */
void sim_script_resume(struct smsmodem_sim *sim);

/* --- script_load.c --- */

int sim_script_load(struct sim_script *script, const char *text, size_t length,
		    struct smsmodem_error *error);
void sim_script_free(struct sim_script *script);

/* --- script_match.c --- */

/** Compare an octet with what stands at *position, and move it on. */
bool sim_script_match(const struct sim_script *script, size_t *position, char octet);
/** The step that a whole line is, from the present one on, then from the first; NULL: none. */
const struct sim_script_step *sim_script_find(const struct sim_script *script);
/** Say the client's own numbers from here on, and its PIN in the echo, where the script has their
 * replacements. */
void sim_script_learn(struct sim_script *script, const struct sim_script_step *step);
/** Say which octets of a redacted or masked script are compared how. */
void sim_script_shape(struct sim_script *script);

#endif
