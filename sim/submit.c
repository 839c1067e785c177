/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the network does with a SUBMIT: takes it, joins its parts and tells of the whole message. */
#include "phone.h"
#include <assert.h>
#include <stdlib.h>
#include <string.h>

/** A part of a message that is not whole yet; the newest last. */
struct sim_pending {
	struct sim_pending *next;
	struct smsmodem_tpdu tpdu;
	char hex[2 * SMSMODEM_PDU_MAX + 1];
};

void sim_pending_free(struct smsmodem_sim *sim)
{
	while (sim->pending) {
		struct sim_pending *next = sim->pending->next;
		free(sim->pending);
		sim->pending = next;
	}
	sim->pending_count = 0;
}

static struct sim_pending *pending_new(const struct smsmodem_tpdu *tpdu, const struct sim_pdu *pdu)
{
	struct sim_pending *part = malloc(sizeof *part);

	if (!part)
		return NULL;
	part->next = NULL;
	part->tpdu = *tpdu;
	if (pdu_hex_encode(pdu->octets, pdu->length, part->hex, sizeof part->hex) < 0)
		part->hex[0] = '\0';
	return part;
}

/* 23.040 9.2.3.24.1: parts of one message share recipient, reference and number of parts. */
static bool same_message(const struct smsmodem_tpdu *a, const struct smsmodem_tpdu *b)
{
	return a->concat.ref_bits == b->concat.ref_bits && a->concat.ref == b->concat.ref &&
	       a->concat.total == b->concat.total && a->peer.toa == b->peer.toa &&
	       strcmp(a->peer.text, b->peer.text) == 0;
}

static void pending_remove(struct smsmodem_sim *sim, struct sim_pending **link)
{
	struct sim_pending *part = *link;

	*link = part->next;
	free(part);
	sim->pending_count--;
}

/* Add a part at the end; it takes the place of the same part sent before. */
static void pending_add(struct smsmodem_sim *sim, struct sim_pending *part)
{
	struct sim_pending **link = &sim->pending;

	if (sim->pending_count == SIM_PENDING_MAX)
		pending_remove(sim, link);
	while (*link) {
		if (same_message(&(*link)->tpdu, &part->tpdu) &&
		    (*link)->tpdu.concat.seq == part->tpdu.concat.seq)
			pending_remove(sim, link);
		else
			link = &(*link)->next;
	}
	*link = part;
	sim->pending_count++;
}

static size_t pending_count(const struct smsmodem_sim *sim, const struct smsmodem_tpdu *of)
{
	size_t count = 0;

	for (const struct sim_pending *part = sim->pending; part; part = part->next)
		count += same_message(&part->tpdu, of);
	return count;
}

/* Take the parts of a message that is whole out of the list, in order. */
static void pending_take(struct smsmodem_sim *sim, const struct smsmodem_tpdu *of,
			 struct sim_pending **parts)
{
	struct sim_pending **link = &sim->pending;

	while (*link) {
		struct sim_pending *part = *link;
		if (same_message(&part->tpdu, of)) {
			parts[part->tpdu.concat.seq - 1] = part;
			*link = part->next;
			sim->pending_count--;
		} else {
			link = &part->next;
		}
	}
}

/* Room for the strings of an event. */
struct submit_strings {
	struct smsmodem_tpdu *tpdus;
	char *text, *pdu;
	uint8_t *data;
};

static void strings_free(struct submit_strings *strings)
{
	free(strings->tpdus);
	free(strings->text);
	free(strings->pdu);
	free(strings->data);
}

static bool strings_new(struct submit_strings *strings, size_t count)
{
	strings->tpdus = malloc(count * sizeof *strings->tpdus);
	strings->text = malloc(SMSMODEM_TEXT_SIZE(count));
	strings->pdu = malloc(count * (2 * SMSMODEM_PDU_MAX + 1) + 1);
	strings->data = malloc(count * SMSMODEM_UD_MAX);
	return strings->tpdus && strings->text && strings->pdu && strings->data;
}

static void strings_pdu(struct submit_strings *strings, struct sim_pending *const *parts,
			size_t count)
{
	char *place = strings->pdu;

	for (size_t i = 0; i < count; i++) {
		size_t length = strlen(parts[i]->hex);
		if (i > 0)
			*place++ = ' ';
		memcpy(place, parts[i]->hex, length);
		place += length;
	}
	*place = '\0';
}

/* The text, or the hex of 8-bit data, in strings->text. */
static bool strings_text(struct submit_strings *strings, size_t count, bool is_text)
{
	size_t size = SMSMODEM_TEXT_SIZE(count);

	if (is_text)
		return smsmodem_text(strings->tpdus, count, strings->text, size) >= 0;
	int length = smsmodem_data(strings->tpdus, count, strings->data, count * SMSMODEM_UD_MAX);
	return length >= 0 &&
	       pdu_hex_encode(strings->data, (size_t)length, strings->text, size) >= 0;
}

static void event_submit(struct smsmodem_sim *sim, struct sim_pending *const *parts, size_t count)
{
	struct submit_strings strings = {0};

	if (!strings_new(&strings, count))
		goto out;
	for (size_t i = 0; i < count; i++) {
		assert(parts[i]); /* as many as their total, each with a number of its own */
		strings.tpdus[i] = parts[i]->tpdu;
	}
	enum smsmodem_encoding encoding = smsmodem_dcs_decode(parts[0]->tpdu.dcs).encoding;
	bool is_text = encoding == SMSMODEM_ENCODING_GSM7 || encoding == SMSMODEM_ENCODING_UCS2;
	strings_pdu(&strings, parts, count);
	if (!strings_text(&strings, count, is_text))
		goto out;
	sim_event_add(sim, &(struct smsmodem_sim_event){
				   .kind = SMSMODEM_SIM_SUBMIT,
				   .to = parts[0]->tpdu.peer.text,
				   .smsc = parts[0]->tpdu.smsc.text,
				   .text = is_text ? strings.text : NULL,
				   .data = is_text ? NULL : strings.text,
				   .pdu = strings.pdu,
				   .parts = (int)count,
				   .encoding = smsmodem_encoding_name(encoding),
			   });
out:
	strings_free(&strings);
}

/* The network has the part: an event once the message is whole. */
static void submit_take(struct smsmodem_sim *sim, const struct smsmodem_tpdu *tpdu,
			const struct sim_pdu *pdu)
{
	struct sim_pending *parts[SMSMODEM_PARTS_MAX] = {NULL};
	struct sim_pending *part = pending_new(tpdu, pdu);
	size_t count = 1;

	sim->taken++;
	if (!part)
		return;
	parts[0] = part;
	if (tpdu->concat.ref_bits != 0) {
		pending_add(sim, part);
		count = pending_count(sim, tpdu);
		if (count == 0 || count != tpdu->concat.total)
			return;
		pending_take(sim, tpdu, parts);
	}
	event_submit(sim, parts, count);
	for (size_t i = 0; i < count; i++)
		free(parts[i]);
}

struct sim_result sim_submit_command(struct smsmodem_sim *sim, const char *name)
{
	struct sim_result result = sim_fault_before(sim, NULL);

	return result.kind == SIM_OK ? sim_fault_after(sim, NULL, name) : result;
}

struct sim_result sim_submit(struct smsmodem_sim *sim, const struct sim_pdu *pdu, const char *name)
{
	struct smsmodem_decode_options options = {
		.kind = SMSMODEM_KIND_SUBMIT,
		.tpdu_length = -1,
	};
	struct smsmodem_tpdu tpdu;

	/* 23.040 9.2.3.1: TP-MTI 1 towards the network is a SUBMIT. */
	if ((pdu->octets[pdu->smsc_length] & 3) != 1 ||
	    pdu_decode(pdu->octets, pdu->length, &options, &tpdu, NULL) < 0)
		return SIM_RESULT_CMS(304);
	/* 27.005 3.2.5: nobody has said through which centre */
	if (!tpdu.smsc.text[0] && !sim->smsc.text[0])
		return SIM_RESULT_CMS(330);
	struct sim_result result = sim_fault_before(sim, tpdu.peer.text);
	if (result.kind != SIM_OK)
		return result;
	submit_take(sim, &tpdu, pdu);
	uint8_t mr = sim->mr;
	result = sim_fault_after(sim, tpdu.peer.text, name);
	sim_report_remember(sim, &tpdu, mr);
	sim_carry(sim, &tpdu, mr);
	return result;
}

unsigned long smsmodem_sim_taken(const struct smsmodem_sim *sim)
{
	return sim->taken;
}
