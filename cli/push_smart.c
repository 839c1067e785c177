/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Smart Messaging: cards, ringtones and pictures from files. */
#include "push.h"
#include "shown_push.h"
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* MIBenums of the two forms of a picture's text. */
#define ISO_8859_1 4
#define UTF_16BE   1013

int push_ringtone_prepare(struct push *push)
{
	return push->value[PUSH_RTTTL] ? 0 : push_read(push);
}

int push_ringtone(const struct push *push, uint8_t *datagram, size_t size,
		  struct smsmodem_error *error)
{
	const char *rtttl = push->value[PUSH_RTTTL];

	return smsmodem_ringtone_encode(rtttl ? rtttl : push->octets,
					rtttl ? strlen(rtttl) : push->length, datagram, size,
					error);
}

static int no_network(struct smsmodem_error *error)
{
	return smsmodem_error_set(error, SMSMODEM_E_USAGE,
				  "a logo wants the network it is for: --network-code 262-01, or "
				  "--mcc of three and --mnc of two or three digits");
}

/* "262-01", "26201", or the two apart. */
static int take_network(const struct push *push, struct smsmodem_smart *smart,
			struct smsmodem_error *error)
{
	const char *code = push->value[PUSH_NETWORK_CODE];
	const char *mcc = push->value[PUSH_MCC], *mnc = push->value[PUSH_MNC];
	char country[4] = "";
	long mcc_number, mnc_number;

	if (code && strlen(code) >= 5) {
		memcpy(country, code, 3);
		mcc = country;
		mnc = code + 3 + (code[3] == '-');
	}
	if (!mcc || !mnc || strlen(mcc) != 3 || strlen(mnc) < 2 || strlen(mnc) > 3 ||
	    !parse_number(mcc, 0, 999, &mcc_number) || !parse_number(mnc, 0, 999, &mnc_number))
		return no_network(error);
	smart->mcc = (unsigned)mcc_number;
	smart->mnc = (unsigned)mnc_number;
	smart->mnc_is_long = strlen(mnc) == 3;
	return SMSMODEM_OK;
}

int push_bitmap_prepare(struct push *push)
{
	struct smsmodem_error error;
	struct smsmodem_smart smart;

	if (push->kind->bit == PUSH_LOGO && take_network(push, &smart, &error) < 0)
		return cli_fail(push->cli, &error);
	int status = push_read(push);
	if (status != 0)
		return status;
	if (smsmodem_bitmap_read((const uint8_t *)push->octets, push->length, &push->bitmap,
				 &error) < 0)
		return cli_fail(push->cli, &error);
	if (push->cli->verbose || (isatty(2) && !push->cli->quiet))
		shown_push_bitmap(stderr, &push->bitmap);
	return 0;
}

/* ISO-8859-1 where that has all of it, since it takes half the room. */
static int take_text(const char *text, uint8_t **room, struct smsmodem_smart *smart,
		     struct smsmodem_error *error)
{
	size_t length = strlen(text), size = 2 * length + 2;

	*room = malloc(size);
	if (!*room)
		return smsmodem_error_set(error, SMSMODEM_E_MEMORY, "out of memory");
	smart->charset = ISO_8859_1;
	int used = smsmodem_charset_encode(ISO_8859_1, text, length, *room, size);
	if (used < 0) {
		smart->charset = UTF_16BE;
		used = smsmodem_charset_encode(UTF_16BE, text, length, *room, size);
	}
	if (used < 0)
		return smsmodem_error_set(error, SMSMODEM_E_UTF8, "--text is not UTF-8");
	smart->text = *room;
	smart->text_len = (size_t)used;
	return SMSMODEM_OK;
}

int push_smart(const struct push *push, uint8_t *datagram, size_t size,
	       struct smsmodem_error *error)
{
	const char *text = push->value[PUSH_TEXT];
	struct smsmodem_smart smart = {
		.kind = smsmodem_smart_kind_of((uint16_t)push->kind->port_dst),
		.text = (const uint8_t *)push->octets,
		.text_len = push->length,
	};
	uint8_t *room = NULL;
	int result = SMSMODEM_OK;

	if (push->kind->bit & PUSH_BITMAPS) {
		smart.text = NULL;
		smart.text_len = 0;
		smart.has_bitmap = true;
		smart.bitmap = push->bitmap;
	}
	if (push->kind->bit == PUSH_LOGO)
		result = take_network(push, &smart, error);
	if (result == SMSMODEM_OK && text)
		result = take_text(text, &room, &smart, error);
	if (result == SMSMODEM_OK)
		result = smsmodem_smart_encode(&smart, datagram, size, error);
	free(room);
	return result;
}
