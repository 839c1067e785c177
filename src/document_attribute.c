/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Attributes whose values are more than text, of documents that phones act upon. */
#include "document.h"
#include <stdio.h>
#include <string.h>

enum attribute_kind {
	ATTRIBUTE_URL,
	ATTRIBUTE_URI, /* or a part of one, or nothing */
	ATTRIBUTE_DATE,
	ATTRIBUTE_CHOICE
};

struct attribute_row {
	const char *root, *element, *name;
	enum attribute_kind kind;
	const char *choices[6];
};

/* WAP-167-ServiceInd 5.2, WAP-168-ServiceLoad 5.2, WAP-175-CacheOp 5.2, OMA EMN 1.0 */
static const struct attribute_row attribute_rows[] = {
	{"si", "indication", "href", ATTRIBUTE_URL, {0}},
	{"si", "indication", "created", ATTRIBUTE_DATE, {0}},
	{"si", "indication", "si-expires", ATTRIBUTE_DATE, {0}},
	{"si",
	 "indication",
	 "action",
	 ATTRIBUTE_CHOICE,
	 {"signal-none", "signal-low", "signal-medium", "signal-high", "delete"}},
	{"sl", "sl", "href", ATTRIBUTE_URL, {0}},
	{"sl", "sl", "action", ATTRIBUTE_CHOICE, {"execute-low", "execute-high", "cache"}},
	{"co", "invalidate-object", "uri", ATTRIBUTE_URL, {0}},
	{"co", "invalidate-service", "uri", ATTRIBUTE_URL, {0}},
	{"emn", "emn", "mailbox", ATTRIBUTE_URI, {0}},
	{"emn", "emn", "timestamp", ATTRIBUTE_DATE, {0}},
};

static int check_choice(const struct attribute_row *row, const char *value,
			struct smsmodem_error *error)
{
	char known[96];
	size_t used = 0;

	for (size_t i = 0; row->choices[i]; i++) {
		if (strcmp(row->choices[i], value) == 0)
			return SMSMODEM_OK;
		int more = snprintf(known + used, sizeof known - used, "%s%s", i == 0 ? "" : ", ",
				    row->choices[i]);
		if (more < 0 || (size_t)more >= sizeof known - used)
			return SMSMODEM_E_BUG;
		used += (size_t)more;
	}
	return smsmodem_error_set(error, SMSMODEM_E_DATA,
				  "the %s \"%.40s\" of a %s is none of those there are: %s",
				  row->name, value, row->element, known);
}

int document_attribute(const struct document_language *language, const char *element,
		       const char *name, const char *value, char date[DOCUMENT_DATE_SIZE],
		       struct smsmodem_error *error)
{
	char what[32];

	date[0] = '\0';
	for (size_t i = 0; i < COUNT(attribute_rows); i++) {
		const struct attribute_row *row = &attribute_rows[i];

		if (strcmp(row->root, language->root) != 0 || strcmp(row->element, element) != 0 ||
		    strcmp(row->name, name) != 0)
			continue;
		if ((row->kind == ATTRIBUTE_DATE || row->kind == ATTRIBUTE_URI) && !*value)
			return SMSMODEM_OK;
		if (row->kind == ATTRIBUTE_CHOICE)
			return check_choice(row, value, error);
		if (snprintf(what, sizeof what, "the %s", name) < 0)
			return SMSMODEM_E_BUG;
		if (row->kind == ATTRIBUTE_DATE)
			return document_date(what, value, date, error);
		return (row->kind == ATTRIBUTE_URL ? document_url : document_uri)(what, value,
										  error);
	}
	return SMSMODEM_OK;
}
