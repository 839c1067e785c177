/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The SIM, its PINs and its phone books: 27.007 7.1, 8.3, 8.11, 8.12, 8.65. */
#include "ascii.h"
#include "at_words.h"
#include <string.h>

struct pin_row {
	const char *code, *words;
};

/* +CPIN: <code> (27.007 8.3) */
static const struct pin_row pin_rows[] = {
	{"READY", "no PIN is wanted"},
	{"SIM PIN", "the SIM's PIN is wanted: AT+CPIN=\"PIN\"; AT+CPINR tells the attempts left"},
	{"SIM PUK", "the PIN is blocked: AT+CPIN=\"PUK\",\"NEW PIN\"; ten wrong PUKs end the SIM"},
	{"PH-SIM PIN", "the phone is locked to another SIM: its lock code is wanted"},
	{"PH-FSIM PIN", "the phone is locked to its first SIM: its lock code is wanted"},
	{"PH-FSIM PUK", "the phone is locked to its first SIM: the unblocking code is wanted"},
	{"SIM PIN2", "PIN2 is wanted: AT+CPIN=\"PIN2\"; messages need none"},
	{"SIM PUK2", "PIN2 is blocked: AT+CPIN=\"PUK2\",\"NEW PIN2\"; messages need none"},
	{"PH-NET PIN", "the phone is locked to a network: its lock code is wanted"},
	{"PH-NET PUK", "the phone is locked to a network: the unblocking code is wanted"},
	{"PH-NETSUB PIN", "the phone is locked to a part of a network: its lock code is wanted"},
	{"PH-NETSUB PUK", "the phone is locked to a part of a network: the unblocking code is "
			  "wanted"},
	{"PH-SP PIN", "the phone is locked to a service provider: its lock code is wanted"},
	{"PH-SP PUK", "the phone is locked to a service provider: the unblocking code is wanted"},
	{"PH-CORP PIN", "the phone is locked to a company: its lock code is wanted"},
	{"PH-CORP PUK", "the phone is locked to a company: the unblocking code is wanted"},
	/* SIMCom, Quectel */
	{"NOT INSERTED", "there is no SIM"},
	{"NOT READY", "the SIM is not ready, or there is none"},
};

static bool say_cpin(const struct words_line *line, struct at_cursor *fields, struct words *words)
{
	char code[WORDS_FIELD_SIZE];

	(void)line;
	if (!words_take_string(fields, code) || fields->next)
		return false;
	for (size_t i = 0; i < sizeof pin_rows / sizeof pin_rows[0]; i++)
		if (ascii_casecmp(pin_rows[i].code, code) == 0)
			words_add(words, "%s", pin_rows[i].words);
	return words->length > 0;
}

/* +CPINR: <code>,<retries>[,<default_retries>] (27.007 8.65) */
static bool say_cpinr(const struct words_line *line, struct at_cursor *fields, struct words *words)
{
	char code[WORDS_FIELD_SIZE];
	int left, at_first;

	(void)line;
	if (!words_take_string(fields, code) || !words_take(fields, 0, 255, &left) ||
	    !words_take_absent(fields, 0, 255, &at_first) || code[0] == '\0')
		return false;
	words_text(words, code);
	words_add(words, ": %d attempt%s left", left, left == 1 ? "" : "s");
	if (at_first != WORDS_ABSENT)
		words_add(words, " of %d", at_first);
	if (left == 0)
		words_add(words, ", blocked");
	return true;
}

/* +CNUM: [<alpha>],<number>,<type> (27.007 7.1) */
static bool say_cnum(const struct words_line *line, struct at_cursor *fields, struct words *words)
{
	char name[WORDS_FIELD_SIZE], number[WORDS_FIELD_SIZE];
	int type;

	(void)line;
	if (!words_take_string(fields, name) || !words_take_string(fields, number) ||
	    !words_take_absent(fields, 0, 255, &type))
		return false;
	if (number[0] == '\0') {
		words_add(words, "the SIM does not tell its own number");
		return true;
	}
	words_add(words, "own number ");
	words_number(words, number, type);
	if (name[0] != '\0') {
		words_add(words, ", ");
		words_text(words, name);
	}
	return true;
}

/* +CPBS: <storage>[,<used>,<total>] (27.007 8.11) */
static bool say_cpbs(const struct words_line *line, struct at_cursor *fields, struct words *words)
{
	char book[WORDS_FIELD_SIZE];
	int used, total;

	(void)line;
	if (!words_take_string(fields, book) || !words_take_absent(fields, 0, 65535, &used) ||
	    !words_take_absent(fields, 0, 65535, &total) || fields->next)
		return false;
	const char *name = words_value("+CPBS", 0, book);
	if (!name)
		return false;
	words_add(words, "phone book %s (%s)", book, name);
	if (used != WORDS_ABSENT && total != WORDS_ABSENT)
		words_add(words, ": %d of %d entries used", used, total);
	return true;
}

/* +CPBR: <index>,<number>,<type>,<text>: said where the line alone cannot be read (27.007 8.12) */
static bool say_cpbr(const struct words_line *line, struct at_cursor *fields, struct words *words)
{
	char number[WORDS_FIELD_SIZE], name[WORDS_FIELD_SIZE];
	int index, type;

	(void)line;
	if (!words_take(fields, 0, 65535, &index) || !words_take_string(fields, number) ||
	    !words_take_absent(fields, 0, 255, &type) || !words_take_string(fields, name) ||
	    !words_is_ucs2(name))
		return false;
	words_text(words, name);
	if (number[0] != '\0') {
		words_add(words, ": ");
		words_number(words, number, type);
	}
	return true;
}

const struct words_row words_card_rows[] = {
	{"+CPIN", say_cpin}, {"+CPINR", say_cpinr}, {"+CNUM", say_cnum}, {"+CPBS", say_cpbs},
	{"+CPBR", say_cpbr}, {"+CPBF", say_cpbr},   {NULL, NULL},
};
