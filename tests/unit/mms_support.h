/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An MMS header as one line of text, for tests to compare. */
#ifndef MMS_SUPPORT_H
#define MMS_SUPPORT_H

#include "pdu_support.h"
#include <smsmodem/mms.h>

#define MMS_LINE_SIZE 4096

__attribute__((format(printf, 2, 3))) static inline void mms_print(char *line, const char *format,
								   ...)
{
	size_t used = strlen(line);
	va_list arguments;

	va_start(arguments, format);
	int count = vsnprintf(line + used, MMS_LINE_SIZE - used, format, arguments);
	va_end(arguments);
	assert_in_range(count, 0, MMS_LINE_SIZE - used - 1);
}

static inline void mms_print_octets(char *line, const uint8_t *octets, size_t length)
{
	mms_print(line, "0x");
	for (size_t i = 0; i < length; i++)
		mms_print(line, "%02X", octets[i]);
}

static inline void mms_print_text(char *line, const struct smsmodem_mms_field *field)
{
	if (field->token)
		mms_print(line, "%s ", field->token);
	mms_print(line, "'%.*s'", (int)field->length, (const char *)field->octets);
	if (field->charset)
		mms_print(line, "/%u", field->charset);
	if (field->number)
		mms_print(line, "*%llu", (unsigned long long)field->number);
}

/** "Subject='abc'/106", "X-Mms-Status=81 retrieved", "X-Mms-Expiry=+3600", "-0x7E=0x80" */
static inline void mms_print_field(char *line, const struct smsmodem_mms_field *field)
{
	unsigned long long number = field->number;

	if (field->name)
		mms_print(line, "%s=", field->name);
	else
		mms_print(line, "0x%02X=", (unsigned)field->code);
	switch (field->kind) {
	case SMSMODEM_MMS_TEXT: mms_print_text(line, field); break;
	case SMSMODEM_MMS_TOKEN:
		mms_print(line, "%llX %s", number, field->token ? field->token : "?");
		break;
	case SMSMODEM_MMS_NUMBER:
		mms_print(line, "%s%s%llu", field->token ? field->token : "",
			  field->token ? " " : "", number);
		break;
	case SMSMODEM_MMS_ABSOLUTE: mms_print(line, "@%llu", number); break;
	case SMSMODEM_MMS_RELATIVE: mms_print(line, "+%llu", number); break;
	case SMSMODEM_MMS_NOBODY: mms_print(line, "nobody"); break;
	case SMSMODEM_MMS_OCTETS: mms_print_octets(line, field->octets, field->length); break;
	}
}

/** All fields, and at the end nothing, " |" where a body follows, or " !offset" of a failure. */
static inline void mms_line(const uint8_t *octets, size_t length, char line[MMS_LINE_SIZE])
{
	struct smsmodem_mms_field field;
	struct smsmodem_error error;
	size_t position = 0;
	int result;

	line[0] = '\0';
	for (;;) {
		size_t before = position;

		result = smsmodem_mms_next(octets, length, &position, &field, &error);
		if (result <= 0)
			break;
		assert_int_equal(result, 1);
		assert_true(position > before && position <= length);
		assert_true(field.octets >= octets + before &&
			    field.octets + field.length <= octets + position);
		if (before > 0)
			mms_print(line, " ");
		mms_print_field(line, &field);
	}
	if (result == 0) {
		mms_print(line, "%s", position < length ? " |" : "");
		return;
	}
	assert_int_equal(result, SMSMODEM_E_PDU);
	assert_int_equal(error.code, SMSMODEM_E_PDU);
	assert_in_range(error.offset, position, length);
	assert_true(error.text[0]);
	mms_print(line, " !%ld", error.offset);
}

#endif
