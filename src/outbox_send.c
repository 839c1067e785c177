/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A part is noted as handed over, on the disk, before it is; then what became of it. A crash in
 * between leaves it unknown, never forgotten.
 */
#include "modem_private.h"
#include "outbox_private.h"
#include <stdio.h>
#include <string.h>

static int mark(struct smsmodem_outbox *outbox, int index, enum smsmodem_outbox_state state,
		int ref, const struct smsmodem_error *why, bool durable,
		struct smsmodem_error *error)
{
	struct journal *journal = outbox->journal;
	int64_t now_s = clock_wall_s();
	int64_t handed_s = state == SMSMODEM_OUTBOX_WAITING ? 0 : now_s;
	int result = outbox_set_part(journal, outbox->locked, index, state, ref, handed_s, error);

	if (result == SMSMODEM_OK && state != SMSMODEM_OUTBOX_UNKNOWN)
		result = outbox_set_error(journal, outbox->locked, why, now_s, error);
	return result == SMSMODEM_OK ? journal_commit(journal, durable, error) : result;
}

/* The part to be sent next, which the file must have and the caller must mean. */
static int next_pdu(struct smsmodem_outbox *outbox, const struct smsmodem_sending *sending,
		    struct smsmodem_pdu *pdu, struct smsmodem_error *error)
{
	struct smsmodem_outbox_part part;
	int result = outbox_part(outbox->journal, outbox->locked, sending->sent, &part, error);

	if (result < 0)
		return result;
	if (result == 0 || part.state != SMSMODEM_OUTBOX_WAITING || part.length == 0)
		return smsmodem_error_set(error, SMSMODEM_E_CONFIG,
					  "the journal %.200s is damaged: it has not the part that "
					  "is to be sent",
					  outbox->journal->path);
	pdu->part = (uint16_t)(sending->sent + 1);
	pdu->parts = (uint16_t)sending->encoder.parts;
	pdu->length = (uint16_t)part.length;
	pdu->hex_len = (uint16_t)strlen(part.hex);
	memcpy(pdu->hex, part.hex, sizeof pdu->hex);
	return SMSMODEM_OK;
}

/* The part was sent, and that could not be noted: it stays as one that nobody knows about. */
static int not_noted(const struct smsmodem_sending *sending, struct smsmodem_error *error)
{
	struct smsmodem_error why = *error;

	(void)smsmodem_error_set(error, why.code,
				 "part %d of %d was sent, but that could not be noted: %.250s",
				 sending->sent, sending->encoder.parts, why.text);
	error->sys_errno = why.sys_errno;
	return why.code;
}

/* A refusal is noted, too; that it could not be is worth less than the refusal itself. */
static void note_failure(struct smsmodem_outbox *outbox, const struct smsmodem_sending *sending,
			 const struct smsmodem_error *why)
{
	struct journal *journal = outbox->journal;

	if (why->code != SMSMODEM_E_UNKNOWN)
		(void)mark(outbox, sending->sent, SMSMODEM_OUTBOX_WAITING, -1, why, true, NULL);
	else if (outbox_set_error(journal, outbox->locked, why, clock_wall_s(), NULL) == 0)
		(void)journal_commit(journal, false, NULL);
}

static int send_noted(struct smsmodem_outbox *outbox, struct smsmodem *modem,
		      struct smsmodem_sending *sending, struct smsmodem_error *error)
{
	struct smsmodem_pdu pdu;
	int index = sending->sent;
	int result = next_pdu(outbox, sending, &pdu, error);

	if (result == SMSMODEM_OK) {
		result = modem_send_ready(modem, sending->encoder.parts, sending->flags, error);
		if (result < 0)
			note_failure(outbox, sending, error);
	}
	if (result == SMSMODEM_OK)
		result = mark(outbox, index, SMSMODEM_OUTBOX_UNKNOWN, -1, NULL, true, error);
	if (result < 0)
		return modem_send_ended(sending, result, error);
	result = modem_send_pdu(modem, sending, &pdu, error);
	if (result < 0) {
		note_failure(outbox, sending, error);
		return result;
	}
	bool last = sending->sent == sending->encoder.parts;
	if (last)
		sending->status = SMSMODEM_STATUS_SENT;
	if (mark(outbox, index, SMSMODEM_OUTBOX_SENT, sending->refs[index], NULL, last, error) == 0)
		return 1;
	if (!last)
		sending->status = SMSMODEM_STATUS_PARTIAL;
	return not_noted(sending, error);
}

int smsmodem_outbox_send_next(struct smsmodem_outbox *outbox, struct smsmodem *modem,
			      struct smsmodem_sending *sending, struct smsmodem_error *error)
{
	struct smsmodem_error own;

	if (!error)
		error = &own;
	if (!outbox->locked)
		return smsmodem_error_set(error, SMSMODEM_E_USAGE, "no message was begun");
	if (sending->sent < sending->encoder.parts)
		return send_noted(outbox, modem, sending, error);
	sending->status = SMSMODEM_STATUS_SENT;
	return 0;
}
