/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A cell broadcast, as JSON and for people. */
#ifndef SHOWN_CB_H
#define SHOWN_CB_H

#include "cli.h"

/** The JSON of a message, or of a page by itself; NULL when out of memory. */
json_t *shown_cb_json(const struct smsmodem_cb *cb, bool page);

/** Print it for people. */
void shown_cb_print(const struct smsmodem_cb *cb, bool page);

/**
 * Append the fields of its pages to a list of "fields", or print them if that is NULL.
 * @param hex the PDU of one that is from but one; NULL: those of its pages as they must have been
 */
void shown_cb_fields(const struct smsmodem_cb *cb, const char *hex, json_t *list);

/** The fields of a PDU that was refused, up to the bad one. @return rows, at least 1 */
size_t shown_cb_bad(const char *hex, size_t octets, const struct smsmodem_error *error,
		    struct smsmodem_field *rows);

/** What a type of warning of ETWS is, in words (23.041 9.3.24). */
const char *shown_cb_warning(unsigned type);

#endif
