/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Texts of CDMA messages: Shift-JIS and Korean by the C library's conversion tables. */
#include "cdma.h"
#include <errno.h>
#include <iconv.h>
#include <string.h>

/* The wider character set first, for what a C library has that knows only the narrow one. */
static const char *const text_charsets[2][2] = {{"CP932", "SHIFT_JIS"}, {"CP949", "EUC-KR"}};

static bool text_is_open(iconv_t converter)
{
	return (intptr_t)converter != -1;
}

static iconv_t text_open(enum pdu_cdma_form form)
{
	const char *const *names = text_charsets[form == PDU_CDMA_FORM_KOREAN];
	iconv_t converter = iconv_open("UTF-8", names[0]);

	return text_is_open(converter) ? converter : iconv_open("UTF-8", names[1]);
}

/* One octet that is no character, nor the beginning of one that is whole, becomes U+FFFD. */
static bool text_replace(char **in, size_t *left, struct pdu_sink *sink)
{
	pdu_sink_put(sink, 0xFFFD);
	(*in)++;
	(*left)--;
	return !sink->full;
}

/*
 * Of a text that goes on, a character that is cut at the end is left.
 * @return octets left, or SMSMODEM_E_TEXT
 */
static int text_convert(enum pdu_cdma_form form, uint8_t *octets, size_t length, bool goes_on,
			struct pdu_sink *sink)
{
	iconv_t converter = text_open(form);
	char *in = (char *)octets;

	if (!text_is_open(converter))
		return SMSMODEM_E_TEXT;
	while (length > 0 && !sink->full) {
		char *out = sink->text + sink->used;
		size_t room = pdu_sink_room(sink);
		size_t result = iconv(converter, &in, &length, &out, &room);

		sink->used = (size_t)(out - sink->text);
		if (result != (size_t)-1 || (errno == EINVAL && goes_on))
			break;
		sink->full |= errno == E2BIG;
		if (sink->full || !text_replace(&in, &length, sink))
			break;
		/* the converter is where it was: at the octet behind */
		(void)iconv(converter, NULL, NULL, NULL, NULL);
	}
	(void)iconv_close(converter);
	memmove(octets, in, length);
	return (int)length;
}

static bool text_is_converted(const struct smsmodem_cdma_user_data *data)
{
	enum pdu_cdma_form form = pdu_cdma_form(data);

	return form == PDU_CDMA_FORM_SHIFT_JIS || form == PDU_CDMA_FORM_KOREAN;
}

/* Parts from `from` on in one such encoding: a character may be cut between two of them. */
static int text_run(const struct smsmodem_cdma *const *parts, size_t count, size_t *from,
		    struct pdu_sink *sink)
{
	enum pdu_cdma_form form = pdu_cdma_form(&parts[*from]->data);
	uint8_t octets[2 * SMSMODEM_CDMA_BEARER_MAX];
	bool goes_on = true;
	int left = 0;

	do {
		size_t length, used = (size_t)left;
		const uint8_t *part = pdu_cdma_payload(&parts[(*from)++]->data, &length);

		memcpy(octets + used, part, length);
		goes_on = *from < count && pdu_cdma_form(&parts[*from]->data) == form;
		left = text_convert(form, octets, used + length, goes_on, sink);
	} while (goes_on && left >= 0 && !sink->full);
	return left < 0 ? left : SMSMODEM_OK;
}

int smsmodem_cdma_text(const struct smsmodem_cdma *const *parts, size_t count, char *text,
		       size_t size)
{
	struct pdu_sink sink = {.text = text, .size = size ? size - 1 : 0, .full = size == 0};
	struct pdu_cdma_text_state state = {0};
	int result = SMSMODEM_OK;

	for (size_t i = 0; i < count && result == SMSMODEM_OK;) {
		const struct smsmodem_cdma_user_data *data = &parts[i]->data;

		if (data->wap.valid || !text_is_converted(data)) {
			if (!data->wap.valid)
				pdu_cdma_text_put(&sink, &state, data);
			i++;
			continue;
		}
		pdu_cdma_text_put(&sink, &state, data); /* ends what a part in front left open */
		result = text_run(parts, count, &i, &sink);
	}
	pdu_utf16_end(&sink, &state.utf16);
	if (size)
		text[sink.used] = '\0';
	return result < 0 ? result : pdu_sink_result(&sink);
}

int smsmodem_cdma_data(const struct smsmodem_cdma *const *parts, size_t count, uint8_t *data,
		       size_t size)
{
	size_t used = 0;

	for (size_t i = 0; i < count; i++) {
		size_t length;
		const uint8_t *octets = pdu_cdma_payload(&parts[i]->data, &length);

		if (length > size - used)
			return SMSMODEM_E_SPACE;
		memcpy(data + used, octets, length);
		used += length;
	}
	return (int)used;
}

/* --- texts in lists --- */

/* What cannot be converted is empty. */
static void text_of_list(const struct smsmodem_cdma_user_data *data, char *text, size_t size)
{
	struct smsmodem_cdma cdma = {.data = *data};
	const struct smsmodem_cdma *part = &cdma;

	if (smsmodem_cdma_text(&part, 1, text, size) < 0)
		text[0] = '\0';
}

int smsmodem_cdma_program_next(const struct smsmodem_cdma *cdma, size_t *position,
			       struct smsmodem_cdma_program *entry)
{
	struct smsmodem_cdma_user_data name;
	int result = pdu_cdma_program_next(cdma, position, entry, &name);

	if (result > 0)
		text_of_list(&name, entry->name, sizeof entry->name);
	return result;
}

int smsmodem_cdma_segment_next(const struct smsmodem_cdma *cdma, size_t *position,
			       struct smsmodem_cdma_segment *entry)
{
	struct smsmodem_cdma_user_data segment;
	int result = pdu_cdma_segment_next(cdma, position, &segment);

	if (result <= 0)
		return result;
	entry->encoding = segment.encoding;
	text_of_list(&segment, entry->text, sizeof entry->text);
	return result;
}
