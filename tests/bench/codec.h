/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the codec bench and the libraries in it know of each other. */
#ifndef BENCH_CODEC_H
#define BENCH_CODEC_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define CODEC_NUMBER   "+491701234567"
#define CODEC_SEPTETS  160
#define CODEC_FILLED   153 /* septets behind a header of six octets and one fill bit */
#define CODEC_VALIDITY 255 /* TP-VP: libgammu can say nothing else */

/* The same input for every library, each in the form that it takes; made before the clock runs. */
struct codec_input {
	const char *text, *latin1; /* the message in UTF-8 and in ISO 8859-1, NUL-terminated */
	size_t text_len;
	uint8_t septets[CODEC_SEPTETS]; /* ASCII that is its own septet, so that all take it */
	uint8_t packed[2 * 140];        /* of those, once without fill bits and once with one */
	char hex[400];                  /* a DELIVER of the text, with its SMSC address */
	size_t hex_len;
};

/* What an operation left, to be compared: octets, hex, or sender, time and text line by line. */
struct codec_output {
	char octets[1024];
	size_t length;
};

/*
 * One library's way of one operation, `count` times in a row; the last result is left in *output.
 * The loop is inside so that a library may keep what it can keep between messages.
 */
typedef void codec_run(const struct codec_input *input, size_t count, struct codec_output *output);

/* Who is compared, in the order of the columns. */
enum codec_library {
	CODEC_OURS,
	CODEC_OSMO,
	CODEC_GAMMU,
	CODEC_GSMLIB,
	CODEC_LIBRARIES
};

codec_run codec_ours_pack, codec_ours_pack_filled, codec_ours_unpack, codec_ours_unpack_filled,
	codec_ours_submit, codec_ours_deliver;
codec_run codec_osmo_pack, codec_osmo_pack_filled, codec_osmo_unpack;
codec_run codec_gammu_pack, codec_gammu_pack_filled, codec_gammu_unpack, codec_gammu_unpack_filled,
	codec_gammu_submit, codec_gammu_deliver;
codec_run codec_gsmlib_pack, codec_gsmlib_unpack, codec_gsmlib_submit, codec_gsmlib_deliver;

#ifdef __cplusplus
}
#endif

#endif
