/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shown_cdma.h"
#include "shown_push.h"
#include <stdlib.h>
#include <string.h>

/* What this system cannot convert is shown as octets, and so is what is no text. */
struct shown_content shown_cdma_content(const struct smsmodem_cdma_message *message)
{
	size_t size = SMSMODEM_CDMA_TEXT_SIZE(message->count);
	struct shown_content content = {
		.is_text = smsmodem_cdma_is_text(message->parts[0]),
		.octets = malloc(size),
	};
	int length = SMSMODEM_E_TEXT;

	if (!content.octets)
		return content;
	if (content.is_text)
		length = smsmodem_cdma_text(message->parts, message->count, content.octets, size);
	content.is_text = length >= 0;
	if (length < 0)
		length = smsmodem_cdma_data(message->parts, message->count,
					    (uint8_t *)content.octets, size);
	content.length = length > 0 ? (size_t)length : 0;
	return content;
}

static const char *name(enum smsmodem_cdma_names names, unsigned value)
{
	return smsmodem_cdma_name(names, value);
}

static void print_number(const char *what, const char *number)
{
	if (!*number)
		return;
	(void)fputs(what, stdout);
	shown_line(number, strlen(number));
}

static void print_time(const char *what, const struct smsmodem_time *time)
{
	if (time->valid)
		(void)printf(", %s%04d-%02d-%02d %02d:%02d:%02d", what, time->year, time->month,
			     time->day, time->hour, time->minute, time->second);
	else
		(void)printf(", %sno valid time", what);
}

static void print_envelope(const struct smsmodem_cdma *cdma)
{
	uint32_t there = cdma->parameters.there;

	(void)printf("cdma %s", name(SMSMODEM_CDMA_NAMES_TYPE, cdma->type));
	if (shown_cdma_has(cdma, SMSMODEM_CDMA_SUB_MESSAGE_ID))
		(void)printf(", %s %u", name(SMSMODEM_CDMA_NAMES_MESSAGE_TYPE, cdma->message_type),
			     cdma->message_id);
	print_number(" from ", cdma->from.text);
	print_number(" to ", cdma->to.text);
	if (there >> SMSMODEM_CDMA_TELESERVICE & 1)
		(void)printf(", teleservice %u (%s)", cdma->teleservice,
			     name(SMSMODEM_CDMA_NAMES_TELESERVICE, cdma->teleservice));
	if (there >> SMSMODEM_CDMA_CATEGORY & 1)
		(void)printf(", category %u (%s)", cdma->category,
			     name(SMSMODEM_CDMA_NAMES_CATEGORY, cdma->category));
	if (there >> SMSMODEM_CDMA_CAUSE & 1)
		(void)printf(", of %u: %s", cdma->cause_seq,
			     cdma->cause_class ? name(SMSMODEM_CDMA_NAMES_CAUSE, cdma->cause)
					       : "accepted");
	if (shown_cdma_has(cdma, SMSMODEM_CDMA_SUB_TIME))
		print_time("", &cdma->time);
}

static void print_missing(const struct smsmodem_cdma_message *message)
{
	bool here[SMSMODEM_PARTS_MAX + 1] = {false};
	unsigned part, total = 0;

	for (size_t i = 0; i < message->count; i++)
		if (smsmodem_cdma_part(message->parts[i], &part, &total))
			here[part] = true;
	(void)printf(", incomplete: %zu of %zu, missing:", message->count, message->total);
	for (unsigned i = 1; i <= total; i++)
		if (!here[i])
			(void)printf(" %u", i);
}

static void print_parts(const struct smsmodem_cdma_message *message)
{
	const struct smsmodem_cdma *cdma = message->parts[0];
	unsigned part, total;

	if (smsmodem_cdma_part(cdma, &part, &total)) {
		if (message->total == 1)
			(void)printf(", part %u of %u", part, total);
		else
			(void)printf(", %u parts", total);
		if (cdma->data.concat.ref_bits)
			(void)printf(" (reference %u)", cdma->data.concat.ref);
		if (message->count < message->total)
			print_missing(message);
	}
	if (cdma->data.wap.valid && cdma->data.wap.segment == 0)
		(void)printf(", port %u from %u", cdma->data.wap.dst, cdma->data.wap.src);
	if (cdma->data.ports.bits)
		(void)printf(", port %u from %u", cdma->data.ports.dst, cdma->data.ports.src);
}

static void print_period(const char *what, uint8_t period)
{
	uint32_t seconds = smsmodem_cdma_period_seconds(period);

	(void)printf(", %s", what);
	if (seconds)
		shown_period(seconds);
	else
		(void)printf(": %s", name(SMSMODEM_CDMA_NAMES_PERIOD, period));
}

static void print_times(const struct smsmodem_cdma *cdma)
{
	if (shown_cdma_has(cdma, SMSMODEM_CDMA_SUB_VALID_UNTIL))
		print_time("valid until ", &cdma->valid_until);
	if (shown_cdma_has(cdma, SMSMODEM_CDMA_SUB_VALID_FOR))
		print_period("valid for", cdma->valid_for);
	if (shown_cdma_has(cdma, SMSMODEM_CDMA_SUB_DEFER_UNTIL))
		print_time("deferred until ", &cdma->defer_until);
	if (shown_cdma_has(cdma, SMSMODEM_CDMA_SUB_DEFER_FOR))
		print_period("deferred for", cdma->defer_for);
}

static void print_wanted(uint8_t reply)
{
	static const char *const wanted[] = {"report", "read ack", "delivery ack", "user ack"};

	for (unsigned i = 4; i-- > 0;)
		if (reply >> (4 + i) & 1)
			(void)printf(", %s wanted", wanted[i]);
}

static void print_options(const struct smsmodem_cdma *cdma)
{
	if (shown_cdma_has(cdma, SMSMODEM_CDMA_SUB_PRIORITY))
		(void)printf(", priority %s", name(SMSMODEM_CDMA_NAMES_PRIORITY, cdma->priority));
	if (shown_cdma_has(cdma, SMSMODEM_CDMA_SUB_PRIVACY))
		(void)printf(", %s", name(SMSMODEM_CDMA_NAMES_PRIVACY, cdma->privacy));
	print_wanted(cdma->reply);
	if (shown_cdma_has(cdma, SMSMODEM_CDMA_SUB_COUNT))
		(void)printf(", %u messages waiting", cdma->count);
	if (shown_cdma_has(cdma, SMSMODEM_CDMA_SUB_ALERT))
		(void)printf(", alert %s", name(SMSMODEM_CDMA_NAMES_ALERT, cdma->alert));
	if (shown_cdma_has(cdma, SMSMODEM_CDMA_SUB_LANGUAGE))
		(void)printf(", language %s", name(SMSMODEM_CDMA_NAMES_LANGUAGE, cdma->language));
	print_number(", call back ", cdma->callback.text);
	if (shown_cdma_has(cdma, SMSMODEM_CDMA_SUB_DISPLAY))
		(void)printf(", display %s", name(SMSMODEM_CDMA_NAMES_DISPLAY, cdma->display));
	if (shown_cdma_has(cdma, SMSMODEM_CDMA_SUB_RESPONSE))
		(void)printf(", response %u", cdma->user_response);
	if (shown_cdma_has(cdma, SMSMODEM_CDMA_SUB_DEPOSIT))
		(void)printf(", deposit index %u", cdma->deposit);
	if (shown_cdma_has(cdma, SMSMODEM_CDMA_SUB_STATUS))
		(void)printf(", status: %s",
			     name(SMSMODEM_CDMA_NAMES_STATUS,
				  (unsigned)cdma->status_class << 6 | cdma->status));
	if (shown_cdma_has(cdma, SMSMODEM_CDMA_SUB_TP_CAUSE))
		(void)printf(", TP-FCS: %s", smsmodem_fcs_text(cdma->tp_cause));
}

static void print_alert(const struct smsmodem_cdma_alert *alert)
{
	if (alert->valid)
		(void)printf(", alert: %s, %s, %s, %s, response %s",
			     name(SMSMODEM_CDMA_NAMES_ALERT_CATEGORY, alert->category),
			     name(SMSMODEM_CDMA_NAMES_ALERT_SEVERITY, alert->severity),
			     name(SMSMODEM_CDMA_NAMES_ALERT_URGENCY, alert->urgency),
			     name(SMSMODEM_CDMA_NAMES_ALERT_CERTAINTY, alert->certainty),
			     name(SMSMODEM_CDMA_NAMES_ALERT_RESPONSE, alert->response));
}

static void print_malformed(const struct smsmodem_cdma *cdma)
{
	const char *separator = ", malformed: ";

	for (unsigned i = 0; i <= SMSMODEM_CDMA_BEARER; i++) {
		if (!(cdma->parameters.bad >> i & 1))
			continue;
		(void)printf("%s%s", separator, name(SMSMODEM_CDMA_NAMES_PARAMETER, i));
		separator = ", ";
	}
	for (unsigned i = 0; i < SMSMODEM_CDMA_SUBS; i++) {
		if (!(cdma->subs.bad >> i & 1))
			continue;
		(void)printf("%s%s", separator, name(SMSMODEM_CDMA_NAMES_SUB, i));
		separator = ", ";
	}
}

static void print_segments(const struct smsmodem_cdma *cdma)
{
	struct smsmodem_cdma_segment segment;
	size_t position = 0;

	while (smsmodem_cdma_segment_next(cdma, &position, &segment) > 0) {
		(void)printf("\n  in %s: ", name(SMSMODEM_CDMA_NAMES_ENCODING, segment.encoding));
		output_foreign(stdout, segment.text, strlen(segment.text), 4);
	}
}

static void print_programs(const struct smsmodem_cdma *cdma)
{
	struct smsmodem_cdma_program program;
	struct smsmodem_cdma_result result;
	size_t position = 0;

	while (smsmodem_cdma_program_next(cdma, &position, &program) > 0) {
		(void)printf("\n  %s category %u: ",
			     name(SMSMODEM_CDMA_NAMES_OPERATION, program.operation),
			     program.category);
		shown_line(program.name, strlen(program.name));
	}
	position = 0;
	while (smsmodem_cdma_result_next(cdma, &position, &result) > 0)
		(void)printf("\n  category %u: %s", result.category,
			     name(SMSMODEM_CDMA_NAMES_RESULT, result.result));
}

static void print_vmn(const struct smsmodem_cdma *cdma)
{
	struct smsmodem_cdma_vmn vmn;
	struct smsmodem_cdma_vmn_ack ack;

	if (smsmodem_cdma_vmn(cdma, &vmn) > 0) {
		(void)printf("\n  voice mail %u of %u s in mailbox %u, %u unheard", vmn.message_id,
			     vmn.length_s, vmn.mailbox_id, vmn.unheard);
		print_number(", from ", vmn.caller.text);
		print_number(", call ", vmn.access.text);
	}
	if (smsmodem_cdma_vmn_ack(cdma, &ack) > 0)
		(void)printf("\n  mailbox %u: %u unheard, %u deleted, %u played", ack.mailbox_id,
			     ack.unheard, ack.deleted, ack.played);
}

/* What people see of a message is what came in it, if that can be told. */
static bool print_inside(const struct smsmodem_cdma_message *message,
			 const struct shown_push_options *options)
{
	struct shown_push found = shown_push_of_cdma(message, options);
	bool whole = found.push && !found.incomplete;
	bool printed = whole || shown_print_content(shown_cdma_content(message),
						    shown_push_hides(&found, options));

	if (found.push || found.why.code != SMSMODEM_OK)
		shown_push_print(&found, options);
	shown_push_free(&found);
	return printed;
}

int shown_cdma_print(struct cli *cli, const struct smsmodem_cdma_message *message,
		     const struct shown_push_options *push)
{
	const struct smsmodem_cdma *cdma = message->parts[0];
	bool has_data = cdma->data.length > 0 || shown_cdma_has(cdma, SMSMODEM_CDMA_SUB_USER_DATA);

	print_envelope(cdma);
	(void)printf("\n  %s", has_data ? name(SMSMODEM_CDMA_NAMES_ENCODING, cdma->data.encoding)
					: "no text");
	print_parts(message);
	print_times(cdma);
	print_options(cdma);
	print_alert(&cdma->public_alert);
	print_malformed(cdma);
	print_segments(cdma);
	print_programs(cdma);
	print_vmn(cdma);
	if (has_data && !print_inside(message, push))
		return 74;
	return output_line(cli, "%s", "");
}
