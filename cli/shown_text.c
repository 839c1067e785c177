/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A decoded message for people: a line about the envelope, one about the contents, and these. */
#include "shown_push.h"
#include <stdlib.h>
#include <string.h>

static void print_foreign(const char *text)
{
	output_foreign(stdout, text, strlen(text), 2);
}

static void print_address(const struct smsmodem_address *address)
{
	if (address->text[0])
		print_foreign(address->text);
	else
		(void)fputs("nobody", stdout);
	(void)printf(" (%s)", smsmodem_ton_name(smsmodem_address_ton(address)));
}

static void print_time(const char *before, const struct smsmodem_time *time)
{
	int zone = abs(time->zone_minutes);

	if (!time->valid)
		(void)printf("%sno valid time", before);
	else
		(void)printf("%s%04d-%02d-%02d %02d:%02d:%02d %c%02d:%02d", before, time->year,
			     time->month, time->day, time->hour, time->minute, time->second,
			     time->zone_minutes < 0 ? '-' : '+', zone / 60, zone % 60);
}

static void print_smsc(const struct smsmodem_tpdu *tpdu)
{
	if (!tpdu->smsc.text[0])
		return;
	(void)fputs(", by ", stdout);
	print_foreign(tpdu->smsc.text);
}

void shown_period(uint32_t seconds)
{
	static const struct {
		uint32_t seconds;
		char name;
	} units[] = {{604800, 'w'}, {86400, 'd'}, {3600, 'h'}, {60, 'm'}, {1, 's'}};
	size_t i = 0;

	while (seconds % units[i].seconds != 0)
		i++;
	(void)printf(" %u%c", seconds / units[i].seconds, units[i].name);
}

static void print_validity(const struct smsmodem_validity *validity)
{
	if (validity->format == SMSMODEM_VALIDITY_ABSOLUTE) {
		print_time(", valid until ", &validity->until);
	} else if (validity->seconds > 0) {
		(void)fputs(", valid for", stdout);
		shown_period(validity->seconds);
	}
	if (validity->single_shot)
		(void)fputs(", tried only once", stdout);
}

/* --- the lines about the contents --- */

/* Which parts of a message did not come. */
static void print_missing(const struct smsmodem_message *message)
{
	bool here[SMSMODEM_PARTS_MAX + 1] = {false};

	for (size_t i = 0; i < message->count; i++)
		here[message->parts[i].concat.seq] = true;
	(void)fputs(", missing:", stdout);
	for (size_t i = 1; i <= message->total && i <= SMSMODEM_PARTS_MAX; i++)
		if (!here[i])
			(void)printf(" %zu", i);
}

void shown_print_parts(const struct smsmodem_message *message)
{
	const struct smsmodem_concat *concat = &message->parts[0].concat;

	if (!concat->ref_bits)
		return;
	if (message->total == 1)
		(void)printf(", part %d of %d", concat->seq, concat->total);
	else if (message->count < message->total)
		(void)printf(", incomplete: %zu of %zu parts", message->count, message->total);
	else
		(void)printf(", %d parts", concat->total);
	(void)printf(" (reference %d)", concat->ref);
	if (message->count < message->total)
		print_missing(message);
}

static void print_coding(const struct smsmodem_tpdu *tpdu)
{
	static const char *const classes[] = {" (flash)", "", " (for the SIM)",
					      " (for the terminal)"};
	struct smsmodem_dcs dcs = smsmodem_dcs_decode(tpdu->dcs);

	(void)printf("\n  %s", smsmodem_encoding_name(dcs.encoding));
	if (tpdu->shift.locking)
		(void)printf(", %s locking shift", smsmodem_language_name(tpdu->shift.locking));
	if (tpdu->shift.single)
		(void)printf(", %s single shift", smsmodem_language_name(tpdu->shift.single));
	if (dcs.message_class >= 0)
		(void)printf(", class %d%s", dcs.message_class, classes[dcs.message_class & 3]);
	if (dcs.auto_delete)
		(void)fputs(", deleted when read", stdout);
	if (dcs.mwi)
		(void)printf(", message waiting indication %s: %s", dcs.mwi_active ? "on" : "off",
			     shown_waiting_name(dcs.mwi_type));
}

static void print_details(const struct smsmodem_tpdu *tpdu)
{
	if (tpdu->ports.bits)
		(void)printf(", port %d from %d", tpdu->ports.dst, tpdu->ports.src);
	if (tpdu->status_report)
		(void)fputs(", report wanted", stdout);
	if (tpdu->reply_path)
		(void)fputs(", reply path", stdout);
	if (tpdu->pid)
		(void)printf(", protocol %d (%s)", tpdu->pid, smsmodem_pid_text(tpdu->pid));
}

bool shown_print_content(struct shown_content content, bool hidden)
{
	if (!content.octets)
		return false;
	if (content.length > 0)
		(void)fputs("\n  ", stdout);
	if (content.is_text)
		output_foreign(stdout, content.octets, content.length, 2);
	else if (hidden && content.length > 0)
		shown_push_veil(content.length);
	for (size_t i = 0; !content.is_text && !hidden && i < content.length; i++)
		(void)printf("%02X", (unsigned char)content.octets[i]);
	free(content.octets);
	return true;
}

/* Parts from first up to the one before next. */
static void print_gap(size_t first, size_t next)
{
	if (next == first + 1)
		(void)printf("\n  [part %zu missing]", first);
	else if (next > first)
		(void)printf("\n  [parts %zu to %zu missing]", first, next - 1);
}

/* Of an incomplete message what follows on each other, and where something lacks between. */
static bool print_content(const struct smsmodem_message *message, bool hidden)
{
	const struct smsmodem_tpdu *parts = message->parts;
	size_t expected = 1, start = 0;

	if (message->count >= message->total)
		return shown_print_content(shown_content(message), hidden);
	while (start < message->count) {
		size_t end = start + 1;

		while (end < message->count &&
		       parts[end].concat.seq == parts[end - 1].concat.seq + 1)
			end++;
		print_gap(expected, parts[start].concat.seq);
		if (!shown_print_content(shown_content(&(struct smsmodem_message){
						 parts + start, end - start, end - start}),
					 hidden))
			return false;
		expected = parts[end - 1].concat.seq + 1U;
		start = end;
	}
	print_gap(expected, message->total + 1);
	return true;
}

/* --- the kinds --- */

/* What people see of a message is what came in it, if that can be told. */
static bool print_inside(const struct smsmodem_message *message,
			 const struct shown_push_options *options)
{
	struct shown_push found = shown_push_of(message, options);
	bool whole = found.push && !found.incomplete;
	bool printed = whole || print_content(message, shown_push_hides(&found, options));

	if (found.push || found.why.code != SMSMODEM_OK)
		shown_push_print(&found, options);
	shown_push_free(&found);
	return printed;
}

static bool print_message(const struct smsmodem_message *message,
			  const struct shown_push_options *push)
{
	const struct smsmodem_tpdu *tpdu = &message->parts[0];
	bool submit = tpdu->kind == SMSMODEM_KIND_SUBMIT;

	(void)fputs(submit ? "submit to " : "deliver from ", stdout);
	print_address(&tpdu->peer);
	if (submit)
		print_validity(&tpdu->validity);
	else
		print_time(", ", &tpdu->scts);
	print_smsc(tpdu);
	print_coding(tpdu);
	shown_print_parts(message);
	print_details(tpdu);
	return print_inside(message, push);
}

/* What a report may bring along (23.040 9.2.3.27). */
static bool print_optional(const struct smsmodem_message *message)
{
	const struct smsmodem_tpdu *tpdu = &message->parts[0];

	if (!(tpdu->pi & SMSMODEM_PI_UDL))
		return true;
	print_coding(tpdu);
	print_details(tpdu);
	return print_content(message, false);
}

static bool print_report(const struct smsmodem_message *message)
{
	const struct smsmodem_tpdu *report = &message->parts[0];

	(void)printf("status-report for %d to ", report->mr);
	print_foreign(report->peer.text);
	print_time(", ", &report->discharged);
	print_smsc(report);
	(void)printf(
		"\n  %s (%s): %s", smsmodem_delivery_name(smsmodem_delivery_of(report->status)),
		smsmodem_delivery_class(report->status), smsmodem_delivery_text(report->status));
	return !report->has_pi || print_optional(message);
}

static bool print_command(const struct smsmodem_message *message)
{
	const struct smsmodem_tpdu *command = &message->parts[0];

	(void)printf("command %d to ", command->mr);
	print_address(&command->peer);
	(void)printf(": %s, message %d", smsmodem_command_text(command->command), command->mn);
	if (command->status_report)
		(void)fputs(", report wanted", stdout);
	return command->ud_len == 0 || print_content(message, false);
}

static bool print_acknowledgement(const struct smsmodem_message *message)
{
	const struct smsmodem_tpdu *report = &message->parts[0];
	bool submit = report->kind == SMSMODEM_KIND_SUBMIT_REPORT;

	(void)printf("%s: ", submit ? "submit-report" : "deliver-report");
	if (report->has_fcs)
		(void)printf("refused, 0x%02X: %s", report->fcs, smsmodem_fcs_text(report->fcs));
	else
		(void)fputs("accepted", stdout);
	if (submit)
		print_time(", ", &report->scts);
	return print_optional(message);
}

bool shown_print(const struct smsmodem_message *message, const struct shown_push_options *push)
{
	switch (message->parts[0].kind) {
	case SMSMODEM_KIND_STATUS_REPORT: return print_report(message);
	case SMSMODEM_KIND_COMMAND: return print_command(message);
	case SMSMODEM_KIND_DELIVER_REPORT:
	case SMSMODEM_KIND_SUBMIT_REPORT: return print_acknowledgement(message);
	case SMSMODEM_KIND_AUTO:
	case SMSMODEM_KIND_REPORT:
	case SMSMODEM_KIND_DELIVER:
	case SMSMODEM_KIND_SUBMIT: break;
	}
	return print_message(message, push);
}
