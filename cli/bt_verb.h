/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the verbs of `bt` share. */
#ifndef BT_VERB_H
#define BT_VERB_H

#include "cli.h"

/* Rows of their options, which `bt --help` has together. */
#define BT_ROW_ADAPTER                                                     \
	{                                                                  \
		"adapter", 0, "HCI", "the controller to use, such as hci0" \
	}
#define BT_ROW_TIME                                                        \
	{                                                                  \
		"time", 0, "SECONDS", "scan: look around for so long (10)" \
	}
#define BT_ROW_NO_SERVICES                                                         \
	{                                                                          \
		"no-services", 0, NULL, "scan: do not ask devices what they offer" \
	}
#define BT_ROW_YES                                             \
	{                                                      \
		"yes", 0, NULL, "pair: confirm without asking" \
	}
#define BT_ROW_PIN_FILE                                                              \
	{                                                                            \
		"pin-file", 0, "FILE",                                               \
			"pair: first line: the PIN or passkey, should one be wanted" \
	}
#define BT_ROW_NO                                 \
	{                                         \
		"no", 0, NULL, "trust: no longer" \
	}
#define BT_ROW_END                  \
	{                           \
		NULL, 0, NULL, NULL \
	}

extern const struct cli_command bt_pair, bt_remove, bt_scan, bt_services, bt_trust;

/** cli_command.elsewhere of each verb: the verbs that have an option. */
const char *bt_elsewhere(const char *option, char *text, size_t size);

/** The set of enum smsmodem_bt_at that the classes of a record are. */
unsigned bt_services_of(const struct smsmodem_sdp_record *record);

/** What a verb works with. */
struct bt_call {
	struct smsmodem_bt_options options;
	char address[SMSMODEM_BT_ADDRESS_SIZE]; /**< in upper case, or empty */
	const char *further;                    /**< the operand behind it, or NULL */
};

/**
 * Once all options are taken: read the operands behind the verb, and watch for signals.
 *
 * @param adapter of --adapter, or NULL
 * @param operands how many there may be: 0, the address, the address and one more
 * @return 0, or an exit code (reported)
 */
int bt_begin(struct cli *cli, struct bt_call *call, const char *adapter, int argc, char **argv,
	     int operands);

#endif
