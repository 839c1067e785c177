/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pairing: Device1.Pair, and what its agent is asked until the reply comes. */
#include "agent.h"
#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>

/** A user has to find the button on the other side. */
#define PAIR_MS 60000
/** Two inquiries of 10.24 s, and bluetoothd's pause between them. */
#define DISCOVER_MS 30000
/** To take leave of bluetoothd. */
#define LEAVE_MS 2000

enum state {
	PAIRING,
	PAIRED,
	OVER
};

struct smsmodem_bt_pairing {
	struct bt_bus bus;
	struct bt_adapter adapter;
	bdaddr_t address;
	struct bt_bus_device device;
	enum state state;
	bool is_agent;
	uint64_t cookie;          /* of Pair */
	sd_bus_message *question; /* a call that waits for the user */
	enum smsmodem_bt_step_kind asked;
	bool declined; /* the user said no */
	bool is_cut;   /* a link with a key of its own was ended for this */
	bool is_again; /* Pair was sent a second time */
	bool has_asked;
};

/* --- a device that bluetoothd does not know yet --- */

static int await_device(struct smsmodem_bt_pairing *pairing, const struct bt_wait *wait,
			struct smsmodem_error *error)
{
	struct bt_bus *bus = &pairing->bus;
	struct bt_bus_device *device = &pairing->device;
	char address[SMSMODEM_BT_ADDRESS_SIZE], scan[BT_HINT_SIZE];
	sd_bus_message *message;
	int code;

	bt_address_format(&pairing->address, address);
	while ((code = bt_bus_next(bus, wait->deadline_ms, &message, error)) == 1) {
		bool is_ours = bt_bus_device_added(bus, message, device) &&
			       strcmp(device->known.address, address) == 0 &&
			       strcmp(device->known.adapter, pairing->adapter.name) == 0;

		bus->f.message_unref(message);
		if (is_ours)
			return SMSMODEM_OK;
		if (bt_wait_over(wait))
			break;
	}
	return code < 0 ? code
			: smsmodem_error_set(
				  error, SMSMODEM_E_NODEVICE,
				  "%s was not seen; make it visible in its Bluetooth "
				  "settings and bring it near (%s shows what is in range)",
				  address,
				  bt_hint(scan, "scan", bt_adapter_chosen(&pairing->adapter), ""));
}

static int discover(struct smsmodem_bt_pairing *pairing, struct smsmodem_error *error)
{
	struct bt_wait wait = bt_wait_part(&pairing->bus.wait, DISCOVER_MS);
	int code = bt_discovery_start(&pairing->bus, pairing->adapter.name, error);

	if (code < 0)
		return code;
	code = await_device(pairing, &wait, error);
	/* While it looks around, a controller is slow to connect. */
	(void)bt_discovery_stop(&pairing->bus, pairing->adapter.name, NULL);
	return code;
}

static int look(struct smsmodem_bt_pairing *pairing, struct smsmodem_error *error)
{
	return bt_bluez_look(&pairing->bus, &pairing->address, pairing->adapter.name,
			     &pairing->device, error);
}

/* A key for one connection stands in the way of one that stays, and ends with the connection. */
static int look_without_key(struct smsmodem_bt_pairing *pairing, struct smsmodem_error *error)
{
	const struct bt_bus_method disconnect = {pairing->device.path, BLUEZ_DEVICE, "Disconnect"};
	int found = look(pairing, error);

	if (found <= 0 || !pairing->device.is_temporary)
		return found;
	/* Should bluetoothd refuse it, Pair does too. */
	int code = bt_bus_call(&pairing->bus, &disconnect, NULL, error, NULL);
	if (code == SMSMODEM_E_CANCELLED || code == SMSMODEM_E_LINK)
		return code;
	pairing->is_cut = true;
	return look(pairing, error);
}

static int find(struct smsmodem_bt_pairing *pairing, struct smsmodem_error *error)
{
	int found = look_without_key(pairing, error);

	if (found != 0)
		return found < 0 ? found : SMSMODEM_OK;
	return discover(pairing, error);
}

/* --- begin --- */

static int send_pair(struct smsmodem_bt_pairing *pairing, struct smsmodem_error *error)
{
	const struct bt_bus_method pair = {pairing->device.path, BLUEZ_DEVICE, "Pair"};
	sd_bus_message *call;
	int code = bt_bus_begin(&pairing->bus, &pair, &call, error);

	if (code == SMSMODEM_OK)
		code = bt_bus_send(&pairing->bus, call, 0, &pairing->cookie, error);
	if (code == SMSMODEM_OK)
		pairing->state = PAIRING;
	return code;
}

static int begin(struct smsmodem_bt_pairing *pairing, enum smsmodem_bt_capability capability,
		 struct smsmodem_error *error)
{
	int code = bt_agent_register(&pairing->bus, capability, error);

	if (code < 0)
		return code;
	pairing->is_agent = true;
	return send_pair(pairing, error);
}

static int prepare(struct smsmodem_bt_pairing *pairing, const struct smsmodem_bt_options *options,
		   enum smsmodem_bt_capability capability, struct smsmodem_error *error)
{
	struct bt_wait wait = bt_wait_for(options->timeout_ms, PAIR_MS, options->cancel_fd);
	int code = bt_adapter_find_for(options->adapter, &pairing->address, &wait,
				       &pairing->adapter, error);

	if (code == SMSMODEM_OK)
		code = bt_bus_open(&pairing->bus, &wait, error);
	if (code == SMSMODEM_OK)
		code = find(pairing, error);
	if (code < 0)
		return code;
	if (pairing->device.known.paired) {
		pairing->state = PAIRED;
		return SMSMODEM_OK;
	}
	return begin(pairing, capability, error);
}

int smsmodem_bt_pair(const struct smsmodem_bt_options *options, const char *address,
		     enum smsmodem_bt_capability capability, struct smsmodem_bt_pairing **pairing,
		     struct smsmodem_error *error)
{
	bdaddr_t peer;

	*pairing = NULL;
	int code = bt_address_read(address, &peer, error);
	if (code < 0)
		return code;
	struct smsmodem_bt_pairing *self = calloc(1, sizeof *self);
	if (!self)
		return smsmodem_error_set(error, SMSMODEM_E_MEMORY, "out of memory");
	self->address = peer;
	/* Until Pair has been sent there is nothing to cancel. */
	self->state = OVER;
	code = prepare(self, options, capability, error);
	if (code < 0) {
		smsmodem_bt_pair_close(self);
		return code;
	}
	*pairing = self;
	return SMSMODEM_OK;
}

/* --- step by step --- */

/* So it is with a key that was made meanwhile, to be kept or not. */
static int exists_already(struct smsmodem_bt_pairing *pairing, struct smsmodem_error *error)
{
	char address[SMSMODEM_BT_ADDRESS_SIZE];

	pairing->state = OVER;
	int found = look(pairing, error);
	if (found < 0)
		return found;
	if (found > 0 && pairing->device.known.paired) {
		pairing->state = PAIRED;
		return SMSMODEM_OK;
	}
	bt_address_format(&pairing->address, address);
	return smsmodem_error_set(error, SMSMODEM_E_BUSY,
				  "%s is connected with a key for that connection alone: end what "
				  "uses it, and pair again",
				  address);
}

static int fail(struct smsmodem_bt_pairing *pairing, const sd_bus_error *refusal,
		struct smsmodem_error *error)
{
	if (strcmp(refusal->name, "org.bluez.Error.AlreadyExists") == 0)
		return exists_already(pairing, error);
	pairing->state = OVER;
	if (pairing->declined)
		return smsmodem_error_set(error, SMSMODEM_E_REFUSED,
					  "not paired: it was refused here");
	return bt_bus_error(refusal->name, refusal->message, error);
}

/*
 * bluetoothd forgets a device that nobody uses, also between our look and Pair; and the late end of
 * the old link takes a new pairing along.
 */
static bool is_passing(const struct smsmodem_bt_pairing *pairing, const char *refusal)
{
	if (pairing->is_again || pairing->has_asked)
		return false;
	return strcmp(refusal, "org.freedesktop.DBus.Error.UnknownObject") == 0 ||
	       (pairing->is_cut && strcmp(refusal, "org.bluez.Error.AuthenticationCanceled") == 0);
}

static int try_again(struct smsmodem_bt_pairing *pairing, struct smsmodem_error *error)
{
	pairing->is_again = true;
	pairing->state = OVER;
	int found = look(pairing, error);
	int code = found == 0 ? discover(pairing, error) : found;
	return code < 0 ? code : send_pair(pairing, error);
}

/* @return 1: paired; 0: tried again; or a failure */
static int finish(struct smsmodem_bt_pairing *pairing, sd_bus_message *reply,
		  struct smsmodem_error *error)
{
	const sd_bus_error *refusal = pairing->bus.f.message_get_error(reply);

	if (refusal && is_passing(pairing, refusal->name))
		return try_again(pairing, error);
	if (refusal) {
		int code = fail(pairing, refusal, error);
		return code < 0 ? code : 1;
	}
	pairing->state = PAIRED;
	return 1;
}

static void drop_question(struct smsmodem_bt_pairing *pairing)
{
	pairing->question = pairing->bus.f.message_unref(pairing->question);
}

/* @return 1: the user has a step; 0: not yet; or a failure. Takes the message */
static int take(struct smsmodem_bt_pairing *pairing, sd_bus_message *message,
		struct smsmodem_bt_step *step, struct smsmodem_error *error)
{
	struct bt_bus *bus = &pairing->bus;
	int code = 0;

	if (bt_bus_is_reply(bus, message, pairing->cookie)) {
		code = finish(pairing, message, error);
		*step = (struct smsmodem_bt_step){.kind = SMSMODEM_BT_PAIRED};
		bus->f.message_unref(message);
		return code;
	}
	enum bt_agent_call call = bt_agent_take(bus, message, pairing->device.path, step);
	if (call == BT_AGENT_ASKS) {
		pairing->question = message;
		pairing->asked = step->kind;
		pairing->has_asked = true;
		return 1;
	}
	bus->f.message_unref(message);
	return call == BT_AGENT_SHOWS;
}

static int too_late(const struct smsmodem_bt_pairing *pairing, struct smsmodem_error *error)
{
	return smsmodem_error_set(error, SMSMODEM_E_TIMEOUT,
				  "%s was not paired in time; confirm on both sides, and try again",
				  pairing->device.known.address);
}

static int await_step(struct smsmodem_bt_pairing *pairing, struct smsmodem_bt_step *step,
		      struct smsmodem_error *error)
{
	const struct bt_wait *wait = &pairing->bus.wait;
	sd_bus_message *message;
	int code;

	while ((code = bt_bus_next(&pairing->bus, wait->deadline_ms, &message, error)) == 1) {
		code = take(pairing, message, step, error);
		if (code != 0)
			return code < 0 ? code : SMSMODEM_OK;
		if (bt_wait_over(wait))
			break;
	}
	return code < 0 ? code : too_late(pairing, error);
}

int smsmodem_bt_pair_next(struct smsmodem_bt_pairing *pairing, struct smsmodem_bt_step *step,
			  struct smsmodem_error *error)
{
	*step = (struct smsmodem_bt_step){.kind = SMSMODEM_BT_PAIRED};
	if (pairing->question)
		return smsmodem_error_set(error, SMSMODEM_E_USAGE,
					  "the last step of the pairing wants an answer first");
	if (pairing->state == PAIRED)
		return SMSMODEM_OK;
	if (pairing->state == OVER)
		return smsmodem_error_set(error, SMSMODEM_E_USAGE,
					  "the pairing has failed already");
	return await_step(pairing, step, error);
}

/* What comes while the user thinks. @return 0, or a failure. Takes the message */
static int take_aside(struct smsmodem_bt_pairing *pairing, sd_bus_message *message,
		      struct smsmodem_error *error)
{
	struct bt_bus *bus = &pairing->bus;
	struct smsmodem_bt_step step;
	int code = SMSMODEM_OK;

	if (bt_bus_is_reply(bus, message, pairing->cookie)) {
		drop_question(pairing);
		code = finish(pairing, message, error);
		if (code > 0)
			code = SMSMODEM_OK;
	} else {
		enum bt_agent_call call = bt_agent_take(bus, message, pairing->device.path, &step);

		if (call == BT_AGENT_ASKS) /* one question at a time */
			(void)bt_agent_reject(bus, message, NULL);
		else if (call == BT_AGENT_CANCELS)
			drop_question(pairing);
	}
	bus->f.message_unref(message);
	return code;
}

/* @return 1: there is an answer; 0: bluetoothd says something, or it is late; or a failure */
static int await_user(const struct smsmodem_bt_pairing *pairing, int fd,
		      struct smsmodem_error *error)
{
	const struct bt_wait *wait = &pairing->bus.wait;
	int64_t left_ms = wait->deadline_ms - clock_now_ms();
	struct pollfd fds[] = {{bt_bus_fd(&pairing->bus), POLLIN, 0},
			       {wait->cancel_fd, POLLIN, 0},
			       {fd, POLLIN, 0}};

	if (wait->deadline_ms < 0 || left_ms > INT_MAX)
		left_ms = INT_MAX;
	int ready = poll(fds, sizeof fds / sizeof fds[0], left_ms > 0 ? (int)left_ms : 0);
	if (ready < 0 && errno != EINTR)
		return error_set_errno(error, SMSMODEM_E_BUG, errno, "cannot wait for an answer");
	if (ready > 0 && fds[1].revents)
		return smsmodem_error_set(error, SMSMODEM_E_CANCELLED, "cancelled");
	return ready > 0 && !fds[0].revents && fds[2].revents;
}

int smsmodem_bt_pair_wait(struct smsmodem_bt_pairing *pairing, int fd, struct smsmodem_error *error)
{
	sd_bus_message *message;
	int code;

	while (pairing->question) {
		code = bt_bus_next(&pairing->bus, 0, &message, error);
		if (code == 1)
			code = take_aside(pairing, message, error);
		else if (code == 0)
			code = await_user(pairing, fd, error);
		if (code != 0)
			return code;
		if (pairing->question && bt_wait_over(&pairing->bus.wait))
			return too_late(pairing, error);
	}
	return 0;
}

int smsmodem_bt_pair_answer(struct smsmodem_bt_pairing *pairing, bool yes, const char *text,
			    struct smsmodem_error *error)
{
	struct bt_bus *bus = &pairing->bus;
	int code;

	if (!pairing->question)
		return smsmodem_error_set(error, SMSMODEM_E_USAGE,
					  "the pairing has asked for no answer");
	if (yes)
		code = bt_agent_accept(bus, pairing->question, pairing->asked, text, error);
	else
		code = bt_agent_reject(bus, pairing->question, error);
	if (code == SMSMODEM_E_USAGE)
		return code;
	pairing->declined = !yes;
	drop_question(pairing);
	return code;
}

/* --- the end --- */

void smsmodem_bt_pair_close(struct smsmodem_bt_pairing *pairing)
{
	if (!pairing)
		return;
	const struct bt_bus_method cancel = {pairing->device.path, BLUEZ_DEVICE, "CancelPairing"};
	struct bt_bus *bus = &pairing->bus;

	bus->wait = bt_wait_for(LEAVE_MS, LEAVE_MS, -1);
	if (pairing->question) {
		(void)bt_agent_reject(bus, pairing->question, NULL);
		drop_question(pairing);
	}
	if (pairing->state == PAIRING)
		(void)bt_bus_call(bus, &cancel, NULL, NULL, NULL);
	if (pairing->is_agent)
		bt_agent_unregister(bus);
	bt_bus_close(bus);
	free(pairing);
}
