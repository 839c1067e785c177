/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was sent, and what became of it: looked at, resolved, sent again, forgotten. */
#include "commands.h"
#include "outbox_shown.h"
#include "sending.h"
#include <errno.h>
#include <string.h>
#include <unistd.h>

enum outbox_option {
	OUTBOX_STATUS,
	OUTBOX_MAY_DOUBLE,
	OUTBOX_RETRIES
};

static const struct cli_option options[] = {
	[OUTBOX_STATUS] = {"status", 's', "NAME", "of list: sent, failed, unknown or partial"},
	[OUTBOX_MAY_DOUBLE] = {"may-double", 0, NULL,
			       "of retry: send also what may have been sent already"},
	[OUTBOX_RETRIES] = {"retries", 0, "N",
			    "of retry: try again N times what is refused for now"},
	{NULL, 0, NULL, NULL},
};

/* What the command line asks for. */
struct outbox_run {
	struct cli *cli;
	struct smsmodem_outbox *outbox;
	const char *id, *as;
	bool may_double, some;
	enum smsmodem_status status; /* of list, with some */
	long retries;
};

/* --- verbs --- */

static int list(struct outbox_run *run)
{
	struct smsmodem_outbox_entry entry;
	struct smsmodem_error error;
	int64_t position = 0;
	int status = 0, result = 1;

	while (status == 0 && result > 0) {
		result = smsmodem_outbox_next(run->outbox, &position, &entry, &error);
		if (result > 0 && (!run->some || run->status == entry.status))
			status = outbox_print(run->cli, &entry);
	}
	return result < 0 ? cli_fail(run->cli, &error) : status;
}

static int no_message(struct outbox_run *run)
{
	struct smsmodem_error error;

	smsmodem_error_set(
		&error, SMSMODEM_E_NOINPUT,
		"the outbox has no message \"%.60s\"; `smsmodem outbox list` shows which "
		"it has",
		run->id);
	return cli_fail(run->cli, &error);
}

static int show(struct outbox_run *run)
{
	struct smsmodem_outbox_entry entry;
	struct smsmodem_error error;
	int result = smsmodem_outbox_find(run->outbox, run->id, &entry, &error);

	if (result < 0)
		return cli_fail(run->cli, &error);
	return result > 0 ? outbox_show(run->cli, run->outbox, &entry) : no_message(run);
}

static int resolve(struct outbox_run *run)
{
	bool sent = strcmp(run->as, "sent") == 0;
	struct smsmodem_outbox_entry entry;
	struct smsmodem_error error;

	if (!sent && strcmp(run->as, "failed") != 0)
		return cli_usage(run->cli, "a message is resolved as sent or failed, not \"%.40s\"",
				 run->as);
	if (smsmodem_outbox_resolve(run->outbox, run->id,
				    sent ? SMSMODEM_STATUS_SENT : SMSMODEM_STATUS_FAILED, &entry,
				    &error) < 0)
		return cli_fail(run->cli, &error);
	if (entry.status == SMSMODEM_STATUS_PARTIAL || entry.status == SMSMODEM_STATUS_FAILED)
		cli_note(run->cli, "`smsmodem outbox retry ID` sends what is left of it");
	return outbox_print(run->cli, &entry);
}

static int forget(struct outbox_run *run)
{
	struct smsmodem_error error;

	if (smsmodem_outbox_remove(run->outbox, run->id, &error) < 0)
		return cli_fail(run->cli, &error);
	if (!run->cli->json)
		return 0;
	json_t *object = json_pack("{s:s}", "event", "removed");
	if (object)
		(void)json_object_set_new(object, "id", output_string(run->id, strlen(run->id)));
	return output_json(run->cli, object);
}

/* What was sent already, or may have been, is told without a device. */
static int retry_open(struct outbox_run *run, struct sending *sending, int *result,
		      struct smsmodem_error *error)
{
	int status = 0;

	*result = smsmodem_outbox_retry(run->outbox, run->id, run->may_double,
					run->cli->modem.device, &sending->state, error);
	sending->repeated = *result == 0;
	if (*result == SMSMODEM_E_NOINPUT)
		return cli_fail(run->cli, error);
	if (*result > 0) {
		status = cli_open(run->cli, &sending->modem);
		if (status == 0)
			*result = sending_again(sending, error);
	}
	return status;
}

static int retry(struct outbox_run *run)
{
	struct sending sending = {
		.cli = run->cli, .outbox = run->outbox, .key = run->id, .retries = run->retries};
	json_t *id = output_string(run->id, strlen(run->id));
	struct smsmodem_error error;
	int result;
	int status = retry_open(run, &sending, &result, &error);

	if (status == 0)
		status = sending_result(&sending, sending.state.encoder.tpdu.peer.text, id, result,
					&error);
	if (status == 0)
		status = sending_status(&sending);
	json_decref(id);
	return sending.modem ? cli_close(run->cli, sending.modem, status) : status;
}

/* --- the command --- */

struct verb {
	const char *name;
	int operands; /* behind it */
	int (*run)(struct outbox_run *run);
};

static const struct verb verbs[] = {
	{"list", 0, list},   {"show", 1, show},     {"resolve", 2, resolve},
	{"retry", 1, retry}, {"remove", 1, forget},
};

static bool take_status(struct outbox_run *run, const char *name)
{
	for (int i = SMSMODEM_STATUS_SENT; i <= SMSMODEM_STATUS_PARTIAL; i++) {
		run->status = (enum smsmodem_status)i;
		run->some = true;
		if (strcmp(smsmodem_status_name(run->status), name) == 0)
			return true;
	}
	return false;
}

static int take_option(struct outbox_run *run, int option)
{
	struct cli *cli = run->cli;

	if (option == OUTBOX_MAY_DOUBLE)
		run->may_double = true;
	if (option == OUTBOX_STATUS && !take_status(run, cli->optarg))
		return cli_usage(cli,
				 "--status takes sent, failed, unknown or partial, not \"%.40s\"",
				 cli->optarg);
	if (option == OUTBOX_RETRIES && !parse_number(cli->optarg, 0, 1000, &run->retries))
		return cli_usage(cli, "--retries takes a number, 0 to 1000, not \"%.40s\"",
				 cli->optarg);
	return 0;
}

static int check_options(const struct outbox_run *run, const struct verb *verb)
{
	if (run->some && verb->run != list)
		return cli_usage(run->cli, "--status goes with list");
	if ((run->may_double || run->retries) && verb->run != retry)
		return cli_usage(run->cli, "--may-double and --retries go with retry");
	return 0;
}

/* Who has never sent anything needs no directory to be told so. */
static bool is_unused(const struct cli *cli)
{
	const char *directory = cli->modem.state_dir;

	return directory && access(directory, F_OK) < 0 && errno == ENOENT;
}

static int run_verb(struct outbox_run *run, const struct verb *verb, int count, char **operands)
{
	struct smsmodem_error error;

	if (count != verb->operands)
		return cli_usage(run->cli, "outbox %s takes %s", verb->name,
				 verb->operands == 0   ? "nothing"
				 : verb->operands == 1 ? "the id of a message"
						       : "the id of a message, and sent or failed");
	run->id = count > 0 ? operands[0] : NULL;
	run->as = count > 1 ? operands[1] : NULL;
	int status = check_options(run, verb);
	if (status != 0 || (verb->run == list && is_unused(run->cli)))
		return status;
	if (smsmodem_outbox_open(run->cli->modem.state_dir, &run->outbox, &error) < 0)
		return cli_fail(run->cli, &error);
	status = verb->run(run);
	smsmodem_outbox_close(run->outbox);
	return status;
}

static int run(struct cli *cli, int argc, char **argv)
{
	struct outbox_run run = {.cli = cli};
	int option, status = 0;

	while (status == 0 && (option = cli_getopt(cli, argc, argv)) >= 0)
		status = take_option(&run, option);
	if (status != 0 || option < -1)
		return status != 0 ? status : option == -2 ? 64 : 0;
	const char *wanted = cli->optind < argc ? argv[cli->optind++] : "list";
	for (size_t i = 0; i < sizeof verbs / sizeof verbs[0]; i++)
		if (strcmp(verbs[i].name, wanted) == 0)
			return run_verb(&run, &verbs[i], argc - cli->optind, argv + cli->optind);
	return cli_usage(cli, "outbox takes list, show, resolve, retry or remove, not \"%.40s\"",
			 wanted);
}

const struct cli_command cmd_outbox = {
	.name = "outbox",
	.synopsis = "list|show|resolve|retry|remove [ID [sent|failed]]",
	.summary = "What was sent, and what became of it",
	.options = options,
	.examples = "  smsmodem outbox list --status unknown\n"
		    "  smsmodem outbox resolve order-4711 sent\n"
		    "  smsmodem -p e65 outbox retry order-4711\n",
	.run = run,
};
