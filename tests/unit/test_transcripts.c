/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Transcripts of modems, at every cut. The files under tests/data/transcripts are what a trace
 * holds and, in lines that start with '=', the events that must be made of it; transcript_support.h
 * says how they are read. A trace of a user's modem becomes a test by adding those lines.
 */
#include "transcript_support.h"
#include <dirent.h>

static char *read_file(const char *path)
{
	static char text[65536];
	FILE *file = fopen(path, "re");

	assert_non_null(file);
	size_t count = fread(text, 1, sizeof text - 1, file);
	assert_in_range(count, 1, sizeof text - 2);
	assert_int_equal(fclose(file), 0);
	text[count] = '\0';
	return text;
}

static void test_files(void **state)
{
	const char *data = getenv("SMSMODEM_TEST_DATA");
	char folder[4096], path[8192];
	struct dirent *entry;
	int files = 0;

	(void)state;
	if (!data)
		skip();
	(void)snprintf(folder, sizeof folder, "%s/transcripts", data);
	DIR *directory = opendir(folder);
	assert_non_null(directory);
	while ((entry = readdir(directory)) != NULL) {
		if (entry->d_name[0] == '.')
			continue;
		(void)snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
		transcript_check(entry->d_name, read_file(path));
		files++;
	}
	assert_int_equal(closedir(directory), 0);
	assert_in_range(files, 12, 1000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_files),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
