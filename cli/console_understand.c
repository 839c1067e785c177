/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a modem's lines mean: replies in words, PDUs decoded and joined. */
#include "console.h"
#include "console_message.h"
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define WORDS_SIZE 2048

struct understanding {
	struct note_parts parts;
	struct pasted pasted;
};

struct understanding *understanding_new(void)
{
	return calloc(1, sizeof(struct understanding));
}

void understanding_free(struct understanding *understanding)
{
	if (!understanding)
		return;
	note_parts_free(&understanding->parts);
	free(understanding);
}

/* @return whether there was anything to say */
static bool say(const char *command, const char *line, FILE *out)
{
	char words[WORDS_SIZE];

	if (smsmodem_at_words(command, line, words, sizeof words) <= 0)
		return false;
	(void)fprintf(out, "%s\n", words);
	return true;
}

static enum note_way way_of(const char *header)
{
	if (strncasecmp(header, "+CMGL", 5) == 0)
		return NOTE_LIST;
	return strncasecmp(header, "+CMGR", 5) == 0 ? NOTE_READ : NOTE_AIR;
}

static void note_bad_line(const struct pasted *pasted, const char *line, FILE *out)
{
	(void)fprintf(out, "not a PDU: not hexadecimal at character %zu\n",
		      pasted_culprit(line, pasted->bad));
}

/* What stands below a header: a PDU, unless the header is of text mode. */
static void note_below(struct understanding *understanding, const char *command,
		       const struct smsmodem_at_heard *heard, FILE *out)
{
	static const struct pasted nothing = PASTED_INIT;
	struct pasted *pasted = &understanding->pasted;

	*pasted = nothing;
	if (command)
		(void)pasted_line(pasted, command);
	if (pasted_line(pasted, heard->header) == PASTED_TEXT) {
		(void)say(heard->header, heard->line, out);
		return;
	}
	pasted->talk = true; /* a length does not stand alone here */
	enum pasted_result result = pasted_line(pasted, heard->line);
	if (result == PASTED_PDU)
		note_pdu(&understanding->parts, way_of(heard->header), pasted, out);
	else if (result == PASTED_WORDS)
		note_bad_line(pasted, heard->line, out);
}

static void note(struct understanding *understanding, const char *command,
		 const struct smsmodem_at_heard *heard, FILE *out)
{
	switch (heard->kind) {
	case SMSMODEM_AT_BELOW: note_below(understanding, command, heard, out); break;
	case SMSMODEM_AT_FINAL:
		note_parts_forget(&understanding->parts, NOTE_LIST);
		(void)say(command, heard->line, out);
		break;
	case SMSMODEM_AT_RESPONSE: (void)say(command, heard->line, out); break;
	case SMSMODEM_AT_UNSOLICITED: (void)say(NULL, heard->line, out); break;
	case SMSMODEM_AT_CUT:
		(void)fputs("this line is too long; its rest is left out\n", out);
		break;
	case SMSMODEM_AT_NOTHING:
	case SMSMODEM_AT_ECHO:
	case SMSMODEM_AT_PROMPT: break;
	}
}

void understanding_note(struct understanding *understanding, const char *command,
			const struct smsmodem_at_heard *heard, char **text)
{
	size_t length = 0;
	FILE *out;

	*text = NULL;
	if (!(out = open_memstream(text, &length)))
		return;
	note(understanding, command, heard, out);
	if (fclose(out) == 0 && length > 0)
		return;
	free(*text);
	*text = NULL;
}
