/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A cell broadcast field by field. */
#include "shown.h"
#include "shown_cb.h"
#include <string.h>

/* Of the header; and two for each page. */
#define ROWS_MAX (6 + 2 * SMSMODEM_CB_PAGES_MAX)

enum meaning {
	MEANS_NOTHING,
	MEANS_SERIAL,
	MEANS_ID,
	MEANS_CODING,
	MEANS_PAGE,
	MEANS_PAGES,
	MEANS_WARNING
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
	{6, 0, "content", MEANS_NOTHING},
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
	{6, 0, "security information", MEANS_NOTHING},
};

const char *shown_cb_field(bool umts, long offset)
{
	const struct field *field = umts ? umts_fields : gsm_fields;

	while (field->length > 0 && offset >= field->offset + field->length)
		field++;
	return field->name;
}

/* Texts of fixed words and numbers, shorter than there is room. */
#define SAY(row, ...) ((void)snprintf((row)->text, sizeof(row)->text, __VA_ARGS__))

static void say_coding(struct smsmodem_field *row, const struct smsmodem_cb *cb)
{
	struct smsmodem_cb_dcs dcs = smsmodem_cb_dcs_decode(cb->dcs);
	const char *language = dcs.language ? dcs.language : "not said";

	SAY(row, "%s, language %s%s", smsmodem_encoding_name(dcs.encoding),
	    dcs.prefix ? "in front of the text" : language, dcs.udh ? ", with a header" : "");
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
	case MEANS_WARNING: SAY(row, "%s", shown_cb_warning(cb->warning_type >> 9)); break;
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

		SAY(row, "%u", n);
		row = add(&rows[count++], offset + SMSMODEM_CB_PAGE_MAX, 1, "page length");
		SAY(row, "%u octets count", cb->page[n - 1].length);
		offset += SMSMODEM_CB_PAGE_MAX + 1;
	}
	return count;
}

static void print_pdu(const struct smsmodem_cb *cb, unsigned n, const struct field *field)
{
	char hex[2 * SMSMODEM_CB_PDU_MAX + 1];
	struct smsmodem_field rows[ROWS_MAX];
	int octets = smsmodem_cb_encode(cb, n, hex, sizeof hex);
	size_t count = 0;

	if (octets < 0)
		return;
	for (; field->length > 0; field++)
		say(add(&rows[count++], field->offset, field->length, field->name), field->meaning,
		    cb, n);
	if (cb->form == SMSMODEM_CB_UMTS)
		count += add_pages(&rows[count], cb, field->offset);
	else if (octets > field->offset)
		(void)add(&rows[count++], field->offset, (size_t)octets - field->offset,
			  field->name);
	shown_rows(rows, count, hex);
}

void shown_cb_fields(const struct smsmodem_cb *cb)
{
	switch (cb->form) {
	case SMSMODEM_CB_GSM:
		for (unsigned n = 1; n <= cb->pages; n++)
			print_pdu(cb, n, gsm_fields);
		break;
	case SMSMODEM_CB_UMTS: print_pdu(cb, 1, umts_fields); break;
	case SMSMODEM_CB_ETWS: print_pdu(cb, 1, etws_fields); break;
	}
}
