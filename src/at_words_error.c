/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What +CMS ERROR and +CME ERROR mean, and what to try at a terminal. */
#include "at_words.h"
#include <stdlib.h>
#include <string.h>

struct advice_row {
	bool cms;
	int code;
	const char *advice;
};

/* Where at_cms_advice and at_cme_advice speak to who sends with this program, or say nothing. */
static const struct advice_row advice_rows[] = {
	{true, 198, "the message centre takes no such validity (TP-VP): leave it out"},
	{true, 199, "the message centre takes no such validity (TP-VP): leave it out"},
	{true, 301, "AT+CSMS? tells which message services the phone has"},
	{true, 302,
	 "try again when the phone has started; AT+CPIN? and AT+CREG? tell whether it has"},
	{true, 303, "this phone cannot do that"},
	{true, 304, "the length of AT+CMGS= counts the octets of the PDU without its SMSC address"},
	{true, 305,
	 "AT+CMGF? tells the mode: in PDU mode (0) AT+CMGS= takes a length, in text mode "
	 "(1) a number"},
	{true, 311, "enter it with AT+CPIN=\"PIN\"; AT+CPINR tells the attempts left"},
	{true, 312, "the phone is locked to a SIM: enter its code with AT+CPIN"},
	{true, 320, "try again; AT+CPMS? tells the memories"},
	{true, 321, "AT+CMGL=4, in text mode AT+CMGL=\"ALL\", lists what is there"},
	{true, 330, "AT+CSCA? tells the message centre, and AT+CSCA=\"+...\" sets it"},
	{true, 331, "check antenna and reception: AT+CSQ, AT+CREG?"},
	{true, 332, "check antenna and reception: AT+CSQ, AT+CREG?"},
	{true, 340, "AT+CNMA is for messages that came with +CMT or +CDS under AT+CSMS=1"},
	{false, 3, "try again when the phone has started; AT+CPAS and AT+CPIN? tell its state"},
	{false, 11, "enter it with AT+CPIN=\"PIN\"; AT+CPINR tells the attempts left"},
	{false, 16, "AT+CPINR tells the attempts left; do not try until the PUK is wanted"},
	{false, 20, "delete some entries"},
	{false, 21, "the test form, with =?, tells which there are"},
	{false, 22, "there is nothing at that place"},
	{false, 24, "the test form, with =?, tells how long it may be"},
	{false, 25, "AT+CSCS? tells the character set"},
	{false, 26, "AT+CSCS? tells the character set"},
	{false, 30, "check antenna and reception: AT+CSQ, AT+CREG?"},
	{false, 31, "check antenna and reception: AT+CSQ, AT+CREG?"},
	{false, 50, "the test form, with =?, tells what is allowed"},
	{false, 100, "the phone gives no reason; AT+CEER may"},
	{false, 103, "the network does not accept this phone"},
	{false, 106, "the network does not accept this SIM"},
	{false, 107, "the subscription has no packet service, or not here"},
	{false, 111, "this network may not be used: AT+COPS=? lists others"},
	{false, 112, "not allowed in this place; try another network"},
	{false, 113, "roaming is not allowed in this place"},
	{false, 133, "the subscription lacks this, or the APN is wrong: AT+CGDCONT?"},
	{false, 148, "the phone gives no reason; check the APN with AT+CGDCONT?"},
	{false, 149, "user name or password of the packet service is wrong"},
};

static const char *advice_of(bool cms, int code)
{
	for (size_t i = 0; i < sizeof advice_rows / sizeof advice_rows[0]; i++)
		if (advice_rows[i].cms == cms && advice_rows[i].code == code)
			return advice_rows[i].advice;
	return cms ? at_cms_advice(code) : at_cme_advice(code);
}

/* Codes from 512 on are the manufacturers' own (27.005 3.2.5). */
static const char *text_of(bool cms, int code)
{
	const char *text = cms ? at_cms_text(code) : at_cme_text(code);

	return !text && cms && code >= 512 ? "an error of this manufacturer's own" : text;
}

bool words_error(bool cms, const char *text, struct words *words)
{
	char *end;

	text += strspn(text, " \t");
	long number = strtol(text, &end, 10);
	bool coded = end != text && end[strspn(end, " \t")] == '\0';
	if (coded && (number < 0 || number > 65535))
		return false;
	int code = coded ? (int)number : cms ? at_cms_code(text) : at_cme_code(text);
	const char *meaning = coded ? text_of(cms, code) : NULL;
	const char *advice = advice_of(cms, code);
	if (meaning)
		words_add(words, "%s", meaning);
	if (advice)
		words_also(words, ": ", advice);
	return words->length > 0;
}
