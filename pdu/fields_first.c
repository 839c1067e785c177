/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The first octet, bit by bit (23.040 9.2.2, 9.2.3.1 to 9.2.3.7, 9.2.3.17, 9.2.3.23 to 9.2.3.26).
 */
#include "fields.h"

/* The TPDUs that have a bit; bits of enum smsmodem_kind. */
#define OF(kind)    (1U << SMSMODEM_KIND_##kind)
#define DELIVERED   (OF(DELIVER) | OF(STATUS_REPORT))
#define WITH_HEADER (DELIVERED | OF(SUBMIT) | OF(COMMAND) | OF(DELIVER_REPORT) | OF(SUBMIT_REPORT))

struct first_bit {
	unsigned kinds;
	uint8_t mask;
	const char *name;
	const char *clear, *set;
};

static const struct first_bit first_bits[] = {
	{DELIVERED, 0x04, "TP-MMS", "more messages are waiting", "no more messages are waiting"},
	{OF(SUBMIT), 0x04, "TP-RD", "duplicates are accepted", "duplicates are rejected"},
	{DELIVERED, 0x08, "TP-LP", "no loop prevention", "not to be forwarded again"},
	{OF(SUBMIT) | OF(COMMAND), 0x20, "TP-SRR", "no status report wanted",
	 "a status report is wanted"},
	{OF(DELIVER), 0x20, "TP-SRI", "no status report wanted", "a status report is wanted"},
	{OF(STATUS_REPORT), 0x20, "TP-SRQ", "report of a SUBMIT", "report of a COMMAND"},
	{WITH_HEADER, 0x40, "TP-UDHI", "no header", "the user data begins with a header"},
	{OF(DELIVER) | OF(SUBMIT), 0x80, "TP-RP", "no reply path", "a reply path is there"},
};

void fields_first(struct fields_text *text, const struct fields_octets *field)
{
	fields_say(text, "0x%02X, of a %s", field->octets[0], pdu_kind_name(field->tpdu->kind));
}

static void bit_row(struct fields_rows *rows, size_t offset, const char *name, const char *says)
{
	struct fields_text text = fields_begin(rows, offset, 1, 1, name);

	fields_say(&text, "%s", says);
	fields_end(&text);
}

void fields_bits(struct fields_rows *rows, size_t offset, uint8_t first, enum smsmodem_kind kind)
{
	static const char *const formats[] = {"none", "enhanced", "relative", "absolute"};

	struct fields_text text = fields_begin(rows, offset, 1, 1, "TP-MTI");
	fields_say(&text, "%u%u: %s%s", first >> 1 & 1, first & 1, pdu_kind_name(kind),
		   (first & 3) == 3 ? ", as which a reserved type is taken" : "");
	if (kind == SMSMODEM_KIND_SUBMIT)
		bit_row(rows, offset, "TP-VPF", formats[first >> 3 & 3]);
	for (size_t i = 0; i < sizeof first_bits / sizeof first_bits[0]; i++) {
		const struct first_bit *bit = &first_bits[i];
		if (bit->kinds >> kind & 1)
			bit_row(rows, offset, bit->name, first & bit->mask ? bit->set : bit->clear);
	}
}
