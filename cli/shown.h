/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A decoded message, as JSON and for people. */
#ifndef SHOWN_H
#define SHOWN_H

#include "cli.h"

/** What a message holds: UTF-8 of a text, octets of anything else. */
struct shown_content {
	bool is_text;
	size_t length;
	char *octets; /**< freed by the caller; NULL: out of memory */
};

struct shown_content shown_content(const struct smsmodem_message *message);

/**
 * Print it on lines of its own, and free it.
 * @param hidden octets may hold secrets, and only how many they are is told
 * @return false: out of memory
 */
bool shown_print_content(struct shown_content content, bool hidden);

/** Columns of a text as shown_line prints it; of a character beyond ASCII one. */
int shown_columns(const char *text);

/** What a message waiting indication is about: "voice", "fax", "e-mail", "other". */
const char *shown_waiting_name(unsigned type);

struct shown_push_options;

/** The JSON of a message, or NULL when out of memory. @param push NULL: all 0 */
json_t *shown_json(const struct smsmodem_message *message, const struct shown_push_options *push);

/* The JSON of the kinds that are always alone, likewise. */
json_t *shown_report_json(const struct smsmodem_tpdu *report);
json_t *shown_command_json(const struct smsmodem_tpdu *command);
json_t *shown_acknowledgement_json(const struct smsmodem_tpdu *report);

/** Print it for people, the last line's end aside. @return false: out of memory */
bool shown_print(const struct smsmodem_message *message, const struct shown_push_options *push);

/** Print how many parts it has, and which are missing. */
void shown_print_parts(const struct smsmodem_message *message);

/** Print a blank and a length of time as --validity takes it: in the largest unit without a rest.
 */
void shown_period(uint32_t seconds);

/** Print text from outside, escaped, on one line. */
void shown_line(const char *text, size_t length);

/* --- what of PDUs a decoded message does not keep: their fields, where they were --- */

/** What a PDU's surroundings say. */
struct shown_origin {
	long index;      /**< of the memory it is in, or -1 */
	int stat;        /**< <stat> of 27.005 3.1, or -1 */
	size_t trailing; /**< digits at the end of its hex that are none of its fields */
};

/** The PDUs of messages that wait; opaque. */
struct shown_fields;

struct shown_fields *shown_fields_new(void);
void shown_fields_free(struct shown_fields *kept);

/** Keep the PDU of a part; of too many the oldest are forgotten. */
void shown_fields_keep(struct shown_fields *kept, const struct smsmodem_tpdu *tpdu, const char *hex,
		       size_t length, const struct smsmodem_decode_options *options,
		       const struct shown_origin *origin);

/** Add the origins of a message's parts to its JSON. */
void shown_origins_json(struct shown_fields *kept, const struct smsmodem_message *message,
			json_t *object);

/** Print the fields of a message's parts, and forget them. @param hidden not their octets */
void shown_fields_print(struct shown_fields *kept, const struct smsmodem_message *message,
			bool hidden);

/** Likewise as the key "fields" of its JSON. */
void shown_fields_json(struct shown_fields *kept, const struct smsmodem_message *message,
		       json_t *object);

/** Forget the PDUs of a message's parts. */
void shown_fields_forget(struct shown_fields *kept, const struct smsmodem_message *message);

/** Print rows that somebody has. @param hidden not the octets of user data, which hold secrets */
void shown_rows(const struct smsmodem_field *rows, size_t count, const char *hex, bool hidden);

/** Append rows likewise to a list of "fields". @param part its number, or 0: there is but one */
void shown_rows_json(json_t *list, const struct smsmodem_field *rows, size_t count, const char *hex,
		     unsigned part);

#endif
