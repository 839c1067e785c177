/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "outbox_shown.h"
#include "message.h"
#include "shown.h"
#include "shown_json.h"
#include <string.h>
#include <time.h>

#define TIME_SIZE 32

/* --- JSON --- */

static json_t *time_json(int64_t seconds)
{
	time_t moment = (time_t)seconds;
	char text[TIME_SIZE];
	struct tm when;

	if (seconds <= 0 || !gmtime_r(&moment, &when) ||
	    strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &when) == 0)
		return json_null();
	return json_string(text);
}

static json_t *text_json(const char *text)
{
	return output_string(text, strlen(text));
}

static void set_error(json_t *object, const struct smsmodem_error *error)
{
	if (error->code == SMSMODEM_OK)
		return;
	shown_set(object, "code", json_string(smsmodem_code_name(error->code)));
	if (error->cms >= 0)
		shown_set(object, "cms", json_integer(error->cms));
	if (error->cme >= 0)
		shown_set(object, "cme", json_integer(error->cme));
	shown_set(object, "text", text_json(error->text));
}

static json_t *refs_json(const struct smsmodem_outbox_entry *entry)
{
	json_t *refs = json_array();

	for (int i = 0; i < entry->sent; i++)
		(void)json_array_append_new(
			refs, entry->refs[i] < 0 ? json_null() : json_integer(entry->refs[i]));
	return refs;
}

static json_t *delivery_json(int delivery)
{
	return delivery < 0 ? json_null()
			    : json_string(smsmodem_delivery_name((enum smsmodem_delivery)delivery));
}

static json_t *entry_json(const struct smsmodem_outbox_entry *entry)
{
	const struct smsmodem_encoder encoder = {.encoding = entry->encoding,
						 .shift = entry->shift,
						 .transliterated = entry->transliterated};
	json_t *object = json_pack("{s:s}", "event", "outbox");

	if (!object)
		return NULL;
	shown_set(object, "id", text_json(entry->id));
	shown_set(object, "to", text_json(entry->to));
	shown_set(object, "status", json_string(smsmodem_status_name(entry->status)));
	if (entry->busy)
		shown_set(object, "busy", json_true());
	shown_set(object, "delivery", delivery_json(entry->delivery));
	shown_set(object, "parts", json_integer(entry->parts));
	message_describe(object, &encoder);
	shown_set(object, "refs", refs_json(entry));
	shown_set(object, "created", time_json(entry->created_s));
	shown_set(object, "changed", time_json(entry->changed_s));
	shown_set(object, "device", text_json(entry->device));
	set_error(object, &entry->error);
	return object;
}

/* --- one part --- */

static const char *state_name(enum smsmodem_outbox_state state)
{
	static const char *const names[] = {"waiting", "unknown", "sent"};

	return names[state];
}

/* What a part says, as long as it may have to be sent. @return false: it is kept no more */
static bool part_decode(const struct smsmodem_outbox_part *part, struct smsmodem_tpdu *tpdu)
{
	static const struct smsmodem_decode_options options = {.kind = SMSMODEM_KIND_SUBMIT,
							       .tpdu_length = -1};

	return part->length > 0 &&
	       smsmodem_decode(part->hex, strlen(part->hex), &options, tpdu, NULL) >= 0;
}

static json_t *part_json(const struct smsmodem_outbox_part *part)
{
	struct smsmodem_tpdu tpdu;
	const struct smsmodem_message message = {&tpdu, 1, 1};
	json_t *object = json_pack("{s:s}", "state", state_name(part->state));

	if (!object)
		return NULL;
	shown_set(object, "ref", part->ref < 0 ? json_null() : json_integer(part->ref));
	shown_set(object, "handed", time_json(part->handed_s));
	if (part->status >= 0) {
		uint8_t status = (uint8_t)part->status;

		shown_set(object, "delivery", delivery_json((int)smsmodem_delivery_of(status)));
		shown_set(object, "report_status", json_integer(status));
		shown_set(object, "report_text", json_string(smsmodem_delivery_text(status)));
		shown_set(object, "reported", time_json(part->reported_s));
		shown_set(object, "discharged", time_json(part->discharged_s));
	}
	if (part->length > 0) {
		shown_set(object, "length", json_integer(part->length));
		shown_set(object, "pdu", json_string(part->hex));
	}
	if (part_decode(part, &tpdu))
		(void)shown_set_content(object, &message);
	return object;
}

/* --- for people --- */

static void print_time(int64_t seconds)
{
	time_t moment = (time_t)seconds;
	char text[TIME_SIZE] = "";
	struct tm when;

	if (seconds > 0 && localtime_r(&moment, &when))
		(void)strftime(text, sizeof text, "%Y-%m-%d %H:%M", &when);
	(void)printf("%-16s", text);
}

static void print_status(const struct smsmodem_outbox_entry *entry)
{
	(void)fputs(entry->busy ? "being sent" : smsmodem_status_name(entry->status), stdout);
	if (!entry->busy && entry->status == SMSMODEM_STATUS_PARTIAL)
		(void)printf(", %d of %d parts", entry->sent, entry->parts);
	if (entry->delivery >= 0)
		(void)printf(", %s", entry->delivery == SMSMODEM_DELIVERY_DELIVERED ? "delivered"
				     : entry->delivery == SMSMODEM_DELIVERY_FAILED
					     ? "not delivered"
					     : "no report yet");
}

int outbox_print(struct cli *cli, const struct smsmodem_outbox_entry *entry)
{
	if (cli->json)
		return output_json(cli, entry_json(entry));
	print_time(entry->created_s);
	(void)fputs("  ", stdout);
	shown_line(entry->id, strlen(entry->id));
	(void)fputs("  ", stdout);
	shown_line(entry->to, strlen(entry->to));
	(void)fputs("  ", stdout);
	print_status(entry);
	return output_line(cli, "%s", "");
}

static int print_part(struct cli *cli, const struct smsmodem_outbox_entry *entry, int index,
		      const struct smsmodem_outbox_part *part)
{
	struct smsmodem_tpdu tpdu;
	const struct smsmodem_message message = {&tpdu, 1, 1};

	(void)printf("part %d of %d: %s", index + 1, entry->parts, state_name(part->state));
	if (part->ref >= 0)
		(void)printf(", reference %d", part->ref);
	if (part->handed_s > 0) {
		(void)fputs(", ", stdout);
		print_time(part->handed_s);
	}
	if (part->status >= 0)
		(void)printf(", %s (%s)",
			     smsmodem_delivery_name(smsmodem_delivery_of((uint8_t)part->status)),
			     smsmodem_delivery_text((uint8_t)part->status));
	if (part_decode(part, &tpdu) && !shown_print_content(shown_content(&message), false))
		return 75;
	return output_line(cli, "%s", "") == 0 ? 0 : 74;
}

static int print_why(struct cli *cli, const struct smsmodem_outbox_entry *entry)
{
	int status = outbox_print(cli, entry);

	if (status != 0 || entry->error.code == SMSMODEM_OK)
		return status;
	shown_line(entry->error.text, strlen(entry->error.text));
	return output_line(cli, "%s", "");
}

int outbox_show(struct cli *cli, struct smsmodem_outbox *outbox,
		const struct smsmodem_outbox_entry *entry)
{
	json_t *object = cli->json ? entry_json(entry) : NULL, *parts = json_array();
	struct smsmodem_outbox_part part;
	struct smsmodem_error error;
	int status = cli->json ? 0 : print_why(cli, entry), result = 1;

	for (int i = 0; status == 0 && i < entry->parts && result > 0; i++) {
		result = smsmodem_outbox_part(outbox, entry, i, &part, &error);
		if (result > 0 && cli->json)
			(void)json_array_append_new(parts, part_json(&part));
		else if (result > 0)
			status = print_part(cli, entry, i, &part);
	}
	if (result < 0)
		status = cli_fail(cli, &error);
	if (status != 0 || !object) {
		json_decref(parts);
		json_decref(object);
		return status;
	}
	shown_set(object, "part", parts);
	return output_json(cli, object);
}
