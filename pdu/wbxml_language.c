/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which document it is, and what its tokens are. */
#include "wbxml_tokens.h"
#include "wsp_table.h"
#include <string.h>

const struct pdu_wbxml_token *pdu_wbxml_find(const struct pdu_wbxml_list *list, uint8_t page,
					     uint8_t token)
{
	unsigned key = page * 0x100U + token;
	size_t low = 0, high = list->count;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (list->tokens[middle].key == key)
			return &list->tokens[middle];
		if (list->tokens[middle].key < key)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

static bool is_document(const struct pdu_wbxml_document *document,
			const struct smsmodem_wbxml *wbxml)
{
	if (wbxml->public_id != 0)
		return document->public_id == wbxml->public_id;
	return wbxml->public_name && strcmp(document->public_name, wbxml->public_name) == 0;
}

void pdu_wbxml_identify(struct smsmodem_wbxml *wbxml, const char *content_type)
{
	const struct pdu_wbxml_document *document;
	const struct pdu_wbxml_type *type;

	for (document = pdu_wbxml_documents; document->public_name; document++)
		if (is_document(document, wbxml)) {
			wbxml->public_name = document->public_name;
			wbxml->language = document->language;
			return;
		}
	size_t length = content_type ? strcspn(content_type, "; \t") : 0; /* without parameters */
	for (type = pdu_wbxml_types; content_type && type->content_type; type++)
		if (pdu_wsp_same(type->content_type, content_type, length))
			wbxml->language = type->language;
}
