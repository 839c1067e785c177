/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names of MMS fields and values, against the list of assigned numbers where there is one. */
#include "mms_support.h"
#include <ctype.h>

/* The field whose values a table of the list has. */
struct table_row {
	const char *table;
	uint8_t field;
	unsigned rows; /* of the list */
};

static struct table_row tables[] = {
	{"field", 0, 0},
	{"message_class", 0x8A, 0},
	{"priority", 0x8F, 0},
	{"yes_no", 0x86, 0},
	{"yes_no", 0x90, 0},
	{"yes_no", 0x91, 0},
	{"sender_visibility", 0x94, 0},
	{"message_status", 0x95, 0},
	{"response_status", 0x92, 0},
	{"retrieve_status", 0x99, 0},
	{"read_status", 0x9B, 0},
	{"reply_charging", 0x9C, 0},
};

/* Where the list has a slip of the pen. */
static const char *corrected(const char *name)
{
	return strcmp(name, "X-Mms-Distribution-Indcator") ? name : "X-Mms-Distribution-Indicator";
}

static void check_field(uint8_t code, const char *name)
{
	/* an octet that is right for most; Content-Type ends the header */
	const uint8_t octets[] = {code, 0x80, 0};
	struct smsmodem_mms_field field;
	size_t position = 0;
	int result = smsmodem_mms_next(octets, sizeof octets, &position, &field, NULL);

	assert_int_equal(result, code == 0x84 ? 0 : 1);
	assert_int_equal(field.code, code & 0x7F);
	assert_string_equal(field.name, corrected(name));
}

static void check_value(uint8_t code, uint8_t octet, const char *name)
{
	const uint8_t octets[] = {code, octet};
	struct smsmodem_mms_field field;
	size_t position = 0;

	assert_int_equal(smsmodem_mms_next(octets, sizeof octets, &position, &field, NULL), 1);
	assert_int_equal(field.kind, SMSMODEM_MMS_TOKEN);
	assert_int_equal(field.number, octet);
	assert_non_null(field.token);
	assert_int_equal(strcasecmp(field.token, name), 0);
	for (const char *c = field.token; *c; c++)
		assert_false(isupper((unsigned char)*c));
}

static void check_row(const char *table, uint8_t code, const char *name)
{
	bool known = false;

	for (size_t i = 0; i < COUNT(tables); i++) {
		if (strcmp(tables[i].table, table) != 0)
			continue;
		known = true;
		tables[i].rows++;
		if (tables[i].field)
			check_value(tables[i].field, code, name);
		else
			check_field(code, name);
	}
	if (!known)
		fail_msg("nothing is known of the table %s", table);
}

static void test_list(void **state)
{
	const char *folder = getenv("SMSMODEM_VECTORS");
	char path[4096], *line = NULL;
	size_t size = 0;

	(void)state;
	if (!folder)
		skip();
	assert_in_range(snprintf(path, sizeof path, "%s/../facts/mms-tokens.tsv", folder), 1,
			sizeof path - 1);
	FILE *stream = fopen(path, "re");
	assert_non_null(stream);
	while (getline(&line, &size, stream) >= 0) {
		char *rest = line;
		const char *table = strsep(&rest, "\t\n");
		const char *code = strsep(&rest, "\t\n");

		if (code && strcmp(code, "code_hex") != 0)
			check_row(table, (uint8_t)strtoul(code, NULL, 16), strsep(&rest, "\t\n"));
	}
	free(line);
	assert_int_equal(fclose(stream), 0);
	for (size_t i = 0; i < COUNT(tables); i++)
		assert_true(tables[i].rows > 0);
}

/* Fields and values of version 1.3 that the list has not. */
static void test_more(void **state)
{
	static const struct {
		uint8_t code;
		const char *name;
	} fields[] = {
		{0xB4, "X-Mms-Recommended-Retrieval-Mode"},
		{0xB5, "X-Mms-Recommended-Retrieval-Mode-Text"},
		{0xB6, "X-Mms-Status-Text"},
		{0xB7, "X-Mms-Applic-ID"},
		{0xB8, "X-Mms-Reply-Applic-ID"},
		{0xB9, "X-Mms-Aux-Applic-Info"},
		{0xBA, "X-Mms-Content-Class"},
		{0xBB, "X-Mms-DRM-Content"},
		{0xBC, "X-Mms-Adaptation-Allowed"},
		{0xBD, "X-Mms-Replace-ID"},
		{0xBE, "X-Mms-Cancel-ID"},
		{0xBF, "X-Mms-Cancel-Status"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(fields); i++)
		check_field(fields[i].code, fields[i].name);
	check_value(0x92, 0xEB, "permanent: lack of prepaid");
	check_value(0xA3, 0x84, "forwarded");
	check_value(0xA5, 0x80, "success");
	check_value(0xBA, 0x80, "text");
	check_value(0xBA, 0x87, "content-rich");
	check_value(0xBF, 0x81, "request corrupted");
}

static void test_types(void **state)
{
	(void)state;
	assert_string_equal(smsmodem_mms_type_name(SMSMODEM_MMS_NOTIFICATION_IND),
			    "m-notification-ind");
	assert_string_equal(smsmodem_mms_type_name(SMSMODEM_MMS_DELIVERY_IND), "m-delivery-ind");
	assert_string_equal(smsmodem_mms_type_name(SMSMODEM_MMS_READ_ORIG_IND), "m-read-orig-ind");
	for (unsigned type = 0; type < 300; type++) {
		const char *name = smsmodem_mms_type_name(type);

		assert_int_equal(name != NULL, type >= 0x80 && type <= 0x97);
		for (unsigned other = 0x80; name && other < type; other++)
			assert_string_not_equal(name, smsmodem_mms_type_name(other));
	}
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_list),
		cmocka_unit_test(test_more),
		cmocka_unit_test(test_types),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
