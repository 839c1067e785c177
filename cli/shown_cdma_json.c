/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shown_cdma.h"
#include "shown_json.h"
#include <stdlib.h>
#include <string.h>

static void set_number(json_t *object, const char *key, unsigned number)
{
	shown_set(object, key, json_integer((json_int_t)number));
}

static void set_name(json_t *object, const char *key, enum smsmodem_cdma_names names,
		     unsigned value)
{
	shown_set(object, key, json_string(smsmodem_cdma_name(names, value)));
}

static void set_text(json_t *object, const char *key, const char *text)
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

/* --- transport layer --- */

static const char *address_type(const struct smsmodem_cdma_address *address)
{
	static const char *const networks[] = {"unknown", "ip", "email"};

	if (!address->data_network)
		return smsmodem_cdma_name(SMSMODEM_CDMA_NAMES_NUMBER_TYPE, address->type);
	return address->type < 3 ? networks[address->type] : "reserved";
}

static void set_address(json_t *object, const char *key,
			const struct smsmodem_cdma_address *address)
{
	char type[32];

	(void)snprintf(type, sizeof type, "%s_type", key);
	set_text(object, key, address->text);
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

	set_number(cause, "seq", cdma->cause_seq);
	set_name(cause, "class", SMSMODEM_CDMA_NAMES_CAUSE_CLASS, cdma->cause_class);
	if (cdma->cause_class) {
		set_number(cause, "code", cdma->cause);
		set_name(cause, "text", SMSMODEM_CDMA_NAMES_CAUSE, cdma->cause);
	}
	shown_set(object, "cause", cause);
}

static void set_transport(json_t *object, const struct smsmodem_cdma *cdma)
{
	uint32_t there = cdma->parameters.there, bad = cdma->parameters.bad;

	set_name(object, "type", SMSMODEM_CDMA_NAMES_TYPE, cdma->type);
	if (there >> SMSMODEM_CDMA_TELESERVICE & 1) {
		set_number(object, "teleservice", cdma->teleservice);
		set_name(object, "teleservice_name", SMSMODEM_CDMA_NAMES_TELESERVICE,
			 cdma->teleservice);
	}
	if (there >> SMSMODEM_CDMA_CATEGORY & 1) {
		set_number(object, "category", cdma->category);
		set_name(object, "category_name", SMSMODEM_CDMA_NAMES_CATEGORY, cdma->category);
	}
	if (there >> SMSMODEM_CDMA_ORIGINATOR & 1)
		set_address(object, "from", &cdma->from);
	else if (bad >> SMSMODEM_CDMA_ORIGINATOR & 1)
		shown_set(object, "from", json_null());
	if (there >> SMSMODEM_CDMA_ORIGINATOR_SUB & 1)
		set_subaddress(object, "from_subaddress", &cdma->from_sub);
	if (there >> SMSMODEM_CDMA_DESTINATION & 1)
		set_address(object, "to", &cdma->to);
	else if (bad >> SMSMODEM_CDMA_DESTINATION & 1)
		shown_set(object, "to", json_null());
	if (there >> SMSMODEM_CDMA_DESTINATION_SUB & 1)
		set_subaddress(object, "to_subaddress", &cdma->to_sub);
	if (there >> SMSMODEM_CDMA_REPLY_OPTION & 1)
		set_number(object, "bearer_reply_seq", cdma->reply_seq);
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
	set_number(object, "parts", total);
	if (cdma->data.concat.ref_bits) {
		set_number(object, "ref", cdma->data.concat.ref);
		set_number(object, "ref_bits", cdma->data.concat.ref_bits);
	}
	if (message->total == 1) /* shown for itself, not joined */
		set_number(object, "part", part);
	else if (message->count < message->total)
		set_missing(object, message);
}

static void set_wap(json_t *object, const struct smsmodem_cdma_wap *wap)
{
	json_t *segment = json_pack("{s:i, s:i}", "segment", wap->segment, "total", wap->total);

	if (wap->segment == 0) {
		set_number(segment, "src", wap->src);
		set_number(segment, "dst", wap->dst);
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
	set_name(object, "encoding", SMSMODEM_CDMA_NAMES_ENCODING, cdma->data.encoding);
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
		if (shown_cdma_has(cdma, row->sub))
			set_name(object, row->key, row->names,
				 *((const uint8_t *)cdma + row->offset));
	}
}

/* A relative time as coded, and in seconds where it is a length. */
static void set_period(json_t *object, const char *key, uint8_t period)
{
	uint32_t seconds = smsmodem_cdma_period_seconds(period);
	char name[32];

	set_number(object, key, period);
	(void)snprintf(name, sizeof name, "%s_%s", key, seconds ? "seconds" : "text");
	if (seconds)
		set_number(object, name, seconds);
	else
		set_name(object, name, SMSMODEM_CDMA_NAMES_PERIOD, period);
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

	set_name(status, "class", SMSMODEM_CDMA_NAMES_CAUSE_CLASS, cdma->status_class);
	set_number(status, "code", cdma->status);
	set_name(status, "text", SMSMODEM_CDMA_NAMES_STATUS,
		 (unsigned)cdma->status_class << 6 | cdma->status);
	shown_set(object, "status", status);
}

static void set_values(json_t *object, const struct smsmodem_cdma *cdma)
{
	if (shown_cdma_has(cdma, SMSMODEM_CDMA_SUB_RESPONSE))
		set_number(object, "user_response_code", cdma->user_response);
	if (shown_cdma_has(cdma, SMSMODEM_CDMA_SUB_REPLY))
		set_reply(object, cdma->reply);
	if (shown_cdma_has(cdma, SMSMODEM_CDMA_SUB_COUNT))
		set_number(object, "number_of_messages", cdma->count);
	if (cdma->callback.text[0])
		set_address(object, "callback", &cdma->callback);
	if (shown_cdma_has(cdma, SMSMODEM_CDMA_SUB_DEPOSIT))
		set_number(object, "deposit_index", cdma->deposit);
	if (shown_cdma_has(cdma, SMSMODEM_CDMA_SUB_STATUS))
		set_status(object, cdma);
	if (shown_cdma_has(cdma, SMSMODEM_CDMA_SUB_TP_CAUSE))
		shown_set(object, "tp_failure_cause",
			  json_pack("{s:i, s:s}", "code", cdma->tp_cause, "text",
				    smsmodem_fcs_text(cdma->tp_cause)));
}

/* --- lists --- */

/* A list, where it has something. */
static void set_list(json_t *object, const char *key, json_t *list)
{
	if (json_array_size(list) > 0)
		shown_set(object, key, list);
	else
		json_decref(list);
}

static json_t *segments_json(const struct smsmodem_cdma *cdma)
{
	json_t *list = json_array();
	struct smsmodem_cdma_segment segment;
	size_t position = 0;

	while (smsmodem_cdma_segment_next(cdma, &position, &segment) > 0) {
		json_t *entry = json_object();
		set_name(entry, "encoding", SMSMODEM_CDMA_NAMES_ENCODING, segment.encoding);
		set_text(entry, "text", segment.text);
		(void)json_array_append_new(list, entry);
	}
	return list;
}

static json_t *programs_json(const struct smsmodem_cdma *cdma)
{
	json_t *list = json_array();
	struct smsmodem_cdma_program program;
	size_t position = 0;

	while (smsmodem_cdma_program_next(cdma, &position, &program) > 0) {
		json_t *entry = json_object();
		set_name(entry, "operation", SMSMODEM_CDMA_NAMES_OPERATION, program.operation);
		set_number(entry, "category", program.category);
		set_name(entry, "language", SMSMODEM_CDMA_NAMES_LANGUAGE, program.language);
		set_number(entry, "max_messages", program.max_messages);
		set_number(entry, "alert", program.alert);
		set_text(entry, "name", program.name);
		(void)json_array_append_new(list, entry);
	}
	return list;
}

static json_t *results_json(const struct smsmodem_cdma *cdma)
{
	json_t *list = json_array();
	struct smsmodem_cdma_result result;
	size_t position = 0;

	while (smsmodem_cdma_result_next(cdma, &position, &result) > 0) {
		json_t *entry = json_object();
		set_number(entry, "category", result.category);
		set_number(entry, "result", result.result);
		set_name(entry, "text", SMSMODEM_CDMA_NAMES_RESULT, result.result);
		(void)json_array_append_new(list, entry);
	}
	return list;
}

static void set_vmn(json_t *object, const struct smsmodem_cdma *cdma)
{
	struct smsmodem_cdma_vmn vmn;

	if (smsmodem_cdma_vmn(cdma, &vmn) <= 0)
		return;
	json_t *entry =
		json_pack("{s:i, s:i, s:i, s:i, s:i, s:b, s:b, s:b, s:b, s:b, s:b, s:b}",
			  "message_id", vmn.message_id, "mailbox_id", vmn.mailbox_id, "unheard",
			  vmn.unheard, "length_seconds", vmn.length_s, "keep_days", vmn.keep_days,
			  "password_required", vmn.password_required, "setup_required",
			  vmn.setup_required, "password_change_required",
			  vmn.password_change_required, "almost_full", vmn.almost_full, "full",
			  vmn.full, "reply_allowed", vmn.reply_allowed, "fax", vmn.fax);
	set_name(entry, "priority", SMSMODEM_CDMA_NAMES_PRIORITY, vmn.priority);
	set_address(entry, "access", &vmn.access);
	set_address(entry, "caller", &vmn.caller);
	shown_set(object, "enhanced_vmn", entry);
}

static json_t *ids_json(const uint16_t *ids, size_t count)
{
	json_t *list = json_array();

	for (size_t i = 0; i < count; i++)
		(void)json_array_append_new(list, json_integer(ids[i]));
	return list;
}

static void set_vmn_ack(json_t *object, const struct smsmodem_cdma *cdma)
{
	struct smsmodem_cdma_vmn_ack ack;

	if (smsmodem_cdma_vmn_ack(cdma, &ack) > 0)
		shown_set(object, "enhanced_vmn_ack",
			  json_pack("{s:i, s:i, s:o, s:o}", "mailbox_id", ack.mailbox_id, "unheard",
				    ack.unheard, "deleted", ids_json(ack.deleted_ids, ack.deleted),
				    "played", ids_json(ack.played_ids, ack.played)));
}

/* Identifiers that nobody has assigned, and what is malformed, are kept as they came. */
static void set_unread(json_t *object, const struct smsmodem_cdma *cdma)
{
	json_t *reserved = json_array(), *malformed = json_array();
	struct smsmodem_cdma_subparameter sub;
	size_t position = 0;

	for (unsigned i = 0; i <= SMSMODEM_CDMA_BEARER; i++)
		if (cdma->parameters.bad >> i & 1)
			(void)json_array_append_new(
				malformed,
				json_string(smsmodem_cdma_name(SMSMODEM_CDMA_NAMES_PARAMETER, i)));
	while (smsmodem_cdma_sub_next(cdma, &position, &sub) > 0) {
		if (sub.id >= SMSMODEM_CDMA_SUBS)
			(void)json_array_append_new(reserved,
						    json_pack("{s:i, s:o}", "id", sub.id, "data",
							      shown_hex(sub.octets, sub.length)));
		else if (cdma->subs.bad >> sub.id & 1)
			(void)json_array_append_new(
				malformed,
				json_string(smsmodem_cdma_name(SMSMODEM_CDMA_NAMES_SUB, sub.id)));
	}
	set_list(object, "reserved", reserved);
	set_list(object, "malformed", malformed);
}

json_t *shown_cdma_json(const struct smsmodem_cdma_message *message)
{
	const struct smsmodem_cdma *cdma = message->parts[0];
	json_t *object = json_pack("{s:s}", "kind", "cdma");

	set_transport(object, cdma);
	if (shown_cdma_has(cdma, SMSMODEM_CDMA_SUB_MESSAGE_ID)) {
		set_name(object, "message_type", SMSMODEM_CDMA_NAMES_MESSAGE_TYPE,
			 cdma->message_type);
		set_number(object, "message_id", cdma->message_id);
	}
	bool has_data = cdma->data.length > 0 || shown_cdma_has(cdma, SMSMODEM_CDMA_SUB_USER_DATA);
	if (has_data && !set_user_data(object, message)) {
		json_decref(object);
		return NULL;
	}
	set_times(object, cdma);
	set_named(object, cdma);
	set_values(object, cdma);
	set_list(object, "multiple_encoding", segments_json(cdma));
	set_list(object, "program_data", programs_json(cdma));
	set_list(object, "program_results", results_json(cdma));
	set_vmn(object, cdma);
	set_vmn_ack(object, cdma);
	set_unread(object, cdma);
	return object;
}
