/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Gives every file of a corpus to a fuzz target, where there is no fuzzer to do it. */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int replay(const char *path)
{
	FILE *file = fopen(path, "rb");
	uint8_t *data = malloc(1 << 20);

	if (!file || !data) {
		(void)fprintf(stderr, "cannot read %s\n", path);
		return 1;
	}
	size_t size = fread(data, 1, 1 << 20, file);
	/* exactly as large as the input, so that a read past it is seen */
	uint8_t *exact = realloc(data, size ? size : 1);
	(void)fclose(file);
	(void)LLVMFuzzerTestOneInput(exact, size);
	free(exact);
	return 0;
}

int main(int argc, char **argv)
{
	DIR *directory = argc == 2 ? opendir(argv[1]) : NULL;
	struct dirent *entry;
	char path[4096];
	int count = 0, failed = 0;

	while (directory && (entry = readdir(directory)) != NULL) {
		if (entry->d_name[0] == '.')
			continue;
		(void)snprintf(path, sizeof path, "%s/%s", argv[1], entry->d_name);
		failed |= replay(path);
		count++;
	}
	if (directory)
		(void)closedir(directory);
	(void)printf("%d inputs\n", count);
	return failed || count == 0;
}
