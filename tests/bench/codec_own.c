/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What no other library does, beside what it has to be measured by. */
#include "codec.h"
#include <stdio.h>

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static void flush(void)
{
	if (fflush(stdout) != 0)
		codec_die("cannot write");
}

static void check(const char *name, codec_run *run, const struct codec_input *input)
{
	struct codec_output output = {.length = 0};

	run(input, 1, &output);
	if (output.length == 0)
		codec_die(name);
}

/* --- beside something else of ours, or of the C library's --- */

struct beside {
	const char *name, *floor;
	codec_run *run, *floor_run;
	enum codec_message message, floor_message;
};

static const struct beside besides[] = {
	{"pack 160 septets", "memcpy of 160 octets", codec_ours_pack, codec_ours_copy, CODEC_ASCII,
	 CODEC_ASCII},
	{"unpack 160 septets", "memcpy of 160 octets", codec_ours_unpack, codec_ours_copy,
	 CODEC_ASCII, CODEC_ASCII},
	{"SUBMIT of 150 characters, Turkish table", "default, ASCII", codec_ours_submit,
	 codec_ours_submit, CODEC_TURKISH, CODEC_ASCII},
	{"SUBMIT of 150 characters, Turkish table", "default, 11 not ASCII", codec_ours_submit,
	 codec_ours_submit, CODEC_TURKISH, CODEC_MIXED},
	{"SUBMIT of 150 characters, Hindi tables", "default, ASCII", codec_ours_submit,
	 codec_ours_submit, CODEC_HINDI, CODEC_ASCII},
	{"SUBMIT of 150 characters, Hindi tables", "default, 11 not ASCII", codec_ours_submit,
	 codec_ours_submit, CODEC_HINDI, CODEC_MIXED},
	{"DELIVER of 150 characters, Turkish table", "default, ASCII", codec_ours_deliver,
	 codec_ours_deliver, CODEC_TURKISH, CODEC_ASCII},
	{"DELIVER of 150 characters, Turkish table", "default, 11 not ASCII", codec_ours_deliver,
	 codec_ours_deliver, CODEC_TURKISH, CODEC_MIXED},
	{"DELIVER of 150 characters, Hindi tables", "default, ASCII", codec_ours_deliver,
	 codec_ours_deliver, CODEC_HINDI, CODEC_ASCII},
	{"DELIVER of 150 characters, Hindi tables", "default, 11 not ASCII", codec_ours_deliver,
	 codec_ours_deliver, CODEC_HINDI, CODEC_MIXED},
};

static void bench_beside(const struct beside *row, bool json)
{
	static struct codec_input input, floor;
	const struct codec_case cases[] = {{row->run, &input}, {row->floor_run, &floor}};
	double medians[COUNT(cases)];

	codec_message(row->message, &input);
	codec_message(row->floor_message, &floor);
	check(row->name, row->run, &input);
	codec_measure(cases, COUNT(cases), medians);
	printf(json ? "{\"operation\":\"%s\",\"beside\":\"%s\",\"ours_ns\":%.1f,\"beside_ns\":%.1f,"
		      "\"ratio\":%.2f}\n"
		    : "%-58s %-24s %8.1f %8.1f %6.2f\n",
	       row->name, row->floor, medians[0], medians[1], medians[0] / medians[1]);
	flush();
}

/* --- a long text's alphabet --- */

static const struct {
	const char *name, *sentence;
} choices[] = {
	{"ASCII", "The disk of the second node is nearly full, please look at it today. "},
	{"Turkish", "İkinci makinenin diski dolmak üzere, lütfen sabah altıdan önce bakın. "},
	{"Hindi", "दूसरी मशीन की डिस्क लगभग भर चुकी है, कृपया सुबह छह बजे से पहले इसे देख लें। "},
	{"Russian", "Диск второго узла почти полон, проверьте его, пожалуйста, сегодня. "},
	{"mixed with emoji", "Disk dolmak üzere 😀, bitte prüfen: डिस्क भर चुकी है "
			     "👍🏽, "
			     "thanks! "},
};

static void bench_choice(const char *name, const char *sentence, bool json)
{
	static struct codec_input input;
	const struct codec_case only = {codec_ours_begin, &input};
	double ns;

	codec_long_text(sentence, &input);
	check(name, codec_ours_begin, &input);
	codec_measure(&only, 1, &ns);
	printf(json ? "{\"operation\":\"choose among all tables\",\"text\":\"%s\",\"ours_ns\":"
		      "%.0f}\n"
		    : "choose among all tables for 1,000 characters: %-37s %8.0f\n",
	       name, ns);
	flush();
}

void codec_own_rows(bool json)
{
	if (!json)
		printf("\n%-58s %-24s %8s %8s %6s\n", "ns, medians", "beside", "ours", "its",
		       "ratio");
	for (size_t i = 0; i < COUNT(besides); i++)
		bench_beside(&besides[i], json);
	for (size_t i = 0; i < COUNT(choices); i++)
		bench_choice(choices[i].name, choices[i].sentence, json);
}
