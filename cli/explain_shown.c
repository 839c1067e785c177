/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "explain.h"
#include <string.h>

/* Of the column of names, unless one is longer. */
#define NAME_WIDTH 42
#define LABEL_SIZE 128

/* Characters that people get to see, those that were replaced aside. */
#define FORCED_SHOWN 8

static size_t forced_count(const struct explained *explained)
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
	(void)fputc('"', stderr);
}

/* More than these are one line when they lack the same character. */
#define ROWS_ALIKE_MAX 4

/* Others that lack what this one lacks, and are not shown themselves; -1: this is one of them. */
static int row_others(const struct explained *explained, int index)
{
	const struct smsmodem_alternative *row = &explained->rows[index];
	int alike = 0, before = 0;

	for (int i = 0; i < explained->count && row->parts == 0; i++) {
		if (explained->rows[i].parts != 0 ||
		    explained->rows[i].missing_at != row->missing_at)
			continue;
		alike++;
		before += i < index;
	}
	if (alike <= ROWS_ALIKE_MAX)
		return 0;
	return before > 0 ? -1 : alike - 1;
}

/* @return false: it is not shown */
static bool row_label(const struct explained *explained, int index, char *label, size_t size)
{
	int others = row_others(explained, index);

	row_name(&explained->rows[index], label, size);
	size_t used = strlen(label);
	if (others > 0)
		(void)snprintf(label + used, size - used, " and %d others", others);
	return others >= 0 && index != explained->chosen;
}

static int label_width(const struct explained *explained)
{
	char label[LABEL_SIZE];
	int width = NAME_WIDTH;

	for (int i = 0; i < explained->count; i++)
		if (row_label(explained, i, label, sizeof label) && (int)strlen(label) > width)
			width = (int)strlen(label);
	return width;
}

static void show_row(const struct explained *explained, int index, int width)
{
	const struct smsmodem_alternative *row = &explained->rows[index];
	const char *needs = explained->needs[index];
	char label[LABEL_SIZE];

	if (!row_label(explained, index, label, sizeof label))
		return;
	(void)fprintf(stderr, "  %-*s ", width, label);
	if (row->parts != 0) {
		show_cost(row);
		(void)fprintf(stderr, "%s%s\n", *needs ? ", with " : "", needs);
		return;
	}
	(void)fputs(row_others(explained, index) > 0 ? "lack " : "lacks ", stderr);
	show_character(explained->submit, row->missing, row->missing_at);
	(void)fputc('\n', stderr);
}

static void show_forced_one(const struct explained *explained, const struct explain_forced *forced)
{
	(void)fputs("  ", stderr);
	show_character(explained->submit, forced->character, forced->at);
	if (forced->becomes && *forced->becomes) {
		(void)fputs(" becomes \"", stderr);
		output_foreign(stderr, forced->becomes, strlen(forced->becomes), 0);
		(void)fputc('"', stderr);
	} else if (forced->becomes) {
		(void)fputs(" is left out", stderr);
	}
	(void)fputc('\n', stderr);
}

static void show_forced(const struct explained *explained)
{
	bool others = explained->forced_count > EXPLAIN_FORCED_MAX;

	(void)fprintf(stderr, "not in %s:\n",
		      explained->no_table ? "any allowed 7-bit table" : "the GSM 7-bit alphabet");
	for (size_t i = 0; i < forced_count(explained); i++) {
		const struct explain_forced *forced = &explained->forced[i];

		if (i < FORCED_SHOWN || forced->becomes)
			show_forced_one(explained, forced);
		else
			others = true;
	}
	if (others)
		(void)fputs("  and others\n", stderr);
}

void explain_text(const struct explained *explained)
{
	const struct smsmodem_alternative *chosen = explain_chosen(explained);
	const char *asked = smsmodem_encoding_name(explained->submit->encoding);
	int width = label_width(explained);
	char name[LABEL_SIZE];

	if (chosen) {
		row_name(chosen, name, sizeof name);
		(void)fprintf(stderr, "%s: ", name);
		show_cost(chosen);
		(void)fputc('\n', stderr);
	} else {
		(void)fprintf(stderr, "%s: impossible\n", asked);
	}
	if (explained->forced_count > 0)
		show_forced(explained);
	if (explained->count > 1)
		(void)fputs("instead of:\n", stderr);
	for (int i = 0; i < explained->count; i++)
		show_row(explained, i, width);
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

/* @param others as many more lack the same character, and are not listed */
static json_t *row_json(const struct explained *explained, int index, int others)
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
	if (others > 0)
		set(object, "others", json_integer(others));
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

	for (size_t i = 0; i < forced_count(explained); i++) {
		const struct explain_forced *forced = &explained->forced[i];
		json_t *object = json_pack("{s:o}", "code", code_json(forced->character));

		set(object, "character",
		    output_string(explained->submit->text + forced->at, forced->length));
		set(object, "at", json_integer((json_int_t)forced->at));
		if (forced->becomes)
			set(object, "becomes", json_string(forced->becomes));
		(void)json_array_append_new(list, object);
	}
	return list;
}

static json_t *rows_json(const struct explained *explained)
{
	json_t *rows = json_array();

	for (int i = 0; i < explained->count; i++) {
		int others = row_others(explained, i);

		if (others >= 0)
			(void)json_array_append_new(rows, row_json(explained, i, others));
	}
	return rows;
}

json_t *explain_json(const struct explained *explained)
{
	const struct smsmodem_alternative *chosen = explain_chosen(explained);
	enum smsmodem_encoding encoding = chosen ? chosen->encoding : explained->submit->encoding;
	json_t *object = json_pack("{s:s, s:s}", "event", "explain", "encoding",
				   smsmodem_encoding_name(encoding));

	if (chosen)
		set_shift(object, &chosen->shift);
	set(object, "parts", chosen ? json_integer(chosen->parts) : json_null());
	if (chosen)
		set(object, "octets", json_integer((json_int_t)chosen->octets));
	if (chosen && chosen->transliterated)
		set(object, "transliterated", json_true());
	set(object, "alternatives", rows_json(explained));
	if (explained->forced_count > 0) {
		set(object, "forced_by", code_json(explained->forced[0].character));
		set(object, "forced_at", json_integer((json_int_t)explained->forced[0].at));
		set(object, "forced", forced_json(explained));
	}
	return object;
}
