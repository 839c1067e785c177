/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `encode --network cdma`. */
#ifndef ENCODE_CDMA_H
#define ENCODE_CDMA_H

#include "message.h"

/** What CDMA has beside the options of every message. */
struct encode_cdma {
	bool wanted; /**< --network cdma, or a template says so */
	bool gsm;    /**< --network gsm */
	bool smpp;   /**< --format smpp, whose references have 16 bits in any network */
	const char *callback;
	int priority, privacy, alert, language; /**< -1: not given */
	int message_id;                         /**< -1: a fresh one */
	int segment_size;                       /**< octets; 0: the library's own */
	bool explain;                           /**< --explain */
	const char *given;                      /**< the last of these that was, or NULL */
};

#define ENCODE_CDMA_INIT                                                                     \
	{                                                                                    \
		.priority = -1, .privacy = -1, .alert = -1, .language = -1, .message_id = -1 \
	}

/** The options of `encode` beside those of every message. */
enum encode_option {
	ENCODE_EXPLAIN = MESSAGE_OPTIONS,
	ENCODE_NETWORK, /* from here on: encode_cdma_option */
	ENCODE_MESSAGE_ID,
	ENCODE_CALLBACK,
	ENCODE_PRIORITY,
	ENCODE_PRIVACY,
	ENCODE_ALERT,
	ENCODE_TEXT_LANGUAGE,
	ENCODE_SEGMENT_SIZE,
	ENCODE_OPTIONS
};

/* clang-format off */
/** The rows of those of CDMA, for the table of the command. */
#define ENCODE_CDMA_ROWS                                                                           \
	[ENCODE_NETWORK] = {"network", 'n', "NAME", "gsm (the default) or cdma"},                  \
	[ENCODE_MESSAGE_ID] = {"message-id", 0, "N", "CDMA: this identifier, not a random one"},   \
	[ENCODE_CALLBACK] = {"callback", 0, "NUMBER", "CDMA: the number to call back"},            \
	[ENCODE_PRIORITY] = {"priority", 0, "NAME",                                                \
			     "CDMA: normal, interactive, urgent or emergency"},                    \
	[ENCODE_PRIVACY] = {"privacy", 0, "NAME", "CDMA: restricted, confidential or secret"},     \
	[ENCODE_ALERT] = {"alert", 0, "NAME", "CDMA: default, low, medium or high"},               \
	[ENCODE_TEXT_LANGUAGE] = {"text-language", 0, "NAME",                                      \
				  "CDMA: the language that the text is in"},                       \
	[ENCODE_SEGMENT_SIZE] = {"segment-size", 0, "N",                                           \
				 "CDMA: octets of a push's segment, 112 if not given"}
/* clang-format on */

/** Take one of them. @return 0, or 64 (reported) */
int encode_cdma_option(struct cli *cli, struct encode_cdma *options, int option);

/**
 * Once all options are known, and before the configuration adds its own: what makes no sense in
 * the network that is wanted is refused. @return 0, or 64 (reported)
 */
int encode_cdma_check(struct cli *cli, const struct message *message,
		      const struct encode_cdma *options);

/** Whether a message is a datagram, such as a push: data for ports. */
bool encode_is_datagram(const struct message *message);

/** A message as the library wants it, a datagram in segments of WAP; with a fresh identifier. */
struct smsmodem_cdma_submit encode_cdma_submit(const struct message *message,
					       const struct encode_cdma *options);

/** Print the parts of a message. @return 0 or an exit code (reported) */
int encode_cdma(struct cli *cli, const struct message *message, const struct encode_cdma *options);

#endif
