/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What octets are by themselves, whatever they are called. */
#include "push_private.h"
#include <stdlib.h>
#include <string.h>

/* MIBenums */
#define UTF_8    106
#define UTF_16BE 1013
#define UTF_16LE 1014
#define UTF_16   1015
#define WIDE     1000 /* sets of 1000 to 1019 have two or four octets a character */

/* Documents by their root elements and by what is known of binary ones. */
struct document {
	const char *root;
	enum smsmodem_wbxml_language language;
	enum smsmodem_push_kind kind;
	const char *text_type, *binary_type;
};

static const struct document documents[] = {
	{"si", SMSMODEM_WBXML_SI, SMSMODEM_PUSH_SI, "text/vnd.wap.si", "application/vnd.wap.sic"},
	{"sl", SMSMODEM_WBXML_SL, SMSMODEM_PUSH_SL, "text/vnd.wap.sl", "application/vnd.wap.slc"},
	{"co", SMSMODEM_WBXML_CO, SMSMODEM_PUSH_CO, "text/vnd.wap.co", "application/vnd.wap.coc"},
	{"emn", SMSMODEM_WBXML_EMN, SMSMODEM_PUSH_EMN, "text/vnd.wap.emn+xml",
	 "application/vnd.wap.emn+wbxml"},
	{"wap-provisioningdoc", SMSMODEM_WBXML_PROV, SMSMODEM_PUSH_PROV,
	 "text/vnd.wap.connectivity-xml", "application/vnd.wap.connectivity-wbxml"},
	{"o-ex:rights", SMSMODEM_WBXML_DRMREL, SMSMODEM_PUSH_XML,
	 "application/vnd.oma.drm.rights+xml", "application/vnd.oma.drm.rights+wbxml"},
};

#define DOCUMENTS (sizeof documents / sizeof documents[0])

/* By a root element, with the prefix of a namespace or without. */
static const struct document *document_of_root(const char *root)
{
	const char *colon = strchr(root, ':');

	for (size_t i = 0; i < DOCUMENTS; i++)
		if (strcmp(root, documents[i].root) == 0 ||
		    (colon && strcmp(colon + 1, documents[i].root) == 0))
			return &documents[i];
	return NULL;
}

static const struct document *document_of_text(uint32_t charset, const uint8_t *octets,
					       size_t length)
{
	size_t size = 4 * length + 4; /* U+FFFD has three octets */
	char *text = malloc(size);
	struct push_scan scan = {.text = text};
	struct smsmodem_wbxml_event event;
	int result = text ? smsmodem_charset_decode(charset, octets, length, text, size) : 0;
	const struct document *found = NULL;

	if (result > 0)
		scan.length = strlen(text);
	do
		result = scan.length > 0 ? push_scan_next(&scan, &event) : 0;
	while (result > 0 && event.kind == SMSMODEM_WBXML_TEXT);
	if (result > 0 && event.kind == SMSMODEM_WBXML_OPEN)
		found = document_of_root(event.name);
	free(text);
	return found;
}

static const struct document *document_of_wbxml(const uint8_t *octets, size_t length,
						const char *content_type)
{
	struct smsmodem_wbxml_event event;
	struct smsmodem_wbxml wbxml;

	if (smsmodem_wbxml_begin(&wbxml, octets, length, content_type, NULL) < 0)
		return NULL;
	for (size_t i = 0; i < DOCUMENTS; i++)
		if (documents[i].language == wbxml.language)
			return &documents[i];
	return smsmodem_wbxml_next(&wbxml, &event, NULL) > 0 && event.kind == SMSMODEM_WBXML_OPEN
		       ? document_of_root(event.name)
		       : NULL;
}

enum smsmodem_push_kind push_document_kind(const struct smsmodem_push *push)
{
	const struct document *document =
		push->markup == PUSH_MARKUP_TEXT
			? document_of_text(push->charset, push->body, push->body_len)
			: document_of_wbxml(push->body, push->body_len, push->content_type);

	return document ? document->kind : SMSMODEM_PUSH_OTHER;
}

/* --- text --- */

/* XML 1.0 appendix F, without the declaration. */
static uint32_t charset_of_start(const uint8_t *octets, size_t length)
{
	if (length >= 3 && memcmp(octets, "\xEF\xBB\xBF", 3) == 0)
		return UTF_8;
	if (length >= 2 && octets[0] + octets[1] == 0xFE + 0xFF && octets[0] >= 0xFE)
		return UTF_16;
	if (length < 4)
		return 0;
	if (octets[0] == 0 && octets[1] == '<' && octets[2] == 0 && octets[3] > ' ')
		return UTF_16BE;
	return octets[0] == '<' && octets[1] == 0 && octets[2] > ' ' && octets[3] == 0 ? UTF_16LE
										       : 0;
}

static size_t blanks(const uint8_t *octets, size_t length)
{
	size_t i = 0;

	while (i < length && (octets[i] == ' ' || (octets[i] >= '\t' && octets[i] <= '\r')))
		i++;
	return i;
}

bool push_is_markup(const uint8_t *octets, size_t length)
{
	size_t at = blanks(octets, length);

	return charset_of_start(octets, length) ||
	       (at + 1 < length && octets[at] == '<' && octets[at + 1] > ' ');
}

/* encoding="..." of <?xml ... ?> (XML 1.0 4.3.3). */
static uint32_t charset_of_declaration(const uint8_t *octets, size_t length)
{
	char text[256], *at, *end;
	size_t count = length < sizeof text - 1 ? length : sizeof text - 1;

	memcpy(text, octets, count);
	text[count] = '\0';
	if (strncmp(text, "<?xml", 5) != 0 || !(end = strstr(text, "?>")))
		return 0;
	*end = '\0';
	if (!(at = strstr(text, "encoding")))
		return 0;
	at += strcspn(at, "\"'");
	end = *at ? strchr(at + 1, *at) : NULL;
	if (!end)
		return 0;
	*end = '\0';
	uint32_t charset = smsmodem_charset_find(at + 1);
	return charset < WIDE || charset > WIDE + 19 ? charset : 0; /* it was just read otherwise */
}

uint32_t push_markup_charset(const uint8_t *octets, size_t length)
{
	uint32_t charset = charset_of_start(octets, length);

	return charset || length == 0 ? charset : charset_of_declaration(octets, length);
}

/* --- bodies without headers --- */

/* A header says what message it is of (OMA-TS-MMS_ENC 7.3.30). */
static bool is_mms(const uint8_t *octets, size_t length)
{
	struct smsmodem_mms_field field;
	size_t position = 0;

	if (length < 2 || octets[0] < 0x80)
		return false;
	while (smsmodem_mms_next(octets, length, &position, &field, NULL) > 0)
		if (field.code == SMSMODEM_MMS_TYPE)
			return field.kind == SMSMODEM_MMS_TOKEN && field.token;
	return false;
}

const char *push_guess(const uint8_t *octets, size_t length)
{
	struct smsmodem_wbxml wbxml;
	const struct document *document;

	if (length >= 2 && octets[0] == (0x80 | SMSMODEM_MMS_TYPE) && octets[1] >= 0x80)
		return "application/vnd.wap.mms-message";
	if (push_is_markup(octets, length)) {
		document = document_of_text(push_markup_charset(octets, length), octets, length);
		return document ? document->text_type : "text/xml";
	}
	if (is_mms(octets, length))
		return "application/vnd.wap.mms-message";
	if (smsmodem_wbxml_begin(&wbxml, octets, length, NULL, NULL) < 0)
		return NULL;
	document = document_of_wbxml(octets, length, NULL);
	return document ? document->binary_type : "application/vnd.wap.wbxml";
}
