/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shown_cdma.h"
#include "shown_json.h"
#include "shown_push.h"
#include <stdlib.h>
#include <string.h>

void shown_cdma_number(json_t *object, const char *key, unsigned number)
{
	shown_set(object, key, json_integer((json_int_t)number));
}

void shown_cdma_name(json_t *object, const char *key, enum smsmodem_cdma_names names,
		     unsigned value)
{
	shown_set(object, key, json_string(smsmodem_cdma_name(names, value)));
}

void shown_cdma_text(json_t *object, const char *key, const char *text)
{
	shown_set(object, key, output_string(text, strlen(text)));
}

/* No zone is told. */
static void set_time(json_t *object, const char *key, const struct smsmodem_time *time)
{
	shown_set(object, key,
		  time->valid
			  ? json_sprintf("%04d-%02d-%02dT%02d:%02d:%02d", time->year, time->month,
					 time->day, time->hour, time->minute, time->second)
			  : json_null());
}

void shown_cdma_list(json_t *object, const char *key, json_t *list)
{
	if (json_array_size(list) > 0)
		shown_set(object, key, list);
	else
		json_decref(list);
}

/* --- transport layer --- */

static const char *address_type(const struct smsmodem_cdma_address *address)
{
	static const char *const networks[] = {"unknown", "ip", "email"};

	if (!address->data_network)
		return smsmodem_cdma_name(SMSMODEM_CDMA_NAMES_NUMBER_TYPE, address->type);
	return address->type < 3 ? networks[address->type] : "reserved";
}

void shown_cdma_address(json_t *object, const char *key,
			const struct smsmodem_cdma_address *address)
{
	char type[32];

	(void)snprintf(type, sizeof type, "%s_type", key);
	shown_cdma_text(object, key, address->text);
	shown_set(object, type, json_string(address_type(address)));
}

static void set_subaddress(json_t *object, const char *key,
			   const struct smsmodem_cdma_subaddress *sub)
{
	shown_set(object, key,
		  json_pack("{s:s, s:b, s:o}", "type", sub->type == 0 ? "nsap" : "user", "odd",
			    sub->odd, "data", shown_hex(sub->octets, sub->length)));
}

static void set_cause(json_t *object, const struct smsmodem_cdma *cdma)
{
	json_t *cause = json_object();

	shown_cdma_number(cause, "seq", cdma->cause_seq);
	shown_cdma_name(cause, "class", SMSMODEM_CDMA_NAMES_CAUSE_CLASS, cdma->cause_class);
	if (cdma->cause_class) {
		shown_cdma_number(cause, "code", cdma->cause);
		shown_cdma_name(cause, "text", SMSMODEM_CDMA_NAMES_CAUSE, cdma->cause);
	}
	shown_set(object, "cause", cause);
}

static void set_transport(json_t *object, const struct smsmodem_cdma *cdma)
{
	uint32_t there = cdma->parameters.there, bad = cdma->parameters.bad;

	shown_cdma_name(object, "type", SMSMODEM_CDMA_NAMES_TYPE, cdma->type);
	if (there >> SMSMODEM_CDMA_TELESERVICE & 1) {
		shown_cdma_number(object, "teleservice", cdma->teleservice);
		shown_cdma_name(object, "teleservice_name", SMSMODEM_CDMA_NAMES_TELESERVICE,
				cdma->teleservice);
	}
	if (there >> SMSMODEM_CDMA_CATEGORY & 1) {
		shown_cdma_number(object, "category", cdma->category);
		shown_cdma_name(object, "category_name", SMSMODEM_CDMA_NAMES_CATEGORY,
				cdma->category);
	}
	if (there >> SMSMODEM_CDMA_ORIGINATOR & 1)
		shown_cdma_address(object, "from", &cdma->from);
	else if (bad >> SMSMODEM_CDMA_ORIGINATOR & 1)
		shown_set(object, "from", json_null());
	if (there >> SMSMODEM_CDMA_ORIGINATOR_SUB & 1)
		set_subaddress(object, "from_subaddress", &cdma->from_sub);
	if (there >> SMSMODEM_CDMA_DESTINATION & 1)
		shown_cdma_address(object, "to", &cdma->to);
	else if (bad >> SMSMODEM_CDMA_DESTINATION & 1)
		shown_set(object, "to", json_null());
	if (there >> SMSMODEM_CDMA_DESTINATION_SUB & 1)
		set_subaddress(object, "to_subaddress", &cdma->to_sub);
	if (there >> SMSMODEM_CDMA_REPLY_OPTION & 1)
		shown_cdma_number(object, "bearer_reply_seq", cdma->reply_seq);
	if (there >> SMSMODEM_CDMA_CAUSE & 1)
		set_cause(object, cdma);
}

/* --- user data --- */

static void set_missing(json_t *object, const struct smsmodem_cdma_message *message)
{
	bool here[SMSMODEM_PARTS_MAX + 1] = {false};
	unsigned part, total = 0;
	json_t *missing = json_array();

	for (size_t i = 0; i < message->count; i++)
		if (smsmodem_cdma_part(message->parts[i], &part, &total))
			here[part] = true;
	for (unsigned i = 1; i <= total; i++)
		if (!here[i])
			(void)json_array_append_new(missing, json_integer((json_int_t)i));
	shown_set(object, "incomplete", json_true());
	shown_set(object, "missing", missing);
}

static void set_parts(json_t *object, const struct smsmodem_cdma_message *message)
{
	const struct smsmodem_cdma *cdma = message->parts[0];
	unsigned part, total;

	if (!smsmodem_cdma_part(cdma, &part, &total))
		return;
	shown_cdma_number(object, "parts", total);
	if (cdma->data.concat.ref_bits) {
		shown_cdma_number(object, "ref", cdma->data.concat.ref);
		shown_cdma_number(object, "ref_bits", cdma->data.concat.ref_bits);
	}
	if (message->total == 1) /* shown for itself, not joined */
		shown_cdma_number(object, "part", part);
	else if (message->count < message->total)
		set_missing(object, message);
}

static void set_wap(json_t *object, const struct smsmodem_cdma_wap *wap)
{
	json_t *segment = json_pack("{s:i, s:i}", "segment", wap->segment, "total", wap->total);

	if (wap->segment == 0) {
		shown_cdma_number(segment, "src", wap->src);
		shown_cdma_number(segment, "dst", wap->dst);
	}
	shown_set(object, "wap", segment);
}

static void set_header(json_t *object, const struct smsmodem_cdma *cdma)
{
	json_t *list = json_array();
	struct smsmodem_ie ie;
	size_t position = 0;

	while (smsmodem_cdma_udh_next(cdma, &position, &ie) > 0)
		(void)json_array_append_new(list, json_pack("{s:i, s:s, s:o}", "iei", ie.iei,
							    "name", smsmodem_iei_name(ie.iei),
							    "data", shown_hex(ie.data, ie.length)));
	shown_set(object, "udh", list);
	if (cdma->data.ports.bits)
		shown_set(object, "ports",
			  json_pack("{s:i, s:i}", "dst", cdma->data.ports.dst, "src",
				    cdma->data.ports.src));
}

/* @return false: out of memory */
static bool set_user_data(json_t *object, const struct smsmodem_cdma_message *message)
{
	const struct smsmodem_cdma *cdma = message->parts[0];
	struct shown_content content = shown_cdma_content(message);

	if (!content.octets)
		return false;
	shown_cdma_name(object, "encoding", SMSMODEM_CDMA_NAMES_ENCODING, cdma->data.encoding);
	if (content.is_text)
		shown_set(object, "text", output_string(content.octets, content.length));
	else
		shown_set(object, "data",
			  shown_hex((const uint8_t *)content.octets, content.length));
	free(content.octets);
	set_parts(object, message);
	if (cdma->data.wap.valid)
		set_wap(object, &cdma->data.wap);
	if (cdma->data.header_len > 0)
		set_header(object, cdma);
	return true;
}

/* --- subparameters --- */

/* Those whose value has a name, and what their keys are. */
struct named_row {
	enum smsmodem_cdma_sub sub;
	const char *key;
	enum smsmodem_cdma_names names;
	size_t offset;
};

static const struct named_row named_rows[] = {
	{SMSMODEM_CDMA_SUB_PRIORITY, "priority", SMSMODEM_CDMA_NAMES_PRIORITY,
	 offsetof(struct smsmodem_cdma, priority)},
	{SMSMODEM_CDMA_SUB_PRIVACY, "privacy", SMSMODEM_CDMA_NAMES_PRIVACY,
	 offsetof(struct smsmodem_cdma, privacy)},
	{SMSMODEM_CDMA_SUB_ALERT, "alert", SMSMODEM_CDMA_NAMES_ALERT,
	 offsetof(struct smsmodem_cdma, alert)},
	{SMSMODEM_CDMA_SUB_LANGUAGE, "language", SMSMODEM_CDMA_NAMES_LANGUAGE,
	 offsetof(struct smsmodem_cdma, language)},
	{SMSMODEM_CDMA_SUB_DISPLAY, "display_mode", SMSMODEM_CDMA_NAMES_DISPLAY,
	 offsetof(struct smsmodem_cdma, display)},
};

static void set_named(json_t *object, const struct smsmodem_cdma *cdma)
{
	for (size_t i = 0; i < sizeof named_rows / sizeof named_rows[0]; i++) {
		const struct named_row *row = &named_rows[i];
		unsigned value = *((const uint8_t *)cdma + row->offset);
		if (!shown_cdma_has(cdma, row->sub))
			continue;
		if (strcmp(smsmodem_cdma_name(row->names, value), "reserved") == 0)
			shown_cdma_number(object, row->key, value);
		else
			shown_cdma_name(object, row->key, row->names, value);
	}
}

/* A relative time as coded, and in seconds where it is a length. */
static void set_period(json_t *object, const char *key, uint8_t period)
{
	uint32_t seconds = smsmodem_cdma_period_seconds(period);
	char name[32];

	shown_cdma_number(object, key, period);
	(void)snprintf(name, sizeof name, "%s_%s", key, seconds ? "seconds" : "text");
	if (seconds)
		shown_cdma_number(object, name, seconds);
	else
		shown_cdma_name(object, name, SMSMODEM_CDMA_NAMES_PERIOD, period);
}

static void set_times(json_t *object, const struct smsmodem_cdma *cdma)
{
	if (shown_cdma_has(cdma, SMSMODEM_CDMA_SUB_TIME))
		set_time(object, "mc_timestamp", &cdma->time);
	if (shown_cdma_has(cdma, SMSMODEM_CDMA_SUB_VALID_UNTIL))
		set_time(object, "validity_absolute", &cdma->valid_until);
	if (shown_cdma_has(cdma, SMSMODEM_CDMA_SUB_VALID_FOR))
		set_period(object, "validity_relative", cdma->valid_for);
	if (shown_cdma_has(cdma, SMSMODEM_CDMA_SUB_DEFER_UNTIL))
		set_time(object, "deferred_absolute", &cdma->defer_until);
	if (shown_cdma_has(cdma, SMSMODEM_CDMA_SUB_DEFER_FOR))
		set_period(object, "deferred_relative", cdma->defer_for);
}

static void set_reply(json_t *object, uint8_t reply)
{
	shown_set(object, "user_ack", json_boolean(reply & SMSMODEM_CDMA_WANTS_USER_ACK));
	shown_set(object, "delivery_ack", json_boolean(reply & SMSMODEM_CDMA_WANTS_DELIVERY_ACK));
	shown_set(object, "read_ack", json_boolean(reply & SMSMODEM_CDMA_WANTS_READ_ACK));
	shown_set(object, "report", json_boolean(reply & SMSMODEM_CDMA_WANTS_REPORT));
}

static void set_status(json_t *object, const struct smsmodem_cdma *cdma)
{
	json_t *status = json_object();

	shown_cdma_name(status, "class", SMSMODEM_CDMA_NAMES_CAUSE_CLASS, cdma->status_class);
	shown_cdma_number(status, "code", cdma->status);
	shown_cdma_name(status, "text", SMSMODEM_CDMA_NAMES_STATUS,
			(unsigned)cdma->status_class << 6 | cdma->status);
	shown_set(object, "status", status);
}

static void set_public_alert(json_t *object, const struct smsmodem_cdma_alert *alert)
{
	json_t *entry = json_object();

	shown_cdma_name(entry, "category", SMSMODEM_CDMA_NAMES_ALERT_CATEGORY, alert->category);
	shown_cdma_name(entry, "response", SMSMODEM_CDMA_NAMES_ALERT_RESPONSE, alert->response);
	shown_cdma_name(entry, "severity", SMSMODEM_CDMA_NAMES_ALERT_SEVERITY, alert->severity);
	shown_cdma_name(entry, "urgency", SMSMODEM_CDMA_NAMES_ALERT_URGENCY, alert->urgency);
	shown_cdma_name(entry, "certainty", SMSMODEM_CDMA_NAMES_ALERT_CERTAINTY, alert->certainty);
	shown_set(object, "cmas", entry);
}

static void set_values(json_t *object, const struct smsmodem_cdma *cdma)
{
	if (shown_cdma_has(cdma, SMSMODEM_CDMA_SUB_RESPONSE))
		shown_cdma_number(object, "user_response_code", cdma->user_response);
	if (shown_cdma_has(cdma, SMSMODEM_CDMA_SUB_REPLY))
		set_reply(object, cdma->reply);
	if (shown_cdma_has(cdma, SMSMODEM_CDMA_SUB_COUNT))
		shown_cdma_number(object, "number_of_messages", cdma->count);
	if (cdma->callback.text[0])
		shown_cdma_address(object, "callback", &cdma->callback);
	if (shown_cdma_has(cdma, SMSMODEM_CDMA_SUB_DEPOSIT))
		shown_cdma_number(object, "deposit_index", cdma->deposit);
	if (shown_cdma_has(cdma, SMSMODEM_CDMA_SUB_STATUS))
		set_status(object, cdma);
	if (shown_cdma_has(cdma, SMSMODEM_CDMA_SUB_TP_CAUSE))
		shown_set(object, "tp_failure_cause",
			  json_pack("{s:i, s:s}", "code", cdma->tp_cause, "text",
				    smsmodem_fcs_text(cdma->tp_cause)));
}

/* --- what is not read --- */

/* Identifiers that nobody has assigned, and what is malformed, are kept as they came. */
static void set_unread(json_t *object, const struct smsmodem_cdma *cdma)
{
	json_t *reserved = json_array(), *malformed = json_array(), *data = json_array();
	struct smsmodem_cdma_subparameter sub;
	size_t position = 0;

	for (unsigned i = 0; i <= SMSMODEM_CDMA_BEARER; i++)
		if (cdma->parameters.bad >> i & 1)
			(void)json_array_append_new(
				malformed,
				json_string(smsmodem_cdma_name(SMSMODEM_CDMA_NAMES_PARAMETER, i)));
	while (smsmodem_cdma_sub_next(cdma, &position, &sub) > 0) {
		bool known = sub.id < SMSMODEM_CDMA_SUBS;
		if (known && !(cdma->subs.bad >> sub.id & 1))
			continue;
		(void)json_array_append_new(known ? data : reserved,
					    json_pack("{s:i, s:o}", "id", sub.id, "data",
						      shown_hex(sub.octets, sub.length)));
		if (known)
			(void)json_array_append_new(
				malformed,
				json_string(smsmodem_cdma_name(SMSMODEM_CDMA_NAMES_SUB, sub.id)));
	}
	shown_cdma_list(object, "reserved", reserved);
	shown_cdma_list(object, "malformed", malformed);
	shown_cdma_list(object, "malformed_data", data);
}

json_t *shown_cdma_json(const struct smsmodem_cdma_message *message,
			const struct shown_push_options *push)
{
	const struct smsmodem_cdma *cdma = message->parts[0];
	json_t *object = json_pack("{s:s}", "kind", "cdma");

	set_transport(object, cdma);
	if (shown_cdma_has(cdma, SMSMODEM_CDMA_SUB_MESSAGE_ID)) {
		shown_cdma_name(object, "message_type", SMSMODEM_CDMA_NAMES_MESSAGE_TYPE,
				cdma->message_type);
		shown_cdma_number(object, "message_id", cdma->message_id);
	}
	bool has_data = cdma->data.length > 0 || shown_cdma_has(cdma, SMSMODEM_CDMA_SUB_USER_DATA);
	if (has_data && !set_user_data(object, message)) {
		json_decref(object);
		return NULL;
	}
	set_times(object, cdma);
	set_named(object, cdma);
	set_values(object, cdma);
	if (cdma->public_alert.valid)
		set_public_alert(object, &cdma->public_alert);
	shown_cdma_lists(object, cdma);
	set_unread(object, cdma);
	struct shown_push found = shown_push_of_cdma(message, push);
	shown_push_set(object, &found);
	return object;
}
