/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "commands.h"
#include "push_explain.h"
#include "push_run.h"
#include "send_options.h"

/* Of texts there is none here: kinds get the rows from MESSAGE_CLASS on. */
static const struct cli_option send_rows[] = {
	MESSAGE_ROWS,
	SEND_ROWS,
	[SEND_OPTIONS] = {NULL, 0, NULL, NULL},
};

/* What is explained is not sent, so that there is no result to wait for. */
static int check_explain(const struct send_run *send)
{
	const char *wrong = send->store          ? "--store"
			    : send->report_s > 0 ? "--wait-report"
			    : send->retries > 0  ? "--retries"
			    : send->progress     ? "--progress"
						 : NULL;

	return wrong ? cli_usage(send->cli, "--explain sends nothing, and excludes %s", wrong) : 0;
}

static int send_push(struct push_run *push, struct send_run *send)
{
	struct cli *cli = push->cli;
	bool explain = push->push.value[PUSH_EXPLAIN] != NULL;

	int status = explain ? check_explain(send) : 0;
	if (status == 0)
		status = send_check(send);
	if (status == 0 && explain)
		status = push_explain(cli, &push->push, &send->message.submit,
				      send->dry_run ? stderr : stdout, 0);
	if (status != 0 || (explain && !send->dry_run))
		return status;
	send->more = push_result(&push->push);
	status = send_go(send);
	json_decref(send->more);
	return status;
}

static int run_kind(struct push_run *push, struct send_run *send, int argc, char **argv)
{
	int option, status = 0;

	while (status == 0 && (option = push_run_next(push, argc, argv, &status)) >= 0)
		status = send_option(send, option);
	if (status != 0 || option != -1)
		return status;
	status = message_settle(push->cli, &send->message);
	const char *to = status == 0 ? push_run_number(push, argc, argv) : NULL;
	if (status == 0)
		status = to ? send_recipients(send, to) : 64;
	if (status == 0)
		status = push_run_message(push, &send->message);
	return status == 0 ? send_push(push, send) : status;
}

static int run(struct cli *cli, int argc, char **argv)
{
	struct push_run push;
	struct send_run send = {.cli = cli};
	int status = 0;

	if (!push_run_begin(&push, cli, &cmd_push, &send_rows[MESSAGE_CLASS], argc, argv, &status))
		return status;
	message_begin(&send.message);
	send.message.submit.port_src = push.push.kind->port_src;
	status = run_kind(&push, &send, argc, argv);
	message_end(&send.message);
	push_run_end(&push);
	return status;
}

const struct cli_command cmd_push = {
	.name = "push",
	.synopsis = "si|sl|mms|co|emn|prov|xml|raw|vcard|vcalendar|ringtone|logo|icon|picture "
		    "TO[,TO]...",
	.summary = "Send a WAP push or an object of Smart Messaging",
	.options = push_options,
	.examples =
		"  smsmodem -d /dev/ttyUSB0 push si +491701234567 --href http://example.com/news "
		"--text News\n"
		"  smsmodem push mms +491701234567 --location http://mmsc/1 --subject Hello "
		"--explain\n"
		"  smsmodem encode --network cdma push sl +491701234567 --href "
		"http://example.com/\n"
		"  smsmodem push si --help\n",
	.run = run,
	.more = &send_rows[MESSAGE_CLASS],
};
