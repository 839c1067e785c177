/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Subparameters that are lists, and voice mail notifications (C.S0015-B 4.5.17 to 4.5.24). */
#include "cdma.h"

/* Continue at a bit, or begin behind what stands in front of the list. @return 1, 0 or a failure */
static int list_continue(struct pdu_bits *bits, size_t *position, size_t front, size_t least)
{
	pdu_bits_seek(bits, *position ? *position : front);
	return pdu_bits_left(bits) >= least;
}

static int list_step(const struct pdu_bits *bits, bool whole, size_t *position)
{
	*position = bits->failed || !whole ? bits->end : bits->at;
	return whole ? 1 : SMSMODEM_E_PDU;
}

static struct pdu_bits list_of(const struct smsmodem_cdma *cdma, uint8_t id)
{
	size_t length = 0;
	const uint8_t *octets = pdu_cdma_sub(cdma, id, &length);

	return pdu_bits_of(octets, length);
}

int pdu_cdma_segment_next(const struct smsmodem_cdma *cdma, size_t *position,
			  struct smsmodem_cdma_user_data *segment)
{
	struct pdu_bits bits = list_of(cdma, SMSMODEM_CDMA_SUB_SEGMENTS);

	if (list_continue(&bits, position, 0, 13) == 0)
		return 0;
	bool whole = pdu_cdma_characters(&bits, (uint8_t)pdu_bits_get(&bits, 5), segment);
	return list_step(&bits, whole, position);
}

int pdu_cdma_program_next(const struct smsmodem_cdma *cdma, size_t *position,
			  struct smsmodem_cdma_program *entry, struct smsmodem_cdma_user_data *name)
{
	struct pdu_bits bits = list_of(cdma, SMSMODEM_CDMA_SUB_PROGRAM);
	uint8_t encoding = bits.octets ? (uint8_t)pdu_bits_get(&bits, 5) : 0;

	if (list_continue(&bits, position, 5, 48) == 0)
		return 0;
	entry->operation = (uint8_t)pdu_bits_get(&bits, 4);
	entry->category = (uint16_t)pdu_bits_get(&bits, 16);
	entry->language = (uint8_t)pdu_bits_get(&bits, 8);
	entry->max_messages = (uint8_t)pdu_bits_get(&bits, 8);
	entry->alert = (uint8_t)pdu_bits_get(&bits, 4);
	return list_step(&bits, pdu_cdma_characters(&bits, encoding, name), position);
}

int smsmodem_cdma_result_next(const struct smsmodem_cdma *cdma, size_t *position,
			      struct smsmodem_cdma_result *entry)
{
	struct pdu_bits bits = list_of(cdma, SMSMODEM_CDMA_SUB_RESULTS);

	if (list_continue(&bits, position, 0, 24) == 0)
		return 0;
	entry->category = (uint16_t)pdu_bits_get(&bits, 16);
	entry->result = (uint8_t)pdu_bits_get(&bits, 4);
	(void)pdu_bits_get(&bits, 4);
	return list_step(&bits, true, position);
}

static void vmn_passwords(struct pdu_bits *bits, struct smsmodem_cdma_vmn *vmn)
{
	vmn->password_required = pdu_bits_get(bits, 1);
	vmn->setup_required = pdu_bits_get(bits, 1);
	vmn->password_change_required = pdu_bits_get(bits, 1);
	if (!vmn->setup_required && !vmn->password_change_required)
		return;
	vmn->password_min = (uint8_t)pdu_bits_get(bits, 4);
	vmn->password_max = (uint8_t)pdu_bits_get(bits, 4);
}

int smsmodem_cdma_vmn(const struct smsmodem_cdma *cdma, struct smsmodem_cdma_vmn *vmn)
{
	struct pdu_bits bits = list_of(cdma, SMSMODEM_CDMA_SUB_VMN);

	if (!bits.octets)
		return 0;
	*vmn = (struct smsmodem_cdma_vmn){.priority = (uint8_t)pdu_bits_get(&bits, 2)};
	vmn_passwords(&bits, vmn);
	vmn->unheard = (uint8_t)pdu_bits_get(&bits, 8);
	vmn->almost_full = pdu_bits_get(&bits, 1);
	vmn->full = pdu_bits_get(&bits, 1);
	vmn->reply_allowed = pdu_bits_get(&bits, 1);
	vmn->fax = pdu_bits_get(&bits, 1);
	vmn->length_s = (uint16_t)pdu_bits_get(&bits, 12);
	vmn->keep_days = (uint8_t)pdu_bits_get(&bits, 7);
	vmn->message_id = (uint16_t)pdu_bits_get(&bits, 16);
	vmn->mailbox_id = (uint16_t)pdu_bits_get(&bits, 16);
	bool whole = pdu_cdma_address_read(&bits, PDU_CDMA_VMN, &vmn->access) &&
		     pdu_cdma_address_read(&bits, PDU_CDMA_VMN, &vmn->caller);
	return whole ? 1 : SMSMODEM_E_PDU;
}

int smsmodem_cdma_vmn_ack(const struct smsmodem_cdma *cdma, struct smsmodem_cdma_vmn_ack *ack)
{
	struct pdu_bits bits = list_of(cdma, SMSMODEM_CDMA_SUB_VMN_ACK);

	if (!bits.octets)
		return 0;
	*ack = (struct smsmodem_cdma_vmn_ack){.mailbox_id = (uint16_t)pdu_bits_get(&bits, 16)};
	ack->unheard = (uint8_t)pdu_bits_get(&bits, 8);
	ack->deleted = (uint8_t)pdu_bits_get(&bits, 3);
	ack->played = (uint8_t)pdu_bits_get(&bits, 3);
	for (size_t i = 0; i < ack->deleted; i++)
		ack->deleted_ids[i] = (uint16_t)pdu_bits_get(&bits, 16);
	for (size_t i = 0; i < ack->played; i++)
		ack->played_ids[i] = (uint16_t)pdu_bits_get(&bits, 16);
	return bits.failed ? SMSMODEM_E_PDU : 1;
}
