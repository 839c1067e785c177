/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the codec bench and the libraries in it know of each other. */
#ifndef BENCH_CODEC_H
#define BENCH_CODEC_H

#include <smsmodem/pdu.h>

#ifdef __cplusplus
extern "C" {
#endif

#define CODEC_NUMBER   "+491701234567"
#define CODEC_SEPTETS  160
#define CODEC_FILLED   153 /* septets behind a header of six octets and one fill bit */
#define CODEC_VALIDITY 255 /* TP-VP: libgammu can say nothing else */

/* The same input for every library, each in the form that it takes; made before the clock runs. */
struct codec_input {
	struct smsmodem_submit submit;  /* its text is NUL-terminated */
	char latin1[400];               /* the text in ISO 8859-1, where it has one */
	uint8_t septets[CODEC_SEPTETS]; /* ASCII that is its own septet, so that all take it */
	uint8_t packed[2 * 140];        /* of those, once without fill bits and once with one */
	char hex[400];                  /* a DELIVER of the message, with its SMSC address */
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
	codec_ours_submit, codec_ours_deliver, codec_ours_begin, codec_ours_copy;
codec_run codec_osmo_pack, codec_osmo_pack_filled, codec_osmo_unpack;
codec_run codec_gammu_pack, codec_gammu_pack_filled, codec_gammu_unpack, codec_gammu_unpack_filled,
	codec_gammu_submit, codec_gammu_frame, codec_gammu_deliver;
codec_run codec_gsmlib_pack, codec_gsmlib_unpack, codec_gsmlib_submit, codec_gsmlib_deliver;

/* --- the input --- */

enum codec_message {
	CODEC_ASCII,
	CODEC_MIXED,
	CODEC_UTF16,
	CODEC_BINARY,
	CODEC_TURKISH,
	CODEC_HINDI,
	CODEC_MESSAGES
};

/** Make a message to be encoded, and what decoding it starts from. */
void codec_message(enum codec_message message, struct codec_input *input);

/** A text of a thousand characters and more, of repetitions of one, to choose an alphabet for. */
void codec_long_text(const char *sentence, struct codec_input *input);

/** The DELIVER of a SUBMIT in hex, with an SMSC address. @return digits */
size_t codec_deliver(const struct smsmodem_tpdu *submit, char *hex, size_t size);

/** What a decoder found, for comparison. */
void codec_found(struct codec_output *output, const char *number, const int time[7],
		 const void *text, size_t length);

/* --- the clock --- */

struct codec_case {
	codec_run *run; /* NULL: there is none */
	const struct codec_input *input;
};

/** At most CODEC_CASES_MAX, in turns. @param[out] medians nanoseconds; 0 where there is none */
#define CODEC_CASES_MAX 8
void codec_measure(const struct codec_case *cases, size_t count, double *medians);

/** Print why it cannot go on, and end. */
void codec_die(const char *what) __attribute__((noreturn));

/** The rows without a peer: what of ours stands beside what else. */
void codec_own_rows(bool json);

#ifdef __cplusplus
}
#endif

#endif
