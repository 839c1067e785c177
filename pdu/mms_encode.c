/* SPDX-License-Identifier: GPL-3.0-or-later */
/* M-Notification.ind (OMA-TS-MMS_ENC 6.2), each value as short as it can be. */
#include "mms.h"
#include <string.h>

#define ENCODE_VERSION_FIRST 0x10
#define ENCODE_VERSION_LAST  0x13
#define ENCODE_CLASS_LAST    3
#define ENCODE_PRIORITY_LAST 2

/* MIBenums (IANA) in which octets below 20 are control characters. */
enum {
	ENCODE_ASCII = 3,
	ENCODE_UTF8 = 106
};

/* UCS-2 and UCS-4, UTF-16, UTF-32: NUL is an octet like others there. */
static bool encode_is_wide(uint32_t charset)
{
	return charset == 1000 || charset == 1001 || (charset >= 1013 && charset <= 1015) ||
	       (charset >= 1017 && charset <= 1019);
}

/* Octets of ASCII from `first` on, which is a blank or what follows it. */
static size_t encode_printable(const char *text, size_t length, char first)
{
	size_t count = 0;

	while (count < length && text[count] >= first && text[count] < 0x7F)
		count++;
	return count;
}

static int encode_check_ascii(const char *text, const char *what, char first,
			      struct smsmodem_error *error)
{
	if (!text || !*text)
		return smsmodem_error_set(error, SMSMODEM_E_DATA,
					  "an MMS notification must have a %s: give one", what);
	size_t good = encode_printable(text, strlen(text), first);
	if (!text[good])
		return SMSMODEM_OK;
	smsmodem_error_set(error, SMSMODEM_E_DATA,
			   "the %s of an MMS notification may have ASCII without control "
			   "characters%s, which its character %zu is not: percent-encode it",
			   what, first > ' ' ? " and blanks" : "", good + 1);
	if (error)
		error->offset = (long)good;
	return SMSMODEM_E_DATA;
}

/* Octets up to the first that a text of this charset cannot have. */
static size_t encode_good(const struct smsmodem_mms_string *string)
{
	const char *text = string->octets;
	size_t length = string->length, count = 0;

	if (string->charset == 0)
		return encode_printable(text, length, ' ');
	if (string->charset != ENCODE_ASCII && string->charset != ENCODE_UTF8) {
		const char *end = length > 0 ? memchr(text, 0, length) : NULL;
		return end ? (size_t)(end - text) : length;
	}
	while (count < length && (uint8_t)text[count] >= ' ' && text[count] != 0x7F)
		count++;
	return count;
}

static int encode_check_string(const struct smsmodem_mms_string *string, const char *what,
			       struct smsmodem_error *error)
{
	size_t good = string->octets ? encode_good(string) : string->length;

	/* NUL ends a Text-string, whatever the length in front says (WAP-230-WSP 8.4.2.1). */
	if (string->octets && encode_is_wide(string->charset))
		return smsmodem_error_set(
			error, SMSMODEM_E_DATA,
			"the %s of an MMS notification cannot be of the character set %s, "
			"whose text has NUL octets, at which phones stop: use utf-8",
			what, smsmodem_charset_name(string->charset));
	if (good == string->length || !string->octets)
		return SMSMODEM_OK;
	smsmodem_error_set(
		error, SMSMODEM_E_DATA, "the %s of an MMS notification has %s at octet %zu%s", what,
		(uint8_t)string->octets[good] < ' ' || string->octets[good] == 0x7F
			? "a control character"
			: "a character that is not ASCII",
		good + 1, string->charset == 0 ? ": take it out, or say its charset" : "");
	if (error)
		error->offset = (long)good;
	return SMSMODEM_E_DATA;
}

static int encode_check_number(long value, long first, long last, const char *what,
			       struct smsmodem_error *error)
{
	if (value >= first && value <= last)
		return SMSMODEM_OK;
	return smsmodem_error_set(error, SMSMODEM_E_DATA,
				  "the %s of an MMS notification is %ld: it must be %ld to %ld",
				  what, value, first, last);
}

static int encode_check(const struct smsmodem_mms_notification *n, struct smsmodem_error *error)
{
	int result = encode_check_ascii(n->transaction, "transaction", ' ', error);

	if (result == SMSMODEM_OK)
		result = encode_check_number(n->version, ENCODE_VERSION_FIRST, ENCODE_VERSION_LAST,
					     "version", error);
	if (result == SMSMODEM_OK && !n->hide_from)
		result = encode_check_string(&n->from, "sender", error);
	if (result == SMSMODEM_OK)
		result = encode_check_string(&n->subject, "subject", error);
	if (result == SMSMODEM_OK)
		result = encode_check_number(n->delivery_report, -1, 1, "delivery report", error);
	if (result == SMSMODEM_OK)
		result =
			encode_check_number(n->message_class, 0, ENCODE_CLASS_LAST, "class", error);
	if (result == SMSMODEM_OK)
		result = encode_check_number(n->priority, -1, ENCODE_PRIORITY_LAST, "priority",
					     error);
	if (result == SMSMODEM_OK)
		result = encode_check_ascii(n->location, "location", ' ' + 1, error);
	return result;
}

static void encode_field(struct pdu_wsp_writer *writer, enum smsmodem_mms_code code)
{
	pdu_wsp_put_octet(writer, (uint8_t)(PDU_WSP_SHORT | code));
}

static void encode_token(struct pdu_wsp_writer *writer, enum smsmodem_mms_code code, unsigned value)
{
	encode_field(writer, code);
	pdu_wsp_put_octet(writer, (uint8_t)(PDU_WSP_SHORT | value));
}

static void encode_text(struct pdu_wsp_writer *writer, enum smsmodem_mms_code code,
			const char *text)
{
	encode_field(writer, code);
	pdu_wsp_put_text(writer, text, strlen(text));
}

static void encode_string(struct pdu_wsp_writer *writer, const struct smsmodem_mms_string *string)
{
	const struct pdu_wsp_string coded = {
		.octets = (const uint8_t *)string->octets,
		.length = string->length,
		.charset = string->charset,
	};

	pdu_wsp_put_encoded_string(writer, &coded);
}

static void encode_from(struct pdu_wsp_writer *writer, const struct smsmodem_mms_notification *n)
{
	if (!n->hide_from && !n->from.octets)
		return;
	encode_field(writer, SMSMODEM_MMS_FROM);
	size_t begin = pdu_wsp_value_begin(writer);
	if (n->hide_from) {
		pdu_wsp_put_octet(writer, PDU_MMS_INSERT_ADDRESS);
	} else {
		pdu_wsp_put_octet(writer, PDU_MMS_ADDRESS_PRESENT);
		encode_string(writer, &n->from);
	}
	pdu_wsp_value_end(writer, begin);
}

static void encode_expiry(struct pdu_wsp_writer *writer, const struct smsmodem_mms_notification *n)
{
	encode_field(writer, SMSMODEM_MMS_EXPIRY);
	pdu_mms_put_period(writer, n->expiry_absolute, n->expiry);
}

/* @return SMSMODEM_OK or SMSMODEM_E_DATA */
static int encode_class(struct pdu_wsp_writer *writer, const struct smsmodem_mms_notification *n,
			struct smsmodem_error *error)
{
	if (!n->class_text) {
		encode_token(writer, SMSMODEM_MMS_CLASS, n->message_class);
		return SMSMODEM_OK;
	}
	encode_field(writer, SMSMODEM_MMS_CLASS);
	return pdu_mms_put_class(writer, n->class_text, error);
}

/* @return likewise */
static int encode_headers(struct pdu_wsp_writer *writer, const struct smsmodem_mms_notification *n,
			  struct smsmodem_error *error)
{
	int result = SMSMODEM_OK;

	for (size_t i = 0; i < n->header_count && result == SMSMODEM_OK; i++)
		result = pdu_mms_put_header(writer, n->headers[i], error);
	return result;
}

/* Whether they can be written is known when they are, here to nowhere. */
static int encode_check_more(const struct smsmodem_mms_notification *n,
			     struct smsmodem_error *error)
{
	struct pdu_wsp_writer nowhere = pdu_wsp_writer(NULL, 0);
	int result = encode_class(&nowhere, n, error);

	return result == SMSMODEM_OK ? encode_headers(&nowhere, n, error) : result;
}

int smsmodem_mms_encode(const struct smsmodem_mms_notification *notification, uint8_t *octets,
			size_t size, struct smsmodem_error *error)
{
	const struct smsmodem_mms_notification *n = notification;
	struct pdu_wsp_writer writer = pdu_wsp_writer(octets, size);
	int result = encode_check(n, error);

	if (result == SMSMODEM_OK)
		result = encode_check_more(n, error);
	if (result < 0)
		return result;
	encode_token(&writer, SMSMODEM_MMS_TYPE, SMSMODEM_MMS_NOTIFICATION_IND);
	encode_text(&writer, SMSMODEM_MMS_TRANSACTION, n->transaction);
	encode_token(&writer, SMSMODEM_MMS_VERSION, n->version);
	encode_from(&writer, n);
	if (n->subject.octets) {
		encode_field(&writer, SMSMODEM_MMS_SUBJECT);
		encode_string(&writer, &n->subject);
	}
	if (n->delivery_report >= 0)
		encode_token(&writer, SMSMODEM_MMS_DELIVERY_REPORT, !n->delivery_report);
	(void)encode_class(&writer, n, NULL);
	if (n->priority >= 0)
		encode_token(&writer, SMSMODEM_MMS_PRIORITY, (unsigned)n->priority);
	encode_field(&writer, SMSMODEM_MMS_SIZE);
	pdu_wsp_put_long(&writer, n->size);
	encode_expiry(&writer, n);
	encode_text(&writer, SMSMODEM_MMS_CONTENT_LOCATION, n->location);
	(void)encode_headers(&writer, n, NULL);
	result = pdu_wsp_written(&writer);
	return result >= 0 ? result
			   : smsmodem_error_set(error, SMSMODEM_E_SPACE,
						"an MMS notification of %zu octets does not fit "
						"into %zu: shorten its texts",
						writer.used, size);
}
