/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A message is sent at most once, whatever the phone, the disk or a crash does. */
#include "outbox_support.h"
#include <signal.h>

/* --- what becomes of a message, and what a second try makes of it --- */

#define NO_RESOLUTION -1

struct row {
	const char *name, *phone; /* options of the simulated phone */
	bool is_long;
	int code; /* of the first try */
	enum smsmodem_status status;
	int sent;
	int resolution; /* enum smsmodem_status in between, or NO_RESOLUTION */
	int code_again; /* with a phone that is well */
	enum smsmodem_status status_again;
	int submits_again; /* parts that went out then */
};

/* clang-format off */
static const struct row rows[] = {
	{"sent", "", false, 0, SENT, 1, NO_RESOLUTION, 0, SENT, 0},
	{"three parts", "", true, 0, SENT, 3, NO_RESOLUTION, 0, SENT, 0},
	{"refused for good", "fault=cms=1", false, SMSMODEM_E_REFUSED, FAILED, 0, NO_RESOLUTION, 0, SENT, 1},
	{"refused for now", "fault=cms=42", false, SMSMODEM_E_TEMPORARY, FAILED, 0, NO_RESOLUTION, 0, SENT, 1},
	{"a PIN is wanted", "pin=1234", false, SMSMODEM_E_PIN, FAILED, 0, NO_RESOLUTION, 0, SENT, 1},
	{"a dead phone", "fault=silent", false, SMSMODEM_E_NOMODEM, FAILED, 0, NO_RESOLUTION, 0, SENT, 1},
	{"no answer to the message", "fault=silent-submit", false, SMSMODEM_E_UNKNOWN, UNKNOWN, 0, NO_RESOLUTION, SMSMODEM_E_UNKNOWN, UNKNOWN, 0},
	{"it was sent", "fault=silent-submit", false, SMSMODEM_E_UNKNOWN, UNKNOWN, 0, SENT, 0, SENT, 0},
	{"it was not", "fault=silent-submit", false, SMSMODEM_E_UNKNOWN, UNKNOWN, 0, FAILED, 0, SENT, 1},
	{"network timeout", "fault=cms=332", false, SMSMODEM_E_UNKNOWN, UNKNOWN, 0, NO_RESOLUTION, SMSMODEM_E_UNKNOWN, UNKNOWN, 0},
	{"the second part refused", "fault=cms=42@2", true, SMSMODEM_E_TEMPORARY, PARTIAL, 1, NO_RESOLUTION, 0, SENT, 2},
	{"the last part refused", "fault=cms=1@3", true, SMSMODEM_E_REFUSED, PARTIAL, 2, NO_RESOLUTION, 0, SENT, 1},
	{"no answer to the second part", "fault=silent-submit@2", true, SMSMODEM_E_UNKNOWN, UNKNOWN, 1, NO_RESOLUTION, SMSMODEM_E_UNKNOWN, UNKNOWN, 0},
	{"the second part was sent", "fault=silent-submit@2", true, SMSMODEM_E_UNKNOWN, UNKNOWN, 1, SENT, 0, SENT, 1},
	{"the second part was not", "fault=silent-submit@2", true, SMSMODEM_E_UNKNOWN, UNKNOWN, 1, FAILED, 0, SENT, 2},
	{"gone at the message", "fault=unplug-submit", false, SMSMODEM_E_UNKNOWN, UNKNOWN, 0, NO_RESOLUTION, SMSMODEM_E_UNKNOWN, UNKNOWN, 0},
	{"gone at the prompt", "fault=unplug-prompt", false, SMSMODEM_E_LINK, FAILED, 0, NO_RESOLUTION, 0, SENT, 1},
};
/* clang-format on */

static void first_try(const struct row *row, const struct place *place)
{
	struct smsmodem_submit submit = submit_of(row->is_long, 7);
	struct smsmodem_outbox *outbox = open_outbox(place);
	struct phone *phone = phone_open(row->phone);
	struct smsmodem_error error = {0};
	struct smsmodem_sending sending;
	int result = begin_and_send(outbox, phone, &submit, &sending, &error);

	if (result != row->code || sending.status != row->status || sending.sent != row->sent)
		fail_msg("%s: %d, %s, %d sent: %s", row->name, result,
			 smsmodem_status_name(sending.status), sending.sent, error.text);
	struct smsmodem_outbox_entry entry = entry_by_id(outbox, ID);
	assert_int_equal(entry.sent, row->sent);
	assert_int_equal(entry.error.code, row->code);
	assert_memory_equal(entry.refs, sending.refs, (size_t)row->sent * sizeof entry.refs[0]);
	phone_close(phone);
	smsmodem_outbox_close(outbox);
}

static void second_try(const struct row *row, const struct place *place)
{
	struct smsmodem_submit submit = submit_of(row->is_long, 99); /* a fresh reference */
	struct smsmodem_outbox *outbox = open_outbox(place);
	struct phone *phone = phone_open("");
	struct smsmodem_outbox_entry entry;
	struct smsmodem_error error = {0};
	struct smsmodem_sending sending;

	if (row->resolution != NO_RESOLUTION)
		assert_done(smsmodem_outbox_resolve(outbox, ID,
						    (enum smsmodem_status)row->resolution, &entry,
						    &error),
			    &error);
	int result = begin_and_send(outbox, phone, &submit, &sending, &error);
	if (result != row->code_again || sending.status != row->status_again)
		fail_msg("%s, again: %d, %s: %s", row->name, result,
			 smsmodem_status_name(sending.status), error.text);
	int submits = phone_count(phone, "\x1A");
	if (submits != row->submits_again)
		fail_msg("%s, again: %d parts went out", row->name, submits);
	entry = entry_by_id(outbox, ID);
	assert_int_equal(entry.status, row->status_again);
	if (entry.status == SENT)
		assert_int_equal(entry.sent, row->is_long ? 3 : 1);
	phone_close(phone);
	smsmodem_outbox_close(outbox);
}

static void test_outcomes(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct place place;

		place_make(&place);
		first_try(&rows[i], &place);
		second_try(&rows[i], &place);
		if (rows[i].status_again == SENT) { /* and that is that */
			struct row third = rows[i];

			third.resolution = NO_RESOLUTION;
			third.code_again = third.submits_again = 0;
			second_try(&third, &place);
		}
		remove_place(&place);
	}
}

/* The parts of a message that is taken up again have one reference. */
static void test_one_reference(void **state)
{
	(void)state;
	struct smsmodem_submit submit = submit_of(true, 7);
	struct smsmodem_error error = {0};
	struct smsmodem_sending sending;
	struct place place;

	place_make(&place);
	struct smsmodem_outbox *outbox = open_outbox(&place);
	struct phone *phone = phone_open("fault=cms=42@2");
	assert_int_equal(begin_and_send(outbox, phone, &submit, &sending, &error),
			 SMSMODEM_E_TEMPORARY);
	submit.ref = 200;
	assert_int_equal(begin_and_send(outbox, phone, &submit, &sending, &error), 0);
	/* 23.040 9.2.3.24.1: reference 7, 3 parts; the second one was refused, and came again */
	assert_int_equal(phone_count(phone, "0500030703"), 4);
	assert_int_equal(phone_count(phone, "050003070302"), 2);
	assert_int_equal(phone_submits(phone, NULL, 0), 1);
	phone_close(phone);
	smsmodem_outbox_close(outbox);
	remove_place(&place);
}

/* --- a crash at every moment --- */

struct crash_row {
	const char *name, *needle; /* once the phone was told so, the process dies */
	int times;
	int code_again, submits_again;
};

static const struct crash_row crash_rows[] = {
	{"while it is prepared", "ATE0", 1, 0, 3},
	{"at the command", "AT+CMGS=", 1, SMSMODEM_E_UNKNOWN, 0},
	{"at the message", "\x1A", 1, SMSMODEM_E_UNKNOWN, 0},
	{"at the second command", "AT+CMGS=", 2, SMSMODEM_E_UNKNOWN, 0},
	{"at the third message", "\x1A", 3, SMSMODEM_E_UNKNOWN, 0},
};

static const struct crash_row *crash_now; /* of the child that is to die */

static ssize_t deadly_write(struct transport *transport, const void *octets, size_t count,
			    struct smsmodem_error *error)
{
	ssize_t result = phone_write(transport, octets, count, error);

	if (phone_count(phone_of(transport), crash_now->needle) >= crash_now->times)
		(void)raise(SIGKILL);
	return result;
}

static void die_sending(const struct place *place)
{
	static const struct transport_ops ops = {phone_read,   deadly_write,  phone_wait,
						 phone_now_ms, phone_stalled, phone_free};
	struct smsmodem_submit submit = submit_of(true, 7);
	struct smsmodem_outbox *outbox = open_outbox(place);
	struct phone *phone = phone_open("");
	struct smsmodem_sending sending;
	struct smsmodem_error error;

	phone->head.ops = &ops;
	(void)begin_and_send(outbox, phone, &submit, &sending, &error);
	_exit(0);
}

static void test_crash(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(crash_rows); i++) {
		struct place place;
		int status;

		place_make(&place);
		crash_now = &crash_rows[i];
		pid_t child = fork();
		assert_true(child >= 0);
		if (child == 0)
			die_sending(&place);
		assert_int_equal(waitpid(child, &status, 0), child);
		assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
		const struct row again = {.name = crash_rows[i].name,
					  .is_long = true,
					  .resolution = NO_RESOLUTION,
					  .code_again = crash_rows[i].code_again,
					  .status_again = crash_rows[i].code_again ? UNKNOWN : SENT,
					  .submits_again = crash_rows[i].submits_again};
		second_try(&again, &place);
		remove_place(&place);
	}
}

/* --- who else --- */

static void test_two_at_once(void **state)
{
	(void)state;
	struct smsmodem_submit submit = submit_of(false, 7);
	struct smsmodem_sending sending, other_sending;
	struct smsmodem_outbox_entry entry;
	struct smsmodem_error error;
	struct place place;

	place_make(&place);
	struct smsmodem_outbox *one = open_outbox(&place), *other = open_outbox(&place);
	assert_int_equal(smsmodem_outbox_begin(one, ID, &submit, NULL, &sending, &error), 1);
	assert_true(entry_by_id(other, ID).busy);
	assert_int_equal(smsmodem_outbox_begin(other, ID, &submit, NULL, &other_sending, &error),
			 SMSMODEM_E_TEMPORARY);
	assert_int_equal(smsmodem_outbox_retry(other, ID, true, NULL, &other_sending, &error),
			 SMSMODEM_E_TEMPORARY);
	assert_int_equal(smsmodem_outbox_resolve(other, ID, SENT, &entry, &error),
			 SMSMODEM_E_TEMPORARY);
	assert_int_equal(smsmodem_outbox_remove(other, ID, &error), SMSMODEM_E_TEMPORARY);
	/* another message is another matter */
	assert_int_equal(smsmodem_outbox_begin(other, "2", &submit, NULL, &other_sending, &error),
			 1);
	struct phone *phone = phone_open("");
	assert_int_equal(send_all(one, phone, &sending, &error), 0);
	smsmodem_outbox_close(one);
	assert_false(entry_by_id(other, ID).busy);
	assert_int_equal(smsmodem_outbox_begin(other, ID, &submit, NULL, &other_sending, &error),
			 0);
	assert_int_equal(phone_submits(phone, NULL, 0), 1);
	phone_close(phone);
	smsmodem_outbox_close(other);
	remove_place(&place);
}

/* What cannot be written down is not sent. */
static void test_cannot_note(void **state)
{
	(void)state;
	struct smsmodem_submit submit = submit_of(false, 7);
	struct smsmodem_sending sending;
	struct smsmodem_error error;
	struct place place;

	place_make(&place);
	struct smsmodem_outbox *outbox = open_outbox(&place);
	struct journal *other = open_for(&place, "A");
	struct journal_id id = id_of(other, 1);
	struct phone *phone = phone_open("");
	struct journal *journal = outbox->journal;
	assert_int_equal(journal->sqlite.busy_timeout(journal->db, 20), SQLITE_OK);
	assert_int_equal(smsmodem_outbox_begin(outbox, ID, &submit, NULL, &sending, &error), 1);
	assert_done(journal_offer(other, &id, 1, START_S, &error), &error);
	assert_int_equal(send_all(outbox, phone, &sending, &error), SMSMODEM_E_OUTPUT);
	assert_int_equal(sending.status, FAILED);
	assert_int_equal(phone_submits(phone, NULL, 0), 0);
	commit(other, false);
	assert_int_equal(send_all(outbox, phone, &sending, &error), 0);
	assert_int_equal(phone_submits(phone, NULL, 0), 1);
	phone_close(phone);
	journal_close(other);
	smsmodem_outbox_close(outbox);
	remove_place(&place);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_outcomes),    cmocka_unit_test(test_one_reference),
		cmocka_unit_test(test_crash),       cmocka_unit_test(test_two_at_once),
		cmocka_unit_test(test_cannot_note),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
