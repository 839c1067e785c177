/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A system bus with a bluetoothd on it, both played by a thread of the test at the other end of a
 * socket, so that they can say what no bluetoothd would.
 */
#ifndef BLUEZ_FAKE_H
#define BLUEZ_FAKE_H

#include "bluez_fake_objects.h"
#include <poll.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

#define FAKE_OWNER      ":1.1"
#define FAKE_CLIENT     ":1.7"
#define FAKE_DRIVER     "org.freedesktop.DBus"
#define FAKE_DEVICE     "/org/bluez/hci1/dev_00_11_22_33_44_55"
#define FAKE_AGENT_PATH "/org/smsmodem/agent"

/** A call that bluetoothd makes of the agent. */
struct fake_ask {
	const char *member, *types;
	const char *device;
	uint32_t number;
	uint16_t entered;
	const char *pin;
	const char *sender; /* NULL: bluetoothd */
	bool hurries;       /* the next follows before this one has been answered */
};

/** What the other end does. */
struct fake_scene {
	/** Fill a reply to GetManagedObjects; NULL: no objects. */
	void (*objects)(sd_bus_message *reply);
	/** Fill the body of a signal InterfacesAdded, sent after StartDiscovery; NULL: none. */
	void (*added)(sd_bus_message *signal);
	const char *silent;          /* a method that is never answered */
	const char *refused, *with;  /* a method, and the error that it gets */
	bool refused_once;           /* but the next time it goes well */
	const char *hangs_up;        /* a method at which the connection ends */
	const char *owner_goes;      /* a method at which bluetoothd goes, and says no more */
	const struct fake_ask *asks; /* after Pair, up to the row without a member */
	const char *pair_error;      /* what Pair gets after that; NULL: it went well */
	int strangers;               /* signals of others before each reply */
	const char *floods;          /* a method at which others send signals without an end */
};

struct fake {
	struct fake_scene scene;
	int listener;
	pthread_t thread;
	sd_bus *bus;
	sd_bus_message *pair; /* waits for its reply */
	int refusals;         /* of scene.refused */
	size_t asked;         /* rows of scene.asks that were called */
	uint64_t ask_cookie;  /* of the last */
	char log[1024];       /* what was called, and what the agent said */
};

static void fake_log(struct fake *fake, const char *text)
{
	size_t used = strlen(fake->log);

	(void)snprintf(fake->log + used, sizeof fake->log - used, "%s%s", used ? " " : "", text);
}

static void fake_send(struct fake *fake, sd_bus_message *message, const char *sender,
		      uint64_t *cookie)
{
	if (sd_bus_message_set_sender(message, sender) < 0 ||
	    sd_bus_send(fake->bus, message, cookie) < 0)
		fake_log(fake, "!send");
	sd_bus_message_unref(message);
}

/* Who is spoken to: the bus, or bluetoothd. */
static const char *fake_self(sd_bus_message *call)
{
	bool is_driver = strcmp(sd_bus_message_get_destination(call), FAKE_DRIVER) == 0;

	return is_driver ? FAKE_DRIVER : FAKE_OWNER;
}

static void fake_refuse(struct fake *fake, sd_bus_message *call, const char *name)
{
	sd_bus_message *reply = NULL;

	if (sd_bus_message_new_method_errorf(call, &reply, name, "said \033[31mso") >= 0)
		fake_send(fake, reply, fake_self(call), NULL);
}

static void fake_finish_pair(struct fake *fake, const char *refusal)
{
	sd_bus_message *reply = NULL;

	if (refusal)
		fake_refuse(fake, fake->pair, refusal);
	else if (sd_bus_message_new_method_return(fake->pair, &reply) >= 0)
		fake_send(fake, reply, FAKE_OWNER, NULL);
	fake->pair = sd_bus_message_unref(fake->pair);
}

/* The next call of the agent, or, after the last, the reply to Pair. */
static void fake_ask_next(struct fake *fake)
{
	const struct fake_ask *ask = &fake->scene.asks[fake->asked];
	sd_bus_message *call = NULL;

	if (!ask->member) {
		fake_finish_pair(fake, fake->scene.pair_error);
		return;
	}
	fake->asked++;
	if (sd_bus_message_new_method_call(fake->bus, &call, FAKE_CLIENT, FAKE_AGENT_PATH,
					   "org.bluez.Agent1", ask->member) < 0)
		return;
	for (const char *type = ask->types; *type; type++)
		(void)(*type == 'o'   ? sd_bus_message_append(call, "o", ask->device)
		       : *type == 's' ? sd_bus_message_append(call, "s", ask->pin)
		       : *type == 'u' ? sd_bus_message_append(call, "u", ask->number)
				      : sd_bus_message_append(call, "q", ask->entered));
	fake_send(fake, call, ask->sender ? ask->sender : FAKE_OWNER, &fake->ask_cookie);
	if (ask->hurries)
		fake_ask_next(fake);
}

static void fake_hear_agent(struct fake *fake, sd_bus_message *reply)
{
	const struct fake_ask *ask = &fake->scene.asks[fake->asked - 1];
	const sd_bus_error *refusal = sd_bus_message_get_error(reply);
	char text[96];
	const char *pin;
	uint32_t passkey;

	if (refusal)
		(void)snprintf(text, sizeof text, "%s=%s", ask->member,
			       strrchr(refusal->name, '.') + 1);
	else if (sd_bus_message_read(reply, "u", &passkey) > 0)
		(void)snprintf(text, sizeof text, "%s=%u", ask->member, (unsigned)passkey);
	else if (sd_bus_message_read(reply, "s", &pin) > 0)
		(void)snprintf(text, sizeof text, "%s=%s", ask->member, pin);
	else
		(void)snprintf(text, sizeof text, "%s=yes", ask->member);
	fake_log(fake, text);
	if (fake->pair)
		fake_ask_next(fake);
}

static void fake_send_added(struct fake *fake)
{
	sd_bus_message *signal = NULL;

	if (!fake->scene.added ||
	    sd_bus_message_new_signal(fake->bus, &signal, "/", "org.freedesktop.DBus.ObjectManager",
				      "InterfacesAdded") < 0)
		return;
	fake->scene.added(signal);
	fake_send(fake, signal, FAKE_OWNER, NULL);
}

/* Signals that must not be believed: nobody but the bus and bluetoothd counts. */
static void fake_send_strangers(struct fake *fake)
{
	for (int i = 0; i < fake->scene.strangers; i++) {
		sd_bus_message *signal = NULL;

		if (sd_bus_message_new_signal(fake->bus, &signal, "/org/freedesktop/DBus",
					      FAKE_DRIVER, "NameOwnerChanged") >= 0 &&
		    sd_bus_message_append(signal, "sss", "org.bluez", FAKE_OWNER, "") >= 0)
			fake_send(fake, signal, ":1.66", NULL);
	}
}

/* A signal of ":1.66" as it is on the wire (D-Bus Specification, "Message Format"). */
#define FAKE_STRANGER_SIZE 80
static const char fake_stranger[FAKE_STRANGER_SIZE + 1] =
	"l\4\1\1\0\0\0\0\1\0\0\0>\0\0\0" /* 62 octets of header fields */
	"\1\1o\0\1\0\0\0/\0\0\0\0\0\0\0" /* path */
	"\2\1s\0\3\0\0\0x.y\0\0\0\0\0"   /* interface */
	"\3\1s\0\1\0\0\0Z\0\0\0\0\0\0\0" /* member */
	"\7\1s\0\5\0\0\0:1.66\0\0\0";    /* sender */

/* Faster than they are read, until the other end has gone, or for as long as nobody would wait. */
static void fake_flood(struct fake *fake)
{
	static char block[100 * FAKE_STRANGER_SIZE];
	struct pollfd room = {sd_bus_get_fd(fake->bus), POLLOUT, 0};
	struct timespec now;
	size_t at = 0;

	for (size_t i = 0; i < sizeof block; i++)
		block[i] = fake_stranger[i % FAKE_STRANGER_SIZE];
	if (sd_bus_flush(fake->bus) < 0 || clock_gettime(CLOCK_MONOTONIC, &now) != 0)
		return;
	for (time_t end = now.tv_sec + 5; now.tv_sec < end; clock_gettime(CLOCK_MONOTONIC, &now)) {
		if (poll(&room, 1, 1000) != 1)
			return;
		ssize_t sent =
			send(room.fd, block + at, sizeof block - at, MSG_NOSIGNAL | MSG_DONTWAIT);
		if (sent <= 0)
			return;
		at = (at + (size_t)sent) % sizeof block;
	}
}

static void fake_owner_goes(struct fake *fake)
{
	sd_bus_message *signal = NULL;

	if (sd_bus_message_new_signal(fake->bus, &signal, "/org/freedesktop/DBus", FAKE_DRIVER,
				      "NameOwnerChanged") >= 0 &&
	    sd_bus_message_append(signal, "sss", "org.bluez", FAKE_OWNER, "") >= 0)
		fake_send(fake, signal, FAKE_DRIVER, NULL);
}

static void fake_reply(struct fake *fake, sd_bus_message *call, const char *member)
{
	sd_bus_message *reply = NULL;
	int result = sd_bus_message_new_method_return(call, &reply);

	if (result >= 0 && strcmp(member, "Hello") == 0)
		result = sd_bus_message_append(reply, "s", FAKE_CLIENT);
	else if (result >= 0 && strcmp(member, "GetNameOwner") == 0)
		result = sd_bus_message_append(reply, "s", FAKE_OWNER);
	else if (result >= 0 && strcmp(member, "GetManagedObjects") == 0)
		(fake->scene.objects ? fake->scene.objects : objects_none)(reply);
	if (result >= 0)
		fake_send(fake, reply, fake_self(call), NULL);
	if (strcmp(member, "StartDiscovery") == 0)
		fake_send_added(fake);
}

/* What is asked of the bus itself is logged only if it is remarkable. */
static void fake_log_call(struct fake *fake, sd_bus_message *call, const char *member)
{
	const char *first, *second;
	char text[128];

	if (strcmp(member, "Hello") == 0 || strcmp(member, "AddMatch") == 0 ||
	    strcmp(member, "GetNameOwner") == 0)
		return;
	(void)snprintf(text, sizeof text, "%s", member);
	if (strcmp(member, "RegisterAgent") == 0 &&
	    sd_bus_message_read(call, "os", &first, &second) > 0)
		(void)snprintf(text, sizeof text, "%s(%s)", member, second);
	else if (strcmp(member, "RemoveDevice") == 0 && sd_bus_message_read(call, "o", &first) > 0)
		(void)snprintf(text, sizeof text, "%s:%s(%s)", sd_bus_message_get_path(call),
			       member, first);
	else if (strcmp(member, "SetDiscoveryFilter") == 0 &&
		 sd_bus_message_read(call, "a{sv}", 1, &first, "s", &second) > 0)
		(void)snprintf(text, sizeof text, "%s(%s=%s)", member, first, second);
	else if (strcmp(member, "Set") == 0) {
		int value = -1;

		if (sd_bus_message_read(call, "ssv", &first, &second, "b", &value) > 0)
			(void)snprintf(text, sizeof text, "%s:%s.%s=%d",
				       sd_bus_message_get_path(call), member, second, value);
	}
	fake_log(fake, text);
}

static bool fake_is(const char *row, const char *member)
{
	return row && strcmp(row, member) == 0;
}

/* @return false: hang up */
static bool fake_serve(struct fake *fake, sd_bus_message *call)
{
	const struct fake_scene *scene = &fake->scene;
	const char *member = sd_bus_message_get_member(call);

	if (!member)
		return false;
	fake_log_call(fake, call, member);
	if (fake_is(scene->hangs_up, member))
		return false;
	if (fake_is(scene->floods, member)) {
		fake_flood(fake);
		return false;
	}
	if (fake_is(scene->owner_goes, member)) {
		fake_owner_goes(fake);
		return true;
	}
	if (strcmp(member, "Hello") != 0)
		fake_send_strangers(fake);
	if (fake_is(scene->silent, member) || sd_bus_message_get_expect_reply(call) <= 0)
		return true;
	if (fake_is(scene->refused, member) && !(scene->refused_once && fake->refusals++ > 0)) {
		fake_refuse(fake, call, scene->with);
	} else if (strcmp(member, "Pair") == 0 && scene->asks) {
		fake->pair = sd_bus_message_ref(call);
		fake_ask_next(fake);
	} else {
		if (strcmp(member, "CancelPairing") == 0 && fake->pair)
			fake_finish_pair(fake, "org.bluez.Error.AuthenticationCanceled");
		fake_reply(fake, call, member);
	}
	return true;
}

static bool fake_take(struct fake *fake, sd_bus_message *message)
{
	uint64_t to;

	if (sd_bus_message_is_method_call(message, NULL, NULL) > 0)
		return fake_serve(fake, message);
	if (fake->asked && sd_bus_message_get_reply_cookie(message, &to) >= 0 &&
	    to == fake->ask_cookie)
		fake_hear_agent(fake, message);
	return true;
}

static void fake_session(struct fake *fake, int fd)
{
	const sd_id128_t id =
		SD_ID128_MAKE(01, 23, 45, 67, 89, ab, cd, ef, 01, 23, 45, 67, 89, ab, cd, ef);
	bool goes_on = sd_bus_new(&fake->bus) >= 0 && sd_bus_set_fd(fake->bus, fd, fd) >= 0 &&
		       sd_bus_set_server(fake->bus, 1, id) >= 0 && sd_bus_start(fake->bus) >= 0;

	while (goes_on) {
		sd_bus_message *message = NULL;
		int result = sd_bus_process(fake->bus, &message);

		if (message)
			goes_on = fake_take(fake, message);
		else
			goes_on = result > 0 ||
				  (result == 0 && sd_bus_wait(fake->bus, UINT64_MAX) >= 0);
		sd_bus_message_unref(message);
	}
	fake->pair = sd_bus_message_unref(fake->pair);
	fake->bus = sd_bus_close_unref(fake->bus);
}

static void *fake_main(void *argument)
{
	struct fake *fake = argument;
	int fd;

	while ((fd = accept4(fake->listener, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK)) >= 0)
		fake_session(fake, fd);
	return NULL;
}

/** Play the scene at the address that the library takes for the system bus, until fake_stop. */
static void fake_start(struct fake *fake, const struct fake_scene *scene)
{
	struct sockaddr_un address = {.sun_family = AF_UNIX};
	char bus[128];

	*fake = (struct fake){.scene = *scene};
	/* An abstract name: nothing is left behind. */
	int length = snprintf(address.sun_path + 1, sizeof address.sun_path - 1,
			      "smsmodem-test-bus-%ld", (long)getpid());
	(void)snprintf(bus, sizeof bus, "unix:abstract=%s", address.sun_path + 1);
	assert_int_equal(setenv("DBUS_SYSTEM_BUS_ADDRESS", bus, 1), 0);
	fake->listener = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	assert_true(fake->listener >= 0);
	assert_int_equal(bind(fake->listener, (const struct sockaddr *)&address,
			      (socklen_t)(sizeof address.sun_family + 1 + (size_t)length)),
			 0);
	assert_int_equal(listen(fake->listener, 8), 0);
	assert_int_equal(pthread_create(&fake->thread, NULL, fake_main, fake), 0);
}

/** After the library has closed its connections. The log is then complete. */
static void fake_stop(struct fake *fake)
{
	(void)shutdown(fake->listener, SHUT_RDWR);
	assert_int_equal(pthread_join(fake->thread, NULL), 0);
	close(fake->listener);
}

#endif
