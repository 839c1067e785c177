/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "commands.h"
#include "send_options.h"

enum {
	SEND_BATCH = SEND_OPTIONS,
	SEND_ID,
	SEND_ONCE,
	SEND_ALL
};

static const struct cli_option options[] = {
	MESSAGE_ROWS,
	SEND_ROWS,
	[SEND_BATCH] = {"batch", 'b', "FILE", "JSON Lines {\"to\",\"text\",\"id\"}; - is stdin"},
	[SEND_ID] = {"id", 0, "KEY", "send the message of this key at most once, whatever happens"},
	[SEND_ONCE] = {"once", 0, NULL, "the same of each line of --batch, by its \"id\""},
	[SEND_ALL] = {NULL, 0, NULL, NULL},
};

/* What is known by a key is one message, and is sent. */
static int check_key(const struct send_run *run)
{
	const char *wrong = run->batch     ? "--batch, whose lines have their own: take --once"
			    : run->store   ? "--store"
			    : run->dry_run ? "--dry-run"
			    : run->recipients > 1 ? "several numbers: --batch with --once has them"
						  : NULL;

	if (run->id && wrong)
		return cli_usage(run->cli, "--id is for one message that is sent, and excludes %s",
				 wrong);
	if (run->once && (!run->batch || run->store))
		return cli_usage(run->cli, "--once is for the lines of --batch, which are sent");
	return 0;
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
	int status = send_recipients(run, operands[0]);
	if (status == 0)
		status = message_text(run->cli, &run->message, count == 2 ? operands[1] : NULL);
	return status == 0 ? send_check(run) : status;
}

static int run(struct cli *cli, int argc, char **argv)
{
	struct send_run run = {.cli = cli};
	int option, status = 0;

	message_begin(&run.message);
	while (status == 0 && (option = cli_getopt(cli, argc, argv)) != -1) {
		if (option < 0)
			return option == -2 ? 64 : 0;
		if (option == SEND_BATCH)
			run.batch = cli->optarg;
		else if (option == SEND_ID)
			run.id = cli->optarg;
		else if (option == SEND_ONCE)
			run.once = true;
		else
			status = send_option(&run, option);
	}
	if (status == 0)
		status = message_settle(cli, &run.message);
	if (status == 0)
		status = take_operands(&run, argc - cli->optind, argv + cli->optind);
	if (status == 0)
		status = check_key(&run);
	if (status == 0)
		status = send_go(&run);
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
		    "  smsmodem -p e65 send --id order-4711 --retries 5 +491701234567 \"ready\"\n"
		    "  smsmodem -d sim: send --batch messages.jsonl --json\n",
	.run = run,
};
