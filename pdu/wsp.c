/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Content types and their parameters (WAP-230-WSP 8.4.2.4, 8.4.2.24). */
#include "wsp.h"
#include "wsp_table.h"

#define CONTENT_TYPE_MAX INT32_MAX

/* Known-media or extension-media. */
static void read_media(struct pdu_wsp_reader *reader, struct pdu_content_type *type)
{
	int first = pdu_wsp_peek(reader);

	if (first >= PDU_WSP_TEXT_FIRST && first < PDU_WSP_SHORT) {
		type->name = (const char *)pdu_wsp_get_text(reader).octets;
		return;
	}
	size_t start = reader->at;
	uint64_t code = pdu_wsp_get_integer(reader);
	if (code > CONTENT_TYPE_MAX) {
		reader->at = start;
		reader->failed = true;
	}
	if (reader->failed)
		return;
	type->code = (int64_t)code;
	type->name = pdu_wsp_name(&pdu_wsp_content_types, code);
}

void pdu_wsp_get_content_type(struct pdu_wsp_reader *reader, struct pdu_content_type *type)
{
	*type = (struct pdu_content_type){.code = -1};
	if (pdu_wsp_peek(reader) > PDU_WSP_LENGTH_QUOTE) {
		read_media(reader, type);
		return;
	}
	size_t start = reader->at;
	struct pdu_wsp_reader value = pdu_wsp_get_value(reader);
	if (reader->failed)
		return;
	read_media(&value, type);
	if (value.failed) {
		reader->at = start;
		reader->failed = true;
		return;
	}
	type->parameters = value.octets + value.at;
	type->parameters_len = pdu_wsp_left(&value);
}

static void read_parameter_name(struct pdu_wsp_reader *reader,
				struct smsmodem_wsp_header *parameter)
{
	int first = pdu_wsp_peek(reader);

	*parameter = (struct smsmodem_wsp_header){.code = -1, .page = 1, .parameter = true};
	if (first >= PDU_WSP_TEXT_FIRST && first < PDU_WSP_SHORT) {
		parameter->name = (const char *)pdu_wsp_get_text(reader).octets;
		return;
	}
	uint64_t code = pdu_wsp_get_integer(reader);
	if (code >= PDU_WSP_SHORT)
		reader->failed = true;
	if (reader->failed)
		return;
	parameter->code = (int)code;
	parameter->name = code < PDU_WSP_PARAMETERS ? pdu_wsp_parameters[code].name : NULL;
}

void pdu_wsp_get_parameter(struct pdu_wsp_reader *reader, struct smsmodem_wsp_header *parameter)
{
	read_parameter_name(reader, parameter);

	size_t start = reader->at;
	if (parameter->code == PDU_WSP_PARAMETER_Q)
		(void)pdu_wsp_get_uintvar(reader);
	else
		pdu_wsp_skip(reader);
	if (reader->failed)
		return;
	parameter->value = reader->octets + start;
	parameter->value_len = reader->at - start;
}
