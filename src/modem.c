/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A modem's life, and single commands. */
#include "ascii.h"
#include "modem_private.h"
#include "receive.h"
#include "transports.h"
#include <stdlib.h>
#include <string.h>

#define RESTORE_TIMEOUT_MS 2000
#define SEND_TIMEOUT_MS    60000

static bool copy_string(char **copy, const char *text)
{
	*copy = text ? strdup(text) : NULL;
	return !text || *copy;
}

static void modem_free(struct smsmodem *modem)
{
	session_free(&modem->session);
	if (modem->transport)
		modem->transport->ops->close(modem->transport);
	free(modem->device);
	free(modem->pin_file);
	free(modem->state_dir);
	free(modem->read);
	free(modem);
}

void modem_attach(struct smsmodem *modem, struct transport *transport)
{
	unsigned restarts = modem->session.restarts;

	session_free(&modem->session);
	session_init(&modem->session, transport, modem->trace);
	modem->session.restarts = restarts;
	modem->session.limit_ms = modem->command_timeout_ms;
	modem->transport = transport;
	modem->prepared = modem->answered = false;
	modem->cmms = CMMS_UNTRIED;
}

void modem_shut(struct smsmodem *modem)
{
	int64_t now_ms = session_now_ms(&modem->session);

	modem->transport->ops->close(modem->transport);
	modem_attach(modem, transport_closed(&modem->closed, now_ms));
}

static int modem_connect(struct smsmodem *modem, const struct smsmodem_options *options,
			 struct smsmodem_error *error)
{
	modem->how = (struct transport_options){
		.timeout_ms = options->command_timeout_ms > 0 ? options->command_timeout_ms : -1,
		.cancel_fd = options->cancel_fd,
		.note_fd = options->note_fd,
		.real_time = options->real_time,
	};
	struct transport *transport;
	int result = transport_open(options->device, &modem->how, &transport, error);

	if (result < 0)
		return result;
	modem->transport = transport;
	if (options->trace)
		result = smsmodem_trace_open(options->trace, options->device,
					     transport->ops->now_ms(transport), &modem->trace,
					     error);
	return result;
}

int smsmodem_open(const struct smsmodem_options *options, struct smsmodem **modem,
		  struct smsmodem_error *error)
{
	struct smsmodem *new = calloc(1, sizeof *new);

	if (!new || !copy_string(&new->device, options->device) ||
	    !copy_string(&new->pin_file, options->pin_file) ||
	    !copy_string(&new->state_dir, options->state_dir)) {
		if (new)
			modem_free(new);
		return smsmodem_error_set(error, SMSMODEM_E_MEMORY, "out of memory");
	}
	new->pin_blind = options->pin_blind;
	new->send_timeout_ms =
		options->send_timeout_ms > 0 ? options->send_timeout_ms : SEND_TIMEOUT_MS;
	new->command_timeout_ms = options->command_timeout_ms;
	int result = modem_connect(new, options, error);
	if (result < 0) {
		modem_free(new);
		return result;
	}
	modem_attach(new, new->transport);
	*modem = new;
	return SMSMODEM_OK;
}

int smsmodem_close(struct smsmodem *modem)
{
	if (!modem)
		return SMSMODEM_OK;
	receive_close(modem);
	if (modem->restore[0] && modem->session.engine.state == AT_STATE_IDLE) {
		modem->transport->cancel_fd = -1;
		(void)session_ask(&modem->session, modem->restore, RESTORE_TIMEOUT_MS, NULL);
	}
	int result = smsmodem_trace_close(modem->trace);
	modem_free(modem);
	return result;
}

static int64_t command_timeout(const struct smsmodem *modem, const char *line, int64_t timeout_ms)
{
	if (timeout_ms > 0)
		return timeout_ms;
	if (modem->command_timeout_ms > 0)
		return modem->command_timeout_ms;
	return at_command_timeout_ms(line);
}

int smsmodem_command(struct smsmodem *modem, const char *line, const char *data, int64_t timeout_ms,
		     struct smsmodem_error *error)
{
	int64_t limit_ms = command_timeout(modem, line, timeout_ms);
	const struct at_command command = {
		.line = line,
		.data = data,
		.timeout_ms = limit_ms,
		.data_timeout_ms = limit_ms,
	};

	if (line[strspn(line, " ")] == '\0')
		return smsmodem_error_set(error, SMSMODEM_E_USAGE, "an empty line is no command");
	if (strpbrk(line, "\r\n\x1A\x1B"))
		return smsmodem_error_set(error, SMSMODEM_E_USAGE,
					  "a command is one line without control characters");
	if (data && strpbrk(data, "\x1A\x1B"))
		return smsmodem_error_set(error, SMSMODEM_E_USAGE,
					  "data cannot contain Ctrl-Z or ESC; Ctrl-Z is added");
	/* whatever it was, it may have changed what the modem was made ready for */
	modem->prepared = false;
	int result = session_run(&modem->session, &command, error);
	if (result == SMSMODEM_E_TIMEOUT && modem->session.seen == 0 && !modem->session.stall)
		return smsmodem_error_set(
			error, SMSMODEM_E_TIMEOUT,
			"no answer from %s: is it a modem, switched on, at this speed?",
			modem->device);
	if (result == SMSMODEM_OK && modem->session.cut)
		return smsmodem_error_set(error, SMSMODEM_E_DATA,
					  "a line of the answer is over %d characters and is "
					  "missing",
					  AT_LINE_MAX);
	return result;
}

const char *smsmodem_peer(const struct smsmodem *modem)
{
	return modem->transport->peer[0] ? modem->transport->peer : NULL;
}

int64_t smsmodem_now_ms(const struct smsmodem *modem)
{
	return session_now_ms(&modem->session);
}

const char *smsmodem_response(const struct smsmodem *modem, size_t index)
{
	return lines_get(&modem->session.response, index);
}

const char *smsmodem_result(const struct smsmodem *modem)
{
	return modem->session.result;
}

/* Move what has come unasked into the response if it starts with prefix; the rest is for who
 * receives, or for nobody. */
static bool expect_take(struct smsmodem *modem, const char *prefix)
{
	struct session *session = &modem->session;

	while (session->unsolicited.count > 0) {
		const char *line = lines_get(&session->unsolicited, 0);
		const char *data = lines_get(&session->unsolicited, 1);
		bool match = ascii_ncasecmp(line, prefix, strlen(prefix)) == 0;
		if (!match && modem->receiver)
			/* what cannot be noted now is not acknowledged, and comes again */
			(void)receive_line(modem, line, data ? data : "", NULL);
		if (match) {
			lines_clear(&session->response);
			match = lines_add(&session->response, line, SIZE_MAX) &&
				(!data || !*data || lines_add(&session->response, data, SIZE_MAX));
		}
		lines_drop(&session->unsolicited, 2);
		if (match)
			return true;
	}
	return false;
}

/*
 * Some modems say what a set command brings before its OK, where it counts as the response: +CUSD
 * is one. It is moved to the front, alone.
 */
static bool expect_response(struct session *session, const char *prefix)
{
	struct lines *response = &session->response;
	bool set = strchr(session->engine.command, '=') && !strchr(session->engine.command, '?');

	for (size_t i = 0; set && i < response->count; i++) {
		if (ascii_ncasecmp(lines_get(response, i), prefix, strlen(prefix)) != 0)
			continue;
		lines_drop(response, i);
		return true;
	}
	return false;
}

int smsmodem_expect(struct smsmodem *modem, const char *prefix, int64_t timeout_ms,
		    struct smsmodem_error *error)
{
	struct session *session = &modem->session;
	int64_t deadline_ms = session_now_ms(session) + timeout_ms;
	struct at_event event;

	if (expect_response(session, prefix))
		return SMSMODEM_OK;
	while (!expect_take(modem, prefix)) {
		int result = session_step(session, deadline_ms, &event, error);
		if (result < 0)
			return result;
		if (event.kind == AT_EVENT_NONE)
			return smsmodem_error_set(error, SMSMODEM_E_TIMEOUT,
						  "no line that starts with %.60s within %.1f s",
						  prefix, (double)timeout_ms / 1000.0);
		if (event.kind == AT_EVENT_URC &&
		    lines_add(&session->unsolicited, event.line, SIZE_MAX))
			(void)lines_add(&session->unsolicited, event.data ? event.data : "",
					SIZE_MAX);
	}
	return SMSMODEM_OK;
}

int smsmodem_wait(struct smsmodem *modem, int64_t wait_ms, struct smsmodem_error *error)
{
	struct session *session = &modem->session;
	int64_t deadline_ms = session_now_ms(session) + wait_ms;
	struct at_event event;

	do {
		int result = session_step(session, deadline_ms, &event, error);
		if (result < 0)
			return result;
		if (event.kind == AT_EVENT_URC)
			(void)session_keep(session, &event);
	} while (event.kind != AT_EVENT_NONE);
	return SMSMODEM_OK;
}
