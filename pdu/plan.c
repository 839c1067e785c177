/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The choice of an alphabet: the default one where nothing can beat it, else the cheapest of all.
 */
#include "plan.h"

const uint8_t *pdu_plan_octets(const struct smsmodem_submit *submit, size_t *length)
{
	*length = submit->data ? submit->data_len : submit->text_len;
	return submit->data ? submit->data : (const uint8_t *)submit->text;
}

uint32_t pdu_plan_tables(const struct smsmodem_submit *submit)
{
	return (submit->languages & SMSMODEM_LANGUAGES_ALL) | 1U << SMSMODEM_LANGUAGE_DEFAULT;
}

int pdu_plan_fail(struct smsmodem_error *error, int code, size_t at)
{
	smsmodem_error_set(error, code, "%s at octet %zu of the text",
			   code == SMSMODEM_E_UTF8 ? "no UTF-8" : "a NUL character", at);
	if (error)
		error->offset = (long)at;
	return code;
}

/* --- the default alphabet --- */

struct plan_survey {
	uint8_t *kept; /* the septets, as long as they fit: a short text is walked over once */
	struct pdu_form form;
	size_t at; /* octets of the text that have been looked at */
	size_t septets, utf16;
	bool stuck; /* on a character that not even a replacement has septets for */
};

/* Behind the others; of a text too long for a part none is needed, and they may be overwritten. */
static uint8_t *plan_place(const struct plan_survey *survey)
{
	return survey->kept + (survey->septets < PDU_PLAN_SEPTETS ? survey->septets : 0);
}

/* A character that the default alphabet lacks. */
static void plan_survey_other(struct smsmodem_encoder *encoder, struct plan_survey *survey,
			      uint32_t character, size_t at)
{
	int count = pdu_plan_septets(&survey->form, character, plan_place(survey));

	if (!encoder->forced_by) {
		encoder->forced_by = character;
		encoder->forced_at = at;
	}
	if (count >= 0)
		survey->septets += (size_t)count;
	else
		survey->stuck = true;
}

/* Nearly all of nearly every text. @return octets, perhaps fewer than there are */
static size_t plan_survey_common(struct plan_survey *survey, const char *text, size_t length)
{
	uint8_t *septets = plan_place(survey);
	size_t count = PDU_PLAN_SEPTETS_SIZE - (size_t)(septets - survey->kept);
	size_t octets = pdu_gsm7_from_text(text, length, septets, &count);

	survey->septets += count;
	survey->utf16 += count;
	return octets;
}

/* From where it is to the end, or behind the first character that the default alphabet lacks. */
static int plan_survey_text(struct smsmodem_encoder *encoder, struct plan_survey *survey,
			    bool first, struct smsmodem_error *error)
{
	const struct smsmodem_submit *submit = encoder->submit;
	const char *text = submit->text;
	size_t length = submit->text_len, at = survey->at;

	while (at < length && !(first && encoder->forced_by)) {
		if ((uint8_t)text[at] < 0x80)
			at += plan_survey_common(survey, text + at, length - at);
		if (at == length)
			break;
		uint32_t character;
		int octets = pdu_utf8_get(text + at, length - at, &character);
		if (octets < 0 || character == 0)
			return pdu_plan_fail(error, octets < 0 ? octets : SMSMODEM_E_TEXT, at);
		int count = pdu_gsm7_from_character(character, plan_place(survey));
		survey->septets += (size_t)count;
		survey->utf16 += character > 0xFFFF ? 2 : 1;
		if (count == 0)
			plan_survey_other(encoder, survey, character, at);
		at += (size_t)octets;
	}
	survey->at = at;
	return SMSMODEM_OK;
}

/* --- all tables --- */

/* The cheapest so far: what comes later is less plain, and has to be cheaper. */
static void plan_consider(struct pdu_plan *plan, struct pdu_cost *best,
			  const struct pdu_weights *weights, const struct pdu_form *form)
{
	struct pdu_cost cost = pdu_plan_weight(weights, form);

	if (cost.parts == 0 ||
	    (best->parts != 0 && (cost.parts > best->parts ||
				  (cost.parts == best->parts && cost.octets >= best->octets))))
		return;
	*best = cost;
	plan->form = *form;
}

static void plan_consider_tables(struct pdu_plan *plan, struct pdu_cost *best,
				 const struct pdu_weights *weights, uint32_t tables)
{
	struct pdu_form forms[PDU_PLAN_CANDIDATES];
	size_t count = pdu_plan_candidates(weights, tables, forms);

	for (size_t i = 0; i < count; i++)
		plan_consider(plan, best, weights, &forms[i]);
}

/* Who allows replacing would rather have 7 bits: fewer octets alone do not outweigh that. */
static void plan_consider_utf16(struct pdu_plan *plan, struct pdu_cost *best,
				const struct pdu_weights *weights)
{
	const struct pdu_form utf16 = {SMSMODEM_ENCODING_UCS2, {0, 0}, 0};
	bool replaced = best->parts != 0 && plan->form.kept != 0;

	if (!replaced || pdu_plan_weight(weights, &utf16).parts < best->parts)
		plan_consider(plan, best, weights, &utf16);
}

/*
 * A character is replaced where no table has it, and only if no pair holds the text as it is. If
 * even so none does, what the default alphabet lacks is replaced.
 */
static int plan_choose_tables(const struct smsmodem_submit *submit, struct pdu_plan *plan,
			      struct smsmodem_error *error)
{
	uint32_t tables = pdu_plan_tables(submit);
	const uint32_t kept[] = {0, tables, 1U << SMSMODEM_LANGUAGE_DEFAULT};
	size_t passes = submit->transliterate ? sizeof kept / sizeof kept[0] : 1, at;
	struct pdu_weights weights[2]; /* of the text as it is, and of what it becomes */
	struct pdu_cost best = {0};

	for (size_t i = 0; i < passes && best.parts == 0; i++) {
		int result = pdu_plan_weigh(submit, kept[i], &weights[i > 0], &at);
		if (result != SMSMODEM_OK)
			return pdu_plan_fail(error, result, at);
		plan_consider_tables(plan, &best, &weights[i > 0], tables);
	}
	if (submit->encoding == SMSMODEM_ENCODING_GSM7 && best.parts == 0)
		return pdu_plan_refuse(submit, kept[passes - 1], error);
	if (submit->encoding == SMSMODEM_ENCODING_AUTO)
		plan_consider_utf16(plan, &best, &weights[0]);
	plan->parts = best.parts;
	plan->units = PDU_PLAN_SEPTETS_SIZE;
	if (plan->parts == 1 && plan->form.encoding == SMSMODEM_ENCODING_GSM7)
		pdu_plan_text(&plan->form, submit->text, submit->text_len, plan->septets,
			      &plan->units);
	else if (plan->parts == 1)
		(void)pdu_plan_short_utf16(submit, plan);
	return SMSMODEM_OK;
}

/* --- the choice --- */

/*
 * With up to this many escapes nothing beats the default alphabet. Another table takes an element
 * of three octets in every part, which are three septets or more. It can save the escapes only, so
 * that its parts have room for the same characters in the default alphabet, and as many octets.
 */
#define PLAN_ESCAPES 3

static bool plan_beatable(const struct smsmodem_encoder *encoder, const struct plan_survey *survey)
{
	return encoder->forced_by || survey->septets - survey->utf16 > PLAN_ESCAPES;
}

/* What was replaced may take several septets: then UTF-16 can take fewer parts. */
static void plan_choose_replaced(const struct smsmodem_submit *submit, struct pdu_plan *plan)
{
	const struct pdu_form utf16 = {SMSMODEM_ENCODING_UCS2, {0, 0}, 0};

	if (plan->parts < 2 || pdu_plan_short_utf16(submit, plan))
		return;
	struct pdu_cost cost = pdu_plan_cost(submit, &utf16);
	if (cost.parts >= plan->parts)
		return;
	plan->form = utf16;
	plan->parts = cost.parts;
}

static int plan_choose_default(const struct smsmodem_encoder *encoder, struct pdu_plan *plan,
			       const struct plan_survey *survey, struct smsmodem_error *error)
{
	const struct smsmodem_submit *submit = encoder->submit;

	plan->form.shift = (struct smsmodem_shift){0};
	plan->form.encoding = submit->encoding;
	if (submit->encoding == SMSMODEM_ENCODING_GSM7 && survey->stuck)
		return pdu_plan_refuse(submit, survey->form.kept, error);
	/* 7 bits, or 14 with an escape, are fewer than 16: as it is, no text takes fewer parts. */
	if (submit->encoding == SMSMODEM_ENCODING_AUTO)
		plan->form.encoding =
			survey->stuck ? SMSMODEM_ENCODING_UCS2 : SMSMODEM_ENCODING_GSM7;
	bool seven = plan->form.encoding == SMSMODEM_ENCODING_GSM7;
	if (!seven && pdu_plan_short_utf16(submit, plan))
		return SMSMODEM_OK;
	plan->form.kept = seven && encoder->forced_by ? survey->form.kept : 0;
	plan->units = seven ? survey->septets : survey->utf16;
	size_t header = pdu_plan_header(submit, &plan->form, false);
	plan->parts = 1;
	if (plan->units > pdu_plan_capacity(plan->form.encoding, header))
		plan->parts = pdu_plan_cost(submit, &plan->form).parts;
	if (submit->encoding == SMSMODEM_ENCODING_AUTO && plan->form.kept)
		plan_choose_replaced(submit, plan);
	return SMSMODEM_OK;
}

/* A text that needs something else than the default alphabet, in short. */
static bool plan_choose_short(const struct smsmodem_encoder *encoder, uint32_t tables,
			      struct pdu_plan *plan)
{
	const struct smsmodem_submit *submit = encoder->submit;

	if (submit->encoding == SMSMODEM_ENCODING_UCS2)
		return pdu_plan_short_utf16(submit, plan);
	if (!encoder->forced_by)
		return false;
	if (tables)
		return pdu_plan_short(submit, tables, plan);
	return submit->encoding == SMSMODEM_ENCODING_AUTO && !submit->transliterate &&
	       pdu_plan_short_utf16(submit, plan);
}

int pdu_plan_choose(struct smsmodem_encoder *encoder, struct pdu_plan *plan,
		    struct smsmodem_error *error)
{
	const struct smsmodem_submit *submit = encoder->submit;
	struct plan_survey survey = {.kept = plan->septets,
				     .form = {.encoding = SMSMODEM_ENCODING_GSM7,
					      .kept = submit->transliterate ? 1 : 0}};
	bool utf16 = submit->encoding == SMSMODEM_ENCODING_UCS2;
	uint32_t tables = utf16 ? 0 : pdu_plan_tables(submit) & ~1U;

	if (submit->data || submit->encoding == SMSMODEM_ENCODING_8BIT) {
		plan->form = (struct pdu_form){.encoding = SMSMODEM_ENCODING_8BIT};
		plan->parts = pdu_plan_cost(submit, &plan->form).parts;
		return SMSMODEM_OK;
	}
	int result = plan_survey_text(encoder, &survey, true, error);
	if (result < 0)
		return result;
	if (plan_choose_short(encoder, tables, plan))
		return SMSMODEM_OK;
	if (tables && plan_beatable(encoder, &survey))
		return plan_choose_tables(submit, plan, error);
	result = plan_survey_text(encoder, &survey, false, error);
	return result < 0 ? result : plan_choose_default(encoder, plan, &survey, error);
}
