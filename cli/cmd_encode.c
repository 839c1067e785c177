/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "commands.h"
#include "encode_cdma.h"
#include "explain.h"
#include "message.h"

static const struct cli_option options[] = {
	MESSAGE_ROWS,
	[ENCODE_EXPLAIN] = {"explain", 0, NULL,
			    "say why this alphabet, and what others would cost"},
	ENCODE_CDMA_ROWS,
	[ENCODE_OPTIONS] = {NULL, 0, NULL, NULL},
};

static int encode(struct cli *cli, struct message *message, bool explain)
{
	if (explain) {
		int result = explain_encoding(cli, &message->submit);
		if (result != 0)
			return result;
	}
	return message_print(cli, &message->submit);
}

static int run(struct cli *cli, int argc, char **argv)
{
	struct encode_cdma cdma = ENCODE_CDMA_INIT;
	struct message message;
	bool explain = false;
	int option, status = 0;

	message_begin(&message);
	while (status == 0 && (option = cli_getopt(cli, argc, argv)) != -1) {
		if (option < 0)
			return option == -2 ? 64 : 0;
		if (option == ENCODE_EXPLAIN)
			explain = cdma.explain = true;
		else if (option >= ENCODE_NETWORK)
			status = encode_cdma_option(cli, &cdma, option);
		else
			status = message_option(cli, &message, option);
	}
	if (status == 0)
		status = encode_cdma_check(cli, &message, &cdma);
	if (status == 0)
		status = message_settle(cli, &message);
	int operands = argc - cli->optind;
	if (status == 0 && (operands < 1 || operands > 2))
		status = cli_usage(cli, "encode takes a number and a text");
	if (status == 0)
		status = message_text(cli, &message, operands == 2 ? argv[cli->optind + 1] : NULL);
	if (status == 0) {
		message.submit.to = argv[cli->optind];
		status = cdma.wanted ? encode_cdma(cli, &message, &cdma)
				     : encode(cli, &message, explain);
	}
	message_end(&message);
	return status;
}

const struct cli_command cmd_encode = {
	.name = "encode",
	.synopsis = "TO [TEXT]",
	.summary = "Turn a text into PDUs, without a modem",
	.options = options,
	.examples = "  smsmodem encode +491701234567 \"hello\"\n"
		    "  smsmodem encode --json --ref 7 +491701234567 - < long.txt\n"
		    "  smsmodem encode --explain +491701234567 \"naïve café\"\n",
	.run = run,
};
