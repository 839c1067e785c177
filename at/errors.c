/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ascii.h"
#include "at.h"
#include "errors_table.h"
#include <string.h>

/* What a code means for whoever wants to send: is it final, and what can be done. */
struct error_meaning {
	int code;
	int class;
	const char *advice;
};

#define SEE_PIN      "give the PIN with --pin-file"
#define SEE_PUK      "enter the PUK on a phone, or with AT+CPIN=\"PUK\",\"NEW PIN\""
#define SEE_NETWORK  "check antenna and reception with `smsmodem info`, then try again"
#define SEE_LATER    "try again later"
#define SEE_SIM      "check that the SIM is in and not worn out"
#define SEE_SIM_BUSY "the SIM is still starting; try again in some seconds"

static const struct error_meaning cms_meanings[] = {
	{1, SMSMODEM_E_REFUSED, "check the number"},
	{8, SMSMODEM_E_REFUSED, "the operator bars this; ask the operator"},
	{10, SMSMODEM_E_REFUSED, "a call barring is active, or the SIM may not send"},
	{21, SMSMODEM_E_REFUSED, "the message centre rejected it: check credit, number and SMSC"},
	{22, SMSMODEM_E_TEMPORARY, SEE_LATER},
	{27, SMSMODEM_E_TEMPORARY, SEE_LATER},
	{28, SMSMODEM_E_REFUSED, "the SIM is not known to the network"},
	{30, SMSMODEM_E_REFUSED, "check the number"},
	{38, SMSMODEM_E_TEMPORARY, SEE_LATER},
	{41, SMSMODEM_E_TEMPORARY, SEE_LATER},
	{42, SMSMODEM_E_TEMPORARY, SEE_LATER},
	{47, SMSMODEM_E_TEMPORARY, SEE_LATER},
	{50, SMSMODEM_E_REFUSED, "the subscription has no SMS; ask the operator"},
	{98, SMSMODEM_E_TEMPORARY, SEE_LATER},
	{192, SMSMODEM_E_TEMPORARY, SEE_LATER},
	{194, SMSMODEM_E_TEMPORARY, SEE_LATER},
	{195, SMSMODEM_E_REFUSED, "check the number"},
	{197, SMSMODEM_E_REFUSED, "the message centre has it already"},
	{198, SMSMODEM_E_REFUSED,
	 "the message centre takes no such validity; leave --validity out"},
	{199, SMSMODEM_E_REFUSED,
	 "the message centre takes no such validity; leave --validity out"},
	{208, SMSMODEM_E_TEMPORARY, "delete messages from the SIM"},
	{211, SMSMODEM_E_TEMPORARY, "delete messages from the phone"},
	{212, SMSMODEM_E_TEMPORARY, SEE_LATER},
	{256, SMSMODEM_E_TEMPORARY, SEE_LATER},
	{258, SMSMODEM_E_TEMPORARY, SEE_LATER},
	{301, SMSMODEM_E_TEMPORARY, SEE_LATER},
	{304, SMSMODEM_E_REFUSED,
	 "the phone dislikes the PDU: try without --validity, --report, --class"},
	{310, SMSMODEM_E_REFUSED, SEE_SIM},
	{311, SMSMODEM_E_PIN, SEE_PIN},
	{312, SMSMODEM_E_PIN, "the phone is locked to a SIM; enter its code"},
	{313, SMSMODEM_E_REFUSED, SEE_SIM},
	{314, SMSMODEM_E_TEMPORARY, SEE_SIM_BUSY},
	{316, SMSMODEM_E_PIN, SEE_PUK},
	{317, SMSMODEM_E_PIN, "enter PIN2 with AT+CPIN"},
	{318, SMSMODEM_E_PIN, "enter PUK2 with AT+CPIN"},
	{322, SMSMODEM_E_TEMPORARY, "delete messages from the phone"},
	{330, SMSMODEM_E_REFUSED,
	 "the SIM has no message centre number; give --smsc, or set it with AT+CSCA"},
	{331, SMSMODEM_E_TEMPORARY, SEE_NETWORK},
	{332, SMSMODEM_E_TEMPORARY, SEE_NETWORK},
	{500, SMSMODEM_E_REFUSED, "the phone gives no reason: check reception, credit and SMSC"},
	{512, SMSMODEM_E_TEMPORARY, SEE_LATER},
	{513, SMSMODEM_E_TEMPORARY, SEE_LATER},
	{514, SMSMODEM_E_TEMPORARY, SEE_LATER},
	{515, SMSMODEM_E_TEMPORARY, SEE_LATER},
	/* manufacturers' own, where the text leaves no doubt */
	{522, SMSMODEM_E_TEMPORARY, SEE_LATER},
	{532, SMSMODEM_E_TEMPORARY, SEE_SIM_BUSY},
	{535, SMSMODEM_E_TEMPORARY, SEE_LATER},
	{615, SMSMODEM_E_TEMPORARY, SEE_NETWORK},
	{616, SMSMODEM_E_TEMPORARY, SEE_NETWORK},
	{639, SMSMODEM_E_TEMPORARY, SEE_LATER},
	{640, SMSMODEM_E_TEMPORARY, SEE_LATER},
	{771, SMSMODEM_E_TEMPORARY, SEE_LATER},
};

static const struct error_meaning cme_meanings[] = {
	{2, SMSMODEM_E_TEMPORARY, SEE_LATER},
	{4, SMSMODEM_E_REFUSED, "this phone does not know the command"},
	{5, SMSMODEM_E_PIN, "the phone is locked to a SIM; enter its code"},
	{6, SMSMODEM_E_PIN, "the phone is locked to a SIM; enter its code"},
	{7, SMSMODEM_E_PIN, "the phone is locked to a SIM; enter its code"},
	{10, SMSMODEM_E_REFUSED, SEE_SIM},
	{11, SMSMODEM_E_PIN, SEE_PIN},
	{12, SMSMODEM_E_PIN, SEE_PUK},
	{13, SMSMODEM_E_REFUSED, SEE_SIM},
	{14, SMSMODEM_E_TEMPORARY, SEE_SIM_BUSY},
	{16, SMSMODEM_E_PIN, "correct the PIN; do not try until the PUK is wanted"},
	{17, SMSMODEM_E_PIN, "enter PIN2 with AT+CPIN"},
	{18, SMSMODEM_E_PIN, "enter PUK2 with AT+CPIN"},
	{30, SMSMODEM_E_TEMPORARY, SEE_NETWORK},
	{31, SMSMODEM_E_TEMPORARY, SEE_NETWORK},
	{32, SMSMODEM_E_TEMPORARY,
	 "only emergency calls: the SIM is not accepted here, or there is no reception"},
	{40, SMSMODEM_E_PIN, "the phone is locked to a network; enter its code"},
	{41, SMSMODEM_E_PIN, "the phone is locked to a network; enter its code"},
	{57, SMSMODEM_E_TEMPORARY, SEE_LATER},
	{116, SMSMODEM_E_TEMPORARY, SEE_LATER},
	{117, SMSMODEM_E_TEMPORARY, SEE_NETWORK},
	{122, SMSMODEM_E_TEMPORARY, SEE_LATER},
	{126, SMSMODEM_E_TEMPORARY, SEE_LATER},
};

static const char *text_of(const struct at_error_row *rows, size_t count, int code)
{
	size_t low = 0;

	while (low < count) {
		size_t middle = low + (count - low) / 2;
		if (rows[middle].code == code)
			return rows[middle].text;
		if (rows[middle].code < code)
			low = middle + 1;
		else
			count = middle;
	}
	return NULL;
}

/* In any case, and with the blanks that some modems put behind a result. */
static int code_of(const struct at_error_row *rows, size_t count, const char *text)
{
	size_t length = strlen(text);

	while (length > 0 && (text[length - 1] == ' ' || text[length - 1] == '\t'))
		length--;
	for (size_t i = 0; i < count; i++)
		if (strlen(rows[i].text) == length &&
		    ascii_ncasecmp(rows[i].text, text, length) == 0)
			return rows[i].code;
	return -1;
}

static const struct error_meaning *meaning_of(const struct error_meaning *rows, size_t count,
					      int code)
{
	for (size_t i = 0; i < count; i++)
		if (rows[i].code == code)
			return &rows[i];
	return NULL;
}

#define CMS_MEANING(code) \
	meaning_of(cms_meanings, sizeof cms_meanings / sizeof cms_meanings[0], code)
#define CME_MEANING(code) \
	meaning_of(cme_meanings, sizeof cme_meanings / sizeof cme_meanings[0], code)

const char *at_cms_text(int code)
{
	return text_of(at_cms_rows, AT_CMS_ROWS, code);
}

const char *at_cme_text(int code)
{
	return text_of(at_cme_rows, AT_CME_ROWS, code);
}

int at_cms_code(const char *text)
{
	return code_of(at_cms_rows, AT_CMS_ROWS, text);
}

int at_cme_code(const char *text)
{
	return code_of(at_cme_rows, AT_CME_ROWS, text);
}

const char *at_cms_advice(int code)
{
	const struct error_meaning *meaning = CMS_MEANING(code);

	return meaning ? meaning->advice : NULL;
}

const char *at_cme_advice(int code)
{
	const struct error_meaning *meaning = CME_MEANING(code);

	return meaning ? meaning->advice : NULL;
}

int at_cms_class(int code)
{
	const struct error_meaning *meaning = CMS_MEANING(code);

	return meaning ? meaning->class : SMSMODEM_E_REFUSED;
}

int at_cme_class(int code)
{
	const struct error_meaning *meaning = CME_MEANING(code);

	return meaning ? meaning->class : SMSMODEM_E_REFUSED;
}
