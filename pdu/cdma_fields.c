/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A message of CDMA parameter by parameter, for people. */
#include "cdma.h"
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

struct fields_walk {
	const struct smsmodem_cdma *cdma;
	struct smsmodem_field *fields;
	size_t count;
};

/* The last row is kept for what no row is left for. */
static struct smsmodem_field *fields_row(struct fields_walk *walk, size_t offset, size_t length,
					 uint8_t depth, const char *name)
{
	if (walk->count > 0 && walk->count == SMSMODEM_FIELDS_MAX) {
		struct smsmodem_field *last = &walk->fields[SMSMODEM_FIELDS_MAX - 1];

		last->length = (uint16_t)(offset + length - last->offset);
		return NULL;
	}
	struct smsmodem_field *field = &walk->fields[walk->count++];
	*field = (struct smsmodem_field){
		.offset = (uint16_t)offset, .length = (uint16_t)length, .depth = depth};
	(void)snprintf(field->name, sizeof field->name, "%s", name);
	return field;
}

static void fields_say(struct smsmodem_field *field, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

static void fields_say(struct smsmodem_field *field, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	(void)vsnprintf(field->text, sizeof field->text, format, arguments);
	va_end(arguments);
}

static void fields_name(struct smsmodem_field *field, enum smsmodem_cdma_names names,
			unsigned value)
{
	fields_say(field, "%u: %s", value, smsmodem_cdma_name(names, value));
}

static void fields_address(struct smsmodem_field *field,
			   const struct smsmodem_cdma_address *address)
{
	fields_say(field, "%.60s (%s)", address->text,
		   address->data_network ? "data network"
		   : address->eight_bit
			   ? smsmodem_cdma_name(SMSMODEM_CDMA_NAMES_NUMBER_TYPE, address->type)
			   : "digits");
}

static void fields_time(struct smsmodem_field *field, const struct smsmodem_time *time)
{
	if (time->valid)
		fields_say(field, "%04u-%02u-%02u %02u:%02u:%02u", time->year, time->month,
			   time->day, time->hour, time->minute, time->second);
	else
		fields_say(field, "no date");
}

static void fields_period(struct smsmodem_field *field, uint8_t period)
{
	uint32_t seconds = smsmodem_cdma_period_seconds(period);

	if (seconds)
		fields_say(field, "%u: %u s", period, (unsigned)seconds);
	else
		fields_name(field, SMSMODEM_CDMA_NAMES_PERIOD, period);
}

static void fields_user_data(struct smsmodem_field *field,
			     const struct smsmodem_cdma_user_data *data)
{
	int used = snprintf(field->text, sizeof field->text, "%s, %u fields",
			    smsmodem_cdma_name(SMSMODEM_CDMA_NAMES_ENCODING, data->encoding),
			    data->num_fields);
	char *rest = field->text + used;
	size_t size = sizeof field->text - (size_t)used;

	if (data->concat.ref_bits)
		(void)snprintf(rest, size, ", header of %u, part %u of %u, reference %u",
			       data->header_len, data->concat.seq, data->concat.total,
			       data->concat.ref);
	else if (data->header_len)
		(void)snprintf(rest, size, ", header of %u", data->header_len);
	else if (data->wap.valid && data->wap.segment == 0)
		(void)snprintf(rest, size, ", segment 0 of %u, port %u from %u", data->wap.total,
			       data->wap.dst, data->wap.src);
	else if (data->wap.valid)
		(void)snprintf(rest, size, ", segment %u of %u", data->wap.segment,
			       data->wap.total);
}

static void fields_reply(struct smsmodem_field *field, uint8_t reply)
{
	fields_say(field, "wanted:%s%s%s%s%s",
		   reply & SMSMODEM_CDMA_WANTS_USER_ACK ? " user ack" : "",
		   reply & SMSMODEM_CDMA_WANTS_DELIVERY_ACK ? " delivery ack" : "",
		   reply & SMSMODEM_CDMA_WANTS_READ_ACK ? " read ack" : "",
		   reply & SMSMODEM_CDMA_WANTS_REPORT ? " report" : "", reply ? "" : " nothing");
}

/* Those of a field whose value is a name. @return whether it was one */
static bool fields_sub_name(struct smsmodem_field *field, const struct smsmodem_cdma *cdma,
			    unsigned id)
{
	switch (id) {
	case SMSMODEM_CDMA_SUB_PRIORITY:
		fields_name(field, SMSMODEM_CDMA_NAMES_PRIORITY, cdma->priority);
		return true;
	case SMSMODEM_CDMA_SUB_PRIVACY:
		fields_name(field, SMSMODEM_CDMA_NAMES_PRIVACY, cdma->privacy);
		return true;
	case SMSMODEM_CDMA_SUB_ALERT:
		fields_name(field, SMSMODEM_CDMA_NAMES_ALERT, cdma->alert);
		return true;
	case SMSMODEM_CDMA_SUB_LANGUAGE:
		fields_name(field, SMSMODEM_CDMA_NAMES_LANGUAGE, cdma->language);
		return true;
	case SMSMODEM_CDMA_SUB_DISPLAY:
		fields_name(field, SMSMODEM_CDMA_NAMES_DISPLAY, cdma->display);
		return true;
	case SMSMODEM_CDMA_SUB_STATUS:
		fields_name(field, SMSMODEM_CDMA_NAMES_STATUS,
			    (unsigned)cdma->status_class << 6 | cdma->status);
		return true;
	default: return false;
	}
}

static void fields_sub_value(struct smsmodem_field *field, const struct smsmodem_cdma *cdma,
			     unsigned id)
{
	switch (id) {
	case SMSMODEM_CDMA_SUB_MESSAGE_ID:
		fields_say(field, "%s, identifier %u%s",
			   smsmodem_cdma_name(SMSMODEM_CDMA_NAMES_MESSAGE_TYPE, cdma->message_type),
			   cdma->message_id, cdma->header_ind ? ", with a header" : "");
		break;
	case SMSMODEM_CDMA_SUB_RESPONSE: fields_say(field, "%u", cdma->user_response); break;
	case SMSMODEM_CDMA_SUB_TIME: fields_time(field, &cdma->time); break;
	case SMSMODEM_CDMA_SUB_VALID_UNTIL: fields_time(field, &cdma->valid_until); break;
	case SMSMODEM_CDMA_SUB_VALID_FOR: fields_period(field, cdma->valid_for); break;
	case SMSMODEM_CDMA_SUB_DEFER_UNTIL: fields_time(field, &cdma->defer_until); break;
	case SMSMODEM_CDMA_SUB_DEFER_FOR: fields_period(field, cdma->defer_for); break;
	case SMSMODEM_CDMA_SUB_REPLY: fields_reply(field, cdma->reply); break;
	case SMSMODEM_CDMA_SUB_COUNT: fields_say(field, "%u", cdma->count); break;
	case SMSMODEM_CDMA_SUB_CALLBACK: fields_address(field, &cdma->callback); break;
	case SMSMODEM_CDMA_SUB_DEPOSIT: fields_say(field, "%u", cdma->deposit); break;
	case SMSMODEM_CDMA_SUB_TP_CAUSE:
		fields_say(field, "%u: %s", cdma->tp_cause, smsmodem_fcs_text(cdma->tp_cause));
		break;
	default: (void)fields_sub_name(field, cdma, id); break;
	}
}

/* Of broadcasts those of a text within them are decoded, and here they are as they came. */
static void fields_sub_user_data(struct smsmodem_field *field, const struct smsmodem_cdma *cdma,
				 const struct smsmodem_cdma_subparameter *sub)
{
	struct pdu_bits bits = pdu_bits_of(sub->octets, sub->length);
	struct smsmodem_cdma_user_data outer;

	if (cdma->type == SMSMODEM_CDMA_BROADCAST &&
	    pdu_cdma_user_data(&bits, cdma->header_ind, &outer))
		fields_user_data(field, &outer);
	else
		fields_user_data(field, &cdma->data);
}

static void fields_sub(struct smsmodem_field *field, const struct smsmodem_cdma *cdma,
		       const struct smsmodem_cdma_subparameter *sub)
{
	size_t length;

	if (!(cdma->subs.there & 1U << sub->id))
		fields_say(field, "malformed");
	else if (pdu_cdma_sub(cdma, sub->id, &length) != sub->octets)
		fields_say(field, "ignored: it is not the only one");
	else if (sub->id == SMSMODEM_CDMA_SUB_USER_DATA)
		fields_sub_user_data(field, cdma, sub);
	else
		fields_sub_value(field, cdma, sub->id);
}

/* The one whose length is wrong, and all that is behind it. */
static void fields_long(struct fields_walk *walk, size_t offset, size_t length, uint8_t depth,
			const char *name)
{
	struct smsmodem_field *field = fields_row(walk, offset, length, depth, name);

	if (field)
		fields_say(field, "runs past the end");
}

static const char *fields_sub_title(uint8_t id)
{
	return id < SMSMODEM_CDMA_SUBS ? smsmodem_cdma_name(SMSMODEM_CDMA_NAMES_SUB, id)
				       : "reserved";
}

/* @return whether they are all of the bearer data */
static bool fields_bearer(struct fields_walk *walk, size_t offset)
{
	struct smsmodem_cdma_subparameter sub;
	size_t position = 0, from = 0;

	while (smsmodem_cdma_sub_next(walk->cdma, &position, &sub) > 0) {
		bool known = sub.id < SMSMODEM_CDMA_SUBS;
		struct smsmodem_field *field = fields_row(walk, offset + from, position - from, 1,
							  fields_sub_title(sub.id));

		from = position;
		if (field && known)
			fields_sub(field, walk->cdma, &sub);
	}
	if (from == walk->cdma->bearer_len)
		return true;
	fields_long(walk, offset + from, walk->cdma->bearer_len - from, 1,
		    fields_sub_title(walk->cdma->bearer[from]));
	return false;
}

static void fields_subaddress(struct smsmodem_field *field,
			      const struct smsmodem_cdma_subaddress *sub)
{
	fields_say(field, "%s, %u octets", sub->type == 0 ? "NSAP" : "user-specified", sub->length);
}

static void fields_parameter_value(struct smsmodem_field *field, const struct smsmodem_cdma *cdma,
				   unsigned id)
{
	switch (id) {
	case SMSMODEM_CDMA_TELESERVICE:
		fields_name(field, SMSMODEM_CDMA_NAMES_TELESERVICE, cdma->teleservice);
		break;
	case SMSMODEM_CDMA_CATEGORY:
		fields_name(field, SMSMODEM_CDMA_NAMES_CATEGORY, cdma->category);
		break;
	case SMSMODEM_CDMA_ORIGINATOR: fields_address(field, &cdma->from); break;
	case SMSMODEM_CDMA_ORIGINATOR_SUB: fields_subaddress(field, &cdma->from_sub); break;
	case SMSMODEM_CDMA_DESTINATION: fields_address(field, &cdma->to); break;
	case SMSMODEM_CDMA_DESTINATION_SUB: fields_subaddress(field, &cdma->to_sub); break;
	case SMSMODEM_CDMA_REPLY_OPTION:
		fields_say(field, "acknowledge %u", cdma->reply_seq);
		break;
	case SMSMODEM_CDMA_CAUSE:
		fields_say(field, "of %u: %s%s%s", cdma->cause_seq,
			   smsmodem_cdma_name(SMSMODEM_CDMA_NAMES_CAUSE_CLASS, cdma->cause_class),
			   cdma->cause_class ? ", " : "",
			   cdma->cause_class
				   ? smsmodem_cdma_name(SMSMODEM_CDMA_NAMES_CAUSE, cdma->cause)
				   : "");
		break;
	case SMSMODEM_CDMA_BEARER: fields_say(field, "%u octets", cdma->bearer_len); break;
	default: break;
	}
}

/* One parameter. @return its octets, or 0: what is behind it is not explained */
static size_t fields_parameter(struct fields_walk *walk, const uint8_t *octets, size_t at,
			       bool *bearer_seen)
{
	uint8_t id = octets[at];
	bool bearer = id == SMSMODEM_CDMA_BEARER && !*bearer_seen;
	size_t length = 2 + (size_t)octets[at + 1];
	struct smsmodem_field *field =
		fields_row(walk, at, bearer ? 2 : length, 0,
			   smsmodem_cdma_name(SMSMODEM_CDMA_NAMES_PARAMETER, id));

	if (field && id <= SMSMODEM_CDMA_BEARER) {
		if (walk->cdma->parameters.there & 1U << id)
			fields_parameter_value(field, walk->cdma, id);
		else
			fields_say(field, "malformed");
	}
	*bearer_seen |= bearer;
	return bearer && !fields_bearer(walk, at + 2) ? 0 : length;
}

static void fields_transport(struct fields_walk *walk, const uint8_t *octets, size_t length)
{
	bool known = octets[0] <= SMSMODEM_CDMA_ACKNOWLEDGE, bearer_seen = false;
	struct smsmodem_field *field = fields_row(walk, 0, known ? 1 : length, 0, "SMS_MSG_TYPE");
	size_t at = 1, step = 1;

	if (!known) {
		fields_say(field, "none of CDMA");
		return;
	}
	fields_name(field, SMSMODEM_CDMA_NAMES_TYPE, octets[0]);
	for (; step > 0 && length - at >= 2 && length - at - 2 >= octets[at + 1]; at += step)
		step = fields_parameter(walk, octets, at, &bearer_seen);
	if (step > 0 && at < length)
		fields_long(walk, at, length - at, 0,
			    smsmodem_cdma_name(SMSMODEM_CDMA_NAMES_PARAMETER, octets[at]));
}

int smsmodem_cdma_fields(const char *hex, size_t length, enum smsmodem_cdma_layer layer,
			 struct smsmodem_field *fields, size_t *count, struct smsmodem_error *error)
{
	uint8_t octets[PDU_CDMA_OCTETS_MAX];
	struct smsmodem_cdma cdma;
	struct fields_walk walk = {.cdma = &cdma, .fields = fields};
	size_t bad = 0;

	*count = 0;
	int result = smsmodem_cdma_decode(hex, length, layer, &cdma, error);
	if (result == SMSMODEM_E_DATA)
		return result;
	int octet_count = pdu_hex_decode(hex, length, octets, sizeof octets, &bad);
	if (octet_count <= 0)
		return result < 0 ? result : SMSMODEM_E_PDU;
	if (result < 0 && layer == SMSMODEM_CDMA_LAYER_AUTO) /* so that what it has is explained */
		(void)pdu_cdma_decode(octets, (size_t)octet_count, SMSMODEM_CDMA_LAYER_TRANSPORT,
				      &cdma, NULL);
	if (cdma.type == SMSMODEM_CDMA_BEARER_DATA)
		(void)fields_bearer(&walk, 0);
	else if (cdma.type == SMSMODEM_CDMA_WDP)
		fields_user_data(fields_row(&walk, 0, (size_t)octet_count, 0, "WDP"), &cdma.data);
	else
		fields_transport(&walk, octets, (size_t)octet_count);
	*count = walk.count;
	return result;
}
