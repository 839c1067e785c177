/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Replies of real modems that other programs have in their tests, the table replies.tsv: every row
 * goes through the engine, at once and octet by octet, and what it is about through its parser. It
 * is read right or refused cleanly.
 */
#include "replies_message.h"
#include "replies_pdu.h"
#include "replies_phone.h"

/* Of what is not read here the engine gives the lines and ends the command, and the words live. */
static void check_nothing(const struct reply_row *row)
{
	(void)row;
}

static struct category {
	const char *name;
	void (*check)(const struct reply_row *row);
	int count; /* rows that the table has */
	int seen;
} categories[] = {
	{"c5greg", check_creg, 2, 0},
	{"ccfc_clck", check_nothing, 3, 0}, /* supplementary services are not asked for */
	{"cclk", check_cclk, 18, 0},
	{"cereg", check_creg, 3, 0},
	{"cesq", check_cesq, 3, 0},
	{"cfun", check_nothing, 17, 0},        /* set, never asked */
	{"cgdcont_etc", check_nothing, 31, 0}, /* packet data */
	{"cgmi_ati", check_text, 7, 0},
	{"cgreg", check_creg, 7, 0},
	{"cind_cmer", check_nothing, 2, 0}, /* no indicator of a full memory in it */
	{"clip_ccwa_clcc", check_clip, 7, 0},
	{"cme_cms_error", check_final, 13, 0},
	{"cmgl", check_cmgl, 6, 0},
	{"cmgr", check_cmgr, 34, 0},
	{"cnmi", check_cnmi, 2, 0},
	{"cnum", check_cnum, 3, 0},
	{"cops_query", check_cops, 4, 0},
	{"cops_test", check_nothing, 23, 0}, /* no network is chosen */
	{"cpbr", check_cpbr, 13, 0},
	{"cpin", check_cpin, 3, 0},
	{"cpms", check_cpms, 8, 0},
	{"cpms_test", check_cpms_test, 8, 0},
	{"creg", check_creg, 19, 0},
	{"crsm_csim", check_nothing, 11, 0}, /* files of the SIM */
	{"csca", check_csca, 6, 0},
	{"cscs", check_cscs, 6, 0},
	{"csq", check_csq, 1, 0},
	{"cusd", check_cusd, 4, 0},
	{"ifc_ws46", check_nothing, 10, 0}, /* flow control and radio access are not asked for */
	{"other", check_nothing, 19, 0},
	{"pdu", check_pdu_row, 100, 0},
	{"urc_cds", check_direct, 3, 0},
	{"urc_cdsi", check_place, 2, 0},
	{"urc_cmt", check_direct, 2, 0},
	{"urc_cmti", check_place, 3, 0},
	{"vendor", check_nothing, 169, 0}, /* commands of makers that are not used */
};

#define ROWS     572
#define ROWS_CUT 9 /* end at a header */

/* --- every row --- */

/* Nothing of what came is missing, doubled or in another order: all lines but the echo. */
static void check_lines(const struct reply_row *row)
{
	const char *line, *given;
	size_t length, given_length;
	bool ended = false;
	int n = 0;

	for (int i = 0; (line = reply_split(row->raw, i, &length)); i++) {
		bool echo = *row->command && !ended && strlen(row->command) == length &&
			    strncmp(line, row->command, length) == 0;
		if (echo)
			continue;
		given = reply_split(row->lines.text, n++, &given_length);
		row_assert(row,
			   given && given_length == length + 2 &&
				   memcmp(given + 2, line, length) == 0,
			   line);
		ended |= *given == 'F';
	}
	int added = row->cut + (*row->command && !ended && !reply_is_short(row));
	row_assert(row, !reply_split(row->lines.text, n + added, &length), "more than came");
}

static void check_words(const struct reply_row *row)
{
	char line[4096], words[1024];
	const char *given;
	size_t length;

	for (int n = 0; (given = reply_split(row->lines.text, n, &length)); n++) {
		(void)snprintf(line, sizeof line, "%.*s", (int)length - 2, given + 2);
		int count = smsmodem_at_words(*row->command ? row->command : NULL, line, words,
					      sizeof words);
		row_assert(row, count >= 0 && (size_t)count == strlen(words), "words");
		row_assert(row, !strpbrk(words, "\r\n\x1B"), words);
	}
}

static void check_row(struct reply_row *row, const char *command)
{
	static struct at_log again;

	/* a PDU alone is as below a header */
	if (strcmp(row->kind, "pdu") == 0) {
		size_t length = strlen(row->raw);
		static char whole[4096];
		assert_in_range(
			snprintf(whole, sizeof whole, "+CMGR: 1,,%zu\r\n%s", length / 2, row->raw),
			1, sizeof whole - 1);
		static char pdu[sizeof row->raw];
		memcpy(pdu, row->raw, sizeof pdu);
		(void)snprintf(row->raw, sizeof row->raw, "%s", whole);
		(void)snprintf(row->command, sizeof row->command, "AT+CMGR=1");
		reply_run(row, sizeof row->raw, &row->lines);
		reply_run(row, 1, &again);
		check_lines(row);
		memcpy(row->raw, pdu, sizeof pdu);
	} else {
		reply_command(row, command);
		reply_run(row, sizeof row->raw, &row->lines);
		reply_run(row, 1, &again);
		check_lines(row);
	}
	row_assert(row, strcmp(again.text, row->lines.text) == 0, "octet by octet");
	check_words(row);
}

static char *field(char **line)
{
	char *text = strsep(line, "\t\n");

	assert_non_null(text);
	return text;
}

static struct category *find_category(const struct reply_row *row)
{
	for (size_t i = 0; i < COUNT(categories); i++)
		if (strcmp(row->category, categories[i].name) == 0)
			return &categories[i];
	fail_msg("%s: %s is neither read nor left out", row->id, row->category);
	return NULL;
}

static bool read_row(char *line)
{
	static struct reply_row row;
	char *rest = line;

	row.id = field(&rest);
	row.category = field(&rest);
	if (strcmp(row.category, "category") == 0)
		return false;
	const char *command = field(&rest);
	row.kind = field(&rest);
	for (int i = 0; i < 3; i++) /* vendor, source, function */
		(void)field(&rest);
	row.command[0] = '\0';
	reply_unescape(field(&rest), row.raw, sizeof row.raw);
	bool json = strcmp(field(&rest), "json") == 0;
	row.expected_text = field(&rest);
	row.expected = json ? json_loads(row.expected_text, 0, NULL) : NULL;
	row_assert(&row, !json || row.expected, "JSON");
	struct category *category = find_category(&row);
	check_row(&row, command);
	category->check(&row);
	category->seen++;
	json_decref(row.expected);
	return row.cut;
}

static void test_replies(void **state)
{
	FILE *file = at_vectors_open("replies.tsv");
	char *line = NULL;
	size_t size = 0;
	int rows = 0, cut = 0;

	(void)state;
	while (getline(&line, &size, file) >= 0)
		cut += read_row(line);
	free(line);
	assert_int_equal(fclose(file), 0);
	for (size_t i = 0; i < COUNT(categories); i++) {
		if (categories[i].seen != categories[i].count)
			fail_msg("%s: %d rows, not %d", categories[i].name, categories[i].seen,
				 categories[i].count);
		rows += categories[i].seen;
	}
	assert_int_equal(rows, ROWS);
	assert_int_equal(cut, ROWS_CUT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_replies)};

	/* 77: skipped as a whole, and reported so */
	return getenv("SMSMODEM_VECTORS") ? cmocka_run_group_tests(tests, NULL, NULL) : 77;
}
