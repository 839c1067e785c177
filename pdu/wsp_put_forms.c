/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values of structure from what HTTP writes (WAP-230-WSP 8.4.2), and which kind has which form. */
#include "wsp_put.h"

#define OCTET_ABSOLUTE (PDU_WSP_SHORT | 0x00)
#define OCTET_RELATIVE (PDU_WSP_SHORT | 0x01)
#define OCTET_Q        (PDU_WSP_SHORT | 0x00)

/* --- parameters (8.4.2.4) --- */

/* Untyped-value: a number where it is one, no value where there is none, else text. */
static const char *put_untyped(struct pdu_wsp_writer *out, struct pdu_wsp_words value)
{
	uint64_t number;

	if (pdu_wsp_is_number(value, &number)) {
		pdu_wsp_put_integer(out, number);
		return NULL;
	}
	if (value.length > 0)
		return pdu_wsp_write_quoted(out, NULL, value);
	pdu_wsp_put_octet(out, 0);
	return NULL;
}

static const char *put_parameter(struct pdu_wsp_writer *out, struct pdu_wsp_words words)
{
	struct pdu_wsp_words name, value = words;

	if (!pdu_wsp_cut(&value, '=', &name) || !pdu_wsp_is_token(name))
		return "has a parameter without a name";
	value = pdu_wsp_trimmed(value);
	int code = pdu_wsp_field_number(pdu_wsp_parameters, PDU_WSP_PARAMETERS, name.text,
					name.length);
	if (code < 0) {
		pdu_wsp_put_text(out, name.text, name.length);
		return put_untyped(out, value);
	}
	pdu_wsp_put_integer(out, (uint64_t)code);
	if (value.length > 0)
		return pdu_wsp_put_kind(out, &pdu_wsp_parameters[code], value);
	pdu_wsp_put_octet(out, 0);
	return code == PDU_WSP_PARAMETER_Q ? "has a q without a value" : NULL;
}

const char *pdu_wsp_put_parameters(struct pdu_wsp_writer *out, struct pdu_wsp_words words)
{
	struct pdu_wsp_words part;
	const char *wrong = NULL;

	while (!wrong && pdu_wsp_cut(&words, ';', &part))
		if (part.length > 0) /* after a semicolon there may be nothing */
			wrong = put_parameter(out, part);
	return wrong;
}

/* --- media types (8.4.2.24) --- */

static bool media_is_name(struct pdu_wsp_words words)
{
	struct pdu_wsp_words subtype = words, type;

	return pdu_wsp_cut(&subtype, '/', &type) && subtype.text && pdu_wsp_is_token(type) &&
	       pdu_wsp_is_token(subtype);
}

struct media {
	int32_t code; /* -1: none is assigned to its name */
	struct pdu_wsp_words name;
	struct pdu_wsp_words parameters; /* no text: there are none */
};

static const char *media_read(struct pdu_wsp_words words, struct media *media)
{
	uint64_t number = 0;

	*media = (struct media){.name = words, .parameters = words};
	/* One of the assigned names has a parameter in it. */
	media->code = pdu_wsp_number(&pdu_wsp_content_types, words.text, words.length);
	if (media->code >= 0) {
		media->parameters = (struct pdu_wsp_words){0};
		return NULL;
	}
	(void)pdu_wsp_cut(&media->parameters, ';', &media->name);
	media->code = pdu_wsp_number(&pdu_wsp_content_types, media->name.text, media->name.length);
	if (media->code >= 0 || media_is_name(media->name))
		return NULL;
	if (!pdu_wsp_is_code(media->name, &number) || number > INT32_MAX)
		return "is no media type, such as application/vnd.wap.sic, nor the number of one";
	media->code = (int32_t)number;
	return NULL;
}

const char *pdu_wsp_put_media(struct pdu_wsp_writer *out, struct pdu_wsp_words words,
			      bool long_form)
{
	struct media media;
	const char *wrong = media_read(words, &media);
	size_t begin = pdu_wsp_value_begin(out);

	if (wrong)
		return wrong;
	const char *known =
		media.code >= 0 ? smsmodem_wsp_content_type((uint32_t)media.code) : NULL;
	if (long_form && known)
		media = (struct media){-1, pdu_wsp_words(known), media.parameters};
	if (media.code < 0)
		pdu_wsp_put_text(out, media.name.text, media.name.length);
	else
		pdu_wsp_put_integer(out, (uint32_t)media.code);
	if (media.parameters.text)
		wrong = pdu_wsp_put_parameters(out, media.parameters);
	if (media.parameters.text || media.code >= PDU_WSP_SHORT)
		pdu_wsp_value_end(out, begin);
	return wrong;
}

static const char *form_media(struct pdu_wsp_writer *out, const struct pdu_wsp_field *field,
			      struct pdu_wsp_words words)
{
	(void)field;
	return pdu_wsp_put_media(out, words, false);
}

/* --- values with a q value (8.4.2.3) --- */

/* What is in front of a q, which may be the only parameter; one of 1 goes without saying. */
static bool form_cut_q(struct pdu_wsp_words words, struct pdu_wsp_words *front,
		       struct pdu_wsp_words *q)
{
	struct pdu_wsp_words name;

	*q = (struct pdu_wsp_words){0};
	if (!pdu_wsp_cut(&words, ';', front))
		return false;
	if (!pdu_wsp_cut(&words, ';', q))
		return true;
	if (words.text || !pdu_wsp_cut(q, '=', &name) ||
	    !pdu_wsp_same("q", name.text, name.length) || !q->text)
		return false;
	*q = pdu_wsp_trimmed(*q);
	if (q->length > 0 && q->text[0] == '1')
		*q = (struct pdu_wsp_words){0};
	return true;
}

static const char *put_with_q(struct pdu_wsp_writer *out, const struct pdu_wsp_field *field,
			      struct pdu_wsp_words words, pdu_wsp_put *put)
{
	struct pdu_wsp_words front, q;
	size_t begin = pdu_wsp_value_begin(out);

	if (!form_cut_q(words, &front, &q))
		return "has a parameter that is no q";
	const char *wrong = put(out, field, front);
	if (wrong)
		return wrong;
	/* An integer above 127 looks like a length. */
	bool is_long = !q.text && begin < out->size && out->used <= out->size &&
		       out->octets[begin] < PDU_WSP_LENGTH_QUOTE && out->octets[begin] > 0;
	if (q.text)
		wrong = pdu_wsp_write_q(out, field, q);
	if (q.text || is_long)
		pdu_wsp_value_end(out, begin);
	return wrong;
}

static const char *form_token_q(struct pdu_wsp_writer *out, const struct pdu_wsp_field *field,
				struct pdu_wsp_words words)
{
	return put_with_q(out, field, words, pdu_wsp_write_token);
}

static const char *form_language_q(struct pdu_wsp_writer *out, const struct pdu_wsp_field *field,
				   struct pdu_wsp_words words)
{
	return put_with_q(out, field, words, pdu_wsp_write_language);
}

static const char *form_charset_q(struct pdu_wsp_writer *out, const struct pdu_wsp_field *field,
				  struct pdu_wsp_words words)
{
	return put_with_q(out, field, words, pdu_wsp_write_charset);
}

/* --- others --- */

static const char *put_field_names(struct pdu_wsp_writer *out, const struct pdu_wsp_field *field,
				   struct pdu_wsp_words names)
{
	struct pdu_wsp_words name;
	const char *wrong = NULL;

	while (!wrong && pdu_wsp_cut(&names, ',', &name))
		wrong = pdu_wsp_write_field_name(out, field, name);
	return wrong;
}

/* A directive alone, with seconds, or with names of headers; or an extension. */
static const char *form_cache_control(struct pdu_wsp_writer *out, const struct pdu_wsp_field *field,
				      struct pdu_wsp_words words)
{
	struct pdu_wsp_words name, value = words;
	uint64_t seconds;

	if (!pdu_wsp_cut(&value, '=', &name) || !value.text)
		return pdu_wsp_write_token(out, field, words);
	int32_t code = pdu_wsp_number(&field->tokens, name.text, name.length);
	value = pdu_wsp_unquoted(pdu_wsp_trimmed(value));
	if (code < 0) {
		pdu_wsp_put_text(out, words.text, words.length);
		return pdu_wsp_is_token(name) ? NULL : "has a directive that is no token";
	}
	size_t begin = pdu_wsp_value_begin(out);
	const char *wrong = NULL;
	pdu_wsp_put_integer(out, (uint64_t)code);
	if (pdu_wsp_is_number(value, &seconds))
		pdu_wsp_put_integer(out, seconds);
	else
		wrong = put_field_names(out, field, value);
	pdu_wsp_value_end(out, begin);
	return wrong;
}

/* A token; with parameters behind a length, where the header has one always. */
static const char *put_with_parameters(struct pdu_wsp_writer *out,
				       const struct pdu_wsp_field *field,
				       struct pdu_wsp_words words, bool always)
{
	struct pdu_wsp_words token;
	size_t begin = pdu_wsp_value_begin(out);

	if (!pdu_wsp_cut(&words, ';', &token))
		return "is empty";
	const char *wrong = pdu_wsp_write_token(out, field, token);
	if (!wrong && words.text)
		wrong = pdu_wsp_put_parameters(out, words);
	if (words.text || always)
		pdu_wsp_value_end(out, begin);
	return wrong;
}

static const char *form_token_parameters(struct pdu_wsp_writer *out,
					 const struct pdu_wsp_field *field,
					 struct pdu_wsp_words words)
{
	return put_with_parameters(out, field, words, false);
}

static const char *form_disposition(struct pdu_wsp_writer *out, const struct pdu_wsp_field *field,
				    struct pdu_wsp_words words)
{
	return put_with_parameters(out, field, words, true);
}

static const char *form_pragma(struct pdu_wsp_writer *out, const struct pdu_wsp_field *field,
			       struct pdu_wsp_words words)
{
	if (pdu_wsp_number(&field->tokens, words.text, words.length) >= 0)
		return pdu_wsp_write_token(out, field, words);
	size_t begin = pdu_wsp_value_begin(out);
	const char *wrong = put_parameter(out, words);
	pdu_wsp_value_end(out, begin);
	return wrong;
}

/* "trailers", or a coding with its q behind a token of its own. */
static const char *form_te(struct pdu_wsp_writer *out, const struct pdu_wsp_field *field,
			   struct pdu_wsp_words words)
{
	struct pdu_wsp_words front, q;
	size_t begin = pdu_wsp_value_begin(out);

	if (pdu_wsp_same("trailers", words.text, words.length))
		return pdu_wsp_write_token(out, field, words);
	if (!form_cut_q(words, &front, &q))
		return "has a parameter that is no q";
	const char *wrong = pdu_wsp_write_token(out, field, front);
	if (!wrong && q.text) {
		pdu_wsp_put_octet(out, OCTET_Q);
		wrong = pdu_wsp_write_q(out, field, q);
	}
	pdu_wsp_value_end(out, begin);
	return wrong;
}

static const char *form_retry_after(struct pdu_wsp_writer *out, const struct pdu_wsp_field *field,
				    struct pdu_wsp_words words)
{
	size_t begin = pdu_wsp_value_begin(out);
	uint64_t seconds;
	const char *wrong = NULL;

	if (pdu_wsp_is_number(words, &seconds)) {
		pdu_wsp_put_octet(out, OCTET_RELATIVE);
		pdu_wsp_put_integer(out, seconds);
	} else {
		pdu_wsp_put_octet(out, OCTET_ABSOLUTE);
		wrong = pdu_wsp_write_date(out, field, words);
	}
	pdu_wsp_value_end(out, begin);
	return wrong;
}

/* --- which --- */

/* Kinds without a form go by the header's name, as text. */
static pdu_wsp_put *const forms[PDU_WSP_KINDS] = {
	[PDU_WSP_KIND_TEXT] = pdu_wsp_write_text,
	[PDU_WSP_KIND_QUOTED] = pdu_wsp_write_quoted,
	[PDU_WSP_KIND_INTEGER] = pdu_wsp_write_integer,
	[PDU_WSP_KIND_DATE] = pdu_wsp_write_date,
	[PDU_WSP_KIND_MEDIA] = form_media,
	[PDU_WSP_KIND_TYPE] = pdu_wsp_write_type,
	[PDU_WSP_KIND_TOKEN] = pdu_wsp_write_token,
	[PDU_WSP_KIND_TOKEN_Q] = form_token_q,
	[PDU_WSP_KIND_LANGUAGE] = pdu_wsp_write_language,
	[PDU_WSP_KIND_LANGUAGE_Q] = form_language_q,
	[PDU_WSP_KIND_CHARSET] = pdu_wsp_write_charset,
	[PDU_WSP_KIND_CHARSET_Q] = form_charset_q,
	[PDU_WSP_KIND_FIELD] = pdu_wsp_write_field_name,
	[PDU_WSP_KIND_APPLICATION] = pdu_wsp_write_application,
	[PDU_WSP_KIND_PUSH_FLAG] = pdu_wsp_write_push_flag,
	[PDU_WSP_KIND_VERSION] = pdu_wsp_write_version,
	[PDU_WSP_KIND_Q] = pdu_wsp_write_q,
	[PDU_WSP_KIND_ENCODING_VERSION] = pdu_wsp_write_version,
	[PDU_WSP_KIND_CACHE_CONTROL] = form_cache_control,
	[PDU_WSP_KIND_TOKEN_PARAMETERS] = form_token_parameters,
	[PDU_WSP_KIND_DISPOSITION] = form_disposition,
	[PDU_WSP_KIND_PRAGMA] = form_pragma,
	[PDU_WSP_KIND_EXPECT] = pdu_wsp_write_token,
	[PDU_WSP_KIND_TE] = form_te,
	[PDU_WSP_KIND_RETRY_AFTER] = form_retry_after,
	[PDU_WSP_KIND_WARNING] = pdu_wsp_write_token,
	[PDU_WSP_KIND_PROFILE_WARNING] = pdu_wsp_write_token,
};

const char *pdu_wsp_put_kind(struct pdu_wsp_writer *out, const struct pdu_wsp_field *field,
			     struct pdu_wsp_words words)
{
	return forms[field->kind](out, field, words);
}

bool pdu_wsp_has_form(const struct pdu_wsp_field *field, struct pdu_wsp_words words)
{
	bool alone = field->kind == PDU_WSP_KIND_EXPECT || field->kind == PDU_WSP_KIND_WARNING ||
		     field->kind == PDU_WSP_KIND_PROFILE_WARNING;

	if (alone && pdu_wsp_number(&field->tokens, words.text, words.length) < 0)
		return false;
	return forms[field->kind] != NULL;
}

bool pdu_wsp_is_list(const struct pdu_wsp_field *field)
{
	static const bool lists[PDU_WSP_KINDS] = {
		[PDU_WSP_KIND_MEDIA] = true,
		[PDU_WSP_KIND_TOKEN] = true,
		[PDU_WSP_KIND_TOKEN_Q] = true,
		[PDU_WSP_KIND_LANGUAGE] = true,
		[PDU_WSP_KIND_LANGUAGE_Q] = true,
		[PDU_WSP_KIND_CHARSET_Q] = true,
		[PDU_WSP_KIND_FIELD] = true,
		[PDU_WSP_KIND_CACHE_CONTROL] = true,
		[PDU_WSP_KIND_TOKEN_PARAMETERS] = true,
		[PDU_WSP_KIND_PRAGMA] = true,
		[PDU_WSP_KIND_TE] = true,
	};

	return lists[field->kind];
}
