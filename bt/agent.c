/* SPDX-License-Identifier: GPL-3.0-or-later */
/* org.bluez.Agent1. */
#include "agent.h"
#include "uri.h"
#include <stdio.h>
#include <string.h>

#define AGENT       "org.bluez.Agent1"
#define AGENT_PATH  "/org/smsmodem/agent"
#define MANAGER     "org.bluez.AgentManager1"
#define REJECTED    "org.bluez.Error.Rejected"
#define PASSKEY_MAX 999999
#define PIN_MAX     16

struct method {
	const char *member, *signature;
	enum smsmodem_bt_step_kind kind;
	enum bt_agent_call call;
};

/* doc/agent-api; AuthorizeService is none of pairing, and so is refused like what is not known. */
static const struct method methods[] = {
	{"DisplayPasskey", "ouq", SMSMODEM_BT_SHOW_PASSKEY, BT_AGENT_SHOWS},
	{"DisplayPinCode", "os", SMSMODEM_BT_SHOW_PIN, BT_AGENT_SHOWS},
	{"RequestAuthorization", "o", SMSMODEM_BT_AUTHORIZE, BT_AGENT_ASKS},
	{"RequestConfirmation", "ou", SMSMODEM_BT_CONFIRM, BT_AGENT_ASKS},
	{"RequestPasskey", "o", SMSMODEM_BT_ENTER_PASSKEY, BT_AGENT_ASKS},
	{"RequestPinCode", "o", SMSMODEM_BT_ENTER_PIN, BT_AGENT_ASKS},
};

int bt_agent_register(struct bt_bus *bus, enum smsmodem_bt_capability capability,
		      struct smsmodem_error *error)
{
	static const char *const names[] = {
		[SMSMODEM_BT_NO_INPUT_NO_OUTPUT] = "NoInputNoOutput",
		[SMSMODEM_BT_DISPLAY_ONLY] = "DisplayOnly",
		[SMSMODEM_BT_DISPLAY_YES_NO] = "DisplayYesNo",
		[SMSMODEM_BT_KEYBOARD_DISPLAY] = "KeyboardDisplay",
	};
	static const struct bt_bus_method register_agent = {"/org/bluez", MANAGER, "RegisterAgent"};

	if ((size_t)capability >= sizeof names / sizeof names[0])
		return smsmodem_error_set(error, SMSMODEM_E_USAGE, "no such IO capability: %d",
					  (int)capability);
	return bt_bus_call(bus, &register_agent, NULL, error, "os", AGENT_PATH, names[capability]);
}

void bt_agent_unregister(struct bt_bus *bus)
{
	static const struct bt_bus_method unregister = {"/org/bluez", MANAGER, "UnregisterAgent"};

	(void)bt_bus_call(bus, &unregister, NULL, NULL, "o", AGENT_PATH);
}

static const struct method *find_method(const struct bt_bus *bus, sd_bus_message *message)
{
	const char *member = bus->f.message_get_member(message);

	for (size_t i = 0; i < sizeof methods / sizeof methods[0]; i++)
		if (strcmp(member, methods[i].member) == 0 &&
		    bus->f.message_has_signature(message, methods[i].signature) > 0)
			return &methods[i];
	return NULL;
}

/* The rest of the arguments. @return <= 0: they make no sense */
static int read_step(const struct bt_bus *bus, sd_bus_message *message,
		     struct smsmodem_bt_step *step)
{
	uint32_t passkey;
	uint16_t entered;
	const char *pin;
	int result = 1;

	if (step->kind == SMSMODEM_BT_SHOW_PIN) {
		result = bus->f.message_read(message, "s", &pin);
		if (result > 0)
			printable_copy((const uint8_t *)pin, strlen(pin), step->text,
				       sizeof step->text);
		return result;
	}
	if (step->kind != SMSMODEM_BT_SHOW_PASSKEY && step->kind != SMSMODEM_BT_CONFIRM)
		return result;
	result = bus->f.message_read(message, "u", &passkey);
	if (result <= 0 || passkey > PASSKEY_MAX)
		return -1;
	(void)snprintf(step->text, sizeof step->text, "%06u", (unsigned)passkey);
	if (step->kind == SMSMODEM_BT_CONFIRM)
		return result;
	result = bus->f.message_read(message, "q", &entered);
	if (result > 0)
		step->entered = entered;
	return result;
}

static enum bt_agent_call refuse(struct bt_bus *bus, sd_bus_message *message)
{
	(void)bt_bus_refuse(bus, message, REJECTED, NULL);
	return BT_AGENT_NOTHING;
}

/* Cancel and Release have no arguments. */
static enum bt_agent_call take_control(struct bt_bus *bus, sd_bus_message *message)
{
	const char *member = bus->f.message_get_member(message);

	if (strcmp(member, "Cancel") != 0 && strcmp(member, "Release") != 0)
		return refuse(bus, message);
	(void)bt_bus_answer(bus, message, NULL, NULL);
	return BT_AGENT_CANCELS;
}

enum bt_agent_call bt_agent_take(struct bt_bus *bus, sd_bus_message *message, const char *device,
				 struct smsmodem_bt_step *step)
{
	const char *path;

	if (bus->f.message_is_method_call(message, NULL, NULL) <= 0)
		return BT_AGENT_NOTHING;
	if (bus->f.message_is_method_call(message, AGENT, NULL) <= 0 ||
	    strcmp(bus->f.message_get_path(message), AGENT_PATH) != 0)
		return refuse(bus, message);
	const struct method *method = find_method(bus, message);
	if (!method)
		return take_control(bus, message);
	*step = (struct smsmodem_bt_step){.kind = method->kind};
	if (bus->f.message_read(message, "o", &path) <= 0 || strcmp(path, device) != 0 ||
	    read_step(bus, message, step) <= 0)
		return refuse(bus, message);
	if (method->call == BT_AGENT_SHOWS)
		(void)bt_bus_answer(bus, message, NULL, NULL);
	return method->call;
}

/* --- answers --- */

static bool is_pin(const char *text)
{
	size_t length = text ? strlen(text) : 0;

	for (size_t i = 0; i < length; i++)
		if (text[i] < 0x20 || text[i] > 0x7E)
			return false;
	return length > 0 && length <= PIN_MAX;
}

static int accept_passkey(struct bt_bus *bus, sd_bus_message *call, const char *text,
			  struct smsmodem_error *error)
{
	int passkey;

	if (!text || !uri_number(text, 0, PASSKEY_MAX, &passkey))
		return smsmodem_error_set(error, SMSMODEM_E_USAGE,
					  "a passkey is a number of up to six digits");
	return bt_bus_answer(bus, call, error, "u", (uint32_t)passkey);
}

static int accept_pin(struct bt_bus *bus, sd_bus_message *call, const char *text,
		      struct smsmodem_error *error)
{
	if (!is_pin(text))
		return smsmodem_error_set(error, SMSMODEM_E_USAGE,
					  "a PIN of Bluetooth has 1 to 16 characters of ASCII");
	return bt_bus_answer(bus, call, error, "s", text);
}

int bt_agent_accept(struct bt_bus *bus, sd_bus_message *call, enum smsmodem_bt_step_kind kind,
		    const char *text, struct smsmodem_error *error)
{
	if (kind == SMSMODEM_BT_ENTER_PASSKEY)
		return accept_passkey(bus, call, text, error);
	if (kind == SMSMODEM_BT_ENTER_PIN)
		return accept_pin(bus, call, text, error);
	return bt_bus_answer(bus, call, error, NULL);
}

int bt_agent_reject(struct bt_bus *bus, sd_bus_message *call, struct smsmodem_error *error)
{
	return bt_bus_refuse(bus, call, REJECTED, error);
}
