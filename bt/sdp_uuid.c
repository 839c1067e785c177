/* SPDX-License-Identifier: GPL-3.0-or-later */
/* UUIDs as octets, numbers and text. */
#include "sdp.h"
#include <stdio.h>
#include <string.h>
#include <strings.h>

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

/* Where a number goes in it (3 B 2.5.1): the first four octets. */
static const struct smsmodem_sdp_uuid base = {
	{0, 0, 0, 0, 0x00, 0x00, 0x10, 0x00, 0x80, 0x00, 0x00, 0x80, 0x5F, 0x9B, 0x34, 0xFB}};

struct smsmodem_sdp_uuid smsmodem_sdp_uuid_of(uint32_t number)
{
	struct smsmodem_sdp_uuid uuid = base;

	bt_sdp_put16(uuid.octets, number >> 16);
	bt_sdp_put16(uuid.octets + 2, number & 0xFFFF);
	return uuid;
}

long smsmodem_sdp_uuid_number(const struct smsmodem_sdp_uuid *uuid)
{
	const uint8_t *octets = uuid->octets;

	if (memcmp(octets + 4, base.octets + 4, sizeof base.octets - 4) != 0)
		return -1;
	/* Beyond 31 bits, which nobody has got, a long may be too short. */
	return octets[0] < 0x80 ? (long)bt_sdp_get32(octets) : -1;
}

static int hex_value(char digit)
{
	if (digit >= '0' && digit <= '9')
		return digit - '0';
	if (digit >= 'a' && digit <= 'f')
		return digit - 'a' + 10;
	return digit >= 'A' && digit <= 'F' ? digit - 'A' + 10 : -1;
}

/* Four or eight digits; behind 0x fewer will do, as nothing else begins so. */
static bool number_parse(const char *text, uint32_t *number)
{
	bool marked = strncasecmp(text, "0x", 2) == 0;
	size_t length = strlen(text += marked ? 2 : 0);

	if (length == 0 || length > 8 || (!marked && length != 4 && length != 8))
		return false;
	*number = 0;
	for (; *text; text++) {
		if (hex_value(*text) < 0)
			return false;
		*number = *number << 4 | (uint32_t)hex_value(*text);
	}
	return true;
}

/* Whether the text form has a '-' before this octet. */
static bool hyphen_before(size_t octet)
{
	return octet == 4 || octet == 6 || octet == 8 || octet == 10;
}

static bool full_parse(const char *text, struct smsmodem_sdp_uuid *uuid)
{
	if (strlen(text) != SMSMODEM_SDP_UUID_SIZE - 1)
		return false;
	for (size_t i = 0; i < sizeof uuid->octets; i++, text += 2) {
		if (hyphen_before(i) && *text++ != '-')
			return false;
		if (hex_value(text[0]) < 0 || hex_value(text[1]) < 0)
			return false;
		uuid->octets[i] = (uint8_t)(hex_value(text[0]) << 4 | hex_value(text[1]));
	}
	return true;
}

int smsmodem_sdp_uuid_parse(const char *text, struct smsmodem_sdp_uuid *uuid,
			    struct smsmodem_error *error)
{
	static const struct {
		const char *name;
		uint32_t number;
	} names[] = {{"dun", 0x1103}, {"spp", 0x1101}, {"hfp", 0x111F}, {"map", 0x1132}};
	uint32_t number = 0;
	bool is_number = number_parse(text, &number);

	for (size_t i = 0; i < COUNT(names) && !is_number; i++)
		if (strcasecmp(text, names[i].name) == 0) {
			number = names[i].number;
			is_number = true;
		}
	if (is_number)
		*uuid = smsmodem_sdp_uuid_of(number);
	if (is_number || full_parse(text, uuid))
		return SMSMODEM_OK;
	return smsmodem_error_set(
		error, SMSMODEM_E_USAGE,
		"'%.60s' is no Bluetooth service: give dun, spp, hfp, map, a number "
		"such as 0x1103, or a UUID of 36 characters",
		text);
}

void smsmodem_sdp_uuid_format(const struct smsmodem_sdp_uuid *uuid,
			      char text[SMSMODEM_SDP_UUID_SIZE])
{
	static const char digits[] = "0123456789abcdef";
	long number = smsmodem_sdp_uuid_number(uuid);
	size_t used = 0;

	if (number >= 0) {
		(void)snprintf(text, SMSMODEM_SDP_UUID_SIZE,
			       number > 0xFFFF ? "0x%08lx" : "0x%04lx", (unsigned long)number);
		return;
	}
	for (size_t i = 0; i < sizeof uuid->octets; i++) {
		if (hyphen_before(i))
			text[used++] = '-';
		text[used++] = digits[uuid->octets[i] >> 4];
		text[used++] = digits[uuid->octets[i] & 15];
	}
	text[used] = '\0';
}
