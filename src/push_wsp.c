/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The datagram of a push: its content type with parameters, and its headers (WAP-230-WSP 8.4). */
#include "push_private.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The readable value of a header, or NULL. */
static const char *value_of(struct smsmodem_push *push, const struct smsmodem_wsp_header *header)
{
	size_t size = SMSMODEM_WSP_TEXT_SIZE(header->value_len);
	char *raw = malloc(size);
	const char *value = NULL;
	int length = raw ? smsmodem_wsp_text(header, raw, size) : SMSMODEM_E_MEMORY;

	push->out_of_memory |= !raw;
	if (length >= 0)
		value = push_keep(push, 0, raw, (size_t)length);
	free(raw);
	return value;
}

/* Its name, or the number that nobody assigned, or NULL. */
static const char *name_of(struct smsmodem_push *push, const struct smsmodem_wsp_header *header)
{
	unsigned code = (unsigned)header->code & 0x7F;
	char number[32];

	if (header->name)
		return push_keep(push, 0, header->name, strlen(header->name));
	int length = header->page > 1
			     ? snprintf(number, sizeof number, "%u:0x%02X", header->page, code)
			     : snprintf(number, sizeof number, "0x%02X", code);
	return push_keep(push, 0, number, (size_t)length);
}

static void read_headers(struct smsmodem_push *push, const struct smsmodem_wsp *wsp)
{
	struct smsmodem_wsp_header header;
	size_t position = 0;
	int result;

	while ((result = smsmodem_wsp_next(wsp, &position, &header)) != 0) {
		if (result < 0) {
			push_problem(push, "a WSP header runs past the headers");
			return;
		}
		if (push->headers.count == PUSH_FIELDS_MAX) {
			push_problem(push, "it has more than %d headers", PUSH_FIELDS_MAX);
			return;
		}
		const char *name = name_of(push, &header);

		push_put_header(push, name, value_of(push, &header));
	}
}

/* --- parameters of the content type --- */

static void read_parameters(struct smsmodem_push *push, const struct smsmodem_wsp *wsp)
{
	struct smsmodem_wsp_header parameter;
	size_t position = 0;
	int result;

	while (!push->problem[0] &&
	       (result = smsmodem_wsp_next_parameter(wsp, &position, &parameter)) != 0) {
		if (result < 0) {
			push_problem(push, "a parameter runs past the content type");
			return;
		}
		const char *name = name_of(push, &parameter);
		const char *value = value_of(push, &parameter);

		if (name && value)
			push_put_parameter(push, name, value);
	}
}

/* --- */

static void put_content_type(struct smsmodem_push *push, const struct smsmodem_wsp *wsp)
{
	char number[16];

	(void)snprintf(number, sizeof number, "0x%02X", (unsigned)wsp->media);
	push_put_type(push, wsp->content_type ? wsp->content_type : number, wsp->charset);
}

int push_read_wsp(struct smsmodem_push *push, struct smsmodem_error *error)
{
	struct smsmodem_wsp wsp;
	int result = smsmodem_wsp_decode(push->octets, push->length, &wsp, error);

	if (result < 0)
		return result;
	push->body = wsp.body;
	push->body_len = wsp.body_len;
	put_content_type(push, &wsp);
	push_put_number(push, (struct push_label){"tid", "push transaction", false}, wsp.tid);
	if (wsp.type == SMSMODEM_WSP_CONFIRMED_PUSH)
		push_put_flag(push, (struct push_label){"confirmed", "confirmation wanted", false},
			      true);
	read_parameters(push, &wsp);
	read_headers(push, &wsp);
	return SMSMODEM_OK;
}
