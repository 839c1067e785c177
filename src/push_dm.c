/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A notification of device management (OMA-TS-DM_Notification 6.2). */
#include "dm.h"
#include "push_private.h"
#include <stdio.h>
#include <string.h>

static void put_version(struct smsmodem_push *push, unsigned tenths)
{
	char text[16];
	int length = snprintf(text, sizeof text, "%u.%u", tenths / 10, tenths % 10);

	push_put_text(push, (struct push_label){"version", "version", false}, 0, text,
		      (size_t)length);
}

void push_read_dm(struct smsmodem_push *push)
{
	struct smsmodem_error error;
	struct pdu_dm dm;

	if (pdu_dm_decode(push->body, push->body_len, &dm, &error) < 0) {
		push_problem(push, "%s", error.text);
		return;
	}
	const char *mode = pdu_dm_ui_name(dm.ui_mode);
	put_version(push, dm.version);
	push_put_text(push, (struct push_label){"server", "server", false}, 0, dm.server,
		      dm.server_len);
	push_put_number(push, (struct push_label){"session", "session", false}, dm.session_id);
	push_put_string(push, (struct push_label){"initiator", "wanted by", false},
			dm.by_server ? "server" : "user");
	if (mode)
		push_put_string(push, (struct push_label){"ui_mode", "user sees", false}, mode);
	push_put_hex(push, (struct push_label){"digest", "digest", false}, dm.digest,
		     sizeof dm.digest);
	if (dm.vendor_len > 0)
		push_put_hex(push, (struct push_label){"vendor", "vendor's", false}, dm.vendor,
			     dm.vendor_len);
}
