/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can go wrong: one enum from the codec to the exit code, one struct that says why. */
#ifndef SMSMODEM_ERROR_H
#define SMSMODEM_ERROR_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Results of every function of this library: >= 0 is success (often a count), the codes below are
 * failures. Each has a short name for machines and an exit code for programs.
 */
enum smsmodem_code {
	SMSMODEM_OK = 0,
	SMSMODEM_E_REFUSED = -1,     /**< the modem or the network refused for good */
	SMSMODEM_E_UNKNOWN = -2,     /**< handed over, but no answer came: sent or not is unknown */
	SMSMODEM_E_PARTIAL = -3,     /**< some parts or recipients, not all */
	SMSMODEM_E_USAGE = -4,       /**< the call or the command line makes no sense */
	SMSMODEM_E_PDU = -5,         /**< a malformed PDU; error.offset is the octet */
	SMSMODEM_E_NUMBER = -6,      /**< not a telephone number */
	SMSMODEM_E_UTF8 = -7,        /**< text that is not UTF-8; error.offset is the octet */
	SMSMODEM_E_TEXT = -8,        /**< text that cannot be encoded as asked, or is too long */
	SMSMODEM_E_DATA = -9,        /**< other malformed input (hex, JSON, a duration, ...) */
	SMSMODEM_E_NOINPUT = -10,    /**< an input file is missing or cannot be read */
	SMSMODEM_E_NODEVICE = -11,   /**< the device is not there */
	SMSMODEM_E_BUSY = -12,       /**< another process has the device; the text names it */
	SMSMODEM_E_NOMODEM = -13,    /**< nothing on the device answers as a modem */
	SMSMODEM_E_BUG = -14,        /**< our own bug */
	SMSMODEM_E_SPACE = -15,      /**< the caller's buffer is too small */
	SMSMODEM_E_LINK = -16,       /**< the link to the modem broke */
	SMSMODEM_E_OUTPUT = -17,     /**< an output could not be written */
	SMSMODEM_E_TEMPORARY = -18,  /**< refused for now; nothing was sent */
	SMSMODEM_E_TIMEOUT = -19,    /**< no answer in time; nothing was sent */
	SMSMODEM_E_CANCELLED = -20,  /**< the caller cancelled; nothing was sent */
	SMSMODEM_E_MEMORY = -21,     /**< out of memory */
	SMSMODEM_E_PERMISSION = -22, /**< no permission to open the device or file */
	SMSMODEM_E_PIN = -23,        /**< the SIM wants a PIN or PUK */
	SMSMODEM_E_CONFIG = -24      /**< a configuration file is wrong, or a library is missing */
};

/** Octets of error.text, its terminating NUL included. */
#define SMSMODEM_ERROR_TEXT_SIZE 384

/**
 * Why something failed. Owned by the caller, filled once where the failure is known, and valid only
 * when a function has returned a failure. Numbers that do not apply are -1.
 */
struct smsmodem_error {
	int code;      /**< an enum smsmodem_code */
	int sys_errno; /**< errno, or 0 */
	int cms;       /**< <err> of +CMS ERROR (27.005 3.2.5), or -1 */
	int cme;       /**< <err> of +CME ERROR (27.007 9.2), or -1 */
	long offset;   /**< octet of the input at which it is wrong, or -1 */
	/** One UTF-8 line for people: what failed, why, what to do. No control characters. */
	char text[SMSMODEM_ERROR_TEXT_SIZE];
};

/**
 * Fill *error with code and a printf-style text; control characters in it become '?'.
 *
 * @param error may be NULL, then only the code is passed on
 * @return code
 */
int smsmodem_error_set(struct smsmodem_error *error, int code, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/** The machine name of a code, such as "refused" or "pdu". A constant string. */
const char *smsmodem_code_name(int code);

/** The exit code of a program that ends with this code (0, 1, 2, 3, or a sysexits number). */
int smsmodem_code_exit(int code);

#ifdef __cplusplus
}
#endif

#endif
