/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values of headers and parameters from what HTTP writes (WAP-230-WSP 8.4.2). */
#include "wsp_put.h"
#include <string.h>

#define TOKEN_UNKNOWN (-1)

const char *pdu_wsp_write_text(struct pdu_wsp_writer *out, const struct pdu_wsp_field *field,
			       struct pdu_wsp_words words)
{
	(void)field;
	pdu_wsp_put_text(out, words.text, words.length);
	return NULL;
}

/* Token-text, or behind a quote what is none; without the escapes of HTTP. */
const char *pdu_wsp_write_quoted(struct pdu_wsp_writer *out, const struct pdu_wsp_field *field,
				 struct pdu_wsp_words words)
{
	struct pdu_wsp_words inner = pdu_wsp_unquoted(words);
	bool escaped = inner.text != words.text;

	(void)field;
	if (pdu_wsp_is_token(inner)) {
		pdu_wsp_put_text(out, inner.text, inner.length);
		return NULL;
	}
	pdu_wsp_put_octet(out, PDU_WSP_QUOTED_STRING);
	for (size_t i = 0; i < inner.length; i++) {
		if (escaped && inner.text[i] == '\\' && i + 1 < inner.length)
			i++;
		pdu_wsp_put_octet(out, (uint8_t)inner.text[i]);
	}
	pdu_wsp_put_octet(out, 0);
	return NULL;
}

const char *pdu_wsp_write_integer(struct pdu_wsp_writer *out, const struct pdu_wsp_field *field,
				  struct pdu_wsp_words words)
{
	uint64_t number;

	(void)field;
	if (!pdu_wsp_is_number(words, &number))
		return "is no whole number, such as 3600";
	pdu_wsp_put_integer(out, number);
	return NULL;
}

const char *pdu_wsp_write_date(struct pdu_wsp_writer *out, const struct pdu_wsp_field *field,
			       struct pdu_wsp_words words)
{
	uint64_t seconds;

	if (pdu_wsp_is_date(pdu_wsp_unquoted(words), &seconds)) {
		pdu_wsp_put_long(out, seconds);
		return NULL;
	}
	/* If-Range has an entity tag instead. */
	if (words.length > 0 && words.text[words.length - 1] == '"')
		return pdu_wsp_write_text(out, field, words);
	return "is no date since 1970, such as 2001-06-25T15:23:15Z";
}

static void put_token_of(struct pdu_wsp_writer *out, const struct pdu_wsp_rows *tokens,
			 struct pdu_wsp_words words)
{
	int32_t number = pdu_wsp_number(tokens, words.text, words.length);

	if (number != TOKEN_UNKNOWN)
		pdu_wsp_put_integer(out, (uint64_t)number);
	else
		pdu_wsp_put_text(out, words.text, words.length);
}

const char *pdu_wsp_write_token(struct pdu_wsp_writer *out, const struct pdu_wsp_field *field,
				struct pdu_wsp_words words)
{
	uint64_t number;

	if (field->tokens.count > 0 && pdu_wsp_is_number(words, &number) &&
	    pdu_wsp_name(&field->tokens, number)) {
		pdu_wsp_put_integer(out, number);
		return NULL;
	}
	put_token_of(out, &field->tokens, words);
	return pdu_wsp_is_token(words) ? NULL : "is no token";
}

const char *pdu_wsp_write_language(struct pdu_wsp_writer *out, const struct pdu_wsp_field *field,
				   struct pdu_wsp_words words)
{
	(void)field;
	put_token_of(out, &pdu_wsp_languages, words);
	return pdu_wsp_is_token(words) ? NULL : "is no language, such as en or de-AT";
}

const char *pdu_wsp_write_type(struct pdu_wsp_writer *out, const struct pdu_wsp_field *field,
			       struct pdu_wsp_words words)
{
	struct pdu_wsp_words inner = pdu_wsp_unquoted(words);

	(void)field;
	put_token_of(out, &pdu_wsp_content_types, inner);
	return pdu_wsp_is_plain(inner) ? NULL : "is no media type";
}

/* A set by its name, or by its MIBenum. */
const char *pdu_wsp_write_charset(struct pdu_wsp_writer *out, const struct pdu_wsp_field *field,
				  struct pdu_wsp_words words)
{
	struct pdu_wsp_words inner = pdu_wsp_unquoted(words);
	char name[64] = "";
	uint64_t number = 0;

	(void)field;
	if (!pdu_wsp_is_token(inner))
		return "is no character set, such as utf-8";
	if (inner.length < sizeof name)
		memcpy(name, inner.text, inner.length);
	if (!pdu_wsp_is_number(inner, &number))
		number = smsmodem_charset_find(name);
	if (number > UINT32_MAX)
		return "is no character set, such as utf-8";
	if (number > 0 || strcmp(name, "*") == 0)
		pdu_wsp_put_integer(out, number);
	else
		pdu_wsp_put_text(out, inner.text, inner.length);
	return NULL;
}

const char *pdu_wsp_write_field_name(struct pdu_wsp_writer *out, const struct pdu_wsp_field *field,
				     struct pdu_wsp_words words)
{
	int number =
		pdu_wsp_field_number(pdu_wsp_headers, PDU_WSP_HEADERS, words.text, words.length);

	(void)field;
	if (number >= 0)
		pdu_wsp_put_integer(out, (uint64_t)number);
	else
		pdu_wsp_put_text(out, words.text, words.length);
	return pdu_wsp_is_token(words) ? NULL : "names no header";
}

const char *pdu_wsp_write_version(struct pdu_wsp_writer *out, const struct pdu_wsp_field *field,
				  struct pdu_wsp_words words)
{
	uint8_t code;

	(void)field;
	if (!pdu_wsp_is_version(words, &code))
		return "is no version, such as 1.3";
	pdu_wsp_put_octet(out, (uint8_t)(PDU_WSP_SHORT | code));
	return NULL;
}

/* By its number, its name, the name's end where the name authority gave it, or any URI. */
const char *pdu_wsp_write_application(struct pdu_wsp_writer *out, const struct pdu_wsp_field *field,
				      struct pdu_wsp_words words)
{
	static const char prefix[] = "x-wap-application:";
	char name[64] = "";
	uint64_t number;

	(void)field;
	if (pdu_wsp_is_code(words, &number)) {
		pdu_wsp_put_integer(out, number);
		return NULL;
	}
	if (words.length < sizeof name - sizeof prefix) {
		memcpy(name, prefix, sizeof prefix - 1);
		memcpy(name + sizeof prefix - 1, words.text, words.length);
	}
	int32_t code = pdu_wsp_number(&pdu_wsp_applications, name, strlen(name));
	if (code >= 0) {
		pdu_wsp_put_integer(out, (uint64_t)code);
		return NULL;
	}
	put_token_of(out, &pdu_wsp_applications, words);
	if (!memchr(words.text, ':', words.length) || memchr(words.text, ' ', words.length))
		return "is no push application: give a name such as mms.ua, a number, or a URN";
	return NULL;
}

const char *pdu_wsp_write_push_flag(struct pdu_wsp_writer *out, const struct pdu_wsp_field *field,
				    struct pdu_wsp_words words)
{
	static const struct pdu_wsp_row rows[] = {
		{1, "authenticated"}, {2, "trusted"}, {4, "last"}};
	static const struct pdu_wsp_rows flags = {rows, 3};
	struct pdu_wsp_words part;
	uint64_t sum = 0;

	(void)field;
	if (!pdu_wsp_is_number(words, &sum)) {
		while (pdu_wsp_cut(&words, ',', &part)) {
			int32_t flag = pdu_wsp_number(&flags, part.text, part.length);

			if (flag < 0)
				return "is none of authenticated, trusted, last";
			sum |= (uint64_t)flag;
		}
	}
	if (sum >= PDU_WSP_SHORT)
		return "is none of 0 to 127";
	pdu_wsp_put_integer(out, sum);
	return NULL;
}

/* Q-value of "0.5" (8.4.2.3). Of 1, which goes without saying, none. */
const char *pdu_wsp_write_q(struct pdu_wsp_writer *out, const struct pdu_wsp_field *field,
			    struct pdu_wsp_words words)
{
	uint32_t thousandths = 0, unit = 100;

	(void)field;
	if (words.length == 0 || words.length > 5 || words.text[0] != '0' ||
	    (words.length > 1 && words.text[1] != '.'))
		return "has no q between 0 and 0.999";
	for (size_t i = 2; i < words.length; i++, unit /= 10) {
		if (words.text[i] < '0' || words.text[i] > '9')
			return "has no q between 0 and 0.999";
		thousandths += unit * (uint32_t)(words.text[i] - '0');
	}
	pdu_wsp_put_uintvar(out, thousandths % 10 ? thousandths + 100 : thousandths / 10 + 1);
	return NULL;
}
