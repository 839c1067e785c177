/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A datagram to the user data of WAP messages: type, segments, segment, ports (WAP-259-WDP). */
#include "cdma.h"

#define WAP_MSG_TYPE      0 /* datagram */
#define WAP_HEADER_OCTETS 3
#define WAP_PORTS_OCTETS  4

static size_t wap_size(const struct smsmodem_cdma_submit *submit)
{
	return submit->segment_size ? (size_t)submit->segment_size : SMSMODEM_CDMA_SEGMENT;
}

/* Octets of the datagram in front of a segment, were it long enough. */
static size_t wap_offset(size_t size, size_t segment)
{
	return segment == 0 ? 0 : segment * (size - WAP_HEADER_OCTETS) - WAP_PORTS_OCTETS;
}

static size_t wap_segments(size_t size, size_t length)
{
	size_t first = size - WAP_HEADER_OCTETS - WAP_PORTS_OCTETS, each = size - WAP_HEADER_OCTETS;

	return length <= first ? 1 : 1 + (length - first + each - 1) / each;
}

static int wap_too_long(const struct smsmodem_cdma_submit *submit, size_t most,
			struct smsmodem_error *error)
{
	size_t size = wap_size(submit), needed = wap_segments(size, submit->data_len);
	size_t least = wap_segments(SMSMODEM_UD_MAX, submit->data_len);

	if (least < needed && least <= most)
		return smsmodem_error_set(
			error, SMSMODEM_E_TEXT,
			"the datagram of %zu octets needs %zu segments of %zu octets, at most %zu "
			"may be sent; of %d octets it would be %zu",
			submit->data_len, needed, size, most, SMSMODEM_UD_MAX, least);
	return smsmodem_error_set(error, SMSMODEM_E_TEXT,
				  "the datagram of %zu octets needs %zu segments of %zu octets, at "
				  "most %zu may be sent; %s",
				  submit->data_len, needed, size, most,
				  needed > SMSMODEM_PARTS_MAX ? "make it shorter"
							      : "allow more, or make it shorter");
}

int pdu_cdma_wap_begin(const struct smsmodem_cdma_submit *submit, struct smsmodem_error *error)
{
	size_t most = submit->max_parts ? (size_t)submit->max_parts : SMSMODEM_PARTS_MAX;

	if (!submit->data)
		return smsmodem_error_set(error, SMSMODEM_E_USAGE,
					  "cannot encode: no datagram for the WAP teleservice");
	if (submit->segment_size && (submit->segment_size < SMSMODEM_CDMA_SEGMENT_LEAST ||
				     submit->segment_size > SMSMODEM_UD_MAX))
		return smsmodem_error_set(error, SMSMODEM_E_USAGE,
					  "cannot encode: a segment has %d to %d octets, not %d",
					  SMSMODEM_CDMA_SEGMENT_LEAST, SMSMODEM_UD_MAX,
					  submit->segment_size);
	size_t segments = wap_segments(wap_size(submit), submit->data_len);
	return segments > most ? wap_too_long(submit, most, error) : (int)segments;
}

void pdu_cdma_wap_put(const struct smsmodem_cdma_submit *submit, int segment,
		      struct pdu_bit_writer *writer)
{
	size_t size = wap_size(submit), at = wap_offset(size, (size_t)segment);
	size_t end = wap_offset(size, (size_t)segment + 1);

	pdu_bits_put(writer, 8, WAP_MSG_TYPE);
	pdu_bits_put(writer, 8, (unsigned)wap_segments(size, submit->data_len));
	pdu_bits_put(writer, 8, (unsigned)segment);
	if (segment == 0) {
		pdu_bits_put(writer, 16, submit->port_src);
		pdu_bits_put(writer, 16, submit->port_dst);
	}
	for (; at < end && at < submit->data_len; at++)
		pdu_bits_put(writer, 8, submit->data[at]);
}
