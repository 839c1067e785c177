/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A transcript for reading: a line for each line of the conversation, PDUs explained below. */
#include "pasted.h"
#include "shown.h"
#include "transcript.h"
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#define LINE_OCTETS_MAX 4096 /* of one shown line; a longer one is shown in pieces */
#define INDENT          "             "

/* What one direction has said since its last line end. */
struct side {
	char octets[LINE_OCTETS_MAX + 1];
	size_t length;
	int64_t time_ms;
	struct pasted pasted;
};

struct shower {
	struct cli *cli;
	struct side to, from;
	int status;
};

/* --- PDUs --- */

/* @return whether the line is a PDU, decoded */
static bool decode(struct side *side, struct smsmodem_tpdu *tpdu)
{
	struct smsmodem_decode_options how = {.tpdu_length = -1};

	if (pasted_line(&side->pasted, side->octets) != PASTED_PDU)
		return false;
	how.tpdu_length = side->pasted.tpdu_length;
	return side->pasted.length >= 14 && smsmodem_decode(side->pasted.hex, side->pasted.length,
							    &how, tpdu, NULL) == SMSMODEM_OK;
}

/* On one line, whatever is in it. */
static void print_text(const char *text, size_t length)
{
	for (size_t start = 0, end; start <= length; start = end + 1) {
		const char *found = memchr(text + start, '\n', length - start);
		end = found ? (size_t)(found - text) : length;
		output_foreign(stdout, text + start, end - start, 0);
		if (found)
			(void)fputs("\\n", stdout);
	}
}

static void print_content(const struct smsmodem_tpdu *tpdu)
{
	const struct smsmodem_message message = {tpdu, 1, 1};
	struct shown_content content = shown_content(&message);

	if (!content.octets)
		return;
	(void)fputs(content.is_text ? ": \"" : ": ", stdout);
	if (content.is_text)
		print_text(content.octets, content.length);
	for (size_t i = 0; !content.is_text && i < content.length; i++)
		(void)printf("%02X", (unsigned)(unsigned char)content.octets[i]);
	if (content.is_text)
		(void)fputc('"', stdout);
	free(content.octets);
}

static void print_pdu(const struct smsmodem_tpdu *tpdu)
{
	static const char *const kinds[] = {
		[SMSMODEM_KIND_AUTO] = "",
		[SMSMODEM_KIND_DELIVER] = "from ",
		[SMSMODEM_KIND_SUBMIT] = "to ",
		[SMSMODEM_KIND_STATUS_REPORT] = "report of ",
	};

	(void)fputs(INDENT, stdout);
	(void)fputs(kinds[tpdu->kind], stdout);
	output_foreign(stdout, tpdu->peer.text, strlen(tpdu->peer.text), 0);
	if (tpdu->kind == SMSMODEM_KIND_STATUS_REPORT)
		(void)printf(": reference %d, %s", tpdu->mr, smsmodem_delivery_text(tpdu->status));
	else
		print_content(tpdu);
	if (tpdu->concat.ref_bits > 0)
		(void)printf(" (part %d of %d)", tpdu->concat.seq, tpdu->concat.total);
	(void)fputc('\n', stdout);
}

/* --- lines --- */

static json_t *pdu_json(const struct smsmodem_tpdu *tpdu)
{
	const struct smsmodem_message message = {tpdu, 1, 1};

	return shown_json(&message, NULL);
}

static int show_json(struct cli *cli, const struct side *side, char direction,
		     const struct smsmodem_tpdu *tpdu)
{
	char name[2] = {direction, '\0'};
	json_t *object =
		json_pack("{ss sf ss so}", "event", "line", "seconds", (double)side->time_ms / 1000,
			  "direction", name, "line", output_string(side->octets, side->length));

	if (object && tpdu)
		(void)json_object_set_new(object, "message", pdu_json(tpdu));
	return output_json(cli, object);
}

static int show_text(const struct side *side, char direction, const struct smsmodem_tpdu *tpdu)
{
	(void)printf("%6" PRId64 ".%03d %c ", side->time_ms / 1000, (int)(side->time_ms % 1000),
		     direction);
	output_foreign(stdout, side->octets, side->length, 0);
	(void)fputc('\n', stdout);
	if (tpdu)
		print_pdu(tpdu);
	return output_flush();
}

static void show_line(struct shower *shower, struct side *side, char direction)
{
	struct smsmodem_tpdu tpdu;

	if (side->length == 0 || shower->status != 0)
		return;
	side->octets[side->length] = '\0';
	bool is_pdu = direction != '!' && !memchr(side->octets, '\0', side->length) &&
		      decode(side, &tpdu);
	shower->status = shower->cli->json
				 ? show_json(shower->cli, side, direction, is_pdu ? &tpdu : NULL)
				 : show_text(side, direction, is_pdu ? &tpdu : NULL);
	side->length = 0;
}

static void add_octet(struct shower *shower, struct side *side, char direction, char octet,
		      int64_t time_ms)
{
	if (octet == '\r' || octet == '\n') {
		show_line(shower, side, direction);
		return;
	}
	if (side->length == 0)
		side->time_ms = time_ms;
	side->octets[side->length++] = octet;
	if (octet == '\x1A' || octet == '\x1B' || side->length == LINE_OCTETS_MAX)
		show_line(shower, side, direction);
}

static void show_record(struct shower *shower, const struct smsmodem_transcript_record *record)
{
	struct side *side = record->direction == '<' ? &shower->from : &shower->to;

	/* a prompt has no line end */
	if (record->direction != '<' && shower->from.length > 0 && shower->from.octets[0] == '>') {
		shower->from.length -= shower->from.octets[shower->from.length - 1] == ' ';
		show_line(shower, &shower->from, '<');
	}
	if (record->direction == '!')
		show_line(shower, &shower->to, '>');
	for (size_t i = 0; i < record->length; i++)
		add_octet(shower, side, record->direction, record->octets[i], record->time_ms);
	if (record->direction == '!')
		show_line(shower, side, '!');
}

int transcript_show(struct cli *cli, const struct transcript_file *file)
{
	struct smsmodem_transcript transcript = {.text = file->text, .length = file->length};
	struct shower *shower = calloc(1, sizeof *shower);
	struct smsmodem_transcript_record record;
	struct smsmodem_error error;

	if (!shower) {
		smsmodem_error_set(&error, SMSMODEM_E_MEMORY, "out of memory");
		return cli_fail(cli, &error);
	}
	*shower = (struct shower){.cli = cli, .to.pasted = PASTED_INIT, .from.pasted = PASTED_INIT};
	while (shower->status == 0 && smsmodem_transcript_next(&transcript, &record, file->octets,
							       file->length + 1, &error) > 0)
		show_record(shower, &record);
	show_line(shower, &shower->to, '>');
	show_line(shower, &shower->from, '<');
	int status = shower->status;
	free(shower);
	return status;
}
