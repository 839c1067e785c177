/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was typed to a phone before: a file a profile or device, readable by its owner alone. */
#include "console_editor.h"
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define LINES_MAX  1000
#define OCTETS_MAX ((size_t)1 << 20)

/* Every directory of a path, its last word aside. */
static void make_directories(char *path)
{
	for (char *slash = strchr(path + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
		*slash = '\0';
		(void)mkdir(path, 0700);
		*slash = '/';
	}
}

static void name_file(const struct console *console, char *name, size_t size)
{
	const char *from = console->cli->profile ? console->cli->profile : console->device;
	size_t used = 0;

	/* options of a simulated phone are no name */
	for (; *from && *from != '?' && used + 1 < size; from++) {
		bool plain = (*from >= '0' && *from <= '9') || (*from >= 'A' && *from <= 'Z') ||
			     (*from >= 'a' && *from <= 'z') || strchr("-_:", *from) ||
			     (*from == '.' && used > 0);
		name[used++] = (char)(plain ? *from : '_');
	}
	name[used] = '\0';
}

static char *read_file(const char *path)
{
	char *text = malloc(OCTETS_MAX + 1);
	FILE *file = fopen(path, "re");
	size_t length = 0;

	if (file && text) {
		/* of a file that somebody made too long the end counts */
		if (fseek(file, -(long)OCTETS_MAX, SEEK_END) != 0)
			rewind(file);
		length = fread(text, 1, OCTETS_MAX, file);
	}
	if (text)
		text[length] = '\0';
	if (file)
		(void)fclose(file);
	return text;
}

/* @return where the last LINES_MAX lines begin */
static const char *last_lines(const char *text)
{
	const char *start = text + strlen(text);
	size_t lines = 0;

	while (start > text) {
		if (start[-1] == '\n' && lines++ == LINES_MAX)
			return start;
		start--;
	}
	return text;
}

/* Another console may add a line at this moment, and that one is lost; no other is. */
static void cut_file(const char *path, const char *text)
{
	char *other;
	int fd;

	if (asprintf(&other, "%s.new", path) < 0)
		return;
	fd = open(other, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0600);
	size_t length = strlen(text);
	bool whole = fd >= 0 && write(fd, text, length) == (ssize_t)length;
	if (fd >= 0 && (close(fd) != 0 || !whole || rename(other, path) != 0))
		(void)unlink(other);
	free(other);
}

void history_begin(struct console_line *line)
{
	const char *state = line->console->cli->modem.state_dir;
	char name[200];

	name_file(line->console, name, sizeof name);
	if (!state || !*name || asprintf(&line->history, "%s/history/%s", state, name) < 0) {
		line->history = NULL;
		return;
	}
	make_directories(line->history);
	char *text = read_file(line->history);
	const char *kept = text ? last_lines(text) : NULL;
	if (text && kept != text)
		cut_file(line->history, kept);
	free(text);
}

void history_each(const struct console_line *line,
		  void (*take)(const struct console_line *line, const char *text))
{
	char *text = line->history ? read_file(line->history) : NULL;
	char *rest = text, *old;

	while (rest && (old = strsep(&rest, "\n")) != NULL)
		if (*old)
			take(line, old);
	free(text);
}

/* Masking changes a line that tells a PIN or password. */
static bool is_secret(const char *text)
{
	size_t size = strlen(text) + 5;
	char *masked = malloc(size);
	bool same = masked && smsmodem_mask(text, masked, size) >= 0 && strcmp(text, masked) == 0;

	free(masked);
	return !same;
}

void history_add(struct console_line *line, const char *text)
{
	if (!*text || strchr(text, '\n') || is_secret(text) ||
	    (line->last && strcmp(line->last, text) == 0))
		return;
	free(line->last);
	line->last = strdup(text);
	line->editor->remember(line, text);
	char *row;
	int length = line->history ? asprintf(&row, "%s\n", text) : -1;
	if (length < 0)
		return;
	int fd = open(line->history, O_WRONLY | O_APPEND | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600);
	/* what is not remembered is no reason to stop */
	if (fd >= 0) {
		(void)!write(fd, row, (size_t)length);
		(void)close(fd);
	}
	free(row);
}

void history_end(struct console_line *line)
{
	free(line->history);
	free(line->last);
	line->history = line->last = NULL;
}
