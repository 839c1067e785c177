/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A script's expect: what it looks at, and what it says when that does not come. */
#include "console_script_run.h"

#define EXPECT_MS 10000

/* In what nobody asked for yet, and in the answer of the statement before. */
static bool take(struct scripted *run)
{
	const struct talk *talk = &run->console->talk;
	const struct script_statement *expect = run->now;
	struct script_heard *heard = &run->heard;
	/* a line that may go on is none yet; a text may stand at its beginning */
	bool whole = expect->has_pattern && console_now_ms() < script_quiet_until(run);
	bool partial = script_partial(run) > 0 && !whole;
	size_t end = script_find(expect, heard->octets, partial ? heard->length : heard->settled);

	if (end > 0) {
		script_forget(heard, end);
		return true;
	}
	if (!run->answered || talk->answer_length <= run->answer_used)
		return false;
	end = script_find(expect, talk->answer + run->answer_used,
			  talk->answer_length - run->answer_used);
	run->answer_used += end;
	return end > 0;
}

static void fail_expect(struct scripted *run, int64_t timeout_ms)
{
	const struct script_statement *expect = run->now;
	size_t length = expect->length < 60 ? expect->length : 60;
	char pattern[64], wanted[256] = "", came[160];

	(void)snprintf(pattern, sizeof pattern, "/%.60s/", expect->text);
	if (!expect->has_pattern)
		script_quote(expect->text, length, wanted, sizeof wanted);
	else
		(void)smsmodem_mask(pattern, wanted, sizeof wanted);
	script_quote(run->heard.octets, run->heard.length, came, sizeof came);
	script_fail(run, SMSMODEM_E_TIMEOUT, "%s was expected within %.1f s; what came was %s",
		    wanted, (double)timeout_ms / 1000.0, came);
}

void script_expect(struct scripted *run)
{
	int64_t timeout_ms = run->console->cli->modem.command_timeout_ms;

	if (run->timeout_ms > 0 || timeout_ms <= 0)
		timeout_ms = run->timeout_ms > 0 ? run->timeout_ms : EXPECT_MS;
	int64_t until_ms = console_now_ms() + timeout_ms;
	run->asked = true;
	while (!take(run)) {
		if (script_is_over(run))
			return;
		if (console_now_ms() >= until_ms) {
			fail_expect(run, timeout_ms);
			return;
		}
		script_hear(run, until_ms, false);
	}
}
