/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A phone without PDU mode, and its messages in text mode (27.005 3.2.3, 3.3.2). It is set to the
 * character set that gives a text in one line, and to show all that it has of a header.
 */
#include "storage.h"
#include <stdio.h>
#include <string.h>

/*
 * The first that the phone has. In those behind HEX a text has its own line ends; in GSM its '@' is
 * a NUL, which is noise on the wire.
 */
static const enum phone_charset charsets[] = {
	PHONE_CHARSET_UCS2,   PHONE_CHARSET_HEX, PHONE_CHARSET_UTF8,
	PHONE_CHARSET_LATIN1, PHONE_CHARSET_IRA, PHONE_CHARSET_GSM,
};

/* The present one, also if it is none that is known here. */
static int keep_charset(struct storage *storage, struct smsmodem_error *error)
{
	struct session *session = &storage->modem->session;
	struct at_cursor cursor;
	char name[64];
	int result = phone_charset_ask(session, &storage->charset, error);
	const char *line = session_find(session, "+CSCS:");

	if (result < 0 || !line || !at_cursor_begin(&cursor, line, "+CSCS") ||
	    !at_cursor_string(&cursor, name, sizeof name) || strchr(name, '"'))
		return result;
	(void)snprintf(storage->restore[0], sizeof storage->restore[0], "AT+CSCS=\"%s\"", name);
	return SMSMODEM_OK;
}

static int choose_charset(struct storage *storage, struct smsmodem_error *error)
{
	struct session *session = &storage->modem->session;
	int result = keep_charset(storage, error);

	for (size_t i = 0; i < sizeof charsets / sizeof charsets[0] && result == SMSMODEM_OK; i++) {
		if (storage->charset == charsets[i])
			break;
		result = phone_charset_set(session, charsets[i], error);
		if (result == SMSMODEM_OK) {
			storage->charset = charsets[i];
			return SMSMODEM_OK;
		}
		result = storage_fatal(result) ? result : SMSMODEM_OK;
	}
	storage->restore[0][0] = '\0'; /* it is still what it was */
	return result;
}

static int show_details(struct storage *storage, struct smsmodem_error *error)
{
	struct session *session = &storage->modem->session;
	struct at_cursor cursor;
	int shown = 1;
	int result = session_ask(session, "AT+CSDH?", 0, error);
	const char *line = session_find(session, "+CSDH:");

	if (storage_fatal(result))
		return result;
	if (line && at_cursor_begin(&cursor, line, "+CSDH") &&
	    at_cursor_number(&cursor, &shown, 1) && shown == 0)
		(void)snprintf(storage->restore[1], sizeof storage->restore[1], "AT+CSDH=0");
	result = session_ask(session, "AT+CSDH=1", 0, error);
	return storage_fatal(result) ? result : SMSMODEM_OK;
}

int storage_text_begin(struct storage *storage, struct smsmodem_error *error)
{
	struct session *session = &storage->modem->session;
	struct smsmodem_error own;
	int result = session_ask(session, "AT+CMGF=1", 0, &own);

	if (result < 0 && !storage_fatal(result))
		return SMSMODEM_E_REFUSED; /* why is in error */
	storage->text = true;
	if (result == SMSMODEM_OK)
		result = show_details(storage, &own);
	if (result == SMSMODEM_OK)
		result = choose_charset(storage, &own);
	return result < 0 ? smsmodem_error_set(error, result, "%s", own.text) : SMSMODEM_OK;
}
