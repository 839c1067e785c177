/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "send_options.h"
#include "console_dot.h"
#include "sending.h"
#include <string.h>
#include <unistd.h>

#define REPORT_SECONDS 300

int send_recipients(struct send_run *run, const char *text)
{
	int length = snprintf(run->numbers, sizeof run->numbers, "%s", text);
	char *rest = run->numbers;

	if (length >= (int)sizeof run->numbers)
		return cli_usage(run->cli, "too many recipients; use --batch");
	while (rest) {
		if (run->recipients == SEND_RECIPIENTS_MAX)
			return cli_usage(run->cli, "over %d recipients; use --batch",
					 SEND_RECIPIENTS_MAX);
		run->to[run->recipients++] = strsep(&rest, ",");
	}
	return 0;
}

int send_check(struct send_run *run)
{
	struct smsmodem_encoder encoder;
	struct smsmodem_error error;

	for (int i = 0; i < run->recipients; i++) {
		run->message.submit.to = run->to[i];
		if (smsmodem_encode_begin(&encoder, &run->message.submit, &error) < 0)
			return refusal_report(run->cli, &run->message.submit, &error);
	}
	return 0;
}

static int print_all(struct send_run *run)
{
	int status = 0;

	for (int i = 0; i < run->recipients && status == 0; i++) {
		run->message.submit.to = run->to[i];
		status = message_print(run->cli, &run->message);
	}
	return status;
}

static int send_all(struct send_run *run, struct sending *sending)
{
	json_t *id = run->id ? output_string(run->id, strlen(run->id)) : NULL;
	int status = 0;

	if (run->batch)
		return sending_batch(sending, &run->message, run->batch);
	for (int i = 0; i < run->recipients && status == 0; i++) {
		run->message.submit.to = run->to[i];
		status = sending_one(sending, &run->message.submit, id, i + 1 < run->recipients);
	}
	json_decref(id);
	return status != 0 ? status : sending_status(sending);
}

/* Whoever asks for an outbox gets one, or nothing is sent. */
static int send_outbox(struct send_run *run, struct sending *sending)
{
	struct smsmodem_error error;

	if (!sending->key && !sending->once)
		return 0;
	return sending_outbox(sending, &error) < 0 ? cli_fail(run->cli, &error) : 0;
}

static int send_open(struct send_run *run)
{
	struct sending sending = {
		.cli = run->cli,
		.flags = run->store ? SMSMODEM_SEND_STORE : 0,
		.batch = run->batch != NULL,
		.progress = run->progress || (isatty(2) && !run->cli->quiet),
		.report_ms = run->report_s * 1000,
		.more = run->more,
		.key = run->id,
		.once = run->once,
		.retries = run->retries,
	};
	struct smsmodem_error error;
	int status = send_outbox(run, &sending);

	if (status == 0)
		status = cli_open(run->cli, &sending.modem);
	if (status != 0) {
		smsmodem_outbox_close(sending.outbox);
		return status;
	}
	if (run->report_s > 0 && smsmodem_enable_reports(sending.modem, &error) < 0)
		status = cli_fail(run->cli, &error);
	else
		status = send_all(run, &sending);
	smsmodem_outbox_close(sending.outbox);
	return cli_close(run->cli, sending.modem, status);
}

int send_go(struct send_run *run)
{
	if (run->dry_run)
		return print_all(run);
	return run->cli->console ? dot_queue(run) : send_open(run);
}

static int take_wait(struct send_run *run)
{
	run->report_s = REPORT_SECONDS;
	run->message.submit.report = true;
	if (run->cli->optarg && !parse_number(run->cli->optarg, 1, 86400, &run->report_s))
		return cli_usage(run->cli, "--wait-report takes seconds, 1 to 86400, not \"%.40s\"",
				 run->cli->optarg);
	return 0;
}

static int take_retries(struct send_run *run)
{
	if (parse_number(run->cli->optarg, 0, 1000, &run->retries))
		return 0;
	return cli_usage(run->cli, "--retries takes a number, 0 to 1000, not \"%.40s\"",
			 run->cli->optarg);
}

int send_option(struct send_run *run, int option)
{
	switch (option) {
	case SEND_STORE: run->store = true; return 0;
	case SEND_DRY_RUN: run->dry_run = true; return 0;
	case SEND_PROGRESS: run->progress = true; return 0;
	case SEND_WAIT_REPORT: return take_wait(run);
	case SEND_RETRIES: return take_retries(run);
	default: return message_option(run->cli, &run->message, option);
	}
}
