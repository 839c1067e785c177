/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The messages that are encoded and decoded, each in all the forms that the libraries take. */
#include "codec.h"
#include "pdu.h"
#include <stdio.h>
#include <string.h>

/* One part each; 150 characters but for UTF-16, of which a part has 70. */
static const struct {
	const char *text; /* NULL: octets */
	enum smsmodem_encoding encoding;
	uint32_t languages;
} messages[CODEC_MESSAGES] = {
	[CODEC_ASCII] = {"The backup of host db-1 has failed twice since 03:15, and the disk of "
			 "the second node is nearly full (97%): please look at it before 06:00, "
			 "thank you!",
			 SMSMODEM_ENCODING_AUTO, 0},
	[CODEC_MIXED] = {"Die Datensicherung für Gerät 7 läuft über 3 Stunden & der Schlüssel für "
			 "die Tür zum Büro hängt außen: bitte prüfen, dann an post@beispiel.de "
			 "schreiben",
			 SMSMODEM_ENCODING_AUTO, 0},
	[CODEC_UTF16] = {"Резервная копия сервера дважды не удалась, диск почти полон: проверьте",
			 SMSMODEM_ENCODING_UCS2, 0},
	[CODEC_BINARY] = {NULL, SMSMODEM_ENCODING_8BIT, 0},
	[CODEC_TURKISH] =
		{"Sunucunun yedeği bu gece iki kez alınamadı ve ikinci makinenin diski dolmak "
		 "üzere, lütfen sabah altıdan önce bakın; şifre değişti, İlker'e sorun, evet",
		 SMSMODEM_ENCODING_GSM7, 1U << SMSMODEM_LANGUAGE_TURKISH},
	[CODEC_HINDI] = {"सर्वर का बैकअप आज रात दो बार विफल हो गया है और दूसरी मशीन की डिस्क भर चुकी है, "
			 "कृपया सुबह छह बजे से पहले देख लें और नया कोड पूछने के लिए मुझे फोन करें",
			 SMSMODEM_ENCODING_GSM7, 1U << SMSMODEM_LANGUAGE_HINDI},
};

/* Where a character is not in it the text ends: none but gsmlib reads it. */
static void to_latin1(const char *text, char *latin1, size_t size)
{
	size_t length = strlen(text);

	for (size_t at = 0; at < length && size > 1; size--) {
		uint32_t character = 0;
		int octets = pdu_utf8_get(text + at, length - at, &character);

		if (octets < 0 || character > 0xFF)
			break;
		*latin1++ = (char)character;
		at += (size_t)octets;
	}
	*latin1 = '\0';
}

size_t codec_deliver(const struct smsmodem_tpdu *submit, char *hex, size_t size)
{
	const struct smsmodem_time time = {.year = 2026,
					   .month = 11,
					   .day = 22,
					   .hour = 18,
					   .minute = 14,
					   .second = 1,
					   .zone_minutes = 60,
					   .valid = true};
	struct smsmodem_tpdu tpdu = *submit;
	uint8_t octets[SMSMODEM_PDU_MAX];

	tpdu.kind = SMSMODEM_KIND_DELIVER;
	tpdu.no_more = true;
	tpdu.scts = time;
	int length = pdu_encode(&tpdu, octets, sizeof octets, NULL);
	int digits = length < 0 ? length : pdu_hex_encode(octets, (size_t)length, hex, size);
	if (digits < 0)
		codec_die("a message that does not fit");
	return (size_t)digits;
}

/* What a phone reports of the message: a SUBMIT's user data in a DELIVER. */
static void make_deliver(struct codec_input *input)
{
	struct smsmodem_submit submit = input->submit;
	struct smsmodem_encoder encoder;
	struct smsmodem_pdu pdu;
	struct smsmodem_tpdu tpdu;

	submit.smsc = "+491710760000";
	submit.validity.format = SMSMODEM_VALIDITY_NONE;
	if (smsmodem_encode_begin(&encoder, &submit, NULL) != 1 ||
	    smsmodem_encode_next(&encoder, &pdu, NULL) != 1 ||
	    smsmodem_decode(pdu.hex, pdu.hex_len, NULL, &tpdu, NULL) < 0)
		codec_die("a message of more than one part");
	input->hex_len = codec_deliver(&tpdu, input->hex, sizeof input->hex);
}

static void make_septets(struct codec_input *input)
{
	static const char same[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

	for (size_t i = 0; i < CODEC_SEPTETS; i++)
		input->septets[i] = (uint8_t)same[i * 7 % (sizeof same - 1)];
	if (pdu_gsm7_pack(input->septets, CODEC_SEPTETS, 0, input->packed, 140) != 140 ||
	    pdu_gsm7_pack(input->septets, CODEC_FILLED, 1, input->packed + 140, 140) != 134)
		codec_die("packing failed");
}

static struct smsmodem_submit submit_of(const char *text)
{
	struct smsmodem_submit submit = SMSMODEM_SUBMIT_INIT;

	submit.to = CODEC_NUMBER;
	submit.text = text;
	submit.text_len = text ? strlen(text) : 0;
	submit.validity.format = SMSMODEM_VALIDITY_RELATIVE;
	submit.validity.seconds = pdu_validity_seconds(CODEC_VALIDITY);
	return submit;
}

void codec_message(enum codec_message message, struct codec_input *input)
{
	static uint8_t binary[SMSMODEM_UD_MAX];

	*input = (struct codec_input){.submit = submit_of(messages[message].text)};
	input->submit.encoding = messages[message].encoding;
	input->submit.languages = messages[message].languages;
	if (!input->submit.text) {
		for (size_t i = 0; i < sizeof binary; i++)
			binary[i] = (uint8_t)(i * 73);
		input->submit.data = binary;
		input->submit.data_len = sizeof binary;
	} else {
		to_latin1(input->submit.text, input->latin1, sizeof input->latin1);
	}
	make_septets(input);
	make_deliver(input);
}

void codec_long_text(const char *sentence, struct codec_input *input)
{
	static char texts[CODEC_CASES_MAX][8192];
	static size_t count;
	size_t length = strlen(sentence), used = 0, characters = 0;

	if (count == CODEC_CASES_MAX)
		codec_die("too many long texts");
	char *text = texts[count++];
	while (characters < 1000 && used + length < sizeof texts[0]) {
		memcpy(text + used, sentence, length);
		for (size_t i = 0; i < length; i++)
			characters += ((uint8_t)sentence[i] & 0xC0) != 0x80;
		used += length;
	}
	text[used] = '\0';
	if (characters < 1000)
		codec_die("a long text that does not fit");
	*input = (struct codec_input){.submit = submit_of(text)};
	input->submit.languages = SMSMODEM_LANGUAGES_ALL;
}

void codec_found(struct codec_output *output, const char *number, const int time[7],
		 const void *text, size_t length)
{
	int used = snprintf(output->octets, sizeof output->octets,
			    "%s\n%04d-%02d-%02d %02d:%02d:%02d %d\n", number, time[0], time[1],
			    time[2], time[3], time[4], time[5], time[6]);

	output->length = 0;
	if (used < 0 || (size_t)used + length > sizeof output->octets)
		return;
	memcpy(output->octets + used, text, length);
	output->length = (size_t)used + length;
}
