/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pushes that are encoded and decoded. */
#include "codec_push.h"

static const struct smsmodem_si documents[CODEC_PUSHES] = {
	[CODEC_PUSH_SI_SHORT] = {.href = "http://news.example.com/2026/11/23",
				 .text = "Snow on all passes: see the map"},
	[CODEC_PUSH_SI] = {.href = "http://news.example.com/2026/11/23/passes?region=south",
			   .text = "Snow on all passes of the south since six this morning: see "
				   "the map of the roads that are closed, and the trains that run "
				   "instead of the buses until Tuesday"},
};

static struct smsmodem_mms_notification notification(void)
{
	struct smsmodem_mms_notification mms = SMSMODEM_MMS_NOTIFICATION_INIT;
	static const char from[] = "+491701234567/TYPE=PLMN", subject[] = "The garden in snow";

	mms.transaction = "a7B3kQ9x";
	mms.from = (struct smsmodem_mms_string){from, sizeof from - 1, 0};
	mms.subject = (struct smsmodem_mms_string){subject, sizeof subject - 1, 0};
	mms.size = 29696;
	mms.expiry = 259200;
	mms.location = "http://mms.example.com/a7B3kQ9x";
	return mms;
}

/* What a phone reports of our own PDUs. */
static void make_delivers(struct codec_push_input *input)
{
	struct smsmodem_tpdu tpdu;

	input->parts = codec_ours_push_parts(input, input->delivers);
	if (input->parts == 0)
		codec_die("a push that cannot be encoded");
	for (size_t i = 0; i < input->parts; i++) {
		struct codec_part *part = &input->delivers[i];

		if (smsmodem_decode(part->hex, part->length, NULL, &tpdu, NULL) < 0)
			codec_die("a push that cannot be decoded");
		part->length = codec_deliver(&tpdu, part->hex, sizeof part->hex);
	}
}

void codec_push_input(enum codec_push push, struct codec_push_input *input)
{
	*input = (struct codec_push_input){.push = push};
	input->si = documents[push];
	input->mms = notification();
	make_delivers(input);
}
