/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Device addresses as BlueZ has them: least significant octet first. */
#include "address.h"
#include "bt.h"

bool bt_address_parse(const char *text, bdaddr_t *address)
{
	uint8_t octets[BT_ADDRESS_OCTETS];

	if (!bt_octets_parse(text, octets))
		return false;
	for (size_t i = 0; i < sizeof octets; i++)
		address->b[i] = octets[sizeof octets - 1 - i];
	return true;
}

void bt_address_format(const bdaddr_t *address, char text[SMSMODEM_BT_ADDRESS_SIZE])
{
	uint8_t octets[BT_ADDRESS_OCTETS];

	for (size_t i = 0; i < sizeof octets; i++)
		octets[i] = address->b[sizeof octets - 1 - i];
	bt_octets_format(octets, text);
}

int bt_address_read(const char *text, bdaddr_t *address, struct smsmodem_error *error)
{
	char written[SMSMODEM_BT_ADDRESS_SIZE];
	int code = smsmodem_bt_address(text, written, error);

	if (code == SMSMODEM_OK)
		(void)bt_address_parse(written, address);
	return code;
}
