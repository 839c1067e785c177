/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The message centre of the SIM (+CSCA, 27.005 3.3.1). */
#include "modem_private.h"
#include "pdu.h"
#include <smsmodem/phone.h>
#include <stdio.h>
#include <string.h>

#define DIGITS_MIN 3 /* service numbers have as many; what is shorter nobody can send through */

static int smsc_ask(struct smsmodem *modem, char number[SMSMODEM_NUMBER_SIZE],
		    struct smsmodem_error *error)
{
	int result = session_ask(&modem->session, "AT+CSCA?", 0, error);
	const char *line = session_find(&modem->session, "+CSCA:");

	number[0] = '\0';
	if (result < 0)
		return result;
	if (!line || at_reply_csca(line, number, SMSMODEM_NUMBER_SIZE) < 0)
		return smsmodem_error_set(error, SMSMODEM_E_DATA,
					  "the phone's answer to AT+CSCA? is no number: %.80s",
					  line ? line : "nothing");
	return SMSMODEM_OK;
}

int smsmodem_smsc(struct smsmodem *modem, char number[SMSMODEM_NUMBER_SIZE],
		  struct smsmodem_error *error)
{
	int result = phone_prepare(modem, error);

	number[0] = '\0';
	return result < 0 ? result : smsc_ask(modem, number, error);
}

/* A phone that another program left in UCS2 wants the number so, too. */
static int smsc_say(struct smsmodem *modem, const struct smsmodem_address *address,
		    struct smsmodem_error *error)
{
	char digits[4 * SMSMODEM_ADDRESS_SIZE + 1], line[sizeof digits + 32];

	(void)snprintf(line, sizeof line, "AT+CSCA=\"%s\",%d", address->text, address->toa);
	int result = session_ask(&modem->session, line, 0, error);
	if (result != SMSMODEM_E_REFUSED)
		return result;
	const struct smsmodem_error refusal = error ? *error : (struct smsmodem_error){0};
	enum phone_charset charset;
	if (phone_charset_ask(&modem->session, &charset, NULL) < 0 ||
	    charset != PHONE_CHARSET_UCS2 ||
	    phone_text_encode(charset, address->text, digits, sizeof digits) < 0) {
		if (error)
			*error = refusal;
		return result;
	}
	(void)snprintf(line, sizeof line, "AT+CSCA=\"%s\",%d", digits, address->toa);
	return session_ask(&modem->session, line, 0, error);
}

int smsmodem_set_smsc(struct smsmodem *modem, const char *number, struct smsmodem_error *error)
{
	struct smsmodem_address address;
	char now[SMSMODEM_NUMBER_SIZE] = "";
	int result = pdu_address_parse(number, &address, error);

	if (result == SMSMODEM_OK && strlen(address.text) - (address.text[0] == '+') < DIGITS_MIN)
		result = smsmodem_error_set(error, SMSMODEM_E_NUMBER,
					    "\"%.40s\" is no message centre: its number has at "
					    "least %d digits",
					    number, DIGITS_MIN);
	if (result == SMSMODEM_OK)
		result = phone_prepare(modem, error);
	if (result == SMSMODEM_OK)
		result = smsc_say(modem, &address, error);
	if (result == SMSMODEM_OK)
		result = smsc_ask(modem, now, error);
	if (result < 0)
		return result;
	const char *wanted = address.text + (address.text[0] == '+');
	if (strcmp(wanted, now + (now[0] == '+')) == 0)
		return SMSMODEM_OK;
	return smsmodem_error_set(
		error, SMSMODEM_E_REFUSED,
		"the phone said OK to the new message centre and keeps the old one, "
		"%.40s: some operators' SIMs let nobody change it",
		now[0] ? now : "none");
}
