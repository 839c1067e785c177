/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cell broadcast: pages are joined, and what is sent again and again is told once. */
#include "receive_notice.h"
#include <string.h>

#define UNFINISHED_MS ((int64_t)5 * 60 * 1000)       /* pages follow each other within seconds */
#define AGAIN_MS      ((int64_t)24 * 60 * 60 * 1000) /* duplicates are known so long (23.041 8.2) */
#define HEAD_LENGTH   9                              /* octets of what names a broadcast */

/* What makes a broadcast another one: the same serial number may hold another text elsewhere. */
struct page_identity {
	uint64_t head, hash;
};

static struct page_identity page_identify(const struct notices *notices,
					  const struct smsmodem_cb *cb)
{
	uint8_t octets[HEAD_LENGTH + 2 + SMSMODEM_CB_PAGES_MAX * (1 + SMSMODEM_CB_PAGE_MAX)] = {
		(uint8_t)cb->form,
		(uint8_t)(cb->message_id >> 8),
		(uint8_t)cb->message_id,
		(uint8_t)(cb->serial >> 8),
		(uint8_t)cb->serial,
		(uint8_t)(cb->warning_type >> 8),
		(uint8_t)cb->warning_type,
		cb->dcs,
		cb->pages,
		(uint8_t)(cb->present >> 8),
		(uint8_t)cb->present};
	struct page_identity identity = {.head = pdu_siphash(&notices->key, octets, HEAD_LENGTH)};
	size_t count = HEAD_LENGTH + 2;

	for (unsigned i = 0; i < SMSMODEM_CB_PAGES_MAX; i++) {
		const struct smsmodem_cb_page *page = &cb->page[i];
		if (!(cb->present & 1U << i) || page->length > SMSMODEM_CB_PAGE_MAX)
			continue;
		octets[count++] = page->length;
		memcpy(octets + count, page->octets, page->length);
		count += page->length;
	}
	identity.hash = pdu_siphash(&notices->key, octets, count);
	return identity;
}

/* Whether it was told already, or all of it was and these are some of its pages once more. */
static bool page_known(const struct notices *notices, const struct page_identity *identity,
		       bool complete, int64_t now_ms)
{
	for (size_t i = 0; i < NOTICE_PAGES_MAX; i++) {
		const struct notice_page *page = &notices->pages[i];
		if (now_ms - page->at_ms < AGAIN_MS &&
		    (page->hash == identity->hash ||
		     (!complete && page->complete && page->head == identity->head)))
			return true;
	}
	return false;
}

static void page_tell(struct notices *notices, struct smsmodem_cb *cb, int64_t now_ms)
{
	const struct notice notice = {.kind = SMSMODEM_EVENT_CB, .cb = cb};
	struct page_identity identity = page_identify(notices, cb);
	bool complete = smsmodem_cb_complete(cb);

	if (page_known(notices, &identity, complete, now_ms))
		return;
	notices->pages[notices->next_page] =
		(struct notice_page){identity.hash, identity.head, complete, now_ms};
	notices->next_page = (notices->next_page + 1) % NOTICE_PAGES_MAX;
	notice_add(notices, &notice, NULL);
}

void notice_page(struct smsmodem *modem, const char *hex)
{
	struct notices *notices = notices_of(modem);
	int64_t now_ms = session_now_ms(&modem->session);
	struct smsmodem_cb page, whole;

	if (smsmodem_cb_decode(hex, strlen(hex), &page, NULL) < 0)
		return;
	if (smsmodem_cb_join_add(&notices->join, &page, &whole) > 0)
		page_tell(notices, &whole, now_ms);
	notices->page_ms = notices->join.count > 0 ? now_ms : -1;
}

int64_t notice_page_deadline_ms(const struct notices *notices)
{
	return notices->page_ms < 0 ? -1 : notices->page_ms + UNFINISHED_MS;
}

void notice_page_tick(struct smsmodem *modem)
{
	struct notices *notices = notices_of(modem);
	int64_t now_ms = session_now_ms(&modem->session);
	struct smsmodem_cb message;

	if (notices->page_ms < 0 || now_ms < notices->page_ms + UNFINISHED_MS)
		return;
	notices->page_ms = -1;
	while (smsmodem_cb_join_flush(&notices->join, &message) > 0)
		page_tell(notices, &message, now_ms);
}

/* Whether the phone lets in nothing: +CSCB: 0,"","" (27.005 3.3.4). */
static bool lets_in_nothing(const char *reply)
{
	struct at_cursor cursor;
	char ids[8] = "";
	int mode;

	if (!at_cursor_begin(&cursor, reply, "+CSCB") || !at_cursor_number(&cursor, &mode, 0))
		return false;
	/* a list that does not fit is one */
	return mode == 0 && (at_cursor_left(&cursor) == 0 ||
			     (at_cursor_string(&cursor, ids, sizeof ids) && !ids[0]));
}

int notice_page_setup(struct smsmodem *modem, int64_t timeout_ms, struct smsmodem_error *error)
{
	/* those of operators, and warnings (23.041 9.4.1.2.2), as far as a phone takes lists */
	static const char *const settings[] = {"AT+CSCB=0,\"0-999,4352-6399\",\"\"",
					       "AT+CSCB=0,\"0-999,4352-6399\"",
					       "AT+CSCB=0,\"50,4352-4399\"", "AT+CSCB=0,\"50\""};
	int result = session_ask(&modem->session, "AT+CSCB?", timeout_ms, error);
	const char *reply = session_find(&modem->session, "+CSCB:");

	/* what was chosen stays so */
	if (result != SMSMODEM_OK || !reply || !lets_in_nothing(reply))
		return result;
	result = SMSMODEM_E_REFUSED;
	for (size_t i = 0; i < sizeof settings / sizeof settings[0] && result == SMSMODEM_E_REFUSED;
	     i++)
		result = session_ask(&modem->session, settings[i], timeout_ms, error);
	return result;
}
