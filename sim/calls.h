/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Voice calls: one at a time. */
#ifndef SIM_CALLS_H
#define SIM_CALLS_H

#include <smsmodem/error.h>
#include <smsmodem/pdu.h>
#include <stdbool.h>

#define SIM_RING_MS   5000  /**< between two RING */
#define SIM_RINGS_MAX 5     /**< then the caller gives up */
#define SIM_ALERT_MS  1000  /**< until the other phone rings */
#define SIM_ANSWER_MS 3000  /**< until it is answered */
#define SIM_TALK_MS   60000 /**< until the other side has said all */

struct smsmodem_sim;

/** <stat> of +CLCC (27.007 7.18). */
enum sim_voice_stat {
	SIM_VOICE_ACTIVE = 0,
	SIM_VOICE_HELD = 1,
	SIM_VOICE_DIALING = 2,
	SIM_VOICE_ALERTING = 3,
	SIM_VOICE_INCOMING = 4
};

struct sim_voice {
	bool used, incoming;
	enum sim_voice_stat stat;
	struct smsmodem_address peer; /**< empty text: withheld */
	int rings;
	const char *cause; /**< why the last call ended, for +CEER */
};

/* --- call.c --- */

/** A call begins; its other side answers after a while. */
void sim_voice_dial(struct smsmodem_sim *sim, const struct smsmodem_address *peer);
/** A call that comes in is answered. @return false: none is coming in */
bool sim_voice_answer(struct smsmodem_sim *sim);
/** The phone ends the call, if there is one. */
void sim_voice_end(struct smsmodem_sim *sim);
/** Power off: there is no call, and nobody is told. */
void sim_voice_clear(struct smsmodem_sim *sim);
/** What happens at the other side, in words. */
int sim_voice_ring(struct smsmodem_sim *sim, const char *from, struct smsmodem_error *error);
int sim_voice_hangup(struct smsmodem_sim *sim, const char *rest, struct smsmodem_error *error);
int sim_voice_pickup(struct smsmodem_sim *sim, const char *rest, struct smsmodem_error *error);

#endif
