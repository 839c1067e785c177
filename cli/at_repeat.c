/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Commands run again and again: as often as wanted, or until the answer is the one that is wanted.
 * While that one is waited for a refusal is no end, as a modem that has just been switched on
 * refuses much. Time is the modem's, which the simulated phone has for itself.
 */
#include "at_run.h"
#include <string.h>

struct rounds {
	int64_t due_ms;      /* the next one starts then */
	int64_t deadline_ms; /* --until ends in vain then; -1: never */
	long done;
	bool found;                  /* the answer of --until has come */
	struct smsmodem_error error; /* of the last command that failed; code 0: none did */
};

static int64_t now_ms(const struct at_run *run)
{
	return smsmodem_now_ms(run->modem);
}

static void rounds_begin(struct rounds *rounds, const struct at_run *run)
{
	int64_t limit_ms = run->cli->modem.command_timeout_ms;

	*rounds = (struct rounds){.due_ms = now_ms(run), .deadline_ms = -1};
	if (!run->until)
		return;
	if (limit_ms <= 0 && !run->counted)
		limit_ms = AT_WAIT_MS;
	if (limit_ms > 0)
		rounds->deadline_ms = rounds->due_ms + limit_ms;
}

/* --timeout is of the whole when an answer is waited for, so a command gets what it usually has. */
static int64_t command_timeout(const struct at_run *run, const struct rounds *rounds,
			       const char *line)
{
	int64_t usual_ms = smsmodem_at_timeout_ms(line);

	if (!run->until)
		return 0;
	int64_t left_ms = rounds->deadline_ms < 0 ? usual_ms : rounds->deadline_ms - now_ms(run);
	if (left_ms > usual_ms)
		left_ms = usual_ms;
	return left_ms > 0 ? left_ms : 1;
}

/* Whether --until goes on after it. */
static bool is_passing(int code)
{
	return code == SMSMODEM_E_REFUSED || code == SMSMODEM_E_TIMEOUT ||
	       code == SMSMODEM_E_TEMPORARY;
}

/* What is said once is not said each second. */
static void note_failure(const struct at_run *run, struct rounds *rounds,
			 const struct smsmodem_error *error)
{
	if (strcmp(rounds->error.text, error->text) != 0)
		cli_note(run->cli, "smsmodem: %s; trying again", error->text);
	rounds->error = *error;
}

static int run_round(struct at_run *run, struct rounds *rounds, int argc, char **argv)
{
	struct smsmodem_error error;

	for (int i = 0; i < argc && !rounds->found; i++) {
		int64_t timeout_ms = command_timeout(run, rounds, argv[i]);
		int result = at_run_line(run, argv[i], timeout_ms, &error);

		rounds->found = run->until && at_answered(run, run->until);
		if (result == SMSMODEM_OK)
			rounds->error = (struct smsmodem_error){0};
		if (result == SMSMODEM_OK || (rounds->found && is_passing(result)))
			continue;
		if (!run->until || !is_passing(result))
			return at_fail(run, &error);
		note_failure(run, rounds, &error);
		break;
	}
	rounds->done++;
	return 0;
}

static int64_t next_ms(const struct at_run *run, const struct rounds *rounds)
{
	int64_t due_ms = rounds->due_ms + run->interval_ms;

	return due_ms < now_ms(run) ? now_ms(run) : due_ms;
}

/*
 * Wait until the next round is due. Lines that come meanwhile are passed over but for the expected
 * one; none begins with a line feed.
 */
static int pause_round(struct at_run *run, struct rounds *rounds)
{
	struct smsmodem_error error;
	int result = SMSMODEM_OK;

	rounds->due_ms = next_ms(run, rounds);
	while (result == SMSMODEM_OK) {
		int64_t left_ms = rounds->due_ms - now_ms(run);
		bool wants = run->expect && !run->heard;

		if (run->heard && !run->until)
			return 0;
		if (left_ms < 0)
			left_ms = 0;
		result = wants ? at_run_expect(run, left_ms, &error)
			       : smsmodem_expect(run->modem, "\n", left_ms, &error);
	}
	return result == SMSMODEM_E_TIMEOUT ? 0 : at_fail(run, &error);
}

static bool is_over(const struct at_run *run, const struct rounds *rounds)
{
	if (rounds->found)
		return true;
	if (run->times > 0 && rounds->done >= run->times)
		return true;
	/* a round that would start at the deadline or behind it could have no answer */
	return rounds->deadline_ms >= 0 && next_ms(run, rounds) >= rounds->deadline_ms;
}

static int in_vain(const struct at_run *run, const struct rounds *rounds)
{
	struct smsmodem_error error;

	(void)smsmodem_error_set(&error, SMSMODEM_E_TIMEOUT,
				 "no line that begins with %.60s was answered in %ld tr%s%s%.200s",
				 run->until, rounds->done, rounds->done == 1 ? "y" : "ies",
				 rounds->error.code ? "; at last " : "", rounds->error.text);
	return at_fail(run, &error);
}

int at_repeat(struct at_run *run, int argc, char **argv)
{
	struct rounds rounds;

	rounds_begin(&rounds, run);
	do {
		int status = run_round(run, &rounds, argc, argv);

		if (status == 0 && is_over(run, &rounds))
			break;
		if (status == 0)
			status = pause_round(run, &rounds);
		if (status != 0)
			return status;
	} while (run->until || !run->heard);
	return run->until && !rounds.found ? in_vain(run, &rounds) : 0;
}
