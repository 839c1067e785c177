/* SPDX-License-Identifier: GPL-3.0-or-later */
/* JSON Lines in, one message and one result a line. */
#include "input.h"
#include "language.h"
#include "sending.h"
#include <string.h>

/* What a line says; the strings are the JSON object's. */
struct batch_line {
	json_t *object, *id;
	const char *to, *text;
	size_t text_length;
	uint32_t languages;
	enum smsmodem_encoding encoding;
};

/* What a line may have: a wish that nobody reads is no message as it was meant. */
static int line_known(const struct batch_line *line, long number, struct smsmodem_error *error)
{
	static const char *const known[] = {"to", "text", "id", "language", "encoding"};
	const char *name;
	json_t *value;

	json_object_foreach(line->object, name, value)
	{
		size_t i = 0;
		while (i < sizeof known / sizeof known[0] && strcmp(name, known[i]) != 0)
			i++;
		if (i == sizeof known / sizeof known[0])
			return smsmodem_error_set(
				error, SMSMODEM_E_DATA,
				"line %ld: there is no member \"%.40s\"; known: to, text, id, "
				"language, encoding",
				number, name);
	}
	return SMSMODEM_OK;
}

/* Its own alphabet, or that of every message. */
static int line_encoding(struct batch_line *line, const struct message *message, long number,
			 struct smsmodem_error *error)
{
	json_t *encoding = json_object_get(line->object, "encoding");
	const char *name = json_string_value(encoding);

	line->encoding = message->submit.encoding;
	if (!encoding || (name && encoding_parse(name, &line->encoding)))
		return SMSMODEM_OK;
	return smsmodem_error_set(error, SMSMODEM_E_DATA,
				  "line %ld: \"encoding\" is auto, gsm7, ucs2 or 8bit", number);
}

/* Its own languages, or those of every message. */
static int line_language(struct batch_line *line, const struct message *message, long number,
			 struct smsmodem_error *error)
{
	json_t *language = json_object_get(line->object, "language");

	line->languages = message->submit.languages;
	if (!language)
		return SMSMODEM_OK;
	if (!json_is_string(language))
		return smsmodem_error_set(error, SMSMODEM_E_DATA,
					  "line %ld: \"language\" wants a string such as \"tr,pt\"",
					  number);
	return language_parse(json_string_value(language), &line->languages, SMSMODEM_E_DATA,
			      error);
}

static int line_parse(struct batch_line *line, const struct message *message, const char *text,
		      size_t length, long number, struct smsmodem_error *error)
{
	json_error_t why;

	*line = (struct batch_line){0};
	line->object = json_loadb(text, length, JSON_REJECT_DUPLICATES, &why);
	if (!json_is_object(line->object))
		return smsmodem_error_set(error, SMSMODEM_E_DATA, "line %ld is no JSON object: %s",
					  number, line->object ? "another value" : why.text);
	line->id = json_object_get(line->object, "id");
	json_t *body = json_object_get(line->object, "text");
	line->to = json_string_value(json_object_get(line->object, "to"));
	line->text = json_string_value(body);
	line->text_length = json_string_length(body);
	if (!line->to || !line->text)
		return smsmodem_error_set(error, SMSMODEM_E_DATA,
					  "line %ld wants \"to\" and \"text\", both strings",
					  number);
	int result = line_known(line, number, error);
	if (result == SMSMODEM_OK)
		result = line_language(line, message, number, error);
	return result == SMSMODEM_OK ? line_encoding(line, message, number, error) : result;
}

/* The key of a line by which the outbox knows its message. */
static int line_key(const struct batch_line *line, long number, char *key, size_t size,
		    struct smsmodem_error *error)
{
	const char *text = json_string_value(line->id);
	int length = -1;

	if (text)
		length = snprintf(key, size, "%s", text);
	else if (json_is_integer(line->id))
		length = snprintf(key, size, "%lld", (long long)json_integer_value(line->id));
	if (length > 0 && (size_t)length < size)
		return SMSMODEM_OK;
	return smsmodem_error_set(error, SMSMODEM_E_DATA,
				  "line %ld: with --once each line wants an \"id\" of its own, a "
				  "string of 1 to %zu octets or a whole number",
				  number, size - 1);
}

static int batch_one(struct sending *sending, const struct message *message, const char *text,
		     size_t length, long number)
{
	struct smsmodem_error error;
	struct batch_line line;
	char key[SMSMODEM_OUTBOX_ID_SIZE];
	int status;
	int result = line_parse(&line, message, text, length, number, &error);

	if (result == SMSMODEM_OK && sending->once)
		result = line_key(&line, number, key, sizeof key, &error);
	if (result < 0) {
		status = sending_refuse(sending, line.to, line.id, &error);
	} else {
		struct smsmodem_submit submit = message->submit;
		submit.to = line.to;
		submit.text = line.text;
		submit.text_len = line.text_length;
		submit.languages = line.languages;
		submit.encoding = line.encoding;
		submit.ref = (uint16_t)(submit.ref + number);
		sending->key = sending->once ? key : NULL;
		status = sending_one(sending, &submit, line.id, true);
		sending->key = NULL;
	}
	json_decref(line.object);
	return status;
}

/* The input ends early: what has been sent until then still counts, and must not be sent again. */
static int batch_broken(struct sending *sending, struct input *input,
			const struct smsmodem_error *why)
{
	struct smsmodem_error error = *why;

	input_close(input);
	sending->failed++;
	if (sending->first_failure == 0)
		sending->first_failure = smsmodem_code_exit(why->code);
	if (sending_status(sending) == smsmodem_code_exit(SMSMODEM_E_UNKNOWN))
		error.code = SMSMODEM_E_UNKNOWN;
	else if (sending->done > 0 || sending->partial > 0)
		error.code = SMSMODEM_E_PARTIAL;
	(void)snprintf(error.text, sizeof error.text, "%.300s, after %d messages had been sent",
		       why->text, sending->done);
	int status = cli_fail(sending->cli, &error);
	return ferror(stdout) ? status : sending_status(sending);
}

int sending_batch(struct sending *sending, const struct message *message, const char *path)
{
	struct cli *cli = sending->cli;
	struct smsmodem_error error;
	struct input input;
	char *text;
	size_t length;
	int status = 0, result;

	if (input_open(&input, path, cli->signal_fd, false, &error) < 0)
		return cli_fail(cli, &error);
	while (status == 0 && (result = input_line(&input, &text, &length, &error)) != 0) {
		if (result == SMSMODEM_E_DATA)
			status = sending_refuse(sending, NULL, NULL, &error);
		else if (result < 0)
			return batch_broken(sending, &input, &error);
		else if (text[strspn(text, " \t")] != '\0')
			status = batch_one(sending, message, text, length, input.line);
	}
	input_close(&input);
	return status != 0 ? status : sending_status(sending);
}
