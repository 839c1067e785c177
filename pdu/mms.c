/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The fields of an MMS header one by one (OMA-TS-MMS_ENC 7.1, 7.2). */
#include "mms.h"

/* Of a number that nobody assigned, and of a name. */
static const struct pdu_mms_row mms_unknown = {NULL, PDU_MMS_OCTETS, NULL};
static const struct pdu_mms_row mms_application = {NULL, PDU_MMS_TEXT, NULL};

static int mms_fail(struct smsmodem_error *error, const struct smsmodem_mms_field *field,
		    size_t offset)
{
	if (field->name)
		smsmodem_error_set(error, SMSMODEM_E_PDU,
				   "PDU: the value of %.64s does not end (octet %zu)", field->name,
				   offset);
	else if (field->code >= 0)
		smsmodem_error_set(error, SMSMODEM_E_PDU,
				   "PDU: the value of MMS field 0x%02X does not end (octet %zu)",
				   0x80U | (unsigned)field->code, offset);
	else
		smsmodem_error_set(error, SMSMODEM_E_PDU,
				   "PDU: no MMS field begins like this (octet %zu)", offset);
	if (error)
		error->offset = (long)offset;
	return SMSMODEM_E_PDU;
}

/* MMS-field-name or Token-text (7.2). */
static const struct pdu_mms_row *mms_field_name(struct pdu_wsp_reader *reader,
						struct smsmodem_mms_field *field)
{
	int first = pdu_wsp_peek(reader);

	if (first >= PDU_WSP_SHORT) {
		field->code = pdu_wsp_get_octet(reader) & (PDU_WSP_SHORT - 1);
		if (field->code >= PDU_MMS_FIELDS)
			return &mms_unknown;
		field->name = pdu_mms_fields[field->code].name;
		return &pdu_mms_fields[field->code];
	}
	if (first < PDU_WSP_TEXT_FIRST)
		reader->failed = true;
	struct pdu_wsp_string name = pdu_wsp_get_text(reader);
	field->name = reader->failed ? NULL : (const char *)name.octets;
	return &mms_application;
}

static void mms_skip(struct pdu_wsp_reader *reader, enum pdu_mms_form form)
{
	bool text = form == PDU_MMS_TEXT || form == PDU_MMS_ENCODED;
	int first = pdu_wsp_peek(reader);

	/* Some senders forget the quote of a text that begins with an octet from 80, and Android's
	 * own example that a version is a short-integer: it has neither a length nor one of 0. */
	if (text && first >= PDU_WSP_SHORT)
		(void)pdu_wsp_get_text(reader);
	else if (form == PDU_MMS_VERSION && first < PDU_WSP_TEXT_FIRST)
		(void)pdu_wsp_get_octet(reader);
	else
		pdu_wsp_skip(reader);
}

int smsmodem_mms_next(const uint8_t *octets, size_t length, size_t *position,
		      struct smsmodem_mms_field *field, struct smsmodem_error *error)
{
	struct pdu_wsp_reader reader = pdu_wsp_reader(octets, length);

	*field = (struct smsmodem_mms_field){.code = -1, .kind = SMSMODEM_MMS_OCTETS};
	if (*position >= length)
		return 0;
	reader.at = *position;
	const struct pdu_mms_row *row = mms_field_name(&reader, field);
	size_t start = reader.at;
	if (reader.failed)
		return mms_fail(error, field, start);
	if (row->form == PDU_MMS_CONTENT)
		return 0;
	if (row->form == PDU_MMS_FROM)
		pdu_mms_from(&reader, field);
	else
		mms_skip(&reader, row->form);
	if (reader.failed) {
		if (row->form == PDU_MMS_TEXT || row->form == PDU_MMS_ENCODED)
			pdu_mms_cut(pdu_wsp_reader(octets + start, length - start), field);
		return mms_fail(error, field, start);
	}
	if (row->form != PDU_MMS_FROM)
		pdu_mms_value(pdu_wsp_reader(octets + start, reader.at - start), row, field);
	if (!field->octets) {
		field->octets = octets + start;
		field->length = reader.at - start;
	}
	*position = reader.at;
	return 1;
}

const char *smsmodem_mms_type_name(unsigned type)
{
	return pdu_mms_token_name(pdu_mms_fields[SMSMODEM_MMS_TYPE].tokens, type);
}
