/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which language a document is of, and what follows from it. */
#include "ascii.h"
#include "document.h"
#include <string.h>

/* Whoever writes a document chooses the prefix of its namespace. */
static const char *local_name(const char *name)
{
	const char *colon = strchr(name, ':');

	return colon ? colon + 1 : name;
}

static bool is_same(const char *wanted, const char *given)
{
	return wanted && given && ascii_casecmp(wanted, given) == 0;
}

/* The two of Exchange have an element for each command as their root, not one of their name. */
static const struct document_language *find_exchange(const char *public_id)
{
	for (size_t i = 0; i < document_language_count; i++)
		if (strcmp(document_languages[i].content_type, "application/vnd.ms-sync.wbxml") ==
			    0 &&
		    is_same(document_languages[i].public_id, public_id))
			return &document_languages[i];
	return NULL;
}

const struct document_language *document_language_find(const char *root, const char *public_id,
						       const char *space)
{
	const struct document_language *found = find_exchange(public_id);

	if (found)
		return found;
	for (size_t i = 0; i < document_language_count; i++) {
		const struct document_language *row = &document_languages[i];

		if (strcmp(local_name(row->root), local_name(root)) != 0)
			continue;
		if (is_same(row->public_id, public_id))
			return row;
		if (!found || is_same(row->space, space))
			found = row;
	}
	return found;
}

void document_doctype(struct document_text *xml, const struct document_language *language,
		      const char *root)
{
	document_text_string(xml, "<?xml version=\"1.0\"?>\n<!DOCTYPE ");
	document_text_string(xml, root);
	document_text_string(xml, language->public_id ? " PUBLIC \"" : " SYSTEM \"");
	if (language->public_id) {
		document_text_string(xml, language->public_id);
		document_text_string(xml, "\" \"");
	}
	document_text_string(xml, language->dtd);
	document_text_string(xml, "\">\n");
}

bool document_is_drm(const struct document_language *language)
{
	return strcmp(language->root, "o-ex:rights") == 0;
}

const char *document_application(const char *content_type)
{
	/* Device management speaks SyncML, which the table has for data synchronisation. */
	if (ascii_casecmp(content_type, "application/vnd.syncml.dm+wbxml") == 0 ||
	    ascii_casecmp(content_type, "application/vnd.syncml.notification") == 0)
		return "syncml.dm";
	if (ascii_casecmp(content_type, "application/vnd.wap.mms-message") == 0)
		return "mms.ua";
	for (size_t i = 0; i < document_language_count; i++)
		if (ascii_casecmp(document_languages[i].content_type, content_type) == 0)
			return document_languages[i].application;
	return NULL;
}
