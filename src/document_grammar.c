/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The elements of documents whose DTD is small enough to be had here, and their attributes. */
#include "document.h"
#include <stdio.h>
#include <string.h>

#define NAMES_MAX 5
#define DEEPEST   255

struct element_row {
	const char *root, *name;
	unsigned first, last;              /* how deep it may be; the root is at 1 */
	const char *attributes[NAMES_MAX]; /* those that it may have */
	const char *must;                  /* one that it must have; or NULL */
};

/* WAP-167-ServiceInd 7, WAP-168-ServiceLoad 7, WAP-175-CacheOp 7, OMA EMN 1.0, OMA-TS-ProvCont 5 */
static const struct element_row element_rows[] = {
	{"si", "si", 1, 1, {0}, NULL},
	{"si", "indication", 2, 2, {"href", "si-id", "created", "si-expires", "action"}, NULL},
	{"si", "info", 2, 2, {0}, NULL},
	{"si", "item", 3, 3, {"class"}, "class"},
	{"sl", "sl", 1, 1, {"href", "action"}, "href"},
	{"co", "co", 1, 1, {0}, NULL},
	{"co", "invalidate-object", 2, 2, {"uri"}, "uri"},
	{"co", "invalidate-service", 2, 2, {"uri"}, "uri"},
	{"emn", "emn", 1, 1, {"mailbox", "timestamp"}, "mailbox"},
	{"wap-provisioningdoc", "wap-provisioningdoc", 1, 1, {"version"}, NULL},
	{"wap-provisioningdoc", "characteristic", 2, DEEPEST, {"type"}, "type"},
	{"wap-provisioningdoc", "parm", 3, DEEPEST, {"name", "value"}, "name"},
};

/* What the root of a document must have in it. */
static const struct {
	const char *root, *child, *other;
} child_rows[] = {
	{"si", "indication", NULL},
	{"co", "invalidate-object", "invalidate-service"},
	{"wap-provisioningdoc", "characteristic", NULL},
};

/* Add a name to those that there are. */
static void list(char *names, size_t size, const char *before, const char *name, const char *after)
{
	size_t used = strlen(names);

	(void)snprintf(names + used, size - used, "%s%s%s%s", used ? ", " : "", before, name,
		       after);
}

static int refuse_element(const char *root, const char *element, bool known,
			  struct smsmodem_error *error)
{
	char names[160] = "";

	for (size_t i = 0; i < COUNT(element_rows); i++)
		if (strcmp(element_rows[i].root, root) == 0)
			list(names, sizeof names, "<", element_rows[i].name, ">");
	return smsmodem_error_set(error, SMSMODEM_E_DATA,
				  "<%s> has no element <%.40s>%s; known: %s", root, element,
				  known ? " in this place" : "", names);
}

static int refuse_attribute(const struct element_row *row, const char *attribute,
			    struct smsmodem_error *error)
{
	char names[160] = "";

	for (size_t i = 0; i < NAMES_MAX && row->attributes[i]; i++)
		list(names, sizeof names, "", row->attributes[i], "");
	return smsmodem_error_set(error, SMSMODEM_E_DATA,
				  "<%s> has no attribute \"%.40s\"; known: %s", row->name,
				  attribute, *names ? names : "none");
}

/* The value of an attribute, or NULL. */
static const char *value_of(const char *const *attributes, const char *name)
{
	for (; attributes[0]; attributes += 2)
		if (strcmp(attributes[0], name) == 0)
			return attributes[1];
	return NULL;
}

static bool may_have(const struct element_row *row, const char *attribute)
{
	for (size_t i = 0; i < NAMES_MAX && row->attributes[i]; i++)
		if (strcmp(row->attributes[i], attribute) == 0)
			return true;
	return false;
}

static int check_attributes(const struct element_row *row, const char *const *attributes,
			    struct smsmodem_error *error)
{
	for (size_t i = 0; attributes[i]; i += 2)
		if (!may_have(row, attributes[i]))
			return refuse_attribute(row, attributes[i], error);
	if (row->must && !value_of(attributes, row->must))
		return smsmodem_error_set(error, SMSMODEM_E_DATA, "<%s> lacks its attribute \"%s\"",
					  row->name, row->must);
	return SMSMODEM_OK;
}

int document_element(const struct document_language *language, const char *element, unsigned depth,
		     const char *const *attributes, struct smsmodem_error *error)
{
	bool known_root = false, known = false;

	for (size_t i = 0; i < COUNT(element_rows); i++) {
		const struct element_row *row = &element_rows[i];
		bool is_same = strcmp(row->name, element) == 0;

		if (strcmp(row->root, language->root) != 0)
			continue;
		if (is_same && depth >= row->first && depth <= row->last)
			return check_attributes(row, attributes, error);
		known_root = true;
		known |= is_same;
	}
	return known_root ? refuse_element(language->root, element, known, error) : SMSMODEM_OK;
}

bool document_is_needed(const struct document_language *language, const char *element)
{
	for (size_t i = 0; i < COUNT(child_rows); i++)
		if (strcmp(child_rows[i].root, language->root) == 0)
			return strcmp(child_rows[i].child, element) == 0 ||
			       (child_rows[i].other && strcmp(child_rows[i].other, element) == 0);
	return false;
}

int document_whole(const struct document_language *language, bool has_needed,
		   struct smsmodem_error *error)
{
	for (size_t i = 0; i < COUNT(child_rows) && !has_needed; i++)
		if (strcmp(child_rows[i].root, language->root) == 0)
			return smsmodem_error_set(error, SMSMODEM_E_DATA,
						  "<%s> has nothing in it: it must have a <%s>",
						  language->root, child_rows[i].child);
	return SMSMODEM_OK;
}
