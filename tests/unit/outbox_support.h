/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Messages that are sent by an outbox through a simulated phone. */
#ifndef OUTBOX_SUPPORT_H
#define OUTBOX_SUPPORT_H

#include "journal_support.h"
#include "outbox_private.h"
#include "phone_support.h"

#define SENT    SMSMODEM_STATUS_SENT
#define FAILED  SMSMODEM_STATUS_FAILED
#define UNKNOWN SMSMODEM_STATUS_UNKNOWN
#define PARTIAL SMSMODEM_STATUS_PARTIAL

#define ID      "order-4711"

static inline struct smsmodem_outbox *open_outbox(const struct place *place)
{
	struct smsmodem_outbox *outbox = NULL;
	struct smsmodem_error error;

	assert_done(smsmodem_outbox_open(place->state, &outbox, &error), &error);
	return outbox;
}

static inline void remove_place(const struct place *place)
{
	char path[160];

	(void)snprintf(path, sizeof path, "%s/outbox.lock", place->state);
	(void)remove(path);
	place_remove(place);
}

/* 1 part, or 3 for a long one. */
static inline struct smsmodem_submit submit_of(bool is_long, uint16_t ref)
{
	static char text[401];
	struct smsmodem_submit submit = SMSMODEM_SUBMIT_INIT;

	memset(text, 'x', sizeof text - 1);
	submit.to = PHONE_TO;
	submit.text = text;
	submit.text_len = is_long ? 400 : 10;
	submit.ref = ref;
	return submit;
}

static inline int send_all(struct smsmodem_outbox *outbox, struct phone *phone,
			   struct smsmodem_sending *sending, struct smsmodem_error *error)
{
	int result = 1;

	while (result > 0)
		result = smsmodem_outbox_send_next(outbox, phone->modem, sending, error);
	return result;
}

static inline int begin_and_send(struct smsmodem_outbox *outbox, struct phone *phone,
				 const struct smsmodem_submit *submit,
				 struct smsmodem_sending *sending, struct smsmodem_error *error)
{
	int result = smsmodem_outbox_begin(outbox, ID, submit, "sim:", sending, error);

	return result > 0 ? send_all(outbox, phone, sending, error) : result;
}

static inline struct smsmodem_outbox_entry entry_by_id(struct smsmodem_outbox *outbox,
						       const char *id)
{
	struct smsmodem_outbox_entry entry;
	struct smsmodem_error error;
	int result = smsmodem_outbox_find(outbox, id, &entry, &error);

	assert_done(result, &error);
	assert_int_equal(result, 1);
	assert_string_equal(entry.id, id);
	return entry;
}

#endif
