/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The fields of a multimedia message's header (OMA-TS-MMS_ENC 7). */
#include "push_private.h"
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#define KEY_SIZE 64

/* Those that have a key of their own; the others have their name. */
static const struct mms_row {
	int code;
	struct push_label label;
} rows[] = {
	{SMSMODEM_MMS_TYPE, {"message_type", "message type", false}},
	{SMSMODEM_MMS_TRANSACTION, {"transaction", "transaction", false}},
	{SMSMODEM_MMS_VERSION, {"version", "MMS version", false}},
	{SMSMODEM_MMS_FROM, {"from", "sender", false}},
	{SMSMODEM_MMS_TO, {"to", "recipient", false}},
	{SMSMODEM_MMS_SUBJECT, {"subject", "subject", false}},
	{SMSMODEM_MMS_CLASS, {"class", "class", false}},
	{SMSMODEM_MMS_SIZE, {"size", "size", false}},
	{SMSMODEM_MMS_EXPIRY, {"expiry", "expires", false}},
	{SMSMODEM_MMS_CONTENT_LOCATION, {"location", "URL", false}},
	{SMSMODEM_MMS_DELIVERY_REPORT, {"delivery_report", "delivery report", false}},
	{SMSMODEM_MMS_PRIORITY, {"priority", "priority", false}},
	{SMSMODEM_MMS_MESSAGE_ID, {"message_id", "message", false}},
	{SMSMODEM_MMS_STATUS, {"status", "status", false}},
	{SMSMODEM_MMS_READ_STATUS, {"read_status", "read status", false}},
	{SMSMODEM_MMS_DATE, {"date", "date", false}},
};

/* "X-Mms-Reply-Charging-Size" to "reply_charging_size". */
static char *key_of(struct smsmodem_push *push, const char *name)
{
	size_t prefix = strncasecmp(name, "X-Mms-", 6) == 0 ? 6 : 0, i = 0;
	char *key = push_room(push, KEY_SIZE);

	for (name += prefix; key && name[i] && i < KEY_SIZE - 1; i++)
		key[i] = isalnum((unsigned char)name[i]) ? (char)tolower((unsigned char)name[i])
							 : '_';
	if (key)
		key[i] = '\0';
	return key;
}

static struct push_label label_of(struct smsmodem_push *push,
				  const struct smsmodem_mms_field *field)
{
	struct push_label label = {NULL, field->name, false};
	char name[16];

	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
		if (rows[i].code == field->code)
			return rows[i].label;
	(void)snprintf(name, sizeof name, "field_%02X", (unsigned)field->code & 0x7F);
	label.key = key_of(push, field->name ? field->name : name);
	return label;
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

/* A date that nobody means is left as a number. */
static void put_date(struct smsmodem_push *push, struct push_label label, uint64_t seconds)
{
	int64_t year, rest = (int64_t)(seconds % 86400);
	int month, day;
	char text[32];

	if (seconds > UINT64_C(253402300799)) { /* the end of 9999 */
		push_put_number(push, label, seconds > INT64_MAX ? INT64_MAX : (int64_t)seconds);
		return;
	}
	date_of((int64_t)(seconds / 86400), &year, &month, &day);
	int length = snprintf(text, sizeof text, "%04d-%02d-%02dT%02d:%02d:%02dZ", (int)year, month,
			      day, (int)(rest / 3600), (int)(rest / 60 % 60), (int)(rest % 60));
	push_put_text(push, label, 0, text, (size_t)length);
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

static void put_token(struct smsmodem_push *push, struct push_label label,
		      const struct smsmodem_mms_field *field)
{
	const char *token = field->token;

	if (!token)
		put_number(push, label, field->number);
	else if (strcasecmp(token, "yes") == 0 || strcasecmp(token, "no") == 0)
		push_put_flag(push, label, strcasecmp(token, "yes") == 0);
	else
		push_put_string(push, label, token);
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

/* What a sender named itself has no key, or it could be taken for another's. */
static void take_named(struct smsmodem_push *push, const struct smsmodem_mms_field *field)
{
	push_put_header(push, push_keep(push, 0, field->name, strlen(field->name)),
			push_keep(push, field->charset, field->octets, field->length));
}

static void take_field(struct smsmodem_push *push, const struct smsmodem_mms_field *field)
{
	struct push_label label = label_of(push, field);

	if (!label.key)
		return;
	if (smsmodem_push_find(push, label.key))
		push_problem(push, "its field %s is there twice; the first counts",
			     label.name ? label.name : label.key);
	put_field(push, label, field);
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
	if (result < 0)
		push_problem(push, "%s", error.text);
}
