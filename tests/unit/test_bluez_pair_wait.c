/* SPDX-License-Identifier: GPL-3.0-or-later */
/* While the user thinks: what bluetoothd, played here, says meanwhile, and who is first. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "bluez_adapters.h"
#include "bluez_fake.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])
#define PHONE        "00:11:22:33:44:55"
#define CANCELED     "org.bluez.Error.AuthenticationCanceled"
#define CONFIRM      .member = "RequestConfirmation", .types = "ou", .device = FAKE_DEVICE, .number = 42

static void objects_phone(sd_bus_message *reply)
{
	const struct object phone = {.adapter = "hci1", .address = PHONE, .name = "K800i"};

	objects_from(reply, &phone, 1);
}

/** What comes while a question is open. */
struct row {
	const char *name;
	struct fake_ask asks[5]; /* up to one without a member */
	const char *pair_error;
	int64_t timeout_ms; /* of the pairing */
	bool answered, cancelled;
	int wait;         /* what the wait says */
	const char *says; /* a part of its sentence */
	int next;         /* what the next step is then; SMSMODEM_OK: paired */
	const char *log;  /* after Pair */
};

static const struct row rows[] = {
	{.name = "an answer",
	 .asks = {{CONFIRM}},
	 .answered = true,
	 .wait = 1,
	 .log = "RequestConfirmation=yes UnregisterAgent"},
	{.name = "nobody answers in time",
	 .asks = {{CONFIRM}},
	 .timeout_ms = 100,
	 .wait = SMSMODEM_E_TIMEOUT,
	 .says = "was not paired in time",
	 .log = "RequestConfirmation=Rejected CancelPairing UnregisterAgent"},
	{.name = "cancelled here",
	 .asks = {{CONFIRM}},
	 .cancelled = true,
	 .wait = SMSMODEM_E_CANCELLED,
	 .says = "cancelled",
	 .log = "RequestConfirmation=Rejected CancelPairing UnregisterAgent"},
	{.name = "cancelled there",
	 .asks = {{CONFIRM, .hurries = true}, {.member = "Cancel", .types = ""}},
	 .pair_error = CANCELED,
	 .next = SMSMODEM_E_REFUSED,
	 .log = "Cancel=yes UnregisterAgent"},
	{.name = "the agent is released",
	 .asks = {{CONFIRM, .hurries = true}, {.member = "Release", .types = ""}},
	 .pair_error = CANCELED,
	 .next = SMSMODEM_E_REFUSED,
	 .log = "Release=yes UnregisterAgent"},
	{.name = "it failed there",
	 .asks = {{CONFIRM, .hurries = true}},
	 .pair_error = CANCELED,
	 .wait = SMSMODEM_E_REFUSED,
	 .says = "the pairing was cancelled",
	 .next = SMSMODEM_E_USAGE,
	 .log = "UnregisterAgent"},
	{.name = "paired without the answer",
	 .asks = {{CONFIRM, .hurries = true}},
	 .log = "UnregisterAgent"},
	{.name = "another question is refused, and what is shown passes",
	 .asks = {{CONFIRM, .hurries = true},
		  {"RequestPinCode", "o", .device = FAKE_DEVICE},
		  {"DisplayPasskey", "ouq", .device = FAKE_DEVICE, .number = 7},
		  {.member = "Cancel", .types = ""}},
	 .log = "RequestPinCode=Rejected DisplayPasskey=yes Cancel=yes UnregisterAgent"},
};

static void finish(const struct row *row, struct smsmodem_bt_pairing *pairing)
{
	struct smsmodem_error error = {.code = 0};
	struct smsmodem_bt_step step;

	if (row->wait == SMSMODEM_E_TIMEOUT || row->wait == SMSMODEM_E_CANCELLED)
		return;
	if (row->wait == 1)
		assert_int_equal(smsmodem_bt_pair_answer(pairing, true, NULL, &error), SMSMODEM_OK);
	/* Without a question there is nothing to wait for. */
	assert_int_equal(smsmodem_bt_pair_wait(pairing, -1, &error), 0);
	int next = smsmodem_bt_pair_next(pairing, &step, &error);
	if (next != row->next || (next == SMSMODEM_OK && step.kind != SMSMODEM_BT_PAIRED))
		fail_msg("%s: next %d '%s'", row->name, next, error.text);
}

static void check(const struct row *row)
{
	struct fake_scene scene = {
		.objects = objects_phone, .asks = row->asks, .pair_error = row->pair_error};
	struct smsmodem_bt_options options = {"hci1", row->timeout_ms, -1};
	struct smsmodem_bt_pairing *pairing;
	struct smsmodem_error error = {.code = 0};
	struct smsmodem_bt_step step;
	struct fake fake;
	int user[2], cancel[2];
	char log[512];

	assert_int_equal(pipe(user), 0);
	assert_int_equal(pipe(cancel), 0);
	options.cancel_fd = cancel[0];
	fake_start(&fake, &scene);
	assert_int_equal(
		smsmodem_bt_pair(&options, PHONE, SMSMODEM_BT_DISPLAY_YES_NO, &pairing, &error),
		SMSMODEM_OK);
	assert_int_equal(smsmodem_bt_pair_next(pairing, &step, &error), SMSMODEM_OK);
	assert_int_equal(step.kind, SMSMODEM_BT_CONFIRM);
	if (row->answered)
		assert_int_equal(write(user[1], "y\n", 2), 2);
	if (row->cancelled)
		assert_int_equal(write(cancel[1], "", 1), 1);
	int wait = smsmodem_bt_pair_wait(pairing, user[0], &error);
	if (wait != row->wait || (row->says && !strstr(error.text, row->says)))
		fail_msg("%s: wait %d '%s'", row->name, wait, error.text);
	finish(row, pairing);
	smsmodem_bt_pair_close(pairing);
	fake_stop(&fake);
	for (size_t i = 0; i < 2; i++) {
		close(user[i]);
		close(cancel[i]);
	}
	(void)snprintf(log, sizeof log, "GetManagedObjects RegisterAgent(DisplayYesNo) Pair %s",
		       row->log);
	if (strcmp(log, fake.log) != 0)
		fail_msg("%s: [%s] for [%s]", row->name, fake.log, log);
}

static void test_waits(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		check(&rows[i]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_waits),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
