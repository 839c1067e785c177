/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Nanoseconds of the codec's operations beside the same work of other libraries, in one program.
 * The libraries take turns in short bursts, so that what else the machine does hits all of them,
 * and what a burst leaves is compared: no figure is of work that was not done.
 */
#include "codec.h"
#include "pdu.h"
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define COUNT(array) (sizeof(array) / sizeof(array)[0])
#define ROUNDS       61
#define BURST_NS     300000

static const char *const libraries[] = {"ours", "libosmogsm", "libgammu", "gsmlib"};

/* 150 characters each, all in the default alphabet without escapes. */
static const char *const texts[] = {
	"The backup of host db-1 has failed twice since 03:15, and the disk of the second node is "
	"nearly full (97%): please look at it before 06:00, thank you!",
	"Die Datensicherung für Gerät 7 läuft über 3 Stunden & der Schlüssel für die Tür zum "
	"Büro hängt außen: bitte prüfen, dann an post@beispiel.de schreiben",
};

/* What the others leave out is in their favour. */
#define GSMLIB_SUBMIT  "gsmlib takes ISO 8859-1 and does not check it"
#define GSMLIB_DELIVER "gsmlib gives ISO 8859-1, a year of two digits, the zone with the wrong sign"

struct row {
	const char *name;
	unsigned text;
	codec_run *runs[CODEC_LIBRARIES];
	const char *note;
};

static const struct row rows[] = {
	{"pack 160 septets",
	 0,
	 {codec_ours_pack, codec_osmo_pack, codec_gammu_pack, codec_gsmlib_pack},
	 ""},
	{"pack 153 septets behind a header's fill bit",
	 0,
	 {codec_ours_pack_filled, codec_osmo_pack_filled, codec_gammu_pack_filled, NULL},
	 ""},
	{"unpack 160 septets",
	 0,
	 {codec_ours_unpack, codec_osmo_unpack, codec_gammu_unpack, codec_gsmlib_unpack},
	 "libosmogsm maps to characters in the same call"},
	{"unpack 153 septets behind a header's fill bit",
	 0,
	 {codec_ours_unpack_filled, NULL, codec_gammu_unpack_filled, NULL},
	 ""},
	{"SUBMIT of 150 ASCII characters to hex",
	 0,
	 {codec_ours_submit, NULL, codec_gammu_submit, codec_gsmlib_submit},
	 GSMLIB_SUBMIT},
	{"SUBMIT of 150 characters, 11 of them not ASCII, to hex",
	 1,
	 {codec_ours_submit, NULL, codec_gammu_submit, codec_gsmlib_submit},
	 GSMLIB_SUBMIT},
	{"DELIVER of 150 ASCII characters from hex",
	 0,
	 {codec_ours_deliver, NULL, codec_gammu_deliver, codec_gsmlib_deliver},
	 GSMLIB_DELIVER},
	{"DELIVER of 150 characters, 11 of them not ASCII, from hex",
	 1,
	 {codec_ours_deliver, NULL, codec_gammu_deliver, codec_gsmlib_deliver},
	 GSMLIB_DELIVER},
};

/* --- the input --- */

static void die(const char *what)
{
	(void)fprintf(stderr, "codec bench: %s\n", what);
	exit(1);
}

/* The buffer has room for as many octets as the UTF-8, and a NUL. */
static void to_latin1(const char *text, size_t length, char *latin1)
{
	for (size_t at = 0; at < length;) {
		uint32_t character = 0;
		int octets = pdu_utf8_get(text + at, length - at, &character);

		if (octets < 0 || character > 0xFF)
			die("a text that is not ISO 8859-1");
		*latin1++ = (char)character;
		at += (size_t)octets;
	}
	*latin1 = '\0';
}

/* What a phone reports of the text: a SUBMIT's user data in a DELIVER. */
static void make_deliver(struct codec_input *input)
{
	struct smsmodem_submit submit = SMSMODEM_SUBMIT_INIT;
	const struct smsmodem_time time = {.year = 2026,
					   .month = 11,
					   .day = 22,
					   .hour = 18,
					   .minute = 14,
					   .second = 1,
					   .zone_minutes = 60,
					   .valid = true};
	struct smsmodem_encoder encoder;
	struct smsmodem_pdu pdu;
	struct smsmodem_tpdu tpdu;
	uint8_t octets[SMSMODEM_PDU_MAX];

	submit.to = CODEC_NUMBER;
	submit.smsc = "+491710760000";
	submit.text = input->text;
	submit.text_len = input->text_len;
	if (smsmodem_encode_begin(&encoder, &submit, NULL) != 1 ||
	    smsmodem_encode_next(&encoder, &pdu, NULL) != 1 ||
	    smsmodem_decode(pdu.hex, pdu.hex_len, NULL, &tpdu, NULL) < 0)
		die("a text of more than one part");
	tpdu.kind = SMSMODEM_KIND_DELIVER;
	tpdu.no_more = true;
	tpdu.scts = time;
	int length = pdu_encode(&tpdu, octets, sizeof octets, NULL);
	int hex_len =
		length < 0 ? length
			   : pdu_hex_encode(octets, (size_t)length, input->hex, sizeof input->hex);
	if (hex_len < 0)
		die("a text that does not fit");
	input->hex_len = (size_t)hex_len;
}

static void make_input(struct codec_input *input, const char *text, char *latin1)
{
	static const char same[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

	*input = (struct codec_input){.text = text, .latin1 = latin1, .text_len = strlen(text)};
	to_latin1(text, input->text_len, latin1);
	for (size_t i = 0; i < CODEC_SEPTETS; i++)
		input->septets[i] = (uint8_t)same[i * 7 % (sizeof same - 1)];
	if (pdu_gsm7_pack(input->septets, CODEC_SEPTETS, 0, input->packed, 140) != 140 ||
	    pdu_gsm7_pack(input->septets, CODEC_FILLED, 1, input->packed + 140, 140) != 134)
		die("packing failed");
	make_deliver(input);
}

/* --- the clock --- */

/* Steps of the wall clock are what the median is for. */
static int64_t now_ns(void)
{
	struct timespec now;

	if (timespec_get(&now, TIME_UTC) != TIME_UTC)
		die("no clock");
	return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

static int64_t burst(codec_run *run, const struct codec_input *input, size_t count)
{
	struct codec_output output;
	int64_t begin = now_ns();

	run(input, count, &output);
	return now_ns() - begin;
}

/* How often an operation fits into a burst. */
static size_t calibrate(codec_run *run, const struct codec_input *input)
{
	size_t count = 1;

	while (count < SIZE_MAX / 2 && burst(run, input, count) < BURST_NS)
		count *= 2;
	return count;
}

static int compare(const void *a, const void *b)
{
	double left = *(const double *)a, right = *(const double *)b;

	return (left > right) - (left < right);
}

static double median(double *figures)
{
	qsort(figures, ROUNDS, sizeof *figures, compare);
	return figures[ROUNDS / 2];
}

/* --- a row --- */

static void check(const struct row *row, const struct codec_input *input)
{
	struct codec_output ours = {.length = 0}, peers;

	row->runs[CODEC_OURS](input, 1, &ours);
	if (ours.length == 0)
		die(row->name);
	for (size_t i = 1; i < CODEC_LIBRARIES; i++) {
		if (!row->runs[i])
			continue;
		peers = (struct codec_output){.length = 0};
		row->runs[i](input, 1, &peers);
		if (peers.length == ours.length &&
		    memcmp(peers.octets, ours.octets, ours.length) == 0)
			continue;
		(void)fprintf(stderr, "%s: %s does not do the same\nours:   %.*s\ntheirs: %.*s\n",
			      row->name, libraries[i], (int)ours.length, ours.octets,
			      (int)peers.length, peers.octets);
		exit(1);
	}
}

static void measure(const struct row *row, const struct codec_input *input,
		    double medians[CODEC_LIBRARIES])
{
	static double figures[CODEC_LIBRARIES][ROUNDS];
	size_t counts[CODEC_LIBRARIES] = {0};

	for (size_t i = 0; i < CODEC_LIBRARIES; i++)
		if (row->runs[i])
			counts[i] = calibrate(row->runs[i], input);
	for (size_t round = 0; round < ROUNDS; round++)
		for (size_t i = 0; i < CODEC_LIBRARIES; i++)
			if (row->runs[i])
				figures[i][round] = (double)burst(row->runs[i], input, counts[i]) /
						    (double)counts[i];
	for (size_t i = 0; i < CODEC_LIBRARIES; i++)
		medians[i] = row->runs[i] ? median(figures[i]) : 0;
}

static size_t best_peer(const double medians[CODEC_LIBRARIES])
{
	size_t best = 0;

	for (size_t i = 1; i < CODEC_LIBRARIES; i++)
		if (medians[i] > 0 && (best == 0 || medians[i] < medians[best]))
			best = i;
	return best;
}

static void print_row(const struct row *row, const double medians[CODEC_LIBRARIES])
{
	size_t best = best_peer(medians);

	printf("%-58s %9.1f", row->name, medians[CODEC_OURS]);
	for (size_t i = 1; i < CODEC_LIBRARIES; i++)
		if (medians[i] > 0)
			printf(" %10.0f", medians[i]);
		else
			printf(" %10s", "-");
	printf(" %6.1fx  %s\n", medians[best] / medians[CODEC_OURS], row->note);
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

int main(int argc, char **argv)
{
	bool json = argc == 2 && strcmp(argv[1], "--json") == 0;
	static struct codec_input inputs[COUNT(texts)];
	static char latin1[COUNT(texts)][400];
	double medians[CODEC_LIBRARIES];

	if (argc > 1 && !json)
		die("usage: codec [--json]");
	for (size_t i = 0; i < COUNT(texts); i++)
		make_input(&inputs[i], texts[i], latin1[i]);
	if (!json)
		printf("%-58s %9s %10s %10s %10s %7s\n", "ns, medians", libraries[0], libraries[1],
		       libraries[2], libraries[3], "to best");
	for (size_t i = 0; i < COUNT(rows); i++) {
		const struct codec_input *input = &inputs[rows[i].text];

		check(&rows[i], input);
		measure(&rows[i], input, medians);
		(json ? print_json : print_row)(&rows[i], medians);
		if (fflush(stdout) != 0)
			die("cannot write");
	}
	return 0;
}
