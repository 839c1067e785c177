/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Any octets as WBXML: what is read is balanced and bounded, the XML in lines says what that in one
 * does, and a secret is hidden by nothing but stars.
 */
#include <smsmodem/wbxml.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *octets, size_t length);

#define XML_MAX (1 << 22)

static void require(int condition)
{
	if (!condition)
		abort();
}

/* --- events --- */

struct balance {
	unsigned depth;
	bool start, empty; /* between an element's OPEN and its contents; it has none */
	bool attribute;    /* of which there has been one */
	size_t text;
};

static void weigh(struct balance *balance, const struct smsmodem_wbxml_event *event)
{
	switch (event->kind) {
	case SMSMODEM_WBXML_OPEN:
		require(!balance->start && !balance->empty && event->name);
		require(++balance->depth <= SMSMODEM_WBXML_DEPTH);
		balance->start = true;
		balance->attribute = false;
		break;
	case SMSMODEM_WBXML_ATTRIBUTE:
		require(balance->start && event->name);
		balance->attribute = true;
		break;
	case SMSMODEM_WBXML_CONTENT:
		require(balance->start);
		balance->start = false;
		balance->empty = event->empty;
		break;
	case SMSMODEM_WBXML_TEXT:
		require(balance->depth > 0 && !balance->empty);
		require(!balance->start || balance->attribute);
		require(event->text || event->length == 0);
		balance->text += event->length;
		break;
	case SMSMODEM_WBXML_CLOSE:
		require(balance->depth > 0 && !balance->start && event->name);
		balance->depth--;
		balance->empty = false;
		break;
	case SMSMODEM_WBXML_END: abort();
	}
}

static void read_events(const uint8_t *octets, size_t length, const char *content_type)
{
	struct smsmodem_wbxml wbxml;
	struct smsmodem_wbxml_event event;
	struct smsmodem_error error;
	struct balance balance = {0};
	int result = smsmodem_wbxml_begin(&wbxml, octets, length, content_type, &error);
	size_t steps = 0;

	if (result == 0)
		while ((result = smsmodem_wbxml_next(&wbxml, &event, &error)) > 0) {
			weigh(&balance, &event);
			require(++steps <= 8 * length + 8192);
		}
	require(result == 0 || (result == SMSMODEM_E_PDU && error.code == result &&
				error.offset >= 0 && (size_t)error.offset <= length));
	require(result != 0 || balance.depth == 0);
	/* what is repeated, what stands in the document, and 35 for each token */
	require(balance.text <= 65536 + 16 * length + 36 * length);
}

/* --- XML --- */

/* Without the line ends and blanks in front of elements: a text has no line end of its own. */
static size_t flatten(char *xml)
{
	size_t used = 0;

	for (size_t i = 0; xml[i]; i++) {
		if (xml[i] != '\n') {
			xml[used++] = xml[i];
			continue;
		}
		while (xml[i + 1] == ' ')
			i++;
		require(xml[i + 1] == '<');
	}
	xml[used] = '\0';
	return used;
}

static void read_xml(const uint8_t *octets, size_t length, const char *content_type)
{
	static char *flat, *lines;
	char small[64];

	if (!flat) {
		flat = malloc(XML_MAX);
		lines = malloc(XML_MAX);
	}
	require(flat && lines);
	int count = smsmodem_wbxml_xml(octets, length, content_type, 0, flat, XML_MAX, NULL);
	require(count != SMSMODEM_E_SPACE);
	require(count < 0 || strlen(flat) == (size_t)count);
	int same = smsmodem_wbxml_xml(octets, length, content_type, SMSMODEM_XML_INDENT, lines,
				      XML_MAX, NULL);
	require((same < 0) == (count < 0));
	(void)flatten(lines);
	require(strcmp(lines, flat) == 0);
	same = smsmodem_wbxml_xml(octets, length, content_type, SMSMODEM_XML_MASK, lines, XML_MAX,
				  NULL);
	require((same < 0) == (count < 0) && !strpbrk(lines, "\n\t\r"));
	require(strcmp(lines, flat) == 0 || strstr(lines, "****"));
	same = smsmodem_wbxml_xml(octets, length, content_type, 0, small, sizeof small, NULL);
	require(strlen(small) < sizeof small && strncmp(small, flat, strlen(small)) == 0);
	require(same == count || same == SMSMODEM_E_SPACE);
}

int LLVMFuzzerTestOneInput(const uint8_t *octets, size_t length)
{
	static const char *const types[] = {
		NULL, "application/vnd.wap.sic", "application/vnd.wap.connectivity-wbxml",
		"application/vnd.oma.drm.rights+wbxml", "application/x-wap-prov.browser-settings"};

	if (length > 8192)
		return 0;
	for (size_t i = 0; i < sizeof types / sizeof types[0]; i++) {
		read_events(octets, length, types[i]);
		read_xml(octets, length, types[i]);
	}
	return 0;
}
