/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any octets as a page or a message of cell broadcast, and several of them joined. */
#include "cb.h"
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *octets, size_t length);

static void require(int condition)
{
	if (!condition)
		abort();
}

static unsigned only_page(const struct smsmodem_cb *cb)
{
	unsigned n = 1;

	while (cb->form == SMSMODEM_CB_GSM && !(cb->present >> (n - 1) & 1))
		n++;
	return n;
}

static void read_all(const struct smsmodem_cb *cb)
{
	static char text[SMSMODEM_CB_TEXT_SIZE];
	static uint8_t data[SMSMODEM_CB_DATA_MAX];
	struct smsmodem_ie ie;
	size_t position = 0;
	int count = smsmodem_cb_text(cb, text, sizeof text);

	require(count >= 0 && text[count] == '\0');
	require(smsmodem_cb_data(cb, data, sizeof data) >= 0);
	for (unsigned n = 1; n <= SMSMODEM_CB_PAGES_MAX; n++, position = 0)
		while (smsmodem_cb_udh_next(cb, n, &position, &ie) > 0)
			require(ie.length <= SMSMODEM_CB_PAGE_MAX);
	require(smsmodem_cb_name(cb->message_id)[0]);
}

/* Decode one, encode it, decode that: the same. */
static void one(const uint8_t *octets, size_t length, struct smsmodem_cb_join *join)
{
	static char hex[2 * SMSMODEM_CB_PDU_MAX + 1], again[sizeof hex];
	struct smsmodem_error error;
	static struct smsmodem_cb cb, second, message;
	int result = pdu_cb_decode(octets, length, &cb, &error);

	if (result < 0) {
		require(error.code == result && error.offset >= 0 &&
			(size_t)error.offset <= length && error.text[0]);
		return;
	}
	read_all(&cb);
	require(smsmodem_cb_encode(&cb, only_page(&cb), hex, sizeof hex) == (int)length);
	require(smsmodem_cb_decode(hex, 2 * length, &second, NULL) == SMSMODEM_OK);
	require(smsmodem_cb_encode(&second, only_page(&second), again, sizeof again) ==
		(int)length);
	require(strcmp(hex, again) == 0);
	require(cb.present == second.present && strcmp(cb.language, second.language) == 0);
	if (smsmodem_cb_join_add(join, &cb, &message))
		read_all(&message);
}

/* All of it, and then pages of it: each one's octets are counted by the octet in front. */
int LLVMFuzzerTestOneInput(const uint8_t *octets, size_t length)
{
	static struct smsmodem_cb_join join;
	static struct smsmodem_cb message;

	join.count = 0;
	one(octets, length, &join);
	for (size_t at = 0, step; at < length; at += step + 1) {
		step = octets[at] < length - at ? octets[at] : length - at - 1;
		uint8_t *copy = malloc(step ? step : 1);

		require(copy != NULL);
		if (step > 0)
			memcpy(copy, octets + at + 1, step);
		one(copy, step, &join);
		free(copy);
	}
	while (smsmodem_cb_join_flush(&join, &message))
		read_all(&message);
	return 0;
}
