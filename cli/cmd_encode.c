/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "commands.h"
#include "encode_format.h"
#include "explain.h"
#include "push_explain.h"
#include "push_run.h"
#include <string.h>

static const struct cli_option options[] = {
	MESSAGE_ROWS,
	[ENCODE_EXPLAIN] = {"explain", 0, NULL,
			    "say why this alphabet, and what others would cost"},
	ENCODE_CDMA_ROWS,
	ENCODE_FORMAT_ROWS,
	[ENCODE_FORMAT_OPTIONS] = {NULL, 0, NULL, NULL},
};

/* What the command line asks for. */
struct encode_run {
	struct cli *cli;
	struct message message;
	struct encode_cdma cdma;
	struct encode_format format;
};

static int take_option(struct encode_run *run, int option)
{
	if (option == ENCODE_EXPLAIN)
		run->cdma.explain = true;
	else if (option >= ENCODE_OPTIONS)
		return encode_format_option(run->cli, &run->format, option);
	else if (option >= ENCODE_NETWORK)
		return encode_cdma_option(run->cli, &run->cdma, option);
	else
		return message_option(run->cli, &run->message, option);
	return 0;
}

/* A template may imply the network, so its turn comes first. */
static int settle(struct encode_run *run)
{
	int status = encode_format_check(run->cli, &run->format, &run->message, &run->cdma);

	if (status == 0)
		status = encode_cdma_check(run->cli, &run->message, &run->cdma);
	return status == 0 ? message_settle(run->cli, &run->message) : status;
}

/* --- texts --- */

static int encode_text(struct encode_run *run, int argc, char **argv)
{
	struct cli *cli = run->cli;
	int operands = argc - cli->optind;

	if (operands < 1 || operands > 2)
		return cli_usage(cli, "encode takes a number and a text");
	int status = message_text(cli, &run->message, operands == 2 ? argv[cli->optind + 1] : NULL);
	run->message.submit.to = argv[cli->optind];
	if (status == 0 && run->cdma.explain)
		status = explain_encoding(cli, &run->message.submit);
	return status == 0 ? encode_print(cli, &run->message, &run->cdma, &run->format) : status;
}

static int run_text(struct encode_run *run, int argc, char **argv)
{
	int option, status = 0;

	while (status == 0 && (option = cli_getopt(run->cli, argc, argv)) != -1) {
		if (option < 0)
			return option == -2 ? 64 : 0;
		status = take_option(run, option);
	}
	if (status == 0)
		status = settle(run);
	return status == 0 ? encode_text(run, argc, argv) : status;
}

/* --- pushes --- */

static int encode_push(struct encode_run *run, struct push_run *push, int argc, char **argv)
{
	const char *to = push_run_number(push, argc, argv);

	if (!to)
		return 64;
	run->message.submit.to = to;
	int status = push_run_message(push, &run->message);
	if (status == 0 && push->push.value[PUSH_EXPLAIN])
		status = push_explain(run->cli, &push->push, &run->message.submit, stderr,
				      run->cdma.segment_size);
	return status == 0 ? encode_print(run->cli, &run->message, &run->cdma, &run->format)
			   : status;
}

static int run_push(struct encode_run *run, int argc, char **argv)
{
	struct push_run push;
	int option, status = 0;

	if (!push_run_begin(&push, run->cli, &cmd_encode, &options[MESSAGE_CLASS], argc, argv,
			    &status))
		return status;
	run->message.submit.port_src = push.push.kind->port_src;
	while (status == 0 && (option = push_run_next(&push, argc, argv, &status)) >= 0)
		status = take_option(run, option);
	if (status == 0 && option == -1)
		status = settle(run);
	if (status == 0 && option == -1)
		status = encode_push(run, &push, argc, argv);
	push_run_end(&push);
	return status;
}

static int run(struct cli *cli, int argc, char **argv)
{
	struct encode_run run = {.cli = cli, .cdma = ENCODE_CDMA_INIT};
	const char *first = "";

	message_begin(&run.message);
	bool push = cli_peek(&cmd_encode, argc, argv, &first, 1) == 1 && strcmp(first, "push") == 0;
	int status = push ? run_push(&run, argc, argv) : run_text(&run, argc, argv);
	message_end(&run.message);
	return status;
}

const struct cli_command cmd_encode = {
	.name = "encode",
	.synopsis = "TO [TEXT]\n       smsmodem encode push KIND [OPTION]... TO",
	.summary = "Turn a text or a push into PDUs, without a modem",
	.options = options,
	.examples = "  smsmodem encode +491701234567 \"hello\"\n"
		    "  smsmodem encode --json --ref 7 +491701234567 - < long.txt\n"
		    "  smsmodem encode --explain +491701234567 \"naïve café\"\n"
		    "  smsmodem encode --network cdma push si +491701234567 "
		    "--href http://example.com/\n"
		    "  smsmodem encode push si --help\n",
	.run = run,
	.inner = &cmd_push,
	.elsewhere = push_elsewhere,
};
