/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scripts of the console, one statement a line: send, expect, and little more. */
#ifndef CONSOLE_SCRIPT_H
#define CONSOLE_SCRIPT_H

#include "console.h"
#include <regex.h>

enum script_verb {
	SCRIPT_AT,
	SCRIPT_BREAK,
	SCRIPT_DATA,
	SCRIPT_DOT,
	SCRIPT_EXIT,
	SCRIPT_EXPECT,
	SCRIPT_LOG,
	SCRIPT_SEND,
	SCRIPT_TIMEOUT,
	SCRIPT_WAIT
};

struct script_statement {
	enum script_verb verb;
	long line;        /**< of the file */
	char *text;       /**< without quotes and escapes, NUL behind it; owned */
	size_t length;    /**< of text */
	bool bare;        /**< send: no CR is added */
	bool has_pattern; /**< expect: text is the source of pattern */
	regex_t pattern;
	int64_t number; /**< milliseconds, or an exit code */
};

struct script {
	const char *name; /**< of the file, for messages; borrowed */
	struct script_statement *statements;
	size_t count, size;
	struct smsmodem_error error; /**< of a dot command, while it is read */
};

/* --- console_script_read.c --- */

/**
 * Read and check a whole file; "-" is stdin. Each bad statement is reported.
 * @return 0, or an exit code; the script is to be freed in any case
 */
int script_read(struct cli *cli, const char *path, struct script *script);
void script_free(struct script *script);

/* --- console_script_text.c --- */

/**
 * Take an argument apart in place: quoted, or the rest of the line without the blanks at its end;
 * \r \n \t \xHH \\ and \" are what they are in C. A comment may follow what is quoted.
 *
 * @param[in,out] text the argument, and what it says, which may contain NUL
 * @return NULL, or why it is none
 */
const char *script_text(char *text, size_t *length);

/** Take "/.../" or "/.../i" apart. @return as script_text; on success pattern is compiled */
const char *script_pattern(char *text, size_t *length, regex_t *pattern);

/** Cut blanks and a comment off behind a word. */
void script_word(char *text);

/** What stands behind a backslash, and, at the same place, the octets that it means; \xHH aside. */
extern const char script_escapes[], script_escaped[];

/* --- console_script_heard.c --- */

/** What came and no statement has asked for yet; the oldest is dropped when it is too much. */
struct script_heard {
	char octets[(size_t)64 << 10];
	size_t length;
	size_t settled; /**< the octets before it are known to be no echo */
};

/**
 * Note octets that talk_hear took, and what it heard at their end: echoes are not kept.
 * @param answer what is heard is a statement's own answer, and not kept either
 */
void script_note(struct script_heard *heard, const char *octets, size_t count,
		 const struct smsmodem_at_heard *what, bool answer);

/** Look for what an expect statement wants, in lines if it is a pattern. @return its end; 0: none
 */
size_t script_find(const struct script_statement *expect, const char *octets, size_t length);

/** Forget octets at the beginning. */
void script_forget(struct script_heard *heard, size_t count);

/** Write the last of the octets so that they can be read, within quotes and with PINs masked; or
 * "nothing". */
void script_quote(const char *octets, size_t length, char *text, size_t size);

#endif
