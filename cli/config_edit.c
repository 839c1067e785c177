/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Changes to a configuration file that leave what people have written in it as it is. */
#include "config.h"
#include <stdlib.h>
#include <string.h>

bool config_name_fits(const char *name, const char **why)
{
	size_t length = strlen(name);

	*why = NULL;
	if (length == 0)
		*why = "it is empty";
	else if (length >= CONFIG_NAME_SIZE)
		*why = "it is longer than 49 octets";
	else if (strchr(" \t", name[0]) || strchr(" \t", name[length - 1]))
		*why = "it begins or ends with a blank";
	else if (strpbrk(name, "];"))
		*why = "']' and ';' have a meaning in the file";
	for (size_t i = 0; i < length && !*why; i++)
		if ((unsigned char)name[i] < ' ' || name[i] == 0x7F)
			*why = "there is a control character in it";
	return !*why;
}

bool config_value_fits(const char *key, const char *value)
{
	size_t length = strlen(value);

	if (length == 0 || strlen(key) + strlen(" = \n") + length + 1 > CONFIG_LINE_SIZE)
		return false;
	if (strchr(" \t;", value[0]) || strchr(" \t", value[length - 1]) || strstr(value, " ;"))
		return false;
	for (size_t i = 0; i < length; i++)
		if ((unsigned char)value[i] < ' ' || value[i] == 0x7F)
			return false;
	return true;
}

/* --- lines --- */

/** A line within a text, its end included. */
struct line {
	const char *start, *end;  /**< end: behind its line feed */
	const char *first, *last; /**< what it says, without blanks around; behind its end */
};

static bool next_line(const char *text, size_t length, const char **next, struct line *line)
{
	const char *stop = text + length;

	if (*next >= stop)
		return false;
	line->start = line->first = *next;
	const char *feed = memchr(*next, '\n', (size_t)(stop - *next));
	line->end = line->last = feed ? feed + 1 : stop;
	if (line->start == text && length >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0)
		line->first += 3;
	while (line->first < line->last && strchr(" \t", *line->first) && *line->first)
		line->first++;
	while (line->last > line->first && strchr(" \t\r\n", line->last[-1]) && line->last[-1])
		line->last--;
	*next = line->end;
	return true;
}

static bool is_header(const struct line *line)
{
	return line->first < line->last && *line->first == '[';
}

static bool is_comment(const struct line *line)
{
	return line->first < line->last && strchr("#;", *line->first) && *line->first;
}

static bool header_is(const struct line *line, const char *name)
{
	size_t length = strlen(name);

	return (size_t)(line->last - line->first) >= length + 2 &&
	       memcmp(line->first + 1, name, length) == 0 && line->first[length + 1] == ']';
}

/* inih takes ':' for '=', too. */
static bool key_is(const struct line *line, const char *key)
{
	size_t length = strlen(key);
	const char *behind = line->first + length;

	if ((size_t)(line->last - line->first) <= length || memcmp(line->first, key, length) != 0)
		return false;
	while (behind < line->last && strchr(" \t", *behind) && *behind)
		behind++;
	return behind < line->last && (*behind == '=' || *behind == ':');
}

static bool is_replaced(const struct line *line, const struct config_change *change)
{
	for (size_t i = 0; i < change->count; i++)
		if (key_is(line, change->settings[i].key))
			return true;
	return false;
}

/* --- changes --- */

static void put(FILE *out, const char *start, const char *end)
{
	(void)fwrite(start, 1, (size_t)(end - start), out);
}

static void put_settings(FILE *out, const struct config_change *change, const char *line_end)
{
	for (size_t i = 0; i < change->count; i++)
		if (change->settings[i].value)
			(void)fprintf(out, "%s = %s%s", change->settings[i].key,
				      change->settings[i].value, line_end);
}

static const char *line_end_of(const char *text, size_t length)
{
	const char *feed = memchr(text, '\n', length);

	return feed && feed > text && feed[-1] == '\r' ? "\r\n" : "\n";
}

static void edit(FILE *out, const char *text, size_t length, const struct config_change *change)
{
	const char *line_end = line_end_of(text, length);
	struct line line = {text, text, text, text};
	bool within = false, done = false;

	for (const char *next = text; next_line(text, length, &next, &line);) {
		if (is_header(&line))
			within = header_is(&line, change->name);
		else if (within && is_replaced(&line, change))
			continue;
		put(out, line.start, line.end);
		if (!is_header(&line) || !within || done)
			continue;
		if (line.end[-1] != '\n')
			(void)fputs(line_end, out);
		put_settings(out, change, line_end);
		done = true;
	}
	if (done)
		return;
	if (length > 0 && text[length - 1] != '\n')
		(void)fputs(line_end, out);
	if (line.first < line.last)
		(void)fputs(line_end, out);
	(void)fprintf(out, "[%s]%s", change->name, line_end);
	put_settings(out, change, line_end);
}

static void leave_out(FILE *out, const char *text, size_t length, const char *name)
{
	const char *comments = NULL; /* that stand right above what comes next */
	bool within = false;
	struct line line;

	for (const char *next = text; next_line(text, length, &next, &line);) {
		if (is_header(&line)) {
			bool was_within = within;

			within = header_is(&line, name);
			if (was_within && comments)
				put(out, comments, line.start);
		}
		if (!within)
			put(out, line.start, line.end);
		if (!is_comment(&line))
			comments = NULL;
		else if (!comments)
			comments = line.start;
	}
}

static char *finish(FILE *out, char **made)
{
	bool failed = ferror(out) != 0;

	if (fclose(out) == 0 && !failed)
		return *made;
	free(*made);
	return NULL;
}

char *config_edit_section(const char *text, size_t length, const char *name,
			  const struct config_setting *settings, size_t count)
{
	const struct config_change change = {name, settings, count};
	char *made = NULL;
	size_t size = 0;
	FILE *out = open_memstream(&made, &size);

	if (!out)
		return NULL;
	edit(out, text, length, &change);
	return finish(out, &made);
}

char *config_remove_section(const char *text, size_t length, const char *name)
{
	char *made = NULL;
	size_t size = 0;
	FILE *out = open_memstream(&made, &size);

	if (!out)
		return NULL;
	leave_out(out, text, length, name);
	return finish(out, &made);
}
