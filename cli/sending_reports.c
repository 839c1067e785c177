/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The delivery reports of a message: one a part, in any order, some of them only on the way. */
#include "sending.h"
#include "shown.h"
#include <string.h>

/* A failure of the modem comes again when it is to send, and is told then. */
void sending_expect(struct sending *sending, const struct smsmodem_submit *submit)
{
	struct smsmodem_error error;

	if (!submit->report || sending->reporting || sending->flags & SMSMODEM_SEND_STORE)
		return;
	sending->reporting = true;
	if (sending_outbox(sending, &error) == SMSMODEM_OK)
		(void)smsmodem_outbox_phone(sending->outbox, sending->modem, &error);
	if (sending->report_ms == 0 && smsmodem_keep_reports(sending->modem, &error) == 0)
		cli_note(sending->cli,
			 "the phone keeps no delivery reports: only what is connected when one "
			 "comes gets it, as --wait-report is");
}

/* The part that a report is of, or -1. */
static int part_of(const struct sending *sending, const struct smsmodem_tpdu *report,
		   const bool *done)
{
	const char *to = sending->state.encoder.tpdu.peer.text; /* without blanks and the like */
	int untold = -1;

	if (!smsmodem_same_number(to, report->peer.text))
		return -1;
	for (int i = sending->state.sent; i-- > 0;) {
		if (!done[i] && sending->state.refs[i] == report->mr)
			return i;
		/* a phone that does not tell references: the first part that has no report yet */
		if (!done[i] && sending->state.refs[i] < 0)
			untold = i;
	}
	return untold;
}

/* By which the outbox knows the message, or NULL. */
static const char *own_id(const struct sending *sending)
{
	if (sending->key)
		return sending->key;
	return sending->noted[0] ? sending->noted : NULL;
}

static int print_report(const struct sending *sending, int part, const struct smsmodem_tpdu *report)
{
	enum smsmodem_delivery delivery = smsmodem_delivery_of(report->status);

	if (!sending->cli->json) {
		output_foreign(stdout, report->peer.text, strlen(report->peer.text), 0);
		return output_line(sending->cli, ": part %d of %d %s (%s)", part + 1,
				   sending->state.sent, smsmodem_delivery_name(delivery),
				   smsmodem_delivery_text(report->status));
	}
	json_t *object = json_pack("{s:s, s:s*}", "event", "report", "id", own_id(sending));
	json_t *all = shown_report_json(report);
	if (object) {
		(void)json_object_update_missing(object, all);
		(void)json_object_set_new(object, "part", json_integer(part + 1));
	}
	json_decref(all);
	return output_json(sending->cli, object);
}

/* What the reports of its parts make of the message. */
static int print_whole(const struct sending *sending, bool failed)
{
	const struct smsmodem_sending *state = &sending->state;
	const char *delivery = smsmodem_delivery_name(failed ? SMSMODEM_DELIVERY_FAILED
							     : SMSMODEM_DELIVERY_DELIVERED);
	const char *to = state->encoder.tpdu.peer.text;

	if (state->sent < 2)
		return 0;
	if (!sending->cli->json)
		return output_line(sending->cli, "%s: %s, %d parts", to, delivery, state->sent);
	return output_json(sending->cli, json_pack("{s:s, s:s*, s:s, s:s, s:i}", "event",
						   "delivery", "id", own_id(sending), "to", to,
						   "state", delivery, "parts", state->sent));
}

/* Any report is written down, also one of another message: the phone has it no more. */
static void note_report(struct sending *sending, const struct smsmodem_tpdu *report)
{
	struct smsmodem_error error;

	if (sending_outbox(sending, &error) == SMSMODEM_OK &&
	    smsmodem_outbox_report(sending->outbox, report, NULL, NULL, &error) >= 0)
		return;
	if (!sending->unnoted)
		cli_note(sending->cli, "delivery reports are not remembered: %s", error.text);
	sending->unnoted = true;
}

static int reports_missing(struct sending *sending, struct smsmodem_error *error, int left)
{
	sending->unknown++;
	if (error->code != SMSMODEM_E_TIMEOUT)
		sending->fatal = *error;
	struct smsmodem_error why = *error;
	smsmodem_error_set(error, SMSMODEM_E_UNKNOWN,
			   "the message was sent, but %d delivery report%s did not come (%.200s)",
			   left, left == 1 ? "" : "s", why.text);
	return cli_fail(sending->cli, error) == 74 && ferror(stdout) ? 74 : 0;
}

int sending_reports(struct sending *sending)
{
	int64_t deadline_ms = smsmodem_now_ms(sending->modem) + sending->report_ms;
	bool done[SMSMODEM_PARTS_MAX] = {false};
	bool failed = false;
	struct smsmodem_tpdu report;
	struct smsmodem_error error;

	for (int left = sending->state.sent; left > 0;) {
		int64_t left_ms = deadline_ms - smsmodem_now_ms(sending->modem);
		if (smsmodem_next_report(sending->modem, &report, left_ms > 0 ? left_ms : 0,
					 &error) < 0)
			return reports_missing(sending, &error, left);
		note_report(sending, &report);
		int part = part_of(sending, &report, done);
		if (part < 0)
			continue;
		enum smsmodem_delivery delivery = smsmodem_delivery_of(report.status);
		done[part] = delivery != SMSMODEM_DELIVERY_PENDING;
		left -= done[part];
		failed = failed || delivery == SMSMODEM_DELIVERY_FAILED;
		if (print_report(sending, part, &report) != 0)
			return 74;
	}
	sending->undelivered += failed;
	return print_whole(sending, failed);
}
