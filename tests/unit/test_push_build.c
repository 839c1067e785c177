/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whole pushes, octet by octet. */
#include "vectors_support.h"
#include <smsmodem/push.h>

#define SI      "<si><indication href=\"http://wap.example.com/a\">hello</indication></si>"
#define SI_BODY "03056A0045C60C037761702E6578616D706C650085036100010368656C6C6F000101"
#define PROV                                                                       \
	"<wap-provisioningdoc version=\"1.0\"><characteristic type=\"BOOTSTRAP\">" \
	"<parm name=\"NAME\" value=\"x\"/></characteristic></wap-provisioningdoc>"
#define PROV_BODY                            \
	"030B6A00C54601C6560187070603780001" \
	"0101"

static const char *const own_headers[] = {"Push-Flag: 4"};

struct row {
	const char *name;
	struct smsmodem_push_envelope envelope;
	const char *xml;
	const char *datagram;
};

static const struct row rows[] = {
	{"service indication: its content type and nothing else", {0}, SI, "000601AE" SI_BODY},
	{"the browser is the default", {.application = "none"}, SI, "000601AE" SI_BODY},
	{"a transaction", {.tid = 0x7F}, SI, "7F0601AE" SI_BODY},
	{"the content type as text",
	 {.long_content_type = true},
	 SI,
	 "0006186170706C69636174696F6E2F766E642E7761702E73696300" SI_BODY},
	{"another content type", {.content_type = "text/plain"}, SI, "00060183" SI_BODY},
	{"an application by name", {.application = "mms.ua"}, SI, "000603AEAF84" SI_BODY},
	{"and by its URN", {.application = "x-wap-application:mms.ua"}, SI, "000603AEAF84" SI_BODY},
	{"and by its number", {.application = "4"}, SI, "000603AEAF84" SI_BODY},
	{"of a vendor", {.application = "0x8000"}, SI, "000605AEAF028000" SI_BODY},
	{"a header", {.headers = own_headers, .header_count = 1}, SI, "000603AEB484" SI_BODY},
	{"service loading",
	 {0},
	 "<sl href=\"http://a.de/\"/>",
	 "000601B003066A00850903612E64652F0001"},
	{"cache operation",
	 {0},
	 "<co><invalidate-object uri=\"http://a.de/\"/></co>",
	 "000601B203076A0045860603612E64652F000101"},
	{"e-mail notification: two octets of content type, and its application",
	 {0},
	 "<emn mailbox=\"pop://a\"/>",
	 "000606 0302030A AF89 030D6A00 85 08 036100 01"},
	{"provisioning", {0}, PROV, "000601B6" PROV_BODY},
	{"device management",
	 {0},
	 "<SyncML><SyncHdr><VerProto>DM/1.2</VerProto></SyncHdr></SyncML>",
	 "000603C2AF87 03A4016A00 6D6C72 03444D2F312E3200 010101"},
	{"DRM rights",
	 {0},
	 "<o-ex:rights xmlns:o-ex=\"http://odrl.net/1.1/ODRL-EX\"/>",
	 "000603CBAF88 030E6A00 85 0585 01"},
};

static void test_xml(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct smsmodem_error error = {.text = ""};
		uint8_t datagram[512];
		int length = smsmodem_push_xml(&rows[i].envelope, rows[i].xml, strlen(rows[i].xml),
					       SMSMODEM_SEC_NONE, NULL, datagram, sizeof datagram,
					       &error);

		print_message("%s\n", rows[i].name);
		if (length < 0)
			fail_msg("%s", error.text);
		assert_octets(datagram, (size_t)length, rows[i].datagram);
	}
	uint8_t datagram[512];
	assert_int_equal(smsmodem_push_xml(NULL, SI, strlen(SI), SMSMODEM_SEC_NONE, NULL, datagram,
					   sizeof datagram, NULL),
			 4 + (int)strlen(SI_BODY) / 2);
}

/* As real senders write it: value-length 2D, B6, SEC, MAC as text (WAP-230-WSP 8.4.2.24). */
static void test_provisioning(void **state)
{
	static const struct {
		enum smsmodem_prov_sec sec;
		const char *head;
	} methods[] = {
		{SMSMODEM_SEC_NETWPIN, "00062F1F2DB6918092"},
		{SMSMODEM_SEC_USERPIN, "00062F1F2DB6918192"},
		{SMSMODEM_SEC_USERNETWPIN, "00062F1F2DB6918292"},
	};
	struct smsmodem_prov_keys keys = {"0000", "466923103145252"};
	uint8_t body[64], datagram[512];
	size_t body_len = octets_of(PROV_BODY, body, sizeof body);

	(void)state;
	for (size_t i = 0; i < COUNT(methods); i++) {
		char mac[SMSMODEM_MAC_SIZE], wanted[512], mac_hex[2 * SMSMODEM_MAC_SIZE];
		int length = smsmodem_push_xml(NULL, PROV, strlen(PROV), methods[i].sec, &keys,
					       datagram, sizeof datagram, NULL);

		assert_int_equal(length, 3 + 47 + (int)body_len);
		assert_int_equal(
			smsmodem_prov_mac(methods[i].sec, &keys, body, body_len, mac, NULL),
			SMSMODEM_OK);
		assert_true(pdu_hex_encode((const uint8_t *)mac, 40, mac_hex, sizeof mac_hex) > 0);
		assert_true(snprintf(wanted, sizeof wanted, "%s%s00%s", methods[i].head, mac_hex,
				     PROV_BODY) < (int)sizeof wanted);
		assert_octets(datagram, (size_t)length, wanted);
	}
}

/* Its MAC is told to the user, and in no message. */
static void test_userpinmac(void **state)
{
	struct smsmodem_prov_keys keys = {.pin = "12345"};
	uint8_t datagram[512];
	int length = smsmodem_push_xml(NULL, PROV, strlen(PROV), SMSMODEM_SEC_USERPINMAC, &keys,
				       datagram, sizeof datagram, NULL);

	(void)state;
	assert_true(length > 0);
	assert_octets(datagram, (size_t)length, "00060403B69183" PROV_BODY);
}

static void test_keys_missing(void **state)
{
	struct smsmodem_error error;
	uint8_t datagram[512];

	(void)state;
	assert_int_equal(smsmodem_push_xml(NULL, PROV, strlen(PROV), SMSMODEM_SEC_USERPIN, NULL,
					   datagram, sizeof datagram, &error),
			 SMSMODEM_E_DATA);
	assert_non_null(strstr(error.text, "PIN"));
	assert_int_equal(smsmodem_push_xml(NULL, PROV, strlen(PROV), (enum smsmodem_prov_sec)7,
					   NULL, datagram, sizeof datagram, &error),
			 SMSMODEM_E_USAGE);
}

/* The body and MAC of a real document, in our envelope. */
static void wrap_vector(struct vector *vector)
{
	struct smsmodem_push_envelope envelope = {
		.content_type = "application/vnd.wap.connectivity-wbxml; SEC=USERPIN; "
				"MAC=AA2DC41FC48AEEF3FED7351B1EE704461A8894D4"};
	uint8_t body[2048], datagram[2048];
	struct smsmodem_wsp wsp;
	size_t bad;

	if (strcmp(vector->id, "gecko-cp-codepage") != 0)
		return;
	int count = pdu_hex_decode(vector->hex, strlen(vector->hex), body, sizeof body, &bad);
	assert_true(count > 0);
	int length =
		smsmodem_push_raw(&envelope, body, (size_t)count, datagram, sizeof datagram, NULL);
	assert_int_equal(length, 50 + count);
	assert_int_equal(smsmodem_wsp_decode(datagram, (size_t)length, &wsp, NULL), SMSMODEM_OK);
	assert_string_equal(wsp.content_type, "application/vnd.wap.connectivity-wbxml");
	assert_int_equal(wsp.body_len, count);
	++*(unsigned *)vector->context;
}

static void test_vectors(void **state)
{
	unsigned seen = 0;

	(void)state;
	vectors_each("wap.tsv", wrap_vector, &seen);
	assert_int_equal(seen, 1);
}

/* --- notifications and octets --- */

static void test_mms(void **state)
{
	struct smsmodem_mms_notification notification = SMSMODEM_MMS_NOTIFICATION_INIT;
	struct smsmodem_push_envelope envelope = {.long_content_type = true};
	struct smsmodem_push_envelope none = {.application = "none"};
	uint8_t brief[512], full[512], bare[512];

	(void)state;
	notification.transaction = "1";
	notification.location = "http://a.de/1";
	notification.size = 1000;
	notification.expiry = 3600;
	int brief_len = smsmodem_push_mms(NULL, &notification, brief, sizeof brief, NULL);
	int full_len = smsmodem_push_mms(&envelope, &notification, full, sizeof full, NULL);
	int bare_len = smsmodem_push_mms(&none, &notification, bare, sizeof bare, NULL);
	assert_true(brief_len > 0);
	assert_octets(brief, 8, "000603BEAF848C82");
	/* One octet against "application/vnd.wap.mms-message" with its NUL. */
	assert_int_equal(full_len - brief_len, 31);
	assert_octets(bare, 6, "000601BE8C82");
	assert_int_equal(brief_len - bare_len, 2);
	assert_memory_equal(bare + 4, brief + 6, (size_t)bare_len - 4);
}

static void test_raw(void **state)
{
	struct smsmodem_push_envelope envelope = {.content_type =
							  "application/vnd.syncml.notification"};
	struct smsmodem_push_envelope number = {.content_type = "0x44"};
	struct smsmodem_push_envelope unknown = {.content_type = "a/b"};
	struct smsmodem_push_envelope none = {0};
	struct smsmodem_error error;
	uint8_t datagram[64];

	(void)state;
	assert_int_equal(smsmodem_push_raw(&envelope, (const uint8_t *)"x", 1, datagram,
					   sizeof datagram, NULL),
			 7);
	assert_octets(datagram, 7, "000603C4AF8778");
	assert_int_equal(smsmodem_push_raw(&number, (const uint8_t *)"x", 1, datagram,
					   sizeof datagram, NULL),
			 7);
	assert_octets(datagram, 7, "000603C4AF8778");
	assert_int_equal(smsmodem_push_raw(&unknown, NULL, 0, datagram, sizeof datagram, NULL), 7);
	assert_octets(datagram, 7, "000604612F6200");
	assert_int_equal(smsmodem_push_raw(&none, NULL, 0, datagram, sizeof datagram, &error),
			 SMSMODEM_E_USAGE);
	assert_non_null(strstr(error.text, "content type"));
}

/* A header says another application than the kind's own; but there is one only. */
static void test_application_header(void **state)
{
	static const char *const headers[] = {"Push-Flag: 4", " x-wap-application-id : syncml.dm"};
	struct smsmodem_push_envelope envelope = {.content_type = "application/vnd.wap.mms-message",
						  .headers = headers,
						  .header_count = 2};
	struct smsmodem_error error;
	uint8_t datagram[64];

	(void)state;
	assert_int_equal(smsmodem_push_raw(&envelope, NULL, 0, datagram, sizeof datagram, NULL), 8);
	assert_octets(datagram, 8, "000605BEB484AF87");
	envelope.application = "mms.ua";
	assert_int_equal(smsmodem_push_raw(&envelope, NULL, 0, datagram, sizeof datagram, &error),
			 SMSMODEM_E_DATA);
	assert_non_null(strstr(error.text, "said twice"));
}

/* A notification leads somewhere. */
static void test_mms_location(void **state)
{
	static const struct {
		const char *location, *says;
	} cases[] = {
		{"foo", "the location \"foo\" has no scheme"},
		{"http://a b/", "a blank"},
		{"http://a/<b>", "the character <"},
		{NULL, "the location is missing"},
	};
	struct smsmodem_mms_notification notification = SMSMODEM_MMS_NOTIFICATION_INIT;
	char lengthy[1026] = "http://a.de/";
	struct smsmodem_error error;
	uint8_t datagram[2048];

	(void)state;
	notification.transaction = "1";
	for (size_t i = 0; i < COUNT(cases); i++) {
		notification.location = cases[i].location;
		assert_int_equal(
			smsmodem_push_mms(NULL, &notification, datagram, sizeof datagram, &error),
			SMSMODEM_E_DATA);
		if (!strstr(error.text, cases[i].says))
			fail_msg("says: %s", error.text);
	}
	notification.location = lengthy;
	memset(lengthy + strlen(lengthy), 'x', sizeof lengthy - 1 - strlen(lengthy));
	assert_int_equal(smsmodem_push_mms(NULL, &notification, datagram, sizeof datagram, &error),
			 SMSMODEM_E_DATA);
	lengthy[1024] = '\0';
	assert_in_range(smsmodem_push_mms(NULL, &notification, datagram, sizeof datagram, NULL),
			1024, 1100);
}

static void test_bad_envelope(void **state)
{
	static const char *const headers[] = {"no header"};
	struct smsmodem_push_envelope header = {.headers = headers, .header_count = 1};
	struct smsmodem_push_envelope application = {.application = "no such thing"};
	char name[300];
	struct smsmodem_push_envelope length = {.application = name};
	struct smsmodem_error error;
	uint8_t datagram[512];

	(void)state;
	memset(name, 'x', sizeof name);
	name[sizeof name - 1] = '\0';
	assert_int_equal(smsmodem_push_xml(&header, SI, strlen(SI), SMSMODEM_SEC_NONE, NULL,
					   datagram, sizeof datagram, &error),
			 SMSMODEM_E_DATA);
	assert_int_equal(smsmodem_push_xml(&application, SI, strlen(SI), SMSMODEM_SEC_NONE, NULL,
					   datagram, sizeof datagram, &error),
			 SMSMODEM_E_DATA);
	assert_int_equal(smsmodem_push_xml(&length, SI, strlen(SI), SMSMODEM_SEC_NONE, NULL,
					   datagram, sizeof datagram, &error),
			 SMSMODEM_E_DATA);
	assert_non_null(strstr(error.text, "over 200 octets"));
}

/* The room is the caller's; how many parts it is is another's to say. */
static void test_large(void **state)
{
	struct smsmodem_push_envelope envelope = {.content_type = "text/plain"};
	size_t size = 100000;
	uint8_t *body = calloc(1, size), *datagram = malloc(size);
	char *xml = malloc(size);
	struct smsmodem_error error;

	(void)state;
	assert_non_null(body);
	assert_non_null(datagram);
	assert_non_null(xml);
	assert_int_equal(smsmodem_push_raw(&envelope, body, size - 4, datagram, size, &error),
			 size);
	assert_int_equal(smsmodem_push_raw(&envelope, body, size - 3, datagram, size, &error),
			 SMSMODEM_E_SPACE);
	if (!strstr(error.text, "100001 octets, of which 100000 have room"))
		fail_msg("says: %s", error.text);
	memset(xml, 'x', size);
	memcpy(xml, "<wml>", 5);
	memcpy(xml + size - 7, "</wml>", 6);
	assert_int_equal(smsmodem_push_xml(NULL, xml, size - 1, SMSMODEM_SEC_NONE, NULL, datagram,
					   size, &error),
			 size);
	free(body);
	free(datagram);
	free(xml);
}

static void test_every_capacity(void **state)
{
	uint8_t datagram[128];
	int length = smsmodem_push_xml(NULL, SI, strlen(SI), SMSMODEM_SEC_NONE, NULL, datagram,
				       sizeof datagram, NULL);

	(void)state;
	for (size_t size = 0; size < (size_t)length; size++) {
		memset(datagram, CANARY, sizeof datagram);
		assert_int_equal(smsmodem_push_xml(NULL, SI, strlen(SI), SMSMODEM_SEC_NONE, NULL,
						   datagram, size, NULL),
				 SMSMODEM_E_SPACE);
		assert_canary(datagram, size, sizeof datagram);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_xml),
		cmocka_unit_test(test_provisioning),
		cmocka_unit_test(test_userpinmac),
		cmocka_unit_test(test_keys_missing),
		cmocka_unit_test(test_vectors),
		cmocka_unit_test(test_mms),
		cmocka_unit_test(test_application_header),
		cmocka_unit_test(test_mms_location),
		cmocka_unit_test(test_raw),
		cmocka_unit_test(test_bad_envelope),
		cmocka_unit_test(test_large),
		cmocka_unit_test(test_every_capacity),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
