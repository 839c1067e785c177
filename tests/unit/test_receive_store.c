/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is in the phone's memories: read, kept, deleted, moved out, replaced. */
#include "receive_parts.h"
#include "receive_support.h"

#define FROM "+491701234567"

static void put(struct desk *desk, const char *memory, const char *text)
{
	char line[32];

	(void)snprintf(line, sizeof line, "AT+CPMS=\"ME\",\"ME\",\"%s\"", memory);
	assert_int_equal(session_ask(&desk->phone->modem->session, line, 0, NULL), SMSMODEM_OK);
	(void)snprintf(desk->log, sizeof desk->log, "deliver " FROM " %s", text);
	phone_do(desk->phone, desk->log);
	desk_clear(desk);
}

/* --- what is there at the start --- */

static void test_all_memories(void **state)
{
	struct desk *desk = desk_open("", NULL);

	(void)state;
	assert_int_equal(smsmodem_prepare(desk->phone->modem, NULL), SMSMODEM_OK);
	put(desk, "ME", "in ME");
	put(desk, "SM", "in SM");
	put(desk, "ME", "in ME, too");
	desk_receive(desk);
	assert_int_equal(desk_run(desk, 100), 0);
	desk_expect(desk, "sms " FROM " in ME\nsms " FROM " in ME, too\nsms " FROM " in SM\n");
	assert_int_equal(desk_stored(desk, "ME"), 0);
	assert_int_equal(desk_stored(desk, "SM"), 0);
	/* what the memory for new ones is has not been changed */
	assert_int_equal(session_ask(&desk->phone->modem->session, "AT+CPMS?", 0, NULL), 0);
	assert_non_null(strstr(session_find(&desk->phone->modem->session, "+CPMS:"),
			       "\"ME\",0,100,\"ME\",0,100"));
	desk_close(desk);
}

/* A draft and a message that was sent are the user's. */
static void test_drafts_stay(void **state)
{
	static const char pdu[] = "0011000B919471103254760000AA0AE8329BFD4697D9EC37";
	struct desk *desk = desk_open("", NULL);
	const struct at_command store = {
		.line = "AT+CMGW=23", .data = pdu, .timeout_ms = 1000, .data_timeout_ms = 1000};

	(void)state;
	assert_int_equal(smsmodem_prepare(desk->phone->modem, NULL), SMSMODEM_OK);
	assert_int_equal(session_run(&desk->phone->modem->session, &store, NULL), SMSMODEM_OK);
	desk_receive(desk);
	phone_do(desk->phone, "deliver " FROM " hello");
	assert_int_equal(desk_run(desk, 200000), 0);
	desk_expect(desk, "sms " FROM " hello\n");
	assert_int_equal(desk_stored(desk, "ME"), 1);
	desk_close(desk);
}

/* --- keep --- */

static void test_keep(void **state)
{
	const struct smsmodem_receive_options options = {.keep = true};
	struct desk *desk = desk_start("", &options);

	(void)state;
	phone_do(desk->phone, "deliver " FROM " one");
	phone_do(desk->phone, "deliver " FROM " two");
	assert_int_equal(desk_run(desk, 100000), 0);
	desk_expect(desk, "sms " FROM " one\nsms " FROM " two\n");
	desk_kill(desk);
	desk_receive(desk);
	phone_do(desk->phone, "deliver " FROM " three");
	assert_int_equal(desk_run(desk, 100000), 0);
	desk_expect(desk, "sms " FROM " one\nsms " FROM " two\nsms " FROM " three\n");
	assert_int_equal(desk_stored(desk, "ME"), 3);
	assert_int_equal(phone_count(desk->phone, "CMGD"), 0);
	/* who is to delete them gets them first */
	desk_kill(desk);
	desk->options.keep = false;
	desk_clear(desk);
	desk_receive(desk);
	assert_int_equal(desk_run(desk, 1000), 0);
	desk_expect(desk,
		    "sms " FROM " one again\nsms " FROM " two again\nsms " FROM " three again\n");
	assert_int_equal(desk_stored(desk, "ME"), 0);
	desk_clear(desk);
	desk_kill(desk);
	desk_receive(desk);
	assert_int_equal(desk_run(desk, 1000), 0);
	desk_expect(desk, "");
	desk_close(desk);
}

/* A SIM that is not ready yet does not say whose it is. */
static ssize_t write_busy(struct transport *transport, const void *octets, size_t count,
			  struct smsmodem_error *error)
{
	struct phone *phone = phone_of(transport);

	if (count < 8 || memcmp(octets, "AT+CIMI\r", 8) != 0 || phone->chunk > 0)
		return phone_write(transport, octets, count, error);
	phone->chunk = sizeof phone->written; /* once */
	phone_do(phone, "urc +CME ERROR: 14");
	return (ssize_t)count;
}

static const struct transport_ops busy = {phone_read,   write_busy,    phone_wait,
					  phone_now_ms, phone_stalled, phone_free};

static void test_identity_of_a_busy_sim(void **state)
{
	const struct smsmodem_receive_options options = {.keep = true};
	struct desk *desk = desk_start("", &options);

	(void)state;
	phone_do(desk->phone, "deliver " FROM " one");
	assert_int_equal(desk_run(desk, 1000), 0);
	desk_kill(desk);
	desk->phone->head.ops = &busy;
	desk_receive(desk);
	assert_int_equal(desk_run(desk, 1000), 0);
	assert_true(desk->phone->chunk > 0);
	desk_expect(desk, "sms " FROM " one\n");
	desk_close(desk);
}

/* --- acknowledged, or not --- */

static void test_killed_while_it_is_out(void **state)
{
	struct desk *desk = desk_start("", NULL);
	char id[33];

	(void)state;
	desk->no_ack = true;
	phone_do(desk->phone, "deliver " FROM " one");
	assert_int_equal(desk_next(desk, 1000), 1);
	memcpy(id, desk->id, sizeof id);
	assert_int_equal(smsmodem_progress(desk->phone->modem, desk->token, 3, NULL), SMSMODEM_OK);
	assert_int_equal(desk_stored(desk, "ME"), 1);
	desk_kill(desk);
	desk->no_ack = false;
	desk_receive(desk);
	assert_int_equal(desk_run(desk, 1000), 0);
	desk_expect(desk, "sms " FROM " one\nsms " FROM " one progress 3 again\n");
	assert_string_equal(desk->id, id);
	assert_int_equal(desk_stored(desk, "ME"), 0);
	desk_close(desk);
}

/* It was written as taken, and the program died before it could delete it. */
static void test_killed_before_it_is_deleted(void **state)
{
	struct desk *desk = desk_start("", NULL);

	(void)state;
	phone_do(desk->phone, "deliver " FROM " one");
	assert_int_equal(desk_next(desk, 1000), 1);
	assert_int_equal(receive_commit(desk->phone->modem, false, NULL), SMSMODEM_OK);
	desk_kill(desk);
	desk_receive(desk);
	assert_int_equal(desk_run(desk, 1000), 0);
	desk_expect(desk, "sms " FROM " one\n");
	assert_int_equal(desk_stored(desk, "ME"), 0);
	desk_close(desk);
}

static void test_closed_in_order(void **state)
{
	struct desk *desk = desk_start("", NULL);

	(void)state;
	phone_do(desk->phone, "deliver " FROM " one");
	assert_int_equal(desk_next(desk, 1000), 1);
	receive_close(desk->phone->modem);
	assert_int_equal(desk_stored(desk, "ME"), 0);
	desk_close(desk);
}

/* Acknowledgements that were asked for are not asked for any more. */
static void test_service_is_put_back(void **state)
{
	const struct smsmodem_receive_options options = {.way = SMSMODEM_RECEIVE_DIRECT};
	struct desk *desk = desk_start("", &options);
	struct session *session = &desk->phone->modem->session;

	(void)state;
	assert_int_equal(session_ask(session, "AT+CSMS?", 0, NULL), SMSMODEM_OK);
	assert_memory_equal(session_find(session, "+CSMS:"), "+CSMS: 1", 8);
	receive_close(desk->phone->modem);
	assert_int_equal(session_ask(session, "AT+CSMS?", 0, NULL), SMSMODEM_OK);
	assert_memory_equal(session_find(session, "+CSMS:"), "+CSMS: 0", 8);
	desk_close(desk);
}

static void test_deferred(void **state)
{
	struct desk *desk = desk_start("", NULL);
	struct smsmodem *modem = desk->phone->modem;
	struct smsmodem_error error;

	(void)state;
	desk->no_ack = true;
	phone_do(desk->phone, "deliver " FROM " one");
	assert_int_equal(desk_next(desk, 1000), 1);
	uint64_t token = desk->token;
	assert_int_equal(smsmodem_defer(modem, token, 30000, &error), SMSMODEM_OK);
	assert_int_equal(smsmodem_ack(modem, token, &error), SMSMODEM_E_USAGE);
	phone_do(desk->phone, "deliver " FROM " two");
	assert_int_equal(desk_next(desk, 1000), 1);
	assert_int_equal(smsmodem_ack(modem, desk->token, &error), SMSMODEM_OK);
	assert_int_equal(smsmodem_ack(modem, desk->token, &error), SMSMODEM_E_USAGE);
	int64_t before_ms = desk->phone->now_ms;
	assert_int_equal(desk_next(desk, 60000), 1);
	assert_in_range(desk->phone->now_ms - before_ms, 28000, 31000);
	assert_int_equal(smsmodem_ack(modem, desk->token, &error), SMSMODEM_OK);
	assert_int_equal(desk_next(desk, 60000), 0);
	desk_expect(desk, "sms " FROM " one\nsms " FROM " two\nsms " FROM " one\n");
	assert_int_equal(desk_stored(desk, "ME"), 0);
	desk_close(desk);
}

/* --- deleting --- */

/* A phone that knows no +CMGD, or forgets what it was told behind the first of a line. */
static ssize_t write_without(struct transport *transport, const void *octets, size_t count,
			     struct smsmodem_error *error)
{
	char copy[4096];
	char *found;

	assert_true(count < sizeof copy);
	memcpy(copy, octets, count);
	copy[count] = '\0';
	while ((found = strstr(copy, "+CMGD=")) != NULL)
		found[1] = 'X';
	return phone_write(transport, copy, count, error);
}

static ssize_t write_first(struct transport *transport, const void *octets, size_t count,
			   struct smsmodem_error *error)
{
	char copy[4096];

	assert_true(count < sizeof copy);
	memcpy(copy, octets, count);
	copy[count] = '\0';
	char *cut = strstr(copy, ";+CMGD=");
	if (!cut)
		return phone_write(transport, octets, count, error);
	(void)snprintf(cut, sizeof copy - (size_t)(cut - copy), "\r");
	(void)phone_write(transport, copy, strlen(copy), error);
	return (ssize_t)count;
}

static const struct transport_ops refuses = {phone_read,   write_without, phone_wait,
					     phone_now_ms, phone_stalled, phone_free};
static const struct transport_ops cuts = {phone_read,   write_first,   phone_wait,
					  phone_now_ms, phone_stalled, phone_free};

static void test_delete_refused(void **state)
{
	struct desk *desk = desk_start("", NULL);

	(void)state;
	desk->phone->head.ops = &refuses;
	phone_do(desk->phone, "deliver " FROM " one");
	phone_do(desk->phone, "deliver " FROM " two");
	assert_int_equal(desk_run(desk, 200000), 0);
	phone_do(desk->phone, "deliver " FROM " three");
	assert_int_equal(desk_run(desk, 200000), 0);
	desk_expect(desk, "sms " FROM " one\nsms " FROM " two\nsms " FROM " three\n");
	assert_int_equal(desk_stored(desk, "ME"), 3);
	assert_true(phone_count(desk->phone, "XMGD") < 20);
	/* the next one knows them, and succeeds */
	desk_kill(desk);
	desk_receive(desk);
	assert_int_equal(desk_run(desk, 1000), 0);
	assert_int_equal(desk->events, 3);
	assert_int_equal(desk_stored(desk, "ME"), 0);
	desk_close(desk);
}

static void test_delete_cut(void **state)
{
	struct desk *desk = desk_start("", NULL);

	(void)state;
	desk->phone->head.ops = &cuts;
	for (int i = 0; i < 8; i++)
		phone_do(desk->phone, i % 2 ? "deliver " FROM " odd" : "deliver " FROM " even");
	phone_do(desk->phone, "deliver " FROM " nine");
	assert_int_equal(desk_run(desk, 1000), 0);
	assert_int_equal(desk_stored(desk, "ME"), 0);
	desk_close(desk);
}

/* --- replaced --- */

/* 23.040 9.2.3.9: of the same type and sender; the first has been given out, or not. */
static void test_replaced(void **state)
{
	static const char first[] = "deliver-pdu 079194710167000004"
				    "0B919471103254F6410062113221000040056F775D4E07";
	static const char second[] = "deliver-pdu 079194710167000004"
				     "0B919471103254F6410062113221001040066FB77B4D9703";

	(void)state;
	for (int out = 0; out < 2; out++) {
		struct desk *desk = desk_start("", NULL);

		desk->no_ack = true;
		phone_do(desk->phone, first);
		if (out)
			assert_int_equal(desk_next(desk, 1000), 1);
		else
			assert_int_equal(smsmodem_next(desk->phone->modem, NULL, 0, NULL), 1);
		phone_do(desk->phone, second);
		if (out)
			assert_int_equal(smsmodem_ack(desk->phone->modem, desk->token, NULL),
					 SMSMODEM_OK);
		desk->no_ack = false;
		assert_int_equal(desk_run(desk, 20000), 0);
		assert_int_equal(desk->events, 2);
		assert_int_equal(desk_stored(desk, "ME"), 0);
		desk_close(desk);
	}
}

static const char replacing[] = "deliver-pdu 079194710167000004"
				"0B919471103254F6410062113221001040066FB77B4D9703";

/* It is replaced at the very moment at which it is to be deleted. */
static ssize_t write_replaced(struct transport *transport, const void *octets, size_t count,
			      struct smsmodem_error *error)
{
	struct phone *phone = phone_of(transport);
	char copy[4096];

	assert_true(count < sizeof copy);
	memcpy(copy, octets, count);
	copy[count] = '\0';
	if (strstr(copy, "+CMGD=") && phone->chunk == 0) {
		phone->chunk = sizeof phone->written; /* once */
		phone_do(phone, replacing);
	}
	return phone_write(transport, octets, count, error);
}

static const struct transport_ops replaces = {phone_read,   write_replaced, phone_wait,
					      phone_now_ms, phone_stalled,  phone_free};

static void test_replaced_while_deleted(void **state)
{
	static const char first[] = "deliver-pdu 079194710167000004"
				    "0B919471103254F6410062113221000040056F775D4E07";
	static const char *const profiles[] = {"", "profile=siemens", "profile=qualcomm"};

	(void)state;
	for (size_t i = 0; i < COUNT(profiles); i++) {
		struct desk *desk = desk_start(profiles[i], NULL);

		desk->phone->head.ops = &replaces;
		phone_do(desk->phone, first);
		assert_int_equal(desk_run(desk, 20000), 0);
		assert_int_equal(desk->events, 2);
		assert_int_equal(desk_stored(desk, "ME"), 0);
		desk_close(desk);
	}
}

/* Somebody deletes a message on the phone, and another one comes to its place unheard. */
static void test_another_in_its_place(void **state)
{
	struct desk *desk = desk_start("", NULL);
	struct session *session = &desk->phone->modem->session;

	(void)state;
	desk->no_ack = true;
	phone_do(desk->phone, "deliver " FROM " one");
	assert_int_equal(desk_next(desk, 1000), 1);
	assert_int_equal(session_ask(session, "AT+CNMI=2,0", 0, NULL), SMSMODEM_OK);
	assert_int_equal(session_ask(session, "AT+CMGD=1", 0, NULL), SMSMODEM_OK);
	phone_do(desk->phone, "deliver " FROM " two");
	desk->phone->now_ms += 11000;
	assert_int_equal(smsmodem_ack(desk->phone->modem, desk->token, NULL), SMSMODEM_OK);
	desk->no_ack = false;
	assert_int_equal(desk_run(desk, 1000), 0);
	desk_expect(desk, "sms " FROM " one\nsms " FROM " two\n");
	assert_int_equal(desk_stored(desk, "ME"), 0);
	desk_close(desk);
}

/* More is said within one answer than is kept, and while another line is waited for. */
static void test_lines_that_others_take(void **state)
{
	struct desk *desk = desk_start("", NULL);
	struct session *session = &desk->phone->modem->session;

	(void)state;
	assert_int_equal(desk_run(desk, 1000), 0);
	phone_do(desk->phone, "deliver " FROM " one");
	phone_do(desk->phone, "urc +CUSD: 0,\"hello\",15");
	assert_int_equal(smsmodem_expect(desk->phone->modem, "+CUSD", 1000, NULL), SMSMODEM_OK);
	assert_int_equal(desk_run(desk, 1000), 0);
	desk_expect(desk, "sms " FROM " one\n");
	for (int i = 0; i < 2000; i++)
		phone_do(desk->phone, "urc +CREG: 1,\"0000\",\"0000000000000000000000000\"");
	phone_do(desk->phone, "deliver " FROM " two");
	assert_int_equal(session_ask(session, "AT", 0, NULL), SMSMODEM_OK);
	assert_int_equal(desk_run(desk, 1000), 0);
	desk_expect(desk, "sms " FROM " one\nsms " FROM " two\n");
	desk_close(desk);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_all_memories),
		cmocka_unit_test(test_drafts_stay),
		cmocka_unit_test(test_keep),
		cmocka_unit_test(test_identity_of_a_busy_sim),
		cmocka_unit_test(test_killed_while_it_is_out),
		cmocka_unit_test(test_killed_before_it_is_deleted),
		cmocka_unit_test(test_closed_in_order),
		cmocka_unit_test(test_service_is_put_back),
		cmocka_unit_test(test_deferred),
		cmocka_unit_test(test_delete_refused),
		cmocka_unit_test(test_delete_cut),
		cmocka_unit_test(test_replaced),
		cmocka_unit_test(test_replaced_while_deleted),
		cmocka_unit_test(test_another_in_its_place),
		cmocka_unit_test(test_lines_that_others_take),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
