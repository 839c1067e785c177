/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Messages of CDMA: decoded, joined, shown. */
#include "decoding.h"
#include "shown_cdma.h"
#include <string.h>

static int show_json(const struct decoding *decoding, const struct smsmodem_cdma_message *message)
{
	json_t *object = shown_cdma_json(message, &decoding->push);

	if (object && decoding->cdma_kept) {
		json_t *list = json_array();

		shown_cdma_fields_show(decoding->cdma_kept, message, list, false);
		(void)json_object_set_new(object, "fields", list);
	}
	return output_json(decoding->cli, object);
}

static int show(const struct decoding *decoding, const struct smsmodem_cdma_message *message)
{
	if (decoding->cli->json)
		return show_json(decoding, message);
	int status = shown_cdma_print(decoding->cli, message, &decoding->push);
	if (status != 0 || !decoding->cdma_kept)
		return status;
	shown_cdma_fields_show(decoding->cdma_kept, message, NULL,
			       shown_push_hidden_cdma(message, &decoding->push));
	return output_flush();
}

static int out_of_memory(const struct decoding *decoding)
{
	struct smsmodem_error error;

	smsmodem_error_set(&error, SMSMODEM_E_MEMORY, "out of memory");
	return cli_fail(decoding->cli, &error);
}

static int show_joined(struct decoding *decoding, const struct smsmodem_cdma *cdma)
{
	struct smsmodem_cdma_message message = {&cdma, 1, 1};
	int status = 0;

	if (decoding->parts)
		return show(decoding, &message);
	if (!decoding->cdma && !(decoding->cdma = smsmodem_cdma_join_new(0)))
		return out_of_memory(decoding);
	int ready = smsmodem_cdma_join_add(decoding->cdma, cdma, &message);
	if (ready < 0)
		return out_of_memory(decoding);
	while (ready > 0 && status == 0) {
		status = show(decoding, &message);
		ready = smsmodem_cdma_join_add(decoding->cdma, NULL, &message);
	}
	return status;
}

static int bad(struct decoding *decoding, struct smsmodem_error *error)
{
	struct smsmodem_field fields[SMSMODEM_FIELDS_MAX];
	size_t count;

	(void)smsmodem_cdma_fields(decoding->pasted.hex, decoding->pasted.length,
				   SMSMODEM_CDMA_LAYER_AUTO, fields, &count, NULL);
	return decoding_bad_pdu(decoding, error, fields, count);
}

int decoding_cdma(struct decoding *decoding)
{
	const struct pasted *pasted = &decoding->pasted;
	struct smsmodem_error error;
	struct smsmodem_cdma cdma;

	if (smsmodem_cdma_decode(pasted->hex, pasted->length, SMSMODEM_CDMA_LAYER_AUTO, &cdma,
				 &error) < 0)
		return bad(decoding, &error);
	if (decoding->cli->verbose && !decoding->cdma_kept &&
	    !(decoding->cdma_kept = shown_cdma_fields_new()))
		return out_of_memory(decoding);
	if (decoding->cdma_kept)
		shown_cdma_fields_keep(decoding->cdma_kept, pasted->hex, pasted->length);
	return show_joined(decoding, &cdma);
}

int decoding_cdma_rest(struct decoding *decoding)
{
	struct smsmodem_cdma_message message;
	int status = 0;

	while (decoding->cdma && status == 0 &&
	       smsmodem_cdma_join_flush(decoding->cdma, &message) > 0)
		status = show(decoding, &message);
	smsmodem_cdma_join_free(decoding->cdma);
	decoding->cdma = NULL;
	shown_cdma_fields_free(decoding->cdma_kept);
	decoding->cdma_kept = NULL;
	return status;
}

/* --- whether it is one --- */

/* A transport message as it should be. */
static bool is_message(const struct pasted *pasted)
{
	struct smsmodem_cdma cdma;

	return smsmodem_cdma_decode(pasted->hex, pasted->length, SMSMODEM_CDMA_LAYER_TRANSPORT,
				    &cdma, NULL) == SMSMODEM_OK &&
	       smsmodem_cdma_is_whole(&cdma);
}

/* Bearer data with a text, in which all is known and nothing malformed. */
static bool is_bearer(const struct pasted *pasted)
{
	struct smsmodem_cdma_subparameter sub;
	struct smsmodem_cdma cdma;
	size_t position = 0;

	if (smsmodem_cdma_decode(pasted->hex, pasted->length, SMSMODEM_CDMA_LAYER_BEARER, &cdma,
				 NULL) != SMSMODEM_OK ||
	    cdma.subs.bad != 0 || !shown_cdma_has(&cdma, SMSMODEM_CDMA_SUB_USER_DATA))
		return false;
	while (smsmodem_cdma_sub_next(&cdma, &position, &sub) > 0)
		if (sub.id >= SMSMODEM_CDMA_SUBS)
			return false;
	return true;
}

/* Whether identifiers, none of them twice, and lengths follow up to the end, or up to a cut. */
static bool goes_on(const struct pasted *pasted, size_t at, unsigned identifiers)
{
	uint32_t seen = 0;

	for (; at < pasted->length / 2; at += 2 + (size_t)decoding_octet(pasted, at + 1)) {
		unsigned id = decoding_octet(pasted, at);

		if (id >= identifiers || (seen >> id & 1))
			return false;
		seen |= (uint32_t)1 << id;
	}
	return true;
}

/*
 * The start of a message: a teleservice, or a category of broadcasts, that somebody uses. A TPDU
 * would have a type of address there, whose first bit is set (23.040 9.1.2.5).
 */
static bool begins_message(const struct pasted *pasted)
{
	unsigned type = decoding_octet(pasted, 0), id = decoding_octet(pasted, 1);
	unsigned value = decoding_octet(pasted, 3) << 8 | decoding_octet(pasted, 4);
	enum smsmodem_cdma_names names = type == SMSMODEM_CDMA_BROADCAST
						 ? SMSMODEM_CDMA_NAMES_CATEGORY
						 : SMSMODEM_CDMA_NAMES_TELESERVICE;

	/* both are parameters of the number of their type of message */
	return pasted->length >= 10 && type <= SMSMODEM_CDMA_BROADCAST && id == type &&
	       decoding_octet(pasted, 2) == 2 && value < 0x8000 &&
	       strcmp(smsmodem_cdma_name(names, value), "reserved") != 0 &&
	       goes_on(pasted, 1, SMSMODEM_CDMA_BEARER + 1);
}

/* The start of bearer data: a message identifier; likewise no type of address. */
static bool begins_bearer(const struct pasted *pasted)
{
	unsigned type = decoding_octet(pasted, 2) >> 4;

	return pasted->length >= 12 && decoding_octet(pasted, 0) == SMSMODEM_CDMA_SUB_MESSAGE_ID &&
	       decoding_octet(pasted, 1) == 3 && type >= SMSMODEM_CDMA_DELIVER &&
	       type <= SMSMODEM_CDMA_SUBMIT_REPORT && !(decoding_octet(pasted, 3) & 0x80) &&
	       goes_on(pasted, 0, SMSMODEM_CDMA_SUBS);
}

bool decoding_cdma_likely(const struct pasted *pasted)
{
	if (pasted->tpdu_length >= 0 && (size_t)pasted->tpdu_length != pasted->length / 2)
		return false;
	return is_message(pasted) || is_bearer(pasted) || begins_message(pasted) ||
	       begins_bearer(pasted);
}
