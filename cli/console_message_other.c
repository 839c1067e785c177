/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cell broadcasts and messages of CDMA. */
#include "console_message.h"
#include "shown_cb.h"
#include "shown_cdma.h"
#include "shown_push.h"
#include <stdlib.h>
#include <string.h>

/* --- cell broadcast --- */

static void print_cb_content(const struct smsmodem_cb *cb, FILE *out)
{
	char text[SMSMODEM_CB_TEXT_SIZE];
	uint8_t data[SMSMODEM_CB_DATA_MAX];
	int count = smsmodem_cb_text(cb, text, sizeof text);

	if (count > 0) {
		note_print_text(text, (size_t)count, out);
		return;
	}
	count = smsmodem_cb_data(cb, data, sizeof data);
	const struct shown_content content = {.length = count > 0 ? (size_t)count : 0,
					      .octets = (char *)data};
	note_print_octets(&content, false, out);
}

static void print_cb(const struct smsmodem_cb *cb, FILE *out)
{
	unsigned here = 0, first = 0;

	for (unsigned n = cb->pages; n > 0; n--) {
		bool present = cb->present >> (n - 1) & 1;

		here += present;
		first = present ? n : first;
	}
	(void)fprintf(out, "broadcast %u (%s)", cb->message_id, smsmodem_cb_name(cb->message_id));
	if (cb->form == SMSMODEM_CB_ETWS) {
		(void)fprintf(out, ": warning of %s%s", shown_cb_warning(cb->warning_type >> 9),
			      cb->warning_type >> 8 & 1 ? ", alert" : "");
		return;
	}
	if (here < cb->pages)
		(void)fprintf(out, ", page %u of %u", first, cb->pages);
	else if (cb->pages > 1)
		(void)fprintf(out, ", all %u pages", cb->pages);
	if (cb->language[0]) {
		(void)fputs(", ", out);
		output_foreign(out, cb->language, strlen(cb->language), 0);
	}
	(void)fputs(": ", out);
	print_cb_content(cb, out);
}

bool note_cb(struct note_parts *parts, const struct pasted *pasted, FILE *out,
	     struct smsmodem_error *error)
{
	struct smsmodem_cb cb, message;

	if (smsmodem_cb_decode(pasted->hex, pasted->length, &cb, error) < 0)
		return false;
	print_cb(&cb, out);
	(void)fputc('\n', out);
	if (smsmodem_cb_complete(&cb))
		return true;
	if (!parts->pages && !(parts->pages = calloc(1, sizeof *parts->pages)))
		return true;
	if (!smsmodem_cb_join_add(parts->pages, &cb, &message) || !smsmodem_cb_complete(&message))
		return true;
	print_cb(&message, out);
	(void)fputc('\n', out);
	return true;
}

/* --- CDMA --- */

static void print_number(const char *what, const struct smsmodem_cdma_address *address, FILE *out)
{
	if (!address->text[0])
		return;
	(void)fputs(what, out);
	output_foreign(out, address->text, strlen(address->text), 0);
}

static void print_cdma(const struct smsmodem_cdma_message *message, bool part, FILE *out)
{
	const struct smsmodem_cdma *cdma = message->parts[0];
	struct shown_push found = {.why.code = SMSMODEM_OK};
	struct shown_content content = shown_cdma_content(message);
	unsigned number, total;

	(void)fputs("CDMA", out);
	if (part && smsmodem_cdma_part(cdma, &number, &total))
		(void)fprintf(out, ", part %u of %u", number, total);
	else if (message->total > 1)
		(void)fprintf(out, ", all %zu parts", message->total);
	print_number(", from ", &cdma->from, out);
	print_number(", to ", &cdma->to, out);
	if (shown_cdma_has(cdma, SMSMODEM_CDMA_SUB_TIME))
		note_print_time(", ", &cdma->time, out);
	(void)fputs(": ", out);
	if (!part)
		found = shown_push_of_cdma(message, NULL);
	bool hidden = part ? shown_push_hidden_cdma(message, NULL) : shown_push_hides(&found, NULL);
	note_print_content(&found, content, hidden, out);
	(void)fputc('\n', out);
}

bool note_cdma(struct note_parts *parts, const struct pasted *pasted, FILE *out,
	       struct smsmodem_error *error)
{
	struct smsmodem_cdma cdma;
	const struct smsmodem_cdma *alone = &cdma;
	struct smsmodem_cdma_message message = {&alone, 1, 1};
	unsigned part, total;

	if (smsmodem_cdma_decode(pasted->hex, pasted->length, SMSMODEM_CDMA_LAYER_AUTO, &cdma,
				 error) < 0)
		return false;
	bool several = smsmodem_cdma_part(&cdma, &part, &total) && total > 1;
	print_cdma(&message, several, out);
	if (!several || (!parts->cdma && !(parts->cdma = smsmodem_cdma_join_new(0))))
		return true;
	int ready = smsmodem_cdma_join_add(parts->cdma, &cdma, &message);
	for (; ready > 0; ready = smsmodem_cdma_join_add(parts->cdma, NULL, &message))
		if (message.count == message.total)
			print_cdma(&message, false, out);
	return true;
}
