/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Addresses (23.040 9.1.2.5): semi-octet digits or packed text behind a type-of-address octet. */
#include "pdu.h"
#include <string.h>

#define ADDRESS_DIGITS_MAX  20 /* in ten octets */
#define ADDRESS_OCTETS_MAX  10
#define ADDRESS_SEPTETS_MAX 11

/*
 * Two symbols by octet, the low semi-octet's first (23.040 9.1.2.3, 24.008 10.5.4.7). F, which
 * fills up the last octet, is a NUL: so it ends a text.
 */
#define PAIRS(h)                                                                                  \
	"0" h "1" h "2" h "3" h "4" h "5" h "6" h "7" h "8" h "9" h "*" h "#" h "a" h "b" h "c" h \
	"\0" h

static const char address_pairs[] = PAIRS("0") PAIRS("1") PAIRS("2") PAIRS("3") PAIRS("4")
	PAIRS("5") PAIRS("6") PAIRS("7") PAIRS("8") PAIRS("9") PAIRS("*") PAIRS("#") PAIRS("a")
		PAIRS("b") PAIRS("c") PAIRS("\0");

/* The way back. A symbol is its value with this bit set, anything else is 0. */
#define ADDRESS_SYMBOL 0x10

static const uint8_t address_values[256] = {
	['0'] = 0x10, ['1'] = 0x11, ['2'] = 0x12, ['3'] = 0x13, ['4'] = 0x14,
	['5'] = 0x15, ['6'] = 0x16, ['7'] = 0x17, ['8'] = 0x18, ['9'] = 0x19,
	['*'] = 0x1A, ['#'] = 0x1B, ['a'] = 0x1C, ['b'] = 0x1D, ['c'] = 0x1E,
};

static bool address_is_digit(char symbol)
{
	return symbol >= '0' && symbol <= '9';
}

/* --- what a person wrote --- */

static int address_bad_character(const char *number, size_t at, struct smsmodem_error *error)
{
	uint32_t character;
	int count = pdu_utf8_get(number + at, strlen(number + at), &character);

	if (count < 0)
		smsmodem_error_set(error, SMSMODEM_E_NUMBER,
				   "not a number: octet %zu is not even UTF-8", at);
	else
		smsmodem_error_set(error, SMSMODEM_E_NUMBER,
				   "\"%.60s\" is not a number: it has \"%.*s\" at octet %zu",
				   number, count, number + at, at);
	if (error)
		error->offset = (long)at;
	return SMSMODEM_E_NUMBER;
}

/*
 * The letters of semi-octets C..E are dialled in service codes such as *#a; anywhere else a letter
 * is a mistake, and a message to a wrong number cannot be taken back.
 */
static bool address_is_typed(const char *number, size_t at)
{
	bool letter = number[at] >= 'a' && number[at] <= 'c';

	return address_is_digit(number[at]) || (address_values[(uint8_t)number[at]] &&
						(!letter || number[0] == '*' || number[0] == '#'));
}

int pdu_address_parse(const char *number, struct smsmodem_address *address,
		      struct smsmodem_error *error)
{
	size_t used = 0, digits = 0;

	for (size_t i = 0; number[i]; i++) {
		bool plus = number[i] == '+' && used == 0;
		bool symbol = !plus && address_is_typed(number, i);
		if (!symbol && !plus && strchr(" \t-./()", number[i]))
			continue;
		if (!symbol && !plus)
			return address_bad_character(number, i, error);
		digits += !plus;
		if (digits > ADDRESS_DIGITS_MAX)
			return smsmodem_error_set(error, SMSMODEM_E_NUMBER,
						  "a number has at most %d digits, this one more",
						  ADDRESS_DIGITS_MAX);
		address->text[used++] = number[i];
	}
	if (digits == 0)
		return smsmodem_error_set(error, SMSMODEM_E_NUMBER, "the number has no digits");
	address->text[used] = '\0';
	address->toa = address->text[0] == '+' ? 0x91 : 0x81;
	return SMSMODEM_OK;
}

/* --- digits --- */

/* Write a number's semi-octets. @return how many, SMSMODEM_E_NUMBER or SMSMODEM_E_SPACE */
static int address_put_digits(const struct smsmodem_address *address, uint8_t *octets, size_t size)
{
	bool plus = address->text[0] == '+';
	const uint8_t *text = (const uint8_t *)address->text + plus;
	size_t count = strnlen(address->text + plus, sizeof address->text - 1);

	if (count > ADDRESS_DIGITS_MAX ||
	    (plus && smsmodem_address_ton(address) != SMSMODEM_TON_INTERNATIONAL))
		return SMSMODEM_E_NUMBER;
	if ((count + 1) / 2 > size)
		return SMSMODEM_E_SPACE;
	uint8_t symbols = ADDRESS_SYMBOL;
	for (size_t i = 0; i < count; i += 2) {
		uint8_t low = address_values[text[i]];
		uint8_t high = i + 1 < count ? address_values[text[i + 1]] : 0x1F;

		symbols &= low & high;
		octets[i / 2] = (uint8_t)(high << 4 | (low & 0x0F));
	}
	return symbols ? (int)count : SMSMODEM_E_NUMBER;
}

/* A fill ends the number wherever it is: some senders count it. */
static void address_get_digits(struct smsmodem_address *address, const uint8_t *octets,
			       size_t count)
{
	bool plus = smsmodem_address_ton(address) == SMSMODEM_TON_INTERNATIONAL;
	char *digits = address->text + plus;

	address->text[0] = '+';
	for (size_t i = 0; i < (count + 1) / 2; i++)
		memcpy(digits + 2 * i, address_pairs + 2 * (size_t)octets[i], 2);
	digits[count] = '\0';
	if (digits[0] == '\0')
		address->text[0] = '\0';
}

/* --- text, always in the default alphabet --- */

static int address_put_text(const struct smsmodem_address *address, uint8_t *octets, size_t size)
{
	size_t length = strnlen(address->text, sizeof address->text);
	uint8_t septets[ADDRESS_SEPTETS_MAX + 1];
	size_t count = 0;

	for (size_t at = 0; at < length;) {
		uint32_t character;
		int octets_read = pdu_utf8_get(address->text + at, length - at, &character);
		uint8_t pair[2];
		int added = octets_read > 0 ? pdu_gsm7_from_character(character, pair) : 0;

		if (added == 0 || count + (size_t)added > ADDRESS_SEPTETS_MAX)
			return SMSMODEM_E_NUMBER;
		memcpy(septets + count, pair, (size_t)added);
		count += (size_t)added;
		at += (size_t)octets_read;
	}
	int packed = pdu_gsm7_pack(septets, count, 0, octets, size);
	return packed < 0 ? packed : (int)(7 * count + 3) / 4;
}

static void address_get_text(struct smsmodem_address *address, const uint8_t *octets, size_t length,
			     size_t count)
{
	uint8_t septets[ADDRESS_SEPTETS_MAX];

	if (count > ADDRESS_SEPTETS_MAX)
		count = ADDRESS_SEPTETS_MAX;
	count = (size_t)pdu_gsm7_unpack(octets, length, 0, septets, count);
	/* Seven septets leave seven bits over, which a sender that counts octets counts as '@'. */
	if (count == 8 && septets[7] == 0)
		count--;
	int used = pdu_gsm7_to_utf8(septets, count, address->text, sizeof address->text - 1);
	address->text[used < 0 ? 0 : used] = '\0';
}

static bool address_is_text(const struct smsmodem_address *address)
{
	return smsmodem_address_ton(address) == SMSMODEM_TON_ALPHANUMERIC;
}

/* --- the two frames around them --- */

static int address_put(const struct smsmodem_address *address, bool smsc, uint8_t *octets,
		       size_t size)
{
	if (size < 2)
		return SMSMODEM_E_SPACE;
	int count = address_is_text(address) ? address_put_text(address, octets + 2, size - 2)
					     : address_put_digits(address, octets + 2, size - 2);
	if (count < 0)
		return count;
	size_t length = ((size_t)count + 1) / 2;
	octets[0] = (uint8_t)(smsc ? 1 + length : (size_t)count);
	octets[1] = address->toa;
	return (int)(2 + length);
}

static void address_get(const uint8_t *octets, size_t semi_octets, struct smsmodem_address *address)
{
	address->toa = octets[0];
	if (address_is_text(address))
		address_get_text(address, octets + 1, (semi_octets + 1) / 2, 4 * semi_octets / 7);
	else
		address_get_digits(address, octets + 1, semi_octets);
}

int pdu_address_encode(const struct smsmodem_address *address, uint8_t *octets, size_t size)
{
	return address_put(address, false, octets, size);
}

int pdu_address_decode(const uint8_t *octets, size_t length, struct smsmodem_address *address)
{
	if (length < 2 || octets[0] > ADDRESS_DIGITS_MAX)
		return SMSMODEM_E_PDU;
	size_t used = 2 + (octets[0] + 1U) / 2;
	if (used > length)
		return SMSMODEM_E_PDU;
	address_get(octets + 1, octets[0], address);
	return (int)used;
}

int pdu_smsc_encode(const struct smsmodem_address *address, uint8_t *octets, size_t size)
{
	if (address->text[0])
		return address_put(address, true, octets, size);
	if (size < 1)
		return SMSMODEM_E_SPACE;
	octets[0] = 0;
	return 1;
}

int pdu_smsc_decode(const uint8_t *octets, size_t length, struct smsmodem_address *address)
{
	if (length < 1 || octets[0] > 1 + ADDRESS_OCTETS_MAX || octets[0] >= length)
		return SMSMODEM_E_PDU;
	if (octets[0] == 0)
		*address = (struct smsmodem_address){0};
	else
		address_get(octets + 1, (size_t)2 * (octets[0] - 1U), address);
	return 1 + octets[0];
}

const char *smsmodem_ton_name(enum smsmodem_ton ton)
{
	static const char *const names[] = {"unknown",     "international", "national",
					    "network",     "subscriber",    "alphanumeric",
					    "abbreviated", "reserved"};

	return (unsigned)ton < sizeof names / sizeof names[0] ? names[ton] : "reserved";
}
