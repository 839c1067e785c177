/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <smsmodem/error.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

struct code_row {
	int code;
	int exit;
	const char *name;
};

static const struct code_row code_rows[] = {
	{SMSMODEM_OK, 0, "ok"},
	{SMSMODEM_E_REFUSED, 1, "refused"},
	{SMSMODEM_E_UNKNOWN, 2, "unknown"},
	{SMSMODEM_E_PARTIAL, 3, "partial"},
	{SMSMODEM_E_USAGE, 64, "usage"},
	{SMSMODEM_E_PDU, 65, "pdu"},
	{SMSMODEM_E_NUMBER, 65, "number"},
	{SMSMODEM_E_UTF8, 65, "utf8"},
	{SMSMODEM_E_TEXT, 65, "text"},
	{SMSMODEM_E_DATA, 65, "data"},
	{SMSMODEM_E_NOINPUT, 66, "noinput"},
	{SMSMODEM_E_NODEVICE, 69, "nodevice"},
	{SMSMODEM_E_BUSY, 69, "busy"},
	{SMSMODEM_E_NOMODEM, 69, "nomodem"},
	{SMSMODEM_E_BUG, 70, "bug"},
	{SMSMODEM_E_SPACE, 70, "space"},
	{SMSMODEM_E_LINK, 74, "link"},
	{SMSMODEM_E_OUTPUT, 74, "output"},
	{SMSMODEM_E_TEMPORARY, 75, "temporary"},
	{SMSMODEM_E_TIMEOUT, 75, "timeout"},
	{SMSMODEM_E_CANCELLED, 75, "cancelled"},
	{SMSMODEM_E_MEMORY, 75, "memory"},
	{SMSMODEM_E_PERMISSION, 77, "permission"},
	{SMSMODEM_E_PIN, 77, "pin"},
	{SMSMODEM_E_CONFIG, 78, "config"},
};

static const struct code_row *code_find(int code)
{
	static const struct code_row bug = {SMSMODEM_E_BUG, 70, "bug"};

	for (size_t i = 0; i < sizeof code_rows / sizeof code_rows[0]; i++)
		if (code_rows[i].code == code)
			return &code_rows[i];
	return &bug;
}

const char *smsmodem_code_name(int code)
{
	return code_find(code)->name;
}

int smsmodem_code_exit(int code)
{
	return code_find(code)->exit;
}

/* A text that was cut ends with a whole character of UTF-8. */
static void drop_half_character(char *text)
{
	size_t length = strlen(text), start = length;

	while (start > 0 && ((unsigned char)text[start - 1] & 0xC0) == 0x80)
		start--;
	if (start > 0 && ((unsigned char)text[start - 1] & 0xC0) == 0xC0)
		text[start - 1] = '\0';
}

int smsmodem_error_set(struct smsmodem_error *error, int code, const char *format, ...)
{
	va_list arguments;

	if (!error)
		return code;
	*error = (struct smsmodem_error){.code = code, .cms = -1, .cme = -1, .offset = -1};
	va_start(arguments, format);
	int length = vsnprintf(error->text, sizeof error->text, format, arguments);
	va_end(arguments);
	if (length < 0)
		error->text[0] = '\0';
	if (length >= (int)sizeof error->text)
		drop_half_character(error->text);
	for (char *c = error->text; *c; c++)
		if ((unsigned char)*c < 0x20 || *c == 0x7F)
			*c = '?';
	return code;
}
