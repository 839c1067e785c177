/* SPDX-License-Identifier: GPL-3.0-or-later */
/* TPDUs of the SMS layer: read as what they must be, joined, shown. */
#include "decoding.h"
#include "shown.h"
#include <string.h>

/* --- showing --- */

static int show_json(const struct decoding *decoding, const struct smsmodem_message *message)
{
	json_t *object = shown_json(message);

	if (object && decoding->kept)
		shown_fields_json(decoding->kept, message, object);
	return output_json(decoding->cli, object);
}

static int show(const struct decoding *decoding, const struct smsmodem_message *message)
{
	if (decoding->cli->json)
		return show_json(decoding, message);
	if (!shown_print(message))
		return 74;
	(void)fputc('\n', stdout);
	if (decoding->kept)
		shown_fields_print(decoding->kept, message);
	return output_flush();
}

static int show_joined(const struct decoding *decoding, const struct smsmodem_tpdu *tpdu)
{
	struct smsmodem_message message = {tpdu, 1, 1};
	int status = 0;

	if (decoding->parts)
		return show(decoding, &message);
	int ready = smsmodem_join_add(decoding->join, tpdu, 0, &message);
	while (ready > 0 && status == 0) {
		status = show(decoding, &message);
		ready = smsmodem_join_add(decoding->join, NULL, 0, &message);
	}
	return status;
}

/* --- what it may be, the likeliest first --- */

struct reading {
	struct smsmodem_decode_options options;
	struct smsmodem_tpdu tpdu;
	struct smsmodem_error error;
	int result;
	bool sound; /* it makes sense */
};

static enum smsmodem_kind kind_of(const struct decoding *decoding)
{
	static const enum smsmodem_kind asked[DECODING_KINDS] = {
		[DECODING_DELIVER] = SMSMODEM_KIND_DELIVER,
		[DECODING_SUBMIT] = SMSMODEM_KIND_SUBMIT,
		[DECODING_REPORT] = SMSMODEM_KIND_REPORT,
		[DECODING_COMMAND] = SMSMODEM_KIND_COMMAND,
	};
	static const enum smsmodem_kind hinted[] = {
		[PASTED_DELIVER] = SMSMODEM_KIND_DELIVER,
		[PASTED_REPORT] = SMSMODEM_KIND_STATUS_REPORT,
		[PASTED_SENT] = SMSMODEM_KIND_SUBMIT,
		[PASTED_SUBMIT] = SMSMODEM_KIND_SUBMIT,
		[PASTED_COMMAND] = SMSMODEM_KIND_COMMAND,
		[PASTED_ACKNOWLEDGE] = SMSMODEM_KIND_DELIVER_REPORT,
	};

	return decoding->kind != DECODING_AUTO ? asked[decoding->kind]
					       : hinted[decoding->pasted.hint];
}

static void read_as(const struct pasted *pasted, struct reading *reading, enum smsmodem_kind kind,
		    bool no_smsc)
{
	reading->options = (struct smsmodem_decode_options){
		.kind = kind, .no_smsc = no_smsc, .tpdu_length = pasted->tpdu_length};
	reading->result = smsmodem_decode(pasted->hex, pasted->length, &reading->options,
					  &reading->tpdu, &reading->error);
}

/* Whether all octets are used: the last row tells. */
static bool is_whole(const struct pasted *pasted, const struct reading *reading)
{
	struct smsmodem_field rows[SMSMODEM_FIELDS_MAX];
	size_t count;

	return smsmodem_fields(pasted->hex, pasted->length, &reading->options, rows, &count,
			       NULL) >= 0 &&
	       count > 0 && strcmp(rows[count - 1].name, "trailing octets") != 0;
}

/* Whether a message can be so: of what has a time stamp that is a time, of the others the end fits.
 */
static bool is_sound(const struct pasted *pasted, const struct reading *reading)
{
	const struct smsmodem_tpdu *tpdu = &reading->tpdu;

	if (reading->result < 0)
		return false;
	if (tpdu->kind == SMSMODEM_KIND_DELIVER || tpdu->kind == SMSMODEM_KIND_STATUS_REPORT)
		return tpdu->scts.valid;
	return is_whole(pasted, reading);
}

/* A TPDU by itself is often pasted as well; it is taken where nothing else makes sense. */
static void read_without_smsc(const struct decoding *decoding, struct reading *reading)
{
	const struct pasted *pasted = &decoding->pasted;
	struct reading other;

	reading->sound = is_sound(pasted, reading);
	if (decoding->no_smsc || pasted->tpdu_length >= 0 || reading->sound)
		return;
	read_as(pasted, &other, reading->options.kind, true);
	other.sound = is_sound(pasted, &other) && is_whole(pasted, &other);
	if (!other.sound)
		return;
	*reading = other;
	cli_note(decoding->cli,
		 "line %ld: read as a TPDU without a message centre's address in front "
		 "(--no-smsc)",
		 decoding->line);
}

static void read_likely(const struct decoding *decoding, struct reading *reading)
{
	const struct pasted *pasted = &decoding->pasted;
	enum smsmodem_kind kind = kind_of(decoding);
	struct reading other;

	read_as(pasted, reading, kind, decoding->no_smsc);
	if (decoding->kind == DECODING_AUTO && reading->result < 0 && pasted->hint == PASTED_SENT) {
		read_as(pasted, &other, SMSMODEM_KIND_COMMAND, decoding->no_smsc);
		if (other.result >= 0)
			*reading = other;
	}
	/* phones store what they sent as received, and the other way round */
	if (decoding->kind == DECODING_AUTO && reading->result < 0 && kind != SMSMODEM_KIND_AUTO) {
		read_as(pasted, &other, SMSMODEM_KIND_AUTO, decoding->no_smsc);
		if (other.result >= 0)
			*reading = other;
	}
	read_without_smsc(decoding, reading);
}

/* --- what is none --- */

static int bad(struct decoding *decoding, struct reading *reading)
{
	const struct pasted *pasted = &decoding->pasted;
	struct smsmodem_field rows[SMSMODEM_FIELDS_MAX];
	size_t count = 0;

	(void)smsmodem_fields(pasted->hex, pasted->length, &reading->options, rows, &count, NULL);
	decoding->field = count > 0 ? rows[count - 1].name : NULL;
	int status = decoding_bad(decoding, &reading->error);
	if (status == 0 && count > 0 && decoding->kept && !decoding->cli->json) {
		(void)printf("bad PDU, line %ld\n", decoding->line);
		shown_rows(rows, count, pasted->hex);
		status = output_flush();
	}
	return status;
}

static int take(struct decoding *decoding, const struct reading *reading)
{
	const struct pasted *pasted = &decoding->pasted;

	if (decoding->kept)
		shown_fields_keep(decoding->kept, &reading->tpdu, pasted->hex, pasted->length,
				  &reading->options);
	return show_joined(decoding, &reading->tpdu);
}

int decoding_tpdu_try(struct decoding *decoding)
{
	struct reading reading;

	read_likely(decoding, &reading);
	return reading.sound ? take(decoding, &reading) : 1;
}

int decoding_tpdu(struct decoding *decoding)
{
	struct reading reading;

	read_likely(decoding, &reading);
	return reading.result < 0 ? bad(decoding, &reading) : take(decoding, &reading);
}

int decoding_tpdu_rest(struct decoding *decoding)
{
	struct smsmodem_message message;
	int status = 0;

	while (decoding->join && status == 0 && smsmodem_join_flush(decoding->join, &message) > 0)
		status = show(decoding, &message);
	return status;
}
