/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a pasted line to the PDU in it, and to who decodes that. */
#include "decoding.h"
#include <string.h>
#include <strings.h>

/* --- lines that are bad --- */

int decoding_bad(struct decoding *decoding, struct smsmodem_error *error)
{
	/* also what is no hexadecimal at all was to be a PDU */
	if (error->code == SMSMODEM_E_DATA)
		error->code = SMSMODEM_E_PDU;
	decoding->status = cli_fail_field(decoding->cli, error, decoding->line, decoding->field);
	decoding->field = NULL;
	return decoding->status == 74 ? 74 : 0;
}

static int bad_words(struct decoding *decoding, const struct decoding_held *held)
{
	struct smsmodem_error error;
	long line = decoding->line;

	if (held->octet > ' ' && held->octet < 0x7F)
		smsmodem_error_set(&error, SMSMODEM_E_PDU,
				   "not hexadecimal: \"%c\" at character %zu", held->octet,
				   held->bad);
	else
		smsmodem_error_set(&error, SMSMODEM_E_PDU,
				   "not hexadecimal: octet 0x%02X at character %zu", held->octet,
				   held->bad);
	error.offset = (long)held->bad;
	decoding->line = held->line;
	int status = decoding_bad(decoding, &error);
	decoding->line = line;
	return status;
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
	bool wanted = pasted->bad >= PASTED_DIGITS_LEAST ||
		      (pasted->tpdu_length >= 0 && !strpbrk(line, " \t"));
	const struct decoding_held held = {decoding->line, pasted->bad,
					   (unsigned char)line[pasted->bad]};

	if (pasted->talk && !wanted)
		return 0;
	pasted->announced = -1;
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
	if (kind == DECODING_AUTO && decoding_cb_certain(pasted))
		return decoding_cb(decoding);
	/* its form is so strict that no TPDU has it by chance, but its octets may be a TPDU's */
	if (kind == DECODING_AUTO && pasted->hint == PASTED_ANY && decoding_cdma_likely(pasted))
		return decoding_cdma(decoding);
	int status = decoding_tpdu_try(decoding);
	if (status != 1)
		return status;
	for (size_t i = 0; i < sizeof decoders / sizeof decoders[0]; i++)
		if (kind == DECODING_AUTO && decoders[i].likely && decoders[i].likely(pasted))
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
	decoding->text_noted = true;
}

/* A line as it is, or what a log has of one. */
static enum pasted_result find(struct decoding *decoding, const char *line, char *direction)
{
	struct pasted *pasted = &decoding->pasted;
	enum pasted_result result = pasted_line(pasted, line);
	char told = *direction;

	if (result != PASTED_WORDS)
		return result;
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
	if (result == PASTED_TEXT)
		note_text(decoding);
	if (result == PASTED_WORDS)
		status = words(decoding, line);
	if (result != PASTED_PDU)
		return status;
	if (direction == '>' && pasted->hint == PASTED_ANY)
		pasted->hint = PASTED_SUBMIT;
	if (!pasted->talk)
		status = release(decoding);
	return status != 0 ? status : decode_pdu(decoding);
}

/* Some modems send no line end between a PDU and the next header. */
static int take_glued(struct decoding *decoding, char *line)
{
	char *header = pasted_glued(line);
	int status = 0;

	if (header) {
		*header = '\0';
		status = take_line(decoding, line, 0);
		*header = '+';
		line = header;
	}
	return status != 0 ? status : take_line(decoding, line, 0);
}

int decoding_line(struct decoding *decoding, char *line, long number)
{
	int status = 0;
	char *rest = line;

	size_t bad;

	decoding->line = number;
	if (pasted_record(decoding->sides, line, take_line, decoding, &status))
		return status;
	if (strncmp(line, "# smsmodem transcript", 21) == 0)
		decoding->pasted.talk = true;
	if (!pasted_hex(&decoding->pasted, line, &bad)) /* there "\x0D" is an octet */
		pasted_unescape(line);
	for (char *piece = strsep(&rest, "\n"); piece && status == 0; piece = strsep(&rest, "\n"))
		status = take_glued(decoding, piece);
	return status;
}

int decoding_rest(struct decoding *decoding)
{
	int status = pasted_flush(decoding->sides, take_line, decoding);

	if (status == 0 && decoding->held_count > 0)
		status = release(decoding);
	if (status == 0)
		status = decoding_tpdu_rest(decoding);
	for (size_t i = 0; i < sizeof decoders / sizeof decoders[0] && status == 0; i++)
		if (decoders[i].rest)
			status = decoders[i].rest(decoding);
	return status;
}
