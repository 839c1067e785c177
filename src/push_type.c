/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The content type of a push, and its parameters. */
#include "ascii.h"
#include "push_private.h"
#include <stdio.h>
#include <string.h>

#define BLANKS " \t"

void push_put_charset(struct smsmodem_push *push, uint32_t charset)
{
	const char *name = smsmodem_charset_name(charset);
	char number[16];

	if (!charset || push->charset)
		return;
	push->charset = charset;
	(void)snprintf(number, sizeof number, "%u", charset);
	push_put_text(push, (struct push_label){"charset", "charset", false}, 0,
		      name ? name : number, strlen(name ? name : number));
}

/* Security methods of provisioning (OMA-TS-ProvCont 7), as a number or as a text; as the option
 * --sec names them. */
static void put_sec(struct smsmodem_push *push, const char *value)
{
	static const struct push_label label = {"sec", "secured by", false};
	static const struct {
		const char *coded, *name;
	} names[] = {{"NETWPIN", "netpin"},
		     {"USERPIN", "userpin"},
		     {"USERNETWPIN", "usernetpin"},
		     {"USERPINMAC", "userpinmac"}};

	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		if ((value[0] == (char)('0' + i) && !value[1]) ||
		    ascii_casecmp(value, names[i].coded) == 0) {
			push_put_string(push, label, names[i].name);
			return;
		}
	}
	push_put_text(push, label, 0, value, strlen(value));
}

/* Room is left for what the body says. */
static void put_other(struct smsmodem_push *push, const char *name, const char *value)
{
	static const struct push_label label = {"parameters", "parameter", true};
	size_t size = strlen(name) + strlen(value) + 2;
	char *text;

	if (push->parameters == PUSH_PARAMETERS) {
		push_problem(push, "its content type has more than %d parameters", PUSH_PARAMETERS);
		return;
	}
	push->parameters++;
	text = push_room(push, size);
	if (!text)
		return;
	(void)snprintf(text, size, "%s=%s", name, value);
	push_put_text(push, label, 0, text, strlen(text));
}

void push_put_parameter(struct smsmodem_push *push, const char *name, const char *value)
{
	if (ascii_casecmp(name, "SEC") == 0)
		put_sec(push, value);
	else if (ascii_casecmp(name, "MAC") == 0)
		push_put_text(push, (struct push_label){"mac", "MAC", false}, 0, value,
			      strlen(value));
	else if (ascii_casecmp(name, "Charset") == 0)
		push_put_charset(push, smsmodem_charset_find(value));
	else
		put_other(push, name, value);
}

/* A word, its quotes taken off, which ends the text. @return what is behind it */
static char *cut_word(char **word, const char *end)
{
	char *behind = *word + strcspn(*word, end);

	if (**word == '"' && strchr(*word + 1, '"')) {
		behind = strchr(++*word, '"');
		*behind++ = '\0';
		behind += strcspn(behind, end);
	}
	if (*behind)
		*behind++ = '\0';
	return behind + strspn(behind, BLANKS);
}

/* "; name=value" of each (RFC 2616 3.7). */
static void put_text_parameters(struct smsmodem_push *push, char *at)
{
	while (*at && push->parameters < PUSH_PARAMETERS) {
		char *name = at + strspn(at, BLANKS ";");
		char *value = name + strcspn(name, "=;");

		at = value + strcspn(value, ";");
		if (*value != '=')
			continue;
		*value++ = '\0';
		value += strspn(value, BLANKS);
		at = cut_word(&value, ";");
		name[strcspn(name, BLANKS)] = '\0';
		value[strcspn(value, BLANKS)] = '\0';
		push_put_parameter(push, name, value);
	}
}

void push_put_type(struct smsmodem_push *push, const char *type, uint32_t charset)
{
	static const struct push_label label = {"content_type", "content type", false};
	size_t length = strcspn(type, "; \t");

	push_put_text(push, label, 0, type, length);
	const struct smsmodem_push_field *field = smsmodem_push_find(push, label.key);
	push->content_type = field ? field->text : NULL;
	push_put_charset(push, charset);
	size_t rest = strlen(type + length);
	char *parameters = rest > 0 ? push_room(push, rest + 1) : NULL;
	if (!parameters)
		return;
	memcpy(parameters, type + length, rest + 1);
	put_text_parameters(push, parameters);
}
