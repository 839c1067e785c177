/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the elements of a user data header say (23.040 9.2.3.24.1 to .16, and EMS .10). */
#include "fields.h"

static unsigned two(const uint8_t *octets)
{
	return (unsigned)octets[0] << 8 | octets[1];
}

/* --- those that this library acts on: read by who acts on them --- */

static struct pdu_udh element_read(const struct smsmodem_ie *ie)
{
	struct pdu_udh udh;

	/* an element by itself, behind whatever octet as UDHL */
	pdu_udh_read(ie->data - 3, 3U + ie->length, &udh);
	return udh;
}

static void say_concat(struct fields_text *text, const struct smsmodem_ie *ie)
{
	struct pdu_udh udh = element_read(ie);

	if (udh.concat.ref_bits)
		fields_say(text, "part %u of %u, reference %u", udh.concat.seq, udh.concat.total,
			   udh.concat.ref);
	else
		fields_say(text, "no part of anything, is ignored");
}

static void say_ports(struct fields_text *text, const struct smsmodem_ie *ie)
{
	struct pdu_udh udh = element_read(ie);

	if (udh.ports.bits)
		fields_say(text, "port %u from %u", udh.ports.dst, udh.ports.src);
	else
		fields_say(text, "no ports, is ignored");
}

static void say_language(struct fields_text *text, const struct smsmodem_ie *ie)
{
	const struct pdu_udh udh = element_read(ie);
	const char *shift = ie->iei == 0x24 ? "single shift" : "locking shift";
	const char *name = ie->length == 1 ? smsmodem_language_name(ie->data[0]) : NULL;

	if (ie->length != 1)
		fields_say(text, "no language, is ignored");
	else if (ie->data[0] == (udh.shift.single | udh.shift.locking))
		fields_say(text, "%s %s", name ? name : "reserved", shift);
	else
		fields_say(text, "%s %s, of which there is none: as the default",
			   name ? name : "reserved", shift);
}

/* --- those for phones and message centres --- */

/* 9.2.3.24.2 */
static void say_special(struct fields_text *text, const struct smsmodem_ie *ie)
{
	static const char *const types[] = {"voice mail", "faxes", "e-mail", "other messages"};
	bool video = (ie->data[0] & 0x1F) == 7;

	fields_say(text, "%u of %s waiting, profile %u, %s", ie->data[1],
		   video ? "video messages" : types[ie->data[0] & 3], (ie->data[0] >> 5 & 3) + 1,
		   ie->data[0] & 0x80 ? "to be stored" : "may be discarded");
}

/* 9.2.3.24.5 */
static void say_smsc_control(struct fields_text *text, const struct smsmodem_ie *ie)
{
	static const char *const bits[] = {"when done",
					   "at a permanent error",
					   "at a temporary error, given up",
					   "at a temporary error, still trying",
					   "reserved",
					   "reserved",
					   "cancel the report of the others",
					   "with this header"};

	fields_say(text, "status report ");
	for (unsigned i = 0, said = 0; i < 8; i++)
		if (ie->data[0] >> i & 1)
			fields_say(text, "%s%s", said++ ? ", " : "", bits[i]);
}

/* 9.2.3.24.6 */
static void say_source(struct fields_text *text, const struct smsmodem_ie *ie)
{
	static const char *const sources[] = {"nobody", "the sender", "the recipient",
					      "the message centre"};

	fields_say(text, "what follows was added by %s",
		   ie->data[0] < 4 ? sources[ie->data[0]] : "somebody (reserved)");
}

/* 9.2.3.24.10.1.1 */
static void say_formatting(struct fields_text *text, const struct smsmodem_ie *ie)
{
	static const char *const alignments[] = {", left", ", centred", ", right", ""};
	static const char *const sizes[] = {"", ", large", ", small", ", reserved size"};
	uint8_t mode = ie->data[2];

	fields_say(text, "from character %u, ", ie->data[0]);
	if (ie->data[1])
		fields_say(text, "%u characters", ie->data[1]);
	else
		fields_say(text, "to the end");
	fields_say(text, "%s%s%s%s%s%s", alignments[mode & 3], sizes[mode >> 2 & 3],
		   mode & 0x10 ? ", bold" : "", mode & 0x20 ? ", italic" : "",
		   mode & 0x40 ? ", underlined" : "", mode & 0x80 ? ", struck through" : "");
	if (ie->length > 3)
		fields_say(text, ", colour %u on %u", ie->data[3] & 15U, ie->data[3] >> 4U);
}

/* Sounds and animations that every phone has: where, and which. */
static void say_predefined(struct fields_text *text, const struct smsmodem_ie *ie)
{
	fields_say(text, "number %u at character %u", ie->data[1], ie->data[0]);
}

/* Sounds, animations and pictures in the message: where, and their octets. */
static void say_object(struct fields_text *text, const struct smsmodem_ie *ie)
{
	fields_say(text, "%u octets at character %u", ie->length - 1U, ie->data[0]);
}

/* 9.2.3.24.10.1.9: the width in octets */
static void say_picture(struct fields_text *text, const struct smsmodem_ie *ie)
{
	fields_say(text, "%u by %u pixels at character %u", 8U * ie->data[1], ie->data[2],
		   ie->data[0]);
}

static void say_prompt(struct fields_text *text, const struct smsmodem_ie *ie)
{
	fields_say(text, "for the %u objects that follow", ie->data[0]);
}

/* 9.2.3.24.10.1.12 */
static void say_extended(struct fields_text *text, const struct smsmodem_ie *ie)
{
	fields_say(text, "reference %u, %u octets, type %u, at character %u", ie->data[0],
		   two(ie->data + 1), ie->data[4], two(ie->data + 5));
}

static void say_reused(struct fields_text *text, const struct smsmodem_ie *ie)
{
	fields_say(text, "reference %u at character %u", ie->data[0], two(ie->data + 1));
}

static void say_distribution(struct fields_text *text, const struct smsmodem_ie *ie)
{
	fields_say(text, "%u objects: %s", ie->data[0],
		   ie->data[1] & 1 ? "not to be forwarded" : "may be forwarded");
}

static void say_email_header(struct fields_text *text, const struct smsmodem_ie *ie)
{
	fields_say(text, "%u characters", ie->data[0]);
}

/* 9.2.3.24.12 */
static void say_hyperlink(struct fields_text *text, const struct smsmodem_ie *ie)
{
	fields_say(text, "title of %u and URL of %u characters, at character %u", ie->data[2],
		   ie->data[3], two(ie->data));
}

/* 9.2.3.24.13 */
static void say_reply(struct fields_text *text, const struct smsmodem_ie *ie)
{
	const struct fields_octets field = {ie->data, ie->length, NULL};
	struct smsmodem_address address;

	if (pdu_address_decode(ie->data, ie->length, &address) > 0) {
		fields_say(text, "reply to ");
		fields_address(text, &field);
		return;
	}
	fields_say(text, "no address, ");
	fields_say_hex(text, ie->data, ie->length);
}

struct element_row {
	uint8_t iei, least; /* octets that it must have */
	void (*say)(struct fields_text *text, const struct smsmodem_ie *ie);
};

static const struct element_row element_rows[] = {
	{0x00, 0, say_concat},    {0x01, 2, say_special},      {0x04, 0, say_ports},
	{0x05, 0, say_ports},     {0x06, 1, say_smsc_control}, {0x07, 1, say_source},
	{0x08, 0, say_concat},    {0x0A, 3, say_formatting},   {0x0B, 2, say_predefined},
	{0x0C, 1, say_object},    {0x0D, 2, say_predefined},   {0x0E, 1, say_object},
	{0x0F, 1, say_object},    {0x10, 1, say_object},       {0x11, 1, say_object},
	{0x12, 3, say_picture},   {0x13, 1, say_prompt},       {0x14, 7, say_extended},
	{0x15, 3, say_reused},    {0x17, 2, say_distribution}, {0x20, 1, say_email_header},
	{0x21, 4, say_hyperlink}, {0x22, 2, say_reply},        {0x24, 0, say_language},
	{0x25, 0, say_language},
};

void fields_element(struct fields_text *text, const struct smsmodem_ie *ie)
{
	for (size_t i = 0; i < sizeof element_rows / sizeof element_rows[0]; i++) {
		const struct element_row *row = &element_rows[i];
		if (row->iei != ie->iei)
			continue;
		if (ie->length < row->least)
			fields_say(text, "too short, ");
		else
			row->say(text, ie);
		if (ie->length >= row->least)
			return;
	}
	if (ie->length == 0)
		fields_say(text, "empty");
	else
		fields_say_hex(text, ie->data, ie->length);
}
