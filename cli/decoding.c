/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a pasted line to the PDU in it, and to who decodes that. */
#include "decoding.h"
#include "shown.h"
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* --- lines that are bad --- */

static int bad(struct decoding *decoding, struct smsmodem_error *error, json_t *more)
{
	/* also what is no hexadecimal at all was to be a PDU */
	if (error->code == SMSMODEM_E_DATA)
		error->code = SMSMODEM_E_PDU;
	decoding->seen = true;
	decoding->status =
		cli_fail_field(decoding->cli, error, decoding->line, decoding->field, more);
	decoding->field = NULL;
	return decoding->status == 74 ? 74 : 0;
}

int decoding_bad(struct decoding *decoding, struct smsmodem_error *error)
{
	return bad(decoding, error, NULL);
}

int decoding_bad_pdu(struct decoding *decoding, struct smsmodem_error *error,
		     const struct smsmodem_field *rows, size_t count)
{
	bool verbose = decoding->cli->verbose && count > 0;
	const char *hex = decoding->pasted.hex;
	json_t *more = NULL;

	if (verbose && decoding->cli->json) {
		json_t *list = json_array();

		shown_rows_json(list, rows, count, hex, 0);
		more = json_pack("{s:o}", "fields", list);
	}
	decoding->field = count > 0 ? rows[count - 1].name : NULL;
	int status = bad(decoding, error, more);
	if (status != 0 || !verbose || decoding->cli->json)
		return status;
	(void)printf("bad PDU, line %ld\n", decoding->line);
	shown_rows(rows, count, hex, false);
	return output_flush();
}

static int bad_at(struct decoding *decoding, long line, struct smsmodem_error *error)
{
	long here = decoding->line;

	decoding->line = line;
	int status = decoding_bad(decoding, error);
	decoding->line = here;
	return status;
}

/* What was announced, or a length that stood alone, and nothing followed it. */
static int bad_lost(struct decoding *decoding)
{
	struct pasted *pasted = &decoding->pasted;
	struct smsmodem_error error;

	if (pasted->lost == 0)
		return 0;
	smsmodem_error_set(&error, SMSMODEM_E_PDU,
			   "a PDU of %d octet%s was announced, and none came", pasted->lost,
			   pasted->lost == 1 ? "" : "s");
	error.offset = -1;
	pasted->lost = 0;
	return bad_at(decoding, pasted->lost_line, &error);
}

static int bad_words(struct decoding *decoding, const struct decoding_held *held)
{
	static const char advice[] = "give the PDU alone, or the modem's whole answer";
	struct smsmodem_error error;

	if (held->octet > ' ' && held->octet < 0x7F)
		smsmodem_error_set(&error, SMSMODEM_E_PDU,
				   "not hexadecimal: \"%c\" at character %zu; %s", held->octet,
				   held->bad, advice);
	else
		smsmodem_error_set(&error, SMSMODEM_E_PDU,
				   "not hexadecimal: octet 0x%02X at character %zu; %s",
				   held->octet, held->bad, advice);
	error.offset = (long)held->bad;
	return bad_at(decoding, held->line, &error);
}

/* It was no log: what was held back is bad. */
static int release(struct decoding *decoding)
{
	int status = 0;

	for (size_t i = 0; i < decoding->held_count && status == 0; i++)
		status = bad_words(decoding, &decoding->held[i]);
	decoding->held_count = 0;
	decoding->bare = true;
	return status;
}

/* Words are passed over in a log, but not what begins as a PDU, or stands where one should be. */
static int words(struct decoding *decoding, const char *line)
{
	struct pasted *pasted = &decoding->pasted;

	pasted->bad = pasted_culprit(line, pasted->bad);
	bool wanted = pasted->bad >= PASTED_DIGITS_LEAST ||
		      (pasted->tpdu_length >= 0 && !strpbrk(line, " \t"));
	const struct decoding_held held = {decoding->line, pasted->bad,
					   (unsigned char)line[pasted->bad]};

	if (pasted->talk && !wanted)
		return 0;
	pasted->owed_line = pasted->talk ? 0 : pasted->owed_line; /* this was to be it */
	pasted_forget(pasted);
	if (pasted->talk || decoding->bare)
		return bad_words(decoding, &held);
	decoding->held[decoding->held_count++] = held;
	return decoding->held_count == DECODING_HELD_MAX ? release(decoding) : 0;
}

/* --- PDUs --- */

/* Nothing announced these digits, and amid a modem's talk they may be any number. */
static bool is_doubtful(const struct pasted *pasted)
{
	return pasted->talk && pasted->hint == PASTED_ANY && pasted->tpdu_length < 0 &&
	       (pasted->length < PASTED_DIGITS_LEAST ||
		strspn(pasted->hex, "0123456789") >= pasted->length);
}

/* Who decodes what is no TPDU. */
struct decoder {
	enum decoding_kind kind;
	int (*decode)(struct decoding *decoding);
	int (*rest)(struct decoding *decoding);
	bool (*likely)(const struct pasted *pasted);
};

static const struct decoder decoders[] = {
	{DECODING_CB, decoding_cb, decoding_cb_rest, decoding_cb_likely},
	{DECODING_CDMA, decoding_cdma, decoding_cdma_rest, decoding_cdma_likely},
	{DECODING_PUSH, decoding_push, NULL, NULL},
	{DECODING_AUTO, NULL, NULL, NULL},
};

static int decode_pdu(struct decoding *decoding)
{
	const struct pasted *pasted = &decoding->pasted;
	bool page = decoding->kind == DECODING_AUTO && pasted->hint == PASTED_CB;
	enum decoding_kind kind = page ? DECODING_CB : decoding->kind;

	for (size_t i = 0; i < sizeof decoders / sizeof decoders[0]; i++)
		if (kind != DECODING_AUTO && decoders[i].kind == kind)
			return decoders[i].decode(decoding);
	bool open = kind == DECODING_AUTO && pasted->hint == PASTED_ANY && !decoding->no_smsc;
	if (open && decoding_cb_certain(pasted))
		return decoding_cb(decoding);
	/* its form is so strict that no TPDU has it by chance, but its octets may be a TPDU's */
	if (open && decoding_cdma_likely(pasted))
		return decoding_cdma(decoding);
	int status = decoding_tpdu_try(decoding);
	if (status != 1)
		return status;
	for (size_t i = 0; i < sizeof decoders / sizeof decoders[0]; i++)
		if (open && decoders[i].likely && decoders[i].likely(pasted))
			return decoders[i].decode(decoding);
	return is_doubtful(pasted) ? 0 : decoding_tpdu(decoding);
}

/* --- lines --- */

static void note_text(struct decoding *decoding)
{
	if (!decoding->text_noted)
		cli_note(decoding->cli,
			 "line %ld: messages in text mode are no PDUs and are left out; AT+CMGF=0 "
			 "before the listing gives PDUs",
			 decoding->line);
	decoding->text_noted = decoding->seen = true;
}

/* A line as it is, or what a log has of one. */
static enum pasted_result find(struct decoding *decoding, const char *line, char *direction)
{
	struct pasted *pasted = &decoding->pasted;
	enum pasted_result result = pasted_line(pasted, line);
	char told = *direction;

	if (result != PASTED_WORDS)
		return result;
	if (pasted_labelled(pasted, line))
		return PASTED_PDU;
	const char *payload = pasted_payload(line, &told);
	/* digits amid words are a PDU in a log only */
	if (!payload ||
	    !(pasted->talk || told || *payload == '+' || strncasecmp(payload, "AT", 2) == 0))
		return result;
	result = pasted_line(pasted, payload);
	pasted->talk |= result == PASTED_PDU && told != 0;
	pasted->bad += (size_t)(payload - line);
	*direction = told;
	return result;
}

static int take_line(void *context, const char *line, char direction)
{
	struct decoding *decoding = context;
	struct pasted *pasted = &decoding->pasted;
	enum pasted_result result = find(decoding, line, &direction);
	int status = 0;

	if (pasted->talk)
		decoding->held_count = 0;
	status = bad_lost(decoding);
	if (status != 0)
		return status;
	if (result == PASTED_TEXT)
		note_text(decoding);
	if (result == PASTED_WORDS)
		status = words(decoding, line);
	if (result != PASTED_PDU)
		return status;
	if (direction == '>' && pasted->hint == PASTED_ANY)
		pasted->hint = PASTED_SUBMIT;
	decoding->seen = true;
	if (!pasted->talk)
		status = release(decoding);
	return status != 0 ? status : decode_pdu(decoding);
}

/* PDUs in one line, each filled by what stands by itself; then what is left of it. */
static int take_several(struct decoding *decoding, char **line)
{
	char *start, *end;
	int status = 0;

	while (status == 0 && (end = pasted_several(*line, &start)) &&
	       decoding_tpdu_fills(decoding, start, (size_t)(end - start))) {
		*end = '\0';
		status = take_line(decoding, *line, 0);
		*line = end + 1;
	}
	return status;
}

/* Some modems send no line end between a PDU and the next header. */
static int take_glued(struct decoding *decoding, char *line)
{
	int status = take_several(decoding, &line);
	char *header = pasted_glued(line);

	if (header && status == 0) {
		*header = '\0';
		status = take_line(decoding, line, 0);
		*header = '+';
		line = header;
	}
	return status != 0 ? status : take_line(decoding, line, 0);
}

/* Some programs have ended the lines with CR alone. */
static int take_pieces(struct decoding *decoding, char *rest)
{
	int status = 0;

	for (char *piece = strsep(&rest, "\r\n"); piece && status == 0;
	     piece = strsep(&rest, "\r\n"))
		status = take_glued(decoding, piece);
	return status;
}

int decoding_line(struct decoding *decoding, char *line, long number)
{
	struct pasted *pasted = &decoding->pasted;
	int status = 0;
	char *pdu;
	size_t bad;

	decoding->line = pasted->line = number;
	line += strncmp(line, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0; /* byte order mark */
	if (pasted_record(decoding->sides, line, take_line, decoding, &status))
		return status;
	if (pasted_json(pasted, line, &pdu)) {
		status = pdu ? take_pieces(decoding, pdu) : bad_lost(decoding);
		free(pdu);
		return status;
	}
	if (strncmp(line, "# smsmodem transcript", 21) == 0)
		pasted->talk = true;
	pasted_plain(line);
	if (!pasted_hex(pasted, line, &bad)) /* there "\x0D" is an octet */
		pasted_unescape(line);
	return take_pieces(decoding, line);
}

int decoding_rest(struct decoding *decoding)
{
	int status = pasted_flush(decoding->sides, take_line, decoding);

	pasted_forget(&decoding->pasted);
	if (status == 0)
		status = bad_lost(decoding);
	if (status == 0 && decoding->held_count > 0)
		status = release(decoding);
	if (status == 0)
		status = decoding_tpdu_rest(decoding);
	for (size_t i = 0; i < sizeof decoders / sizeof decoders[0] && status == 0; i++)
		if (decoders[i].rest)
			status = decoders[i].rest(decoding);
	if (!decoding->seen)
		cli_note(decoding->cli, "no PDU was found; %s",
			 decoding->pasted.talk ? "AT+CMGF=0 and AT+CMGL=4 list those of a phone"
					       : "it is to be given in hexadecimal");
	return status;
}
