/* SPDX-License-Identifier: GPL-3.0-or-later */
/* STATUS-REPORT, DELIVER-REPORT, SUBMIT-REPORT and COMMAND (23.040 9.2.2.3, .1a, .2a, .4). */
#include "pdu_support.h"

#define SCTS "51507132200523"
#define DT   "51408132200542"

static int decode_row(const char *hex, enum smsmodem_kind kind, struct smsmodem_tpdu *tpdu,
		      struct smsmodem_error *error)
{
	const struct smsmodem_decode_options options = {.kind = kind, .tpdu_length = -1};
	uint8_t raw[300];
	size_t count = octets_of(hex, raw, sizeof raw);
	uint8_t *octets = exact_copy(raw, count);
	int result = pdu_decode(octets, count, &options, tpdu, error);

	free(octets);
	return result;
}

/* What a report's struct encodes to, in hex. */
static void assert_encoded(const struct smsmodem_tpdu *tpdu, const char *hex)
{
	uint8_t octets[SMSMODEM_PDU_MAX];
	int count = pdu_encode(tpdu, octets, sizeof octets, NULL);

	assert_true(count > 0);
	assert_octets(octets, (size_t)count, hex);
}

/* --- what an acknowledgement's octets are --- */

struct report_row {
	const char *hex;
	enum smsmodem_kind kind;
	int fcs; /* -1: none */
	unsigned pi, pid, dcs, udl, ud_len, udh_len;
	const char *canonical; /* NULL: as it is */
};

#define DELIVERED SMSMODEM_KIND_DELIVER_REPORT
#define SUBMITTED SMSMODEM_KIND_SUBMIT_REPORT

static const struct report_row report_rows[] = {
	/* 9.2.2.1a, of an RP-ACK: no TP-FCS */
	{"00 00 00", DELIVERED, -1, 0, 0, 0, 0, 0, 0, NULL},
	{"00 00 01 7F", DELIVERED, -1, 1, 0x7F, 0, 0, 0, 0, NULL},
	{"00 00 02 F6", DELIVERED, -1, 2, 0, 0xF6, 0, 0, 0, NULL},
	{"00 00 07 7F F6 03 AABBCC", DELIVERED, -1, 7, 0x7F, 0xF6, 3, 3, 0, NULL},
	/* user data without TP-DCS is in the default alphabet (9.2.3.27): septets */
	{"00 00 04 0A E8329BFD4697D9EC37", DELIVERED, -1, 4, 0, 0, 10, 9, 0, NULL},
	{"00 40 06 F6 04 0270000A", DELIVERED, -1, 6, 0, 0xF6, 4, 4, 3, NULL},
	/* of an RP-ERROR: TP-FCS */
	{"00 00 D5 00", DELIVERED, 0xD5, 0, 0, 0, 0, 0, 0, NULL},
	{"00 00 FF 01 7F", DELIVERED, 0xFF, 1, 0x7F, 0, 0, 0, 0, NULL},
	{"00 00 80 07 7F F6 03 AABBCC", DELIVERED, 0x80, 7, 0x7F, 0xF6, 3, 3, 0, NULL},
	{"00 00 12 00", DELIVERED, 0x12, 0, 0, 0, 0, 0, 0, NULL}, /* reserved, no TP-PI either */
	{"00 00 08 00", DELIVERED, 0x08, 0, 0, 0, 0, 0, 0, NULL},
	/* both could be meant: a TP-PI, unless only as a TP-FCS it fits */
	{"00 00 01 00", DELIVERED, -1, 1, 0, 0, 0, 0, 0, NULL},
	{"00 00 05 00", DELIVERED, 5, 0, 0, 0, 0, 0, 0, NULL},
	{"00 00 00 00", DELIVERED, 0, 0, 0, 0, 0, 0, 0, NULL},
	{"00 00 00 FFFF", DELIVERED, -1, 0, 0, 0, 0, 0, 0, "00 00 00"}, /* a padded record */
	{"00 00 D0 01 7F 00FF00", DELIVERED, 0xD0, 1, 0x7F, 0, 0, 0, 0, "00 00 D0 01 7F"},
	/* a reserved bit of TP-PI: what follows the user data is not known (9.2.3.27) */
	{"00 00 D3 40 0102", DELIVERED, 0xD3, 0x40, 0, 0, 0, 0, 0, "00 00 D3 40"},
	/* further octets of TP-PI are stepped over */
	{"00 00 D3 81 00 7F 0102", DELIVERED, 0xD3, 1, 0x7F, 0, 0, 0, 0, "00 00 D3 01 7F"},
	{"00 00 D3 81 00 7F", DELIVERED, 0xD3, 1, 0x7F, 0, 0, 0, 0, "00 00 D3 01 7F"},
	{"00 00 D3 81 80 00 7F", DELIVERED, 0xD3, 1, 0x7F, 0, 0, 0, 0, "00 00 D3 01 7F"},
	/* bits that the first octet does not have */
	{"00 BC 00", DELIVERED, -1, 0, 0, 0, 0, 0, 0, "00 00 00"},
	/* 9.2.2.2a: TP-SCTS is behind TP-PI */
	{"00 01 00 " SCTS, SUBMITTED, -1, 0, 0, 0, 0, 0, 0, NULL},
	{"00 01 01 " SCTS "7F", SUBMITTED, -1, 1, 0x7F, 0, 0, 0, 0, NULL},
	{"00 01 07 " SCTS "7F F6 03 AABBCC", SUBMITTED, -1, 7, 0x7F, 0xF6, 3, 3, 0, NULL},
	{"00 01 C4 00 " SCTS, SUBMITTED, 0xC4, 0, 0, 0, 0, 0, 0, NULL},
	{"00 41 12 06 " SCTS "F6 04 0270000A", SUBMITTED, 0x12, 6, 0, 0xF6, 4, 4, 3, NULL},
	{"00 01 05 00 " SCTS, SUBMITTED, 5, 0, 0, 0, 0, 0, 0, NULL},
	{"038121F3 01 00 " SCTS, SUBMITTED, -1, 0, 0, 0, 0, 0, 0, NULL},
};

static void test_acknowledgements(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(report_rows); i++) {
		const struct report_row *row = &report_rows[i];
		struct smsmodem_tpdu tpdu;

		print_message("  %s\n", row->hex);
		assert_int_equal(decode_row(row->hex, row->kind, &tpdu, NULL), SMSMODEM_OK);
		assert_int_equal(tpdu.kind, row->kind);
		assert_int_equal(tpdu.has_fcs ? tpdu.fcs : -1, row->fcs);
		assert_int_equal(tpdu.pi, row->pi);
		assert_int_equal(tpdu.pid, row->pid);
		assert_int_equal(tpdu.dcs, row->dcs);
		assert_int_equal(tpdu.udl, row->udl);
		assert_int_equal(tpdu.ud_len, row->ud_len);
		assert_int_equal(tpdu.udh_len, row->udh_len);
		assert_int_equal(tpdu.scts.valid, row->kind == SUBMITTED);
		/* nor are bits written that the first octet does not have */
		tpdu.reply_path = tpdu.status_report = tpdu.no_more = true;
		assert_encoded(&tpdu, row->canonical ? row->canonical : row->hex);
		assert_int_equal(decode_row(row->hex, SMSMODEM_KIND_REPORT, &tpdu, NULL),
				 SMSMODEM_OK);
		assert_int_equal(tpdu.kind, row->kind);
	}
}

/* --- STATUS-REPORT --- */

#define STATUS "00 06 18 05810531F1 " SCTS DT "00"

struct rest_row {
	const char *rest; /* behind TP-ST */
	bool has_pi;
	unsigned pi, pid, dcs, ud_len;
	const char *canonical; /* NULL: as it is */
};

static const struct rest_row rest_rows[] = {
	{"", false, 0, 0, 0, 0, NULL},
	{"00", true, 0, 0, 0, 0, NULL},
	{"01 AB", true, 1, 0xAB, 0, 0, NULL},
	{"07 89 04 06 7265706F7274", true, 7, 0x89, 4, 6, NULL},
	{"04 0A E8329BFD4697D9EC37", true, 4, 0, 0, 9, NULL},
	{"40", true, 0x40, 0, 0, 0, NULL},
	{"40 1234", true, 0x40, 0, 0, 0, "40"},
	{"81 00 AB", true, 1, 0xAB, 0, 0, "01 AB"},
	/* what is no TP-PI with its fields is not of the report */
	{"FF", false, 0, 0, 0, 0, ""},
	{"FFFFFFFF", false, 0, 0, 0, 0, ""}, /* a padded record */
	{"00000000", true, 0, 0, 0, 0, "00"},
	{"9F D6E494", false, 0, 0, 0, 0, ""}, /* seen in the field */
	{"07 89 04 06 7265706F", false, 0, 0, 0, 0, ""},
	{"01", false, 0, 0, 0, 0, ""},
};

static void test_status_report(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(rest_rows); i++) {
		const struct rest_row *row = &rest_rows[i];
		struct smsmodem_tpdu tpdu;
		char hex[200], canonical[200];

		print_message("  \"%s\"\n", row->rest);
		assert_true(snprintf(hex, sizeof hex, "%s%s", STATUS, row->rest) > 0);
		assert_true(snprintf(canonical, sizeof canonical, "%s%s", STATUS,
				     row->canonical ? row->canonical : row->rest) > 0);
		assert_int_equal(decode_row(hex, SMSMODEM_KIND_AUTO, &tpdu, NULL), SMSMODEM_OK);
		assert_int_equal(tpdu.kind, SMSMODEM_KIND_STATUS_REPORT);
		assert_true(tpdu.no_more);
		assert_int_equal(tpdu.mr, 0x18);
		assert_string_equal(tpdu.peer.text, "50131");
		assert_int_equal(tpdu.scts.day, 17);
		assert_int_equal(tpdu.discharged.day, 18);
		assert_int_equal(tpdu.status, 0);
		assert_int_equal(tpdu.has_pi, row->has_pi);
		assert_int_equal(tpdu.pi, row->pi);
		assert_int_equal(tpdu.pid, row->pid);
		assert_int_equal(tpdu.dcs, row->dcs);
		assert_int_equal(tpdu.ud_len, row->ud_len);
		assert_encoded(&tpdu, canonical);
	}
}

struct flag_row {
	enum smsmodem_kind kind;
	uint8_t first;
	bool no_more, loop_prevention, status_report;
	uint8_t canonical;
};

/* 9.2.2: TP-MMS, TP-LP, TP-SRQ and TP-SRR where a kind has them; bit 7 is TP-RP of others. */
static const struct flag_row flag_rows[] = {
	{SMSMODEM_KIND_STATUS_REPORT, 0x02, false, false, false, 0x02},
	{SMSMODEM_KIND_STATUS_REPORT, 0x06, true, false, false, 0x06},
	{SMSMODEM_KIND_STATUS_REPORT, 0x0A, false, true, false, 0x0A},
	{SMSMODEM_KIND_STATUS_REPORT, 0x22, false, false, true, 0x22},
	{SMSMODEM_KIND_STATUS_REPORT, 0x92, false, false, false, 0x02},
	{SMSMODEM_KIND_COMMAND, 0x22, false, false, true, 0x22},
	{SMSMODEM_KIND_COMMAND, 0x9E, false, false, false, 0x02},
};

static void test_flags(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(flag_rows); i++) {
		const struct flag_row *row = &flag_rows[i];
		const struct smsmodem_decode_options options = {.kind = row->kind,
								.tpdu_length = -1};
		bool command = row->kind == SMSMODEM_KIND_COMMAND;
		struct smsmodem_tpdu tpdu;
		uint8_t octets[64], back[64];
		size_t count = octets_of(command ? "00 02 07 00 02 05 04812143 00"
						 : "00 02 07 04812143 " SCTS DT "00",
					 octets, sizeof octets);

		octets[1] = row->first;
		assert_int_equal(pdu_decode(octets, count, &options, &tpdu, NULL), SMSMODEM_OK);
		assert_int_equal(tpdu.no_more, row->no_more);
		assert_int_equal(tpdu.loop_prevention, row->loop_prevention);
		assert_int_equal(tpdu.status_report, row->status_report);
		assert_false(tpdu.reply_path);
		tpdu.reply_path = true;
		assert_int_equal(pdu_encode(&tpdu, back, sizeof back, NULL), count);
		assert_int_equal(back[1], row->canonical);
		assert_memory_equal(back + 2, octets + 2, count - 2);
	}
}

/* --- COMMAND --- */

static void test_command(void **state)
{
	static const char hex[] = "00 62 2A 00 02 29 04812143 06 0270 00 414243";
	struct smsmodem_tpdu tpdu;
	uint8_t data[SMSMODEM_UD_SIZE];

	(void)state;
	assert_int_equal(decode_row(hex, SMSMODEM_KIND_COMMAND, &tpdu, NULL), SMSMODEM_OK);
	assert_int_equal(tpdu.kind, SMSMODEM_KIND_COMMAND);
	assert_int_equal(tpdu.mr, 0x2A);
	assert_int_equal(tpdu.pid, 0);
	assert_int_equal(tpdu.command, 2);
	assert_int_equal(tpdu.mn, 0x29);
	assert_string_equal(tpdu.peer.text, "1234");
	assert_int_equal(tpdu.udl, 6);
	assert_int_equal(tpdu.udh_len, 3);
	/* TP-CD is octets */
	assert_int_equal(smsmodem_data(&tpdu, 1, data, sizeof data), 3);
	assert_memory_equal(data, "ABC", 3);
	assert_encoded(&tpdu, hex);
}

/* --- how much fits --- */

struct room_row {
	const char *name;
	const char *front; /* up to TP-UDL or TP-CDL */
	enum smsmodem_kind kind;
	unsigned most; /* octets of user data */
};

/* Of 164 octets, and of the 160 that a struct holds. */
static const struct room_row room_rows[] = {
	{"DELIVER-REPORT, RP-ACK", "00 00 07 00 04", DELIVERED, 159},
	{"DELIVER-REPORT, RP-ERROR", "00 00 D5 07 00 04", DELIVERED, 158},
	{"DELIVER-REPORT without TP-PID", "00 00 06 04", DELIVERED, 160},
	{"SUBMIT-REPORT, RP-ACK", "00 01 07 " SCTS "00 04", SUBMITTED, 152},
	{"SUBMIT-REPORT, RP-ERROR", "00 01 D5 07 " SCTS "00 04", SUBMITTED, 151},
	{"STATUS-REPORT", "00 02 00 149121436587092143658709 " SCTS DT "00 07 00 04",
	 SMSMODEM_KIND_STATUS_REPORT, 131},
	{"COMMAND", "00 02 00 00 00 00 149121436587092143658709", SMSMODEM_KIND_COMMAND, 146},
	{"COMMAND, short", "00 02 00 00 00 00 0081", SMSMODEM_KIND_COMMAND, 156},
	{"behind an SMSC address", "0B9121436587092143658709 00 07 00 04", DELIVERED, 159},
};

static void test_room(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(room_rows); i++) {
		const struct room_row *row = &room_rows[i];
		const struct smsmodem_decode_options options = {.kind = row->kind,
								.tpdu_length = -1};
		struct smsmodem_tpdu tpdu;
		uint8_t octets[300] = {0}, back[SMSMODEM_PDU_MAX];
		size_t front = octets_of(row->front, octets, sizeof octets);
		size_t whole = front + 1 + row->most;

		print_message("  %s\n", row->name);
		octets[front] = (uint8_t)row->most;
		assert_int_equal(pdu_decode(octets, whole, &options, &tpdu, NULL), SMSMODEM_OK);
		assert_int_equal(tpdu.ud_len, row->most);
		assert_int_equal(pdu_encode(&tpdu, back, sizeof back, NULL), whole);
		assert_memory_equal(back, octets, whole);
		octets[front]++;
		bool status = row->kind == SMSMODEM_KIND_STATUS_REPORT;
		assert_int_equal(pdu_decode(octets, whole + 1, &options, &tpdu, NULL),
				 status ? SMSMODEM_OK : SMSMODEM_E_PDU);
		assert_false(status && tpdu.has_pi);
	}
}

/* Septets, up to all that user data of a report hold. */
static void test_septets(void **state)
{
	static const unsigned counts[] = {0, 1, 160, 161, 181, 182};

	(void)state;
	for (size_t i = 0; i < COUNT(counts); i++) {
		struct smsmodem_tpdu tpdu = {.kind = DELIVERED, .pi = 4, .udl = counts[i]};
		char text[SMSMODEM_TEXT_SIZE(1)];
		uint8_t septets[PDU_SEPTETS_MAX];

		memset(septets, 'x', sizeof septets);
		int used = pdu_gsm7_pack(septets, counts[i], 0, tpdu.ud, sizeof tpdu.ud);
		assert_true(used >= 0);
		tpdu.ud_len = (uint8_t)used;
		assert_int_equal(smsmodem_text(&tpdu, 1, text, sizeof text), counts[i]);
		assert_int_equal(strspn(text, "x"), counts[i]);
	}
}

/* A TPDU would hold one octet more than the struct. */
static void test_most_septets(void **state)
{
	const struct smsmodem_decode_options options = {.kind = DELIVERED, .tpdu_length = -1};
	struct smsmodem_tpdu tpdu;
	uint8_t octets[176] = {0x00, 0x00, 0x04, 182};
	uint8_t *exact = exact_copy(octets, 4 + 161);

	(void)state;
	assert_int_equal(pdu_decode(exact, 4 + 160, &options, &tpdu, NULL), SMSMODEM_OK);
	assert_int_equal(tpdu.ud_len, 160);
	exact[3] = 183;
	assert_int_equal(pdu_decode(exact, 4 + 161, &options, &tpdu, NULL), SMSMODEM_E_PDU);
	free(exact);
}

/* --- what is refused --- */

struct broken_row {
	const char *octets;
	enum smsmodem_kind kind;
	long offset;
	const char *text;
};

static const struct broken_row broken_rows[] = {
	{"00 00", DELIVERED, 2, "TP-PI is missing"},
	{"00 00 D5", DELIVERED, 3, "TP-PI is missing"},
	{"00 00 D5 81", DELIVERED, 4, "TP-PI's extension is missing"},
	{"00 00 01", DELIVERED, 3, "TP-PID is missing"},
	{"00 00 02", DELIVERED, 3, "TP-DCS is missing"},
	{"00 00 03 7F", DELIVERED, 4, "TP-DCS is missing"},
	{"00 00 07 7F F6", DELIVERED, 5, "TP-UDL is missing"},
	{"00 00 07 7F F6 02 00", DELIVERED, 6, "TP-UD is cut: 1 of 2 octets"},
	{"00 00 07 7F F6 A0", DELIVERED, 6, "TP-UD would have 160 octets, there is room for 159"},
	{"00 01 00", SUBMITTED, 3, "TP-SCTS is missing"},
	{"00 01 00 5150", SUBMITTED, 3, "TP-SCTS is cut: 2 of 7 octets"},
	/* a SUBMIT, of which the rest is no part of a report */
	{"00 01 00 0C 91947110325476 0000 02 E834", SUBMITTED, 10,
	 "6 octets are left over behind the report"},
	{"00 00 01 7F 05", DELIVERED, 4, "1 octet is left over behind the report (octet 4)"},
	{"00 00 D0 00 FF05", DELIVERED, 4, "2 octets are left over"},
	{"00 02", SMSMODEM_KIND_COMMAND, 2, "TP-MR is missing"},
	{"00 02 00", SMSMODEM_KIND_COMMAND, 3, "TP-PID is missing"},
	{"00 02 00 00", SMSMODEM_KIND_COMMAND, 4, "TP-CT is missing"},
	{"00 02 00 00 00", SMSMODEM_KIND_COMMAND, 5, "TP-MN is missing"},
	{"00 02 00 00 00 00", SMSMODEM_KIND_COMMAND, 6, "TP-DA is missing"},
	{"00 02 00 00 00 00 0481", SMSMODEM_KIND_COMMAND, 6, "TP-DA is cut: 2 of 4 octets"},
	{"00 02 00 00 00 00 04812143", SMSMODEM_KIND_COMMAND, 10, "TP-CDL is missing"},
	{"00 02 00 00 00 00 04812143 02 41", SMSMODEM_KIND_COMMAND, 11,
	 "TP-CD is cut: 1 of 2 octets"},
	{"00 02 00 00 00 00 04812143 FF", SMSMODEM_KIND_COMMAND, 11, "TP-CD would have 255 octets"},
};

static void test_broken(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(broken_rows); i++) {
		const struct broken_row *row = &broken_rows[i];
		struct smsmodem_error error = {0};
		struct smsmodem_tpdu tpdu;

		print_message("  %s\n", row->octets);
		assert_int_equal(decode_row(row->octets, row->kind, &tpdu, &error), SMSMODEM_E_PDU);
		assert_non_null(strstr(error.text, row->text));
		assert_int_equal(error.offset, row->offset);
	}
}

struct unsound_row {
	const char *name;
	struct smsmodem_tpdu tpdu;
};

/* A decoder would find something else than the struct says. */
static const struct unsound_row unsound_rows[] = {
	{"no kind", {.kind = SMSMODEM_KIND_AUTO}},
	{"no single kind", {.kind = SMSMODEM_KIND_REPORT}},
	{"TP-PI that reads as TP-FCS", {.kind = DELIVERED, .pi = 0x08}},
	{"TP-PI with an extension", {.kind = DELIVERED, .has_fcs = true, .fcs = 0xD5, .pi = 0x80}},
	{"likewise of a status report",
	 {.kind = SMSMODEM_KIND_STATUS_REPORT, .has_pi = true, .pi = 0x80}},
	{"user data without TP-UDL", {.kind = DELIVERED, .udl = 1, .ud_len = 1}},
	{"user data without TP-PI",
	 {.kind = SMSMODEM_KIND_STATUS_REPORT, .pi = 4, .udl = 1, .ud_len = 1}},
	{"less user data than TP-UDL says", {.kind = DELIVERED, .pi = 4, .udl = 8, .ud_len = 6}},
	{"TP-DCS that is not sent", {.kind = DELIVERED, .pi = 4, .dcs = 4, .udl = 8, .ud_len = 8}},
	{"less TP-CD than TP-CDL says", {.kind = SMSMODEM_KIND_COMMAND, .udl = 8, .ud_len = 7}},
	{"a header longer than the data",
	 {.kind = SMSMODEM_KIND_COMMAND, .udl = 1, .ud_len = 1, .udh_len = 2}},
	{"TP-FCS that reads as TP-PI", {.kind = DELIVERED, .has_fcs = true, .fcs = 1, .pi = 0}},
	{"likewise of a SUBMIT-REPORT", {.kind = SUBMITTED, .has_fcs = true, .fcs = 7, .pi = 0x40}},
	{"a DELIVER with less than TP-UDL says",
	 {.kind = SMSMODEM_KIND_DELIVER, .udl = 160, .ud_len = 0}},
	{"with more", {.kind = SMSMODEM_KIND_DELIVER, .udl = 8, .ud_len = 8}},
	{"a SUBMIT likewise", {.kind = SMSMODEM_KIND_SUBMIT, .dcs = 4, .udl = 8, .ud_len = 7}},
	{"nothing of what no message has room for",
	 {.kind = SMSMODEM_KIND_DELIVER, .dcs = 4, .udl = 141, .ud_len = 0}},
	{"or only its header",
	 {.kind = SMSMODEM_KIND_DELIVER,
	  .dcs = 4,
	  .udl = 141,
	  .ud_len = 3,
	  .udh_len = 3,
	  .ud = {2}}},
	{"a header that says it is longer",
	 {.kind = SMSMODEM_KIND_DELIVER, .dcs = 4, .udl = 4, .ud_len = 4, .udh_len = 3, .ud = {3}}},
	{"more user data than fits",
	 {.kind = SUBMITTED, .pi = 6, .dcs = 4, .udl = 154, .ud_len = 154}},
};

static void test_unsound(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(unsound_rows); i++) {
		uint8_t octets[SMSMODEM_PDU_MAX];

		print_message("  %s\n", unsound_rows[i].name);
		assert_int_equal(pdu_encode(&unsound_rows[i].tpdu, octets, sizeof octets, NULL),
				 SMSMODEM_E_USAGE);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_acknowledgements),
		cmocka_unit_test(test_status_report),
		cmocka_unit_test(test_flags),
		cmocka_unit_test(test_command),
		cmocka_unit_test(test_room),
		cmocka_unit_test(test_septets),
		cmocka_unit_test(test_most_septets),
		cmocka_unit_test(test_broken),
		cmocka_unit_test(test_unsound),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
