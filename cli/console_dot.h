/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dot commands: what is typed to the console itself, not to the phone. */
#ifndef CONSOLE_DOT_H
#define CONSOLE_DOT_H

#include "console.h"
#include "send_options.h"

#define DOT_WORDS_MAX 64

/** The words of a line, as a shell splits them, and where each began. */
struct dot_words {
	char *text; /**< owned: the words, cut */
	char *rest; /**< owned: the rest of the line where that is a word, or NULL */
	int count;
	char *word[DOT_WORDS_MAX + 2]; /**< ended by NULL; with room for a "--" */
	size_t start[DOT_WORDS_MAX];   /**< of each word in the line */
	bool quoted[DOT_WORDS_MAX];    /**< it began with a quote */
	bool broken;                   /**< the last word, or what is behind it, could not be cut */
	struct smsmodem_error error;   /**< and why */
};

/** A dot command; a table of them is ended by a name of NULL. */
struct dot_command {
	const char *name; /**< with its dot */
	const char *synopsis, *summary;
	const char *more; /**< lines for ".help NAME", or NULL */
	int (*run)(struct console *console, const char *line, struct dot_words *words);
};

/** All of them, in the order of the help. */
const struct dot_command *dot_commands(void);

/** Split a line; quotes and backslashes as in a shell. What cannot be is told in words->broken. */
void dot_split(const char *line, struct dot_words *words);
void dot_words_free(struct dot_words *words);

/** .sms, .push, .encode and .decode: the program's own commands. @return 0 or an exit code */
int dot_sms(struct console *console, const char *line, struct dot_words *words);
int dot_push(struct console *console, const char *line, struct dot_words *words);
int dot_encode(struct console *console, const char *line, struct dot_words *words);
int dot_decode(struct console *console, const char *line, struct dot_words *words);

/** .help: the dot commands and keys, or one of them, or an AT command. @return 0 or 64 */
int dot_help(struct console *console, const char *line, struct dot_words *words);

/** Queue the messages of `send` and `push` where cli->console is set. @return 0 or an exit code */
int dot_queue(struct send_run *run);

#endif
