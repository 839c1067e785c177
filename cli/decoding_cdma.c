/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Messages of CDMA: decoded, joined, shown. */
#include "decoding.h"
#include "shown_cdma.h"

static int show(const struct decoding *decoding, const struct smsmodem_cdma_message *message)
{
	if (decoding->cli->json)
		return output_json(decoding->cli, shown_cdma_json(message));
	return shown_cdma_print(decoding->cli, message);
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

static size_t fields_of(const struct pasted *pasted,
			struct smsmodem_field fields[SMSMODEM_FIELDS_MAX])
{
	size_t count;

	(void)smsmodem_cdma_fields(pasted->hex, pasted->length, SMSMODEM_CDMA_LAYER_AUTO, fields,
				   &count, NULL);
	return count;
}

static int bad(struct decoding *decoding, struct smsmodem_error *error)
{
	struct smsmodem_field fields[SMSMODEM_FIELDS_MAX];
	size_t count = fields_of(&decoding->pasted, fields);

	decoding->field = count > 0 ? fields[count - 1].name : NULL;
	int status = decoding_bad(decoding, error);
	if (status == 0 && count > 0 && decoding->cli->verbose && !decoding->cli->json) {
		(void)printf("bad PDU, line %ld\n", decoding->line);
		shown_rows(fields, count, decoding->pasted.hex);
		status = output_flush();
	}
	return status;
}

/* With --verbose: the fields of a part, in front of the message that it is joined to. */
static void print_fields(const struct pasted *pasted, unsigned part, unsigned total)
{
	struct smsmodem_field fields[SMSMODEM_FIELDS_MAX];
	size_t count = fields_of(pasted, fields);

	if (total > 0)
		(void)printf("part %u of %u:\n", part, total);
	shown_rows(fields, count, pasted->hex);
}

int decoding_cdma(struct decoding *decoding)
{
	const struct pasted *pasted = &decoding->pasted;
	bool verbose = decoding->cli->verbose && !decoding->cli->json;
	struct smsmodem_error error;
	struct smsmodem_cdma cdma;
	unsigned part, total;

	if (smsmodem_cdma_decode(pasted->hex, pasted->length, SMSMODEM_CDMA_LAYER_AUTO, &cdma,
				 &error) < 0)
		return bad(decoding, &error);
	bool waits = smsmodem_cdma_part(&cdma, &part, &total) && !decoding->parts;
	if (verbose && waits)
		print_fields(pasted, part, total);
	int status = show_joined(decoding, &cdma);
	if (status != 0 || !verbose || waits)
		return status;
	print_fields(pasted, 0, 0);
	return output_flush();
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
	return status;
}

/*
 * A transport message that has what it must (C.S0015-B 3.4.2) and nothing that is malformed, but
 * for addresses: some senders count their digits wrongly.
 */
bool decoding_cdma_likely(const struct pasted *pasted)
{
	static const uint32_t needed[] = {
		[SMSMODEM_CDMA_POINT_TO_POINT] =
			1U << SMSMODEM_CDMA_TELESERVICE | 1U << SMSMODEM_CDMA_BEARER,
		[SMSMODEM_CDMA_BROADCAST] =
			1U << SMSMODEM_CDMA_CATEGORY | 1U << SMSMODEM_CDMA_BEARER,
		[SMSMODEM_CDMA_ACKNOWLEDGE] = 1U << SMSMODEM_CDMA_CAUSE,
	};
	const uint32_t addresses = 1U << SMSMODEM_CDMA_ORIGINATOR | 1U << SMSMODEM_CDMA_DESTINATION;
	struct smsmodem_cdma cdma;

	if (pasted->tpdu_length >= 0 && (size_t)pasted->tpdu_length != pasted->length / 2)
		return false;
	return smsmodem_cdma_decode(pasted->hex, pasted->length, SMSMODEM_CDMA_LAYER_TRANSPORT,
				    &cdma, NULL) == SMSMODEM_OK &&
	       (cdma.parameters.there & needed[cdma.type]) == needed[cdma.type] &&
	       cdma.parameters.there >> 31 == 0 && (cdma.parameters.bad & ~addresses) == 0;
}
