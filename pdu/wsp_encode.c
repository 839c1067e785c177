/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A push written (WAP-230-WSP 8.2.4.1). */
#include "wsp_put.h"
#include <string.h>

#define SHOWN_MAX 64 /* of what cannot be written */

static int encode_fail(struct smsmodem_error *error, const char *what, struct pdu_wsp_words words,
		       const char *why)
{
	int shown = words.length < SHOWN_MAX ? (int)words.length : SHOWN_MAX;

	return smsmodem_error_set(error, SMSMODEM_E_DATA, "the %s \"%.*s\" cannot be sent: it %s",
				  what, shown, words.text, why);
}

static int encode_content_type(const struct smsmodem_wsp_push *push, struct pdu_wsp_writer *out,
			       struct smsmodem_error *error)
{
	struct pdu_wsp_words words = {.text = ""};
	const char *why = "is not given";

	if (push->content_type) {
		words = pdu_wsp_trimmed(pdu_wsp_words(push->content_type));
		why = pdu_wsp_is_plain(words)
			      ? pdu_wsp_put_media(out, words, push->long_content_type)
			      : "has control characters in it";
	}
	return why ? encode_fail(error, "content type", words, why) : SMSMODEM_OK;
}

/* Name and value, each as text (8.4.2.6). */
static void encode_named(struct pdu_wsp_writer *out, struct pdu_wsp_words name,
			 struct pdu_wsp_words value)
{
	pdu_wsp_put_text(out, name.text, name.length);
	pdu_wsp_put_text(out, value.text, value.length);
}

/* Those of RFC 2616 and WAP-230-WSP whose value is a URI (8.4.2.18 and others). */
static bool encode_is_uri(int code)
{
	static const uint8_t codes[] = {
		0x0A, /* Content-Base */
		0x0E, /* Content-Location */
		0x1C, /* Location */
		0x24, /* Referer */
		0x30, /* X-Wap-Content-URI */
		0x31, /* X-Wap-Initiator-URI */
		0x35, /* Profile */
	};

	return memchr(codes, code, sizeof codes);
}

static bool encode_is_graphic(struct pdu_wsp_words words)
{
	for (size_t i = 0; i < words.length; i++)
		if (words.text[i] <= ' ' || words.text[i] >= 0x7F)
			return false;
	return words.length > 0;
}

/* @return NULL, or why not */
static const char *encode_value(struct pdu_wsp_writer *out, int code, struct pdu_wsp_words name,
				struct pdu_wsp_words value)
{
	const struct pdu_wsp_field *field = &pdu_wsp_headers[code];

	if (encode_is_uri(code) && !encode_is_graphic(value))
		return "is no URI, which is ASCII without blanks: percent-encode the rest";
	if (!pdu_wsp_has_form(field, value)) {
		encode_named(out, name, value);
		return NULL;
	}
	pdu_wsp_put_integer(out, (uint64_t)code);
	return pdu_wsp_put_kind(out, field, value);
}

/* @return NULL, or why not */
static const char *encode_header(struct pdu_wsp_writer *out, struct pdu_wsp_words header)
{
	struct pdu_wsp_words name, part, value = header;

	if (!pdu_wsp_is_plain(header))
		return "has control characters in it";
	if (!pdu_wsp_cut(&value, ':', &name) || !value.text || !pdu_wsp_is_token(name))
		return "does not begin with a name and a colon, as in \"Name: value\"";
	value = pdu_wsp_trimmed(value);
	int code = pdu_wsp_field_number(pdu_wsp_headers, PDU_WSP_HEADERS, name.text, name.length);
	if (code == PDU_WSP_HEADER_CONTENT_TYPE)
		return "is no header of a push, whose content type is in front of them";
	if (code < 0) {
		encode_named(out, name, value);
		return NULL;
	}
	if (!pdu_wsp_is_list(&pdu_wsp_headers[code]))
		return encode_value(out, code, name, value);
	const char *why = NULL;
	while (!why && pdu_wsp_cut(&value, ',', &part))
		why = encode_value(out, code, name, part);
	return why;
}

int smsmodem_wsp_encode(const struct smsmodem_wsp_push *push, uint8_t *octets, size_t size,
			struct smsmodem_error *error)
{
	struct pdu_wsp_writer out = pdu_wsp_writer(octets, size);

	pdu_wsp_put_octet(&out, push->tid);
	pdu_wsp_put_octet(&out, SMSMODEM_WSP_PUSH);
	size_t begin = pdu_wsp_value_begin(&out);
	int result = encode_content_type(push, &out, error);
	if (result < 0)
		return result;
	for (size_t i = 0; i < push->header_count; i++) {
		struct pdu_wsp_words header = pdu_wsp_words(push->headers[i]);
		const char *why = encode_header(&out, header);

		if (why)
			return encode_fail(error, "header", header, why);
	}
	pdu_wsp_uintvar_end(&out, begin);
	pdu_wsp_put_octets(&out, push->body, push->body_len);
	result = pdu_wsp_written(&out);
	if (result < 0)
		return smsmodem_error_set(error, SMSMODEM_E_SPACE,
					  "the push has %zu octets, of which %zu have room",
					  out.used, size);
	return result;
}
