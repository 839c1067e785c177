/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The vectors that other programs refuse: refused too, at an octet that is there, in words. */
#include "vectors_support.h"

struct kind_row {
	const char *kind;
	const char *why_not; /* NULL: it is read here */
};

static const struct kind_row kind_rows[] = {
	{"invalid", NULL},
	{"cdma-invalid", "a bearer data of 3GPP2, which has its own decoder and test"},
};

struct refused_row {
	const char *id;
	long offset;
	const char *text;
};

static const struct refused_row refused_rows[] = {
	{"pymsg-truncated", 26, "TP-UD is cut: 128 of 129 octets"},
	{"gammu-atfail-01", 10, "TP-DA has 129 semi-octets"}, /* TP-MTI says SUBMIT */
	{"gammu-atfail-38", 0, "the SMSC address has 196 octets"},
	{"gammu-atfail-39", 0, "the SMSC address has 145 octets"},
};

static bool is_read(const struct vector *vector)
{
	for (size_t i = 0; i < COUNT(kind_rows); i++)
		if (strcmp(vector->kind, kind_rows[i].kind) == 0)
			return !kind_rows[i].why_not;
	fail_msg("%s: nothing reads a %s", vector->id, vector->kind);
	return false;
}

static const struct refused_row *refused_find(const struct vector *vector)
{
	for (size_t i = 0; i < COUNT(refused_rows); i++)
		if (strcmp(vector->id, refused_rows[i].id) == 0)
			return &refused_rows[i];
	fail_msg("%s: no row says where it breaks", vector->id);
	return NULL;
}

static void check_keys(const struct vector *vector)
{
	static const char *const keys[] = {
		"error", "reason",   /* a comment */
		"lenient_text_ends", /* of a lenient mode, which this decoder has not */
	};
	const json_t *value;
	const char *key;

	json_object_foreach(vector->expected, key, value)
	{
		bool known = false;

		for (size_t i = 0; i < COUNT(keys); i++)
			known = known || strcmp(key, keys[i]) == 0;
		vector_assert(vector, known, key);
	}
	vector_assert(vector, json_is_true(json_object_get(vector->expected, "error")), "error");
}

static void refuse(const struct vector *vector)
{
	const struct refused_row *row = refused_find(vector);
	const struct smsmodem_decode_options deliver = {.kind = SMSMODEM_KIND_DELIVER,
							.tpdu_length = -1};
	struct smsmodem_error error = {.offset = -1};
	struct smsmodem_tpdu tpdu;
	size_t length = strlen(vector->hex);
	char *hex = exact_copy(vector->hex, length);
	int result = smsmodem_decode(hex, length, NULL, &tpdu, &error);
	int as_deliver = smsmodem_decode(hex, length, &deliver, &tpdu, NULL);

	free(hex);
	print_message("  %s: %s\n", vector->id, error.text);
	vector_assert(vector, result == SMSMODEM_E_PDU && error.code == result, "result");
	vector_assert(vector, as_deliver == SMSMODEM_E_PDU, "result as a DELIVER");
	vector_assert(vector, error.offset == row->offset, "offset");
	vector_assert(vector, strstr(error.text, row->text), "text");
}

static void visit(struct vector *vector)
{
	unsigned *rows = vector->context;

	if (!is_read(vector))
		return;
	check_keys(vector);
	refuse(vector);
	(*rows)++;
}

static void test_invalid(void **state)
{
	unsigned rows = 0;

	(void)state;
	vectors_each("invalid.tsv", visit, &rows);
	assert_int_equal(rows, COUNT(refused_rows));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_invalid),
	};

	/* 77: skipped as a whole, and reported so */
	return getenv("SMSMODEM_VECTORS") ? cmocka_run_group_tests(tests, NULL, NULL) : 77;
}
