/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mask.h"
#include "ascii.h"
#include <smsmodem/modem.h>
#include <string.h>

/*
 * What stands behind one of these on a line is a PIN or a password (27.007 7.4, 7.5, 8.3, 8.25 to
 * 8.27, 10.1.31; Siemens; 22.030 6.6.2 and 6.5.4, dialled). sim/mask.c has the same.
 */
static const char *const secrets[] = {
	"+CPIN=", "+CPIN2=", "^CPIN=",   "+CLCK=", "+CPWD=", "+CACM=", "+CAMM=", "+CPUC=",
	"^SLCK=", "^SPWD=",  "+CGAUTH=", "**04*",  "**042*", "**05*",  "**052*", "*03*",
};

static bool announces(const struct mask *mask)
{
	for (size_t i = 0; i < sizeof secrets / sizeof secrets[0]; i++) {
		size_t length = strlen(secrets[i]);
		if (memcmp(mask->recent + MASK_LENGTH - length, secrets[i], length) == 0)
			return true;
	}
	return false;
}

enum mask_verdict mask_octet(struct mask *mask, char octet)
{
	if (octet == '\r') {
		memset(mask, 0, sizeof *mask);
		return MASK_SHOW;
	}
	if (mask->masking)
		return MASK_HIDE;
	/* V.250 5.2.1, 5.2.2: a blank or LF means nothing in a command line, nor do other controls
	 */
	if ((unsigned char)octet <= ' ')
		return MASK_SHOW;
	memmove(mask->recent, mask->recent + 1, MASK_LENGTH - 1);
	mask->recent[MASK_LENGTH - 1] = (char)ascii_toupper((unsigned char)octet);
	mask->masking = announces(mask);
	return mask->masking ? MASK_SHOW_THEN_STARS : MASK_SHOW;
}

int smsmodem_mask(const char *line, char *masked, size_t size)
{
	static const char stars[] = "****";
	struct mask mask = {.masking = false};
	size_t used = 0;

	for (; *line; line++) {
		enum mask_verdict verdict = mask_octet(&mask, *line);
		size_t more = verdict == MASK_SHOW_THEN_STARS ? sizeof stars : 1;
		if (verdict == MASK_HIDE)
			continue;
		if (used + more >= size)
			return SMSMODEM_E_SPACE;
		masked[used++] = *line;
		if (verdict == MASK_SHOW_THEN_STARS) {
			memcpy(masked + used, stars, sizeof stars - 1);
			used += sizeof stars - 1;
		}
	}
	if (size == 0)
		return SMSMODEM_E_SPACE;
	masked[used] = '\0';
	return (int)used;
}
