/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * bluetoothd on the system bus, by sd-bus, whose library is loaded when it is used. Nothing here is
 * called back: messages are waited for, one at a time, and whoever waits reads on below the wait.
 */
#ifndef BUS_H
#define BUS_H

#include "bt.h"
#include <systemd/sd-bus.h>

#define BLUEZ          "org.bluez"
#define BLUEZ_ADAPTER  "org.bluez.Adapter1"
#define BLUEZ_DEVICE   "org.bluez.Device1"
#define BUS_OBJECTS    "org.freedesktop.DBus.ObjectManager"
#define BUS_PROPERTIES "org.freedesktop.DBus.Properties"

/** The functions of libsystemd that are used, without "sd_bus_". */
#define BT_BUS_FUNCTIONS(USE)          \
	USE(open_system)               \
	USE(close_unref)               \
	USE(get_fd)                    \
	USE(get_events)                \
	USE(get_timeout)               \
	USE(process)                   \
	USE(send)                      \
	USE(message_new_method_call)   \
	USE(message_new_method_return) \
	USE(message_new_method_errorf) \
	USE(message_unref)             \
	USE(message_set_expect_reply)  \
	USE(message_append)            \
	USE(message_appendv)           \
	USE(message_open_container)    \
	USE(message_close_container)   \
	USE(message_get_cookie)        \
	USE(message_get_reply_cookie)  \
	USE(message_get_sender)        \
	USE(message_get_path)          \
	USE(message_get_member)        \
	USE(message_get_error)         \
	USE(message_is_signal)         \
	USE(message_is_method_call)    \
	USE(message_has_signature)     \
	USE(message_peek_type)         \
	USE(message_enter_container)   \
	USE(message_exit_container)    \
	USE(message_read)              \
	USE(message_skip)

struct bt_bus_functions {
#define BT_BUS_POINTER(name) __typeof__(sd_bus_##name) *(name);
	BT_BUS_FUNCTIONS(BT_BUS_POINTER)
#undef BT_BUS_POINTER
};

#define BT_BUS_KEPT_MAX 64

/** A connection. Zeroed, it is closed. */
struct bt_bus {
	struct bt_bus_functions f;
	sd_bus *bus;
	struct bt_wait wait; /**< for calls; may be changed between them */
	char owner[256];     /**< bluetoothd's name on this bus, to which all is sent */
	bool tells_bonds;    /**< its devices have Bonded (BlueZ 5.65), as far as was seen */
	/** What came while a reply was waited for. */
	sd_bus_message *kept[BT_BUS_KEPT_MAX];
	size_t kept_count;
};

/**
 * Connect, and find bluetoothd, which D-Bus is never made to start.
 *
 * @param[out] bus closed by the caller; on failure closed already
 * @param wait for this and, until changed, for the calls. @return SMSMODEM_OK; SMSMODEM_E_CONFIG:
 * no libsystemd; _E_NODEVICE: no bus, no bluetoothd; _E_PERMISSION, _E_TIMEOUT, _E_CANCELLED
 */
int bt_bus_open(struct bt_bus *bus, const struct bt_wait *wait, struct smsmodem_error *error);
void bt_bus_close(struct bt_bus *bus);

/** A descriptor to poll for reading, once bt_bus_next(bus, 0, ...) has found nothing more. */
int bt_bus_fd(const struct bt_bus *bus);

/** Where a method is. */
struct bt_bus_method {
	const char *path, *interface, *member;
};

/**
 * Call a method of bluetoothd and wait for the reply.
 *
 * @param[out] reply sd_bus_message_unref'ed by the caller; NULL: is not wanted
 * @param types of the arguments that follow, as sd_bus_message_append; NULL: none
 * @return SMSMODEM_OK; what bt_bus_error makes of an error; _E_TIMEOUT, _E_CANCELLED, _E_LINK
 */
int bt_bus_call(struct bt_bus *bus, const struct bt_bus_method *method, sd_bus_message **reply,
		struct smsmodem_error *error, const char *types, ...);

/**
 * Begin a call whose arguments the caller appends.
 * @param[out] call for bt_bus_exchange or bt_bus_send, which both take it
 */
int bt_bus_begin(struct bt_bus *bus, const struct bt_bus_method *method, sd_bus_message **call,
		 struct smsmodem_error *error);

/** As bt_bus_call. @param appended what sd_bus_message_append and so on said; negative: no call */
int bt_bus_exchange(struct bt_bus *bus, sd_bus_message *call, int appended, sd_bus_message **reply,
		    struct smsmodem_error *error);

/** Send a call. @param[out] cookie for bt_bus_is_reply; NULL: no reply is wanted */
int bt_bus_send(struct bt_bus *bus, sd_bus_message *call, int appended, uint64_t *cookie,
		struct smsmodem_error *error);

/** Ask for signals. @param rule as of AddMatch; bluetoothd's alone come through in any case */
int bt_bus_match(struct bt_bus *bus, const char *rule, struct smsmodem_error *error);

/**
 * The next signal, call or reply from bluetoothd. A call wants bt_bus_answer or bt_bus_refuse.
 *
 * @param deadline_ms of clock_now_ms; 0: what is there already; negative: none
 * @param[out] message sd_bus_message_unref'ed by the caller; NULL unless 1 is returned
 * @return 1: one came; 0: none in time; SMSMODEM_E_CANCELLED; SMSMODEM_E_LINK: bluetoothd or the
 * bus went away
 */
int bt_bus_next(struct bt_bus *bus, int64_t deadline_ms, sd_bus_message **message,
		struct smsmodem_error *error);

/** Whether a message is the reply, or the error, to a call. */
bool bt_bus_is_reply(const struct bt_bus *bus, sd_bus_message *message, uint64_t cookie);

/** Answer a call. @param types as of bt_bus_call */
int bt_bus_answer(struct bt_bus *bus, sd_bus_message *call, struct smsmodem_error *error,
		  const char *types, ...);

/** Answer a call by an error. @param name such as "org.bluez.Error.Rejected" */
int bt_bus_refuse(struct bt_bus *bus, sd_bus_message *call, const char *name,
		  struct smsmodem_error *error);

/* --- bus_error.c --- */

/**
 * What an error reply means: one of ours, and a sentence.
 * @param said what came with it, or NULL
 */
int bt_bus_error(const char *name, const char *said, struct smsmodem_error *error);

/** What sd-bus could not do. @param result its negative errno */
int bt_bus_broke(int result, struct smsmodem_error *error);

/* --- bus_device.c --- */

#define BT_BUS_PATH_SIZE 64

/** A device, and where bluetoothd has it. */
struct bt_bus_device {
	char path[BT_BUS_PATH_SIZE];     /**< "/org/bluez/hci0/dev_00_11_22_33_44_55" */
	struct smsmodem_bt_device known; /**< paired: its key is kept */
	bool is_temporary;               /**< it has a key, which ends with its connection */
};

/** Ask for all objects. @param[out] reply for bt_bus_objects_next, unref'ed by the caller */
int bt_bus_objects(struct bt_bus *bus, sd_bus_message **reply, struct smsmodem_error *error);

/** The next device among them. @return 1; 0: there is no other; SMSMODEM_E_DATA */
int bt_bus_objects_next(struct bt_bus *bus, sd_bus_message *reply, struct bt_bus_device *device,
			struct smsmodem_error *error);

/** Read a signal InterfacesAdded. @return whether it tells of a device */
bool bt_bus_device_added(struct bt_bus *bus, sd_bus_message *signal, struct bt_bus_device *device);

/** The object that a signal PropertiesChanged is about if that is a device, else NULL. */
const char *bt_bus_changed_path(struct bt_bus *bus, sd_bus_message *signal);

/** Read a signal for which bt_bus_changed_path gave the device's path. @return false: malformed */
bool bt_bus_device_changed(struct bt_bus *bus, sd_bus_message *signal,
			   struct bt_bus_device *device);

/* --- bluez.c --- */

/**
 * Find a device among those that bluetoothd knows.
 * @param adapter "hci0"; NULL: any. @return 1; 0: it is not known; or a failure
 */
int bt_bluez_look(struct bt_bus *bus, const bdaddr_t *address, const char *adapter,
		  struct bt_bus_device *device, struct smsmodem_error *error);

/* --- discovery.c --- */

/**
 * Let bluetoothd look around, until stopped or disconnected: what it finds comes by bt_bus_next.
 * @param adapter "hci0"
 */
int bt_discovery_start(struct bt_bus *bus, const char *adapter, struct smsmodem_error *error);
int bt_discovery_stop(struct bt_bus *bus, const char *adapter, struct smsmodem_error *error);

#endif
