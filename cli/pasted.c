/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pasted.h"
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* "+CMT: ,159", "+CMGL: 1,1,,159": the last field is the TPDU's length (27.005 3.4.1, 4.1). */
static int header_length(const char *line)
{
	static const char *const prefixes[] = {"+CMT:", "+CMGL:", "+CMGR:", "+CDS:", "+CBM:"};
	char *end;

	for (size_t i = 0; i < sizeof prefixes / sizeof prefixes[0]; i++) {
		if (strncasecmp(line, prefixes[i], strlen(prefixes[i])) != 0)
			continue;
		const char *comma = strrchr(line, ',');
		const char *field = comma ? comma + 1 : line + strlen(prefixes[i]);
		long length = strtol(field, &end, 10);
		return end != field && length >= 0 && length <= 255 ? (int)length : -1;
	}
	return -1;
}

/* What a modem or its user says around PDUs. */
static bool is_talk(const char *line)
{
	static const char *const words[] = {"OK", "ERROR", "RING", ">"};

	if (strchr("+^*#%$", line[0]) || strncasecmp(line, "AT", 2) == 0)
		return true;
	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
		if (strcasecmp(line, words[i]) == 0)
			return true;
	return false;
}

/* "153 0001..." as `encode` prints it, or "153,0001...". */
static const char *skip_length(const char *line, int *length)
{
	char *end;
	long value = strtol(line, &end, 10);

	if (end == line || end - line > 3 || value < 0 || (*end != ' ' && *end != ','))
		return line;
	*length = (int)value;
	return end + 1 + strspn(end + 1, " ");
}

/* A length that stands alone, as where a shell has taken `encode`'s lines apart. */
static bool take_length(struct pasted *pasted, const char *line)
{
	size_t digits = strspn(line, "0123456789");

	if (digits == 0 || digits > 3 || line[0] == '0' ||
	    line[digits + strspn(line + digits, " \t")] != '\0')
		return false;
	pasted->announced = (int)strtol(line, NULL, 10);
	return true;
}

bool pasted_line(struct pasted *pasted, const char *line)
{
	int announced = pasted->announced;

	line += strspn(line, "> \t"); /* a PDU may stand behind the prompt it was typed at */
	if (*line == '\0' || take_length(pasted, line))
		return false;
	pasted->announced = header_length(line);
	if (is_talk(line))
		return false;
	pasted->tpdu_length = announced;
	pasted->hex = skip_length(line, &pasted->tpdu_length);
	pasted->length = strcspn(pasted->hex, " \t\x1A");
	/* what stands behind a blank is judged too, so that it is not lost in silence */
	if (pasted->hex[pasted->length + strspn(pasted->hex + pasted->length, " \t\x1A")] != '\0')
		pasted->length = strlen(pasted->hex);
	return true;
}
