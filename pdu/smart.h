/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of Smart Messaging (Nokia's specification 3.0.0) share. */
#ifndef SMART_H
#define SMART_H

#include <smsmodem/smart.h>

/** Say where a failure is. @return code */
static inline int pdu_smart_at(struct smsmodem_error *error, size_t offset, int code)
{
	if (error)
		error->offset = (long)offset;
	return code;
}

/** <version> of what has one: "0". */
#define PDU_SMART_VERSION 0x30

/** Identifiers of a multipart message's items. */
enum pdu_smart_item {
	PDU_SMART_TEXT_LATIN = 0,
	PDU_SMART_TEXT_UNICODE = 1,
	PDU_SMART_BITMAP = 2,
	PDU_SMART_RINGTONE = 3,
	PDU_SMART_PROFILE_NAME = 4,
	PDU_SMART_SCREEN_SAVER = 6
};

#define PDU_CHARSET_LATIN1 4
#define PDU_CHARSET_UTF16  1013 /* the higher octet first */

/** Octets in front of the dots of an OTA bitmap. */
#define PDU_OTA_BITMAP_HEADER 4

/** Read one. @return SMSMODEM_OK, or SMSMODEM_E_PDU: error.offset counts from its start */
int pdu_ota_bitmap_read(const uint8_t *octets, size_t length, struct smsmodem_bitmap *bitmap,
			struct smsmodem_error *error);

/** Octets that one takes. */
static inline size_t pdu_ota_bitmap_octets(const struct smsmodem_bitmap *bitmap)
{
	return PDU_OTA_BITMAP_HEADER + ((size_t)bitmap->width * bitmap->height + 7) / 8;
}

/** Write one, into room for it. */
void pdu_ota_bitmap_write(const struct smsmodem_bitmap *bitmap, uint8_t *octets);

/** Check that a text begins and ends as an object of a name ("VCARD", "VCALENDAR") does, in either
 * case. @return SMSMODEM_OK; SMSMODEM_E_DATA */
int pdu_versit_check(const char *name, const uint8_t *octets, size_t length,
		     struct smsmodem_error *error);

/* --- ringtones --- */

/** <command-part>, seven bits and a filler. */
enum pdu_ringtone_command {
	PDU_RINGTONE_SOUND = 0x1D,
	PDU_RINGTONE_UNICODE = 0x22,
	PDU_RINGTONE_PROGRAMMING = 0x25
};

/** <song-type> */
enum pdu_ringtone_song {
	PDU_RINGTONE_BASIC = 1,
	PDU_RINGTONE_TEMPORARY = 2
};

/** <instruction-id>, three bits in front of its value. */
enum pdu_ringtone_instruction {
	PDU_RINGTONE_PATTERN = 0,
	PDU_RINGTONE_NOTE = 1,
	PDU_RINGTONE_SCALE = 2,
	PDU_RINGTONE_STYLE = 3,
	PDU_RINGTONE_TEMPO = 4,
	PDU_RINGTONE_VOLUME = 5
};

#define PDU_RINGTONE_TITLE_MAX      15
#define PDU_RINGTONE_PATTERNS       4
#define PDU_RINGTONE_PATTERN_MAX    255
#define PDU_RINGTONE_LOOP_FOR_EVER  15
#define PDU_RINGTONE_DURATIONS      6
#define PDU_RINGTONE_OCTAVES        4
#define PDU_RINGTONE_OCTAVE_FIRST   4 /* whose A is 440 Hz */
#define PDU_RINGTONE_OCTAVE_DEFAULT 1
#define PDU_RINGTONE_STYLES         3
#define PDU_RINGTONE_TEMPOS         32
#define PDU_RINGTONE_TEMPO_DEFAULT  8
#define PDU_RINGTONE_VOLUME_DEFAULT 7

/** A note as the fields of the specification have it, and what holds while it sounds. */
struct pdu_note {
	uint8_t pitch; /* 0 is a pause, 1 to 12 are C to B */
	uint8_t duration, specifier;
	uint8_t octave, style, tempo, volume;
};

extern const uint16_t pdu_ringtone_tempos[PDU_RINGTONE_TEMPOS];
extern const char pdu_ringtone_pitches[13][3];
extern const char pdu_ringtone_styles[PDU_RINGTONE_STYLES];
extern const char pdu_ringtone_specifiers[4];

#endif
