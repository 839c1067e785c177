/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The vectors of other programs' tests: every SUBMIT and DELIVER, every field that they assert. */
#include "vectors_keys.h"

/* --- rows --- */

/* National language tables are left to their own test; with the default ones a row is read. */
static bool row_is_read(const struct vector *vector)
{
	static const char *const kinds[] = {"submit", "deliver", "submit-multipart",
					    "deliver-multipart"};

	for (size_t i = 0; i < COUNT(kinds); i++)
		if (strcmp(vector->kind, kinds[i]) == 0)
			return true;
	return strcmp(vector->kind, "submit-natlang") == 0 &&
	       json_integer_value(json_object_get(vector->expected, "locking_lang")) == 0 &&
	       json_integer_value(json_object_get(vector->expected, "single_lang")) == 0;
}

static struct smsmodem_decode_options row_options(const struct vector *vector)
{
	bool submit = strncmp(vector->kind, "submit", 6) == 0;
	const char *layer = json_string_value(json_object_get(vector->expected, "layer"));

	return (struct smsmodem_decode_options){
		.kind = submit ? SMSMODEM_KIND_SUBMIT : SMSMODEM_KIND_DELIVER,
		.no_smsc = layer && strncmp(layer, "TPDU only", 9) == 0,
		.tpdu_length = -1};
}

static void row_decode(const struct vector *vector, struct message *message)
{
	struct smsmodem_decode_options options = row_options(vector);
	struct smsmodem_error error = {0};

	memset(message, 0, sizeof *message);
	message->vector = vector;
	message->length = octets_of(vector->hex, message->octets, sizeof message->octets);
	message->smsc_length = options.no_smsc ? 0 : message->octets[0] + 1U;
	if (smsmodem_decode(vector->hex, strlen(vector->hex), &options, &message->tpdu, &error) < 0)
		fail_msg("%s: %s", vector->id, error.text);
	int length = smsmodem_text(&message->tpdu, 1, message->text, sizeof message->text);
	assert_true(length >= 0);
	message->text_len = (size_t)length;
	message->dcs = smsmodem_dcs_decode(message->tpdu.dcs);
}

static void visit_fields(struct vector *vector)
{
	unsigned *rows = vector->context;
	struct message message;
	const json_t *value;
	const char *key;

	if (!row_is_read(vector))
		return;
	(*rows)++;
	row_decode(vector, &message);
	json_object_foreach(vector->expected, key, value)
	{
		const struct key_row *row = key_find(key);

		if (!row)
			fail_msg("%s: nobody checks \"%s\"", vector->id, key);
		vector_assert(vector, row->ignored || row->check(&message, value), key);
	}
}

static void test_fields(void **state)
{
	unsigned rows = 0;

	(void)state;
	vectors_each("sms.tsv", visit_fields, &rows);
	assert_true(rows >= 105);
}

/* Without being told the direction the same comes out: these all have MTI 0 or 1. */
static void visit_auto(struct vector *vector)
{
	struct smsmodem_decode_options options;
	struct message message;
	struct smsmodem_tpdu tpdu;

	if (!row_is_read(vector))
		return;
	row_decode(vector, &message);
	options = row_options(vector);
	options.kind = SMSMODEM_KIND_AUTO;
	options.tpdu_length = (int)(message.length - message.smsc_length);
	options.no_smsc = false;
	assert_int_equal(smsmodem_decode(vector->hex, strlen(vector->hex), &options, &tpdu, NULL),
			 SMSMODEM_OK);
	vector_assert(vector, tpdu.kind == message.tpdu.kind, "kind");
	vector_assert(vector, strcmp(tpdu.smsc.text, message.tpdu.smsc.text) == 0, "smsc");
	vector_assert(vector, strcmp(tpdu.peer.text, message.tpdu.peer.text) == 0, "peer");
	vector_assert(vector, tpdu.ud_len == message.tpdu.ud_len, "ud_len");
}

static void test_auto(void **state)
{
	(void)state;
	vectors_each("sms.tsv", visit_auto, NULL);
}

/* Each at every truncation, from memory of exactly that size. */
static void visit_truncations(struct vector *vector)
{
	struct message message;
	unsigned *failures = vector->context;

	if (!row_is_read(vector))
		return;
	row_decode(vector, &message);
	struct smsmodem_decode_options options = row_options(vector);
	for (size_t cut = 0; cut < message.length; cut++) {
		uint8_t *octets = exact_copy(message.octets, cut);
		struct smsmodem_tpdu tpdu;
		struct smsmodem_error error = {.offset = -1};
		int result = pdu_decode(octets, cut, &options, &tpdu, &error);

		assert_true(result == SMSMODEM_OK || result == SMSMODEM_E_PDU);
		if (result < 0) {
			(*failures)++;
			assert_in_range(error.offset, 0, cut);
			assert_true(error.text[0]);
		}
		free(octets);
	}
}

static void test_truncations(void **state)
{
	unsigned failures = 0;

	(void)state;
	vectors_each("sms.tsv", visit_truncations, &failures);
	assert_true(failures > 1000);
}

/* --- encode(decode(pdu)) == pdu --- */

struct other_form_row {
	const char *id;
	const char *why;
};

static const struct other_form_row other_form_rows[] = {
	{"aosp-cing-clear", "TP-OA of one digit is filled with 0 instead of F"},
	{"pymsg-deliver-7bit", "TP-SCTS has a zone of minus 0"},
	{"pygsmmodem-dec8", "the length of TP-DA counts its fill"},
	{"ofono-sms_charset_default", "TP-DA of eleven digits is filled with 1 instead of F"},
	{"ofono-sms_charset_default_ext", "likewise"},
};

static bool has_other_form(const char *id)
{
	for (size_t i = 0; i < COUNT(other_form_rows); i++)
		if (strcmp(other_form_rows[i].id, id) == 0)
			return true;
	return false;
}

static void visit_round_trip(struct vector *vector)
{
	struct message message;
	uint8_t octets[SMSMODEM_PDU_MAX];

	if (!row_is_read(vector))
		return;
	row_decode(vector, &message);
	int length = pdu_encode(&message.tpdu, octets, sizeof octets, NULL);
	vector_assert(vector, length > 0, "encoding");
	/* Where the hex has no SMSC address, ours is one octet of 0. */
	size_t skip = message.smsc_length ? 0 : 1;
	bool same = (size_t)length - skip == message.length &&
		    memcmp(octets + skip, message.octets, message.length) == 0;
	vector_assert(vector, same != has_other_form(vector->id), "encode(decode)");
}

static void test_round_trip(void **state)
{
	(void)state;
	vectors_each("sms.tsv", visit_round_trip, NULL);
}

/* --- groups --- */

struct groups {
	struct pdu_join join;
	unsigned parts, messages;
};

static void visit_group(struct vector *vector)
{
	struct groups *groups = vector->context;
	const json_t *full = json_object_get(vector->expected, "full_text");
	struct smsmodem_message joined;
	struct message message;
	char text[SMSMODEM_TEXT_SIZE(8)];

	if (!row_is_read(vector) || !json_object_get(vector->expected, "group"))
		return;
	row_decode(vector, &message);
	groups->parts++;
	if (pdu_join_add(&groups->join, &message.tpdu, &joined) == 0)
		return;
	groups->messages++;
	vector_assert(vector, joined.count == joined.total && joined.count == 3, "parts");
	assert_true(smsmodem_text(joined.parts, joined.count, text, sizeof text) > 0);
	vector_assert(vector, !full || is_string(text, full), "full_text");
}

static void test_groups(void **state)
{
	static struct pdu_join_part places[SMSMODEM_PARTS_MAX];
	static struct smsmodem_tpdu out[SMSMODEM_PARTS_MAX];
	struct groups groups = {.join = {.places = places, .capacity = COUNT(places), .out = out}};
	struct smsmodem_message message;

	(void)state;
	vectors_each("sms.tsv", visit_group, &groups);
	assert_int_equal(groups.parts, 6);
	assert_int_equal(groups.messages, 2);
	assert_int_equal(pdu_join_flush(&groups.join, &message), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_fields),      cmocka_unit_test(test_auto),
		cmocka_unit_test(test_truncations), cmocka_unit_test(test_round_trip),
		cmocka_unit_test(test_groups),
	};

	/* 77: skipped as a whole, and reported so */
	return getenv("SMSMODEM_VECTORS") ? cmocka_run_group_tests(tests, NULL, NULL) : 77;
}
