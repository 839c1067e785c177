/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A message of CDMA, as JSON and for people. */
#ifndef SHOWN_CDMA_H
#define SHOWN_CDMA_H

#include "shown.h"

/** The JSON of a message, or NULL when out of memory. @param push NULL: all 0 */
json_t *shown_cdma_json(const struct smsmodem_cdma_message *message,
			const struct shown_push_options *push);

/** Print it for people. @return 0 or 74 */
int shown_cdma_print(struct cli *cli, const struct smsmodem_cdma_message *message,
		     const struct shown_push_options *push);

/** Its text, or its octets. */
struct shown_content shown_cdma_content(const struct smsmodem_cdma_message *message);

/* --- the fields of PDUs, which a decoded message does not keep --- */

/** The PDUs of messages that wait; opaque. */
struct shown_cdma_fields;

struct shown_cdma_fields *shown_cdma_fields_new(void);
void shown_cdma_fields_free(struct shown_cdma_fields *kept);

/** Keep the PDU of a part; of too many the oldest are forgotten. */
void shown_cdma_fields_keep(struct shown_cdma_fields *kept, const char *hex, size_t length);

/**
 * Append the fields of a message's parts to a list of "fields", or print them if that is NULL; and
 * forget them. @param hidden not the octets of their user data, which hold secrets, are printed
 */
void shown_cdma_fields_show(struct shown_cdma_fields *kept,
			    const struct smsmodem_cdma_message *message, json_t *list, bool hidden);

/* --- pieces of its JSON --- */

void shown_cdma_number(json_t *object, const char *key, unsigned number);
void shown_cdma_name(json_t *object, const char *key, enum smsmodem_cdma_names names,
		     unsigned value);
void shown_cdma_text(json_t *object, const char *key, const char *text);
void shown_cdma_address(json_t *object, const char *key,
			const struct smsmodem_cdma_address *address);

/** A list, where it has something; takes the reference. */
void shown_cdma_list(json_t *object, const char *key, json_t *list);

/** All lists and notifications that a message has. */
void shown_cdma_lists(json_t *object, const struct smsmodem_cdma *cdma);

/** Whether it has a subparameter that is well-formed. */
static inline bool shown_cdma_has(const struct smsmodem_cdma *cdma, enum smsmodem_cdma_sub sub)
{
	return cdma->subs.there >> sub & 1;
}

#endif
