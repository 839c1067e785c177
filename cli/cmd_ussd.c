/* SPDX-License-Identifier: GPL-3.0-or-later */
/* USSD: a code, and answers to the menus that it brings. */
#include "commands.h"
#include "input.h"
#include <smsmodem/phone.h>
#include <string.h>
#include <unistd.h>

enum ussd_option {
	USSD_SESSION,
	USSD_OPTIONS
};

static const struct cli_option options[] = {
	[USSD_SESSION] = {"session", 0, NULL, "answer menus with lines of stdin, or at a prompt"},
	[USSD_OPTIONS] = {NULL, 0, NULL, NULL},
};

struct ussd_run {
	struct cli *cli;
	struct smsmodem *modem;
	struct smsmodem_ussd answer;
	struct input input;
	bool session, prompts;
	char **answers; /* further operands */
	int left;       /* of them */
};

/* --- what the network says --- */

static json_t *ussd_json(const struct smsmodem_ussd *answer)
{
	json_t *object = json_pack("{s:s, s:i}", "event", "ussd", "state", (int)answer->state);

	if (!object)
		return NULL;
	(void)json_object_set_new(object, "status",
				  json_string(smsmodem_ussd_state_name(answer->state)));
	(void)json_object_set_new(object, "text",
				  output_string(answer->text, strlen(answer->text)));
	(void)json_object_set_new(object, "dcs",
				  answer->dcs < 0 ? json_null() : json_integer(answer->dcs));
	return object;
}

static int ussd_show(struct ussd_run *run)
{
	if (run->cli->json)
		return output_json(run->cli, ussd_json(&run->answer));
	output_foreign(stdout, run->answer.text, strlen(run->answer.text), 0);
	return output_line(run->cli, "%s", "");
}

static int ussd_fail(struct ussd_run *run, const struct smsmodem_error *error)
{
	json_t *more = NULL;

	if (run->answer.state != SMSMODEM_USSD_DONE)
		more = json_pack("{s:i, s:s}", "state", (int)run->answer.state, "status",
				 smsmodem_ussd_state_name(run->answer.state));
	return cli_fail_more(run->cli, error, more);
}

/* --- what is answered --- */

/* @return 1: a line; 0: none, the session is left */
static int ask_line(struct ussd_run *run, char **text, struct smsmodem_error *error)
{
	size_t length;

	if (run->prompts) {
		(void)fputs("> ", stderr);
		(void)fflush(stderr);
	}
	int result = input_line(&run->input, text, &length, error);
	if (result <= 0 && run->prompts)
		(void)fputc('\n', stderr);
	if (result <= 0)
		return result;
	if (memchr(*text, '\0', length))
		return smsmodem_error_set(error, SMSMODEM_E_DATA,
					  "line %ld has a NUL octet: it is no answer",
					  run->input.line);
	return length > 0;
}

/* The next answer: of the arguments, then of stdin. */
static int next_answer(struct ussd_run *run, char **text, struct smsmodem_error *error)
{
	if (run->left > 0) {
		run->left--;
		*text = *run->answers++;
		return 1;
	}
	return run->session ? ask_line(run, text, error) : 0;
}

/* --- the whole --- */

static int ussd_ask(struct ussd_run *run, const char *code)
{
	struct smsmodem_error error;

	if (smsmodem_ussd(run->modem, code, run->cli->modem.command_timeout_ms, &run->answer,
			  &error) < 0)
		return ussd_fail(run, &error);
	return ussd_show(run);
}

static int ussd_leave(struct ussd_run *run, int status)
{
	struct smsmodem_error error;

	if (run->answer.state != SMSMODEM_USSD_MENU)
		return status;
	if (status == 0 && !run->session)
		cli_note(run->cli, "the network waits for an answer, and gets none: --session "
				   "answers its menus");
	run->answer.state = SMSMODEM_USSD_ENDED;
	if (smsmodem_ussd_cancel(run->modem, &error) < 0 && status == 0)
		return ussd_fail(run, &error);
	return status;
}

/* A script is told of lines that are there and were not sent; none is waited for. */
static void ussd_note_left(struct ussd_run *run, int result)
{
	size_t length;
	char *text;

	if (!run->session || run->prompts || result <= 0)
		return;
	while ((result = input_line_now(&run->input, &text, &length, NULL)) == 1 && length == 0)
		;
	if (result == 1)
		cli_note(run->cli, "the network wants no further answer: \"%.40s\" was not sent",
			 text);
}

static int ussd_talk(struct ussd_run *run, const char *code)
{
	struct smsmodem_error error;
	int result = 1, status = ussd_ask(run, code);
	char *text;

	while (status == 0 && run->answer.state == SMSMODEM_USSD_MENU &&
	       (result = next_answer(run, &text, &error)) > 0)
		status = ussd_ask(run, text);
	if (status == 0 && result < 0) {
		const enum smsmodem_ussd_state state = run->answer.state;
		status = cli_fail(run->cli, &error);
		run->answer.state = state;
	}
	status = ussd_leave(run, status);
	if (status != 0)
		return status;
	if (run->left == 0) {
		ussd_note_left(run, result);
		return 0;
	}
	smsmodem_error_set(&error, SMSMODEM_E_REFUSED,
			   "the network wants no further answer: \"%.40s\" was not sent",
			   *run->answers);
	return cli_fail(run->cli, &error);
}

/* What cannot be sent is refused before the network is asked for anything: that may cost. */
static int ussd_check(const struct ussd_run *run, const char *code)
{
	struct smsmodem_error error;
	int result = smsmodem_ussd_check(code, &error);

	for (int i = 0; result == SMSMODEM_OK && i < run->left; i++)
		result = smsmodem_ussd_check(run->answers[i], &error);
	return result < 0 ? cli_fail(run->cli, &error) : 0;
}

static int ussd_open(struct ussd_run *run, const char *code)
{
	struct smsmodem_error error;
	int status = cli_open(run->cli, &run->modem);

	if (status != 0)
		return status;
	run->prompts = run->session && isatty(STDIN_FILENO);
	if (run->session && input_open(&run->input, "-", run->cli->signal_fd, true, &error) < 0)
		status = cli_fail(run->cli, &error);
	if (status == 0)
		status = ussd_talk(run, code);
	input_close(&run->input);
	return cli_close(run->cli, run->modem, status);
}

static int run(struct cli *cli, int argc, char **argv)
{
	struct ussd_run ussd = {.cli = cli};
	int option;

	while ((option = cli_getopt(cli, argc, argv)) == USSD_SESSION)
		ussd.session = true;
	if (option < -1)
		return option == -2 ? 64 : 0;
	if (cli->optind >= argc)
		return cli_usage(cli, "ussd takes a code, such as '*100#'");
	if (ussd.session && cli->console)
		return cli_usage(cli, "--session reads lines, which are the console's own here");
	ussd.answers = argv + cli->optind + 1;
	ussd.left = argc - cli->optind - 1;
	int status = ussd_check(&ussd, argv[cli->optind]);
	return status == 0 ? ussd_open(&ussd, argv[cli->optind]) : status;
}

const struct cli_command cmd_ussd = {
	.name = "ussd",
	.synopsis = "CODE [ANSWER]...",
	.summary = "Give the network a USSD code, and answer its menus",
	.options = options,
	.examples = "  smsmodem -d /dev/ttyUSB0 ussd '*100#'\n"
		    "  smsmodem -d /dev/ttyUSB0 ussd '*123#' 1 2\n"
		    "  smsmodem -d /dev/ttyUSB0 ussd '*123#' --session\n"
		    "  smsmodem -d /dev/ttyUSB0 ussd '*100#' --json | jq -r .text\n",
	.run = run,
};
