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

/** The JSON of a message, or NULL when out of memory. */
json_t *shown_json(const struct smsmodem_message *message);

/** The JSON of a status report likewise. */
json_t *shown_report_json(const struct smsmodem_tpdu *report);

/** Print it for people. @return 0 or 74 */
int shown_print(struct cli *cli, const struct smsmodem_message *message);

#endif
