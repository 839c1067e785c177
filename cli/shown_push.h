/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What came by push, as JSON and for people. */
#ifndef SHOWN_PUSH_H
#define SHOWN_PUSH_H

#include "shown.h"

/** How pushes are shown. */
struct shown_push_options {
	bool secrets;                   /**< those of provisioning are shown to people too */
	bool verbose;                   /**< headers and the body are shown to people too */
	struct smsmodem_prov_keys keys; /**< to verify a MAC */
};

/**
 * Decode what came to a port, if something that is known comes to it.
 * @param options NULL: all 0
 * @return NULL: nothing that is known, or no push; freed with smsmodem_push_free
 */
struct smsmodem_push *shown_push_read(const uint8_t *octets, size_t length,
				      const struct smsmodem_ports *ports,
				      const struct shown_push_options *options);

/** Likewise what is in a message; of an incomplete one, what its first parts say. */
struct smsmodem_push *shown_push_of(const struct smsmodem_message *message,
				    const struct shown_push_options *options);
struct smsmodem_push *shown_push_of_cdma(const struct smsmodem_cdma_message *message,
					 const struct shown_push_options *options);

/** The object of the key "push"; NULL when out of memory. */
json_t *shown_push_json(struct smsmodem_push *push);

/** Set it in a message's JSON and free it; of NULL nothing is done. */
void shown_push_set(json_t *object, struct smsmodem_push *push);

/** Print it on lines of its own, the last line's end aside. */
void shown_push_print(struct smsmodem_push *push, const struct shown_push_options *options);

/** Print a picture of dots, two rows a line, with an indent of two blanks. */
void shown_push_bitmap(FILE *stream, const struct smsmodem_bitmap *bitmap);

#endif
