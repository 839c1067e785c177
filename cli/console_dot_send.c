/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Messages out of the console: options and encoding are those of the program's commands, and what
 * goes out is queued, so that it is seen and logged as if it had been typed.
 */
#include "commands.h"
#include "console_dot.h"
#include <getopt.h>
#include <stdlib.h>
#include <string.h>

/* --- the program's own commands --- */

/* The options that are given to a dot command are those of this one run. */
static int run_command(struct console *console, const struct cli_command *command,
		       struct dot_words *words)
{
	struct cli cli = *console->cli;

	cli.console = console;
	cli.command = command;
	optind = 0; /* getopt begins anew */
	words->word[words->count] = NULL;
	view_begin(&console->view);
	int status = command->run(&cli, words->count, words->word);
	if (output_flush() != 0)
		status = 74;
	view_end(&console->view);
	console->cli->config = cli.config; /* read for this run, and kept for the next */
	return status;
}

/* Whether the word behind an option is its argument. */
static bool takes_next(const struct cli_option *rows, const char *word)
{
	bool is_long = word[1] == '-';

	if (is_long && strchr(word, '='))
		return false;
	for (; rows && rows->name; rows++) {
		bool same = is_long ? strcmp(rows->name, word + 2) == 0
				    : word[1] == rows->short_name && !word[2];

		if (same)
			return rows->argument && rows->argument[0] != '[';
	}
	return false;
}

/* The first word from i on that is neither an option nor the argument of one. */
static int next_operand(const struct dot_words *words, int i)
{
	while (i < words->count && words->word[i][0] == '-' && words->word[i][1] &&
	       !words->quoted[i]) {
		bool two = takes_next(cmd_send.options, words->word[i]) ||
			   takes_next(cli_global_options, words->word[i]);

		if (strcmp(words->word[i], "--") == 0)
			return i + 1;
		i += two ? 2 : 1;
	}
	return i;
}

/* The rest of a line becomes one word, as it stands. @return false: out of memory */
static bool take_rest(struct dot_words *words, const char *line, int i)
{
	words->rest = strdup(line + words->start[i]);
	words->word[i] = words->rest;
	words->count = i + 1;
	words->broken = false;
	return words->rest != NULL;
}

/* The text is the rest of the line as it stands, unless it is quoted; it is no option. */
int dot_sms(struct console *console, const char *line, struct dot_words *words)
{
	static char no_options[] = "--";
	int to = next_operand(words, 1), text = next_operand(words, to + 1);

	if (text < words->count && !words->quoted[text] && !take_rest(words, line, text))
		return cli_usage(console->cli, "out of memory");
	if (words->broken)
		return cli_fail(console->cli, &words->error);
	if (text < words->count) {
		for (int i = words->count++; i > text; i--)
			words->word[i] = words->word[i - 1];
		words->word[text] = no_options;
	}
	return run_command(console, &cmd_send, words);
}

int dot_push(struct console *console, const char *line, struct dot_words *words)
{
	(void)line;
	return run_command(console, &cmd_push, words);
}

int dot_encode(struct console *console, const char *line, struct dot_words *words)
{
	(void)line;
	return run_command(console, &cmd_encode, words);
}

int dot_decode(struct console *console, const char *line, struct dot_words *words)
{
	(void)line;
	return run_command(console, &cmd_decode, words);
}

/* --- what they send --- */

static void queue_part(struct console *console, const struct smsmodem_pdu *pdu, const char *to,
		       bool store)
{
	char line[32], what[96];

	(void)snprintf(line, sizeof line, "AT+CMG%c=%d", store ? 'W' : 'S', pdu->length);
	if (pdu->parts > 1)
		(void)snprintf(what, sizeof what, "part %d of %d to %.60s", pdu->part, pdu->parts,
			       to);
	else
		(void)snprintf(what, sizeof what, "the message to %.60s", to);
	talk_queue(console, line, pdu->hex, what);
}

static int queue_message(struct send_run *run, const char *to)
{
	struct smsmodem_encoder encoder;
	struct smsmodem_error error;
	struct smsmodem_pdu pdu;

	run->message.submit.to = to;
	int result = smsmodem_encode_begin(&encoder, &run->message.submit, &error);
	if (result < 0)
		return cli_fail(run->cli, &error);
	while ((result = smsmodem_encode_next(&encoder, &pdu, &error)) > 0)
		queue_part(run->cli->console, &pdu, to, run->store);
	return result < 0 ? cli_fail(run->cli, &error) : 0;
}

int dot_queue(struct send_run *run)
{
	struct console *console = run->cli->console;
	int status = 0;

	if (run->batch || run->report_s > 0 || run->id || run->retries > 0)
		return cli_usage(run->cli, "the console shows reports as they come, and has no "
					   "--batch, --wait-report, --id or --retries");
	if (!console->modem)
		return cli_usage(run->cli, "the device is away: nothing can be sent");
	talk_queue(console, "AT+CMGF=0", NULL, "the message");
	for (int i = 0; i < run->recipients && status == 0; i++)
		status = queue_message(run, run->to[i]);
	return status;
}
