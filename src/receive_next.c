/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The next event, and what the caller says to it. */
#include "receive_core.h"

bool receive_ready(struct smsmodem *modem)
{
	return notice_take(modem, NULL) ||
	       delivery_next(modem->receiver->arrivals, session_now_ms(&modem->session));
}

/*
 * What is noted of the message before and of this one is one transaction, and is written before
 * this one is given out. @return 1; 0: there is none; or a failure
 */
static int give(struct smsmodem *modem, struct smsmodem_event *event, struct smsmodem_error *error)
{
	struct arrivals *arrivals = modem->receiver->arrivals;

	if (notice_take(modem, event))
		return 1;
	uint32_t index = delivery_next(arrivals, session_now_ms(&modem->session));
	if (!index)
		return 0;
	int result = keep_offer(modem, index, error);
	if (result == SMSMODEM_OK)
		result = event_fill(modem, index, event, error);
	if (result == SMSMODEM_OK)
		result = receive_commit(modem, false, error);
	if (result < 0)
		return result;
	delivery_give(arrivals, index);
	return 1;
}

/* Wait for a line, or until something is due. */
static int await(struct smsmodem *modem, int64_t deadline_ms, struct smsmodem_error *error)
{
	int64_t due_ms = receive_due_ms(modem);
	struct at_event event;

	if (due_ms < 0 || (deadline_ms >= 0 && deadline_ms < due_ms))
		due_ms = deadline_ms;
	int result = session_step(&modem->session, due_ms, &event, error);
	if (result == SMSMODEM_OK)
		(void)session_keep(&modem->session, &event);
	return result;
}

static int next(struct smsmodem *modem, struct smsmodem_event *event, int64_t deadline_ms,
		struct smsmodem_error *error)
{
	for (;;) {
		bool busy = false;
		int result = event ? give(modem, event, error) : 0;
		if (result != 0)
			return result;
		result = receive_serve(modem, &busy, error);
		if (result < 0)
			return result;
		if (busy)
			continue;
		result = receive_idle(modem, error);
		if (result < 0)
			return result;
		if (receive_ready(modem)) {
			if (!event)
				return 1;
			continue;
		}
		if (deadline_ms >= 0 && session_now_ms(&modem->session) >= deadline_ms)
			return 0;
		result = await(modem, deadline_ms, error);
		if (result < 0)
			return result;
	}
}

static int no_receiver(struct smsmodem_error *error)
{
	return smsmodem_error_set(error, SMSMODEM_E_USAGE,
				  "nothing is received before smsmodem_receive");
}

int smsmodem_next(struct smsmodem *modem, struct smsmodem_event *event, int64_t timeout_ms,
		  struct smsmodem_error *error)
{
	if (!modem->receiver)
		return no_receiver(error);
	int64_t deadline_ms = timeout_ms < 0 ? -1 : session_now_ms(&modem->session) + timeout_ms;
	int result = next(modem, event, deadline_ms, error);
	modem->receiver->arrivals->broken = result < 0;
	wake_arm(modem, !event && result == 1);
	return result;
}

int smsmodem_unread(const struct smsmodem *modem, struct smsmodem_error *error)
{
	if (!modem->receiver)
		return no_receiver(error);
	const struct arrivals *arrivals = modem->receiver->arrivals;
	for (size_t i = 0; i < arrivals->memories; i++)
		if (arrivals->memory[i].busy)
			return smsmodem_error_set(error, SMSMODEM_E_TEMPORARY,
						  "memory %s is not read: %s",
						  arrivals->memory[i].name, arrivals->busy.text);
	return SMSMODEM_OK;
}

/* The message of a token, or a failure. */
static int find(struct smsmodem *modem, uint64_t token, uint32_t *index,
		struct smsmodem_error *error)
{
	*index = 0;
	if (!modem->receiver)
		return no_receiver(error);
	*index = delivery_find(modem->receiver->arrivals, token);
	return *index ? SMSMODEM_OK
		      : smsmodem_error_set(error, SMSMODEM_E_USAGE,
					   "no message that is given out has this token");
}

/* No other is ready to be written along with it, or nobody asks for one while the link is away. */
static bool is_last(const struct smsmodem *modem)
{
	struct arrivals *arrivals = modem->receiver->arrivals;

	return arrivals->broken || !delivery_next(arrivals, session_now_ms(&modem->session));
}

int smsmodem_ack(struct smsmodem *modem, uint64_t token, struct smsmodem_error *error)
{
	uint32_t index;
	int result = find(modem, token, &index, error);

	if (result == SMSMODEM_OK)
		result = keep_take(modem, index, error);
	bool last = result == SMSMODEM_OK && is_last(modem);
	if (last)
		result = receive_commit(modem, false, error);
	if (result < 0)
		return result;
	delivery_take(modem->receiver->arrivals, index);
	if (last)
		/* it is written: this only finishes it */
		result = receive_commit(modem, false, error);
	wake_arm(modem, false);
	return result;
}

int smsmodem_progress(struct smsmodem *modem, uint64_t token, int progress,
		      struct smsmodem_error *error)
{
	uint32_t index;
	int result = find(modem, token, &index, error);

	if (result == SMSMODEM_OK)
		result = keep_progress(modem, index, progress, error);
	if (result == SMSMODEM_OK)
		result = receive_commit(modem, false, error);
	if (result < 0)
		return result;
	modem->receiver->arrivals->delivery[index].progress = progress;
	wake_arm(modem, false);
	return SMSMODEM_OK;
}

int smsmodem_defer(struct smsmodem *modem, uint64_t token, int64_t delay_ms,
		   struct smsmodem_error *error)
{
	uint32_t index;
	int result = find(modem, token, &index, error);

	if (result < 0)
		return result;
	delivery_defer(modem->receiver->arrivals, index,
		       session_now_ms(&modem->session) + (delay_ms > 0 ? delay_ms : 0));
	wake_arm(modem, false);
	return SMSMODEM_OK;
}
