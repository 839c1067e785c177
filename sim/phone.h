/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Inside the simulated phone. It shares nothing with at/, so that a misreading of AT there meets an
 * independent one here.
 */
#ifndef SIM_PHONE_H
#define SIM_PHONE_H

#include "calls.h"
#include "clock.h"
#include "command.h"
#include "faults.h"
#include "indications.h"
#include "messages.h"
#include "phonebook.h"
#include "profile.h"
#include "queue.h"
#include "radio.h"
#include "schedule.h"
#include "settings.h"
#include "ussd.h"
#include <smsmodem/sim.h>

#define SIM_SHOWN_SIZE       (4 * SIM_LINE_MAX) /**< octets of a masked line */
#define SIM_EVENTS_MAX       256                /**< waiting; the oldest is lost */
#define SIM_SECRET_SIZE      9               /**< a PIN or PUK of 8 digits with NUL (27.007 8.3) */
#define SIM_MESSAGE_PROFILES 4               /**< of +CSAS */
#define SIM_NUMBER_LIMIT     86400000        /**< largest number in an option or a fault */
#define SIM_OWN_NUMBER       "+491700000000" /* where no option gives one */
#define SIM_NEVER            (-1)            /**< a time that does not come */

/** Set by +CSMP (27.005 3.3.3). */
struct sim_csmp {
	int fo, vp, pid, dcs;
	char time[SIM_TIMESTAMP_SIZE]; /**< <vp> absolute, or <scts> of what +CMGW makes; or empty
					*/
};

/** What +CSAS keeps (27.005 3.3.5). */
struct sim_message_profile {
	bool saved;
	struct smsmodem_address smsc;
	struct sim_csmp csmp;
	struct sim_filter filter;
};

/** What ATZ and AT&F put back. */
struct sim_settings {
	bool echo, verbose, quiet;
	int cmee, cmgf, csms, cmms, creg, cgreg, cereg, csdh, clip, cfun;
	int cnmi[5]; /**< mode mt bm ds bfr (27.005 3.4.1) */
	struct sim_csmp csmp;
	uint8_t memories[3]; /**< mem1..mem3 (27.005 3.2.2) */
	struct sim_parameters phone;
	enum sim_charset charset;
};

enum sim_lock {
	SIM_LOCK_NONE,
	SIM_LOCK_PIN,
	SIM_LOCK_PUK,
	SIM_LOCK_DEAD
};

/** What a payload after "> " is for. */
enum sim_prompt {
	SIM_PROMPT_NONE,
	SIM_PROMPT_SEND,
	SIM_PROMPT_WRITE,
	SIM_PROMPT_COMMAND,
	SIM_PROMPT_ACKNOWLEDGE
};

struct sim_pending;
struct sim_script;
struct sim_event;

struct smsmodem_sim {
	struct sim_settings settings;
	struct sim_settings saved; /**< by AT&W, for ATZ */
	bool has_saved;
	/* options */
	struct smsmodem_address number, smsc;
	char imsi[16]; /**< or empty: of the number */
	int64_t latency_ms, jitter_ms, network_latency_ms;
	int64_t acknowledge_ms; /**< that the network waits for +CNMA */
	int baud;               /**< 0: infinitely fast */
	bool echo_at_start, loopback;
	struct sim_fault faults[SIM_FAULTS_MAX];
	size_t fault_count;
	bool noise;                        /**< one of them is on the wire */
	const struct sim_profile *profile; /**< NULL: by the book */
	struct smsmodem_sim *neighbour; /**< the next phone of the network, a ring; itself: alone */
	/* SIM card */
	enum sim_lock lock;
	bool pin_enabled; /**< asked for at power on */
	char pin[SIM_SECRET_SIZE], puk[SIM_SECRET_SIZE];
	int pin_attempts_max, pin_attempts, puk_attempts;
	/* clock: the latest now_ms, and when what is being answered is due */
	int64_t now_ms, due_ms;
	struct sim_schedule schedule;
	/* wire */
	struct sim_queue output, held; /**< held: unsolicited lines that wait for an answer's end */
	int64_t in_free_us, out_free_us; /**< until then an octet is on its way */
	bool gone, endless;
	int64_t replug_ms; /**< when it is there again, or SIM_NEVER */
	size_t endless_position;
	bool opened;    /**< the answer has begun */
	bool answering; /**< a command or payload is being worked on */
	bool noisy;     /**< the personality's noise has begun */
	uint64_t random;
	/* input */
	char line[SIM_LINE_MAX + 1], last[SIM_LINE_MAX + 1];
	size_t line_length;
	bool overlong;
	unsigned commands; /**< command lines so far */
	/* payload */
	enum sim_prompt prompt;
	int prompt_length;                 /**< PDU mode: <length> of the command */
	int prompt_stat;                   /**< of +CMGW; <n> of +CNMA */
	struct smsmodem_address prompt_to; /**< text mode */
	unsigned attempts;                 /**< submits so far, the present one included */
	unsigned long taken;               /**< of them, those that the network has */
	/* the phone around the messages */
	struct sim_radio radio;
	struct sim_voice voice;
	struct sim_phonebook phonebook;
	struct sim_ussd ussd;
	struct sim_clock clock;
	/* messages */
	uint8_t mr;                              /**< next TP-MR to report */
	struct smsmodem_address recipients[256]; /**< of the last message with each TP-MR */
	uint16_t deliver_ref; /**< next concatenation reference of what comes in */
	bool full;
	int64_t card_ms; /**< until then the card is busy */
	struct sim_memory memories[SIM_STORES];
	bool capacity_given[SIM_STORES];
	int capacity[SIM_STORES];
	struct sim_inbox inbox;
	struct sim_indications indications;
	struct sim_filter filter;
	uint16_t broadcast_serial; /**< of the last message that `cb` made */
	struct sim_message_profile message_profiles[SIM_MESSAGE_PROFILES];
	struct sim_pending *pending;
	size_t pending_count;
	struct sim_script *script; /**< played, or NULL; owned */
	/* events */
	struct sim_event *events, *events_tail, *event_taken;
	size_t event_count;
};

void sim_settings_reset(struct smsmodem_sim *sim);
/** ATZ: what AT&W saved, or else as they leave the factory. */
void sim_settings_restore(struct smsmodem_sim *sim);
/** Power on: settings back, SIM locked again, whatever was on its way lost. */
void sim_power_on(struct smsmodem_sim *sim);
/** Off and on again: an action of the schedule, its number is nothing. */
void sim_reboot(struct smsmodem_sim *sim, int number);
/** A command line to a phone that hangs: it starts anew if that says so. */
void sim_power_hangs(struct smsmodem_sim *sim, const char *line);
/** The computer goes: its unfinished line or payload and what it has not read are forgotten. */
void sim_hang_up(struct smsmodem_sim *sim);
/** The phone goes: nothing more is read or answered. */
void sim_unplug(struct smsmodem_sim *sim);
/** It is there again, as after power on; what it said meanwhile has not been heard. */
void sim_plug(struct smsmodem_sim *sim);

/* --- neighbours.c --- */

/** The phone of this network that has a number, or NULL: it is of the world outside. */
struct smsmodem_sim *sim_neighbour(struct smsmodem_sim *sim, const struct smsmodem_address *number);
/** The network carries a part to the phone that has its recipient's number, or to the world
 * outside, where it arrives at once. */
void sim_carry(struct smsmodem_sim *sim, const struct smsmodem_tpdu *submit, uint8_t mr);
/** What came has been taken: whoever of this network sent it is told, if he wants to be. */
void sim_carried(struct smsmodem_sim *sim, const struct sim_origin *origin);
/** Leave the network. */
void sim_neighbours_leave(struct smsmodem_sim *sim);

/* --- options.c --- */

int sim_options(struct smsmodem_sim *sim, const char *options, struct smsmodem_error *error);
/** Strictly 0..limit in digits. */
bool sim_number(const char *text, long limit, long *number);

/* --- pin.c --- */

/** The card as it is put in: its PIN is asked for if an option gave one. */
void sim_pin_start(struct smsmodem_sim *sim);
/** What the PIN of the card says to a PIN: SIM_OK, or an error and one attempt less. */
struct sim_result sim_pin_check(struct smsmodem_sim *sim, const char *pin);
bool sim_pin_is_legal(const char *pin);
/** After power on: how the card is locked. */
void sim_pin_announce(struct smsmodem_sim *sim);

/* --- wire.c --- */

/** A random number; a run is repeated by its seed. */
uint64_t sim_random(struct smsmodem_sim *sim);
/** Octets to the computer: all that the phone says goes through here, or is held until it may. */
void sim_wire_put(struct smsmodem_sim *sim, const void *octets, size_t count, int64_t due_ms);
/** Time passes: one that has gone may be there again, else what is due is done. */
void sim_wire_time(struct smsmodem_sim *sim, int64_t now_ms);
/** What was held may go. */
void sim_wire_release(struct smsmodem_sim *sim, int64_t due_ms);
/** Nothing is on its way any more, in neither direction. */
void sim_wire_clear(struct smsmodem_sim *sim);
/** When the last octet from the computer has come. */
int64_t sim_arrived_ms(const struct smsmodem_sim *sim);
/** Milliseconds until the phone answers, this time. */
int64_t sim_latency(struct smsmodem_sim *sim);

/* --- line.c: octets to command lines --- */

void sim_line_octet(struct smsmodem_sim *sim, char octet);

/* --- events.c --- */

/** Add an event; its strings are copied. */
void sim_event_add(struct smsmodem_sim *sim, const struct smsmodem_sim_event *event);
void sim_event_command(struct smsmodem_sim *sim, const char *line);
void sim_events_free(struct smsmodem_sim *sim);

/* --- mask.c --- */

/** Copy a line for showing: PINs and passwords as "****", what is not ASCII as '?'. */
void sim_mask(const char *line, char shown[SIM_SHOWN_SIZE]);

#endif
