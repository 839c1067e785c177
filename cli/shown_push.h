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
	const struct cli *cli; /**< notes what is wrong with these, once they matter; or NULL */
	const char *pin_note, *imsi_note; /**< what is wrong, or NULL */
};

/** What came by push in a message; freed with shown_push_free. */
struct shown_push {
	struct smsmodem_push *push; /**< NULL: none, or it cannot be read */
	struct smsmodem_error why;  /**< its code is SMSMODEM_OK, or it cannot be read */
	bool incomplete;            /**< that it ends early is no damage */
	bool secrets;               /**< its octets may hold some, or nobody can tell */
};

/**
 * Decode what came to a port, if something that is known comes to it.
 * @param options NULL: all 0
 */
struct shown_push shown_push_read(const uint8_t *octets, size_t length,
				  const struct smsmodem_ports *ports,
				  const struct shown_push_options *options);

/** Likewise what is in a message; of an incomplete one, what its first parts say. */
struct shown_push shown_push_of(const struct smsmodem_message *message,
				const struct shown_push_options *options);
struct shown_push shown_push_of_cdma(const struct smsmodem_cdma_message *message,
				     const struct shown_push_options *options);

/** NULL in it is allowed. */
void shown_push_free(struct shown_push *found);

/** Whether octets of it are kept from people: they may hold secrets, and none are to be shown. */
bool shown_push_hides(const struct shown_push *found, const struct shown_push_options *options);

/** Likewise of a message that is not looked into otherwise. */
bool shown_push_hidden(const struct smsmodem_message *message,
		       const struct shown_push_options *options);
bool shown_push_hidden_cdma(const struct smsmodem_cdma_message *message,
			    const struct shown_push_options *options);

/** Print what stands for octets that are kept from people. */
void shown_push_veil(size_t octets);

/** Note a key that is none if it would have verified this. */
void shown_push_note(const struct smsmodem_push *push, const struct shown_push_options *options);

/** Set it in a message's JSON and free it; if nothing came, nothing is done. */
void shown_push_set(json_t *object, struct shown_push *found);

/** Print it, or why it cannot be read, on lines of its own, the last line's end aside. */
void shown_push_print(const struct shown_push *found, const struct shown_push_options *options);

/** Print a picture of dots, two rows a line, with an indent of two blanks. */
void shown_push_bitmap(FILE *stream, const struct smsmodem_bitmap *bitmap);

#endif
