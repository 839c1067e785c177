/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Replies of real modems from the vector file at.tsv: each one is read right. */
#include "at_support.h"
#include <jansson.h>
#include <strings.h>

/* The n-th line of a reply, by the lexer itself. @return false: there is none */
static bool reply_line(const char *raw, int n, char *line, size_t size)
{
	static struct at_lexer lexer;
	size_t length = strlen(raw), done = 0;
	enum at_token token;

	at_lexer_init(&lexer);
	while (done < length) {
		done += at_lexer_feed(&lexer, (const uint8_t *)raw + done, length - done, false,
				      &token);
		if (token == AT_TOKEN_LINE && n-- == 0) {
			assert_in_range(snprintf(line, size, "%s", lexer.text), 0, size - 1);
			return true;
		}
	}
	/* some rows end without a line end */
	if (n != 0 || lexer.given || lexer.length == 0)
		return false;
	assert_true(lexer.length < size);
	memcpy(line, lexer.text, lexer.length);
	line[lexer.length] = '\0';
	return true;
}

/* The line of a reply that has a prefix. */
static bool find_line(const char *raw, const char *prefix, char *line, size_t size)
{
	for (int n = 0; reply_line(raw, n, line, size); n++)
		if (strncasecmp(line, prefix, strlen(prefix)) == 0)
			return true;
	return false;
}

static char *field(char **line)
{
	char *text = strsep(line, "\t\n");

	assert_non_null(text);
	return text;
}

static void unhex(const char *hex, char *text, size_t size)
{
	size_t length = strlen(hex) / 2;

	assert_true(length < size && strlen(hex) % 2 == 0);
	for (size_t i = 0; i < length; i++) {
		char digits[3] = {hex[2 * i], hex[2 * i + 1], '\0'};
		text[i] = (char)strtol(digits, NULL, 16);
	}
	text[length] = '\0';
}

static void check_at_csca(const char *id, const char *raw, const json_t *expected)
{
	const char *wanted = json_string_value(json_object_get(expected, "number"));
	json_int_t toa = json_integer_value(json_object_get(expected, "toa"));
	char line[4096], number[40];

	assert_non_null(wanted);
	assert_true(find_line(raw, "+CSCA:", line, sizeof line));
	assert_int_equal(at_reply_csca(line, number, sizeof number), SMSMODEM_OK);
	/* TOA 145 is international, and then our numbers have their plus */
	const char *bare = number[0] == '+' ? number + 1 : number;
	if ((toa == 145) != (number[0] == '+') ||
	    strcmp(bare, wanted[0] == '+' ? wanted + 1 : wanted) != 0)
		fail_msg("%s: %s", id, number);
}

/* The names of a list, "SM ME ", or NULL: the row does not tell. */
static const char *names_of(const json_t *expected, const char *key, char *text, size_t size)
{
	const json_t *list = json_object_get(expected, key);
	size_t i, length = 0;
	json_t *name;

	text[0] = '\0';
	json_array_foreach(list, i, name) length +=
		(size_t)snprintf(text + length, size - length, "%s ", json_string_value(name));
	return json_is_array(list) ? text : NULL;
}

/* {"mem1": ["ME", ...], ...} or {"read": {"SM": true, ...}, "save": {...}} */
static void check_at_cpms(const char *id, const char *raw, const json_t *expected)
{
	static const char *const keys[] = {"mem1", "mem2", "mem3"}, *const flags[] = {"read",
										      "save"};
	char line[4096], name[8], names[8][AT_MEMORY_SIZE], wanted[64], told[64];
	int used, total;

	assert_true(find_line(raw, "+CPMS:", line, sizeof line));
	if (at_reply_cpms(line, 0, name, sizeof name, &used, &total) != SMSMODEM_E_DATA)
		fail_msg("%s: taken for the read form", id);
	for (int list = 0; list < 3; list++) {
		int count = at_reply_cpms_test(line, list, names, COUNT(names));
		size_t length = 0;

		assert_true(count >= 0);
		told[0] = '\0';
		for (int i = 0; i < count; i++)
			length += (size_t)snprintf(told + length, sizeof told - length, "%s ",
						   names[i]);
		if (names_of(expected, keys[list], wanted, sizeof wanted) &&
		    strcmp(wanted, told) != 0)
			fail_msg("%s: %s: %s", id, keys[list], told);
		json_t *flag = list < 2 ? json_object_get(expected, flags[list]) : NULL;
		const char *memory;
		json_t *value;
		json_object_foreach(flag, memory, value) if ((strstr(told, memory) != NULL) !=
							     json_is_true(value))
			fail_msg("%s: %s: %s", id, memory, told);
	}
}

static void check_at_cmgl(const char *id, const char *raw, const json_t *expected)
{
	char line[4096];
	struct at_record record;

	assert_true(find_line(raw, "+CMGL:", line, sizeof line));
	assert_int_equal(at_reply_record(line, &record), SMSMODEM_OK);
	if (record.index != json_integer_value(json_object_get(expected, "index")) ||
	    record.stat != json_integer_value(json_object_get(expected, "stat")))
		fail_msg("%s: %s", id, line);
}

static void check_at_cnmi(const char *id, const char *raw, const json_t *expected)
{
	static const char *const keys[] = {"mode", "mt", "bm", "ds", "bfr"};
	char line[4096];
	uint32_t values[COUNT(keys)];

	assert_true(find_line(raw, "+CNMI:", line, sizeof line));
	assert_int_equal(at_reply_test(line, "+CNMI", values, COUNT(values)), SMSMODEM_OK);
	for (size_t i = 0; i < COUNT(keys); i++) {
		uint32_t wanted = 0;
		size_t n;
		json_t *value;

		json_array_foreach(json_object_get(expected, keys[i]), n, value) wanted |=
			UINT32_C(1) << json_integer_value(value);
		if (wanted == 0 || values[i] != wanted)
			fail_msg("%s: %s: %x", id, keys[i], (unsigned)values[i]);
	}
}

static const struct {
	const char *kind;
	void (*check)(const char *id, const char *raw, const json_t *expected);
	int count;
} kinds[] = {
	{"at-cmgl", check_at_cmgl, 1},
	{"at-cnmi", check_at_cnmi, 1},
	{"at-cpms", check_at_cpms, 6},
	{"at-csca", check_at_csca, 3},
};

/* @return the kind, or -1: the line is the table's head */
static int check_at(char *line)
{
	char raw[4096], *rest = line;
	const char *id = field(&rest), *kind = field(&rest), *hex = field(&rest);

	if (strcmp(kind, "kind") == 0)
		return -1;
	unhex(hex, raw, sizeof raw);
	json_t *expected = json_loads(field(&rest), 0, NULL);
	assert_non_null(expected);
	size_t i = 0;
	while (i < COUNT(kinds) && strcmp(kinds[i].kind, kind) != 0)
		i++;
	if (i == COUNT(kinds))
		fail_msg("%s: nothing reads a %s", id, kind);
	kinds[i].check(id, raw, expected);
	json_decref(expected);
	return (int)i;
}

static void test_at(void **state)
{
	FILE *file = at_vectors_open("at.tsv");
	int seen[COUNT(kinds)] = {0};
	char *line = NULL;
	size_t size = 0;

	(void)state;
	while (getline(&line, &size, file) >= 0) {
		int kind = check_at(line);
		if (kind >= 0)
			seen[kind]++;
	}
	free(line);
	assert_int_equal(fclose(file), 0);
	for (size_t i = 0; i < COUNT(kinds); i++)
		assert_int_equal(seen[i], kinds[i].count);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_at),
	};

	/* 77: skipped as a whole, and reported so */
	return getenv("SMSMODEM_VECTORS") ? cmocka_run_group_tests(tests, NULL, NULL) : 77;
}
