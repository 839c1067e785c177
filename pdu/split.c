/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A message to SUBMITs, part by part; the state between two parts is a place in the text. */
#include "pair.h"
#include "plan.h"
#include <string.h>

/* A date that encoding and decoding leave as it is. */
static bool split_is_date(const struct smsmodem_time *time)
{
	struct smsmodem_time again;
	uint8_t octets[7];

	pdu_time_encode(time, octets);
	pdu_time_decode(octets, &again);
	return time->valid && again.valid && time->year == again.year &&
	       time->month == again.month && time->day == again.day && time->hour == again.hour &&
	       time->minute == again.minute && time->second == again.second &&
	       time->zone_minutes == again.zone_minutes;
}

/* @return NULL: nothing */
static const char *split_wrong_validity(const struct smsmodem_validity *validity)
{
	if (validity->format == SMSMODEM_VALIDITY_ENHANCED ||
	    (unsigned)validity->format > SMSMODEM_VALIDITY_ABSOLUTE)
		return "a validity is relative or absolute";
	if (validity->format == SMSMODEM_VALIDITY_RELATIVE &&
	    validity->seconds > pdu_validity_seconds(0xFF))
		return "a relative validity is at most 63 weeks";
	if (validity->format == SMSMODEM_VALIDITY_ABSOLUTE && !split_is_date(&validity->until))
		return "an absolute validity is a date";
	return NULL;
}

static int split_check(const struct smsmodem_submit *submit, struct smsmodem_error *error)
{
	const char *wrong = split_wrong_validity(&submit->validity);

	if (!submit->to)
		wrong = "no recipient";
	else if (submit->data && submit->text)
		wrong = "text and data at once";
	else if (submit->text_len > 0 && !submit->text)
		wrong = "a length without a text";
	else if (submit->data_len > 0 && !submit->data)
		wrong = "a length without data";
	else if (submit->data && submit->encoding != SMSMODEM_ENCODING_AUTO &&
		 submit->encoding != SMSMODEM_ENCODING_8BIT)
		wrong = "data is 8-bit";
	else if ((unsigned)submit->encoding > SMSMODEM_ENCODING_8BIT)
		wrong = "no encoding to send in";
	else if (submit->message_class < -1 || submit->message_class > 3)
		wrong = "a message class is 0 to 3";
	else if (submit->port_dst < -1 || submit->port_dst > 0xFFFF || submit->port_src < 0 ||
		 submit->port_src > 0xFFFF)
		wrong = "a port is 0 to 65535";
	else if (submit->ref_bits != 0 && submit->ref_bits != 8 && submit->ref_bits != 16)
		wrong = "a reference has 8 or 16 bits";
	else if (submit->replace < 0 || submit->replace > 7)
		wrong = "a replace type is 1 to 7";
	else if (submit->max_parts < 0 || submit->max_parts > SMSMODEM_PARTS_MAX)
		wrong = "at most 1 to 255 parts";
	return wrong ? smsmodem_error_set(error, SMSMODEM_E_USAGE, "cannot encode: %s", wrong)
		     : SMSMODEM_OK;
}

/* 23.038 4: general group, alphabet in bits 3..2, bit 4 announces a class. */
static uint8_t split_dcs(enum smsmodem_encoding encoding, int message_class)
{
	unsigned alphabet = encoding == SMSMODEM_ENCODING_UCS2   ? 2
			    : encoding == SMSMODEM_ENCODING_8BIT ? 1
								 : 0;
	unsigned class_bits = message_class < 0 ? 0 : 0x10U | (unsigned)message_class;

	return (uint8_t)(class_bits | alphabet << 2);
}

static void split_number(struct smsmodem_encoder *encoder)
{
	const struct smsmodem_submit *submit = encoder->submit;

	encoder->ref_bits = submit->ref_bits ? submit->ref_bits : 8;
	encoder->tpdu.concat = (struct smsmodem_concat){
		.ref_bits = (uint8_t)encoder->ref_bits,
		.ref = encoder->ref_bits == 8 ? (uint8_t)submit->ref : submit->ref,
		.total = (uint8_t)encoder->parts,
	};
}

/* What all parts have in common. */
static void split_prepare(struct smsmodem_encoder *encoder)
{
	const struct smsmodem_submit *submit = encoder->submit;
	struct smsmodem_tpdu *tpdu = &encoder->tpdu;

	tpdu->kind = SMSMODEM_KIND_SUBMIT;
	tpdu->reject_duplicates = submit->reject_duplicates;
	tpdu->status_report = submit->report;
	tpdu->pid = submit->replace ? (uint8_t)(0x40 + submit->replace) : 0;
	tpdu->dcs = split_dcs(encoder->encoding, submit->message_class);
	tpdu->validity = submit->validity;
	tpdu->shift = encoder->shift;
	if (encoder->parts > 1)
		split_number(encoder);
	if (submit->port_dst >= 0)
		tpdu->ports = (struct smsmodem_ports){.bits = 16,
						      .dst = (uint16_t)submit->port_dst,
						      .src = (uint16_t)submit->port_src};
}

static struct pdu_form split_form(const struct smsmodem_encoder *encoder)
{
	return (struct pdu_form){encoder->encoding, encoder->shift, encoder->kept};
}

static void split_header(struct smsmodem_tpdu *tpdu)
{
	const struct pdu_udh udh = {tpdu->concat, tpdu->ports, tpdu->shift};

	tpdu->udh_len = (uint8_t)pdu_udh_write(&udh, tpdu->ud, SMSMODEM_UD_MAX);
}

/* The text begins at a septet's border behind the header. */
static int split_pack(struct smsmodem_tpdu *tpdu, const uint8_t *septets, size_t count)
{
	size_t header_bits = (size_t)8 * tpdu->udh_len, header = (header_bits + 6) / 7;
	int packed = pdu_gsm7_pack(septets, count, (unsigned)(7 * header - header_bits),
				   tpdu->ud + tpdu->udh_len, sizeof tpdu->ud - tpdu->udh_len);

	if (packed < 0)
		return SMSMODEM_E_BUG;
	tpdu->udl = (uint8_t)(header + count);
	tpdu->ud_len = (uint8_t)(tpdu->udh_len + packed);
	return SMSMODEM_OK;
}

/* Behind the header, when they are not septets. */
static void split_set_octets(struct smsmodem_tpdu *tpdu, size_t octets)
{
	tpdu->ud_len = tpdu->udl = (uint8_t)(tpdu->udh_len + octets);
}

/* User data of a text that is one part is made at once: looking at it has found what is in it. */
static bool split_is_packed(const struct smsmodem_encoder *encoder)
{
	return encoder->encoding != SMSMODEM_ENCODING_8BIT && encoder->ref_bits == 0;
}

static int split_pack_all(struct smsmodem_tpdu *tpdu, const struct pdu_plan *plan)
{
	split_header(tpdu);
	if (plan->form.encoding == SMSMODEM_ENCODING_GSM7)
		return split_pack(tpdu, plan->septets, plan->units);
	if (2 * plan->units > sizeof plan->septets ||
	    2 * plan->units > (size_t)SMSMODEM_UD_MAX - tpdu->udh_len)
		return SMSMODEM_E_BUG;
	pdu_copy(tpdu->ud + tpdu->udh_len, plan->septets, 2 * plan->units);
	split_set_octets(tpdu, 2 * plan->units);
	return SMSMODEM_OK;
}

static void split_clear(struct smsmodem_encoder *encoder, const struct smsmodem_submit *submit)
{
	encoder->encoding = SMSMODEM_ENCODING_AUTO;
	encoder->shift = (struct smsmodem_shift){0};
	encoder->parts = encoder->ref_bits = encoder->part = 0;
	encoder->transliterated = false;
	encoder->kept = 0;
	encoder->forced_by = 0;
	encoder->forced_at = encoder->position = 0;
	encoder->submit = submit;
	pdu_clear(&encoder->tpdu);
}

int pdu_split_choose(struct smsmodem_encoder *encoder, const struct smsmodem_submit *submit,
		     struct pdu_plan *plan, struct smsmodem_error *error)
{
	int result = split_check(submit, error);

	split_clear(encoder, submit);
	if (result == SMSMODEM_OK)
		result = pdu_address_parse(submit->to, &encoder->tpdu.peer, error);
	if (result == SMSMODEM_OK && submit->smsc)
		result = pdu_address_parse(submit->smsc, &encoder->tpdu.smsc, error);
	return result == SMSMODEM_OK ? pdu_plan_choose(encoder, plan, error) : result;
}

int smsmodem_encode_begin(struct smsmodem_encoder *encoder, const struct smsmodem_submit *submit,
			  struct smsmodem_error *error)
{
	struct pdu_plan plan;
	int result = pdu_split_choose(encoder, submit, &plan, error);

	if (result != SMSMODEM_OK)
		return result;
	size_t allowed = submit->max_parts ? (size_t)submit->max_parts : SMSMODEM_PARTS_MAX;
	encoder->encoding = plan.form.encoding;
	encoder->shift = plan.form.shift;
	encoder->kept = plan.form.kept;
	encoder->transliterated = plan.form.kept != 0;
	if (plan.parts > allowed)
		return smsmodem_error_set(error, SMSMODEM_E_TEXT,
					  "too long: %zu parts, and %zu %s %s", plan.parts, allowed,
					  allowed == 1 ? "is" : "are",
					  submit->max_parts ? "allowed" : "possible");
	encoder->parts = (int)plan.parts;
	split_prepare(encoder);
	if (split_is_packed(encoder) && split_pack_all(&encoder->tpdu, &plan) < 0)
		return smsmodem_error_set(error, SMSMODEM_E_BUG, "the text cannot be packed");
	return encoder->parts;
}

const char *smsmodem_replacement(const struct smsmodem_encoder *encoder, uint32_t character)
{
	return pdu_plan_instead(encoder->kept, character);
}

/* --- user data of a part --- */

static int split_put_gsm7(struct smsmodem_encoder *encoder, size_t end)
{
	struct pdu_form form = split_form(encoder);
	uint8_t septets[PDU_PLAN_SEPTETS_SIZE];
	size_t count = sizeof septets, length = end - encoder->position;
	const char *text = encoder->submit->text + encoder->position;

	if (pdu_plan_text(&form, text, length, septets, &count) != length)
		return SMSMODEM_E_BUG;
	return split_pack(&encoder->tpdu, septets, count);
}

static int split_put_utf16(struct smsmodem_encoder *encoder, size_t end)
{
	struct smsmodem_tpdu *tpdu = &encoder->tpdu;
	size_t count = (size_t)SMSMODEM_UD_MAX - tpdu->udh_len, length = end - encoder->position;
	const char *text = encoder->submit->text + encoder->position;

	if (pdu_utf16_from_text(text, length, tpdu->ud + tpdu->udh_len, &count) != length)
		return SMSMODEM_E_BUG;
	split_set_octets(tpdu, count);
	return SMSMODEM_OK;
}

static int split_put_octets(struct smsmodem_encoder *encoder, size_t end)
{
	struct smsmodem_tpdu *tpdu = &encoder->tpdu;
	size_t length, count = end - encoder->position;
	const uint8_t *octets = pdu_plan_octets(encoder->submit, &length);

	if (end > length || count > (size_t)SMSMODEM_UD_MAX - tpdu->udh_len)
		return SMSMODEM_E_BUG;
	if (count > 0)
		pdu_copy(tpdu->ud + tpdu->udh_len, octets + encoder->position, count);
	split_set_octets(tpdu, count);
	return SMSMODEM_OK;
}

static int split_put_part(struct smsmodem_encoder *encoder)
{
	const struct pdu_form form = split_form(encoder);
	struct smsmodem_tpdu *tpdu = &encoder->tpdu;
	size_t end = encoder->submit->text_len;

	if (split_is_packed(encoder))
		return SMSMODEM_OK;
	if (encoder->encoding == SMSMODEM_ENCODING_8BIT)
		pdu_plan_octets(encoder->submit, &end);
	tpdu->concat.seq = (uint8_t)(encoder->part + 1);
	split_header(tpdu);
	if (encoder->ref_bits)
		end = pdu_plan_part_end(encoder->submit, &form, encoder->position,
					pdu_plan_capacity(form.encoding, tpdu->udh_len), NULL);
	int result = encoder->encoding == SMSMODEM_ENCODING_GSM7   ? split_put_gsm7(encoder, end)
		     : encoder->encoding == SMSMODEM_ENCODING_UCS2 ? split_put_utf16(encoder, end)
								   : split_put_octets(encoder, end);
	encoder->position = end;
	return result;
}

int smsmodem_encode_next(struct smsmodem_encoder *encoder, struct smsmodem_pdu *pdu,
			 struct smsmodem_error *error)
{
	uint8_t octets[SMSMODEM_PDU_MAX];
	size_t smsc_length = 0;

	if (encoder->part >= encoder->parts)
		return 0;
	int result = split_put_part(encoder);
	if (result == SMSMODEM_OK)
		result = pdu_encode(&encoder->tpdu, octets, sizeof octets, &smsc_length);
	if (result < 0)
		return smsmodem_error_set(error, result, "part %d cannot be encoded",
					  encoder->part + 1);
	int hex_len = pdu_hex_encode(octets, (size_t)result, pdu->hex, sizeof pdu->hex);
	if (hex_len < 0)
		return smsmodem_error_set(error, hex_len, "part %d is too long", encoder->part + 1);
	encoder->part++;
	pdu->part = (uint16_t)encoder->part;
	pdu->parts = (uint16_t)encoder->parts;
	pdu->length = (uint16_t)((size_t)result - smsc_length);
	pdu->hex_len = (uint16_t)hex_len;
	return 1;
}
