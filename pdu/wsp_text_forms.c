/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Values of structure as HTTP writes them (WAP-230-WSP 8.4.2), in the order of their clauses'
 * grammar. Each begins behind its Value-length.
 */
#include "wsp_text.h"

#define OCTET_NO_CACHE   (PDU_WSP_SHORT | 0x00)
#define OCTET_PRIVATE    (PDU_WSP_SHORT | 0x07)
#define OCTET_ABSOLUTE   (PDU_WSP_SHORT | 0x00)
#define OCTET_BYTE_RANGE (PDU_WSP_SHORT | 0x00)
#define OCTET_UNKNOWN    (PDU_WSP_SHORT | 0x00)
#define OCTET_BASIC      (PDU_WSP_SHORT | 0x00)
#define OCTET_Q          (PDU_WSP_SHORT | 0x00)

/* [Version-value] of a Code-page: "1.3; page=16". */
void pdu_wsp_show_encoding_version(struct pdu_wsp_reader *in, const struct pdu_wsp_field *field,
				   struct pdu_sink *out)
{
	uint64_t page = pdu_wsp_get_integer(in);

	if (pdu_wsp_left(in) > 0) {
		pdu_wsp_show_version(in, field, out);
		pdu_wsp_show_string(out, "; ");
	}
	pdu_wsp_show_string(out, "page=");
	pdu_wsp_show_number(out, page);
}

/* 1*(Field-name) */
static void show_field_names(struct pdu_wsp_reader *in, const struct pdu_wsp_field *field,
			     struct pdu_sink *out)
{
	const char *separator = "=\"";

	while (pdu_wsp_left(in) > 0) {
		pdu_wsp_show_string(out, separator);
		pdu_wsp_show_field_name(in, field, out);
		separator = ", ";
	}
	pdu_wsp_show_string(out, "\"");
}

void pdu_wsp_show_cache_control(struct pdu_wsp_reader *in, const struct pdu_wsp_field *field,
				struct pdu_sink *out)
{
	int directive = pdu_wsp_peek(in);
	bool text = pdu_wsp_is_text(in);

	pdu_wsp_show_token(in, &field->tokens, out);
	if (pdu_wsp_left(in) == 0)
		return;
	if (directive == OCTET_NO_CACHE || directive == OCTET_PRIVATE) {
		show_field_names(in, field, out);
	} else if (text) {
		pdu_wsp_show_parameters(in, out);
	} else {
		pdu_wsp_show_string(out, "=");
		pdu_wsp_show_number(out, pdu_wsp_get_integer(in));
	}
}

void pdu_wsp_show_token_parameters(struct pdu_wsp_reader *in, const struct pdu_wsp_field *field,
				   struct pdu_sink *out)
{
	pdu_wsp_show_token(in, &field->tokens, out);
	pdu_wsp_show_parameters(in, out);
}

/* A parameter alone. */
void pdu_wsp_show_pragma(struct pdu_wsp_reader *in, const struct pdu_wsp_field *field,
			 struct pdu_sink *out)
{
	struct smsmodem_wsp_header parameter;

	(void)field;
	pdu_wsp_get_parameter(in, &parameter);
	if (in->failed || !parameter.name) {
		in->failed = true;
		return;
	}
	pdu_wsp_show_string(out, parameter.name);
	pdu_wsp_show_string(out, "=");
	pdu_wsp_show_value(&parameter, out);
}

/* Token-text, its value and parameters. */
void pdu_wsp_show_expect(struct pdu_wsp_reader *in, const struct pdu_wsp_field *field,
			 struct pdu_sink *out)
{
	pdu_wsp_show_token(in, &field->tokens, out);
	if (pdu_wsp_left(in) == 0)
		return;
	pdu_wsp_show_string(out, "=");
	pdu_wsp_show_quoted(in, out);
	pdu_wsp_show_parameters(in, out);
}

/* A coding and a q parameter, or others. */
void pdu_wsp_show_te(struct pdu_wsp_reader *in, const struct pdu_wsp_field *field,
		     struct pdu_sink *out)
{
	pdu_wsp_show_token(in, &field->tokens, out);
	if (pdu_wsp_peek(in) != OCTET_Q) {
		pdu_wsp_show_parameters(in, out);
		return;
	}
	(void)pdu_wsp_get_octet(in);
	pdu_wsp_show_string(out, "; q=");
	pdu_wsp_show_q(in, out);
}

/* A date, or seconds. */
void pdu_wsp_show_retry_after(struct pdu_wsp_reader *in, const struct pdu_wsp_field *field,
			      struct pdu_sink *out)
{
	if (pdu_wsp_get_octet(in) == OCTET_ABSOLUTE)
		pdu_wsp_show_date(in, field, out);
	else
		pdu_wsp_show_number(out, pdu_wsp_get_integer(in));
}

/* First and perhaps last position, or the length of what is at the end. */
void pdu_wsp_show_range(struct pdu_wsp_reader *in, const struct pdu_wsp_field *field,
			struct pdu_sink *out)
{
	(void)field;
	pdu_wsp_show_string(out, "bytes=");
	if (pdu_wsp_get_octet(in) == OCTET_BYTE_RANGE) {
		pdu_wsp_show_number(out, pdu_wsp_get_uintvar(in));
		pdu_wsp_show_string(out, "-");
		if (pdu_wsp_left(in) == 0)
			return;
	} else {
		pdu_wsp_show_string(out, "-");
	}
	pdu_wsp_show_number(out, pdu_wsp_get_uintvar(in));
}

/* First position and the length of all; the last one is not coded. */
void pdu_wsp_show_content_range(struct pdu_wsp_reader *in, const struct pdu_wsp_field *field,
				struct pdu_sink *out)
{
	(void)field;
	pdu_wsp_show_string(out, "bytes ");
	pdu_wsp_show_number(out, pdu_wsp_get_uintvar(in));
	pdu_wsp_show_string(out, "-/");
	if (pdu_wsp_peek(in) == OCTET_UNKNOWN && pdu_wsp_left(in) == 1) {
		(void)pdu_wsp_get_octet(in);
		pdu_wsp_show_string(out, "*");
	} else {
		pdu_wsp_show_number(out, pdu_wsp_get_uintvar(in));
	}
}

/* Code, agent and text. */
void pdu_wsp_show_warning(struct pdu_wsp_reader *in, const struct pdu_wsp_field *field,
			  struct pdu_sink *out)
{
	pdu_wsp_show_token(in, &field->tokens, out);
	pdu_wsp_show_string(out, " ");
	pdu_wsp_show_text(in, out);
	pdu_wsp_show_string(out, " ");
	pdu_wsp_show_quoted(in, out);
}

/* Code, target, and dates. */
void pdu_wsp_show_profile_warning(struct pdu_wsp_reader *in, const struct pdu_wsp_field *field,
				  struct pdu_sink *out)
{
	pdu_wsp_show_token(in, &field->tokens, out);
	pdu_wsp_show_string(out, " ");
	pdu_wsp_show_text(in, out);
	while (pdu_wsp_left(in) > 0) {
		pdu_wsp_show_string(out, " ");
		pdu_wsp_show_date(in, field, out);
	}
}

/* --- RFC 2045 6.8 --- */

static void show_base64(struct pdu_sink *out, const uint8_t *octets, size_t count)
{
	static const char letters[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

	for (size_t at = 0; at < count; at += 3) {
		size_t left = count - at;
		uint32_t word = (uint32_t)octets[at] << 16;
		word |= left > 1 ? (uint32_t)octets[at + 1] << 8 : 0;
		word |= left > 2 ? octets[at + 2] : 0;
		for (unsigned i = 0; i < 4; i++)
			pdu_sink_put(out,
				     i <= left ? (uint8_t)letters[word >> (18 - 6 * i) & 63] : '=');
	}
}

void pdu_wsp_show_digest(struct pdu_wsp_reader *in, const struct pdu_wsp_field *field,
			 struct pdu_sink *out)
{
	size_t left = pdu_wsp_left(in);
	struct pdu_wsp_reader digest = pdu_wsp_get_octets(in, left);

	(void)field;
	show_base64(out, digest.octets, left);
}

/* Basic with user and password, which are shown as they would be sent; or a scheme with parameters.
 */
void pdu_wsp_show_credentials(struct pdu_wsp_reader *in, const struct pdu_wsp_field *field,
			      struct pdu_sink *out)
{
	uint8_t pair[256];
	struct pdu_sink both = {.text = (char *)pair, .size = sizeof pair};

	(void)field;
	if (pdu_wsp_peek(in) != OCTET_BASIC) {
		pdu_wsp_show_text(in, out);
		pdu_wsp_show_parameters(in, out);
		return;
	}
	(void)pdu_wsp_get_octet(in);
	pdu_wsp_show_text(in, &both);
	pdu_wsp_show_string(&both, ":");
	pdu_wsp_show_text(in, &both);
	in->failed |= both.full;
	pdu_wsp_show_string(out, "Basic ");
	show_base64(out, pair, both.used);
}

/* Basic or another scheme, its realm, and parameters. */
void pdu_wsp_show_challenge(struct pdu_wsp_reader *in, const struct pdu_wsp_field *field,
			    struct pdu_sink *out)
{
	(void)field;
	if (pdu_wsp_peek(in) == OCTET_BASIC) {
		(void)pdu_wsp_get_octet(in);
		pdu_wsp_show_string(out, "Basic");
	} else {
		pdu_wsp_show_text(in, out);
	}
	pdu_wsp_show_string(out, " realm=");
	pdu_wsp_show_quoted(in, out);
	pdu_wsp_show_parameters(in, out);
}

static void show_pair(struct pdu_wsp_reader *in, struct pdu_sink *out)
{
	pdu_wsp_show_text(in, out);
	pdu_wsp_show_string(out, "=");
	pdu_wsp_show_text(in, out);
}

/* Cookie-version, name, value, and parameters. */
void pdu_wsp_show_set_cookie(struct pdu_wsp_reader *in, const struct pdu_wsp_field *field,
			     struct pdu_sink *out)
{
	(void)field;
	(void)pdu_wsp_get_integer(in);
	show_pair(in, out);
	pdu_wsp_show_parameters(in, out);
}

/* Cookie-version, and of each cookie name, value, and perhaps its path and domain. */
void pdu_wsp_show_cookie(struct pdu_wsp_reader *in, const struct pdu_wsp_field *field,
			 struct pdu_sink *out)
{
	static const char *const rest[] = {"; $Path=", "; $Domain="};
	const char *separator = "";

	(void)field;
	(void)pdu_wsp_get_integer(in);
	while (pdu_wsp_left(in) > 0) {
		struct pdu_wsp_reader cookie = pdu_wsp_get_value(in);

		pdu_wsp_show_string(out, separator);
		show_pair(&cookie, out);
		for (size_t i = 0; i < 2 && pdu_wsp_left(&cookie) > 0; i++) {
			pdu_wsp_show_string(out, rest[i]);
			pdu_wsp_show_text(&cookie, out);
		}
		in->failed |= cookie.failed || pdu_wsp_left(&cookie) > 0;
		separator = "; ";
	}
}
