/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The document of a push as XML. */
#include "push_private.h"
#include <stdlib.h>
#include <string.h>

#define XML_LEAST ((size_t)4096)

/* As long as it needs, in its own character set. @return octets, or < 0 */
static int write_xml(const struct smsmodem_push *push, unsigned flags, char **xml)
{
	int length = SMSMODEM_E_SPACE;

	*xml = NULL;
	for (size_t size = XML_LEAST + 8 * push->body_len;
	     length == SMSMODEM_E_SPACE && size <= PUSH_XML_MAX; size *= 2) {
		char *more = realloc(*xml, size);

		if (!more)
			break;
		*xml = more;
		more[0] = '\0';
		length = smsmodem_wbxml_xml(push->body, push->body_len, push->content_type, flags,
					    more, size, NULL);
	}
	if (!*xml || length == SMSMODEM_E_SPACE) {
		free(*xml);
		*xml = NULL;
		return SMSMODEM_E_SPACE;
	}
	return length < 0 ? (int)strlen(*xml) : length;
}

static char *from_wbxml(struct smsmodem_push *push, unsigned flags)
{
	struct smsmodem_wbxml wbxml;
	char *raw, *xml = NULL;
	size_t count;
	int length = write_xml(push, flags, &raw);

	if (length < 0)
		return NULL;
	if (smsmodem_wbxml_begin(&wbxml, push->body, push->body_len, push->content_type, NULL) >= 0)
		xml = push_utf8(push, wbxml.charset, raw, (size_t)length, &count);
	free(raw);
	return xml;
}

static char *from_text(struct smsmodem_push *push, unsigned flags)
{
	size_t count;
	char *xml = push_utf8(push, push->charset, push->body, push->body_len, &count);

	if (!xml || !(flags & SMSMODEM_XML_MASK))
		return xml;
	bool any;
	char *masked = push_mask(xml, count, push->secrets, &any);
	free(xml);
	return masked;
}

const char *smsmodem_push_xml_text(struct smsmodem_push *push, unsigned flags)
{
	free(push->xml);
	push->xml = NULL;
	if (push->markup == PUSH_MARKUP_WBXML)
		push->xml = from_wbxml(push, flags);
	else if (push->markup == PUSH_MARKUP_TEXT)
		push->xml = from_text(push, flags);
	return push->xml;
}
