/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which alphabet, and why: what is found out; explain_shown.c says it. */
#include "explain.h"
#include <string.h>

/* Whether it costs less than what is at hand, other alphabets than the one asked for included. */
static bool is_cheapest(const struct explained *explained, const struct smsmodem_alternative *row)
{
	bool seven = explained->submit->encoding == SMSMODEM_ENCODING_GSM7;

	for (int i = 0; i < explained->count; i++) {
		const struct smsmodem_alternative *other = &explained->rows[i];

		if (other->parts == 0 || *explained->needs[i] ||
		    (seven && other->encoding != SMSMODEM_ENCODING_GSM7))
			continue;
		if (row->parts > other->parts ||
		    (row->parts == other->parts && row->octets >= other->octets))
			return false;
	}
	return true;
}

/* What would be cheaper if it were allowed. */
static void explain_wider(struct explained *explained, enum wider_kind kind)
{
	struct wider wider;
	int at = explained->count;

	if (at >= EXPLAIN_ROWS_MAX || !wider_find(explained->submit, kind, &wider) ||
	    !is_cheapest(explained, &wider.row))
		return;
	explained->rows[at] = wider.row;
	memcpy(explained->needs[at], wider.needs, sizeof wider.needs);
	explained->count++;
}

/* All alphabets are weighed; those that were not asked for want their own option. */
static void explain_needs(struct explained *explained)
{
	for (int i = 0; i < explained->count; i++) {
		const struct smsmodem_alternative *row = &explained->rows[i];

		if (explained->submit->encoding != SMSMODEM_ENCODING_AUTO && row->parts != 0 &&
		    row->encoding != explained->submit->encoding && !*explained->needs[i])
			(void)snprintf(explained->needs[i], sizeof explained->needs[i],
				       "--encoding %s", smsmodem_encoding_name(row->encoding));
	}
}

/* --- the characters --- */

static bool explain_known(const struct explained *explained, const char *character, size_t length)
{
	for (size_t i = 0; i < explained->forced_count; i++)
		if (explained->forced[i].length == length &&
		    memcmp(explained->submit->text + explained->forced[i].at, character, length) ==
			    0)
			return true;
	return false;
}

/* Each distinct one that no form with these languages has, by itself. */
static void explain_forced(struct explained *explained, uint32_t languages)
{
	const struct smsmodem_submit *submit = explained->submit;
	struct smsmodem_submit one = SMSMODEM_SUBMIT_INIT;
	struct smsmodem_encoder encoder;

	one.to = submit->to;
	one.encoding = SMSMODEM_ENCODING_GSM7;
	one.languages = languages;
	for (size_t at = 0; at < submit->text_len; at += one.text_len) {
		one.text = submit->text + at;
		one.text_len = 1;
		while (at + one.text_len < submit->text_len &&
		       (one.text[one.text_len] & 0xC0) == 0x80)
			one.text_len++;
		if (explained->forced_count > EXPLAIN_FORCED_MAX)
			return;
		if (explain_known(explained, one.text, one.text_len) ||
		    smsmodem_encode_begin(&encoder, &one, NULL) >= 0)
			continue;
		explained->forced[explained->forced_count++] =
			(struct explain_forced){encoder.forced_by, at, one.text_len, NULL};
	}
}

/* By what they are replaced, where they are. */
static void explain_replaced(struct explained *explained)
{
	struct smsmodem_encoder encoder;

	/* a message that is only too long says it too */
	(void)smsmodem_encode_begin(&encoder, explained->submit, NULL);
	for (size_t i = 0; i < explained->forced_count && encoder.transliterated; i++)
		explained->forced[i].becomes =
			smsmodem_replacement(&encoder, explained->forced[i].character);
}

static void explain_characters(struct explained *explained)
{
	const struct smsmodem_submit *submit = explained->submit;
	const struct smsmodem_alternative *chosen = explain_chosen(explained);

	if (submit->data)
		return;
	if ((!chosen || chosen->encoding == SMSMODEM_ENCODING_UCS2) && submit->languages) {
		explain_forced(explained, submit->languages);
		explained->no_table = explained->forced_count > 0;
	}
	if (explained->forced_count == 0)
		explain_forced(explained, 0);
	explain_replaced(explained);
}

const struct smsmodem_alternative *explain_chosen(const struct explained *explained)
{
	return explained->chosen < 0 ? NULL : &explained->rows[explained->chosen];
}

/* What there is for a text that the alphabet that was asked for cannot hold. */
static int explain_others(struct explained *explained)
{
	struct smsmodem_submit any = *explained->submit;
	int count;

	any.encoding = SMSMODEM_ENCODING_AUTO;
	count = smsmodem_alternatives(&any, explained->rows, NULL);
	for (int i = 0; i < count; i++)
		explained->rows[i].chosen = false;
	return count;
}

int explain_encoding(struct cli *cli, const struct smsmodem_submit *submit)
{
	struct explained explained = {.submit = submit, .chosen = -1};
	struct smsmodem_error error;

	explained.count = smsmodem_alternatives(submit, explained.rows, &error);
	if (explained.count == SMSMODEM_E_TEXT && submit->encoding == SMSMODEM_ENCODING_GSM7)
		explained.count = explain_others(&explained);
	if (explained.count < 0)
		return cli_fail(cli, &error);
	for (int i = 0; i < explained.count; i++)
		if (explained.rows[i].chosen)
			explained.chosen = i;
	explain_wider(&explained, WIDER_LANGUAGE);
	explain_wider(&explained, WIDER_REPLACED);
	explain_needs(&explained);
	explain_characters(&explained);
	if (cli->json)
		return output_json(cli, explain_json(&explained));
	explain_text(&explained);
	return 0;
}
