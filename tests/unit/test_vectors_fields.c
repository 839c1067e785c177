/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The vectors of single fields: addresses, TP-DCS, time stamps, validity periods, septets. */
#include "vectors_support.h"
#include "wsp.h"

static const char *expected_string(const struct vector *vector, const char *key)
{
	const char *text = json_string_value(json_object_get(vector->expected, key));

	vector_assert(vector, text, key);
	return text;
}

static void check_keys(const struct vector *vector, const char *const keys[], size_t count)
{
	const json_t *value;
	const char *key;

	json_object_foreach(vector->expected, key, value)
	{
		bool known = false;

		for (size_t i = 0; i < count; i++)
			known = known || strcmp(keys[i], key) == 0;
		vector_assert(vector, known, key);
	}
}

static void check_7bit(const struct vector *vector, const uint8_t *octets, size_t length)
{
	static const char *const keys[] = {"septets", "text"};
	const char *text = expected_string(vector, "text");
	json_int_t count = json_integer_value(json_object_get(vector->expected, "septets"));
	uint8_t septets[160], packed[140];
	char utf8[321];

	check_keys(vector, keys, COUNT(keys));
	assert_in_range(count, 1, 160);
	assert_int_equal(pdu_gsm7_unpack(octets, length, 0, septets, (size_t)count), count);
	int used = pdu_gsm7_to_utf8(septets, (size_t)count, utf8, sizeof utf8 - 1);
	assert_true(used > 0);
	utf8[used] = '\0';
	vector_assert(vector, strcmp(utf8, text) == 0, "text");
	assert_int_equal(pdu_gsm7_pack(septets, (size_t)count, 0, packed, sizeof packed), length);
	vector_assert(vector, memcmp(packed, octets, length) == 0, "packed");
}

static void check_address(const struct vector *vector, const uint8_t *octets, size_t length)
{
	static const char *const keys[] = {"address", "ton_npi"};
	const char *type = json_string_value(json_object_get(vector->expected, "ton_npi"));
	struct smsmodem_address address;
	uint8_t back[16];

	check_keys(vector, keys, COUNT(keys));
	assert_int_equal(pdu_address_decode(octets, length, &address), length);
	vector_assert(vector, strcmp(address.text, expected_string(vector, "address")) == 0,
		      "address");
	const char *name = smsmodem_ton_name(smsmodem_address_ton(&address));
	vector_assert(vector, !type || strncmp(type, name, strlen(name)) == 0, "ton_npi");
	assert_int_equal(pdu_address_encode(&address, back, sizeof back), length);
	vector_assert(vector, memcmp(back, octets, length) == 0, "encoded address");
}

static void check_dcs(const struct vector *vector, const uint8_t *octets, size_t length)
{
	static const char *const keys[] = {"alphabet", "class", "mwi"};
	const json_t *class = json_object_get(vector->expected, "class");
	const json_t *mwi = json_object_get(vector->expected, "mwi");
	struct smsmodem_dcs dcs = smsmodem_dcs_decode(octets[0]);

	check_keys(vector, keys, COUNT(keys));
	assert_int_equal(length, 1);
	vector_assert(vector,
		      strcmp(smsmodem_encoding_name(dcs.encoding),
			     expected_string(vector, "alphabet")) == 0,
		      "alphabet");
	vector_assert(vector,
		      dcs.message_class == (json_is_null(class) ? -1 : json_integer_value(class)),
		      "class");
	vector_assert(vector, dcs.mwi == (mwi != NULL), "mwi");
	if (!mwi)
		return;
	assert_int_equal(json_object_size(mwi), 2);
	vector_assert(vector, dcs.mwi_active == json_is_true(json_object_get(mwi, "active")),
		      "active");
	vector_assert(vector, dcs.mwi_discard == json_is_true(json_object_get(mwi, "discard")),
		      "discard");
}

static void check_timestamp(const struct vector *vector, const uint8_t *octets, size_t length)
{
	static const char *const keys[] = {"value"};
	struct smsmodem_time time;
	uint8_t back[7];
	char text[32];

	check_keys(vector, keys, COUNT(keys));
	assert_int_equal(length, 7);
	pdu_time_decode(octets, &time);
	format_time(&time, text, sizeof text);
	vector_assert(vector, time.valid && strcmp(text, expected_string(vector, "value")) == 0,
		      "value");
	pdu_time_encode(&time, back);
	vector_assert(vector, memcmp(back, octets, 7) == 0, "encoded time");
}

static void check_vp(const struct vector *vector, const uint8_t *octets, size_t length)
{
	static const char *const keys[] = {"format", "seconds", "value", "fi"};
	static const char *const formats[] = {"none", "enhanced", "relative", "absolute"};
	const json_t *seconds = json_object_get(vector->expected, "seconds");
	const json_t *value = json_object_get(vector->expected, "value");
	const json_t *fi = json_object_get(vector->expected, "fi");
	const char *format = expected_string(vector, "format");
	struct smsmodem_validity validity;
	char text[32];
	unsigned number = 0;

	check_keys(vector, keys, COUNT(keys));
	while (number < COUNT(formats) && strcmp(formats[number], format) != 0)
		number++;
	vector_assert(vector, number < COUNT(formats), "format");
	assert_int_equal(pdu_validity_decode((enum smsmodem_validity_format)number, octets, length,
					     &validity),
			 length);
	vector_assert(vector, !seconds || validity.seconds == json_integer_value(seconds),
		      "seconds");
	vector_assert(vector, !fi || validity.octets[0] == json_integer_value(fi), "fi");
	format_time(&validity.until, text, sizeof text);
	vector_assert(vector, !value || strcmp(text, json_string_value(value)) == 0, "value");
}

static void check_content_type(const struct vector *vector, const uint8_t *octets, size_t length)
{
	static const char *const keys[] = {"code", "length", "type"};
	const json_t *name = json_object_get(vector->expected, "type");
	struct pdu_wsp_reader reader = pdu_wsp_reader(octets, length);
	struct pdu_content_type type;

	check_keys(vector, keys, COUNT(keys));
	pdu_wsp_get_content_type(&reader, &type);
	vector_assert(vector,
		      !reader.failed && (json_int_t)reader.at ==
						json_integer_value(json_object_get(vector->expected,
										   "length")),
		      "length");
	vector_assert(vector,
		      type.code == json_integer_value(json_object_get(vector->expected, "code")),
		      "code");
	vector_assert(vector,
		      json_is_null(name) ? !type.name
					 : strcmp(type.name, json_string_value(name)) == 0,
		      "type");
}

struct kind_row {
	const char *kind;
	void (*check)(const struct vector *, const uint8_t *, size_t);
};

static const struct kind_row kind_rows[] = {
	{"field-7bit", check_7bit}, {"field-address", check_address},
	{"field-dcs", check_dcs},   {"field-timestamp", check_timestamp},
	{"field-vp", check_vp},     {"field-wsp-content-type", check_content_type},
};

static void visit(struct vector *vector)
{
	unsigned *rows = vector->context;
	uint8_t octets[160];
	size_t length = octets_of(vector->hex, octets, sizeof octets);

	for (size_t i = 0; i < COUNT(kind_rows); i++)
		if (strcmp(kind_rows[i].kind, vector->kind) == 0) {
			kind_rows[i].check(vector, octets, length);
			(*rows)++;
			return;
		}
	fail_msg("%s: nothing reads a %s", vector->id, vector->kind);
}

static void test_fields(void **state)
{
	unsigned rows = 0;

	(void)state;
	vectors_each("fields.tsv", visit, &rows);
	assert_true(rows >= 37);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_fields),
	};

	/* 77: skipped as a whole, and reported so */
	return getenv("SMSMODEM_VECTORS") ? cmocka_run_group_tests(tests, NULL, NULL) : 77;
}
