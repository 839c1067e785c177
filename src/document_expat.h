/* SPDX-License-Identifier: GPL-3.0-or-later */
/* expat, loaded when XML is read. */
#ifndef DOCUMENT_EXPAT_H
#define DOCUMENT_EXPAT_H

#include <expat.h>
#include <stdbool.h>

struct document_expat {
	void *library;
	XML_Parser (*create)(const XML_Char *encoding);
	void (*free)(XML_Parser parser);
	void (*set_user_data)(XML_Parser parser, void *data);
	void (*set_element)(XML_Parser parser, XML_StartElementHandler start,
			    XML_EndElementHandler end);
	void (*set_characters)(XML_Parser parser, XML_CharacterDataHandler handler);
	void (*set_cdata)(XML_Parser parser, XML_StartCdataSectionHandler start,
			  XML_EndCdataSectionHandler end);
	void (*set_doctype)(XML_Parser parser, XML_StartDoctypeDeclHandler handler);
	void (*set_skipped)(XML_Parser parser, XML_SkippedEntityHandler handler);
	enum XML_Status (*parse)(XML_Parser parser, const char *text, int length, int is_final);
	enum XML_Status (*stop)(XML_Parser parser, XML_Bool resumable);
	enum XML_Error (*error)(XML_Parser parser);
	const XML_LChar *(*error_text)(enum XML_Error code);
	XML_Index (*byte_index)(XML_Parser parser);
	XML_Size (*line)(XML_Parser parser);
	XML_Size (*column)(XML_Parser parser);
};

/** @return false: it is not installed; else expat->library is for dlclose(3) */
bool document_expat_load(struct document_expat *expat);

#endif
