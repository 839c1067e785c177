/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pictures of black and white dots: as OTA bitmap, and as PBM. */
#include "smart.h"
#include <stdio.h>
#include <string.h>

static size_t row_octets(const struct smsmodem_bitmap *bitmap)
{
	return (bitmap->width + 7U) / 8;
}

static void dot_set(struct smsmodem_bitmap *bitmap, unsigned x, unsigned y)
{
	uint8_t *octet = &bitmap->rows[y * row_octets(bitmap) + x / 8];

	*octet = (uint8_t)(*octet | 0x80U >> x % 8);
}

/* Each row from an octet on, as some programs write them; else one stream of dots. */
static void dots_read(const uint8_t *dots, bool padded, struct smsmodem_bitmap *bitmap)
{
	size_t step = padded ? 8 * row_octets(bitmap) : bitmap->width;

	for (unsigned y = 0; y < bitmap->height; y++) {
		for (unsigned x = 0; x < bitmap->width; x++) {
			size_t at = y * step + x;

			if (dots[at / 8] >> (7 - at % 8) & 1)
				dot_set(bitmap, x, y);
		}
	}
}

/* InfoField other than 0 announces colours, compression or larger sizes. */
static int header_check(const uint8_t *octets, size_t length, struct smsmodem_error *error)
{
	if (length < PDU_OTA_BITMAP_HEADER)
		return pdu_smart_at(
			error, length,
			smsmodem_error_set(error, SMSMODEM_E_PDU, "the bitmap ends in its header"));
	if (octets[0] != 0)
		return pdu_smart_at(error, 0,
				    smsmodem_error_set(error, SMSMODEM_E_PDU,
						       "the bitmap is of a kind that is not known: "
						       "its first octet is %02X, not 00",
						       octets[0]));
	if (octets[1] == 0 || octets[2] == 0)
		return pdu_smart_at(error, 1,
				    smsmodem_error_set(error, SMSMODEM_E_PDU,
						       "the bitmap is %u by %u dots", octets[1],
						       octets[2]));
	if (octets[3] > 1)
		return pdu_smart_at(
			error, 3,
			smsmodem_error_set(error, SMSMODEM_E_PDU,
					   "the bitmap has %u bits a dot; only black and "
					   "white ones are known",
					   octets[3]));
	return SMSMODEM_OK;
}

int pdu_ota_bitmap_read(const uint8_t *octets, size_t length, struct smsmodem_bitmap *bitmap,
			struct smsmodem_error *error)
{
	int result = header_check(octets, length, error);

	if (result < 0)
		return result;
	memset(bitmap, 0, sizeof *bitmap);
	bitmap->width = octets[1];
	bitmap->height = octets[2];
	size_t wanted = pdu_ota_bitmap_octets(bitmap);
	size_t padded = PDU_OTA_BITMAP_HEADER + row_octets(bitmap) * bitmap->height;
	if (length < wanted)
		return pdu_smart_at(
			error, length,
			smsmodem_error_set(error, SMSMODEM_E_PDU,
					   "a bitmap of %u by %u has %zu octets, but %zu are here",
					   bitmap->width, bitmap->height, wanted, length));
	dots_read(octets + PDU_OTA_BITMAP_HEADER, length == padded && length > wanted, bitmap);
	return SMSMODEM_OK;
}

void pdu_ota_bitmap_write(const struct smsmodem_bitmap *bitmap, uint8_t *octets)
{
	uint8_t *dots = octets + PDU_OTA_BITMAP_HEADER;
	size_t at = 0;

	memset(octets, 0, pdu_ota_bitmap_octets(bitmap));
	octets[1] = bitmap->width;
	octets[2] = bitmap->height;
	octets[3] = 1;
	for (unsigned y = 0; y < bitmap->height; y++) {
		for (unsigned x = 0; x < bitmap->width; x++, at++) {
			unsigned dot = smsmodem_bitmap_dot(bitmap, x, y) ? 0x80U >> at % 8 : 0;

			dots[at / 8] = (uint8_t)(dots[at / 8] | dot);
		}
	}
}

int smsmodem_bitmap_pbm(const struct smsmodem_bitmap *bitmap, uint8_t *octets, size_t size)
{
	char header[sizeof "P4\n255 255\n"];
	int length = snprintf(header, sizeof header, "P4\n%u %u\n", bitmap->width, bitmap->height);
	size_t rows = row_octets(bitmap) * bitmap->height;

	if (length < 0 || (size_t)length + rows > size)
		return SMSMODEM_E_SPACE;
	memcpy(octets, header, (size_t)length);
	memcpy(octets + length, bitmap->rows, rows);
	return length + (int)rows;
}
