/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is in a multipart (WAP-230-WSP 8.5), and behind the header of a multimedia message. */
#include "ascii.h"
#include "push_private.h"
#include "wsp.h"
#include <stdio.h>
#include <string.h>

#define PARTS_MAX 64
#define TYPE_SIZE 160

/* "image/gif, 12 octets" */
static void put_part(struct smsmodem_push *push, struct push_label label,
		     const struct pdu_content_type *type, size_t length)
{
	char text[TYPE_SIZE], number[16];

	(void)snprintf(number, sizeof number, "0x%02X", (unsigned)type->code);
	int count = snprintf(text, sizeof text, "%.120s, %zu octets",
			     type->name ? type->name : number, length);
	push_put_text(push, label, 0, text, (size_t)count);
}

static bool begins(const char *content_type, const char *with)
{
	return content_type && ascii_ncasecmp(content_type, with, strlen(with)) == 0;
}

static bool is_multipart(const char *content_type)
{
	return begins(content_type, "application/vnd.wap.multipart.") ||
	       begins(content_type, "multipart/");
}

/* What cannot be told may have some; parts have no parts here. */
static bool has_secrets(const struct pdu_content_type *type, const uint8_t *octets, size_t length)
{
	struct smsmodem_push *inner;
	bool has = true;

	if (is_multipart(type->name) || begins(type->name, "application/vnd.wap.mms-message"))
		return true;
	if (smsmodem_push_decode_body(octets, length, type->name ? type->name : "unassigned", NULL,
				      &inner, NULL) == SMSMODEM_OK)
		has = smsmodem_push_has_secrets(inner);
	smsmodem_push_free(inner);
	return has;
}

/* @return false: there is none */
static bool read_part(struct smsmodem_push *push, struct pdu_wsp_reader *reader)
{
	static const struct push_label label = {"parts", "part", true};
	struct pdu_content_type type = {0};
	size_t head_len = pdu_wsp_get_uintvar(reader);
	size_t length = pdu_wsp_get_uintvar(reader);
	struct pdu_wsp_reader head = pdu_wsp_get_octets(reader, head_len);
	struct pdu_wsp_reader body = pdu_wsp_get_octets(reader, length);

	if (!reader->failed)
		pdu_wsp_get_content_type(&head, &type);
	if (reader->failed || head.failed)
		return false;
	put_part(push, label, &type, length);
	push->secrets |= has_secrets(&type, body.octets, length);
	return true;
}

static void read_parts(struct smsmodem_push *push, struct pdu_wsp_reader reader)
{
	uint32_t count = pdu_wsp_get_uintvar(&reader);
	uint32_t read = 0;

	while (read < count && read < PARTS_MAX && read_part(push, &reader))
		read++;
	if (reader.failed || (read < count && read < PARTS_MAX)) {
		push_problem(push, "the multipart is cut, or is none, behind part %u", read);
		push->secrets = true; /* nobody knows */
	} else if (read < count) {
		push_problem(push, "only the first %d of its %u parts are named", PARTS_MAX, count);
		push->secrets = true;
	}
}

void push_read_parts(struct smsmodem_push *push)
{
	if (is_multipart(push->content_type))
		read_parts(push, pdu_wsp_reader(push->body, push->body_len));
}

void push_put_body(struct smsmodem_push *push, const uint8_t *octets, size_t length)
{
	static const struct push_label label = {"content", "content", false};
	struct pdu_wsp_reader reader = pdu_wsp_reader(octets, length);
	struct pdu_content_type type;

	pdu_wsp_get_content_type(&reader, &type);
	if (reader.failed) {
		push_problem(push, "the content type of its body does not end");
		return;
	}
	put_part(push, label, &type, length - reader.at);
	if (is_multipart(type.name))
		read_parts(push, pdu_wsp_reader(octets + reader.at, length - reader.at));
}
