/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Nanoseconds of the codec's operations beside the same work of other libraries, in one program.
 * What each leaves is compared: no figure is of work that was not done.
 */
#include "codec_push.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static const char *const libraries[] = {"ours", "libosmogsm", "libgammu", "gsmlib"};

/* What the others leave out is in their favour. */
#define GSMLIB_SUBMIT  "gsmlib takes ISO 8859-1 and does not check it"
#define GSMLIB_DELIVER "gsmlib gives ISO 8859-1, a year of two digits, the zone with the wrong sign"
#define GSMLIB_OCTETS  "gsmlib leaves UTF-16 to its caller: iconv(3)"
#define GAMMU_FRAME    "libgammu has no form of octets but a frame's"

struct row {
	const char *name;
	enum codec_message message;
	codec_run *runs[CODEC_LIBRARIES];
	const char *note;
};

static const struct row rows[] = {
	{"pack 160 septets",
	 CODEC_ASCII,
	 {codec_ours_pack, codec_osmo_pack, codec_gammu_pack, codec_gsmlib_pack},
	 ""},
	{"pack 153 septets behind a header's fill bit",
	 CODEC_ASCII,
	 {codec_ours_pack_filled, codec_osmo_pack_filled, codec_gammu_pack_filled, NULL},
	 ""},
	{"unpack 160 septets",
	 CODEC_ASCII,
	 {codec_ours_unpack, codec_osmo_unpack, codec_gammu_unpack, codec_gsmlib_unpack},
	 "libosmogsm maps to characters in the same call"},
	{"unpack 153 septets behind a header's fill bit",
	 CODEC_ASCII,
	 {codec_ours_unpack_filled, NULL, codec_gammu_unpack_filled, NULL},
	 ""},
	{"SUBMIT of 150 ASCII characters to hex",
	 CODEC_ASCII,
	 {codec_ours_submit, NULL, codec_gammu_submit, codec_gsmlib_submit},
	 GSMLIB_SUBMIT},
	{"SUBMIT of 150 ASCII characters to hex, of a GSM_SMSMessage",
	 CODEC_ASCII,
	 {codec_ours_submit, NULL, codec_gammu_frame, NULL},
	 "libgammu's frame alone; ours is the whole"},
	{"SUBMIT of 150 characters, 11 of them not ASCII, to hex",
	 CODEC_MIXED,
	 {codec_ours_submit, NULL, codec_gammu_submit, codec_gsmlib_submit},
	 GSMLIB_SUBMIT},
	{"SUBMIT of 70 characters in UTF-16 to hex",
	 CODEC_UTF16,
	 {codec_ours_submit, NULL, codec_gammu_submit, codec_gsmlib_submit},
	 GSMLIB_OCTETS},
	{"SUBMIT of 140 octets to hex",
	 CODEC_BINARY,
	 {codec_ours_submit, NULL, codec_gammu_frame, codec_gsmlib_submit},
	 GAMMU_FRAME},
	{"DELIVER of 150 ASCII characters from hex",
	 CODEC_ASCII,
	 {codec_ours_deliver, NULL, codec_gammu_deliver, codec_gsmlib_deliver},
	 GSMLIB_DELIVER},
	{"DELIVER of 150 characters, 11 of them not ASCII, from hex",
	 CODEC_MIXED,
	 {codec_ours_deliver, NULL, codec_gammu_deliver, codec_gsmlib_deliver},
	 GSMLIB_DELIVER},
	{"DELIVER of 70 characters in UTF-16 from hex",
	 CODEC_UTF16,
	 {codec_ours_deliver, NULL, codec_gammu_deliver, codec_gsmlib_deliver},
	 GSMLIB_OCTETS},
	{"DELIVER of 140 octets from hex",
	 CODEC_BINARY,
	 {codec_ours_deliver, NULL, codec_gammu_deliver, codec_gsmlib_deliver},
	 ""},
};

static void differs(const struct row *row, size_t library, const struct codec_output *ours,
		    const struct codec_output *theirs)
{
	(void)fprintf(stderr, "%s: %s does not do the same\nours:   %.*s\ntheirs: %.*s\n",
		      row->name, libraries[library], (int)ours->length, ours->octets,
		      (int)theirs->length, theirs->octets);
	exit(1);
}

static void check(const struct row *row, const struct codec_input *input)
{
	struct codec_output ours = {.length = 0}, theirs;

	row->runs[CODEC_OURS](input, 1, &ours);
	if (ours.length == 0)
		codec_die(row->name);
	for (size_t i = 1; i < CODEC_LIBRARIES; i++) {
		if (!row->runs[i])
			continue;
		theirs = (struct codec_output){.length = 0};
		row->runs[i](input, 1, &theirs);
		if (theirs.length != ours.length ||
		    memcmp(theirs.octets, ours.octets, ours.length) != 0)
			differs(row, i, &ours, &theirs);
	}
}

static size_t best_peer(const double medians[CODEC_LIBRARIES])
{
	size_t best = 0;

	for (size_t i = 1; i < CODEC_LIBRARIES; i++)
		if (medians[i] > 0 && (best == 0 || medians[i] < medians[best]))
			best = i;
	return best;
}

/* Each peer's time, and how many times ours that is. */
static void print_row(const struct row *row, const double medians[CODEC_LIBRARIES])
{
	printf("%-58s %8.1f", row->name, medians[CODEC_OURS]);
	for (size_t i = 1; i < CODEC_LIBRARIES; i++)
		if (medians[i] > 0)
			printf(" %8.0f %5.0fx", medians[i], medians[i] / medians[CODEC_OURS]);
		else
			printf(" %8s %6s", "-", "");
	printf("  %s\n", row->note);
}

static void print_json(const struct row *row, const double medians[CODEC_LIBRARIES])
{
	size_t best = best_peer(medians);

	printf("{\"operation\":\"%s\"", row->name);
	for (size_t i = 0; i < CODEC_LIBRARIES; i++)
		if (medians[i] > 0)
			printf(",\"%s_ns\":%.1f", libraries[i], medians[i]);
	printf(",\"best_peer\":\"%s\",\"ratio\":%.2f,\"note\":\"%s\"}\n", libraries[best],
	       medians[best] / medians[CODEC_OURS], row->note);
}

static void bench(const struct row *row, const struct codec_input *input, bool json)
{
	struct codec_case cases[CODEC_LIBRARIES];
	double medians[CODEC_LIBRARIES];

	check(row, input);
	for (size_t i = 0; i < CODEC_LIBRARIES; i++)
		cases[i] = (struct codec_case){row->runs[i], input};
	codec_measure(cases, CODEC_LIBRARIES, medians);
	(json ? print_json : print_row)(row, medians);
	if (fflush(stdout) != 0)
		codec_die("cannot write");
}

int main(int argc, char **argv)
{
	bool json = argc == 2 && strcmp(argv[1], "--json") == 0;
	static struct codec_input input;

	if (argc > 1 && !json)
		codec_die("usage: codec [--json]");
	if (!json)
		printf("%-58s %8s %15s %15s %15s\n", "ns, medians", libraries[0], libraries[1],
		       libraries[2], libraries[3]);
	for (size_t i = 0; i < COUNT(rows); i++) {
		codec_message(rows[i].message, &input);
		bench(&rows[i], &input, json);
	}
	codec_own_rows(json);
	codec_push_rows(json);
	return 0;
}
