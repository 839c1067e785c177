/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "address.h"

static int digit_value(char digit)
{
	if (digit >= '0' && digit <= '9')
		return digit - '0';
	if (digit >= 'A' && digit <= 'F')
		return digit - 'A' + 10;
	if (digit >= 'a' && digit <= 'f')
		return digit - 'a' + 10;
	return -1;
}

bool bt_octets_parse(const char *text, uint8_t octets[BT_ADDRESS_OCTETS])
{
	for (size_t i = 0; i < BT_ADDRESS_OCTETS; i++, text += 2) {
		if (i > 0 && *text != ':' && *text != '-')
			return false;
		text += i > 0;
		int high = digit_value(text[0]);
		int low = high < 0 ? -1 : digit_value(text[1]);
		if (low < 0)
			return false;
		octets[i] = (uint8_t)(high << 4 | low);
	}
	return *text == '\0';
}

void bt_octets_format(const uint8_t octets[BT_ADDRESS_OCTETS], char text[SMSMODEM_BT_ADDRESS_SIZE])
{
	static const char digits[] = "0123456789ABCDEF";

	for (size_t i = 0; i < BT_ADDRESS_OCTETS; i++) {
		*text++ = digits[octets[i] >> 4];
		*text++ = digits[octets[i] & 0x0F];
		*text++ = i + 1 < BT_ADDRESS_OCTETS ? ':' : '\0';
	}
}

int smsmodem_bt_address(const char *text, char address[SMSMODEM_BT_ADDRESS_SIZE],
			struct smsmodem_error *error)
{
	uint8_t octets[BT_ADDRESS_OCTETS];

	address[0] = '\0';
	if (!bt_octets_parse(text, octets))
		return smsmodem_error_set(error, SMSMODEM_E_USAGE,
					  "'%.60s' is no Bluetooth address: six octets such as "
					  "00:11:22:33:44:55",
					  text);
	bt_octets_format(octets, address);
	return SMSMODEM_OK;
}
