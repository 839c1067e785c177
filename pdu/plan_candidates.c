/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which pairs of national language tables are worth a look, and in which order. */
#include "plan.h"

struct plan_candidates {
	struct pdu_form *forms;
	size_t count;
	uint32_t kept;
};

static void plan_candidate(struct plan_candidates *list, unsigned locking, unsigned single)
{
	list->forms[list->count++] = (struct pdu_form){
		SMSMODEM_ENCODING_GSM7, {(uint8_t)locking, (uint8_t)single}, list->kept};
}

/*
 * All single shift tables that have what the locking one lacks cost the same, and where the default
 * extension table has it none of them is needed. @return the plainest, or 0
 */
static unsigned plan_single(const struct pdu_weights *weights, uint32_t tables, unsigned locking)
{
	uint32_t singles = weights->singles[locking] & tables;

	if (singles == 0 || (singles & 1))
		return 0;
	return singles >> locking & 1 ? locking : (unsigned)__builtin_ctz(singles);
}

size_t pdu_plan_candidates(const struct pdu_weights *weights, uint32_t tables,
			   struct pdu_form forms[PDU_PLAN_CANDIDATES])
{
	struct plan_candidates list = {forms, 0, weights->kept};
	uint32_t lockings = pdu_plan_lockings(tables);

	plan_candidate(&list, 0, 0);
	for (unsigned i = 1; i < SMSMODEM_LANGUAGES; i++)
		if (tables >> i & 1)
			plan_candidate(&list, 0, i);
	for (unsigned i = 1; i < SMSMODEM_LANGUAGES; i++)
		if (lockings >> i & 1)
			plan_candidate(&list, i, 0);
	for (unsigned i = 1; i < SMSMODEM_LANGUAGES; i++)
		if ((lockings >> i & 1) && plan_single(weights, tables, i) == i)
			plan_candidate(&list, i, i);
	for (unsigned i = 1; i < SMSMODEM_LANGUAGES; i++) {
		unsigned single = lockings >> i & 1 ? plan_single(weights, tables, i) : 0;

		if (single != 0 && single != i)
			plan_candidate(&list, i, single);
	}
	return list.count;
}

struct pdu_cost pdu_plan_weight(const struct pdu_weights *weights, const struct pdu_form *form)
{
	unsigned locking = form->shift.locking, single = form->shift.single;

	if (form->encoding == SMSMODEM_ENCODING_UCS2)
		return weights->costs[0][PDU_PLAN_UTF16];
	if (!(weights->singles[locking] >> single & 1))
		return (struct pdu_cost){0};
	return weights->costs[single != 0][locking];
}

bool pdu_plan_any(const struct pdu_weights *weights, uint32_t tables)
{
	uint32_t lockings = pdu_plan_lockings(tables), singles = 0;

	for (unsigned i = 0; i < SMSMODEM_LANGUAGES; i++)
		if (lockings >> i & 1)
			singles |= weights->singles[i];
	return singles & tables;
}
