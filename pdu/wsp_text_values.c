/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values without structure as HTTP writes them (WAP-230-WSP 8.4.2.1 to 8.4.2.4). */
#include "date.h"
#include "wsp_text.h"
#include <string.h>

void pdu_wsp_show_octets(struct pdu_sink *out, const uint8_t *octets, size_t count)
{
	if (count > pdu_sink_room(out)) {
		out->full = true;
		return;
	}
	if (count > 0)
		memcpy(out->text + out->used, octets, count);
	out->used += count;
}

void pdu_wsp_show_string(struct pdu_sink *out, const char *text)
{
	pdu_wsp_show_octets(out, (const uint8_t *)text, strlen(text));
}

static void show_digits(struct pdu_sink *out, uint64_t number, size_t least)
{
	uint8_t digits[20];
	size_t at = sizeof digits;

	do {
		digits[--at] = (uint8_t)('0' + number % 10);
		number /= 10;
	} while (number > 0 || sizeof digits - at < least);
	pdu_wsp_show_octets(out, digits + at, sizeof digits - at);
}

void pdu_wsp_show_number(struct pdu_sink *out, uint64_t number)
{
	show_digits(out, number, 1);
}

bool pdu_wsp_is_text(const struct pdu_wsp_reader *in)
{
	int first = pdu_wsp_peek(in);

	return first == 0 || (first >= PDU_WSP_TEXT_FIRST && first < PDU_WSP_SHORT);
}

void pdu_wsp_show_text(struct pdu_wsp_reader *in, struct pdu_sink *out)
{
	if (!pdu_wsp_is_text(in)) {
		in->failed = true;
		return;
	}
	struct pdu_wsp_string text = pdu_wsp_get_text_value(in);
	pdu_wsp_show_octets(out, text.octets, text.length);
}

static bool show_is_token(const struct pdu_wsp_string *text)
{
	static const char separators[] = "()<>@,;:\\\"/[]?={}";

	for (size_t i = 0; i < text->length; i++)
		if (text->octets[i] <= ' ' || text->octets[i] >= 0x7F ||
		    strchr(separators, text->octets[i]))
			return false;
	return text->length > 0;
}

void pdu_wsp_show_quoted(struct pdu_wsp_reader *in, struct pdu_sink *out)
{
	if (!pdu_wsp_is_text(in)) {
		in->failed = true;
		return;
	}
	struct pdu_wsp_string text = pdu_wsp_get_text_value(in);
	if (show_is_token(&text)) {
		pdu_wsp_show_octets(out, text.octets, text.length);
		return;
	}
	pdu_wsp_show_string(out, "\"");
	for (size_t i = 0; i < text.length; i++) {
		if (text.octets[i] == '"' || text.octets[i] == '\\')
			pdu_wsp_show_string(out, "\\");
		pdu_wsp_show_octets(out, text.octets + i, 1);
	}
	pdu_wsp_show_string(out, "\"");
}

void pdu_wsp_show_token(struct pdu_wsp_reader *in, const struct pdu_wsp_rows *tokens,
			struct pdu_sink *out)
{
	if (pdu_wsp_is_text(in)) {
		pdu_wsp_show_text(in, out);
		return;
	}
	uint64_t number = pdu_wsp_get_integer(in);
	const char *name = pdu_wsp_name(tokens, number);
	if (name)
		pdu_wsp_show_string(out, name);
	else
		pdu_wsp_show_number(out, number);
}

/* Date-value: seconds since 1970. If-Range has text instead, and so have those who know no better.
 */
void pdu_wsp_show_date(struct pdu_wsp_reader *in, const struct pdu_wsp_field *field,
		       struct pdu_sink *out)
{
	(void)field;
	if (pdu_wsp_is_text(in)) {
		pdu_wsp_show_text(in, out);
		return;
	}
	uint64_t seconds = pdu_wsp_get_integer(in);
	if (seconds > PDU_DATE_MAX) {
		in->failed = true;
		return;
	}
	struct pdu_date date = pdu_date_of((int64_t)seconds);
	show_digits(out, (uint64_t)date.year, 4);
	const struct {
		const char *mark;
		int number;
	} rest[] = {{"-", date.month},
		    {"-", date.day},
		    {"T", date.hour},
		    {":", date.minute},
		    {":", date.second}};
	for (size_t i = 0; i < sizeof rest / sizeof rest[0]; i++) {
		pdu_wsp_show_string(out, rest[i].mark);
		show_digits(out, (uint64_t)rest[i].number, 2);
	}
	pdu_wsp_show_string(out, "Z");
}

/* Version-value (8.4.2.3): of 3 and 4 bits; a minor version of 15 is none. */
void pdu_wsp_show_version(struct pdu_wsp_reader *in, const struct pdu_wsp_field *field,
			  struct pdu_sink *out)
{
	(void)field;
	if (pdu_wsp_is_text(in)) {
		pdu_wsp_show_text(in, out);
		return;
	}
	uint64_t version = pdu_wsp_get_integer(in);
	in->failed |= version >= PDU_WSP_SHORT;
	show_digits(out, version >> 4, 1);
	if ((version & 15) == 15)
		return;
	pdu_wsp_show_string(out, ".");
	show_digits(out, version & 15, 1);
}

/* Field-name (8.4.2.6): of Vary, Trailer and directives. */
void pdu_wsp_show_field_name(struct pdu_wsp_reader *in, const struct pdu_wsp_field *field,
			     struct pdu_sink *out)
{
	(void)field;
	if (pdu_wsp_is_text(in)) {
		pdu_wsp_show_text(in, out);
		return;
	}
	uint64_t number = pdu_wsp_get_integer(in);
	if (number < PDU_WSP_HEADERS && pdu_wsp_headers[number].name)
		pdu_wsp_show_string(out, pdu_wsp_headers[number].name);
	else
		pdu_wsp_show_number(out, number);
}

/* Q-value (8.4.2.3): hundredths and 1, above 100 thousandths and 100. */
void pdu_wsp_show_q(struct pdu_wsp_reader *in, struct pdu_sink *out)
{
	uint32_t value = pdu_wsp_get_uintvar(in);
	uint32_t thousandths = value > 100 ? value - 100 : (value - 1) * 10;
	size_t digits = 3;

	if (value == 0 || thousandths > 999) {
		in->failed = true;
		return;
	}
	for (; digits > 1 && thousandths % 10 == 0; thousandths /= 10)
		digits--;
	pdu_wsp_show_string(out, "0.");
	show_digits(out, thousandths, digits);
}

static void show_parameter(const struct smsmodem_wsp_header *parameter, struct pdu_sink *out)
{
	struct pdu_wsp_reader value = pdu_wsp_reader(parameter->value, parameter->value_len);

	if (pdu_wsp_is_text(&value) && parameter->code != PDU_WSP_PARAMETER_Q)
		pdu_wsp_show_quoted(&value, out);
	else
		pdu_wsp_show_value(parameter, out);
}

void pdu_wsp_show_parameters(struct pdu_wsp_reader *in, struct pdu_sink *out)
{
	struct smsmodem_wsp_header parameter;

	while (pdu_wsp_left(in) > 0 && !out->full) {
		pdu_wsp_get_parameter(in, &parameter);
		if (in->failed)
			return;
		pdu_wsp_show_string(out, "; ");
		if (parameter.name)
			pdu_wsp_show_string(out, parameter.name);
		else
			pdu_wsp_show_number(out, (uint64_t)parameter.code);
		if (parameter.value_len == 1 && parameter.value[0] == 0)
			continue; /* no value */
		pdu_wsp_show_string(out, "=");
		show_parameter(&parameter, out);
	}
}
