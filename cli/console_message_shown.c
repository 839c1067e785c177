/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A message in one line, its text aside: who, when, and what is unusual about it. */
#include "console_message.h"
#include "shown_push.h"
#include <stdlib.h>
#include <string.h>

#define OCTETS_SHOWN 32
#define TEXT_INDENT  4

static void print_foreign(const char *text, FILE *out)
{
	output_foreign(out, text, strlen(text), 0);
}

/* Line ends as messages have them, CR LF or CR, become LF; those at the end go. */
void note_print_text(const char *text, size_t length, FILE *out)
{
	while (length > 0 && strchr("\r\n ", text[length - 1]))
		length--;
	for (size_t start = 0; start < length;) {
		size_t end = start;

		while (end < length && text[end] != '\r' && text[end] != '\n')
			end++;
		output_foreign(out, text + start, end - start, TEXT_INDENT);
		if (end < length)
			(void)fprintf(out, "\n%*s", TEXT_INDENT, "");
		bool both = end + 1 < length && text[end] == '\r' && text[end + 1] == '\n';
		start = end + 1 + both;
	}
}

void note_print_time(const char *before, const struct smsmodem_time *time, FILE *out)
{
	int zone = abs(time->zone_minutes);

	if (time->valid)
		(void)fprintf(out, "%s%04d-%02d-%02d %02d:%02d:%02d %c%02d:%02d", before,
			      time->year, time->month, time->day, time->hour, time->minute,
			      time->second, time->zone_minutes < 0 ? '-' : '+', zone / 60,
			      zone % 60);
}

/* --- contents --- */

/* A field that people want to see in a line. */
static bool is_wanted(const char *key)
{
	static const char *const keys[] = {
		"text",    "subject", "name",   "from",   "href",    "location",    "action",
		"mailbox", "size",    "server", "status", "problem", "mac_problem", "sec",
	};

	for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++)
		if (strcmp(keys[i], key) == 0)
			return true;
	return false;
}

static void print_push(const struct shown_push *found, FILE *out)
{
	const struct smsmodem_push_field *fields;
	bool other = found->push && smsmodem_push_kind(found->push) == SMSMODEM_PUSH_OTHER;

	if (!found->push) {
		(void)fputs("push that cannot be read: ", out);
		print_foreign(found->why.text, out);
		return;
	}
	size_t count = smsmodem_push_fields(found->push, &fields);
	(void)fputs("push ", out);
	print_foreign(smsmodem_push_type(found->push), out);
	for (size_t i = 0; i < count; i++) {
		if (!is_wanted(fields[i].key) || (other && strcmp(fields[i].key, "text") == 0))
			continue;
		(void)fputs(", ", out);
		print_foreign(fields[i].name, out);
		if (fields[i].kind == SMSMODEM_PUSH_TEXT) {
			(void)fputs(" ", out);
			note_print_text(fields[i].text, strlen(fields[i].text), out);
		} else {
			(void)fprintf(out, " %lld", (long long)fields[i].number);
		}
	}
}

void note_print_octets(const struct shown_content *content, bool hidden, FILE *out)
{
	size_t shown = content->length < OCTETS_SHOWN ? content->length : OCTETS_SHOWN;

	(void)fprintf(out, "%zu octet%s", content->length, content->length == 1 ? "" : "s");
	if (hidden || content->length == 0)
		return;
	(void)fputs(" ", out);
	for (size_t i = 0; i < shown; i++)
		(void)fprintf(out, "%02X", (unsigned char)content->octets[i]);
	if (shown < content->length)
		(void)fputs("...", out);
}

void note_print_content(struct shown_push *found, struct shown_content content, bool hidden,
			FILE *out)
{
	if (found->push || found->why.code != SMSMODEM_OK)
		print_push(found, out);
	else if (content.octets && content.is_text)
		note_print_text(content.octets, content.length, out);
	else if (content.octets)
		note_print_octets(&content, hidden, out);
	free(content.octets);
	shown_push_free(found);
}

/* A part by itself is no push yet, and may hold the half of a secret. */
static void print_content(const struct smsmodem_message *message, FILE *out)
{
	bool part = message->count == 1 && message->parts->concat.ref_bits &&
		    message->parts->concat.total > 1;
	struct shown_push found = {.why.code = SMSMODEM_OK};
	struct shown_content content = shown_content(message);

	if (!part)
		found = shown_push_of(message, NULL);
	bool hidden = part ? shown_push_hidden(message, NULL) : shown_push_hides(&found, NULL);
	note_print_content(&found, content, hidden, out);
}

/* --- envelopes --- */

static void print_place(const struct pasted_place *place, FILE *out)
{
	static const char *const states[] = {"unread", "read", "not sent", "sent"};

	if (place->index >= 0)
		(void)fprintf(out, ", stored at %ld", place->index);
	if (place->stat >= 0 && place->stat < 4)
		(void)fprintf(out, ", %s", states[place->stat]);
}

static void print_coding(const struct smsmodem_tpdu *tpdu, FILE *out)
{
	struct smsmodem_dcs dcs = smsmodem_dcs_decode(tpdu->dcs);

	if (dcs.message_class == 0)
		(void)fputs(", flash (class 0)", out);
	else if (dcs.message_class > 0)
		(void)fprintf(out, ", class %d", dcs.message_class);
	if (dcs.encoding != SMSMODEM_ENCODING_GSM7)
		(void)fprintf(out, ", %s", smsmodem_encoding_name(dcs.encoding));
	if (tpdu->shift.locking || tpdu->shift.single)
		(void)fprintf(out, ", %s tables",
			      smsmodem_language_name(tpdu->shift.locking ? tpdu->shift.locking
									 : tpdu->shift.single));
	if (dcs.mwi)
		(void)fprintf(out, ", %s waiting: %s", shown_waiting_name(dcs.mwi_type),
			      dcs.mwi_active ? "yes" : "no more");
	if (tpdu->ports.bits)
		(void)fprintf(out, ", port %d from %d", tpdu->ports.dst, tpdu->ports.src);
	if (tpdu->pid)
		(void)fprintf(out, ", %s", smsmodem_pid_text(tpdu->pid));
	if (tpdu->status_report)
		(void)fputs(", report wanted", out);
}

static void print_text_message(const struct smsmodem_message *message,
			       const struct pasted_place *place, FILE *out)
{
	const struct smsmodem_tpdu *tpdu = message->parts;
	bool submit = tpdu->kind == SMSMODEM_KIND_SUBMIT;

	if (tpdu->concat.ref_bits && tpdu->concat.total > 1 && message->total == 1)
		(void)fprintf(out, "part %d of %d, ", tpdu->concat.seq, tpdu->concat.total);
	else if (message->total > 1)
		(void)fprintf(out, "all %zu parts, ", message->total);
	(void)fputs(submit ? "to " : "from ", out);
	print_foreign(tpdu->peer.text[0] ? tpdu->peer.text : "nobody", out);
	if (!submit)
		note_print_time(", ", &tpdu->scts, out);
	print_place(place, out);
	print_coding(tpdu, out);
	(void)fputs(": ", out);
	print_content(message, out);
}

static void print_report(const struct smsmodem_tpdu *report, const struct pasted_place *place,
			 FILE *out)
{
	(void)fprintf(out, "report: %s, message %d to ",
		      smsmodem_delivery_name(smsmodem_delivery_of(report->status)), report->mr);
	print_foreign(report->peer.text, out);
	note_print_time(", sent ", &report->scts, out);
	note_print_time(", done ", &report->discharged, out);
	print_place(place, out);
	(void)fprintf(out, ": %s", smsmodem_delivery_text(report->status));
}

static void print_command(const struct smsmodem_tpdu *command, FILE *out)
{
	(void)fprintf(out, "command %d to ", command->mr);
	print_foreign(command->peer.text, out);
	(void)fprintf(out, ": %s, message %d", smsmodem_command_text(command->command),
		      command->mn);
}

void note_print(const struct smsmodem_message *message, const struct pasted_place *place, FILE *out)
{
	const struct smsmodem_tpdu *tpdu = message->parts;

	switch (tpdu->kind) {
	case SMSMODEM_KIND_STATUS_REPORT: print_report(tpdu, place, out); return;
	case SMSMODEM_KIND_COMMAND: print_command(tpdu, out); return;
	case SMSMODEM_KIND_DELIVER_REPORT:
	case SMSMODEM_KIND_SUBMIT_REPORT: (void)fputs("acknowledgement", out); return;
	case SMSMODEM_KIND_AUTO:
	case SMSMODEM_KIND_REPORT:
	case SMSMODEM_KIND_DELIVER:
	case SMSMODEM_KIND_SUBMIT: break;
	}
	print_text_message(message, place, out);
}
