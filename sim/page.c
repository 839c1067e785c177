/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A page of cell broadcast to and from its octets (23.041 9.4.1.2, 23.038 5). */
#include "phone.h"
#include <string.h>

#define PAGE_SEPTETS 93
#define PAGE_ID      50   /* 23.041 9.4.1.2.2: area, by custom */
#define DCS_GSM7     0x0F /* 23.038 5: a language that is not said */
#define DCS_UCS2     0x48
#define CARRIAGE     0x0D /* 23.038 6.1.2.2.1: fills up a page */

/* --- a page as it comes --- */

static enum smsmodem_encoding by_bits(unsigned bits)
{
	static const enum smsmodem_encoding encodings[] = {
		SMSMODEM_ENCODING_GSM7, SMSMODEM_ENCODING_8BIT, SMSMODEM_ENCODING_UCS2,
		SMSMODEM_ENCODING_GSM7};

	return encodings[bits & 3];
}

/* 23.038 5, by coding group; what has a header or is compressed is not shown as text. */
static enum smsmodem_encoding page_encoding(uint8_t dcs)
{
	switch (dcs >> 4) {
	case 0x1: return dcs == 0x11 ? SMSMODEM_ENCODING_UCS2 : SMSMODEM_ENCODING_GSM7;
	case 0x4:
	case 0x5: return by_bits(dcs >> 2);
	case 0x6:
	case 0x7: return SMSMODEM_ENCODING_COMPRESSED;
	case 0x9:
	case 0xD:
	case 0xE: return SMSMODEM_ENCODING_8BIT;
	case 0xF: return dcs & 4 ? SMSMODEM_ENCODING_8BIT : SMSMODEM_ENCODING_GSM7;
	default: return SMSMODEM_ENCODING_GSM7;
	}
}

static int page_class(uint8_t dcs)
{
	unsigned group = dcs >> 4;
	bool has_class = group == 0x5 || group == 0x7 || group == 0x9 || group == 0xF;

	return has_class ? dcs & 3 : -1;
}

static bool page_text(struct sim_page *page)
{
	uint8_t septets[PAGE_SEPTETS];
	int count = pdu_gsm7_unpack(page->octets, page->octets_length, 0, septets,
				    page->octets_length * 8 / 7);

	while (count > 0 && septets[count - 1] == CARRIAGE)
		count--;
	int length = count < 0 ? -1
			       : pdu_gsm7_to_utf8(septets, (size_t)count, page->text,
						  sizeof page->text - 1);
	if (length >= 0)
		page->text[length] = '\0';
	return length >= 0;
}

bool sim_page_decode(const struct sim_pdu *pdu, struct sim_page *page)
{
	const uint8_t *octets = pdu->octets;

	if (pdu->length <= SIM_PAGE_HEADER || pdu->length > SIM_PAGE_HEADER + SIM_PAGE_CONTENT)
		return false;
	page->serial = (uint16_t)(octets[0] << 8 | octets[1]);
	page->message_id = (uint16_t)(octets[2] << 8 | octets[3]);
	page->dcs = octets[4];
	page->page = octets[5] >> 4;
	page->pages = octets[5] & 0x0F;
	/* 23.041 9.4.1.2.4: what is not coded so is the only page */
	if (page->page == 0 || page->pages == 0)
		page->page = page->pages = 1;
	page->message_class = page_class(page->dcs);
	page->octets = octets + SIM_PAGE_HEADER;
	page->octets_length = pdu->length - SIM_PAGE_HEADER;
	page->is_text = page_encoding(page->dcs) == SMSMODEM_ENCODING_GSM7;
	return !page->is_text || page_text(page);
}

/* --- pages made of a text --- */

/** What of a text is not on a page yet. */
struct page_cursor {
	const char *text;
	size_t length;
	bool ucs2;
};

/* One character in septets or octets. */
static size_t page_character(bool ucs2, uint32_t character, uint8_t out[4])
{
	size_t count = 0;

	if (!ucs2)
		return (size_t)pdu_gsm7_from_character(character, out);
	uint32_t units[2] = {character, 0};
	if (character > 0xFFFF) {
		units[0] = 0xD800 + ((character - 0x10000) >> 10);
		units[1] = 0xDC00 + (character & 0x3FF);
	}
	for (size_t i = 0; i < (character > 0xFFFF ? 2U : 1U); i++) {
		out[count++] = (uint8_t)(units[i] >> 8);
		out[count++] = (uint8_t)units[i];
	}
	return count;
}

/* Fill one page. @return false: the text is not UTF-8 */
static bool page_fill(struct page_cursor *cursor, uint8_t content[SIM_PAGE_CONTENT])
{
	uint8_t units[PAGE_SEPTETS], one[4];
	size_t room = cursor->ucs2 ? SIM_PAGE_CONTENT : PAGE_SEPTETS, used = 0;
	uint32_t character;

	while (cursor->length > 0) {
		int step = pdu_utf8_get(cursor->text, cursor->length, &character);
		if (step <= 0)
			return false;
		size_t count = page_character(cursor->ucs2, character, one);
		if (count > room - used)
			break;
		memcpy(units + used, one, count);
		used += count;
		cursor->text += step;
		cursor->length -= (size_t)step;
	}
	for (; used < room; used++)
		units[used] = cursor->ucs2 && used % 2 == 0 ? 0 : CARRIAGE;
	if (cursor->ucs2)
		memcpy(content, units, SIM_PAGE_CONTENT);
	return cursor->ucs2 ||
	       pdu_gsm7_pack(units, PAGE_SEPTETS, 0, content, SIM_PAGE_CONTENT) >= 0;
}

int sim_pages_make(const char *text, struct sim_pdu pages[SIM_PAGES_MAX])
{
	struct page_cursor cursor = {text, strlen(text), !sim_charset_is_gsm(text)};
	int count = 0;

	do {
		if (count == SIM_PAGES_MAX)
			return 0;
		struct sim_pdu *page = &pages[count++];
		*page = (struct sim_pdu){.length = SIM_PAGE_HEADER + SIM_PAGE_CONTENT};
		page->octets[3] = PAGE_ID;
		page->octets[4] = cursor.ucs2 ? DCS_UCS2 : DCS_GSM7;
		if (!page_fill(&cursor, page->octets + SIM_PAGE_HEADER))
			return -1;
	} while (cursor.length > 0);
	return count;
}
