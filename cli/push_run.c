/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "push_run.h"
#include "commands.h"
#include <string.h>

static int no_kind(struct cli *cli, const char *given, int argc, char **argv)
{
	char names[120];
	int option = 0;

	cli->command = &cmd_push;
	(void)push_names(PUSH_ANY, "and", names, sizeof names);
	if (given)
		return cli_usage(cli, "there is no push of a \"%.40s\"; known: %s", given, names);
	while (option >= 0)
		option = cli_getopt(cli, argc, argv);
	if (option < -1)
		return option == -2 ? 64 : 0;
	return cli_usage(cli, "push what? Known: %s", names);
}

bool push_run_begin(struct push_run *run, struct cli *cli, const struct cli_command *command,
		    const struct cli_option *more, int argc, char **argv, int *status)
{
	const char *words[2] = {NULL, NULL};
	bool inner = command->inner != NULL;
	int count = cli_peek(command, argc, argv, words, inner ? 2 : 1);
	const char *name = count > inner ? words[inner] : NULL;
	const struct push_kind *kind = name ? push_find(name) : NULL;

	*run = (struct push_run){.cli = cli, .push = {.cli = cli, .kind = kind}};
	if (!kind) {
		*status = no_kind(cli, name, argc, argv);
		return false;
	}
	push_rows(kind, run->rows, run->ids);
	while (run->rows[run->count].name)
		run->count++;
	(void)snprintf(run->name, sizeof run->name, "%s%s", inner ? "encode push " : "push ",
		       kind->name);
	(void)snprintf(run->operands, sizeof run->operands, "TO%s", inner ? "" : "[,TO]...");
	run->command = (struct cli_command){
		.name = run->name,
		.synopsis = run->operands,
		.summary = kind->summary,
		.options = run->rows,
		.examples = kind->examples,
		.more = more,
		.page = "push",
		.elsewhere = push_elsewhere,
	};
	cli->command = &run->command;
	return true;
}

/* The other name of an option whose own means something else here. */
static int take_message_class(struct push_run *run, int *status)
{
	long number;

	if (parse_number(run->cli->optarg, 0, 3, &number))
		return MESSAGE_CLASS;
	*status = cli_usage(run->cli, "--message-class is 0 to 3, not \"%.40s\"", run->cli->optarg);
	return -2;
}

int push_run_next(struct push_run *run, int argc, char **argv, int *status)
{
	for (;;) {
		int option = cli_getopt(run->cli, argc, argv);
		if (option == -1)
			return -1;
		*status = option == -2 ? 64 : 0;
		if (option < 0)
			return -2;
		if (option >= run->count)
			return MESSAGE_CLASS + option - run->count;
		if (run->ids[option] == PUSH_MESSAGE_CLASS)
			return take_message_class(run, status);
		*status = push_option(&run->push, run->ids[option], run->cli->optarg);
		if (*status != 0)
			return -2;
	}
}

const char *push_run_number(struct push_run *run, int argc, char **argv)
{
	bool inner = strncmp(run->name, "encode", 6) == 0;
	int count = argc - run->cli->optind - 1 - inner;

	if (count == 1)
		return argv[argc - 1];
	(void)cli_usage(run->cli,
			count < 1 ? "%s takes a number"
				  : "%s takes a number, and all else as options",
			run->name);
	return NULL;
}

/* Octets of --hex become those of a file. */
static int take_hex(struct push_run *run, struct message *message)
{
	message->hex = run->push.value[PUSH_HEX];
	if (!message->hex)
		return 0;
	int status = message_text(run->cli, message, NULL);
	run->push.octets = (char *)message->data;
	run->push.length = message->submit.data_len;
	message->data = NULL;
	return status;
}

int push_run_message(struct push_run *run, struct message *message)
{
	struct smsmodem_error error;
	struct smsmodem_submit *submit = &message->submit;
	int status = take_hex(run, message);

	if (status == 0)
		status = push_prepare(&run->push);
	if (status != 0)
		return status;
	int length = push_build(&run->push, &message->data, &error);
	if (length < 0)
		return cli_fail(run->cli, &error);
	submit->data = message->data;
	submit->data_len = (size_t)length;
	if (submit->port_dst < 0) {
		submit->port_dst = run->push.kind->port_dst;
		submit->port_src = run->push.kind->port_src;
	}
	status = push_prov_told(&run->push, submit->data, submit->data_len);
	if (status == 0 && (message->more = push_result(&run->push)))
		(void)json_object_del(message->more, "push"); /* who encodes it has said so */
	return status;
}

void push_run_end(struct push_run *run)
{
	push_end(&run->push);
	run->cli->command = &cmd_push; /* that of the kind ends with this run */
}
