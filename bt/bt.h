/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of bt/ share, where BlueZ is built in. */
#ifndef BT_H
#define BT_H

#include "printable.h"
#include "sdp.h"
#include "transport.h"
#include <bluetooth/bluetooth.h>
#include <smsmodem/bluetooth.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/socket.h>

/** How long a procedure may take, and what ends it before. */
struct bt_wait {
	int64_t deadline_ms; /**< of clock_now_ms; negative: none */
	int cancel_fd;       /**< or -1 */
};

/** The wait of a call: timeout_ms 0 means default_ms. */
struct bt_wait bt_wait_for(int64_t timeout_ms, int64_t default_ms, int cancel_fd);

/** At most part_ms of a wait, from now. */
struct bt_wait bt_wait_part(const struct bt_wait *whole, int64_t part_ms);

/** Whether the deadline has come. */
bool bt_wait_over(const struct bt_wait *wait);

/** The earlier of two deadlines; negative: none. */
int64_t bt_earlier(int64_t a_ms, int64_t b_ms);

/* --- bdaddr.c --- */

/** "00:11:22:33:44:55", '-' for ':' allowed, in any case. @return false: not that */
bool bt_address_parse(const char *text, bdaddr_t *address);

/** The same for an argument. @return SMSMODEM_OK, or SMSMODEM_E_USAGE and the form that is wanted
 */
int bt_address_read(const char *text, bdaddr_t *address, struct smsmodem_error *error);
void bt_address_format(const bdaddr_t *address, char text[SMSMODEM_BT_ADDRESS_SIZE]);

/* --- adapter_list.c, adapter.c --- */

/** A Bluetooth controller of this machine. */
struct bt_adapter {
	uint16_t id;
	char name[12]; /**< "hci0" */
	bdaddr_t address;
	bool up;
	bool connectable; /**< answers who calls it: page scan is on */
	bool is_chosen;   /**< by the user, so that hints name it */
};

/** What bt_hint wants: its name if the user chose it, or NULL. */
static inline const char *bt_adapter_chosen(const struct bt_adapter *adapter)
{
	return adapter->is_chosen ? adapter->name : NULL;
}

/**
 * Find the controller to work with.
 *
 * @param name "hci0" or its address; NULL: the first that is on
 * @return SMSMODEM_OK, or SMSMODEM_E_NODEVICE and the sentence: the kernel has no Bluetooth, there
 * is no controller, or it is off and how to switch it on
 */
int bt_adapter_find(const char *name, struct bt_adapter *adapter, struct smsmodem_error *error);

/**
 * The same for what is done with one device: without a name, the controller that it is paired with,
 * and not the one that it is itself.
 * @param wait for bluetoothd, which is asked where there are several
 * @return as bt_adapter_find, or SMSMODEM_E_CANCELLED
 */
int bt_adapter_find_for(const char *name, const bdaddr_t *peer, const struct bt_wait *wait,
			struct bt_adapter *adapter, struct smsmodem_error *error);

#define BT_ADAPTERS_MAX 16

/** All of them, on or off. @return how many, or SMSMODEM_E_NODEVICE, _E_PERMISSION, _E_MEMORY */
int bt_adapter_list(struct bt_adapter list[BT_ADAPTERS_MAX], struct smsmodem_error *error);

/* --- hint.c --- */

#define BT_HINT_SIZE 80

/**
 * A command that is told to the user: "`smsmodem bt pair 00:11:22:33:44:55 --adapter hci1`".
 * @param adapter NULL: none was asked for
 * @param address empty: none
 * @return text
 */
const char *bt_hint(char text[BT_HINT_SIZE], const char *verb, const char *adapter,
		    const char *address);

/* --- rfkill.c --- */

enum bt_blocked {
	BT_BLOCKED_NOT,
	BT_BLOCKED_SOFT, /**< by a program; `rfkill unblock` */
	BT_BLOCKED_HARD  /**< by a switch that somebody has to turn */
};

#define BT_RFKILL_DIRECTORY "/sys/class/rfkill"

/**
 * Whether Bluetooth is kept off.
 * @param directory BT_RFKILL_DIRECTORY but in tests
 * @param adapter whose switch; NULL: any switch of Bluetooth's
 */
enum bt_blocked bt_rfkill(const char *directory, const char *adapter);

/* --- rfcomm.c --- */

/** An RFCOMM server channel, and how to get to it. */
struct bt_channel {
	const struct bt_adapter *from;
	const bdaddr_t *to;
	int number;
	bool is_recorded; /**< a service record names it, so that it is no mistake */
	int security;     /**< BT_SECURITY_LOW and so on, or 0: the kernel's default */
};

/**
 * Connect to it.
 * @return a non-blocking descriptor, the caller's; SMSMODEM_E_NODEVICE (absent, refused, no answer
 * in time), _E_BUSY, _E_PERMISSION (pairing is missing), _E_LINK, _E_CANCELLED, _E_MEMORY
 */
int bt_rfcomm_connect(const struct bt_channel *channel, const struct bt_wait *wait,
		      struct smsmodem_error *error);

/* --- rfcomm_error.c --- */

/** Why a connection failed with sys_errno; bluetoothd may be asked for it. @return the code */
int bt_rfcomm_error(const struct bt_channel *channel, int sys_errno, const struct bt_wait *wait,
		    struct smsmodem_error *error);

/* --- rfcomm_owner.c --- */

/** Say which program of this computer has it, as far as may be seen. @return SMSMODEM_E_BUSY */
int bt_rfcomm_busy(const struct bt_channel *channel, struct smsmodem_error *error);

/* --- rfcomm.c, connect.c --- */

/** "low", "medium", "high"; NULL is 0. @return BT_SECURITY_..., 0, or SMSMODEM_E_USAGE */
int bt_security_parse(const char *text, struct smsmodem_error *error);

/** Set it on a socket that is not yet connected or listening. @return as setsockopt(2) */
int bt_security_apply(int fd, int security);

/**
 * Fill error for a connection over L2CAP or RFCOMM that failed with sys_errno; ECANCELED means that
 * the caller has cancelled.
 * @param from NULL: nobody knows
 * @return the code
 */
int bt_connect_error(const struct bt_adapter *from, const bdaddr_t *to, int sys_errno,
		     struct smsmodem_error *error);

/** Say that a device is not paired, and how to pair it. @return SMSMODEM_E_PERMISSION */
int bt_unpaired_error(const struct bt_adapter *from, const bdaddr_t *to,
		      struct smsmodem_error *error);

/* --- connect.c --- */

/** What is connected to what, and how. */
struct bt_connection {
	int type, protocol; /**< of the socket: SOCK_STREAM and BTPROTO_RFCOMM */
	int security;       /**< as bt_security_apply */
	const struct sockaddr *local, *remote;
	socklen_t size; /**< of both */
};

/**
 * Connect without blocking. What is busy for a moment is tried again, for 2 s at most.
 * @return a non-blocking descriptor, the caller's, or errno's number negated; -ETIMEDOUT: the
 * deadline; -ECANCELED: cancelled
 */
int bt_connect(const struct bt_connection *connection, const struct bt_wait *wait);

/* --- probe.c --- */

/**
 * Ask AT on a connected descriptor, for 2 s at most. What is neither OK nor an error twice over is
 * no modem that could be used, as the bring-up wants an OK as well.
 *
 * @return 1: a modem; 0: it is none; SMSMODEM_E_CANCELLED
 */
int bt_probe(int fd, const struct bt_wait *wait, struct smsmodem_error *error);

/* --- sdp_talk.c, sdp_client.c; the rest of SDP is in sdp.h --- */

/**
 * Ask for service records on a connected descriptor of whole packets, which stays open.
 * @return as bt_sdp_search
 */
int bt_sdp_talk(int fd, const struct smsmodem_sdp_uuid *uuid, const struct bt_wait *wait,
		uint8_t **octets, size_t *count, struct smsmodem_error *error);

/**
 * Ask for service records: connect to PSM 1, ServiceSearchAttribute with its continuations, close.
 *
 * @param uuid which the records mention
 * @param[out] octets the records, sequences one after the other; free(3); NULL for none
 * @return SMSMODEM_OK, or as smsmodem_bt_services
 */
int bt_sdp_search(const struct bt_adapter *from, const bdaddr_t *to,
		  const struct smsmodem_sdp_uuid *uuid, const struct bt_wait *wait,
		  uint8_t **octets, size_t *count, struct smsmodem_error *error);

/* --- services.c --- */

/** The same for all records that are public. */
int bt_sdp_search_public(const struct bt_adapter *from, const bdaddr_t *to,
			 const struct bt_wait *wait, uint8_t **octets, size_t *count,
			 struct smsmodem_error *error);

/* --- by bluetoothd: bluez.c, scan_bluez.c; or without_dbus.c, which says so --- */

/**
 * Whether bluetoothd can be asked: SMSMODEM_OK, or why not: SMSMODEM_E_CONFIG (no libsystemd),
 * _E_NODEVICE (it does not run), _E_PERMISSION, _E_TIMEOUT, _E_CANCELLED. Takes 3 s at most.
 */
int bt_bluez_available(const struct bt_wait *wait, struct smsmodem_error *error);

/**
 * The address of a paired device by its name or alias: the whole, in any case of ASCII.
 * @param adapter of which controller; NULL: of any
 * @return SMSMODEM_OK; SMSMODEM_E_NODEVICE: none; _E_USAGE: several, which the text lists;
 * _E_PERMISSION: it is not paired; or as bt_bluez_available
 */
int bt_bluez_find(const char *name, const char *adapter, const struct bt_wait *wait,
		  bdaddr_t *address, struct smsmodem_error *error);

/**
 * Whether a device is paired. Takes 3 s at most.
 * @param adapter with which controller; NULL: with any
 * @return 1: it is; 0: it is not; SMSMODEM_E_CANCELLED; SMSMODEM_E_CONFIG: nobody knows
 */
int bt_bluez_is_paired(const bdaddr_t *address, const char *adapter, const struct bt_wait *wait);

/* --- scan_hci.c and scan_bluez.c behind scan.c --- */

struct bt_scan_ops {
	/** As smsmodem_bt_scan_next, until until_ms of clock_now_ms; negative: without end. */
	int (*next)(struct smsmodem_bt_scan *scan, int64_t until_ms,
		    struct smsmodem_bt_device *device, struct smsmodem_error *error);
	void (*close)(struct smsmodem_bt_scan *scan);
};

/** Head of both scans. */
struct smsmodem_bt_scan {
	const struct bt_scan_ops *ops;
};

int bt_scan_hci(const struct bt_adapter *adapter, const struct bt_wait *wait,
		struct smsmodem_bt_scan **scan, struct smsmodem_error *error);

/** The same on a socket, which is the scan's from here on, closed on failure too. */
int bt_scan_hci_on(int fd, const struct bt_adapter *adapter, const struct bt_wait *wait,
		   struct smsmodem_bt_scan **scan, struct smsmodem_error *error);
int bt_scan_bluez(const struct bt_adapter *adapter, const struct bt_wait *wait,
		  struct smsmodem_bt_scan **scan, struct smsmodem_error *error);

#endif
