/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A cell broadcast, as JSON and for people. */
#ifndef SHOWN_CB_H
#define SHOWN_CB_H

#include "cli.h"

/** The JSON of a message, or of a page by itself; NULL when out of memory. */
json_t *shown_cb_json(const struct smsmodem_cb *cb, bool page);

/** Print it for people. @return 0 or 74 */
int shown_cb_print(struct cli *cli, const struct smsmodem_cb *cb, bool page);

/** Print the fields of its pages. */
void shown_cb_fields(const struct smsmodem_cb *cb);

/** What a type of warning of ETWS is, in words (23.041 9.3.24). */
const char *shown_cb_warning(unsigned type);

/** The name of the field that an octet of a page, or of a UMTS message, is in. */
const char *shown_cb_field(bool umts, long offset);

#endif
