/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "Name: value" as the field of an MMS header has it (OMA-TS-MMS_ENC 7.3). */
#include "mms.h"
#include "wsp_put.h"
#include <stdio.h>
#include <string.h>

#define PUT_SHOWN_MAX          64   /* octets of what cannot be written */
#define PUT_ELEMENT_DESCRIPTOR 0x32 /* 7.3.18 */
#define PUT_PARAMETER_TYPE     0x82 /* table 27 */
#define PUT_REPLY_SIZE         0x1F /* Long-integer, where others are Integer-value */
#define PUT_UTF_8              106

#define PUT_DAY_LENGTH         10 /* "2027-01-31" */
#define PUT_MINUTE_LENGTH      16 /* "2027-01-31T18:00" */
#define PUT_DATE_SIZE          40

#define PUT_WHY_ASCII          "is a field of ASCII alone"

/* A field that is written. */
struct mms_put {
	struct pdu_wsp_writer *out;
	const struct pdu_mms_row *row;
	struct pdu_wsp_words value;
	char why[128]; /* room for what is returned */
};

/** @return NULL; or why it cannot be written, to be read behind "it ..." */
typedef const char *mms_put_form(struct mms_put *put);

/** Integer-value or Long-integer. */
typedef void mms_put_integer(struct pdu_wsp_writer *out, uint64_t number);

static int put_token_of(const struct pdu_mms_token *tokens, const char *name, size_t length)
{
	for (; tokens && tokens->name; tokens++)
		if (pdu_wsp_same(tokens->name, name, length))
			return tokens->octet;
	return -1;
}

void pdu_mms_put_period(struct pdu_wsp_writer *out, bool absolute, uint64_t seconds)
{
	size_t begin = pdu_wsp_value_begin(out);

	pdu_wsp_put_octet(out, absolute ? PDU_MMS_ABSOLUTE : PDU_MMS_RELATIVE);
	pdu_wsp_put_long(out, seconds);
	pdu_wsp_value_end(out, begin);
}

/* --- texts --- */

static bool put_is_ascii(struct pdu_wsp_words words)
{
	for (size_t i = 0; i < words.length; i++)
		if ((unsigned char)words.text[i] >= 0x80)
			return false;
	return true;
}

static bool put_is_utf8(struct pdu_wsp_words words)
{
	uint32_t character;

	while (words.length > 0) {
		int count = pdu_utf8_get(words.text, words.length, &character);
		if (count < 0)
			return false;
		words.text += count;
		words.length -= (size_t)count;
	}
	return true;
}

static const char *form_text(struct mms_put *put)
{
	pdu_wsp_put_text(put->out, put->value.text, put->value.length);
	return put_is_ascii(put->value) ? NULL : PUT_WHY_ASCII;
}

static const char *form_encoded(struct mms_put *put)
{
	const struct pdu_wsp_string string = {
		.octets = (const uint8_t *)put->value.text,
		.length = put->value.length,
		.charset = put_is_ascii(put->value) ? 0 : PUT_UTF_8,
	};

	pdu_wsp_put_encoded_string(put->out, &string);
	return put_is_utf8(put->value) ? NULL : "is not UTF-8";
}

/* --- values of one octet --- */

/* As many of the names as there is room for. */
static const char *put_none_of(struct mms_put *put)
{
	size_t used = (size_t)snprintf(put->why, sizeof put->why, "is none of ");

	for (const struct pdu_mms_token *token = put->row->tokens; token->name; token++) {
		bool last = !token[1].name;
		if (used + strlen(token->name) + sizeof ", ..." > sizeof put->why) {
			(void)snprintf(put->why + used, sizeof put->why - used, "...");
			return put->why;
		}
		used += (size_t)snprintf(put->why + used, sizeof put->why - used, "%s%s",
					 token->name, last ? "" : ", ");
	}
	return put->why;
}

static const char *form_tokens(struct mms_put *put)
{
	int octet = put_token_of(put->row->tokens, put->value.text, put->value.length);

	if (octet < 0)
		return put_none_of(put);
	pdu_wsp_put_octet(put->out, (uint8_t)octet);
	return NULL;
}

static int put_field_code(struct pdu_wsp_words name)
{
	if (pdu_wsp_same("Content-Type", name.text, name.length))
		name = pdu_wsp_words("X-Mms-Content-Type");
	for (int code = 0; code < PDU_MMS_FIELDS; code++)
		if (pdu_mms_fields[code].name &&
		    pdu_wsp_same(pdu_mms_fields[code].name, name.text, name.length))
			return code;
	return -1;
}

static const char *form_field(struct mms_put *put)
{
	int code = put_field_code(put->value);

	if (code < 0)
		return form_text(put);
	pdu_wsp_put_octet(put->out, (uint8_t)(PDU_WSP_SHORT | code));
	return NULL;
}

/* --- numbers and times --- */

static const char *put_number(const struct mms_put *put, mms_put_integer *write)
{
	uint64_t number;

	if (!pdu_wsp_is_number(put->value, &number))
		return "is no whole number, such as 1000";
	write(put->out, number);
	return NULL;
}

static const char *form_integer(struct mms_put *put)
{
	return put_number(put, pdu_wsp_put_integer);
}

static const char *form_long(struct mms_put *put)
{
	return put_number(put, pdu_wsp_put_long);
}

/* Also a day alone, or without its seconds. */
static bool put_is_date(struct pdu_wsp_words words, uint64_t *seconds)
{
	char text[PUT_DATE_SIZE];
	int length = words.length < sizeof text ? (int)words.length : 0;

	if (length == PUT_DAY_LENGTH)
		(void)snprintf(text, sizeof text, "%.*sT00:00:00Z", length, words.text);
	else if (length > PUT_MINUTE_LENGTH)
		(void)snprintf(text, sizeof text, "%.*s:00%.*s", PUT_MINUTE_LENGTH, words.text,
			       length - PUT_MINUTE_LENGTH, words.text + PUT_MINUTE_LENGTH);
	else
		return false;
	return pdu_wsp_is_date(words, seconds) || pdu_wsp_is_date(pdu_wsp_words(text), seconds);
}

static const char *form_date(struct mms_put *put)
{
	uint64_t seconds;

	if (!put_is_date(put->value, &seconds) && !pdu_wsp_is_number(put->value, &seconds))
		return "is no date, such as 2027-01-31T18:00:00Z";
	pdu_wsp_put_long(put->out, seconds);
	return NULL;
}

/* "3600", "12h", "3d" */
static bool put_is_duration(struct pdu_wsp_words words, uint64_t *seconds)
{
	static const char units[] = {'s', 'm', 'h', 'd', 'w'};
	static const uint64_t factors[] = {1, 60, 3600, 86400, 604800};
	const char *unit =
		words.length > 0 ? memchr(units, words.text[words.length - 1], sizeof units) : NULL;
	uint64_t factor = unit ? factors[unit - units] : 1;

	words.length -= unit ? 1 : 0;
	if (!pdu_wsp_is_number(words, seconds) || *seconds > UINT64_MAX / factor)
		return false;
	*seconds *= factor;
	return true;
}

static const char *form_period(struct mms_put *put)
{
	uint64_t seconds;
	bool relative = put_is_duration(put->value, &seconds);

	if (!relative && !put_is_date(put->value, &seconds))
		return "is neither a length of time, such as 3d, nor a date, such as "
		       "2027-01-31T18:00:00Z";
	pdu_mms_put_period(put->out, !relative, seconds);
	return NULL;
}

/* --- values of two --- */

static const char *put_two(struct mms_put *put, mms_put_form *first, mms_put_form *second)
{
	struct pdu_wsp_words rest = put->value;
	size_t begin = pdu_wsp_value_begin(put->out);

	(void)pdu_wsp_cut(&rest, ' ', &put->value);
	const char *why = first(put);
	put->value = pdu_wsp_trimmed(rest);
	if (why)
		return why;
	if (put->value.length == 0)
		return "has nothing behind its first word";
	why = second(put);
	pdu_wsp_value_end(put->out, begin);
	return why;
}

static const char *form_forwarder(struct mms_put *put)
{
	return put_two(put, form_integer, form_encoded);
}

static const char *form_forward_date(struct mms_put *put)
{
	return put_two(put, form_integer, form_date);
}

static const char *form_marked(struct mms_put *put)
{
	return put_two(put, form_tokens, form_encoded);
}

static const char *form_total(struct mms_put *put)
{
	return put_two(put, form_tokens, form_integer);
}

/* --- Element-Descriptor-value (7.3.18) --- */

/* A media type as one octet where it can be, or text. */
static void put_type(struct pdu_wsp_writer *out, struct pdu_wsp_words type)
{
	int32_t code = pdu_wsp_number(&pdu_wsp_content_types, type.text, type.length);

	pdu_wsp_put_octet(out, PUT_PARAMETER_TYPE);
	if (code >= 0 && code < PDU_WSP_SHORT)
		pdu_wsp_put_octet(out, (uint8_t)(PDU_WSP_SHORT | code));
	else
		pdu_wsp_put_text(out, type.text, type.length);
}

static const char *put_parameter(struct pdu_wsp_writer *out, struct pdu_wsp_words words)
{
	struct pdu_wsp_words name, value = words;

	(void)pdu_wsp_cut(&value, '=', &name);
	value = pdu_wsp_unquoted(pdu_wsp_trimmed(value));
	if (!pdu_wsp_is_token(name) || value.length == 0)
		return "has a parameter that is not as in \"name=value\"";
	if (pdu_wsp_same("type", name.text, name.length)) {
		put_type(out, value);
		return NULL;
	}
	pdu_wsp_put_text(out, name.text, name.length);
	pdu_wsp_put_text(out, value.text, value.length);
	return NULL;
}

static const char *form_element(struct mms_put *put)
{
	struct pdu_wsp_words part, rest = put->value;
	size_t begin = pdu_wsp_value_begin(put->out);
	const char *why = put_is_ascii(put->value) ? NULL : PUT_WHY_ASCII;

	(void)pdu_wsp_cut(&rest, ';', &part);
	if (part.length == 0)
		return "does not begin with a reference, such as cid:1";
	pdu_wsp_put_text(put->out, part.text, part.length);
	while (!why && pdu_wsp_cut(&rest, ';', &part))
		why = put_parameter(put->out, part);
	pdu_wsp_value_end(put->out, begin);
	return why;
}

/* --- which --- */

static const char *form_content(struct mms_put *put)
{
	(void)put;
	return "would end the header: a notification has no body";
}

static const char *form_structure(struct mms_put *put)
{
	(void)put;
	return "is a field of other fields, which has no form as text";
}

static mms_put_form *put_form(int code)
{
	static mms_put_form *const forms[] = {
		[PDU_MMS_OCTETS] = form_structure,
		[PDU_MMS_TEXT] = form_text,
		[PDU_MMS_ENCODED] = form_encoded,
		[PDU_MMS_TOKENS] = form_tokens,
		[PDU_MMS_INTEGER] = form_integer,
		[PDU_MMS_DATE] = form_date,
		[PDU_MMS_PERIOD] = form_period,
		[PDU_MMS_FORWARDER] = form_forwarder,
		[PDU_MMS_FORWARD_DATE] = form_forward_date,
		[PDU_MMS_MARKED] = form_marked,
		[PDU_MMS_TOTAL] = form_total,
		[PDU_MMS_FIELD] = form_field,
		[PDU_MMS_CONTENT] = form_content,
	};

	if (code == PUT_ELEMENT_DESCRIPTOR)
		return form_element;
	return code == PUT_REPLY_SIZE ? form_long : forms[pdu_mms_fields[code].form];
}

/* Those that struct smsmodem_mms_notification has, or is. */
static bool put_is_own(int code)
{
	static const uint8_t own[] = {
		SMSMODEM_MMS_CONTENT_LOCATION,
		SMSMODEM_MMS_DELIVERY_REPORT,
		SMSMODEM_MMS_EXPIRY,
		SMSMODEM_MMS_FROM,
		SMSMODEM_MMS_CLASS,
		SMSMODEM_MMS_TYPE,
		SMSMODEM_MMS_VERSION,
		SMSMODEM_MMS_SIZE,
		SMSMODEM_MMS_PRIORITY,
		SMSMODEM_MMS_SUBJECT,
		SMSMODEM_MMS_TRANSACTION,
	};

	return code >= 0 && memchr(own, code, sizeof own) != NULL;
}

static const char *put_header(struct mms_put *put, struct pdu_wsp_words header)
{
	struct pdu_wsp_words name, value = header;

	if (!pdu_wsp_is_plain(header))
		return "has control characters in it";
	if (!pdu_wsp_cut(&value, ':', &name) || !value.text || !pdu_wsp_is_token(name))
		return "does not begin with a name and a colon, as in \"Name: value\"";
	put->value = pdu_wsp_trimmed(value);
	int code = put_field_code(name);
	if (put_is_own(code))
		return "is a field that has an option of its own";
	if (put->value.length == 0)
		return "has no value";
	if (code < 0) {
		pdu_wsp_put_text(put->out, name.text, name.length);
		return form_text(put);
	}
	put->row = &pdu_mms_fields[code];
	pdu_wsp_put_octet(put->out, (uint8_t)(PDU_WSP_SHORT | code));
	return put_form(code)(put);
}

static int put_fail(struct smsmodem_error *error, const char *what, const char *text,
		    const char *why)
{
	return smsmodem_error_set(error, SMSMODEM_E_DATA, "the %s \"%.*s\" cannot be sent: it %s",
				  what, PUT_SHOWN_MAX, text, why);
}

int pdu_mms_put_header(struct pdu_wsp_writer *out, const char *header, struct smsmodem_error *error)
{
	struct mms_put put = {.out = out};
	const char *why = put_header(&put, pdu_wsp_words(header));

	return why ? put_fail(error, "MMS header", header, why) : SMSMODEM_OK;
}

int pdu_mms_put_class(struct pdu_wsp_writer *out, const char *name, struct smsmodem_error *error)
{
	const struct pdu_mms_row *row = &pdu_mms_fields[SMSMODEM_MMS_CLASS];
	int octet = put_token_of(row->tokens, name, strlen(name));

	if (octet >= 0)
		pdu_wsp_put_octet(out, (uint8_t)octet);
	else
		pdu_wsp_put_text(out, name, strlen(name));
	return pdu_wsp_is_token(pdu_wsp_words(name))
		       ? SMSMODEM_OK
		       : put_fail(error, "MMS message class", name,
				  "is no token: letters, digits and hyphens of ASCII");
}
