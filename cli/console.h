/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The console: a terminal on one side, a modem on the other, and what is understood of their talk.
 * Its parts: the link, which may go and come back; the talk, one command and its answer after the
 * other; the view, where everything that is shown goes through; and on top of them the modes: line
 * by line with an editor, key by key (raw), from a pipe, and by a script.
 */
#ifndef CONSOLE_H
#define CONSOLE_H

#include "cli.h"
#include "console_view.h"
#include "following.h"
#include <string.h>
#include <termios.h>

/** How octets are changed on their way; a set. */
enum console_map {
	CONSOLE_CR_TO_LF = 1,
	CONSOLE_LF_TO_CR = 2,
	CONSOLE_CR_TO_CRLF = 4,
	CONSOLE_LF_TO_CRLF = 8,
	CONSOLE_DROP_CR = 16,
	CONSOLE_DROP_LF = 32,
	CONSOLE_BS_TO_DEL = 64,
	CONSOLE_DEL_TO_BS = 128
};

struct console_options {
	bool raw, plain, timestamps, local_echo, hex, once; /**< once: do not wait for its return */
	int escape;                                         /**< a control character; 0: none */
	unsigned imap, omap; /**< enum console_map: from the modem, to the modem (raw mode) */
	int64_t pace_ms;     /**< between the lines of a file that is sent */
	const char *log, *script;
};

/** Octets that wait; grows. */
struct console_buffer {
	char *octets; /**< owned */
	size_t start, length, size;
};

/** A command that waits for its turn. */
struct talk_step {
	char *line;  /**< owned */
	char *data;  /**< for its prompt, ended with Ctrl-Z; NULL: whoever sits here gives it */
	char *what;  /**< "part 2 of 3", for who is told that it was not sent; or NULL */
	bool typed;  /**< as a line of its own, while we asked something: it is shown already */
	bool pasted; /**< behind another line, which may want it as its data */
	struct talk_step *next;
};

enum talk_state {
	TALK_IDLE,
	TALK_RUNNING, /**< a command's result is still to come */
	TALK_PROMPT,  /**< the modem wants data */
	TALK_GIVEN    /**< it was given, and its result is still to come */
};

#define TALK_ANSWER_MAX ((size_t)64 << 10)

struct talk {
	struct smsmodem_at_listener *listener;
	enum talk_state state;
	char *command, *data, *what; /**< of what runs; owned */
	struct talk_step *steps, **last;
	bool asking;    /**< it is a question of our own (talk_ask), whose answer is not shown */
	int64_t due_ms; /**< its result is given up then; -1: never, somebody sits here */
	char *answer;   /**< lines of the last response, each ended with LF; owned */
	size_t answer_length;
	size_t shown; /**< octets of the line that has not ended that have been shown */
	int result;   /**< of the last command: enum smsmodem_at_result, or a negative enum
		       * smsmodem_code: it was given up, or the link broke */
};

/** What the terminal is set to. */
enum terminal_settings {
	TERMINAL_FOUND, /**< as it was found */
	TERMINAL_LINE,  /**< each key at once, no echo, no signals; line ends of output are made */
	TERMINAL_RAW    /**< octets, both ways */
};

struct console_terminal {
	bool known;           /**< found is */
	struct termios found; /**< as it was when the program began */
	enum terminal_settings settings;
	bool ended; /**< by a signal */
};

struct console_line; /* the line editor */
struct completion_answers;
struct understanding;
struct script;

/* as tcsendbreak's: long enough at any speed in use */
#define CONSOLE_BREAK_MS 250

struct console {
	struct cli *cli;
	struct console_options options;
	/* the link */
	struct smsmodem *modem; /**< NULL: it is away */
	char *device;           /**< owned: as it is opened, at first what the user said */
	struct following port;  /**< which one it is, whatever its name */
	struct smsmodem_trace *log;
	char *log_path;            /**< of it; owned */
	bool log_broken;           /**< one could not be written: exit status 74 */
	struct console_buffer out; /**< to the modem */
	int wake_fd;               /**< epoll: stdin, and signals */
	int64_t retry_ms;          /**< when to look whether it is back */
	int64_t retry_after_ms;    /**< and how long after that once more */
	struct talk talk;
	struct console_view view;
	struct console_terminal terminal;
	struct understanding *understanding; /**< NULL: notes are not shown here */
	struct console_line *line;           /**< NULL: nobody sits here */
	struct completion_answers *answers;  /**< what the phone says to =?; NULL: nothing yet */
	struct script *script; /**< read and checked before the device is opened; NULL: none */
	bool leaving;
	bool to_raw; /**< wanted by .raw */
	int status;  /**< exit code */
};

/** The clock of everything here: monotonic milliseconds. */
int64_t console_now_ms(void);

/** The sooner of two deadlines, of which those that are negative are none. */
static inline int64_t console_sooner_ms(int64_t a_ms, int64_t b_ms)
{
	return a_ms < 0 || (b_ms >= 0 && b_ms < a_ms) ? b_ms : a_ms;
}

/* --- the link (console_link.c) --- */

/** Open the device for the first time, and the log. @return 0, or an exit code (reported) */
int console_open(struct console *console);

/** Give everything of it back. @return status, or 74: the log is not whole (reported) */
int console_close(struct console *console, int status);

/** Queue octets for the modem; lost while it is away. @return false: out of memory */
bool console_send(struct console *console, const void *octets, size_t count);

/** Write what waits. A link that breaks is noticed when it is read from. */
void console_write(struct console *console);

/**
 * Write what waits and read what came. A link that breaks is closed, told, and looked for again
 * unless --once or nobody sits here.
 * @return octets read; 0: none now, also while it is away
 */
size_t console_read(struct console *console, void *octets, size_t size);

/**
 * Wait for the modem, for wake_fd, or for a time; while the modem is away also for its return.
 * @param deadline_ms of console_now_ms, or negative
 * @return a set of enum smsmodem_ready; 0: the deadline came
 */
int console_wait(struct console *console, int64_t deadline_ms);

/* --- the terminal (console_terminal.c) --- */

/** What signals ask for; a set. */
enum terminal_event {
	TERMINAL_RESIZED = 1,
	TERMINAL_CONTINUED = 2, /**< somebody else stopped us and let us go on: the screen is new */
	TERMINAL_SUSPEND = 4    /**< call terminal_suspend, with the screen tidied up before */
};

/** Note how the terminal on stdin is, and watch all signals; once, when the device is open. */
int terminal_begin(struct console *console);

/** Change the terminal, or set it again. Nothing happens where it is none. */
void terminal_set(struct console *console, enum terminal_settings settings);

/** Make it as it was found. */
void terminal_restore(struct console *console);

/**
 * Take the signals that have come: those that end us set leaving and status.
 * @return a set of enum terminal_event
 */
unsigned terminal_signals(struct console *console);

/**
 * Restore the terminal, stop (the whole job), and when it goes on set the terminal as before.
 * @return as terminal_signals, for what came meanwhile; draw all anew
 */
unsigned terminal_suspend(struct console *console);

/** Whether stdin has something to read (or its end), now. */
bool terminal_has_key(void);

/* --- the log (console_log.c) --- */

/**
 * Write a log from now on, or no more (NULL). What is in the file is replaced, and that is told.
 * @return 0, or an exit code (reported)
 */
int console_log(struct console *console, const char *path);

/** Have all of it in the file; one that cannot be written ends, and that is told. */
void console_log_check(struct console *console);

/** End it. @return 0, or 74: one was not whole (told when that was seen) */
int console_log_end(struct console *console);

/* --- the talk (console_talk.c) --- */

int talk_begin(struct talk *talk); /**< @return 0, or SMSMODEM_E_MEMORY */
void talk_end(struct talk *talk);

/** Whether a modem takes a line for no command at all (V.250 5.2.1, 5.2.2). */
static inline bool talk_is_blank(const char *line)
{
	return line[strspn(line, " \t\r\n")] == '\0';
}

/** Milliseconds that a command gets: those of --timeout, or what it usually takes. */
int64_t talk_timeout_ms(const struct console *console, const char *line);

/**
 * Send a command line now, whatever runs; only what we ask ourselves is waited for. An empty one is
 * a bare CR. While the modem is away it is said that it was not sent.
 * @param timeout_ms until its result is given up; 0: never
 */
void talk_submit(struct console *console, const char *line, int64_t timeout_ms);

/** Send it when what runs, and all that was queued before, is done. Copies. */
void talk_queue(struct console *console, const char *line, const char *data, const char *what);

/** As talk_queue for a line that was pasted behind another: if that one wants data, it is that. */
void talk_follow(struct console *console, const char *line);

/** Drop what is queued. @return whether there was anything */
bool talk_drop(struct talk *talk);

/** Give data at a prompt. @param last end it with Ctrl-Z; else with CR */
void talk_give(struct console *console, const char *data, bool last);

/** Octets that were sent as such ended what a prompt wants: with Ctrl-Z if given, else with ESC. */
void talk_leave_prompt(struct console *console, bool given);

/** Leave a prompt, or what runs, with ESC; what is queued is dropped. */
void talk_abort(struct console *console);

/**
 * Take octets from the modem up to the first thing heard, show it, and go on with what is queued.
 * @param[out] heard as of smsmodem_at_listener_feed, valid until the next call
 * @return octets consumed
 */
size_t talk_hear(struct console *console, const void *octets, size_t count,
		 struct smsmodem_at_heard *heard);

/** Octets that have come of a line that does not end, and are not shown yet. */
size_t talk_partial(const struct talk *talk);

/** Show them. */
void talk_show_partial(struct console *console);

/** What runs, fit to be shown: PINs masked, cut. @return false: nothing runs */
bool talk_masked(const struct talk *talk, char *text, size_t size);

/** Whether nothing runs and nothing is queued. */
bool talk_is_idle(const struct talk *talk);

/** Give up what is overdue. @return whether something was */
bool talk_tick(struct console *console);

/** The link broke, or is a new one: what ran has no answer. */
void talk_cut(struct console *console);

/* --- while somebody else talks: raw mode (console_talk_other.c) --- */

/**
 * From here on somebody else talks, and what ran is his; or he did up to here. What is queued is
 * dropped. A prompt stays one, and what it was given under way.
 */
void talk_forget(struct console *console);

/** He sent these octets: at a prompt Ctrl-Z ends the data, and ESC leaves it. */
void talk_typed(struct console *console, const char *octets, size_t count);

/** He was shown these octets: a result ends a prompt, and what it was given. */
void talk_overhear(struct console *console, const char *octets, size_t count);

/* --- asking by ourselves (console_talk_ask.c) --- */

/** Ask something, if nothing runs. Its answer is not shown, but goes to completion_answered. */
void talk_ask(struct console *console, const char *line, int64_t timeout_ms);

/** Wait for the end of what we ask. @return false: a key or a signal is first, and it goes on */
bool talk_await(struct console *console);

/* --- what is understood (console_understand.c and console_message.c) --- */

/** @return NULL when out of memory */
struct understanding *understanding_new(void);
void understanding_free(struct understanding *understanding);

/**
 * What was heard means, in words: of errors, of replies, of PDUs; joined messages when the last
 * part has come.
 *
 * @param command what runs, or NULL
 * @param[out] text lines, each ended with LF, without control characters otherwise; malloc'd,
 * freed by the caller; NULL: nothing is known
 */
void understanding_note(struct understanding *understanding, const char *command,
			const struct smsmodem_at_heard *heard, char **text);

/* --- dot commands (console_dot.c, console_dot_send.c) --- */

/** Run ".help", ".sms ..." and the like, a line that begins with '.'. @return 0, or an exit code */
int dot_run(struct console *console, const char *line);

/** Whether a line names a dot command, and its quotes are closed. @param[out] error why not */
bool dot_check(const char *line, struct smsmodem_error *error);

/* --- completion (console_complete.c) --- */

struct completion_word {
	char *text; /**< owned */
	char *help; /**< owned; one line, or NULL */
};

/** What the word before the cursor may become. */
struct completion {
	size_t start; /**< where that word begins in the line */
	struct completion_word *words;
	size_t count;
	bool space; /**< a word that is the only one is followed by a blank */
};

/** Complete a line at an octet; asks the phone for =? where that helps. */
void complete(struct console *console, const char *line, size_t point, struct completion *out);
void completion_free(struct completion *completion);

/** Keep what the phone said to the question that has ended with OK (console_complete_ask.c). */
void completion_answered(struct console *console);

/** Give back what the phone said to =? (console_complete_ask.c). */
void completion_forget(struct console *console);

/* --- the modes --- */

/** How a mode ended. */
enum console_mode {
	CONSOLE_LEAVE, /**< console->status is the exit code */
	CONSOLE_TO_LINE,
	CONSOLE_TO_RAW
};

/** Somebody sits here: what line mode keeps until the end, also while it is not the mode. */
bool console_line_new(struct console *console);
void console_line_free(struct console *console);
enum console_mode console_line_mode(struct console *console); /* console_line.c */
enum console_mode console_raw_mode(struct console *console);  /* console_raw.c */
int console_piped(struct console *console); /**< console_piped.c. @return an exit code */

/** Read and check a whole script (console_script.c). @return 0, or an exit code (reported) */
int console_script_load(struct console *console);
void console_script_free(struct console *console);
int console_scripted(struct console *console); /**< @return an exit code */

#endif
