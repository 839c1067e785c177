/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A voice call from dialling to its end, told as it goes. */
#include "commands.h"
#include <smsmodem/phone.h>
#include <string.h>

#define RING_MS 60000 /* that it may ring at the other side */

enum call_option {
	CALL_DURATION,
	CALL_RING,
	CALL_OPTIONS
};

static const struct cli_option options[] = {
	[CALL_DURATION] = {"duration", 0, "SECONDS", "hang up so long after it was answered"},
	[CALL_RING] = {"ring", 0, "SECONDS", "hang up if it is not answered for so long (60)"},
	[CALL_OPTIONS] = {NULL, 0, NULL, NULL},
};

struct call_run {
	struct cli *cli;
	struct smsmodem *modem;
	const char *number;
	int64_t duration_ms, ring_ms; /* -1: no end */
	int64_t begun_ms, answered_ms;
	struct smsmodem_call call;
};

static int call_show(struct call_run *run)
{
	const struct smsmodem_call *call = &run->call;
	const char *state = smsmodem_call_state_name(call->state);
	bool ended = call->state == SMSMODEM_CALL_ENDED;

	if (!run->cli->json && !ended)
		return output_line(run->cli, "%s", state);
	if (!run->cli->json) {
		(void)printf("%s: ", state);
		output_foreign(stdout, call->reason, strlen(call->reason), 0);
		return output_line(run->cli, "%s", "");
	}
	json_t *object =
		json_pack("{s:s, s:s, s:s}", "event", "call", "to", run->number, "state", state);
	if (object && ended) {
		int64_t now_ms = smsmodem_now_ms(run->modem);
		int64_t ms = call->answered ? now_ms - run->answered_ms : 0;
		(void)json_object_set_new(object, "reason",
					  output_string(call->reason, strlen(call->reason)));
		(void)json_object_set_new(object, "answered", json_boolean(call->answered));
		(void)json_object_set_new(object, "seconds", json_integer(ms / 1000));
	}
	return output_json(run->cli, object);
}

/* When it is to be hung up, or -1: never. */
static int64_t call_deadline(const struct call_run *run)
{
	if (!run->call.answered)
		return run->ring_ms < 0 ? -1 : run->begun_ms + run->ring_ms;
	return run->duration_ms < 0 ? -1 : run->answered_ms + run->duration_ms;
}

static int64_t call_left(const struct call_run *run)
{
	int64_t deadline_ms = call_deadline(run), now_ms = smsmodem_now_ms(run->modem);

	if (deadline_ms < 0)
		return -1;
	return deadline_ms > now_ms ? deadline_ms - now_ms : 0;
}

/* Follow it to its end. @return 1: it ended by itself; 0: it is to be hung up; or a failure */
static int call_follow(struct call_run *run, int *status, struct smsmodem_error *error)
{
	while (run->call.state != SMSMODEM_CALL_ENDED) {
		int64_t left_ms = call_left(run);
		int result = left_ms == 0
				     ? 0
				     : smsmodem_call_wait(run->modem, &run->call, left_ms, error);
		if (result <= 0)
			return result;
		if (run->call.state == SMSMODEM_CALL_CONNECTED)
			run->answered_ms = smsmodem_now_ms(run->modem);
		*status = call_show(run);
		if (*status != 0)
			return 0; /* nobody follows it any more */
	}
	return 1;
}

/* An exit code that a script can act on: somebody answered, or try again, or not at all. */
static int call_status(struct call_run *run, int result)
{
	struct smsmodem_error error;
	const char *reason = run->call.reason;
	bool busy = strncmp(reason, "BUSY", 4) == 0 || strncmp(reason, "NO ANSWER", 9) == 0;

	if (run->call.answered)
		return 0;
	if (result == 0 || busy)
		smsmodem_error_set(&error, SMSMODEM_E_TEMPORARY, "%s did not answer: %s",
				   run->number, reason);
	else
		smsmodem_error_set(&error, SMSMODEM_E_REFUSED,
				   "the call to %s did not come about: %s", run->number, reason);
	return cli_fail(run->cli, &error);
}

static int call_finish(struct call_run *run, int result, struct smsmodem_error *error)
{
	struct smsmodem_error other;
	bool cancelled = result == SMSMODEM_E_CANCELLED;
	int ended = smsmodem_call_end(run->modem, &run->call, &other);

	if (result != 1 && ended == SMSMODEM_OK && call_show(run) != 0)
		return 74;
	if (result < 0 && !cancelled)
		return cli_fail(run->cli, error);
	if (ended < 0)
		return cli_fail(run->cli, &other);
	if (cancelled && !run->call.answered)
		return cli_fail(run->cli, error);
	return call_status(run, result);
}

static int call_all(struct call_run *run)
{
	struct smsmodem_error error;
	int status = 0;

	int result = smsmodem_call(run->modem, run->number, &run->call, &error);
	run->begun_ms = run->answered_ms = smsmodem_now_ms(run->modem);
	if (result == SMSMODEM_OK || run->call.state == SMSMODEM_CALL_ENDED)
		status = call_show(run);
	if (result < 0) {
		int failed = cli_fail(run->cli, &error);
		return status != 0 ? status : failed;
	}
	if (status == 0 && run->call.state != SMSMODEM_CALL_ENDED)
		result = call_follow(run, &status, &error);
	int finished = call_finish(run, result, &error);
	return status != 0 ? status : finished;
}

static bool take_option(struct call_run *run, int option)
{
	int64_t *ms = option == CALL_DURATION ? &run->duration_ms : &run->ring_ms;

	if (parse_seconds(run->cli->optarg, ms))
		return true;
	(void)cli_usage(run->cli, "--%s takes seconds, up to 86400, not \"%.40s\"",
			options[option].name, run->cli->optarg);
	return false;
}

static int run(struct cli *cli, int argc, char **argv)
{
	struct call_run call = {.cli = cli, .duration_ms = -1, .ring_ms = RING_MS};
	int option;

	while ((option = cli_getopt(cli, argc, argv)) >= 0)
		if (!take_option(&call, option))
			return 64;
	if (option < -1)
		return option == -2 ? 64 : 0;
	if (argc - cli->optind != 1)
		return cli_usage(cli, "call takes one number");
	call.number = argv[cli->optind];
	int status = cli_open(cli, &call.modem);
	if (status != 0)
		return status;
	status = call_all(&call);
	return cli_close(cli, call.modem, status);
}

const struct cli_command cmd_call = {
	.name = "call",
	.synopsis = "NUMBER",
	.summary = "Call a number, follow the call, and hang up",
	.options = options,
	.examples = "  smsmodem -d /dev/ttyUSB0 call +491701234567\n"
		    "  smsmodem -d /dev/ttyUSB0 call +491701234567 --ring 20\n"
		    "  smsmodem -d /dev/ttyUSB0 --json call +491701234567 --duration 30\n",
	.run = run,
};
