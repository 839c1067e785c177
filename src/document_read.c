/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * XML from outside, read by expat and written anew for libwbxml2, which knows no bounds: without
 * entities of the document's own, nested no deeper than our own reader takes, and in UTF-8.
 */
#include "document.h"
#include "document_expat.h"
#include <dlfcn.h>
#include <limits.h>
#include <smsmodem/wbxml.h>
#include <stdio.h>
#include <string.h>

struct reader {
	struct document_expat expat;
	XML_Parser parser;
	const char *from; /* the XML */
	size_t length;
	struct document *document;
	struct smsmodem_error *error;
	int code;
	unsigned depth;
	char public_id[64];
	bool in_protocol;         /* the element is VerProto, which SyncML and DM share */
	bool in_cdata;            /* a section that stays one */
	struct document_text run; /* text since the last tag */
	bool kept;                /* a blank of it was written as a reference: */
	size_t kept_first, kept_last;
	bool has_needed; /* the root has in it what it must */
};

/* Say where, and read no further. */
static void refuse(struct reader *reader, const char *why)
{
	if (reader->code)
		return;
	reader->code =
		smsmodem_error_set(reader->error, SMSMODEM_E_DATA, "line %lu, column %lu: %s",
				   (unsigned long)reader->expat.line(reader->parser),
				   (unsigned long)reader->expat.column(reader->parser) + 1, why);
	(void)reader->expat.stop(reader->parser, XML_FALSE);
}

/* --- text --- */

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Blanks at an end that a line break is among only lay the document out; not those that a
 * character reference stands for. */
static void trim(const struct reader *reader, const char **text, size_t *length)
{
	size_t start = 0, end = *length;
	size_t first = reader->kept ? reader->kept_first : end;
	size_t last = reader->kept ? reader->kept_last + 1 : 0;
	bool breaks = false;

	while (start < first && is_blank((*text)[start]))
		breaks |= (*text)[start++] == '\n';
	if (start == end) {
		*length = 0;
		return;
	}
	if (!breaks)
		start = 0;
	breaks = false;
	while (end > last && is_blank((*text)[end - 1]))
		breaks |= (*text)[--end] == '\n';
	*length = (breaks ? end : *length) - start;
	*text += start;
}

static void end_text(struct reader *reader)
{
	const char *text = reader->run.text;
	size_t length = reader->run.used;

	if (length == 0)
		return;
	trim(reader, &text, &length);
	reader->run.used = 0;
	reader->kept = false;
	document_text_escaped(&reader->document->xml, text, length);
	if (reader->in_protocol && length >= 3 && memcmp(text, "DM/", 3) == 0)
		reader->document->content_type = "application/vnd.syncml.dm+wbxml";
}

/* A blank comes alone where it is a reference, whose first character is where it was read. */
static bool is_reference(const struct reader *reader)
{
	XML_Index at = reader->expat.byte_index(reader->parser);

	if (at < 0 || (size_t)at >= reader->length)
		return false;
	const char *from = reader->from + at;
	bool more = (size_t)at + 1 < reader->length;
	return from[0] == '&' || (more && from[0] == '\0' && from[1] == '&'); /* UTF-16 */
}

static void keep_blank(struct reader *reader)
{
	if (!reader->kept)
		reader->kept_first = reader->run.used;
	reader->kept_last = reader->run.used;
	reader->kept = true;
}

static void XMLCALL on_characters(void *data, const XML_Char *text, int length)
{
	struct reader *reader = data;

	if (!reader->in_cdata && length == 1 && is_blank(text[0]) && is_reference(reader))
		keep_blank(reader);
	document_text_put(reader->in_cdata ? &reader->document->xml : &reader->run, text,
			  (size_t)length);
}

/* libwbxml2 makes opaque octets of a section; of all documents SyncML alone has such. */
static void XMLCALL on_cdata(void *data)
{
	struct reader *reader = data;

	if (!reader->document->language || strcmp(reader->document->language->root, "SyncML") != 0)
		return;
	end_text(reader);
	reader->in_cdata = true;
	document_text_string(&reader->document->xml, "<![CDATA[");
}

static void XMLCALL on_cdata_end(void *data)
{
	struct reader *reader = data;

	if (reader->in_cdata)
		document_text_string(&reader->document->xml, "]]>");
	reader->in_cdata = false;
}

/* --- elements --- */

static void refuse_root(struct reader *reader, const char *root)
{
	char why[320];
	int used = snprintf(why, sizeof why,
			    "no binary form of a document <%.40s> is known: there "
			    "are",
			    root);

	for (size_t i = 0; i < document_language_count; i++) {
		const struct document_language *row = &document_languages[i];

		if (row->name && used > 0 && (size_t)used < sizeof why)
			used += snprintf(why + used, sizeof why - (size_t)used, "%s <%s>",
					 i == 0 ? "" : ",", row->root);
	}
	refuse(reader, why);
}

static void begin(struct reader *reader, const char *root, const char **attributes)
{
	struct document *document = reader->document;
	const char *space = NULL;

	for (size_t i = 0; attributes[i]; i += 2)
		if (strcmp(attributes[i], "xmlns") == 0)
			space = attributes[i + 1];
	document->language = document_language_find(root, reader->public_id, space);
	if (!document->language) {
		refuse_root(reader, root);
		return;
	}
	document->content_type = document->language->content_type;
	document_doctype(&document->xml, document->language, root);
	document->head = document->xml.used;
}

/* libwbxml2 takes what is before a colon for a namespace, and drops it. */
static void write_name(struct reader *reader, const char *name)
{
	struct document_text *xml = &reader->document->xml;
	size_t start = xml->used;

	document_text_string(xml, name);
	if (!document_is_drm(reader->document->language) || xml->failed)
		return;
	for (size_t i = start; i < xml->used; i++)
		if (xml->text[i] == ':')
			xml->text[i] = '.';
}

static int write_attribute(struct reader *reader, const char *element, const char **attribute,
			   char date[DOCUMENT_DATE_SIZE], struct smsmodem_error *error)
{
	struct document_text *xml = &reader->document->xml;
	int code = document_attribute(reader->document->language, element, attribute[0],
				      attribute[1], date, error);
	const char *value = date[0] ? date : attribute[1];

	if (code < 0)
		return code;
	document_text_string(xml, " ");
	write_name(reader, attribute[0]);
	document_text_string(xml, "=\"");
	document_text_escaped(xml, value, strlen(value));
	document_text_string(xml, "\"");
	return SMSMODEM_OK;
}

static int write_attributes(struct reader *reader, const char *element, const char **attributes,
			    struct smsmodem_error *error)
{
	char created[DOCUMENT_DATE_SIZE] = "", expires[DOCUMENT_DATE_SIZE] = "";
	char date[DOCUMENT_DATE_SIZE];

	for (size_t i = 0; attributes[i]; i += 2) {
		int code = write_attribute(reader, element, &attributes[i], date, error);

		if (code < 0)
			return code;
		if (strcmp(attributes[i], "created") == 0)
			memcpy(created, date, sizeof created);
		if (strcmp(attributes[i], "si-expires") == 0)
			memcpy(expires, date, sizeof expires);
	}
	return document_order(created, expires, error);
}

static void XMLCALL on_start(void *data, const XML_Char *name, const XML_Char **attributes)
{
	struct reader *reader = data;
	struct document_text *xml = &reader->document->xml;
	struct smsmodem_error why;

	if (reader->depth++ == 0)
		begin(reader, name, attributes);
	if (reader->depth > SMSMODEM_WBXML_DEPTH)
		refuse(reader, "elements are nested too deeply here: phones take no such document");
	if (reader->code)
		return;
	end_text(reader);
	reader->in_protocol = strcmp(name, "VerProto") == 0;
	document_text_string(xml, "<");
	write_name(reader, name);
	if (write_attributes(reader, name, attributes, &why) < 0 ||
	    document_element(reader->document->language, name, reader->depth,
			     (const char *const *)attributes, &why) < 0)
		refuse(reader, why.text);
	reader->has_needed |= document_is_needed(reader->document->language, name);
	document_text_string(xml, ">");
}

static void XMLCALL on_end(void *data, const XML_Char *name)
{
	struct reader *reader = data;
	struct document_text *xml = &reader->document->xml;
	struct smsmodem_error why;

	/* The end of an empty element comes also when its start was refused. */
	if (reader->code)
		return;
	if (--reader->depth == 0 &&
	    document_whole(reader->document->language, reader->has_needed, &why) < 0)
		refuse(reader, why.text);
	end_text(reader);
	reader->in_protocol = false;
	document_text_string(xml, "</");
	write_name(reader, name);
	document_text_string(xml, ">");
}

/* --- what stands before the root element --- */

static void XMLCALL on_doctype(void *data, const XML_Char *name, const XML_Char *system_id,
			       const XML_Char *public_id, int has_subset)
{
	struct reader *reader = data;
	size_t length = public_id ? strlen(public_id) : 0;

	(void)name;
	(void)system_id;
	/* A few entities, each made of the one before, stand for gigabytes. */
	if (has_subset)
		refuse(reader, "the document declares entities or the like: write what they stand "
			       "for, and leave out what is in the brackets");
	if (length < sizeof reader->public_id)
		memcpy(reader->public_id, public_id ? public_id : "", length + 1);
}

static void XMLCALL on_skipped(void *data, const XML_Char *name, int is_parameter)
{
	char why[128];

	if (is_parameter)
		return;
	if (snprintf(why, sizeof why,
		     "the entity &%.40s; is not known: write its character instead", name) > 0)
		refuse(data, why);
}

/* --- the whole --- */

static void set_handlers(struct reader *reader)
{
	const struct document_expat *expat = &reader->expat;

	expat->set_user_data(reader->parser, reader);
	expat->set_element(reader->parser, on_start, on_end);
	expat->set_characters(reader->parser, on_characters);
	expat->set_cdata(reader->parser, on_cdata, on_cdata_end);
	expat->set_doctype(reader->parser, on_doctype);
	expat->set_skipped(reader->parser, on_skipped);
}

static void parse(struct reader *reader)
{
	const struct document_expat *expat = &reader->expat;
	char why[160];

	if (expat->parse(reader->parser, reader->from, (int)reader->length, XML_TRUE) !=
	    XML_STATUS_OK) {
		enum XML_Error code = expat->error(reader->parser);

		if (code == XML_ERROR_NO_MEMORY)
			reader->code = SMSMODEM_E_MEMORY;
		if (snprintf(why, sizeof why, "%s: %s", expat->error_text(code),
			     code == XML_ERROR_UNKNOWN_ENCODING ? "convert the document to UTF-8"
								: "correct the XML there") > 0)
			refuse(reader, why);
	}
	if (reader->run.failed || reader->document->xml.failed)
		reader->code = SMSMODEM_E_MEMORY;
	if (reader->code == SMSMODEM_E_MEMORY)
		(void)smsmodem_error_set(reader->error, SMSMODEM_E_MEMORY, "out of memory");
}

int document_read(const char *xml, size_t length, struct document *document,
		  struct smsmodem_error *error)
{
	struct reader reader = {
		.from = xml, .length = length, .document = document, .error = error};

	*document = (struct document){0};
	if (length > DOCUMENT_XML_MAX)
		return smsmodem_error_set(error, SMSMODEM_E_DATA,
					  "the XML has %zu octets, and no document of over %d fits "
					  "255 parts: send a shorter one",
					  length, DOCUMENT_XML_MAX);
	if (!document_expat_load(&reader.expat))
		return smsmodem_error_set(error, SMSMODEM_E_CONFIG,
					  "XML is read by expat, which this machine lacks: install "
					  "libexpat1, or send WBXML by push raw --content-type");
	reader.parser = reader.expat.create(NULL);
	if (reader.parser) {
		set_handlers(&reader);
		parse(&reader);
		reader.expat.free(reader.parser);
	} else {
		reader.code = smsmodem_error_set(error, SMSMODEM_E_MEMORY, "out of memory");
	}
	document_text_free(&reader.run);
	dlclose(reader.expat.library);
	return reader.code;
}
