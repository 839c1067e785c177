/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Texts of a phone: what +CUSD brings in lines, names in every character set, and vCards. What is
 * made of them is ended, within its bounds, and UTF-8.
 */
#include "pdu.h"
#include "phonebook.h"
#include "ussd.h"
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(int condition)
{
	if (!condition)
		abort();
}

static void check(const char *text, size_t size)
{
	size_t length = strnlen(text, size);

	require(length < size);
	for (size_t at = 0, step; at < length; at += step) {
		uint32_t character;
		int used = pdu_utf8_get(text + at, length - at, &character);

		require(used > 0);
		step = (size_t)used;
	}
}

/* Each line as one of a modem's, in each set and some codings. */
static void lines_check(char *text)
{
	static const int codings[] = {-1, 0x0F, 0x10, 0x11, 0x44, 0x48};
	struct ussd_gather gather = {0};
	struct smsmodem_ussd answer;
	char decoded[300];

	for (char *line = strtok(text, "\n"); line; line = strtok(NULL, "\n")) {
		if (ussd_gather(&gather, line) == USSD_GATHER_WHOLE)
			(void)ussd_line(gather.line, PHONE_CHARSET_UNKNOWN, &answer);
		require(strnlen(gather.line, sizeof gather.line) < sizeof gather.line);
		for (int set = 0; set < PHONE_CHARSETS; set++) {
			enum phone_charset charset = (enum phone_charset)set;
			for (size_t i = 0; i < sizeof codings / sizeof codings[0]; i++)
				if (ussd_decode(line, codings[i], charset, decoded,
						sizeof decoded) >= 0)
					check(decoded, sizeof decoded);
			if (phone_name_decode(charset, line, decoded, sizeof decoded) >= 0)
				check(decoded, sizeof decoded);
		}
		struct smsmodem_entry entry;
		if (phonebook_entry(line, PHONE_CHARSET_UNKNOWN, &entry) == SMSMODEM_OK)
			check(entry.name, sizeof entry.name);
		(void)phone_charset_test(line);
	}
}

static void cards_check(const uint8_t *data, size_t size)
{
	struct smsmodem_vcards cards = {.text = (const char *)data, .length = size};
	struct smsmodem_vcard card;

	while (smsmodem_vcard_next(&cards, &card, NULL) != 0) {
		struct smsmodem_entry entry = {0};
		char text[4 * SMSMODEM_NAME_SIZE + 512];

		check(card.name, sizeof card.name);
		require(card.numbers <= SMSMODEM_VCARD_NUMBERS_MAX);
		for (size_t i = 0; i < card.numbers; i++)
			check(card.number[i], sizeof card.number[i]);
		memcpy(entry.name, card.name, sizeof entry.name);
		memcpy(entry.number, card.number[0], sizeof entry.number);
		require(smsmodem_vcard_write(&entry, 30, text, sizeof text) > 0);
		check(text, sizeof text);
	}
	require(cards.offset == size);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	uint8_t *octets = malloc(size ? size : 1);
	char *text = malloc(size + 1);

	require(octets != NULL && text != NULL);
	memcpy(octets, data, size);
	memcpy(text, data, size);
	text[size] = '\0';
	cards_check(octets, size);
	lines_check(text);
	free(octets);
	free(text);
	return 0;
}
