/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Messages that come in: what the network makes of a text or of what was submitted. */
#include "phone.h"
#include <stdio.h>
#include <string.h>

/* The DELIVER that the network makes of a SUBMIT (23.040 9.2.2.1, 9.2.2.2). */
static int deliver(struct smsmodem_sim *sim, const struct smsmodem_tpdu *submit,
		   const struct sim_origin *origin, int64_t due_ms, struct smsmodem_error *error)
{
	struct sim_arrival arrival = {
		.kind = SIM_ARRIVAL_MESSAGE,
		.due_ms = due_ms,
		.origin = *origin,
	};
	struct smsmodem_tpdu tpdu = *submit;

	tpdu.kind = SMSMODEM_KIND_DELIVER;
	tpdu.smsc = sim->smsc;
	tpdu.peer = origin->number;
	tpdu.no_more = submit->concat.ref_bits == 0 || submit->concat.seq == submit->concat.total;
	tpdu.status_report = false;
	tpdu.reject_duplicates = false;
	tpdu.scts = sim_time(due_ms);
	tpdu.validity.format = SMSMODEM_VALIDITY_NONE;
	int length = pdu_encode(&tpdu, arrival.pdu.octets, sizeof arrival.pdu.octets,
				&arrival.pdu.smsc_length);
	if (length < 0)
		return smsmodem_error_set(error, length, "a message from '%s' has no PDU",
					  origin->number.text);
	arrival.pdu.length = (size_t)length;
	sim_inbox_add_arrival(sim, &arrival);
	return SMSMODEM_OK;
}

void sim_deliver_submitted(struct smsmodem_sim *sim, const struct smsmodem_tpdu *submit,
			   const struct sim_origin *origin, int64_t due_ms)
{
	(void)deliver(sim, submit, origin, due_ms, NULL);
}

/* A number, or a name of up to 11 characters of the default alphabet (23.040 9.1.2.5). */
static int sender_parse(const char *from, struct smsmodem_address *address,
			struct smsmodem_error *error)
{
	uint8_t octets[SMSMODEM_ADDRESS_SIZE];
	size_t length = strlen(from);

	if (pdu_address_parse(from, address, error) >= 0)
		return SMSMODEM_OK;
	if (length == 0 || length >= sizeof address->text)
		return SMSMODEM_E_NUMBER;
	*address = (struct smsmodem_address){.toa = 0xD0};
	memcpy(address->text, from, length + 1);
	return pdu_address_encode(address, octets, sizeof octets) < 0 ? SMSMODEM_E_NUMBER
								      : SMSMODEM_OK;
}

/* The codec splits messages to be sent; each part is turned round. */
int sim_deliver_text(struct smsmodem_sim *sim, const char *from, const char *text,
		     struct smsmodem_error *error)
{
	static const struct smsmodem_decode_options options = {
		.kind = SMSMODEM_KIND_SUBMIT,
		.tpdu_length = -1,
	};
	struct smsmodem_submit submit = SMSMODEM_SUBMIT_INIT;
	struct smsmodem_encoder encoder;
	struct sim_origin sender = {0};
	struct smsmodem_tpdu tpdu;
	struct smsmodem_pdu part;
	int result = sender_parse(from, &sender.number, error);

	submit.to = "1";
	submit.text = text;
	submit.text_len = strlen(text);
	submit.ref = sim->deliver_ref;
	if (result >= 0)
		result = smsmodem_encode_begin(&encoder, &submit, error);
	if (result >= 0)
		result = sim_inbox_room(sim, encoder.parts, error);
	if (result >= 0)
		sim->deliver_ref++;
	while (result >= 0 && (result = smsmodem_encode_next(&encoder, &part, error)) > 0) {
		result = smsmodem_decode(part.hex, part.hex_len, &options, &tpdu, error);
		if (result >= 0)
			result = deliver(sim, &tpdu, &sender, sim->now_ms, error);
	}
	return result;
}

int sim_deliver_pdu(struct smsmodem_sim *sim, const char *hex, struct smsmodem_error *error)
{
	struct sim_pdu pdu;
	size_t bad = 0;
	int length = pdu_hex_decode(hex, strlen(hex), pdu.octets, sizeof pdu.octets, &bad);

	if (length < 1 || pdu.octets[0] + 1 >= length)
		return smsmodem_error_set(
			error, SMSMODEM_E_USAGE,
			"deliver-pdu wants the hex of an SMSC address and a TPDU");
	int room = sim_inbox_room(sim, 1, error);
	if (room < 0)
		return room;
	pdu.length = (size_t)length;
	pdu.smsc_length = (size_t)pdu.octets[0] + 1;
	/* 23.040 9.2.3.1 */
	bool report = (pdu.octets[pdu.smsc_length] & 3) == 2;
	sim_inbox_add(sim, report ? SIM_ARRIVAL_REPORT : SIM_ARRIVAL_MESSAGE, &pdu);
	return SMSMODEM_OK;
}
