/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any octets as a user data header: each step stays within, and what is found is written again. */
#include "fuzz_tpdu.h"

static void walk(const uint8_t *octets, size_t length)
{
	struct smsmodem_ie ie;
	size_t position = 0, before = 0;

	while (pdu_udh_next(octets, length, &position, &ie) == 1) {
		fuzz_require(position > before && position <= length);
		fuzz_require(ie.data >= octets && ie.data + ie.length == octets + position);
		fuzz_require(smsmodem_iei_name(ie.iei)[0] != '\0');
		before = position;
	}
}

static void require_sound(const struct pdu_udh *udh)
{
	const struct smsmodem_concat *concat = &udh->concat;

	fuzz_require(concat->ref_bits == 0 || concat->ref_bits == 8 || concat->ref_bits == 16);
	fuzz_require(concat->ref_bits == 0 || (concat->seq >= 1 && concat->seq <= concat->total));
	fuzz_require(udh->ports.bits == 0 || udh->ports.bits == 8 || udh->ports.bits == 16);
	fuzz_require(udh->shift.locking < SMSMODEM_LANGUAGES);
	fuzz_require(udh->shift.single < SMSMODEM_LANGUAGES);
}

int LLVMFuzzerTestOneInput(const uint8_t *octets, size_t length)
{
	struct pdu_udh found, again;
	uint8_t first[SMSMODEM_UD_SIZE], second[SMSMODEM_UD_SIZE];

	walk(octets, length);
	pdu_udh_read(octets, length, &found);
	require_sound(&found);
	int count = pdu_udh_write(&found, first, sizeof first);
	fuzz_require(count >= 0 && (count == 0 || count == first[0] + 1));
	pdu_udh_read(first, (size_t)count, &again);
	fuzz_require(pdu_udh_write(&again, second, sizeof second) == count);
	fuzz_require(memcmp(first, second, (size_t)count) == 0);
	return 0;
}
