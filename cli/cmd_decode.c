/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "commands.h"
#include "decoding.h"
#include "input.h"
#include <string.h>

enum decode_option {
	DECODE_KIND,
	DECODE_NO_SMSC,
	DECODE_PARTS,
	DECODE_OPTIONS
};

static const struct cli_option options[] = {
	[DECODE_KIND] = {"kind", 'k', "NAME", "auto, deliver, submit or report"},
	[DECODE_NO_SMSC] = {"no-smsc", 0, NULL,
			    "the PDUs start without a message centre's address"},
	[DECODE_PARTS] = {"parts", 0, NULL, "show each part, do not join"},
	[DECODE_OPTIONS] = {NULL, 0, NULL, NULL},
};

int decoding_bad(struct decoding *decoding, struct smsmodem_error *error)
{
	/* also what is no hexadecimal at all was to be a PDU */
	if (error->code == SMSMODEM_E_DATA)
		error->code = SMSMODEM_E_PDU;
	decoding->status = cli_fail_line(decoding->cli, error, decoding->line);
	return decoding->status == 74 ? 74 : 0;
}

/* One line. @return 0, or 74 when the output broke; a bad line is reported and counted */
static int decode_line(struct decoding *decoding, const char *line, long number)
{
	decoding->line = number;
	if (!pasted_line(&decoding->pasted, line))
		return 0;
	return decoding_tpdu(decoding);
}

static int decode_stdin(struct decoding *decoding)
{
	struct smsmodem_error error;
	struct input input;
	char *line;
	size_t length;
	int status = 0, result;

	if (input_open(&input, "-", -1, false, &error) < 0)
		return cli_fail(decoding->cli, &error);
	while (status == 0 && (result = input_line(&input, &line, &length, &error)) != 0) {
		decoding->line = input.line;
		status = result == SMSMODEM_E_DATA ? decoding_bad(decoding, &error)
			 : result < 0              ? cli_fail(decoding->cli, &error)
						   : decode_line(decoding, line, input.line);
	}
	input_close(&input);
	return status;
}

static int decode_all(struct decoding *decoding, int count, char **lines)
{
	int status = count == 0 ? decode_stdin(decoding) : 0;

	for (int i = 0; i < count && status == 0; i++)
		status = decode_line(decoding, lines[i], i + 1);
	if (status == 0)
		status = decoding_tpdu_rest(decoding);
	return status != 0 ? status : decoding->status;
}

static int take_kind(struct decoding *decoding, const char *name)
{
	static const char *const names[DECODING_KINDS] = {
		[DECODING_AUTO] = "auto",       [DECODING_DELIVER] = "deliver",
		[DECODING_SUBMIT] = "submit",   [DECODING_REPORT] = "report",
		[DECODING_COMMAND] = "command", [DECODING_CB] = "cb",
		[DECODING_CDMA] = "cdma",
	};

	for (size_t i = 0; i < DECODING_KINDS; i++) {
		if (strcmp(name, names[i]) == 0) {
			decoding->kind = (enum decoding_kind)i;
			return 0;
		}
	}
	return cli_usage(decoding->cli,
			 "--kind is auto, deliver, submit, report, command, cb or cdma, not "
			 "\"%.40s\"",
			 name);
}

static int run(struct cli *cli, int argc, char **argv)
{
	struct decoding decoding = {.cli = cli, .pasted = PASTED_INIT};
	struct smsmodem_error error;
	int option, status = 0;

	while (status == 0 && (option = cli_getopt(cli, argc, argv)) != -1) {
		switch (option) {
		case DECODE_KIND: status = take_kind(&decoding, cli->optarg); break;
		case DECODE_NO_SMSC: decoding.no_smsc = true; break;
		case DECODE_PARTS: decoding.parts = true; break;
		default: return option == -3 ? 0 : 64;
		}
	}
	if (status != 0)
		return status;
	if (!decoding.parts && !(decoding.join = smsmodem_join_new(NULL))) {
		smsmodem_error_set(&error, SMSMODEM_E_MEMORY, "out of memory");
		return cli_fail(cli, &error);
	}
	status = decode_all(&decoding, argc - cli->optind, argv + cli->optind);
	smsmodem_join_free(decoding.join);
	return status;
}

const struct cli_command cmd_decode = {
	.name = "decode",
	.synopsis = "[PDU]...",
	.summary = "Show what PDUs say; parts are joined",
	.options = options,
	.examples = "  smsmodem decode 0011000B916407281553F80000AA0AE8329BFD4697D9EC37\n"
		    "  smsmodem -d /dev/ttyUSB0 at AT+CMGL=4 | smsmodem decode --json\n"
		    "  smsmodem encode +491701234567 \"hello\" | smsmodem decode\n",
	.run = run,
};
