/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `encode --format`: what message centres behind HTTP and SMPP want of a datagram. */
#ifndef ENCODE_FORMAT_H
#define ENCODE_FORMAT_H

#include "encode_cdma.h"

/** The options, behind those of CDMA. */
enum encode_format_option {
	ENCODE_FORMAT = ENCODE_OPTIONS,
	ENCODE_TEMPLATE,
	ENCODE_ADAPTATION,
	ENCODE_FORMAT_OPTIONS
};

/* clang-format off */
/** Their rows, for the table of a command. */
#define ENCODE_FORMAT_ROWS                                                                         \
	[ENCODE_FORMAT] = {"format", 0, "NAME", "pdu (the default), template or smpp"},            \
	[ENCODE_TEMPLATE] = {"template", 0, "URL",                                                 \
			     "URL in which @@PHONE@@, @@CDMAWAPPDU@@, ... are filled in"},         \
	[ENCODE_ADAPTATION] = {"adaptation", 0, "NAME",                                            \
			       "SMPP: payload (one, the default) or segments (of 140 octets)"}
/* clang-format on */

struct encode_format {
	enum {
		FORMAT_PDU,
		FORMAT_TEMPLATE,
		FORMAT_SMPP
	} format;
	const char *url; /**< --template */
	bool segments;   /**< --adaptation segments */
	bool adapted;    /**< --adaptation was given */
};

/** Take one of them. @return 0, or 64 (reported) */
int encode_format_option(struct cli *cli, struct encode_format *format, int option);

/**
 * Once all options are known, before encode_cdma_check and before the configuration adds its own:
 * what contradicts, or what the format cannot carry, is refused, and a template with placeholders
 * of CDMA wants that network. @return 0, or 64 (reported)
 */
int encode_format_check(struct cli *cli, const struct encode_format *format,
			const struct message *message, struct encode_cdma *cdma);

/**
 * Print a message as all the options say: PDUs of GSM or CDMA, URLs, or the fields of submit_sm.
 * The message is a push if message->submit has data and ports.
 * @return 0 or an exit code (reported)
 */
int encode_print(struct cli *cli, const struct message *message, const struct encode_cdma *cdma,
		 const struct encode_format *format);

/* --- the formats --- */

/** Octets of a number as encode_phone writes it, NUL included. */
#define ENCODE_PHONE_SIZE 24

/** A number without what people put between its digits. @return 0 or an exit code (reported) */
int encode_phone(struct cli *cli, const char *to, char phone[ENCODE_PHONE_SIZE]);

/** As encode_format_check, of a template. */
int encode_template_check(struct cli *cli, const char *url, struct encode_cdma *cdma);

/** Print a URL for each part of a datagram. @return 0 or an exit code (reported) */
int encode_template(struct cli *cli, const struct message *message, const struct encode_cdma *cdma,
		    const char *url);

/** Print the fields of submit_sm of a datagram. @return 0 or an exit code (reported) */
int encode_smpp(struct cli *cli, const struct message *message, const struct encode_cdma *cdma,
		bool segmented);

#endif
