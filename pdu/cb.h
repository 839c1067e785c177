/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of cell broadcast share. */
#ifndef PDU_CB_H
#define PDU_CB_H

#include "pdu.h"
#include <smsmodem/cb.h>

#define PDU_CB_GSM_HEADER  6 /* serial number, message identifier, coding, page parameter */
#define PDU_CB_UMTS_HEADER 7 /* message type, identifier, serial number, coding, pages */
#define PDU_CB_UMTS_TYPE   1 /* CBS message (23.041 9.4.2.2.1) */
#define PDU_CB_UMTS_PAGE   (SMSMODEM_CB_PAGE_MAX + 1) /* a page and its length */
#define PDU_CB_ETWS_HEADER 6 /* serial number, message identifier, warning type */
#define PDU_CB_ETWS_LENGTH 56
#define PDU_CB_SEPTETS     93
#define PDU_CB_PADDING     0x0D /* 23.038 6.1.2.2.1 */
#define PDU_CB_PREFIX      3    /* septets: two letters and a carriage return */
#define PDU_CB_PREFIX_UCS2 2    /* octets: two letters in septets */

/** Decode octets. As smsmodem_cb_decode, but for hexadecimal. */
int pdu_cb_decode(const uint8_t *octets, size_t length, struct smsmodem_cb *cb,
		  struct smsmodem_error *error);

/** A page that is here and whose lengths are possible, or NULL. */
const struct smsmodem_cb_page *pdu_cb_page(const struct smsmodem_cb *cb, unsigned n);

/** Set cb->language from the coding, or else from the first page that is here. */
void pdu_cb_language(struct smsmodem_cb *cb);

#endif
