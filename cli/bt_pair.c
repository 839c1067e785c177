/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pairing: what bluetoothd asks is asked at the terminal, or answered by options. */
#include "bt_ask.h"
#include "bt_verb.h"
#include "shown_bt.h"
#include <errno.h>
#include <string.h>

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

/* @return SMSMODEM_OK with yes or no given; a failure */
static int answer_yes(const struct pair *pair, const char *question, const char *what,
		      struct smsmodem_error *error)
{
	int yes = 1;

	if (pair->yes)
		cli_note(pair->cli, "%syes (--yes)", question);
	else if (pair->ask.fd < 0)
		yes = nobody(pair, what, ", or with --yes", error);
	else
		yes = ask_yes(&pair->ask, question, error);
	if (yes > 0)
		return smsmodem_bt_pair_answer(pair->pairing, true, NULL, error);
	if (smsmodem_bt_pair_answer(pair->pairing, false, NULL, yes < 0 ? NULL : error) < 0)
		return yes < 0 ? yes : error->code;
	if (yes == 0)
		return smsmodem_error_set(error, SMSMODEM_E_CANCELLED,
					  "you said no, so it is not paired");
	return yes;
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

/* A passkey or PIN, from the file or the terminal. */
static int enter(const struct pair *pair, const struct smsmodem_bt_step *step,
		 struct smsmodem_error *error)
{
	bool passkey = step->kind == SMSMODEM_BT_ENTER_PASSKEY;
	char answer[ASK_ANSWER_SIZE], question[96];
	int result = SMSMODEM_OK;

	(void)snprintf(question, sizeof question,
		       passkey ? "The six digits that %s shows: "
			       : "A PIN, the same here and on %s: ",
		       pair->address);
	if (pair->pin[0])
		memcpy(answer, pair->pin, sizeof answer);
	else if (pair->ask.fd < 0)
		result = nobody(pair, passkey ? "a passkey" : "a PIN", ", or with --pin-file FILE",
				error);
	else
		result = ask_line(&pair->ask, question, answer, error);
	if (result == SMSMODEM_OK)
		return smsmodem_bt_pair_answer(pair->pairing, true, answer, error);
	(void)smsmodem_bt_pair_answer(pair->pairing, false, NULL, NULL);
	return result;
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

static int run_steps(const struct pair *pair)
{
	struct smsmodem_error error;
	struct smsmodem_bt_step step;

	for (;;) {
		int result = smsmodem_bt_pair_next(pair->pairing, &step, &error);
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

/* The first line of a file. */
static int read_pin(struct pair *pair, const char *path)
{
	struct smsmodem_error error;
	FILE *file = fopen(path, "re");
	const char *why = file ? "holds no PIN" : strerror(errno);
	bool found = file && fgets(pair->pin, sizeof pair->pin, file);

	if (file)
		(void)fclose(file);
	pair->pin[found ? strcspn(pair->pin, "\r\n") : 0] = '\0';
	if (pair->pin[0])
		return 0;
	smsmodem_error_set(&error, SMSMODEM_E_NOINPUT, "%s: %s", path, why);
	return cli_fail(pair->cli, &error);
}

static int pair_with(struct pair *pair, const struct bt_call *call)
{
	struct smsmodem_error error;

	pair->address = call->address;
	pair->adapter = call->options.adapter;
	pair->ask = ask_open(call->options.cancel_fd);
	int status;
	if (smsmodem_bt_pair(&call->options, call->address, capability(pair), &pair->pairing,
			     &error) < 0) {
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
