/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a document of WBXML has secrets of provisioning. */
#include "wbxml_tokens.h"
#include "wsp_table.h"
#include <string.h>

/* What an element is called by its attribute "name", of which a hostile one may have several. */
struct secret_name {
	char text[64];
	size_t length;
	bool within, secret;
};

static void end_name(struct secret_name *name)
{
	name->text[name->length] = '\0';
	name->secret |= smsmodem_prov_is_secret(name->text);
	name->length = 0;
	name->within = false;
}

static void add_piece(struct secret_name *name, const struct smsmodem_wbxml_event *event)
{
	if (!name->within)
		return;
	if (event->length >= sizeof name->text - name->length) {
		name->secret = true; /* longer than any that is known */
		return;
	}
	memcpy(name->text + name->length, event->text, event->length);
	name->length += event->length;
}

bool pdu_wbxml_names_secret(const struct smsmodem_wbxml *wbxml)
{
	struct smsmodem_wbxml ahead = *wbxml;
	struct smsmodem_wbxml_event event;
	struct secret_name name = {.length = 0};
	int result;

	while ((result = smsmodem_wbxml_next(&ahead, &event, NULL)) > 0) {
		if (event.kind == SMSMODEM_WBXML_TEXT) {
			add_piece(&name, &event);
			continue;
		}
		end_name(&name);
		if (event.kind != SMSMODEM_WBXML_ATTRIBUTE)
			break;
		name.within = pdu_wbxml_is_name(event.name);
	}
	return name.secret || result < 0; /* what is cut may be one */
}

bool pdu_wbxml_is_name(const char *attribute)
{
	return pdu_wsp_same("name", attribute, strlen(attribute));
}

bool pdu_wbxml_is_value(const char *attribute)
{
	return pdu_wsp_same("value", attribute, strlen(attribute));
}

bool pdu_wbxml_has_secrets(const uint8_t *octets, size_t length, const char *content_type)
{
	struct smsmodem_wbxml_event event;
	struct smsmodem_wbxml wbxml;
	bool secret = false;

	if (smsmodem_wbxml_begin(&wbxml, octets, length, content_type, NULL) < 0)
		return false;
	while (smsmodem_wbxml_next(&wbxml, &event, NULL) > 0) {
		if (event.kind == SMSMODEM_WBXML_OPEN)
			secret = pdu_wbxml_names_secret(&wbxml);
		bool value =
			event.kind == SMSMODEM_WBXML_ATTRIBUTE && pdu_wbxml_is_value(event.name);
		bool contents = event.kind == SMSMODEM_WBXML_CONTENT && !event.empty;

		if (secret && (value || contents))
			return true;
	}
	return false;
}
