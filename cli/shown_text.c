/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shown.h"
#include <stdlib.h>
#include <string.h>

static void print_foreign(const char *text)
{
	output_foreign(stdout, text, strlen(text), 2);
}

static void print_time(const struct smsmodem_time *time)
{
	int zone = abs(time->zone_minutes);

	if (!time->valid)
		(void)fputs(", at no valid time", stdout);
	else
		(void)printf(", %04d-%02d-%02d %02d:%02d:%02d %c%02d:%02d", time->year, time->month,
			     time->day, time->hour, time->minute, time->second,
			     time->zone_minutes < 0 ? '-' : '+', zone / 60, zone % 60);
}

static void print_validity(const struct smsmodem_validity *validity)
{
	if (validity->format == SMSMODEM_VALIDITY_RELATIVE)
		(void)printf(", valid for %u s", (unsigned)validity->seconds);
	if (validity->format == SMSMODEM_VALIDITY_ABSOLUTE)
		print_time(&validity->until);
}

static void print_envelope(const struct smsmodem_tpdu *tpdu)
{
	bool submit = tpdu->kind == SMSMODEM_KIND_SUBMIT;

	(void)fputs(submit ? "submit to " : "deliver from ", stdout);
	print_foreign(tpdu->peer.text);
	(void)printf(" (%s)", smsmodem_ton_name(smsmodem_address_ton(&tpdu->peer)));
	if (submit)
		print_validity(&tpdu->validity);
	else
		print_time(&tpdu->scts);
	if (tpdu->smsc.text[0]) {
		(void)fputs(", by ", stdout);
		print_foreign(tpdu->smsc.text);
	}
}

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

static void print_coding(const struct smsmodem_message *message, const struct smsmodem_dcs *dcs)
{
	const struct smsmodem_tpdu *tpdu = &message->parts[0];

	(void)printf("\n  %s", smsmodem_encoding_name(dcs->encoding));
	if (dcs->message_class >= 0)
		(void)printf(", class %d%s", dcs->message_class,
			     dcs->message_class == 0 ? " (flash)" : "");
	if (tpdu->concat.ref_bits && message->total == 1)
		(void)printf(", part %d of %d", tpdu->concat.seq, tpdu->concat.total);
	else if (tpdu->concat.ref_bits && message->count < message->total)
		(void)printf(", incomplete: %zu of %zu parts", message->count, message->total);
	else if (tpdu->concat.ref_bits)
		(void)printf(", %d parts", tpdu->concat.total);
	if (tpdu->concat.ref_bits)
		(void)printf(" (reference %d)", tpdu->concat.ref);
	if (message->count < message->total)
		print_missing(message);
	if (tpdu->ports.bits)
		(void)printf(", port %d from %d", tpdu->ports.dst, tpdu->ports.src);
	if (tpdu->status_report)
		(void)fputs(", report wanted", stdout);
	if (dcs->mwi)
		(void)printf(", message waiting indication %s", dcs->mwi_active ? "on" : "off");
	if (tpdu->pid)
		(void)printf(", protocol identifier %d", tpdu->pid);
}

/* With --verbose: the fields of each part that the lines above leave out. */
static void print_fields(const struct smsmodem_message *message)
{
	for (size_t i = 0; i < message->count; i++) {
		const struct smsmodem_tpdu *part = &message->parts[i];
		(void)printf("\n  part %d: TP-MR %d TP-PID %02X TP-DCS %02X TP-UDL %d, "
			     "%d octets, header %d",
			     part->concat.ref_bits ? part->concat.seq : 1, part->mr, part->pid,
			     part->dcs, part->udl, part->ud_len, part->udh_len);
	}
}

static bool print_content(const struct smsmodem_message *message)
{
	struct shown_content content = shown_content(message);

	if (!content.octets)
		return false;
	(void)fputs("\n  ", stdout);
	if (content.is_text)
		output_foreign(stdout, content.octets, content.length, 2);
	for (size_t i = 0; !content.is_text && i < content.length; i++)
		(void)printf("%02X", (unsigned char)content.octets[i]);
	free(content.octets);
	return true;
}

static int print_report(struct cli *cli, const struct smsmodem_tpdu *report)
{
	(void)printf("status-report for %d to ", report->mr);
	print_foreign(report->peer.text);
	print_time(&report->discharged);
	return output_line(cli, "\n  %s: %s",
			   smsmodem_delivery_name(smsmodem_delivery_of(report->status)),
			   smsmodem_delivery_text(report->status));
}

int shown_print(struct cli *cli, const struct smsmodem_message *message)
{
	struct smsmodem_dcs dcs = smsmodem_dcs_decode(message->parts[0].dcs);

	if (message->parts[0].kind == SMSMODEM_KIND_STATUS_REPORT)
		return print_report(cli, &message->parts[0]);
	print_envelope(&message->parts[0]);
	print_coding(message, &dcs);
	if (cli->verbose)
		print_fields(message);
	if (!print_content(message))
		return 74;
	return output_line(cli, "%s", "");
}
