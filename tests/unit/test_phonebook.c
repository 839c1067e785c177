/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Phonebooks of the simulated phone, and of phones that it is not. */
#include "phone_support.h"
#include "puppet_support.h"
#include <smsmodem/phone.h>

static struct smsmodem_phonebook *open_book(struct smsmodem *modem, const char *storage)
{
	struct smsmodem_phonebook *book = NULL;
	struct smsmodem_error error = {0};

	if (smsmodem_phonebook_open(modem, storage, &book, &error) < 0)
		fail_msg("%s", error.text);
	return book;
}

static int put(struct smsmodem_phonebook *book, int index, const char *number, const char *name)
{
	struct smsmodem_entry entry = {.index = index};
	struct smsmodem_error error = {0};

	(void)snprintf(entry.number, sizeof entry.number, "%s", number);
	(void)snprintf(entry.name, sizeof entry.name, "%s", name);
	return smsmodem_phonebook_write(book, &entry, &error);
}

/* "1 number name|2 number name|" of all entries. */
static void all(struct smsmodem_phonebook *book, char *text, size_t size)
{
	struct smsmodem_entry entry;
	struct smsmodem_error error;
	size_t used = 0;
	int result;

	text[0] = '\0';
	smsmodem_phonebook_rewind(book);
	while ((result = smsmodem_phonebook_next(book, &entry, &error)) != 0) {
		used += (size_t)(result < 0 ? snprintf(text + used, size - used, "!|")
					    : snprintf(text + used, size - used, "%d %s %s|",
						       entry.index, entry.number, entry.name));
		assert_true(used < size);
		if (result < 0 && result != SMSMODEM_E_DATA)
			return;
	}
}

/* --- the simulated phone --- */

static void test_round_trip(void **state)
{
	static const char *const profiles[] = {"",
					       "profile=nokia",
					       "profile=siemens",
					       "profile=huawei",
					       "profile=simcom",
					       "profile=qualcomm",
					       "profile=quirky"};

	(void)state;
	for (size_t i = 0; i < COUNT(profiles); i++) {
		struct phone *phone = phone_open(profiles[i]);
		struct smsmodem_phonebook *book = open_book(phone->modem, "me");
		struct smsmodem_error error;
		char text[512];

		assert_string_equal(smsmodem_phonebook_info(book)->storage, "ME");
		assert_int_equal(put(book, 0, "+49 (170) 123-4567", "Jo \"J\" Müller"), 1);
		assert_int_equal(put(book, 0, "*100#", "Для @ €"), 2);
		assert_int_equal(put(book, 60, "0171", "😀"), 60);
		assert_int_equal(put(book, 0, "112", ""), 3);
		all(book, text, sizeof text);
		assert_string_equal(
			text, "1 +491701234567 Jo \"J\" Müller|2 *100# Для @ €|3 112 |60 0171 😀|");
		assert_int_equal(smsmodem_phonebook_delete(book, 2, &error), 0);
		assert_int_equal(put(book, 0, "1", "again"), 2);
		smsmodem_phonebook_close(book);
		/* phone and set are as they were */
		assert_int_equal(smsmodem_command(phone->modem, "AT+CSCS?", NULL, 0, &error), 0);
		assert_string_equal(smsmodem_response(phone->modem, 0), "+CSCS: \"GSM\"");
		assert_int_equal(smsmodem_command(phone->modem, "AT+CPBS?", NULL, 0, &error), 0);
		assert_non_null(strstr(smsmodem_response(phone->modem, 0), "\"SM\""));
		phone_close(phone);
	}
}

static void test_refusals(void **state)
{
	struct phone *phone = phone_open("");
	struct smsmodem_phonebook *book = NULL;
	struct smsmodem_error error;

	(void)state;
	assert_int_equal(smsmodem_phonebook_open(phone->modem, "XX", &book, &error),
			 SMSMODEM_E_REFUSED);
	assert_non_null(strstr(error.text, "it has SM ME ON FD EN LD DC RC MC"));
	assert_int_equal(smsmodem_phonebook_open(phone->modem, "S\"", &book, &error),
			 SMSMODEM_E_USAGE);
	assert_null(book);
	book = open_book(phone->modem, "SM");
	assert_int_equal(put(book, 0, "", "Jo"), SMSMODEM_E_NUMBER);
	assert_int_equal(put(book, 0, "+", "Jo"), SMSMODEM_E_NUMBER);
	assert_int_equal(put(book, 0, "jo", "Jo"), SMSMODEM_E_NUMBER);
	assert_int_equal(put(book, 0, "1\"2", "Jo"), SMSMODEM_E_NUMBER);
	assert_int_equal(put(book, 0, "1", "\xFF"), SMSMODEM_E_UTF8);
	assert_int_equal(put(book, 0, "1", "a\nb"), SMSMODEM_E_TEXT);
	assert_int_equal(put(book, 0, "1", "a\xC2\x9B"), SMSMODEM_E_TEXT);
	assert_int_equal(put(book, 0, "1", "a name of over eighteen"), SMSMODEM_E_DATA);
	assert_int_equal(put(book, 0, "123456789012345678901", "Jo"), SMSMODEM_E_NUMBER);
	assert_int_equal(put(book, 999, "1", "Jo"), SMSMODEM_E_REFUSED);
	assert_int_equal(put(book, 0, "1", "Jo"), 1);
	smsmodem_phonebook_close(book);
	book = open_book(phone->modem, "EN");
	assert_int_equal(put(book, 0, "1", "Jo"), SMSMODEM_E_REFUSED);
	smsmodem_phonebook_close(book);
	phone_close(phone);
}

static void test_full(void **state)
{
	struct phone *phone = phone_open("");
	struct smsmodem_phonebook *book = open_book(phone->modem, "ON");
	struct smsmodem_entry entry;
	struct smsmodem_error error;

	(void)state;
	assert_int_equal(put(book, 0, "2", "two"), 2);
	assert_int_equal(put(book, 0, "3", "three"), 3);
	assert_int_equal(put(book, 0, "4", "four"), SMSMODEM_E_REFUSED);
	assert_int_equal(smsmodem_phonebook_read(book, 3, &entry, &error), 1);
	assert_string_equal(entry.name, "three");
	assert_int_equal(smsmodem_phonebook_delete(book, 3, &error), 0);
	assert_int_equal(smsmodem_phonebook_read(book, 3, &entry, &error), 0);
	smsmodem_phonebook_close(book);
	phone_close(phone);
}

/* --- others --- */

#define LINE(text) "\r\n" text "\r\n"
#define BEGIN                                                            \
	{                                                                \
		.line = "ATE0", .answer = LINE("+CPIN: READY") PUPPET_OK \
	}
#define REST                                    \
	{                                       \
		.line = "", .answer = PUPPET_OK \
	}

struct phone_row {
	const char *name;
	struct puppet_rule rules[12];
	const char *entries;
};

static const struct phone_row phone_rows[] = {
	{"an empty range is not found (27.007 9.2.1)",
	 {{.line = "AT+CPBR=?", .answer = LINE("+CPBR: (1-120),40,16") PUPPET_OK},
	  {.line = "AT+CPBR=1,", .answer = LINE("+CME ERROR: 22")},
	  {.line = "AT+CPBR=51,", .answer = LINE("+CPBR: 77,\"1\",129,\"a\"") PUPPET_OK},
	  {.line = "AT+CPBR=101,120", .answer = LINE("+CME ERROR: 22")}},
	 "77 1 a|"},
	{"a phone that refuses ranges",
	 {{.line = "AT+CPBR=?", .answer = LINE("+CPBR: (1-3),40,16") PUPPET_OK},
	  {.line = "AT+CPBR=1,3", .answer = LINE("+CME ERROR: 21")},
	  {.line = "AT+CPBR=1", .answer = LINE("+CME ERROR: 22")},
	  {.line = "AT+CPBR=2", .answer = LINE("+CPBR: 2,\"22\",129,\"b\"") PUPPET_OK},
	  {.line = "AT+CPBR=3", .answer = PUPPET_ERROR}},
	 "2 22 b|"},
	{"Nokia 2730 (gammu at-getmemory)",
	 {{.line = "AT+CPBR=?", .answer = LINE("+CPBR: (16-16),40,16") PUPPET_OK},
	  {.line = "AT+CSCS?", .answer = LINE("+CSCS: \"UCS2\"") PUPPET_OK},
	  {.line = "AT+CPBR=16",
	   .answer = LINE("+CPBR: 16,\"\",,"
			  "\"005300740065007600650020002000560069006E0073006F006E\",,,,,,,")
		   PUPPET_OK}},
	 "16  Steve  Vinson|"},
	{"Samsung P900, which counts otherwise (gammu at-getmemory)",
	 {{.line = "AT+CPBR=?", .answer = LINE("+CPBR: (243-243),40,16") PUPPET_OK},
	  {.line = "AT+CPBR=243",
	   .answer = LINE("+CPBR: 81,\"#121#\",129,\"My Tempo\",0") PUPPET_OK}},
	 "81 #121# My Tempo|"},
	{"date and time behind the name (gammu at-getmemory)",
	 {{.line = "AT+CPBR=?", .answer = LINE("+CPBR: (1-1),40,16") PUPPET_OK},
	  {.line = "AT+CPBR=1",
	   .answer =
		   LINE("+CPBR: 1,\"+60122256476\",145,\"\",\"08/07/04\",\"17:24:55\"") PUPPET_OK}},
	 "1 +60122256476 |"},
	{"no number of a plus, a plus of 145, a number in UCS-2",
	 {{.line = "AT+CPBR=?", .answer = LINE("+CPBR: (1-3),40,16") PUPPET_OK},
	  {.line = "AT+CPBR=1,3",
	   .answer = LINE("+CPBR: 1,\"49170\",145,\"a\"") LINE("+CPBR: 2,\"0170\",129,\"b\"")
		   LINE("+CPBR: 3,\"002B00340039\",145,\"c\"") PUPPET_OK}},
	 "1 +49170 a|2 0170 b|3 +49 c|"},
	{"an entry that cannot be read, and one behind it",
	 {{.line = "AT+CPBR=?", .answer = LINE("+CPBR: (1-3),40,16") PUPPET_OK},
	  {.line = "AT+CPBR=1,3",
	   .answer = LINE("+CPBR: x,y") LINE("+CPBR: 2,\"1\",129,\"b\"") PUPPET_OK}},
	 "!|2 1 b|"},
	{"no ranges told: as many as there are",
	 {{.line = "AT+CPBR=?", .answer = PUPPET_ERROR},
	  {.line = "AT+CPBS?", .answer = LINE("+CPBS: \"ME\",1,2") PUPPET_OK},
	  {.line = "AT+CPBR=1,2", .answer = LINE("+CPBR: 2,\"1\",129,\"b\"") PUPPET_OK},
	  {.line = "AT+CPBR", .answer = PUPPET_ERROR}},
	 "2 1 b|"},
	{"index 0",
	 {{.line = "AT+CPBR=?", .answer = LINE("+CPBR: (0-1),40,16") PUPPET_OK},
	  {.line = "AT+CPBR=0,1", .answer = LINE("+CPBR: 0,\"1\",129,\"b\"") PUPPET_OK}},
	 "0 1 b|"},
};

static struct puppet *puppet_of_rows(const struct puppet_rule *given, size_t given_count,
				     struct puppet_rule *rules)
{
	const struct smsmodem_options options = SMSMODEM_OPTIONS_INIT;
	size_t count = 1;

	rules[0] = (struct puppet_rule)BEGIN;
	for (size_t i = 0; i < given_count && given[i].line; i++)
		rules[count++] = given[i];
	rules[count++] = (struct puppet_rule)REST;
	return puppet_open(rules, count, &options);
}

static void test_phones(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(phone_rows); i++) {
		struct puppet_rule rules[16];
		struct puppet *puppet =
			puppet_of_rows(phone_rows[i].rules, COUNT(phone_rows[i].rules), rules);
		struct smsmodem_phonebook *book = open_book(puppet->modem, NULL);
		char text[256];

		all(book, text, sizeof text);
		if (strcmp(text, phone_rows[i].entries) != 0)
			fail_msg("%s: %s\n%s", phone_rows[i].name, text, puppet->log);
		smsmodem_phonebook_close(book);
		puppet_close(puppet);
	}
}

/* Entries that are longer than any line: of a range, and one by one. They take their places. */
static void test_too_long(void **state)
{
	enum {
		LONG = AT_LINE_MAX + 100
	};
	static char answer[LONG + 64];
	char name[LONG + 1], text[256];
	const struct puppet_rule given[] = {
		{.line = "AT+CPBR=?", .answer = LINE("+CPBR: (60-200),40,16") PUPPET_OK},
		{.line = "AT+CPBR=60,109", .answer = answer},
		{.line = "AT+CPBR=60", .answer = answer},
		{.line = "AT+CPBR=61", .answer = LINE("+CPBR: 61,\"22\",129,\"b\"") PUPPET_OK},
		{.line = "AT+CPBR=110,159", .answer = LINE("+CPBR: 117,\"7\",129,\"c\"") PUPPET_OK},
		{.line = "AT+CPBR=", .answer = LINE("+CME ERROR: 22")},
		{.line = "AT+CPBW=62,", .answer = PUPPET_OK},
		{.line = "AT+CPBW", .answer = PUPPET_ERROR},
	};
	struct puppet_rule rules[16];
	struct smsmodem_entry entry;
	struct smsmodem_error error;

	(void)state;
	memset(name, 'A', LONG);
	name[LONG] = '\0';
	(void)snprintf(answer, sizeof answer, LINE("+CPBR: 60,\"1\",129,\"%s\"") PUPPET_OK, name);
	struct puppet *puppet = puppet_of_rows(given, COUNT(given), rules);
	struct smsmodem_phonebook *book = open_book(puppet->modem, NULL);
	all(book, text, sizeof text);
	assert_string_equal(text, "!|61 22 b|117 7 c|");
	/* what is behind it comes in ranges again */
	assert_int_equal(puppet_heard(puppet, "AT+CPBR=110,159"), 1);
	smsmodem_phonebook_rewind(book);
	memset(&entry, 'x', sizeof entry);
	assert_int_equal(smsmodem_phonebook_next(book, &entry, &error), SMSMODEM_E_DATA);
	assert_int_equal(entry.index, 60);
	assert_non_null(strstr(error.text, "place 60 "));
	assert_int_equal(put(book, 0, "3", "free"), 62);
	smsmodem_phonebook_close(book);
	puppet_close(puppet);
}

/* Nobody takes a place that was not told for one. */
static void test_no_place(void **state)
{
	static const struct puppet_rule given[] = {
		{.line = "AT+CPBR=?", .answer = LINE("+CPBR: (1-3),40,16") PUPPET_OK},
		{.line = "AT+CPBR=1,3", .answer = LINE("+CPBR: x,y") PUPPET_OK},
	};
	struct puppet_rule rules[16];
	struct puppet *puppet = puppet_of_rows(given, COUNT(given), rules);
	struct smsmodem_phonebook *book = open_book(puppet->modem, NULL);
	struct smsmodem_entry entry;
	struct smsmodem_error error;

	(void)state;
	for (int i = 0; i < 2; i++) {
		memset(&entry, 'x', sizeof entry);
		assert_int_equal(smsmodem_phonebook_next(book, &entry, &error),
				 i == 0 ? SMSMODEM_E_DATA : 0);
		assert_int_equal(entry.index, -1);
	}
	/* it may be in any place */
	assert_int_equal(put(book, 0, "1", "Jo"), SMSMODEM_E_DATA);
	smsmodem_phonebook_close(book);
	puppet_close(puppet);
}

/* A phonebook's name goes into commands and on terminals. */
static void test_name_of_book(void **state)
{
	static const char *const names[] = {"\x1B[7mX", "S M", "", "LONGNAME", "S;+H"};
	char answer[64];

	(void)state;
	for (size_t i = 0; i < COUNT(names); i++) {
		const struct puppet_rule given[] = {{.line = "AT+CPBS?", .answer = answer},
						    {.line = "AT+CPBS=", .answer = PUPPET_OK}};
		struct puppet_rule rules[16];

		(void)snprintf(answer, sizeof answer, LINE("+CPBS: \"%s\",1,9") PUPPET_OK,
			       names[i]);
		struct puppet *puppet = puppet_of_rows(given, COUNT(given), rules);
		struct smsmodem_phonebook *book = open_book(puppet->modem, NULL);
		assert_string_equal(smsmodem_phonebook_info(book)->storage, "");
		assert_int_equal(smsmodem_phonebook_info(book)->total, 9);
		smsmodem_phonebook_close(book);
		book = open_book(puppet->modem, "me");
		smsmodem_phonebook_close(book);
		/* and is not put back */
		assert_int_equal(puppet_heard(puppet, "AT+CPBS="), 1);
		puppet_close(puppet);
	}
}

struct charset_row {
	const char *name;
	const char *test, *now;
	const char *refused; /* a set it names and does not take, or NULL */
	const char *set;     /* that is told, or NULL: none */
	const char *back;    /* that is put back */
};

static const struct charset_row charset_rows[] = {
	{"the best", LINE("+CSCS: (\"GSM\",\"UCS2\")"), LINE("+CSCS: \"GSM\""), NULL,
	 "AT+CSCS=\"UCS2\"", "AT+CSCS=\"GSM\""},
	{"one that lies", LINE("+CSCS: (\"GSM\",\"UCS2\",\"UTF-8\")"), LINE("+CSCS: \"GSM\""),
	 "AT+CSCS=\"U", "AT+CSCS=\"UTF-8\"", "AT+CSCS=\"GSM\""},
	{"there already", LINE("+CSCS: (\"GSM\",\"UCS2\")"), LINE("+CSCS: \"UCS2\""), NULL, NULL,
	 NULL},
	{"nothing better", LINE("+CSCS: (\"GSM\",\"IRA\")"), LINE("+CSCS: \"GSM\""), NULL, NULL,
	 NULL},
	{"HEX", LINE("+CSCS: (\"IRA\",\"HEX\")"), LINE("+CSCS: \"IRA\""), NULL, "AT+CSCS=\"HEX\"",
	 "AT+CSCS=\"IRA\""},
	{"none", PUPPET_ERROR, PUPPET_ERROR, NULL, NULL, NULL},
};

static void test_charset(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(charset_rows); i++) {
		const struct charset_row *row = &charset_rows[i];
		char test[128], now[128];
		(void)snprintf(test, sizeof test, "%s" PUPPET_OK, row->test);
		(void)snprintf(now, sizeof now, "%s" PUPPET_OK, row->now);
		const struct puppet_rule given[] = {
			{.line = "AT+CSCS=?", .answer = row->set || i < 5 ? test : row->test},
			{.line = "AT+CSCS?", .answer = row->set || i < 5 ? now : row->now},
			{.line = "AT+CSCS=\"UTF-8\"", .answer = PUPPET_OK},
			{.line = row->refused ? row->refused : "AT+NEVER", .answer = PUPPET_ERROR},
		};
		struct puppet_rule rules[16];
		struct puppet *puppet = puppet_of_rows(given, COUNT(given), rules);
		struct smsmodem_phonebook *book = open_book(puppet->modem, NULL);

		if (puppet_heard(puppet, row->set ? row->set : "AT+CSCS=\"") != (row->set ? 1 : 0))
			fail_msg("%s: %s", row->name, puppet->log);
		smsmodem_phonebook_close(book);
		if (row->back && puppet_heard(puppet, row->back) != 1)
			fail_msg("%s: %s", row->name, puppet->log);
		puppet_close(puppet);
	}
}

/* A strict phone: every string in its set (27.007 5.4). */
static void test_coded_number(void **state)
{
	static const struct puppet_rule given[] = {
		{.line = "AT+CPBR=?", .answer = LINE("+CPBR: (1-3),40,16") PUPPET_OK},
		{.line = "AT+CSCS?", .answer = LINE("+CSCS: \"UCS2\"") PUPPET_OK},
		{.line = "AT+CPBW=1,\"00310032\",129,\"004A006F\"", .answer = PUPPET_OK},
		{.line = "AT+CPBW=2,\"0033\",129,\"004A\"", .answer = PUPPET_OK},
		{.line = "AT+CPBW", .answer = LINE("+CME ERROR: 27")},
	};
	struct puppet_rule rules[16];
	struct puppet *puppet = puppet_of_rows(given, COUNT(given), rules);
	struct smsmodem_phonebook *book = open_book(puppet->modem, NULL);

	(void)state;
	assert_int_equal(put(book, 0, "12", "Jo"), 1);
	assert_int_equal(put(book, 0, "3", "J"), 2);
	/* what it takes is remembered */
	assert_int_equal(puppet_heard(puppet, "AT+CPBW=2"), 1);
	assert_int_equal(put(book, 3, "4", "x"), SMSMODEM_E_REFUSED);
	smsmodem_phonebook_close(book);
	puppet_close(puppet);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_round_trip),   cmocka_unit_test(test_refusals),
		cmocka_unit_test(test_full),         cmocka_unit_test(test_phones),
		cmocka_unit_test(test_charset),      cmocka_unit_test(test_coded_number),
		cmocka_unit_test(test_too_long),     cmocka_unit_test(test_no_place),
		cmocka_unit_test(test_name_of_book),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
