/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What smsmodem_at_words is made of: each kind of reply in its own file, at_words_KIND.c. */
#ifndef AT_WORDS_H
#define AT_WORDS_H

#include "at.h"
#include <smsmodem/at.h>

#define WORDS_FIELD_SIZE 1024 /**< octets of a field that is looked at, NUL included */
#define WORDS_ABSENT     (-1) /**< a number that is not there */

/** Words that grow within a capacity; what does not fit is cut at a character. */
struct words {
	char *text;
	size_t size, length;
	bool cut;
};

/** A line of the modem's. */
struct words_line {
	const char *command; /**< what was sent, never NULL */
	const char *name;    /**< of the reply: "+CSQ" */
	bool read, test;     /**< the command has "NAME?", "NAME=?" */
};

/**
 * Say what the fields of a reply mean.
 * @return false: they are not what the specification has, or mean no more than they say
 */
typedef bool words_say(const struct words_line *line, struct at_cursor *fields,
		       struct words *words);

struct words_row {
	const char *name;
	words_say *say;
};

/** The rows of a file, ended with a NULL name. */
extern const struct words_row words_network_rows[];
extern const struct words_row words_registration_rows[];
extern const struct words_row words_message_rows[];
extern const struct words_row words_call_rows[];
extern const struct words_row words_phone_rows[];
extern const struct words_row words_card_rows[];
extern const struct words_row words_packet_rows[];
extern const struct words_row words_vendor_rows[];

/* --- output (at_words_text.c) --- */

void words_add(struct words *words, const char *format, ...) __attribute__((format(printf, 2, 3)));

/** Words, with "; " or another separator in front if there are any yet. */
void words_also(struct words *words, const char *separator, const char *text);

/**
 * A text of the modem's: hexadecimal of UTF-16 is decoded where it is certainly that; without
 * control characters, and line ends are blanks.
 */
void words_text(struct words *words, const char *text);

/** A number of a phone: UTF-16 undone, with its plus if type is 145 (24.008 10.5.4.7). */
void words_number(struct words *words, const char *number, int type);

/** Whether a text is hexadecimal of UTF-16, beyond doubt (27.005 3.1, +CSCS="UCS2"). */
bool words_is_ucs2(const char *text);

/** Hexadecimal of UTF-16, as it is. @return false: it is not */
bool words_ucs2(struct words *words, const char *text);

/* --- fields --- */

/** A number within bounds, that must be there. */
bool words_take(struct at_cursor *fields, int from, int to, int *value);

/** Likewise, or WORDS_ABSENT. */
bool words_take_absent(struct at_cursor *fields, int from, int to, int *value);

/** A string, perhaps empty, into WORDS_FIELD_SIZE octets. */
bool words_take_string(struct at_cursor *fields, char *text);

/** The meaning of a number in a list, NULL: it has none. */
const char *words_of(const char *const *list, size_t count, int value);

#define WORDS_OF(list, value) words_of(list, sizeof(list) / sizeof(list)[0], value)

/** Say the meaning of the only field. */
bool words_only(struct at_cursor *fields, const char *const *list, size_t count,
		struct words *words);

#define WORDS_ONLY(fields, list, words) \
	words_only(fields, list, sizeof(list) / sizeof(list)[0], words)

/* --- what several files say --- */

/** What a value of a command's parameter means, by the table of commands; or NULL. */
const char *words_value(const char *command, unsigned parameter, const char *value);

/** The access technology of +COPS and +CREG (27.007 7.3), NULL: none that is known. */
const char *words_access(int act);

/** "-73 dBm, good" of <rssi> 0..31 or 99 (27.007 8.5). @return false: out of range */
bool words_rssi(struct words *words, int rssi);

/** A measured level: 0 is below the first step, 1 the first step, and so on up to last. */
struct words_level {
	const char *name, *unit;
	int last, unknown, first_tenths, step_tenths;
};

/** "RSRP -61 dBm", with ", " in front if there are words yet: where the value's step begins. */
void words_level(struct words *words, const struct words_level *level, int value);

/** +CSQ's fields. */
words_say words_csq;

/** USSD (27.007 7.15). */
words_say words_cusd;

/** "2026-11-23 08:01:02 +01:00" of "26/11/23,08:01:02+04" (27.007 8.15). @return false: it is not
 */
bool words_clock(struct words *words, const char *text);

/** The text below a header in text mode. @return false: it says all by itself */
bool words_body(const char *header, const char *text, struct words *words);

/** +CMS ERROR and +CME ERROR: what they mean, and what to try. text is behind the colon. */
bool words_error(bool cms, const char *text, struct words *words);

#endif
