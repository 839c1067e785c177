/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "commands.h"
#include "decoding.h"
#include "input.h"
#include "shown.h"
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum decode_option {
	DECODE_KIND,
	DECODE_NO_SMSC,
	DECODE_PARTS,
	DECODE_SECRETS,
	DECODE_IMSI_FILE,
	DECODE_OPTIONS
};

static const struct cli_option options[] = {
	[DECODE_KIND] = {"kind", 'k', "NAME",
			 "auto, deliver, submit, report, command, cb, cdma or push"},
	[DECODE_NO_SMSC] = {"no-smsc", 0, NULL,
			    "the PDUs start without a message centre's address"},
	[DECODE_PARTS] = {"parts", 0, NULL, "show each part, do not join"},
	[DECODE_SECRETS] = {"secrets", 0, NULL, "show passwords in provisioning documents"},
	[DECODE_IMSI_FILE] = {"imsi-file", 0, "FILE",
			      "first line: the IMSI, to verify provisioning; --pin-file: the PIN"},
	[DECODE_OPTIONS] = {NULL, 0, NULL, NULL},
};

static int bad_line(struct decoding *decoding, struct smsmodem_error *error)
{
	smsmodem_error_set(error, SMSMODEM_E_DATA, "over %zu octets, more than any line has",
			   INPUT_LINE_MAX);
	return decoding_bad(decoding, error);
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
		status = result == SMSMODEM_E_DATA ? bad_line(decoding, &error)
			 : result < 0              ? cli_fail(decoding->cli, &error)
						   : decoding_line(decoding, line, input.line);
	}
	input_close(&input);
	return status;
}

/* Octets that a shell has taken apart are one PDU. */
static bool are_octets(int count, char **arguments)
{
	for (int i = 0; i < count; i++)
		if (strlen(arguments[i]) != 2 || !isxdigit((unsigned char)arguments[i][0]) ||
		    !isxdigit((unsigned char)arguments[i][1]))
			return false;
	return count > 1;
}

static int decode_octets(struct decoding *decoding, int count, char **arguments)
{
	size_t size = (size_t)count * 2 + 1;
	char *line = malloc(size);
	struct smsmodem_error error;

	if (!line) {
		smsmodem_error_set(&error, SMSMODEM_E_MEMORY, "out of memory");
		return cli_fail(decoding->cli, &error);
	}
	for (int i = 0; i < count; i++)
		memcpy(line + 2 * (size_t)i, arguments[i], 2);
	line[size - 1] = '\0';
	int status = decoding_line(decoding, line, 1);
	free(line);
	return status;
}

static void note_file(const struct decoding *decoding, const char *argument)
{
	if (argument[strspn(argument, "0123456789ABCDEFabcdef")] != '\0' &&
	    access(argument, F_OK) == 0)
		cli_note(decoding->cli,
			 "\"%.60s\" is a file: smsmodem decode <FILE decodes what is in it",
			 argument);
}

static int decode_arguments(struct decoding *decoding, int count, char **arguments)
{
	int status = 0;
	long line = 0;

	if (are_octets(count, arguments))
		return decode_octets(decoding, count, arguments);
	for (int i = 0; i < count && status == 0; i++) {
		char *rest = arguments[i];

		note_file(decoding, arguments[i]);
		for (char *piece = strsep(&rest, "\n"); piece && status == 0;
		     piece = strsep(&rest, "\n"))
			status = decoding_line(decoding, piece, ++line);
	}
	return status;
}

static int decode_all(struct decoding *decoding, int count, char **arguments)
{
	bool is_stdin = count == 0 || (count == 1 && strcmp(arguments[0], "-") == 0);

	if (is_stdin && decoding->cli->console)
		return cli_usage(decoding->cli, "decode which PDU?");
	int status =
		is_stdin ? decode_stdin(decoding) : decode_arguments(decoding, count, arguments);

	if (status == 0)
		status = decoding_rest(decoding);
	return status != 0 ? status : decoding->status;
}

static int take_kind(struct decoding *decoding, const char *name)
{
	static const char *const names[DECODING_KINDS] = {
		[DECODING_AUTO] = "auto",       [DECODING_DELIVER] = "deliver",
		[DECODING_SUBMIT] = "submit",   [DECODING_REPORT] = "report",
		[DECODING_COMMAND] = "command", [DECODING_CB] = "cb",
		[DECODING_CDMA] = "cdma",       [DECODING_PUSH] = "push",
	};

	for (size_t i = 0; i < DECODING_KINDS; i++) {
		if (strcmp(name, names[i]) == 0) {
			decoding->kind = (enum decoding_kind)i;
			return 0;
		}
	}
	return cli_usage(decoding->cli,
			 "--kind is auto, deliver, submit, report, command, cb, cdma or push, not "
			 "\"%.40s\"",
			 name);
}

static int take_options(struct decoding *decoding, struct decode_keys *keys, int argc, char **argv)
{
	const char *imsi_file = NULL;
	struct smsmodem_error error;
	struct cli *cli = decoding->cli;
	int option, status = 0;

	while (status == 0 && (option = cli_getopt(cli, argc, argv)) != -1) {
		switch (option) {
		case DECODE_KIND: status = take_kind(decoding, cli->optarg); break;
		case DECODE_NO_SMSC: decoding->no_smsc = true; break;
		case DECODE_PARTS: decoding->parts = true; break;
		case DECODE_SECRETS: decoding->push.secrets = true; break;
		case DECODE_IMSI_FILE: imsi_file = cli->optarg; break;
		default: return option == -3 ? -1 : 64;
		}
	}
	decoding->push.verbose = cli->verbose > 0;
	decoding->push.cli = cli;
	if (status == 0 &&
	    decode_keys(keys, cli->modem.pin_file, imsi_file, &decoding->push.keys, &error) < 0)
		status = cli_fail(cli, &error);
	decoding->push.pin_note = keys->pin_note;
	decoding->push.imsi_note = keys->imsi_note;
	return status;
}

static int run(struct cli *cli, int argc, char **argv)
{
	struct decoding decoding = {.cli = cli, .pasted = PASTED_INIT};
	struct decode_keys keys = {.pin_note = NULL};
	struct smsmodem_error error;
	int status = take_options(&decoding, &keys, argc, argv);

	if (status != 0)
		return status < 0 ? 0 : status;
	decoding.join = decoding.parts ? NULL : smsmodem_join_new(NULL);
	decoding.kept = shown_fields_new();
	if ((!decoding.parts && !decoding.join) || !decoding.kept) {
		smsmodem_error_set(&error, SMSMODEM_E_MEMORY, "out of memory");
		status = cli_fail(cli, &error);
	} else {
		status = decode_all(&decoding, argc - cli->optind, argv + cli->optind);
	}
	smsmodem_join_free(decoding.join);
	shown_fields_free(decoding.kept);
	explicit_bzero(&keys, sizeof keys);
	return status;
}

const struct cli_command cmd_decode = {
	.name = "decode",
	.synopsis = "[PDU]...",
	.summary = "Show what PDUs say; parts are joined",
	.options = options,
	.examples = "  smsmodem decode 0011000B916407281553F80000AA0AE8329BFD4697D9EC37\n"
		    "  smsmodem decode --verbose <modem.log\n"
		    "  smsmodem -d /dev/ttyUSB0 at AT+CMGL=4 | smsmodem decode --json\n"
		    "  smsmodem encode +491701234567 \"hello\" | smsmodem decode\n",
	.run = run,
};
