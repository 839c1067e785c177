/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The radio side: network, signal, battery, and what is announced when they change. */
#ifndef SIM_RADIO_H
#define SIM_RADIO_H

#include <smsmodem/error.h>
#include <stdbool.h>
#include <stddef.h>

#define SIM_INDICATORS    9  /**< of +CIND */
#define SIM_SIGNAL_NONE   99 /**< <rssi> that is not known (27.007 8.5) */
#define SIM_REGISTRATIONS 3  /**< +CREG, +CGREG, +CEREG */
#define SIM_APN_SIZE      64

struct smsmodem_sim;

/** <stat> of +CREG (27.007 7.2). */
enum sim_network_stat {
	SIM_NETWORK_OFF = 0,
	SIM_NETWORK_HOME = 1,
	SIM_NETWORK_SEARCHING = 2,
	SIM_NETWORK_DENIED = 3,
	SIM_NETWORK_ROAMING = 5,
	SIM_NETWORK_SMS_ONLY = 6 /**< home, and nothing but messages */
};

/** <mode> of +COPS (27.007 7.3). */
enum sim_network_mode {
	SIM_MODE_AUTOMATIC = 0,
	SIM_MODE_MANUAL = 1,
	SIM_MODE_DEREGISTERED = 2,
	SIM_MODE_FORMAT = 3,
	SIM_MODE_EITHER = 4
};

struct sim_radio {
	/* from outside */
	enum sim_network_stat offered;
	int signal, battery; /**< <rssi>; percent */
	/* from the computer */
	enum sim_network_mode mode;
	size_t operator_chosen; /**< of SIM_MODE_MANUAL */
	bool attached;          /**< +CGATT */
	bool lost;              /**< a fault took the network, whatever it offers */
	char pdp_type[8], apn[SIM_APN_SIZE];
	/* what the computer was told last */
	int registrations[SIM_REGISTRATIONS];
	int indicators[SIM_INDICATORS];
};

/* --- network.c --- */

void sim_radio_defaults(struct sim_radio *radio);
/** Power on: automatic choice of a network, and nothing to announce. */
void sim_radio_start(struct smsmodem_sim *sim);
/** "home", "roaming", "searching", "denied", "sms-only", "off". @return false: none of them */
bool sim_network_parse(const char *name, enum sim_network_stat *stat);
/** Fill error. @return SMSMODEM_E_USAGE */
int sim_network_unknown(struct smsmodem_error *error);
/** What the network offers from now on. */
void sim_network_set(struct smsmodem_sim *sim, enum sim_network_stat stat);
/** It is lost, or what was lost so is back. */
void sim_network_lose(struct smsmodem_sim *sim, bool lost);
/** <stat> of +CREG: what the network offers and the computer lets the phone take. */
enum sim_network_stat sim_registration(const struct smsmodem_sim *sim);
/** Whether messages and calls can go. */
bool sim_registered(const struct smsmodem_sim *sim);
/** Say which registrations have changed, where it is asked for. */
void sim_registrations_announce(struct smsmodem_sim *sim);

/* --- signal.c --- */

int sim_signal(const struct smsmodem_sim *sim);
int sim_signal_set(struct smsmodem_sim *sim, const char *value, struct smsmodem_error *error);
int sim_battery_set(struct smsmodem_sim *sim, const char *value, struct smsmodem_error *error);

/* --- indicators.c --- */

/** Say what has changed since the last time: +CREG, +CIEV. */
void sim_changes(struct smsmodem_sim *sim);

#endif
