/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Finding out in a moment whether a device is a modem, and which. Nothing in it is changed. error
 * may be NULL everywhere; then the code alone is told.
 */
#ifndef SMSMODEM_PROBE_H
#define SMSMODEM_PROBE_H

#include <smsmodem/modem.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Octets of an IMEI with its NUL. */
#define SMSMODEM_IMEI_SIZE 32

/** What a device has shown of itself; texts are UTF-8 without control characters. */
struct smsmodem_probe {
	bool answers;   /**< AT gets a result; without it nothing else is known */
	bool talks;     /**< something came, be it no result */
	bool pdu_mode;  /**< +CMGF=? has 0 */
	bool text_mode; /**< +CMGF=? has 1 */
	bool tells;     /**< +CNMI=? says that it can tell of new messages */
	bool reports;   /**< +CNMI=? says that it can hand on status reports */
	char pin[24];   /**< of +CPIN?: "READY", "SIM PIN", "SIM PUK", ...; empty: unknown */
	char manufacturer[64], model[64], revision[128];
	char imei[SMSMODEM_IMEI_SIZE]; /**< 14 to 17 digits, or empty */
	int64_t took_ms;               /**< until the first answer */
};

/**
 * Ask an open modem what it is. It is asked AT, at most twice, and only what answers is asked more;
 * no setting of it is changed.
 *
 * @param timeout_ms for each question; 0: 1,000
 * @return SMSMODEM_OK, also if nothing answers; SMSMODEM_E_LINK, _E_CANCELLED
 */
int smsmodem_probe(struct smsmodem *modem, int64_t timeout_ms, struct smsmodem_probe *probe,
		   struct smsmodem_error *error);

/**
 * Ask for the IMEI alone (27.007 5.4), as it is all that tells two modems of a make apart.
 *
 * @param timeout_ms for each question; 0: 1,000
 * @param[out] imei 14 to 17 digits; empty: the modem answers, but does not tell
 * @return SMSMODEM_OK; SMSMODEM_E_NOMODEM: no answer; SMSMODEM_E_LINK, _E_CANCELLED, _E_MEMORY
 */
int smsmodem_imei(struct smsmodem *modem, int64_t timeout_ms, char imei[SMSMODEM_IMEI_SIZE],
		  struct smsmodem_error *error);

/** Whether two IMEIs are one: their check digit and version aside (23.003 6.2). */
bool smsmodem_same_imei(const char *a, const char *b);

#ifdef __cplusplus
}
#endif

#endif
