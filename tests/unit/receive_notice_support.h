/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A receiver that has only notices and a watch, and what it gives out as text. */
#ifndef RECEIVE_NOTICE_SUPPORT_H
#define RECEIVE_NOTICE_SUPPORT_H

#include "phone_support.h"
#include "receive.h"
#include <inttypes.h>

#define NOTICED_SIZE 8192

struct noticing {
	struct phone *phone;
	struct receiver receiver;
};

static inline void noticing_open(struct noticing *noticing, const char *sim_options)
{
	*noticing = (struct noticing){.phone = phone_open(sim_options)};
	assert_int_equal(notices_new(&noticing->receiver.notices), SMSMODEM_OK);
	assert_int_equal(watch_new(&noticing->receiver.watch), SMSMODEM_OK);
	noticing->phone->modem->receiver = &noticing->receiver;
}

static inline void noticing_close(struct noticing *noticing)
{
	noticing->phone->modem->receiver = NULL;
	notices_free(noticing->receiver.notices);
	watch_free(noticing->receiver.watch);
	phone_close(noticing->phone);
}

static inline void put(char *text, const char *format, ...) __attribute__((format(printf, 2, 3)));

static inline void put(char *text, const char *format, ...)
{
	size_t used = strlen(text);
	va_list arguments;

	va_start(arguments, format);
	int count = vsnprintf(text + used, NOTICED_SIZE - used, format, arguments);
	va_end(arguments);
	assert_true(count >= 0 && (size_t)count < NOTICED_SIZE - used);
}

static inline void put_event(char *text, const struct smsmodem_event *event)
{
	static const char *const states[] = {"up", "hung", "reset", "down"};
	char words[SMSMODEM_CB_TEXT_SIZE];

	assert_int_equal(event->token, 0);
	assert_int_equal(event->index, -1);
	switch (event->kind) {
	case SMSMODEM_EVENT_CALL:
		put(text, "%s %s\n", event->text, event->number ? event->number : "-");
		break;
	case SMSMODEM_EVENT_USSD: put(text, "ussd %d %s\n", event->ussd_state, event->text); break;
	case SMSMODEM_EVENT_STORAGE:
		put(text, "%s %d/%d\n", event->storage, event->used, event->total);
		break;
	case SMSMODEM_EVENT_LINK: put(text, "%s: %s\n", states[event->state], event->text); break;
	case SMSMODEM_EVENT_CB:
		assert_true(smsmodem_cb_text(event->cb, words, sizeof words) >= 0);
		put(text, "cb %u %s\n", event->cb->message_id, words);
		break;
	case SMSMODEM_EVENT_SMS:
	case SMSMODEM_EVENT_REPORT: fail_msg("a message is no notice"); break;
	}
}

/** All that waits, a line each. */
static inline void noticed(struct noticing *noticing, char text[NOTICED_SIZE])
{
	struct smsmodem_event event;

	text[0] = '\0';
	while (notice_take(noticing->phone->modem, NULL)) {
		assert_true(notice_take(noticing->phone->modem, &event));
		put_event(text, &event);
	}
	assert_false(notice_take(noticing->phone->modem, &event));
}

/** Let time pass; what becomes due is done when it does. */
static inline void pass(struct noticing *noticing, int64_t ms)
{
	struct phone *phone = noticing->phone;
	int64_t until_ms = phone->now_ms + ms, due_ms;

	while ((due_ms = notice_deadline_ms(phone->modem)) >= 0 && due_ms <= until_ms) {
		if (due_ms > phone->now_ms)
			phone->now_ms = due_ms;
		notice_tick(phone->modem);
		assert_true(notice_deadline_ms(phone->modem) != due_ms);
	}
	phone->now_ms = until_ms;
	notice_tick(phone->modem);
}

#endif
