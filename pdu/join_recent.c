/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What of the parts that have been joined is remembered. A centre that got no acknowledgement sends
 * a part again, with the same TP-SCTS; when its message was complete, that opens no new one.
 */
#include "join.h"
#include <string.h>

struct recent_part {
	uint64_t hash;
	uint8_t seq, scts[7], ud[SMSMODEM_UD_SIZE];
};

uint64_t pdu_join_fingerprint(const struct pdu_hash_key *key, uint64_t hash,
			      const struct smsmodem_tpdu *tpdu)
{
	struct recent_part part = {.hash = hash, .seq = tpdu->concat.seq};
	size_t ud_len = tpdu->ud_len < sizeof part.ud ? tpdu->ud_len : sizeof part.ud;

	if (tpdu->kind != SMSMODEM_KIND_DELIVER || !tpdu->scts.valid)
		return 0;
	memcpy(part.scts, tpdu->scts.octets, sizeof part.scts);
	memcpy(part.ud, tpdu->ud, ud_len);
	return pdu_siphash(key, &part, offsetof(struct recent_part, ud) + ud_len) | 1;
}

static uint32_t *recent_bucket(const struct pdu_join_recent *recent, uint64_t fingerprint)
{
	return &recent->entries[fingerprint >> 32 & (recent->size - 1)].bucket;
}

bool pdu_join_recent_has(const struct pdu_join_recent *recent, uint64_t fingerprint)
{
	if (!recent->size || !fingerprint)
		return false;
	uint32_t index = *recent_bucket(recent, fingerprint);
	while (index && recent->entries[index].fingerprint != fingerprint)
		index = recent->entries[index].chain;
	return index != 0;
}

static void recent_forget(struct pdu_join_recent *recent, uint32_t index)
{
	const struct pdu_join_fingerprint *entry = &recent->entries[index];
	uint32_t *link = recent_bucket(recent, entry->fingerprint);

	while (*link != index)
		link = &recent->entries[*link].chain;
	*link = entry->chain;
}

void pdu_join_recent_add(struct pdu_join_recent *recent, uint64_t fingerprint)
{
	if (recent->size < 2 || !fingerprint)
		return;
	recent->next = recent->next % (recent->size - 1) + 1;
	struct pdu_join_fingerprint *entry = &recent->entries[recent->next];
	if (entry->fingerprint)
		recent_forget(recent, recent->next);
	uint32_t *bucket = recent_bucket(recent, fingerprint);
	entry->fingerprint = fingerprint;
	entry->chain = *bucket;
	*bucket = recent->next;
}
