/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Texts that fit one part, without weighing all that could hold them: where one language is allowed
 * beside the default alphabet, and where nothing is left but UTF-16.
 */
#include "pair.h"
#include "plan.h"
#include <string.h>

/* A 7-bit form of a text that is one part. */
struct plan_short {
	struct pdu_form form;
	size_t units, octets; /* of TP-UD */
};

/* Octets of TP-UD in a form if the text takes so many units and that is one part; 0: it is not. */
static size_t short_octets(const struct smsmodem_submit *submit, const struct pdu_form *form,
			   size_t units)
{
	size_t header = pdu_plan_header(submit, form, false);

	if (units > pdu_plan_capacity(form->encoding, header))
		return 0;
	return pdu_plan_ud_octets(form->encoding, header, units);
}

/* Try a pair of tables, nothing replaced. */
static bool short_try(const struct smsmodem_submit *submit, struct smsmodem_shift shift,
		      uint8_t septets[PDU_PLAN_SEPTETS_SIZE], struct plan_short *found)
{
	size_t units = PDU_PLAN_SEPTETS_SIZE;
	size_t at = pdu_gsm7_from_text_in(shift, submit->text, submit->text_len, septets, &units);

	found->form = (struct pdu_form){SMSMODEM_ENCODING_GSM7, shift, 0};
	found->units = units;
	found->octets = at == submit->text_len ? short_octets(submit, &found->form, units) : 0;
	return found->octets > 0;
}

/* Septets without the escapes, of which there are few; no code behind one is that of another. */
static size_t short_characters(const uint8_t *septets, size_t units)
{
	const uint8_t *at = septets, *end = septets + units;
	size_t characters = units;

	while (at < end && (at = memchr(at, PDU_GSM7_ESCAPE, (size_t)(end - at)))) {
		characters--;
		at++;
	}
	return characters;
}

static void short_take(struct pdu_plan *plan, const struct plan_short *found)
{
	plan->form = found->form;
	plan->units = found->units;
	plan->parts = 1;
}

/* The language's own locking shift table, with its single shift table if that is needed. */
static bool short_try_locking(const struct smsmodem_submit *submit, uint8_t language,
			      uint8_t septets[PDU_PLAN_SEPTETS_SIZE], struct plan_short *found)
{
	return language != SMSMODEM_LANGUAGE_SPANISH &&
	       (short_try(submit, (struct smsmodem_shift){language, 0}, septets, found) ||
		short_try(submit, (struct smsmodem_shift){language, language}, septets, found));
}

/*
 * Whether UTF-16 has fewer octets, as it has for a few characters. All that tables have are one
 * unit.
 */
static bool short_is_utf16(const struct smsmodem_submit *submit, const struct plan_short *found,
			   size_t characters)
{
	const struct pdu_form utf16 = {.encoding = SMSMODEM_ENCODING_UCS2};
	size_t octets = short_octets(submit, &utf16, characters);

	return submit->encoding == SMSMODEM_ENCODING_AUTO && octets > 0 && octets < found->octets;
}

bool pdu_plan_short(const struct smsmodem_submit *submit, uint32_t tables, struct pdu_plan *plan)
{
	uint8_t septets[PDU_PLAN_SEPTETS_SIZE];
	uint8_t language = tables ? (uint8_t)__builtin_ctz(tables) : 0;
	struct plan_short best, single;
	const struct smsmodem_shift alone = {0, language};
	const struct pdu_form form = {SMSMODEM_ENCODING_GSM7, alone, 0};

	if (tables != UINT32_C(1) << language)
		return false;
	bool locking = short_try_locking(submit, language, plan->septets, &best);
	if (!locking && !short_try(submit, alone, plan->septets, &best))
		return false;
	size_t characters = short_characters(plan->septets, best.units);
	/* alone it has an escape at least, and is the plainer one */
	size_t least = locking ? short_octets(submit, &form, characters + 1) : 0;
	if (least > 0 && least <= best.octets && short_try(submit, alone, septets, &single) &&
	    single.octets <= best.octets) {
		best = single;
		pdu_copy(plan->septets, septets, best.units);
	}
	if (short_is_utf16(submit, &best, characters))
		return pdu_plan_short_utf16(submit, plan);
	short_take(plan, &best);
	return true;
}

bool pdu_plan_short_utf16(const struct smsmodem_submit *submit, struct pdu_plan *plan)
{
	struct plan_short utf16 = {.form = {.encoding = SMSMODEM_ENCODING_UCS2}};
	size_t octets = sizeof plan->septets;
	size_t at = pdu_utf16_from_text(submit->text, submit->text_len, plan->septets, &octets);

	utf16.units = octets / 2;
	if (at < submit->text_len || short_octets(submit, &utf16.form, utf16.units) == 0)
		return false;
	short_take(plan, &utf16);
	return true;
}
