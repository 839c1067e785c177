/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Replies about the phone, in the order of 27.007. */
#include "ascii.h"
#include "reply.h"
#include <limits.h>
#include <string.h>

/* --- calls (27.007 7.6, 7.12) --- */

/* The number's own quotes tell it from +CCWA: <status>,<class> and +CLIP: <n>,<m>. */
int at_reply_clip(const char *line, char *number, size_t size)
{
	struct at_cursor cursor;
	struct at_cursor type;
	int toa = -1;

	if (!at_cursor_begin(&cursor, line, "+CLIP"))
		at_cursor_begin(&cursor, line, "+CCWA");
	if (cursor.failed || !*cursor.next)
		return SMSMODEM_E_DATA;
	bool bare = *cursor.next != '"' && *cursor.next != ',';
	type = cursor;
	at_cursor_skip(&type, 1);
	at_cursor_number(&type, &toa, -1);
	if (type.failed || toa > 255 || (bare && (toa < 128 || strcspn(cursor.next, ",") < 3)))
		return SMSMODEM_E_DATA;
	return reply_number(&cursor, number, size);
}

/* --- supplementary services (27.007 7.15) --- */

static int keep(char *text, size_t size, const char *from, size_t length)
{
	if (length >= size)
		return SMSMODEM_E_DATA;
	memcpy(text, from, length);
	text[length] = '\0';
	return SMSMODEM_OK;
}

/* What is behind a text: "[,<dcs>]", -1 if it is none. @return false: more of the text */
static bool read_dcs(const char *text, int *dcs)
{
	struct at_cursor cursor = {.next = text};

	*dcs = -1;
	if (text[strspn(text, " \t")] != '\0' && text[strspn(text, " \t")] != ',')
		return false;
	at_cursor_skip(&cursor, 1);
	if (!at_cursor_number(&cursor, dcs, -1) || *dcs < 0 || *dcs > 255)
		*dcs = -1;
	return true;
}

/*
 * Nothing in a text is escaped: it ends at the last quote that what follows a text is behind. One
 * without quotes is hexadecimal, and ends at its comma; one that is not closed goes on below.
 */
int at_reply_cusd(const char *line, int *m, char *text, size_t size, int *dcs)
{
	struct at_cursor cursor;
	size_t length;

	*dcs = -1;
	at_cursor_begin(&cursor, line, "+CUSD");
	at_cursor_number(&cursor, m, -1);
	if (cursor.failed || *m < 0 || *m > 5)
		return SMSMODEM_E_DATA;
	const char *from = cursor.next ? cursor.next + strspn(cursor.next, " \t") : "";
	if (*from == '"') {
		const char *quote = strrchr(++from, '"');
		bool closed = quote && read_dcs(quote + 1, dcs);
		length = closed ? (size_t)(quote - from) : strlen(from);
	} else {
		length = strcspn(from, ",");
		(void)read_dcs(from + length, dcs);
	}
	return keep(text, size, from, length);
}

/* --- phonebook (27.007 8.11, 8.12, 8.13) --- */

static bool keep_item(const struct smsmodem_at_item *item, char *text, size_t size)
{
	return keep(text, size, item->length > 0 ? item->text : "", item->length) == SMSMODEM_OK;
}

static bool is_value(const struct smsmodem_at_item *item)
{
	return item->kind != SMSMODEM_AT_ITEM_OPEN && item->kind != SMSMODEM_AT_ITEM_CLOSE;
}

/* <index>,<number>,<type>,<text>; Ericsson has a field more, of the memory, before the number. */
static bool read_entry(const char *rest, struct smsmodem_at_item items[4])
{
	struct smsmodem_at_item more;

	for (int i = 0; i < 4; i++)
		if (!smsmodem_at_next_item(&rest, &items[i]) || !is_value(&items[i]))
			return false;
	if (items[1].length > 0 || items[2].kind != SMSMODEM_AT_ITEM_STRING)
		return true;
	if (!smsmodem_at_next_item(&rest, &more) || !is_value(&more))
		return false;
	items[1] = items[2];
	items[2] = items[3];
	items[3] = more;
	return true;
}

int at_reply_cpbr(const char *line, struct at_entry *entry)
{
	struct smsmodem_at_item items[4];
	struct at_cursor cursor;

	*entry = (struct at_entry){.index = -1, .type = -1};
	if (!at_cursor_begin(&cursor, line, "+CPBR") && !at_cursor_begin(&cursor, line, "+CPBF"))
		return SMSMODEM_E_DATA;
	if (!read_entry(cursor.next, items) || items[0].kind != SMSMODEM_AT_ITEM_NUMBER ||
	    items[0].number < 0 || items[0].number > INT_MAX)
		return SMSMODEM_E_DATA;
	entry->index = (int)items[0].number;
	if (items[2].kind == SMSMODEM_AT_ITEM_NUMBER && items[2].number >= 0 &&
	    items[2].number <= 255)
		entry->type = (int)items[2].number;
	else if (items[2].length > 0)
		return SMSMODEM_E_DATA;
	bool kept = keep_item(&items[1], entry->number, sizeof entry->number) &&
		    keep_item(&items[3], entry->text, sizeof entry->text);
	return kept ? SMSMODEM_OK : SMSMODEM_E_DATA;
}

static int to_int(int64_t number)
{
	return number >= 0 && number <= INT_MAX ? (int)number : -1;
}

int at_reply_cpbr_test(const char *line, int *first, int *last, int *number_length,
		       int *text_length)
{
	struct reply_lists lists;
	struct smsmodem_at_item item;
	int *const lengths[] = {number_length, text_length};

	*first = *last = *number_length = *text_length = -1;
	if (!reply_lists_begin(&lists, line, "+CPBR"))
		return SMSMODEM_E_DATA;
	while (reply_lists_next(&lists, &item) && lists.lists <= 3) {
		bool range = item.kind == SMSMODEM_AT_ITEM_RANGE;
		if (!range && item.kind != SMSMODEM_AT_ITEM_NUMBER)
			continue;
		if (lists.lists > 1) {
			*lengths[lists.lists - 2] = to_int(item.upto);
			continue;
		}
		/* "(1-100,105)" has holes: an index in one is refused when it is asked for */
		if (*first < 0 || item.number < *first)
			*first = to_int(item.number);
		if (to_int(item.upto) > *last)
			*last = to_int(item.upto);
	}
	return *first >= 0 && *last >= *first ? SMSMODEM_OK : SMSMODEM_E_DATA;
}

/* --- clock (27.007 8.15) --- */

/* A number of up to max digits, and what has to follow it. @return behind it, or NULL */
static const char *take_number(const char *text, size_t max, char behind, int *value)
{
	size_t digits = 0;

	*value = 0;
	if (!text)
		return NULL;
	for (; digits <= max && ascii_isdigit((unsigned char)*text); digits++)
		*value = *value * 10 + (*text++ - '0');
	if (digits == 0 || digits > max || (behind && *text != behind))
		return NULL;
	return text + (behind != '\0');
}

static const char *take_zone(const char *text, int *quarters)
{
	*quarters = INT_MIN;
	if (!text || (*text != '+' && *text != '-'))
		return text;
	bool west = *text == '-';
	text = take_number(text + 1, 2, '\0', quarters);
	if (*quarters > 96)
		return NULL;
	*quarters = west ? -*quarters : *quarters;
	return text;
}

static bool is_date(const struct at_clock *time)
{
	static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

	if (time->month < 1 || time->month > 12)
		return false;
	/* from 1970 to 2069 every fourth year is one */
	bool leap = time->month == 2 && time->year % 4 == 0;
	return time->day >= 1 && time->day <= days[time->month - 1] + leap;
}

int at_reply_cclk(const char *line, struct at_clock *time)
{
	struct at_cursor cursor;

	*time = (struct at_clock){.quarters = INT_MIN};
	if (!at_cursor_begin(&cursor, line, "+CCLK"))
		return SMSMODEM_E_DATA;
	const char *text = cursor.next + (*cursor.next == '"');
	text = take_number(text, 4, '/', &time->year);
	text = take_number(text, 2, '/', &time->month);
	text = take_number(text, 2, ',', &time->day);
	text = take_number(text, 2, ':', &time->hour);
	text = take_number(text, 2, ':', &time->minute);
	text = take_number(text, 2, '\0', &time->second);
	text = take_zone(text, &time->quarters);
	if (!text || text[strspn(text, "\" \t")] != '\0')
		return SMSMODEM_E_DATA;
	/* a phone that does not know the time begins at 1970 or 1980 */
	if (time->year < 100)
		time->year += time->year < 70 ? 2000 : 1900;
	bool good = time->year >= 1970 && time->year < 2070 && is_date(time) && time->hour < 24 &&
		    time->minute < 60 && time->second < 60;
	return good ? SMSMODEM_OK : SMSMODEM_E_DATA;
}
