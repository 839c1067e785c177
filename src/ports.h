/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Serial ports by what they are: finding them, and the URI that means one. */
#ifndef PORTS_H
#define PORTS_H

#include <smsmodem/devices.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** As smsmodem_ports, but nobody is asked who has them open. */
int ports_find(struct smsmodem_port **ports, size_t *count, struct smsmodem_error *error);

/* --- port_sysfs.c: what the kernel and udev say of a port; the directories are theirs but in tests
 */

#define PORT_CLASS_DIRECTORY "/sys/class/tty"
#define PORT_BY_ID_DIRECTORY "/dev/serial/by-id"
#define USB_DEVICE_DIRECTORY "/sys/bus/usb/devices"

/** Fill interface (-1: unknown), driver and topology of the port whose path is set. */
void port_read_class(const char *class_directory, struct smsmodem_port *port);

/** Fill by_id of each port that a link in the directory leads to; of several the first by name. */
void ports_read_links(const char *directory, struct smsmodem_port *ports, size_t count);

/**
 * Those of /dev/rfcommN that are bound; topology says to whom.
 * @param[in,out] ports freed by the caller also on failure
 * @return SMSMODEM_OK or SMSMODEM_E_MEMORY
 */
int ports_add_rfcomm(const char *class_directory, struct smsmodem_port **ports, size_t *count,
		     struct smsmodem_error *error);

/* --- usb_uri.c: pure */

/** As smsmodem_port_uri, with the serial number if it has one. */
bool port_uri_by_serial(const struct smsmodem_port *port, const struct smsmodem_port *ports,
			size_t count, char uri[SMSMODEM_USB_URI_SIZE]);

/** What "VID:PID[:SERIAL][#INTERFACE][?port=TOPOLOGY]" asks for. */
struct usb_wanted {
	uint16_t vid, pid;
	int interface;     /**< bInterfaceNumber; -1: any */
	char serial[128];  /**< empty: any */
	char topology[32]; /**< where it is plugged in, as of struct smsmodem_port; empty: anywhere
			    */
};

/**
 * Numbers are hexadecimal; in SERIAL "%XX" is an octet, so that '#', '?' and '%' can be said.
 * @return SMSMODEM_OK or SMSMODEM_E_USAGE
 */
int usb_wanted_parse(const char *text, struct usb_wanted *wanted, struct smsmodem_error *error);

bool usb_wanted_match(const struct usb_wanted *wanted, const struct smsmodem_port *port);

/** Is a device plugged in that this could mean, be it without a port? */
bool usb_device_present(const char *directory, const struct usb_wanted *wanted);

/**
 * The one port that is meant.
 *
 * @param text as it was given, for the sentence
 * @return SMSMODEM_OK; SMSMODEM_E_NODEVICE: there is none; SMSMODEM_E_USAGE: there are several
 */
int usb_choose(const struct usb_wanted *wanted, const char *text, const struct smsmodem_port *ports,
	       size_t count, const struct smsmodem_port **port, struct smsmodem_error *error);

#endif
