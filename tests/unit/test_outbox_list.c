/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The messages of an outbox: their ids, looked at, sent again, noted, forgotten. */
#include "outbox_support.h"

/* --- ids --- */

static void test_ids(void **state)
{
	(void)state;
	static const struct {
		const char *id;
		int code;
	} id_rows[] = {
		{"a", 1},
		{"\xC3\xA4 1/2 'x' \"y\"", 1},
		{"", SMSMODEM_E_DATA},
		{"a\nb", SMSMODEM_E_DATA},
		{"a\x7F", SMSMODEM_E_DATA},
		{"\xC3", SMSMODEM_E_DATA},
		{"\xED\xA0\x80", SMSMODEM_E_DATA},
	};
	struct smsmodem_submit submit = submit_of(false, 7);
	struct smsmodem_sending sending;
	struct smsmodem_error error;
	struct place place;
	char longest[SMSMODEM_OUTBOX_ID_SIZE + 1];

	place_make(&place);
	struct smsmodem_outbox *outbox = open_outbox(&place);
	for (size_t i = 0; i < COUNT(id_rows); i++)
		assert_int_equal(smsmodem_outbox_begin(outbox, id_rows[i].id, &submit, NULL,
						       &sending, &error),
				 id_rows[i].code);
	assert_int_equal(smsmodem_outbox_begin(outbox, NULL, &submit, NULL, &sending, &error),
			 SMSMODEM_E_DATA);
	memset(longest, 'i', sizeof longest);
	longest[SMSMODEM_OUTBOX_ID_SIZE] = '\0';
	assert_int_equal(smsmodem_outbox_begin(outbox, longest, &submit, NULL, &sending, &error),
			 SMSMODEM_E_DATA);
	longest[SMSMODEM_OUTBOX_ID_SIZE - 1] = '\0';
	assert_int_equal(smsmodem_outbox_begin(outbox, longest, &submit, NULL, &sending, &error),
			 1);
	assert_string_equal(entry_by_id(outbox, longest).to, PHONE_TO);
	smsmodem_outbox_close(outbox);
	remove_place(&place);
}

static void test_another_message(void **state)
{
	(void)state;
	struct smsmodem_sending sending;
	struct smsmodem_error error;
	struct place place;

	place_make(&place);
	struct smsmodem_outbox *outbox = open_outbox(&place);
	for (int i = 0; i < 8; i++) {
		struct smsmodem_submit submit = submit_of(false, 7);

		switch (i) {
		case 2: submit.to = "+491701234568"; break;
		case 3: submit.text_len--; break;
		case 4: submit.report = true; break;
		case 5: submit.message_class = 0; break;
		case 6: submit.encoding = SMSMODEM_ENCODING_UCS2; break;
		case 7: submit.smsc = "+4917"; break;
		default: submit.ref = (uint16_t)i; break; /* the same one */
		}
		int result = smsmodem_outbox_begin(outbox, ID, &submit, NULL, &sending, &error);
		assert_int_equal(result, i < 2 ? 1 : SMSMODEM_E_DATA);
		assert_true(i < 2 || strstr(error.text, PHONE_TO));
	}
	smsmodem_outbox_close(outbox);
	remove_place(&place);
}

/* --- looking, sending again, forgetting --- */

static void test_list(void **state)
{
	(void)state;
	struct smsmodem_submit submit = submit_of(true, 7);
	struct smsmodem_outbox_entry entry;
	struct smsmodem_outbox_part part;
	struct smsmodem_sending sending;
	struct smsmodem_error error;
	struct place place;
	int64_t position = 0;

	place_make(&place);
	struct smsmodem_outbox *outbox = open_outbox(&place);
	assert_int_equal(smsmodem_outbox_next(outbox, &position, &entry, &error), 0);
	assert_int_equal(smsmodem_outbox_find(outbox, "1", &entry, &error), 0);
	for (int i = 1; i <= 3; i++) {
		char id[8];

		(void)snprintf(id, sizeof id, "%d", i);
		assert_int_equal(
			smsmodem_outbox_begin(outbox, id, &submit, "dev", &sending, &error), 1);
	}
	for (int i = 1; i <= 3; i++) {
		assert_int_equal(smsmodem_outbox_next(outbox, &position, &entry, &error), 1);
		assert_int_equal(atoi(entry.id), i);
		assert_string_equal(entry.device, "dev");
		assert_int_equal(entry.parts, 3);
		assert_int_equal(entry.delivery, -1);
		assert_int_equal(entry.encoding, SMSMODEM_ENCODING_GSM7);
	}
	assert_int_equal(smsmodem_outbox_next(outbox, &position, &entry, &error), 0);
	for (int i = 0; i < 3; i++) {
		assert_int_equal(smsmodem_outbox_part(outbox, &entry, i, &part, &error), 1);
		assert_int_equal(part.state, SMSMODEM_OUTBOX_WAITING);
		assert_true(part.length > 0 && strlen(part.hex) == 2 * (size_t)part.length + 2);
	}
	assert_int_equal(smsmodem_outbox_part(outbox, &entry, 3, &part, &error), 0);
	smsmodem_outbox_close(outbox);
	outbox = open_outbox(&place);
	assert_done(smsmodem_outbox_remove(outbox, "2", &error), &error);
	assert_int_equal(smsmodem_outbox_remove(outbox, "2", &error), SMSMODEM_E_NOINPUT);
	assert_int_equal(smsmodem_outbox_find(outbox, "2", &entry, &error), 0);
	assert_int_equal(smsmodem_outbox_retry(outbox, "2", false, NULL, &sending, &error),
			 SMSMODEM_E_NOINPUT);
	assert_int_equal(smsmodem_outbox_resolve(outbox, "3", SENT, &entry, &error),
			 SMSMODEM_E_DATA);
	assert_int_equal(smsmodem_outbox_resolve(outbox, "3", PARTIAL, &entry, &error),
			 SMSMODEM_E_USAGE);
	smsmodem_outbox_close(outbox);
	remove_place(&place);
}

static void test_retry(void **state)
{
	(void)state;
	struct smsmodem_submit submit = submit_of(true, 7);
	struct smsmodem_sending sending;
	struct smsmodem_error error;
	struct place place;

	place_make(&place);
	struct smsmodem_outbox *outbox = open_outbox(&place);
	struct phone *phone = phone_open("fault=silent-submit@2");
	assert_int_equal(begin_and_send(outbox, phone, &submit, &sending, &error),
			 SMSMODEM_E_UNKNOWN);
	phone_close(phone);
	phone = phone_open("");
	assert_int_equal(smsmodem_outbox_retry(outbox, ID, false, NULL, &sending, &error),
			 SMSMODEM_E_UNKNOWN);
	assert_int_equal(smsmodem_outbox_send_next(outbox, phone->modem, &sending, &error),
			 SMSMODEM_E_USAGE);
	assert_int_equal(smsmodem_outbox_retry(outbox, ID, true, NULL, &sending, &error), 1);
	assert_int_equal(sending.encoder.parts, 3);
	assert_string_equal(sending.encoder.tpdu.peer.text, PHONE_TO);
	assert_int_equal(send_all(outbox, phone, &sending, &error), 0);
	assert_int_equal(phone_count(phone, "\x1A"), 2);
	assert_int_equal(smsmodem_outbox_retry(outbox, ID, true, NULL, &sending, &error), 0);
	struct smsmodem_outbox_entry entry = entry_by_id(outbox, ID);
	assert_string_equal(entry.device, "sim:");
	for (int i = 0; i < 3; i++) { /* what was sent is kept no more */
		struct smsmodem_outbox_part part;

		assert_int_equal(smsmodem_outbox_part(outbox, &entry, i, &part, &error), 1);
		assert_int_equal(part.state, SMSMODEM_OUTBOX_SENT);
		assert_true(part.length == 0 && part.handed_s > 0);
	}
	phone_close(phone);
	smsmodem_outbox_close(outbox);
	remove_place(&place);
}

/* What was sent without it, and ended like that. */
static void test_note(void **state)
{
	(void)state;
	static const struct {
		const char *phone;
		enum smsmodem_status status;
		int code, sent;
	} note_rows[] = {
		{"", SENT, 0, 3},
		{"fault=silent-submit@2", UNKNOWN, SMSMODEM_E_UNKNOWN, 1},
		{"fault=cms=1@3", PARTIAL, SMSMODEM_E_REFUSED, 2},
	};

	for (size_t i = 0; i < COUNT(note_rows); i++) {
		struct smsmodem_submit submit = submit_of(true, 7);
		struct smsmodem_error error = {0}, why;
		struct smsmodem_sending sending;
		struct place place;

		place_make(&place);
		struct smsmodem_outbox *outbox = open_outbox(&place);
		struct phone *phone = phone_open(note_rows[i].phone);
		int result = smsmodem_send(phone->modem, &sending, &submit, 0, &why);
		assert_int_equal(result, note_rows[i].code);
		assert_done(smsmodem_outbox_note(outbox, ID, &submit, "sim:", &sending,
						 result < 0 ? &why : NULL, &error),
			    &error);
		assert_int_equal(
			smsmodem_outbox_note(outbox, ID, &submit, "sim:", &sending, NULL, &error),
			SMSMODEM_E_DATA);
		struct smsmodem_outbox_entry entry = entry_by_id(outbox, ID);
		assert_int_equal(entry.status, note_rows[i].status);
		assert_int_equal(entry.sent, note_rows[i].sent);
		assert_int_equal(entry.error.code, note_rows[i].code);
		assert_false(entry.busy);
		phone_close(phone);
		smsmodem_outbox_close(outbox);
		remove_place(&place);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_ids),  cmocka_unit_test(test_another_message),
		cmocka_unit_test(test_list), cmocka_unit_test(test_retry),
		cmocka_unit_test(test_note),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
