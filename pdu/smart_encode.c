/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Objects to octets (Smart Messaging 3.0.0). */
#include "smart.h"
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

struct size_row {
	enum smsmodem_smart_kind kind;
	uint8_t width, height;
	const char *known;
};

#define LOGO    "an operator logo is 72 by 14"
#define ICON    "an icon is 72 by 14"
#define PICTURE "a picture message is 72 by 28"

static const struct size_row size_rows[] = {
	{SMSMODEM_SMART_OPERATOR_LOGO, 72, 14, LOGO},
	/* fits one message with its version in front */
	{SMSMODEM_SMART_OPERATOR_LOGO, 72, 13, LOGO},
	/* Nokia 7110, 6510 and later */
	{SMSMODEM_SMART_OPERATOR_LOGO, 78, 21, LOGO},
	{SMSMODEM_SMART_CLI_ICON, 72, 14, ICON},
	{SMSMODEM_SMART_PICTURE, 72, 28, PICTURE},
};

/* Where octets are added; sticky when full. */
struct output {
	uint8_t *octets;
	size_t size, used;
	bool full;
};

static uint8_t *room(struct output *output, size_t count)
{
	if (output->full || count > output->size - output->used) {
		output->full = true;
		return NULL;
	}
	output->used += count;
	return output->octets + output->used - count;
}

static void put(struct output *output, const void *octets, size_t count)
{
	uint8_t *to = room(output, count);

	if (to && count > 0)
		memcpy(to, octets, count);
}

static void put_octet(struct output *output, unsigned octet)
{
	put(output, &(uint8_t){(uint8_t)octet}, 1);
}

static void put_bitmap(struct output *output, const struct smsmodem_bitmap *bitmap)
{
	uint8_t *to = room(output, pdu_ota_bitmap_octets(bitmap));

	if (to)
		pdu_ota_bitmap_write(bitmap, to);
}

static int bitmap_check(const struct smsmodem_smart *smart, struct smsmodem_error *error)
{
	const char *known = "";

	if (!smart->has_bitmap)
		return smsmodem_error_set(error, SMSMODEM_E_DATA, "there is no picture to send");
	for (size_t i = 0; i < COUNT(size_rows); i++) {
		if (size_rows[i].kind != smart->kind)
			continue;
		if (size_rows[i].width == smart->bitmap.width &&
		    size_rows[i].height == smart->bitmap.height)
			return SMSMODEM_OK;
		known = size_rows[i].known;
	}
	return smsmodem_error_set(error, SMSMODEM_E_DATA, "the picture is %u by %u dots; %s",
				  smart->bitmap.width, smart->bitmap.height, known);
}

static int network_check(const struct smsmodem_smart *smart, struct smsmodem_error *error)
{
	unsigned end = smart->mnc_is_long ? 1000 : 100;

	if (smart->mcc > 0 && smart->mcc < 1000 && smart->mnc < end)
		return SMSMODEM_OK;
	return smsmodem_error_set(error, SMSMODEM_E_DATA,
				  "%u %u is no network: a country's code (MCC) has 3 digits, a "
				  "network's (MNC) 2 or 3",
				  smart->mcc, smart->mnc);
}

/* 24.008 10.5.1.3 */
static void put_network(struct output *output, const struct smsmodem_smart *smart)
{
	unsigned mnc = smart->mnc_is_long ? smart->mnc / 10 : smart->mnc;
	unsigned third = smart->mnc_is_long ? smart->mnc % 10 : 15;

	put_octet(output, smart->mcc / 10 % 10 << 4 | smart->mcc / 100);
	put_octet(output, third << 4 | smart->mcc % 10);
	put_octet(output, mnc % 10 << 4 | mnc / 10);
}

static int put_item(struct output *output, unsigned item, const uint8_t *octets, size_t length,
		    struct smsmodem_error *error)
{
	if (length > 0xFFFF)
		return smsmodem_error_set(error, SMSMODEM_E_DATA,
					  "the text of the picture has %zu octets, %d at most",
					  length, 0xFFFF);
	put_octet(output, item);
	put_octet(output, (unsigned)length >> 8);
	put_octet(output, (unsigned)length);
	put(output, octets, length);
	return SMSMODEM_OK;
}

static int put_picture(struct output *output, const struct smsmodem_smart *smart,
		       struct smsmodem_error *error)
{
	unsigned text = smart->charset == PDU_CHARSET_LATIN1 ? PDU_SMART_TEXT_LATIN
							     : PDU_SMART_TEXT_UNICODE;
	unsigned length = (unsigned)pdu_ota_bitmap_octets(&smart->bitmap);

	put_octet(output, PDU_SMART_VERSION);
	if (smart->text && smart->text_len > 0) {
		int result = put_item(output, text, smart->text, smart->text_len, error);
		if (result < 0)
			return result;
	}
	put_octet(output, PDU_SMART_BITMAP);
	put_octet(output, length >> 8);
	put_octet(output, length);
	put_bitmap(output, &smart->bitmap);
	return SMSMODEM_OK;
}

static int put_logo(struct output *output, const struct smsmodem_smart *smart,
		    struct smsmodem_error *error)
{
	int result = network_check(smart, error);

	if (result < 0)
		return result;
	if (smart->with_version)
		put_octet(output, PDU_SMART_VERSION);
	put_network(output, smart);
	if (smart->with_version)
		put_octet(output, '\n');
	put_bitmap(output, &smart->bitmap);
	return SMSMODEM_OK;
}

static int put_graphic(struct output *output, const struct smsmodem_smart *smart,
		       struct smsmodem_error *error)
{
	int result = bitmap_check(smart, error);

	if (result < 0)
		return result;
	if (smart->kind == SMSMODEM_SMART_OPERATOR_LOGO)
		return put_logo(output, smart, error);
	if (smart->kind == SMSMODEM_SMART_PICTURE)
		return put_picture(output, smart, error);
	if (smart->with_version)
		put_octet(output, PDU_SMART_VERSION);
	put_bitmap(output, &smart->bitmap);
	return SMSMODEM_OK;
}

static int put_whole(struct output *output, const uint8_t *octets, size_t length,
		     struct smsmodem_error *error)
{
	if (!octets || length == 0)
		return smsmodem_error_set(error, SMSMODEM_E_DATA, "there is nothing to send in it");
	put(output, octets, length);
	return SMSMODEM_OK;
}

static int put_versit(struct output *output, const struct smsmodem_smart *smart, const char *name,
		      struct smsmodem_error *error)
{
	int result = put_whole(output, smart->text, smart->text_len, error);

	return result < 0 ? result : pdu_versit_check(name, smart->text, smart->text_len, error);
}

static int put_object(struct output *output, const struct smsmodem_smart *smart,
		      struct smsmodem_error *error)
{
	switch (smart->kind) {
	case SMSMODEM_SMART_VCARD: return put_versit(output, smart, "VCARD", error);
	case SMSMODEM_SMART_VCALENDAR: return put_versit(output, smart, "VCALENDAR", error);
	case SMSMODEM_SMART_RINGTONE:
	case SMSMODEM_SMART_SETTINGS:
		return put_whole(output, smart->object, smart->object_len, error);
	case SMSMODEM_SMART_OPERATOR_LOGO:
	case SMSMODEM_SMART_CLI_ICON:
	case SMSMODEM_SMART_PICTURE: return put_graphic(output, smart, error);
	case SMSMODEM_SMART_NONE: break;
	}
	return smsmodem_error_set(error, SMSMODEM_E_USAGE, "it is not said what is to be encoded");
}

int smsmodem_smart_encode(const struct smsmodem_smart *smart, uint8_t *octets, size_t size,
			  struct smsmodem_error *error)
{
	struct output output = {.octets = octets, .size = size};
	int result = put_object(&output, smart, error);

	if (result < 0)
		return result;
	return output.full ? smsmodem_error_set(error, SMSMODEM_E_SPACE,
						"%zu octets are no room for it", size)
			   : (int)output.used;
}
