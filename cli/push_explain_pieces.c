/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a push is made of. */
#include "push_explain.h"
#include <string.h>

static void add(struct push_explained *explained, const char *name, size_t octets)
{
	struct push_piece *piece = &explained->pieces[explained->piece_count];

	if (octets == 0 || explained->piece_count == PUSH_PIECES_MAX)
		return;
	(void)snprintf(piece->name, sizeof piece->name, "%s", name);
	piece->octets = octets;
	explained->piece_count++;
}

/* WAP-230-WSP 8.2.4.1: TID, type and the length of what follows; then the content type. */
static void add_front(struct push_explained *explained, const struct smsmodem_wsp *wsp)
{
	size_t front = (size_t)(wsp->body - explained->submit->data) - wsp->headers_len;
	size_t named = front + wsp->headers_len - 2;
	size_t length_octets = named - 1 < 128 ? 1 : named - 2 < 16384 ? 2 : 3;

	add(explained, "WSP", 2 + length_octets);
	add(explained, "Content-Type", front - 2 - length_octets);
}

static void add_headers(struct push_explained *explained, const struct smsmodem_wsp *wsp)
{
	struct smsmodem_wsp_header header;
	size_t position = 0, before = 0;

	while (smsmodem_wsp_next(wsp, &position, &header) > 0) {
		add(explained, header.name ? header.name : "header", position - before);
		before = position;
	}
}

static void add_mms(struct push_explained *explained, const struct smsmodem_wsp *wsp)
{
	struct smsmodem_mms_field field;
	size_t position = 0, before = 0;

	while (smsmodem_mms_next(wsp->body, wsp->body_len, &position, &field, NULL) > 0) {
		add(explained, field.name ? field.name : "field", position - before);
		before = position;
	}
	add(explained, "body", wsp->body_len - before);
}

/* Of a document what each option adds to it; what is left are its frame and what must be there. */
static void add_document(struct push_explained *explained, size_t body_octets)
{
	static const enum push_option options[] = {PUSH_TEXT,    PUSH_ACTION, PUSH_CREATED,
						   PUSH_EXPIRES, PUSH_ID,     PUSH_TIMESTAMP};
	const struct push *push = explained->push;
	size_t whole = explained->submit->data_len, left = body_octets;
	char name[PUSH_NAME_SIZE];

	for (size_t i = 0; i < sizeof options / sizeof options[0]; i++) {
		if (!push->value[options[i]])
			continue;
		size_t without = push_explain_length(push, options[i], NULL);
		if (without == 0 || without >= whole || whole - without >= left)
			continue;
		(void)snprintf(name, sizeof name, "--%s", push_options[options[i]].name);
		add(explained, name, whole - without);
		left -= whole - without;
	}
	add(explained,
	    push->value[PUSH_HREF]      ? "--href and the document"
	    : push->value[PUSH_MAILBOX] ? "--mailbox and the document"
					: "document",
	    left);
}

void push_explain_pieces(struct push_explained *explained)
{
	const struct smsmodem_submit *submit = explained->submit;
	struct smsmodem_wsp wsp;

	if (!(explained->push->kind->bit & PUSH_WSP)) {
		add(explained, explained->push->kind->name, submit->data_len);
		return;
	}
	if (smsmodem_wsp_decode(submit->data, submit->data_len, &wsp, NULL) < 0)
		return;
	add_front(explained, &wsp);
	add_headers(explained, &wsp);
	if (explained->push->kind->bit == PUSH_MMS)
		add_mms(explained, &wsp);
	else
		add_document(explained, wsp.body_len);
}
