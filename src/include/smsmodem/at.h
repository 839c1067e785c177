/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is known of AT commands and of what modems say, for who shows it to people: the commands of
 * V.250, 27.005 and 27.007 with what they are for, replies cut into their parameters and put into
 * words, and a listener that tells answers from what nobody asked for. Nothing here touches a
 * modem.
 */
#ifndef SMSMODEM_AT_H
#define SMSMODEM_AT_H

#include <smsmodem/error.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* --- the commands --- */

/** How a command may be given; a set. */
enum smsmodem_at_forms {
	SMSMODEM_AT_EXECUTE = 1, /**< "AT+CSQ" */
	SMSMODEM_AT_SET = 2,     /**< "AT+CMGF=0", or with its value at once: "ATE0" */
	SMSMODEM_AT_READ = 4,    /**< "AT+CMGF?" */
	SMSMODEM_AT_TEST = 8     /**< "AT+CMGF=?" */
};

/** A value that a parameter may have, and what it means. */
struct smsmodem_at_value {
	const char *value; /**< as it is typed, quotes included; NULL ends a list */
	const char *meaning;
};

/** A parameter of a command's set form. */
struct smsmodem_at_parameter {
	const char *name; /**< as its specification calls it, without <>; NULL ends a list */
	const struct smsmodem_at_value *values; /**< NULL: anything */
};

/** A command; all of it constant. */
struct smsmodem_at_command {
	const char *name;    /**< without "AT": "+CMGF", "E", "&F" */
	unsigned forms;      /**< of enum smsmodem_at_forms */
	const char *summary; /**< one line for people */
	const char *clause;  /**< where it is specified: "27.005 3.2.3" */
	const struct smsmodem_at_parameter *parameters; /**< NULL: none */
};

/** All commands, in the order of their names. */
const struct smsmodem_at_command *smsmodem_at_commands(size_t *count);

/**
 * The command whose name a text begins with, in any case; of several the longest.
 *
 * @param text behind "AT", or behind another command and its ';'
 * @param[out] length of the name in text, or NULL
 * @return NULL: none
 */
const struct smsmodem_at_command *smsmodem_at_find(const char *text, size_t *length);

/**
 * What a value of a parameter means; its case and quotes do not matter.
 * @param parameter NULL: nothing is known
 * @return NULL: it is in no list
 */
const char *smsmodem_at_meaning(const struct smsmodem_at_parameter *parameter, const char *value);

/** Milliseconds that a modem may take for a command line; the few slow ones are in a table. */
int64_t smsmodem_at_timeout_ms(const char *line);

/* --- replies --- */

enum smsmodem_at_item_kind {
	SMSMODEM_AT_ITEM_ABSENT, /**< nothing between two commas */
	SMSMODEM_AT_ITEM_NUMBER, /**< decimal: number */
	SMSMODEM_AT_ITEM_RANGE,  /**< "0-4": number to upto, which is not less */
	SMSMODEM_AT_ITEM_STRING, /**< quoted; text is without its quotes */
	SMSMODEM_AT_ITEM_WORD,   /**< anything else: "READY" */
	SMSMODEM_AT_ITEM_OPEN,   /**< "(" */
	SMSMODEM_AT_ITEM_CLOSE   /**< ")" */
};

/** A piece of a reply; text points into it. */
struct smsmodem_at_item {
	enum smsmodem_at_item_kind kind;
	int64_t number, upto;
	const char *text;
	size_t length;
};

/** The name in front of a reply's colon: "+CSQ" of "+CSQ: 20,99". @return its length, 0: none */
size_t smsmodem_at_reply_name(const char *line);

/**
 * The next parameter of a reply (V.250 5.4.2, 27.007 of the test forms). Replies are not always
 * balanced: a quote that is not closed ends with the line, an OPEN may lack its CLOSE and a CLOSE
 * its OPEN. Nothing at all is one absent parameter, as is what follows a last comma; an empty group
 * has none.
 *
 * @param[in,out] rest where to read on, at first behind the name and its colon; NULL: the end
 * @return false: there is none
 */
bool smsmodem_at_next_item(const char **rest, struct smsmodem_at_item *item);

/**
 * What a line of a modem means, in words: of +CSQ, +CREG, +COPS, +CPIN, +CUSD, +CMS ERROR and many
 * others. Texts are decoded; control characters are left out.
 *
 * @param command the line that was sent, which tells what some replies mean; of a text below a
 * header that header, "+CMGR: ..."; or NULL
 * @param[out] words UTF-8 on one line, cut at a character if it is longer
 * @return octets of it; 0: nothing is known that the line does not say by itself
 */
int smsmodem_at_words(const char *command, const char *line, char *words, size_t size);

/* --- listening --- */

/** How a command ended. */
enum smsmodem_at_result {
	SMSMODEM_AT_OK = 0,    /**< OK, CONNECT */
	SMSMODEM_AT_ERROR = 1, /**< ERROR, +CMS ERROR, +CME ERROR */
	SMSMODEM_AT_CALL = 2   /**< NO CARRIER, BUSY, NO ANSWER, NO DIALTONE */
};

enum smsmodem_at_heard_kind {
	SMSMODEM_AT_NOTHING,     /**< the octets are used up */
	SMSMODEM_AT_ECHO,        /**< what was sent came back */
	SMSMODEM_AT_RESPONSE,    /**< a line while a command runs that may be its response */
	SMSMODEM_AT_UNSOLICITED, /**< a line nobody asked for */
	SMSMODEM_AT_BELOW,       /**< the PDU or text that the line before announced: header */
	SMSMODEM_AT_FINAL,       /**< the command has ended: result, code */
	SMSMODEM_AT_PROMPT,      /**< '>': data is wanted */
	SMSMODEM_AT_CUT          /**< a line that is too long; its rest is dropped */
};

/** What was heard; the strings are the listener's, and valid until its next call. */
struct smsmodem_at_heard {
	enum smsmodem_at_heard_kind kind;
	const char *line;
	size_t length;
	const char *header;             /**< BELOW: the line that announced it, else NULL */
	bool header_ours;               /**< BELOW: header was a RESPONSE */
	enum smsmodem_at_result result; /**< FINAL */
	int code;                       /**< FINAL: of +CMS and +CME ERROR, else -1 */
	bool cms;                       /**< FINAL: the code is one of +CMS ERROR */
};

/** One who listens to a modem that somebody talks to, line by line. Opaque. */
struct smsmodem_at_listener;

/** @return NULL when out of memory */
struct smsmodem_at_listener *smsmodem_at_listener_new(void);

/** @param listener may be NULL */
void smsmodem_at_listener_free(struct smsmodem_at_listener *listener);

/** A command line has been sent, without its CR here; its echo and its result are expected now. */
void smsmodem_at_listener_sent(struct smsmodem_at_listener *listener, const char *line);

/** Data has been given at a prompt, or a line of it. @param last with Ctrl-Z: the result is due */
void smsmodem_at_listener_data(struct smsmodem_at_listener *listener, const char *data, bool last);

/** Forget what was expected and what came in part: the link is a new one, or ESC was sent. */
void smsmodem_at_listener_reset(struct smsmodem_at_listener *listener);

/** Whether a command's result is still to come. */
bool smsmodem_at_listener_waits(const struct smsmodem_at_listener *listener);

/** Take octets up to the end of the first thing heard. @return octets consumed */
size_t smsmodem_at_listener_feed(struct smsmodem_at_listener *listener, const void *octets,
				 size_t count, struct smsmodem_at_heard *heard);

/** What has come of a line that has not ended; valid until the next call. @return its octets */
const char *smsmodem_at_listener_partial(const struct smsmodem_at_listener *listener,
					 size_t *length);

#ifdef __cplusplus
}
#endif

#endif
