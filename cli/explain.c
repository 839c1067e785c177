/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which alphabet, and why: what is found out; explain_shown.c says it. */
#include "explain.h"
#include <string.h>

static bool in_language(const struct smsmodem_alternative *row)
{
	return row->shift.locking || row->shift.single;
}

static bool is_cheaper(const struct smsmodem_alternative *row,
		       const struct smsmodem_alternative *other)
{
	return row->parts < other->parts ||
	       (row->parts == other->parts && row->octets < other->octets);
}

/* What would be cheaper if it were allowed: one with a language's tables, or one without. */
static struct smsmodem_alternative *
explain_wider(struct explained *explained, const struct smsmodem_submit *wider, bool language)
{
	struct smsmodem_alternative rows[SMSMODEM_ALTERNATIVES_MAX];
	int count = smsmodem_alternatives(wider, rows, NULL), at = 0;

	while (at < count && (rows[at].parts == 0 || in_language(&rows[at]) != language ||
			      rows[at].transliterated == language))
		at++;
	if (at >= count || explained->count >= EXPLAIN_ROWS_MAX ||
	    !is_cheaper(&rows[at], &explained->rows[explained->chosen]))
		return NULL;
	rows[at].chosen = false;
	explained->rows[explained->count] = rows[at];
	return &explained->rows[explained->count++];
}

static void explain_language(struct explained *explained)
{
	struct smsmodem_submit wider = *explained->submit;

	wider.encoding = SMSMODEM_ENCODING_AUTO;
	wider.languages = SMSMODEM_LANGUAGES_ALL;
	wider.transliterate = false;
	const struct smsmodem_alternative *row = explain_wider(explained, &wider, true);
	if (!row)
		return;
	bool two =
		row->shift.locking && row->shift.single && row->shift.locking != row->shift.single;
	unsigned first = row->shift.locking ? row->shift.locking : row->shift.single;
	(void)snprintf(explained->needs[explained->count - 1], sizeof explained->needs[0],
		       "--language %s%s%s", smsmodem_language_code(first), two ? "," : "",
		       two ? smsmodem_language_code(row->shift.single) : "");
}

static void explain_transliterated(struct explained *explained)
{
	struct smsmodem_submit wider = *explained->submit;

	wider.encoding = SMSMODEM_ENCODING_AUTO;
	wider.languages = 0;
	wider.transliterate = true;
	if (explain_wider(explained, &wider, false))
		(void)snprintf(explained->needs[explained->count - 1], sizeof explained->needs[0],
			       "--transliterate");
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
			(struct explain_forced){encoder.forced_by, at, one.text_len};
	}
}

static void explain_characters(struct explained *explained)
{
	const struct smsmodem_submit *submit = explained->submit;
	const struct smsmodem_alternative *chosen = &explained->rows[explained->chosen];

	if (submit->data)
		return;
	if (chosen->encoding == SMSMODEM_ENCODING_UCS2 && submit->languages) {
		explain_forced(explained, submit->languages);
		explained->no_table = explained->forced_count > 0;
	}
	if (explained->forced_count == 0)
		explain_forced(explained, 0);
}

int explain_encoding(struct cli *cli, const struct smsmodem_submit *submit)
{
	struct explained explained = {.submit = submit};
	struct smsmodem_error error;

	explained.count = smsmodem_alternatives(submit, explained.rows, &error);
	if (explained.count < 0)
		return cli_fail(cli, &error);
	while (explained.chosen + 1 < explained.count && !explained.rows[explained.chosen].chosen)
		explained.chosen++;
	if (!submit->data && submit->languages == 0)
		explain_language(&explained);
	if (!submit->data && !submit->transliterate)
		explain_transliterated(&explained);
	explain_characters(&explained);
	if (cli->json)
		return output_json(cli, explain_json(&explained));
	explain_text(&explained);
	return 0;
}
