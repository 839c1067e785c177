/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One message on its way out: printed and taken, then the command, then acknowledged. Each step is
 * noted before the next, so that none is done twice when the next one fails.
 */
#include "receive.h"
#include <stdlib.h>
#include <string.h>

#define DEFER_MIN_MS 30000
#define DEFER_MAX_MS 600000
#define FAILURES_MAX 5 /* then the pause grows no more */

static void out_of_memory(struct receive *receive)
{
	struct smsmodem_error error;

	smsmodem_error_set(&error, SMSMODEM_E_MEMORY, "out of memory for the output");
	receive_fail(receive, &error);
}

static void item_end(struct receive *receive)
{
	json_decref(receive->item.object);
	receive->item = (struct receive_item){.stage = RECEIVE_IDLE};
}

void receive_item_drop(struct receive *receive)
{
	free(receive->output.line);
	receive->output.line = NULL;
	item_end(receive);
}

/* --- printing --- */

static bool is_message(const struct smsmodem_event *event)
{
	return event->kind == SMSMODEM_EVENT_SMS || event->kind == SMSMODEM_EVENT_REPORT;
}

/* @param line malloc'd, or NULL: out of memory */
static void put(struct receive *receive, char *line, size_t length)
{
	if (!line) {
		receive_item_drop(receive);
		out_of_memory(receive);
		return;
	}
	receive->item.stage = RECEIVE_PRINT;
	receive_output_put(&receive->output, line, length);
}

static void put_event(struct receive *receive, const struct smsmodem_event *event, json_t *object)
{
	size_t length = 0;
	char *line;

	if (receive->cli->json)
		line = output_json_text(object, &length);
	else
		line = receive_shown_print(event, receive->device) ? receive_capture_take(&length)
								   : NULL;
	put(receive, line, length);
}

/* The line was taken, by this command's standard output or by an earlier one's. */
static void printed(struct receive *receive);

void receive_item_begin(struct receive *receive, const struct smsmodem_event *event)
{
	struct receive_item *item = &receive->item;
	bool command = receive->exec.command && is_message(event);
	json_t *object = NULL;

	*item = (struct receive_item){.token = event->token};
	memcpy(item->id, event->id, sizeof item->id);
	receive->begun += is_message(event);
	if (receive->cli->json || command) {
		object = receive_shown_json(event, receive->device);
		if (!object) {
			out_of_memory(receive);
			return;
		}
	}
	if (command) {
		item->object = json_incref(object);
		item->progress = event->progress;
	}
	if (item->progress > 0)
		printed(receive);
	else
		put_event(receive, event, object);
	json_decref(object);
}

void receive_item_say(struct receive *receive, json_t *object, const char *said)
{
	size_t length = 0;
	char *line = NULL;

	if (receive->cli->json) {
		line = output_json_text(object, &length);
	} else {
		output_foreign(stdout, said, strlen(said), 0);
		(void)fputc('\n', stdout);
		line = receive_capture_take(&length);
	}
	json_decref(object);
	put(receive, line, length);
}

/* --- taken --- */

static void acknowledge(struct receive *receive)
{
	struct smsmodem_error error;
	uint64_t token = receive->item.token;

	item_end(receive);
	if (!token)
		return;
	if (smsmodem_ack(receive->modem, token, &error) < 0) {
		receive_fail(receive, &error);
		return;
	}
	receive->taken++;
	/* the last one is written now, and not when nobody looks any more */
	if (receive->taken == receive->options.count &&
	    smsmodem_next(receive->modem, NULL, 0, &error) == SMSMODEM_E_OUTPUT)
		receive_fail(receive, &error);
}

static int64_t pause_ms(int failures)
{
	int64_t pause = DEFER_MIN_MS;

	for (int i = 1; i < failures && pause < DEFER_MAX_MS; i++)
		pause *= 2;
	return pause < DEFER_MAX_MS ? pause : DEFER_MAX_MS;
}

/* It is tried again later, and meanwhile others are. */
static void postpone(struct receive *receive, const struct smsmodem_error *why)
{
	struct receive_item *item = &receive->item;
	struct smsmodem_error error;
	int failures = item->progress;
	int64_t delay_ms = pause_ms(failures);

	receive->failed++;
	(void)fputs("smsmodem: ", stderr);
	output_foreign(stderr, why->text, strlen(why->text), 0);
	(void)fprintf(stderr, "; message %s stays, and is tried again in %d s\n", item->id,
		      (int)(delay_ms / 1000));
	if ((failures <= FAILURES_MAX &&
	     smsmodem_progress(receive->modem, item->token, failures + 1, &error) < 0) ||
	    smsmodem_defer(receive->modem, item->token, delay_ms, &error) < 0)
		receive_fail(receive, &error);
	item_end(receive);
}

static void printed(struct receive *receive)
{
	struct receive_item *item = &receive->item;
	struct smsmodem_error error;

	if (!item->object) {
		acknowledge(receive);
		return;
	}
	if (item->progress == 0) {
		item->progress = 1;
		if (smsmodem_progress(receive->modem, item->token, 1, &error) < 0) {
			item_end(receive);
			receive_fail(receive, &error);
			return;
		}
	}
	item->stage = RECEIVE_EXEC;
	if (receive_exec_start(&receive->exec, item->object, receive->device, receive_now_ms(),
			       &error) < 0)
		postpone(receive, &error);
}

bool receive_item_pump(struct receive *receive)
{
	struct smsmodem_error error;
	int result;

	if (receive->item.stage == RECEIVE_IDLE)
		return false;
	if (receive->item.stage == RECEIVE_EXEC) {
		result = receive_exec_pump(&receive->exec, receive_now_ms(), &error);
		if (result > 0)
			acknowledge(receive);
		else if (result < 0)
			postpone(receive, &error);
		return result != 0;
	}
	result = receive_output_pump(&receive->output, receive_now_ms(), &error);
	if (result > 0) {
		printed(receive);
	} else if (result < 0) {
		receive->broken = true;
		item_end(receive);
		receive_fail(receive, &error);
	}
	return result != 0;
}
