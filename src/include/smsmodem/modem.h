/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A modem on a device: open it, send messages, ask it things. Every call is synchronous and ends by
 * its timeout; nothing calls back. A modem is used by one thread at a time.
 */
#ifndef SMSMODEM_MODEM_H
#define SMSMODEM_MODEM_H

#include <smsmodem/pdu.h>

#ifdef __cplusplus
extern "C" {
#endif

/** An open modem. Opaque, freed with smsmodem_close. */
struct smsmodem;

/** How to open a modem. Strings are borrowed for the call of smsmodem_open only. */
struct smsmodem_options {
	const char *device; /**< a device URI, as in smsmodem(1) */
	/** Milliseconds until a submitted message must have been answered; 0: 60,000. */
	int64_t send_timeout_ms;
	/** Milliseconds until any other command must have been answered; 0: by the command. */
	int64_t command_timeout_ms;
	const char *trace;     /**< file that gets the transcript, PINs masked, or NULL */
	const char *pin_file;  /**< file whose first line is the SIM PIN, or NULL */
	bool pin_blind;        /**< try the PIN once also where the phone hides the attempts left */
	const char *state_dir; /**< where a refused PIN is remembered, or NULL: not at all */
	int cancel_fd;         /**< readable means: stop; -1: none */
	/** Gets one line that says where to connect to, as soon as a device that listens can be
	 * called; as by write(2), and a failure of that is nobody's. 0 or less: none. */
	int note_fd;
	/** The simulated phone's clock is the real one, for who sits before it; else it is virtual,
	 * and to wait is to move it. */
	bool real_time;
};

#define SMSMODEM_OPTIONS_INIT   \
	{                       \
		.cancel_fd = -1 \
	}

/**
 * Open a device; nothing is said to the modem yet.
 *
 * @return SMSMODEM_OK; SMSMODEM_E_USAGE, _E_NODEVICE, _E_BUSY, _E_PERMISSION, _E_LINK, _E_TIMEOUT,
 *         _E_CANCELLED, _E_OUTPUT (the trace), _E_MEMORY
 */
int smsmodem_open(const struct smsmodem_options *options, struct smsmodem **modem,
		  struct smsmodem_error *error);

/** Close it. NULL is allowed. @return SMSMODEM_OK, or SMSMODEM_E_OUTPUT: the trace is not whole */
int smsmodem_close(struct smsmodem *modem);

/**
 * Make the modem ready for messages: echo off, error numbers, PDU mode, PIN if wanted. Called by
 * smsmodem_send when needed.
 *
 * @return SMSMODEM_OK; SMSMODEM_E_NOMODEM (no answer), _E_PIN, _E_REFUSED (answers AT, but not
 * SMS), _E_TEMPORARY (the SIM is busy), _E_LINK, _E_CANCELLED
 */
int smsmodem_prepare(struct smsmodem *modem, struct smsmodem_error *error);

/** What became of a message. */
enum smsmodem_status {
	SMSMODEM_STATUS_SENT,    /**< every part was accepted by the network (or stored) */
	SMSMODEM_STATUS_FAILED,  /**< no part was accepted */
	SMSMODEM_STATUS_UNKNOWN, /**< a part was handed over and no answer came */
	SMSMODEM_STATUS_PARTIAL  /**< the first parts were accepted, then one was refused */
};

/** "sent", "failed", "unknown" or "partial". A constant string. */
const char *smsmodem_status_name(enum smsmodem_status status);

/** Flags of a sending; a set. */
enum smsmodem_send_flags {
	SMSMODEM_SEND_MORE = 1, /**< further messages follow: keep the radio link up (+CMMS) */
	SMSMODEM_SEND_STORE = 2 /**< write to the phone's storage instead of sending (+CMGW) */
};

/** A message on its way, part by part. Transparent so that it needs no memory of the library. */
struct smsmodem_sending {
	struct smsmodem_encoder encoder; /**< alphabet, parts */
	enum smsmodem_status status;     /**< final when smsmodem_send_next returned <= 0 */
	int sent;                        /**< parts accepted so far */
	/** TP-MR of each accepted part as +CMGS gave it (-1: not to be read); with STORE the index.
	 */
	int16_t refs[SMSMODEM_PARTS_MAX];
	unsigned flags;
};

/**
 * Check and plan a message, and make the modem ready.
 *
 * @param submit borrowed until the sending ends
 * @return parts to come, or a failure of smsmodem_encode_begin or smsmodem_prepare: nothing was
 * sent
 */
int smsmodem_send_begin(struct smsmodem *modem, struct smsmodem_sending *sending,
			const struct smsmodem_submit *submit, unsigned flags,
			struct smsmodem_error *error);

/**
 * Send the next part. Never sends anything twice.
 *
 * @return 1: it was accepted; 0: all were; or the failure that ended the sending:
 *         SMSMODEM_E_UNKNOWN: this part's outcome is unknown; else this part was not sent
 */
int smsmodem_send_next(struct smsmodem *modem, struct smsmodem_sending *sending,
		       struct smsmodem_error *error);

/** Send all parts. @return SMSMODEM_OK or the failure; sending->status says what that means */
int smsmodem_send(struct smsmodem *modem, struct smsmodem_sending *sending,
		  const struct smsmodem_submit *submit, unsigned flags,
		  struct smsmodem_error *error);

/**
 * Run one AT command line as it is.
 *
 * @param line without CR
 * @param data given at a '>' prompt and ended with Ctrl-Z, or NULL
 * @param timeout_ms 0: by the command
 * @return SMSMODEM_OK; SMSMODEM_E_REFUSED or _E_TEMPORARY or _E_PIN by the final result;
 *         SMSMODEM_E_TIMEOUT, or with data handed over SMSMODEM_E_UNKNOWN; SMSMODEM_E_DATA: a line
 * was too long to keep; SMSMODEM_E_LINK, ...
 */
int smsmodem_command(struct smsmodem *modem, const char *line, const char *data, int64_t timeout_ms,
		     struct smsmodem_error *error);

/** Lines of the last command's response. @return the line, valid until the next call, or NULL */
const char *smsmodem_response(const struct smsmodem *modem, size_t index);

/** The last command's final result as the modem gave it ("OK", "+CMS ERROR: 500"), or "". */
const char *smsmodem_result(const struct smsmodem *modem);

/**
 * Wait for a line that was not asked for and starts with prefix; others are passed over.
 *
 * @return SMSMODEM_OK, the line is smsmodem_response(modem, 0), a PDU or text below it is 1;
 *         SMSMODEM_E_TIMEOUT, _E_LINK, _E_CANCELLED
 */
int smsmodem_expect(struct smsmodem *modem, const char *prefix, int64_t timeout_ms,
		    struct smsmodem_error *error);

/**
 * Let time pass on the modem's clock; what comes meanwhile is kept.
 * @return SMSMODEM_OK; SMSMODEM_E_LINK, _E_CANCELLED
 */
int smsmodem_wait(struct smsmodem *modem, int64_t wait_ms, struct smsmodem_error *error);

/**
 * Have the phone keep the status reports that come when nobody waits for them, where it can: it has
 * a memory for them (SR), or nothing but its memories (+CNMI <ds> 2). It goes on with that after
 * smsmodem_close. Before sending what asks for them.
 *
 * @return 1: it does; 0: it cannot; or a failure of smsmodem_prepare or the link
 */
int smsmodem_keep_reports(struct smsmodem *modem, struct smsmodem_error *error);

/**
 * Have the phone tell of status reports (+CNMI), until smsmodem_close puts its setting back; one
 * that has a memory for them goes on to keep them. Before sending what asks for them.
 *
 * @return SMSMODEM_OK, SMSMODEM_E_REFUSED: it cannot, or a failure of smsmodem_prepare
 */
int smsmodem_enable_reports(struct smsmodem *modem, struct smsmodem_error *error);

/**
 * Wait for the next status report; a report is matched to its message by TP-MR and number.
 *
 * @param[out] report kind STATUS_REPORT: mr, peer, scts, discharged, status
 * @return SMSMODEM_OK; SMSMODEM_E_TIMEOUT, _E_LINK, _E_CANCELLED
 */
int smsmodem_next_report(struct smsmodem *modem, struct smsmodem_tpdu *report, int64_t timeout_ms,
			 struct smsmodem_error *error);

/**
 * Who connected to a device that listens: "00:11:22:33:44:55" to bt-listen:, "192.0.2.1:1234" or
 * "[2001:db8::1]:1234" to tcp-listen:. Lives as long as the modem; NULL: it is no such device.
 */
const char *smsmodem_peer(const struct smsmodem *modem);

/** Milliseconds of the modem's clock, which a simulated phone in this process has for itself. */
int64_t smsmodem_now_ms(const struct smsmodem *modem);

/** Whether two numbers are one, compared from the right: "+491701234567" and "01701234567" are. */
bool smsmodem_same_number(const char *a, const char *b);

/**
 * Copy a command line with "****" in place of PINs and passwords, fit to be shown or kept.
 *
 * @return characters, or SMSMODEM_E_SPACE; strlen(line) + 5 octets always suffice
 */
int smsmodem_mask(const char *line, char *masked, size_t size);

#define SMSMODEM_STORAGES_MAX 8

/** What a memory is in use for (27.005 3.2.2); a set. */
enum smsmodem_storage_use {
	SMSMODEM_STORAGE_READS = 1,   /**< <mem1>: messages are listed, read and deleted there */
	SMSMODEM_STORAGE_WRITES = 2,  /**< <mem2>: they are written there, and sent from there */
	SMSMODEM_STORAGE_RECEIVES = 4 /**< <mem3>: those that come are put there */
};

/** A memory for messages. */
struct smsmodem_storage {
	char name[8];    /**< "SM", "ME", ...: upper-case letters and '_' */
	int used, total; /**< places, or -1: not told */
	unsigned uses;   /**< enum smsmodem_storage_use */
};

/** What a phone says of itself. Empty strings and -1: it does not tell. */
struct smsmodem_info {
	char manufacturer[64], model[64], revision[128], imei[32], imsi[32], number[32], smsc[40];
	char operator_name[64];
	char registration[16]; /**< "home", "roaming", "searching", "denied", "none", "unknown",
				  "home-sms", "roaming-sms" */
	int signal_dbm;        /**< -113..-51; 0: unknown */
	int battery_percent;   /**< or -1 */
	struct smsmodem_storage storage[SMSMODEM_STORAGES_MAX]; /**< all memories for messages */
	size_t storages;
};

/** Ask for all of it; what a phone refuses stays empty. @return SMSMODEM_OK or a failure of the
 * link */
int smsmodem_info(struct smsmodem *modem, struct smsmodem_info *info, struct smsmodem_error *error);

#ifdef __cplusplus
}
#endif

#endif
