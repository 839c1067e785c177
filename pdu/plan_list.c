/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the choice of an alphabet weighs, as a list to be shown. */
#include "plan.h"
#include <string.h>

struct plan_list {
	const struct smsmodem_submit *submit;
	struct smsmodem_alternative *rows;
	int count;
	struct pdu_form chosen;
};

static bool plan_same(const struct pdu_form *form, const struct pdu_form *other)
{
	return form->encoding == other->encoding && form->kept == other->kept &&
	       form->shift.locking == other->shift.locking &&
	       form->shift.single == other->shift.single;
}

/*
 * Whether one comes in front of another; of equals the one that was there first does. As the choice
 * has it, a replaced text does not give way to fewer octets of UTF-16.
 */
static bool plan_cheaper(const struct smsmodem_alternative *row,
			 const struct smsmodem_alternative *other)
{
	if (row->parts == 0 || other->parts == 0)
		return row->parts != 0 && other->parts == 0;
	if (row->parts != other->parts)
		return row->parts < other->parts;
	if (row->transliterated != other->transliterated)
		return row->transliterated;
	return row->octets < other->octets;
}

/* In its place. */
static void plan_insert(struct plan_list *list, const struct smsmodem_alternative *row)
{
	int at = list->count;

	if (at == SMSMODEM_ALTERNATIVES_MAX)
		return;
	for (list->count++; at > 0 && plan_cheaper(row, &list->rows[at - 1]); at--)
		list->rows[at] = list->rows[at - 1];
	list->rows[at] = *row;
}

static void plan_list_form(struct plan_list *list, struct pdu_form form, struct pdu_cost cost)
{
	struct smsmodem_alternative row = {
		.encoding = form.encoding,
		.shift = form.shift,
		.transliterated = form.kept != 0,
		.chosen = plan_same(&form, &list->chosen),
		.parts = (int)cost.parts,
		.octets = cost.octets,
	};
	const struct smsmodem_submit *submit = list->submit;

	if (cost.parts == 0) {
		row.missing_at = pdu_plan_held(submit, form.kept, 1U << form.shift.locking,
					       1U << form.shift.single);
		if (pdu_utf8_get(submit->text + row.missing_at, submit->text_len - row.missing_at,
				 &row.missing) < 0)
			row.missing = 0;
	}
	plan_insert(list, &row);
}

/* @param all also those that cannot hold the text */
static void plan_list_tables(struct plan_list *list, const struct pdu_weights *weights, bool all)
{
	struct pdu_form forms[PDU_PLAN_CANDIDATES];
	size_t count = pdu_plan_candidates(weights, pdu_plan_tables(list->submit), forms);

	for (size_t i = 0; i < count; i++) {
		struct pdu_cost cost = pdu_plan_weight(weights, &forms[i]);

		if (cost.parts != 0 || all)
			plan_list_form(list, forms[i], cost);
	}
}

/* With what no table has replaced, or else what the default alphabet lacks. */
static void plan_list_replaced(struct plan_list *list)
{
	const struct smsmodem_submit *submit = list->submit;
	uint32_t tables = pdu_plan_tables(submit);
	struct pdu_weights weights;
	size_t at;

	/* that it is a text has been seen */
	(void)pdu_plan_weigh(submit, tables, &weights, &at);
	if (!pdu_plan_any(&weights, tables))
		(void)pdu_plan_weigh(submit, 1U << SMSMODEM_LANGUAGE_DEFAULT, &weights, &at);
	plan_list_tables(list, &weights, false);
}

static int plan_list_text(struct plan_list *list, struct smsmodem_error *error)
{
	const struct smsmodem_submit *submit = list->submit;
	const struct pdu_form utf16 = {SMSMODEM_ENCODING_UCS2, {0, 0}, 0};
	struct pdu_weights weights;
	size_t at;
	int result = pdu_plan_weigh(submit, 0, &weights, &at);

	/* octets that are no text have the 8-bit form only */
	if (result != SMSMODEM_OK)
		return list->count > 0 ? list->count : pdu_plan_fail(error, result, at);
	plan_list_tables(list, &weights, true);
	if (submit->transliterate && !pdu_plan_any(&weights, pdu_plan_tables(submit)))
		plan_list_replaced(list);
	plan_list_form(list, utf16, pdu_plan_weight(&weights, &utf16));
	return list->count;
}

int smsmodem_alternatives(const struct smsmodem_submit *submit, struct smsmodem_alternative *list,
			  struct smsmodem_error *error)
{
	struct plan_list out = {.submit = submit, .rows = list};
	struct smsmodem_encoder encoder;
	struct pdu_plan plan;
	int result = pdu_split_choose(&encoder, submit, &plan, error);

	if (result < 0)
		return result;
	out.chosen = plan.form;
	if (plan.form.encoding == SMSMODEM_ENCODING_8BIT)
		plan_list_form(&out, plan.form, pdu_plan_cost(submit, &plan.form));
	return submit->data ? out.count : plan_list_text(&out, error);
}
