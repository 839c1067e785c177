/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The documents that are made of a few words: service indication and loading, cache operation,
 * e-mail notification. */
#include "document.h"
#include <pdu.h>
#include <smsmodem/push.h>
#include <string.h>

/* Turns what people call an action into what the document does. */
struct action_row {
	const char *name, *value; /* value NULL: the default, which need not be said */
};

/* WAP-167-ServiceInd 5.2.1 */
static const struct action_row si_actions[] = {
	{"medium", NULL},        {"none", "signal-none"},      {"low", "signal-low"},
	{"high", "signal-high"}, {"delete", "delete"},         {"signal-none", "signal-none"},
	{"signal-medium", NULL}, {"signal-low", "signal-low"}, {"signal-high", "signal-high"},
};

/* WAP-168-ServiceLoad 5.2.1 */
static const struct action_row sl_actions[] = {
	{"low", NULL},         {"high", "execute-high"},         {"cache", "cache"},
	{"execute-low", NULL}, {"execute-high", "execute-high"},
};

static int find_action(const struct action_row *rows, size_t count, const char *names,
		       const char *action, const char **value, struct smsmodem_error *error)
{
	for (size_t i = 0; action && i < count; i++) {
		if (strcmp(rows[i].name, action) == 0) {
			*value = rows[i].value;
			return SMSMODEM_OK;
		}
	}
	*value = NULL;
	return !action ? SMSMODEM_OK
		       : smsmodem_error_set(error, SMSMODEM_E_DATA,
					    "the action \"%.40s\" is none of those there are: %s",
					    action, names);
}

/* XML 1.0 2.2 */
static bool is_xml_character(uint32_t character)
{
	return character == '\t' || character == '\n' || character == '\r' ||
	       (character >= ' ' && character != 0xFFFE && character != 0xFFFF);
}

static int check_text(const char *what, const char *text, struct smsmodem_error *error)
{
	size_t length = text ? strnlen(text, DOCUMENT_XML_MAX + 1) : 0;
	uint32_t character;

	if (length > DOCUMENT_XML_MAX)
		return smsmodem_error_set(error, SMSMODEM_E_DATA,
					  "%s is far too long for 255 parts: shorten it", what);
	for (size_t at = 0; at < length;) {
		int octets = pdu_utf8_get(text + at, length - at, &character);
		int code = octets < 0 ? SMSMODEM_E_UTF8 : SMSMODEM_E_DATA;

		if (octets < 0)
			(void)smsmodem_error_set(
				error, code, "%s is not UTF-8 at octet %zu: convert it", what, at);
		else if (!is_xml_character(character))
			(void)smsmodem_error_set(error, code,
						 "%s has the character U+%04X at octet %zu, which "
						 "XML cannot have: leave it out",
						 what, (unsigned)character, at);
		if (octets < 0 || !is_xml_character(character)) {
			if (error)
				error->offset = (long)at;
			return code;
		}
		at += (size_t)octets;
	}
	return SMSMODEM_OK;
}

/* --- writing --- */

static void write_head(struct document_text *xml, const char *root)
{
	document_doctype(xml, document_language_find(root, NULL, NULL), root);
}

static void write_attribute(struct document_text *xml, const char *name, const char *value)
{
	if (!value || !*value)
		return;
	document_text_string(xml, " ");
	document_text_string(xml, name);
	document_text_string(xml, "=\"");
	document_text_escaped(xml, value, strlen(value));
	document_text_string(xml, "\"");
}

/* Hand over what was written, and free it. */
static int finish(struct document_text *text, char *xml, size_t size, struct smsmodem_error *error)
{
	int code = (int)text->used;

	document_text_put(text, "", 1);
	if (text->failed)
		code = smsmodem_error_set(error, SMSMODEM_E_MEMORY, "out of memory");
	else if (text->used > size)
		code = smsmodem_error_set(error, SMSMODEM_E_SPACE,
					  "the document has %zu octets of XML, and there is room "
					  "for %zu",
					  text->used, size);
	else
		memcpy(xml, text->text, text->used);
	document_text_free(text);
	return code;
}

/* A date that may be left out. */
static int optional_date(const char *what, const char *text, char date[DOCUMENT_DATE_SIZE],
			 struct smsmodem_error *error)
{
	date[0] = '\0';
	return text ? document_date(what, text, date, error) : SMSMODEM_OK;
}

/* --- service indication --- */

/* What is to be deleted has a name, and all else somewhere to go (WAP-167-ServiceInd 5.2.1). */
static int check_si(const struct smsmodem_si *si, const char *action, struct smsmodem_error *error)
{
	bool has_id = si->id && *si->id;
	int code = check_text("the text", si->text, error);

	if (code >= 0)
		code = check_text("the id", si->id, error);
	if (code >= 0 && action && strcmp(action, "delete") == 0 && !si->href && !has_id)
		return smsmodem_error_set(
			error, SMSMODEM_E_DATA,
			"action delete wants the id, or the href, of what is to be "
			"deleted");
	if (code >= 0 && (si->href || !has_id || !action || strcmp(action, "delete") != 0))
		code = document_url("the href", si->href, error);
	return code;
}

int smsmodem_si_xml(const struct smsmodem_si *si, char *xml, size_t size,
		    struct smsmodem_error *error)
{
	struct document_text text = {0};
	char created[DOCUMENT_DATE_SIZE], expires[DOCUMENT_DATE_SIZE];
	const char *action;
	int code = find_action(si_actions, COUNT(si_actions), "none, low, medium, high, delete",
			       si->action, &action, error);

	if (code >= 0)
		code = check_si(si, action, error);
	if (code >= 0)
		code = optional_date("the time of creation", si->created, created, error);
	if (code >= 0)
		code = optional_date("the time of expiry", si->expires, expires, error);
	if (code >= 0)
		code = document_order(created, expires, error);
	if (code < 0)
		return code;
	write_head(&text, "si");
	document_text_string(&text, "<si><indication");
	write_attribute(&text, "href", si->href);
	write_attribute(&text, "si-id", si->id);
	write_attribute(&text, "action", action);
	write_attribute(&text, "created", created);
	write_attribute(&text, "si-expires", expires);
	document_text_string(&text, ">");
	if (si->text)
		document_text_escaped(&text, si->text, strlen(si->text));
	document_text_string(&text, "</indication></si>\n");
	return finish(&text, xml, size, error);
}

/* --- the others --- */

int smsmodem_sl_xml(const struct smsmodem_sl *sl, char *xml, size_t size,
		    struct smsmodem_error *error)
{
	struct document_text text = {0};
	const char *action;
	int code = find_action(sl_actions, COUNT(sl_actions), "low, high, cache", sl->action,
			       &action, error);

	if (code >= 0)
		code = document_url("the href", sl->href, error);
	if (code < 0)
		return code;
	write_head(&text, "sl");
	document_text_string(&text, "<sl");
	write_attribute(&text, "href", sl->href);
	write_attribute(&text, "action", action);
	document_text_string(&text, "></sl>\n");
	return finish(&text, xml, size, error);
}

static int write_uris(struct document_text *text, const char *element, const char *what,
		      const char *const *uris, size_t count, struct smsmodem_error *error)
{
	for (size_t i = 0; i < count; i++) {
		int code = document_url(what, uris[i], error);

		if (code < 0)
			return code;
		document_text_string(text, "<");
		document_text_string(text, element);
		write_attribute(text, "uri", uris[i]);
		document_text_string(text, "/>");
	}
	return SMSMODEM_OK;
}

int smsmodem_co_xml(const struct smsmodem_co *co, char *xml, size_t size,
		    struct smsmodem_error *error)
{
	struct document_text text = {0};
	int code;

	if (co->object_count + co->service_count == 0)
		return smsmodem_error_set(
			error, SMSMODEM_E_DATA,
			"a cache operation wants at least one URI of an object or "
			"a service to be invalidated");
	write_head(&text, "co");
	document_text_string(&text, "<co>");
	code = write_uris(&text, "invalidate-object", "the URI of an object", co->objects,
			  co->object_count, error);
	if (code >= 0)
		code = write_uris(&text, "invalidate-service", "the URI of a service", co->services,
				  co->service_count, error);
	document_text_string(&text, "</co>\n");
	if (code >= 0)
		return finish(&text, xml, size, error);
	document_text_free(&text);
	return code;
}

int smsmodem_emn_xml(const struct smsmodem_emn *emn, char *xml, size_t size,
		     struct smsmodem_error *error)
{
	struct document_text text = {0};
	char timestamp[DOCUMENT_DATE_SIZE];
	int code = document_url("the mailbox", emn->mailbox, error);

	if (code >= 0)
		code = optional_date("the time stamp", emn->timestamp, timestamp, error);
	if (code < 0)
		return code;
	write_head(&text, "emn");
	document_text_string(&text, "<emn");
	write_attribute(&text, "mailbox", emn->mailbox);
	write_attribute(&text, "timestamp", timestamp);
	document_text_string(&text, "></emn>\n");
	return finish(&text, xml, size, error);
}
