/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dates of documents: as people write them (ISO 8601), and as WAP-167 5.2 has them, in UTC. */
#include "document.h"
#include <date.h>
#include <stdio.h>
#include <string.h>

int document_seconds(const char *what, const char *text, int64_t *seconds,
		     struct smsmodem_error *error)
{
	enum pdu_date_read read = pdu_date_iso(text, strlen(text), seconds);

	if (read == PDU_DATE_NONE)
		return smsmodem_error_set(error, SMSMODEM_E_DATA,
					  "%s \"%.40s\" is no date: write it as 2026-11-23, "
					  "2026-11-23T10:00Z or 2026-11-23T11:00+01:00",
					  what, text);
	if (read == PDU_DATE_NEVER)
		return smsmodem_error_set(error, SMSMODEM_E_DATA,
					  "%s \"%.40s\" is a day or time that never is: look at "
					  "month, day, hour and minute",
					  what, text);
	if (*seconds > PDU_DATE_MAX)
		return smsmodem_error_set(error, SMSMODEM_E_DATA,
					  "%s \"%.40s\" is beyond the year 9999", what, text);
	return SMSMODEM_OK;
}

int document_date(const char *what, const char *text, char date[DOCUMENT_DATE_SIZE],
		  struct smsmodem_error *error)
{
	int64_t seconds;
	int code = document_seconds(what, text, &seconds, error);

	if (code < 0)
		return code;
	struct pdu_date utc = pdu_date_of(seconds);
	int used = snprintf(date, DOCUMENT_DATE_SIZE, "%04d-%02d-%02dT%02d:%02d:%02dZ", utc.year,
			    utc.month, utc.day, utc.hour, utc.minute, utc.second);
	return used == DOCUMENT_DATE_SIZE - 1 ? SMSMODEM_OK : SMSMODEM_E_BUG;
}

int document_order(const char *created, const char *expires, struct smsmodem_error *error)
{
	if (!created || !expires || !*created || !*expires || strcmp(created, expires) < 0)
		return SMSMODEM_OK;
	return smsmodem_error_set(error, SMSMODEM_E_DATA,
				  "it expires at %s, which is not after its creation at %s: phones "
				  "drop that without a word, so give a later expiry",
				  expires, created);
}
