/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the value of an MMS field says (OMA-TS-MMS_ENC 7.3), by its form. */
#include "mms.h"

static void text_of(const struct pdu_wsp_reader *value, uint32_t charset,
		    struct smsmodem_mms_field *field)
{
	size_t left = pdu_wsp_left(value), quote = pdu_wsp_peek(value) == PDU_WSP_QUOTE;

	if (left == 0)
		return;
	field->kind = SMSMODEM_MMS_TEXT;
	field->octets = value->octets + value->at + quote;
	field->length = left - quote;
	field->charset = charset;
}

void pdu_mms_text(struct pdu_wsp_reader value, struct smsmodem_mms_field *field)
{
	struct pdu_wsp_reader before = value;
	struct pdu_wsp_string string = pdu_wsp_get_encoded_string(&value);

	if (value.failed) { /* without a NUL, or none at all */
		if (pdu_wsp_peek(&before) >= PDU_WSP_TEXT_FIRST)
			text_of(&before, 0, field);
		return;
	}
	field->kind = SMSMODEM_MMS_TEXT;
	field->octets = string.octets;
	field->length = string.length;
	field->charset = string.charset;
}

void pdu_mms_cut(struct pdu_wsp_reader value, struct smsmodem_mms_field *field)
{
	uint64_t charset = 0;
	int first = pdu_wsp_peek(&value);

	if (first >= 0 && first <= PDU_WSP_LENGTH_QUOTE) {
		(void)pdu_wsp_get_octet(&value);
		if (first == PDU_WSP_LENGTH_QUOTE)
			(void)pdu_wsp_get_uintvar(&value);
		first = pdu_wsp_peek(&value);
		if (first >= PDU_WSP_SHORT || (first >= 0 && first < PDU_WSP_TEXT_FIRST))
			charset = pdu_wsp_get_integer(&value);
	}
	if (!value.failed && charset <= UINT32_MAX)
		text_of(&value, (uint32_t)charset, field);
}

static void value_token(struct pdu_wsp_reader value, const struct pdu_mms_token *tokens,
			struct smsmodem_mms_field *field)
{
	uint8_t octet = pdu_wsp_get_octet(&value);

	if (octet < PDU_WSP_SHORT || pdu_wsp_left(&value) > 0)
		return;
	field->kind = SMSMODEM_MMS_TOKEN;
	field->number = octet;
	field->token = pdu_mms_token_name(tokens, octet);
}

static void value_number(struct pdu_wsp_reader value, enum smsmodem_mms_kind kind,
			 struct smsmodem_mms_field *field)
{
	uint64_t number = pdu_wsp_get_integer(&value);

	if (value.failed)
		return;
	field->kind = kind;
	field->number = number;
}

/* A short-integer, or one whose highest bit was forgotten, or text (7.3.34). */
static void value_version(struct pdu_wsp_reader value, const struct pdu_mms_row *row,
			  struct smsmodem_mms_field *field)
{
	int first = pdu_wsp_peek(&value);

	if (first >= PDU_WSP_TEXT_FIRST && first < PDU_WSP_SHORT) {
		pdu_mms_text(value, field);
		return;
	}
	field->kind = SMSMODEM_MMS_TOKEN;
	field->number = (unsigned)first & (PDU_WSP_SHORT - 1U);
	field->token = pdu_mms_token_name(row->tokens, (unsigned)first | PDU_WSP_SHORT);
}

/* Absolute-token and date, or relative-token and seconds. */
static void value_period(struct pdu_wsp_reader value, struct smsmodem_mms_field *field)
{
	struct pdu_wsp_reader period = pdu_wsp_get_value(&value);
	uint8_t token = pdu_wsp_get_octet(&period);

	if (token == PDU_MMS_ABSOLUTE)
		value_number(period, SMSMODEM_MMS_ABSOLUTE, field);
	else if (token == PDU_MMS_RELATIVE)
		value_number(period, SMSMODEM_MMS_RELATIVE, field);
}

/* A count of how often it was forwarded, and by whom or when. */
static void value_forwarded(struct pdu_wsp_reader value, enum pdu_mms_form form,
			    struct smsmodem_mms_field *field)
{
	struct pdu_wsp_reader inner = pdu_wsp_get_value(&value);
	uint64_t count = pdu_wsp_get_integer(&inner);

	if (inner.failed)
		return;
	if (form == PDU_MMS_FORWARD_DATE) {
		value_number(inner, SMSMODEM_MMS_ABSOLUTE, field);
		return;
	}
	pdu_mms_text(inner, field);
	field->number = field->kind == SMSMODEM_MMS_TEXT ? count : 0;
}

/* A token, and a text or an integer. */
static void value_marked(struct pdu_wsp_reader value, const struct pdu_mms_row *row,
			 struct smsmodem_mms_field *field)
{
	struct pdu_wsp_reader inner = pdu_wsp_get_value(&value);
	const char *token = pdu_mms_token_name(row->tokens, pdu_wsp_get_octet(&inner));

	if (!token)
		return;
	if (row->form == PDU_MMS_TOTAL)
		value_number(inner, SMSMODEM_MMS_NUMBER, field);
	else
		pdu_mms_text(inner, field);
	if (field->kind != SMSMODEM_MMS_OCTETS)
		field->token = token;
}

/* The number of a field, or its name. */
static void value_field(struct pdu_wsp_reader value, struct smsmodem_mms_field *field)
{
	int first = pdu_wsp_peek(&value);

	if (first < PDU_WSP_SHORT) {
		pdu_mms_text(value, field);
		return;
	}
	value_token(value, NULL, field);
	if (first - PDU_WSP_SHORT < PDU_MMS_FIELDS)
		field->token = pdu_mms_fields[first - PDU_WSP_SHORT].name;
}

void pdu_mms_value(struct pdu_wsp_reader value, const struct pdu_mms_row *row,
		   struct smsmodem_mms_field *field)
{
	switch (row->form) {
	case PDU_MMS_TEXT:
	case PDU_MMS_ENCODED: pdu_mms_text(value, field); break;
	case PDU_MMS_TOKENS: value_token(value, row->tokens, field); break;
	case PDU_MMS_CLASS:
		if (pdu_wsp_peek(&value) >= PDU_WSP_SHORT)
			value_token(value, row->tokens, field);
		else
			pdu_mms_text(value, field);
		break;
	case PDU_MMS_VERSION: value_version(value, row, field); break;
	case PDU_MMS_INTEGER: value_number(value, SMSMODEM_MMS_NUMBER, field); break;
	case PDU_MMS_DATE: value_number(value, SMSMODEM_MMS_ABSOLUTE, field); break;
	case PDU_MMS_PERIOD: value_period(value, field); break;
	case PDU_MMS_FORWARDER:
	case PDU_MMS_FORWARD_DATE: value_forwarded(value, row->form, field); break;
	case PDU_MMS_MARKED:
	case PDU_MMS_TOTAL: value_marked(value, row, field); break;
	case PDU_MMS_FIELD: value_field(value, field); break;
	case PDU_MMS_OCTETS:
	case PDU_MMS_FROM:
	case PDU_MMS_CONTENT: break;
	}
}
