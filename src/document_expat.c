/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "document_expat.h"
#include "document.h"
#include "library.h"

static const struct library_symbol symbols[] = {
	{"XML_ParserCreate", offsetof(struct document_expat, create)},
	{"XML_ParserFree", offsetof(struct document_expat, free)},
	{"XML_SetUserData", offsetof(struct document_expat, set_user_data)},
	{"XML_SetElementHandler", offsetof(struct document_expat, set_element)},
	{"XML_SetCharacterDataHandler", offsetof(struct document_expat, set_characters)},
	{"XML_SetCdataSectionHandler", offsetof(struct document_expat, set_cdata)},
	{"XML_SetStartDoctypeDeclHandler", offsetof(struct document_expat, set_doctype)},
	{"XML_SetSkippedEntityHandler", offsetof(struct document_expat, set_skipped)},
	{"XML_Parse", offsetof(struct document_expat, parse)},
	{"XML_StopParser", offsetof(struct document_expat, stop)},
	{"XML_GetErrorCode", offsetof(struct document_expat, error)},
	{"XML_ErrorString", offsetof(struct document_expat, error_text)},
	{"XML_GetCurrentByteIndex", offsetof(struct document_expat, byte_index)},
	{"XML_GetCurrentLineNumber", offsetof(struct document_expat, line)},
	{"XML_GetCurrentColumnNumber", offsetof(struct document_expat, column)},
};

bool document_expat_load(struct document_expat *expat)
{
	expat->library = library_load("libexpat.so.1", symbols, COUNT(symbols), expat);
	return expat->library;
}
