/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Replies about messages, in the order of 27.005. What is in doubt is refused: a misread place is
 * another message. */
#include "ascii.h"
#include "reply.h"
#include <string.h>

#define LENGTH_MAX (AT_LINE_MAX / 2) /* octets whose digits a line can hold */
#define STAT_MAX   255               /* 27.005 has 0..3; some phones have their own beyond */

/* --- places (27.005 3.4.1) --- */

bool at_is_memory(const char *name, size_t length)
{
	for (size_t i = 0; i < length; i++)
		if (!ascii_isupper((unsigned char)name[i]) && name[i] != '_')
			return false;
	return length > 0 && length < AT_MEMORY_SIZE;
}

int at_reply_place(const char *line, char *memory, size_t size, int *index)
{
	static const char *const prefixes[] = {"+CMTI", "+CDSI", "+CBMI"};
	struct at_cursor cursor = {.failed = true};
	char name[AT_MEMORY_SIZE];

	for (size_t i = 0; i < sizeof prefixes / sizeof prefixes[0] && cursor.failed; i++)
		at_cursor_begin(&cursor, line, prefixes[i]);
	at_cursor_string(&cursor, name, sizeof name);
	at_cursor_number(&cursor, index, -1);
	if (cursor.failed || *index < 0)
		return SMSMODEM_E_DATA;
	size_t length = strlen(name);
	if (!at_is_memory(name, length) || length >= size)
		return SMSMODEM_E_DATA;
	memcpy(memory, name, length + 1);
	return SMSMODEM_OK;
}

/* --- headers (27.005 3.4.1, 3.4.2, 3.4.3) --- */

/*
 * "[<alpha>,]<length>": any text may be a name, and only the last comma is certain. A quote that
 * closes before it is of a header of text mode, which has several strings.
 */
static bool read_alpha_length(const char *rest, int *length)
{
	const char *comma = strrchr(rest, ',');
	const char *quote = strstr(rest, "\",");
	struct at_cursor cursor = {.next = comma ? comma + 1 : rest};

	if (quote && quote + 1 < comma)
		return false;
	at_cursor_number(&cursor, length, -1);
	return !cursor.failed && *length >= -1 && *length <= LENGTH_MAX;
}

int at_reply_record(const char *line, struct at_record *record)
{
	struct at_cursor cursor;

	*record = (struct at_record){-1, -1, -1};
	if (at_cursor_begin(&cursor, line, "+CMGL")) {
		at_cursor_number(&cursor, &record->index, -1);
		if (record->index < 0)
			return SMSMODEM_E_DATA;
	} else if (!at_cursor_begin(&cursor, line, "+CMGR")) {
		return SMSMODEM_E_DATA;
	}
	/* "+CMGR: 24", of a Siemens ES75, is the length */
	if (record->index >= 0 || (cursor.next && strchr(cursor.next, ',')))
		at_cursor_number(&cursor, &record->stat, -1);
	if (cursor.failed || !cursor.next || record->stat < -1 || record->stat > STAT_MAX)
		return SMSMODEM_E_DATA;
	if (!read_alpha_length(cursor.next, &record->length))
		return SMSMODEM_E_DATA;
	bool told = record->stat >= 0 || record->length >= 0;
	return told ? SMSMODEM_OK : SMSMODEM_E_DATA;
}

/* Siemens MC35i gives the octets of a SIM's free record, 00 FF FF... (51.011 10.5.3). */
bool at_record_is_empty(const char *pdu)
{
	pdu += strspn(pdu, " \t");
	if (pdu[0] == '0' && pdu[1] == '0')
		pdu += 2;
	pdu += strspn(pdu, "Ff");
	return pdu[strspn(pdu, " \t")] == '\0';
}

int at_reply_direct(const char *line, int *length)
{
	struct at_cursor cursor;

	*length = -1;
	if (at_cursor_begin(&cursor, line, "+CMT"))
		return read_alpha_length(cursor.next, length) ? SMSMODEM_OK : SMSMODEM_E_DATA;
	if (!at_cursor_begin(&cursor, line, "+CDS"))
		at_cursor_begin(&cursor, line, "+CBM");
	/* "+CDS: ,25" of ZTE; what has something there is of text mode, "+CDS: 6,21,..." */
	if (cursor.next && *cursor.next == ',')
		at_cursor_skip(&cursor, 1);
	at_cursor_number(&cursor, length, -1);
	bool whole = !cursor.failed && !cursor.next && *length >= -1 && *length <= LENGTH_MAX;
	return whole ? SMSMODEM_OK : SMSMODEM_E_DATA;
}

/* --- what a phone offers (27.005 3.2.2, 3.4.1) --- */

/* Some quote their numbers. @return false: it is none */
static bool read_range(const struct smsmodem_at_item *item, int64_t *first, int64_t *last)
{
	*first = item->number;
	*last = item->upto;
	if (item->kind == SMSMODEM_AT_ITEM_NUMBER || item->kind == SMSMODEM_AT_ITEM_RANGE)
		return *first >= 0;
	if (item->kind != SMSMODEM_AT_ITEM_STRING || item->length != 1 ||
	    !ascii_isdigit((unsigned char)item->text[0]))
		return false;
	*first = *last = item->text[0] - '0';
	return true;
}

static uint32_t range_mask(int64_t first, int64_t last)
{
	uint32_t mask = 0;

	for (int64_t value = first; value <= last && value < AT_VALUES_MAX; value++)
		mask |= UINT32_C(1) << value;
	return mask;
}

int at_reply_test(const char *line, const char *prefix, uint32_t *values, size_t count)
{
	struct reply_lists lists;
	struct smsmodem_at_item item;
	uint32_t all = 0;
	int64_t first, last;

	for (size_t i = 0; i < count; i++)
		values[i] = 0;
	if (!reply_lists_begin(&lists, line, prefix))
		return SMSMODEM_E_DATA;
	while (reply_lists_next(&lists, &item)) {
		/* of one parameter, "0,1" without parentheses is one list, too */
		size_t list = count == 1 && lists.bare ? 0 : lists.lists - 1;
		if (list >= count)
			break;
		if (!read_range(&item, &first, &last))
			continue;
		values[list] |= range_mask(first, last);
		all |= values[list];
	}
	return all ? SMSMODEM_OK : SMSMODEM_E_DATA;
}

int at_reply_cnmi(const char *line, int values[5])
{
	struct at_cursor cursor;

	at_cursor_begin(&cursor, line, "+CNMI");
	for (int i = 0; i < 5; i++) {
		/* the later ones are 0 where they are left out */
		at_cursor_number(&cursor, &values[i], i < 2 ? -1 : 0);
		if (cursor.failed || values[i] < 0 || values[i] > 9)
			return SMSMODEM_E_DATA;
	}
	return cursor.next ? SMSMODEM_E_DATA : SMSMODEM_OK;
}

/* A name that is new. 'ME"' has lost its first quote. */
static size_t add_memory(const struct smsmodem_at_item *item, char names[][AT_MEMORY_SIZE],
			 size_t count)
{
	size_t length = item->length;

	if (length > 0 && item->text[length - 1] == '"')
		length--;
	if (!at_is_memory(item->text, length))
		return count;
	for (size_t i = 0; i < count; i++)
		if (strncmp(names[i], item->text, length) == 0 && names[i][length] == '\0')
			return count;
	memcpy(names[count], item->text, length);
	names[count][length] = '\0';
	return count + 1;
}

int at_reply_cpms_test(const char *line, int i, char names[][AT_MEMORY_SIZE], size_t max)
{
	struct reply_lists lists;
	struct smsmodem_at_item item;
	size_t count = 0;

	if (i < 0 || !reply_lists_begin(&lists, line, "+CPMS"))
		return SMSMODEM_E_DATA;
	while (reply_lists_next(&lists, &item) && lists.lists <= (size_t)i + 1) {
		/* how many messages there are: the reply of another form */
		if (item.kind == SMSMODEM_AT_ITEM_NUMBER)
			return SMSMODEM_E_DATA;
		if (lists.lists == (size_t)i + 1 && count < max)
			count = add_memory(&item, names, count);
	}
	return lists.lists > (size_t)i ? (int)count : SMSMODEM_E_DATA;
}
