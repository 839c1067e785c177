/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The fields of a multimedia message's header (OMA-TS-MMS_ENC 7). */
#include "ascii.h"
#include "push_private.h"
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#define KEY_SIZE  64
#define DATE_SIZE 32

/* Those that have a key of their own; the others have their name. Each key is always of one kind.
 */
static const struct mms_row {
	int code;
	struct push_label label;
	enum {
		ROW_TEXT,
		ROW_NUMBER,
		ROW_FLAG,
		ROW_LIST /* texts in one (OMA-TS-MMS_ENC 7.3.1, 7.3.3, 7.3.49) */
	} kind;
} rows[] = {
	{SMSMODEM_MMS_TYPE, {"message_type", "message type", false}, ROW_TEXT},
	{SMSMODEM_MMS_TRANSACTION, {"transaction", "transaction", false}, ROW_TEXT},
	{SMSMODEM_MMS_VERSION, {"version", "MMS version", false}, ROW_TEXT},
	{SMSMODEM_MMS_FROM, {"from", "sender", false}, ROW_TEXT},
	{SMSMODEM_MMS_TO, {"to", "recipient", false}, ROW_LIST},
	{0x01, {NULL, "Bcc", false}, ROW_LIST},
	{0x02, {NULL, "Cc", false}, ROW_LIST},
	{0x20, {NULL, "X-Mms-Previously-Sent-By", false}, ROW_LIST},
	{0x21, {NULL, "X-Mms-Previously-Sent-Date", false}, ROW_LIST},
	{SMSMODEM_MMS_SUBJECT, {"subject", "subject", false}, ROW_TEXT},
	{SMSMODEM_MMS_CLASS, {"class", "class", false}, ROW_TEXT},
	{SMSMODEM_MMS_SIZE, {"size", "size", false}, ROW_NUMBER},
	{SMSMODEM_MMS_EXPIRY, {"expiry", "expires", false}, ROW_TEXT},
	{SMSMODEM_MMS_CONTENT_LOCATION, {"location", "URL", false}, ROW_TEXT},
	{SMSMODEM_MMS_DELIVERY_REPORT, {"delivery_report", "delivery report", false}, ROW_FLAG},
	{SMSMODEM_MMS_PRIORITY, {"priority", "priority", false}, ROW_TEXT},
	{SMSMODEM_MMS_MESSAGE_ID, {"message_id", "message", false}, ROW_TEXT},
	{SMSMODEM_MMS_STATUS, {"status", "status", false}, ROW_TEXT},
	{SMSMODEM_MMS_READ_STATUS, {"read_status", "read status", false}, ROW_TEXT},
	{SMSMODEM_MMS_DATE, {"date", "date", false}, ROW_TEXT},
};

/* "X-Mms-Reply-Charging-Size" to "reply_charging_size". */
static char *key_of(struct smsmodem_push *push, const char *name)
{
	size_t prefix = ascii_ncasecmp(name, "X-Mms-", 6) == 0 ? 6 : 0, i = 0;
	char *key = push_room(push, KEY_SIZE);

	for (name += prefix; key && name[i] && i < KEY_SIZE - 1; i++) {
		unsigned char c = (unsigned char)name[i];

		key[i] = '_';
		if (ascii_isalnum(c))
			key[i] = (char)ascii_tolower(c);
	}
	if (key)
		key[i] = '\0';
	return key;
}

static struct mms_row row_of(struct smsmodem_push *push, const struct smsmodem_mms_field *field)
{
	struct mms_row row = {field->code, {NULL, field->name, false}, ROW_TEXT};
	char name[16];

	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
		if (rows[i].code == field->code)
			row = rows[i];
	(void)snprintf(name, sizeof name, "field_%02X", (unsigned)field->code & 0x7F);
	if (!row.label.key)
		row.label.key = key_of(push, field->name ? field->name : name);
	return row;
}

/* Days since 1970 to a date (proleptic Gregorian; years of 400 begin in March). */
static void date_of(int64_t days, int64_t *year, int *month, int *day)
{
	int64_t z = days + 719468;
	int64_t era = z / 146097, doe = z % 146097;
	int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	int64_t mp = (5 * doy + 2) / 153;

	*day = (int)(doy - (153 * mp + 2) / 5) + 1;
	*month = (int)(mp < 10 ? mp + 3 : mp - 9);
	*year = yoe + era * 400 + (*month <= 2);
}

/* One that nobody means is left as its number. */
static const char *date_text(uint64_t seconds, char text[DATE_SIZE])
{
	int64_t year, rest = (int64_t)(seconds % 86400);
	int month, day;

	if (seconds > UINT64_C(253402300799)) { /* the end of 9999 */
		(void)snprintf(text, DATE_SIZE, "%" PRIu64, seconds);
		return text;
	}
	date_of((int64_t)(seconds / 86400), &year, &month, &day);
	(void)snprintf(text, DATE_SIZE, "%04d-%02d-%02dT%02d:%02d:%02dZ", (int)year, month, day,
		       (int)(rest / 3600), (int)(rest / 60 % 60), (int)(rest % 60));
	return text;
}

static void put_date(struct smsmodem_push *push, struct push_label label, uint64_t seconds)
{
	char text[DATE_SIZE];

	(void)date_text(seconds, text);
	push_put_text(push, label, 0, text, strlen(text));
}

static void put_number(struct smsmodem_push *push, struct push_label label, uint64_t number)
{
	push_put_number(push, label, number > INT64_MAX ? INT64_MAX : (int64_t)number);
}

/* The same key with what it counts. */
static void put_seconds(struct smsmodem_push *push, struct push_label label, uint64_t seconds)
{
	char *key = push_room(push, KEY_SIZE + 8);

	if (!key)
		return;
	(void)snprintf(key, KEY_SIZE + 8, "%.63s_seconds", label.key);
	if (strcmp(key, "expiry_seconds") == 0)
		label.name = "expires in";
	label.key = key;
	put_number(push, label, seconds);
}

/* One that nobody assigned by its octet; of a version the highest bit was taken away. */
static void put_token(struct smsmodem_push *push, struct push_label label,
		      const struct smsmodem_mms_field *field)
{
	const char *token = field->token;
	char number[8];

	if (!token) {
		int count = snprintf(number, sizeof number, "0x%02X",
				     (unsigned)(field->number & 0x7F) | 0x80U);
		push_put_text(push, label, 0, number, (size_t)count);
	} else if (ascii_casecmp(token, "yes") == 0 || ascii_casecmp(token, "no") == 0) {
		push_put_flag(push, label, ascii_casecmp(token, "yes") == 0);
	} else {
		push_put_string(push, label, token);
	}
}

static void put_field(struct smsmodem_push *push, struct push_label label,
		      const struct smsmodem_mms_field *field)
{
	switch (field->kind) {
	case SMSMODEM_MMS_TEXT:
		push_put_text(push, label, field->charset, field->octets, field->length);
		break;
	case SMSMODEM_MMS_TOKEN: put_token(push, label, field); break;
	case SMSMODEM_MMS_NUMBER: put_number(push, label, field->number); break;
	case SMSMODEM_MMS_ABSOLUTE: put_date(push, label, field->number); break;
	case SMSMODEM_MMS_RELATIVE: put_seconds(push, label, field->number); break;
	case SMSMODEM_MMS_NOBODY:
		push_put_flag(push,
			      (struct push_label){"from_inserted", "sender to be inserted", false},
			      true);
		break;
	case SMSMODEM_MMS_OCTETS: push_put_hex(push, label, field->octets, field->length); break;
	}
}

/* Whether a value is of the kind that its key always has. */
static bool fits(const struct mms_row *row, const struct smsmodem_mms_field *field)
{
	switch (row->kind) {
	case ROW_NUMBER: return field->kind == SMSMODEM_MMS_NUMBER;
	case ROW_FLAG: return field->kind == SMSMODEM_MMS_TOKEN && field->token;
	case ROW_TEXT:
	case ROW_LIST: break;
	}
	return true;
}

/* What a sender named itself has no key, or it could be taken for another's. */
static void take_named(struct smsmodem_push *push, const struct smsmodem_mms_field *field)
{
	push_put_header(push, push_keep(push, 0, field->name, strlen(field->name)),
			push_keep(push, field->charset, field->octets, field->length));
}

static void take_field(struct smsmodem_push *push, const struct smsmodem_mms_field *field)
{
	struct mms_row row = row_of(push, field);
	const char *name = row.label.name ? row.label.name : row.label.key;

	if (!row.label.key)
		return;
	if (!fits(&row, field)) {
		push_problem(push, "the value of its field %s has not the form of one", name);
		return;
	}
	if (!smsmodem_push_find(push, row.label.key)) {
		put_field(push, row.label, field);
	} else if (row.kind != ROW_LIST) {
		push_problem(push, "its field %s is there twice; the first counts", name);
	} else if (field->kind == SMSMODEM_MMS_TEXT) {
		const char *text = push_keep(push, field->charset, field->octets, field->length);
		if (text)
			push_join_text(push, row.label, text);
	} else if (field->kind == SMSMODEM_MMS_ABSOLUTE) {
		char date[DATE_SIZE];

		push_join_text(push, row.label, date_text(field->number, date));
	}
}

void push_read_mms(struct smsmodem_push *push)
{
	struct smsmodem_mms_field field;
	struct smsmodem_error error;
	size_t position = 0;
	int result = 1;

	while (push->fields.count < PUSH_FIELDS_MAX && !push->out_of_memory &&
	       (result = smsmodem_mms_next(push->body, push->body_len, &position, &field, &error)) >
		       0) {
		if (field.code < 0)
			take_named(push, &field);
		else
			take_field(push, &field);
	}
	if (result < 0 && field.kind == SMSMODEM_MMS_TEXT && field.code >= 0)
		take_field(push, &field); /* what there is of it */
	if (result < 0)
		push_problem(push, "%s", error.text);
	else if (result == 0 && position < push->body_len)
		push_put_body(push, push->body + position + 1, push->body_len - position - 1);
}
