/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is encoded decodes to the same, of every kind and with every field that it has. */
#include "pdu_support.h"

/* --- fields by chance --- */

static bool coin(struct random *random)
{
	return random_below(random, 2);
}

static uint8_t any_octet(struct random *random)
{
	return (uint8_t)random_below(random, 256);
}

static void any_text(struct random *random, struct smsmodem_address *address)
{
	static const char letters[] = "ABCxyz019 !?";
	size_t count = 1 + random_below(random, 11);

	address->toa = (uint8_t)(0xD0 | random_below(random, 16));
	for (size_t i = 0; i < count; i++)
		address->text[i] = letters[random_below(random, sizeof letters - 1)];
}

static void any_digits(struct random *random, size_t most, struct smsmodem_address *address)
{
	static const char digits[] = "0123456789*#abc";
	size_t count = 1 + random_below(random, (uint32_t)most), at = 0;

	address->toa = any_octet(random) & (uint8_t)~0x50U;
	if (coin(random))
		address->toa |= 0x10;
	if (smsmodem_address_ton(address) == SMSMODEM_TON_INTERNATIONAL)
		address->text[at++] = '+';
	for (size_t i = 0; i < count; i++)
		address->text[at++] = digits[random_below(random, sizeof digits - 1)];
}

static void any_address(struct random *random, struct smsmodem_address *address)
{
	if (random_below(random, 4) == 0)
		any_text(random, address);
	else
		any_digits(random, 20, address);
}

/* Through octets, so that the struct is what a decoder makes of it; now and then no date. */
static void any_time(struct random *random, struct smsmodem_time *time)
{
	struct smsmodem_time made = {
		.year = (uint16_t)(1990 + random_below(random, 100)),
		.month = (uint8_t)(1 + random_below(random, 12)),
		.day = (uint8_t)(1 + random_below(random, 28)),
		.hour = (uint8_t)random_below(random, 24),
		.minute = (uint8_t)random_below(random, 60),
		.second = (uint8_t)random_below(random, 60),
		.zone_minutes = (int16_t)(15 * ((int)random_below(random, 159) - 79)),
		.valid = random_below(random, 8) != 0,
	};
	uint8_t octets[7];

	for (size_t i = 0; i < sizeof made.octets; i++)
		made.octets[i] = any_octet(random) | 0x0A; /* no digits */
	pdu_time_encode(&made, octets);
	pdu_time_decode(octets, time);
	assert_int_equal(time->valid, made.valid);
}

static void any_validity(struct random *random, struct smsmodem_validity *validity)
{
	uint8_t octets[7];

	for (size_t i = 0; i < sizeof octets; i++)
		octets[i] = any_octet(random);
	enum smsmodem_validity_format format =
		(enum smsmodem_validity_format)random_below(random, 4);
	if (format == SMSMODEM_VALIDITY_ABSOLUTE) {
		struct smsmodem_time time;

		any_time(random, &time);
		memcpy(octets, time.octets, sizeof octets);
	}
	assert_true(pdu_validity_decode(format, octets, sizeof octets, validity) >= 0);
}

/* Elements that fit, known and unknown ones. @return octets with UDHL */
static size_t any_header(struct random *random, uint8_t *octets, size_t room)
{
	static const uint8_t known[] = {0x00, 0x04, 0x05, 0x08, 0x24, 0x25};
	static const uint8_t lengths[] = {3, 2, 4, 4, 1, 1};
	size_t used = 1;

	for (unsigned rounds = random_below(random, 5); rounds > 0; rounds--) {
		size_t which = random_below(random, 2 * COUNT(known));
		bool is_known = which < COUNT(known);
		size_t length = is_known ? lengths[which] : random_below(random, 12);

		if (used + 2 + length > room)
			break;
		octets[used] = is_known ? known[which] : any_octet(random);
		octets[used + 1] = (uint8_t)length;
		for (size_t i = 0; i < length; i++)
			octets[used + 2 + i] = (uint8_t)random_below(random, 16);
		used += 2 + length;
	}
	octets[0] = (uint8_t)(used - 1);
	return used;
}

/* room: octets that the TPDU leaves. */
static void any_user_data(struct random *random, size_t room, struct smsmodem_tpdu *tpdu)
{
	bool septets = pdu_dcs_encoding(tpdu->dcs) == SMSMODEM_ENCODING_GSM7;
	size_t most = septets ? room * 8 / 7 : room;
	struct pdu_udh udh;

	tpdu->udl = (uint8_t)random_below(random, (uint32_t)most + 1);
	tpdu->ud_len = (uint8_t)(septets ? (tpdu->udl * 7 + 7) / 8 : tpdu->udl);
	for (size_t i = 0; i < tpdu->ud_len; i++)
		tpdu->ud[i] = any_octet(random);
	if (tpdu->ud_len == 0 || coin(random))
		return;
	tpdu->udh_len = (uint8_t)any_header(random, tpdu->ud, tpdu->ud_len);
	pdu_udh_read(tpdu->ud, tpdu->udh_len, &udh);
	tpdu->concat = udh.concat;
	tpdu->ports = udh.ports;
	tpdu->shift = udh.shift;
}

/* --- kinds --- */

static void any_announced(struct random *random, size_t room, struct smsmodem_tpdu *tpdu)
{
	if (tpdu->pi & SMSMODEM_PI_PID)
		tpdu->pid = any_octet(random);
	if (tpdu->pi & SMSMODEM_PI_DCS)
		tpdu->dcs = any_octet(random);
	if (tpdu->pi & SMSMODEM_PI_UDL)
		any_user_data(random, room, tpdu);
}

static void any_deliver(struct random *random, struct smsmodem_tpdu *tpdu)
{
	any_address(random, &tpdu->peer);
	tpdu->no_more = coin(random);
	tpdu->loop_prevention = coin(random);
	tpdu->reply_path = coin(random);
	tpdu->status_report = coin(random);
	tpdu->pid = any_octet(random);
	tpdu->dcs = any_octet(random);
	any_time(random, &tpdu->scts);
	any_user_data(random, 140, tpdu);
}

static void any_submit(struct random *random, struct smsmodem_tpdu *tpdu)
{
	any_address(random, &tpdu->peer);
	tpdu->reject_duplicates = coin(random);
	tpdu->reply_path = coin(random);
	tpdu->status_report = coin(random);
	tpdu->mr = any_octet(random);
	tpdu->pid = any_octet(random);
	tpdu->dcs = any_octet(random);
	any_validity(random, &tpdu->validity);
	any_user_data(random, 140, tpdu);
}

static void any_status(struct random *random, struct smsmodem_tpdu *tpdu)
{
	any_address(random, &tpdu->peer);
	tpdu->no_more = coin(random);
	tpdu->loop_prevention = coin(random);
	tpdu->status_report = coin(random);
	tpdu->mr = any_octet(random);
	tpdu->status = any_octet(random);
	any_time(random, &tpdu->scts);
	any_time(random, &tpdu->discharged);
	tpdu->has_pi = coin(random);
	if (!tpdu->has_pi)
		return;
	tpdu->pi = any_octet(random) & 0x7F;
	any_announced(random, 131, tpdu);
}

static void any_command(struct random *random, struct smsmodem_tpdu *tpdu)
{
	any_address(random, &tpdu->peer);
	tpdu->status_report = coin(random);
	tpdu->mr = any_octet(random);
	tpdu->pid = any_octet(random);
	tpdu->command = any_octet(random);
	tpdu->mn = any_octet(random);
	tpdu->dcs = 0x04; /* TP-CD is octets */
	any_user_data(random, 146, tpdu);
}

/* A TP-FCS below 8 reads as a TP-PI, and a TP-PI above 7 as a TP-FCS. */
static void any_acknowledgement(struct random *random, size_t room, struct smsmodem_tpdu *tpdu)
{
	tpdu->has_fcs = coin(random);
	tpdu->fcs = tpdu->has_fcs ? (uint8_t)(8 + random_below(random, 248)) : 0;
	tpdu->pi = any_octet(random) & (tpdu->has_fcs ? 0x7F : 0x07);
	any_announced(random, tpdu->has_fcs ? room - 1 : room, tpdu);
}

static void any_tpdu(struct random *random, enum smsmodem_kind kind, struct smsmodem_tpdu *tpdu)
{
	pdu_clear(tpdu);
	tpdu->kind = kind;
	if (coin(random))
		any_digits(random, 18, &tpdu->smsc);
	/* its length is in octets: an odd number of digits is filled up, as it is here */
	switch (kind) {
	case SMSMODEM_KIND_DELIVER: any_deliver(random, tpdu); break;
	case SMSMODEM_KIND_SUBMIT: any_submit(random, tpdu); break;
	case SMSMODEM_KIND_STATUS_REPORT: any_status(random, tpdu); break;
	case SMSMODEM_KIND_COMMAND: any_command(random, tpdu); break;
	case SMSMODEM_KIND_DELIVER_REPORT: any_acknowledgement(random, 159, tpdu); break;
	case SMSMODEM_KIND_SUBMIT_REPORT:
		any_time(random, &tpdu->scts);
		any_acknowledgement(random, 152, tpdu);
		break;
	case SMSMODEM_KIND_AUTO:
	case SMSMODEM_KIND_REPORT: fail();
	}
}

/* --- the same --- */

static void assert_same_address(const struct smsmodem_address *a, const struct smsmodem_address *b)
{
	assert_int_equal(a->toa, b->toa);
	assert_string_equal(a->text, b->text);
}

static void assert_same_time(const struct smsmodem_time *a, const struct smsmodem_time *b)
{
	assert_int_equal(a->valid, b->valid);
	assert_int_equal(a->year, b->year);
	assert_int_equal(a->month, b->month);
	assert_int_equal(a->day, b->day);
	assert_int_equal(a->hour, b->hour);
	assert_int_equal(a->minute, b->minute);
	assert_int_equal(a->second, b->second);
	assert_int_equal(a->zone_minutes, b->zone_minutes);
	assert_memory_equal(a->octets, b->octets, sizeof a->octets);
}

static void assert_same_validity(const struct smsmodem_validity *a,
				 const struct smsmodem_validity *b)
{
	assert_int_equal(a->format, b->format);
	assert_int_equal(a->seconds, b->seconds);
	assert_int_equal(a->single_shot, b->single_shot);
	assert_int_equal(a->extended, b->extended);
	assert_same_time(&a->until, &b->until);
	assert_memory_equal(a->octets, b->octets, sizeof a->octets);
}

static void assert_same_user_data(const struct smsmodem_tpdu *a, const struct smsmodem_tpdu *b)
{
	assert_int_equal(a->concat.ref_bits, b->concat.ref_bits);
	assert_int_equal(a->concat.ref, b->concat.ref);
	assert_int_equal(a->concat.total, b->concat.total);
	assert_int_equal(a->concat.seq, b->concat.seq);
	assert_int_equal(a->ports.bits, b->ports.bits);
	assert_int_equal(a->ports.dst, b->ports.dst);
	assert_int_equal(a->ports.src, b->ports.src);
	assert_int_equal(a->shift.locking, b->shift.locking);
	assert_int_equal(a->shift.single, b->shift.single);
	assert_int_equal(a->udl, b->udl);
	assert_int_equal(a->ud_len, b->ud_len);
	assert_int_equal(a->udh_len, b->udh_len);
	assert_memory_equal(a->ud, b->ud, a->ud_len);
}

static void assert_same(const struct smsmodem_tpdu *a, const struct smsmodem_tpdu *b)
{
	assert_int_equal(a->kind, b->kind);
	assert_same_address(&a->smsc, &b->smsc);
	assert_same_address(&a->peer, &b->peer);
	assert_int_equal(a->no_more, b->no_more);
	assert_int_equal(a->reject_duplicates, b->reject_duplicates);
	assert_int_equal(a->loop_prevention, b->loop_prevention);
	assert_int_equal(a->reply_path, b->reply_path);
	assert_int_equal(a->status_report, b->status_report);
	assert_int_equal(a->mr, b->mr);
	assert_int_equal(a->status, b->status);
	assert_int_equal(a->command, b->command);
	assert_int_equal(a->mn, b->mn);
	assert_int_equal(a->has_fcs, b->has_fcs);
	assert_int_equal(a->fcs, b->fcs);
	assert_int_equal(a->has_pi, b->has_pi);
	assert_int_equal(a->pi, b->pi);
	assert_int_equal(a->pid, b->pid);
	assert_int_equal(a->dcs, b->dcs);
	assert_same_time(&a->scts, &b->scts);
	assert_same_time(&a->discharged, &b->discharged);
	assert_same_validity(&a->validity, &b->validity);
	assert_same_user_data(a, b);
}

/* --- properties --- */

static const enum smsmodem_kind kinds[] = {
	SMSMODEM_KIND_DELIVER, SMSMODEM_KIND_SUBMIT,         SMSMODEM_KIND_STATUS_REPORT,
	SMSMODEM_KIND_COMMAND, SMSMODEM_KIND_DELIVER_REPORT, SMSMODEM_KIND_SUBMIT_REPORT,
};

static void test_round_trip(void **state)
{
	struct random random = random_start();

	(void)state;
	for (unsigned round = 0; round < 5000 * COUNT(kinds); round++) {
		const struct smsmodem_decode_options options = {.kind = kinds[round % COUNT(kinds)],
								.tpdu_length = -1};
		struct smsmodem_tpdu tpdu, again;
		uint8_t octets[SMSMODEM_PDU_MAX];
		size_t smsc_length;

		any_tpdu(&random, options.kind, &tpdu);
		int count = pdu_encode(&tpdu, octets, sizeof octets, &smsc_length);
		assert_true(count > 0);
		uint8_t *exact = exact_copy(octets, (size_t)count);
		assert_int_equal(pdu_decode(exact, (size_t)count, &options, &again, NULL),
				 SMSMODEM_OK);
		assert_same(&tpdu, &again);
		free(exact);
	}
}

/*
 * Cut anywhere it is refused where a field begins, or is a shorter one that encodes to itself, but
 * for TP-UDHI where no user data is left. What is now read as a time may have a zone that is taken
 * though it is not as one writes it.
 */
static void test_truncations(void **state)
{
	struct random random = random_start();

	(void)state;
	for (unsigned round = 0; round < 20 * COUNT(kinds); round++) {
		const struct smsmodem_decode_options options = {.kind = kinds[round % COUNT(kinds)],
								.tpdu_length = -1};
		struct smsmodem_tpdu tpdu;
		uint8_t octets[SMSMODEM_PDU_MAX];

		any_tpdu(&random, options.kind, &tpdu);
		size_t first;
		int count = pdu_encode(&tpdu, octets, sizeof octets, &first);
		for (size_t cut = 0; cut < (size_t)count; cut++) {
			struct smsmodem_error error = {.offset = -1};
			uint8_t *exact = exact_copy(octets, cut), back[SMSMODEM_PDU_MAX];
			int result = pdu_decode(exact, cut, &options, &tpdu, &error);

			free(exact);
			if (result < 0) {
				assert_in_range(error.offset, 0, cut);
				continue;
			}
			assert_true(options.kind > SMSMODEM_KIND_SUBMIT);
			tpdu.scts.valid = tpdu.discharged.valid = false; /* as they came */
			int length = pdu_encode(&tpdu, back, sizeof back, NULL);
			assert_in_range(length, 1, cut);
			back[first] |= octets[first] & 0x40;
			assert_memory_equal(back, octets, (size_t)length);
		}
	}
}

static void test_capacities(void **state)
{
	struct random random = random_start();

	(void)state;
	for (unsigned round = 0; round < 10 * COUNT(kinds); round++) {
		struct smsmodem_tpdu tpdu;
		uint8_t whole[SMSMODEM_PDU_MAX], octets[SMSMODEM_PDU_MAX];

		any_tpdu(&random, kinds[round % COUNT(kinds)], &tpdu);
		int count = pdu_encode(&tpdu, whole, sizeof whole, NULL);
		for (size_t size = 0; size <= (size_t)count; size++) {
			memset(octets, CANARY, sizeof octets);
			assert_int_equal(pdu_encode(&tpdu, octets, size, NULL),
					 size == (size_t)count ? count : SMSMODEM_E_SPACE);
			assert_canary(octets, size, sizeof octets);
		}
		assert_memory_equal(octets, whole, (size_t)count);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_round_trip),
		cmocka_unit_test(test_truncations),
		cmocka_unit_test(test_capacities),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
