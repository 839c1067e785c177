/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Events without a message: calls, USSD, cell broadcast, memories; once each, and bounded. */
#include "receive_notice_support.h"

struct notice_row {
	const char *name;
	const char *script; /* lines of the phone; "PAGE HEX" for +CBM, "WAIT ms" */
	const char *events;
};

/* 23.041 9.4.1.2: serial number and identifier; coding and page; "Hello" packed (23.038 6.1.2.1) */
#define PAGE(coding_and_page) "PAGE 00100032" coding_and_page "C8329BFD06\n"
#define OTHER_PLACE           "PAGE 0010003201114121\n"

static const struct notice_row rows[] = {
	{"a call with a number",
	 "RING\n+CLIP: \"+491701234567\",145,,,,0\nWAIT 4000\nRING\n"
	 "+CLIP: \"+491701234567\",145,,,,0\nNO CARRIER\n",
	 "ringing +491701234567\nended +491701234567\n"},
	{"a number that is withheld", "RING\n+CLIP: \"\",128,,,,1\nNO CARRIER\n",
	 "ringing -\nended -\n"},
	{"no number at all: told by the second RING", "RING\nWAIT 2900\nRING\n", "ringing -\n"},
	{"no number at all: told after 3 s", "RING\nWAIT 3000\n", "ringing -\n"},
	{"not before", "RING\nWAIT 2999\n", ""},
	{"it ends with a last RING", "RING\n+CLIP: \"123\",129\nWAIT 7999\n", "ringing 123\n"},
	{"and 8 s of silence", "RING\n+CLIP: \"123\",129\nWAIT 8000\n", "ringing 123\nended 123\n"},
	{"every RING puts that off",
	 "RING\n+CLIP: \"123\",129\nWAIT 5000\nRING\nWAIT 5000\nRING\nWAIT 5000\n",
	 "ringing 123\n"},
	{"+CRING (27.007 6.11)", "+CRING: VOICE\n+CLIP: \"123\",129\nBUSY\n",
	 "ringing 123\nended 123\n"},
	{"+CLIP in front of RING", "+CLIP: \"123\",129\nRING\nNO CARRIER\n",
	 "ringing 123\nended 123\n"},
	{"Huawei's end", "RING\n+CLIP: \"123\",129\n^CEND:1,0,104,16\n",
	 "ringing 123\nended 123\n"},
	{"a second call", "RING\n+CLIP: \"123\",129\nRING\n+CLIP: \"456\",129\nNO CARRIER\n",
	 "ringing 123\nended 123\nringing 456\nended 456\n"},
	{"two calls one after the other",
	 "RING\n+CLIP: \"123\",129\nNO CARRIER\nRING\n+CLIP: \"123\",129\nNO CARRIER\n",
	 "ringing 123\nended 123\nringing 123\nended 123\n"},
	{"a call that ends before its number", "RING\nNO CARRIER\n", "ringing -\nended -\n"},
	{"an end without a call", "NO CARRIER\nBUSY\n^CEND:1,0,104,16\n", ""},
	{"a call that waits (27.007 7.12) is told once", "+CCWA: \"123\",129,1\nWAIT 59999\n",
	 "ringing 123\n"},
	{"and ends by itself", "+CCWA: \"123\",129,1\nWAIT 60000\n", "ringing 123\nended 123\n"},
	{"the status of +CLIP? is no call", "+CLIP: 1,1\n+CCWA: 1,1\n", ""},
	{"ring words in other lines", "RINGING\nNO CARRIER ON\n+CLIPPED: \"1\",129\n", ""},

	{"USSD", "+CUSD: 0,\"Balance: 10.00\",15\n", "ussd 0 Balance: 10.00\n"},
	{"USSD packed in hexadecimal (23.038 5)", "+CUSD: 0,\"E8329BFD06DDDF723619\",15\n",
	 "ussd 0 hello world\n"},
	{"USSD in UTF-16", "+CUSD: 1,\"0414043000480065006C006C006F\",72\n", "ussd 1 ДаHello\n"},
	{"USSD that the network ended", "+CUSD: 2\n", "ussd 2 \n"},
	{"USSD in several lines", "+CUSD: 1,\"1 Balance\n2 Credit\n3 Leave\",15\n",
	 "ussd 1 1 Balance\n2 Credit\n3 Leave\n"},
	{"USSD whose end is lost", "+CUSD: 1,\"1 Balance\n2 Credit\nWAIT 2000\n",
	 "ussd 1 1 Balance\n2 Credit\n"},
	{"USSD that is none", "+CUSD: 9,\"x\",15\n+CUSD:\n+CUSD: \"\"\n", ""},

	{"a page", PAGE("0111"), "cb 50 Hello\n"},
	{"the same again within a day", PAGE("0111") "WAIT 86399999\n" PAGE("0111"),
	 "cb 50 Hello\n"},
	{"and after it", PAGE("0111") "WAIT 86400000\n" PAGE("0111"), "cb 50 Hello\ncb 50 Hello\n"},
	{"the same serial number with another text", PAGE("0111") OTHER_PLACE,
	 "cb 50 Hello\ncb 50 AB\n"},
	{"two pages in any order", PAGE("0122") PAGE("0112"), "cb 50 HelloHello\n"},
	{"pages that never come", PAGE("0112") "WAIT 300000\n", "cb 50 Hello\n"},
	{"pages of what was told already", PAGE("0122") PAGE("0112") PAGE("0112") "WAIT 300000\n",
	 "cb 50 HelloHello\n"},
	{"a page that is garbage", "PAGE zz\nPAGE 00\nPAGE \n", ""},

	{"Huawei's full memory, whose size is not known", "^SMMEMFULL: \"SM\"\n", "SM 0/0\n"},
	{"told once", "^SMMEMFULL: \"SM\"\n^SMMEMFULL: \"SM\"\n", "SM 0/0\n"},
	{"each memory for itself", "^SMMEMFULL: \"SM\"\n^SMMEMFULL: \"ME\"\n", "SM 0/0\nME 0/0\n"},
	{"lines of something else", "+CMTI: \"SM\",1\n^RSSI: 12\nHello\n+CREG: 1\n", ""},
};

static void play_line(struct noticing *noticing, char *line)
{
	struct smsmodem *modem = noticing->phone->modem;

	if (strncmp(line, "WAIT ", 5) == 0)
		pass(noticing, strtoll(line + 5, NULL, 10));
	else if (strncmp(line, "PAGE ", 5) == 0)
		notice_line(modem, "+CBM: 88", line + 5);
	else
		notice_line(modem, line, "");
}

static void play(struct noticing *noticing, const char *script)
{
	char *copy = strdup(script), *next = copy, *line;

	assert_non_null(copy);
	while ((line = strsep(&next, "\n")) != NULL)
		if (*line)
			play_line(noticing, line);
	free(copy);
}

static void test_rows(void **state)
{
	char text[NOTICED_SIZE];

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct noticing noticing;
		noticing_open(&noticing, "");
		assert_int_equal(notice_setup(noticing.phone->modem, NULL), SMSMODEM_OK);
		play(&noticing, rows[i].script);
		noticed(&noticing, text);
		if (strcmp(text, rows[i].events) != 0)
			fail_msg("%s:\n%snot:\n%s", rows[i].name, text, rows[i].events);
		noticing_close(&noticing);
	}
}

/* Without +CLIP there is nothing to wait for. */
static void test_no_clip(void **state)
{
	struct noticing noticing;
	char text[NOTICED_SIZE];

	(void)state;
	noticing_open(&noticing, "");
	notice_line(noticing.phone->modem, "RING", "");
	noticed(&noticing, text);
	assert_string_equal(text, "ringing -\n");
	noticing_close(&noticing);
}

struct storage_row {
	int64_t wait_ms;
	int used, total;
	const char *events;
};

/* One memory, step by step. */
static const struct storage_row storage_rows[] = {
	{0, 15, 20, ""},
	{0, 16, 20, "SM 16/20\n"}, /* 80 % */
	{0, 17, 20, ""},
	{0, 20, 20, "SM 20/20\n"}, /* worse, and news at once */
	{0, 20, 20, ""},
	{0, 19, 20, ""},
	{0, 20, 20, ""},               /* again, but just now */
	{10000, 20, 20, "SM 20/20\n"}, /* it lasts */
	{0, 14, 20, ""},               /* 70 %: still nearly full */
	{20000, 16, 20, ""},
	{0, 13, 20, ""},           /* room */
	{0, 16, 20, "SM 16/20\n"}, /* crossed again */
	{0, 0, 20, ""},
	{0, 16, 20, ""},
	{9999, 16, 20, ""},
	{1, 16, 20, "SM 16/20\n"},
	{0, 5, 0, ""}, /* nonsense */
	{0, -1, 20, ""},
	{0, 21, 20, "SM 21/20\n"},
};

static void test_storage(void **state)
{
	struct noticing noticing;
	char text[NOTICED_SIZE];

	(void)state;
	noticing_open(&noticing, "");
	for (size_t i = 0; i < COUNT(storage_rows); i++) {
		const struct storage_row *row = &storage_rows[i];
		noticing.phone->now_ms += row->wait_ms;
		notice_storage(noticing.phone->modem, "SM", row->used, row->total);
		noticed(&noticing, text);
		if (strcmp(text, row->events) != 0)
			fail_msg("step %zu: '%s'", i, text);
	}
	/* the total is known now */
	noticing.phone->now_ms += 3600000;
	notice_storage(noticing.phone->modem, "SM", 0, 20);
	notice_line(noticing.phone->modem, "^SMMEMFULL: \"SM\"", "");
	noticed(&noticing, text);
	assert_string_equal(text, "SM 20/20\n");
	noticing_close(&noticing);
}

/* More memories than anybody has: the first ones are told. */
static void test_many_memories(void **state)
{
	struct noticing noticing;
	char name[8], text[NOTICED_SIZE];

	(void)state;
	noticing_open(&noticing, "");
	for (int i = 0; i < 100; i++) {
		(void)snprintf(name, sizeof name, "M%d", i);
		notice_storage(noticing.phone->modem, name, 1, 1);
	}
	noticed(&noticing, text);
	assert_string_equal(text, "M0 1/1\nM1 1/1\nM2 1/1\nM3 1/1\nM4 1/1\nM5 1/1\nM6 1/1\n"
				  "M7 1/1\n");
	noticing_close(&noticing);
}

/* The phone's own word, by its indicator (27.007 8.9): the memory is asked for. */
static void test_indicator(void **state)
{
	struct noticing noticing;
	char text[NOTICED_SIZE];
	bool drain;

	(void)state;
	noticing_open(&noticing, "storage=me=5,sm=20");
	struct smsmodem *modem = noticing.phone->modem;
	assert_int_equal(smsmodem_prepare(modem, NULL), SMSMODEM_OK);
	assert_int_equal(notice_setup(modem, NULL), SMSMODEM_OK);
	assert_int_equal(phone_count(noticing.phone, "AT+CMER=3,0,0,1"), 1);
	phone_do(noticing.phone, "full on");
	assert_int_equal(session_poll(&modem->session, NULL), SMSMODEM_OK);
	const char *line = lines_get(&modem->session.unsolicited, 0);
	assert_non_null(line);
	assert_string_equal(line, "+CIEV: 9,1");
	notice_line(modem, line, "");
	assert_int_equal(watch_deadline_ms(modem), 0);
	assert_int_equal(watch_ask(modem, &drain, NULL), SMSMODEM_OK);
	noticed(&noticing, text);
	assert_non_null(strstr(text, "ME 5/5\n"));
	notice_restore(modem);
	assert_int_equal(phone_count(noticing.phone, "AT+CMER=0,0,0,0"), 1);
	noticing_close(&noticing);
}

/* Which broadcasts come in is asked for where nobody has chosen (27.005 3.3.4). */
static void test_broadcasts(void **state)
{
	static const char *const chosen[] = {"AT+CSCB=0,\"50\",\"\"", "AT+CSCB=1,\"\",\"\""};
	const char list[] = "AT+CSCB=0,\"0-999,4352-6399\"";

	(void)state;
	for (size_t i = 0; i < COUNT(chosen) + 2; i++) {
		struct noticing noticing;
		noticing_open(&noticing, "");
		struct smsmodem *modem = noticing.phone->modem;
		assert_int_equal(smsmodem_prepare(modem, NULL), SMSMODEM_OK);
		if (i < COUNT(chosen))
			assert_int_equal(session_ask(&modem->session, chosen[i], 0, NULL),
					 SMSMODEM_OK);
		noticing.receiver.options.no_broadcast = i == COUNT(chosen);
		assert_int_equal(notice_setup(modem, NULL), SMSMODEM_OK);
		assert_int_equal(phone_count(noticing.phone, list), i > COUNT(chosen));
		noticing_close(&noticing);
	}
}

/* What a phone does not know does not keep it from being used. */
static void test_setup_refused(void **state)
{
	static const char *const profiles[] = {
		"profile=nokia",    "profile=siemens", "profile=huawei", "profile=simcom",
		"profile=qualcomm", "profile=minimal", "profile=quirky"};

	(void)state;
	for (size_t i = 0; i < COUNT(profiles); i++) {
		struct noticing noticing;
		noticing_open(&noticing, profiles[i]);
		struct smsmodem *modem = noticing.phone->modem;
		assert_int_equal(smsmodem_prepare(modem, NULL), SMSMODEM_OK);
		assert_int_equal(notice_setup(modem, NULL), SMSMODEM_OK);
		assert_int_equal(session_ask(&modem->session, "AT", 0, NULL), SMSMODEM_OK);
		noticing_close(&noticing);
	}
}

/* Nobody takes them: the oldest calls go, then the rest, and that is told. */
static void test_bound(void **state)
{
	static char text[64 * NOTICED_SIZE];
	struct noticing noticing;
	struct smsmodem_event event;
	int calls = 0, ussd = 0, links = 0;

	(void)state;
	(void)text;
	noticing_open(&noticing, "");
	struct smsmodem *modem = noticing.phone->modem;
	notice_line(modem, "+CUSD: 0,\"first\",15", "");
	for (int i = 0; i < 1000; i++) {
		notice_line(modem, "RING", "");
		notice_line(modem, "NO CARRIER", "");
	}
	for (int i = 0; i < 100; i++)
		notice_line(modem, "+CUSD: 0,\"more\",15", "");
	assert_true(notice_take(modem, &event));
	assert_int_equal(event.kind, SMSMODEM_EVENT_USSD);
	assert_string_equal(event.text, "first");
	while (notice_take(modem, &event)) {
		calls += event.kind == SMSMODEM_EVENT_CALL;
		ussd += event.kind == SMSMODEM_EVENT_USSD;
		if (event.kind != SMSMODEM_EVENT_LINK)
			continue;
		links++;
		assert_string_equal(event.text, "1845 events (no messages) were dropped, as they "
						"were not taken in time");
	}
	assert_int_equal(ussd, 100);
	assert_int_equal(calls, 256 - 101);
	assert_int_equal(links, 1);
	/* nothing but what nobody may lose: still bounded */
	for (int i = 0; i < 1000; i++)
		notice_line(modem, "+CUSD: 0,\"more\",15", "");
	for (ussd = 0; notice_take(modem, &event);)
		ussd += event.kind == SMSMODEM_EVENT_USSD;
	assert_int_equal(ussd, 256);
	noticing_close(&noticing);
}

/* Lines at random, of the words that mean something: nothing breaks, and it stays bounded. */
static void test_random(void **state)
{
	static const char *const words[] = {"RING",       "+CLIP:",      "+CUSD:", "+CBM:",
					    "+CIEV:",     "^SMMEMFULL:", "\"",     ",",
					    "0",          "255",         "-1",     "\"+49\"",
					    "NO CARRIER", "\xFF",        "SM",     "99999999999"};
	unsigned seed = 20250131;
	struct noticing noticing;
	struct smsmodem_event event;
	char line[256];

	(void)state;
	noticing_open(&noticing, "");
	struct smsmodem *modem = noticing.phone->modem;
	assert_int_equal(notice_setup(modem, NULL), SMSMODEM_OK);
	for (int i = 0; i < 20000; i++) {
		line[0] = '\0';
		for (int n = rand_r(&seed) % 6; n >= 0; n--)
			(void)strcat(line, words[(size_t)rand_r(&seed) % COUNT(words)]);
		notice_line(modem, line, line + strlen(line) / 2);
		if (rand_r(&seed) % 16 == 0)
			pass(&noticing, rand_r(&seed) % 10000);
		if (rand_r(&seed) % 64 == 0)
			while (notice_take(modem, &event))
				;
	}
	int left = 0;
	while (notice_take(modem, &event))
		left++;
	assert_true(left <= 257);
	noticing_close(&noticing);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows),       cmocka_unit_test(test_no_clip),
		cmocka_unit_test(test_storage),    cmocka_unit_test(test_many_memories),
		cmocka_unit_test(test_indicator),  cmocka_unit_test(test_setup_refused),
		cmocka_unit_test(test_broadcasts), cmocka_unit_test(test_bound),
		cmocka_unit_test(test_random),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
