/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A push taken apart (WAP-230-WSP 8.2.4.1), and its headers and parameters one by one (8.4.2.6). */
#include "wsp.h"
#include "wsp_table.h"
#include <stdio.h>
#include <string.h>

/* A position is the offset of the next header, and above it the code page there, the default one
 * as 0. */
#define POSITION_BITS   24
#define POSITION_MAX    (((size_t)1 << POSITION_BITS) - 1)
#define PAGE_DEFAULT    1U
#define SHIFT_DELIMITER 0x7F
#define SHIFT_SHORT_MAX 0x1F

static int decode_fail(struct smsmodem_error *error, size_t offset, const char *what)
{
	int code = smsmodem_error_set(error, SMSMODEM_E_PDU,
				      "this is no WAP push: %s at octet %zu; check where the "
				      "datagram begins and ends",
				      what, offset);

	if (error)
		error->offset = (long)offset;
	return code;
}

/* Of a type of PDU that carries no push. */
static int decode_fail_type(struct smsmodem_error *error, uint8_t type)
{
	const char *name = pdu_wsp_name(&pdu_wsp_types, type);
	char what[80];
	int length = snprintf(what, sizeof what, "its PDU type is 0x%02X (%s), neither 06 nor 07",
			      type, name ? name : "not assigned");

	return decode_fail(error, 1, length < 0 ? "its PDU type is neither 06 nor 07" : what);
}

/* The first charset parameter that can be read; some write its name out. */
static uint32_t decode_charset(const struct smsmodem_wsp *wsp)
{
	struct smsmodem_wsp_header parameter;
	size_t position = 0;

	while (smsmodem_wsp_next_parameter(wsp, &position, &parameter) > 0) {
		struct pdu_wsp_reader value = pdu_wsp_reader(parameter.value, parameter.value_len);
		int first = pdu_wsp_peek(&value);
		const char *name = parameter.name;

		if (!name || !pdu_wsp_same("charset", name, strlen(name)))
			continue;
		if (first >= PDU_WSP_TEXT_FIRST && first < PDU_WSP_SHORT)
			return smsmodem_charset_find(
				(const char *)pdu_wsp_get_text_value(&value).octets);
		uint64_t charset = pdu_wsp_get_integer(&value);
		return charset <= UINT32_MAX ? (uint32_t)charset : 0;
	}
	return 0;
}

/* Content type and headers, which end with `head`, if that is known. */
static void decode_head(struct pdu_wsp_reader *head, bool has_headers, struct smsmodem_wsp *wsp)
{
	struct pdu_content_type type;

	pdu_wsp_get_content_type(head, &type);
	if (head->failed)
		return;
	wsp->media = (int32_t)type.code;
	wsp->content_type = type.name;
	wsp->parameters = type.parameters;
	wsp->parameters_len = type.parameters_len;
	wsp->headers = head->octets + head->at;
	wsp->headers_len = has_headers ? pdu_wsp_left(head) : 0;
	wsp->charset = decode_charset(wsp);
}

int smsmodem_wsp_decode(const uint8_t *octets, size_t length, struct smsmodem_wsp *wsp,
			struct smsmodem_error *error)
{
	struct pdu_wsp_reader all = pdu_wsp_reader(octets, length);

	*wsp = (struct smsmodem_wsp){.media = -1};
	wsp->tid = pdu_wsp_get_octet(&all);
	wsp->type = pdu_wsp_get_octet(&all);
	if (all.failed)
		return decode_fail(error, length, "it ends within its first two octets");
	if (wsp->type != SMSMODEM_WSP_PUSH && wsp->type != SMSMODEM_WSP_CONFIRMED_PUSH)
		return decode_fail_type(error, wsp->type);
	size_t head_len = pdu_wsp_get_uintvar(&all);
	if (all.failed)
		return decode_fail(error, all.at, "there is no headers length");
	if (head_len > pdu_wsp_left(&all) || head_len > POSITION_MAX)
		return decode_fail(error, all.at, "the headers are longer than what is there");

	size_t start = all.at;
	bool has_headers = head_len > 0;
	struct pdu_wsp_reader head =
		pdu_wsp_get_octets(&all, has_headers ? head_len : pdu_wsp_left(&all));
	decode_head(&head, has_headers, wsp);
	if (head.failed)
		return decode_fail(error, start + head.at, "the content type cannot be read");
	if (!has_headers)
		all.at = start + head.at;
	wsp->body = octets + all.at;
	wsp->body_len = pdu_wsp_left(&all);
	return SMSMODEM_OK;
}

/* Shift sequences in front of a header (8.4.2.6). */
static void read_shifts(struct pdu_wsp_reader *reader, unsigned *page)
{
	int first = pdu_wsp_peek(reader);

	while (first == SHIFT_DELIMITER || (first > 0 && first <= SHIFT_SHORT_MAX)) {
		*page = pdu_wsp_get_octet(reader);
		if (first == SHIFT_DELIMITER)
			*page = pdu_wsp_get_octet(reader);
		first = pdu_wsp_peek(reader);
	}
}

static void read_header(struct pdu_wsp_reader *reader, struct smsmodem_wsp_header *header)
{
	int first = pdu_wsp_peek(reader);

	if (first >= PDU_WSP_SHORT) {
		header->code = pdu_wsp_get_octet(reader) & (PDU_WSP_SHORT - 1);
		if (header->page == PAGE_DEFAULT && header->code < PDU_WSP_HEADERS)
			header->name = pdu_wsp_headers[header->code].name;
	} else if (first >= PDU_WSP_TEXT_FIRST) {
		header->name = (const char *)pdu_wsp_get_text(reader).octets;
	} else {
		reader->failed = true;
	}
	size_t start = reader->at;
	pdu_wsp_skip(reader);
	if (reader->failed)
		return;
	header->value = reader->octets + start;
	header->value_len = reader->at - start;
}

int smsmodem_wsp_next(const struct smsmodem_wsp *wsp, size_t *position,
		      struct smsmodem_wsp_header *header)
{
	struct pdu_wsp_reader reader = pdu_wsp_reader(wsp->headers, wsp->headers_len);
	unsigned page = (unsigned)(*position >> POSITION_BITS) ^ PAGE_DEFAULT;

	reader.at = *position & POSITION_MAX;
	if (reader.at > reader.length)
		return 0;
	read_shifts(&reader, &page);
	*header = (struct smsmodem_wsp_header){.code = -1, .page = page};
	if (pdu_wsp_left(&reader) == 0)
		return reader.failed ? SMSMODEM_E_PDU : 0;
	read_header(&reader, header);
	if (reader.failed)
		return SMSMODEM_E_PDU;
	*position = reader.at | (size_t)(page ^ PAGE_DEFAULT) << POSITION_BITS;
	return 1;
}

int smsmodem_wsp_next_parameter(const struct smsmodem_wsp *wsp, size_t *position,
				struct smsmodem_wsp_header *header)
{
	struct pdu_wsp_reader reader = pdu_wsp_reader(wsp->parameters, wsp->parameters_len);

	reader.at = *position;
	if (reader.at >= reader.length)
		return 0;
	pdu_wsp_get_parameter(&reader, header);
	if (reader.failed)
		return SMSMODEM_E_PDU;
	*position = reader.at;
	return 1;
}
