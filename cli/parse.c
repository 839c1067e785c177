/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>

bool parse_number(const char *text, long low, long high, long *value)
{
	char *end;

	if (text[0] < '0' || text[0] > '9')
		return false;
	errno = 0;
	*value = strtol(text, &end, 10);
	return errno == 0 && *end == '\0' && *value >= low && *value <= high;
}

bool parse_seconds(const char *text, int64_t *ms)
{
	char *end;
	double seconds = strtod(text, &end);

	if (end == text || *end != '\0' || !(seconds >= 0) || seconds > 86400)
		return false;
	*ms = seconds > 0 && seconds < 0.001 ? 1 : (int64_t)(seconds * 1000);
	return true;
}

bool parse_duration(const char *text, uint32_t *seconds)
{
	static const char units[] = "smhdw";
	static const uint32_t factors[] = {1, 60, 3600, 86400, 604800};
	const uint32_t longest = 63 * 604800U; /* 23.040 9.2.3.12.1 */
	char *end;

	if (text[0] < '0' || text[0] > '9')
		return false;
	errno = 0;
	unsigned long count = strtoul(text, &end, 10);
	const char *unit = *end ? strchr(units, *end) : NULL;
	if (errno != 0 || !unit || end[1] != '\0')
		return false;
	uint32_t factor = factors[unit - units];
	if (count == 0 || count > longest / factor)
		return false;
	*seconds = (uint32_t)count * factor;
	return true;
}

static char *read_grow(char *text, size_t *size)
{
	char *larger = realloc(text, *size * 2);

	if (larger)
		*size *= 2;
	else
		free(text);
	return larger;
}

int read_all(FILE *stream, size_t max, char **text, size_t *length, struct smsmodem_error *error)
{
	size_t size = 4096, used = 0;
	char *octets = malloc(size);

	while (octets && !feof(stream) && !ferror(stream) && used <= max) {
		used += fread(octets + used, 1, size - used - 1, stream);
		if (size - used < 2)
			octets = read_grow(octets, &size);
	}
	if (!octets)
		return smsmodem_error_set(error, SMSMODEM_E_MEMORY, "out of memory");
	if (ferror(stream) || used > max) {
		int code = ferror(stream) ? SMSMODEM_E_NOINPUT : SMSMODEM_E_TEXT;
		free(octets);
		return smsmodem_error_set(error, code,
					  code == SMSMODEM_E_TEXT ? "the input is over %zu octets"
								  : "the input cannot be read",
					  max);
	}
	octets[used] = '\0';
	*text = octets;
	*length = used;
	return SMSMODEM_OK;
}
