/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the tests of pushes share: one from hex, and all that it says as one text. */
#ifndef PUSH_SUPPORT_H
#define PUSH_SUPPORT_H

#include "pdu_support.h"
#include <smsmodem/push.h>

/* A field is "key=text", "key#number" or "key?0"; all that is said, in order. */
struct push_row {
	const char *name; /* and where it is from */
	uint16_t dst, src;
	const char *octets;
	const char *type;
	const char *fields;
};

#define MMS_HEAD "content_type=application/vnd.wap.mms-message|tid#1|"

/* Of 030B6A0005 with the PIN 1234, by Python's hmac; and as the octets of its text. */
#define PROV_MAC_USERPIN "E44E84BB0996B0130C7B5E7817E2EF0EB36F2227"
#define PROV_MAC_USERPIN_TEXT                      \
	"4534344538344242303939364230313330433742" \
	"3545373831374532454630454233364632323237"

/** Decode what must be a push; freed by the caller. */
static inline struct smsmodem_push *push_of(const char *hex, const struct smsmodem_ports *ports,
					    const struct smsmodem_prov_keys *keys)
{
	uint8_t octets[512];
	size_t length = octets_of(hex, octets, sizeof octets);
	uint8_t *exact = exact_copy(octets, length);
	struct smsmodem_error error = {0};
	struct smsmodem_push *push;

	if (smsmodem_push_decode(exact, length, ports, keys, &push, &error) < 0)
		fail_msg("%s: %s", hex, error.text);
	free(exact);
	return push;
}

/** "key=text|key#number|key?0", in order. */
static inline void told_by(const struct smsmodem_push *push, char *text, size_t size)
{
	static const char marks[] = {[SMSMODEM_PUSH_TEXT] = '=',
				     [SMSMODEM_PUSH_NUMBER] = '#',
				     [SMSMODEM_PUSH_FLAG] = '?'};
	const struct smsmodem_push_field *fields;
	size_t count = smsmodem_push_fields(push, &fields), used = 0;

	text[0] = '\0';
	for (size_t i = 0; i < count; i++) {
		char number[24];

		assert_in_range(
			snprintf(number, sizeof number, "%lld", (long long)fields[i].number), 1,
			sizeof number - 1);
		used += (size_t)snprintf(text + used, size - used, "%s%s%c%s", i ? "|" : "",
					 fields[i].key, marks[fields[i].kind],
					 fields[i].kind == SMSMODEM_PUSH_TEXT ? fields[i].text
									      : number);
		assert_true(used < size);
	}
}

static inline void assert_told(const char *name, const struct smsmodem_push *push, const char *type,
			       const char *fields)
{
	char told[8192];

	told_by(push, told, sizeof told);
	if (strcmp(smsmodem_push_type(push), type) != 0 || strcmp(told, fields) != 0)
		fail_msg("%s: %s: %s\nis not %s: %s", name, smsmodem_push_type(push), told, type,
			 fields);
}

#endif
