/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The simulated phone: bytes in, bytes and events out, time an argument. No descriptor, no thread,
 * no sleep: whoever mounts it on a pty, a socket or a test moves the bytes and the clock.
 */
#ifndef SMSMODEM_SIM_H
#define SMSMODEM_SIM_H

#include <smsmodem/error.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/** A simulated phone. Opaque, freed with smsmodem_sim_free. */
struct smsmodem_sim;

/**
 * Make a phone.
 *
 * @param options "name=value" pairs separated by '&', values percent-encoded, or NULL: number,
 *        smsc (or "none"), latency (ms until an answer), jitter (ms more, by chance),
 *        network-latency (ms more until +CMGS), acknowledge (ms until +CNMA is late), baud=N (bits
 * per second), echo=on|off, pin=DIGITS, puk=DIGITS, pin-attempts=N, loopback=on|off, seed=N,
 * signal=N, battery=N, network=home|roaming|searching|denied|sms-only|off,
 * storage=me=N,sm=N,sr=N,bm=N (places), profile=NAME, ussd=CODE:TEXT and ussd-menu=CODE:TEXT
 * (repeatable), fault=SPEC (repeatable); smsmodem-sim(1) has the personalities and the faults
 * @return NULL after a failure: SMSMODEM_E_USAGE or _E_NUMBER names the option or value,
 *         SMSMODEM_E_MEMORY
 */
struct smsmodem_sim *smsmodem_sim_new(const char *options, struct smsmodem_error *error);

/** Free it. NULL is allowed. */
void smsmodem_sim_free(struct smsmodem_sim *sim);

/**
 * Bytes from the computer to the phone, at now_ms of any clock that starts at 0 or later and does
 * not go back. What the phone answers and nobody takes is bounded: over 1 MiB it is lost.
 */
void smsmodem_sim_input(struct smsmodem_sim *sim, const void *octets, size_t count, int64_t now_ms);

/** Bytes from the phone that are due by now_ms. @return octets written, 0: none yet */
size_t smsmodem_sim_output(struct smsmodem_sim *sim, void *octets, size_t size, int64_t now_ms);

/** When the next bytes are due, perhaps in the past; negative: nothing is on its way. */
int64_t smsmodem_sim_deadline(const struct smsmodem_sim *sim);

/**
 * The same without the bytes that nobody takes: when the phone next does something by itself, such
 * as ring, go or come back. smsmodem_sim_output at that time, of no octets too, lets it.
 */
int64_t smsmodem_sim_action_deadline(const struct smsmodem_sim *sim);

/**
 * True once the phone has gone (fault or "unplug"): close what it is mounted on. While it is gone,
 * smsmodem_sim_deadline is the time at which it comes back (the control command "replug MS", the
 * fault replug=MS), negative: it stays away. It is back after smsmodem_sim_output at that time.
 */
bool smsmodem_sim_gone(const struct smsmodem_sim *sim);

/** The phone's own number, "+491700000000" unless its options say another; the phone's. */
const char *smsmodem_sim_number(const struct smsmodem_sim *sim);

/**
 * Put two phones, and all that each already reaches, into one network: what is sent to the number
 * of one of them is delivered there, and reported when it has arrived. Without this a phone reaches
 * itself alone, and every other number is taken for one of the world outside. All phones of a
 * network are used by one thread and given one clock; each may be freed at any time.
 */
void smsmodem_sim_connect(struct smsmodem_sim *sim, struct smsmodem_sim *other);

/**
 * SUBMITs, each of which is a message or a part of one, that the network has taken so far, whatever
 * the phone then said of them.
 */
unsigned long smsmodem_sim_taken(const struct smsmodem_sim *sim);

/** What happened in the phone. */
enum smsmodem_sim_event_kind {
	SMSMODEM_SIM_SUBMIT,  /**< a whole message was submitted, all its parts */
	SMSMODEM_SIM_COMMAND, /**< a command line came */
	SMSMODEM_SIM_SCRIPT   /**< what came is not what the script has, or it has a bad command */
};

/** An event; the strings are the phone's and valid until its next call. */
struct smsmodem_sim_event {
	enum smsmodem_sim_event_kind kind;
	const char *line;     /**< COMMAND: the line, without its CR, a PIN masked */
	const char *to;       /**< SUBMIT: the recipient */
	const char *smsc;     /**< SUBMIT: empty when the PDU had none */
	const char *text;     /**< SUBMIT: UTF-8, or NULL for 8-bit data; SCRIPT: what is wrong */
	const char *data;     /**< SUBMIT: hex of 8-bit data, or NULL */
	const char *pdu;      /**< SUBMIT: the parts in hex, a blank between them */
	int parts;            /**< SUBMIT */
	const char *encoding; /**< SUBMIT: as smsmodem_encoding_name */
	long script_line;     /**< SCRIPT: the line of the script, or 0 */
};

/** Take the next event; of more than 256 that wait the oldest are lost. @return true: *event holds
 * it */
bool smsmodem_sim_next_event(struct smsmodem_sim *sim, struct smsmodem_sim_event *event);

/**
 * Tell the phone something has happened to it.
 *
 * @param command "deliver FROM TEXT", "deliver-pdu HEX" (SMSC address and TPDU), "cb TEXT",
 *        "cb-pdu HEX" (a page of cell broadcast), "report REF delivered|pending|failed", "urc
 * LINE", "ring FROM|withheld", "hangup-call", "answer-call", "ussd TEXT", "ussd-menu TEXT", "signal
 * N", "battery N", "full on|off", "hangup" (the computer went: its unfinished line and what it has
 * not read are forgotten), "unplug", "plug", "replug MS", "reboot", "fault SPEC|none",
 * "clear-faults", "latency MS", "jitter MS", "network home|roaming|searching|denied|off"
 * @return SMSMODEM_OK, SMSMODEM_E_USAGE, what the codec says of a sender or text,
 *         SMSMODEM_E_NODEVICE for what a phone that has gone can neither say nor keep, or
 *         SMSMODEM_E_TEMPORARY: the network keeps 256 messages or parts for the phone, and has room
 *         for these when that has taken some; nothing has happened, and the command can be given
 *         again
 */
int smsmodem_sim_control(struct smsmodem_sim *sim, const char *command, int64_t now_ms,
			 struct smsmodem_error *error);

/** How a script is played; a set. */
enum smsmodem_sim_script_flags {
	SMSMODEM_SIM_SCRIPT_STRICT = 1, /**< only what it has, in its order; else the phone goes */
	SMSMODEM_SIM_SCRIPT_NO_DELAYS = 2 /**< answers come at once */
};

/**
 * Have a new phone play a transcript, as smsmodem-transcript(5) says: it answers what the other
 * phone answered. A transcript of commands only is a timetable for the phone as it is.
 *
 * @param text is copied
 * @return SMSMODEM_OK; SMSMODEM_E_DATA: a line is wrong, error.text names it; SMSMODEM_E_MEMORY
 */
int smsmodem_sim_script(struct smsmodem_sim *sim, const char *text, size_t length, unsigned flags,
			struct smsmodem_error *error);

/** Milliseconds of the monotonic clock, for who mounts the phone on a descriptor. */
int64_t smsmodem_sim_clock_ms(void);

#ifdef __cplusplus
}
#endif

#endif
