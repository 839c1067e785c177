/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Notifications of MMS (OMA-TS-MMS_ENC 6.2) from the options. */
#include "push.h"
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#define UTF_8          106
#define EXPIRY_SECONDS (7 * 86400)
#define NUMBER_SUFFIX  "/TYPE=PLMN" /* OMA-TS-MMS_ENC 8 */

/* One that another notification has would be taken for a repetition of it. */
static void random_transaction(char *text, size_t size)
{
	static const char letters[] = "0123456789ABCDEFGHJKLMNPQRSTUVWX";
	uint8_t octets[8] = {0};

	if (getrandom(octets, sizeof octets, GRND_NONBLOCK) < 0)
		octets[0] = 1;
	for (size_t i = 0; i < sizeof octets && i + 1 < size; i++)
		text[i] = letters[octets[i] % 32];
	text[sizeof octets] = '\0';
}

/* --- names and numbers --- */

struct names {
	enum push_option option;
	int first; /* what the first stands for */
	const char *name[5];
};

static const struct names classes = {
	PUSH_CLASS, 0, {"personal", "advertisement", "informational", "auto"}};
static const struct names priorities = {PUSH_PRIORITY, 0, {"low", "normal", "high"}};
static const struct names answers = {PUSH_DELIVERY_REPORT, 0, {"no", "yes"}};
static const struct names versions = {PUSH_MMS_VERSION, 0x10, {"1.0", "1.1", "1.2", "1.3"}};

/* @param[out] value stays as it is where the option was not given */
static int take_name(const struct push *push, const struct names *names, int *value,
		     struct smsmodem_error *error)
{
	const char *given = push->value[names->option];
	char list[80] = "";
	size_t used = 0;

	if (!given)
		return SMSMODEM_OK;
	for (int i = 0; names->name[i]; i++) {
		if (strcmp(given, names->name[i]) == 0) {
			*value = names->first + i;
			return SMSMODEM_OK;
		}
		used += (size_t)snprintf(list + used, sizeof list - used, "%s%s",
					 i == 0               ? ""
					 : names->name[i + 1] ? ", "
							      : " or ",
					 names->name[i]);
	}
	return smsmodem_error_set(error, SMSMODEM_E_USAGE, "--%s is %s, not \"%.40s\"",
				  push_options[names->option].name, list, given);
}

/* The name of a class that is none of the four; a number is rather meant as the SMS's. */
static const char *own_class(const struct push *push)
{
	const char *given = push->value[PUSH_CLASS];

	for (int i = 0; given && classes.name[i]; i++)
		if (strcmp(given, classes.name[i]) == 0)
			return NULL;
	return given && given[strspn(given, "0123456789")] ? given : NULL;
}

static int take_class(const struct push *push, struct smsmodem_mms_notification *notification,
		      struct smsmodem_error *error)
{
	int message_class = 0;

	notification->class_text = own_class(push);
	if (!notification->class_text && take_name(push, &classes, &message_class, error) < 0)
		return error->code;
	notification->message_class = (uint8_t)message_class;
	return SMSMODEM_OK;
}

static int take_names(const struct push *push, struct smsmodem_mms_notification *notification,
		      struct smsmodem_error *error)
{
	int version = 0x10;

	if (take_class(push, notification, error) < 0 ||
	    take_name(push, &versions, &version, error) < 0 ||
	    take_name(push, &priorities, &notification->priority, error) < 0 ||
	    take_name(push, &answers, &notification->delivery_report, error) < 0)
		return error->code;
	notification->version = (uint8_t)version;
	return SMSMODEM_OK;
}

/* "3d", or a date, which has hyphens. */
static int take_expiry(const struct push *push, struct smsmodem_mms_notification *notification,
		       struct smsmodem_error *error)
{
	const char *given = push->value[PUSH_EXPIRY];
	uint32_t seconds = EXPIRY_SECONDS;
	int64_t date = 0;

	notification->expiry_absolute = given && strchr(given, '-');
	if (notification->expiry_absolute && smsmodem_push_date(given, &date, error) < 0)
		return error->code;
	if (date < 0 ||
	    (given && !notification->expiry_absolute && !parse_duration(given, &seconds)))
		return smsmodem_error_set(error, SMSMODEM_E_DATA,
					  "--expiry is a length of time such as 12h, 3d or 2w, or "
					  "a date such as 2027-01-31T18:00:00Z, not \"%.40s\"",
					  given);
	notification->expiry = notification->expiry_absolute ? (uint64_t)date : seconds;
	return SMSMODEM_OK;
}

static int take_size(const struct push *push, struct smsmodem_mms_notification *notification,
		     struct smsmodem_error *error)
{
	const char *given = push->value[PUSH_SIZE];
	long octets = 0;

	if (given && !parse_number(given, 0, INT32_MAX, &octets))
		return smsmodem_error_set(error, SMSMODEM_E_USAGE,
					  "--size is octets, up to %ld, not \"%.40s\"",
					  (long)INT32_MAX, given);
	notification->size = (uint64_t)octets;
	return SMSMODEM_OK;
}

/* --- texts --- */

static bool is_ascii(const char *text)
{
	while (*text && (unsigned char)*text < 0x80)
		text++;
	return *text == '\0';
}

/* In the character set that was asked for, or as ASCII, or in UTF-8. */
static int take_string(const struct push *push, enum push_option option, const char *text,
		       char *room, size_t size, struct smsmodem_mms_string *string,
		       struct smsmodem_error *error)
{
	const char *name = push->value[PUSH_CHARSET];
	uint32_t charset = name ? smsmodem_charset_find(name) : UTF_8;

	if (charset == 0)
		return smsmodem_error_set(error, SMSMODEM_E_USAGE,
					  "--charset: no character set \"%.40s\" is known", name);
	if (is_ascii(text) && !(name && option == PUSH_SUBJECT)) {
		*string = (struct smsmodem_mms_string){text, strlen(text), 0};
		return SMSMODEM_OK;
	}
	int length = smsmodem_charset_encode(UTF_8, text, strlen(text), (uint8_t *)room, size);
	if (length < 0)
		return smsmodem_error_set(error, SMSMODEM_E_UTF8, "--%s is not UTF-8",
					  push_options[option].name);
	length = smsmodem_charset_encode(charset, text, strlen(text), (uint8_t *)room, size);
	if (length < 0)
		return smsmodem_error_set(
			error, SMSMODEM_E_TEXT, "--%s cannot be written in %s; use --charset utf-8",
			push_options[option].name, smsmodem_charset_name(charset));
	*string = (struct smsmodem_mms_string){room, (size_t)length, charset};
	return SMSMODEM_OK;
}

static bool is_number(const char *text)
{
	const char *digits = text + (*text == '+');

	return *digits != '\0' && digits[strspn(digits, "0123456789 -./()")] == '\0' &&
	       strpbrk(digits, "0123456789") != NULL;
}

/* A number gets its type, since else phones take it for an address of mail. */
static const char *sender(const char *from, char *room, size_t size)
{
	size_t used = 0;

	if (!is_number(from))
		return from;
	for (; *from && used + sizeof NUMBER_SUFFIX < size; from++)
		if (strchr("+0123456789", *from))
			room[used++] = *from;
	(void)snprintf(room + used, size - used, "%s", NUMBER_SUFFIX);
	return room;
}

static int take_texts(const struct push *push, struct smsmodem_mms_notification *notification,
		      char *room, size_t size, struct smsmodem_error *error)
{
	const char *from = push->value[PUSH_FROM];
	const char *subject = push->value[PUSH_NO_SUBJECT] ? NULL : push->value[PUSH_SUBJECT];

	notification->transaction = push->value[PUSH_TRANSACTION];
	notification->location = push->value[PUSH_LOCATION];
	notification->headers = push->mms_headers.item;
	notification->header_count = push->mms_headers.count;
	notification->hide_from = push->value[PUSH_INSERT_ADDRESS] != NULL;
	if (from && take_string(push, PUSH_FROM, sender(from, room, size / 2), room, size / 2,
				&notification->from, error) < 0)
		return error->code;
	return subject ? take_string(push, PUSH_SUBJECT, subject, room + size / 2, size / 2,
				     &notification->subject, error)
		       : SMSMODEM_OK;
}

int push_mms_prepare(struct push *push)
{
	int status = push_check_expiry(push, PUSH_EXPIRY);

	if (status == 0 && own_class(push))
		cli_note(push->cli, "--class is none of personal, advertisement, informational and "
				    "auto: it goes as text");
	if (status != 0 || push->value[PUSH_TRANSACTION])
		return status;
	random_transaction(push->transaction, sizeof push->transaction);
	push->value[PUSH_TRANSACTION] = push->transaction;
	if (push->cli->verbose)
		cli_note(push->cli, "transaction %s", push->transaction);
	return 0;
}

int push_mms(const struct push *push, uint8_t *datagram, size_t size, struct smsmodem_error *error)
{
	struct smsmodem_mms_notification notification = SMSMODEM_MMS_NOTIFICATION_INIT;
	struct smsmodem_push_envelope envelope;
	const char *from = push->value[PUSH_FROM], *subject = push->value[PUSH_SUBJECT];
	size_t length = (from ? strlen(from) : 0) + (subject ? strlen(subject) : 0);
	size_t room_size = 2 * (4 * length + 32); /* a half for each, of up to four octets each */
	char *room = malloc(room_size);

	if (!room)
		return smsmodem_error_set(error, SMSMODEM_E_MEMORY, "out of memory");
	int result = take_names(push, &notification, error);
	if (result == SMSMODEM_OK)
		result = take_expiry(push, &notification, error);
	if (result == SMSMODEM_OK)
		result = take_size(push, &notification, error);
	if (result == SMSMODEM_OK)
		result = take_texts(push, &notification, room, room_size, error);
	if (result == SMSMODEM_OK)
		result = push_envelope(push, &envelope, error);
	if (result == SMSMODEM_OK)
		result = smsmodem_push_mms(&envelope, &notification, datagram, size, error);
	free(room);
	return result;
}
