/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The value of a header or parameter as HTTP writes it (WAP-230-WSP 8.4.2). */
#include "wsp_text.h"

#define FLAG_AUTHENTICATED 1U
#define FLAG_TRUSTED       2U
#define FLAG_LAST          4U

/*
 * Text-string, of which an entity tag begins and ends with quotes. A quoted string, which it should
 * not be, only begins with one.
 */
static void show_text(struct pdu_wsp_reader *in, const struct pdu_wsp_field *field,
		      struct pdu_sink *out)
{
	size_t length = pdu_wsp_left(in);

	(void)field;
	if (pdu_wsp_peek(in) >= PDU_WSP_SHORT) {
		pdu_wsp_show_number(out, pdu_wsp_get_integer(in));
		return;
	}
	if (length > 2 && pdu_wsp_peek(in) == PDU_WSP_QUOTED_STRING &&
	    in->octets[in->at + length - 2] == PDU_WSP_QUOTED_STRING)
		pdu_wsp_show_string(out, "\"");
	pdu_wsp_show_text(in, out);
}

static void show_quoted(struct pdu_wsp_reader *in, const struct pdu_wsp_field *field,
			struct pdu_sink *out)
{
	(void)field;
	if (pdu_wsp_peek(in) >= PDU_WSP_SHORT)
		pdu_wsp_show_number(out, pdu_wsp_get_integer(in));
	else
		pdu_wsp_show_text(in, out);
}

static void show_integer(struct pdu_wsp_reader *in, const struct pdu_wsp_field *field,
			 struct pdu_sink *out)
{
	(void)field;
	if (pdu_wsp_is_text(in))
		pdu_wsp_show_text(in, out);
	else
		pdu_wsp_show_number(out, pdu_wsp_get_integer(in));
}

static void show_media(struct pdu_wsp_reader *in, const struct pdu_wsp_field *field,
		       struct pdu_sink *out)
{
	struct pdu_content_type type;

	(void)field;
	pdu_wsp_get_content_type(in, &type);
	if (in->failed)
		return;
	if (type.name)
		pdu_wsp_show_string(out, type.name);
	else
		pdu_wsp_show_number(out, (uint64_t)type.code);
	struct pdu_wsp_reader parameters = pdu_wsp_reader(type.parameters, type.parameters_len);
	pdu_wsp_show_parameters(&parameters, out);
	in->failed |= parameters.failed;
}

static void show_type(struct pdu_wsp_reader *in, const struct pdu_wsp_field *field,
		      struct pdu_sink *out)
{
	(void)field;
	pdu_wsp_show_token(in, &pdu_wsp_content_types, out);
}

static void show_token(struct pdu_wsp_reader *in, const struct pdu_wsp_field *field,
		       struct pdu_sink *out)
{
	pdu_wsp_show_token(in, &field->tokens, out);
}

static void show_language(struct pdu_wsp_reader *in, const struct pdu_wsp_field *field,
			  struct pdu_sink *out)
{
	(void)field;
	pdu_wsp_show_token(in, &pdu_wsp_languages, out);
}

static void show_charset(struct pdu_wsp_reader *in, const struct pdu_wsp_field *field,
			 struct pdu_sink *out)
{
	(void)field;
	if (pdu_wsp_is_text(in)) {
		pdu_wsp_show_text(in, out);
		return;
	}
	uint64_t charset = pdu_wsp_get_integer(in);
	const char *name = charset <= UINT32_MAX ? smsmodem_charset_name((uint32_t)charset) : NULL;
	if (charset == 0)
		pdu_wsp_show_string(out, "*");
	else if (name)
		pdu_wsp_show_string(out, name);
	else
		pdu_wsp_show_number(out, charset);
}

static void show_application(struct pdu_wsp_reader *in, const struct pdu_wsp_field *field,
			     struct pdu_sink *out)
{
	(void)field;
	pdu_wsp_show_token(in, &pdu_wsp_applications, out);
}

static void show_push_flag(struct pdu_wsp_reader *in, const struct pdu_wsp_field *field,
			   struct pdu_sink *out)
{
	static const char *const names[] = {"authenticated", "trusted", "last"};
	uint64_t flags = pdu_wsp_get_integer(in);
	const char *separator = "";

	(void)field;
	if (flags == 0 || flags > (FLAG_AUTHENTICATED | FLAG_TRUSTED | FLAG_LAST)) {
		pdu_wsp_show_number(out, flags);
		return;
	}
	for (unsigned bit = 0; bit < 3; bit++) {
		if (!(flags >> bit & 1))
			continue;
		pdu_wsp_show_string(out, separator);
		pdu_wsp_show_string(out, names[bit]);
		separator = ", ";
	}
}

static void show_q(struct pdu_wsp_reader *in, const struct pdu_wsp_field *field,
		   struct pdu_sink *out)
{
	(void)field;
	pdu_wsp_show_q(in, out);
}

static void show_opaque(struct pdu_wsp_reader *in, const struct pdu_wsp_field *field,
			struct pdu_sink *out)
{
	(void)field;
	(void)out;
	in->failed = true;
}

/* A value alone, or behind a Value-length. */
struct text_form {
	pdu_wsp_show *alone, *within;
};

static void show_with_q(struct pdu_wsp_reader *in, const struct pdu_wsp_field *field,
			struct pdu_sink *out);

/* Those that are alone in all forms read a length themselves. */
static const struct text_form forms[PDU_WSP_KINDS] = {
	[PDU_WSP_KIND_TEXT] = {show_text, NULL},
	[PDU_WSP_KIND_QUOTED] = {show_quoted, NULL},
	[PDU_WSP_KIND_INTEGER] = {show_integer, NULL},
	[PDU_WSP_KIND_DATE] = {pdu_wsp_show_date, NULL},
	[PDU_WSP_KIND_MEDIA] = {show_media, NULL},
	[PDU_WSP_KIND_TYPE] = {show_type, NULL},
	[PDU_WSP_KIND_TOKEN] = {show_token, NULL},
	[PDU_WSP_KIND_TOKEN_Q] = {show_token, show_with_q},
	[PDU_WSP_KIND_LANGUAGE] = {show_language, NULL},
	[PDU_WSP_KIND_LANGUAGE_Q] = {show_language, show_with_q},
	[PDU_WSP_KIND_CHARSET] = {show_charset, NULL},
	[PDU_WSP_KIND_CHARSET_Q] = {show_charset, show_with_q},
	[PDU_WSP_KIND_FIELD] = {pdu_wsp_show_field_name, NULL},
	[PDU_WSP_KIND_APPLICATION] = {show_application, NULL},
	[PDU_WSP_KIND_PUSH_FLAG] = {show_push_flag, NULL},
	[PDU_WSP_KIND_VERSION] = {pdu_wsp_show_version, NULL},
	[PDU_WSP_KIND_Q] = {show_q, NULL},
	[PDU_WSP_KIND_ENCODING_VERSION] = {pdu_wsp_show_version, pdu_wsp_show_encoding_version},
	[PDU_WSP_KIND_CACHE_CONTROL] = {show_token, pdu_wsp_show_cache_control},
	[PDU_WSP_KIND_TOKEN_PARAMETERS] = {show_token, pdu_wsp_show_token_parameters},
	[PDU_WSP_KIND_DISPOSITION] = {show_token, pdu_wsp_show_token_parameters},
	[PDU_WSP_KIND_PRAGMA] = {show_token, pdu_wsp_show_pragma},
	[PDU_WSP_KIND_EXPECT] = {show_token, pdu_wsp_show_expect},
	[PDU_WSP_KIND_TE] = {show_token, pdu_wsp_show_te},
	[PDU_WSP_KIND_RETRY_AFTER] = {show_text, pdu_wsp_show_retry_after},
	[PDU_WSP_KIND_RANGE] = {show_text, pdu_wsp_show_range},
	[PDU_WSP_KIND_CONTENT_RANGE] = {show_text, pdu_wsp_show_content_range},
	[PDU_WSP_KIND_WARNING] = {show_token, pdu_wsp_show_warning},
	[PDU_WSP_KIND_PROFILE_WARNING] = {show_token, pdu_wsp_show_profile_warning},
	[PDU_WSP_KIND_CREDENTIALS] = {show_text, pdu_wsp_show_credentials},
	[PDU_WSP_KIND_CHALLENGE] = {show_text, pdu_wsp_show_challenge},
	[PDU_WSP_KIND_SET_COOKIE] = {show_text, pdu_wsp_show_set_cookie},
	[PDU_WSP_KIND_COOKIE] = {show_text, pdu_wsp_show_cookie},
	[PDU_WSP_KIND_DIGEST] = {show_text, pdu_wsp_show_digest},
	[PDU_WSP_KIND_OPAQUE] = {show_opaque, NULL},
};

static void show_with_q(struct pdu_wsp_reader *in, const struct pdu_wsp_field *field,
			struct pdu_sink *out)
{
	forms[field->kind].alone(in, field, out);
	if (pdu_wsp_left(in) == 0)
		return;
	pdu_wsp_show_string(out, "; q=");
	pdu_wsp_show_q(in, out);
}

static const struct pdu_wsp_field *text_field(const struct smsmodem_wsp_header *header)
{
	static const struct pdu_wsp_field other = {.kind = PDU_WSP_KIND_TEXT};
	static const struct pdu_wsp_field untyped = {.kind = PDU_WSP_KIND_INTEGER};

	if (header->parameter)
		return header->code >= 0 && header->code < PDU_WSP_PARAMETERS
			       ? &pdu_wsp_parameters[header->code]
			       : &untyped;
	return header->page == 1 && header->code >= 0 && header->code < PDU_WSP_HEADERS
		       ? &pdu_wsp_headers[header->code]
		       : &other;
}

static bool text_read(const struct smsmodem_wsp_header *header, struct pdu_sink *out)
{
	const struct pdu_wsp_field *field = text_field(header);
	const struct text_form *form = &forms[field->kind];
	struct pdu_wsp_reader in = pdu_wsp_reader(header->value, header->value_len);
	int first = pdu_wsp_peek(&in);

	if (!form->within || first < 1 || first > PDU_WSP_LENGTH_QUOTE) {
		form->alone(&in, field, out);
		return !in.failed && pdu_wsp_left(&in) == 0;
	}
	struct pdu_wsp_reader value = pdu_wsp_get_value(&in);
	form->within(&value, field, out);
	return !in.failed && !value.failed && pdu_wsp_left(&value) == 0;
}

static void text_hex(const struct smsmodem_wsp_header *header, struct pdu_sink *out)
{
	static const char digits[] = "0123456789ABCDEF";

	pdu_wsp_show_string(out, "0x");
	for (size_t i = 0; i < header->value_len; i++) {
		pdu_sink_put(out, (uint8_t)digits[header->value[i] >> 4]);
		pdu_sink_put(out, (uint8_t)digits[header->value[i] & 15]);
	}
}

void pdu_wsp_show_value(const struct smsmodem_wsp_header *header, struct pdu_sink *out)
{
	struct pdu_sink before = *out;

	if (text_read(header, out))
		return;
	*out = before;
	text_hex(header, out);
}

int smsmodem_wsp_text(const struct smsmodem_wsp_header *header, char *text, size_t size)
{
	size_t enough = SMSMODEM_WSP_TEXT_SIZE(header->value_len);
	size_t room = size < enough ? size : enough;
	struct pdu_sink empty = {.text = text, .size = room ? room - 1 : 0, .full = room == 0};
	struct pdu_sink out = empty;

	pdu_wsp_show_value(header, &out);
	/* What takes more room than is promised to be enough is not worth reading. */
	if (out.full && size >= enough) {
		out = empty;
		text_hex(header, &out);
	}
	if (size > 0)
		text[out.full ? 0 : out.used] = '\0';
	return pdu_sink_result(&out);
}
