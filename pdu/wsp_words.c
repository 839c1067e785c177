/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What HTTP's headers are made of (RFC 2616 2.2, 3.3): words, quotes, numbers, dates. */
#include "date.h"
#include "wsp_put.h"
#include <string.h>

struct pdu_wsp_words pdu_wsp_words(const char *text)
{
	return (struct pdu_wsp_words){.text = text, .length = strlen(text)};
}

static bool words_is_blank(char letter)
{
	return letter == ' ' || letter == '\t';
}

struct pdu_wsp_words pdu_wsp_trimmed(struct pdu_wsp_words words)
{
	while (words.length > 0 && words_is_blank(words.text[0])) {
		words.text++;
		words.length--;
	}
	while (words.length > 0 && words_is_blank(words.text[words.length - 1]))
		words.length--;
	return words;
}

struct pdu_wsp_words pdu_wsp_unquoted(struct pdu_wsp_words words)
{
	if (words.length < 2 || words.text[0] != '"' || words.text[words.length - 1] != '"')
		return words;
	return (struct pdu_wsp_words){.text = words.text + 1, .length = words.length - 2};
}

bool pdu_wsp_cut(struct pdu_wsp_words *rest, char separator, struct pdu_wsp_words *part)
{
	bool quoted = false;
	size_t at = 0;

	if (!rest->text)
		return false;
	for (; at < rest->length && (quoted || rest->text[at] != separator); at++) {
		if (rest->text[at] == '"')
			quoted = !quoted;
		else if (quoted && rest->text[at] == '\\' && at + 1 < rest->length)
			at++;
	}
	*part = pdu_wsp_trimmed((struct pdu_wsp_words){.text = rest->text, .length = at});
	if (at == rest->length)
		*rest = (struct pdu_wsp_words){0};
	else
		*rest = (struct pdu_wsp_words){rest->text + at + 1, rest->length - at - 1};
	return true;
}

bool pdu_wsp_is_plain(struct pdu_wsp_words words)
{
	for (size_t i = 0; i < words.length; i++)
		if ((unsigned char)words.text[i] < ' ' || words.text[i] == 0x7F)
			return false;
	return true;
}

bool pdu_wsp_is_token(struct pdu_wsp_words words)
{
	static const char separators[] = "()<>@,;:\\\"/[]?={}";

	for (size_t i = 0; i < words.length; i++)
		if (words.text[i] <= ' ' || words.text[i] >= 0x7F ||
		    strchr(separators, words.text[i]))
			return false;
	return words.length > 0;
}

static bool words_is_digit(char letter)
{
	return letter >= '0' && letter <= '9';
}

bool pdu_wsp_is_number(struct pdu_wsp_words words, uint64_t *number)
{
	if (words.length == 0 || (words.length > 1 && words.text[0] == '0'))
		return false;
	*number = 0;
	for (size_t i = 0; i < words.length; i++) {
		uint64_t digit = (uint64_t)(words.text[i] - '0');

		if (!words_is_digit(words.text[i]) || *number > (UINT64_MAX - digit) / 10)
			return false;
		*number = 10 * *number + digit;
	}
	return true;
}

bool pdu_wsp_is_code(struct pdu_wsp_words words, uint64_t *number)
{
	static const char digits[] = "0123456789abcdefABCDEF";

	if (words.length < 3 || words.length > 10 || words.text[0] != '0' ||
	    (words.text[1] | 0x20) != 'x')
		return pdu_wsp_is_number(words, number);
	*number = 0;
	for (size_t i = 2; i < words.length; i++) {
		const char *digit = memchr(digits, words.text[i], sizeof digits - 1);

		if (!digit)
			return false;
		uint64_t value = (uint64_t)(digit - digits);
		*number = *number << 4 | (value < 16 ? value : value - 6);
	}
	return true;
}

bool pdu_wsp_is_version(struct pdu_wsp_words words, uint8_t *code)
{
	struct pdu_wsp_words part, rest = words;
	uint64_t major, minor = 15; /* none */

	if (!pdu_wsp_cut(&rest, '.', &part) || !pdu_wsp_is_number(part, &major) || major > 7)
		return false;
	if (rest.text && (!pdu_wsp_is_number(rest, &minor) || minor > 14))
		return false;
	*code = (uint8_t)(major << 4 | minor);
	return true;
}

bool pdu_wsp_is_date(struct pdu_wsp_words words, uint64_t *seconds)
{
	int64_t since_1970 = 0;
	enum pdu_date_read read = pdu_date_iso(words.text, words.length, &since_1970);

	if (read == PDU_DATE_NONE)
		read = pdu_date_http(words.text, words.length, &since_1970);
	*seconds = (uint64_t)since_1970;
	return read == PDU_DATE_GOOD && since_1970 >= 0;
}
