/* SPDX-License-Identifier: GPL-3.0-or-later */
/* TPDUs of the SMS layer: read as what they must be, joined, shown. */
#include "decoding.h"
#include "shown.h"
#include <string.h>

/* --- showing --- */

static int show_json(const struct decoding *decoding, const struct smsmodem_message *message)
{
	json_t *object = shown_json(message, &decoding->push);

	if (object)
		shown_origins_json(decoding->kept, message, object);
	if (object && decoding->cli->verbose)
		shown_fields_json(decoding->kept, message, object);
	else
		shown_fields_forget(decoding->kept, message);
	return output_json(decoding->cli, object);
}

static int show(const struct decoding *decoding, const struct smsmodem_message *message)
{
	if (decoding->kind == DECODING_PUSH)
		return decoding_push_show(decoding, message);
	if (decoding->cli->json)
		return show_json(decoding, message);
	if (!shown_print(message, &decoding->push))
		return 74;
	(void)fputc('\n', stdout);
	if (decoding->cli->verbose)
		shown_fields_print(decoding->kept, message,
				   shown_push_hidden(message, &decoding->push));
	return output_flush();
}

int decoding_tpdu_joined(const struct decoding *decoding, const struct smsmodem_tpdu *tpdu)
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

/* Octets behind the fields, padding too: the last row tells. */
static size_t octets_over(const struct pasted *pasted, const struct reading *reading)
{
	struct smsmodem_field rows[SMSMODEM_FIELDS_MAX];
	size_t count;
	int result =
		smsmodem_fields(pasted->hex, pasted->length, &reading->options, rows, &count, NULL);

	if (result < 0 || count == 0 || strcmp(rows[count - 1].name, "trailing octets") != 0)
		return 0;
	return rows[count - 1].length;
}

/* A SIM's record is filled up with FF, a modem's with 00. */
static bool is_padding(const char *digits, size_t count)
{
	return strspn(digits, "0") >= count || strspn(digits, "Ff") >= count;
}

static bool is_timed(const struct smsmodem_tpdu *tpdu)
{
	return tpdu->kind == SMSMODEM_KIND_DELIVER || tpdu->kind == SMSMODEM_KIND_STATUS_REPORT;
}

/* Nothing but the octets tells what it is. */
static bool is_guess(const struct decoding *decoding)
{
	return decoding->kind == DECODING_AUTO && decoding->pasted.hint == PASTED_ANY &&
	       decoding->pasted.tpdu_length < 0;
}

/* The first bit of a type of address is set (23.040 9.1.2.5), also of a message centre's. */
static bool has_types(const struct smsmodem_tpdu *tpdu)
{
	return (tpdu->peer.toa & 0x80) && (!tpdu->smsc.text[0] || (tpdu->smsc.toa & 0x80));
}

/* As many octets of user data as TP-UDL says, and in an alphabet that is in use. */
static bool has_data(const struct smsmodem_tpdu *tpdu)
{
	enum smsmodem_encoding encoding = smsmodem_dcs_decode(tpdu->dcs).encoding;
	size_t octets = encoding == SMSMODEM_ENCODING_GSM7 ? (tpdu->udl * 7U + 7) / 8 : tpdu->udl;

	return encoding != SMSMODEM_ENCODING_COMPRESSED && octets == tpdu->ud_len;
}

/*
 * Whether a message can be so: of what has a time stamp that is a time; of the others the end fits,
 * and where nothing else tells what it is the addresses do too.
 */
static bool is_sound(const struct decoding *decoding, const struct reading *reading)
{
	if (reading->result < 0)
		return false;
	if (is_timed(&reading->tpdu))
		return reading->tpdu.scts.valid;
	return (!is_guess(decoding) || has_types(&reading->tpdu)) &&
	       octets_over(&decoding->pasted, reading) == 0;
}

/* What is not sound may be one all the same: there are senders that do not know the time. */
static bool is_credible(const struct decoding *decoding, const struct reading *reading)
{
	const struct smsmodem_tpdu *tpdu = &reading->tpdu;

	if (reading->sound || !is_guess(decoding))
		return true;
	return has_types(tpdu) &&
	       (!is_timed(tpdu) ||
		(has_data(tpdu) && octets_over(&decoding->pasted, reading) == 0));
}

/* A TPDU by itself is often pasted as well; it is taken where nothing else makes sense. */
static void read_without_smsc(const struct decoding *decoding, struct reading *reading)
{
	const struct pasted *pasted = &decoding->pasted;
	struct reading other;

	reading->sound = is_sound(decoding, reading);
	if (decoding->no_smsc || pasted->tpdu_length >= 0 || reading->sound)
		return;
	read_as(pasted, &other, reading->options.kind, true);
	other.sound = is_sound(decoding, &other) && octets_over(pasted, &other) == 0 &&
		      (!is_guess(decoding) || (has_types(&other.tpdu) && has_data(&other.tpdu)));
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
	bool over = reading->result >= 0 && octets_over(pasted, reading) > 0;
	if (decoding->kind == DECODING_AUTO && (reading->result < 0 || over) &&
	    kind != SMSMODEM_KIND_AUTO) {
		read_as(pasted, &other, SMSMODEM_KIND_AUTO, decoding->no_smsc);
		if (other.result >= 0 &&
		    (!over || (is_sound(decoding, &other) && octets_over(pasted, &other) == 0)))
			*reading = other;
	}
	read_without_smsc(decoding, reading);
}

/* --- what is none --- */

/* A length that no address has: it is likely to be something else than a TPDU. */
static void advise(const struct decoding *decoding, const char *field, struct smsmodem_error *error)
{
	size_t used = strlen(error->text);
	unsigned octet =
		error->offset >= 0 ? decoding_octet(&decoding->pasted, (size_t)error->offset) : 0;
	bool address = field && strlen(field) == 5 && field[4] == 'A'; /* TP-OA, -DA, -RA */

	if (is_guess(decoding) && octet > 20 && (address || error->offset == 0))
		(void)snprintf(error->text + used, sizeof error->text - used, "%s",
			       "; if it is no TPDU: --kind cb, cdma or push");
}

static int bad(struct decoding *decoding, struct reading *reading)
{
	const struct pasted *pasted = &decoding->pasted;
	struct smsmodem_field rows[SMSMODEM_FIELDS_MAX];
	size_t count = 0;

	(void)smsmodem_fields(pasted->hex, pasted->length, &reading->options, rows, &count, NULL);
	advise(decoding, count > 0 ? rows[count - 1].name : NULL, &reading->error);
	return decoding_bad_pdu(decoding, &reading->error, rows, count);
}

/* It could be read, but what comes out is what any octets would give. */
static int doubtful(struct decoding *decoding, const struct reading *reading)
{
	static const char *const names[] = {"AUTO", "DELIVER", "SUBMIT", "STATUS-REPORT"};
	const struct smsmodem_tpdu *tpdu = &reading->tpdu;
	struct smsmodem_error error;
	const char *why = !has_types(tpdu)  ? "an address would have no type"
			  : !has_data(tpdu) ? "its user data would not fit"
					    : "it would have no valid time, and octets left over";

	smsmodem_error_set(
		&error, SMSMODEM_E_PDU,
		"PDU: cut, or of a kind that cannot be told: as a %s %s; --kind deliver, "
		"submit, report, command, cb, cdma or push says what it is",
		names[tpdu->kind & 3], why);
	error.offset = 0;
	return decoding_bad(decoding, &error);
}

/* --- what is one --- */

static void note_trailing(const struct decoding *decoding, size_t octets)
{
	cli_note(decoding->cli, "line %ld: %zu octet%s behind the PDU %s left over", decoding->line,
		 octets, octets == 1 ? "" : "s", octets == 1 ? "is" : "are");
}

static int take(struct decoding *decoding, const struct reading *reading)
{
	const struct pasted *pasted = &decoding->pasted;
	size_t over = octets_over(pasted, reading);
	struct shown_origin origin = {pasted->place.index, pasted->place.stat, 2 * over};

	if (is_padding(pasted->hex + pasted->length - origin.trailing, origin.trailing))
		origin.trailing = 0;
	if (origin.trailing > 0)
		note_trailing(decoding, over);
	bool told = origin.trailing > 0 || origin.index >= 0 || origin.stat >= 0;
	if (decoding->cli->verbose || (decoding->cli->json && told))
		shown_fields_keep(decoding->kept, &reading->tpdu, pasted->hex, pasted->length,
				  &reading->options, &origin);
	return decoding_tpdu_joined(decoding, &reading->tpdu);
}

bool decoding_tpdu_fills(const struct decoding *decoding, const char *hex, size_t length)
{
	struct reading reading = {
		.options = {.kind = kind_of(decoding), .no_smsc = decoding->no_smsc}};
	struct smsmodem_field rows[SMSMODEM_FIELDS_MAX];
	size_t count;

	reading.result = smsmodem_decode(hex, length, &reading.options, &reading.tpdu, NULL);
	return reading.result >= 0 && (!is_timed(&reading.tpdu) || reading.tpdu.scts.valid) &&
	       has_types(&reading.tpdu) && has_data(&reading.tpdu) &&
	       smsmodem_fields(hex, length, &reading.options, rows, &count, NULL) >= 0 &&
	       strcmp(rows[count - 1].name, "trailing octets") != 0;
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
	if (reading.result < 0)
		return bad(decoding, &reading);
	return is_credible(decoding, &reading) ? take(decoding, &reading)
					       : doubtful(decoding, &reading);
}

int decoding_tpdu_rest(struct decoding *decoding)
{
	struct smsmodem_message message;
	int status = 0;

	while (decoding->join && status == 0 && smsmodem_join_flush(decoding->join, &message) > 0)
		status = show(decoding, &message);
	return status;
}
