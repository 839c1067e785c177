/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * WAP pushes a second: from what is said to the PDUs that a modem takes, and back. Kannel's library
 * is in no package of Debian and cannot be linked here: push.py drives its gateway.
 */
#include "codec_push.h"
#include <stdio.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static const struct row {
	const char *name;
	enum codec_push push;
	codec_run *ours, *gammu;
	const char *note;
} rows[] = {
	{"push encode: SI of 31 + 34 octets to a PDU", CODEC_PUSH_SI_SHORT, codec_ours_push_encode,
	 codec_gammu_push_encode, "ours through XML and libwbxml2"},
	{"push encode: SI of 156 + 54 octets to two PDUs", CODEC_PUSH_SI, codec_ours_push_encode,
	 codec_gammu_push_encode, "ours through XML and libwbxml2"},
	{"push encode: MMS notification to PDUs", CODEC_PUSH_MMS, codec_ours_push_encode,
	 codec_gammu_push_encode, "ours is one PDU, libgammu's two"},
	{"push decode: a PDU to the fields of an SI", CODEC_PUSH_SI_SHORT, codec_ours_push_decode,
	 NULL, "libgammu has no decoder of it"},
	{"push decode: two PDUs to the fields of an SI", CODEC_PUSH_SI, codec_ours_push_decode,
	 NULL, "libgammu has no decoder of it"},
	{"push decode: PDUs to the fields of an MMS notification", CODEC_PUSH_MMS,
	 codec_ours_push_decode, codec_gammu_push_decode,
	 "ours all fields and headers, libgammu's four"},
};

void codec_push_fields(struct codec_output *output, const char *url, const char *text,
		       const char *from, long long size)
{
	/* libgammu takes it off or leaves it, by its version */
	size_t number = strcspn(from, "/");
	int length = snprintf(output->octets, sizeof output->octets, "%s\n%s\n%.*s\n%lld\n", url,
			      text, (int)number, from, size);

	if (length < 0 || (size_t)length >= sizeof output->octets)
		codec_die("a push that does not fit");
	output->length = (size_t)length;
}

static void check(const struct row *row, const struct codec_push_input *input)
{
	struct codec_output ours = {.length = 0}, theirs = {.length = 0};

	row->ours(&input->input, 1, &ours);
	if (ours.length == 0)
		codec_die(row->name);
	if (!row->gammu)
		return;
	row->gammu(&input->input, 1, &theirs);
	if (theirs.length == ours.length && memcmp(theirs.octets, ours.octets, ours.length) == 0)
		return;
	(void)fprintf(stderr, "%s: libgammu does not do the same\nours:\n%.*stheirs:\n%.*s",
		      row->name, (int)ours.length, ours.octets, (int)theirs.length, theirs.octets);
	codec_die(row->name);
}

static void print(const struct row *row, const double medians[2], bool json)
{
	double ours = 1e9 / medians[0], gammu = medians[1] > 0 ? 1e9 / medians[1] : 0;

	if (json && gammu > 0)
		printf("{\"operation\":\"%s\",\"ours_per_second\":%.0f,"
		       "\"libgammu_per_second\":%.0f,\"ratio\":%.2f,\"note\":\"%s\"}\n",
		       row->name, ours, gammu, ours / gammu, row->note);
	else if (json)
		printf("{\"operation\":\"%s\",\"ours_per_second\":%.0f,\"note\":\"%s\"}\n",
		       row->name, ours, row->note);
	else if (gammu > 0)
		printf("%-58s %8.0f %8.0f %5.1fx  %s\n", row->name, ours, gammu, ours / gammu,
		       row->note);
	else
		printf("%-58s %8.0f %8s %6s  %s\n", row->name, ours, "-", "", row->note);
	if (fflush(stdout) != 0)
		codec_die("cannot write");
}

void codec_push_rows(bool json)
{
	static struct codec_push_input input;

	if (!json)
		printf("\n%-58s %8s %8s\n", "a second, of medians", "ours", "libgammu");
	for (size_t i = 0; i < COUNT(rows); i++) {
		double medians[2];

		codec_push_input(rows[i].push, &input);
		const struct codec_case cases[] = {{rows[i].ours, &input.input},
						   {rows[i].gammu, &input.input}};

		check(&rows[i], &input);
		codec_measure(cases, COUNT(cases), medians);
		print(&rows[i], medians, json);
	}
}
