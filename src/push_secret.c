/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether a push says what a bystander should not read. */
#include "ascii.h"
#include "push_private.h"
#include "wbxml_tokens.h"
#include <stdlib.h>
#include <string.h>

/* What provisioning has in each form in which it spells its names. NULs are passed over, which
 * UTF-16 has. */
static bool spells_secret(const uint8_t *octets, size_t length)
{
	static const char *const words[] = {"provisioningdoc", "characteristic", "secret",
					    "password"};
	char *text = malloc(length + 1);
	size_t count = 0;
	bool found = !text;

	for (size_t i = 0; text && i < length; i++)
		if (octets[i])
			text[count++] = (char)ascii_tolower(octets[i]);
	for (size_t i = 0; text && i < sizeof words / sizeof words[0]; i++)
		found |= memmem(text, count, words[i], strlen(words[i])) != NULL;
	free(text);
	return found;
}

static bool masks_text(struct smsmodem_push *push)
{
	size_t count;
	char *xml = push_utf8(push, push->charset, push->body, push->body_len, &count);
	bool masked = true;
	char *text = xml ? push_mask(xml, count, false, &masked) : NULL;

	free(text);
	free(xml);
	return masked;
}

void push_find_secrets(struct smsmodem_push *push)
{
	if (push->secrets)
		return;
	switch (push->kind) {
	case SMSMODEM_PUSH_PROV: push->secrets = true; return;
	case SMSMODEM_PUSH_SMART: push->secrets = push->smart == SMSMODEM_SMART_SETTINGS; return;
	case SMSMODEM_PUSH_OTHER: push->secrets = spells_secret(push->body, push->body_len); return;
	case SMSMODEM_PUSH_XML:
		/* nobody knows what is in the rest of it */
		push->secrets = push->problem[0] && spells_secret(push->body, push->body_len);
		break;
	case SMSMODEM_PUSH_SI:
	case SMSMODEM_PUSH_SL:
	case SMSMODEM_PUSH_CO:
	case SMSMODEM_PUSH_EMN:
	case SMSMODEM_PUSH_MMS:
	case SMSMODEM_PUSH_DM: break;
	}
	if (push->markup == PUSH_MARKUP_WBXML)
		push->secrets |=
			pdu_wbxml_has_secrets(push->body, push->body_len, push->content_type);
	else if (push->markup == PUSH_MARKUP_TEXT)
		push->secrets |= masks_text(push);
}

bool smsmodem_push_has_secrets(const struct smsmodem_push *push)
{
	return push->secrets;
}
