/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What bluetoothd asks while it pairs, what the user says, and what comes of it. */
#ifndef BLUEZ_DIALOGUES_TABLE_H
#define BLUEZ_DIALOGUES_TABLE_H

#include "bluez_fake.h"

/** What the user sees and says. */
struct turn {
	enum smsmodem_bt_step_kind kind;
	const char *text;
	unsigned entered;
	char says; /* 'y', 'n', or 0: the step wants no answer */
	const char *types;
};

struct dialogue {
	const char *name;
	enum smsmodem_bt_capability capability;
	struct fake_ask asks[4];
	const char *pair_error;
	struct turn turns[4];
	size_t turn_count; /* the last that comes before the end */
	int code;          /* of the end: SMSMODEM_OK is PAIRED */
	const char *text;  /* a part of the sentence */
	const char *log;   /* after RegisterAgent and Pair */
};

#define REJECTED "org.bluez.Error.AuthenticationRejected"

static const struct dialogue dialogues[] = {
	{.name = "just works", .log = ""},
	{.name = "numeric comparison",
	 .capability = SMSMODEM_BT_DISPLAY_YES_NO,
	 .asks = {{"RequestConfirmation", "ou", .device = FAKE_DEVICE, .number = 42}},
	 .turns = {{SMSMODEM_BT_CONFIRM, .text = "000042", .says = 'y'}},
	 .turn_count = 1,
	 .log = "RequestConfirmation=yes"},
	{.name = "another number there",
	 .capability = SMSMODEM_BT_DISPLAY_YES_NO,
	 .asks = {{"RequestConfirmation", "ou", .device = FAKE_DEVICE, .number = 999999}},
	 .pair_error = REJECTED,
	 .turns = {{SMSMODEM_BT_CONFIRM, .text = "999999", .says = 'n'}},
	 .turn_count = 1,
	 .code = SMSMODEM_E_REFUSED,
	 .text = "not paired: it was refused here",
	 .log = "RequestConfirmation=Rejected"},
	{.name = "authorization",
	 .asks = {{"RequestAuthorization", "o", .device = FAKE_DEVICE}},
	 .turns = {{SMSMODEM_BT_AUTHORIZE, .text = "", .says = 'y'}},
	 .turn_count = 1,
	 .log = "RequestAuthorization=yes"},
	{.name = "a passkey to type there, which is typed",
	 .capability = SMSMODEM_BT_DISPLAY_ONLY,
	 .asks = {{"DisplayPasskey", "ouq", .device = FAKE_DEVICE, .number = 7, .entered = 0},
		  {"DisplayPasskey", "ouq", .device = FAKE_DEVICE, .number = 7, .entered = 6}},
	 .turns = {{SMSMODEM_BT_SHOW_PASSKEY, .text = "000007"},
		   {SMSMODEM_BT_SHOW_PASSKEY, .text = "000007", .entered = 6}},
	 .turn_count = 2,
	 .log = "DisplayPasskey=yes DisplayPasskey=yes"},
	{.name = "a PIN to type there",
	 .asks = {{"DisplayPinCode", "os", .device = FAKE_DEVICE, .pin = "1234"}},
	 .turns = {{SMSMODEM_BT_SHOW_PIN, .text = "1234"}},
	 .turn_count = 1,
	 .log = "DisplayPinCode=yes"},
	{.name = "a PIN that would fool a terminal, and is too long",
	 .asks = {{"DisplayPinCode", "os", .device = FAKE_DEVICE, .pin = "\033[2J567890123456789"}},
	 .turns = {{SMSMODEM_BT_SHOW_PIN, .text = "?[2J567890123456"}},
	 .turn_count = 1,
	 .log = "DisplayPinCode=yes"},
	{.name = "a passkey to type here",
	 .capability = SMSMODEM_BT_KEYBOARD_DISPLAY,
	 .asks = {{"RequestPasskey", "o", .device = FAKE_DEVICE}},
	 .turns = {{SMSMODEM_BT_ENTER_PASSKEY, .text = "", .says = 'y', .types = "000123"}},
	 .turn_count = 1,
	 .log = "RequestPasskey=123"},
	{.name = "a PIN to type here",
	 .capability = SMSMODEM_BT_KEYBOARD_DISPLAY,
	 .asks = {{"RequestPinCode", "o", .device = FAKE_DEVICE}},
	 .turns = {{SMSMODEM_BT_ENTER_PIN, .text = "", .says = 'y', .types = "0000"}},
	 .turn_count = 1,
	 .log = "RequestPinCode=0000"},
	{.name = "the wrong PIN",
	 .capability = SMSMODEM_BT_KEYBOARD_DISPLAY,
	 .asks = {{"RequestPinCode", "o", .device = FAKE_DEVICE}},
	 .pair_error = "org.bluez.Error.AuthenticationFailed",
	 .turns = {{SMSMODEM_BT_ENTER_PIN, .text = "", .says = 'y', .types = "1"}},
	 .turn_count = 1,
	 .code = SMSMODEM_E_REFUSED,
	 .text = "a wrong number or PIN",
	 .log = "RequestPinCode=1"},
	{.name = "first this, then that",
	 .asks = {{"RequestPinCode", "o", .device = FAKE_DEVICE},
		  {.member = "Cancel", .types = ""},
		  {"RequestConfirmation", "ou", .device = FAKE_DEVICE, .number = 1}},
	 .turns = {{SMSMODEM_BT_ENTER_PIN, .text = "", .says = 'y', .types = "a b~"},
		   {SMSMODEM_BT_CONFIRM, .text = "000001", .says = 'y'}},
	 .turn_count = 2,
	 .log = "RequestPinCode=a b~ Cancel=yes RequestConfirmation=yes"},
	{.name = "another device asks", /* somebody uses the moment */
	 .asks = {{"RequestAuthorization", "o", .device = "/org/bluez/hci1/dev_00_11_22_33_44_66"},
		  {"RequestConfirmation", "ou", .device = "/org/bluez/hci0/dev_00_11_22_33_44_55"},
		  {"RequestConfirmation", "ou", .device = FAKE_DEVICE, .number = 5}},
	 .turns = {{SMSMODEM_BT_CONFIRM, .text = "000005", .says = 'y'}},
	 .turn_count = 1,
	 .log = "RequestAuthorization=Rejected RequestConfirmation=Rejected "
		"RequestConfirmation=yes"},
	{.name = "somebody who is not bluetoothd asks",
	 .asks = {{"RequestAuthorization", "o", .device = FAKE_DEVICE, .sender = ":1.66"},
		  {"RequestPinCode", "o", .device = FAKE_DEVICE,
		   .sender = "org.freedesktop.DBusX"}},
	 .log = "RequestAuthorization=AccessDenied RequestPinCode=AccessDenied"},
	{.name = "what is no pairing is refused",
	 .asks = {{"AuthorizeService", "os", .device = FAKE_DEVICE, .pin = "1101"},
		  {.member = "Release", .types = ""}},
	 .log = "AuthorizeService=Rejected Release=yes"},
	{.name = "arguments of other types",
	 .asks = {{"RequestConfirmation", "os", .device = FAKE_DEVICE, .pin = "000042"},
		  {"DisplayPasskey", "ou", .device = FAKE_DEVICE, .number = 1},
		  {"RequestPinCode", "u", .number = 1}},
	 .log = "RequestConfirmation=Rejected DisplayPasskey=Rejected RequestPinCode=Rejected"},
	{.name = "a number that is none of six digits",
	 .asks = {{"RequestConfirmation", "ou", .device = FAKE_DEVICE, .number = 1000000},
		  {"DisplayPasskey", "ouq", .device = FAKE_DEVICE, .number = UINT32_MAX}},
	 .log = "RequestConfirmation=Rejected DisplayPasskey=Rejected"},
	{.name = "connected meanwhile, with a key for that alone",
	 .pair_error = "org.bluez.Error.AlreadyExists",
	 .code = SMSMODEM_E_BUSY,
	 .text = "a key for that connection alone",
	 .log = "GetManagedObjects"},
	{.name = "not in range",
	 .pair_error = "org.bluez.Error.ConnectionAttemptFailed",
	 .code = SMSMODEM_E_NODEVICE,
	 .text = "is it switched on, in range",
	 .log = ""},
	{.name = "given up there",
	 .pair_error = "org.bluez.Error.AuthenticationCanceled",
	 .code = SMSMODEM_E_REFUSED,
	 .text = "was cancelled",
	 .log = ""},
	{.name = "refused there",
	 .pair_error = REJECTED,
	 .code = SMSMODEM_E_REFUSED,
	 .text = "rejected the pairing",
	 .log = ""},
	{.name = "nobody looked",
	 .pair_error = "org.bluez.Error.AuthenticationTimeout",
	 .code = SMSMODEM_E_TIMEOUT,
	 .text = "nobody confirmed",
	 .log = ""},
	{.name = "another program pairs",
	 .pair_error = "org.bluez.Error.InProgress",
	 .code = SMSMODEM_E_BUSY,
	 .text = "another program",
	 .log = ""},
};

#endif
