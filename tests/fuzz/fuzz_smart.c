/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Objects of Smart Messaging that come to a port, ringtones as RTTTL, and pictures of files. The
 * first octet says which.
 */
#include "smart.h"
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *octets, size_t length);

static void require(int condition)
{
	if (!condition)
		abort();
}

/* Within the octets, or nowhere. */
static void require_inside(const uint8_t *part, size_t part_len, const uint8_t *octets,
			   size_t length)
{
	require(part ? part >= octets && part + part_len <= octets + length : part_len == 0);
}

static void write_rtttl(const char *rtttl, size_t length)
{
	static uint8_t octets[4096], again[4096];
	static char text[SMSMODEM_RINGTONE_TEXT_SIZE(sizeof octets)];
	struct smsmodem_error error;
	int count = smsmodem_ringtone_encode(rtttl, length, octets, sizeof octets, &error);

	if (count < 0) {
		require(error.code == SMSMODEM_E_DATA && error.text[0] &&
			error.offset <= (long)length);
		return;
	}
	int text_len = smsmodem_ringtone_rtttl(octets, (size_t)count, text, sizeof text, &error);
	require(text_len > 0 && strlen(text) == (size_t)text_len);
	/* what is read of it says the same (a name loses its control characters) */
	int again_count =
		smsmodem_ringtone_encode(text, (size_t)text_len, again, sizeof again, &error);
	require(again_count > 0);
	require(abs(again_count - count) <= PDU_RINGTONE_TITLE_MAX + 1);
}

static void read_ringtone(const uint8_t *octets, size_t length)
{
	static char text[16384];
	struct smsmodem_error error;
	int count = smsmodem_ringtone_rtttl(octets, length, text, sizeof text, &error);

	require(count == SMSMODEM_E_PDU || count == SMSMODEM_E_SPACE ||
		(count > 0 && strlen(text) == (size_t)count));
	if (count > 0)
		require(smsmodem_ringtone_rtttl(octets, length, text, (size_t)count, &error) ==
			SMSMODEM_E_SPACE);
}

static void write_bitmap(const struct smsmodem_bitmap *bitmap)
{
	static uint8_t octets[SMSMODEM_BITMAP_SIZE + 32];
	static struct smsmodem_bitmap again;
	int count = smsmodem_bitmap_pbm(bitmap, octets, sizeof octets);

	require(count > 0);
	require(smsmodem_bitmap_read(octets, (size_t)count, &again, NULL) == SMSMODEM_OK);
	require(memcmp(&again, bitmap, sizeof again) == 0);
	pdu_ota_bitmap_write(bitmap, octets);
	require(pdu_ota_bitmap_read(octets, pdu_ota_bitmap_octets(bitmap), &again, NULL) ==
		SMSMODEM_OK);
	require(memcmp(&again, bitmap, sizeof again) == 0);
}

static void read_object(uint16_t port, const uint8_t *octets, size_t length)
{
	static struct smsmodem_smart smart;
	static uint8_t again[70000];
	struct smsmodem_error error = {.offset = -1};
	int result = smsmodem_smart_decode(port, octets, length, &smart, &error);

	if (result < 0) {
		require(error.code == SMSMODEM_E_PDU && error.offset >= 0 &&
			(size_t)error.offset <= length && error.text[0]);
		return;
	}
	require(smsmodem_smart_name(smart.kind)[0] != '\0');
	require_inside(smart.text, smart.text_len, octets, length);
	require_inside(smart.name, smart.name_len, octets, length);
	require_inside(smart.object, smart.object_len, octets, length);
	if (smart.kind == SMSMODEM_SMART_RINGTONE || smart.profile)
		read_ringtone(smart.object, smart.object_len);
	if (smart.has_bitmap)
		write_bitmap(&smart.bitmap);
	result = smsmodem_smart_encode(&smart, again, sizeof again, &error);
	require(result > 0 || error.code == SMSMODEM_E_DATA);
}

int LLVMFuzzerTestOneInput(const uint8_t *octets, size_t length)
{
	static const uint16_t ports[] = {5505, 5506, 5507, 5514, 9204, 49999, 2948};
	static struct smsmodem_bitmap bitmap;

	if (length == 0 || length > 65536)
		return 0;
	unsigned kind = octets[0] % 16;
	if (kind < sizeof ports / sizeof ports[0])
		read_object(ports[kind], octets + 1, length - 1);
	else if (kind < 12)
		write_rtttl((const char *)octets + 1, length - 1);
	else if (smsmodem_bitmap_read(octets + 1, length - 1, &bitmap, NULL) == SMSMODEM_OK)
		write_bitmap(&bitmap);
	return 0;
}
