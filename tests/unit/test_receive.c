/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What comes, from every kind of phone: once, and then it has left it. */
#include "receive_support.h"

#define FROM "+491701234567"

static const char *const phones[] = {
	"",
	"profile=nokia",
	"profile=siemens",
	"profile=huawei",
	"profile=simcom",
	"profile=qualcomm",
	"profile=minimal",
	"profile=quirky",
	"fault=nocombine",
	"fault=urc",
	"fault=echo=stuck",
	"fault=numeric",
	"latency=20",
	"storage=me=1,sm=1,sr=0",
	"storage=me=3,sm=2,sr=1",
};

static const enum smsmodem_receive_way ways[] = {
	SMSMODEM_RECEIVE_AUTO,
	SMSMODEM_RECEIVE_STORED,
	SMSMODEM_RECEIVE_DIRECT,
	SMSMODEM_RECEIVE_POLL,
};

/* Calls, USSD and the like are none of this. */
static void messages_only(struct desk *desk)
{
	char *line = desk->log, *end;

	while ((end = strchr(line, '\n')) != NULL) {
		if (strncmp(line, "event ", 6) == 0)
			memmove(line, end + 1, strlen(end + 1) + 1);
		else
			line = end + 1;
	}
	desk->log_length = strlen(desk->log);
}

static void test_phones(void **state)
{
	struct smsmodem_error error;

	(void)state;
	for (size_t i = 0; i < COUNT(phones) * COUNT(ways); i++) {
		const struct smsmodem_receive_options options = {.way = ways[i % COUNT(ways)]};
		struct desk *desk = desk_open(phones[i / COUNT(ways)], &options);

		phone_do(desk->phone, "deliver " FROM " before");
		if (smsmodem_receive(desk->phone->modem, &options, &error) < 0) {
			/* it has not this way, and says so */
			assert_int_equal(error.code, SMSMODEM_E_REFUSED);
			assert_int_not_equal(options.way, SMSMODEM_RECEIVE_AUTO);
			assert_int_not_equal(options.way, SMSMODEM_RECEIVE_POLL);
			desk_close(desk);
			continue;
		}
		assert_int_equal(desk_run(desk, 15000), 0);
		phone_do(desk->phone, "deliver " FROM " one");
		assert_int_equal(desk_run(desk, 15000), 0);
		for (int n = 0; n < 6; n++)
			phone_do(desk->phone,
				 n % 2 ? "deliver " FROM " even" : "deliver someone odd");
		phone_do(desk->phone, "deliver " FROM " two");
		assert_int_equal(desk_run(desk, 15000), 0);
		messages_only(desk);
		if (strncmp(desk->log, "sms " FROM " before\nsms " FROM " one\n", 47) != 0 ||
		    !strstr(desk->log, "two"))
			fail_msg("%s, way %d: %s", phones[i / COUNT(ways)], (int)options.way,
				 desk->log);
		desk_close(desk);
	}
}

/* --- kinds of messages --- */

struct kind_row {
	const char *name, *command, *log;
};

#define HEAD "deliver-pdu 079194710167000004"
#define TAIL "62113221000040056F775D4E07"

static const struct kind_row kinds[] = {
	{"class 1", HEAD "0B919471103254F600F1" TAIL, "sms +49170123456 onurt\n"},
	{"class 2, to the card", HEAD "0B919471103254F600F2" TAIL, "sms +49170123456 onurt\n"},
	{"class 3", HEAD "0B919471103254F600F3" TAIL, "sms +49170123456 onurt\n"},
	{"a replacing type", HEAD "0B919471103254F64100" TAIL, "sms +49170123456 onurt\n"},
	/* 23.040 9.2.3.1: reserved, and to be taken for a DELIVER */
	{"TP-MTI 3", "deliver-pdu 0791947101670000070B919471103254F60000" TAIL,
	 "sms +49170123456 onurt\n"},
	{"cut short", HEAD "0B919471103254F600006211322100004005",
	 "undecodable 079194710167000004"
	 "0B919471103254F600006211322100004005\n"},
	{"no TP-UD", HEAD "0B919471103254F6000062113221000040", NULL},
	{"one octet",
	 "deliver-pdu 0791947101670000"
	 "04",
	 NULL},
	{"a status report",
	 "deliver-pdu 07919471016700000605"
	 "0B919471103254F6621132210000406211322100104000",
	 "report +49170123456 \n"},
};

static void test_kinds(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(kinds) * COUNT(ways); i++) {
		const struct kind_row *row = &kinds[i / COUNT(ways)];
		const struct smsmodem_receive_options options = {.way = ways[i % COUNT(ways)]};
		struct desk *desk = desk_start("", &options);

		print_message("%s, way %d\n", row->name, (int)options.way);
		phone_do(desk->phone, row->command);
		assert_int_equal(desk_run(desk, 15000), 0);
		messages_only(desk);
		if (row->log)
			desk_expect(desk, row->log);
		else
			assert_int_equal(strncmp(desk->log, "undecodable ", 12), 0);
		assert_int_equal(desk_stored(desk, "ME"), 0);
		assert_int_equal(desk_stored(desk, "SM"), 0);
		assert_int_equal(desk_stored(desk, "SR"), 0);
		desk_close(desk);
	}
}

/* --- reports of what was sent meanwhile --- */

static void test_reports(void **state)
{
	struct smsmodem_submit submit = SMSMODEM_SUBMIT_INIT;
	static const char *const rows[] = {"",
					   "storage=sr=0",
					   "profile=siemens",
					   "profile=huawei",
					   "profile=simcom",
					   "profile=qualcomm",
					   "profile=quirky"};

	(void)state;
	submit.to = FROM;
	submit.text = "hello";
	submit.text_len = 5;
	submit.report = true;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct desk *desk = desk_start(rows[i], NULL);
		struct smsmodem_sending sending;
		struct smsmodem_error error;

		if (smsmodem_send(desk->phone->modem, &sending, &submit, 0, &error) < 0)
			fail_msg("%s: %s", rows[i], error.text);
		assert_int_equal(desk_run(desk, 200000), 0);
		messages_only(desk);
		if (strcmp(desk->log, "report " FROM " \n") != 0)
			fail_msg("%s: '%s'", rows[i], desk->log);
		desk_close(desk);
	}
}

static void test_no_receiver(void **state)
{
	struct desk *desk = desk_open("", NULL);
	struct smsmodem *modem = desk->phone->modem;
	struct smsmodem_event event;

	(void)state;
	assert_int_equal(smsmodem_next(modem, &event, 0, NULL), SMSMODEM_E_USAGE);
	assert_int_equal(smsmodem_ack(modem, 1, NULL), SMSMODEM_E_USAGE);
	assert_int_equal(smsmodem_progress(modem, 1, 1, NULL), SMSMODEM_E_USAGE);
	assert_int_equal(smsmodem_defer(modem, 1, 1, NULL), SMSMODEM_E_USAGE);
	desk_receive(desk);
	assert_int_equal(smsmodem_receive(modem, NULL, NULL), SMSMODEM_E_USAGE);
	assert_int_equal(smsmodem_ack(modem, 0, NULL), SMSMODEM_E_USAGE);
	assert_int_equal(smsmodem_ack(modem, UINT64_MAX, NULL), SMSMODEM_E_USAGE);
	assert_int_equal(smsmodem_ack(modem, 1 << 24 | 1, NULL), SMSMODEM_E_USAGE);
	desk_close(desk);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_phones),
		cmocka_unit_test(test_kinds),
		cmocka_unit_test(test_reports),
		cmocka_unit_test(test_no_receiver),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
