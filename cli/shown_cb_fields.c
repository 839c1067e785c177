/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A cell broadcast field by field. */
#include "shown.h"
#include "shown_cb.h"
#include <stdlib.h>
#include <string.h>

#define GSM_OCTETS 88 /* those of a page at most (23.041 9.4.1.2); more are of UMTS */

/* Of the header; and two for each page. */
#define ROWS_MAX (6 + 2 * SMSMODEM_CB_PAGES_MAX)

enum meaning {
	MEANS_NOTHING,
	MEANS_SERIAL,
	MEANS_ID,
	MEANS_CODING,
	MEANS_PAGE,
	MEANS_PAGES,
	MEANS_WARNING,
	MEANS_CONTENT
};

struct field {
	uint8_t offset, length; /* 0: content, up to the end */
	const char *name;
	enum meaning meaning;
};

/* 23.041 9.4.1.2 */
static const struct field gsm_fields[] = {
	{0, 2, "serial number", MEANS_SERIAL},      {2, 2, "message identifier", MEANS_ID},
	{4, 1, "data coding scheme", MEANS_CODING}, {5, 1, "page parameter", MEANS_PAGE},
	{6, 0, "content", MEANS_CONTENT},
};

/* 23.041 9.4.2.2 */
static const struct field umts_fields[] = {
	{0, 1, "message type", MEANS_NOTHING},  {1, 2, "message identifier", MEANS_ID},
	{3, 2, "serial number", MEANS_SERIAL},  {5, 1, "data coding scheme", MEANS_CODING},
	{6, 1, "number of pages", MEANS_PAGES}, {7, 0, "page", MEANS_NOTHING},
};

/* 23.041 9.4.1.3 */
static const struct field etws_fields[] = {
	{0, 2, "serial number", MEANS_SERIAL},
	{2, 2, "message identifier", MEANS_ID},
	{4, 2, "warning type", MEANS_WARNING},
	{6, 0, "security information", MEANS_CONTENT},
};

/* Texts of fixed words and numbers, shorter than there is room. */
#define SAY(row, ...) ((void)snprintf((row)->text, sizeof(row)->text, __VA_ARGS__))

static void say_coding(struct smsmodem_field *row, const struct smsmodem_cb *cb)
{
	struct smsmodem_cb_dcs dcs = smsmodem_cb_dcs_decode(cb->dcs);
	const char *language = dcs.language ? dcs.language : "not said";

	SAY(row, "%s, language %s%s", smsmodem_encoding_name(dcs.encoding),
	    dcs.prefix ? "in front of the text" : language, dcs.udh ? ", with a header" : "");
}

static void say_warning(struct smsmodem_field *row, uint16_t warning)
{
	SAY(row, "%s%s%s", shown_cb_warning(warning >> 9), warning >> 8 & 1 ? ", alert" : "",
	    warning >> 7 & 1 ? ", popup" : "");
}

/* Behind what it says already: the text of a page, or its data; as much as there is room for. */
static void say_content(struct smsmodem_field *row, const struct smsmodem_cb *cb, unsigned n)
{
	size_t used = strlen(row->text), room = sizeof row->text - 1 - used;
	struct smsmodem_cb page = *cb;
	char text[SMSMODEM_CB_TEXT_SIZE];
	uint8_t data[SMSMODEM_CB_DATA_MAX];

	page.present = (uint16_t)(1U << (n - 1));
	int length = smsmodem_cb_text(&page, text, sizeof text);
	size_t kept = length > 0 ? (size_t)length : 0;
	if (kept > room)
		for (kept = room; kept > 0 && ((unsigned char)text[kept] & 0xC0) == 0x80;)
			kept--;
	memcpy(row->text + used, text, kept);
	row->text[used + kept] = '\0';
	int count = smsmodem_cb_data(&page, data, sizeof data);
	for (int i = 0; i < count && used + 2 < sizeof row->text; i++, used += 2)
		(void)snprintf(row->text + used, sizeof row->text - used, "%02X", data[i]);
}

static void say(struct smsmodem_field *row, enum meaning meaning, const struct smsmodem_cb *cb,
		unsigned n)
{
	switch (meaning) {
	case MEANS_SERIAL:
		SAY(row, "%s, code %u, update %u",
		    smsmodem_cb_scope_name(smsmodem_cb_scope(cb->serial)),
		    smsmodem_cb_message_code(cb->serial), smsmodem_cb_update_number(cb->serial));
		break;
	case MEANS_ID: SAY(row, "%u: %s", cb->message_id, smsmodem_cb_name(cb->message_id)); break;
	case MEANS_CODING: say_coding(row, cb); break;
	case MEANS_PAGE: SAY(row, "%u of %u", n, cb->pages); break;
	case MEANS_PAGES: SAY(row, "%u", cb->pages); break;
	case MEANS_WARNING: say_warning(row, cb->warning_type); break;
	case MEANS_CONTENT: say_content(row, cb, n); break;
	case MEANS_NOTHING: break;
	}
}

static struct smsmodem_field *add(struct smsmodem_field *row, size_t offset, size_t length,
				  const char *name)
{
	*row = (struct smsmodem_field){.offset = (uint16_t)offset, .length = (uint16_t)length};
	(void)snprintf(row->name, sizeof row->name, "%s", name);
	return row;
}

/* The pages of a UMTS message, each with its octets that count. @return rows */
static size_t add_pages(struct smsmodem_field *rows, const struct smsmodem_cb *cb, size_t offset)
{
	size_t count = 0;

	for (unsigned n = 1; n <= cb->pages; n++) {
		struct smsmodem_field *row =
			add(&rows[count++], offset, SMSMODEM_CB_PAGE_MAX, "page");

		SAY(row, "%u of %u: ", n, cb->pages);
		say_content(row, cb, n);
		row = add(&rows[count++], offset + SMSMODEM_CB_PAGE_MAX, 1, "page length");
		SAY(row, "%u octets count", cb->page[n - 1].length);
		offset += SMSMODEM_CB_PAGE_MAX + 1;
	}
	return count;
}

/* @return rows */
static size_t add_pdu(struct smsmodem_field *rows, const struct smsmodem_cb *cb, unsigned n,
		      const struct field *field, size_t octets)
{
	size_t count = 0;

	for (; field->length > 0; field++)
		say(add(&rows[count++], field->offset, field->length, field->name), field->meaning,
		    cb, n);
	if (cb->form == SMSMODEM_CB_UMTS)
		return count + add_pages(&rows[count], cb, field->offset);
	if (octets > field->offset)
		say(add(&rows[count++], field->offset, octets - field->offset, field->name),
		    field->meaning, cb, n);
	return count;
}

static void show_pdu(const struct smsmodem_cb *cb, unsigned n, const char *hex, json_t *list)
{
	static const struct field *const fields[] = {[SMSMODEM_CB_GSM] = gsm_fields,
						     [SMSMODEM_CB_UMTS] = umts_fields,
						     [SMSMODEM_CB_ETWS] = etws_fields};
	char digits[2 * SMSMODEM_CB_PDU_MAX + 1];
	struct smsmodem_field rows[ROWS_MAX];
	int octets = smsmodem_cb_encode(cb, n, digits, sizeof digits);

	if (octets < 0)
		return;
	size_t count = add_pdu(rows, cb, n, fields[cb->form], (size_t)octets);
	unsigned part = cb->form == SMSMODEM_CB_GSM && cb->pages > 1 ? n : 0;
	if (list)
		shown_rows_json(list, rows, count, hex ? hex : digits, part);
	else
		shown_rows(rows, count, hex ? hex : digits, false);
}

void shown_cb_fields(const struct smsmodem_cb *cb, const char *hex, json_t *list)
{
	unsigned last = cb->form == SMSMODEM_CB_GSM ? cb->pages : 1;

	for (unsigned n = 1; n <= last; n++)
		show_pdu(cb, n, hex, list);
}

/* --- of one that was refused --- */

/* What can be said of the fields in front of the bad one, which are never bad themselves. */
static struct smsmodem_cb head_of(const char *hex, size_t octets, bool umts)
{
	char page[] = "00000000" /* serial number, identifier */ "00"
		      "11";
	char pages[3] = "";
	struct smsmodem_cb cb = {0};

	if (umts) {
		memcpy(page, hex + 6, 4);
		memcpy(page + 4, hex + 2, 4);
		memcpy(page + 8, hex + 10, 2);
		memcpy(pages, hex + 12, 2);
	} else {
		memcpy(page, hex, 2 * octets < 10 ? 2 * octets : 10);
	}
	(void)smsmodem_cb_decode(page, sizeof page - 1, &cb, NULL);
	cb.pages = umts ? (uint8_t)strtoul(pages, NULL, 16) : cb.pages;
	return cb;
}

size_t shown_cb_bad(const char *hex, size_t octets, const struct smsmodem_error *error,
		    struct smsmodem_field *rows)
{
	bool umts = octets > GSM_OCTETS;
	const struct field *field = umts ? umts_fields : gsm_fields;
	const struct smsmodem_cb cb = head_of(hex, octets, umts);
	size_t count = 0;

	for (; field->length > 0 && error->offset >= field->offset + field->length; field++)
		say(add(&rows[count++], field->offset, field->length, field->name), field->meaning,
		    &cb, 1);
	struct smsmodem_field *bad =
		add(&rows[count++], field->offset, octets - field->offset, field->name);
	SAY(bad, "%.100s", error->text);
	return count;
}
