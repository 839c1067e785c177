/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is in a push: who reads it, by its content type and where that does not tell by itself. */
#include "push_private.h"
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* Content types that are looked into. */
struct body_row {
	const char *content_type;
	enum smsmodem_push_kind kind;
	enum push_markup markup;
};

static const struct body_row rows[] = {
	{"application/vnd.wap.sic", SMSMODEM_PUSH_SI, PUSH_MARKUP_WBXML},
	{"text/vnd.wap.si", SMSMODEM_PUSH_SI, PUSH_MARKUP_TEXT},
	{"application/vnd.wap.slc", SMSMODEM_PUSH_SL, PUSH_MARKUP_WBXML},
	{"text/vnd.wap.sl", SMSMODEM_PUSH_SL, PUSH_MARKUP_TEXT},
	{"application/vnd.wap.coc", SMSMODEM_PUSH_CO, PUSH_MARKUP_WBXML},
	{"text/vnd.wap.co", SMSMODEM_PUSH_CO, PUSH_MARKUP_TEXT},
	{"application/vnd.wap.emn+wbxml", SMSMODEM_PUSH_EMN, PUSH_MARKUP_WBXML},
	{"text/vnd.wap.emn+xml", SMSMODEM_PUSH_EMN, PUSH_MARKUP_TEXT},
	{"application/vnd.wap.connectivity-wbxml", SMSMODEM_PUSH_PROV, PUSH_MARKUP_WBXML},
	{"text/vnd.wap.connectivity-xml", SMSMODEM_PUSH_PROV, PUSH_MARKUP_TEXT},
	{"application/vnd.oma.drm.rights+wbxml", SMSMODEM_PUSH_XML, PUSH_MARKUP_WBXML},
	{"application/vnd.oma.drm.rights+xml", SMSMODEM_PUSH_XML, PUSH_MARKUP_TEXT},
	{"application/vnd.wap.wbxml", SMSMODEM_PUSH_XML, PUSH_MARKUP_WBXML},
	{"application/vnd.wap.wmlc", SMSMODEM_PUSH_XML, PUSH_MARKUP_WBXML},
	{"application/vnd.wap.wta-eventc", SMSMODEM_PUSH_XML, PUSH_MARKUP_WBXML},
	{"application/vnd.wap.loc+xml", SMSMODEM_PUSH_XML, PUSH_MARKUP_TEXT},
	{"application/x-wap-prov.browser-settings", SMSMODEM_PUSH_XML, PUSH_MARKUP_WBXML},
	{"application/x-wap-prov.browser-bookmarks", SMSMODEM_PUSH_XML, PUSH_MARKUP_WBXML},
	{"text/xml", SMSMODEM_PUSH_XML, PUSH_MARKUP_TEXT},
	{"application/xml", SMSMODEM_PUSH_XML, PUSH_MARKUP_TEXT},
	{"text/vnd.wap.wml", SMSMODEM_PUSH_XML, PUSH_MARKUP_TEXT},
	{"application/vnd.wap.mms-message", SMSMODEM_PUSH_MMS, PUSH_NO_MARKUP},
	{"application/vnd.syncml.notification", SMSMODEM_PUSH_DM, PUSH_NO_MARKUP},
};

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

static bool ends(const char *text, const char *with)
{
	size_t length = strlen(text), count = strlen(with);

	return length >= count && strcasecmp(text + length - count, with) == 0;
}

static struct body_row row_of(const char *content_type)
{
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
		if (strcasecmp(rows[i].content_type, content_type) == 0)
			return rows[i];
	if (ends(content_type, "+wbxml"))
		return (struct body_row){NULL, SMSMODEM_PUSH_XML, PUSH_MARKUP_WBXML};
	if (ends(content_type, "+xml"))
		return (struct body_row){NULL, SMSMODEM_PUSH_XML, PUSH_MARKUP_TEXT};
	return (struct body_row){NULL, SMSMODEM_PUSH_OTHER, PUSH_NO_MARKUP};
}

/* --- what a document is by itself --- */

static const struct document *document_of_text(const uint8_t *octets, size_t length)
{
	struct smsmodem_wbxml_event event;
	char *text = malloc(length + 1);
	struct push_scan scan = {.text = text, .length = length};
	const struct document *found = NULL;
	int result;

	if (!text)
		return NULL;
	if (length > 0)
		memcpy(text, octets, length);
	text[length] = '\0';
	scan.length = strlen(text); /* what is behind a NUL has no root */
	do
		result = push_scan_next(&scan, &event);
	while (result > 0 && event.kind == SMSMODEM_WBXML_TEXT);
	for (size_t i = 0; result > 0 && i < DOCUMENTS; i++)
		if (event.kind == SMSMODEM_WBXML_OPEN && strcmp(event.name, documents[i].root) == 0)
			found = &documents[i];
	free(text);
	return found;
}

static const struct document *document_of_wbxml(const uint8_t *octets, size_t length,
						const char *content_type)
{
	struct smsmodem_wbxml wbxml;

	if (smsmodem_wbxml_begin(&wbxml, octets, length, content_type, NULL) < 0)
		return NULL;
	for (size_t i = 0; i < DOCUMENTS; i++)
		if (documents[i].language == wbxml.language)
			return &documents[i];
	return NULL;
}

static size_t blanks(const uint8_t *octets, size_t length)
{
	size_t i = 0;

	while (i < length && (octets[i] == ' ' || (octets[i] >= '\t' && octets[i] <= '\r')))
		i++;
	return i;
}

static bool looks_like_text(const uint8_t *octets, size_t length)
{
	size_t at = blanks(octets, length);

	return at + 1 < length && octets[at] == '<' && octets[at + 1] > ' ';
}

const char *push_guess(const uint8_t *octets, size_t length)
{
	const struct document *document;

	if (length >= 2 && octets[0] == (0x80 | SMSMODEM_MMS_TYPE) && octets[1] >= 0x80)
		return "application/vnd.wap.mms-message";
	if (looks_like_text(octets, length)) {
		document = document_of_text(octets, length);
		return document ? document->text_type : "text/xml";
	}
	document = length > 0 && octets[0] <= 3 ? document_of_wbxml(octets, length, NULL) : NULL;
	return document ? document->binary_type : NULL;
}

/* --- reading --- */

/* What a document means that does not say it. */
static void put_default(struct smsmodem_push *push, const char *action)
{
	if (push->told && !push->problem[0]) /* what is cut may have said it */
		push_put_string(push, (struct push_label){"action", "action", false}, action);
}

static void put_document(struct smsmodem_push *push)
{
	static const char *const names[] = {
		[SMSMODEM_PUSH_CO] = "co",
		[SMSMODEM_PUSH_EMN] = "emn",
		[SMSMODEM_PUSH_PROV] = "prov",
	};
	const char *name = NULL;

	if (push->kind < sizeof names / sizeof names[0])
		name = names[push->kind];
	if (push->content_type && strncasecmp(push->content_type, "application/vnd.oma.drm.rights+",
					      strlen("application/vnd.oma.drm.rights+")) == 0)
		name = "drm";
	if (name)
		push_put_string(push, (struct push_label){"document", "document", false}, name);
}

static void read_document(struct smsmodem_push *push)
{
	const struct document *document;

	/* both forms were seen under the other's name */
	if (looks_like_text(push->body, push->body_len))
		push->markup = PUSH_MARKUP_TEXT;
	document = push->markup == PUSH_MARKUP_TEXT
			   ? document_of_text(push->body, push->body_len)
			   : document_of_wbxml(push->body, push->body_len, push->content_type);
	if (push->kind == SMSMODEM_PUSH_XML && document)
		push->kind = document->kind;
	put_document(push);
	size_t first = push->fields.count;
	if (push->markup == PUSH_MARKUP_TEXT)
		push_read_markup(push);
	else
		push_read_wbxml(push);
	/* WAP-167-ServiceInd 5.2.1, WAP-168-ServiceLoad 5.2.1 */
	if (push->kind == SMSMODEM_PUSH_SI)
		put_default(push, "signal-medium");
	if (push->kind == SMSMODEM_PUSH_SL)
		put_default(push, "execute-low");
	push_order(push, first);
}

static void read_other(struct smsmodem_push *push)
{
	if (push->content_type && strncasecmp(push->content_type, "text/", 5) == 0)
		push_put_text(push, (struct push_label){"text", "text", false}, push->charset,
			      push->body, push->body_len);
	else
		push_put_hex(push, (struct push_label){"data", "data", false}, push->body,
			     push->body_len);
}

void push_read_body(struct smsmodem_push *push, const struct smsmodem_prov_keys *keys)
{
	const struct body_row row = row_of(push->content_type ? push->content_type : "");

	push->kind = row.kind;
	push->markup = row.markup;
	if (push->markup != PUSH_NO_MARKUP)
		read_document(push);
	else if (push->kind == SMSMODEM_PUSH_MMS)
		push_read_mms(push);
	else if (push->kind == SMSMODEM_PUSH_DM)
		push_read_dm(push);
	else
		read_other(push);
	if (push->kind == SMSMODEM_PUSH_PROV)
		push_verify(push, keys);
}
