/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every push of the vectors, by every key that its source asserts; parts are joined first. */
#include "wap_keys.h"

/* How a row's octets are a push, where they do not say so. */
enum wap_layer {
	LAYER_TPDU,     /* "sms-deliver" */
	LAYER_WSP,      /* "wsp-push" */
	LAYER_USERDATA, /* "user data split in UDH and data" */
	LAYER_BODY      /* none: a body of expected "content_type" */
};

static const struct {
	const char *kind;
	enum smsmodem_push_kind is;
} kind_rows[] = {
	{"mms-notification", SMSMODEM_PUSH_MMS},
	{"wap-si", SMSMODEM_PUSH_SI},
	{"wap-sl", SMSMODEM_PUSH_SL},
	{"wap-cp", SMSMODEM_PUSH_PROV},
	{"wap-emn", SMSMODEM_PUSH_EMN},
};

#define ROWS      50 /* of the file; 4 of them are not the last part of their push */
#define PUSHES    46
#define GROUP_MAX 8

/* Rows so far of the group that the last row is in. */
struct group {
	char name[64];
	struct smsmodem_tpdu parts[GROUP_MAX];
	size_t count;
	bool open; /* parts lack */
	unsigned rows, pushes;
};

static enum wap_layer layer_of(const struct vector *vector)
{
	static const struct {
		const char *name;
		enum wap_layer layer;
	} layers[] = {{"sms-deliver", LAYER_TPDU},
		      {"wsp-push", LAYER_WSP},
		      {"user data split in UDH and data", LAYER_USERDATA}};
	const char *name = json_string_value(json_object_get(vector->expected, "layer"));

	if (!name)
		return LAYER_BODY;
	for (size_t i = 0; i < COUNT(layers); i++)
		if (strcmp(name, layers[i].name) == 0)
			return layers[i].layer;
	fail_msg("%s: nothing reads the layer %s", vector->id, name);
	return LAYER_BODY;
}

/* The same as user data of a DELIVER of which nothing else is known. */
static void read_user_data(const struct vector *vector, struct smsmodem_tpdu *tpdu)
{
	const char *udh = json_string_value(json_object_get(vector->expected, "udh"));
	const struct smsmodem_decode_options options = {.kind = SMSMODEM_KIND_DELIVER,
							.no_smsc = true};
	size_t octets = (strlen(udh) + strlen(vector->hex)) / 2;
	char hex[512];

	assert_in_range(snprintf(hex, sizeof hex, "440080000400000000000000%02zX%s%s", octets, udh,
				 vector->hex),
			1, sizeof hex - 1);
	assert_int_equal(smsmodem_decode(hex, strlen(hex), &options, tpdu, NULL), SMSMODEM_OK);
}

static void read_tpdu(const struct vector *vector, struct smsmodem_tpdu *tpdu)
{
	const struct smsmodem_decode_options options = {.kind = SMSMODEM_KIND_DELIVER};
	struct smsmodem_error error;

	if (smsmodem_decode(vector->hex, strlen(vector->hex), &options, tpdu, &error) < 0)
		fail_msg("%s: %s", vector->id, error.text);
}

/* Add a part. @return octets of the whole datagram once all parts are there, else 0 */
static size_t join(struct group *group, const struct vector *vector,
		   const struct smsmodem_tpdu *tpdu, uint8_t *octets, size_t size)
{
	const char *name = json_string_value(json_object_get(vector->expected, "group"));

	if (!name)
		name = vector->id;
	if (strcmp(group->name, name) != 0) {
		vector_assert(vector, !group->open, "the group in front");
		group->count = 0;
	}
	assert_in_range(snprintf(group->name, sizeof group->name, "%s", name), 1,
			sizeof group->name - 1);
	assert_true(group->count < GROUP_MAX);
	group->parts[group->count++] = *tpdu;
	group->open = group->count < tpdu->concat.total;
	if (group->open)
		return 0;
	int length = smsmodem_data(group->parts, group->count, octets, size);
	assert_true(length > 0);
	return (size_t)length;
}

static size_t octets_of_row(const struct vector *vector, uint8_t *octets, size_t size)
{
	size_t bad;
	int length = pdu_hex_decode(vector->hex, strlen(vector->hex), octets, size, &bad);

	assert_true(length > 0);
	return (size_t)length;
}

static void check(const struct wap_row *row, json_t *expected)
{
	const char *key;
	json_t *value;

	json_object_foreach(expected, key, value)
	{
		const struct wap_key *known = wap_key_find(key);

		if (!known)
			fail_msg("%s: nothing checks the key %s", row->vector->id, key);
		else if (!known->ignored && (known->of_part || row->push))
			vector_assert(row->vector, known->check(row, value), key);
		if (strcmp(key, "reassembled") == 0)
			check(row, value);
	}
}

static void check_kind(const struct wap_row *row)
{
	size_t i = 0;

	while (i < COUNT(kind_rows) && strcmp(kind_rows[i].kind, row->vector->kind) != 0)
		i++;
	if (i == COUNT(kind_rows))
		fail_msg("%s: nothing reads the kind %s", row->vector->id, row->vector->kind);
	else if (row->push)
		vector_assert(row->vector, smsmodem_push_kind(row->push) == kind_rows[i].is,
			      "kind");
	if (row->push && smsmodem_push_find(row->push, "problem"))
		fail_msg("%s: %s", row->vector->id, wap_string(row, "problem"));
}

static void decode(struct wap_row *row, enum wap_layer layer, const uint8_t *octets, size_t length)
{
	const char *type =
		json_string_value(json_object_get(row->vector->expected, "content_type"));
	const struct smsmodem_ports *ports = row->is_tpdu ? &row->tpdu.ports : NULL;
	uint8_t *exact = exact_copy(octets, length);
	struct smsmodem_error error = {0};
	int result =
		layer == LAYER_BODY
			? smsmodem_push_decode_body(exact, length, type, NULL, &row->push, &error)
			: smsmodem_push_decode(exact, length, ports, NULL, &row->push, &error);

	free(exact);
	if (result < 0)
		fail_msg("%s: %s", row->vector->id, error.text);
}

static void visit(struct vector *vector)
{
	struct wap_row row = {.vector = vector};
	enum wap_layer layer = layer_of(vector);
	struct group *group = vector->context;
	uint8_t octets[GROUP_MAX * SMSMODEM_UD_MAX + 4096];

	row.is_tpdu = layer == LAYER_TPDU || layer == LAYER_USERDATA;
	if (layer == LAYER_TPDU)
		read_tpdu(vector, &row.tpdu);
	if (layer == LAYER_USERDATA)
		read_user_data(vector, &row.tpdu);
	row.length = row.is_tpdu ? join(group, vector, &row.tpdu, octets, sizeof octets)
				 : octets_of_row(vector, octets, sizeof octets);
	row.octets = octets;
	if (row.length > 0)
		decode(&row, layer, octets, row.length);
	check_kind(&row);
	check(&row, vector->expected);
	group->pushes += row.push != NULL;
	group->rows++;
	smsmodem_push_free(row.push);
}

static void test_rows(void **state)
{
	struct group group = {.count = 0};

	(void)state;
	vectors_each("wap.tsv", visit, &group);
	print_message("%u rows, %u pushes\n", group.rows, group.pushes);
	assert_int_equal(group.rows, ROWS);
	assert_int_equal(group.pushes, PUSHES);
	assert_false(group.open);
}

/* --- what is cut --- */

static void assert_utf8(const struct vector *vector, const char *text)
{
	size_t length = strlen(text);

	for (int step; length > 0; text += step, length -= (size_t)step) {
		uint32_t character;

		step = pdu_utf8_get(text, length, &character);
		vector_assert(vector, step > 0, "UTF-8 of what is cut");
	}
}

static void check_cut(const struct vector *vector, struct smsmodem_push *push)
{
	const struct smsmodem_push_field *fields;
	size_t count = smsmodem_push_fields(push, &fields);

	for (size_t i = 0; i < count; i++)
		if (fields[i].kind == SMSMODEM_PUSH_TEXT)
			assert_utf8(vector, fields[i].text);
	for (unsigned flags = 0; flags < 4; flags++) {
		const char *xml = smsmodem_push_xml_text(push, flags);

		if (xml)
			assert_utf8(vector, xml);
	}
	smsmodem_push_free(push);
}

/* Every octet less: what could be read, or an offset within. */
static void cut(const struct vector *vector, const uint8_t *octets, size_t length)
{
	const char *type = json_string_value(json_object_get(vector->expected, "content_type"));
	bool body = layer_of(vector) == LAYER_BODY;

	for (size_t count = 0; count < length; count += 1 + count / 200) {
		uint8_t *exact = exact_copy(octets, count);
		struct smsmodem_error error = {.offset = -1};
		struct smsmodem_push *push = NULL;
		int result =
			body ? smsmodem_push_decode_body(exact, count, type, NULL, &push, &error)
			     : smsmodem_push_decode(exact, count, NULL, NULL, &push, &error);

		vector_assert(vector, result == SMSMODEM_OK || result == SMSMODEM_E_PDU, "cut");
		if (result < 0)
			vector_assert(vector, error.offset >= 0 && (size_t)error.offset <= count,
				      "offset of what is cut");
		else
			check_cut(vector, push);
		free(exact);
	}
}

static void visit_cut(struct vector *vector)
{
	enum wap_layer layer = layer_of(vector);
	uint8_t octets[GROUP_MAX * SMSMODEM_UD_MAX + 4096];
	struct smsmodem_tpdu tpdu;
	size_t length;

	if (layer == LAYER_TPDU)
		read_tpdu(vector, &tpdu);
	if (layer == LAYER_USERDATA)
		read_user_data(vector, &tpdu);
	if (layer == LAYER_TPDU || layer == LAYER_USERDATA)
		length = join(vector->context, vector, &tpdu, octets, sizeof octets);
	else
		length = octets_of_row(vector, octets, sizeof octets);
	cut(vector, octets, length);
}

static void test_cuts(void **state)
{
	struct group group = {.count = 0};

	(void)state;
	vectors_each("wap.tsv", visit_cut, &group);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_rows),
					   cmocka_unit_test(test_cuts)};

	return cmocka_run_group_tests_name("vectors_wap", tests, NULL, NULL);
}
