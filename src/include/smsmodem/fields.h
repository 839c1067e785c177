/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A PDU explained field by field; a part of <smsmodem/pdu.h>. */
#ifndef SMSMODEM_FIELDS_H
#define SMSMODEM_FIELDS_H

#include <smsmodem/pdu.h>

#ifdef __cplusplus
extern "C" {
#endif

/** One field of a PDU. */
struct smsmodem_field {
	uint16_t offset, length; /**< octets, from the start of the PDU */
	uint8_t depth;           /**< 0, or 1 within the field before that has 0 */
	char name[24];  /**< as the specification has it: "TP-OA", "TP-DCS", "reply address" */
	char text[104]; /**< what it says, UTF-8, cut where it is too long */
};

/** Rows that smsmodem_fields writes at most. */
#define SMSMODEM_FIELDS_MAX 112

/**
 * Explain a PDU field by field, in the order of its octets and without gaps, as smsmodem_decode
 * reads it. Of a PDU that is none the fields in front of the bad one are explained, and the last
 * row is the bad one up to the end of the octets; of what is no hexadecimal there is no row.
 *
 * @param[out] fields SMSMODEM_FIELDS_MAX rows
 * @param[out] count rows written, also after a failure
 * @return as smsmodem_decode
 */
int smsmodem_fields(const char *hex, size_t length, const struct smsmodem_decode_options *options,
		    struct smsmodem_field *fields, size_t *count, struct smsmodem_error *error);

#ifdef __cplusplus
}
#endif

#endif
