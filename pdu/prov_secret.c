/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which parameters of provisioning nobody should read over a shoulder. */
#include "wsp_table.h"
#include <smsmodem/wbxml.h>
#include <string.h>

#define BLANKS " \t\r\n"

/*
 * OMA-WAP-ProvCont 5.4 to 5.6: AUTHSECRET, AAUTHSECRET, PXAUTH-PW, BASAUTH-PW, PROXY-PW. AAUTHDATA
 * is a nonce for some applications and a credential for others. Settings of wireless LAN have keys
 * under WEPKEY/DATA and WPA-PRES-KEY-ASC or -HEX. Vendors call theirs similarly.
 */
static const char *const secret_names[] = {"AAUTHDATA", "DATA", "PIN", "WPA-PRES-KEY-ASC",
					   "WPA-PRES-KEY-HEX"};
static const char *const secret_ends[] = {"SECRET",   "-PW",        "_PW",    "PWD",    "PASSWD",
					  "PASSWORD", "PASSPHRASE", "WEPKEY", "NETWKEY"};

bool smsmodem_prov_is_secret(const char *name)
{
	name += strspn(name, BLANKS);
	size_t length = strlen(name);

	while (length > 0 && strchr(BLANKS, name[length - 1]))
		length--;
	for (size_t i = 0; i < sizeof secret_names / sizeof secret_names[0]; i++)
		if (pdu_wsp_same(secret_names[i], name, length))
			return true;
	for (size_t i = 0; i < sizeof secret_ends / sizeof secret_ends[0]; i++) {
		size_t end = strlen(secret_ends[i]);

		if (length >= end && pdu_wsp_same(secret_ends[i], name + length - end, end))
			return true;
	}
	return false;
}
