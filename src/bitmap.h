/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the readers of pictures share. */
#ifndef BITMAP_H
#define BITMAP_H

#include <smsmodem/smart.h>

#define BITMAP_PNG_MAGIC "\x89PNG\r\n\x1A\n"

/** Begin a bitmap without black dots. @return SMSMODEM_OK, or SMSMODEM_E_DATA: nobody takes one of
 * this size */
int bitmap_begin(struct smsmodem_bitmap *bitmap, unsigned long width, unsigned long height,
		 struct smsmodem_error *error);

/** Make a dot black. */
static inline void bitmap_set(struct smsmodem_bitmap *bitmap, unsigned x, unsigned y)
{
	uint8_t *octet = &bitmap->rows[(size_t)y * ((bitmap->width + 7U) / 8) + x / 8];

	*octet = (uint8_t)(*octet | 0x80U >> x % 8);
}

/** Read PNG, whose magic is there. @return as smsmodem_bitmap_read */
int bitmap_png_read(const uint8_t *octets, size_t length, struct smsmodem_bitmap *bitmap,
		    struct smsmodem_error *error);

#endif
