/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "document.h"
#include <smsmodem/push.h>
#include <time.h>

int smsmodem_push_date(const char *text, int64_t *seconds, struct smsmodem_error *error)
{
	char date[DOCUMENT_DATE_SIZE];
	struct tm when = {0};
	int result = document_date("the date", text, date, error);

	if (result < 0)
		return result;
	if (!strptime(date, "%Y-%m-%dT%H:%M:%SZ", &when))
		return smsmodem_error_set(error, SMSMODEM_E_BUG, "a date of ours is none");
	*seconds = (int64_t)timegm(&when);
	return SMSMODEM_OK;
}
