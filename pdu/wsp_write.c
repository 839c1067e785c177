/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values of WSP written (WAP-230-WSP 8.1.2, 8.4.2). */
#include "wsp.h"
#include <string.h>

#define WRITE_LENGTH_OCTETS 6 /* a quote and a uintvar */

int pdu_wsp_written(const struct pdu_wsp_writer *writer)
{
	return writer->used <= writer->size ? (int)writer->used : SMSMODEM_E_SPACE;
}

void pdu_wsp_put_octet(struct pdu_wsp_writer *writer, uint8_t octet)
{
	if (writer->used < writer->size)
		writer->octets[writer->used] = octet;
	writer->used++;
}

void pdu_wsp_put_octets(struct pdu_wsp_writer *writer, const void *octets, size_t count)
{
	if (count > 0 && writer->used <= writer->size && count <= writer->size - writer->used)
		memcpy(writer->octets + writer->used, octets, count);
	writer->used += count;
}

void pdu_wsp_put_uintvar(struct pdu_wsp_writer *writer, uint32_t value)
{
	unsigned shift = 28;

	while (shift > 0 && value >> shift == 0)
		shift -= 7;
	for (; shift > 0; shift -= 7)
		pdu_wsp_put_octet(writer, (uint8_t)(0x80 | (value >> shift & 0x7F)));
	pdu_wsp_put_octet(writer, value & 0x7F);
}

void pdu_wsp_put_value_length(struct pdu_wsp_writer *writer, size_t length)
{
	if (length <= PDU_WSP_LENGTH_MAX) {
		pdu_wsp_put_octet(writer, (uint8_t)length);
		return;
	}
	pdu_wsp_put_octet(writer, PDU_WSP_LENGTH_QUOTE);
	pdu_wsp_put_uintvar(writer, (uint32_t)length);
}

void pdu_wsp_put_long(struct pdu_wsp_writer *writer, uint64_t value)
{
	unsigned count = 1;

	while (count < 8 && value >> 8 * count)
		count++;
	pdu_wsp_put_octet(writer, (uint8_t)count);
	while (count-- > 0)
		pdu_wsp_put_octet(writer, (uint8_t)(value >> 8 * count));
}

void pdu_wsp_put_integer(struct pdu_wsp_writer *writer, uint64_t value)
{
	if (value < PDU_WSP_SHORT)
		pdu_wsp_put_octet(writer, (uint8_t)(PDU_WSP_SHORT | value));
	else
		pdu_wsp_put_long(writer, value);
}

void pdu_wsp_put_text(struct pdu_wsp_writer *writer, const void *text, size_t length)
{
	if (length > 0 && *(const uint8_t *)text >= PDU_WSP_QUOTE)
		pdu_wsp_put_octet(writer, PDU_WSP_QUOTE);
	pdu_wsp_put_octets(writer, text, length);
	pdu_wsp_put_octet(writer, 0);
}

void pdu_wsp_put_encoded_string(struct pdu_wsp_writer *writer, const struct pdu_wsp_string *string)
{
	if (string->charset == 0) {
		pdu_wsp_put_text(writer, string->octets, string->length);
		return;
	}
	size_t begin = pdu_wsp_value_begin(writer);
	pdu_wsp_put_integer(writer, string->charset);
	pdu_wsp_put_text(writer, string->octets, string->length);
	pdu_wsp_value_end(writer, begin);
}

size_t pdu_wsp_value_begin(const struct pdu_wsp_writer *writer)
{
	return writer->used;
}

/* What was put since `begin` gets these octets in front. */
static void write_front(struct pdu_wsp_writer *writer, size_t begin,
			const struct pdu_wsp_writer *front)
{
	size_t length = writer->used - begin;

	writer->used += front->used;
	if (writer->used > writer->size)
		return;
	memmove(writer->octets + begin + front->used, writer->octets + begin, length);
	memcpy(writer->octets + begin, front->octets, front->used);
}

void pdu_wsp_value_end(struct pdu_wsp_writer *writer, size_t begin)
{
	uint8_t octets[WRITE_LENGTH_OCTETS];
	struct pdu_wsp_writer front = pdu_wsp_writer(octets, sizeof octets);

	pdu_wsp_put_value_length(&front, writer->used - begin);
	write_front(writer, begin, &front);
}

void pdu_wsp_uintvar_end(struct pdu_wsp_writer *writer, size_t begin)
{
	uint8_t octets[WRITE_LENGTH_OCTETS];
	struct pdu_wsp_writer front = pdu_wsp_writer(octets, sizeof octets);

	pdu_wsp_put_uintvar(&front, (uint32_t)(writer->used - begin));
	write_front(writer, begin, &front);
}
