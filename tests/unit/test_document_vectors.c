/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The XML of the vectors becomes their WBXML, or another that reads the same. */
#include "vectors_support.h"
#include <smsmodem/push.h>

struct seen {
	unsigned same, read;
};

static void reads_the_same(struct vector *vector, const uint8_t *ours, size_t ours_len,
			   const uint8_t *octets, size_t length)
{
	char xml[8192], wanted[8192];
	const char *content_type =
		json_string_value(json_object_get(vector->expected, "content_type"));

	vector_assert(vector,
		      smsmodem_wbxml_xml(ours, ours_len, content_type, 0, xml, sizeof xml, NULL) >
			      0,
		      "our WBXML");
	vector_assert(vector,
		      smsmodem_wbxml_xml(octets, length, content_type, 0, wanted, sizeof wanted,
					 NULL) > 0,
		      "its WBXML");
	if (strcmp(xml, wanted) != 0)
		fail_msg("%s: %s instead of %s", vector->id, xml, wanted);
}

static void compare(struct vector *vector)
{
	const char *xml = json_string_value(json_object_get(vector->expected, "xml"));
	struct seen *seen = vector->context;
	struct smsmodem_error error = {.text = ""};
	uint8_t octets[4096], ours[4096];
	const char *content_type;
	size_t bad;

	int length = pdu_hex_decode(vector->hex, strlen(vector->hex), octets, sizeof octets, &bad);
	if (!xml || length < 1 || octets[0] == '<' || strncmp(vector->kind, "wap-", 4) != 0)
		return;
	int count = smsmodem_xml_wbxml(xml, strlen(xml), ours, sizeof ours, &content_type, &error);
	/* What is no whole document can be read, but is not sent. */
	if (strcmp(xml, "<si/>") == 0) {
		vector_assert(vector, count == SMSMODEM_E_DATA, "a document of nothing");
		return;
	}
	if (count < 0)
		fail_msg("%s: %s", vector->id, error.text);
	vector_assert(vector, count <= length, "length");
	vector_assert(vector,
		      strcmp(content_type, json_string_value(json_object_get(vector->expected,
									     "content_type"))) == 0,
		      "content type");
	if (count == length && memcmp(ours + 1, octets + 1, (size_t)length - 1) == 0) {
		seen->same++;
		return;
	}
	reads_the_same(vector, ours, (size_t)count, octets, (size_t)length);
	seen->read++;
}

static void test_vectors(void **state)
{
	struct seen seen = {0};

	(void)state;
	vectors_each("wap.tsv", compare, &seen);
	print_message("%u the same, %u otherwise\n", seen.same, seen.read);
	assert_true(seen.same + seen.read >= 30);
}

/* The documents of others for the same URL and text, which ours is never longer than. */
static void test_peers(void **state)
{
	static const struct {
		const char *name, *xml;
		int wbxml_len; /* of theirs */
	} peers[] = {
		/* gammu-wapindicator-short and gnokii-wappush-short */
		{"gammu, gnokii",
		 "<si><indication href=\"http://wap.example.com/a\">hello</indication></si>", 42},
		/* gnokii-wappush-com */
		{"gnokii",
		 "<si><indication href=\"http://www.example.com/abc.com/x\">Hi "
		 ".com</indication></si>",
		 52},
		/* kannel-sl-short */
		{"kannel", "<sl href=\"http://www.example.com/x\"/>", 23},
		/* kannel-si */
		{"kannel, with all attributes",
		 "<si><indication "
		 "href=\"http://www.example.com/push/very/long/path/to/the/service/indication/"
		 "document.wml?session=0123456789abcdef&amp;user=alice&amp;campaign=summer2026&amp;"
		 "ref=smsmodem-reference-test\" si-id=\"1@example.com\" action=\"signal-high\" "
		 "created=\"2026-07-30T12:34:56Z\" si-expires=\"2026-08-30T00:00:00Z\">You have 4 "
		 "new "
		 "e-mails &amp; one 5 EUR voucher</indication></si>",
		 251},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(peers); i++) {
		uint8_t octets[512];
		int count = smsmodem_xml_wbxml(peers[i].xml, strlen(peers[i].xml), octets,
					       sizeof octets, NULL, NULL);

		print_message("%s: %d, ours %d\n", peers[i].name, peers[i].wbxml_len, count);
		assert_in_range(count, 1, peers[i].wbxml_len);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_vectors),
		cmocka_unit_test(test_peers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
