/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session.h"
#include "ascii.h"
#include <stdio.h>
#include <string.h>

#define RESPONSE_MAX     ((size_t)1 << 20) /* a longer response is one that does not end */
#define UNSOLICITED_MAX  ((size_t)1 << 16)
#define ABORT_TIMEOUT_MS 1000
#define RESTARTED_MS     3000              /* for an answer, once the modem has started anew */
#define STALE_MAX        ((size_t)1 << 16) /* octets before a command; more is its answer */
#define OVERRUN_MS       250 /* octets that keep coming put a deadline off by no more */

void session_init(struct session *session, struct transport *transport,
		  struct smsmodem_trace *trace)
{
	memset(session, 0, sizeof *session);
	session->transport = transport;
	session->trace = trace;
	at_engine_init(&session->engine);
}

void session_free(struct session *session)
{
	lines_free(&session->response);
	lines_free(&session->unsolicited);
}

int64_t session_now_ms(const struct session *session)
{
	return session->transport->ops->now_ms(session->transport);
}

const char *session_find(const struct session *session, const char *prefix)
{
	const struct lines *lines = &session->response;

	for (size_t i = 0; i < lines->count; i++) {
		const char *line = lines_get(lines, i);
		if (ascii_ncasecmp(line, prefix, strlen(prefix)) == 0)
			return line;
	}
	return NULL;
}

/* --- one step --- */

static int session_write(struct session *session, struct smsmodem_error *error)
{
	size_t count;
	const char *octets = at_engine_output(&session->engine, &count);

	if (count == 0)
		return SMSMODEM_OK;
	ssize_t written = session->transport->ops->write(session->transport, octets, count, error);
	if (written < 0)
		return (int)written;
	int64_t now_ms = session_now_ms(session);
	if (session->trace && written > 0)
		smsmodem_trace_write(session->trace, '>', octets, (size_t)written, now_ms);
	at_engine_written(&session->engine, (size_t)written, now_ms);
	return SMSMODEM_OK;
}

/* Read if everything read so far has been fed. @return octets that came, 0: none, or a failure */
static int session_read(struct session *session, struct smsmodem_error *error)
{
	ssize_t count = session->transport->ops->read(session->transport, session->input,
						      sizeof session->input, error);
	if (count <= 0)
		return (int)count;
	session->input_done = 0;
	session->input_length = (size_t)count;
	session->seen += (size_t)count;
	if (session->trace)
		smsmodem_trace_write(session->trace, '<', session->input, session->input_length,
				     session_now_ms(session));
	return (int)count;
}

static bool session_feed(struct session *session, struct at_event *event)
{
	session->input_done +=
		at_engine_feed(&session->engine, session->input + session->input_done,
			       session->input_length - session->input_done, event);
	if (event->kind == AT_EVENT_URC && at_urc_restarts(event->line)) {
		session->restarted = true;
		session->restarts++;
		/* what was asked before is forgotten, unless it came behind this line */
		at_engine_curtail(&session->engine, session_now_ms(session), RESTARTED_MS);
	}
	return event->kind != AT_EVENT_NONE;
}

static int64_t earlier(int64_t a_ms, int64_t b_ms)
{
	if (a_ms < 0 || b_ms < 0)
		return a_ms < 0 ? b_ms : a_ms;
	return a_ms < b_ms ? a_ms : b_ms;
}

static int session_wait(struct session *session, int64_t deadline_ms, struct smsmodem_error *error)
{
	size_t waiting;

	at_engine_output(&session->engine, &waiting);
	int ready = session->transport->ops->wait(
		session->transport, waiting > 0,
		earlier(deadline_ms, at_engine_deadline(&session->engine)), error);
	if (ready < 0)
		return ready;
	if (ready & TRANSPORT_CANCELLED)
		return smsmodem_error_set(error, SMSMODEM_E_CANCELLED, "interrupted");
	return SMSMODEM_OK;
}

/* Whether what came just now is to be looked at before the clock: it wins, but not for ever. */
static bool session_in_time(const struct session *session, int64_t deadline_ms)
{
	int64_t due_ms = earlier(deadline_ms, at_engine_deadline(&session->engine));

	return due_ms < 0 || session_now_ms(session) <= due_ms + OVERRUN_MS;
}

/* Has the command's time come? No answer can come to what has not gone out. */
static bool session_tick(struct session *session, int64_t now_ms, struct at_event *event)
{
	size_t waiting;

	(void)at_engine_output(&session->engine, &waiting);
	if (!at_engine_tick(&session->engine, now_ms, event))
		return false;
	session->stall = session->transport->ops->stalled(session->transport, waiting > 0);
	return true;
}

int session_step(struct session *session, int64_t deadline_ms, struct at_event *event,
		 struct smsmodem_error *error)
{
	for (;;) {
		if (session_feed(session, event))
			return SMSMODEM_OK;
		int result = session_write(session, error);
		/* read first even when writing failed: the last words may be the answer */
		int count = session_read(session, result < 0 ? NULL : error);
		if (count > 0 && session_in_time(session, deadline_ms))
			continue;
		if (result < 0 || count < 0)
			return result < 0 ? result : count;
		int64_t now_ms = session_now_ms(session);
		if (session_tick(session, now_ms, event))
			return SMSMODEM_OK;
		if (deadline_ms >= 0 && now_ms >= deadline_ms)
			return SMSMODEM_OK;
		result = session_wait(session, deadline_ms, error);
		if (result < 0)
			return result;
	}
}

/* --- one command --- */

bool session_keep(struct session *session, const struct at_event *event)
{
	if (event->kind == AT_EVENT_URC) {
		session->stray |=
			at_final_match(event->line, session->engine.numeric, false).result !=
			AT_RESULT_NONE;
		/* over the bound the newest are dropped: nobody is taking them */
		if (!lines_add(&session->unsolicited, event->line, UNSOLICITED_MAX))
			session->missed = true;
		else
			(void)lines_add(&session->unsolicited, event->data ? event->data : "",
					(size_t)2 * UNSOLICITED_MAX);
		return true;
	}
	if (event->kind != AT_EVENT_LINE)
		return true;
	return lines_add(&session->response, event->line, RESPONSE_MAX) &&
	       (!event->data || lines_add(&session->response, event->data, RESPONSE_MAX));
}

/* Send ESC to a prompt that waits, or that may still come, and hear what the modem says to it. */
static void session_escape(struct session *session)
{
	int cancel_fd = session->transport->cancel_fd;
	struct at_event event;

	if (!at_engine_abort(&session->engine, session_now_ms(session), ABORT_TIMEOUT_MS))
		return;
	session->transport->cancel_fd = -1;
	do {
		if (session_step(session, -1, &event, NULL) < 0)
			break;
		(void)session_keep(session, &event);
	} while (event.kind != AT_EVENT_FINAL && event.kind != AT_EVENT_TIMEOUT);
	session->transport->cancel_fd = cancel_fd;
}

/* The command's name without its parameters, which may be secret. */
static int command_name_length(const char *line)
{
	size_t length = strcspn(line, "=?;");

	return length > 40 ? 40 : (int)length;
}

int session_unknown(struct session *session, const char *why, struct smsmodem_error *error)
{
	at_engine_lose(&session->engine);
	session->patient = true;
	return smsmodem_error_set(error, SMSMODEM_E_UNKNOWN,
				  "%s after the message had been handed over: it may have been "
				  "sent, or not; it is not repeated",
				  why);
}

/* What the transport said is the cause. */
static int session_cut(struct session *session, struct smsmodem_error *error)
{
	const struct smsmodem_error cause = error ? *error : (struct smsmodem_error){0};
	int code = session_unknown(session, "the link broke", error);

	if (!error)
		return code;
	size_t used = strlen(error->text);
	(void)snprintf(error->text + used, sizeof error->text - used, "; the cause: %.200s",
		       cause.text);
	error->sys_errno = cause.sys_errno;
	return code;
}

/* The link, the caller or time put an end to the command. */
static int session_broken(struct session *session, const struct at_command *command, int code,
			  struct smsmodem_error *error)
{
	bool gone = command->data && at_engine_handed_over(&session->engine);

	if (code == SMSMODEM_E_LINK) {
		if (gone)
			return session_cut(session, error);
	} else if (gone) {
		return session_unknown(session, "interrupted", error);
	} else if (command->data) {
		session_escape(session);
	}
	if (session->engine.state != AT_STATE_IDLE)
		at_engine_lose(&session->engine);
	return code;
}

static int session_timeout(struct session *session, const struct at_command *command,
			   struct smsmodem_error *error)
{
	const char *stall = session->stall;
	char why[160] = "no answer came";

	if (command->data && at_engine_handed_over(&session->engine)) {
		if (stall)
			(void)snprintf(why, sizeof why, "no answer came, as %s,", stall);
		return session_unknown(session, why, error);
	}
	if (command->data) {
		session_escape(session);
		if (session->engine.state != AT_STATE_IDLE)
			at_engine_lose(&session->engine);
	}
	if (stall)
		return smsmodem_error_set(error, SMSMODEM_E_TIMEOUT,
					  "%.*s%s did not go out whole within %.1f s: %s; nothing "
					  "was sent, try again",
					  command_name_length(command->line), command->line,
					  command->data ? " or its message" : "",
					  (double)command->timeout_ms / 1000.0, stall);
	return smsmodem_error_set(error, SMSMODEM_E_TIMEOUT, "no %s to %.*s within %.1f s%s",
				  command->data ? "prompt" : "answer",
				  command_name_length(command->line), command->line,
				  (double)command->timeout_ms / 1000.0,
				  command->data ? ": try again, or reset the phone" : "");
}

/* What was asked has been forgotten: there is nothing to wait for. */
static int session_forgotten(struct session *session, const struct at_command *command,
			     struct smsmodem_error *error)
{
	if (at_engine_handed_over(&session->engine))
		return session_unknown(session, "the phone started anew", error);
	session_escape(session);
	if (session->engine.state != AT_STATE_IDLE)
		at_engine_lose(&session->engine);
	return smsmodem_error_set(error, SMSMODEM_E_TEMPORARY,
				  "the phone started anew before it took %.*s; try again",
				  command_name_length(command->line), command->line);
}

static int session_endless(struct session *session, const struct at_command *command,
			   struct smsmodem_error *error)
{
	bool gone = command->data && at_engine_handed_over(&session->engine);

	if (gone)
		return session_unknown(session, "the answer did not end", error);
	at_engine_lose(&session->engine);
	return smsmodem_error_set(error, SMSMODEM_E_LINK,
				  "the answer to %.*s does not end; the "
				  "device is no modem, or the "
				  "speed is wrong (?baud=)",
				  command_name_length(command->line), command->line);
}

int session_end(struct session *session, const struct at_command *command,
		const struct at_event *event, struct smsmodem_error *error)
{
	char what[64];

	session->final = event->final;
	(void)snprintf(session->result, sizeof session->result, "%s", event->line);
	if (session->engine.state == AT_STATE_LOST) /* a prompt was left open */
		session_escape(session);
	(void)snprintf(what, sizeof what, "the modem refused %.*s",
		       command_name_length(command->line), command->line);
	return session_final_error(session, what, error);
}

/*
 * What came before the command is written is no answer to it: some phones say OK behind an ERROR.
 */
int session_poll(struct session *session, struct smsmodem_error *error)
{
	size_t seen = session->seen;
	struct at_event event;

	for (;;) {
		if (session_feed(session, &event)) {
			(void)session_keep(session, &event);
			continue;
		}
		int count = session->seen - seen < STALE_MAX ? session_read(session, error) : 0;
		if (count <= 0)
			return count;
	}
}

int session_begin(struct session *session, const struct at_command *command,
		  struct smsmodem_error *error)
{
	lines_clear(&session->response);
	session->result[0] = '\0';
	session->cut = false;
	session->stall = NULL;
	session->final = (struct at_final){AT_RESULT_NONE, -1};
	int result = session->engine.state == AT_STATE_LOST ? session_resync(session, error) : 0;
	if (result < 0)
		return result;
	result = session_poll(session, error);
	if (result < 0)
		return result;
	result = at_engine_submit(&session->engine, command, session_now_ms(session));
	return result < 0 ? smsmodem_error_set(error, SMSMODEM_E_USAGE, "the command is too long")
			  : SMSMODEM_OK;
}

int session_run(struct session *session, const struct at_command *command,
		struct smsmodem_error *error)
{
	struct at_event event;
	int result = session_begin(session, command, error);

	if (result < 0)
		return result;
	for (;;) {
		result = session_step(session, -1, &event, error);
		if (result < 0)
			return session_broken(session, command, result, error);
		if (event.kind == AT_EVENT_FINAL)
			return session_end(session, command, &event, error);
		if (event.kind == AT_EVENT_TIMEOUT)
			return session_timeout(session, command, error);
		if (event.kind == AT_EVENT_PROMPT && !command->data) {
			session_escape(session);
			return smsmodem_error_set(error, SMSMODEM_E_USAGE,
						  "%.*s asks for data at a prompt, and there is "
						  "none: give it with --data",
						  command_name_length(command->line),
						  command->line);
		}
		/* what came before the prompt does not answer the data: a late +CMGS, say */
		if (event.kind == AT_EVENT_PROMPT)
			lines_clear(&session->response);
		session->cut = session->cut || event.kind == AT_EVENT_OVERLONG;
		if (!session_keep(session, &event))
			return session_endless(session, command, error);
		if (command->data && event.kind == AT_EVENT_URC && at_urc_restarts(event.line))
			return session_forgotten(session, command, error);
	}
}

int session_ask(struct session *session, const char *line, int64_t timeout_ms,
		struct smsmodem_error *error)
{
	struct at_command command = {
		.line = line,
		.timeout_ms = timeout_ms > 0 ? timeout_ms : at_command_timeout_ms(line),
	};

	if (timeout_ms <= 0 && session->limit_ms > 0 && command.timeout_ms > session->limit_ms)
		command.timeout_ms = session->limit_ms;
	return session_run(session, &command, error);
}
