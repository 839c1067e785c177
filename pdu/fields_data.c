/* SPDX-License-Identifier: GPL-3.0-or-later */
/* TP-UD: its header, element by element, and what is behind it (23.040 9.2.3.24). */
#include "fields.h"

static void say_content(struct fields_text *text, const struct smsmodem_tpdu *tpdu)
{
	enum smsmodem_encoding encoding = pdu_dcs_encoding(tpdu->dcs);
	char content[SMSMODEM_TEXT_SIZE(1)];

	if (encoding != SMSMODEM_ENCODING_GSM7 && encoding != SMSMODEM_ENCODING_UCS2)
		fields_say_hex(text, tpdu->ud + tpdu->udh_len,
			       tpdu->ud_len - (size_t)tpdu->udh_len);
	else if (smsmodem_text(tpdu, 1, content, sizeof content) >= 0)
		fields_say(text, "%s", content);
}

/* Text begins at a septet border, counted from the header's first octet. */
static void fill_row(struct fields_rows *rows, size_t offset, const struct smsmodem_tpdu *tpdu)
{
	unsigned bits = (7 - 8U * tpdu->udh_len % 7) % 7;

	if (pdu_dcs_encoding(tpdu->dcs) != SMSMODEM_ENCODING_GSM7 || bits == 0)
		return;
	struct fields_text text = fields_begin(rows, offset, 1, 1, "fill bits");
	fields_say(&text, "the low %u: the text begins at a septet border", bits);
	fields_end(&text);
}

static void element_row(struct fields_rows *rows, size_t offset, const struct smsmodem_ie *ie)
{
	struct fields_text text =
		fields_begin(rows, offset, 2U + ie->length, 1, smsmodem_iei_name(ie->iei));

	fields_say(&text, "IEI %02X: ", ie->iei);
	fields_element(&text, ie);
	fields_end(&text);
}

static void header_rows(struct fields_rows *rows, size_t offset, const struct smsmodem_tpdu *tpdu)
{
	struct smsmodem_ie ie;
	size_t position = 0, at = 1;
	struct fields_text text = fields_begin(rows, offset, 1, 1, "UDHL");

	fields_say(&text, "%u octets of header follow", tpdu->ud[0]);
	while (smsmodem_udh_next(tpdu, &position, &ie) > 0) {
		element_row(rows, offset + at, &ie);
		at = position;
	}
	if (at >= tpdu->udh_len)
		return;
	text = fields_begin(rows, offset + at, tpdu->udh_len - at, 1, "broken element");
	fields_say(&text, "runs past the header, is ignored");
}

void fields_user_data(struct fields_rows *rows, size_t offset, const char *name,
		      const struct smsmodem_tpdu *tpdu)
{
	enum smsmodem_encoding encoding = pdu_dcs_encoding(tpdu->dcs);
	bool is_text = encoding == SMSMODEM_ENCODING_GSM7 || encoding == SMSMODEM_ENCODING_UCS2;
	size_t header = tpdu->udh_len, rest = tpdu->ud_len - header;
	struct fields_text text = fields_begin(rows, offset, tpdu->ud_len, 0, name);

	if (header == 0) {
		say_content(&text, tpdu);
		fields_end(&text);
		return;
	}
	fields_say(&text, "%zu octets of header, %zu of %s", header, rest,
		   is_text ? "text" : "data");
	header_rows(rows, offset, tpdu);
	if (rest == 0)
		return;
	fill_row(rows, offset + header, tpdu);
	text = fields_begin(rows, offset + header, rest, 1, is_text ? "text" : "data");
	say_content(&text, tpdu);
	fields_end(&text);
}
