/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Documents of other people's tests, and every token that is known. */
#include "vectors_support.h"
#include "wbxml_canonical.h"
#include "wbxml_tokens.h"

static void read_row(struct vector *row)
{
	uint8_t octets[2048];
	char xml[16384];
	size_t bad;
	struct smsmodem_error error;
	unsigned *count = row->context;
	const char *wanted = json_string_value(json_object_get(row->expected, "xml"));
	const char *type = json_string_value(json_object_get(row->expected, "content_type"));

	if (!type || strncmp(type, "application/vnd.wap.", 20) != 0 ||
	    strcmp(type, "application/vnd.wap.mms-message") == 0)
		return;
	int length = pdu_hex_decode(row->hex, strlen(row->hex), octets, sizeof octets, &bad);
	assert_true(length > 0);
	uint8_t *exact = exact_copy(octets, (size_t)length);
	/* The public identifier of each says what it is. */
	int result = smsmodem_wbxml_xml(exact, (size_t)length, NULL, 0, xml, sizeof xml, &error);
	if (result < 0)
		fail_msg("%s: %s", row->id, error.text);
	assert_int_equal(result, strlen(xml));
	if (wanted)
		assert_same_xml(row->id, xml, wanted, false);
	free(exact);
	++*count;
}

static void test_vectors(void **state)
{
	unsigned count = 0;

	(void)state;
	vectors_each("wap.tsv", read_row, &count);
	assert_int_equal(count, 38);
}

/* --- the table of tokens --- */

static const struct {
	const char *name;
	enum smsmodem_wbxml_language language;
} languages[] = {
	{"SI 1.0", SMSMODEM_WBXML_SI},
	{"SL 1.0", SMSMODEM_WBXML_SL},
	{"CO 1.0 (cache operation)", SMSMODEM_WBXML_CO},
	{"EMN 1.0", SMSMODEM_WBXML_EMN},
	{"PROV 1.0/1.1 (connectivity)", SMSMODEM_WBXML_PROV},
};

static const struct pdu_wbxml_list *list_of(const char *language, const char *kind)
{
	for (size_t i = 0; i < COUNT(languages); i++) {
		const struct pdu_wbxml_language *found = pdu_wbxml_languages[languages[i].language];
		if (strcmp(languages[i].name, language) == 0)
			return strcmp(kind, "tag") == 0         ? &found->tags
			       : strcmp(kind, "attrStart") == 0 ? &found->attributes
								: &found->values;
	}
	fail_msg("%s is not known", language);
	return NULL;
}

/* Of a row "language kind page token meaning agreement". @return whether it is a token of ours */
static bool check_token(char *line)
{
	const char *language = vector_field(&line), *kind = vector_field(&line);
	unsigned long page = strtoul(vector_field(&line), NULL, 10);
	unsigned long token = strtoul(vector_field(&line), NULL, 16);
	const char *meaning = vector_field(&line);
	char known[128];

	/* The global tokens EXT_T and STR_T: libwbxml2 lists texts there, and cannot write them. */
	if (strcmp(kind, "attrValue") == 0 && token < 0x85)
		return false;
	const struct pdu_wbxml_token *found =
		pdu_wbxml_find(list_of(language, kind), (uint8_t)page, (uint8_t)token);
	if (!found)
		fail_msg("%s %s %lu %02lX is missing", language, kind, page, token);
	(void)snprintf(known, sizeof known, "%s%s%s", found->name, found->value ? "=" : "",
		       found->value ? found->value : "");
	assert_string_equal(known, meaning);
	return true;
}

static void test_tokens(void **state)
{
	const char *folder = getenv("SMSMODEM_VECTORS");
	char path[4096], *line = NULL;
	size_t size = 0, count = 0, known = 0;

	(void)state;
	if (!folder)
		skip();
	(void)snprintf(path, sizeof path, "%s/../facts/wbxml-tokens.tsv", folder);
	FILE *file = fopen(path, "re");
	assert_non_null(file);
	assert_true(getline(&line, &size, file) > 0);
	while (getline(&line, &size, file) > 0)
		count += check_token(line) ? 1 : 0;
	free(line);
	assert_int_equal(fclose(file), 0);
	for (size_t i = 0; i < COUNT(languages); i++) {
		const struct pdu_wbxml_language *language =
			pdu_wbxml_languages[languages[i].language];
		known += language->tags.count + language->attributes.count + language->values.count;
	}
	assert_int_equal(count, known); /* and no others */
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_vectors),
		cmocka_unit_test(test_tokens),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
