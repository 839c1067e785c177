/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Bluetooth around a modem: what is in range, pairing, services, and a listener that a phone
 * connects to. A connected phone is opened as any modem: smsmodem_open with "bt:ADDRESS".
 *
 * Every function here returns SMSMODEM_E_NODEVICE with one sentence where there is no Bluetooth:
 * built without, unknown to the kernel, no controller, or a controller that is switched off.
 * What wants bluetoothd says the same where it does not run, and SMSMODEM_E_CONFIG where it cannot
 * be asked (no libsystemd, or built without D-Bus). Devices are named by their address,
 * "00:11:22:33:44:55".
 *
 * Where no controller is named, a scan and a listener take the first that is switched on; what is
 * done with one device takes the controller that is paired with it, else the first that is on and
 * is not that device itself; and what bluetoothd remembers is that of all controllers.
 */
#ifndef SMSMODEM_BLUETOOTH_H
#define SMSMODEM_BLUETOOTH_H

#include <smsmodem/error.h>
#include <smsmodem/sdp.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define SMSMODEM_BT_ADDRESS_SIZE 18

/**
 * Write an address as everything here does: in upper case, with colons.
 *
 * @param text six octets of two hexadecimal digits in any case, between them ':' or '-'
 * @return SMSMODEM_OK, or SMSMODEM_E_USAGE: it is no address; the array is then empty
 */
int smsmodem_bt_address(const char *text, char address[SMSMODEM_BT_ADDRESS_SIZE],
			struct smsmodem_error *error);

/** A name in UTF-8 with its NUL (Core, 3 C 3.2.2: at most 248 octets). */
#define SMSMODEM_BT_NAME_SIZE 249

struct smsmodem_bt_options {
	const char *adapter; /**< "hci0" or its address; NULL: as said above */
	int64_t timeout_ms;  /**< 0: what suits the function */
	int cancel_fd;       /**< readable means: stop (SMSMODEM_E_CANCELLED). -1: none */
};

#define SMSMODEM_BT_OPTIONS_INIT \
	{                        \
		NULL, 0, -1      \
	}

/** Services through which a phone may take AT commands, and MAP, through which it will not; a set.
 */
enum smsmodem_bt_at {
	SMSMODEM_BT_DUN = 1, /**< Dial-up Networking, 0x1103 */
	SMSMODEM_BT_SPP = 2, /**< Serial Port, 0x1101 */
	SMSMODEM_BT_HFP = 4, /**< Hands-Free Audio Gateway, 0x111f: AT for calls, seldom for SMS */
	SMSMODEM_BT_MAP = 8  /**< Message Access Server, 0x1132: SMS without AT */
};

/** The enum smsmodem_bt_at that a service class of a record or advertisement is, or 0. */
unsigned smsmodem_bt_service_of(const struct smsmodem_sdp_uuid *uuid);

/** A remote device, as far as it is known. */
struct smsmodem_bt_device {
	char address[SMSMODEM_BT_ADDRESS_SIZE];
	char name[SMSMODEM_BT_NAME_SIZE];  /**< its own; empty: unknown. No control characters */
	char alias[SMSMODEM_BT_NAME_SIZE]; /**< given by the user, else as name */
	char adapter[16];                  /**< that knows it: "hci0" */
	uint32_t device_class;             /**< Class of Device, 24 bits; 0: unknown */
	bool has_rssi;
	int rssi_dbm;
	bool pairing_known; /**< bluetoothd says; otherwise the next three mean nothing */
	bool paired;        /**< its key is kept (bonded); not so one for a single connection */
	bool trusted, connected;
	bool services_known; /**< the device, or its advertisement, has said what it offers */
	unsigned services;   /**< of enum smsmodem_bt_at */
};

/** "phone, smart" and the like for a Class of Device (Assigned Numbers 2.8), or "unclassified". */
const char *smsmodem_bt_class_name(uint32_t device_class);

/**
 * The devices that bluetoothd remembers, paired or not.
 *
 * @param options adapter NULL: those of all controllers; one that two know is there twice
 * @param[out] devices freed by the caller with free(3); NULL when there is none
 * @return SMSMODEM_OK, _E_NODEVICE, _E_CONFIG, _E_PERMISSION (D-Bus), _E_TIMEOUT,
 * _E_CANCELLED, _E_LINK (bluetoothd or the bus went away), _E_MEMORY
 */
int smsmodem_bt_devices(const struct smsmodem_bt_options *options,
			struct smsmodem_bt_device **devices, size_t *count,
			struct smsmodem_error *error);

/* --- what is in range --- */

struct smsmodem_bt_scan;

enum smsmodem_bt_found {
	SMSMODEM_BT_END = 0,    /**< the scan is over */
	SMSMODEM_BT_DEVICE = 1, /**< one that is new, or of which more is known */
	SMSMODEM_BT_NOTHING = 2 /**< nothing within wait_ms */
};

/**
 * Start to look around: by bluetoothd if it runs, else by an inquiry of our own. bluetoothd's
 * paired devices come first, without a signal until they answer: few are discoverable all the time.
 *
 * @param options timeout_ms: how long to look; 0: 10.24 s, the Inquiry Length that Core advises.
 * Names that have not come by then are waited for, at most as long again
 * @param[out] scan closed by the caller
 * @return SMSMODEM_OK, _E_NODEVICE, _E_PERMISSION, _E_CANCELLED, _E_LINK (bluetoothd went away),
 * _E_TIMEOUT (it is silent), _E_MEMORY
 */
int smsmodem_bt_scan_open(const struct smsmodem_bt_options *options, struct smsmodem_bt_scan **scan,
			  struct smsmodem_error *error);

/**
 * The next device. One is told again when more is known, but not for another strength of its
 * signal.
 *
 * @param wait_ms longest wait; negative: until there is something
 * @param[out] device filled for SMSMODEM_BT_DEVICE with all that is known
 * @return an enum smsmodem_bt_found, or a failure: as smsmodem_bt_scan_open, and _E_BUSY (another
 * program makes an inquiry)
 */
int smsmodem_bt_scan_next(struct smsmodem_bt_scan *scan, int64_t wait_ms,
			  struct smsmodem_bt_device *device, struct smsmodem_error *error);

/** Stop looking; NULL is nothing. */
void smsmodem_bt_scan_close(struct smsmodem_bt_scan *scan);

/* --- services --- */

/**
 * Ask a device for its service records. Needs no pairing and no daemon.
 *
 * @param uuid only records that mention it; NULL: all that are public
 * @param[out] octets the records one after the other, each an SMSMODEM_SDP_SEQUENCE for
 * smsmodem_sdp_read and, within, smsmodem_sdp_record_read; freed by the caller with free(3)
 * @return SMSMODEM_OK (count 0: no such service), _E_USAGE (no address), _E_NODEVICE (not there,
 * not in range, no SDP server), _E_BUSY, _E_REFUSED and _E_TEMPORARY (an SDP error), _E_TIMEOUT,
 * _E_CANCELLED, _E_DATA (what it says is no SDP), _E_LINK, _E_MEMORY
 */
int smsmodem_bt_services(const struct smsmodem_bt_options *options, const char *address,
			 const struct smsmodem_sdp_uuid *uuid, uint8_t **octets, size_t *count,
			 struct smsmodem_error *error);

/** RFCOMM has no more server channels (RFCOMM 5.4). */
#define SMSMODEM_BT_CHANNELS_MAX 30

/**
 * The RFCOMM channels that opening "bt:ADDRESS" tries for a modem, going by a device's records:
 * those of Dial-up Networking, then those of Serial Port, each once.
 *
 * @param octets one record or several, as smsmodem_bt_services has them; what is no record is
 * passed over
 * @param[out] channels in the order in which they are tried
 * @return how many; 0: it is not opened, as it offers neither service
 */
size_t smsmodem_bt_channels(const uint8_t *octets, size_t count,
			    uint8_t channels[SMSMODEM_BT_CHANNELS_MAX]);

/* --- pairing, by bluetoothd --- */

struct smsmodem_bt_pairing;

/** What the user can do, as the IO capability of Core 3 C 3.2.3. */
enum smsmodem_bt_capability {
	SMSMODEM_BT_NO_INPUT_NO_OUTPUT,
	SMSMODEM_BT_DISPLAY_ONLY,
	SMSMODEM_BT_DISPLAY_YES_NO,
	SMSMODEM_BT_KEYBOARD_DISPLAY
};

enum smsmodem_bt_step_kind {
	SMSMODEM_BT_PAIRED,        /**< done */
	SMSMODEM_BT_CONFIRM,       /**< does the other side show text, too? answer yes or no */
	SMSMODEM_BT_AUTHORIZE,     /**< may it pair without a number (just works)? yes or no */
	SMSMODEM_BT_SHOW_PASSKEY,  /**< text is to be typed on the other side; no answer */
	SMSMODEM_BT_SHOW_PIN,      /**< the same for an old device */
	SMSMODEM_BT_ENTER_PASSKEY, /**< answer with the number that the other side shows */
	SMSMODEM_BT_ENTER_PIN      /**< answer with a PIN of 1 to 16 characters, the same there */
};

struct smsmodem_bt_step {
	enum smsmodem_bt_step_kind kind;
	char text[17];    /**< passkey of six digits, or PIN; else empty */
	unsigned entered; /**< SHOW_PASSKEY: digits typed there so far */
};

/**
 * Begin to pair: find the device if need be, and be bluetoothd's agent for it until closed. One
 * that has a key for its present connection alone is disconnected.
 *
 * @param options timeout_ms for everything; 0: 60 s
 * @return SMSMODEM_OK, _E_NODEVICE, _E_CONFIG, _E_PERMISSION, _E_CANCELLED, _E_TIMEOUT
 */
int smsmodem_bt_pair(const struct smsmodem_bt_options *options, const char *address,
		     enum smsmodem_bt_capability capability, struct smsmodem_bt_pairing **pairing,
		     struct smsmodem_error *error);

/**
 * The next step, waited for. A device that is paired already is done at once.
 *
 * @return SMSMODEM_OK with a step; SMSMODEM_E_REFUSED (here, there, or by a wrong number),
 * _E_NODEVICE (it does not answer), _E_TIMEOUT, _E_CANCELLED, _E_BUSY (another program pairs it),
 * _E_LINK; _E_USAGE: the last step wants an answer first
 */
int smsmodem_bt_pair_next(struct smsmodem_bt_pairing *pairing, struct smsmodem_bt_step *step,
			  struct smsmodem_error *error);

/**
 * Wait for the user to answer the last step, and for its end: the other side may give up before.
 *
 * @param fd readable once there is an answer, such as a terminal
 * @return 1: fd is readable, and the step wants its answer; 0: it wants none any more, and
 * smsmodem_bt_pair_next says what comes; or a failure as there
 */
int smsmodem_bt_pair_wait(struct smsmodem_bt_pairing *pairing, int fd,
			  struct smsmodem_error *error);

/**
 * Answer the last step that asks.
 * @param yes false: refuse. @param text for ENTER_PASSKEY and ENTER_PIN, else NULL
 * @return SMSMODEM_OK; SMSMODEM_E_USAGE: nothing was asked, or the text will not do; then the step
 * still wants its answer
 */
int smsmodem_bt_pair_answer(struct smsmodem_bt_pairing *pairing, bool yes, const char *text,
			    struct smsmodem_error *error);

/** Give the agent up, and cancel what is not done; NULL is nothing. */
void smsmodem_bt_pair_close(struct smsmodem_bt_pairing *pairing);

/**
 * Let the device connect without asking, or no more.
 * @param options adapter NULL: on every controller that knows the device
 * @return as smsmodem_bt_devices; _E_NODEVICE: it is not known
 */
int smsmodem_bt_trust(const struct smsmodem_bt_options *options, const char *address, bool trusted,
		      struct smsmodem_error *error);

/**
 * Forget the device and its keys.
 * @param options adapter NULL: on every controller that knows the device
 * @return as smsmodem_bt_trust
 */
int smsmodem_bt_remove(const struct smsmodem_bt_options *options, const char *address,
		       struct smsmodem_error *error);

/* --- a listener --- */

struct smsmodem_bt_listener;

struct smsmodem_bt_listen_options {
	const char *adapter;  /**< "hci0"; NULL: the first that is switched on */
	int channel;          /**< 1..30; 0: a free one */
	unsigned service;     /**< SMSMODEM_BT_DUN or SMSMODEM_BT_SPP, whose record is registered */
	const char *name;     /**< ServiceName of the record */
	const char *security; /**< "low", "medium", "high" or NULL: the kernel's */
	int cancel_fd;        /**< readable means: stop asking bluetoothd. -1: none */
};

#define SMSMODEM_BT_LISTEN_OPTIONS_INIT    \
	{                                  \
		NULL, 0, 0, NULL, NULL, -1 \
	}

/**
 * Listen on RFCOMM and register the service: by bluetoothd if it runs (ProfileManager1, or its SDP
 * socket where that is open), else by an SDP server of our own, which needs CAP_NET_BIND_SERVICE.
 * Without any of them it listens all the same, and smsmodem_bt_listener_record says why. bluetoothd
 * is given 5 s to answer.
 *
 * @param[out] listener closed by the caller
 * @return SMSMODEM_OK, _E_NODEVICE, _E_BUSY (the channel is taken), _E_PERMISSION, _E_CANCELLED,
 * _E_MEMORY
 */
int smsmodem_bt_listen(const struct smsmodem_bt_listen_options *options,
		       struct smsmodem_bt_listener **listener, struct smsmodem_error *error);

/** A descriptor that is readable when smsmodem_bt_accept has something to do; the listener's own.
 */
int smsmodem_bt_listener_fd(const struct smsmodem_bt_listener *listener);

/** How others reach it: "bt:00:11:22:33:44:55/3". Lives as long as the listener. */
const char *smsmodem_bt_listener_device(const struct smsmodem_bt_listener *listener);

/** Who has the record, or why there is none, and why nobody can call: one phrase. Lives until
 * smsmodem_bt_accept. */
const char *smsmodem_bt_listener_record(const struct smsmodem_bt_listener *listener);

/** Let those who connect wait, and no more make the descriptor readable, or take them again. */
void smsmodem_bt_listener_hold(struct smsmodem_bt_listener *listener, bool hold);

/**
 * Answer those who ask for the record, and take a connection if there is one and none is held.
 * Never waits.
 *
 * @param[out] fd a connected non-blocking stream, the caller's
 * @param[out] peer its address, or NULL
 * @return 1: taken; 0: none now; SMSMODEM_E_LINK: listening has come to an end; _E_MEMORY: no
 * descriptor was left for who connected, and so the connection was closed
 */
int smsmodem_bt_accept(struct smsmodem_bt_listener *listener, int *fd,
		       char peer[SMSMODEM_BT_ADDRESS_SIZE], struct smsmodem_error *error);

/** Withdraw the record and stop listening; connections that were taken stay. NULL is nothing. */
void smsmodem_bt_listener_close(struct smsmodem_bt_listener *listener);

#ifdef __cplusplus
}
#endif

#endif
