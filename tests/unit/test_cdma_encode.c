/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Encoding SUBMITs of CDMA: rows against octets, then what is encoded is decoded again. */
#include "cdma.h"
#include "pdu_support.h"

struct row {
	const char *name, *to, *text;
	uint8_t encoding;
	int parts;
	const char *hex; /* of a message with identifier 0, or NULL */
};

static const struct row rows[] = {
	/* freedesktop/ModemManager test_create_pdu_text_unicode_encoding */
	{"UTF-16", "3305773196", "中國哲學書電子化計劃", SMSMODEM_CDMA_UTF16, 1,
	 "00000210020407028CE95DCC6580081D000320000001162052716AB85AA792DBC337C4B7DADA8298B4504294"
	 "18"},
	{"7-bit ASCII", "12", "Hi", SMSMODEM_CDMA_ASCII, 1,
	 "00000210020403008480080B0003200000010410148D20"},
	{"international", "+49-17", "Hi", SMSMODEM_CDMA_ASCII, 1,
	 "000002100204 0788821A1C989B80 080B0003200000010410148D20"},
	{"nothing", "12", "", SMSMODEM_CDMA_ASCII, 1, "000002100204030084800809000320000001021000"},
	{"line ends are ASCII", "12", "a\r\nb", SMSMODEM_CDMA_ASCII, 1, NULL},
	{"other controls are not", "12", "a\tb", SMSMODEM_CDMA_UTF16, 1, NULL},
	{"Latin-1 as short as GSM 7-bit", "12", "café", SMSMODEM_CDMA_LATIN, 1, NULL},
	{"GSM 7-bit is shorter", "12", "ein längerer Satz, größer", SMSMODEM_CDMA_GSM7, 1, NULL},
	{"Latin-1 where GSM 7-bit escapes", "12", "ä{}[]{}[]", SMSMODEM_CDMA_LATIN, 1, NULL},
	{"Latin-1 where GSM 7-bit lacks", "12", "naïve ïïïïïïïïï", SMSMODEM_CDMA_LATIN, 1, NULL},
	{"neither", "12", "€ ï", SMSMODEM_CDMA_UTF16, 1, NULL},
	{"Euro sign", "12", "100 €", SMSMODEM_CDMA_GSM7, 1, NULL},
};

static void encode_one(const struct smsmodem_cdma_submit *submit, struct smsmodem_cdma_pdu *pdu)
{
	struct smsmodem_cdma_encoder encoder;
	struct smsmodem_error error;

	assert_int_equal(smsmodem_cdma_encode_begin(&encoder, submit, &error), 1);
	assert_int_equal(smsmodem_cdma_encode_next(&encoder, pdu, &error), 1);
	assert_int_equal(pdu->encoding, encoder.encoding);
	struct smsmodem_cdma_pdu none;
	assert_int_equal(smsmodem_cdma_encode_next(&encoder, &none, &error), 0);
}

static void test_rows(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct smsmodem_cdma_submit submit = SMSMODEM_CDMA_SUBMIT_INIT;
		struct smsmodem_cdma_pdu pdu;
		uint8_t octets[SMSMODEM_CDMA_PDU_MAX];

		print_message("%s\n", rows[i].name);
		submit.to = rows[i].to;
		submit.text = rows[i].text;
		submit.text_len = strlen(rows[i].text);
		encode_one(&submit, &pdu);
		assert_int_equal(pdu.encoding, rows[i].encoding);
		assert_int_equal(pdu.parts, rows[i].parts);
		assert_false(pdu.more);
		if (rows[i].hex)
			assert_octets(octets, octets_of(pdu.hex, octets, sizeof octets),
				      rows[i].hex);
	}
}

/* --- lengths at which a message takes another form --- */

struct length_row {
	const char *unit;
	size_t count;
	uint8_t encoding;
	int parts;
};

static const struct length_row length_rows[] = {
	{"a", 160, SMSMODEM_CDMA_ASCII, 1}, {"a", 161, SMSMODEM_CDMA_GSM7, 2},
	{"a", 306, SMSMODEM_CDMA_GSM7, 2},  {"a", 307, SMSMODEM_CDMA_GSM7, 3},
	{"ï", 140, SMSMODEM_CDMA_LATIN, 1}, {"ï", 141, SMSMODEM_CDMA_UTF16, 3},
	{"é", 160, SMSMODEM_CDMA_GSM7, 1},  {"é", 161, SMSMODEM_CDMA_GSM7, 2},
	{"ж", 70, SMSMODEM_CDMA_UTF16, 1},  {"ж", 71, SMSMODEM_CDMA_UTF16, 2},
	{"👍", 35, SMSMODEM_CDMA_UTF16, 1},  {"👍", 36, SMSMODEM_CDMA_UTF16, 2},
	{"[", 160, SMSMODEM_CDMA_ASCII, 1}, {"[", 161, SMSMODEM_CDMA_GSM7, 3},
};

static void test_lengths(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(length_rows); i++) {
		const struct length_row *row = &length_rows[i];
		struct smsmodem_cdma_submit submit = SMSMODEM_CDMA_SUBMIT_INIT;
		struct smsmodem_cdma_encoder encoder;
		char text[2048] = "";
		size_t length = strlen(row->unit);

		for (size_t k = 0; k < row->count; k++)
			memcpy(text + k * length, row->unit, length + 1);
		submit.to = "1";
		submit.text = text;
		submit.text_len = strlen(text);
		print_message("%zu x %s\n", row->count, row->unit);
		assert_int_equal(smsmodem_cdma_encode_begin(&encoder, &submit, NULL), row->parts);
		assert_int_equal(encoder.encoding, row->encoding);
		submit.max_parts = row->parts - 1;
		if (submit.max_parts > 0)
			assert_int_equal(smsmodem_cdma_encode_begin(&encoder, &submit, NULL),
					 SMSMODEM_E_TEXT);
	}
}

/* --- options --- */

static void test_options(void **state)
{
	struct smsmodem_cdma_submit submit = SMSMODEM_CDMA_SUBMIT_INIT;
	struct smsmodem_cdma_pdu pdu;
	struct smsmodem_cdma cdma;

	(void)state;
	submit.to = "*123#";
	submit.text = "x";
	submit.text_len = 1;
	submit.message_id = 0xBEEF;
	submit.report = true;
	submit.callback = "+4917";
	submit.validity_s = 3601;
	submit.priority = 3;
	submit.privacy = 2;
	submit.alert = 1;
	submit.language = 7;
	encode_one(&submit, &pdu);
	assert_int_equal(smsmodem_cdma_decode(pdu.hex, strlen(pdu.hex), 0, &cdma, NULL), 0);
	assert_string_equal(cdma.to.text, "*123#");
	assert_false(cdma.to.eight_bit);
	assert_int_equal(cdma.teleservice, 4098);
	assert_int_equal(cdma.message_id, 0xBEEF);
	assert_int_equal(cdma.message_type, SMSMODEM_CDMA_SUBMIT);
	assert_int_equal(cdma.reply, SMSMODEM_CDMA_WANTS_DELIVERY_ACK);
	assert_string_equal(cdma.callback.text, "+4917");
	assert_int_equal(smsmodem_cdma_period_seconds(cdma.valid_for), 3900);
	assert_int_equal(cdma.priority, 3);
	assert_int_equal(cdma.privacy, 2);
	assert_int_equal(cdma.alert, 1);
	assert_int_equal(cdma.language, 7);
	assert_int_equal(cdma.subs.bad | cdma.parameters.bad, 0);
	assert_int_equal(cdma.subs.there, 0x7723);
}

struct refused_row {
	const char *name, *to, *callback, *text;
	size_t text_len;
	enum smsmodem_encoding encoding;
	int priority, privacy, alert, language;
	uint32_t validity_s;
	int code;
};

static const struct refused_row refused_rows[] = {
	{"no number", NULL, NULL, "a", 1, 0, -1, -1, -1, -1, 0, SMSMODEM_E_USAGE},
	{"a letter", "12x", NULL, "a", 1, 0, -1, -1, -1, -1, 0, SMSMODEM_E_NUMBER},
	{"a digit of GSM only", "12a", NULL, "a", 1, 0, -1, -1, -1, -1, 0, SMSMODEM_E_NUMBER},
	{"call-back number", "1", "b", "a", 1, 0, -1, -1, -1, -1, 0, SMSMODEM_E_NUMBER},
	{"no text", "1", NULL, NULL, 1, 0, -1, -1, -1, -1, 0, SMSMODEM_E_USAGE},
	{"priority", "1", NULL, "a", 1, 0, 4, -1, -1, -1, 0, SMSMODEM_E_USAGE},
	{"privacy", "1", NULL, "a", 1, 0, -1, -2, -1, -1, 0, SMSMODEM_E_USAGE},
	{"alert", "1", NULL, "a", 1, 0, -1, -1, 4, -1, 0, SMSMODEM_E_USAGE},
	{"language", "1", NULL, "a", 1, 0, -1, -1, -1, 256, 0, SMSMODEM_E_USAGE},
	{"validity", "1", NULL, "a", 1, 0, -1, -1, -1, -1, 53 * 604800, SMSMODEM_E_USAGE},
	{"no UTF-8", "1", NULL, "a\xFF", 2, 0, -1, -1, -1, -1, 0, SMSMODEM_E_UTF8},
	{"NUL", "1", NULL, "a\0b", 3, 0, -1, -1, -1, -1, 0, SMSMODEM_E_TEXT},
	{"not in GSM 7-bit", "1", NULL, "ж", 2, SMSMODEM_ENCODING_GSM7, -1, -1, -1, -1, 0,
	 SMSMODEM_E_TEXT},
};

static void test_refused(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(refused_rows); i++) {
		const struct refused_row *row = &refused_rows[i];
		const struct smsmodem_cdma_submit submit = {
			.to = row->to,
			.callback = row->callback,
			.text = row->text,
			.text_len = row->text_len,
			.encoding = row->encoding,
			.priority = row->priority,
			.privacy = row->privacy,
			.alert = row->alert,
			.language = row->language,
			.validity_s = row->validity_s,
		};
		struct smsmodem_cdma_encoder encoder;
		struct smsmodem_cdma_pdu pdu;
		struct smsmodem_error error;

		print_message("%s\n", row->name);
		assert_int_equal(smsmodem_cdma_encode_begin(&encoder, &submit, &error), row->code);
		assert_int_equal(error.code, row->code);
		assert_int_equal(smsmodem_cdma_encode_next(&encoder, &pdu, &error), 0);
	}
}

/* --- decode(encode(x)) = x --- */

static size_t random_text(struct random *random, char *text, size_t size)
{
	static const uint32_t limits[] = {0x7F, 0x7F, 0x100, 0x3000, 0x1F700};
	uint32_t limit = limits[random_below(random, COUNT(limits))];
	size_t length = 0, wanted = random_below(random, (uint32_t)size - 4);

	while (length < wanted) {
		uint32_t character = 1 + random_below(random, limit - 1);
		if (character >= 0xD800 && character < 0xE000)
			continue;
		if (limit == 0x7F && (character < ' ' || random_below(random, 400) == 0))
			character = '\n';
		length += (size_t)pdu_utf8_put(character, text + length, size - length);
	}
	return length;
}

static size_t random_number(struct random *random, char number[24])
{
	static const char digits[] = "0123456789*#";
	size_t length = 1 + random_below(random, 20), at = 0;

	if (random_below(random, 2))
		number[at++] = '+';
	for (size_t i = 0; i < length; i++)
		number[at++] = digits[random_below(random, 12)];
	number[at] = '\0';
	return at;
}

static void check_part(const struct smsmodem_cdma_submit *submit,
		       const struct smsmodem_cdma_pdu *pdu, const struct smsmodem_cdma *cdma)
{
	assert_int_equal(strlen(pdu->hex), 2 * pdu->length);
	assert_int_equal(pdu->more, pdu->part < pdu->parts);
	assert_string_equal(cdma->to.text, submit->to);
	assert_int_equal(cdma->message_id, submit->message_id);
	assert_int_equal(cdma->header_ind, pdu->parts > 1);
	assert_int_equal(cdma->parameters.bad | cdma->subs.bad, 0);
	assert_in_range(pdu->user_data_len, 0, SMSMODEM_UD_MAX);
	assert_int_equal(cdma->data.length, pdu->user_data_len);
	assert_memory_equal(cdma->data.octets, pdu->user_data, pdu->user_data_len);
	assert_int_equal(cdma->data.encoding, pdu->encoding);
	if (pdu->parts == 1)
		return;
	assert_int_equal(cdma->data.concat.ref, submit->ref & 0xFF);
	assert_int_equal(cdma->data.concat.seq, pdu->part);
	assert_int_equal(cdma->data.concat.total, pdu->parts);
}

static void round_trip(const struct smsmodem_cdma_submit *submit)
{
	static char text[SMSMODEM_CDMA_TEXT_SIZE(SMSMODEM_PARTS_MAX)];
	struct smsmodem_cdma_join *join = smsmodem_cdma_join_new(0);
	struct smsmodem_cdma_message message = {0};
	struct smsmodem_cdma_encoder encoder;
	struct smsmodem_cdma_pdu pdu;
	struct smsmodem_error error;
	int result = smsmodem_cdma_encode_begin(&encoder, submit, &error);

	if (result < 0)
		fail_msg("%s", error.text);
	for (int parts = result; parts > 0; parts--) {
		struct smsmodem_cdma cdma;

		assert_int_equal(smsmodem_cdma_encode_next(&encoder, &pdu, &error), 1);
		assert_int_equal(smsmodem_cdma_decode(pdu.hex, strlen(pdu.hex), 0, &cdma, &error),
				 SMSMODEM_OK);
		check_part(submit, &pdu, &cdma);
		result = smsmodem_cdma_join_add(join, &cdma, &message);
		assert_int_equal(result, parts == 1);
	}
	int length = submit->data
			     ? smsmodem_cdma_data(message.parts, message.count, (uint8_t *)text,
						  sizeof text)
			     : smsmodem_cdma_text(message.parts, message.count, text, sizeof text);
	assert_int_equal(length, submit->data ? submit->data_len : submit->text_len);
	assert_memory_equal(text, submit->data ? (const char *)submit->data : submit->text, length);
	smsmodem_cdma_join_free(join);
}

static void test_round_trips(void **state)
{
	struct random random = random_start();
	char text[1200], number[24], callback[24];

	(void)state;
	for (int i = 0; i < 400; i++) {
		struct smsmodem_cdma_submit submit = SMSMODEM_CDMA_SUBMIT_INIT;
		size_t length = random_text(&random, text, sizeof text);

		(void)random_number(&random, number);
		(void)random_number(&random, callback);
		submit.to = number;
		if (random_below(&random, 8) == 0) {
			submit.data = (const uint8_t *)text;
			submit.data_len = length;
		} else {
			submit.text = text;
			submit.text_len = length;
		}
		submit.callback = random_below(&random, 2) ? callback : NULL;
		submit.message_id = (uint16_t)random_below(&random, 65536);
		submit.ref = (uint16_t)random_below(&random, 65536);
		submit.priority = (int)random_below(&random, 5) - 1;
		submit.report = random_below(&random, 2);
		round_trip(&submit);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows),        cmocka_unit_test(test_lengths),
		cmocka_unit_test(test_options),     cmocka_unit_test(test_refused),
		cmocka_unit_test(test_round_trips),
	};

	return cmocka_run_group_tests_name("cdma_encode", tests, NULL, NULL);
}
