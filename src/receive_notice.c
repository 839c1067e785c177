/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Events without a message wait here until they are given out: in memory only, and bounded. */
#include "receive_notice.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

struct notices *notices_of(const struct smsmodem *modem)
{
	return modem->receiver->notices;
}

int notices_new(struct notices **notices)
{
	struct notices *new = calloc(1, sizeof *new);

	*notices = new;
	if (!new)
		return SMSMODEM_E_MEMORY;
	new->last = &new->first;
	new->smsfull = -1;
	new->page_ms = -1;
	/* without the kernel's random octets the hash is merely not keyed */
	while (getrandom(&new->key, sizeof new->key, 0) < 0 && errno == EINTR)
		;
	return SMSMODEM_OK;
}

static void notice_free(struct notice *notice)
{
	if (!notice)
		return;
	free(notice->text);
	free(notice->cb);
	free(notice);
}

void notices_free(struct notices *notices)
{
	if (!notices)
		return;
	notice_free(notices->given);
	for (struct notice *notice = notices->first, *next; notice; notice = next) {
		next = notice->next;
		notice_free(notice);
	}
	free(notices);
}

static struct notice *notice_copy(const struct notice *notice, const char *text)
{
	struct notice *copy = malloc(sizeof *copy);

	if (!copy)
		return NULL;
	*copy = *notice;
	copy->next = NULL;
	copy->text = text ? strdup(text) : NULL;
	copy->cb = notice->cb ? malloc(sizeof *copy->cb) : NULL;
	if ((text && !copy->text) || (notice->cb && !copy->cb)) {
		notice_free(copy);
		return NULL;
	}
	if (copy->cb)
		*copy->cb = *notice->cb;
	return copy;
}

static struct notice *notice_unlink(struct notices *notices, struct notice **place)
{
	struct notice *notice = *place;

	*place = notice->next;
	if (!*place)
		notices->last = place;
	notices->count--;
	return notice;
}

/* The oldest of what says least when it comes late; else the oldest of all. */
static void notices_make_room(struct notices *notices)
{
	struct notice **oldest = &notices->first;

	for (struct notice **place = &notices->first; *place; place = &(*place)->next) {
		if ((*place)->kind != SMSMODEM_EVENT_CALL && (*place)->kind != SMSMODEM_EVENT_LINK)
			continue;
		oldest = place;
		break;
	}
	if (!*oldest)
		return;
	notice_free(notice_unlink(notices, oldest));
	notices->lost++;
}

void notice_add(struct notices *notices, const struct notice *notice, const char *text)
{
	struct notice *copy = notice_copy(notice, text);

	if (!copy) {
		notices->lost++;
		return;
	}
	if (notices->count >= NOTICES_MAX)
		notices_make_room(notices);
	*notices->last = copy;
	notices->last = &copy->next;
	notices->count++;
}

void notice_link(struct smsmodem *modem, enum smsmodem_link_state state, const char *text)
{
	const struct notice notice = {.kind = SMSMODEM_EVENT_LINK, .state = state};

	notice_add(notices_of(modem), &notice, text);
}

/* What had to make room is told, too. */
static void notices_tell_lost(struct notices *notices)
{
	const struct notice notice = {.kind = SMSMODEM_EVENT_LINK, .state = SMSMODEM_LINK_UP};
	char text[96];

	if (notices->lost == 0 || notices->count >= NOTICES_MAX)
		return;
	(void)snprintf(text, sizeof text,
		       "%zu events (no messages) were dropped, as they were not taken in time",
		       notices->lost);
	notices->lost = 0;
	notice_add(notices, &notice, text);
}

static void event_fill(struct smsmodem_event *event, const struct notice *notice)
{
	*event = (struct smsmodem_event){
		.kind = notice->kind,
		.index = -1,
		.stat = -1,
		.storage = notice->storage[0] ? notice->storage : NULL,
		.cb = notice->cb,
		.number = notice->number[0] ? notice->number : NULL,
		.text = notice->text,
		.ussd_state = notice->ussd_state,
		.used = notice->used,
		.total = notice->total,
		.state = notice->state,
	};
}

bool notice_take(struct smsmodem *modem, struct smsmodem_event *event)
{
	struct notices *notices = notices_of(modem);

	if (!event || !notices->first)
		return notices->first != NULL;
	notice_free(notices->given);
	notices->given = notice_unlink(notices, &notices->first);
	event_fill(event, notices->given);
	notices_tell_lost(notices);
	return true;
}

int64_t notice_deadline_ms(const struct smsmodem *modem)
{
	const struct notices *notices = notices_of(modem);
	const int64_t due_ms[] = {notice_call_deadline_ms(notices),
				  notice_page_deadline_ms(notices),
				  notice_ussd_deadline_ms(notices)};
	int64_t first_ms = -1;

	for (size_t i = 0; i < sizeof due_ms / sizeof due_ms[0]; i++)
		if (due_ms[i] >= 0 && (first_ms < 0 || due_ms[i] < first_ms))
			first_ms = due_ms[i];
	return first_ms;
}

void notice_tick(struct smsmodem *modem)
{
	notice_call_tick(modem);
	notice_page_tick(modem);
	notice_ussd_tick(modem);
}
