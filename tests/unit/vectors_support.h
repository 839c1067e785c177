/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading the vector files: TSV of id, kind, PDU in hex, expected JSON, source. */
#ifndef VECTORS_SUPPORT_H
#define VECTORS_SUPPORT_H

#include "pdu_support.h"
#include <jansson.h>

struct vector {
	const char *id, *kind, *hex;
	json_t *expected;
	void *context; /* the test's own */
};

/** Cut the next field off a line. */
static inline char *vector_field(char **line)
{
	char *field = strsep(line, "\t\n");

	assert_non_null(field);
	return field;
}

/** Call visit for each row of a file; the test is skipped when no folder of vectors is named. */
static inline void vectors_each(const char *file, void (*visit)(struct vector *), void *context)
{
	const char *folder = getenv("SMSMODEM_VECTORS");
	char path[4096], *line = NULL;
	size_t size = 0;

	if (!folder)
		skip();
	assert_in_range(snprintf(path, sizeof path, "%s/%s", folder, file), 1, sizeof path - 1);
	FILE *stream = fopen(path, "re");
	assert_non_null(stream);
	for (unsigned number = 1; getline(&line, &size, stream) >= 0; number++) {
		char *rest = line;
		struct vector vector = {.context = context};

		vector.id = vector_field(&rest);
		vector.kind = vector_field(&rest);
		vector.hex = vector_field(&rest);
		if (number == 1)
			continue;
		vector.expected = json_loads(vector_field(&rest), 0, NULL);
		assert_non_null(vector.expected);
		visit(&vector);
		json_decref(vector.expected);
	}
	free(line);
	assert_int_equal(fclose(stream), 0);
}

/** Fail and say at which row and key. */
#define vector_assert(vector, condition, key)                                     \
	do {                                                                      \
		if (!(condition))                                                 \
			fail_msg("%s: %s is not as expected", (vector)->id, key); \
	} while (0)

/** "2011-02-28T11:50:50-05:00" */
static inline void format_time(const struct smsmodem_time *time, char *text, size_t size)
{
	int zone = time->zone_minutes < 0 ? -time->zone_minutes : time->zone_minutes;

	assert_in_range(snprintf(text, size, "%04d-%02d-%02dT%02d:%02d:%02d%c%02d:%02d", time->year,
				 time->month, time->day, time->hour, time->minute, time->second,
				 time->zone_minutes < 0 ? '-' : '+', zone / 60, zone % 60),
			1, size - 1);
}

#endif
