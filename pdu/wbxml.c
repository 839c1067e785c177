/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A document of WAP-192-WBXML 5 step by step: the program's place in the grammar is the reader's
 * state, so that depth costs no stack.
 */
#include "wbxml_tokens.h"
#include <stdio.h>
#include <string.h>

/* WAP-192-WBXML 5.3: the major version is 1 less than it is called, in the high bits. */
#define VERSION_MAX   0x0F

#define BUDGET_BASE   65536
#define BUDGET_FACTOR 16

/* MIBenums of what has two octets a character. */
enum {
	CHARSET_UCS_2 = 1000,
	CHARSET_UTF_16BE = 1013,
	CHARSET_UTF_16LE = 1014,
	CHARSET_UTF_16 = 1015,
	CHARSET_UTF_8 = 106
};

enum state {
	STATE_PROLOG,
	STATE_ATTRIBUTES, /* before the next of an element's attributes */
	STATE_VALUE,      /* within the value of one */
	STATE_PREFIX,     /* its name has been given, and the token has the value's beginning */
	STATE_BEGIN,      /* the attributes are over */
	STATE_EMPTY,      /* and there are no contents */
	STATE_CONTENT,
	STATE_EPILOG,
	STATE_FAILED
};

int pdu_wbxml_fail(struct smsmodem_wbxml *wbxml, const char *problem)
{
	wbxml->problem = problem;
	wbxml->state = STATE_FAILED;
	return SMSMODEM_E_PDU;
}

static int report(const struct smsmodem_wbxml *wbxml, struct smsmodem_error *error)
{
	smsmodem_error_set(error, SMSMODEM_E_PDU, "WBXML: %s (octet %zu)", wbxml->problem,
			   wbxml->at);
	if (error)
		error->offset = (long)wbxml->at;
	return SMSMODEM_E_PDU;
}

int pdu_wbxml_octet(struct smsmodem_wbxml *wbxml, uint8_t *octet)
{
	if (wbxml->at == wbxml->length)
		return pdu_wbxml_fail(wbxml, "the document ends too early");
	*octet = wbxml->octets[wbxml->at++];
	return 1;
}

int pdu_wbxml_number(struct smsmodem_wbxml *wbxml, uint32_t *number)
{
	uint8_t octet = 0x80;

	*number = 0;
	while (octet & 0x80) {
		if (*number >> 25)
			return pdu_wbxml_fail(wbxml, "a number has more than 32 bits");
		if (pdu_wbxml_octet(wbxml, &octet) < 0)
			return SMSMODEM_E_PDU;
		*number = *number << 7 | (octet & 0x7F);
	}
	return 1;
}

/* --- the header (5.4 to 5.8) --- */

static void read_charset(struct smsmodem_wbxml *wbxml)
{
	wbxml->wide = wbxml->charset == CHARSET_UCS_2 || wbxml->charset == CHARSET_UTF_16 ||
		      wbxml->charset == CHARSET_UTF_16BE || wbxml->charset == CHARSET_UTF_16LE;
	wbxml->reversed = wbxml->charset == CHARSET_UTF_16LE;
	if (wbxml->wide)
		wbxml->charset = CHARSET_UTF_8;
}

static int read_table(struct smsmodem_wbxml *wbxml)
{
	uint32_t length;

	if (pdu_wbxml_number(wbxml, &length) < 0)
		return SMSMODEM_E_PDU;
	if (length > wbxml->length - wbxml->at)
		return pdu_wbxml_fail(wbxml, "the string table is longer than the document");
	wbxml->table = wbxml->octets + wbxml->at;
	wbxml->table_len = length;
	wbxml->at += length;
	return 1;
}

/*
 * WBXML 1.0 has no charset, but libwbxml2 writes UTF-8's there nevertheless; what follows it is a
 * string table that is ended as one.
 */
static bool has_charset(const struct smsmodem_wbxml *wbxml)
{
	struct smsmodem_wbxml ahead = *wbxml;
	uint32_t charset;

	if (wbxml->version > 0)
		return true;
	if (pdu_wbxml_number(&ahead, &charset) < 0 || charset != CHARSET_UTF_8 ||
	    read_table(&ahead) < 0)
		return false;
	return ahead.table_len == 0 || ahead.table[ahead.table_len - 1] == 0;
}

static int read_header(struct smsmodem_wbxml *wbxml)
{
	uint32_t name = 0;

	if (pdu_wbxml_octet(wbxml, &wbxml->version) < 0)
		return SMSMODEM_E_PDU;
	if (wbxml->version > VERSION_MAX) {
		wbxml->at--;
		return pdu_wbxml_fail(wbxml, "this is no WBXML of version 1");
	}
	if (pdu_wbxml_number(wbxml, &wbxml->public_id) < 0)
		return SMSMODEM_E_PDU;
	if (wbxml->public_id == 0 && pdu_wbxml_number(wbxml, &name) < 0)
		return SMSMODEM_E_PDU;
	if (has_charset(wbxml) && pdu_wbxml_number(wbxml, &wbxml->charset) < 0)
		return SMSMODEM_E_PDU;
	if (read_table(wbxml) < 0)
		return SMSMODEM_E_PDU;
	read_charset(wbxml);
	if (wbxml->public_id != 0 || wbxml->wide)
		return 1;
	return pdu_wbxml_table_name(wbxml, name, &wbxml->public_name);
}

int smsmodem_wbxml_begin(struct smsmodem_wbxml *wbxml, const uint8_t *octets, size_t length,
			 const char *content_type, struct smsmodem_error *error)
{
	*wbxml = (struct smsmodem_wbxml){
		.octets = octets,
		.length = length,
		.state = STATE_PROLOG,
		.budget = BUDGET_BASE + BUDGET_FACTOR * length,
	};
	if (read_header(wbxml) < 0)
		return report(wbxml, error);
	pdu_wbxml_identify(wbxml, content_type);
	return SMSMODEM_OK;
}

/* --- names --- */

static const struct pdu_wbxml_token *find_tag(const struct smsmodem_wbxml *wbxml, uint8_t page,
					      uint8_t token)
{
	return pdu_wbxml_find(&pdu_wbxml_languages[wbxml->language]->tags, page, token);
}

/* The name of the innermost element. */
static int name_element(struct smsmodem_wbxml *wbxml, struct smsmodem_wbxml_event *event)
{
	uint8_t page = wbxml->stack[wbxml->depth - 1].page;
	uint8_t token = wbxml->stack[wbxml->depth - 1].token & 0x3F;

	if (token == PDU_WBXML_LITERAL)
		return pdu_wbxml_table_name(wbxml, wbxml->stack[wbxml->depth - 1].literal,
					    &event->name);
	const struct pdu_wbxml_token *tag = find_tag(wbxml, page, token);
	if (!tag)
		(void)snprintf(wbxml->scratch, sizeof wbxml->scratch, "tag-%u-%02X", page, token);
	event->name = tag ? tag->name : wbxml->scratch;
	return 1;
}

/* --- elements --- */

static int open_element(struct smsmodem_wbxml *wbxml, uint8_t token,
			struct smsmodem_wbxml_event *event)
{
	uint32_t literal = 0;

	if (wbxml->depth == SMSMODEM_WBXML_DEPTH)
		return pdu_wbxml_fail(wbxml, "there are more than 32 elements within each other");
	if ((token & 0x3F) == PDU_WBXML_LITERAL && pdu_wbxml_number(wbxml, &literal) < 0)
		return SMSMODEM_E_PDU;
	wbxml->stack[wbxml->depth].page = wbxml->tag_page;
	wbxml->stack[wbxml->depth].token = token;
	wbxml->stack[wbxml->depth++].literal = literal;
	wbxml->state = token & PDU_WBXML_HAS_ATTRIBUTES ? STATE_ATTRIBUTES : STATE_BEGIN;
	event->kind = SMSMODEM_WBXML_OPEN;
	return name_element(wbxml, event);
}

static int close_element(struct smsmodem_wbxml *wbxml, struct smsmodem_wbxml_event *event)
{
	event->kind = SMSMODEM_WBXML_CLOSE;
	if (name_element(wbxml, event) < 0)
		return SMSMODEM_E_PDU;
	wbxml->depth--;
	wbxml->state = wbxml->depth > 0 ? STATE_CONTENT : STATE_EPILOG;
	return 1;
}

static int begin_content(struct smsmodem_wbxml *wbxml, struct smsmodem_wbxml_event *event)
{
	event->kind = SMSMODEM_WBXML_CONTENT;
	wbxml->dated = false;
	event->empty = !(wbxml->stack[wbxml->depth - 1].token & PDU_WBXML_HAS_CONTENT);
	wbxml->state = event->empty ? STATE_EMPTY : STATE_CONTENT;
	return 1;
}

/* --- attributes --- */

/* WAP-167-ServiceInd 8.2.2, OMA-Push-EMN 6.2 */
static bool is_date(enum smsmodem_wbxml_language language, const char *name)
{
	if (language == SMSMODEM_WBXML_SI)
		return strcmp(name, "created") == 0 || strcmp(name, "si-expires") == 0;
	return language == SMSMODEM_WBXML_EMN && strcmp(name, "timestamp") == 0;
}

static int open_attribute(struct smsmodem_wbxml *wbxml, uint8_t token,
			  struct smsmodem_wbxml_event *event)
{
	const struct pdu_wbxml_token *known = NULL;
	uint32_t literal;

	event->kind = SMSMODEM_WBXML_ATTRIBUTE;
	wbxml->state = STATE_VALUE;
	if (token == PDU_WBXML_LITERAL) {
		if (pdu_wbxml_number(wbxml, &literal) < 0 ||
		    pdu_wbxml_table_name(wbxml, literal, &event->name) < 0)
			return SMSMODEM_E_PDU;
	} else {
		known = pdu_wbxml_find(&pdu_wbxml_languages[wbxml->language]->attributes,
				       wbxml->attribute_page, token);
		if (!known)
			(void)snprintf(wbxml->scratch, sizeof wbxml->scratch, "attribute-%u-%02X",
				       wbxml->attribute_page, token);
		event->name = known ? known->name : wbxml->scratch;
	}
	wbxml->dated = is_date(wbxml->language, event->name);
	if (known && known->value) {
		wbxml->rest = (const uint8_t *)known->value;
		wbxml->rest_len = strlen(known->value);
		wbxml->state = STATE_PREFIX;
	}
	return 1;
}

static int give_prefix(struct smsmodem_wbxml *wbxml, struct smsmodem_wbxml_event *event)
{
	event->kind = SMSMODEM_WBXML_TEXT;
	event->text = (const char *)wbxml->rest;
	event->length = wbxml->rest_len;
	wbxml->rest_len = 0;
	wbxml->state = STATE_VALUE;
	return 1;
}

static int give_value_token(struct smsmodem_wbxml *wbxml, uint8_t token,
			    struct smsmodem_wbxml_event *event)
{
	const struct pdu_wbxml_token *known = pdu_wbxml_find(
		&pdu_wbxml_languages[wbxml->language]->values, wbxml->attribute_page, token);

	if (!known)
		(void)snprintf(wbxml->scratch, sizeof wbxml->scratch, "value-%u-%02X",
			       wbxml->attribute_page, token);
	event->kind = SMSMODEM_WBXML_TEXT;
	event->text = known ? known->name : wbxml->scratch;
	event->length = strlen(event->text);
	return 1;
}

/* @return 1: an event; 0: a step without one; SMSMODEM_E_PDU */
static int step_attributes(struct smsmodem_wbxml *wbxml, struct smsmodem_wbxml_event *event)
{
	uint8_t token;

	if (pdu_wbxml_octet(wbxml, &token) < 0)
		return SMSMODEM_E_PDU;
	if (token == PDU_WBXML_SWITCH_PAGE)
		return pdu_wbxml_octet(wbxml, &wbxml->attribute_page) < 0 ? SMSMODEM_E_PDU : 0;
	if (token == PDU_WBXML_END) {
		wbxml->state = STATE_BEGIN;
		return 0;
	}
	bool text = pdu_wbxml_is_text(token);
	if (!text && token < 0x80 && token != PDU_WBXML_PI &&
	    token != (PDU_WBXML_LITERAL | PDU_WBXML_HAS_CONTENT))
		return open_attribute(wbxml, token, event);
	if (wbxml->state == STATE_VALUE && text)
		return pdu_wbxml_text(wbxml, token, event);
	if (wbxml->state == STATE_VALUE && (token & 0x3F) > PDU_WBXML_LITERAL)
		return give_value_token(wbxml, token, event);
	wbxml->at--;
	return pdu_wbxml_fail(wbxml, "an attribute is expected here");
}

/* --- contents --- */

/* PI: an attribute and its value up to END (5.8.4.3). */
static int skip_instruction(struct smsmodem_wbxml *wbxml)
{
	struct smsmodem_wbxml_event ignored;
	uint32_t number;
	uint8_t token;

	for (;;) {
		int result = pdu_wbxml_octet(wbxml, &token);

		if (result < 0 || token == PDU_WBXML_END)
			return result < 0 ? result : 0;
		if (token == PDU_WBXML_SWITCH_PAGE)
			result = pdu_wbxml_octet(wbxml, &wbxml->attribute_page);
		else if (token == PDU_WBXML_LITERAL)
			result = pdu_wbxml_number(wbxml, &number);
		else if (pdu_wbxml_is_text(token))
			result = pdu_wbxml_text(wbxml, token, &ignored);
		wbxml->rest_len = 0;
		if (result < 0)
			return result;
	}
}

/* What may stand before, within and behind elements alike. @return as step_attributes */
static int step_content(struct smsmodem_wbxml *wbxml, struct smsmodem_wbxml_event *event)
{
	uint8_t token;

	if (pdu_wbxml_octet(wbxml, &token) < 0)
		return SMSMODEM_E_PDU;
	if (token == PDU_WBXML_SWITCH_PAGE)
		return pdu_wbxml_octet(wbxml, &wbxml->tag_page) < 0 ? SMSMODEM_E_PDU : 0;
	if (token == PDU_WBXML_PI)
		return skip_instruction(wbxml);
	bool text = pdu_wbxml_is_text(token);
	if (wbxml->state == STATE_CONTENT && token == PDU_WBXML_END)
		return close_element(wbxml, event);
	if (wbxml->state == STATE_CONTENT && text)
		return pdu_wbxml_text(wbxml, token, event);
	if (!text && (token & 0x3F) >= PDU_WBXML_LITERAL)
		return open_element(wbxml, token, event);
	wbxml->at--;
	return pdu_wbxml_fail(wbxml, "an element is expected here");
}

/* Zeros behind the document are padding; they come from senders that count in blocks. */
static int step_epilog(struct smsmodem_wbxml *wbxml, struct smsmodem_wbxml_event *event)
{
	while (wbxml->at < wbxml->length && wbxml->octets[wbxml->at] == 0)
		wbxml->at++;
	if (wbxml->at == wbxml->length) {
		event->kind = SMSMODEM_WBXML_END;
		return 1;
	}
	if (wbxml->octets[wbxml->at] != PDU_WBXML_PI)
		return pdu_wbxml_fail(wbxml, "the document is over, and octets follow it");
	wbxml->at++;
	return skip_instruction(wbxml);
}

/* --- one step --- */

static int step(struct smsmodem_wbxml *wbxml, struct smsmodem_wbxml_event *event)
{
	if (wbxml->state == STATE_PREFIX)
		return give_prefix(wbxml, event);
	if (wbxml->rest_len > 0) {
		pdu_wbxml_piece(wbxml, event);
		return 1;
	}
	switch ((enum state)wbxml->state) {
	case STATE_ATTRIBUTES:
	case STATE_VALUE: return step_attributes(wbxml, event);
	case STATE_BEGIN: return begin_content(wbxml, event);
	case STATE_EMPTY: return close_element(wbxml, event);
	case STATE_PROLOG:
	case STATE_CONTENT: return step_content(wbxml, event);
	case STATE_EPILOG: return step_epilog(wbxml, event);
	case STATE_PREFIX:
	case STATE_FAILED: break;
	}
	return SMSMODEM_E_PDU;
}

int smsmodem_wbxml_next(struct smsmodem_wbxml *wbxml, struct smsmodem_wbxml_event *event,
			struct smsmodem_error *error)
{
	int result = 0;

	*event = (struct smsmodem_wbxml_event){.kind = SMSMODEM_WBXML_END};
	while (result == 0)
		result = step(wbxml, event);
	if (result < 0)
		return report(wbxml, error);
	return event->kind == SMSMODEM_WBXML_END ? 0 : 1;
}
