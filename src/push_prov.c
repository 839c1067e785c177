/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether a provisioning document is from who shares a PIN or an IMSI with us (OMA-TS-ProvCont 7).
 */
#include "ascii.h"
#include "push_private.h"
#include <string.h>

static enum smsmodem_prov_sec sec_of(const struct smsmodem_push *push)
{
	static const char *const names[] = {
		[SMSMODEM_SEC_NETWPIN] = "netpin",
		[SMSMODEM_SEC_USERPIN] = "userpin",
		[SMSMODEM_SEC_USERNETWPIN] = "usernetpin",
	};
	const struct smsmodem_push_field *field = smsmodem_push_find(push, "sec");

	for (size_t i = 0; field && i < sizeof names / sizeof names[0]; i++)
		if (strcmp(field->text, names[i]) == 0)
			return (enum smsmodem_prov_sec)i;
	return SMSMODEM_SEC_NONE; /* of USERPINMAC the MAC is not in the message */
}

/* Whoever gave keys wants to know why they do not help. */
static void put_reason(struct smsmodem_push *push, const char *reason)
{
	static const struct push_label label = {"mac_problem", "MAC not verified", false};

	push_put_text(push, label, 0, reason, strlen(reason));
}

void push_verify(struct smsmodem_push *push, const struct smsmodem_prov_keys *keys)
{
	const struct smsmodem_push_field *mac = smsmodem_push_find(push, "mac");
	enum smsmodem_prov_sec sec = sec_of(push);
	char right[SMSMODEM_MAC_SIZE];
	struct smsmodem_error error;

	if (!keys || (!keys->pin && !keys->imsi) || sec == SMSMODEM_SEC_NONE)
		return;
	if (smsmodem_prov_mac(sec, keys, push->body, push->body_len, right, &error) < 0) {
		put_reason(push, error.text);
		return;
	}
	push_put_flag(push, (struct push_label){"mac_valid", "MAC valid", false},
		      mac && ascii_casecmp(mac->text, right) == 0);
}
