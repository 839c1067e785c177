/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pages and messages of cell broadcast: decoded, joined, shown. */
#include "decoding.h"
#include "shown_cb.h"
#include <stdlib.h>
#include <string.h>

#define PAGE_OCTETS 88 /* 23.041 9.4.1.2 */

static int show(const struct decoding *decoding, const struct smsmodem_cb *cb)
{
	if (decoding->cli->json)
		return output_json(decoding->cli, shown_cb_json(cb, decoding->parts));
	return shown_cb_print(decoding->cli, cb, decoding->parts);
}

static int out_of_memory(const struct decoding *decoding)
{
	struct smsmodem_error error;

	smsmodem_error_set(&error, SMSMODEM_E_MEMORY, "out of memory");
	return cli_fail(decoding->cli, &error);
}

static int show_joined(struct decoding *decoding, const struct smsmodem_cb *cb)
{
	struct smsmodem_cb message;

	if (decoding->parts)
		return show(decoding, cb);
	if (!decoding->pages && !(decoding->pages = calloc(1, sizeof *decoding->pages)))
		return out_of_memory(decoding);
	if (!smsmodem_cb_join_add(decoding->pages, cb, &message))
		return 0;
	return show(decoding, &message);
}

/* Modems leave out padding, but not without saying so. */
static void note_length(const struct decoding *decoding)
{
	const struct pasted *pasted = &decoding->pasted;

	if (pasted->tpdu_length >= 0 && (size_t)pasted->tpdu_length != pasted->length / 2)
		cli_note(decoding->cli,
			 "line %ld: %d octets of a broadcast were announced, and %zu are there",
			 decoding->line, pasted->tpdu_length, pasted->length / 2);
}

int decoding_cb(struct decoding *decoding)
{
	const struct pasted *pasted = &decoding->pasted;
	struct smsmodem_error error;
	struct smsmodem_cb cb;
	int result = smsmodem_cb_decode(pasted->hex, pasted->length, &cb, &error);

	if (result == SMSMODEM_E_PDU)
		decoding->field = shown_cb_field(pasted->length / 2 > PAGE_OCTETS, error.offset);
	if (result < 0)
		return decoding_bad(decoding, &error);
	note_length(decoding);
	return show_joined(decoding, &cb);
}

int decoding_cb_rest(struct decoding *decoding)
{
	struct smsmodem_cb message;
	int status = 0;

	while (decoding->pages && status == 0 &&
	       smsmodem_cb_join_flush(decoding->pages, &message) > 0)
		status = show(decoding, &message);
	free(decoding->pages);
	decoding->pages = NULL;
	return status;
}

/* A page with nothing left out, or a message of UMTS, whose length its number of pages gives. */
static bool decode_whole(const struct pasted *pasted, struct smsmodem_cb *cb)
{
	return pasted->length >= 2 * (size_t)PAGE_OCTETS &&
	       smsmodem_cb_decode(pasted->hex, pasted->length, cb, NULL) == SMSMODEM_OK;
}

bool decoding_cb_likely(const struct pasted *pasted)
{
	struct smsmodem_cb cb;

	return decode_whole(pasted, &cb);
}

/*
 * A serial number may look like a message centre's address (24.011 8.2.5.1), or like none; and a
 * TPDU without one has its length or type of address where the identifier is.
 */
bool decoding_cb_certain(const struct pasted *pasted)
{
	struct smsmodem_cb cb;

	if (pasted->hint != PASTED_ANY || !decode_whole(pasted, &cb))
		return false;
	if (cb.form == SMSMODEM_CB_UMTS)
		return true;
	unsigned first = cb.serial >> 8;
	bool centre = first == 0 || (first <= 12 && (cb.serial & 0x80));
	return !centre && !strstr(smsmodem_cb_name(cb.message_id), "reserved");
}
