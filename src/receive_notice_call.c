/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Calls that come in: one event when it rings and one when it does so no more, however often RING
 * and +CLIP are said (27.007 7.6).
 */
#include "receive_notice.h"
#include <stdio.h>
#include <string.h>

#define CALLER_MS  3000  /* +CLIP follows the first RING, or is withheld from the computer, too */
#define SILENCE_MS 8000  /* phones ring every 3 to 5 seconds */
#define WAITING_MS 60000 /* a call that waits is told once, and networks let it wait so long */

static void call_add(struct notices *notices, const char *text)
{
	struct notice notice = {.kind = SMSMODEM_EVENT_CALL};

	(void)snprintf(notice.number, sizeof notice.number, "%s", notices->call.number);
	notice_add(notices, &notice, text);
}

static void call_tell(struct notices *notices)
{
	if (!notices->call.told)
		call_add(notices, "ringing");
	notices->call.told = true;
}

static void call_end(struct notices *notices)
{
	if (!notices->call.rings)
		return;
	call_tell(notices);
	call_add(notices, "ended");
	notices->call = (struct notice_call){0};
}

void notice_ring(struct smsmodem *modem)
{
	struct notices *notices = notices_of(modem);
	struct notice_call *call = &notices->call;
	int64_t now_ms = session_now_ms(&modem->session);

	if (!call->rings)
		*call = (struct notice_call){.rings = true, .tell_ms = now_ms + CALLER_MS};
	call->end_ms = now_ms + SILENCE_MS;
	call->count++;
	if (!notices->clip || call->count > 1)
		call_tell(notices);
}

static bool another_call(const struct notice_call *call, const char *number)
{
	return call->rings && call->told && call->number[0] && number[0] &&
	       strcmp(call->number, number) != 0;
}

void notice_caller(struct smsmodem *modem, const char *number, bool waiting)
{
	struct notices *notices = notices_of(modem);
	struct notice_call *call = &notices->call;
	int64_t end_ms = session_now_ms(&modem->session) + (waiting ? WAITING_MS : SILENCE_MS);

	if (another_call(call, number))
		call_end(notices);
	if (!call->told)
		(void)snprintf(call->number, sizeof call->number, "%s", number);
	call->rings = true;
	if (call->end_ms < end_ms)
		call->end_ms = end_ms;
	call_tell(notices);
}

void notice_call_end(struct smsmodem *modem)
{
	call_end(notices_of(modem));
}

int64_t notice_call_deadline_ms(const struct notices *notices)
{
	const struct notice_call *call = &notices->call;

	if (!call->rings)
		return -1;
	return call->told ? call->end_ms : call->tell_ms;
}

void notice_call_tick(struct smsmodem *modem)
{
	struct notices *notices = notices_of(modem);
	int64_t now_ms = session_now_ms(&modem->session);

	if (notices->call.rings && now_ms >= notices->call.tell_ms)
		call_tell(notices);
	if (notices->call.rings && now_ms >= notices->call.end_ms)
		call_end(notices);
}
