/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Objects that phones know by the port they come to: Nokia's Smart Messaging (specification 3.0.0),
 * vCard and vCalendar.
 */
#ifndef SMSMODEM_SMART_H
#define SMSMODEM_SMART_H

#include <smsmodem/error.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Destination ports. */
enum smsmodem_smart_port {
	SMSMODEM_PORT_VCARD_OLD = 226,
	SMSMODEM_PORT_VCALENDAR_OLD = 228,
	SMSMODEM_PORT_PUSH = 2948,
	SMSMODEM_PORT_PUSH_SECURE = 2949,
	SMSMODEM_PORT_RINGTONE = 5505,
	SMSMODEM_PORT_OPERATOR_LOGO = 5506,
	SMSMODEM_PORT_CLI_ICON = 5507,
	SMSMODEM_PORT_PICTURE = 5514,
	SMSMODEM_PORT_WSP = 9200, /**< as the source of a push */
	SMSMODEM_PORT_VCARD = 9204,
	SMSMODEM_PORT_VCALENDAR = 9205,
	SMSMODEM_PORT_VCARD_SECURE = 9206,
	SMSMODEM_PORT_VCALENDAR_SECURE = 9207,
	SMSMODEM_PORT_OTA_SETTINGS = 49999
};

#define SMSMODEM_BITMAP_SIDE_MAX 255
/** Octets of the largest bitmap: a row begins at an octet. */
#define SMSMODEM_BITMAP_SIZE (SMSMODEM_BITMAP_SIDE_MAX * 32)

/** A picture of black and white dots. */
struct smsmodem_bitmap {
	uint8_t width, height;              /**< 1..255 */
	uint8_t rows[SMSMODEM_BITMAP_SIZE]; /**< (width + 7) / 8 octets a row, first dot in the
						 highest bit, 1 is black */
};

/** Whether a dot is black. */
static inline bool smsmodem_bitmap_dot(const struct smsmodem_bitmap *bitmap, unsigned x, unsigned y)
{
	return bitmap->rows[(size_t)y * ((bitmap->width + 7U) / 8) + x / 8] >> (7 - x % 8) & 1;
}

/**
 * Read a picture: PBM (P1 or P4), or PNG by libpng, of which what is darker than the middle and not
 * transparent is black.
 *
 * @return SMSMODEM_OK; SMSMODEM_E_DATA: it is no such picture, or over 255 dots wide or high;
 * SMSMODEM_E_CONFIG: it is PNG, and libpng is not installed; SMSMODEM_E_MEMORY
 */
int smsmodem_bitmap_read(const uint8_t *octets, size_t length, struct smsmodem_bitmap *bitmap,
			 struct smsmodem_error *error);

/** Write it as PBM (P4). @return octets written; SMSMODEM_E_SPACE */
int smsmodem_bitmap_pbm(const struct smsmodem_bitmap *bitmap, uint8_t *octets, size_t size);

enum smsmodem_smart_kind {
	SMSMODEM_SMART_NONE,
	SMSMODEM_SMART_VCARD,
	SMSMODEM_SMART_VCALENDAR,
	SMSMODEM_SMART_RINGTONE,
	SMSMODEM_SMART_OPERATOR_LOGO,
	SMSMODEM_SMART_CLI_ICON,
	SMSMODEM_SMART_PICTURE,
	SMSMODEM_SMART_SETTINGS /**< WBXML behind a WSP header, of OTA settings and bookmarks */
};

/** An object, taken apart. Pointers are into its octets. */
struct smsmodem_smart {
	enum smsmodem_smart_kind kind;
	unsigned mcc, mnc; /**< OPERATOR_LOGO: the network it is for */
	bool mnc_is_long;  /**< of three digits */
	bool with_version; /**< OPERATOR_LOGO, CLI_ICON: the version is in front, as the
			      specification says; without, as most senders do, 72 by 14 fits one
			      message */
	bool profile;      /**< PICTURE: a downloadable profile, whose picture is a screen saver */
	uint32_t charset;  /**< MIBenum of text; 0: none was said */
	const uint8_t *text; /**< the vCard or vCalendar; PICTURE: the text below it, or NULL */
	size_t text_len;
	const uint8_t *name; /**< PICTURE: the name of a profile, or NULL */
	size_t name_len;
	uint32_t name_charset; /**< of it, likewise */
	const uint8_t *object; /**< RINGTONE: its commands; PICTURE: those of a profile's ringtone,
				  or NULL; SETTINGS: all of it */
	size_t object_len;
	bool has_bitmap;
	struct smsmodem_bitmap bitmap; /**< OPERATOR_LOGO, CLI_ICON, PICTURE */
};

/** Which object comes to a port; SMSMODEM_SMART_NONE: none that is known. */
enum smsmodem_smart_kind smsmodem_smart_kind_of(uint16_t port);

/** "vcard", "vcalendar", "ringtone", "operator-logo", "cli-icon", "picture", "settings". */
const char *smsmodem_smart_name(enum smsmodem_smart_kind kind);

/**
 * Take an object apart. Logos and icons are read with and without version and line feed, and
 * bitmaps as one stream of dots or with rows that begin at an octet. Of a ringtone only the first
 * command is looked at: smsmodem_ringtone_rtttl reads it.
 *
 * @return SMSMODEM_OK; SMSMODEM_E_PDU with error.offset: it is no such object, or is cut
 */
int smsmodem_smart_decode(uint16_t port, const uint8_t *octets, size_t length,
			  struct smsmodem_smart *smart, struct smsmodem_error *error);

/**
 * Encode an object. Of a picture, a logo or an icon the bitmap is written as OTA bitmap; the text
 * of a picture goes in ISO-8859-1 if smart->charset is 4, else in UTF-16 as it comes. Name and
 * object of a profile are not written.
 *
 * Sizes that phones take: a logo of 72 by 14 (or 72 by 13, or 78 by 21 of later phones), an icon of
 * 72 by 14, a picture of 72 by 28.
 *
 * @return octets written; SMSMODEM_E_DATA: a bitmap of another size, a network that is none, or
 * nothing to encode; SMSMODEM_E_USAGE: no kind; SMSMODEM_E_SPACE
 */
int smsmodem_smart_encode(const struct smsmodem_smart *smart, uint8_t *octets, size_t size,
			  struct smsmodem_error *error);

/**
 * A ringtone from RTTTL ("name:d=4,o=5,b=120:c,e,g") and its extension RTX: also s (style: N, C or
 * S) and l (loop: 0 none, 1 to 14 times, 15 for ever), and o, b and s between the notes. Beyond
 * these `;` doubles the dot of a note, `&` is a note of 2/3 of its length, and v is the volume from
 * 0 to 15. Blanks and case do not count, and a dot may stand before or after the octave. What is
 * not said is d=4, o=6, b=63. Tempos are the 32 of the specification from 25 to 900: of another one
 * the nearest is taken. Names have 15 characters at most, and of notes there is room for nearly
 * 1000, with a loop for 250; each change of octave, tempo, style or volume counts as one.
 *
 * @param rtttl UTF-8
 * @return octets written; SMSMODEM_E_DATA with error.offset; SMSMODEM_E_SPACE
 */
int smsmodem_ringtone_encode(const char *rtttl, size_t length, uint8_t *octets, size_t size,
			     struct smsmodem_error *error);

/** Room for the RTTTL of a ringtone of n octets, unless it repeats parts of itself very often. */
#define SMSMODEM_RINGTONE_TEXT_SIZE(n) (16 * (size_t)(n) + 256)

/**
 * And back, in the notation above. The loop of a ringtone that has only one part becomes l, parts
 * of several are written out as often as they sound, those for ever once.
 *
 * @param[out] rtttl NUL-terminated UTF-8 without control characters
 * @return octets written; SMSMODEM_E_PDU with error.offset; SMSMODEM_E_SPACE
 */
int smsmodem_ringtone_rtttl(const uint8_t *octets, size_t length, char *rtttl, size_t size,
			    struct smsmodem_error *error);

#ifdef __cplusplus
}
#endif

#endif
