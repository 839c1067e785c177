/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Messages as PDUs that a centre delivers. */
#ifndef RECEIVE_PARTS_H
#define RECEIVE_PARTS_H

#include "pdu.h"
#include "phone_support.h"

#define PARTS_MAX 8

struct parts {
	size_t count;
	char command[PARTS_MAX][2 * SMSMODEM_PDU_MAX + 16]; /**< "deliver-pdu HEX" */
};

/* The DELIVER that a centre makes of a SUBMIT. */
static inline void parts_deliver(const struct smsmodem_pdu *pdu, int second, char *command,
				 size_t size)
{
	static const struct smsmodem_decode_options options = {.kind = SMSMODEM_KIND_SUBMIT,
							       .tpdu_length = -1};
	struct smsmodem_tpdu tpdu;
	uint8_t octets[SMSMODEM_PDU_MAX];
	char hex[2 * SMSMODEM_PDU_MAX + 1];

	assert_int_equal(smsmodem_decode(pdu->hex, pdu->hex_len, &options, &tpdu, NULL),
			 SMSMODEM_OK);
	tpdu.kind = SMSMODEM_KIND_DELIVER;
	tpdu.reject_duplicates = tpdu.status_report = false;
	tpdu.validity.format = SMSMODEM_VALIDITY_NONE;
	const uint8_t scts[7] = {0x62,
				 0x11,
				 0x32,
				 0x21,
				 (uint8_t)(second / 60 % 6 | second / 600 % 10 << 4),
				 (uint8_t)(second % 60 / 10 | second % 10 << 4),
				 0x40};
	pdu_time_decode(scts, &tpdu.scts);
	int count = pdu_encode(&tpdu, octets, sizeof octets, NULL);
	assert_true(count > 0);
	assert_true(pdu_hex_encode(octets, (size_t)count, hex, sizeof hex) > 0);
	(void)snprintf(command, size, "deliver-pdu %s", hex);
}

/** @param second of its time stamp */
static inline void parts_make(struct parts *parts, const char *from, const char *text, int ref,
			      int second)
{
	struct smsmodem_submit submit = SMSMODEM_SUBMIT_INIT;
	struct smsmodem_encoder encoder;
	struct smsmodem_pdu pdu;

	submit.to = from;
	submit.text = text;
	submit.text_len = strlen(text);
	submit.ref = (uint16_t)ref;
	parts->count = 0;
	assert_true(smsmodem_encode_begin(&encoder, &submit, NULL) > 0);
	while (smsmodem_encode_next(&encoder, &pdu, NULL) > 0) {
		assert_true(parts->count < PARTS_MAX);
		parts_deliver(&pdu, second, parts->command[parts->count], sizeof parts->command[0]);
		parts->count++;
	}
}

#endif
