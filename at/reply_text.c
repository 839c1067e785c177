/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Headers of messages in text mode (27.005 3.4.2, 3.4.3), in the forms of the field. */
#include "ascii.h"
#include "at.h"
#include <limits.h>
#include <string.h>

#define FIELDS_MAX 16

/* The fields behind <stat>. */
struct fields {
	struct at_cursor at[FIELDS_MAX]; /* where each begins */
	int count;
};

static const char *field_start(const struct fields *fields, int i)
{
	const char *next = i < fields->count ? fields->at[i].next : NULL;

	return next ? next + strspn(next, " \t") : "";
}

static void fields_find(struct fields *fields, struct at_cursor cursor)
{
	fields->count = 0;
	while (cursor.next && fields->count < FIELDS_MAX) {
		fields->at[fields->count++] = cursor;
		at_cursor_skip(&cursor, 1);
	}
}

/* Numbers are small there; a longer one is an address without its quotes. */
static bool field_number(const struct fields *fields, int i, int *value)
{
	struct at_cursor cursor;

	*value = -1;
	if (i >= fields->count)
		return true;
	cursor = fields->at[i];
	if (*field_start(fields, i) == '"' || !at_cursor_number(&cursor, value, -1))
		return false;
	return *value >= -1 && *value <= 0xFFFF;
}

static bool field_string(const struct fields *fields, int i, char text[AT_TEXT_SIZE])
{
	text[0] = '\0';
	if (i >= fields->count)
		return true;
	struct at_cursor cursor = fields->at[i];
	return at_cursor_string(&cursor, text, AT_TEXT_SIZE);
}

static bool field_is_time(const struct fields *fields, int i)
{
	char text[AT_TEXT_SIZE];
	struct at_clock time;

	return field_string(fields, i, text) && at_text_time(text, &time) == SMSMODEM_OK;
}

static bool field_is_number(const struct fields *fields, int i)
{
	int value;

	return field_number(fields, i, &value) && value >= 0;
}

/* --- what it is --- */

/* <index> and "<stat>"; the cursor is left behind them. */
static bool header_begin(const char *line, struct at_cursor *cursor, int *index)
{
	*index = -1;
	if (at_cursor_begin(cursor, line, "+CMGL")) {
		if (!at_cursor_number(cursor, index, -1) || *index < 0)
			return false;
	} else if (!at_cursor_begin(cursor, line, "+CMGR")) {
		return false;
	}
	return cursor->next && cursor->next[strspn(cursor->next, " \t")] == '"';
}

bool at_is_text_header(const char *line)
{
	struct at_cursor cursor;
	int index;

	return header_begin(line, &cursor, &index);
}

/*
 * A report has two times behind four fields, of which two are numbers. A page is numbers to its
 * end: four, or five in +CMGR; a command two, or seven with its <da>.
 */
static enum at_text_kind header_kind(const struct fields *fields)
{
	int numbers = 0;

	if (!field_is_number(fields, 0) || !field_is_number(fields, 1))
		return AT_TEXT_MESSAGE;
	if (field_is_time(fields, 4) && field_is_time(fields, 5))
		return AT_TEXT_REPORT;
	while (field_is_number(fields, numbers))
		numbers++;
	if (numbers == fields->count && (numbers == 4 || numbers == 5))
		return AT_TEXT_PAGE;
	return fields->count == 2 || fields->count == 7 ? AT_TEXT_COMMAND : AT_TEXT_MESSAGE;
}

/* "REC UNREAD" and so on (27.005 3.1); some phones have it in UCS2, too. */
static int stat_of(const char *text)
{
	static const char *const names[][2] = {
		{"REC UNREAD", "00520045004300200055004E0052004500410044"},
		{"REC READ", "00520045004300200052004500410044"},
		{"STO UNSENT", "00530054004F00200055004E00530045004E0054"},
		{"STO SENT", "00530054004F002000530045004E0054"},
	};

	for (int i = 0; i < 4; i++)
		if (ascii_casecmp(text, names[i][0]) == 0 || ascii_casecmp(text, names[i][1]) == 0)
			return i;
	return -1;
}

/* --- the kinds --- */

/*
 * Behind the address: [<alpha>],[<scts>] and what +CSDH=1 adds, which begins with the type of the
 * address. Motorola leaves <alpha> out; of what is not received there may be no <scts>.
 */
static int details_at(const struct fields *fields, struct at_text_header *header, bool *good)
{
	for (int i = 1; i <= 2; i++)
		if (field_is_time(fields, i)) {
			*good = *good && field_string(fields, i, header->time);
			return i + 1;
		}
	if (field_number(fields, 2, &header->toa) && header->toa >= 0)
		return 2;
	/* a time that is none, or nothing */
	*good = *good && field_string(fields, 2, header->time);
	return 3;
}

/* +CMGL: <toa>,<length>. +CMGR: <toa>,<fo>,<pid>,<dcs>,[<vp>,]<sca>,<tosca>,<length>. */
static bool read_details(const struct fields *fields, int i, struct at_text_header *header)
{
	int left = fields->count - i;
	int tail = fields->count - 3;

	if (left <= 0)
		return true;
	bool good = field_number(fields, i, &header->toa);
	if (left == 2)
		return good && field_number(fields, i + 1, &header->length);
	if (left < 7)
		return good;
	return good && field_number(fields, i + 1, &header->fo) &&
	       field_number(fields, i + 2, &header->pid) &&
	       field_number(fields, i + 3, &header->dcs) &&
	       field_string(fields, tail, header->smsc) &&
	       field_number(fields, tail + 1, &header->smsc_toa) &&
	       field_number(fields, tail + 2, &header->length);
}

static bool read_message(const struct fields *fields, struct at_text_header *header)
{
	bool good = field_string(fields, 0, header->address);
	int details = details_at(fields, header, &good);

	return good && read_details(fields, details, header);
}

/* <fo>,<mr>,[<ra>],[<tora>],<scts>,<dt>,<st> */
static bool read_report(const struct fields *fields, struct at_text_header *header)
{
	return field_number(fields, 0, &header->fo) && field_number(fields, 1, &header->mr) &&
	       field_string(fields, 2, header->address) && field_number(fields, 3, &header->toa) &&
	       field_string(fields, 4, header->time) &&
	       field_string(fields, 5, header->discharged) &&
	       field_number(fields, 6, &header->status) && header->status >= 0;
}

/* <fo>,<ct>[,<pid>,[<mn>],[<da>],[<toda>],<length>] */
static bool read_command(const struct fields *fields, struct at_text_header *header)
{
	return field_number(fields, 0, &header->fo) && field_number(fields, 1, &header->mr) &&
	       field_number(fields, 2, &header->pid) && field_string(fields, 4, header->address) &&
	       field_number(fields, 5, &header->toa) && field_number(fields, 6, &header->length);
}

/* <sn>,<mid>,[<dcs>,]<page>,<pages> */
static bool read_page(const struct fields *fields, struct at_text_header *header)
{
	return fields->count == 4 || field_number(fields, 2, &header->dcs);
}

int at_reply_text_header(const char *line, struct at_text_header *header)
{
	struct at_cursor cursor;
	struct fields fields;
	char stat[AT_TEXT_SIZE];

	*header = (struct at_text_header){.stat = -1,
					  .toa = -1,
					  .fo = -1,
					  .pid = -1,
					  .dcs = -1,
					  .smsc_toa = -1,
					  .mr = -1,
					  .status = -1,
					  .length = -1};
	if (!header_begin(line, &cursor, &header->index) ||
	    !at_cursor_string(&cursor, stat, sizeof stat))
		return SMSMODEM_E_DATA;
	header->stat = stat_of(stat);
	fields_find(&fields, cursor);
	header->kind = header_kind(&fields);
	bool good = header->stat >= 0 && fields.count > 0;
	switch (header->kind) {
	case AT_TEXT_MESSAGE: good = good && read_message(&fields, header); break;
	case AT_TEXT_REPORT: good = good && read_report(&fields, header); break;
	case AT_TEXT_COMMAND: good = good && read_command(&fields, header); break;
	case AT_TEXT_PAGE: good = good && read_page(&fields, header); break;
	}
	return good ? SMSMODEM_OK : SMSMODEM_E_DATA;
}

/* --- <time-stamp>: yy/MM/dd,hh:mm:ss[+zz] (27.005 3.1) --- */

/* One to max digits, and then, behind blanks, one of the ends. */
static bool time_number(const char **text, int max, const char *ends, int low, int high, int *value)
{
	const char *at = *text + strspn(*text, " ");
	int digits = 0;

	*value = 0;
	for (; digits < max && ascii_isdigit((unsigned char)*at); digits++)
		*value = *value * 10 + (*at++ - '0');
	bool bounded = digits > 0 && !ascii_isdigit((unsigned char)*at);
	if (*ends) {
		const char *end = at + strspn(at, " ");
		/* a blank may itself be what stands between */
		bool blank = end > at && strchr(ends, ' ') && !strchr(ends, *end);
		bounded = bounded && (blank || (*end != '\0' && strchr(ends, *end)));
		at = blank ? end : end + bounded;
	}
	*text = at;
	return bounded && *value >= low && *value <= high;
}

/* Quarters of an hour (23.040 9.2.3.11). One that no clock on earth has is not told. */
static int time_zone(const char *text, int *quarters)
{
	int value;

	text += strspn(text, " ");
	*quarters = INT_MIN;
	if (*text == '\0')
		return SMSMODEM_OK;
	if (*text != '+' && *text != '-')
		return SMSMODEM_E_DATA;
	bool minus = *text++ == '-';
	if (!time_number(&text, 2, "", 0, 99, &value) || text[strspn(text, " ")] != '\0')
		return SMSMODEM_E_DATA;
	if (value <= 56)
		*quarters = minus ? -value : value;
	return SMSMODEM_OK;
}

/* Most have two digits of the year, Motorola four. */
static bool time_year(int *year)
{
	if (*year < 100)
		*year += *year < 90 ? 2000 : 1900;
	return *year >= 1990 && *year <= 2089;
}

int at_text_time(const char *text, struct at_clock *time)
{
	if (!time_number(&text, 4, "/-", 0, 9999, &time->year) || !time_year(&time->year) ||
	    !time_number(&text, 2, "/-", 1, 12, &time->month) ||
	    !time_number(&text, 2, ", ", 1, 31, &time->day) ||
	    !time_number(&text, 2, ":", 0, 23, &time->hour) ||
	    !time_number(&text, 2, ":", 0, 59, &time->minute) ||
	    !time_number(&text, 2, "", 0, 59, &time->second))
		return SMSMODEM_E_DATA;
	return time_zone(text, &time->quarters);
}
