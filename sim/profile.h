/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Personalities: how the phones of a maker differ from the specification and from each other. */
#ifndef SIM_PROFILE_H
#define SIM_PROFILE_H

#include "answer.h"
#include "command.h"
#include <smsmodem/error.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SIM_PROFILE_MEMORIES 4 /**< that a personality has a word on */

struct smsmodem_sim;

/** An oddity: a personality has some, and some are faults as well (profile.c says which). */
enum sim_quirk {
	/* what a line looks like */
	SIM_QUIRK_PROMPT_BARE,    /**< ">" */
	SIM_QUIRK_PROMPT_CRLF,    /**< CR LF ">" CR LF */
	SIM_QUIRK_PROMPT_NOSPACE, /**< CR LF ">" */
	SIM_QUIRK_PROMPT_NOLINE,  /**< "> " with no CR LF before it */
	SIM_QUIRK_LINE_CR,        /**< lines begin and end with a bare CR */
	SIM_QUIRK_LINE_BLANK,     /**< an empty line more before the result */
	SIM_QUIRK_RESULT_BLANK,   /**< blanks behind the result: "OK  " */
	SIM_QUIRK_NUMERIC,        /**< digits for results from the start (ATV0) */
	/* echo */
	SIM_QUIRK_ECHO_STUCK,  /**< ATE0 changes nothing */
	SIM_QUIRK_ECHO_DOUBLE, /**< the line again once it is whole */
	SIM_QUIRK_ECHO_NEVER,  /**< neither does ATE1 */
	/* results */
	SIM_QUIRK_NOCOMBINE,      /**< a line of several commands is refused */
	SIM_QUIRK_TEXT_ERRORS,    /**< texts whatever AT+CMEE says */
	SIM_QUIRK_NUMERIC_ERRORS, /**< numbers where AT+CMEE=2 wants texts */
	SIM_QUIRK_VENDOR_FINAL,   /**< COMMAND NOT SUPPORT for what it does not know */
	SIM_QUIRK_ERROR_OK,       /**< OK behind ERROR */
	SIM_QUIRK_URC_INSIDE,     /**< the personality's noise before the result of an answer */
	SIM_QUIRK_OVERTAKE,       /**< what is answered late comes behind the next answer */
	/* messages and memories */
	SIM_QUIRK_HEX_LOWER,        /**< PDUs in a..f */
	SIM_QUIRK_LENGTH_WITH_SMSC, /**< <length> of +CMGL and +CMGR counts the SMSC address */
	SIM_QUIRK_NO_ALPHA,         /**< +CMGL and +CMGR without the field of <alpha> */
	SIM_QUIRK_NO_STAT,          /**< +CMGR without <stat> */
	SIM_QUIRK_INDEX_ZERO,       /**< the first place is 0 */
	SIM_QUIRK_RECORD_BLANK,     /**< an empty line between the header and the PDU of a record */
	SIM_QUIRK_CPMS_SPACES,      /**< blanks behind the commas of +CPMS */
	SIM_QUIRK_CPMS_SILENT,      /**< AT+CPMS= answers OK alone */
	SIM_QUIRK_CPMS_LATE,        /**< what came in the last 500 ms is not counted */
	SIM_QUIRK_CSMS_EXTRA,       /**< a field more at the start of +CSMS? */
	SIM_QUIRK_CDS_EMPTY,        /**< "+CDS: ,<length>" */
	SIM_QUIRK_SHOW_MODE,        /**< +CMGL and +CMGR have <mode>: 1 leaves it unread */
	SIM_QUIRK_SHOW_SIEMENS,     /**< so do ^SMGL and ^SMGR, which the others have not */
	SIM_QUIRK_USSD_PACKED,      /**< texts of USSD are the hex of packed septets */
	SIM_QUIRK_USSD_UCS2,        /**< or of UCS2, whatever is in them */
	SIM_QUIRKS
};

/** A message memory of a personality. */
struct sim_profile_memory {
	const char *name;
	int places; /**< 0: it is not there */
};

/** A command that a personality answers otherwise than the tables do. */
struct sim_profile_answer {
	const char *name; /**< "+CGMI", or "*": each that no row before it has */
	const char *form; /**< NULL: any; "": bare; "?"; "=?"; "=2,*,1": set to what begins so */
	const char *text; /**< before the result, CR LF between its lines; NULL: none */
	struct sim_result result; /**< SIM_NO_ANSWER: as the tables have it */
	bool hushes;              /**< and from now on there is no noise */
};

/** Something that the phone says by itself. */
struct sim_profile_line {
	int after_ms; /**< boot: since power on; noise: since the line before it */
	const char *line;
};

struct sim_profile {
	const char *name;
	uint64_t quirks;           /**< bits of enum sim_quirk */
	struct sim_result unknown; /**< for what it does not know */
	const struct sim_profile_memory *memories;
	size_t memory_count;
	const char *memory; /**< mem1..mem3 at the start */
	const struct sim_profile_answer *answers;
	size_t answer_count;
	const struct sim_profile_line *boot;
	size_t boot_count;
	const struct sim_profile_line *noise; /**< again and again */
	size_t noise_count;
	int cnmi[5];             /**< settings at the start */
	const char *empty_place; /**< what +CMGR says of one; NULL: an error */
	int urc_delay_ms;        /**< between a result and what waited for it */
};

extern const struct sim_profile sim_profiles[];
extern const size_t sim_profile_count;

#define SIM_QUIRK(quirk) (UINT64_C(1) << (quirk))

/** Whether the phone has an oddity: by its personality or by a fault. */
bool sim_quirk(const struct smsmodem_sim *sim, enum sim_quirk quirk);
/** Option profile=NAME. */
int sim_profile_option(struct smsmodem_sim *sim, const char *name, struct smsmodem_error *error);
/** Answer a command if the personality has an answer of its own. */
bool sim_profile_answer(struct smsmodem_sim *sim, const struct sim_call *call,
			struct sim_result *result);
/** The result for a command that is not known. */
struct sim_result sim_profile_unknown(const struct smsmodem_sim *sim);
/** The places of a memory that has `places` without a personality. */
int sim_profile_places(const struct smsmodem_sim *sim, const char *name, int places);
/** The index of the first place. */
int sim_profile_first(const struct smsmodem_sim *sim);
/** What the settings begin with. */
void sim_profile_settings(struct smsmodem_sim *sim);
/** A PDU in hex. @return digits, 0: no room */
size_t sim_profile_hex(const struct smsmodem_sim *sim, const uint8_t *octets, size_t count,
		       char *hex, size_t size);
/** A command line begins: whatever is not due yet may have to wait for its answer. */
void sim_profile_overtake(struct smsmodem_sim *sim);
/** A line that comes before the result of every answer, or NULL. */
const char *sim_profile_inside(const struct smsmodem_sim *sim);
/** Begin to make noise, if there is any and it has not begun. */
void sim_profile_noise(struct smsmodem_sim *sim);
/** Say what the phone says after power on. @return false: there is no personality */
bool sim_profile_boot(struct smsmodem_sim *sim);

#endif
