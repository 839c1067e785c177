/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The notifications of other programs' tests, as what their SMS and WSP layers carry. */
#include "mms_support.h"
#include "vectors_support.h"

/* Parts of one message, in the order of their rows. */
struct joined {
	uint8_t octets[1024];
	size_t length;
	unsigned checked;
};

static const struct {
	const char *key;
	uint8_t code;
} keys[] = {
	{"content_location", SMSMODEM_MMS_CONTENT_LOCATION},
	{"expiry_relative_s", SMSMODEM_MMS_EXPIRY},
	{"from", SMSMODEM_MMS_FROM},
	{"message_class", SMSMODEM_MMS_CLASS},
	{"message_size", SMSMODEM_MMS_SIZE},
	{"message_type", SMSMODEM_MMS_TYPE},
	{"mms_version", SMSMODEM_MMS_VERSION},
	{"subject", SMSMODEM_MMS_SUBJECT},
	{"transaction_id", SMSMODEM_MMS_TRANSACTION},
};

static bool same(const struct smsmodem_mms_field *field, const json_t *value)
{
	if (json_is_integer(value))
		return (field->kind == SMSMODEM_MMS_NUMBER ||
			field->kind == SMSMODEM_MMS_RELATIVE) &&
		       field->number == (uint64_t)json_integer_value(value);
	if (field->kind == SMSMODEM_MMS_TOKEN)
		return field->token && strcasecmp(field->token, json_string_value(value)) == 0;
	return field->kind == SMSMODEM_MMS_TEXT && field->length == json_string_length(value) &&
	       memcmp(field->octets, json_string_value(value), field->length) == 0;
}

/* The field of a code in what begins with the type of an M-Notification.ind. */
static bool find(const struct joined *joined, uint8_t code, struct smsmodem_mms_field *field)
{
	static const uint8_t start[] = {0x8C, 0x82};
	const uint8_t *mms = memmem(joined->octets, joined->length, start, sizeof start);
	size_t length, position = 0;

	if (!mms)
		return false;
	length = joined->length - (size_t)(mms - joined->octets);
	while (smsmodem_mms_next(mms, length, &position, field, NULL) == 1)
		if (field->code == code)
			return true;
	return false;
}

static void check(const struct vector *vector, struct joined *joined)
{
	const json_t *expected = json_object_get(vector->expected, "reassembled");

	if (!expected)
		expected = vector->expected;
	for (size_t i = 0; i < COUNT(keys); i++) {
		const json_t *value = json_object_get(expected, keys[i].key);
		struct smsmodem_mms_field field;

		if (!value)
			continue;
		vector_assert(vector, find(joined, keys[i].code, &field), keys[i].key);
		vector_assert(vector, same(&field, value), keys[i].key);
		joined->checked++;
	}
}

static void add_user_data(const struct vector *vector, struct joined *joined)
{
	const char *layer = json_string_value(json_object_get(vector->expected, "layer"));
	uint8_t octets[256];
	struct smsmodem_tpdu tpdu;
	size_t bad, at = 0;
	int count = pdu_hex_decode(vector->hex, strlen(vector->hex), octets, sizeof octets, &bad);

	assert_true(count > 0 && layer);
	if (strcmp(layer, "sms-deliver") == 0) {
		const struct smsmodem_decode_options options = {0};

		assert_int_equal(pdu_decode(octets, (size_t)count, &options, &tpdu, NULL), 0);
		count = tpdu.ud_len;
		at = tpdu.udh_len;
		memcpy(octets, tpdu.ud, tpdu.ud_len);
	}
	assert_true(joined->length + (size_t)count - at <= sizeof joined->octets);
	memcpy(joined->octets + joined->length, octets + at, (size_t)count - at);
	joined->length += (size_t)count - at;
}

/* Of several parts what is expected is known when the last has come. */
static bool is_last(const struct vector *vector)
{
	const json_t *concat = json_object_get(vector->expected, "concat");
	const json_t *part =
		json_object_get(concat ? concat : vector->expected, concat ? "seq" : "part");
	const json_t *parts =
		json_object_get(concat ? concat : vector->expected, concat ? "total" : "parts");

	return !part || json_integer_value(part) == json_integer_value(parts);
}

static void visit(struct vector *vector)
{
	struct joined *joined = vector->context;

	if (strcmp(vector->kind, "mms-notification") != 0)
		return;
	add_user_data(vector, joined);
	if (!is_last(vector))
		return;
	check(vector, joined);
	joined->length = 0;
}

static void test_vectors(void **state)
{
	struct joined joined = {.length = 0};

	(void)state;
	vectors_each("wap.tsv", visit, &joined);
	assert_int_equal(joined.length, 0);
	assert_true(joined.checked >= 20);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_vectors),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
