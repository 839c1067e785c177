/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The options that say what a message is: the same for `send` and `encode`. */
#ifndef MESSAGE_H
#define MESSAGE_H

#include "cli.h"

enum message_option {
	MESSAGE_ENCODING,
	MESSAGE_LANGUAGE,
	MESSAGE_STRICT,
	MESSAGE_TRANSLITERATE,
	MESSAGE_HEX,
	MESSAGE_CLASS,
	MESSAGE_FLASH,
	MESSAGE_REPORT,
	MESSAGE_VALIDITY,
	MESSAGE_SMSC,
	MESSAGE_PORT,
	MESSAGE_REF8,
	MESSAGE_REF16,
	MESSAGE_REF,
	MESSAGE_REPLACE,
	MESSAGE_MAX_PARTS,
	MESSAGE_OPTIONS
};

/* clang-format off */
/** The rows of enum message_option, for the tables of commands. */
#define MESSAGE_ROWS                                                                               \
	[MESSAGE_ENCODING] = {"encoding", 'e', "NAME", "auto, gsm7, ucs2 or 8bit"},                \
	[MESSAGE_LANGUAGE] = {"language", 'l', "LIST",                                             \
			      "national tables allowed: none, auto, or tr,pt,..."},                \
	[MESSAGE_STRICT] = {"strict", 0, NULL, "never change a character (the default)"},          \
	[MESSAGE_TRANSLITERATE] = {"transliterate", 0, NULL,                                       \
				   "may replace characters to stay in GSM 7-bit"},                 \
	[MESSAGE_HEX] = {"hex", 'x', "DATA", "8-bit data in hexadecimal instead of a text"},       \
	[MESSAGE_CLASS] = {"class", 'c', "N", "message class 0..3"},                               \
	[MESSAGE_FLASH] = {"flash", 0, NULL, "shown at once, not stored: class 0"},                \
	[MESSAGE_REPORT] = {"report", 'r', NULL, "ask for a delivery report"},                     \
	[MESSAGE_VALIDITY] = {"validity", 0, "TIME", "how long to try: 90m, 12h, 3d, 2w"},         \
	[MESSAGE_SMSC] = {"smsc", 0, "NUMBER", "message centre, instead of the SIM's"},            \
	[MESSAGE_PORT] = {"port", 0, "DST[:SRC]", "application ports"},                            \
	[MESSAGE_REF8] = {"ref8", 0, NULL, "8-bit concatenation reference (the default)"},         \
	[MESSAGE_REF16] = {"ref16", 0, NULL, "16-bit concatenation reference"},                    \
	[MESSAGE_REF] = {"ref", 0, "N", "this concatenation reference, not a random one"},         \
	[MESSAGE_REPLACE] = {"replace", 0, "N", "replace the earlier message of type 1..7"},       \
	[MESSAGE_MAX_PARTS] = {"max-parts", 0, "N", "refuse what needs more parts"}
/* clang-format on */

/** A message as the command line describes it. */
struct message {
	struct smsmodem_submit submit;
	const char *hex;      /**< --hex */
	char *text;           /**< owned: read from stdin */
	uint8_t *data;        /**< owned: from --hex */
	const char *language; /**< --language */
	bool long_ref;        /**< --ref that needs 16 bits */
	json_t *more;         /**< members that each line of JSON gets too, or NULL; owned */
	bool strict, ref, ref8, ref16, flash;
};

/** Begin with a fresh reference. */
void message_begin(struct message *message);

/** Read the name of an alphabet to send in. @return false: it is none */
bool encoding_parse(const char *name, enum smsmodem_encoding *encoding);

/** Take one option. @return 0, or 64 (reported) */
int message_option(struct cli *cli, struct message *message, int option);

/**
 * Once all options are known, --profile and --config too: what they leave open is as the
 * configuration says. @return 0 or an exit code
 */
int message_settle(struct cli *cli, struct message *message);

/**
 * Take the text from the operands, --hex or stdin.
 * @param text NULL or "-": stdin. @return 0 or an exit code (reported)
 */
int message_text(struct cli *cli, struct message *message, const char *text);

void message_end(struct message *message);

/** Add "encoding", "shift" and "transliterated" of what an encoder has chosen. */
void message_describe(json_t *object, const struct smsmodem_encoder *encoder);

/** Add message->more to a line. @return object, which may be NULL */
json_t *message_add(const struct message *message, json_t *object);

/** Each part as a line: `LENGTH HEX`, or JSON. @return 0 or an exit code (reported) */
int message_print(struct cli *cli, const struct message *message);

#endif
