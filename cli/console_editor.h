/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The line editor of line mode: GNU readline where it is there, else one of our own that knows the
 * ends of lines only. Both take keys and say what they came to.
 */
#ifndef CONSOLE_EDITOR_H
#define CONSOLE_EDITOR_H

#include "console.h"

enum editor_event {
	EDITOR_NOTHING, /**< something was typed, and there is nothing to do yet */
	EDITOR_LINE,    /**< Enter: text is the line, or several with LF between that were pasted */
	EDITOR_SEND,    /**< at a modem's prompt Ctrl-Z or Ctrl-D: text is the data's end */
	EDITOR_ABORT,   /**< at a modem's prompt Ctrl-C */
	EDITOR_CANCEL,  /**< elsewhere Ctrl-C: the line is gone */
	EDITOR_SUSPEND, /**< elsewhere Ctrl-Z */
	EDITOR_END,     /**< elsewhere Ctrl-D on an empty line, or the terminal has gone */
	EDITOR_MENU     /**< the escape key, and then key */
};

struct console_line;

struct editor_ops {
	/** Take the terminal, which is set already. @return false: this editor is not there */
	bool (*begin)(struct console_line *line);
	/** Give it back, and what it was told of the terminal; a half-typed command is kept. */
	void (*end)(struct console_line *line);
	/** Show a prompt, and edit a line behind it. */
	void (*start)(struct console_line *line);
	/** A key can be read without waiting: read it. */
	void (*key)(struct console_line *line);
	/** The prompt is another one; nothing is drawn. */
	void (*prompt)(struct console_line *line);
	void (*hide)(struct console_line *line);   /**< the line goes from the screen */
	void (*show)(struct console_line *line);   /**< and comes on a fresh one */
	void (*rest)(struct console_line *line);   /**< somebody else gets the terminal; the line */
	void (*resume)(struct console_line *line); /**< is kept, and shown again */
	void (*resize)(struct console_line *line);
	void (*remember)(struct console_line *line, const char *text); /**< in the history */
};

struct console_line {
	struct console *console;
	const struct editor_ops *editor;
	FILE *screen;      /**< where what is typed is shown; stderr when stdout is no terminal */
	bool editing;      /**< a prompt is shown */
	bool data;         /**< it is the modem's */
	bool told;         /**< it was said that readline is not there */
	const char *asked; /**< the prompt; constant */
	/* what came out of the keys */
	enum editor_event event;
	char *text;       /**< owned; what was typed */
	int key;          /**< of EDITOR_MENU */
	unsigned events;  /**< of signals that came meanwhile: enum terminal_event */
	int64_t heard_ms; /**< when the last octets came from the modem */
	char *kept;       /**< what is half typed, over another mode; owned, or NULL */
	int kept_point;   /**< the cursor in it */
	char *history;    /**< path; owned; NULL: none is kept */
	char *last;       /**< its last line; owned, or NULL */
	char *edit;       /**< of our own editor: what is typed; owned */
	size_t edit_length;
	bool escaped; /**< the escape key was the last one */
	int sequence; /**< of octets that a function key sends: where in it we are */
	bool gone;    /**< the keyboard has */
};

extern const struct editor_ops editor_readline, editor_plain;

/* --- history (console_history.c) --- */

/** Find the file of this device or profile, and cut it to its last 1,000 lines. */
void history_begin(struct console_line *line);
void history_end(struct console_line *line);

/** Go through what the file holds, oldest first. */
void history_each(const struct console_line *line,
		  void (*take)(const struct console_line *line, const char *text));

/** Add a line, unless it tells a PIN. */
void history_add(struct console_line *line, const char *text);

#endif
