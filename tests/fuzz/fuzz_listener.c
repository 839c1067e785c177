/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A listener against any octets of a modem, amid which octets over F7 send commands, give data or
 * reset: however they are cut, the same is heard.
 */
#include "at.h"
#include <smsmodem/at.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(int condition)
{
	if (!condition)
		abort();
}

/* All that was heard, as a number. */
static void mix(uint64_t *sum, const void *octets, size_t count)
{
	const uint8_t *next = octets;

	for (size_t i = 0; i < count; i++)
		*sum = (*sum ^ next[i]) * 0x100000001B3U;
}

static void check(const struct smsmodem_at_listener *listener,
		  const struct smsmodem_at_heard *heard)
{
	size_t length;

	require(heard->length <= AT_LINE_MAX && strlen(heard->line) == heard->length);
	require(heard->length > 0);
	require((heard->header != NULL) == (heard->kind == SMSMODEM_AT_BELOW));
	require(heard->code >= -1 && (heard->code < 0 || heard->kind == SMSMODEM_AT_FINAL));
	require(heard->kind != SMSMODEM_AT_FINAL || !smsmodem_at_listener_waits(listener));
	(void)smsmodem_at_listener_partial(listener, &length);
	require(length <= AT_LINE_MAX);
}

static void feed(struct smsmodem_at_listener *listener, const uint8_t *octets, size_t count,
		 size_t piece, uint64_t *sum)
{
	struct smsmodem_at_heard heard;

	for (size_t done = 0; done < count;) {
		size_t most = count - done < piece ? count - done : piece;
		size_t used = smsmodem_at_listener_feed(listener, octets + done, most, &heard);

		require(used > 0 && used <= most);
		require(used == most || heard.kind != SMSMODEM_AT_NOTHING);
		done += used;
		if (heard.kind == SMSMODEM_AT_NOTHING)
			continue;
		check(listener, &heard);
		mix(sum, &heard.kind, sizeof heard.kind);
		mix(sum, heard.line, heard.length);
		mix(sum, &heard.result, sizeof heard.result);
		mix(sum, &heard.code, sizeof heard.code);
		if (heard.header)
			mix(sum, heard.header, strlen(heard.header));
	}
}

static void act(struct smsmodem_at_listener *listener, uint8_t choice)
{
	static const char *const commands[] = {"AT", "AT+CMGS=18", "AT+CREG?", "ATD112;", "ATV0"};

	if (choice < 0xFD)
		smsmodem_at_listener_sent(listener, commands[choice - 0xF8]);
	else if (choice == 0xFD)
		smsmodem_at_listener_data(listener, "0001000C91\rOK", false);
	else if (choice == 0xFE)
		smsmodem_at_listener_data(listener, "OK", true);
	else
		smsmodem_at_listener_reset(listener);
}

static uint64_t play(const uint8_t *data, size_t size, size_t piece)
{
	struct smsmodem_at_listener *listener = smsmodem_at_listener_new();
	uint64_t sum = 0xCBF29CE484222325U;

	if (!listener)
		return 0;
	for (size_t start = 0; start < size;) {
		size_t end = start;

		while (end < size && data[end] < 0xF8)
			end++;
		feed(listener, data + start, end - start, piece, &sum);
		if (end < size)
			act(listener, data[end]);
		start = end + 1;
	}
	smsmodem_at_listener_free(listener);
	return sum;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size < 1)
		return 0;
	uint64_t whole = play(data + 1, size - 1, SIZE_MAX);
	require(play(data + 1, size - 1, 1) == whole);
	require(play(data + 1, size - 1, 2 + data[0]) == whole);
	return 0;
}
