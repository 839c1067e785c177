/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The characters of RTTTL, where blanks and case do not count. */
#include "rtttl.h"
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define NUMBER_MAX 9999

int pdu_rtttl_fail(const struct pdu_rtttl *rtttl, size_t offset, const char *format, ...)
{
	char text[SMSMODEM_ERROR_TEXT_SIZE];
	va_list arguments;

	va_start(arguments, format);
	int length = vsnprintf(text, sizeof text, format, arguments);
	va_end(arguments);
	return pdu_smart_at(
		rtttl->error, offset,
		smsmodem_error_set(rtttl->error, SMSMODEM_E_DATA, "%s", length < 0 ? "" : text));
}

bool pdu_rtttl_is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

bool pdu_rtttl_is_digit(char c)
{
	return c >= '0' && c <= '9';
}

char pdu_rtttl_lower(char c)
{
	if (c >= 'A' && c <= 'Z')
		return (char)(c - 'A' + 'a');
	return c;
}

void pdu_rtttl_blanks(struct pdu_rtttl *rtttl)
{
	while (rtttl->at < rtttl->length && pdu_rtttl_is_blank(rtttl->text[rtttl->at]))
		rtttl->at++;
}

bool pdu_rtttl_at_end(struct pdu_rtttl *rtttl)
{
	pdu_rtttl_blanks(rtttl);
	return rtttl->at == rtttl->length;
}

char pdu_rtttl_peek(struct pdu_rtttl *rtttl)
{
	if (pdu_rtttl_at_end(rtttl))
		return '\0';
	return pdu_rtttl_lower(rtttl->text[rtttl->at]);
}

bool pdu_rtttl_skip(struct pdu_rtttl *rtttl, char c)
{
	if (pdu_rtttl_peek(rtttl) != c)
		return false;
	rtttl->at++;
	return true;
}

int pdu_rtttl_unexpected(struct pdu_rtttl *rtttl, const char *wanted)
{
	char c = pdu_rtttl_peek(rtttl);

	if (!c)
		return pdu_rtttl_fail(rtttl, rtttl->at, "the RTTTL ends where %s would be", wanted);
	if (c > ' ' && c < 0x7F)
		return pdu_rtttl_fail(rtttl, rtttl->at, "'%c' in the RTTTL is where %s would be", c,
				      wanted);
	return pdu_rtttl_fail(rtttl, rtttl->at, "octet %02X in the RTTTL is where %s would be",
			      (unsigned)(unsigned char)c, wanted);
}

bool pdu_rtttl_number(struct pdu_rtttl *rtttl, unsigned *value)
{
	if (!pdu_rtttl_is_digit(pdu_rtttl_peek(rtttl)))
		return false;
	*value = 0;
	for (; rtttl->at < rtttl->length && pdu_rtttl_is_digit(rtttl->text[rtttl->at]); rtttl->at++)
		if (*value < NUMBER_MAX)
			*value = 10 * *value + (unsigned)(rtttl->text[rtttl->at] - '0');
	return true;
}
