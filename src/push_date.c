/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "document.h"
#include <smsmodem/push.h>

int smsmodem_push_date(const char *text, int64_t *seconds, struct smsmodem_error *error)
{
	return document_seconds("the date", text, seconds, error);
}
