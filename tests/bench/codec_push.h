/* SPDX-License-Identifier: GPL-3.0-or-later */
/* WAP push in the codec bench. */
#ifndef BENCH_CODEC_PUSH_H
#define BENCH_CODEC_PUSH_H

#include "codec.h"
#include <smsmodem/push.h>

#define CODEC_PARTS_MAX 4

enum codec_push {
	CODEC_PUSH_SI_SHORT, /* of one part */
	CODEC_PUSH_SI,       /* of two */
	CODEC_PUSH_MMS,
	CODEC_PUSHES
};

/* What is pushed, and what decoding it starts from; made before the clock runs. */
struct codec_push_input {
	struct codec_input input; /* the first, so that it can be had from a pointer to it */
	enum codec_push push;
	struct smsmodem_si si;
	struct smsmodem_mms_notification mms;
	struct codec_part {
		char hex[2 * SMSMODEM_PDU_MAX + 1];
		size_t length;
	} delivers[CODEC_PARTS_MAX];
	size_t parts;
};

codec_run codec_ours_push_encode, codec_ours_push_decode;
codec_run codec_gammu_push_encode, codec_gammu_push_decode;

static inline const struct codec_push_input *codec_push_of(const struct codec_input *input)
{
	return (const struct codec_push_input *)(const void *)input;
}

void codec_push_input(enum codec_push push, struct codec_push_input *input);

/* Its PDUs, of which there is room for CODEC_PARTS_MAX. @return how many, or 0 */
size_t codec_ours_push_parts(const struct codec_push_input *input, struct codec_part *parts);

/* What the PDUs say by our decoder, line by line, for comparison. */
void codec_push_found(const struct codec_part *parts, size_t count, struct codec_output *output);

/* What of a push every library has. */
void codec_push_fields(struct codec_output *output, const char *url, const char *text,
		       const char *from, long long size);

/* How many a second, beside libgammu's. */
void codec_push_rows(bool json);

#endif
