/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The arguments of a script's statements. */
#include "console_script.h"
#include <ctype.h>
#include <string.h>

const char script_escapes[] = "rnt\\\"", script_escaped[] = "\r\n\t\\\"";

static bool is_blank(char octet)
{
	return octet == ' ' || octet == '\t';
}

static bool is_comment(const char *text)
{
	text += strspn(text, " \t");
	return *text == '\0' || *text == '#';
}

/* What stands behind a backslash. @return octets of it, 0: it is none */
static size_t escaped(const char *text, char *octet)
{
	const char *name = *text ? strchr(script_escapes, *text) : NULL;

	if (name) {
		*octet = script_escaped[name - script_escapes];
		return 1;
	}
	if (*text != 'x' || !isxdigit((unsigned char)text[1]) || !isxdigit((unsigned char)text[2]))
		return 0;
	*octet = (char)cli_octet(text + 1);
	return 3;
}

static const char *unescape(char *text, size_t count, size_t *length)
{
	char *out = text;

	for (size_t i = 0; i < count; out++) {
		*out = text[i++];
		if (*out != '\\')
			continue;
		size_t step = escaped(text + i, out);
		if (step == 0 || i + step > count)
			return "a backslash is followed by r, n, t, x and two digits, \\ or \"";
		i += step;
	}
	*out = '\0';
	*length = (size_t)(out - text);
	return NULL;
}

/* @return octets up to an unescaped character, or of the whole text */
static size_t span_to(const char *text, char end)
{
	size_t i = 0;

	while (text[i] && text[i] != end)
		i += text[i] == '\\' && text[i + 1] ? 2 : 1;
	return i;
}

const char *script_text(char *text, size_t *length)
{
	size_t count = strlen(text);

	if (*text != '"') {
		while (count > 0 && is_blank(text[count - 1]))
			count--;
		return unescape(text, count, length);
	}
	size_t inner = span_to(text + 1, '"');
	if (text[1 + inner] != '"')
		return "the quote is not closed";
	if (!is_comment(text + inner + 2))
		return "something follows the closing quote";
	memmove(text, text + 1, inner);
	return unescape(text, inner, length);
}

const char *script_pattern(char *text, size_t *length, regex_t *pattern)
{
	size_t inner = span_to(text + 1, '/');
	int flags = REG_EXTENDED;

	if (text[1 + inner] != '/')
		return "the regular expression does not end with /";
	const char *behind = text + inner + 2;
	if (*behind == 'i') {
		flags |= REG_ICASE;
		behind++;
	}
	if (!is_comment(behind))
		return "something follows the regular expression";
	memmove(text, text + 1, inner);
	text[inner] = '\0';
	*length = inner;
	for (char *slash = text; (slash = strstr(slash, "\\/")) != NULL; (*length)--)
		memmove(slash, slash + 1, strlen(slash));
	if (*length == 0)
		return "the regular expression is empty";
	return regcomp(pattern, text, flags) == 0 ? NULL : "this is no regular expression";
}

void script_word(char *text)
{
	size_t length = strcspn(text, " \t#");

	if (is_comment(text + length))
		text[length] = '\0';
}
