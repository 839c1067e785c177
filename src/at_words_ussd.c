/* SPDX-License-Identifier: GPL-3.0-or-later */
/* USSD: +CUSD: <m>[,<str>,<dcs>] (27.007 7.15). */
#include "at_words.h"
#include "ussd.h"

/* @return false: it says all by itself */
static bool add_string(struct words *words, const char *given, int dcs)
{
	char text[3 * WORDS_FIELD_SIZE];

	if (ussd_form(given, dcs, PHONE_CHARSET_UNKNOWN) == USSD_FORM_PLAIN ||
	    ussd_decode(given, dcs, PHONE_CHARSET_UNKNOWN, text, sizeof text) <= 0)
		return false;
	words_text(words, text);
	return true;
}

bool words_cusd(const struct words_line *line, struct at_cursor *fields, struct words *words)
{
	static const char *const states[] = {
		"no answer is wanted",
		"an answer is wanted: AT+CUSD=1,\"...\", or AT+CUSD=2 to leave",
		"the network has ended it",
		"another client of the phone has answered",
		"the network does not support this",
		"the network did not answer in time",
	};
	static const char *const shown[] = {"USSD answers are not shown", "USSD answers are shown"};
	char text[WORDS_FIELD_SIZE];
	int state, dcs;

	if (line->read && at_cursor_left(fields) == 1)
		return WORDS_ONLY(fields, shown, words);
	if (!words_take(fields, 0, 5, &state) || !words_take_string(fields, text) ||
	    !words_take_absent(fields, 0, 255, &dcs))
		return false;
	if (text[0] != '\0' && add_string(words, text, dcs))
		words_add(words, " (%s)", states[state]);
	else
		words_also(words, "; ", states[state]);
	return true;
}
