/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "explain.h"
#include <string.h>

#define NAME_WIDTH 42

static size_t forced_shown(const struct explained *explained)
{
	return explained->forced_count < EXPLAIN_FORCED_MAX ? explained->forced_count
							    : EXPLAIN_FORCED_MAX;
}

/* --- for people --- */

static void show_cost(const struct smsmodem_alternative *row)
{
	(void)fprintf(stderr, "%d part%s, %zu octet%s", row->parts, row->parts == 1 ? "" : "s",
		      row->octets, row->octets == 1 ? "" : "s");
}

static void row_name(const struct smsmodem_alternative *row, char *name, size_t size)
{
	const struct smsmodem_shift *shift = &row->shift;
	int used = snprintf(name, size, "%s", smsmodem_encoding_name(row->encoding));

	if (shift->locking && shift->locking == shift->single)
		used += snprintf(name + used, size - (size_t)used, ", %s locking and single shift",
				 smsmodem_language_name(shift->locking));
	else if (shift->locking)
		used += snprintf(name + used, size - (size_t)used, ", %s locking shift",
				 smsmodem_language_name(shift->locking));
	if (shift->single && shift->locking != shift->single)
		used += snprintf(name + used, size - (size_t)used, ", %s single shift",
				 smsmodem_language_name(shift->single));
	if (row->transliterated)
		(void)snprintf(name + used, size - (size_t)used, ", transliterated");
}

static size_t character_length(const struct smsmodem_submit *submit, size_t at)
{
	size_t length = 1;

	while (at + length < submit->text_len && (submit->text[at + length] & 0xC0) == 0x80)
		length++;
	return length;
}

static void show_character(const struct smsmodem_submit *submit, uint32_t character, size_t at)
{
	(void)fprintf(stderr, "U+%04X at octet %zu: \"", (unsigned)character, at);
	output_foreign(stderr, submit->text + at, character_length(submit, at), 0);
	(void)fputs("\"\n", stderr);
}

/* More than these are one line when they lack the same character. */
#define ROWS_ALIKE_MAX 4

/* How many rows lack what this one lacks, and how many of them are in front of it. */
static int rows_alike(const struct explained *explained, int index, int *before)
{
	const struct smsmodem_alternative *row = &explained->rows[index];
	int count = 0;

	*before = 0;
	for (int i = 0; i < explained->count; i++) {
		if (explained->rows[i].parts != 0 ||
		    explained->rows[i].missing_at != row->missing_at)
			continue;
		count++;
		*before += i < index;
	}
	return count;
}

static void show_impossible(const struct explained *explained, int index)
{
	const struct smsmodem_alternative *row = &explained->rows[index];
	int before, alike = rows_alike(explained, index, &before);
	bool one = alike <= ROWS_ALIKE_MAX;
	char name[128], more[32] = "";

	if (before > 0 && !one)
		return;
	row_name(row, name, sizeof name);
	if (!one)
		(void)snprintf(more, sizeof more, " and %d others", alike - 1);
	(void)fprintf(stderr, "  %s%-*s %s ", name, NAME_WIDTH - (int)strlen(name), more,
		      one ? "lacks" : "lack");
	show_character(explained->submit, row->missing, row->missing_at);
}

static void show_row(const struct explained *explained, int index)
{
	const struct smsmodem_alternative *row = &explained->rows[index];
	const char *needs = explained->needs[index];
	char name[128];

	if (row->parts == 0) {
		show_impossible(explained, index);
		return;
	}
	row_name(row, name, sizeof name);
	(void)fprintf(stderr, "  %-*s ", NAME_WIDTH, name);
	show_cost(row);
	(void)fprintf(stderr, "%s%s\n", *needs ? ", with " : "", needs);
}

static void show_forced(const struct explained *explained)
{
	(void)fprintf(stderr, "not in %s:\n",
		      explained->no_table ? "any allowed 7-bit table" : "the GSM 7-bit alphabet");
	for (size_t i = 0; i < forced_shown(explained); i++) {
		(void)fputs("  ", stderr);
		show_character(explained->submit, explained->forced[i].character,
			       explained->forced[i].at);
	}
	if (explained->forced_count > EXPLAIN_FORCED_MAX)
		(void)fputs("  and others\n", stderr);
}

void explain_text(const struct explained *explained)
{
	const struct smsmodem_alternative *chosen = &explained->rows[explained->chosen];
	char name[128];

	row_name(chosen, name, sizeof name);
	(void)fprintf(stderr, "%s: ", name);
	show_cost(chosen);
	(void)fputc('\n', stderr);
	if (explained->forced_count > 0)
		show_forced(explained);
	if (explained->count > 1)
		(void)fputs("instead of:\n", stderr);
	for (int i = 0; i < explained->count; i++)
		if (i != explained->chosen)
			show_row(explained, i);
}

/* --- for programs --- */

static void set(json_t *object, const char *key, json_t *value)
{
	(void)json_object_set_new(object, key, value);
}

static json_t *code_json(uint32_t character)
{
	char code[16];

	(void)snprintf(code, sizeof code, "U+%04X", (unsigned)character);
	return json_string(code);
}

static void set_shift(json_t *object, const struct smsmodem_shift *shift)
{
	if (shift->locking || shift->single)
		set(object, "shift",
		    json_pack("{s:i, s:i}", "locking", shift->locking, "single", shift->single));
}

static json_t *row_json(const struct explained *explained, int index)
{
	const struct smsmodem_alternative *row = &explained->rows[index];
	json_t *object = json_pack("{s:s}", "encoding", smsmodem_encoding_name(row->encoding));

	set_shift(object, &row->shift);
	set(object, "parts", row->parts ? json_integer(row->parts) : json_null());
	if (row->parts) {
		set(object, "octets", json_integer((json_int_t)row->octets));
	} else {
		set(object, "missing", code_json(row->missing));
		set(object, "missing_at", json_integer((json_int_t)row->missing_at));
		set(object, "text",
		    json_sprintf("U+%04X at octet %zu of the text is not in it",
				 (unsigned)row->missing, row->missing_at));
	}
	if (row->transliterated)
		set(object, "transliterated", json_true());
	if (row->chosen)
		set(object, "chosen", json_true());
	if (*explained->needs[index])
		set(object, "needs", json_string(explained->needs[index]));
	return object;
}

static json_t *forced_json(const struct explained *explained)
{
	json_t *list = json_array();

	for (size_t i = 0; i < forced_shown(explained); i++) {
		const struct explain_forced *forced = &explained->forced[i];
		json_t *object = json_pack("{s:o}", "code", code_json(forced->character));

		set(object, "character",
		    output_string(explained->submit->text + forced->at, forced->length));
		set(object, "at", json_integer((json_int_t)forced->at));
		(void)json_array_append_new(list, object);
	}
	return list;
}

json_t *explain_json(const struct explained *explained)
{
	const struct smsmodem_alternative *chosen = &explained->rows[explained->chosen];
	json_t *object = json_pack("{s:s, s:s}", "event", "explain", "encoding",
				   smsmodem_encoding_name(chosen->encoding));
	json_t *rows = json_array();

	set_shift(object, &chosen->shift);
	set(object, "parts", json_integer(chosen->parts));
	set(object, "octets", json_integer((json_int_t)chosen->octets));
	if (chosen->transliterated)
		set(object, "transliterated", json_true());
	for (int i = 0; i < explained->count; i++)
		(void)json_array_append_new(rows, row_json(explained, i));
	set(object, "alternatives", rows);
	if (explained->forced_count > 0) {
		set(object, "forced_by", code_json(explained->forced[0].character));
		set(object, "forced_at", json_integer((json_int_t)explained->forced[0].at));
		set(object, "forced", forced_json(explained));
	}
	return object;
}
