/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is in a push: who reads it, by its content type and where that does not tell by itself. */
#include "ascii.h"
#include "push_private.h"
#include <string.h>

/* Content types that are looked into. */
struct body_row {
	const char *content_type;
	enum smsmodem_push_kind kind;
	enum push_markup markup;
};

static const struct body_row rows[] = {
	{"application/vnd.wap.sic", SMSMODEM_PUSH_SI, PUSH_MARKUP_WBXML},
	{"text/vnd.wap.si", SMSMODEM_PUSH_SI, PUSH_MARKUP_TEXT},
	{"application/vnd.wap.slc", SMSMODEM_PUSH_SL, PUSH_MARKUP_WBXML},
	{"text/vnd.wap.sl", SMSMODEM_PUSH_SL, PUSH_MARKUP_TEXT},
	{"application/vnd.wap.coc", SMSMODEM_PUSH_CO, PUSH_MARKUP_WBXML},
	{"text/vnd.wap.co", SMSMODEM_PUSH_CO, PUSH_MARKUP_TEXT},
	{"application/vnd.wap.emn+wbxml", SMSMODEM_PUSH_EMN, PUSH_MARKUP_WBXML},
	{"text/vnd.wap.emn+xml", SMSMODEM_PUSH_EMN, PUSH_MARKUP_TEXT},
	{"application/vnd.wap.connectivity-wbxml", SMSMODEM_PUSH_PROV, PUSH_MARKUP_WBXML},
	{"text/vnd.wap.connectivity-xml", SMSMODEM_PUSH_PROV, PUSH_MARKUP_TEXT},
	{"application/vnd.oma.drm.rights+wbxml", SMSMODEM_PUSH_XML, PUSH_MARKUP_WBXML},
	{"application/vnd.oma.drm.rights+xml", SMSMODEM_PUSH_XML, PUSH_MARKUP_TEXT},
	{"application/vnd.wap.wbxml", SMSMODEM_PUSH_XML, PUSH_MARKUP_WBXML},
	{"application/vnd.wap.wmlc", SMSMODEM_PUSH_XML, PUSH_MARKUP_WBXML},
	{"application/vnd.wap.wta-eventc", SMSMODEM_PUSH_XML, PUSH_MARKUP_WBXML},
	{"application/vnd.wap.wta-wmlc", SMSMODEM_PUSH_XML, PUSH_MARKUP_WBXML},
	{"application/vnd.wap.channelc", SMSMODEM_PUSH_XML, PUSH_MARKUP_WBXML},
	{"application/vnd.wap.loc+xml", SMSMODEM_PUSH_XML, PUSH_MARKUP_TEXT},
	{"application/x-wap-prov.browser-settings", SMSMODEM_PUSH_XML, PUSH_MARKUP_WBXML},
	{"application/x-wap-prov.browser-bookmarks", SMSMODEM_PUSH_XML, PUSH_MARKUP_WBXML},
	{"text/xml", SMSMODEM_PUSH_XML, PUSH_MARKUP_TEXT},
	{"application/xml", SMSMODEM_PUSH_XML, PUSH_MARKUP_TEXT},
	{"text/vnd.wap.wml", SMSMODEM_PUSH_XML, PUSH_MARKUP_TEXT},
	{"application/vnd.wap.mms-message", SMSMODEM_PUSH_MMS, PUSH_NO_MARKUP},
	{"application/vnd.syncml.notification", SMSMODEM_PUSH_DM, PUSH_NO_MARKUP},
};

static bool ends(const char *text, const char *with)
{
	size_t length = strlen(text), count = strlen(with);

	return length >= count && ascii_casecmp(text + length - count, with) == 0;
}

static struct body_row row_of(const char *content_type)
{
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
		if (ascii_casecmp(rows[i].content_type, content_type) == 0)
			return rows[i];
	if (ends(content_type, "+wbxml") || ends(content_type, ".wbxml"))
		return (struct body_row){NULL, SMSMODEM_PUSH_XML, PUSH_MARKUP_WBXML};
	if (ends(content_type, "+xml"))
		return (struct body_row){NULL, SMSMODEM_PUSH_XML, PUSH_MARKUP_TEXT};
	return (struct body_row){NULL, SMSMODEM_PUSH_OTHER, PUSH_NO_MARKUP};
}

/* --- reading --- */

/* What a document means that does not say it. */
static void put_default(struct smsmodem_push *push, const char *action)
{
	if (push->told && !push->problem[0]) /* what is cut may have said it */
		push_put_string(push, (struct push_label){"action", "action", false}, action);
}

static void put_document(struct smsmodem_push *push)
{
	static const char *const names[] = {
		[SMSMODEM_PUSH_CO] = "co",
		[SMSMODEM_PUSH_EMN] = "emn",
		[SMSMODEM_PUSH_PROV] = "prov",
	};
	const char *name = NULL;

	if (push->kind < sizeof names / sizeof names[0])
		name = names[push->kind];
	if (push->content_type &&
	    ascii_ncasecmp(push->content_type, "application/vnd.oma.drm.rights+",
			   strlen("application/vnd.oma.drm.rights+")) == 0)
		name = "drm";
	if (name)
		push_put_string(push, (struct push_label){"document", "document", false}, name);
}

static void read_document(struct smsmodem_push *push)
{
	enum smsmodem_push_kind kind = push_document_kind(push);

	/* settings of phones are no other document, whatever their identifier is */
	if (push->smart == SMSMODEM_SMART_SETTINGS && kind != SMSMODEM_PUSH_PROV)
		kind = SMSMODEM_PUSH_OTHER;
	if (push->kind == SMSMODEM_PUSH_XML && kind != SMSMODEM_PUSH_OTHER)
		push->kind = kind;
	put_document(push);
	size_t first = push->fields.count;
	if (push->markup == PUSH_MARKUP_TEXT)
		push_read_markup(push);
	else
		push_read_wbxml(push);
	/* WAP-167-ServiceInd 5.2.1, WAP-168-ServiceLoad 5.2.1 */
	if (push->kind == SMSMODEM_PUSH_SI)
		put_default(push, "signal-medium");
	if (push->kind == SMSMODEM_PUSH_SL)
		put_default(push, "execute-low");
	push_order(push, first);
}

static void read_other(struct smsmodem_push *push)
{
	push_read_parts(push);
	if (push->content_type && ascii_ncasecmp(push->content_type, "text/", 5) == 0)
		push_put_text(push, (struct push_label){"text", "text", false}, push->charset,
			      push->body, push->body_len);
	else
		push_put_hex(push, (struct push_label){"data", "data", false}, push->body,
			     push->body_len);
}

/* How the body is to be had as XML, if it can be. */
static void find_markup(struct smsmodem_push *push, enum push_markup markup)
{
	push->markup = markup;
	/* both forms were seen under the other's name */
	if (markup != PUSH_NO_MARKUP && push_is_markup(push->body, push->body_len))
		push->markup = PUSH_MARKUP_TEXT;
	if (push->markup == PUSH_MARKUP_TEXT && !push->charset)
		push_put_charset(push, push_markup_charset(push->body, push->body_len));
}

/* Provisioning is told from what it says, whatever it is called: it has secrets. */
static bool find_provisioning(struct smsmodem_push *push)
{
	find_markup(push, PUSH_MARKUP_WBXML);
	if (push_document_kind(push) == SMSMODEM_PUSH_PROV)
		return true;
	push->markup = PUSH_NO_MARKUP;
	return false;
}

void push_read_body(struct smsmodem_push *push, const struct smsmodem_prov_keys *keys)
{
	struct body_row row = row_of(push->content_type ? push->content_type : "");

	if (row.markup != PUSH_NO_MARKUP)
		find_markup(push, row.markup);
	else if (row.kind == SMSMODEM_PUSH_OTHER && find_provisioning(push))
		row.kind = SMSMODEM_PUSH_PROV;
	push->kind = row.kind;
	if (push->markup != PUSH_NO_MARKUP)
		read_document(push);
	else if (push->kind == SMSMODEM_PUSH_MMS)
		push_read_mms(push);
	else if (push->kind == SMSMODEM_PUSH_DM)
		push_read_dm(push);
	else
		read_other(push);
	if (push->kind == SMSMODEM_PUSH_PROV)
		push_verify(push, keys);
}
