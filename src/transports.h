/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The transports, each opened by its own URI. Every opener fills *error on failure. */
#ifndef TRANSPORTS_H
#define TRANSPORTS_H

#include "owner.h"
#include "transport.h"
#include "uri.h"
#include <stdbool.h>

/**
 * Open any device URI (or a bare path that starts with '/').
 *
 * @param[out] transport closed with ops->close by the caller
 * @return SMSMODEM_OK, SMSMODEM_E_USAGE (no such scheme or option), _E_NODEVICE, _E_BUSY,
 * _E_PERMISSION, _E_LINK, _E_TIMEOUT, _E_CANCELLED, _E_MEMORY
 */
int transport_open(const char *uri, const struct transport_options *options,
		   struct transport **transport, struct smsmodem_error *error);

/** tty:PATH[?baud=N&parity=none|even|odd&bits=5..8&stop=1|2&flow=none|rtscts|xonxoff] or a path. */
int transport_open_tty(const char *rest, const struct transport_options *options,
		       struct transport **transport, struct smsmodem_error *error);

/** usb:VID:PID[:SERIAL][#INTERFACE][?port=TOPOLOGY&options of tty:], looked up now. */
int transport_open_usb(const char *rest, const struct transport_options *options,
		       struct transport **transport, struct smsmodem_error *error);

/** tcp:HOST:PORT, HOST may be [v6]. */
int transport_open_tcp(const char *rest, const struct transport_options *options,
		       struct transport **transport, struct smsmodem_error *error);

/** tcp-listen:[HOST:]PORT; waits for one peer and stops listening. */
int transport_open_tcp_listen(const char *rest, const struct transport_options *options,
			      struct transport **transport, struct smsmodem_error *error);

/** fd:N; the descriptor is duplicated, so closing leaves the caller's open. */
int transport_open_fd(const char *rest, const struct transport_options *options,
		      struct transport **transport, struct smsmodem_error *error);

/** sim:[?OPTION=VALUE&...], the simulated phone in this process with a virtual clock. */
int transport_open_sim(const char *rest, const struct transport_options *options,
		       struct transport **transport, struct smsmodem_error *error);

/**
 * When a simulated phone has something to say, by its transport's clock; negative: never.
 * @return false: this is no simulated phone
 */
bool sim_transport_due(const struct transport *transport, int64_t *due_ms);

/* --- the line of a serial port --- */

enum tty_parity {
	TTY_PARITY_NONE,
	TTY_PARITY_EVEN,
	TTY_PARITY_ODD
};

enum tty_flow {
	TTY_FLOW_NONE,
	TTY_FLOW_RTSCTS,
	TTY_FLOW_XONXOFF
};

struct tty_settings {
	int baud;
	int parity; /**< enum tty_parity */
	int bits;   /**< 5..8 */
	int stop;   /**< 1 or 2 */
	int flow;   /**< enum tty_flow */
};

/** Options to settings; what is not named is 115200 8N1 without flow control.
 *
 * @return SMSMODEM_OK or SMSMODEM_E_USAGE, then the text names what is known
 */
int tty_settings_parse(const struct uri_option *options, size_t count,
		       struct tty_settings *settings, struct smsmodem_error *error);

/**
 * Make the line raw with these settings.
 * @param device canonical path of what fd is; needed to find it by libserialport
 * @return SMSMODEM_OK, SMSMODEM_E_USAGE (the port cannot do that), SMSMODEM_E_NODEVICE
 */
int tty_settings_apply(int fd, const char *device, const struct tty_settings *settings,
		       struct smsmodem_error *error);

/** What the line of a terminal is set to; baud 0: unknown. @return false: it has gone (errno) */
bool tty_settings_read(int fd, struct tty_settings *settings);

/** Bits per second of a terminal, also an odd rate; 0: unknown. */
int tty_rate(int fd);

/**
 * Change the speed and nothing else.
 * @return SMSMODEM_OK; SMSMODEM_E_USAGE: the port has no such rate, and keeps its own;
 * SMSMODEM_E_LINK
 */
int tty_rate_apply(int fd, long baud, struct smsmodem_error *error);

/* --- who has it --- */

/** Fill in what /proc knows of a process. */
void device_owner_describe(pid_t pid, struct smsmodem_owner *owner);

/** Whether a process is there and has not ended; one that nobody has reaped holds nothing. */
bool device_owner_lives(pid_t pid);

/** The service that the text of a /proc/PID/cgroup names, else an empty string. */
void device_owner_unit(const char *cgroup, char *unit, size_t size);

/** Look through /proc for a process other than this one that has the device open. @return true:
 * found */
bool device_owner_find(const char *path, struct smsmodem_owner *owner);

/** Fill error with SMSMODEM_E_BUSY, naming the owner (NULL: unknown) and the remedy. @return the
 * code */
int device_owner_error(const char *path, const struct smsmodem_owner *owner,
		       struct smsmodem_error *error);

/** UUCP lock file of a device; empty path: none was made, as the directory is not ours to write. */
struct device_lock {
	char path[128];
};

/**
 * Take /var/lock/LCK..NAME ("/dev/" dropped, '/' as '_'), removing one whose process is dead.
 * @param directory "/var/lock" but in tests
 * @return SMSMODEM_OK or SMSMODEM_E_BUSY, then owner says who
 */
int device_lock_take(struct device_lock *lock, const char *directory, const char *device,
		     struct smsmodem_owner *owner);
void device_lock_release(struct device_lock *lock);

#endif
