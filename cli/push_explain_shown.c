/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "push_explain.h"
#include <string.h>

#define NAME_WIDTH 32

/* --- for people --- */

static void show_network(FILE *stream, const char *network, const char *unit, int count, size_t one,
			 size_t octets)
{
	(void)fprintf(stream, "%s: ", network);
	if (count > 0)
		(void)fprintf(stream, "%d %s%s", count, unit, count == 1 ? "" : "s");
	else
		(void)fprintf(stream, "more than %d %ss", SMSMODEM_PARTS_MAX, unit);
	(void)fprintf(stream, "; one holds %zu octets, ", one);
	if (octets <= one)
		(void)fprintf(stream, "which is enough, with %zu to spare\n", one - octets);
	else
		(void)fprintf(stream, "which is %zu too few\n", octets - one);
}

static void show_knob(const struct push_explained *explained, const struct push_knob *knob,
		      FILE *stream)
{
	long change = (long)knob->cost.octets - (long)explained->cost.octets;
	char octets[24] = "";

	if (change != 0)
		(void)snprintf(octets, sizeof octets, "%+ld", change);
	(void)fprintf(stream, "  %-*s %6s %7zu %6d %6d\n", NAME_WIDTH, knob->name, octets,
		      knob->cost.octets, knob->cost.parts, knob->cost.segments);
}

void push_explain_text(const struct push_explained *explained, FILE *stream)
{
	const struct push_cost *cost = &explained->cost;
	char network[32];

	(void)snprintf(network, sizeof network, "CDMA, of %d octets", explained->segment_size);
	(void)fprintf(stream, "push %s: %zu octets\n", explained->push->kind->name, cost->octets);
	show_network(stream, "GSM", "part", cost->parts, explained->one_part, cost->octets);
	show_network(stream, network, "segment", cost->segments, explained->one_segment,
		     cost->octets);
	(void)fputs("of these octets:\n", stream);
	for (size_t i = 0; i < explained->piece_count; i++) {
		(void)fputs("  ", stream);
		output_foreign(stream, explained->pieces[i].name, strlen(explained->pieces[i].name),
			       0);
		(void)fprintf(stream, "%*s %6zu\n",
			      NAME_WIDTH - (int)strnlen(explained->pieces[i].name, NAME_WIDTH), "",
			      explained->pieces[i].octets);
	}
	if (explained->knob_count == 0)
		return;
	(void)fprintf(stream, "%-*s %6s %7s %6s %6s\n", NAME_WIDTH + 2, "what would change it:", "",
		      "octets", "GSM", "CDMA");
	for (size_t i = 0; i < explained->knob_count; i++)
		show_knob(explained, &explained->knobs[i], stream);
}

/* --- for programs --- */

static json_t *count_json(int count)
{
	return count > 0 ? json_integer(count) : json_null();
}

static json_t *pieces_json(const struct push_explained *explained)
{
	json_t *list = json_array();

	for (size_t i = 0; i < explained->piece_count; i++) {
		const struct push_piece *piece = &explained->pieces[i];
		(void)json_array_append_new(
			list, json_pack("{s:o, s:I}", "name",
					output_string(piece->name, strlen(piece->name)), "octets",
					(json_int_t)piece->octets));
	}
	return list;
}

static json_t *knobs_json(const struct push_explained *explained)
{
	json_t *list = json_array();
	json_int_t octets = (json_int_t)explained->cost.octets;

	for (size_t i = 0; i < explained->knob_count; i++) {
		const struct push_knob *knob = &explained->knobs[i];
		json_int_t then = (json_int_t)knob->cost.octets;
		(void)json_array_append_new(
			list, json_pack("{s:s, s:I, s:I, s:o, s:o}", "knob", knob->name, "saves",
					octets - then, "octets", then, "gsm_parts",
					count_json(knob->cost.parts), "cdma_segments",
					count_json(knob->cost.segments)));
	}
	return list;
}

json_t *push_explain_json(const struct push_explained *explained)
{
	const struct push_cost *cost = &explained->cost;

	return json_pack("{s:s, s:s, s:I, s:{s:o, s:I, s:b}, s:{s:o, s:i, s:I, s:b}, s:o, s:o}",
			 "event", "explain", "push", explained->push->kind->name, "octets",
			 (json_int_t)cost->octets, "gsm", "parts", count_json(cost->parts),
			 "one_part", (json_int_t)explained->one_part, "one_is_enough",
			 cost->octets <= explained->one_part, "cdma", "segments",
			 count_json(cost->segments), "segment_size", explained->segment_size,
			 "one_segment", (json_int_t)explained->one_segment, "one_is_enough",
			 cost->octets <= explained->one_segment, "pieces", pieces_json(explained),
			 "knobs", knobs_json(explained));
}
