/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A configuration file, line by line into inih: it counts no lines for who is called, takes an
 * indented line for more of the value above, and cuts long ones in two. So what it gets is stripped
 * and checked here.
 */
#include "config.h"
#include <errno.h>
#include <fcntl.h>
#include <ini.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Below a directory that is not ours to look into, such as root's after `sudo -u`: none of ours. */
static bool is_hidden(const char *path)
{
	struct stat status;

	return stat(path, &status) != 0 && errno == EACCES;
}

int config_slurp(const char *path, char **text, size_t *length, struct smsmodem_error *error)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	int reason = errno;
	ssize_t count = 1;

	*text = NULL;
	*length = 0;
	if (fd < 0 && (reason == ENOENT || is_hidden(path)))
		return SMSMODEM_OK;
	char *octets = fd >= 0 ? malloc(CONFIG_FILE_MAX + 2) : NULL;
	while (octets && count > 0 && *length <= CONFIG_FILE_MAX) {
		count = read(fd, octets + *length, CONFIG_FILE_MAX + 1 - *length);
		reason = errno;
		if (count < 0 && reason == EINTR)
			count = 1;
		else
			*length += count > 0 ? (size_t)count : 0;
	}
	if (fd >= 0)
		(void)close(fd);
	if (octets && count == 0) {
		octets[*length] = '\0';
		*text = octets;
		return SMSMODEM_OK;
	}
	free(octets);
	if (fd >= 0 && !octets)
		return smsmodem_error_set(error, SMSMODEM_E_MEMORY, "out of memory");
	if (count > 0 && fd >= 0)
		return smsmodem_error_set(error, SMSMODEM_E_CONFIG,
					  "%.200s is no configuration: it is over %zu octets", path,
					  CONFIG_FILE_MAX);
	return smsmodem_error_set(error, SMSMODEM_E_CONFIG,
				  "cannot read the configuration %.200s: %s", path,
				  strerror(reason));
}

/* --- lines --- */

struct reader {
	struct config *config;
	const char *path;
	const char *next;
	size_t left;
	long line;
	char section[CONFIG_NAME_SIZE];
	long wrong_line; /* 0: none */
	char wrong[256];
	bool no_memory;
};

static void wrong(struct reader *reader, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

static void wrong(struct reader *reader, const char *format, ...)
{
	va_list arguments;

	if (reader->wrong_line > 0)
		return;
	reader->wrong_line = reader->line;
	va_start(arguments, format);
	(void)vsnprintf(reader->wrong, sizeof reader->wrong, format, arguments);
	va_end(arguments);
}

static bool add_entry(struct reader *reader, const char *key, const char *value)
{
	struct config *config = reader->config;

	if (config->count == config->size) {
		size_t size = config->size ? 2 * config->size : 32;
		struct config_entry *grown = realloc(config->entries, size * sizeof *grown);

		if (!grown)
			return false;
		config->entries = grown;
		config->size = size;
	}
	struct config_entry *entry = &config->entries[config->count];
	*entry = (struct config_entry){.path = reader->path, .line = reader->line};
	entry->section = strdup(reader->section);
	entry->key = key ? strdup(key) : NULL;
	entry->value = key ? strdup(value) : NULL;
	config->count++; /* config_free takes what is there */
	return entry->section && (!key || (entry->key && entry->value));
}

/* A section is noted where it begins: it may be empty. */
static void take_section(struct reader *reader, const char *text, size_t length)
{
	const char *end = memchr(text, ']', length);
	size_t count = end ? (size_t)(end - text) : 0;

	if (!end) {
		wrong(reader, "a section that has no ']'");
	} else if (count >= CONFIG_NAME_SIZE) {
		wrong(reader, "the name of a profile has at most %d octets", CONFIG_NAME_SIZE - 1);
	} else {
		memcpy(reader->section, text, count);
		reader->section[count] = '\0';
		reader->no_memory = !add_entry(reader, NULL, NULL) || reader->no_memory;
	}
}

/* The next line without its end; of the first without the mark of its encoding. */
static const char *cut_line(struct reader *reader, size_t *length)
{
	const char *start = reader->next;
	const char *end = memchr(start, '\n', reader->left);

	*length = end ? (size_t)(end - start) : reader->left;
	reader->next += *length + (end != NULL);
	reader->left -= *length + (end != NULL);
	reader->line++;
	if (reader->line == 1 && *length >= 3 && memcmp(start, "\xEF\xBB\xBF", 3) == 0) {
		start += 3;
		*length -= 3;
	}
	while (*length > 0 && (*start == ' ' || *start == '\t')) {
		start++;
		--*length;
	}
	return start;
}

/* As fgets. */
static char *read_line(char *text, int size, void *stream)
{
	struct reader *reader = stream;
	size_t length;

	if (reader->left == 0 || reader->wrong_line > 0 || reader->no_memory)
		return NULL;
	const char *line = cut_line(reader, &length);
	if (length == 0 || *line == '#' || *line == ';') {
		length = 0;
	} else if (memchr(line, '\0', length)) {
		wrong(reader, "there is a NUL in it: this is no text");
		length = 0;
	} else if (length + 2 > (size_t)size) {
		wrong(reader, "it is longer than %d characters", size - 2);
		length = 0;
	} else if (*line == '[') {
		take_section(reader, line + 1, length - 1);
	}
	memcpy(text, line, length);
	text[length] = '\n';
	text[length + 1] = '\0';
	return text;
}

static bool is_known(const char *key)
{
	for (size_t i = 0; config_keys[i]; i++)
		if (strcmp(key, config_keys[i]) == 0)
			return true;
	return false;
}

static void wrong_key(struct reader *reader, const char *key)
{
	char known[160] = "";

	for (size_t i = 0, used = 0; config_keys[i] && used < sizeof known; i++)
		used += (size_t)snprintf(known + used, sizeof known - used, "%s%s", i ? ", " : "",
					 config_keys[i]);
	wrong(reader, "there is no setting \"%.60s\"; known: %s", key, known);
}

static int take_value(void *user, const char *section, const char *key, const char *value)
{
	struct reader *reader = user;

	(void)section; /* ours is the same, and stays when it is empty */
	if (is_known(key))
		reader->no_memory = !add_entry(reader, key, value) || reader->no_memory;
	else
		wrong_key(reader, key);
	return is_known(key);
}

static int parse_text(struct reader *reader, struct smsmodem_error *error)
{
	int line = ini_parse_stream(read_line, reader, take_value, reader);

	if (reader->no_memory || line < 0)
		return smsmodem_error_set(error, SMSMODEM_E_MEMORY, "out of memory");
	if (reader->wrong_line > 0 && (line == 0 || reader->wrong_line <= line))
		return smsmodem_error_set(error, SMSMODEM_E_CONFIG, "%.120s:%ld: %s", reader->path,
					  reader->wrong_line, reader->wrong);
	if (line > 0)
		return smsmodem_error_set(error, SMSMODEM_E_CONFIG, "%.200s:%d: not an INI line",
					  reader->path, line);
	return SMSMODEM_OK;
}

int config_parse(struct config *config, const char *path, bool wanted, struct smsmodem_error *error)
{
	struct reader reader = {.config = config, .path = path};
	char *text;

	int result = config_slurp(path, &text, &reader.left, error);
	if (result < 0)
		return result;
	if (!text && wanted)
		return smsmodem_error_set(error, SMSMODEM_E_CONFIG,
					  "cannot read the configuration %.200s: there is no such "
					  "file",
					  path);
	if (!text)
		return SMSMODEM_OK;
	reader.next = text;
	result = parse_text(&reader, error);
	free(text);
	return result;
}
