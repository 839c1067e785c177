/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A page or a message of cell broadcast read in the order of its fields (23.041 9.4). */
#include "cb.h"
#include <string.h>

#define CB_GSM_MAX (PDU_CB_GSM_HEADER + SMSMODEM_CB_PAGE_MAX)

static int cb_fail(struct smsmodem_error *error, size_t offset, const char *what)
{
	smsmodem_error_set(error, SMSMODEM_E_PDU, "PDU: %s (octet %zu)", what, offset);
	if (error)
		error->offset = (long)offset;
	return SMSMODEM_E_PDU;
}

static uint16_t cb_word(const uint8_t *octets)
{
	return (uint16_t)(octets[0] << 8 | octets[1]);
}

/* Take over the content of page n, which is at octets, offset from the start. */
static int cb_take_page(struct smsmodem_cb *cb, unsigned n, const uint8_t *octets, size_t offset,
			size_t length, struct smsmodem_error *error)
{
	struct smsmodem_cb_page *page = &cb->page[n - 1];

	page->length = (uint8_t)length;
	cb->present = (uint16_t)(cb->present | 1U << (n - 1));
	if (cb->form == SMSMODEM_CB_ETWS || !smsmodem_cb_dcs_decode(cb->dcs).udh || length == 0)
		return SMSMODEM_OK;
	if (octets[0] >= length)
		return cb_fail(error, offset, "the user data header is longer than the page");
	page->udh_len = (uint8_t)(octets[0] + 1);
	return SMSMODEM_OK;
}

static int cb_decode_etws(const uint8_t *octets, struct smsmodem_cb *cb,
			  struct smsmodem_error *error)
{
	const size_t length = PDU_CB_ETWS_LENGTH - PDU_CB_ETWS_HEADER;

	cb->form = SMSMODEM_CB_ETWS;
	cb->warning_type = cb_word(octets + 4);
	cb->pages = 1;
	memcpy(cb->page[0].octets, octets + PDU_CB_ETWS_HEADER, length);
	return cb_take_page(cb, 1, octets + PDU_CB_ETWS_HEADER, PDU_CB_ETWS_HEADER, length, error);
}

/*
 * Where a page has its number, a warning type ends with the popup bit and seven spare ones (23.041
 * 9.3.24). Of so few octets only a page of a secondary notification, whose padding a modem left
 * out, could be as long; it is one of the first.
 */
static bool cb_is_etws(const uint8_t *octets, size_t length, uint16_t message_id)
{
	unsigned n = octets[5] >> 4, pages = octets[5] & 0xF;

	return length == PDU_CB_ETWS_LENGTH && message_id >= 4352 && message_id <= 4359 &&
	       (n == 0 || n > 7 || n > pages);
}

static int cb_decode_gsm(const uint8_t *octets, size_t length, struct smsmodem_cb *cb,
			 struct smsmodem_error *error)
{
	const size_t content = length - PDU_CB_GSM_HEADER;

	cb->serial = cb_word(octets);
	cb->message_id = cb_word(octets + 2);
	if (cb_is_etws(octets, length, cb->message_id))
		return cb_decode_etws(octets, cb, error);
	cb->form = SMSMODEM_CB_GSM;
	cb->dcs = octets[4];
	unsigned n = octets[5] >> 4;
	cb->pages = octets[5] & 0xF;
	/* 23.041 9.4.1.2.4: what is not coded so is the only page */
	if (n == 0 || cb->pages == 0)
		n = cb->pages = 1;
	if (n > cb->pages)
		return cb_fail(error, 5, "the page parameter counts beyond its number of pages");
	memcpy(cb->page[n - 1].octets, octets + PDU_CB_GSM_HEADER, content);
	return cb_take_page(cb, n, octets + PDU_CB_GSM_HEADER, PDU_CB_GSM_HEADER, content, error);
}

static int cb_decode_pages(const uint8_t *octets, struct smsmodem_cb *cb,
			   struct smsmodem_error *error)
{
	size_t offset = PDU_CB_UMTS_HEADER;
	int result = SMSMODEM_OK;

	for (unsigned n = 1; n <= cb->pages && result >= 0; n++, offset += PDU_CB_UMTS_PAGE) {
		const uint8_t *page = octets + offset;

		if (page[SMSMODEM_CB_PAGE_MAX] > SMSMODEM_CB_PAGE_MAX)
			return cb_fail(error, offset + SMSMODEM_CB_PAGE_MAX,
				       "more octets are said to count than a page has");
		memcpy(cb->page[n - 1].octets, page, SMSMODEM_CB_PAGE_MAX);
		result = cb_take_page(cb, n, page, offset, page[SMSMODEM_CB_PAGE_MAX], error);
	}
	return result;
}

static int cb_decode_umts(const uint8_t *octets, size_t length, struct smsmodem_cb *cb,
			  struct smsmodem_error *error)
{
	if (octets[0] != PDU_CB_UMTS_TYPE)
		return cb_fail(error, 0, "longer than a page, and its type is no CBS message");
	cb->form = SMSMODEM_CB_UMTS;
	cb->message_id = cb_word(octets + 1);
	cb->serial = cb_word(octets + 3);
	cb->dcs = octets[5];
	cb->pages = octets[6];
	if (cb->pages == 0 || cb->pages > SMSMODEM_CB_PAGES_MAX)
		return cb_fail(error, 6, "an impossible number of pages");
	size_t wanted = PDU_CB_UMTS_HEADER + (size_t)cb->pages * PDU_CB_UMTS_PAGE;
	if (length < wanted)
		return cb_fail(error, length, "the last page is cut");
	if (length > wanted)
		return cb_fail(error, wanted, "something is behind the last page");
	return cb_decode_pages(octets, cb, error);
}

int pdu_cb_decode(const uint8_t *octets, size_t length, struct smsmodem_cb *cb,
		  struct smsmodem_error *error)
{
	memset(cb, 0, sizeof *cb);
	if (length < PDU_CB_GSM_HEADER)
		return cb_fail(error, length, "it ends before the page begins");
	int result = length > CB_GSM_MAX ? cb_decode_umts(octets, length, cb, error)
					 : cb_decode_gsm(octets, length, cb, error);
	if (result >= 0)
		pdu_cb_language(cb);
	return result;
}

int smsmodem_cb_decode(const char *hex, size_t length, struct smsmodem_cb *cb,
		       struct smsmodem_error *error)
{
	uint8_t octets[SMSMODEM_CB_PDU_MAX];
	size_t bad = 0;
	int count = pdu_hex_decode(hex, length, octets, sizeof octets, &bad);

	if (count == SMSMODEM_E_SPACE)
		return cb_fail(error, sizeof octets, "longer than any message");
	if (count < 0) {
		smsmodem_error_set(error, count, "no hexadecimal digit at character %zu", bad + 1);
		if (error)
			error->offset = (long)bad;
		return count;
	}
	return pdu_cb_decode(octets, (size_t)count, cb, error);
}

int smsmodem_cb_udh_next(const struct smsmodem_cb *cb, unsigned n, size_t *position,
			 struct smsmodem_ie *ie)
{
	const struct smsmodem_cb_page *page = pdu_cb_page(cb, n);

	return page ? pdu_udh_next(page->octets, page->udh_len, position, ie) : 0;
}
