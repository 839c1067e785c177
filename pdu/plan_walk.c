/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Characters of a text in a form, and borders of parts wherever they are asked for. */
#include "plan.h"
#include <string.h>

const char *pdu_plan_instead(uint32_t kept, uint32_t character)
{
	if (kept == 0)
		return NULL;
	const struct pdu_gsm7_row *row = pdu_gsm7_row(character);
	return (uint32_t)(row->locking | row->single) & kept ? NULL : pdu_transliterate(character);
}

int pdu_plan_septets(const struct pdu_form *form, uint32_t character,
		     uint8_t septets[2 * PDU_TRANSLITERATE_MAX])
{
	const char *instead = pdu_plan_instead(form->kept, character);
	size_t length = instead ? strlen(instead) : 0;
	int count = instead ? 0 : pdu_gsm7_septets(form->shift, character, septets);

	if (!instead)
		return count ? count : SMSMODEM_E_TEXT;
	for (size_t at = 0; at < length;) {
		uint32_t next;
		int octets = pdu_utf8_get(instead + at, length - at, &next);
		int added = octets < 0 ? 0 : pdu_gsm7_septets(form->shift, next, septets + count);

		if (added == 0)
			return SMSMODEM_E_TEXT;
		count += added;
		at += (size_t)octets;
	}
	return count;
}

/* Where nothing can be replaced that the tables have, runs are read at once. */
static size_t plan_run(const struct pdu_form *form, const char *text, size_t length,
		       uint8_t *septets, size_t *count)
{
	if (form->shift.locking == 0 && form->shift.single == 0)
		return pdu_gsm7_from_text(text, length, septets, count);
	if (form->kept != 1)
		return pdu_gsm7_from_text_in(form->shift, text, length, septets, count);
	*count = 0;
	return 0;
}

size_t pdu_plan_text(const struct pdu_form *form, const char *text, size_t length, uint8_t *septets,
		     size_t *count)
{
	uint8_t some[2 * PDU_TRANSLITERATE_MAX];
	size_t used = 0, at = 0;

	while (at < length) {
		uint32_t character;
		size_t run = *count - used;

		at += plan_run(form, text + at, length - at, septets + used, &run);
		used += run;
		int octets = pdu_utf8_get(text + at, length - at, &character);
		int added = octets > 0 ? pdu_plan_septets(form, character, some) : octets;
		if (added < 0 || (size_t)added > *count - used)
			break;
		memcpy(septets + used, some, (size_t)added);
		used += (size_t)added;
		at += (size_t)octets;
	}
	*count = used;
	return at;
}

/* --- what fits --- */

size_t pdu_plan_header(const struct smsmodem_submit *submit, const struct pdu_form *form,
		       bool several)
{
	const struct pdu_udh udh = {
		.concat.ref_bits = (uint8_t)(several ? submit->ref_bits ? submit->ref_bits : 8 : 0),
		.ports.bits = submit->port_dst >= 0 ? 16 : 0,
		.shift = form->shift,
	};
	uint8_t octets[32];
	int length = pdu_udh_write(&udh, octets, sizeof octets);

	return length > 0 ? (size_t)length : 0;
}

static size_t plan_header_septets(size_t udh_len)
{
	return (8 * udh_len + 6) / 7;
}

size_t pdu_plan_capacity(enum smsmodem_encoding encoding, size_t udh_len)
{
	if (encoding == SMSMODEM_ENCODING_GSM7)
		return PDU_PLAN_SEPTETS - plan_header_septets(udh_len);
	if (encoding == SMSMODEM_ENCODING_UCS2)
		return (SMSMODEM_UD_MAX - udh_len) / 2;
	return SMSMODEM_UD_MAX - udh_len;
}

size_t pdu_plan_ud_octets(enum smsmodem_encoding encoding, size_t udh_len, size_t units)
{
	if (encoding == SMSMODEM_ENCODING_GSM7)
		return (7 * (plan_header_septets(udh_len) + units) + 7) / 8;
	return udh_len + units * (encoding == SMSMODEM_ENCODING_UCS2 ? 2 : 1);
}

/* --- borders of parts --- */

struct plan_walk {
	const struct smsmodem_submit *submit;
	const struct pdu_form *form;
	size_t position;
};

/* Step over a character of a text that has been checked. @return its units */
static size_t plan_step(struct plan_walk *walk, uint32_t *character)
{
	const struct smsmodem_submit *submit = walk->submit;
	uint8_t septets[2 * PDU_TRANSLITERATE_MAX];

	*character = 0;
	int octets = pdu_utf8_get(submit->text + walk->position, submit->text_len - walk->position,
				  character);
	walk->position += octets > 0 ? (size_t)octets : 1;
	if (walk->form->encoding == SMSMODEM_ENCODING_UCS2)
		return *character > 0xFFFF ? 2 : 1;
	int count = pdu_plan_septets(walk->form, *character, septets);
	return count > 0 ? (size_t)count : 0;
}

/* Step over a grapheme cluster, or over just so much of it that it exceeds limit. @return units */
static size_t plan_step_cluster(struct plan_walk *walk, size_t limit)
{
	uint32_t before, after;
	utf8proc_int32_t state = 0;
	size_t units = plan_step(walk, &before);

	while (walk->position < walk->submit->text_len && units <= limit) {
		struct plan_walk ahead = *walk;
		size_t more = plan_step(&ahead, &after);

		if (pdu_plan_breaks(before, after, &state))
			break;
		*walk = ahead;
		units += more;
		before = after;
	}
	return units;
}

/* Locking shift tables that have all plain characters; the others lack capital letters. */
#define PLAN_LATIN                                                           \
	(1U << SMSMODEM_LANGUAGE_DEFAULT | 1U << SMSMODEM_LANGUAGE_TURKISH | \
	 1U << SMSMODEM_LANGUAGE_PORTUGUESE)

/* Plain characters are a cluster and a unit each, but for the last: a mark may follow. */
static size_t plan_step_plain(struct plan_walk *walk, size_t room)
{
	const char *text = walk->submit->text + walk->position;
	size_t left = walk->submit->text_len - walk->position;

	if (!(PLAN_LATIN >> walk->form->shift.locking & 1) || room == 0 ||
	    !pdu_gsm7_is_plain((uint8_t)*text))
		return 0;
	size_t plain = pdu_gsm7_plain(text, left < room ? left : room);
	walk->position += plain - 1;
	return plain - 1;
}

/*
 * A cluster larger than a part is cut between characters, and fills up the part it begins in.
 * @return units
 */
static size_t plan_fill(struct plan_walk *walk, size_t room)
{
	size_t filled = 0;

	while (walk->position < walk->submit->text_len) {
		struct plan_walk ahead = *walk;
		uint32_t character;
		size_t units = plan_step(&ahead, &character);

		if (units > room - filled)
			break;
		filled += units;
		*walk = ahead;
	}
	return filled;
}

/* Of a text. @return units */
static size_t plan_walk_part(struct plan_walk *walk, size_t capacity)
{
	size_t room = capacity;

	while (walk->position < walk->submit->text_len) {
		room -= plan_step_plain(walk, room);
		struct plan_walk ahead = *walk;
		size_t units = plan_step_cluster(&ahead, capacity);

		if (units > capacity)
			return capacity - room + plan_fill(walk, room);
		if (units > room)
			break;
		room -= units;
		*walk = ahead;
	}
	return capacity - room;
}

size_t pdu_plan_part_end(const struct smsmodem_submit *submit, const struct pdu_form *form,
			 size_t from, size_t capacity, size_t *units)
{
	struct plan_walk walk = {.submit = submit, .form = form, .position = from};
	size_t length, found = 0;

	if (form->encoding == SMSMODEM_ENCODING_8BIT) {
		pdu_plan_octets(submit, &length);
		found = length - from < capacity ? length - from : capacity;
		walk.position += found;
	} else {
		found = plan_walk_part(&walk, capacity);
	}
	if (units)
		*units = found;
	return walk.position;
}

/* The reference costs room, so that it is there only when one part does not suffice. */
struct pdu_cost pdu_plan_cost(const struct smsmodem_submit *submit, const struct pdu_form *form)
{
	size_t header = pdu_plan_header(submit, form, false), length = submit->text_len, units;
	size_t capacity = pdu_plan_capacity(form->encoding, header);

	if (form->encoding == SMSMODEM_ENCODING_8BIT)
		pdu_plan_octets(submit, &length);
	size_t end = pdu_plan_part_end(submit, form, 0, capacity, &units);
	struct pdu_cost cost = {1, pdu_plan_ud_octets(form->encoding, header, units)};
	if (end == length)
		return cost;
	header = pdu_plan_header(submit, form, true);
	capacity = pdu_plan_capacity(form->encoding, header);
	cost = (struct pdu_cost){0};
	for (size_t at = 0; at < length; cost.parts++) {
		at = pdu_plan_part_end(submit, form, at, capacity, &units);
		cost.octets += pdu_plan_ud_octets(form->encoding, header, units);
	}
	return cost;
}
