/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "commands.h"
#include "input.h"
#include "pasted.h"
#include "shown.h"
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

struct decode_run {
	struct cli *cli;
	struct smsmodem_decode_options how;
	struct smsmodem_join *join; /* NULL: --parts */
	struct pasted pasted;
	int status; /* 0, or 65 once a line was bad */
};

static int show(const struct decode_run *run, const struct smsmodem_message *message)
{
	if (run->cli->json)
		return output_json(run->cli, shown_json(message));
	return shown_print(run->cli, message);
}

static int show_joined(const struct decode_run *run, const struct smsmodem_tpdu *tpdu)
{
	struct smsmodem_message message = {tpdu, 1, 1};
	int status = 0;

	if (!run->join)
		return show(run, &message);
	int ready = smsmodem_join_add(run->join, tpdu, 0, &message);
	while (ready > 0 && status == 0) {
		status = show(run, &message);
		ready = smsmodem_join_add(run->join, NULL, 0, &message);
	}
	return status;
}

/* A bad line is reported, and the others are still shown. @return 0, or 74 */
static int decode_bad(struct decode_run *run, struct smsmodem_error *error, long number)
{
	/* also what is no hexadecimal at all was to be a PDU */
	if (error->code == SMSMODEM_E_DATA)
		error->code = SMSMODEM_E_PDU;
	run->status = cli_fail_line(run->cli, error, number);
	return run->status == 74 ? 74 : 0;
}

/* One line. @return 0, or 74 when the output broke; a bad line is reported and counted */
static int decode_line(struct decode_run *run, const char *line, long number)
{
	struct smsmodem_decode_options how = run->how;
	struct smsmodem_error error;
	struct smsmodem_tpdu tpdu;

	if (!pasted_line(&run->pasted, line))
		return 0;
	how.tpdu_length = run->pasted.tpdu_length;
	if (smsmodem_decode(run->pasted.hex, run->pasted.length, &how, &tpdu, &error) < 0)
		return decode_bad(run, &error, number);
	if (tpdu.kind == SMSMODEM_KIND_DELIVER && !tpdu.scts.valid && !how.no_smsc &&
	    how.tpdu_length < 0)
		cli_note(run->cli,
			 "line %ld: the time is none; if no message centre stands in "
			 "front, use --no-smsc",
			 number);
	return show_joined(run, &tpdu);
}

static int decode_stdin(struct decode_run *run)
{
	struct smsmodem_error error;
	struct input input;
	char *line;
	size_t length;
	int status = 0, result;

	if (input_open(&input, "-", -1, false, &error) < 0)
		return cli_fail(run->cli, &error);
	while (status == 0 && (result = input_line(&input, &line, &length, &error)) != 0)
		status = result == SMSMODEM_E_DATA ? decode_bad(run, &error, input.line)
			 : result < 0              ? cli_fail(run->cli, &error)
						   : decode_line(run, line, input.line);
	input_close(&input);
	return status;
}

static int show_rest(struct decode_run *run)
{
	struct smsmodem_message message;
	int status = 0;

	while (run->join && status == 0 && smsmodem_join_flush(run->join, &message) > 0)
		status = show(run, &message);
	return status;
}

static int decode_all(struct decode_run *run, int count, char **lines)
{
	int status = count == 0 ? decode_stdin(run) : 0;

	for (int i = 0; i < count && status == 0; i++)
		status = decode_line(run, lines[i], i + 1);
	if (status == 0)
		status = show_rest(run);
	return status != 0 ? status : run->status;
}

static int take_kind(struct decode_run *run, const char *name)
{
	static const char *const names[] = {
		[SMSMODEM_KIND_AUTO] = "auto",
		[SMSMODEM_KIND_DELIVER] = "deliver",
		[SMSMODEM_KIND_SUBMIT] = "submit",
		[SMSMODEM_KIND_STATUS_REPORT] = "report",
	};

	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		if (strcmp(name, names[i]) == 0) {
			run->how.kind = (enum smsmodem_kind)i;
			return 0;
		}
	}
	return cli_usage(run->cli, "--kind is auto, deliver, submit or report, not \"%.40s\"",
			 name);
}

static int run(struct cli *cli, int argc, char **argv)
{
	struct decode_run run = {.cli = cli, .pasted = PASTED_INIT};
	struct smsmodem_error error;
	bool parts = false;
	int option, status = 0;

	while (status == 0 && (option = cli_getopt(cli, argc, argv)) != -1) {
		switch (option) {
		case DECODE_KIND: status = take_kind(&run, cli->optarg); break;
		case DECODE_NO_SMSC: run.how.no_smsc = true; break;
		case DECODE_PARTS: parts = true; break;
		default: return option == -3 ? 0 : 64;
		}
	}
	if (status != 0)
		return status;
	if (!parts && !(run.join = smsmodem_join_new(NULL))) {
		smsmodem_error_set(&error, SMSMODEM_E_MEMORY, "out of memory");
		return cli_fail(cli, &error);
	}
	status = decode_all(&run, argc - cli->optind, argv + cli->optind);
	smsmodem_join_free(run.join);
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
