/* SPDX-License-Identifier: GPL-3.0-or-later */
/* XML as a parser understands it, written one way only, so that two texts can be compared. */
#ifndef WBXML_CANONICAL_H
#define WBXML_CANONICAL_H

#include "pdu_support.h"
#include <expat.h>

struct canonical {
	char text[65536];
	size_t used;
	bool local; /* names without their prefixes, and no declarations of those */
};

static inline void canonical_put(struct canonical *canonical, const char *text, size_t length)
{
	assert_true(length < sizeof canonical->text - canonical->used);
	memcpy(canonical->text + canonical->used, text, length);
	canonical->used += length;
	canonical->text[canonical->used] = '\0';
}

static inline void canonical_escape(struct canonical *canonical, const char *text, size_t length)
{
	for (size_t i = 0; i < length; i++)
		if (strchr("<>&\"", text[i]))
			canonical_put(canonical, "&", 1);
		else
			canonical_put(canonical, text + i, 1);
}

static inline const char *canonical_name(const struct canonical *canonical, const char *name)
{
	const char *colon = canonical->local ? strchr(name, ':') : NULL;

	return colon ? colon + 1 : name;
}

static inline int canonical_compare(const void *one, const void *other)
{
	const char *const *left = one, *const *right = other;

	return strcmp(left[0], right[0]);
}

static inline void XMLCALL canonical_start(void *user, const char *name, const char **attributes)
{
	struct canonical *canonical = user;
	size_t count = 0;

	canonical_put(canonical, "<", 1);
	name = canonical_name(canonical, name);
	canonical_put(canonical, name, strlen(name));
	while (attributes[2 * count])
		count++;
	qsort(attributes, count, 2 * sizeof *attributes, canonical_compare);
	for (size_t i = 0; i < 2 * count; i += 2) {
		if (canonical->local && strncmp(attributes[i], "xmlns", 5) == 0)
			continue;
		canonical_put(canonical, " ", 1);
		canonical_put(canonical, attributes[i], strlen(attributes[i]));
		canonical_put(canonical, "=\"", 2);
		canonical_escape(canonical, attributes[i + 1], strlen(attributes[i + 1]));
		canonical_put(canonical, "\"", 1);
	}
	canonical_put(canonical, ">", 1);
}

static inline void XMLCALL canonical_end(void *user, const char *name)
{
	(void)name;
	canonical_put(user, "</>", 3);
}

static inline void XMLCALL canonical_text(void *user, const char *text, int length)
{
	canonical_escape(user, text, (size_t)length);
}

/** @return whether it is well-formed */
static inline bool canonical_of(const char *xml, bool local, struct canonical *canonical)
{
	XML_Parser parser = XML_ParserCreate("UTF-8");

	assert_non_null(parser);
	*canonical = (struct canonical){.local = local};
	XML_SetUserData(parser, canonical);
	XML_SetElementHandler(parser, canonical_start, canonical_end);
	XML_SetCharacterDataHandler(parser, canonical_text);
	bool well = XML_Parse(parser, xml, (int)strlen(xml), 1) == XML_STATUS_OK;
	if (!well)
		print_message("line %lu, column %lu: %s\n", XML_GetCurrentLineNumber(parser),
			      XML_GetCurrentColumnNumber(parser),
			      XML_ErrorString(XML_GetErrorCode(parser)));
	XML_ParserFree(parser);
	return well;
}

/** Fail unless both say the same. */
static inline void assert_same_xml(const char *name, const char *got, const char *wanted,
				   bool local)
{
	static struct canonical one, other; /* too large for a stack */

	if (!canonical_of(got, local, &one))
		fail_msg("%s: not well-formed: %s", name, got);
	if (!canonical_of(wanted, local, &other))
		fail_msg("%s: not well-formed: %s", name, wanted);
	if (strcmp(one.text, other.text) != 0)
		fail_msg("%s: %s\nis not\n%s", name, one.text, other.text);
}

#endif
