/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shown_json.h"
#include "shown_push.h"

static json_t *validity_json(const struct smsmodem_validity *validity)
{
	static const char *const formats[] = {"none", "enhanced", "relative", "absolute"};
	json_t *object = json_pack("{s:s}", "format", formats[validity->format & 3]);

	switch (validity->format) {
	case SMSMODEM_VALIDITY_NONE: json_decref(object); return json_null();
	case SMSMODEM_VALIDITY_RELATIVE:
		shown_set(object, "seconds", json_integer(validity->seconds));
		break;
	case SMSMODEM_VALIDITY_ABSOLUTE: shown_set_time(object, "until", &validity->until); break;
	case SMSMODEM_VALIDITY_ENHANCED:
		shown_set(object, "octets", shown_hex(validity->octets, sizeof validity->octets));
		if (validity->seconds > 0)
			shown_set(object, "seconds", json_integer(validity->seconds));
		if (validity->single_shot)
			shown_set(object, "single_shot", json_true());
		break;
	}
	return object;
}

static void set_missing(json_t *object, const struct smsmodem_message *message)
{
	bool here[SMSMODEM_PARTS_MAX + 1] = {false};
	json_t *missing = json_array();

	for (size_t i = 0; i < message->count; i++)
		here[message->parts[i].concat.seq] = true;
	for (int i = 1; i <= message->parts[0].concat.total; i++)
		if (!here[i])
			(void)json_array_append_new(missing, json_integer(i));
	shown_set(object, "incomplete", json_true());
	shown_set(object, "missing", missing);
}

/* What the text alone does not tell: where something lacks in it. */
static void set_pieces(json_t *object, const struct smsmodem_message *message)
{
	json_t *pieces = json_array();

	for (size_t i = 0; i < message->count; i++) {
		const struct smsmodem_message part = {message->parts + i, 1, 1};
		json_t *piece = json_pack("{s:i}", "part", part.parts->concat.seq);

		if (piece)
			(void)shown_set_content(piece, &part);
		(void)json_array_append_new(pieces, piece);
	}
	shown_set(object, "pieces", pieces);
}

void shown_set_concat(json_t *object, const struct smsmodem_message *message)
{
	const struct smsmodem_concat *concat = &message->parts[0].concat;

	shown_set(object, "parts",
		  json_integer((json_int_t)(concat->ref_bits ? concat->total : 1)));
	if (!concat->ref_bits)
		return;
	shown_set(object, "ref", json_integer(concat->ref));
	shown_set(object, "ref_bits", json_integer(concat->ref_bits));
	if (message->total == 1) /* shown for itself, not joined */
		shown_set(object, "part", json_integer(concat->seq));
	if (message->count < message->total) {
		set_missing(object, message);
		set_pieces(object, message);
	}
}

static void set_flag(json_t *object, const char *key, bool flag)
{
	if (flag)
		shown_set(object, key, json_true());
}

static void set_envelope(json_t *object, const struct smsmodem_tpdu *tpdu)
{
	if (tpdu->kind == SMSMODEM_KIND_SUBMIT) {
		shown_set_address(object, "to", &tpdu->peer);
		shown_set(object, "mr", json_integer(tpdu->mr));
		shown_set(object, "validity", validity_json(&tpdu->validity));
		set_flag(object, "reject_duplicates", tpdu->reject_duplicates);
	} else {
		shown_set_address(object, "from", &tpdu->peer);
		shown_set_time(object, "time", &tpdu->scts);
		set_flag(object, "more_messages", !tpdu->no_more);
		set_flag(object, "loop_prevention", tpdu->loop_prevention);
	}
	set_flag(object, "report", tpdu->status_report);
	set_flag(object, "reply_path", tpdu->reply_path);
}

static json_t *message_json(const struct smsmodem_message *message,
			    const struct shown_push_options *push)
{
	const struct smsmodem_tpdu *tpdu = &message->parts[0];
	json_t *object = json_object();

	shown_set(object, "kind",
		  json_string(tpdu->kind == SMSMODEM_KIND_SUBMIT ? "submit" : "deliver"));
	shown_set_smsc(object, tpdu);
	set_envelope(object, tpdu);
	shown_set_pid(object, tpdu->pid);
	shown_set_dcs(object, tpdu->dcs);
	if (!shown_set_content(object, message)) {
		json_decref(object);
		return NULL;
	}
	shown_set_concat(object, message);
	shown_set_header(object, tpdu);
	struct shown_push found = shown_push_of(message, push);
	shown_push_set(object, &found);
	return object;
}

json_t *shown_json(const struct smsmodem_message *message, const struct shown_push_options *push)
{
	const struct smsmodem_tpdu *tpdu = &message->parts[0];

	switch (tpdu->kind) {
	case SMSMODEM_KIND_STATUS_REPORT: return shown_report_json(tpdu);
	case SMSMODEM_KIND_COMMAND: return shown_command_json(tpdu);
	case SMSMODEM_KIND_DELIVER_REPORT:
	case SMSMODEM_KIND_SUBMIT_REPORT: return shown_acknowledgement_json(tpdu);
	case SMSMODEM_KIND_AUTO:
	case SMSMODEM_KIND_REPORT:
	case SMSMODEM_KIND_DELIVER:
	case SMSMODEM_KIND_SUBMIT: break;
	}
	return message_json(message, push);
}
