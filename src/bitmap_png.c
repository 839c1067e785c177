/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pictures of PNG, by libpng, which is loaded only here. */
#include "bitmap.h"
#include <stdlib.h>
#include <string.h>
#ifdef HAVE_PNG
#include "library.h"
#include <dlfcn.h>
#include <png.h>
#endif

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

/* Where IHDR has the size, whose chunk is the first (PNG 11.2.1). */
#define PNG_WIDTH_AT  16
#define PNG_HEIGHT_AT 20
#define PNG_HEADER    24

static unsigned long png_word(const uint8_t *octets)
{
	return (unsigned long)octets[0] << 24 | (unsigned long)octets[1] << 16 |
	       (unsigned long)octets[2] << 8 | octets[3];
}

#ifdef HAVE_PNG

struct png {
	void *library;
	int (*begin)(png_imagep image, png_const_voidp memory, size_t size);
	int (*finish)(png_imagep image, png_const_colorp background, void *buffer,
		      png_int_32 row_stride, void *colormap);
	void (*free)(png_imagep image);
};

static const struct library_symbol symbols[] = {
	{"png_image_begin_read_from_memory", offsetof(struct png, begin)},
	{"png_image_finish_read", offsetof(struct png, finish)},
	{"png_image_free", offsetof(struct png, free)},
};

/* A dot's grey and alpha, laid on white paper. */
static bool is_black(const uint8_t *dot)
{
	return dot[0] * dot[1] + 255 * (255 - dot[1]) < 128 * 255;
}

static int png_dots(const struct png *png, png_image *image, uint8_t *dots,
		    struct smsmodem_bitmap *bitmap)
{
	image->format = PNG_FORMAT_GA;
	if (!png->finish(image, NULL, dots, 0, NULL))
		return SMSMODEM_E_DATA;
	for (unsigned y = 0; y < bitmap->height; y++)
		for (unsigned x = 0; x < bitmap->width; x++)
			if (is_black(dots + 2 * ((size_t)y * bitmap->width + x)))
				bitmap_set(bitmap, x, y);
	return SMSMODEM_OK;
}

static int png_decode(const struct png *png, const uint8_t *octets, size_t length,
		      struct smsmodem_bitmap *bitmap, struct smsmodem_error *error)
{
	png_image image = {.version = PNG_IMAGE_VERSION};
	int result = SMSMODEM_E_DATA;
	uint8_t *dots = NULL;

	if (!png->begin(&image, octets, length))
		goto out;
	/* its size is that of the header; were it not, there would be no room */
	if (image.width != bitmap->width || image.height != bitmap->height)
		goto out;
	dots = calloc((size_t)image.width * image.height, 2);
	if (!dots) {
		result = smsmodem_error_set(error, SMSMODEM_E_MEMORY, "out of memory");
		goto out;
	}
	result = png_dots(png, &image, dots, bitmap);
out:
	if (result == SMSMODEM_E_DATA)
		(void)smsmodem_error_set(error, result, "the PNG picture is damaged: %.64s",
					 image.message);
	png->free(&image);
	free(dots);
	return result;
}

static int png_loaded(const uint8_t *octets, size_t length, struct smsmodem_bitmap *bitmap,
		      struct smsmodem_error *error)
{
	struct png png = {0};

	png.library = library_load("libpng16.so.16", symbols, COUNT(symbols), &png);
	if (!png.library)
		return smsmodem_error_set(
			error, SMSMODEM_E_CONFIG,
			"PNG is read by libpng, which this machine lacks: install "
			"libpng16-16, or give the picture as PBM");
	int result = png_decode(&png, octets, length, bitmap, error);
	(void)dlclose(png.library);
	return result;
}

#else

static int png_loaded(const uint8_t *octets, size_t length, struct smsmodem_bitmap *bitmap,
		      struct smsmodem_error *error)
{
	(void)octets;
	(void)length;
	(void)bitmap;
	return smsmodem_error_set(error, SMSMODEM_E_CONFIG,
				  "this build cannot read PNG: give the picture as PBM, or build "
				  "it with libpng and -Dpush=enabled");
}

#endif

int bitmap_png_read(const uint8_t *octets, size_t length, struct smsmodem_bitmap *bitmap,
		    struct smsmodem_error *error)
{
	if (length < PNG_HEADER)
		return smsmodem_error_set(error, SMSMODEM_E_DATA,
					  "the PNG picture ends in its header");
	/* before anything is unpacked */
	int result = bitmap_begin(bitmap, png_word(octets + PNG_WIDTH_AT),
				  png_word(octets + PNG_HEIGHT_AT), error);
	return result < 0 ? result : png_loaded(octets, length, bitmap, error);
}
