/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any octets as an MMS header, what was read of it written and read again; and as package 0. */
#include "dm.h"
#include <smsmodem/mms.h>
#include <stdlib.h>
#include <string.h>

#define FUZZ_HEADERS 8

int LLVMFuzzerTestOneInput(const uint8_t *octets, size_t length);

static void require(int condition)
{
	if (!condition)
		abort();
}

struct texts {
	char transaction[256], location[256];
};

static void take_text(char text[256], const struct smsmodem_mms_field *field)
{
	size_t length = field->length < 255 ? field->length : 255;

	memcpy(text, field->octets, length);
	text[length] = '\0';
}

static struct smsmodem_mms_string take_string(const struct smsmodem_mms_field *field)
{
	return (struct smsmodem_mms_string){(const char *)field->octets, field->length,
					    field->charset};
}

static void take_strings(struct smsmodem_mms_notification *n, struct texts *texts,
			 const struct smsmodem_mms_field *field)
{
	if (field->kind == SMSMODEM_MMS_NOBODY)
		n->hide_from = true;
	if (field->kind != SMSMODEM_MMS_TEXT)
		return;
	if (field->code == SMSMODEM_MMS_TRANSACTION)
		take_text(texts->transaction, field);
	if (field->code == SMSMODEM_MMS_CONTENT_LOCATION)
		take_text(texts->location, field);
	if (field->code == SMSMODEM_MMS_FROM)
		n->from = take_string(field);
	if (field->code == SMSMODEM_MMS_SUBJECT)
		n->subject = take_string(field);
}

static void take_numbers(struct smsmodem_mms_notification *n,
			 const struct smsmodem_mms_field *field)
{
	if (field->code == SMSMODEM_MMS_EXPIRY) {
		n->expiry_absolute = field->kind == SMSMODEM_MMS_ABSOLUTE;
		n->expiry = field->number;
	}
	if (field->code == SMSMODEM_MMS_SIZE)
		n->size = field->number;
	if (field->code == SMSMODEM_MMS_CLASS)
		n->message_class = (uint8_t)(field->number & 0x7F);
	if (field->code == SMSMODEM_MMS_PRIORITY)
		n->priority = (int)(field->number & 0x7F);
}

static void check_field(const struct smsmodem_mms_field *field, const uint8_t *start,
			const uint8_t *end)
{
	require(field->octets >= start && field->octets <= end);
	require(field->length <= (size_t)(end - field->octets));
	require(field->code >= -1 && field->code <= 127);
	require(field->code >= 0 || field->name);
	require(!field->name || strlen(field->name) < SMSMODEM_DATAGRAM_MAX);
	require(field->kind >= SMSMODEM_MMS_TEXT && field->kind <= SMSMODEM_MMS_OCTETS);
	require(!field->charset || field->kind == SMSMODEM_MMS_TEXT);
}

static void write_again(const struct smsmodem_mms_notification *n)
{
	static uint8_t octets[2 * SMSMODEM_DATAGRAM_MAX];
	struct smsmodem_mms_field field;
	struct smsmodem_error error;
	size_t position = 0;
	int count = smsmodem_mms_encode(n, octets, sizeof octets, &error);

	require(count > 0 || (error.code == SMSMODEM_E_DATA && error.text[0]));
	if (count < 0)
		return;
	while (smsmodem_mms_next(octets, (size_t)count, &position, &field, NULL) == 1) {
		require(field.kind != SMSMODEM_MMS_OCTETS);
		require(field.code != SMSMODEM_MMS_SIZE || field.number == n->size);
		require(field.code != SMSMODEM_MMS_EXPIRY || field.number == n->expiry);
		require(field.code != SMSMODEM_MMS_SUBJECT || field.charset == n->subject.charset);
	}
	require(position == (size_t)count);
}

/* Lines as further headers: what is written is read to its end, one field a line. */
static void write_headers(const uint8_t *octets, size_t length)
{
	static char text[SMSMODEM_DATAGRAM_MAX + 1];
	static uint8_t written[4 * SMSMODEM_DATAGRAM_MAX];
	const char *headers[FUZZ_HEADERS];
	struct smsmodem_mms_notification n = SMSMODEM_MMS_NOTIFICATION_INIT;
	struct smsmodem_mms_field field;
	struct smsmodem_error error;
	size_t position = 0, fields = 0;

	memcpy(text, octets, length);
	text[length] = '\0';
	char *rest = text;
	for (char *line; n.header_count < FUZZ_HEADERS && (line = strsep(&rest, "\n"));)
		headers[n.header_count++] = line;
	n.transaction = "T";
	n.location = "http://a";
	n.headers = headers;
	int count = smsmodem_mms_encode(&n, written, sizeof written, &error);
	require(count > 0 || (error.code == SMSMODEM_E_DATA && error.text[0]));
	while (count > 0 && smsmodem_mms_next(written, (size_t)count, &position, &field, NULL) == 1)
		fields++;
	require(count < 0 || (position == (size_t)count && fields == 7 + n.header_count));
}

static void read_dm(const uint8_t *octets, size_t length)
{
	struct pdu_dm dm;
	struct smsmodem_error error;

	if (pdu_dm_decode(octets, length, &dm, &error) < 0)
		require(error.offset >= 0 && (size_t)error.offset <= length && error.text[0]);
	else
		require(dm.vendor + dm.vendor_len == octets + length && dm.ui_mode < 4);
}

int LLVMFuzzerTestOneInput(const uint8_t *octets, size_t length)
{
	struct smsmodem_mms_notification n = SMSMODEM_MMS_NOTIFICATION_INIT;
	struct texts texts = {{0}, {0}};
	struct smsmodem_mms_field field;
	struct smsmodem_error error;
	size_t position = 0, before = 0;
	int result;

	if (length > SMSMODEM_DATAGRAM_MAX)
		return 0;
	n.transaction = texts.transaction;
	n.location = texts.location;
	while ((result = smsmodem_mms_next(octets, length, &position, &field, &error)) == 1) {
		require(position > before && position <= length);
		check_field(&field, octets + before, octets + position);
		take_strings(&n, &texts, &field);
		take_numbers(&n, &field);
		before = position;
	}
	require(position == before);
	if (result < 0)
		require(error.offset >= (long)position && (size_t)error.offset <= length);
	write_again(&n);
	write_headers(octets, length);
	read_dm(octets, length);
	return 0;
}
