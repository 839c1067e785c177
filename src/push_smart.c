/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Objects of Smart Messaging. */
#include "push_private.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define RTTTL_SIZE ((size_t)64 * 1024)

static void put_text(struct smsmodem_push *push, const struct smsmodem_smart *smart)
{
	if (smart->text)
		push_put_text(push, (struct push_label){"text", "text", false}, smart->charset,
			      smart->text, smart->text_len);
}

static void put_name(struct smsmodem_push *push, const char *rtttl)
{
	size_t length = strcspn(rtttl, ":");

	if (length > 0)
		push_put_text(push, (struct push_label){"name", "name", false}, 0, rtttl, length);
}

static void put_ringtone(struct smsmodem_push *push, const struct smsmodem_smart *smart)
{
	char *rtttl = malloc(RTTTL_SIZE);
	struct smsmodem_error error;
	int length;

	push->out_of_memory |= !rtttl;
	if (!rtttl)
		return;
	length = smsmodem_ringtone_rtttl(smart->object, smart->object_len, rtttl, RTTTL_SIZE,
					 &error);
	if (length < 0) {
		push_problem(push, "%s",
			     length == SMSMODEM_E_SPACE ? "the ringtone is too long" : error.text);
	} else {
		put_name(push, rtttl);
		push_put_text(push, (struct push_label){"rtttl", "RTTTL", false}, 0, rtttl,
			      (size_t)length);
	}
	free(rtttl);
}

/* A network's numbers have leading zeros. */
static void put_network(struct smsmodem_push *push, const struct smsmodem_smart *smart)
{
	char number[16];

	(void)snprintf(number, sizeof number, "%03u", smart->mcc);
	push_put_text(push, (struct push_label){"mcc", "country code", false}, 0, number,
		      strlen(number));
	(void)snprintf(number, sizeof number, smart->mnc_is_long ? "%03u" : "%02u", smart->mnc);
	push_put_text(push, (struct push_label){"mnc", "network code", false}, 0, number,
		      strlen(number));
}

static void put_bitmap(struct smsmodem_push *push)
{
	const struct smsmodem_bitmap *bitmap = &push->bitmap;
	char head[32];
	int length = snprintf(head, sizeof head, "P1\n%u %u\n", bitmap->width, bitmap->height);
	char *text =
		push_room(push, (size_t)length + (bitmap->width + (size_t)1) * bitmap->height + 1);

	push_put_number(push, (struct push_label){"width", "width", false}, bitmap->width);
	push_put_number(push, (struct push_label){"height", "height", false}, bitmap->height);
	if (!text)
		return;
	memcpy(text, head, (size_t)length);
	char *end = text + length;
	for (unsigned y = 0; y < bitmap->height; y++) {
		for (unsigned x = 0; x < bitmap->width; x++)
			*end++ = smsmodem_bitmap_dot(bitmap, x, y) ? '1' : '0';
		*end++ = '\n';
	}
	*end = '\0';
	push_put_string(push, (struct push_label){"pbm", "PBM", false}, text);
}

int push_read_smart(struct smsmodem_push *push, uint16_t port, struct smsmodem_error *error)
{
	struct smsmodem_smart *smart = malloc(sizeof *smart);

	if (!smart)
		return smsmodem_error_set(error, SMSMODEM_E_MEMORY, "out of memory");
	int result = smsmodem_smart_decode(port, push->octets, push->length, smart, error);
	if (result >= 0) {
		push->kind = SMSMODEM_PUSH_SMART;
		push->smart = smart->kind;
		push->profile = smart->profile;
		push->has_bitmap = smart->has_bitmap;
		if (smart->has_bitmap)
			push->bitmap = smart->bitmap;
		put_text(push, smart);
		if (smart->name)
			push_put_text(push, (struct push_label){"name", "name", false},
				      smart->name_charset, smart->name, smart->name_len);
		if (smart->object && smart->kind != SMSMODEM_SMART_SETTINGS)
			put_ringtone(push, smart);
		if (smart->kind == SMSMODEM_SMART_OPERATOR_LOGO)
			put_network(push, smart);
		if (smart->has_bitmap)
			put_bitmap(push);
	}
	free(smart);
	return result;
}
