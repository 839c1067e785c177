/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The character for which a text has no 7-bit form. */
#include "plan.h"
#include <string.h>

/* Takes from each locking shift table the single ones that lack the character too. */
static bool plan_narrow(uint16_t left[SMSMODEM_LANGUAGES], uint32_t character)
{
	const struct pdu_gsm7_row *row = pdu_gsm7_row(character);
	bool any = false;

	for (unsigned i = 0; i < SMSMODEM_LANGUAGES; i++) {
		if (!(row->locking >> i & 1))
			left[i] &= row->single;
		any = any || left[i];
	}
	return any;
}

static bool plan_narrow_any(uint16_t left[SMSMODEM_LANGUAGES], uint32_t kept, uint32_t character)
{
	const char *instead = pdu_plan_instead(kept, character);
	size_t length = instead ? strlen(instead) : 0;
	bool any = true;

	if (!instead)
		return plan_narrow(left, character);
	for (size_t at = 0; at < length && any;) {
		int octets = pdu_utf8_get(instead + at, length - at, &character);

		any = octets > 0 && plan_narrow(left, character);
		at += octets > 0 ? (size_t)octets : 1;
	}
	return any;
}

size_t pdu_plan_held(const struct smsmodem_submit *submit, uint32_t kept, uint32_t lockings,
		     uint32_t singles)
{
	uint16_t left[SMSMODEM_LANGUAGES];
	size_t at = 0;

	for (unsigned i = 0; i < SMSMODEM_LANGUAGES; i++)
		left[i] = lockings >> i & 1 ? (uint16_t)singles : 0;
	while (at < submit->text_len) {
		uint32_t character;
		int octets = pdu_utf8_get(submit->text + at, submit->text_len - at, &character);

		if (octets < 0 || !plan_narrow_any(left, kept, character))
			break;
		at += (size_t)octets;
	}
	return at;
}

/* Which is the first, and why: no table has it, or none that has what is in front of it too. */
int pdu_plan_refuse(const struct smsmodem_submit *submit, uint32_t kept,
		    struct smsmodem_error *error)
{
	uint32_t tables = pdu_plan_tables(submit), character = 0;
	size_t at = pdu_plan_held(submit, kept, pdu_plan_lockings(tables), tables), number = 1;
	int octets = pdu_utf8_get(submit->text + at, submit->text_len - at, &character);
	const struct pdu_gsm7_row *row = pdu_gsm7_row(character);
	const char *where = tables == 1 ? "not in the GSM 7-bit alphabet"
			    : (uint32_t)(row->locking | row->single) & tables
				    ? "in no pair of tables that has what is in front of it"
				    : "in none of the allowed tables";

	if (octets < 0)
		return smsmodem_error_set(error, SMSMODEM_E_BUG, "nothing is missing");
	for (size_t i = 0; i < at; i++)
		number += ((uint8_t)submit->text[i] & 0xC0) != 0x80;
	smsmodem_error_set(error, SMSMODEM_E_TEXT,
			   "\"%.*s\" (U+%04X), character %zu at octet %zu of the text, is %s%s",
			   octets, submit->text + at, (unsigned)character, number, at, where,
			   submit->transliterate ? " and has no replacement" : "");
	if (error)
		error->offset = (long)at;
	return SMSMODEM_E_TEXT;
}
