/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Vectors of CDMA messages: every row and key; those that are invalid are refused. */
#include "cdma_keys.h"

struct kind_row {
	const char *kind;
	enum smsmodem_cdma_layer layer;
};

static const struct kind_row kind_rows[] = {
	{"cdma", SMSMODEM_CDMA_LAYER_TRANSPORT},
	{"cdma-bearer", SMSMODEM_CDMA_LAYER_BEARER},
	{"cdma-wap", SMSMODEM_CDMA_LAYER_WDP},
};

static void check_keys(const struct cdma_message *message)
{
	const json_t *value;
	const char *key;

	json_object_foreach(message->vector->expected, key, value)
	{
		const struct cdma_key *row = cdma_key_find(key);

		if (!row)
			fail_msg("%s: nothing checks the key %s", message->vector->id, key);
		else if (!row->ignored)
			vector_assert(message->vector, row->check(message, value), key);
	}
}

static void decode(struct cdma_message *message, enum smsmodem_cdma_layer layer)
{
	const struct vector *vector = message->vector;
	const struct smsmodem_cdma *part = &message->cdma;
	struct smsmodem_error error;

	if (smsmodem_cdma_decode(vector->hex, strlen(vector->hex), layer, &message->cdma, &error))
		fail_msg("%s: %s", vector->id, error.text);
	message->text_len = smsmodem_cdma_text(&part, 1, message->text, sizeof message->text);
	vector_assert(vector, message->text_len >= 0, "text");
}

/* Both by the layer that the row names and by looking at the octets. */
static void visit(struct vector *vector)
{
	struct cdma_message message = {.vector = vector};
	const struct kind_row *row = NULL;

	for (size_t i = 0; i < COUNT(kind_rows); i++)
		if (strcmp(vector->kind, kind_rows[i].kind) == 0)
			row = &kind_rows[i];
	if (!row)
		fail_msg("%s: nothing reads the kind %s", vector->id, vector->kind);
	decode(&message, row->layer);
	check_keys(&message);
	decode(&message, SMSMODEM_CDMA_LAYER_AUTO);
	check_keys(&message);
	++*(unsigned *)vector->context;
}

static void test_rows(void **state)
{
	unsigned rows = 0;

	(void)state;
	vectors_each("cdma.tsv", visit, &rows);
	print_message("%u rows\n", rows);
	assert_true(rows > 0);
}

static void visit_invalid(struct vector *vector)
{
	static const enum smsmodem_cdma_layer layers[] = {SMSMODEM_CDMA_LAYER_TRANSPORT,
							  SMSMODEM_CDMA_LAYER_AUTO};
	struct smsmodem_cdma cdma;
	struct smsmodem_error error;

	if (strncmp(vector->kind, "cdma", 4) != 0)
		return;
	for (size_t i = 0; i < COUNT(layers); i++) {
		int result = smsmodem_cdma_decode(vector->hex, strlen(vector->hex), layers[i],
						  &cdma, &error);
		vector_assert(vector, result == SMSMODEM_E_PDU, "error");
		vector_assert(vector,
			      error.offset >= 0 && 2 * (size_t)error.offset <= strlen(vector->hex),
			      "offset");
		vector_assert(vector, strstr(error.text, "bearer data run past the end"), "reason");
	}
	++*(unsigned *)vector->context;
}

static void test_invalid_rows(void **state)
{
	unsigned rows = 0;

	(void)state;
	vectors_each("invalid.tsv", visit_invalid, &rows);
	assert_true(rows > 0);
}

/* Every octet less: an answer without a step past the end, and an offset within. */
static void visit_cut(struct vector *vector)
{
	uint8_t octets[512];
	size_t length = octets_of(vector->hex, octets, sizeof octets);

	for (size_t cut = 0; cut <= length; cut++) {
		uint8_t *exact = exact_copy(octets, cut);
		for (int layer = 0; layer <= SMSMODEM_CDMA_LAYER_WDP; layer++) {
			struct smsmodem_cdma cdma;
			struct smsmodem_error error;
			int result = pdu_cdma_decode(exact, cut, (enum smsmodem_cdma_layer)layer,
						     &cdma, &error);
			vector_assert(vector, result == SMSMODEM_OK || result == SMSMODEM_E_PDU,
				      "cut");
			vector_assert(vector,
				      result == SMSMODEM_OK ||
					      (error.offset >= 0 && (size_t)error.offset <= cut),
				      "offset of what is cut");
		}
		free(exact);
	}
}

static void test_cuts(void **state)
{
	(void)state;
	vectors_each("cdma.tsv", visit_cut, NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows),
		cmocka_unit_test(test_invalid_rows),
		cmocka_unit_test(test_cuts),
	};

	return cmocka_run_group_tests_name("vectors_cdma", tests, NULL, NULL);
}
