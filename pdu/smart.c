/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which objects come to which port, and taking them apart (Smart Messaging 3.0.0). */
#include "smart.h"
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

struct port_row {
	uint16_t port;
	enum smsmodem_smart_kind kind;
};

static const struct port_row port_rows[] = {
	{SMSMODEM_PORT_VCARD_OLD, SMSMODEM_SMART_VCARD},
	{SMSMODEM_PORT_VCALENDAR_OLD, SMSMODEM_SMART_VCALENDAR},
	{SMSMODEM_PORT_RINGTONE, SMSMODEM_SMART_RINGTONE},
	{SMSMODEM_PORT_OPERATOR_LOGO, SMSMODEM_SMART_OPERATOR_LOGO},
	{SMSMODEM_PORT_CLI_ICON, SMSMODEM_SMART_CLI_ICON},
	{SMSMODEM_PORT_PICTURE, SMSMODEM_SMART_PICTURE},
	{SMSMODEM_PORT_VCARD, SMSMODEM_SMART_VCARD},
	{SMSMODEM_PORT_VCALENDAR, SMSMODEM_SMART_VCALENDAR},
	{SMSMODEM_PORT_VCARD_SECURE, SMSMODEM_SMART_VCARD},
	{SMSMODEM_PORT_VCALENDAR_SECURE, SMSMODEM_SMART_VCALENDAR},
	{SMSMODEM_PORT_OTA_SETTINGS, SMSMODEM_SMART_SETTINGS},
};

static const char *const kind_names[] = {
	[SMSMODEM_SMART_NONE] = "",
	[SMSMODEM_SMART_VCARD] = "vcard",
	[SMSMODEM_SMART_VCALENDAR] = "vcalendar",
	[SMSMODEM_SMART_RINGTONE] = "ringtone",
	[SMSMODEM_SMART_OPERATOR_LOGO] = "operator-logo",
	[SMSMODEM_SMART_CLI_ICON] = "cli-icon",
	[SMSMODEM_SMART_PICTURE] = "picture",
	[SMSMODEM_SMART_SETTINGS] = "settings",
};

enum smsmodem_smart_kind smsmodem_smart_kind_of(uint16_t port)
{
	for (size_t i = 0; i < COUNT(port_rows); i++)
		if (port_rows[i].port == port)
			return port_rows[i].kind;
	return SMSMODEM_SMART_NONE;
}

const char *smsmodem_smart_name(enum smsmodem_smart_kind kind)
{
	return (size_t)kind < COUNT(kind_names) ? kind_names[kind] : "";
}

/* What is left to be read of an object. */
struct cursor {
	const uint8_t *octets;
	size_t length, at;
	struct smsmodem_error *error;
};

static size_t left(const struct cursor *cursor)
{
	return cursor->length - cursor->at;
}

static int ends(const struct cursor *cursor, const char *where)
{
	return pdu_smart_at(
		cursor->error, cursor->length,
		smsmodem_error_set(cursor->error, SMSMODEM_E_PDU, "it ends in %s", where));
}

/* <version>: a bitmap's first octet is 00, and no country's code begins with 03. */
static bool version_skip(struct cursor *cursor)
{
	if (left(cursor) == 0 || cursor->octets[cursor->at] != PDU_SMART_VERSION)
		return false;
	cursor->at++;
	return true;
}

static int bitmap_read(const struct cursor *cursor, size_t length, struct smsmodem_smart *smart)
{
	int result = pdu_ota_bitmap_read(cursor->octets + cursor->at, length, &smart->bitmap,
					 cursor->error);

	if (result < 0) {
		if (cursor->error)
			cursor->error->offset += (long)cursor->at;
		return result;
	}
	smart->has_bitmap = true;
	return SMSMODEM_OK;
}

/* --- networks --- */

static bool digits_read(const uint8_t *nibbles, unsigned count, unsigned *number)
{
	*number = 0;
	for (unsigned i = 0; i < count; i++) {
		if (nibbles[i] > 9)
			return false;
		*number = 10 * *number + nibbles[i];
	}
	return true;
}

/* As 24.008 10.5.1.3 has them: the third digit of a network's code is beside the country's last. */
static int network_read(struct cursor *cursor, struct smsmodem_smart *smart)
{
	uint8_t country[3], network[3];

	if (left(cursor) < 3)
		return ends(cursor, "the code of its network");
	const uint8_t *octets = cursor->octets + cursor->at;
	country[0] = octets[0] & 15;
	country[1] = octets[0] >> 4;
	country[2] = octets[1] & 15;
	network[0] = octets[2] & 15;
	network[1] = octets[2] >> 4;
	network[2] = octets[1] >> 4;
	smart->mnc_is_long = network[2] != 15;
	if (!digits_read(country, 3, &smart->mcc) ||
	    !digits_read(network, smart->mnc_is_long ? 3 : 2, &smart->mnc))
		return pdu_smart_at(cursor->error, cursor->at,
				    smsmodem_error_set(cursor->error, SMSMODEM_E_PDU,
						       "%02X%02X%02X is the code of no network",
						       octets[0], octets[1], octets[2]));
	cursor->at += 3;
	return SMSMODEM_OK;
}

static int logo_read(struct cursor *cursor, struct smsmodem_smart *smart)
{
	smart->with_version = version_skip(cursor);
	int result = network_read(cursor, smart);
	if (result < 0)
		return result;
	if (left(cursor) > 0 && cursor->octets[cursor->at] == '\n')
		cursor->at++;
	return bitmap_read(cursor, left(cursor), smart);
}

static int icon_read(struct cursor *cursor, struct smsmodem_smart *smart)
{
	smart->with_version = version_skip(cursor);
	return bitmap_read(cursor, left(cursor), smart);
}

/* --- pictures and profiles --- */

/* A name's alphabet is not said. */
static uint32_t name_charset(const uint8_t *name, size_t length)
{
	bool unicode = length > 0 && length % 2 == 0 && memchr(name, 0, length);

	return unicode ? PDU_CHARSET_UTF16 : PDU_CHARSET_LATIN1;
}

static int item_read(const struct cursor *cursor, unsigned item, size_t length,
		     struct smsmodem_smart *smart)
{
	const uint8_t *octets = cursor->octets + cursor->at;

	switch (item) {
	case PDU_SMART_TEXT_LATIN:
	case PDU_SMART_TEXT_UNICODE:
		smart->text = octets;
		smart->text_len = length;
		smart->charset =
			item == PDU_SMART_TEXT_LATIN ? PDU_CHARSET_LATIN1 : PDU_CHARSET_UTF16;
		return SMSMODEM_OK;
	case PDU_SMART_SCREEN_SAVER:
		smart->profile = true;
		return bitmap_read(cursor, length, smart);
	case PDU_SMART_BITMAP: return bitmap_read(cursor, length, smart);
	case PDU_SMART_RINGTONE:
		smart->profile = true;
		smart->object = octets;
		smart->object_len = length;
		return SMSMODEM_OK;
	case PDU_SMART_PROFILE_NAME:
		smart->profile = true;
		smart->name = octets;
		smart->name_len = length;
		smart->name_charset = name_charset(octets, length);
		return SMSMODEM_OK;
	default: return SMSMODEM_OK; /* to be skipped */
	}
}

static int picture_read(struct cursor *cursor, struct smsmodem_smart *smart)
{
	smart->with_version = version_skip(cursor);
	while (left(cursor) > 0) {
		if (left(cursor) < 3)
			return ends(cursor, "the length of an item");
		const uint8_t *octets = cursor->octets + cursor->at;
		size_t length = (size_t)octets[1] << 8 | octets[2];
		cursor->at += 3;
		if (length > left(cursor))
			return ends(cursor, "an item of a picture");
		int result = item_read(cursor, octets[0], length, smart);
		if (result < 0)
			return result;
		cursor->at += length;
	}
	return smart->has_bitmap || smart->profile || smart->text
		       ? SMSMODEM_OK
		       : ends(cursor, "front of a picture, of which there is none");
}

/* --- the others --- */

/* <command-length>, and the command that each of them begins with. */
static int ringtone_read(struct cursor *cursor, struct smsmodem_smart *smart)
{
	if (left(cursor) < 2)
		return ends(cursor, "its first command");
	if (cursor->octets[1] >> 1 != PDU_RINGTONE_PROGRAMMING)
		return pdu_smart_at(cursor->error, 1,
				    smsmodem_error_set(cursor->error, SMSMODEM_E_PDU,
						       "it is no ringtone: its first command is "
						       "%02X, not 4A",
						       cursor->octets[1]));
	smart->object = cursor->octets;
	smart->object_len = cursor->length;
	return SMSMODEM_OK;
}

int smsmodem_smart_decode(uint16_t port, const uint8_t *octets, size_t length,
			  struct smsmodem_smart *smart, struct smsmodem_error *error)
{
	struct cursor cursor = {.octets = octets, .length = length, .error = error};

	memset(smart, 0, sizeof *smart);
	smart->kind = smsmodem_smart_kind_of(port);
	switch (smart->kind) {
	case SMSMODEM_SMART_VCARD:
	case SMSMODEM_SMART_VCALENDAR:
		smart->text = octets;
		smart->text_len = length;
		return SMSMODEM_OK;
	case SMSMODEM_SMART_SETTINGS:
		smart->object = octets;
		smart->object_len = length;
		return SMSMODEM_OK;
	case SMSMODEM_SMART_RINGTONE: return ringtone_read(&cursor, smart);
	case SMSMODEM_SMART_OPERATOR_LOGO: return logo_read(&cursor, smart);
	case SMSMODEM_SMART_CLI_ICON: return icon_read(&cursor, smart);
	case SMSMODEM_SMART_PICTURE: return picture_read(&cursor, smart);
	case SMSMODEM_SMART_NONE: break;
	}
	return pdu_smart_at(error, 0,
			    smsmodem_error_set(error, SMSMODEM_E_PDU,
					       "no object that is known comes to port %u", port));
}
