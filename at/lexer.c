/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "at.h"

void at_lexer_init(struct at_lexer *lexer)
{
	lexer->length = 0;
	lexer->dropping = false;
	lexer->skip_blank = false;
	lexer->given = false;
	lexer->crs = lexer->lfs = lexer->next_crs = lexer->next_lfs = 0;
	lexer->text[0] = '\0';
}

static void lexer_begin_line(struct at_lexer *lexer)
{
	lexer->length = 0;
	lexer->given = false;
}

/* How many there are in a row tells how many lines were blank. */
static void lexer_count_end(struct at_lexer *lexer, uint8_t octet, bool empty)
{
	unsigned *ends = empty ? (octet == '\r' ? &lexer->crs : &lexer->lfs)
			       : (octet == '\r' ? &lexer->next_crs : &lexer->next_lfs);

	if (*ends < AT_LINE_MAX)
		++*ends;
}

/* End the line that has been gathered, or what was left of one that was too long. */
static enum at_token lexer_end_line(struct at_lexer *lexer, uint8_t octet)
{
	bool empty = lexer->length == 0 || lexer->dropping;

	lexer_count_end(lexer, octet, empty);
	lexer->text[lexer->length] = '\0';
	lexer->dropping = false;
	lexer->given = true;
	return empty ? AT_TOKEN_NONE : AT_TOKEN_LINE;
}

/* One octet within a line. */
static enum at_token lexer_add(struct at_lexer *lexer, uint8_t octet, bool prompt)
{
	bool blank = lexer->skip_blank && octet == ' ' && lexer->length == 0;

	/* a NUL is line noise: some programs and phones send one before a line */
	if (octet == '\0' || lexer->dropping || blank)
		return AT_TOKEN_NONE;
	if (octet == '>' && lexer->length == 0 && prompt) {
		lexer->skip_blank = true;
		return AT_TOKEN_PROMPT;
	}
	lexer->skip_blank = false;
	if (lexer->length < AT_LINE_MAX) {
		lexer->text[lexer->length++] = (char)octet;
		return AT_TOKEN_NONE;
	}
	lexer->text[lexer->length] = '\0';
	lexer->dropping = true;
	return AT_TOKEN_OVERLONG;
}

size_t at_lexer_feed(struct at_lexer *lexer, const uint8_t *octets, size_t count, bool prompt,
		     enum at_token *token)
{
	*token = AT_TOKEN_NONE;
	if (count > 0 && lexer->given) {
		lexer->crs = lexer->next_crs;
		lexer->lfs = lexer->next_lfs;
		lexer->next_crs = lexer->next_lfs = 0;
		lexer_begin_line(lexer);
	}
	for (size_t i = 0; i < count; i++) {
		bool end = octets[i] == '\r' || octets[i] == '\n';
		*token = end ? lexer_end_line(lexer, octets[i])
			     : lexer_add(lexer, octets[i], prompt);
		if (*token != AT_TOKEN_NONE)
			return i + 1;
		if (end)
			lexer_begin_line(lexer);
	}
	return count;
}
