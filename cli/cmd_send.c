/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "commands.h"
#include "sending.h"
#include <string.h>
#include <unistd.h>

#define RECIPIENTS_MAX 1000
#define NUMBERS_MAX    ((size_t)65536)
#define REPORT_SECONDS 300

enum send_option {
	SEND_BATCH = MESSAGE_OPTIONS,
	SEND_STORE,
	SEND_DRY_RUN,
	SEND_PROGRESS,
	SEND_WAIT_REPORT,
	SEND_OPTIONS
};

static const struct cli_option options[] = {
	MESSAGE_ROWS,
	[SEND_BATCH] = {"batch", 'b', "FILE", "JSON Lines {\"to\",\"text\",\"id\"}; - is stdin"},
	[SEND_STORE] = {"store", 0, NULL, "write to the phone's storage, do not send"},
	[SEND_DRY_RUN] = {"dry-run", 'n', NULL, "print the PDUs, send nothing"},
	[SEND_PROGRESS] = {"progress", 0, NULL, "show parts on stderr, also off a terminal"},
	[SEND_WAIT_REPORT] = {"wait-report", 0, "[SECONDS]",
			      "ask for a delivery report and wait for it (300)"},
	[SEND_OPTIONS] = {NULL, 0, NULL, NULL},
};

/* What the command line asks for. */
struct send_run {
	struct cli *cli;
	struct message message;
	const char *batch;
	bool store, dry_run, progress;
	long report_s;             /* 0: do not wait */
	char numbers[NUMBERS_MAX]; /* TO,TO,... cut at the commas */
	const char *to[RECIPIENTS_MAX];
	int recipients;
};

static int take_recipients(struct send_run *run, const char *text)
{
	int length = snprintf(run->numbers, sizeof run->numbers, "%s", text);
	char *rest = run->numbers;

	if (length >= (int)sizeof run->numbers)
		return cli_usage(run->cli, "too many recipients; use --batch");
	while (rest) {
		if (run->recipients == RECIPIENTS_MAX)
			return cli_usage(run->cli, "over %d recipients; use --batch",
					 RECIPIENTS_MAX);
		run->to[run->recipients++] = strsep(&rest, ",");
	}
	return 0;
}

/* Everything is checked before anything is sent. */
static int check_all(struct send_run *run)
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
		status = message_print(run->cli, &run->message.submit);
	}
	return status;
}

static int send_all(struct send_run *run, struct sending *sending)
{
	int status = 0;

	if (run->batch)
		return sending_batch(sending, &run->message, run->batch);
	for (int i = 0; i < run->recipients && status == 0; i++) {
		run->message.submit.to = run->to[i];
		status = sending_one(sending, &run->message.submit, NULL, i + 1 < run->recipients);
	}
	return status != 0 ? status : sending_status(sending);
}

static int send_open(struct send_run *run)
{
	struct sending sending = {
		.cli = run->cli,
		.flags = run->store ? SMSMODEM_SEND_STORE : 0,
		.batch = run->batch != NULL,
		.progress = run->progress || (isatty(2) && !run->cli->quiet),
		.report_ms = run->report_s * 1000,
	};
	struct smsmodem_error error;
	int status = cli_open(run->cli, &sending.modem);

	if (status != 0)
		return status;
	if (run->report_s > 0 && smsmodem_enable_reports(sending.modem, &error) < 0)
		status = cli_fail(run->cli, &error);
	else
		status = send_all(run, &sending);
	return cli_close(run->cli, sending.modem, status);
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

static int take_option(struct send_run *run, int option)
{
	switch (option) {
	case SEND_BATCH: run->batch = run->cli->optarg; return 0;
	case SEND_STORE: run->store = true; return 0;
	case SEND_DRY_RUN: run->dry_run = true; return 0;
	case SEND_PROGRESS: run->progress = true; return 0;
	case SEND_WAIT_REPORT: return take_wait(run);
	default: return message_option(run->cli, &run->message, option);
	}
}

static int take_operands(struct send_run *run, int count, char **operands)
{
	if (run->batch && (count > 0 || run->dry_run || run->message.hex || run->report_s))
		return cli_usage(run->cli,
				 "--batch takes numbers and texts from its lines; no operands, "
				 "--hex, --dry-run or --wait-report");
	if (run->batch)
		return 0;
	if (count < 1 || count > 2)
		return cli_usage(run->cli, "send takes a number and a text (quoted)");
	int status = take_recipients(run, operands[0]);
	if (status == 0)
		status = message_text(run->cli, &run->message, count == 2 ? operands[1] : NULL);
	return status == 0 ? check_all(run) : status;
}

static int run(struct cli *cli, int argc, char **argv)
{
	struct send_run run = {.cli = cli};
	int option, status = 0;

	message_begin(&run.message);
	while (status == 0 && (option = cli_getopt(cli, argc, argv)) != -1) {
		if (option < 0)
			return option == -2 ? 64 : 0;
		status = take_option(&run, option);
	}
	if (status == 0)
		status = message_settle(cli, &run.message);
	if (status == 0)
		status = take_operands(&run, argc - cli->optind, argv + cli->optind);
	if (status == 0)
		status = run.dry_run ? print_all(&run) : send_open(&run);
	message_end(&run.message);
	return status;
}

const struct cli_command cmd_send = {
	.name = "send",
	.synopsis = "TO[,TO]... [TEXT]",
	.summary = "Send a message",
	.options = options,
	.examples = "  smsmodem -d /dev/ttyUSB0 send +491701234567 \"hello\"\n"
		    "  uptime | smsmodem -d tcp:gateway:4001 send +491701234567\n"
		    "  smsmodem -p e65 send --report --validity 2h +491701234567,+491707654321 "
		    "\"on my way\"\n"
		    "  smsmodem -d sim: send --batch messages.jsonl --json\n",
	.run = run,
};
