/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dates as people and protocols write them: ISO 8601, and HTTP's (RFC 1123). */
#ifndef PDU_DATE_H
#define PDU_DATE_H

#include <stddef.h>
#include <stdint.h>

/** The last second of 9999. */
#define PDU_DATE_MAX INT64_C(253402300799)

/** A time of the Gregorian calendar, in UTC. */
struct pdu_date {
	int year, month, day, hour, minute, second;
};

enum pdu_date_read {
	PDU_DATE_GOOD,
	PDU_DATE_NONE, /**< it is not written like one */
	PDU_DATE_NEVER /**< a day or time that never is, or before 1900 */
};

/**
 * "2026-11-23"; "2026-11-23T10:00Z" with a blank for the T, seconds, and an offset "+01:00",
 * "+0100" or "+01" for the Z.
 *
 * @param[out] seconds since 1970, UTC; of a good one only
 */
enum pdu_date_read pdu_date_iso(const char *text, size_t length, int64_t *seconds);

/** "Mon, 25 Jun 2001 15:23:15 GMT"; which day of the week it is is not looked at. */
enum pdu_date_read pdu_date_http(const char *text, size_t length, int64_t *seconds);

/** What seconds since 1970 are, from year 0 to PDU_DATE_MAX. */
struct pdu_date pdu_date_of(int64_t seconds);

#endif
