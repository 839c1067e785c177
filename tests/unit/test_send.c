/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sending to a simulated phone: what it costs, and every way in which it can go wrong. */
#include "phone_support.h"

#define LONG_TEXT                                                                              \
	"This message is longer than one part can be, so that it goes out in two parts, and "  \
	"each of them must be handed over once, in order, whatever happens to the other one. " \
	"The end of it."

/* --- one row a fault --- */

struct send_row {
	const char *name, *options;
	bool two_parts;
	int code;
	enum smsmodem_status status;
	int sent;     /* parts that were accepted */
	int ref;      /* of the last of them, or -1 */
	int handed;   /* parts handed over (Ctrl-Z) */
	int cms, cme; /* -1: none */
	int next;     /* result of the next message */
	int next_ref;
};

#define FINE          SMSMODEM_OK, SMSMODEM_STATUS_SENT
#define FAILED(code)  SMSMODEM_E_##code, SMSMODEM_STATUS_FAILED
#define UNKNOWN       SMSMODEM_E_UNKNOWN, SMSMODEM_STATUS_UNKNOWN
#define PARTIAL(code) SMSMODEM_E_##code, SMSMODEM_STATUS_PARTIAL
#define LINK          SMSMODEM_E_LINK
#define OK            SMSMODEM_OK

static const struct send_row rows[] = {
	/* name, options, two parts, code, status, sent, ref, handed, cms, cme, next, next ref */
	{"plain", "", false, FINE, 1, 0, 1, -1, -1, OK, 1},
	{"two parts", "", true, FINE, 2, 1, 2, -1, -1, OK, 2},
	{"slow", "latency=300&network-latency=5000", true, FINE, 2, 1, 2, -1, -1, OK, 2},
	{"echo off", "echo=off", false, FINE, 1, 0, 1, -1, -1, OK, 1},
	{"echo stuck", "fault=echo=stuck", true, FINE, 2, 1, 2, -1, -1, OK, 2},
	{"echo double", "fault=echo=double", true, FINE, 2, 1, 2, -1, -1, OK, 2},
	{"echo double and stuck", "fault=echo=double&fault=echo=stuck", true, FINE, 2, 1, 2, -1, -1,
	 OK, 2},
	{"unsolicited lines", "fault=urc", true, FINE, 2, 1, 2, -1, -1, OK, 2},
	{"bare prompt", "fault=prompt=bare", true, FINE, 2, 1, 2, -1, -1, OK, 2},
	{"prompt on a line", "fault=prompt=crlf", true, FINE, 2, 1, 2, -1, -1, OK, 2},
	{"prompt without blank", "fault=prompt=nospace", true, FINE, 2, 1, 2, -1, -1, OK, 2},
	{"no combined lines", "fault=nocombine", true, FINE, 2, 1, 2, -1, -1, OK, 2},
	{"numeric results", "fault=numeric", true, FINE, 2, 1, 2, -1, -1, OK, 2},
	{"numeric, no combined lines", "fault=numeric&fault=nocombine", true, FINE, 2, 1, 2, -1, -1,
	 OK, 2},
	{"vendor results", "fault=vendor-final", true, FINE, 2, 1, 2, -1, -1, OK, 2},
	{"everything odd at once",
	 "fault=urc&fault=prompt=crlf&fault=echo=double&fault=echo=stuck&fault=nocombine"
	 "&fault=vendor-final&latency=50",
	 true, FINE, 2, 1, 2, -1, -1, OK, 2},
	/* 27.005 3.2.5, 24.011 annex E-2 */
	{"500", "fault=cms=500", false, FAILED(REFUSED), 0, -1, 1, 500, -1, SMSMODEM_E_REFUSED, -1},
	{"500 once", "fault=cms=500@1", false, FAILED(REFUSED), 0, -1, 1, 500, -1, OK, 0},
	{"38 once", "fault=cms=38@1", false, FAILED(TEMPORARY), 0, -1, 1, 38, -1, OK, 0},
	{"21", "fault=cms=21@1", false, FAILED(REFUSED), 0, -1, 1, 21, -1, OK, 0},
	{"330", "fault=cms=330", false, FAILED(REFUSED), 0, -1, 1, 330, -1, SMSMODEM_E_REFUSED, -1},
	{"330 as text", "fault=cms=330&fault=text-errors", false, FAILED(REFUSED), 0, -1, 1, 330,
	 -1, SMSMODEM_E_REFUSED, -1},
	{"a code in no table", "fault=cms=999@1", false, FAILED(REFUSED), 0, -1, 1, 999, -1, OK, 0},
	{"311", "fault=cms=311@1", false, FAILED(PIN), 0, -1, 1, 311, -1, OK, 0},
	{"CME 14", "fault=cme=14@1", false, FAILED(TEMPORARY), 0, -1, 1, -1, 14, OK, 0},
	{"CME 30", "fault=cme=30@1", false, FAILED(TEMPORARY), 0, -1, 1, -1, 30, OK, 0},
	{"ERROR", "fault=error@1", false, FAILED(REFUSED), 0, -1, 1, -1, -1, OK, 0},
	{"the second part is refused", "fault=cms=38@2", true, PARTIAL(TEMPORARY), 1, 0, 2, 38, -1,
	 OK, 1},
	{"the first part is refused", "fault=cms=38@1", true, FAILED(TEMPORARY), 0, -1, 1, 38, -1,
	 OK, 0},
	{"no network", "fault=noreg", false, FAILED(TEMPORARY), 0, -1, 1, 331, -1,
	 SMSMODEM_E_TEMPORARY, -1},
	/* time */
	{"no prompt", "fault=silent-prompt@1", false, FAILED(TIMEOUT), 0, -1, 0, -1, -1, OK, 0},
	{"no prompt for the second part", "fault=silent-prompt@2", true, PARTIAL(TIMEOUT), 1, 0, 1,
	 -1, -1, OK, 1},
	{"never a prompt", "fault=silent-prompt", false, FAILED(TIMEOUT), 0, -1, 0, -1, -1,
	 SMSMODEM_E_TIMEOUT, -1},
	/* what was taken has its reference, told or not */
	{"no answer", "fault=silent-submit@1", false, UNKNOWN, 0, -1, 1, -1, -1, OK, 1},
	{"no answer to the second part", "fault=silent-submit@2", true, UNKNOWN, 1, 0, 2, -1, -1,
	 OK, 2},
	{"an answer that comes late", "fault=late=63000@1", false, UNKNOWN, 0, -1, 1, -1, -1, OK,
	 1},
	{"an answer that comes later still", "fault=late=70000@1", false, UNKNOWN, 0, -1, 1, -1, -1,
	 OK, 1},
	{"an answer that nobody can wait for", "fault=late=90000@1", false, UNKNOWN, 0, -1, 1, -1,
	 -1, SMSMODEM_E_TIMEOUT, -1},
	{"an answer just in time", "fault=late=59000@1", false, FINE, 1, 0, 1, -1, -1, OK, 1},
	{"an answer at the deadline", "fault=late=60000@1", false, FINE, 1, 0, 1, -1, -1, OK, 1},
	{"an answer a moment late", "fault=late=60001@1", false, UNKNOWN, 0, -1, 1, -1, -1, OK, 1},
	{"a dead phone", "fault=silent", false, FAILED(NOMODEM), 0, -1, 0, -1, -1,
	 SMSMODEM_E_NOMODEM, -1},
	/* the link */
	{"unplugged at the prompt", "fault=unplug-prompt", false, SMSMODEM_E_LINK,
	 SMSMODEM_STATUS_FAILED, 0, -1, 0, -1, -1, LINK, -1},
	{"unplugged at the second prompt", "fault=unplug-prompt@2", true, SMSMODEM_E_LINK,
	 SMSMODEM_STATUS_PARTIAL, 1, 0, 1, -1, -1, LINK, -1},
	{"unplugged after the data", "fault=unplug-submit", false, UNKNOWN, 0, -1, 1, -1, -1, LINK,
	 -1},
};

/* What became of one message, as text. */
static void outcome(char *text, size_t size, const struct smsmodem_sending *sending, int code,
		    const struct smsmodem_error *error)
{
	(void)snprintf(text, size, "%d %s, sent %d, ref %d, cms %d, cme %d", code,
		       smsmodem_status_name(sending->status), sending->sent,
		       sending->sent > 0 ? sending->refs[sending->sent - 1] : -1,
		       code < 0 ? error->cms : -1, code < 0 ? error->cme : -1);
}

static void check_first(const struct send_row *row, struct phone *phone)
{
	static struct smsmodem_sending sending; /* large */
	struct smsmodem_error error;
	char got[256], wanted[256];
	int parts = row->two_parts ? 2 : 1;

	int code = phone_send(phone, row->two_parts ? LONG_TEXT : "hello", 0, &sending, &error);
	outcome(got, sizeof got, &sending, code, &error);
	(void)snprintf(wanted, sizeof wanted, "%d %s, sent %d, ref %d, cms %d, cme %d", row->code,
		       smsmodem_status_name(row->status), row->sent, row->ref, row->cms, row->cme);
	if (strcmp(got, wanted) != 0)
		fail_msg("%s, chunks of %zu:\nwanted %s\ngot    %s\n%s", row->name, phone->chunk,
			 wanted, got, error.text);
	assert_true(code == SMSMODEM_OK || strlen(error.text) > 10);
	if (phone_count(phone, "\x1A") != row->handed)
		fail_msg("%s: %d handed over", row->name, phone_count(phone, "\x1A"));
	/* the phone has the message if all parts were handed over and none refused, and once */
	int submits = phone_submits(phone, NULL, 0);
	bool whole = row->handed == parts &&
		     (row->code == SMSMODEM_OK || row->code == SMSMODEM_E_UNKNOWN);
	if (submits != whole)
		fail_msg("%s: the phone took %d", row->name, submits);
}

static void check_next(const struct send_row *row, struct phone *phone)
{
	static struct smsmodem_sending sending;
	struct smsmodem_error error;
	char text[64] = "";

	phone_count_anew(phone);
	int code = phone_send(phone, "the next", 0, &sending, &error);
	if (code != row->next)
		fail_msg("%s, chunks of %zu: the next: %d %s", row->name, phone->chunk, code,
			 error.text);
	if (code == SMSMODEM_OK && sending.refs[0] != row->next_ref)
		fail_msg("%s: the next: ref %d", row->name, sending.refs[0]);
	int submits = phone_submits(phone, text, sizeof text);
	assert_int_equal(submits, code == SMSMODEM_OK);
	assert_string_equal(text, submits ? "the next" : "");
	assert_true(phone_count(phone, "\x1A") <= 1);
}

static void check_row(const struct send_row *row, size_t chunk)
{
	struct phone *phone = phone_open(row->options);

	phone->chunk = chunk;
	check_first(row, phone);
	check_next(row, phone);
	phone_close(phone);
}

static void test_faults(void **state)
{
	static const size_t chunks[] = {0, 1, 2, 3, 5, 7, 16, 31};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		for (size_t j = 0; j < COUNT(chunks); j++)
			check_row(&rows[i], chunks[j]);
}

static const struct send_row endless_rows[] = {
	{"an answer without end, at once", "fault=endless@1", false, SMSMODEM_E_LINK,
	 SMSMODEM_STATUS_FAILED, 0, -1, 0, -1, -1, SMSMODEM_E_NOMODEM, -1},
	{"an answer without end for a prompt", "fault=endless@2", false, SMSMODEM_E_LINK,
	 SMSMODEM_STATUS_FAILED, 0, -1, 0, -1, -1, SMSMODEM_E_TIMEOUT, -1},
};

static void test_endless(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(endless_rows); i++)
		check_row(&endless_rows[i], 0);
}

/* Line noise before every answer: whatever comes of it, nothing goes out twice. */
static void test_garbage(void **state)
{
	static struct smsmodem_sending sending;
	struct smsmodem_error error;
	char options[64];
	int sent = 0;

	(void)state;
	for (int seed = 1; seed <= 200; seed++) {
		(void)snprintf(options, sizeof options, "fault=garbage&seed=%d", seed);
		struct phone *phone = phone_open(options);
		int code = phone_send(phone, LONG_TEXT, 0, &sending, &error);
		int handed = phone_count(phone, "\x1A");
		int submits = phone_submits(phone, NULL, 0);
		assert_true(handed <= 2 && submits <= 1);
		assert_true(code != SMSMODEM_E_BUG);
		assert_true(code != SMSMODEM_OK || (submits == 1 && sending.sent == 2));
		sent += code == SMSMODEM_OK;
		phone_close(phone);
	}
	/* noise is not the end of it */
	assert_in_range(sent, 150, 200);
}

/* --- what it costs --- */

/* Octets that cannot be saved: one line of bring-up, and for each part command and data. */
static size_t fewest_octets(const char *text, bool bringup, bool hold)
{
	static struct smsmodem_encoder encoder;
	struct smsmodem_submit submit = SMSMODEM_SUBMIT_INIT;
	struct smsmodem_pdu pdu;
	char line[32];
	size_t octets = bringup ? sizeof "ATE0V1+CMEE=1;+CPIN?;+CMGF=0\r" - 1 : 0;

	submit.to = PHONE_TO;
	submit.text = text;
	submit.text_len = strlen(text);
	assert_true(smsmodem_encode_begin(&encoder, &submit, NULL) > 0);
	octets += hold ? sizeof "AT+CMMS=1\r" - 1 : 0;
	while (smsmodem_encode_next(&encoder, &pdu, NULL) == 1)
		octets += (size_t)snprintf(line, sizeof line, "AT+CMGS=%d\r", pdu.length) +
			  pdu.hex_len + 1;
	return octets;
}

struct cost_row {
	const char *name, *options, *text;
	unsigned flags;
	bool hold;
	int turns_to_data;
};

static void check_cost(const struct cost_row *row)
{
	static struct smsmodem_sending sending;
	struct smsmodem_error error;
	struct phone *phone = phone_open(row->options);

	assert_int_equal(phone_send(phone, row->text, row->flags, &sending, &error), SMSMODEM_OK);
	size_t fewest = fewest_octets(row->text, true, row->hold);
	if (phone->turns_to_data > row->turns_to_data || phone->written_length * 20 > fewest * 21)
		fail_msg("%s: %d turns, %zu octets instead of %zu", row->name, phone->turns_to_data,
			 phone->written_length, fewest);
	for (int i = 0; i < 3; i++) {
		phone_count_anew(phone);
		phone->reading = true; /* the answer to the one before was waited for */
		assert_int_equal(phone_send(phone, "more", row->flags, &sending, &error),
				 SMSMODEM_OK);
		/* command and data, and nothing besides */
		assert_int_equal(phone->turns, 2);
		assert_int_equal(phone->written_length, fewest_octets("more", false, false));
	}
	phone_close(phone);
}

static void test_cost(void **state)
{
	static const struct cost_row costs[] = {
		{"one part", "", "hello", 0, false, 2},
		{"one part, slow", "latency=200&network-latency=100", "hello", 0, false, 2},
		{"two parts", "", LONG_TEXT, 0, true, 3},
		{"the first of several", "", "hello", SMSMODEM_SEND_MORE, true, 3},
		{"echo stuck", "fault=echo=stuck", "hello", 0, false, 2},
		{"unsolicited lines", "fault=urc", LONG_TEXT, 0, true, 3},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(costs); i++)
		check_cost(&costs[i]);
}

/* +CMMS=1 ends by itself after a pause (27.005 3.5.6): then, and only then, it is said again. */
static void test_link_is_held_anew_after_a_pause(void **state)
{
	static struct smsmodem_sending sending;
	struct smsmodem_error error;
	struct phone *phone = phone_open("");

	(void)state;
	assert_int_equal(phone_send(phone, "a", SMSMODEM_SEND_MORE, &sending, &error), SMSMODEM_OK);
	assert_int_equal(phone_send(phone, "b", SMSMODEM_SEND_MORE, &sending, &error), SMSMODEM_OK);
	assert_int_equal(phone_count(phone, "AT+CMMS=1\r"), 1);
	phone->now_ms += 6000;
	assert_int_equal(phone_send(phone, "c", SMSMODEM_SEND_MORE, &sending, &error), SMSMODEM_OK);
	assert_int_equal(phone_count(phone, "AT+CMMS=1\r"), 2);
	phone_close(phone);
}

static void test_every_part_has_its_reference(void **state)
{
	static struct smsmodem_sending sending;
	struct smsmodem_error error;
	char text[2000];
	struct phone *phone = phone_open("");

	(void)state;
	memset(text, 'x', sizeof text);
	text[153 * 8] = '\0';
	/* the phone's references wrap at 256 (23.040 9.2.3.6) */
	for (int message = 0; message < 40; message++) {
		assert_int_equal(phone_send(phone, text, 0, &sending, &error), SMSMODEM_OK);
		assert_int_equal(sending.sent, 8);
		for (int i = 0; i < 8; i++)
			assert_int_equal(sending.refs[i], (message * 8 + i) % 256);
		phone_count_anew(phone);
	}
	assert_int_equal(phone_submits(phone, NULL, 0) > 0, true);
	phone_close(phone);
}

/* 27.005 4.4: written to the phone's memory, not sent. */
static void test_store(void **state)
{
	static struct smsmodem_sending sending;
	struct smsmodem_error error;
	struct phone *phone = phone_open("");

	(void)state;
	assert_int_equal(phone_send(phone, LONG_TEXT, SMSMODEM_SEND_STORE, &sending, &error),
			 SMSMODEM_OK);
	assert_int_equal(sending.status, SMSMODEM_STATUS_SENT);
	assert_int_equal(sending.sent, 2);
	assert_int_equal(sending.refs[0], 1);
	assert_int_equal(sending.refs[1], 2);
	assert_int_equal(phone_count(phone, "AT+CMGW="), 2);
	assert_int_equal(phone_count(phone, "AT+CMGS="), 0);
	assert_int_equal(phone_count(phone, "AT+CMMS"), 0);
	assert_int_equal(phone_submits(phone, NULL, 0), 0);
	phone_close(phone);
}

/* --- text and the library's own refusals --- */

static void test_refusals_name_their_reason(void **state)
{
	static const struct {
		const char *options, *text;
	} cases[] = {
		{"fault=cms=330", "+CMS ERROR: 330 (SMSC address unknown)"},
		{"fault=cms=330&fault=text-errors", "+CMS ERROR: 330 (SMSC address unknown)"},
		{"fault=noreg", "not registered with a network (searching)"},
		{"fault=silent-prompt", "no prompt to AT+CMGS"},
		{"fault=silent-submit", "it may have been sent, or not"},
		{"fault=silent", "no modem answers on sim:"},
		{"fault=cms=38@1", "Network out of order"},
	};
	static struct smsmodem_sending sending;
	struct smsmodem_error error;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct phone *phone = phone_open(cases[i].options);
		assert_true(phone_send(phone, "hello", 0, &sending, &error) < 0);
		if (!strstr(error.text, cases[i].text))
			fail_msg("%s: %s", cases[i].options, error.text);
		phone_close(phone);
	}
}

static void test_what_cannot_be_sent_is_not_begun(void **state)
{
	static struct smsmodem_sending sending;
	struct smsmodem_error error;
	struct phone *phone = phone_open("");

	(void)state;
	assert_int_equal(phone_send(phone, "\xFF", 0, &sending, &error), SMSMODEM_E_UTF8);
	assert_int_equal(sending.status, SMSMODEM_STATUS_FAILED);
	assert_int_equal(phone->written_length, 0);
	phone_close(phone);
}

/* --- the cancel line --- */

struct cancel_row {
	const char *name, *options, *on;
	int code;
	enum smsmodem_status status;
	int handed, escapes, submits;
};

static const struct cancel_row cancel_rows[] = {
	{"before the first answer", "latency=100", "ATE0", SMSMODEM_E_CANCELLED,
	 SMSMODEM_STATUS_FAILED, 0, 0, 0},
	{"before the prompt", "latency=100", "AT+CMGS=", SMSMODEM_E_CANCELLED,
	 SMSMODEM_STATUS_FAILED, 0, 1, 0},
	{"while the prompt does not come", "fault=silent-prompt@1", "AT+CMGS=18\r",
	 SMSMODEM_E_CANCELLED, SMSMODEM_STATUS_FAILED, 0, 1, 0},
	{"after Ctrl-Z", "network-latency=3000", "\x1A", SMSMODEM_E_UNKNOWN,
	 SMSMODEM_STATUS_UNKNOWN, 1, 0, 1},
	{"after Ctrl-Z, for ever", "fault=silent-submit@1", "\x1A", SMSMODEM_E_UNKNOWN,
	 SMSMODEM_STATUS_UNKNOWN, 1, 0, 1},
};

static void check_cancel(const struct cancel_row *row, size_t chunk)
{
	static struct smsmodem_sending sending;
	struct smsmodem_error error;
	struct phone *phone = phone_open(row->options);

	phone->chunk = chunk;
	phone->cancel_on = row->on;
	phone->head.cancel_fd = phone->cancel_pipe[0];
	int code = phone_send(phone, "hello", 0, &sending, &error);
	if (code != row->code || sending.status != row->status)
		fail_msg("%s: %d %s", row->name, code, error.text);
	assert_int_equal(phone_count(phone, "\x1A"), row->handed);
	assert_int_equal(phone_count(phone, "\x1B"), row->escapes);
	assert_int_equal(phone_submits(phone, NULL, 0), row->submits);
	/* the line is still watched, and once it is quiet the phone can be used */
	assert_int_equal(phone->head.cancel_fd, phone->cancel_pipe[0]);
	phone->head.cancel_fd = -1;
	phone_count_anew(phone);
	code = phone_send(phone, "the next", 0, &sending, &error);
	if (code != SMSMODEM_OK)
		fail_msg("%s, chunk %zu: then %d %s\n%s", row->name, chunk, code, error.text,
			 phone->written);
	/* the answer to ESC was waited for, so there is nothing to resynchronise */
	if (row->escapes > 0 && phone->chunk == 0)
		assert_int_equal(phone_count(phone, "AT+CMEE?"), 0);
	assert_int_equal(phone_submits(phone, NULL, 0), 1);
	phone_close(phone);
}

static void test_cancel(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(cancel_rows); i++)
		for (size_t chunk = 0; chunk < 4; chunk++)
			check_cancel(&cancel_rows[i], chunk);
}

/* While the data is being written: it does not get its Ctrl-Z any more. */
static void test_cancel_within_the_data(void **state)
{
	static struct smsmodem_sending sending;
	struct smsmodem_error error;

	(void)state;
	for (size_t chunk = 1; chunk <= 8; chunk++) {
		struct phone *phone = phone_open("");
		phone->chunk = chunk;
		phone->cancel_on = "0001";
		phone->head.cancel_fd = phone->cancel_pipe[0];
		assert_int_equal(phone_send(phone, "hello", 0, &sending, &error),
				 SMSMODEM_E_CANCELLED);
		assert_int_equal(phone_count(phone, "\x1A"), 0);
		assert_int_equal(phone_count(phone, "\x1B"), 1);
		assert_int_equal(phone_submits(phone, NULL, 0), 0);
		phone->head.cancel_fd = -1;
		assert_int_equal(phone_send(phone, "the next", 0, &sending, &error), SMSMODEM_OK);
		assert_int_equal(phone_submits(phone, NULL, 0), 1);
		phone_close(phone);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_faults),
		cmocka_unit_test(test_endless),
		cmocka_unit_test(test_garbage),
		cmocka_unit_test(test_cost),
		cmocka_unit_test(test_link_is_held_anew_after_a_pause),
		cmocka_unit_test(test_every_part_has_its_reference),
		cmocka_unit_test(test_store),
		cmocka_unit_test(test_refusals_name_their_reason),
		cmocka_unit_test(test_what_cannot_be_sent_is_not_begun),
		cmocka_unit_test(test_cancel),
		cmocka_unit_test(test_cancel_within_the_data),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
