/* SPDX-License-Identifier: GPL-3.0-or-later */
/* stdout is data and is checked line by line; stderr is talk. */
#include "cli.h"
#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

int output_flush(void)
{
	if (fflush(stdout) == 0 && !ferror(stdout))
		return 0;
	(void)fprintf(stderr, "smsmodem: cannot write the output: %s\n", strerror(errno));
	return 74;
}

/* Octets of the UTF-8 character at text, or 0: it is none (RFC 3629, sequence lengths only). */
static size_t character_length(const unsigned char *text, size_t left)
{
	size_t length = text[0] < 0x80   ? 1
			: text[0] < 0xC2 ? 0
			: text[0] < 0xE0 ? 2
			: text[0] < 0xF0 ? 3
			: text[0] < 0xF5 ? 4
					 : 0;

	for (size_t i = 1; i < length; i++)
		if (i >= left || (text[i] & 0xC0) != 0x80)
			return 0;
	return length;
}

/*
 * Octets at text that a terminal must not get: C0, DEL, C1 (U+0080..9F), bidirectional overrides,
 * and what is no UTF-8, as a terminal may take 9B for a control sequence.
 */
static size_t unsafe_length(const unsigned char *text, size_t left)
{
	if (text[0] < 0x20 || text[0] == 0x7F || character_length(text, left) == 0)
		return 1;
	if (left >= 2 && text[0] == 0xC2 && text[1] >= 0x80 && text[1] <= 0x9F)
		return 2;
	if (left >= 3 && text[0] == 0xE2 && text[1] == 0x80 && text[2] >= 0xAA && text[2] <= 0xAE)
		return 3;
	if (left >= 3 && text[0] == 0xE2 && text[1] == 0x81 && text[2] >= 0xA6 && text[2] <= 0xA9)
		return 3;
	return 0;
}

/* The JSON as it is, but for what is unsafe in its strings: that is escaped once more. */
static void put_json(const char *text, FILE *stream)
{
	const unsigned char *bytes = (const unsigned char *)text;

	for (size_t left = strlen(text), step; left > 0; bytes += step, left -= step) {
		unsigned code = bytes[0];
		step = unsafe_length(bytes, left);
		if (step == 0) {
			step = character_length(bytes, left);
			(void)fwrite(bytes, 1, step, stream);
			continue;
		}
		if (step == 2)
			code = (code & 0x1F) << 6 | (bytes[1] & 0x3F);
		else if (step == 3)
			code = (code & 0x0F) << 12 | (bytes[1] & 0x3FU) << 6 | (bytes[2] & 0x3F);
		(void)fprintf(stream, "\\u%04x", code);
	}
	(void)putc('\n', stream);
}

char *output_json_text(json_t *object, size_t *length)
{
	char *dumped = object ? json_dumps(object, JSON_COMPACT) : NULL;
	char *text = NULL;
	FILE *stream = dumped ? open_memstream(&text, length) : NULL;

	if (stream) {
		put_json(dumped, stream);
		bool failed = ferror(stream) != 0;
		if (fclose(stream) != 0 || failed) {
			free(text);
			text = NULL;
		}
	}
	free(dumped);
	return text;
}

int output_json(struct cli *cli, json_t *object)
{
	char *text = object ? json_dumps(object, JSON_COMPACT) : NULL;

	(void)cli;
	json_decref(object);
	if (!text) {
		(void)fprintf(stderr, "smsmodem: out of memory for the output\n");
		return 74;
	}
	put_json(text, stdout);
	free(text);
	return output_flush();
}

int output_line(struct cli *cli, const char *format, ...)
{
	va_list arguments;

	(void)cli;
	va_start(arguments, format);
	(void)vprintf(format, arguments);
	va_end(arguments);
	(void)fputc('\n', stdout);
	return output_flush();
}

void output_foreign(FILE *stream, const char *text, size_t length, int indent)
{
	const unsigned char *bytes = (const unsigned char *)text;

	for (size_t left = length, step; left > 0; bytes += step, left -= step) {
		step = unsafe_length(bytes, left);
		if (step == 0) {
			step = character_length(bytes, left);
			(void)fwrite(bytes, 1, step, stream);
		} else if (*bytes == '\n') {
			(void)fprintf(stream, "\n%*s", indent, "");
		} else {
			for (size_t i = 0; i < step; i++)
				(void)fprintf(stream, "\\x%02X", bytes[i]);
		}
	}
}

void cli_note(const struct cli *cli, const char *format, ...)
{
	va_list arguments;
	char *text;

	if (cli->quiet)
		return;
	va_start(arguments, format);
	int length = vasprintf(&text, format, arguments);
	va_end(arguments);
	if (length < 0)
		return;
	output_foreign(stderr, text, (size_t)length, 0);
	(void)fputc('\n', stderr);
	free(text);
}

json_t *output_string(const char *text, size_t length)
{
	json_t *string = json_stringn(text, length);

	if (string)
		return string;
	/* not UTF-8: a modem's reply may be anything; keep what is ASCII */
	char *copy = malloc(length + 1);
	if (!copy)
		return NULL;
	for (size_t i = 0; i < length; i++)
		copy[i] = (char)((unsigned char)text[i] < 0x80 ? text[i] : '?');
	string = json_stringn(copy, length);
	free(copy);
	return string;
}

static bool is_plain_word(const char *word)
{
	return *word && *word != '#' &&
	       word[strspn(word, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
				 "0123456789/:._-#@+,=")] == '\0';
}

bool output_shell_word(const char *word, char *text, size_t size)
{
	const char *quote = is_plain_word(word) ? "" : "'";
	int used = snprintf(text, size, "%s", quote);

	for (; *word && used >= 0 && (size_t)used < size; word++)
		used += *word == '\'' ? snprintf(text + used, size - (size_t)used, "'\\''")
				      : snprintf(text + used, size - (size_t)used, "%c", *word);
	if (used >= 0 && (size_t)used < size)
		used += snprintf(text + used, size - (size_t)used, "%s", quote);
	bool fits = used >= 0 && (size_t)used < size;
	if (!fits && size > 0)
		text[0] = '\0';
	return fits;
}

static json_t *error_json(const struct smsmodem_error *error, long line, const char *field)
{
	json_t *object =
		json_pack("{s:s, s:s, s:i}", "event", "error", "code",
			  smsmodem_code_name(error->code), "exit", smsmodem_code_exit(error->code));

	if (object && line > 0)
		(void)json_object_set_new(object, "line", json_integer(line));
	if (object && error->offset >= 0)
		(void)json_object_set_new(object, "offset", json_integer(error->offset));
	if (object && field)
		(void)json_object_set_new(object, "field", json_string(field));
	if (object && error->cms >= 0)
		(void)json_object_set_new(object, "cms", json_integer(error->cms));
	if (object && error->cme >= 0)
		(void)json_object_set_new(object, "cme", json_integer(error->cme));
	if (object)
		(void)json_object_set_new(object, "text",
					  output_string(error->text, strlen(error->text)));
	return object;
}

static void say_error(const struct smsmodem_error *error, long line)
{
	(void)fputs("smsmodem: ", stderr);
	if (line > 0)
		(void)fprintf(stderr, "line %ld: ", line);
	output_foreign(stderr, error->text, strlen(error->text), 0);
	(void)fputc('\n', stderr);
}

json_t *output_error_json(const struct smsmodem_error *error)
{
	return error_json(error, 0, NULL);
}

int cli_fail_field(struct cli *cli, const struct smsmodem_error *error, long line,
		   const char *field, json_t *more)
{
	say_error(error, line);
	json_t *object = cli->json ? error_json(error, line, field) : NULL;
	if (object && more)
		(void)json_object_update_missing(object, more);
	json_decref(more);
	if (cli->json && output_json(cli, object) != 0)
		return 74;
	return smsmodem_code_exit(error->code);
}

int cli_fail_more(struct cli *cli, const struct smsmodem_error *error, json_t *more)
{
	return cli_fail_field(cli, error, 0, NULL, more);
}

int cli_fail(struct cli *cli, const struct smsmodem_error *error)
{
	return cli_fail_field(cli, error, 0, NULL, NULL);
}
