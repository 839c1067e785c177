/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pictures of files: which kind they are, and those of PBM (netpbm's pbm(5), P1 and P4). */
#include "bitmap.h"
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

int bitmap_begin(struct smsmodem_bitmap *bitmap, unsigned long width, unsigned long height,
		 struct smsmodem_error *error)
{
	if (width == 0 || height == 0)
		return smsmodem_error_set(error, SMSMODEM_E_DATA,
					  "the picture is %lu by %lu dots, so there is none", width,
					  height);
	if (width > SMSMODEM_BITMAP_SIDE_MAX || height > SMSMODEM_BITMAP_SIDE_MAX)
		return smsmodem_error_set(error, SMSMODEM_E_DATA,
					  "the picture is %lu by %lu dots; what a message can "
					  "carry has %d by %d at most",
					  width, height, SMSMODEM_BITMAP_SIDE_MAX,
					  SMSMODEM_BITMAP_SIDE_MAX);
	memset(bitmap, 0, sizeof *bitmap);
	bitmap->width = (uint8_t)width;
	bitmap->height = (uint8_t)height;
	return SMSMODEM_OK;
}

/* --- PBM --- */

struct pbm {
	const uint8_t *octets;
	size_t length, at;
};

static bool is_blank(uint8_t octet)
{
	return octet == ' ' || (octet >= '\t' && octet <= '\r');
}

/* Blanks, and comments up to the end of their lines. */
static void blanks_skip(struct pbm *pbm)
{
	bool comment = false;

	for (; pbm->at < pbm->length; pbm->at++) {
		uint8_t octet = pbm->octets[pbm->at];

		if (comment)
			comment = octet != '\n' && octet != '\r';
		else if (octet == '#')
			comment = true;
		else if (!is_blank(octet))
			return;
	}
}

/* @return whether there is one; from 1000000 on digits no longer count */
static bool number(struct pbm *pbm, unsigned long *value)
{
	size_t start;

	blanks_skip(pbm);
	*value = 0;
	for (start = pbm->at; pbm->at < pbm->length; pbm->at++) {
		uint8_t octet = pbm->octets[pbm->at];

		if (octet < '0' || octet > '9')
			break;
		if (*value < 1000000)
			*value = 10 * *value + octet - '0';
	}
	return pbm->at > start;
}

static int ends(const struct smsmodem_bitmap *bitmap, struct smsmodem_error *error)
{
	return smsmodem_error_set(error, SMSMODEM_E_DATA,
				  "the PBM picture ends before the last of its %u by %u dots",
				  bitmap->width, bitmap->height);
}

static int plain_read(struct pbm *pbm, struct smsmodem_bitmap *bitmap, struct smsmodem_error *error)
{
	for (unsigned i = 0; i < (unsigned)bitmap->width * bitmap->height; i++, pbm->at++) {
		blanks_skip(pbm);
		if (pbm->at == pbm->length)
			return ends(bitmap, error);
		uint8_t octet = pbm->octets[pbm->at];
		if (octet != '0' && octet != '1') {
			(void)smsmodem_error_set(error, SMSMODEM_E_DATA,
						 "octet %zu of the PBM picture is neither 0 nor 1",
						 pbm->at);
			if (error)
				error->offset = (long)pbm->at;
			return SMSMODEM_E_DATA;
		}
		if (octet == '1')
			bitmap_set(bitmap, i % bitmap->width, i / bitmap->width);
	}
	return SMSMODEM_OK;
}

static int raw_read(struct pbm *pbm, struct smsmodem_bitmap *bitmap, struct smsmodem_error *error)
{
	size_t step = (bitmap->width + 7U) / 8;

	/* one blank ends the header: the next octet is already dots */
	if (pbm->length - pbm->at < 1 + step * bitmap->height || !is_blank(pbm->octets[pbm->at]))
		return ends(bitmap, error);
	const uint8_t *rows = pbm->octets + pbm->at + 1;
	for (unsigned y = 0; y < bitmap->height; y++)
		for (unsigned x = 0; x < bitmap->width; x++)
			if (rows[y * step + x / 8] >> (7 - x % 8) & 1)
				bitmap_set(bitmap, x, y);
	return SMSMODEM_OK;
}

static int pbm_read(const uint8_t *octets, size_t length, struct smsmodem_bitmap *bitmap,
		    struct smsmodem_error *error)
{
	struct pbm pbm = {.octets = octets, .length = length, .at = 2};
	unsigned long width, height;

	if (!number(&pbm, &width) || !number(&pbm, &height))
		return smsmodem_error_set(error, SMSMODEM_E_DATA,
					  "the PBM picture does not say how large it is");
	int result = bitmap_begin(bitmap, width, height, error);
	if (result < 0)
		return result;
	return octets[1] == '1' ? plain_read(&pbm, bitmap, error) : raw_read(&pbm, bitmap, error);
}

/* --- what it is --- */

typedef int read_function(const uint8_t *octets, size_t length, struct smsmodem_bitmap *bitmap,
			  struct smsmodem_error *error);

struct magic_row {
	const char *magic;
	size_t length;
	const char *name;
	read_function *read; /* NULL: known, and no more */
};

static const struct magic_row magic_rows[] = {
	{"P1", 2, "PBM", pbm_read},
	{"P4", 2, "PBM", pbm_read},
	{BITMAP_PNG_MAGIC, 8, "PNG", bitmap_png_read},
	{"P2", 2, "a PGM picture", NULL},
	{"P5", 2, "a PGM picture", NULL},
	{"P3", 2, "a PPM picture", NULL},
	{"P6", 2, "a PPM picture", NULL},
	{"GIF8", 4, "a GIF picture", NULL},
	{"\xFF\xD8\xFF", 3, "a JPEG picture", NULL},
	{"BM", 2, "a BMP picture", NULL},
	{"II*", 4, "a TIFF picture", NULL},
	{"/* XPM", 6, "an XPM picture", NULL},
	{"#define", 7, "an XBM picture", NULL},
};

int smsmodem_bitmap_read(const uint8_t *octets, size_t length, struct smsmodem_bitmap *bitmap,
			 struct smsmodem_error *error)
{
	const char *name = length > 0 ? "no picture that is known here" : "empty";

	for (size_t i = 0; i < COUNT(magic_rows); i++) {
		const struct magic_row *row = &magic_rows[i];

		if (length < row->length || memcmp(octets, row->magic, row->length) != 0)
			continue;
		if (row->read)
			return row->read(octets, length, bitmap, error);
		name = row->name;
		break;
	}
	return smsmodem_error_set(error, SMSMODEM_E_DATA,
				  "this is %s; what is wanted is a PNG or PBM picture, to which "
				  "others are converted by ImageMagick or netpbm",
				  name);
}
