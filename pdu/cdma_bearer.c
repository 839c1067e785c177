/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bearer data (C.S0015-B 4.5): identifier, length, and fields by table. */
#include "cdma.h"
#include <string.h>

/* Digits are not swapped, and years 96 to 99 are of the last century (4.5.4). */
void pdu_cdma_time(const uint8_t octets[6], struct smsmodem_time *time)
{
	uint8_t swapped[7] = {0};

	for (size_t i = 0; i < 6; i++)
		swapped[i] = (uint8_t)(octets[i] << 4 | octets[i] >> 4);
	pdu_time_decode(swapped, time);
	if (time->valid && time->year >= 1990 && time->year < 1996)
		time->year = (uint16_t)(time->year + 100);
	memset(time->octets, 0, sizeof time->octets);
	memcpy(time->octets, octets, 6);
}

static void bearer_message_id(struct smsmodem_cdma *cdma, struct pdu_bits *bits)
{
	cdma->message_type = (uint8_t)pdu_bits_get(bits, 4);
	cdma->message_id = (uint16_t)pdu_bits_get(bits, 16);
	cdma->header_ind = pdu_bits_get(bits, 1);
}

static void bearer_response(struct smsmodem_cdma *cdma, struct pdu_bits *bits)
{
	cdma->user_response = (uint8_t)pdu_bits_get(bits, 8);
}

static void bearer_time(struct smsmodem_cdma *cdma, struct pdu_bits *bits)
{
	pdu_cdma_time(bits->octets, &cdma->time);
}

static void bearer_valid_until(struct smsmodem_cdma *cdma, struct pdu_bits *bits)
{
	pdu_cdma_time(bits->octets, &cdma->valid_until);
}

static void bearer_valid_for(struct smsmodem_cdma *cdma, struct pdu_bits *bits)
{
	cdma->valid_for = (uint8_t)pdu_bits_get(bits, 8);
}

static void bearer_defer_until(struct smsmodem_cdma *cdma, struct pdu_bits *bits)
{
	pdu_cdma_time(bits->octets, &cdma->defer_until);
}

static void bearer_defer_for(struct smsmodem_cdma *cdma, struct pdu_bits *bits)
{
	cdma->defer_for = (uint8_t)pdu_bits_get(bits, 8);
}

static void bearer_priority(struct smsmodem_cdma *cdma, struct pdu_bits *bits)
{
	cdma->priority = (uint8_t)pdu_bits_get(bits, 2);
}

static void bearer_privacy(struct smsmodem_cdma *cdma, struct pdu_bits *bits)
{
	cdma->privacy = (uint8_t)pdu_bits_get(bits, 2);
}

static void bearer_reply(struct smsmodem_cdma *cdma, struct pdu_bits *bits)
{
	cdma->reply = (uint8_t)(pdu_bits_get(bits, 4) << 4);
}

/* Two decimal digits (4.5.12); what is none fails. */
static void bearer_count(struct smsmodem_cdma *cdma, struct pdu_bits *bits)
{
	unsigned tens = pdu_bits_get(bits, 4), ones = pdu_bits_get(bits, 4);

	if (tens > 9 || ones > 9)
		bits->failed = true;
	else
		cdma->count = (uint8_t)(10 * tens + ones);
}

static void bearer_alert(struct smsmodem_cdma *cdma, struct pdu_bits *bits)
{
	cdma->alert = (uint8_t)pdu_bits_get(bits, 2);
}

static void bearer_language(struct smsmodem_cdma *cdma, struct pdu_bits *bits)
{
	cdma->language = (uint8_t)pdu_bits_get(bits, 8);
}

static void bearer_callback(struct smsmodem_cdma *cdma, struct pdu_bits *bits)
{
	(void)pdu_cdma_address_read(bits, PDU_CDMA_CALLBACK, &cdma->callback);
}

static void bearer_display(struct smsmodem_cdma *cdma, struct pdu_bits *bits)
{
	cdma->display = (uint8_t)pdu_bits_get(bits, 2);
}

static void bearer_deposit(struct smsmodem_cdma *cdma, struct pdu_bits *bits)
{
	cdma->deposit = (uint16_t)pdu_bits_get(bits, 16);
}

static void bearer_status(struct smsmodem_cdma *cdma, struct pdu_bits *bits)
{
	cdma->status_class = (uint8_t)pdu_bits_get(bits, 2);
	cdma->status = (uint8_t)pdu_bits_get(bits, 6);
}

static void bearer_tp_cause(struct smsmodem_cdma *cdma, struct pdu_bits *bits)
{
	cdma->tp_cause = (uint8_t)pdu_bits_get(bits, 8);
}

struct bearer_row {
	uint8_t octets;                                          /* at least */
	void (*read)(struct smsmodem_cdma *, struct pdu_bits *); /* NULL: taken apart when asked */
};

static const struct bearer_row bearer_rows[SMSMODEM_CDMA_SUBS] = {
	[SMSMODEM_CDMA_SUB_MESSAGE_ID] = {3, bearer_message_id},
	[SMSMODEM_CDMA_SUB_USER_DATA] = {2, NULL},
	[SMSMODEM_CDMA_SUB_RESPONSE] = {1, bearer_response},
	[SMSMODEM_CDMA_SUB_TIME] = {6, bearer_time},
	[SMSMODEM_CDMA_SUB_VALID_UNTIL] = {6, bearer_valid_until},
	[SMSMODEM_CDMA_SUB_VALID_FOR] = {1, bearer_valid_for},
	[SMSMODEM_CDMA_SUB_DEFER_UNTIL] = {6, bearer_defer_until},
	[SMSMODEM_CDMA_SUB_DEFER_FOR] = {1, bearer_defer_for},
	[SMSMODEM_CDMA_SUB_PRIORITY] = {1, bearer_priority},
	[SMSMODEM_CDMA_SUB_PRIVACY] = {1, bearer_privacy},
	[SMSMODEM_CDMA_SUB_REPLY] = {1, bearer_reply},
	[SMSMODEM_CDMA_SUB_COUNT] = {1, bearer_count},
	[SMSMODEM_CDMA_SUB_ALERT] = {1, bearer_alert},
	[SMSMODEM_CDMA_SUB_LANGUAGE] = {1, bearer_language},
	[SMSMODEM_CDMA_SUB_CALLBACK] = {2, bearer_callback},
	[SMSMODEM_CDMA_SUB_DISPLAY] = {1, bearer_display},
	[SMSMODEM_CDMA_SUB_SEGMENTS] = {2, NULL},
	[SMSMODEM_CDMA_SUB_DEPOSIT] = {2, bearer_deposit},
	[SMSMODEM_CDMA_SUB_PROGRAM] = {1, NULL},
	[SMSMODEM_CDMA_SUB_RESULTS] = {3, NULL},
	[SMSMODEM_CDMA_SUB_STATUS] = {1, bearer_status},
	[SMSMODEM_CDMA_SUB_TP_CAUSE] = {1, bearer_tp_cause},
	[SMSMODEM_CDMA_SUB_VMN] = {9, NULL},
	[SMSMODEM_CDMA_SUB_VMN_ACK] = {4, NULL},
};

/* @return 1, 0 at the end, SMSMODEM_E_PDU where a length runs past it */
static int bearer_next(const uint8_t *octets, size_t length, size_t *position,
		       struct smsmodem_cdma_subparameter *sub)
{
	size_t at = *position;

	if (at >= length)
		return 0;
	if (length - at < 2 || length - at - 2 < octets[at + 1])
		return SMSMODEM_E_PDU;
	*sub = (struct smsmodem_cdma_subparameter){octets[at], octets[at + 1], octets + at + 2};
	*position = at + 2 + sub->length;
	return 1;
}

int smsmodem_cdma_sub_next(const struct smsmodem_cdma *cdma, size_t *position,
			   struct smsmodem_cdma_subparameter *sub)
{
	return bearer_next(cdma->bearer, cdma->bearer_len, position, sub) > 0;
}

const uint8_t *pdu_cdma_sub(const struct smsmodem_cdma *cdma, uint8_t id, size_t *length)
{
	struct smsmodem_cdma_subparameter sub;
	size_t position = 0;

	while (smsmodem_cdma_sub_next(cdma, &position, &sub) > 0) {
		if (sub.id != id || sub.length < bearer_rows[id].octets)
			continue;
		*length = sub.length;
		return sub.octets;
	}
	return NULL;
}

/* Of repeated ones the first that is whole counts: none may be there twice (4.5). */
static void bearer_read(struct smsmodem_cdma *cdma, const struct smsmodem_cdma_subparameter *sub)
{
	struct pdu_bits bits = pdu_bits_of(sub->octets, sub->length);
	uint32_t bit = 1U << (sub->id & 31);

	if (sub->id >= SMSMODEM_CDMA_SUBS || (cdma->subs.there & bit) != 0)
		return;
	if (sub->length < bearer_rows[sub->id].octets)
		bits.failed = true;
	else if (bearer_rows[sub->id].read)
		bearer_rows[sub->id].read(cdma, &bits);
	*(bits.failed ? &cdma->subs.bad : &cdma->subs.there) |= bit;
}

static void bearer_user_data(struct smsmodem_cdma *cdma, const uint8_t *octets, size_t length)
{
	const uint32_t bit = 1U << SMSMODEM_CDMA_SUB_USER_DATA;
	struct pdu_bits bits = pdu_bits_of(octets, length);

	if (pdu_cdma_user_data(&bits, cdma->header_ind, &cdma->data))
		return;
	cdma->subs.bad |= bit;
}

/*
 * In China the user data of a WAP message hold bearer data of their own, whose message identifier
 * and user data are those that count.
 */
static void bearer_nested(struct smsmodem_cdma *cdma)
{
	const struct smsmodem_cdma_user_data outer = cdma->data;
	struct smsmodem_cdma_subparameter sub;
	size_t position = 0;

	if (outer.length < 2 || outer.octets[0] != SMSMODEM_CDMA_SUB_MESSAGE_ID ||
	    outer.octets[1] != 3)
		return;
	while (bearer_next(outer.octets, outer.length, &position, &sub) > 0) {
		struct pdu_bits bits = pdu_bits_of(sub.octets, sub.length);

		if (sub.id == SMSMODEM_CDMA_SUB_MESSAGE_ID && sub.length >= 3)
			bearer_message_id(cdma, &bits);
		else if (sub.id == SMSMODEM_CDMA_SUB_USER_DATA)
			bearer_user_data(cdma, sub.octets, sub.length);
	}
}

static void bearer_is_bad(struct smsmodem_cdma *cdma, enum smsmodem_cdma_sub sub, bool bad)
{
	const uint32_t bit = 1U << sub;

	cdma->subs.bad |= bad ? bit : 0;
	cdma->subs.there &= bad ? ~bit : ~(uint32_t)0;
}

/* Lists and voice mail notifications are read when asked for; here only whether they can be. */
static void bearer_lists(struct smsmodem_cdma *cdma)
{
	struct smsmodem_cdma_user_data text;
	struct smsmodem_cdma_program program;
	struct smsmodem_cdma_result entry;
	struct smsmodem_cdma_vmn vmn;
	struct smsmodem_cdma_vmn_ack ack;
	size_t at[3] = {0};
	int segments, programs, results;

	while ((segments = pdu_cdma_segment_next(cdma, &at[0], &text)) > 0)
		;
	while ((programs = pdu_cdma_program_next(cdma, &at[1], &program, &text)) > 0)
		;
	while ((results = smsmodem_cdma_result_next(cdma, &at[2], &entry)) > 0)
		;
	bearer_is_bad(cdma, SMSMODEM_CDMA_SUB_SEGMENTS, segments < 0);
	bearer_is_bad(cdma, SMSMODEM_CDMA_SUB_PROGRAM, programs < 0);
	bearer_is_bad(cdma, SMSMODEM_CDMA_SUB_RESULTS, results < 0);
	bearer_is_bad(cdma, SMSMODEM_CDMA_SUB_VMN, smsmodem_cdma_vmn(cdma, &vmn) < 0);
	bearer_is_bad(cdma, SMSMODEM_CDMA_SUB_VMN_ACK, smsmodem_cdma_vmn_ack(cdma, &ack) < 0);
}

int pdu_cdma_bearer(struct smsmodem_cdma *cdma, size_t *bad_offset)
{
	struct smsmodem_cdma_subparameter sub;
	size_t position = 0, length = 0;
	int result;

	while ((result = bearer_next(cdma->bearer, cdma->bearer_len, &position, &sub)) > 0)
		bearer_read(cdma, &sub);
	*bad_offset = position;
	if (result < 0)
		return result;
	bearer_lists(cdma);
	/* whether it begins with a header may be said behind it */
	const uint8_t *user_data = pdu_cdma_sub(cdma, SMSMODEM_CDMA_SUB_USER_DATA, &length);
	if (!user_data)
		return SMSMODEM_OK;
	bearer_user_data(cdma, user_data, length);
	if (cdma->teleservice == SMSMODEM_CDMA_WAP_NESTED)
		bearer_nested(cdma);
	if (cdma->teleservice == SMSMODEM_CDMA_WAP || cdma->teleservice == SMSMODEM_CDMA_WAP_NESTED)
		pdu_cdma_wap(&cdma->data);
	pdu_cdma_is91(cdma);
	if (cdma->type == SMSMODEM_CDMA_BROADCAST)
		pdu_cdma_cmas(cdma);
	return SMSMODEM_OK;
}
