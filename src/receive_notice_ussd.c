/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the network says by USSD unasked; a text of several lines is gathered (27.007 7.15). */
#include "receive_notice.h"

#define REST_MS 2000 /* its lines follow each other at once */

static void ussd_tell(struct notices *notices)
{
	struct notice notice = {.kind = SMSMODEM_EVENT_USSD};
	struct smsmodem_ussd answer;

	if (ussd_line(notices->ussd.line, notices->charset, &answer) != SMSMODEM_OK)
		return;
	notice.ussd_state = (int)answer.state;
	notice_add(notices, &notice, answer.text);
}

bool notice_ussd(struct smsmodem *modem, const char *line)
{
	struct notices *notices = notices_of(modem);
	enum ussd_gathered gathered = ussd_gather(&notices->ussd, line);

	notices->ussd_ms = session_now_ms(&modem->session) + REST_MS;
	if (gathered == USSD_GATHER_WHOLE)
		ussd_tell(notices);
	return gathered != USSD_GATHER_OTHER;
}

int64_t notice_ussd_deadline_ms(const struct notices *notices)
{
	return notices->ussd.open ? notices->ussd_ms : -1;
}

void notice_ussd_tick(struct smsmodem *modem)
{
	struct notices *notices = notices_of(modem);

	if (!notices->ussd.open || session_now_ms(&modem->session) < notices->ussd_ms)
		return;
	ussd_tell(notices);
	notices->ussd = (struct ussd_gather){0};
}
