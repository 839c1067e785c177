/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "modem_private.h"

int phone_prepare(struct smsmodem *modem, struct smsmodem_error *error)
{
	int result = smsmodem_prepare(modem, error);

	return result == SMSMODEM_E_REFUSED ? SMSMODEM_OK : result;
}
