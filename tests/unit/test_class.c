/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Class of Device in words (Assigned Numbers 2.8). */
#include "pdu_support.h"
#include <smsmodem/bluetooth.h>

static const struct {
	const char *source;
	uint32_t device_class;
	const char *name;
} classes[] = {
	{"a Galaxy", 0x5A020C, "phone, smart"},
	{"an E65", 0x500204, "phone, cellular"},
	{"2.8.2.2, minor 4", 0x000210, "phone, modem or voice gateway"},
	{"2.8.2.2, minor reserved", 0x00023C, "phone"},
	{"a laptop by BlueZ", 0x1C010C, "computer, laptop"},
	{"a desktop by BlueZ", 0x7C0104, "computer, desktop"},
	{"a tablet", 0x5A011C, "computer, tablet"},
	{"2.8.2.1, minor 0", 0x000100, "computer"},
	{"2.8.2.3, utilised", 0x020320, "network access point"},
	{"a headset", 0x240404, "audio, headset"},
	{"a car", 0x260408, "audio, hands-free"},
	{"a television", 0x0C043C, "video, display with loudspeaker"},
	{"2.8.2.4, minor reserved", 0x00040C, "audio or video"},
	{"a keyboard", 0x002540, "peripheral, keyboard"},
	{"a mouse", 0x002580, "peripheral, pointing device"},
	{"a keyboard with a trackball", 0x0025C0, "peripheral, keyboard with pointing device"},
	{"a gamepad", 0x002508, "peripheral, gamepad"},
	{"a gamepad with keys", 0x002548, "peripheral, gamepad"},
	{"a multifunction printer", 0x0406C0, "imaging, printer"},
	{"2.8.2.6, display", 0x000610, "imaging, display"},
	{"a watch", 0x000704, "wearable, watch"},
	{"2.8.2.8, controller", 0x000810, "toy, controller"},
	{"2.8.2.9, last", 0x00093C, "health, mobility device"},
	{"2.8.2.9, beyond", 0x000940, "health"},
	{"miscellaneous", 0x000000, "unclassified"},
	{"uncategorized", 0x001F00, "unclassified"},
	{"reserved major", 0x000A00, "unclassified"},
	{"more than 24 bits", 0xFF00020C, "phone, smart"},
	{"format type bits", 0x00020F, "phone, smart"},
};

static void class_in_words(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(classes); i++) {
		const char *name = smsmodem_bt_class_name(classes[i].device_class);

		if (strcmp(name, classes[i].name) != 0)
			fail_msg("%s: %s", classes[i].source, name);
	}
}

static void every_class_has_words(void **state)
{
	(void)state;
	for (uint32_t device_class = 0; device_class < 0x4000; device_class++)
		assert_true(strlen(smsmodem_bt_class_name(device_class)) > 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(class_in_words),
		cmocka_unit_test(every_class_has_words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
