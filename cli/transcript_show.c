/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A transcript for reading: a line for each line of the conversation, PDUs explained below. */
#include "decoding.h"
#include "shown_push.h"
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

/* What is in a line. */
struct found {
	bool is_tpdu;
	bool hidden; /* it may hold secrets */
	struct smsmodem_tpdu tpdu;
};

/* Of CDMA, which is not explained here. */
static bool is_hidden_cdma(const struct pasted *pasted)
{
	struct smsmodem_cdma cdma;
	const struct smsmodem_cdma *part = &cdma;
	const struct smsmodem_cdma_message message = {&part, 1, 1};

	return smsmodem_cdma_decode(pasted->hex, pasted->length, SMSMODEM_CDMA_LAYER_AUTO, &cdma,
				    NULL) == SMSMODEM_OK &&
	       shown_push_hidden_cdma(&message, NULL);
}

static void find_pdu(struct side *side, struct found *found)
{
	const struct pasted *pasted = &side->pasted;
	struct smsmodem_decode_options how = {.tpdu_length = -1};
	const struct smsmodem_message message = {&found->tpdu, 1, 1};

	if (pasted_line(&side->pasted, side->octets) != PASTED_PDU || pasted->length < 14)
		return;
	how.tpdu_length = pasted->tpdu_length;
	found->is_tpdu = !decoding_cdma_likely(pasted) &&
			 smsmodem_decode(pasted->hex, pasted->length, &how, &found->tpdu, NULL) ==
				 SMSMODEM_OK;
	found->hidden = found->is_tpdu ? shown_push_hidden(&message, NULL) : is_hidden_cdma(pasted);
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

static void print_octets(const struct shown_content *content, bool hidden)
{
	if (hidden)
		(void)printf("(%zu octets that may hold secrets)", content->length);
	for (size_t i = 0; !hidden && i < content->length; i++)
		(void)printf("%02X", (unsigned)(unsigned char)content->octets[i]);
}

static void print_content(const struct smsmodem_tpdu *tpdu, bool hidden)
{
	const struct smsmodem_message message = {tpdu, 1, 1};
	struct shown_content content = shown_content(&message);

	if (!content.octets)
		return;
	(void)fputs(content.is_text ? ": \"" : ": ", stdout);
	if (content.is_text)
		print_text(content.octets, content.length);
	else
		print_octets(&content, hidden);
	if (content.is_text)
		(void)fputc('"', stdout);
	free(content.octets);
}

static void print_pdu(const struct smsmodem_tpdu *tpdu, bool hidden)
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
		print_content(tpdu, hidden);
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
		     const struct found *found)
{
	char name[2] = {direction, '\0'};
	json_t *object =
		json_pack("{ss sf ss so}", "event", "line", "seconds", (double)side->time_ms / 1000,
			  "direction", name, "line", output_string(side->octets, side->length));

	if (object && found->is_tpdu)
		(void)json_object_set_new(object, "message", pdu_json(&found->tpdu));
	return output_json(cli, object);
}

/* The line with its PDU left out, and what is around that. */
static void print_veiled(const struct side *side)
{
	const struct pasted *pasted = &side->pasted;
	const char *end = side->octets + side->length;
	/* digits that had blanks within are a copy */
	bool within = pasted->hex >= side->octets && pasted->hex + pasted->length <= end;

	if (within)
		output_foreign(stdout, side->octets, (size_t)(pasted->hex - side->octets), 0);
	(void)printf("(%zu octets that may hold secrets: smsmodem decode --secrets shows them)",
		     pasted->length / 2);
	if (within)
		output_foreign(stdout, pasted->hex + pasted->length,
			       (size_t)(end - pasted->hex) - pasted->length, 0);
}

static int show_text(const struct side *side, char direction, const struct found *found)
{
	(void)printf("%6" PRId64 ".%03d %c ", side->time_ms / 1000, (int)(side->time_ms % 1000),
		     direction);
	if (found->hidden)
		print_veiled(side);
	else
		output_foreign(stdout, side->octets, side->length, 0);
	(void)fputc('\n', stdout);
	if (found->is_tpdu)
		print_pdu(&found->tpdu, found->hidden);
	return output_flush();
}

static void show_line(struct shower *shower, struct side *side, char direction)
{
	struct found found = {.is_tpdu = false};

	if (side->length == 0 || shower->status != 0)
		return;
	side->octets[side->length] = '\0';
	if (direction != '!' && !memchr(side->octets, '\0', side->length))
		find_pdu(side, &found);
	shower->status = shower->cli->json ? show_json(shower->cli, side, direction, &found)
					   : show_text(side, direction, &found);
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
