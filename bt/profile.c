/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A record held by bluetoothd, registered by ProfileManager1 and gone with our connection to the
 * bus. The record alone: the channel is listened on by us, as everywhere else, so that a
 * connection never waits for bluetoothd's authorization, and stays when bluetoothd ends.
 */
#include "bus.h"
#include "record.h"
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>

#define OBJECT  "/org/smsmodem/profile"
#define WAIT_MS 5000 /* bluetoothd is of this machine, but it may be busy with devices */
#define BACK_MS 1000 /* and of the bus alone, which is never busy */
#define ROUNDS  64   /* messages that are looked at before others have their turn */
#define LOST    4    /* a bus that is not dead tells of at most two changes at once */

/*
 * A UUID of no service: for DUN's or SPP's bluetoothd would listen itself, on a channel that is
 * its own default. What the record says is in the record.
 */
#define UUID "6d6f6465-6d20-4b53-8d53-736d736d6f64"

struct bt_profile {
	struct bt_bus bus;
	int epoll_fd;
	uint64_t cookie; /* of the registration */
	bool held;
	char *name, *xml;
};

static int send_registration(struct bt_bus *bus, struct bt_profile *profile,
			     struct smsmodem_error *error)
{
	static const struct bt_bus_method method = {"/org/bluez", "org.bluez.ProfileManager1",
						    "RegisterProfile"};
	sd_bus_message *call;
	int code = bt_bus_begin(bus, &method, &call, error);

	if (code < 0)
		return code;
	int appended = bus->f.message_append(call, "osa{sv}", OBJECT, UUID, 5, "Name", "s",
					     profile->name, "Role", "s", "server", "ServiceRecord",
					     "s", profile->xml, "RequireAuthentication", "b", 0,
					     "RequireAuthorization", "b", 0);
	return bt_bus_send(bus, call, appended, &profile->cookie, error);
}

/*
 * On a bus of its own, so that the one before can still tell when bluetoothd is back. The answer is
 * not waited for: a bluetoothd that starts takes its name long before it answers.
 */
static int start(struct bt_profile *profile, const struct bt_wait *wait,
		 struct smsmodem_error *error)
{
	struct epoll_event event = {.events = EPOLLIN};
	struct bt_bus bus;
	int code = bt_bus_open(&bus, wait, error);

	if (code < 0)
		return code;
	code = send_registration(&bus, profile, error);
	if (code == SMSMODEM_OK &&
	    epoll_ctl(profile->epoll_fd, EPOLL_CTL_ADD, bt_bus_fd(&bus), &event) != 0)
		code = smsmodem_error_set(error, SMSMODEM_E_MEMORY, "out of memory");
	if (code < 0) {
		bt_bus_close(&bus);
		return code;
	}
	bt_bus_close(&profile->bus);
	profile->bus = bus;
	return SMSMODEM_OK;
}

/* A message of bluetoothd: the answer to the registration, or "Release", which wants none. */
static int take(struct bt_profile *profile, sd_bus_message *message, struct smsmodem_error *error)
{
	struct bt_bus *bus = &profile->bus;
	int code = SMSMODEM_OK;

	if (bt_bus_is_reply(bus, message, profile->cookie)) {
		const sd_bus_error *refusal = bus->f.message_get_error(message);

		profile->held = !refusal;
		code = refusal ? bt_bus_error(refusal->name, refusal->message, error) : 1;
	} else if (bus->f.message_is_method_call(message, NULL, NULL) > 0) {
		(void)bt_bus_answer(bus, message, NULL, NULL);
	}
	bus->f.message_unref(message);
	return code;
}

/* The first answer is waited for, as there are other ways if it is a refusal. */
static int await_answer(struct bt_profile *profile, const struct bt_wait *wait,
			struct smsmodem_error *error)
{
	for (;;) {
		sd_bus_message *message;
		int code = bt_bus_next(&profile->bus, wait->deadline_ms, &message, error);

		if (code > 0)
			code = take(profile, message, error);
		else if (code == 0)
			return smsmodem_error_set(error, SMSMODEM_E_TIMEOUT,
						  "bluetoothd does not answer");
		if (code != 0)
			return code > 0 ? SMSMODEM_OK : code;
	}
}

int bt_profile_register(const char *name, const char *xml, int epoll_fd, const struct bt_wait *wait,
			struct bt_profile **profile, struct smsmodem_error *error)
{
	const struct bt_wait part = bt_wait_part(wait, WAIT_MS);
	struct bt_profile *made = calloc(1, sizeof *made);
	int code = SMSMODEM_E_MEMORY;

	*profile = NULL;
	if (made) {
		made->epoll_fd = epoll_fd;
		made->name = strdup(name);
		made->xml = strdup(xml);
	}
	if (made && made->name && made->xml)
		code = start(made, &part, error);
	else
		smsmodem_error_set(error, code, "out of memory");
	if (code == SMSMODEM_OK)
		code = await_answer(made, &part, error);
	if (code < 0) {
		bt_profile_close(made);
		return code;
	}
	/* The caller's descriptor is his for this call alone. */
	made->bus.wait.cancel_fd = -1;
	*profile = made;
	return SMSMODEM_OK;
}

int bt_profile_work(struct bt_profile *profile)
{
	const struct bt_wait wait = bt_wait_for(BACK_MS, BACK_MS, -1);
	int lost = 0;

	for (int i = 0; i < ROUNDS && lost < LOST; i++) {
		sd_bus_message *message;
		int code = bt_bus_next(&profile->bus, 0, &message, NULL);

		if (code == 0)
			return profile->held;
		if (code > 0) {
			(void)take(profile, message, NULL);
			continue;
		}
		profile->held = false;
		lost++;
		if (start(profile, &wait, NULL) == SMSMODEM_OK)
			lost = 0;
	}
	return lost < LOST ? profile->held : SMSMODEM_E_LINK;
}

void bt_profile_close(struct bt_profile *profile)
{
	if (!profile)
		return;
	bt_bus_close(&profile->bus);
	free(profile->name);
	free(profile->xml);
	free(profile);
}
