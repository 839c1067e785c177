/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The vectors of other programs' tests: every page and message, every field that they assert. */
#include "vectors_support.h"
#include <smsmodem/cb.h>

struct cb_case {
	struct smsmodem_cb cb;
	char text[SMSMODEM_CB_TEXT_SIZE];
};

struct cb_key {
	const char *key;
	bool (*check)(const struct cb_case *, const json_t *);
};

static bool is_integer(unsigned number, const json_t *value)
{
	return json_is_integer(value) && json_integer_value(value) == number;
}

static bool check_text(const struct cb_case *c, const json_t *v)
{
	return json_is_string(v) && strcmp(json_string_value(v), c->text) == 0;
}

static bool check_dcs(const struct cb_case *c, const json_t *v)
{
	return is_integer(c->cb.dcs, v);
}

static bool check_language(const struct cb_case *c, const json_t *v)
{
	return json_is_string(v) && strcmp(json_string_value(v), c->cb.language) == 0;
}

static bool check_scope(const struct cb_case *c, const json_t *v)
{
	enum smsmodem_cb_scope scope = smsmodem_cb_scope(c->cb.serial);
	char wanted[40];

	assert_in_range(snprintf(wanted, sizeof wanted, "%s(%d)", smsmodem_cb_scope_name(scope),
				 (int)scope),
			1, sizeof wanted - 1);
	return json_is_string(v) && strcmp(json_string_value(v), wanted) == 0;
}

static bool check_code(const struct cb_case *c, const json_t *v)
{
	return is_integer(smsmodem_cb_message_code(c->cb.serial), v);
}

static bool check_update(const struct cb_case *c, const json_t *v)
{
	return is_integer(smsmodem_cb_update_number(c->cb.serial), v);
}

static bool check_id(const struct cb_case *c, const json_t *v)
{
	return is_integer(c->cb.message_id, v);
}

static bool check_page(const struct cb_case *c, const json_t *v)
{
	return c->cb.present == 1U << (json_integer_value(v) - 1);
}

static bool check_pages(const struct cb_case *c, const json_t *v)
{
	return is_integer(c->cb.pages, v);
}

static bool check_layer(const struct cb_case *c, const json_t *v)
{
	static const char *const layers[] = {
		[SMSMODEM_CB_GSM] = "GSM 23.041 page (88 octets)",
		[SMSMODEM_CB_UMTS] = "UMTS CBS",
		[SMSMODEM_CB_ETWS] = "ETWS",
	};

	return json_is_string(v) && strcmp(json_string_value(v), layers[c->cb.form]) == 0;
}

/* Its one note is that of the page that test_assembly joins. */
static bool check_note(const struct cb_case *c, const json_t *v)
{
	return json_is_string(v) && strstr(json_string_value(v), "page 2") && c->cb.present == 1;
}

static const struct cb_key keys[] = {
	{"text", check_text},
	{"dcs", check_dcs},
	{"lang", check_language},
	{"gs", check_scope},
	{"message_code", check_code},
	{"update_number", check_update},
	{"message_identifier", check_id},
	{"page", check_page},
	{"pages", check_pages},
	{"layer", check_layer},
	{"note", check_note},
};

static const struct cb_key *key_find(const char *key)
{
	for (size_t i = 0; i < COUNT(keys); i++)
		if (strcmp(keys[i].key, key) == 0)
			return &keys[i];
	return NULL;
}

static void row_decode(const struct vector *vector, struct cb_case *c)
{
	struct smsmodem_error error;

	if (smsmodem_cb_decode(vector->hex, strlen(vector->hex), &c->cb, &error) < 0)
		fail_msg("%s: %s", vector->id, error.text);
	assert_true(smsmodem_cb_text(&c->cb, c->text, sizeof c->text) >= 0);
}

static void visit(struct vector *vector)
{
	unsigned *count = vector->context;
	struct cb_case c;
	json_t *value;
	const char *key;

	vector_assert(vector, strcmp(vector->kind, "cb") == 0, "kind");
	row_decode(vector, &c);
	json_object_foreach(vector->expected, key, value)
	{
		const struct cb_key *row = key_find(key);

		if (!row)
			fail_msg("%s: unknown key %s", vector->id, key);
		else
			vector_assert(vector, row->check(&c, value), key);
	}
	++*count;
}

static void test_rows(void **state)
{
	unsigned count = 0;

	(void)state;
	vectors_each("cb.tsv", visit, &count);
	assert_true(count >= 12);
}

/* All of them are canonical: encoding gives the same octets. */
static void visit_again(struct vector *vector)
{
	char hex[2 * SMSMODEM_CB_PDU_MAX + 1];
	struct cb_case c;

	row_decode(vector, &c);
	assert_int_equal(smsmodem_cb_encode(&c.cb, 1, hex, sizeof hex), strlen(vector->hex) / 2);
	vector_assert(vector, strcmp(hex, vector->hex) == 0, "encoding");
}

static void test_encoded_again(void **state)
{
	(void)state;
	vectors_each("cb.tsv", visit_again, NULL);
}

struct assembly {
	struct smsmodem_cb pages[3];
};

static void visit_assembly(struct vector *vector)
{
	struct assembly *assembly = vector->context;
	struct cb_case c;

	if (strcmp(vector->id, "ofono-cbs1") == 0) {
		row_decode(vector, &c);
		assembly->pages[0] = assembly->pages[2] = c.cb;
	} else if (strcmp(vector->id, "ofono-cbs2") == 0) {
		row_decode(vector, &c);
		assembly->pages[1] = c.cb;
	}
}

/* As the test that the rows are from does: "Belconnen", "Fraser", "Belconnen" as pages 1 to 3. */
static void test_assembly(void **state)
{
	static const unsigned orders[][3] = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2},
					     {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};
	struct assembly assembly = {0};
	struct smsmodem_cb message;
	char text[SMSMODEM_CB_TEXT_SIZE];

	(void)state;
	vectors_each("cb.tsv", visit_assembly, &assembly);
	for (size_t i = 0; i < 3; i++) {
		struct smsmodem_cb *page = &assembly.pages[i];

		assert_int_equal(page->present, 1);
		page->pages = 3;
		page->page[i] = page->page[0];
		page->present = (uint16_t)(1U << i);
	}
	for (size_t order = 0; order < COUNT(orders); order++) {
		struct smsmodem_cb_join join = {0};

		for (size_t i = 0; i < 3; i++)
			assert_int_equal(smsmodem_cb_join_add(&join,
							      &assembly.pages[orders[order][i]],
							      &message),
					 i == 2);
		assert_true(smsmodem_cb_text(&message, text, sizeof text) >= 0);
		assert_string_equal(text, "BelconnenFraserBelconnen");
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows),
		cmocka_unit_test(test_encoded_again),
		cmocka_unit_test(test_assembly),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
