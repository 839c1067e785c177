/* SPDX-License-Identifier: GPL-3.0-or-later */
/* XML to WBXML by libwbxml2, which is loaded for it. */
#include <smsmodem/push.h>
#ifdef HAVE_WBXML
#include "document.h"
#include "library.h"
#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>
#include <wbxml/wbxml.h>
#include <wbxml/wbxml_conv.h>
#include <wbxml/wbxml_errors.h>

struct wbxml2 {
	void *library;
	WBXMLError (*create)(WBXMLConvXML2WBXML **converter);
	void (*set_version)(WBXMLConvXML2WBXML *converter, WBXMLVersion version);
	void (*keep_blanks)(WBXMLConvXML2WBXML *converter);
	void (*no_table)(WBXMLConvXML2WBXML *converter);
	WBXMLError (*run)(WBXMLConvXML2WBXML *converter, WB_UTINY *xml, WB_ULONG xml_len,
			  WB_UTINY **wbxml, WB_ULONG *wbxml_len);
	void (*destroy)(WBXMLConvXML2WBXML *converter);
	const WB_UTINY *(*error_text)(WBXMLError code);
};

static const struct library_symbol symbols[] = {
	{"wbxml_conv_xml2wbxml_create", offsetof(struct wbxml2, create)},
	{"wbxml_conv_xml2wbxml_set_version", offsetof(struct wbxml2, set_version)},
	{"wbxml_conv_xml2wbxml_enable_preserve_whitespaces", offsetof(struct wbxml2, keep_blanks)},
	{"wbxml_conv_xml2wbxml_disable_string_table", offsetof(struct wbxml2, no_table)},
	{"wbxml_conv_xml2wbxml_run", offsetof(struct wbxml2, run)},
	{"wbxml_conv_xml2wbxml_destroy", offsetof(struct wbxml2, destroy)},
	{"wbxml_errors_string", offsetof(struct wbxml2, error_text)},
};

/* WBXML by malloc. */
struct outcome {
	WB_UTINY *octets;
	WB_ULONG length;
};

static WBXMLError convert(const struct wbxml2 *wbxml2, const struct document_text *xml, bool table,
			  struct outcome *outcome)
{
	WBXMLConvXML2WBXML *converter;
	WBXMLError code = wbxml2->create(&converter);

	*outcome = (struct outcome){0};
	if (code != WBXML_OK)
		return code;
	wbxml2->set_version(converter, WBXML_VERSION_13);
	/* What blanks there are belong to the document by now. */
	wbxml2->keep_blanks(converter);
	if (!table)
		wbxml2->no_table(converter);
	code = wbxml2->run(converter, (WB_UTINY *)xml->text, (WB_ULONG)xml->used, &outcome->octets,
			   &outcome->length);
	wbxml2->destroy(converter);
	return code;
}

/* Whether our own reader, and so perhaps a phone, can read it. */
static bool is_readable(const struct outcome *outcome, const char *content_type)
{
	struct smsmodem_wbxml wbxml;
	struct smsmodem_wbxml_event event;
	int code =
		smsmodem_wbxml_begin(&wbxml, outcome->octets, outcome->length, content_type, NULL);

	if (code < 0)
		return false;
	do
		code = smsmodem_wbxml_next(&wbxml, &event, NULL);
	while (code > 0);
	return code == 0;
}

static int copy(const struct outcome *outcome, uint8_t *wbxml, size_t size,
		struct smsmodem_error *error)
{
	if (outcome->length > size)
		return smsmodem_error_set(error, SMSMODEM_E_SPACE,
					  "the document has %u octets in binary form, and there is "
					  "room for %zu",
					  (unsigned)outcome->length, size);
	memcpy(wbxml, outcome->octets, outcome->length);
	return (int)outcome->length;
}

/* Names that have no token want a string table, which else saves octets where a text repeats, or
 * costs some. Freed by the caller, both. @return the shorter one, or NULL with the reason in *code
 */
static const struct outcome *convert_shortest(const struct wbxml2 *wbxml2,
					      const struct document *document,
					      struct outcome outcomes[2], WBXMLError *code)
{
	const struct document_text *xml = &document->xml;
	struct outcome *without = &outcomes[0], *with = &outcomes[1];
	WBXMLError without_code = convert(wbxml2, xml, false, without);

	*with = (struct outcome){0};
	*code = WBXML_OK;
	if (without_code == WBXML_OK &&
	    !document_repeats(xml->text + document->head, xml->used - document->head))
		return without;
	*code = convert(wbxml2, xml, true, with);
	if (without_code == WBXML_OK && (*code != WBXML_OK || without->length <= with->length))
		return without;
	return *code == WBXML_OK ? with : NULL;
}

static int convert_document(const struct wbxml2 *wbxml2, const struct document *document,
			    uint8_t *wbxml, size_t size, struct smsmodem_error *error)
{
	struct outcome outcomes[2];
	WBXMLError why;
	const struct outcome *best = convert_shortest(wbxml2, document, outcomes, &why);
	int code;

	if (!best)
		code = smsmodem_error_set(
			error, SMSMODEM_E_DATA, "<%s> cannot be made binary: %.120s",
			document->language->root, (const char *)wbxml2->error_text(why));
	else if (!is_readable(best, document->content_type))
		code = smsmodem_error_set(
			error, SMSMODEM_E_DATA,
			"<%s> has no binary form that phones could read: look for "
			"elements and attributes that it does not have",
			document->language->root);
	else if (document_is_drm(document->language))
		code = document_drm(best->octets, best->length, wbxml, size, error);
	else
		code = copy(best, wbxml, size, error);
	free(outcomes[0].octets);
	free(outcomes[1].octets);
	return code;
}

int smsmodem_xml_wbxml(const char *xml, size_t length, uint8_t *wbxml, size_t size,
		       const char **content_type, struct smsmodem_error *error)
{
	struct wbxml2 wbxml2;
	struct document document;
	int code = document_read(xml, length, &document, error);

	if (code < 0)
		goto out;
	wbxml2.library = library_load("libwbxml2.so.1", symbols, COUNT(symbols), &wbxml2);
	if (!wbxml2.library) {
		code = smsmodem_error_set(
			error, SMSMODEM_E_CONFIG,
			"XML is made binary by libwbxml2, which this machine lacks: install "
			"libwbxml2-1, or send WBXML by push raw --content-type");
		goto out;
	}
	code = convert_document(&wbxml2, &document, wbxml, size, error);
	dlclose(wbxml2.library);
	if (content_type)
		*content_type = document.content_type;
out:
	document_text_free(&document.xml);
	return code;
}
#else
int smsmodem_xml_wbxml(const char *xml, size_t length, uint8_t *wbxml, size_t size,
		       const char **content_type, struct smsmodem_error *error)
{
	(void)xml;
	(void)length;
	(void)wbxml;
	(void)size;
	(void)content_type;
	return smsmodem_error_set(
		error, SMSMODEM_E_CONFIG,
		"this build makes no WBXML of XML: build it with libwbxml2, expat "
		"and -Dpush=enabled, or send WBXML by push raw --content-type");
}
#endif
