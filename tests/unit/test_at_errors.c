/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The codes of +CMS ERROR (27.005 3.2.5) and +CME ERROR (27.007 9.2). */
#include "at_support.h"
#include "errors_table.h"
#include <strings.h>

struct table {
	const struct at_error_row *rows;
	size_t count;
	const char *(*text)(int code);
	int (*code)(const char *text);
	int (*class)(int code);
	const char *(*advice)(int code);
};

static const struct table tables[] = {
	{at_cms_rows, AT_CMS_ROWS, at_cms_text, at_cms_code, at_cms_class, at_cms_advice},
	{at_cme_rows, AT_CME_ROWS, at_cme_text, at_cme_code, at_cme_class, at_cme_advice},
};

static void test_counts(void **state)
{
	(void)state;
	assert_int_equal(AT_CMS_ROWS, 123);
	assert_int_equal(AT_CME_ROWS, 163);
}

static void test_sorted_and_unique(void **state)
{
	(void)state;
	for (size_t t = 0; t < COUNT(tables); t++)
		for (size_t i = 1; i < tables[t].count; i++)
			assert_true(tables[t].rows[i - 1].code < tables[t].rows[i].code);
}

/* The first row with the text that row i has. */
static int first_code(const struct table *table, size_t i)
{
	for (size_t j = 0; j < i; j++)
		if (strcasecmp(table->rows[j].text, table->rows[i].text) == 0)
			return table->rows[j].code;
	return table->rows[i].code;
}

static void check_row(const struct table *table, size_t i)
{
	const struct at_error_row *row = &table->rows[i];
	char text[160];

	assert_ptr_equal(table->text(row->code), row->text);
	/* with "+CME ERROR: " it is kept whole as the result of a command */
	assert_in_range(strlen(row->text), 1, 147);
	assert_int_equal(table->code(row->text), first_code(table, i));
	for (size_t j = 0; j <= strlen(row->text); j++)
		text[j] = (char)(row->text[j] ^
				 (row->text[j] >= 'a' && row->text[j] <= 'z' ? 0x20 : 0));
	assert_int_equal(table->code(text), first_code(table, i));
	text[strlen(text) - 1] = '\0';
	assert_int_not_equal(table->code(text), row->code);
}

static void test_every_row(void **state)
{
	(void)state;
	for (size_t t = 0; t < COUNT(tables); t++)
		for (size_t i = 0; i < tables[t].count; i++)
			check_row(&tables[t], i);
}

static void test_every_code(void **state)
{
	(void)state;
	for (size_t t = 0; t < COUNT(tables); t++) {
		size_t found = 0;
		for (int code = -2; code <= 70000; code++) {
			int class = tables[t].class(code);
			found += tables[t].text(code) != NULL;
			assert_true(class == SMSMODEM_E_REFUSED || class == SMSMODEM_E_TEMPORARY ||
				    class == SMSMODEM_E_PIN);
			/* what has advice is known */
			assert_true(!tables[t].advice(code) || tables[t].text(code));
		}
		assert_int_equal(found, tables[t].count);
		assert_null(tables[t].text(-1));
		assert_int_equal(tables[t].class(-1), SMSMODEM_E_REFUSED);
		assert_int_equal(tables[t].code(""), -1);
		assert_int_equal(tables[t].code("no such text"), -1);
	}
}

struct known_row {
	int code;
	const char *text;
	int class;
};

static const struct known_row cms_known[] = {
	/* 24.011 annex E-2 */
	{1, "Unassigned (unallocated) number", SMSMODEM_E_REFUSED},
	{8, "Operator determined barring", SMSMODEM_E_REFUSED},
	{10, "Call barred", SMSMODEM_E_REFUSED},
	{21, "Short message transfer rejected", SMSMODEM_E_REFUSED},
	{28, "Unidentified subscriber", SMSMODEM_E_REFUSED},
	{38, "Network out of order", SMSMODEM_E_TEMPORARY},
	{41, "Temporary failure", SMSMODEM_E_TEMPORARY},
	{42, "Congestion", SMSMODEM_E_TEMPORARY},
	{47, "Resources unavailable, unspecified", SMSMODEM_E_TEMPORARY},
	{27, "Destination out of service", SMSMODEM_E_TEMPORARY},
	{29, "Facility rejected", SMSMODEM_E_REFUSED},
	{30, "Unknown subscriber", SMSMODEM_E_REFUSED},
	{50, "Requested facility not subscribed", SMSMODEM_E_REFUSED},
	{69, "Requested facility not implemented", SMSMODEM_E_REFUSED},
	{81, "Invalid short message transfer reference value", SMSMODEM_E_REFUSED},
	{95, "Invalid message, unspecified", SMSMODEM_E_REFUSED},
	{96, "Invalid mandatory information", SMSMODEM_E_REFUSED},
	{97, "Message type non-existent or not implemented", SMSMODEM_E_REFUSED},
	{98, "Message not compatible with short message protocol state", SMSMODEM_E_TEMPORARY},
	{99, "Information element non-existent or not implemented", SMSMODEM_E_REFUSED},
	{111, "Protocol error, unspecified", SMSMODEM_E_REFUSED},
	{127, "Interworking, unspecified", SMSMODEM_E_REFUSED},
	/* 23.040 9.2.3.22 */
	{144, "Data coding scheme (alphabet) not supported", SMSMODEM_E_REFUSED},
	{176, "TPDU not supported", SMSMODEM_E_REFUSED},
	{192, "SC busy", SMSMODEM_E_TEMPORARY},
	{193, "No SC subscription", SMSMODEM_E_REFUSED},
	{194, "SC system failure", SMSMODEM_E_TEMPORARY},
	{195, "Invalid SME address", SMSMODEM_E_REFUSED},
	{196, "Destination SME barred", SMSMODEM_E_REFUSED},
	{197, "SM Rejected-Duplicate SM", SMSMODEM_E_REFUSED},
	{198, "TP-VPF not supported", SMSMODEM_E_REFUSED},
	{199, "TP-VP not supported", SMSMODEM_E_REFUSED},
	{255, "Unspecified error cause", SMSMODEM_E_REFUSED},
	/* 27.005 3.2.5 */
	{310, "SIM not inserted", SMSMODEM_E_REFUSED},
	{311, "SIM PIN required", SMSMODEM_E_PIN},
	{314, "SIM busy", SMSMODEM_E_TEMPORARY},
	{316, "SIM PUK required", SMSMODEM_E_PIN},
	{330, "SMSC address unknown", SMSMODEM_E_REFUSED},
	{331, "no network service", SMSMODEM_E_TEMPORARY},
	{332, "network timeout", SMSMODEM_E_TEMPORARY},
	{304, "invalid PDU mode parameter", SMSMODEM_E_REFUSED},
	{500, "unknown error", SMSMODEM_E_REFUSED},
	/* manufacturers */
	{515, "invalid character in address string", SMSMODEM_E_TEMPORARY},
	{522, "Operation temporary not allowed", SMSMODEM_E_TEMPORARY},
	{532, "SIM not ready", SMSMODEM_E_TEMPORARY},
	{616, "network is down", SMSMODEM_E_TEMPORARY},
	{640, "operation of service temporary not allowed", SMSMODEM_E_TEMPORARY},
	{772, "SIM powered down", SMSMODEM_E_REFUSED},
};

/* 27.007 9.2 */
static const struct known_row cme_known[] = {
	{3, "operation not allowed", SMSMODEM_E_REFUSED},
	{4, "operation not supported", SMSMODEM_E_REFUSED},
	{10, "SIM not inserted", SMSMODEM_E_REFUSED},
	{11, "SIM PIN required", SMSMODEM_E_PIN},
	{12, "SIM PUK required", SMSMODEM_E_PIN},
	{14, "SIM busy", SMSMODEM_E_TEMPORARY},
	{16, "incorrect password", SMSMODEM_E_PIN},
	{30, "no network service", SMSMODEM_E_TEMPORARY},
	{100, "unknown", SMSMODEM_E_REFUSED},
};

static void check_known(const struct table *table, const struct known_row *rows, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const char *text = table->text(rows[i].code);
		if (!text || strcasecmp(text, rows[i].text) != 0 ||
		    table->class(rows[i].code) != rows[i].class)
			fail_msg("%d: '%s', class %d", rows[i].code, text ? text : "(none)",
				 table->class(rows[i].code));
	}
}

static void test_known(void **state)
{
	(void)state;
	check_known(&tables[0], cms_known, COUNT(cms_known));
	check_known(&tables[1], cme_known, COUNT(cme_known));
}

/* What can be tried again is what 24.011 and 27.005 call temporary; all else is final. */
static void test_no_retry_by_default(void **state)
{
	static const int final_codes[] = {1, 8, 10, 21, 28, 30, 50, 69, 95, 96, 111, 304, 305, 330};

	(void)state;
	for (size_t i = 0; i < COUNT(final_codes); i++)
		assert_int_equal(at_cms_class(final_codes[i]), SMSMODEM_E_REFUSED);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_counts),    cmocka_unit_test(test_sorted_and_unique),
		cmocka_unit_test(test_every_row), cmocka_unit_test(test_every_code),
		cmocka_unit_test(test_known),     cmocka_unit_test(test_no_retry_by_default),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
