/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The JSON of those subparameters of CDMA that are lists, and of voice mail notifications. */
#include "shown_cdma.h"
#include "shown_json.h"

static json_t *segments_json(const struct smsmodem_cdma *cdma)
{
	json_t *list = json_array();
	struct smsmodem_cdma_segment segment;
	size_t position = 0;

	while (smsmodem_cdma_segment_next(cdma, &position, &segment) > 0) {
		json_t *entry = json_object();
		shown_cdma_name(entry, "encoding", SMSMODEM_CDMA_NAMES_ENCODING, segment.encoding);
		shown_cdma_text(entry, "text", segment.text);
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
		shown_cdma_name(entry, "operation", SMSMODEM_CDMA_NAMES_OPERATION,
				program.operation);
		shown_cdma_number(entry, "category", program.category);
		shown_cdma_name(entry, "language", SMSMODEM_CDMA_NAMES_LANGUAGE, program.language);
		shown_cdma_number(entry, "max_messages", program.max_messages);
		shown_cdma_number(entry, "alert", program.alert);
		shown_cdma_text(entry, "name", program.name);
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
		shown_cdma_number(entry, "category", result.category);
		shown_cdma_number(entry, "result", result.result);
		shown_cdma_name(entry, "text", SMSMODEM_CDMA_NAMES_RESULT, result.result);
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
	shown_cdma_name(entry, "priority", SMSMODEM_CDMA_NAMES_PRIORITY, vmn.priority);
	shown_cdma_address(entry, "access", &vmn.access);
	shown_cdma_address(entry, "caller", &vmn.caller);
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

void shown_cdma_lists(json_t *object, const struct smsmodem_cdma *cdma)
{
	shown_cdma_list(object, "multiple_encoding", segments_json(cdma));
	shown_cdma_list(object, "program_data", programs_json(cdma));
	shown_cdma_list(object, "program_results", results_json(cdma));
	set_vmn(object, cdma);
	set_vmn_ack(object, cdma);
}
