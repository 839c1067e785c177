/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any line as every reply: what is read is within its bounds, and nothing is written beyond. */
#include "at.h"
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *octets, size_t length);

#define TEXT_MAX 24

static void require(int condition)
{
	if (!condition)
		abort();
}

/* The replies that have a text, with every size that is too small, too. */
static void read_texts(const char *line)
{
	for (size_t size = 1; size <= TEXT_MAX; size++) {
		char *text = malloc(size);
		int m, dcs, used, total;

		require(text != NULL);
		if (at_reply_cusd(line, &m, text, size, &dcs) == SMSMODEM_OK)
			require(strlen(text) < size && m >= 0 && m <= 5 && dcs >= -1 && dcs < 256);
		if (at_reply_clip(line, text, size) == SMSMODEM_OK)
			require(strlen(text) < size);
		if (at_reply_csca(line, text, size) == SMSMODEM_OK)
			require(strlen(text) < size);
		if (at_reply_cops(line, text, size) == SMSMODEM_OK)
			require(strlen(text) < size);
		if (at_reply_cnum(line, text, size) == SMSMODEM_OK)
			require(strlen(text) < size);
		if (at_reply_text(line, "+CGMM", text, size) == SMSMODEM_OK)
			require(strlen(text) < size);
		if (at_reply_cpms(line, 1, text, size, &used, &total) == SMSMODEM_OK)
			require(strlen(text) < size && used >= 0 && total >= 0);
		if (at_reply_place(line, text, size, &used) == SMSMODEM_OK)
			require(strlen(text) < size && used >= 0 && *text && !strchr(text, '"'));
		free(text);
	}
}

static void read_numbers(const char *line)
{
	int number, values[5];
	uint32_t masks[5];
	enum at_pin pin;
	struct at_record record;

	if (at_reply_cmgs(line, &number) == SMSMODEM_OK)
		require(number >= 0 && number <= 255);
	if (at_reply_cmgw(line, &number) == SMSMODEM_OK || at_reply_creg(line, &number) == 0)
		require(number >= 0);
	if (at_reply_cbc(line, &number) == SMSMODEM_OK)
		require(number >= 0 && number <= 100);
	if (at_reply_direct(line, &number) == SMSMODEM_OK)
		require(number >= -1 && number <= AT_LINE_MAX / 2);
	if (at_reply_record(line, &record) == SMSMODEM_OK)
		require(record.index >= -1 && record.stat >= -1 && record.length >= -1);
	if (at_reply_cnmi(line, values) == SMSMODEM_OK)
		require(values[4] >= 0 && values[4] <= 9);
	if (at_reply_cesq(line, &number) == SMSMODEM_OK)
		require(number == 0 || (number >= -141 && number <= -25));
	(void)at_reply_csq(line, &number);
	(void)at_reply_cpin(line, &pin);
	(void)at_reply_cpinr(line, &number);
	(void)at_reply_test(line, "+CNMI", masks, 5);
	(void)at_reply_test(line, "+CSMS", masks, 1);
	(void)at_record_is_empty(line);
}

static void read_others(const char *line)
{
	int first, last, number_length, text_length;
	char names[4][AT_MEMORY_SIZE];
	struct at_entry entry;
	struct at_clock time;

	if (at_reply_cpbr(line, &entry) == SMSMODEM_OK)
		require(entry.index >= 0 && entry.type >= -1 && entry.type <= 255);
	if (at_reply_cpbr_test(line, &first, &last, &number_length, &text_length) == SMSMODEM_OK)
		require(first >= 0 && last >= first && number_length >= -1 && text_length >= -1);
	if (at_reply_cclk(line, &time) == SMSMODEM_OK)
		require(time.month >= 1 && time.month <= 12 && time.day >= 1 && time.hour < 24);
	for (int i = 0; i < 3; i++)
		require(at_reply_cpms_test(line, i, names, 4) <= 4);
}

int LLVMFuzzerTestOneInput(const uint8_t *octets, size_t length)
{
	char *line = malloc(length + 1);

	if (!line)
		return 0;
	if (length > 0)
		memcpy(line, octets, length);
	line[length] = '\0';
	read_texts(line);
	read_numbers(line);
	read_others(line);
	free(line);
	return 0;
}
