/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A service record as the XML of BlueZ: <record> of <attribute id="..."> of one element each. Texts
 * are in hexadecimal, so that nothing in them needs an escape.
 */
#include "record.h"
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>

/* What is written; length is size once something did not fit. */
struct writer {
	char *text;
	size_t size, length;
};

static void put(struct writer *writer, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

static void put(struct writer *writer, const char *format, ...)
{
	size_t room = writer->size - writer->length;
	va_list arguments;

	va_start(arguments, format);
	int length = vsnprintf(writer->text + writer->length, room, format, arguments);
	va_end(arguments);
	writer->length = length < 0 || (size_t)length >= room ? writer->size
							      : writer->length + (size_t)length;
}

static bool put_number(struct writer *writer, const char *name,
		       const struct smsmodem_sdp_element *element)
{
	uint64_t number;

	if (element->length > 8 || !smsmodem_sdp_number(element, &number))
		return false;
	put(writer, "<%s%zu value=\"0x%" PRIx64 "\"/>", name, 8 * element->length, number);
	return true;
}

static bool put_uuid(struct writer *writer, const struct smsmodem_sdp_element *element)
{
	char text[SMSMODEM_SDP_UUID_SIZE];
	struct smsmodem_sdp_uuid uuid;

	if (!smsmodem_sdp_uuid_read(element, &uuid))
		return false;
	smsmodem_sdp_uuid_format(&uuid, text);
	put(writer, "<uuid value=\"%s\"/>", text);
	return true;
}

static bool put_text(struct writer *writer, const struct smsmodem_sdp_element *element)
{
	put(writer, "<text encoding=\"hex\" value=\"");
	for (size_t i = 0; i < element->length; i++)
		put(writer, "%02x", element->octets[i]);
	put(writer, "\"/>");
	return true;
}

static bool put_element(struct writer *writer, const struct smsmodem_sdp_element *element,
			int depth);

static bool put_sequence(struct writer *writer, const struct smsmodem_sdp_element *sequence,
			 int depth)
{
	struct smsmodem_sdp_element element;

	put(writer, "<sequence>");
	for (size_t at = 0; at < sequence->length;) {
		long taken =
			smsmodem_sdp_read(sequence->octets + at, sequence->length - at, &element);
		if (taken <= 0 || !put_element(writer, &element, depth + 1))
			return false;
		at += (size_t)taken;
	}
	put(writer, "</sequence>");
	return true;
}

/* The types that our records have. */
static bool put_element(struct writer *writer, const struct smsmodem_sdp_element *element,
			int depth)
{
	if (depth > SMSMODEM_SDP_DEPTH)
		return false;
	switch (element->type) {
	case SMSMODEM_SDP_UINT: return put_number(writer, "uint", element);
	case SMSMODEM_SDP_UUID: return put_uuid(writer, element);
	case SMSMODEM_SDP_TEXT: return put_text(writer, element);
	case SMSMODEM_SDP_SEQUENCE: return put_sequence(writer, element, depth);
	case SMSMODEM_SDP_NIL:
	case SMSMODEM_SDP_INT:
	case SMSMODEM_SDP_BOOL:
	case SMSMODEM_SDP_ALTERNATIVE:
	case SMSMODEM_SDP_URL: break;
	}
	return false;
}

/* An attribute ID and its value. @return octets taken, or negative */
static long put_attribute(struct writer *writer, const uint8_t *octets, size_t count)
{
	struct smsmodem_sdp_element id, value;
	uint64_t number;
	long id_length = smsmodem_sdp_read(octets, count, &id);

	if (id_length <= 0 || id.type != SMSMODEM_SDP_UINT || id.length != 2 ||
	    !smsmodem_sdp_number(&id, &number))
		return -1;
	long length = smsmodem_sdp_read(octets + id_length, count - (size_t)id_length, &value);
	if (length <= 0)
		return -1;
	if (number == BT_SDP_RECORD_HANDLE)
		return id_length + length;
	put(writer, "<attribute id=\"0x%04" PRIx64 "\">", number);
	if (!put_element(writer, &value, 1))
		return -1;
	put(writer, "</attribute>");
	return id_length + length;
}

int bt_record_xml(const struct bt_record *record, char xml[BT_RECORD_XML_SIZE])
{
	struct writer writer = {.text = xml, .size = BT_RECORD_XML_SIZE};
	struct smsmodem_sdp_element whole;

	if (smsmodem_sdp_read(record->octets, record->length, &whole) < 0 ||
	    whole.type != SMSMODEM_SDP_SEQUENCE)
		return SMSMODEM_E_DATA;
	put(&writer, "<?xml version=\"1.0\" encoding=\"UTF-8\"?><record>");
	for (size_t at = 0; at < whole.length;) {
		long taken = put_attribute(&writer, whole.octets + at, whole.length - at);
		if (taken < 0)
			return SMSMODEM_E_DATA;
		at += (size_t)taken;
	}
	put(&writer, "</record>");
	return writer.length < writer.size ? SMSMODEM_OK : SMSMODEM_E_SPACE;
}
