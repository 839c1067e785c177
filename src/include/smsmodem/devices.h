/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Serial ports, with what is known of them and of the USB devices behind them. */
#ifndef SMSMODEM_DEVICES_H
#define SMSMODEM_DEVICES_H

#include <smsmodem/error.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#ifdef __cplusplus
extern "C" {
#endif

/** A serial port; texts are UTF-8 without control characters, empty where unknown. */
struct smsmodem_port {
	char path[64];   /**< "/dev/ttyUSB0" */
	char by_id[256]; /**< the link below /dev/serial/by-id, or empty */
	char driver[32]; /**< "option", "ftdi_sio", "rfcomm" */
	bool is_usb;     /**< otherwise of the following topology alone may say something */
	uint16_t vid, pid;
	int interface;     /**< bInterfaceNumber; -1: unknown */
	char topology[32]; /**< where it is plugged in: "1-1.4"; what /dev/rfcommN is bound to:
				"bt:00:11:22:33:44:55/1" */
	char manufacturer[128], product[128], serial[128];
	pid_t owner;         /**< a process that has it open; 0: none that we may see */
	char owner_name[32]; /**< its command */
};

/**
 * All serial ports that have hardware behind them, and /dev/rfcommN that are bound, in the order of
 * their names.
 *
 * @param[out] ports freed by the caller with free(3); NULL when there is none
 * @param error may be NULL
 * @return SMSMODEM_OK, SMSMODEM_E_CONFIG (built without libserialport, or it is not installed),
 * _E_MEMORY
 */
int smsmodem_ports(struct smsmodem_port **ports, size_t *count, struct smsmodem_error *error);

/**
 * The port that a device means: "usb:...", a path, or a link to one; its options may be there.
 * @return one of ports, or NULL: none, several, or it is no such device
 */
const struct smsmodem_port *smsmodem_port_of(const char *device, const struct smsmodem_port *ports,
					     size_t count);

/** Octets of a "usb:..." URI with its NUL. */
#define SMSMODEM_USB_URI_SIZE 192

/**
 * The shortest "usb:VID:PID[:SERIAL][#INTERFACE]" that means this port and none of the others;
 * where nothing else tells it apart with "?port=TOPOLOGY", and then it is another one when it is
 * plugged in elsewhere.
 * @return false: it is not on USB, or is one of several of the same interface
 */
bool smsmodem_port_uri(const struct smsmodem_port *port, const struct smsmodem_port *ports,
		       size_t count, char uri[SMSMODEM_USB_URI_SIZE]);

/**
 * Likewise the one that means this port for longest, whatever else is plugged in later: with its
 * serial number and its interface; without a serial number with where it is plugged in.
 */
bool smsmodem_port_lasting_uri(const struct smsmodem_port *port, const struct smsmodem_port *ports,
			       size_t count, char uri[SMSMODEM_USB_URI_SIZE]);

/**
 * A URI by which the port that a path leads to, "/dev/ttyUSB0" or "/dev/serial/by-id/...", is found
 * when it has gone and come back, under whatever number: with its serial number if it has one, and
 * with where it is plugged in only if nothing else tells it apart. Quick where it is not on USB,
 * and nobody is asked who has it open.
 * @return false: it is not on USB, it is not there, or nothing tells it apart
 */
bool smsmodem_path_uri(const char *path, char uri[SMSMODEM_USB_URI_SIZE]);

/** A process that has a port. */
struct smsmodem_owner {
	pid_t pid;
	char name[32];  /**< its command; '?' for what is not printable ASCII */
	char unit[128]; /**< the systemd service that it belongs to, or empty */
};

/**
 * Find a process other than this one that has a port open, whether or not this one has it, too: who
 * reads along takes answers away. The program that is the modem of a pseudo-terminal, as it has the
 * other end, does not count. Processes of others are seen by root alone.
 * @param path of the port, or of a link to it
 * @return false: there is none that we may see
 */
bool smsmodem_port_owner(const char *path, struct smsmodem_owner *owner);

#ifdef __cplusplus
}
#endif

#endif
