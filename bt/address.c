/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Device addresses as text: most significant octet first, where bdaddr_t has it last. */
#include "bt.h"

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

bool bt_address_parse(const char *text, bdaddr_t *address)
{
	bdaddr_t read;

	for (size_t i = 0; i < sizeof read.b; i++, text += 3) {
		int high = digit_value(text[0]);
		int low = high < 0 ? -1 : digit_value(text[1]);

		if (low < 0)
			return false;
		read.b[sizeof read.b - 1 - i] = (uint8_t)(high << 4 | low);
		if (i + 1 == sizeof read.b)
			break;
		if (text[2] != ':' && text[2] != '-')
			return false;
	}
	if (text[2])
		return false;
	*address = read;
	return true;
}

void bt_address_format(const bdaddr_t *address, char text[SMSMODEM_BT_ADDRESS_SIZE])
{
	static const char digits[] = "0123456789ABCDEF";

	for (size_t i = 0; i < sizeof address->b; i++) {
		uint8_t octet = address->b[sizeof address->b - 1 - i];

		*text++ = digits[octet >> 4];
		*text++ = digits[octet & 0x0F];
		*text++ = i + 1 < sizeof address->b ? ':' : '\0';
	}
}

int bt_address_read(const char *text, bdaddr_t *address, struct smsmodem_error *error)
{
	if (bt_address_parse(text, address))
		return SMSMODEM_OK;
	return smsmodem_error_set(error, SMSMODEM_E_USAGE,
				  "'%.60s' is no Bluetooth address: six octets such as "
				  "00:11:22:33:44:55",
				  text);
}
