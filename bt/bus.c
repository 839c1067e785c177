/* SPDX-License-Identifier: GPL-3.0-or-later */
/* bluetoothd on the system bus. */
#include "bus.h"
#include "library.h"
#include <errno.h>
#include <poll.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define DRIVER      "org.freedesktop.DBus"
#define NOT_RUNNING "org.freedesktop.DBus.Error.NameHasNoOwner"
#define ROUNDS_MAX  256 /* messages of others behind the deadline */

static const struct bt_bus_method add_match = {"/org/freedesktop/DBus", DRIVER, "AddMatch"};

int bt_bus_fd(const struct bt_bus *bus)
{
	return bus->f.get_fd(bus->bus);
}

/* --- one message --- */

/* @return whether a message of the bus itself says that bluetoothd is another one now, or none */
static bool owner_changed(const struct bt_bus *bus, sd_bus_message *message)
{
	const char *name, *old, *new;

	return bus->owner[0] && bus->f.message_is_signal(message, DRIVER, "NameOwnerChanged") > 0 &&
	       bus->f.message_read(message, "sss", &name, &old, &new) > 0 &&
	       strcmp(name, BLUEZ) == 0 && strcmp(new, bus->owner) != 0;
}

/* The bus lets everybody write to everybody: only bluetoothd, and the bus itself, are listened to.
 */
static bool is_stranger(const struct bt_bus *bus, const char *sender)
{
	return !sender || (strcmp(sender, DRIVER) != 0 && strcmp(sender, bus->owner) != 0);
}

/* @return 1: it is for the caller; 0: it was not, and is gone; SMSMODEM_E_LINK */
static int sift(struct bt_bus *bus, sd_bus_message **message, struct smsmodem_error *error)
{
	const char *sender = bus->f.message_get_sender(*message);
	int code = 1;

	if (is_stranger(bus, sender)) {
		if (bus->f.message_is_method_call(*message, NULL, NULL) > 0)
			(void)bt_bus_refuse(bus, *message,
					    "org.freedesktop.DBus.Error.AccessDenied", NULL);
		code = 0;
	} else if (strcmp(sender, DRIVER) == 0 &&
		   bus->f.message_is_signal(*message, NULL, NULL) > 0) {
		code = owner_changed(bus, *message)
			       ? smsmodem_error_set(error, SMSMODEM_E_LINK,
						    "bluetoothd went away: it was stopped or "
						    "started anew; try again")
			       : 0;
	}
	if (code != 1)
		*message = bus->f.message_unref(*message);
	return code;
}

/* Wait for the descriptor, or for what sd-bus itself has to do by a certain time. */
static int await(struct bt_bus *bus, int64_t deadline_ms, struct smsmodem_error *error)
{
	uint64_t due_usec;
	int events = bus->f.get_events(bus->bus);
	int result = bus->f.get_timeout(bus->bus, &due_usec);

	if (events < 0 || result < 0)
		return bt_bus_broke(events < 0 ? events : result, error);
	int64_t due_ms = due_usec > INT64_MAX / 2 ? -1 : (int64_t)(due_usec / 1000) + 1;
	int ready = fd_wait(bt_bus_fd(bus), (short)events, bus->wait.cancel_fd,
			    bt_earlier(due_ms, deadline_ms), error);
	if (ready > 0 && ready & TRANSPORT_CANCELLED)
		return smsmodem_error_set(error, SMSMODEM_E_CANCELLED, "cancelled");
	return ready < 0 ? ready : SMSMODEM_OK;
}

/*
 * As bt_bus_next, but past what was kept. What others send has no end by itself: it is gone through
 * until the deadline, and ROUNDS_MAX of it where that has come already, as a reply may be behind.
 */
static int pull(struct bt_bus *bus, int64_t deadline_ms, sd_bus_message **message,
		struct smsmodem_error *error)
{
	for (int late = 0; late < ROUNDS_MAX;) {
		*message = NULL;
		int result = bus->f.process(bus->bus, message);
		if (result < 0)
			return bt_bus_broke(result, error);
		int code = *message ? sift(bus, message, error) : 0;
		if (code != 0)
			return code;
		bool over = deadline_ms >= 0 && clock_now_ms() >= deadline_ms;
		if (result == 0 && over)
			break;
		late += over;
		/* Where there is more to do this only looks at the cancel descriptor. */
		code = await(bus, result > 0 ? 0 : deadline_ms, error);
		if (code < 0)
			return code;
	}
	return 0;
}

int bt_bus_next(struct bt_bus *bus, int64_t deadline_ms, sd_bus_message **message,
		struct smsmodem_error *error)
{
	if (bus->kept_count == 0)
		return pull(bus, deadline_ms, message, error);
	*message = bus->kept[0];
	bus->kept_count--;
	for (size_t i = 0; i < bus->kept_count; i++)
		bus->kept[i] = bus->kept[i + 1];
	return 1;
}

/* --- calls --- */

bool bt_bus_is_reply(const struct bt_bus *bus, sd_bus_message *message, uint64_t cookie)
{
	uint64_t to;

	return bus->f.message_get_reply_cookie(message, &to) >= 0 && to == cookie;
}

static int begin(struct bt_bus *bus, const char *destination, const struct bt_bus_method *method,
		 sd_bus_message **call, struct smsmodem_error *error)
{
	int result = bus->f.message_new_method_call(bus->bus, call, destination, method->path,
						    method->interface, method->member);

	return result < 0 ? bt_bus_broke(result, error) : SMSMODEM_OK;
}

int bt_bus_begin(struct bt_bus *bus, const struct bt_bus_method *method, sd_bus_message **call,
		 struct smsmodem_error *error)
{
	return begin(bus, bus->owner, method, call, error);
}

int bt_bus_send(struct bt_bus *bus, sd_bus_message *call, int appended, uint64_t *cookie,
		struct smsmodem_error *error)
{
	int result = appended;

	if (result >= 0 && !cookie)
		result = bus->f.message_set_expect_reply(call, 0);
	if (result >= 0)
		result = bus->f.send(bus->bus, call, cookie);
	bus->f.message_unref(call);
	return result < 0 ? bt_bus_broke(result, error) : SMSMODEM_OK;
}

/* Beyond what can be kept, signals are lost: they repeat what can be asked for. */
static void keep(struct bt_bus *bus, sd_bus_message *message)
{
	if (bus->kept_count < BT_BUS_KEPT_MAX)
		bus->kept[bus->kept_count++] = message;
	else
		bus->f.message_unref(message);
}

/* @return SMSMODEM_OK, and the reply is the caller's; or its error, and it is gone */
static int judge(struct bt_bus *bus, sd_bus_message *answer, sd_bus_message **reply,
		 struct smsmodem_error *error)
{
	const sd_bus_error *refusal = bus->f.message_get_error(answer);
	int code = refusal ? bt_bus_error(refusal->name, refusal->message, error) : SMSMODEM_OK;

	if (code == SMSMODEM_OK && reply)
		*reply = answer;
	else
		bus->f.message_unref(answer);
	return code;
}

static int await_reply(struct bt_bus *bus, uint64_t cookie, sd_bus_message **reply,
		       struct smsmodem_error *error)
{
	for (;;) {
		sd_bus_message *message;
		int code = pull(bus, bus->wait.deadline_ms, &message, error);

		if (code < 0)
			return code;
		if (code == 0)
			break;
		if (bt_bus_is_reply(bus, message, cookie))
			return judge(bus, message, reply, error);
		keep(bus, message);
		if (bus->wait.deadline_ms >= 0 && clock_now_ms() > bus->wait.deadline_ms)
			break;
	}
	return smsmodem_error_set(error, SMSMODEM_E_TIMEOUT,
				  "bluetoothd does not answer; if it stays so, restart it: "
				  "systemctl restart bluetooth");
}

int bt_bus_exchange(struct bt_bus *bus, sd_bus_message *call, int appended, sd_bus_message **reply,
		    struct smsmodem_error *error)
{
	uint64_t cookie = 0;

	if (reply)
		*reply = NULL;
	int code = bt_bus_send(bus, call, appended, &cookie, error);
	return code < 0 ? code : await_reply(bus, cookie, reply, error);
}

int bt_bus_call(struct bt_bus *bus, const struct bt_bus_method *method, sd_bus_message **reply,
		struct smsmodem_error *error, const char *types, ...)
{
	sd_bus_message *call;
	int appended = 0, code = bt_bus_begin(bus, method, &call, error);
	va_list arguments;

	if (code < 0)
		return code;
	va_start(arguments, types);
	if (types)
		appended = bus->f.message_appendv(call, types, arguments);
	va_end(arguments);
	return bt_bus_exchange(bus, call, appended, reply, error);
}

int bt_bus_match(struct bt_bus *bus, const char *rule, struct smsmodem_error *error)
{
	sd_bus_message *call;
	int code = begin(bus, DRIVER, &add_match, &call, error);

	if (code < 0)
		return code;
	return bt_bus_exchange(bus, call, bus->f.message_append(call, "s", rule), NULL, error);
}

/* --- answers --- */

static int send_answer(struct bt_bus *bus, sd_bus_message *answer, int result,
		       struct smsmodem_error *error)
{
	if (result >= 0)
		result = bus->f.send(bus->bus, answer, NULL);
	bus->f.message_unref(answer);
	return result < 0 ? bt_bus_broke(result, error) : SMSMODEM_OK;
}

int bt_bus_answer(struct bt_bus *bus, sd_bus_message *call, struct smsmodem_error *error,
		  const char *types, ...)
{
	sd_bus_message *answer = NULL;
	int result = bus->f.message_new_method_return(call, &answer);
	va_list arguments;

	va_start(arguments, types);
	if (result >= 0 && types)
		result = bus->f.message_appendv(answer, types, arguments);
	va_end(arguments);
	return send_answer(bus, answer, result, error);
}

int bt_bus_refuse(struct bt_bus *bus, sd_bus_message *call, const char *name,
		  struct smsmodem_error *error)
{
	sd_bus_message *answer = NULL;
	int result = bus->f.message_new_method_errorf(call, &answer, name, "%s", "refused");

	return send_answer(bus, answer, result, error);
}

/* --- the connection --- */

static int load(struct bt_bus_functions *functions, struct smsmodem_error *error)
{
#define ROW(name) {"sd_bus_" #name, offsetof(struct bt_bus_functions, name)},
	static const struct library_symbol symbols[] = {BT_BUS_FUNCTIONS(ROW)};
#undef ROW

	if (library_load("libsystemd.so.0", symbols, sizeof symbols / sizeof symbols[0], functions))
		return SMSMODEM_OK;
	return smsmodem_error_set(error, SMSMODEM_E_CONFIG,
				  "bluetoothd cannot be asked: libsystemd (246 or newer) is not "
				  "installed");
}

static int connect_bus(struct bt_bus *bus, struct smsmodem_error *error)
{
	int result = bus->f.open_system(&bus->bus);

	if (result >= 0)
		return SMSMODEM_OK;
	bus->bus = NULL;
	if (result == -EACCES || result == -EPERM)
		return error_set_errno(
			error, SMSMODEM_E_PERMISSION, -result,
			"bluetoothd cannot be asked: D-Bus does not let this user in");
	return error_set_errno(error, SMSMODEM_E_NODEVICE, -result,
			       "bluetoothd cannot be asked: there is no D-Bus system bus (is dbus "
			       "running?)");
}

/* The rule comes first, so that no end of bluetoothd is missed. */
static int find_owner(struct bt_bus *bus, struct smsmodem_error *error)
{
	static const struct bt_bus_method get_owner = {"/org/freedesktop/DBus", DRIVER,
						       "GetNameOwner"};
	sd_bus_message *call, *reply = NULL;
	const char *owner;
	int code = bt_bus_match(bus,
				"type='signal',sender='" DRIVER "',interface='" DRIVER
				"',member='NameOwnerChanged',arg0='" BLUEZ "'",
				error);

	if (code == SMSMODEM_OK)
		code = begin(bus, DRIVER, &get_owner, &call, error);
	if (code == SMSMODEM_OK)
		code = bt_bus_exchange(bus, call, bus->f.message_append(call, "s", BLUEZ), &reply,
				       error);
	if (code == SMSMODEM_OK &&
	    (bus->f.message_read(reply, "s", &owner) <= 0 || strlen(owner) >= sizeof bus->owner))
		code = bt_bus_error(NOT_RUNNING, NULL, error);
	else if (code == SMSMODEM_OK)
		(void)snprintf(bus->owner, sizeof bus->owner, "%s", owner);
	bus->f.message_unref(reply);
	return code;
}

int bt_bus_open(struct bt_bus *bus, const struct bt_wait *wait, struct smsmodem_error *error)
{
	*bus = (struct bt_bus){.wait = *wait};
	int code = load(&bus->f, error);

	if (code == SMSMODEM_OK)
		code = connect_bus(bus, error);
	if (code == SMSMODEM_OK)
		code = find_owner(bus, error);
	if (code < 0)
		bt_bus_close(bus);
	return code;
}

void bt_bus_close(struct bt_bus *bus)
{
	for (size_t i = 0; i < bus->kept_count; i++)
		bus->f.message_unref(bus->kept[i]);
	bus->kept_count = 0;
	if (bus->bus)
		bus->bus = bus->f.close_unref(bus->bus);
}
