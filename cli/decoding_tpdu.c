/* SPDX-License-Identifier: GPL-3.0-or-later */
/* TPDUs of the SMS layer: decoded, joined, shown. */
#include "decoding.h"
#include "shown.h"

static int show(const struct decoding *decoding, const struct smsmodem_message *message)
{
	if (decoding->cli->json)
		return output_json(decoding->cli, shown_json(message));
	return shown_print(decoding->cli, message);
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

static struct smsmodem_decode_options tpdu_options(const struct decoding *decoding)
{
	static const enum smsmodem_kind kinds[DECODING_KINDS] = {
		[DECODING_DELIVER] = SMSMODEM_KIND_DELIVER,
		[DECODING_SUBMIT] = SMSMODEM_KIND_SUBMIT,
		[DECODING_REPORT] = SMSMODEM_KIND_STATUS_REPORT,
		[DECODING_COMMAND] = SMSMODEM_KIND_COMMAND,
	};

	return (struct smsmodem_decode_options){.kind = kinds[decoding->kind],
						.no_smsc = decoding->no_smsc,
						.tpdu_length = decoding->pasted.tpdu_length};
}

int decoding_tpdu(struct decoding *decoding)
{
	const struct smsmodem_decode_options options = tpdu_options(decoding);
	const struct pasted *pasted = &decoding->pasted;
	struct smsmodem_error error;
	struct smsmodem_tpdu tpdu;

	if (smsmodem_decode(pasted->hex, pasted->length, &options, &tpdu, &error) < 0)
		return decoding_bad(decoding, &error);
	if (tpdu.kind == SMSMODEM_KIND_DELIVER && !tpdu.scts.valid && !options.no_smsc &&
	    options.tpdu_length < 0)
		cli_note(decoding->cli,
			 "line %ld: the time is none; if no message centre stands in "
			 "front, use --no-smsc",
			 decoding->line);
	return show_joined(decoding, &tpdu);
}

int decoding_tpdu_rest(struct decoding *decoding)
{
	struct smsmodem_message message;
	int status = 0;

	while (decoding->join && status == 0 && smsmodem_join_flush(decoding->join, &message) > 0)
		status = show(decoding, &message);
	return status;
}
