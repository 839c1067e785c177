/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From the PDU below a header to what it says, and to the message that it completes. */
#include "console_message.h"
#include "decoding.h"
#include <stdlib.h>
#include <string.h>

void note_parts_forget(struct note_parts *parts, enum note_way way)
{
	smsmodem_join_free(parts->joins[way]);
	parts->joins[way] = NULL;
}

void note_parts_free(struct note_parts *parts)
{
	for (int way = 0; way < NOTE_WAYS; way++)
		note_parts_forget(parts, (enum note_way)way);
	smsmodem_cdma_join_free(parts->cdma);
	parts->cdma = NULL;
	free(parts->pages);
	parts->pages = NULL;
}

/* --- TPDUs --- */

/* Whether it is as the header says: what is timed has a time, and nothing is left over. */
static bool is_sound(const struct smsmodem_tpdu *tpdu)
{
	bool timed =
		tpdu->kind == SMSMODEM_KIND_DELIVER || tpdu->kind == SMSMODEM_KIND_STATUS_REPORT;

	return !timed || tpdu->scts.valid;
}

static int read_as(const struct pasted *pasted, enum smsmodem_kind kind, struct smsmodem_tpdu *tpdu,
		   struct smsmodem_error *error)
{
	const struct smsmodem_decode_options options = {.kind = kind,
							.tpdu_length = pasted->tpdu_length};

	return smsmodem_decode(pasted->hex, pasted->length, &options, tpdu, error);
}

/* Phones store what they sent as received, and commands with what was sent; the first counts. */
static int read_tpdu(const struct pasted *pasted, struct smsmodem_tpdu *tpdu,
		     struct smsmodem_error *error)
{
	static const enum smsmodem_kind kinds[][3] = {
		[PASTED_DELIVER] = {SMSMODEM_KIND_DELIVER, SMSMODEM_KIND_AUTO, SMSMODEM_KIND_AUTO},
		[PASTED_REPORT] = {SMSMODEM_KIND_STATUS_REPORT, SMSMODEM_KIND_AUTO,
				   SMSMODEM_KIND_AUTO},
		[PASTED_RECEIVED] = {SMSMODEM_KIND_AUTO, SMSMODEM_KIND_DELIVER,
				     SMSMODEM_KIND_SUBMIT},
		[PASTED_SENT] = {SMSMODEM_KIND_SUBMIT, SMSMODEM_KIND_COMMAND, SMSMODEM_KIND_AUTO},
		[PASTED_ANY] = {SMSMODEM_KIND_AUTO, SMSMODEM_KIND_AUTO, SMSMODEM_KIND_AUTO},
	};
	const enum smsmodem_kind *kind =
		kinds[pasted->hint <= PASTED_SENT && pasted->hint != PASTED_CB ? pasted->hint
									       : PASTED_ANY];
	struct smsmodem_tpdu other;
	int result = read_as(pasted, kind[0], tpdu, error);

	for (size_t i = 1; i < 3 && (result < 0 || !is_sound(tpdu)); i++) {
		if (read_as(pasted, kind[i], &other, NULL) < 0 || !is_sound(&other))
			continue;
		*tpdu = other;
		result = SMSMODEM_OK;
	}
	return result;
}

/* The whole message, once its last part is here. */
static void note_joined(struct note_parts *parts, enum note_way way,
			const struct smsmodem_tpdu *tpdu, FILE *out)
{
	static const struct pasted_place nowhere = {-1, -1};
	struct smsmodem_join **join = &parts->joins[way];
	struct smsmodem_message message;
	bool whole = false;

	if (!*join && !(*join = smsmodem_join_new(NULL)))
		return;
	int ready = smsmodem_join_add(*join, tpdu, 0, &message);
	for (; ready > 0; ready = smsmodem_join_add(*join, NULL, 0, &message)) {
		if (message.count < message.total)
			continue; /* a reference came round; its parts were shown */
		whole = true;
		note_print(&message, &nowhere, out);
		(void)fputc('\n', out);
	}
	if (whole && way == NOTE_READ)
		note_parts_forget(parts, way);
}

static void note_tpdu(struct note_parts *parts, enum note_way way, const struct pasted *pasted,
		      const struct smsmodem_tpdu *tpdu, FILE *out)
{
	const struct smsmodem_message alone = {tpdu, 1, 1};

	note_print(&alone, &pasted->place, out);
	(void)fputc('\n', out);
	if (tpdu->concat.ref_bits && tpdu->concat.total > 1)
		note_joined(parts, way, tpdu, out);
}

/* --- what is in a line --- */

static void note_bad(const struct smsmodem_error *error, FILE *out)
{
	(void)fputs("not a PDU: ", out);
	output_foreign(out, error->text, strlen(error->text), 0);
	if (error->offset >= 0 && !strstr(error->text, " at "))
		(void)fprintf(out, ", at %s %ld",
			      error->code == SMSMODEM_E_DATA ? "character" : "octet",
			      error->offset);
	(void)fputc('\n', out);
}

void note_pdu(struct note_parts *parts, enum note_way way, const struct pasted *pasted, FILE *out)
{
	struct smsmodem_tpdu tpdu;
	struct smsmodem_error error, other;

	if (pasted->hint == PASTED_CB) {
		if (!note_cb(parts, pasted, out, &error))
			note_bad(&error, out);
		return;
	}
	/* its form is so strict that no TPDU has it by chance */
	if (decoding_cdma_likely(pasted) && note_cdma(parts, pasted, out, &other))
		return;
	if (read_tpdu(pasted, &tpdu, &error) < 0)
		note_bad(&error, out);
	else
		note_tpdu(parts, way, pasted, &tpdu, out);
}
