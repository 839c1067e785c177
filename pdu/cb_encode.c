/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Texts laid on pages, and pages to octets (23.041 9.4, 23.038 5). */
#include "cb.h"
#include <string.h>

/* --- a text on pages --- */

/** What of a text is not on a page yet, in septets or octets. */
struct cb_layout {
	const char *text;
	size_t length, position;
	bool ucs2;
	struct smsmodem_error *error;
};

static int cb_layout_fail(const struct cb_layout *layout, int code, const char *what)
{
	smsmodem_error_set(layout->error, code, "text: %s (octet %zu)", what, layout->position);
	if (layout->error)
		layout->error->offset = (long)layout->position;
	return code;
}

static size_t cb_units_ucs2(uint32_t character, uint8_t units[4])
{
	bool pair = character > 0xFFFF;
	uint32_t high = 0xD800 + ((character - 0x10000) >> 10);
	uint32_t low = pair ? 0xDC00 + (character & 0x3FF) : character;

	if (pair) {
		*units++ = (uint8_t)(high >> 8);
		*units++ = (uint8_t)high;
	}
	*units++ = (uint8_t)(low >> 8);
	*units = (uint8_t)low;
	return pair ? 4 : 2;
}

/* The next character. @return units, 0: the alphabet lacks it, or SMSMODEM_E_UTF8 */
static int cb_units(const struct cb_layout *layout, uint8_t units[4], size_t *step)
{
	uint32_t character;
	int octets = pdu_utf8_get(layout->text + layout->position,
				  layout->length - layout->position, &character);

	if (octets < 0)
		return octets;
	*step = (size_t)octets;
	return layout->ucs2 ? (int)cb_units_ucs2(character, units)
			    : pdu_gsm7_from_character(character, units);
}

/*
 * Carriage returns at the end of a page would be taken for padding: they go to the next one, if
 * anything else is on this one. @return units used
 */
static size_t cb_give_back(struct cb_layout *layout, const uint8_t *units, size_t from, size_t used)
{
	size_t unit = layout->ucs2 ? 2 : 1, end = used;

	while (end > from && units[end - 1] == PDU_CB_PADDING &&
	       (!layout->ucs2 || units[end - 2] == 0))
		end -= unit;
	if (end == from)
		return used;
	layout->position -= (used - end) / unit;
	return end;
}

/* Fill units, some of which are used, with whole characters. @return units used, or a failure */
static int cb_fill(struct cb_layout *layout, uint8_t *units, size_t used, size_t room)
{
	const size_t from = used;
	uint8_t one[4];
	size_t step = 0;

	while (layout->position < layout->length) {
		int count = cb_units(layout, one, &step);

		if (count < 0)
			return cb_layout_fail(layout, SMSMODEM_E_UTF8, "not UTF-8");
		if (count == 0)
			return cb_layout_fail(layout, SMSMODEM_E_TEXT,
					      "a character that GSM 7-bit lacks");
		if ((size_t)count > room - used)
			break;
		memcpy(units + used, one, (size_t)count);
		used += (size_t)count;
		layout->position += step;
	}
	if (layout->position < layout->length)
		used = cb_give_back(layout, units, from, used);
	return (int)used;
}

/* Put the code of the language in front. @return units that it takes */
static int cb_put_prefix(const struct smsmodem_cb *cb, bool ucs2, uint8_t *units)
{
	uint8_t letters[PDU_CB_PREFIX] = {(uint8_t)cb->language[0], (uint8_t)cb->language[1],
					  PDU_CB_PADDING};

	if (ucs2)
		return pdu_gsm7_pack(letters, 2, 0, units, PDU_CB_PREFIX_UCS2);
	memcpy(units, letters, sizeof letters);
	return PDU_CB_PREFIX;
}

/* How much of a page counts is said in UMTS; a GSM page is whole. */
static uint8_t cb_length(const struct smsmodem_cb *cb, bool ucs2, size_t units)
{
	if (cb->form != SMSMODEM_CB_UMTS)
		return SMSMODEM_CB_PAGE_MAX;
	return (uint8_t)(ucs2 ? units : (7 * units + 7) / 8);
}

static int cb_set_page(struct smsmodem_cb *cb, struct cb_layout *layout)
{
	uint8_t units[PDU_CB_SEPTETS];
	size_t room = layout->ucs2 ? SMSMODEM_CB_PAGE_MAX : PDU_CB_SEPTETS;
	struct smsmodem_cb_page *page = &cb->page[cb->pages];
	int used =
		smsmodem_cb_dcs_decode(cb->dcs).prefix ? cb_put_prefix(cb, layout->ucs2, units) : 0;

	used = used < 0 ? used : cb_fill(layout, units, (size_t)used, room);
	if (used < 0)
		return used;
	for (size_t i = (size_t)used; i < room; i++)
		units[i] = layout->ucs2 && i % 2 == 0 ? 0 : PDU_CB_PADDING;
	*page = (struct smsmodem_cb_page){.length = cb_length(cb, layout->ucs2, (size_t)used)};
	cb->present = (uint16_t)(cb->present | 1U << cb->pages++);
	if (!layout->ucs2)
		return pdu_gsm7_pack(units, room, 0, page->octets, sizeof page->octets);
	memcpy(page->octets, units, sizeof page->octets);
	return SMSMODEM_OK;
}

/* Letters of both alphabets, which are the same in both. */
static bool cb_language_is_code(const char language[3])
{
	return language[0] >= 'a' && language[0] <= 'z' && language[1] >= 'a' &&
	       language[1] <= 'z' && language[2] == '\0';
}

int smsmodem_cb_set_text(struct smsmodem_cb *cb, const char *text, size_t length,
			 struct smsmodem_error *error)
{
	struct smsmodem_cb_dcs dcs = smsmodem_cb_dcs_decode(cb->dcs);
	struct cb_layout layout = {text, length, 0, dcs.encoding == SMSMODEM_ENCODING_UCS2, error};
	int result;

	if (cb->form == SMSMODEM_CB_ETWS || dcs.udh ||
	    (!layout.ucs2 && dcs.encoding != SMSMODEM_ENCODING_GSM7))
		return smsmodem_error_set(error, SMSMODEM_E_USAGE,
					  "a broadcast of coding %02X has no plain text", cb->dcs);
	if (dcs.prefix && !cb_language_is_code(cb->language))
		return smsmodem_error_set(error, SMSMODEM_E_USAGE,
					  "coding %02X wants the code of a language, two small "
					  "letters",
					  cb->dcs);
	cb->pages = 0;
	cb->present = 0;
	do {
		if (cb->pages == SMSMODEM_CB_PAGES_MAX)
			return cb_layout_fail(&layout, SMSMODEM_E_TEXT, "more than 15 pages");
		result = cb_set_page(cb, &layout);
	} while (result >= 0 && layout.position < length);
	return result < 0 ? result : cb->pages;
}

/* --- octets --- */

static void cb_put_word(uint8_t *octets, uint16_t word)
{
	octets[0] = (uint8_t)(word >> 8);
	octets[1] = (uint8_t)word;
}

static int cb_encode_gsm(const struct smsmodem_cb *cb, unsigned n, uint8_t *octets)
{
	const struct smsmodem_cb_page *page = pdu_cb_page(cb, n);

	if (!page || n > cb->pages || cb->pages > SMSMODEM_CB_PAGES_MAX)
		return SMSMODEM_E_USAGE;
	cb_put_word(octets, cb->serial);
	cb_put_word(octets + 2, cb->message_id);
	octets[4] = cb->dcs;
	octets[5] = (uint8_t)(n << 4 | cb->pages);
	memcpy(octets + PDU_CB_GSM_HEADER, page->octets, page->length);
	return PDU_CB_GSM_HEADER + page->length;
}

static int cb_encode_etws(const struct smsmodem_cb *cb, unsigned n, uint8_t *octets)
{
	const struct smsmodem_cb_page *page = n == 1 ? pdu_cb_page(cb, 1) : NULL;

	if (!page || page->length != PDU_CB_ETWS_LENGTH - PDU_CB_ETWS_HEADER)
		return SMSMODEM_E_USAGE;
	cb_put_word(octets, cb->serial);
	cb_put_word(octets + 2, cb->message_id);
	cb_put_word(octets + 4, cb->warning_type);
	memcpy(octets + PDU_CB_ETWS_HEADER, page->octets, page->length);
	return PDU_CB_ETWS_LENGTH;
}

static int cb_encode_umts(const struct smsmodem_cb *cb, unsigned n, uint8_t *octets)
{
	uint8_t *next = octets + PDU_CB_UMTS_HEADER;

	if (n != 1 || cb->pages == 0 || cb->pages > SMSMODEM_CB_PAGES_MAX)
		return SMSMODEM_E_USAGE;
	octets[0] = PDU_CB_UMTS_TYPE;
	cb_put_word(octets + 1, cb->message_id);
	cb_put_word(octets + 3, cb->serial);
	octets[5] = cb->dcs;
	octets[6] = cb->pages;
	for (unsigned i = 1; i <= cb->pages; i++, next += PDU_CB_UMTS_PAGE) {
		const struct smsmodem_cb_page *page = pdu_cb_page(cb, i);

		if (!page)
			return SMSMODEM_E_USAGE;
		memcpy(next, page->octets, SMSMODEM_CB_PAGE_MAX);
		next[SMSMODEM_CB_PAGE_MAX] = page->length;
	}
	return (int)(next - octets);
}

int smsmodem_cb_encode(const struct smsmodem_cb *cb, unsigned n, char *hex, size_t size)
{
	uint8_t octets[SMSMODEM_CB_PDU_MAX];
	int count = SMSMODEM_E_USAGE;

	switch (cb->form) {
	case SMSMODEM_CB_GSM: count = cb_encode_gsm(cb, n, octets); break;
	case SMSMODEM_CB_UMTS: count = cb_encode_umts(cb, n, octets); break;
	case SMSMODEM_CB_ETWS: count = cb_encode_etws(cb, n, octets); break;
	}
	if (count < 0)
		return count;
	int written = pdu_hex_encode(octets, (size_t)count, hex, size);
	return written < 0 ? written : count;
}
