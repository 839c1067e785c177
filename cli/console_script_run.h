/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A script that runs. */
#ifndef CONSOLE_SCRIPT_RUN_H
#define CONSOLE_SCRIPT_RUN_H

#include "console_follow.h"
#include "console_script.h"

struct scripted {
	struct console *console;
	const struct script *script;
	const struct script_statement *now;
	const struct script_statement *gave; /* the send whose Ctrl-Z ended data, or NULL */
	bool asked;                          /* an expect is to find what became of that */
	struct script_heard heard;
	int64_t timeout_ms; /* of the script; 0: it has said nothing */
	int64_t heard_ms;   /* when the last octets came */
	bool answered;      /* talk.answer is that of a statement, and may be expected */
	size_t answer_used; /* octets of it that an expect took */
	char typed[512];    /* of a line that is sent piece by piece */
	size_t typed_length;
	char final[128]; /* the last result */
	bool ended;      /* by exit, or by a failure */
	int status;
};

/* --- console_script.c --- */

/** The statement fails, and ends the script. @param code becomes the exit code */
void script_fail(struct scripted *run, int code, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
bool script_is_over(const struct scripted *run);

/**
 * Hear what comes, once.
 * @param deadline_ms of console_now_ms, or negative
 * @param answer it is the answer of a statement that waits for its end
 */
void script_hear(struct scripted *run, int64_t deadline_ms, bool answer);

/** Octets of something that has not ended, if it is none of our own coming back. */
size_t script_partial(const struct scripted *run);

/** When such a thing has been quiet for so long that it may be all. */
int64_t script_quiet_until(const struct scripted *run);

/** Fail unless the last command ended with OK. */
void script_judge(struct scripted *run);

/* --- console_script_send.c --- */

void script_send(struct scripted *run);

/** Wait for the result of data that send handed over. */
void script_await_given(struct scripted *run);

/** Likewise, before something else begins; it is to have ended well if no expect looks at it. */
void script_settle(struct scripted *run);

/* --- console_script_expect.c --- */

void script_expect(struct scripted *run);

#endif
