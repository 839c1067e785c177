/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pairing: what bluetoothd asks is asked at the terminal, or answered by options. */
#include "bt_ask.h"
#include "bt_verb.h"
#include "input.h"
#include "shown_bt.h"
#include <string.h>
#include <unistd.h>

enum pair_option {
	PAIR_YES,
	PAIR_PIN_FILE,
	PAIR_ADAPTER,
	PAIR_OPTIONS
};

static const struct cli_option options[] = {
	[PAIR_YES] = BT_ROW_YES,
	[PAIR_PIN_FILE] = BT_ROW_PIN_FILE,
	[PAIR_ADAPTER] = BT_ROW_ADAPTER,
	[PAIR_OPTIONS] = BT_ROW_END,
};

struct pair {
	struct cli *cli;
	struct ask ask;
	const char *address, *adapter;
	bool yes;
	char pin[ASK_ANSWER_SIZE]; /**< of --pin-file, or empty */
	struct smsmodem_bt_pairing *pairing;
};

/* --- what can be said, and asked --- */

static enum smsmodem_bt_capability capability(const struct pair *pair)
{
	if (pair->ask.fd >= 0)
		return SMSMODEM_BT_KEYBOARD_DISPLAY;
	return pair->yes ? SMSMODEM_BT_DISPLAY_YES_NO : SMSMODEM_BT_NO_INPUT_NO_OUTPUT;
}

static const char *step_name(enum smsmodem_bt_step_kind kind)
{
	switch (kind) {
	case SMSMODEM_BT_CONFIRM: return "confirm";
	case SMSMODEM_BT_AUTHORIZE: return "authorize";
	case SMSMODEM_BT_SHOW_PASSKEY: return "show-passkey";
	case SMSMODEM_BT_SHOW_PIN: return "show-pin";
	case SMSMODEM_BT_ENTER_PASSKEY: return "enter-passkey";
	case SMSMODEM_BT_ENTER_PIN: return "enter-pin";
	case SMSMODEM_BT_PAIRED: break;
	}
	return "paired";
}

/* A line of --json; for people it is the question that says it. */
static int report(const struct pair *pair, const struct smsmodem_bt_step *step)
{
	if (!pair->cli->json)
		return 0;
	json_t *object = json_pack("{s:s, s:s+, s:s, s:s}", "event", "pairing", "device",
				   "bt:", pair->address, "address", pair->address, "step",
				   step_name(step->kind));
	if (object && step->text[0])
		(void)json_object_set_new(object, "passkey",
					  output_string(step->text, strlen(step->text)));
	return output_json(pair->cli, object);
}

/* What is wanted of somebody when nobody can be asked. */
static int nobody(const struct pair *pair, const char *what, const char *instead,
		  struct smsmodem_error *error)
{
	return smsmodem_error_set(error, SMSMODEM_E_USAGE,
				  "%s wants %s, and there is no terminal to ask at; run `smsmodem "
				  "bt pair %s` at one%s",
				  pair->address, what, pair->address, instead);
}

/* --- the steps --- */

/* @return SMSMODEM_OK: answered, or no longer asked; a failure, which leaves no to the close */
static int answer_yes(const struct pair *pair, const char *question, const char *what,
		      struct smsmodem_error *error)
{
	bool yes = pair->yes;
	int result = 1;

	if (pair->yes)
		cli_note(pair->cli, "%syes (--yes)", question);
	else if (pair->ask.fd < 0)
		result = nobody(pair, what, ", or with --yes", error);
	else
		result = ask_yes(&pair->ask, pair->pairing, question, &yes, error);
	if (result <= 0)
		return result;
	result = smsmodem_bt_pair_answer(pair->pairing, yes, NULL, error);
	if (yes || result < 0)
		return result;
	return smsmodem_error_set(error, SMSMODEM_E_REFUSED, "you said no, so %s is not paired",
				  pair->address);
}

static int confirm(const struct pair *pair, const struct smsmodem_bt_step *step,
		   struct smsmodem_error *error)
{
	char question[96];

	if (step->kind == SMSMODEM_BT_CONFIRM)
		(void)snprintf(question, sizeof question, "Does %s show %.16s, too? [y/N] ",
			       pair->address, step->text);
	else
		(void)snprintf(question, sizeof question, "May %s pair, without a number? [y/N] ",
			       pair->address);
	return answer_yes(pair, question,
			  step->kind == SMSMODEM_BT_CONFIRM ? "a number confirmed" : "a yes",
			  error);
}

/* @return 1: answered; 0: no longer asked; a failure */
static int find_answer(const struct pair *pair, bool passkey, char answer[ASK_ANSWER_SIZE],
		       struct smsmodem_error *error)
{
	char question[96];

	if (pair->pin[0]) {
		memcpy(answer, pair->pin, ASK_ANSWER_SIZE);
		return 1;
	}
	if (pair->ask.fd < 0)
		return nobody(pair, passkey ? "a passkey" : "a PIN", ", or with --pin-file FILE",
			      error);
	(void)snprintf(question, sizeof question,
		       passkey ? "The six digits that %s shows: "
			       : "A PIN, the same here and on %s: ",
		       pair->address);
	return ask_line(&pair->ask, pair->pairing, question, answer, error);
}

/* A passkey or PIN, from the file or the terminal, where a slip can be mended. */
static int enter(const struct pair *pair, const struct smsmodem_bt_step *step,
		 struct smsmodem_error *error)
{
	bool passkey = step->kind == SMSMODEM_BT_ENTER_PASSKEY;
	char answer[ASK_ANSWER_SIZE];

	for (;;) {
		int result = find_answer(pair, passkey, answer, error);
		if (result > 0)
			result = smsmodem_bt_pair_answer(pair->pairing, true, answer, error);
		explicit_bzero(answer, sizeof answer);
		if (result != SMSMODEM_E_USAGE || pair->pin[0] || pair->ask.fd < 0)
			return result;
		cli_note(pair->cli, "%s", error->text);
	}
}

/* Digits are counted where the other side tells of each. */
static void show(const struct pair *pair, const struct smsmodem_bt_step *step)
{
	if (step->entered == 0)
		(void)fprintf(stderr, "Type %.16s on %s, and Enter behind it.\n", step->text,
			      pair->address);
}

static int take_step(const struct pair *pair, const struct smsmodem_bt_step *step,
		     struct smsmodem_error *error)
{
	switch (step->kind) {
	case SMSMODEM_BT_PAIRED: break;
	case SMSMODEM_BT_CONFIRM:
	case SMSMODEM_BT_AUTHORIZE: return confirm(pair, step, error);
	case SMSMODEM_BT_SHOW_PASSKEY:
	case SMSMODEM_BT_SHOW_PIN: show(pair, step); break;
	case SMSMODEM_BT_ENTER_PASSKEY:
	case SMSMODEM_BT_ENTER_PIN: return enter(pair, step, error);
	}
	return SMSMODEM_OK;
}

/* --- the whole of it --- */

static int report_paired(const struct pair *pair)
{
	int status;

	if (pair->cli->json)
		return output_json(pair->cli,
				   json_pack("{s:s, s:s+, s:s}", "event", "paired", "device",
					     "bt:", pair->address, "address", pair->address));
	status = output_line(pair->cli, "%s: paired", pair->address);
	shown_bt_try(pair->cli, pair->address, pair->adapter);
	return status;
}

/* What is waited for, on a terminal, until it is wiped. */
static void show_wait(const struct pair *pair, const char *what, const char *hint)
{
	if (!pair->cli->quiet && isatty(2))
		(void)fprintf(stderr, "\r%s %s%s\033[K", what, pair->address, hint);
}

static void wipe_wait(const struct pair *pair)
{
	if (!pair->cli->quiet && isatty(2))
		(void)fputs("\r\033[K", stderr);
}

static int run_steps(const struct pair *pair)
{
	struct smsmodem_error error;
	struct smsmodem_bt_step step;

	for (;;) {
		show_wait(pair, "pairing with", ": it may ask, too");
		int result = smsmodem_bt_pair_next(pair->pairing, &step, &error);
		wipe_wait(pair);
		if (result >= 0 && step.kind == SMSMODEM_BT_PAIRED)
			return report_paired(pair);
		int status = result >= 0 ? report(pair, &step) : 0;
		if (status != 0)
			return status;
		if (result >= 0)
			result = take_step(pair, &step, &error);
		if (result < 0)
			return cli_fail(pair->cli, &error);
	}
}

/* The first line of a file, which may be a pipe that somebody still has to write to. */
static int read_pin(struct pair *pair, const char *path)
{
	struct smsmodem_error error;
	struct input input;
	size_t length = 0;
	char *text;
	int result = input_open(&input, path, pair->cli->signal_fd, true, &error);

	if (result < 0)
		return cli_fail(pair->cli, &error);
	result = input_line(&input, &text, &length, &error);
	if (result > 0 && length < sizeof pair->pin)
		memcpy(pair->pin, text, length);
	if (result >= 0 && !pair->pin[0])
		result = smsmodem_error_set(&error, SMSMODEM_E_NOINPUT,
					    "%s holds no PIN of 1 to 16 characters in its "
					    "first line",
					    path);
	if (input.octets)
		explicit_bzero(input.octets, input.size);
	input_close(&input);
	return result < 0 ? cli_fail(pair->cli, &error) : 0;
}

static int pair_with(struct pair *pair, const struct bt_call *call)
{
	struct smsmodem_error error;

	pair->address = call->address;
	pair->adapter = call->options.adapter;
	pair->ask = ask_open();
	show_wait(pair, "looking for", ", for half a minute at most: make it visible");
	int status;
	if (smsmodem_bt_pair(&call->options, call->address, capability(pair), &pair->pairing,
			     &error) < 0) {
		wipe_wait(pair);
		status = cli_fail(pair->cli, &error);
	} else {
		status = run_steps(pair);
		smsmodem_bt_pair_close(pair->pairing);
	}
	ask_close(&pair->ask);
	explicit_bzero(pair->pin, sizeof pair->pin);
	return status;
}

static int run(struct cli *cli, int argc, char **argv)
{
	struct pair pair = {.cli = cli};
	struct bt_call call;
	const char *adapter = NULL, *pin_file = NULL;
	int option;

	while ((option = cli_getopt(cli, argc, argv)) >= 0) {
		if (option == PAIR_YES)
			pair.yes = true;
		else if (option == PAIR_PIN_FILE)
			pin_file = cli->optarg;
		else
			adapter = cli->optarg;
	}
	if (option < -1)
		return option == -2 ? 64 : 0;
	int status = bt_begin(cli, &call, adapter, argc, argv, 1);
	if (status == 0 && pin_file)
		status = read_pin(&pair, pin_file);
	return status == 0 ? pair_with(&pair, &call) : status;
}

const struct cli_command bt_pair = {
	.name = "bt pair",
	.synopsis = "ADDRESS",
	.summary = "Pair with a device, which bluetoothd then remembers",
	.options = options,
	.examples =
		"  smsmodem bt pair 00:11:22:33:44:55\n"
		"  smsmodem bt pair 00:11:22:33:44:55 --yes --json\n"
		"  smsmodem bt pair 00:11:22:33:44:55 --pin-file ~/.config/smsmodem/phone-pin\n",
	.run = run,
	.page = "bt",
	.elsewhere = bt_elsewhere,
};
