/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the pages of a broadcast say: text, or data (23.038 5, 6.1.2.2.1). */
#include "cb.h"
#include "sink.h"
#include <string.h>

const struct smsmodem_cb_page *pdu_cb_page(const struct smsmodem_cb *cb, unsigned n)
{
	if (n == 0 || n > SMSMODEM_CB_PAGES_MAX || !(cb->present >> (n - 1) & 1))
		return NULL;
	const struct smsmodem_cb_page *page = &cb->page[n - 1];
	return page->length <= SMSMODEM_CB_PAGE_MAX && page->udh_len <= page->length ? page : NULL;
}

static enum smsmodem_encoding cb_page_encoding(const struct smsmodem_cb *cb)
{
	return cb->form == SMSMODEM_CB_ETWS ? SMSMODEM_ENCODING_8BIT
					    : smsmodem_cb_dcs_decode(cb->dcs).encoding;
}

/* Behind a header text begins at the next border of septets (23.040 9.2.3.24). */
static size_t cb_septets(const struct smsmodem_cb_page *page, uint8_t septets[PDU_CB_SEPTETS])
{
	unsigned fill = (7 - page->udh_len * 8U % 7) % 7;
	int count =
		pdu_gsm7_unpack(page->octets + page->udh_len, (size_t)page->length - page->udh_len,
				fill, septets, PDU_CB_SEPTETS);

	return count < 0 ? 0 : (size_t)count;
}

/* --- the code of the language --- */

static bool cb_small_letters(const uint8_t septets[2], char language[3])
{
	char small[3] = "";

	for (size_t i = 0; i < 2; i++) {
		small[i] = (char)(septets[i] | ('a' - 'A'));
		if (septets[i] < 'A' || small[i] < 'a' || small[i] > 'z')
			return false;
	}
	memcpy(language, small, sizeof small);
	return true;
}

/* Read the code that a page begins with; false: with none. */
static bool cb_prefix(const struct smsmodem_cb *cb, const struct smsmodem_cb_page *page,
		      char language[3])
{
	uint8_t septets[PDU_CB_SEPTETS];

	if (!smsmodem_cb_dcs_decode(cb->dcs).prefix || cb->form == SMSMODEM_CB_ETWS)
		return false;
	size_t count = cb_septets(page, septets);
	if (cb_page_encoding(cb) == SMSMODEM_ENCODING_UCS2)
		/* the two bits that fill the second octet are 0 */
		return count >= 2 && page->octets[1] < 0x40 && cb_small_letters(septets, language);
	return count >= PDU_CB_PREFIX && septets[2] == PDU_CB_PADDING &&
	       cb_small_letters(septets, language);
}

void pdu_cb_language(struct smsmodem_cb *cb)
{
	const char *coded = smsmodem_cb_dcs_decode(cb->dcs).language;
	const struct smsmodem_cb_page *page = NULL;

	memset(cb->language, 0, sizeof cb->language);
	if (cb->form == SMSMODEM_CB_ETWS)
		return;
	if (coded)
		memcpy(cb->language, coded, sizeof cb->language);
	for (unsigned n = 1; n <= SMSMODEM_CB_PAGES_MAX && !page; n++)
		page = pdu_cb_page(cb, n);
	if (page)
		(void)cb_prefix(cb, page, cb->language);
}

/* Each page may begin with the code, or only the first. */
static bool cb_has_prefix(const struct smsmodem_cb *cb, const struct smsmodem_cb_page *page)
{
	char language[3];

	return cb_prefix(cb, page, language) && memcmp(language, cb->language, 3) == 0;
}

/* --- text --- */

struct cb_text {
	struct pdu_sink sink;
	struct pdu_gsm7_state gsm7;
	struct pdu_utf16_state utf16;
};

static void cb_put_gsm7(struct cb_text *text, const struct smsmodem_cb_page *page, bool prefix)
{
	uint8_t septets[PDU_CB_SEPTETS];
	size_t count = cb_septets(page, septets), from = prefix ? PDU_CB_PREFIX : 0;
	struct pdu_udh udh;

	while (count > from && septets[count - 1] == PDU_CB_PADDING)
		count--;
	pdu_udh_read(page->octets, page->udh_len, &udh);
	text->gsm7.shift = udh.shift;
	pdu_gsm7_put(&text->sink, &text->gsm7, septets + from, count - from);
}

static void cb_put_ucs2(struct cb_text *text, const struct smsmodem_cb_page *page, bool prefix)
{
	size_t from = prefix ? PDU_CB_PREFIX_UCS2 : page->udh_len, end = page->length;

	if ((end - from) % 2 && page->octets[end - 1] == 0)
		end--; /* half of a padding that a modem has cut */
	while (end >= from + 2 && page->octets[end - 2] == 0 &&
	       page->octets[end - 1] == PDU_CB_PADDING)
		end -= 2;
	pdu_utf16_put(&text->sink, &text->utf16, page->octets + from, end - from);
}

static void cb_put_page(struct cb_text *text, const struct smsmodem_cb *cb,
			const struct smsmodem_cb_page *page)
{
	bool prefix = cb_has_prefix(cb, page);

	switch (cb_page_encoding(cb)) {
	case SMSMODEM_ENCODING_GSM7: cb_put_gsm7(text, page, prefix); break;
	case SMSMODEM_ENCODING_UCS2: cb_put_ucs2(text, page, prefix); break;
	case SMSMODEM_ENCODING_AUTO:
	case SMSMODEM_ENCODING_8BIT:
	case SMSMODEM_ENCODING_COMPRESSED: break;
	}
}

int smsmodem_cb_text(const struct smsmodem_cb *cb, char *text, size_t size)
{
	struct cb_text state = {.sink = {.text = text, .size = size ? size - 1 : 0}};

	if (size == 0)
		return SMSMODEM_E_SPACE;
	for (unsigned n = 1; n <= SMSMODEM_CB_PAGES_MAX; n++) {
		const struct smsmodem_cb_page *page = pdu_cb_page(cb, n);

		if (page) {
			cb_put_page(&state, cb, page);
			continue;
		}
		/* nothing continues across a page that is missing */
		pdu_utf16_end(&state.sink, &state.utf16);
		state.gsm7 = (struct pdu_gsm7_state){0};
	}
	pdu_utf16_end(&state.sink, &state.utf16);
	text[state.sink.used] = '\0';
	return pdu_sink_result(&state.sink);
}

int smsmodem_cb_data(const struct smsmodem_cb *cb, uint8_t *data, size_t size)
{
	enum smsmodem_encoding encoding = cb_page_encoding(cb);
	size_t used = 0;

	if (encoding == SMSMODEM_ENCODING_GSM7 || encoding == SMSMODEM_ENCODING_UCS2)
		return 0;
	for (unsigned n = 1; n <= SMSMODEM_CB_PAGES_MAX; n++) {
		const struct smsmodem_cb_page *page = pdu_cb_page(cb, n);
		size_t length = page ? (size_t)page->length - page->udh_len : 0;

		if (length > size - used)
			return SMSMODEM_E_SPACE;
		if (length > 0)
			memcpy(data + used, page->octets + page->udh_len, length);
		used += length;
	}
	return (int)used;
}
