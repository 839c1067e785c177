/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pairing with a bluetoothd that is played: every question, every answer, and every way to fail. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "bluez_adapters.h"
#include "bluez_fake.h"

#include "bluez_dialogues_table.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])
#define PHONE        "00:11:22:33:44:55"

static const struct smsmodem_bt_options plain = SMSMODEM_BT_OPTIONS_INIT;

static const struct object phone = {
	.adapter = "hci1", .address = PHONE, .name = "K800i", .alias = "K800i"};

static void objects_phone(sd_bus_message *reply)
{
	objects_from(reply, &phone, 1);
}

/* Known to another controller, and others to ours: neither is it. */
static void objects_elsewhere(sd_bus_message *reply)
{
	const struct object others[] = {
		{.adapter = "hci0", .address = PHONE, .paired = true},
		{.adapter = "hci1", .address = "00:11:22:33:44:56"},
	};

	objects_from(reply, others, COUNT(others));
}

static void objects_paired(sd_bus_message *reply)
{
	struct object paired = phone;

	paired.paired = true;
	objects_from(reply, &paired, 1);
}

static void added_phone(sd_bus_message *signal)
{
	object_body(signal, &phone);
}

static void added_other(sd_bus_message *signal)
{
	object_body(signal, &(struct object){.adapter = "hci1", .address = "00:11:22:33:44:56"});
}

static void added_nonsense(sd_bus_message *signal)
{
	(void)sd_bus_message_append(signal, "su", "nonsense", 1);
}

/* --- dialogues --- */

static void take_turn(const struct dialogue *dialogue, const struct turn *turn,
		      struct smsmodem_bt_pairing *pairing)
{
	struct smsmodem_bt_step step, again;
	struct smsmodem_error error;
	int code = smsmodem_bt_pair_next(pairing, &step, &error);

	if (code < 0 || step.kind != turn->kind ||
	    strcmp(step.text, turn->text ? turn->text : "") || step.entered != turn->entered)
		fail_msg("%s: %d kind %d '%s' %u", dialogue->name, code, (int)step.kind, step.text,
			 step.entered);
	if (!turn->says) {
		assert_int_equal(smsmodem_bt_pair_answer(pairing, true, NULL, &error),
				 SMSMODEM_E_USAGE);
		return;
	}
	assert_int_equal(smsmodem_bt_pair_next(pairing, &again, &error), SMSMODEM_E_USAGE);
	assert_int_equal(smsmodem_bt_pair_answer(pairing, turn->says == 'y', turn->types, &error),
			 SMSMODEM_OK);
}

static void run_dialogue(const struct dialogue *dialogue)
{
	static const char *const capabilities[] = {"NoInputNoOutput", "DisplayOnly", "DisplayYesNo",
						   "KeyboardDisplay"};
	struct fake_scene scene = {.objects = objects_phone,
				   .asks = dialogue->asks,
				   .pair_error = dialogue->pair_error};
	struct smsmodem_bt_pairing *pairing;
	struct smsmodem_error error = {.code = 0};
	struct smsmodem_bt_step step;
	struct fake fake;
	char log[512];

	fake_start(&fake, &scene);
	assert_int_equal(smsmodem_bt_pair(&plain, PHONE, dialogue->capability, &pairing, &error),
			 SMSMODEM_OK);
	for (size_t i = 0; i < dialogue->turn_count; i++)
		take_turn(dialogue, &dialogue->turns[i], pairing);
	int code = smsmodem_bt_pair_next(pairing, &step, &error);
	if (code != dialogue->code || (code == SMSMODEM_OK && step.kind != SMSMODEM_BT_PAIRED) ||
	    (code < 0 && !strstr(error.text, dialogue->text)))
		fail_msg("%s: %d '%s'", dialogue->name, code, error.text);
	/* The end comes again, and asks nothing. */
	assert_int_equal(smsmodem_bt_pair_next(pairing, &step, &error),
			 code < 0 ? SMSMODEM_E_USAGE : SMSMODEM_OK);
	assert_int_equal(smsmodem_bt_pair_answer(pairing, true, NULL, &error), SMSMODEM_E_USAGE);
	smsmodem_bt_pair_close(pairing);
	fake_stop(&fake);
	(void)snprintf(
		log, sizeof log, "GetManagedObjects RegisterAgent(%s) Pair%s%s UnregisterAgent",
		capabilities[dialogue->capability], *dialogue->log ? " " : "", dialogue->log);
	if (strcmp(log, fake.log) != 0)
		fail_msg("%s: [%s] for [%s]", dialogue->name, fake.log, log);
}

static void test_dialogues(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(dialogues); i++)
		run_dialogue(&dialogues[i]);
}

/* --- answers that will not do --- */

static void test_answers(void **state)
{
	static const char *const passkeys[] = {NULL, "", "12a", "1000000", "-1", " 1"};
	static const char *const pins[] = {NULL, "", "12345678901234567", "a\n", "\xC3\xA4"};
	static const struct fake_ask asks[] = {{"RequestPasskey", "o", .device = FAKE_DEVICE},
					       {"RequestPinCode", "o", .device = FAKE_DEVICE},
					       {.member = NULL}};
	struct fake_scene scene = {.objects = objects_phone, .asks = asks};
	struct smsmodem_bt_pairing *pairing;
	struct smsmodem_error error;
	struct smsmodem_bt_step step;
	struct fake fake;

	(void)state;
	fake_start(&fake, &scene);
	assert_int_equal(
		smsmodem_bt_pair(&plain, PHONE, SMSMODEM_BT_KEYBOARD_DISPLAY, &pairing, &error),
		SMSMODEM_OK);
	assert_int_equal(smsmodem_bt_pair_next(pairing, &step, &error), SMSMODEM_OK);
	for (size_t i = 0; i < COUNT(passkeys); i++)
		assert_int_equal(smsmodem_bt_pair_answer(pairing, true, passkeys[i], &error),
				 SMSMODEM_E_USAGE);
	assert_int_equal(smsmodem_bt_pair_answer(pairing, true, "999999", &error), SMSMODEM_OK);
	assert_int_equal(smsmodem_bt_pair_next(pairing, &step, &error), SMSMODEM_OK);
	for (size_t i = 0; i < COUNT(pins); i++)
		assert_int_equal(smsmodem_bt_pair_answer(pairing, true, pins[i], &error),
				 SMSMODEM_E_USAGE);
	assert_int_equal(smsmodem_bt_pair_answer(pairing, true, "1234567890123456", &error),
			 SMSMODEM_OK);
	assert_int_equal(smsmodem_bt_pair_next(pairing, &step, &error), SMSMODEM_OK);
	assert_int_equal(step.kind, SMSMODEM_BT_PAIRED);
	smsmodem_bt_pair_close(pairing);
	fake_stop(&fake);
	assert_non_null(strstr(fake.log, "RequestPasskey=999999 RequestPinCode=1234567890123456"));
}

/* --- ends before the end --- */

static const struct fake_ask confirmation[] = {
	{"RequestConfirmation", "ou", FAKE_DEVICE, .number = 1}, {.member = NULL}};

/* Closed with a question open: it is refused, the pairing is cancelled, the agent is gone. */
static void test_closed_early(void **state)
{
	struct fake_scene scene = {.objects = objects_phone, .asks = confirmation};
	struct smsmodem_bt_pairing *pairing;
	struct smsmodem_error error;
	struct smsmodem_bt_step step;
	struct fake fake;

	(void)state;
	scene.pair_error = REJECTED;
	fake_start(&fake, &scene);
	assert_int_equal(
		smsmodem_bt_pair(&plain, PHONE, SMSMODEM_BT_DISPLAY_YES_NO, &pairing, &error),
		SMSMODEM_OK);
	assert_int_equal(smsmodem_bt_pair_next(pairing, &step, &error), SMSMODEM_OK);
	smsmodem_bt_pair_close(pairing);
	fake_stop(&fake);
	assert_string_equal(fake.log, "GetManagedObjects RegisterAgent(DisplayYesNo) Pair "
				      "RequestConfirmation=Rejected CancelPairing UnregisterAgent");
	smsmodem_bt_pair_close(NULL);
}

static void test_timeout_and_cancel(void **state)
{
	static const struct {
		int64_t timeout_ms;
		bool cancel;
		int code;
	} rows[] = {{60, false, SMSMODEM_E_TIMEOUT}, {0, true, SMSMODEM_E_CANCELLED}};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct fake_scene scene = {.objects = objects_phone, .silent = "Pair"};
		struct smsmodem_bt_options options = {NULL, rows[i].timeout_ms, -1};
		struct smsmodem_bt_pairing *pairing;
		struct smsmodem_error error;
		struct smsmodem_bt_step step;
		struct fake fake;
		int ends[2];

		assert_int_equal(pipe(ends), 0);
		options.cancel_fd = ends[0];
		fake_start(&fake, &scene);
		assert_int_equal(smsmodem_bt_pair(&options, PHONE, SMSMODEM_BT_DISPLAY_ONLY,
						  &pairing, &error),
				 SMSMODEM_OK);
		if (rows[i].cancel)
			assert_int_equal(write(ends[1], "", 1), 1);
		assert_int_equal(smsmodem_bt_pair_next(pairing, &step, &error), rows[i].code);
		smsmodem_bt_pair_close(pairing);
		fake_stop(&fake);
		close(ends[0]);
		close(ends[1]);
		assert_string_equal(fake.log, "GetManagedObjects RegisterAgent(DisplayOnly) Pair "
					      "CancelPairing UnregisterAgent");
	}
}

struct end {
	const char *name;
	struct fake_scene scene;
	int begin, next; /* codes; next matters only if begin is SMSMODEM_OK */
	const char *text;
};

static const struct end ends_of_bluetoothd[] = {
	{"it ends while it pairs",
	 {.objects = objects_phone, .owner_goes = "Pair"},
	 SMSMODEM_OK,
	 SMSMODEM_E_LINK,
	 "bluetoothd went away"},
	{"the bus ends while it pairs",
	 {.objects = objects_phone, .hangs_up = "Pair"},
	 SMSMODEM_OK,
	 SMSMODEM_E_LINK,
	 "the system bus broke"},
	{"the agent is not let in",
	 {.objects = objects_phone,
	  .refused = "RegisterAgent",
	  .with = "org.bluez.Error.NotPermitted"},
	 SMSMODEM_E_PERMISSION,
	 0,
	 "does not permit"},
	{"another agent is there",
	 {.objects = objects_phone,
	  .refused = "RegisterAgent",
	  .with = "org.bluez.Error.AlreadyExists"},
	 SMSMODEM_E_BUSY,
	 0,
	 "registered by another"},
	{"no discovery while off",
	 {.refused = "StartDiscovery", .with = "org.bluez.Error.NotReady"},
	 SMSMODEM_E_NODEVICE,
	 0,
	 "bluetoothctl power on"},
	{"no bluetoothd",
	 {.refused = "GetNameOwner", .with = "org.freedesktop.DBus.Error.NameHasNoOwner"},
	 SMSMODEM_E_NODEVICE,
	 0,
	 "systemctl start bluetooth"},
};

static void test_ends(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(ends_of_bluetoothd); i++) {
		const struct end *row = &ends_of_bluetoothd[i];
		struct smsmodem_bt_pairing *pairing;
		struct smsmodem_error error = {.code = 0};
		struct smsmodem_bt_step step;
		struct fake fake;

		fake_start(&fake, &row->scene);
		int begin = smsmodem_bt_pair(&plain, PHONE, SMSMODEM_BT_NO_INPUT_NO_OUTPUT,
					     &pairing, &error);
		int next = begin < 0 ? row->next : smsmodem_bt_pair_next(pairing, &step, &error);
		smsmodem_bt_pair_close(pairing);
		fake_stop(&fake);
		if (begin != row->begin || next != row->next || !strstr(error.text, row->text))
			fail_msg("%s: %d %d '%s'", row->name, begin, next, error.text);
	}
}

/* --- devices that are not known yet, or are paired already --- */

static void test_discovered(void **state)
{
	static const struct {
		const char *name;
		void (*objects)(sd_bus_message *);
		void (*added)(sd_bus_message *);
		int64_t timeout_ms;
		int code;
		const char *log;
	} rows[] = {
		{"seen", objects_elsewhere, added_phone, 0, SMSMODEM_OK,
		 "GetManagedObjects SetDiscoveryFilter(Transport=bredr) StartDiscovery "
		 "StopDiscovery "
		 "RegisterAgent(NoInputNoOutput) Pair UnregisterAgent"},
		{"another is seen", objects_none, added_other, 60, SMSMODEM_E_NODEVICE, NULL},
		{"nonsense is seen", objects_none, added_nonsense, 60, SMSMODEM_E_NODEVICE, NULL},
		{"nothing is seen", objects_none, NULL, 60, SMSMODEM_E_NODEVICE, NULL},
		{"paired already", objects_paired, NULL, 0, SMSMODEM_OK, "GetManagedObjects"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct fake_scene scene = {.objects = rows[i].objects, .added = rows[i].added};
		struct smsmodem_bt_options options = {"hci1", rows[i].timeout_ms, -1};
		struct smsmodem_bt_pairing *pairing;
		struct smsmodem_error error = {.code = 0};
		struct smsmodem_bt_step step = {.kind = SMSMODEM_BT_CONFIRM};
		struct fake fake;

		fake_start(&fake, &scene);
		int code = smsmodem_bt_pair(&options, PHONE, SMSMODEM_BT_NO_INPUT_NO_OUTPUT,
					    &pairing, &error);
		if (code == SMSMODEM_OK)
			assert_int_equal(smsmodem_bt_pair_next(pairing, &step, &error), 0);
		smsmodem_bt_pair_close(pairing);
		fake_stop(&fake);
		if (code != rows[i].code || (rows[i].log && strcmp(fake.log, rows[i].log) != 0))
			fail_msg("%s: %d '%s' [%s]", rows[i].name, code, error.text, fake.log);
		if (code == SMSMODEM_OK)
			assert_int_equal(step.kind, SMSMODEM_BT_PAIRED);
		else {
			assert_non_null(strstr(error.text, "was not seen; make it visible"));
			assert_non_null(strstr(error.text, "`smsmodem bt scan --adapter hci1`"));
		}
	}
}

static void test_arguments(void **state)
{
	struct smsmodem_bt_pairing *pairing;
	struct smsmodem_error error;
	struct fake fake;

	(void)state;
	assert_int_equal(
		smsmodem_bt_pair(&plain, "K800i", SMSMODEM_BT_DISPLAY_ONLY, &pairing, &error),
		SMSMODEM_E_USAGE);
	assert_null(pairing);
	fake_start(&fake, &(struct fake_scene){.objects = objects_phone});
	assert_int_equal(
		smsmodem_bt_pair(&plain, PHONE, (enum smsmodem_bt_capability)4, &pairing, &error),
		SMSMODEM_E_USAGE);
	assert_null(pairing);
	fake_stop(&fake);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_dialogues),    cmocka_unit_test(test_answers),
		cmocka_unit_test(test_closed_early), cmocka_unit_test(test_timeout_and_cancel),
		cmocka_unit_test(test_ends),         cmocka_unit_test(test_discovered),
		cmocka_unit_test(test_arguments),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
