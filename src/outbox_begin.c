/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A message is noted before it is sent, or found to have been. */
#include "outbox_private.h"
#include "transport.h"
#include <pdu.h>
#include <stdio.h>
#include <string.h>

#define PRUNE_EVERY 64

int outbox_check_id(const char *id, struct smsmodem_error *error)
{
	uint32_t character;
	int step = 1;
	size_t length = id ? strnlen(id, SMSMODEM_OUTBOX_ID_SIZE) : 0;

	if (length == 0 || length >= SMSMODEM_OUTBOX_ID_SIZE)
		return smsmodem_error_set(error, SMSMODEM_E_DATA,
					  "the id of a message has 1 to %d octets",
					  SMSMODEM_OUTBOX_ID_SIZE - 1);
	for (size_t i = 0; i < length; i++)
		if ((unsigned char)id[i] < 0x20 || id[i] == 0x7F)
			return smsmodem_error_set(error, SMSMODEM_E_DATA,
						  "the id of a message has no control characters");
	for (size_t at = 0; step > 0 && at < length; at += (size_t)step)
		step = pdu_utf8_get(id + at, length - at, &character);
	if (step <= 0)
		return smsmodem_error_set(error, SMSMODEM_E_DATA,
					  "the id of a message is UTF-8, which this is not");
	return SMSMODEM_OK;
}

int outbox_digest(const struct journal *journal, const struct smsmodem_submit *submit,
		  uint8_t digest[OUTBOX_DIGEST_SIZE], struct smsmodem_error *error)
{
	struct smsmodem_submit plain = *submit;
	struct smsmodem_encoder encoder;
	struct smsmodem_pdu pdu;
	struct journal_id id = {0};
	char chain[sizeof id.octets + sizeof pdu.hex];

	plain.ref = 0; /* a fresh one is another one */
	int result = smsmodem_encode_begin(&encoder, &plain, error);
	while (result >= 0 && (result = smsmodem_encode_next(&encoder, &pdu, error)) > 0) {
		memcpy(chain, id.octets, sizeof id.octets);
		memcpy(chain + sizeof id.octets, pdu.hex, pdu.hex_len);
		journal_identify(journal, chain, sizeof id.octets + pdu.hex_len, &id);
	}
	explicit_bzero(chain, sizeof chain);
	memcpy(digest, id.octets, OUTBOX_DIGEST_SIZE);
	return result < 0 ? result : SMSMODEM_OK;
}

/* What the caller gets to see of a message that was there. */
static void fill_sending(const struct outbox_row *row, struct smsmodem_sending *sending)
{
	const struct smsmodem_outbox_entry *entry = &row->entry;

	*sending = (struct smsmodem_sending){
		.encoder = {.encoding = entry->encoding,
			    .shift = entry->shift,
			    .parts = entry->parts,
			    .transliterated = entry->transliterated},
		.status = entry->status,
		.sent = entry->sent,
	};
	memcpy(sending->refs, entry->refs, sizeof sending->refs);
	(void)snprintf(sending->encoder.tpdu.peer.text, sizeof sending->encoder.tpdu.peer.text,
		       "%s", entry->to);
}

/* One that is there, and that nobody else is sending: 1 where something is left to be sent. */
static int take_up(struct smsmodem_outbox *outbox, const struct outbox_row *row, bool may_double,
		   const char *device, struct smsmodem_error *error)
{
	const struct smsmodem_outbox_entry *entry = &row->entry;
	struct journal *journal = outbox->journal;
	int result = SMSMODEM_OK;

	if (entry->status == SMSMODEM_STATUS_SENT)
		return 0;
	if (row->unknown && !may_double)
		return smsmodem_error_set(
			error, SMSMODEM_E_UNKNOWN,
			"part %d of %d of \"%.60s\" was handed over and no answer was noted: it "
			"may have been sent; if you know, say so by `smsmodem outbox resolve ID "
			"sent` or `failed`",
			entry->sent + 1, entry->parts, entry->id);
	if (row->unknown)
		result = outbox_set_part(journal, entry->number, entry->sent,
					 SMSMODEM_OUTBOX_WAITING, -1, 0, error);
	if (result == SMSMODEM_OK)
		result = outbox_set_device(journal, entry->number, device, clock_wall_s(), error);
	return result < 0 ? result : 1;
}

static int another_message(const struct outbox_row *row, struct smsmodem_error *error)
{
	return smsmodem_error_set(error, SMSMODEM_E_DATA,
				  "the id \"%.60s\" is that of another message, to %s: an id is "
				  "for one message, give this one its own",
				  row->entry.id, row->entry.to);
}

static int add_new(struct smsmodem_outbox *outbox, struct outbox_new *new,
		   struct smsmodem_error *error)
{
	struct journal *journal = outbox->journal;

	new->now_s = clock_wall_s();
	int64_t number = outbox_add(journal, new, error);
	if (number < 0)
		return (int)number;
	int result =
		number % PRUNE_EVERY == 0 ? outbox_prune(journal, new->now_s, error) : SMSMODEM_OK;
	if (result == SMSMODEM_OK) /* before anybody else can see it */
		result = outbox_lock(outbox, number, error);
	return result == 0 ? outbox_busy(new->id, error) : result;
}

/* Begin a transaction and look for the id. @return 1: there is one; 0: it is new; or a failure */
static int look_up(struct smsmodem_outbox *outbox, struct outbox_new *new, struct outbox_row *row,
		   struct smsmodem_error *error)
{
	int result = outbox_digest(outbox->journal, new->submit, new->digest, error);

	if (result == SMSMODEM_OK)
		result = journal_begin(outbox->journal, error);
	return result == SMSMODEM_OK ? outbox_find(outbox->journal, new->id, row, error) : result;
}

static int begin(struct smsmodem_outbox *outbox, struct outbox_new *new,
		 struct smsmodem_sending *sending, struct smsmodem_error *error)
{
	struct outbox_row row = {0};
	int result = look_up(outbox, new, &row, error);

	if (result <= 0)
		return result < 0 ? result : add_new(outbox, new, error);
	if (memcmp(row.digest, new->digest, sizeof row.digest) != 0)
		return another_message(&row, error);
	result = outbox_lock(outbox, row.entry.number, error);
	if (result <= 0)
		return result == 0 ? outbox_busy(new->id, error) : result;
	sending->status = row.entry.status;
	sending->sent = row.entry.sent;
	memcpy(sending->refs, row.entry.refs, sizeof sending->refs);
	return take_up(outbox, &row, false, new->device, error);
}

int smsmodem_outbox_begin(struct smsmodem_outbox *outbox, const char *id,
			  const struct smsmodem_submit *submit, const char *device,
			  struct smsmodem_sending *sending, struct smsmodem_error *error)
{
	struct outbox_new new = {.id = id, .device = device, .submit = submit, .sending = sending};

	*sending = (struct smsmodem_sending){.status = SMSMODEM_STATUS_FAILED};
	outbox_unlock(outbox);
	int result = smsmodem_encode_begin(&sending->encoder, submit, error);
	if (result >= 0)
		result = outbox_check_id(id, error);
	if (result < 0)
		return result;
	return outbox_settle(outbox, begin(outbox, &new, sending, error), false, error);
}

static int retry(struct smsmodem_outbox *outbox, const char *id, bool may_double,
		 const char *device, struct smsmodem_sending *sending, struct smsmodem_error *error)
{
	struct outbox_row row;
	int result = outbox_take_row(outbox, id, &row, error);

	if (result < 0)
		return result;
	fill_sending(&row, sending);
	return take_up(outbox, &row, may_double, device, error);
}

int smsmodem_outbox_retry(struct smsmodem_outbox *outbox, const char *id, bool may_double,
			  const char *device, struct smsmodem_sending *sending,
			  struct smsmodem_error *error)
{
	*sending = (struct smsmodem_sending){.status = SMSMODEM_STATUS_FAILED};
	outbox_unlock(outbox);
	return outbox_settle(outbox, retry(outbox, id, may_double, device, sending, error), false,
			     error);
}

static int note(struct smsmodem_outbox *outbox, struct outbox_new *new,
		const struct smsmodem_error *why, struct smsmodem_error *error)
{
	struct outbox_row row;
	int result = look_up(outbox, new, &row, error);

	if (result > 0)
		return another_message(&row, error);
	if (result == 0)
		result = add_new(outbox, new, error);
	if (result > 0 && why)
		result = outbox_set_error(outbox->journal, outbox->locked, why, new->now_s, error);
	return result;
}

int smsmodem_outbox_note(struct smsmodem_outbox *outbox, const char *id,
			 const struct smsmodem_submit *submit, const char *device,
			 const struct smsmodem_sending *sending, const struct smsmodem_error *why,
			 struct smsmodem_error *error)
{
	struct outbox_new new = {
		.id = id,
		.device = device,
		.submit = submit,
		.sending = sending,
		.unknown = sending->status == SMSMODEM_STATUS_UNKNOWN ||
			   (why && why->code == SMSMODEM_E_UNKNOWN),
	};
	int result = outbox_check_id(id, error);

	outbox_unlock(outbox);
	if (result < 0)
		return result;
	result = outbox_settle(outbox, note(outbox, &new, why, error), true, error);
	outbox_unlock(outbox);
	return result < 0 ? result : SMSMODEM_OK;
}
