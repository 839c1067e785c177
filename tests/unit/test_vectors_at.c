/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Replies of real modems from the vector files at.tsv and replies.tsv: each one that this library
 * reads is read right or refused cleanly; what it does not read is named, with the reason.
 */
#include "at_support.h"
#include <jansson.h>
#include <strings.h>

struct reply_row {
	const char *id, *category, *kind;
	char raw[4096];   /* unescaped */
	json_t *expected; /* or NULL: none, or nothing a program can read */
};

struct left_out {
	const char *name; /* an id, or a kind of at.tsv */
	const char *reason;
};

static const char *left_out(const struct left_out *table, size_t count, const char *name)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(table[i].name, name) == 0)
			return table[i].reason;
	return NULL;
}

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

#define row_assert(row, condition, what)                     \
	do {                                                 \
		if (!(condition))                            \
			fail_msg("%s: %s", (row)->id, what); \
	} while (0)

/* --- replies.tsv --- */

static const struct left_out replies_left_out[] = {
	{"00005", "a program that takes '+CME ERROR:' without a code for no result waits for ever; "
		  "here it ends the command, without a code"},
	{"00719", "the test form =?, which is not asked"},
	{"00728", "a reply without a line of its own"},
	{"01030",
	 "a number in the HEX character set cannot be told from one of digits, and no phone "
	 "is put into that set here"},
};

static void check_final(const struct reply_row *row)
{
	char line[4096], last[4096] = "";

	for (int n = 0; reply_line(row->raw, n, line, sizeof line); n++)
		(void)snprintf(last, sizeof last, "%s", line);
	struct at_final final = at_final_match(last, false, false);
	bool cms = strstr(last, "+CMS ERROR") != NULL;
	row_assert(row, final.result == (cms ? AT_RESULT_CMS : AT_RESULT_CME), "result");
	const char *number = strpbrk(last, "0123456789");
	row_assert(row, final.code == (number ? strtol(number, NULL, 10) : -1), "code");
}

static const char *expected_of_list(const struct reply_row *row, const char *key)
{
	json_t *item =
		json_is_array(row->expected) ? json_array_get(row->expected, 0) : row->expected;
	json_t *result = json_object_get(item, "result");

	return json_string_value(json_object_get(result ? result : item, key));
}

static void check_creg(const struct reply_row *row)
{
	static const char *const states[] = {
		"IDLE",    "HOME",    "SEARCHING",     "DENIED",
		"UNKNOWN", "ROAMING", "HOME_SMS_ONLY", "ROAMING_SMS_ONLY"};
	static const char prefix[] = "MM_MODEM_3GPP_REGISTRATION_STATE_";
	char line[4096];
	int stat = -1;
	const char *expected = expected_of_list(row, "state");

	row_assert(row, find_line(row->raw, "+C", line, sizeof line), "line");
	int result = at_reply_creg(line, &stat);
	/* the unsolicited form may look like the read form; it is never given to this parser */
	if (strcmp(row->kind, "urc") == 0 || strncmp(line, "+C5GREG", 7) == 0) {
		row_assert(row, result == SMSMODEM_OK || result == SMSMODEM_E_DATA, "refusal");
		return;
	}
	row_assert(row, result == SMSMODEM_OK, "refused");
	row_assert(row, stat >= 0 && (size_t)stat < COUNT(states), "range");
	if (!expected)
		return;
	row_assert(row, strncmp(expected, prefix, sizeof prefix - 1) == 0, "expectation");
	row_assert(row, strcmp(expected + sizeof prefix - 1, states[stat]) == 0, "state");
}

static void check_csq(const struct reply_row *row)
{
	char line[4096];
	int dbm, rssi;

	row_assert(row, find_line(row->raw, "+CSQ:", line, sizeof line), "line");
	row_assert(row, sscanf(line, "+CSQ: %d", &rssi) == 1, "expectation");
	row_assert(row, at_reply_csq(line, &dbm) == SMSMODEM_OK, "refused");
	row_assert(row, dbm == 2 * rssi - 113, "dBm");
}

static void check_cops(const struct reply_row *row)
{
	char line[4096], name[64];
	const char *expected = json_string_value(json_object_get(row->expected, "operator"));

	row_assert(row, find_line(row->raw, "+COPS:", line, sizeof line), "line");
	row_assert(row, at_reply_cops(line, name, sizeof name) == SMSMODEM_OK, "refused");
	row_assert(row, name[0] != '\0' && strstr(line, name), "name");
	row_assert(row, !expected || strcmp(name, expected) == 0, "name");
}

static void check_cpin(const struct reply_row *row)
{
	char line[4096];
	enum at_pin pin;

	row_assert(row, find_line(row->raw, "+CPIN:", line, sizeof line), "line");
	row_assert(row, at_reply_cpin(line, &pin) == SMSMODEM_OK, "refused");
	row_assert(row, pin == AT_PIN_READY, "state");
}

static void check_csca(const struct reply_row *row)
{
	static const struct {
		const char *id, *number;
	} expected[] = {
		{"00994", ""},
		{"00995", "+97254120032"},
		{"00997", "+6281100000"},
		{"00998", "+447802092035"},
		{"01031", "+971555515515"},
	};
	char line[4096], number[40];

	row_assert(row, find_line(row->raw, "+CSCA:", line, sizeof line), "line");
	row_assert(row, at_reply_csca(line, number, sizeof number) == SMSMODEM_OK, "refused");
	for (size_t i = 0; i < COUNT(expected); i++) {
		if (strcmp(expected[i].id, row->id) != 0)
			continue;
		row_assert(row, strcmp(number, expected[i].number) == 0, number);
		return;
	}
	fail_msg("%s: no expectation", row->id);
}

static void check_cpms(const struct reply_row *row)
{
	char line[4096], name[8];
	int used, total, count = 0;

	row_assert(row, find_line(row->raw, "+CPMS:", line, sizeof line), "line");
	while (at_reply_cpms(line, count, name, sizeof name, &used, &total) == SMSMODEM_OK) {
		row_assert(row, used <= total && total >= 10, "counts");
		row_assert(row, (name[0] != '\0') == (strchr(line, '"') != NULL), "name");
		count++;
	}
	int commas = 0;
	for (const char *comma = line; (comma = strchr(comma, ',')) != NULL; comma++)
		commas++;
	row_assert(row, count == (commas + 1) / (strchr(line, '"') ? 3 : 2), "places");
}

static void check_cnum(const struct reply_row *row)
{
	char line[4096], number[32];
	const char *expected = expected_of_list(row, "expected");

	row_assert(row, find_line(row->raw, "+CNUM:", line, sizeof line), "line");
	row_assert(row, at_reply_cnum(line, number, sizeof number) == SMSMODEM_OK, "refused");
	row_assert(row, expected && strstr(expected, number) && number[0], "number");
}

/* Identification: any line is a text; none of them ends the command or is unsolicited. */
static void check_text(const struct reply_row *row)
{
	char line[4096], text[256];

	for (int n = 0; reply_line(row->raw, n, line, sizeof line); n++) {
		if (strcmp(line, "OK") == 0)
			return;
		row_assert(row, at_final_match(line, true, false).result == AT_RESULT_NONE, line);
		row_assert(row, !at_urc_match(line).known, line);
		row_assert(row,
			   at_reply_text(line, "+CGMM", text, sizeof text) == SMSMODEM_OK &&
				   strcmp(text, line) == 0,
			   line);
	}
}

/* Unsolicited lines of SMS: header and the line below it are one event. */
static void check_sms_urc(const struct reply_row *row)
{
	static struct at_engine engine;
	struct at_event event = {0};
	char text[4096];
	int length = snprintf(text, sizeof text, "%s\r\n", row->raw);

	at_engine_init(&engine);
	assert_in_range(length, 3, sizeof text - 1);
	for (size_t done = 0; done < (size_t)length && event.kind == AT_EVENT_NONE;)
		done += at_engine_feed(&engine, (const uint8_t *)text + done, (size_t)length - done,
				       &event);
	row_assert(row, event.kind == AT_EVENT_URC, "event");
	bool two = strcmp(row->category, "urc_cds") == 0 || strcmp(row->category, "urc_cmt") == 0;
	if (strcmp(event.line, "OK") != 0) /* one row has an answer before it */
		row_assert(row, (event.data != NULL) == two, "lines");
}

static const struct {
	const char *category;
	void (*check)(const struct reply_row *row);
} categories[] = {
	{"cme_cms_error", check_final}, {"creg", check_creg},        {"cgreg", check_creg},
	{"cereg", check_creg},          {"c5greg", check_creg},      {"csq", check_csq},
	{"cops_query", check_cops},     {"cpin", check_cpin},        {"csca", check_csca},
	{"cpms", check_cpms},           {"cnum", check_cnum},        {"cgmi_ati", check_text},
	{"urc_cds", check_sms_urc},     {"urc_cdsi", check_sms_urc}, {"urc_cmt", check_sms_urc},
	{"urc_cmti", check_sms_urc},
};

/* \r, \n, \t, \\ and \xHH of the file. */
static void unescape(const char *text, char *raw, size_t size)
{
	size_t length = 0;

	for (; *text; text++) {
		assert_true(length + 1 < size);
		char octet = *text;
		if (octet == '\\' && text[1] != '\0') {
			text++;
			octet = *text == 'r'   ? '\r'
				: *text == 'n' ? '\n'
				: *text == 't' ? '\t'
					       : *text;
			if (*text == 'x' && text[1] && text[2]) {
				char digits[3] = {text[1], text[2], '\0'};
				octet = (char)strtol(digits, NULL, 16);
				text += 2;
			}
		}
		raw[length++] = octet;
	}
	raw[length] = '\0';
}

static char *field(char **line)
{
	char *text = strsep(line, "\t\n");

	assert_non_null(text);
	return text;
}

static bool check_reply(char *line)
{
	static struct reply_row row;
	char *rest = line;

	row.id = field(&rest);
	row.category = field(&rest);
	(void)field(&rest); /* command */
	row.kind = field(&rest);
	for (int i = 0; i < 3; i++) /* vendor, source, function */
		(void)field(&rest);
	const char *raw = field(&rest), *kind = field(&rest);
	for (size_t i = 0; i < COUNT(categories); i++) {
		if (strcmp(row.category, categories[i].category) != 0 ||
		    left_out(replies_left_out, COUNT(replies_left_out), row.id))
			continue;
		unescape(raw, row.raw, sizeof row.raw);
		row.expected = strcmp(kind, "json") == 0 ? json_loads(field(&rest), 0, NULL) : NULL;
		categories[i].check(&row);
		json_decref(row.expected);
		return true;
	}
	return false;
}

static void test_replies(void **state)
{
	FILE *file = at_vectors_open("replies.tsv");
	char *line = NULL;
	size_t size = 0;
	int checked = 0;

	(void)state;
	while (getline(&line, &size, file) >= 0)
		checked += check_reply(line);
	free(line);
	assert_int_equal(fclose(file), 0);
	assert_in_range(checked, 70, 1000);
}

/* --- at.tsv --- */

static const struct left_out kinds_left_out[] = {
	{"at-cmgl", "listing messages comes with receiving"},
	{"at-cnmi", "choosing an indication comes with receiving"},
	{"at-cpms",
	 "all are of the test form =?, which is not asked: only their refusal is checked"},
};

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

static void check_at_cpms(const char *id, const char *raw)
{
	char line[4096], name[8];
	int used, total;

	assert_true(find_line(raw, "+CPMS:", line, sizeof line));
	if (at_reply_cpms(line, 0, name, sizeof name, &used, &total) != SMSMODEM_E_DATA)
		fail_msg("%s: taken for the read form", id);
}

static bool check_at(char *line)
{
	char raw[4096], *rest = line;
	const char *id = field(&rest), *kind = field(&rest), *hex = field(&rest);

	if (strcmp(kind, "kind") == 0)
		return false;
	bool csca = strcmp(kind, "at-csca") == 0;
	if (!csca && !left_out(kinds_left_out, COUNT(kinds_left_out), kind))
		fail_msg("%s: %s is neither read nor left out", id, kind);
	if (!csca && strcmp(kind, "at-cpms") != 0)
		return false;
	unhex(hex, raw, sizeof raw);
	json_t *expected = json_loads(field(&rest), 0, NULL);
	assert_non_null(expected);
	if (csca)
		check_at_csca(id, raw, expected);
	else
		check_at_cpms(id, raw);
	json_decref(expected);
	return true;
}

static void test_at(void **state)
{
	FILE *file = at_vectors_open("at.tsv");
	char *line = NULL;
	size_t size = 0;
	int checked = 0;

	(void)state;
	while (getline(&line, &size, file) >= 0)
		checked += check_at(line);
	free(line);
	assert_int_equal(fclose(file), 0);
	assert_in_range(checked, 9, 100);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_replies),
		cmocka_unit_test(test_at),
	};

	/* 77: skipped as a whole, and reported so */
	return getenv("SMSMODEM_VECTORS") ? cmocka_run_group_tests(tests, NULL, NULL) : 77;
}
