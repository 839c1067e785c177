/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pieces that the JSON of several kinds of messages has. */
#ifndef SHOWN_JSON_H
#define SHOWN_JSON_H

#include "shown.h"

/** Set a key; takes the reference, and NULL for out of memory, which leaves the key out. */
void shown_set(json_t *object, const char *key, json_t *value);

json_t *shown_hex(const uint8_t *octets, size_t count);

/** A time under a key; of one that is none null, and its octets under key_octets. */
void shown_set_time(json_t *object, const char *key, const struct smsmodem_time *time);

/** A number or name under a key, and its type under key_type. */
void shown_set_address(json_t *object, const char *key, const struct smsmodem_address *address);

/** The message centre, or null. */
void shown_set_smsc(json_t *object, const struct smsmodem_tpdu *tpdu);

/** TP-PID, and what it means. */
void shown_set_pid(json_t *object, uint8_t pid);

/** TP-DCS, class, encoding, message waiting indication. */
void shown_set_dcs(json_t *object, uint8_t octet);

/** Parts, reference, and what is missing. */
void shown_set_concat(json_t *object, const struct smsmodem_message *message);

/** The elements of the user data header, and what they say. */
void shown_set_header(json_t *object, const struct smsmodem_tpdu *tpdu);

/** The text, or the data where it is no text. @return false: out of memory */
bool shown_set_content(json_t *object, const struct smsmodem_message *message);

#endif
