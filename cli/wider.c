/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wider.h"
#include <stdio.h>

static bool is_of_kind(const struct smsmodem_alternative *row, enum wider_kind kind)
{
	if (row->parts == 0)
		return false;
	switch (kind) {
	case WIDER_ENCODING: return row->chosen;
	case WIDER_LANGUAGE:
		return (row->shift.locking || row->shift.single) && !row->transliterated;
	case WIDER_REPLACED: return row->transliterated;
	case WIDER_KINDS: break;
	}
	return false;
}

static bool wider_row(const struct smsmodem_submit *submit, enum wider_kind kind,
		      struct smsmodem_alternative *row)
{
	struct smsmodem_alternative rows[SMSMODEM_ALTERNATIVES_MAX];
	int count = smsmodem_alternatives(submit, rows, NULL);

	for (int i = 0; i < count; i++) {
		if (!is_of_kind(&rows[i], kind))
			continue;
		*row = rows[i];
		row->chosen = false;
		return true;
	}
	return false;
}

/* Replacing and tables are of no use in another alphabet. */
static const char *wider_seven(const struct smsmodem_submit *submit)
{
	return submit->encoding == SMSMODEM_ENCODING_UCS2 ||
			       submit->encoding == SMSMODEM_ENCODING_8BIT
		       ? "--encoding auto "
		       : "";
}

static bool wider_encoding(const struct smsmodem_submit *submit, struct wider *wider)
{
	struct smsmodem_submit any = *submit;

	any.encoding = SMSMODEM_ENCODING_AUTO;
	(void)snprintf(wider->needs, sizeof wider->needs, "--encoding auto");
	return submit->encoding != SMSMODEM_ENCODING_AUTO &&
	       wider_row(&any, WIDER_ENCODING, &wider->row) &&
	       wider->row.encoding != submit->encoding;
}

static bool wider_language(const struct smsmodem_submit *submit, struct wider *wider)
{
	struct smsmodem_submit any = *submit;
	const struct smsmodem_shift *shift = &wider->row.shift;

	any.encoding = SMSMODEM_ENCODING_AUTO;
	any.languages = SMSMODEM_LANGUAGES_ALL;
	any.transliterate = false;
	if (!wider_row(&any, WIDER_LANGUAGE, &wider->row))
		return false;
	bool two = shift->locking && shift->single && shift->locking != shift->single;
	(void)snprintf(wider->needs, sizeof wider->needs, "%s--language %s%s%s",
		       wider_seven(submit),
		       smsmodem_language_code(shift->locking ? shift->locking : shift->single),
		       two ? "," : "", two ? smsmodem_language_code(shift->single) : "");
	return true;
}

/* With the tables that are allowed; if they hold the text as it is, without them. */
static bool wider_replaced(const struct smsmodem_submit *submit, struct wider *wider)
{
	struct smsmodem_submit any = *submit;

	any.encoding = SMSMODEM_ENCODING_AUTO;
	any.transliterate = true;
	if (submit->transliterate)
		return false;
	bool own = wider_row(&any, WIDER_REPLACED, &wider->row);
	(void)snprintf(wider->needs, sizeof wider->needs, "%s%s--transliterate",
		       wider_seven(submit), own ? "" : "--language none ");
	any.languages = 0;
	return own || (submit->languages && wider_row(&any, WIDER_REPLACED, &wider->row));
}

bool wider_find(const struct smsmodem_submit *submit, enum wider_kind kind, struct wider *wider)
{
	if (submit->data)
		return false;
	switch (kind) {
	case WIDER_ENCODING: return wider_encoding(submit, wider);
	case WIDER_LANGUAGE: return wider_language(submit, wider);
	case WIDER_REPLACED: return wider_replaced(submit, wider);
	case WIDER_KINDS: break;
	}
	return false;
}
