/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The vectors of other programs' tests: every TPDU, every field that they assert. */
#include "vectors_keys.h"

/* --- rows --- */

struct kind_row {
	const char *name;
	enum smsmodem_kind kind;
};

static const struct kind_row kind_rows[] = {
	{"submit", SMSMODEM_KIND_SUBMIT},
	{"submit-multipart", SMSMODEM_KIND_SUBMIT},
	{"submit-natlang", SMSMODEM_KIND_SUBMIT},
	{"submit-report", SMSMODEM_KIND_SUBMIT_REPORT},
	{"deliver", SMSMODEM_KIND_DELIVER},
	{"deliver-multipart", SMSMODEM_KIND_DELIVER},
	{"deliver-report", SMSMODEM_KIND_DELIVER_REPORT},
	{"status-report", SMSMODEM_KIND_STATUS_REPORT},
	{"command", SMSMODEM_KIND_COMMAND},
};

static enum smsmodem_kind row_kind(const struct vector *vector)
{
	for (size_t i = 0; i < COUNT(kind_rows); i++)
		if (strcmp(vector->kind, kind_rows[i].name) == 0)
			return kind_rows[i].kind;
	fail_msg("%s: nothing reads a %s", vector->id, vector->kind);
	return SMSMODEM_KIND_AUTO;
}

static struct smsmodem_decode_options row_options(const struct vector *vector)
{
	const char *layer = json_string_value(json_object_get(vector->expected, "layer"));

	return (struct smsmodem_decode_options){.kind = row_kind(vector),
						.no_smsc = layer &&
							   strncmp(layer, "TPDU only", 9) == 0,
						.tpdu_length = -1};
}

/* The tables that a row's test forces, though no header names them. */
static void row_force(const struct vector *vector, struct smsmodem_tpdu *tpdu)
{
	const json_t *locking = json_object_get(vector->expected, "locking_lang");
	const json_t *single = json_object_get(vector->expected, "single_lang");

	if (locking)
		tpdu->shift.locking = (uint8_t)json_integer_value(locking);
	if (single)
		tpdu->shift.single = (uint8_t)json_integer_value(single);
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
	row_force(vector, &message->tpdu);
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
	assert_true(rows >= 125);
}

static void assert_same(const struct message *message, enum smsmodem_kind kind)
{
	const struct vector *vector = message->vector;
	const struct smsmodem_decode_options options = {
		.kind = kind, .tpdu_length = (int)(message->length - message->smsc_length)};
	struct smsmodem_tpdu tpdu;

	assert_int_equal(smsmodem_decode(vector->hex, strlen(vector->hex), &options, &tpdu, NULL),
			 SMSMODEM_OK);
	vector_assert(vector, tpdu.kind == message->tpdu.kind, "kind");
	vector_assert(vector, strcmp(tpdu.smsc.text, message->tpdu.smsc.text) == 0, "smsc");
	vector_assert(vector, strcmp(tpdu.peer.text, message->tpdu.peer.text) == 0, "peer");
	vector_assert(vector, tpdu.ud_len == message->tpdu.ud_len, "ud_len");
}

/* Without being told the kind, or only that it is a report, the same comes out. */
static void visit_auto(struct vector *vector)
{
	struct message message;

	row_decode(vector, &message);
	enum smsmodem_kind kind = message.tpdu.kind;
	if (kind <= SMSMODEM_KIND_STATUS_REPORT)
		assert_same(&message, SMSMODEM_KIND_AUTO);
	if (kind >= SMSMODEM_KIND_STATUS_REPORT && kind != SMSMODEM_KIND_COMMAND)
		assert_same(&message, SMSMODEM_KIND_REPORT);
}

static void test_auto(void **state)
{
	(void)state;
	vectors_each("sms.tsv", visit_auto, NULL);
}

/* --- truncations --- */

struct longer_row {
	const char *id;
	size_t enough; /* octets that decode already, SMSC address included */
	const char *why;
};

static const struct longer_row longer_rows[] = {
	{"pygsmmodem-dec8", 21, "TP-UDL is more than any message has"},
	{"gnokii-sms-1", 32, "what is behind TP-ST is no TP-PI"},
	{"warthog-sr-full", 21, "behind TP-ST, what is no TP-PI with its fields is ignored"},
};

/* From how many octets on a row decodes: all, but for what is listed. */
static size_t row_enough(const struct message *message)
{
	for (size_t i = 0; i < COUNT(longer_rows); i++)
		if (strcmp(message->vector->id, longer_rows[i].id) == 0)
			return longer_rows[i].enough;
	return message->length;
}

/* Each at every truncation, from memory of exactly that size. */
static void visit_truncations(struct vector *vector)
{
	struct message message;
	unsigned *failures = vector->context;

	row_decode(vector, &message);
	struct smsmodem_decode_options options = row_options(vector);
	for (size_t cut = 0; cut < message.length; cut++) {
		uint8_t *octets = exact_copy(message.octets, cut);
		struct smsmodem_tpdu tpdu;
		struct smsmodem_error error = {.offset = -1};
		int result = pdu_decode(octets, cut, &options, &tpdu, &error);

		free(octets);
		if ((result == SMSMODEM_OK) != (cut >= row_enough(&message)))
			fail_msg("%s: %zu octets", vector->id, cut);
		if (result == SMSMODEM_OK)
			continue;
		(*failures)++;
		assert_int_equal(result, SMSMODEM_E_PDU);
		assert_in_range(error.offset, 0, cut);
		assert_non_null(strstr(error.text, "PDU: "));
	}
}

static void test_truncations(void **state)
{
	unsigned failures = 0;

	(void)state;
	vectors_each("sms.tsv", visit_truncations, &failures);
	assert_true(failures > 5000);
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
	{"ofono-sms_charset_turkey", "likewise"},
	{"ofono-sms_charset_portugal", "likewise"},
	{"ofono-sms_charset_spain", "likewise"},
	{"gnokii-sms-1", "something else is behind TP-ST"},
	{"issue-pygsm15", "a zone of 32 quarters is written as 2 and 12"},
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
	struct smsmodem_join *join;
	unsigned parts, messages;
};

static void visit_group(struct vector *vector)
{
	struct groups *groups = vector->context;
	const json_t *full = json_object_get(vector->expected, "full_text");
	struct smsmodem_message joined;
	struct message message;
	char text[SMSMODEM_TEXT_SIZE(8)];

	if (!json_object_get(vector->expected, "group"))
		return;
	row_decode(vector, &message);
	groups->parts++;
	if (smsmodem_join_add(groups->join, &message.tpdu, 0, &joined) == 0)
		return;
	groups->messages++;
	vector_assert(vector, joined.count == joined.total && joined.count == 3, "parts");
	assert_true(smsmodem_text(joined.parts, joined.count, text, sizeof text) > 0);
	vector_assert(vector, !full || is_string(text, full), "full_text");
}

static void test_groups(void **state)
{
	struct groups groups = {.join = smsmodem_join_new(NULL)};
	struct smsmodem_message message;

	(void)state;
	assert_non_null(groups.join);
	vectors_each("sms.tsv", visit_group, &groups);
	assert_int_equal(groups.parts, 6);
	assert_int_equal(groups.messages, 2);
	assert_int_equal(smsmodem_join_flush(groups.join, &message), 0);
	smsmodem_join_free(groups.join);
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
