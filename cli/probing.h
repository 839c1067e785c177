/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Devices that could be modems: found, asked all at once, and put in order with the reason. */
#ifndef PROBING_H
#define PROBING_H

#include "cli.h"

#define PROBING_DEVICE_SIZE 512
#define PROBING_WHY_SIZE    (SMSMODEM_ERROR_TEXT_SIZE + 96)

/** What is found of a device, the best first. */
enum probing_verdict {
	PROBING_TELLS,     /**< SMS in PDU mode, and it tells of new messages */
	PROBING_SMS,       /**< SMS in PDU mode */
	PROBING_SMS_PIN,   /**< likewise, when its SIM has got what it wants */
	PROBING_AT_PIN,    /**< AT; of SMS it will tell when its SIM has got what it wants */
	PROBING_TEXT_ONLY, /**< AT, SMS in text mode alone */
	PROBING_AT,
	PROBING_BUSY,      /**< another process has it */
	PROBING_FORBIDDEN, /**< no permission */
	PROBING_TALKS,     /**< it says something that is no result */
	PROBING_SILENT,
	PROBING_FAILED,
	PROBING_NOT_ASKED
};

/** A device, and what it said. */
struct probing_target {
	char device[PROBING_DEVICE_SIZE];           /**< as -d takes it */
	const struct smsmodem_port *port;           /**< the serial port that it is, or NULL */
	const struct smsmodem_bt_device *bluetooth; /**< the Bluetooth device, or NULL */
	const char *unasked; /**< why it is not to be asked: a constant, or NULL */
	bool asked;
	int code;                    /**< of opening and asking it */
	struct smsmodem_error error; /**< of that */
	struct smsmodem_probe probe;
	enum probing_verdict verdict;
	size_t order;                      /**< in which it was found */
	const struct probing_target *twin; /**< a better way to the same modem, or NULL */
	unsigned rank;                     /**< from 1 */
	char why[PROBING_WHY_SIZE];
};

struct probing {
	struct smsmodem_port *ports; /**< owned, as all here */
	size_t port_count;
	struct smsmodem_bt_device *devices;
	size_t device_count;
	struct probing_target *targets; /**< ports, then Bluetooth; by rank once they were asked */
	size_t count;
};

/**
 * Find serial ports, and where wanted Bluetooth devices; a kind that cannot be asked for is left
 * out with a note.
 * @return 0, or an exit code (reported)
 */
int probing_find(struct cli *cli, bool bluetooth, struct probing *probing);

/** Have one target, by what -d would be given; it is a port if it leads to one. As probing_find. */
int probing_one(struct cli *cli, const char *device, struct probing *probing);

/**
 * Ask all that may be asked, each for a second or for --timeout.
 * @return SMSMODEM_OK; SMSMODEM_E_CANCELLED, _E_MEMORY
 */
int probing_ask(struct cli *cli, struct probing *probing, struct smsmodem_error *error);

/** Likewise, and put them in order. @return 0, or an exit code: interrupted (reported) */
int probing_run(struct cli *cli, struct probing *probing);

void probing_free(struct probing *probing);

/** Whether it sends and takes messages, now or when its SIM has got its PIN. */
bool probing_has_sms(const struct probing_target *target);

/* --- probing_rank.c --- */

/** Give each its verdict, put the best first, and say why. */
void probing_rank(struct probing *probing);

/* --- probing_shown.c --- */

/** What it says of itself, behind the others: "HUAWEI E169, IMEI 3569...", or empty. */
void probing_identity(const struct probing_target *target, char *text, size_t size);

/** The key "probe" of its JSON, or NULL when out of memory. */
json_t *probing_json(const struct probing_target *target);

/** Print all as rows, by rank. */
void probing_print(FILE *stream, const struct probing *probing);

#endif
