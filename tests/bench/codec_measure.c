/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Nanoseconds of operations that take turns in short bursts, so that what else the machine does
 * hits all of them; medians of the bursts are compared.
 */
#include "codec.h"
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define ROUNDS   61
#define BURST_NS 300000

void codec_die(const char *what)
{
	(void)fprintf(stderr, "codec bench: %s\n", what);
	exit(1);
}

/* Steps of the wall clock are what the median is for. */
static int64_t now_ns(void)
{
	struct timespec now;

	if (timespec_get(&now, TIME_UTC) != TIME_UTC)
		codec_die("no clock");
	return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

static int64_t burst(const struct codec_case *a, size_t count)
{
	struct codec_output output;
	int64_t begin = now_ns();

	a->run(a->input, count, &output);
	return now_ns() - begin;
}

/* How often an operation fits into a burst. */
static size_t calibrate(const struct codec_case *a)
{
	size_t count = 1;

	while (count < SIZE_MAX / 2 && burst(a, count) < BURST_NS)
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

void codec_measure(const struct codec_case *cases, size_t count, double *medians)
{
	static double figures[CODEC_CASES_MAX][ROUNDS];
	size_t counts[CODEC_CASES_MAX] = {0};

	if (count > CODEC_CASES_MAX)
		codec_die("too many cases");
	for (size_t i = 0; i < count; i++)
		if (cases[i].run)
			counts[i] = calibrate(&cases[i]);
	for (size_t round = 0; round < ROUNDS; round++)
		for (size_t i = 0; i < count; i++)
			if (cases[i].run)
				figures[i][round] =
					(double)burst(&cases[i], counts[i]) / (double)counts[i];
	for (size_t i = 0; i < count; i++)
		medians[i] = cases[i].run ? median(figures[i]) : 0;
}
