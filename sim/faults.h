/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What goes wrong. */
#ifndef SIM_FAULTS_H
#define SIM_FAULTS_H

#include "answer.h"
#include <smsmodem/error.h>
#include <stdbool.h>
#include <stddef.h>

#define SIM_FAULTS_MAX   32 /**< given at once */
#define SIM_PATTERN_SIZE 32 /**< of a pattern of numbers, with NUL */

struct smsmodem_sim;

enum sim_fault_kind {
	/* instead of the prompt, or on its way */
	SIM_FAULT_CMS_PROMPT,
	SIM_FAULT_CME_PROMPT,
	SIM_FAULT_ERROR_PROMPT,
	SIM_FAULT_BUSY_PROMPT,
	SIM_FAULT_GARBAGE_PROMPT,
	SIM_FAULT_SILENT_PROMPT,
	SIM_FAULT_CUT_PROMPT,
	SIM_FAULT_LATE_PROMPT,
	SIM_FAULT_URC_PROMPT,
	SIM_FAULT_REBOOT_PROMPT,
	SIM_FAULT_UNPLUG_PROMPT,
	/* behind the payload, before the network has it */
	SIM_FAULT_CMS,
	SIM_FAULT_CME,
	SIM_FAULT_ERROR,
	SIM_FAULT_CUT_ERROR,
	SIM_FAULT_LOST_SUBMIT,
	SIM_FAULT_REBOOT_SUBMIT,
	SIM_FAULT_UNPLUG_LOST,
	SIM_FAULT_NETWORK_LOST,
	SIM_FAULT_NETWORK_BACK,
	SIM_FAULT_NOREG,
	/* when the network has it */
	SIM_FAULT_SILENT_SUBMIT,
	SIM_FAULT_REBOOT_SENT,
	SIM_FAULT_UNPLUG_SUBMIT,
	SIM_FAULT_LATE,
	SIM_FAULT_URC_CMT,
	SIM_FAULT_URC_CDS,
	SIM_FAULT_URC_OK,
	SIM_FAULT_URC_ERROR,
	SIM_FAULT_CUT_SUBMIT,
	SIM_FAULT_NO_MR,
	SIM_FAULT_URC_MIDDLE,
	SIM_FAULT_ANSWER_TWICE,
	SIM_FAULT_NO_OK,
	SIM_FAULT_OK_LATE,
	SIM_FAULT_REPORT,
	SIM_FAULT_NO_REPORT,
	/* of every answer */
	SIM_FAULT_SILENT,
	SIM_FAULT_HANG,
	SIM_FAULT_ENDLESS,
	SIM_FAULT_GARBAGE,
	SIM_FAULT_URC,
	SIM_FAULT_PROMPT_BARE,
	SIM_FAULT_PROMPT_CRLF,
	SIM_FAULT_PROMPT_NOSPACE,
	SIM_FAULT_ECHO_STUCK,
	SIM_FAULT_ECHO_DOUBLE,
	SIM_FAULT_ECHO_ONLY,
	SIM_FAULT_NOCOMBINE,
	SIM_FAULT_NUMERIC,
	SIM_FAULT_TEXT_ERRORS,
	SIM_FAULT_VENDOR_FINAL,
	SIM_FAULT_TEXT_ONLY,
	SIM_FAULT_USSD_PACKED,
	SIM_FAULT_USSD_UCS2,
	/* of the phone */
	SIM_FAULT_FULL,
	SIM_FAULT_SIM_BUSY,
	SIM_FAULT_FLASH_DIRECT,
	SIM_FAULT_URC_LOST,
	SIM_FAULT_REBOOT_LATER,
	SIM_FAULT_UNPLUG_LATER,
	SIM_FAULT_REPLUG,
	/* of octets on the wire: in both directions, to the phone, from it */
	SIM_FAULT_DROP,
	SIM_FAULT_DROP_IN,
	SIM_FAULT_DROP_OUT,
	SIM_FAULT_GARBLE,
	SIM_FAULT_GARBLE_IN,
	SIM_FAULT_GARBLE_OUT,
	SIM_FAULT_DOUBLE,
	SIM_FAULT_DOUBLE_IN,
	SIM_FAULT_DOUBLE_OUT
};

struct sim_fault {
	enum sim_fault_kind kind;
	int number;                     /**< error code, milliseconds, or one octet in so many */
	unsigned at;                    /**< which one, counted from 1; 0: every one */
	unsigned since;                 /**< what had been counted when the fault was given */
	char pattern[SIM_PATTERN_SIZE]; /**< recipients, with '*' and '?'; empty: all */
};

/* --- faults.c --- */

int sim_fault_add(struct smsmodem_sim *sim, const char *spec, struct smsmodem_error *error);
/** None from now on; what has been lost comes back. */
void sim_fault_clear(struct smsmodem_sim *sim);
/** The fault of a kind that hits the at-th time, whoever the recipient is, or NULL. */
const struct sim_fault *sim_fault_at(const struct smsmodem_sim *sim, enum sim_fault_kind kind,
				     unsigned at);
/** The fault of a kind that hits the present submit to a recipient, or NULL. */
const struct sim_fault *sim_fault_to(const struct smsmodem_sim *sim, enum sim_fault_kind kind,
				     const char *to);
bool sim_fault(const struct smsmodem_sim *sim, enum sim_fault_kind kind);

/* --- fault_submit.c: what goes wrong around a submit --- */

/** Ask for a payload to be sent, or do what a fault has instead. */
struct sim_result sim_prompt_to_send(struct smsmodem_sim *sim);
/** Before the network takes a message: SIM_OK, or what keeps it from that. */
struct sim_result sim_fault_before(struct smsmodem_sim *sim, const char *to);
/** The network that network-lost took is there again. */
void sim_fault_network_back(struct smsmodem_sim *sim);
/** It has been taken: the answer. @param name "+CMGS" or "+CMSS" */
struct sim_result sim_fault_after(struct smsmodem_sim *sim, const char *to, const char *name);

/* --- fault_phone.c: what happens to the phone as a whole --- */

/** A new phone: what is to happen later is put into the schedule. */
void sim_fault_start(struct smsmodem_sim *sim);
/** A fault begins: what is to happen later is put into the schedule. */
void sim_fault_begin(struct smsmodem_sim *sim, const struct sim_fault *fault);
/** All faults end: what was to happen does not, and what was lost comes back. */
void sim_fault_end(struct smsmodem_sim *sim);
/** Whether no place is free for messages, by `full on` or by a fault. */
bool sim_full(const struct smsmodem_sim *sim);
/** The phone was unplugged: will it be there again? */
void sim_fault_unplugged(struct smsmodem_sim *sim);
/** Whether the phone says nothing any more. */
bool sim_fault_silent(const struct smsmodem_sim *sim);
/** Whether it does nothing, but start anew when AT+CFUN=1,1 tells it to. */
bool sim_fault_hangs(const struct smsmodem_sim *sim);
/** Whether a line that it would say by itself is lost. */
bool sim_fault_unsaid(struct smsmodem_sim *sim);
/** Started anew: it hangs no more. */
void sim_fault_restarted(struct smsmodem_sim *sim);
/** Whether it says nothing by itself: it is silent, or nothing but an echo. */
bool sim_fault_dead(const struct smsmodem_sim *sim);

/* --- noise.c --- */

enum sim_direction {
	SIM_TO_PHONE,
	SIM_FROM_PHONE
};

/** What becomes of an octet on the wire. @return 0, 1 or 2 octets of noisy */
size_t sim_noise(struct smsmodem_sim *sim, enum sim_direction direction, char octet, char noisy[2]);

#endif
