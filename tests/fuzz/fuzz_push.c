/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any octets as what came by push: the first says to which port, or of which content type. */
#include "pdu.h"
#include <smsmodem/push.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *octets, size_t length);

static void require(int condition)
{
	if (!condition)
		abort();
}

static void require_text(const char *text)
{
	for (size_t left = strlen(text); left > 0;) {
		uint32_t character;
		int step = pdu_utf8_get(text, left, &character);

		require(step > 0);
		text += step;
		left -= (size_t)step;
	}
}

static void read_list(const struct smsmodem_push_field *fields, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		require_text(fields[i].key);
		require_text(fields[i].name);
		if (fields[i].kind == SMSMODEM_PUSH_TEXT)
			require_text(fields[i].text);
		if (fields[i].kind == SMSMODEM_PUSH_FLAG)
			require(fields[i].number == 0 || fields[i].number == 1);
	}
}

static void read_push(struct smsmodem_push *push, size_t length)
{
	const struct smsmodem_bitmap *bitmap = smsmodem_push_bitmap(push);
	const struct smsmodem_push_field *fields;
	const uint8_t *body;

	require_text(smsmodem_push_type(push));
	size_t count = smsmodem_push_fields(push, &fields);
	read_list(fields, count);
	count = smsmodem_push_headers(push, &fields);
	read_list(fields, count);
	for (unsigned flags = 0; flags < 4; flags++) {
		const char *xml = smsmodem_push_xml_text(push, flags);

		if (xml)
			require_text(xml);
	}
	require(!bitmap || (bitmap->width > 0 && bitmap->height > 0));
	require(smsmodem_push_body(push, &body) <= length);
}

static int decode(unsigned how, const uint8_t *octets, size_t length, struct smsmodem_push **push,
		  struct smsmodem_error *error)
{
	static const uint16_t ports[] = {2948, 226, 228, 5505, 5506, 5507, 5514, 9204, 49999};
	static const char *const types[] = {NULL,
					    "text/vnd.wap.si",
					    "application/vnd.wap.sic",
					    "application/vnd.wap.connectivity-wbxml",
					    "text/vnd.wap.connectivity-xml",
					    "application/vnd.wap.mms-message",
					    "application/vnd.syncml.notification",
					    "application/vnd.wap.wmlc"};
	static const struct smsmodem_prov_keys keys = {"1234", "262011234567890"};
	const size_t count = sizeof ports / sizeof ports[0];

	how %= (unsigned)(count + sizeof types / sizeof types[0]);
	if (how >= count)
		return smsmodem_push_decode_body(octets, length, types[how - count], &keys, push,
						 error);
	const struct smsmodem_ports to = {16, ports[how], 9200};
	return smsmodem_push_decode(octets, length, &to, &keys, push, error);
}

int LLVMFuzzerTestOneInput(const uint8_t *octets, size_t length)
{
	struct smsmodem_error error = {0};
	struct smsmodem_push *push;

	if (length == 0)
		return 0;
	int result = decode(octets[0], octets + 1, length - 1, &push, &error);
	require(result == SMSMODEM_OK || result == SMSMODEM_E_PDU);
	if (result < 0) {
		require(!push && error.code == result && error.text[0]);
		return 0;
	}
	read_push(push, length - 1);
	smsmodem_push_free(push);
	return 0;
}
