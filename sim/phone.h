/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Inside the simulated phone. It shares nothing with at/, so that a misreading of AT there meets an
 * independent one here.
 */
#ifndef SIM_PHONE_H
#define SIM_PHONE_H

#include "command.h"
#include "faults.h"
#include "messages.h"
#include "queue.h"
#include "schedule.h"
#include <smsmodem/sim.h>

#define SIM_SHOWN_SIZE   (4 * SIM_LINE_MAX) /**< octets of a masked line */
#define SIM_EVENTS_MAX   256                /**< waiting; the oldest is lost */
#define SIM_SECRET_SIZE  9                  /**< a PIN or PUK of 8 digits with NUL (27.007 8.3) */
#define SIM_NUMBER_LIMIT 86400000           /**< largest number in an option or a fault */

/** What ATZ and AT&F put back. */
struct sim_settings {
	bool echo, verbose, quiet;
	int cmee, cmgf, csms, cmms, creg, cgreg, cereg, csdh, clip, cfun;
	int cnmi[5];         /**< mode mt bm ds bfr (27.005 3.4.1) */
	int csmp[4];         /**< fo vp pid dcs (27.005 3.1.2) */
	uint8_t memories[3]; /**< mem1..mem3 (27.005 3.2.2) */
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
	SIM_PROMPT_WRITE
};

struct sim_pending;
struct sim_event;

struct smsmodem_sim {
	struct sim_settings settings;
	/* options */
	struct smsmodem_address number, smsc;
	int64_t latency_ms, network_latency_ms;
	bool echo_at_start, loopback;
	struct sim_fault faults[SIM_FAULTS_MAX];
	size_t fault_count;
	struct smsmodem_sim *neighbour; /**< the next phone of the network, a ring; itself: alone */
	/* SIM card */
	enum sim_lock lock;
	char pin[SIM_SECRET_SIZE], puk[SIM_SECRET_SIZE];
	int pin_attempts_max, pin_attempts, puk_attempts;
	/* clock: the latest now_ms, and when what is being answered is due */
	int64_t now_ms, due_ms;
	struct sim_schedule schedule;
	/* wire */
	struct sim_queue output, held; /**< held: unsolicited lines that wait for an answer's end */
	bool gone, endless;
	size_t endless_position;
	bool opened;    /**< the answer has begun */
	bool answering; /**< a command or payload is being worked on */
	uint64_t random;
	/* input */
	char line[SIM_LINE_MAX + 1], last[SIM_LINE_MAX + 1];
	size_t line_length;
	bool overlong;
	unsigned commands; /**< command lines so far */
	/* payload */
	enum sim_prompt prompt;
	int prompt_length;                         /**< PDU mode: <length> of the command */
	int prompt_stat;                           /**< of +CMGW */
	char prompt_to[4 * SMSMODEM_ADDRESS_SIZE]; /**< text mode */
	unsigned attempts;                         /**< submits so far, the present one included */
	/* messages */
	uint8_t mr;                              /**< next TP-MR to report */
	struct smsmodem_address recipients[256]; /**< of the last message with each TP-MR */
	uint16_t deliver_ref; /**< next concatenation reference of what comes in */
	bool full;
	struct sim_memory memories[SIM_MEMORIES];
	struct sim_pending *pending;
	size_t pending_count;
	/* events */
	struct sim_event *events, *events_tail, *event_taken;
	size_t event_count;
};

void sim_settings_reset(struct smsmodem_sim *sim);
/** Power on: settings back, SIM locked again, whatever was on its way lost. */
void sim_power_on(struct smsmodem_sim *sim);
/** The computer goes: its unfinished line or payload and what it has not read are forgotten. */
void sim_hang_up(struct smsmodem_sim *sim);
/** The phone goes: nothing more is read or answered. */
void sim_unplug(struct smsmodem_sim *sim);

/* --- neighbours.c --- */

/** The phone of this network that has a number, or NULL: it is of the world outside. */
struct smsmodem_sim *sim_neighbour(struct smsmodem_sim *sim, const struct smsmodem_address *number);
/** Leave the network. */
void sim_neighbours_leave(struct smsmodem_sim *sim);

/* --- options.c --- */

int sim_options(struct smsmodem_sim *sim, const char *options, struct smsmodem_error *error);
/** Strictly 0..limit in digits. */
bool sim_number(const char *text, long limit, long *number);

/* --- wire.c --- */

/** A random number; a run is repeated by its seed. */
uint64_t sim_random(struct smsmodem_sim *sim);
/** Octets to the computer: all that the phone says goes through here, or is held until it may. */
void sim_wire_put(struct smsmodem_sim *sim, const void *octets, size_t count, int64_t due_ms);

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
