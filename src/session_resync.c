/* SPDX-License-Identifier: GPL-3.0-or-later */
/* After something was not answered: make sure that the next answer is the next command's. */
#include "session.h"

#define DRAIN_MS       200
#define DRAIN_LIMIT_MS 2000 /* a modem that is never quiet is one that has answered */

/* Wait for the end of what was started. @return 1: a final result, 0: none in time, or a failure */
static int resync_await(struct session *session, struct smsmodem_error *error)
{
	struct at_event event;

	for (;;) {
		int result = session_step(session, -1, &event, error);
		if (result < 0)
			return result;
		if (event.kind == AT_EVENT_FINAL)
			return 1;
		if (event.kind == AT_EVENT_TIMEOUT)
			return 0;
		if (event.kind == AT_EVENT_URC)
			(void)session_keep(session, &event);
	}
}

/* Throw away what still comes until the line is quiet for a moment. */
static int resync_drain(struct session *session, struct smsmodem_error *error)
{
	int64_t limit_ms = session_now_ms(session) + DRAIN_LIMIT_MS;
	struct at_event event;
	int result;

	do {
		result = session_step(session, session_now_ms(session) + DRAIN_MS, &event, error);
		if (result == SMSMODEM_OK && event.kind == AT_EVENT_URC)
			(void)session_keep(session, &event);
	} while (result == SMSMODEM_OK && event.kind != AT_EVENT_NONE &&
		 session_now_ms(session) < limit_ms);
	return result;
}

/*
 * How to find the end of what is old. A marker proves the order: its answer is that of no older
 * command. Nor is it that of an earlier try, as one that was not answered is not asked again before
 * all the others: a modem that was silent for long says everything at once. None of them is also
 * said unasked.
 */
static const char *const markers[] = {
	"AT+CMEE?", "AT+CMGF?", "AT+CSMS?", "AT+CNMI?",
	"AT+CSCS?", "AT+CPMS?", "AT+CSCA?", "AT+CPBS?",
};

/*
 * A modem that has a message in hand answers nothing until the network has. One that knows no
 * marker gets plain AT, and then a moment of quiet has to do.
 */
struct resync_row {
	bool marker;
	int64_t timeout_ms, patient_ms;
};

static const struct resync_row resync_rows[] = {
	{true, 1500, 1500},
	{true, 1500, 15000},
	{false, 1500, 3000},
};

static const char *resync_marker(struct session *session)
{
	return markers[session->markers++ % (sizeof markers / sizeof markers[0])];
}

static int resync_try(struct session *session, const struct resync_row *row,
		      struct smsmodem_error *error)
{
	int64_t timeout_ms = session->patient ? row->patient_ms : row->timeout_ms;
	const char *line = row->marker ? resync_marker(session) : "AT";

	if (session->limit_ms > 0 && timeout_ms > session->limit_ms)
		timeout_ms = session->limit_ms;
	int result = at_engine_resync(&session->engine, line, row->marker, session_now_ms(session),
				      timeout_ms);
	if (result < 0)
		return smsmodem_error_set(error, SMSMODEM_E_BUG, "cannot resynchronise");
	result = resync_await(session, error);
	if (result > 0 && row->marker)
		session->markers = 0; /* nothing older is on its way any more */
	if (result <= 0 || row->marker)
		return result;
	result = resync_drain(session, error);
	return result < 0 ? result : 1;
}

int session_hail(struct session *session, int64_t timeout_ms, struct smsmodem_error *error)
{
	const struct resync_row row = {false, timeout_ms, timeout_ms};
	int result = resync_try(session, &row, error);

	if (result <= 0)
		at_engine_lose(&session->engine);
	return result;
}

int session_resync(struct session *session, struct smsmodem_error *error)
{
	int result = 0;

	for (size_t i = 0; i < sizeof resync_rows / sizeof resync_rows[0] && result == 0; i++)
		result = resync_try(session, &resync_rows[i], error);
	if (result > 0) {
		session->patient = false;
		return SMSMODEM_OK;
	}
	at_engine_lose(&session->engine);
	if (result < 0)
		return result;
	if (session->stall)
		return smsmodem_error_set(
			error, SMSMODEM_E_TIMEOUT,
			"nothing goes out to the modem: %s; try again, or reset it",
			session->stall);
	return smsmodem_error_set(error, SMSMODEM_E_TIMEOUT,
				  "the modem does not answer any more; try again, or reset it");
}
