/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of AT commands (V.250, 27.005, 27.007), and finding one in a line. */
#include "at_support.h"
#include <ctype.h>
#include <regex.h>
#include <smsmodem/at.h>
#include <strings.h>

static const struct smsmodem_at_command *rows(size_t *count)
{
	const struct smsmodem_at_command *all = smsmodem_at_commands(count);

	assert_non_null(all);
	return all;
}

static void test_count(void **state)
{
	size_t count;

	(void)state;
	(void)rows(&count);
	assert_in_range(count, 190, 400);
}

static void test_sorted_and_unique(void **state)
{
	size_t count;
	const struct smsmodem_at_command *all = rows(&count);

	(void)state;
	for (size_t i = 1; i < count; i++)
		if (strcmp(all[i - 1].name, all[i].name) >= 0)
			fail_msg("%s does not come before %s", all[i - 1].name, all[i].name);
}

static void assert_match(const char *pattern, const char *text)
{
	regex_t regex;

	assert_int_equal(regcomp(&regex, pattern, REG_EXTENDED | REG_NOSUB), 0);
	if (regexec(&regex, text, 0, NULL, 0) != 0)
		fail_msg("\"%s\" is not as %s", text, pattern);
	regfree(&regex);
}

static void test_texts(void **state)
{
	size_t count;
	const struct smsmodem_at_command *all = rows(&count);

	(void)state;
	for (size_t i = 0; i < count; i++) {
		size_t length = strlen(all[i].summary);

		assert_in_range(length, 1, 60);
		assert_int_not_equal(all[i].summary[length - 1], '.');
		assert_true(isupper((unsigned char)all[i].summary[0]));
		assert_match("^([+^][A-Z][A-Z0-9]+|[&\\\\]?[A-Z]|S[0-9]+)$", all[i].name);
		assert_match("^(V\\.25[03]|T\\.31|27\\.005|27\\.007) [0-9C]+(\\.[0-9]+)+A?$"
			     "|^vendor: [A-Za-z][A-Za-z, -]+$",
			     all[i].clause);
	}
}

static void test_forms(void **state)
{
	size_t count;
	const struct smsmodem_at_command *all = rows(&count);

	(void)state;
	for (size_t i = 0; i < count; i++) {
		unsigned forms = all[i].forms;

		assert_int_not_equal(forms & 7, 0); /* a test form alone is no use */
		assert_int_equal(forms & ~15U, 0);
		if (all[i].parameters)
			assert_true(forms & SMSMODEM_AT_SET);
		if (all[i].name[0] == '+' && strncmp(all[i].clause, "vendor", 6) != 0)
			assert_true(forms & SMSMODEM_AT_TEST); /* V.250 5.4.4.5 */
	}
}

static void check_values(const char *name, const struct smsmodem_at_value *values)
{
	assert_non_null(values[0].value);
	for (size_t i = 0; values[i].value; i++) {
		size_t length = strlen(values[i].value);

		assert_in_range(strlen(values[i].meaning), 1, 60);
		if (values[i].value[0] == '"')
			assert_true(length > 2 && values[i].value[length - 1] == '"');
		else
			assert_int_equal(strcspn(values[i].value, " \",();"), length);
		for (size_t j = 0; j < i; j++)
			if (strcmp(values[i].value, values[j].value) == 0)
				fail_msg("%s has %s twice", name, values[i].value);
	}
}

static void test_parameters(void **state)
{
	size_t count, listed = 0;
	const struct smsmodem_at_command *all = rows(&count);

	(void)state;
	for (size_t i = 0; i < count; i++) {
		const struct smsmodem_at_parameter *p = all[i].parameters;

		assert_true(!p || p->name);
		for (; p && p->name; p++) {
			assert_in_range(strlen(p->name), 1, 40);
			if (p->values)
				check_values(all[i].name, p->values);
			listed += p->values != NULL;
		}
	}
	assert_in_range(listed, 150, 1000);
}

/* All of 27.005, and of the others what nobody does without. */
static void test_there(void **state)
{
	static const char *const names[] = {
		"+CSMS", "+CPMS", "+CMGF", "+CESP", "+CSCA", "+CSMP", "+CSDH", "+CSCB",
		"+CSAS", "+CRES", "+CNMI", "+CMGL", "+CMGR", "+CNMA", "+CMGS", "+CMSS",
		"+CMGW", "+CMGD", "+CMGC", "+CMMS", "+CSQ",  "+CREG", "+COPS", "+CPIN",
		"+CFUN", "+CUSD", "+CBC",  "+CGMI", "+CGMM", "+CGSN", "+CIMI", "+CMEE",
		"+CCLK", "+CSCS", "+CLCK", "+CPBR", "+IPR",  "+GMI",  "+GCAP", "&C",
		"&D",    "&F",    "&W",    "\\Q",   "A",     "D",     "E",     "H",
		"I",     "O",     "Q",     "S0",    "S3",    "V",     "X",     "Z",
	};

	(void)state;
	for (size_t i = 0; i < COUNT(names); i++) {
		const struct smsmodem_at_command *found = smsmodem_at_find(names[i], NULL);

		if (!found || strcmp(found->name, names[i]) != 0)
			fail_msg("%s is not there", names[i]);
	}
}

struct value_case {
	const char *command, *parameter, *value, *meaning;
};

static const struct value_case value_cases[] = {
	{"+CMGF", "mode", "1", "text mode"},                       /* 27.005 3.2.3 */
	{"+CNMI", "mt", "2", "+CMT with the message, not stored"}, /* 27.005 3.4.1 */
	{"+CNMI", "bfr", "1", "drop what was kept"},
	{"+CPMS", "mem1", "\"SR\"", "status reports"},
	{"+CMGD", "delflag", "4", "all, also unread ones"},     /* 27.005 3.5.4 */
	{"+CSCS", "chset", "\"UCS2\"", "UTF-16 as hex digits"}, /* 27.007 5.5 */
	{"+COPS", "mode", "2", "leave the network"},            /* 27.007 7.3 */
	{"+COPS", "AcT", "7", "LTE"},
	{"+CFUN", "fun", "4", "radio off, SIM on"}, /* 27.007 8.2 */
	{"+CMEE", "n", "2", "+CME ERROR: words"},
	{"+CSMS", "service", "1", "phase 2+: +CMT wants +CNMA"},
	{"E", "value", "0", "off"},
};

static const char *meaning_of(const struct value_case *row)
{
	const struct smsmodem_at_command *command = smsmodem_at_find(row->command, NULL);

	assert_non_null(command);
	for (const struct smsmodem_at_parameter *p = command->parameters; p->name; p++) {
		if (strcmp(p->name, row->parameter) != 0)
			continue;
		for (const struct smsmodem_at_value *v = p->values; v->value; v++)
			if (strcmp(v->value, row->value) == 0)
				return v->meaning;
	}
	return "";
}

static void test_values(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(value_cases); i++)
		assert_string_equal(meaning_of(&value_cases[i]), value_cases[i].meaning);
}

/* As it is typed, in any case, with its quotes or without. */
static void test_meaning(void **state)
{
	static const struct smsmodem_at_value values[] = {
		{"\"SM\"", "SIM"}, {"0", "off"}, {"10", "ten"}, {"\"\"", "none"}, {NULL, NULL}};
	static const struct smsmodem_at_parameter listed = {"mem", values}, free_text = {"x", NULL};
	static const struct {
		const char *value, *meaning;
	} rows[] = {
		{"\"SM\"", "SIM"}, {"SM", "SIM"}, {"\"sm", "SIM"}, {"0", "off"}, {"\"0\"", "off"},
		{"10", "ten"},     {"1", NULL},   {"100", NULL},   {"S", NULL},  {"SMS", NULL},
		{"\"\"", "none"},  {"", "none"},  {"\"", "none"},  {"00", NULL},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		const char *meaning = smsmodem_at_meaning(&listed, rows[i].value);

		if (rows[i].meaning)
			assert_string_equal(meaning, rows[i].meaning);
		else
			assert_null(meaning);
	}
	assert_null(smsmodem_at_meaning(&free_text, "SM"));
	assert_null(smsmodem_at_meaning(NULL, "SM"));
}

/* --- finding --- */

struct find_case {
	const char *text, *name; /* NULL: none */
};

static const struct find_case find_cases[] = {
	{"+CMGF", "+CMGF"},
	{"+CMGF=0", "+CMGF"},
	{"+cmgf=?", "+CMGF"},
	{"+CMGF;+CMEE=1", "+CMGF"},
	{"+CMGF: 0", "+CMGF"}, /* as a reply begins */
	{"+CR?", "+CR"},
	{"+CRC?", "+CRC"},
	{"+CREG?", "+CREG"},
	{"+CRX", NULL}, /* another command, of which nothing is known */
	{"+CMGFX", NULL},
	{"+CMG", NULL},
	{"+CSQ-", NULL}, /* '-' may be in a name: V.250 5.4.1 */
	{"E", "E"},
	{"E0", "E"},
	{"e1V1", "E"},
	{"E0V1+CMEE=1", "E"},
	{"&F", "&F"},
	{"&f0", "&F"},
	{"&FE0", "&F"},
	{"\\Q3", "\\Q"},
	{"S0=1", "S0"},
	{"S10?", "S10"},
	{"S1", "S"},
	{"S70=2", "S"}, /* not S7 */
	{"D+491701234567;", "D"},
	{"D*100#", "D"},
	{"Z", "Z"},
	{"^CURC=0", "^CURC"},
	{"^CUR", NULL},
	{"", NULL},
	{"=", NULL},
	{"&", NULL},
	{"%", NULL},
	{"\xC3\x84", NULL},
};

static void test_find(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(find_cases); i++) {
		const struct find_case *row = &find_cases[i];
		size_t length = 99;
		const struct smsmodem_at_command *found = smsmodem_at_find(row->text, &length);

		if (!row->name && found)
			fail_msg("\"%s\" is not %s", row->text, found->name);
		if (row->name && (!found || strcmp(found->name, row->name) != 0))
			fail_msg("\"%s\" is %s, not %s", row->text, row->name,
				 found ? found->name : "nothing");
		assert_int_equal(length, row->name ? strlen(row->name) : 0);
		assert_ptr_equal(smsmodem_at_find(row->text, NULL), found);
	}
}

/* In every form and case, and never another one; whose name is cut is another, or none. */
static void test_find_each(void **state)
{
	static const char *const behind[] = {"", "?", "=?", "=1,2", ";+CSQ", " "};
	size_t count, length;
	const struct smsmodem_at_command *all = rows(&count);
	char text[64];

	(void)state;
	for (size_t i = 0; i < count; i++) {
		for (size_t j = 0; j < COUNT(behind); j++) {
			(void)snprintf(text, sizeof text, "%s%s", all[i].name, behind[j]);
			assert_ptr_equal(smsmodem_at_find(text, &length), &all[i]);
			assert_int_equal(length, strlen(all[i].name));
			for (char *c = text; *c; c++)
				*c = (char)tolower((unsigned char)*c);
			assert_ptr_equal(smsmodem_at_find(text, NULL), &all[i]);
		}
		(void)snprintf(text, sizeof text, "%s", all[i].name);
		text[strlen(text) - 1] = '\0';
		assert_ptr_not_equal(smsmodem_at_find(text, NULL), &all[i]);
	}
}

static void test_timeout(void **state)
{
	(void)state;
	assert_int_equal(smsmodem_at_timeout_ms("AT+CSQ"), at_command_timeout_ms("AT+CSQ"));
	assert_true(smsmodem_at_timeout_ms("AT+COPS=?") > smsmodem_at_timeout_ms("AT+CSQ"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_count),   cmocka_unit_test(test_sorted_and_unique),
		cmocka_unit_test(test_texts),   cmocka_unit_test(test_forms),
		cmocka_unit_test(test_there),   cmocka_unit_test(test_parameters),
		cmocka_unit_test(test_values),  cmocka_unit_test(test_meaning),
		cmocka_unit_test(test_find),    cmocka_unit_test(test_find_each),
		cmocka_unit_test(test_timeout),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
