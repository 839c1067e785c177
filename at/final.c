/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "at.h"
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum final_match {
	MATCH_WHOLE,
	MATCH_PREFIX /* a text follows */
};

struct final_row {
	const char *text;
	enum final_match match;
	enum at_result result;
	bool call; /* ends only a command that calls; else it is unsolicited */
};

static const struct final_row final_rows[] = {
	{"OK", MATCH_WHOLE, AT_RESULT_OK, false},
	{"ERROR", MATCH_WHOLE, AT_RESULT_ERROR, false},
	{"+CMS ERROR:", MATCH_PREFIX, AT_RESULT_CMS, false},
	{"+CME ERROR:", MATCH_PREFIX, AT_RESULT_CME, false},
	{"CONNECT", MATCH_WHOLE, AT_RESULT_CONNECT, true},
	{"CONNECT ", MATCH_PREFIX, AT_RESULT_CONNECT, true},
	{"NO CARRIER", MATCH_WHOLE, AT_RESULT_CALL, true},
	{"BUSY", MATCH_WHOLE, AT_RESULT_CALL, true},
	{"NO ANSWER", MATCH_WHOLE, AT_RESULT_CALL, true},
	{"NO DIALTONE", MATCH_WHOLE, AT_RESULT_CALL, true},
	{"NO DIAL TONE", MATCH_WHOLE, AT_RESULT_CALL, true},
	{"COMMAND NOT SUPPORT", MATCH_WHOLE, AT_RESULT_ERROR, false},   /* Huawei */
	{"COMMAND NOT SUPPORTED", MATCH_WHOLE, AT_RESULT_ERROR, false}, /* Huawei, later firmware */
	{"TOO MANY PARAMETERS", MATCH_WHOLE, AT_RESULT_ERROR, false},   /* Huawei */
	{"MODEM ERROR:", MATCH_PREFIX, AT_RESULT_ERROR, false},         /* Motorola EZX */
	{"+EXT ERROR:", MATCH_PREFIX, AT_RESULT_ERROR, false},          /* Option */
	{"ERROR:", MATCH_PREFIX, AT_RESULT_ERROR, false}, /* emulators: ERROR: UNSUPPORTED */
	{"NA", MATCH_WHOLE, AT_RESULT_ERROR, false},      /* Samsung SGH-Z810 */
};

/* ATV0 (V.250 table 1); 2 (RING) is unsolicited. */
static const struct final_row numeric_rows[] = {
	{"0", MATCH_WHOLE, AT_RESULT_OK, false},  {"1", MATCH_WHOLE, AT_RESULT_CONNECT, true},
	{"3", MATCH_WHOLE, AT_RESULT_CALL, true}, {"4", MATCH_WHOLE, AT_RESULT_ERROR, false},
	{"6", MATCH_WHOLE, AT_RESULT_CALL, true}, {"7", MATCH_WHOLE, AT_RESULT_CALL, true},
	{"8", MATCH_WHOLE, AT_RESULT_CALL, true},
};

/* The length of a line without the blanks that some modems put behind a result. */
static size_t trimmed_length(const char *line)
{
	size_t length = strlen(line);

	while (length > 0 && (line[length - 1] == ' ' || line[length - 1] == '\t'))
		length--;
	return length;
}

static bool row_matches(const struct final_row *row, const char *line, bool call)
{
	size_t length = strlen(row->text);

	if (row->call && !call)
		return false;
	if (row->match == MATCH_WHOLE && trimmed_length(line) != length)
		return false;
	return strncmp(line, row->text, length) == 0;
}

static const struct final_row *rows_find(const struct final_row *rows, size_t count,
					 const char *line, bool call)
{
	for (size_t i = 0; i < count; i++)
		if (row_matches(&rows[i], line, call))
			return &rows[i];
	return NULL;
}

/* The number or text of "+CMS ERROR: 500" or "+CME ERROR: SIM busy"; -1 (Samsung's too) is no code.
 */
static int error_code(enum at_result result, const char *text)
{
	char *end;

	text += strspn(text, " \t");
	long code = strtol(text, &end, 10);
	if (end != text && end[strspn(end, " \t")] == '\0')
		return code >= 0 && code <= 65535 ? (int)code : -1;
	return result == AT_RESULT_CMS ? at_cms_code(text) : at_cme_code(text);
}

struct at_final at_final_match(const char *line, bool numeric, bool call)
{
	struct at_final final = {AT_RESULT_NONE, -1};
	const struct final_row *row =
		rows_find(final_rows, sizeof final_rows / sizeof final_rows[0], line, call);

	if (!row && numeric)
		row = rows_find(numeric_rows, sizeof numeric_rows / sizeof numeric_rows[0], line,
				call);
	if (!row)
		return final;
	final.result = row->result;
	if (row->result == AT_RESULT_CMS || row->result == AT_RESULT_CME)
		final.code = error_code(row->result, line + strlen(row->text));
	return final;
}
