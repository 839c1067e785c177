/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What D-Bus and bluetoothd refuse with, in our words. */
#include "bus.h"
#include <errno.h>
#include <string.h>

struct row {
	const char *name;
	int code;
	const char *text;
};

#define NOT_RUNNING "bluetoothd is not running; start it: systemctl start bluetooth"
#define SILENT      "bluetoothd does not answer; if it stays so, restart it: systemctl restart bluetooth"
#define FORBIDDEN                                                                              \
	"D-Bus does not let this user ask bluetoothd; try as root, or from a session that is " \
	"logged in at this machine"
#define IS_OFF "the Bluetooth controller is off; switch it on: bluetoothctl power on"

/* D-Bus Specification, "org.freedesktop.DBus.Error"; BlueZ's src/error.h and doc/device-api. */
static const struct row rows[] = {
	{"org.freedesktop.DBus.Error.NameHasNoOwner", SMSMODEM_E_NODEVICE, NOT_RUNNING},
	{"org.freedesktop.DBus.Error.ServiceUnknown", SMSMODEM_E_NODEVICE, NOT_RUNNING},
	{"org.freedesktop.DBus.Error.NoReply", SMSMODEM_E_TIMEOUT, SILENT},
	{"org.freedesktop.DBus.Error.Timeout", SMSMODEM_E_TIMEOUT, SILENT},
	{"org.freedesktop.DBus.Error.TimedOut", SMSMODEM_E_TIMEOUT, SILENT},
	{"org.freedesktop.DBus.Error.Disconnected", SMSMODEM_E_LINK, "the system bus went away"},
	{"org.freedesktop.DBus.Error.AccessDenied", SMSMODEM_E_PERMISSION, FORBIDDEN},
	{"org.freedesktop.DBus.Error.AuthFailed", SMSMODEM_E_PERMISSION, FORBIDDEN},
	{"org.freedesktop.DBus.Error.NoMemory", SMSMODEM_E_MEMORY, "bluetoothd is out of memory"},
	{"org.freedesktop.DBus.Error.LimitsExceeded", SMSMODEM_E_TEMPORARY,
	 "the system bus has reached a limit; try again later"},
	{"org.freedesktop.DBus.Error.UnknownObject", SMSMODEM_E_NODEVICE,
	 "bluetoothd does not know this device or controller"},
	{"org.freedesktop.DBus.Error.UnknownMethod", SMSMODEM_E_NODEVICE,
	 "bluetoothd does not know this device or controller, or is too old"},
	{"org.bluez.Error.AlreadyConnected", SMSMODEM_E_BUSY,
	 "bluetoothd says that the device is connected already"},
	{"org.bluez.Error.AlreadyExists", SMSMODEM_E_BUSY,
	 "bluetoothd has one already, registered by another program"},
	{"org.bluez.Error.AuthenticationCanceled", SMSMODEM_E_REFUSED,
	 "the pairing was cancelled, here or on the other side; try again and confirm on both"},
	{"org.bluez.Error.AuthenticationFailed", SMSMODEM_E_REFUSED,
	 "the pairing failed: a wrong number or PIN, or refused on the other side; remove an older "
	 "pairing there and try again"},
	{"org.bluez.Error.AuthenticationRejected", SMSMODEM_E_REFUSED,
	 "the other side rejected the pairing; allow it there and try again"},
	{"org.bluez.Error.AuthenticationTimeout", SMSMODEM_E_TIMEOUT,
	 "nobody confirmed the pairing in time; try again and confirm on both sides"},
	{"org.bluez.Error.Blocked", SMSMODEM_E_NODEVICE,
	 "Bluetooth is blocked; unblock it: rfkill unblock bluetooth"},
	{"org.bluez.Error.Busy", SMSMODEM_E_BUSY, "bluetoothd is busy; try again"},
	{"org.bluez.Error.ConnectionAttemptFailed", SMSMODEM_E_NODEVICE,
	 "the device did not answer; is it switched on, in range, and its Bluetooth on?"},
	{"org.bluez.Error.DoesNotExist", SMSMODEM_E_NODEVICE,
	 "bluetoothd does not know this device or controller"},
	{"org.bluez.Error.InProgress", SMSMODEM_E_BUSY,
	 "bluetoothd is doing that already, for another program; try again later"},
	{"org.bluez.Error.NotAuthorized", SMSMODEM_E_PERMISSION, FORBIDDEN},
	{"org.bluez.Error.NotAvailable", SMSMODEM_E_NODEVICE,
	 "bluetoothd says that this is not available"},
	{"org.bluez.Error.NotPermitted", SMSMODEM_E_PERMISSION,
	 "bluetoothd does not permit that to another program"},
	{"org.bluez.Error.NotReady", SMSMODEM_E_NODEVICE, IS_OFF},
};

int bt_bus_error(const char *name, const char *said, struct smsmodem_error *error)
{
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
		if (strcmp(name, rows[i].name) == 0)
			return smsmodem_error_set(error, rows[i].code, "%s", rows[i].text);
	/* org.bluez.Error.Failed has its reason in the text alone. */
	return smsmodem_error_set(error, SMSMODEM_E_REFUSED, "bluetoothd refused: %.150s (%.100s)",
				  said && *said ? said : "without a reason", name);
}

int bt_bus_broke(int result, struct smsmodem_error *error)
{
	int sys_errno = -result;

	switch (sys_errno) {
	case ENOMEM: return smsmodem_error_set(error, SMSMODEM_E_MEMORY, "out of memory");
	case EACCES:
	case EPERM:
		return error_add_errno(
			error, smsmodem_error_set(error, SMSMODEM_E_PERMISSION, "%s", FORBIDDEN),
			sys_errno);
	case EINVAL:
		return error_set_errno(error, SMSMODEM_E_BUG, sys_errno,
				       "a message to bluetoothd cannot be made");
	default:
		return error_set_errno(error, SMSMODEM_E_LINK, sys_errno,
				       "the connection to the system bus broke");
	}
}
