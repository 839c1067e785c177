/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The commands of ours that a sentence tells the user to give. */
#include "bt.h"
#include <stdio.h>

const char *bt_hint(char text[BT_HINT_SIZE], const char *verb, const char *adapter,
		    const char *address)
{
	(void)snprintf(text, BT_HINT_SIZE, "`smsmodem bt %.10s%s%.18s%s%.12s`", verb,
		       *address ? " " : "", address, adapter ? " --adapter " : "",
		       adapter ? adapter : "");
	return text;
}
