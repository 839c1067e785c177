/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sending.h"
#include <string.h>

/* --- the line of a result --- */

static json_t *refs_json(const struct smsmodem_sending *state)
{
	json_t *refs = json_array();

	for (int i = 0; i < state->sent; i++)
		(void)json_array_append_new(
			refs, state->refs[i] < 0 ? json_null() : json_integer(state->refs[i]));
	return refs;
}

static void add_error(json_t *object, const struct smsmodem_error *error)
{
	(void)json_object_set_new(object, "code", json_string(smsmodem_code_name(error->code)));
	(void)json_object_set_new(object, "exit", json_integer(smsmodem_code_exit(error->code)));
	if (error->cms >= 0)
		(void)json_object_set_new(object, "cms", json_integer(error->cms));
	if (error->cme >= 0)
		(void)json_object_set_new(object, "cme", json_integer(error->cme));
	(void)json_object_set_new(object, "text", output_string(error->text, strlen(error->text)));
}

static json_t *result_json(const struct sending *sending, const char *to, json_t *id,
			   const struct smsmodem_error *error)
{
	const struct smsmodem_sending *state = &sending->state;
	bool store = sending->flags & SMSMODEM_SEND_STORE;
	json_t *object = json_pack("{s:s, s:O?, s:o?, s:s}", "event", store ? "stored" : "sent",
				   "id", id, "to", to ? output_string(to, strlen(to)) : NULL,
				   "status", smsmodem_status_name(state->status));

	if (!object)
		return NULL;
	if (!id && sending->noted[0])
		(void)json_object_set_new(object, "id", json_string(sending->noted));
	else if (!id)
		(void)json_object_del(object, "id");
	else if (sending->noted[0])
		(void)json_object_set_new(object, "outbox", json_string(sending->noted));
	if (sending->repeated)
		(void)json_object_set_new(object, "repeated", json_true());
	if (state->encoder.parts > 0) {
		(void)json_object_set_new(object, "parts", json_integer(state->encoder.parts));
		message_describe(object, &state->encoder);
	}
	refusal_add(object, &sending->refusal);
	if (sending->more)
		(void)json_object_update_missing(object, sending->more);
	(void)json_object_set_new(object, "refs", refs_json(state));
	(void)json_object_set_new(object, "device", json_string(sending->cli->modem.device));
	if (error)
		add_error(object, error);
	return object;
}

static void print_form(const struct smsmodem_encoder *encoder)
{
	const struct smsmodem_shift *shift = &encoder->shift;
	unsigned first = shift->locking ? shift->locking : shift->single;

	(void)printf(", %d part%s, %s", encoder->parts, encoder->parts == 1 ? "" : "s",
		     smsmodem_encoding_name(encoder->encoding));
	if (first)
		(void)printf(" %s", smsmodem_language_name(first));
	if (shift->single && shift->single != first)
		(void)printf(" and %s", smsmodem_language_name(shift->single));
	if (encoder->transliterated)
		(void)fputs(", transliterated", stdout);
}

static void print_more(const struct sending *sending)
{
	const char *key;
	json_t *value;

	json_object_foreach(sending->more, key, value)
	{
		(void)printf(", %s ", key);
		output_foreign(stdout, json_string_value(value), json_string_length(value), 0);
	}
}

static int print_human(const struct sending *sending, const char *to)
{
	const struct smsmodem_sending *state = &sending->state;
	bool store = sending->flags & SMSMODEM_SEND_STORE;

	output_foreign(stdout, to ? to : "?", to ? strlen(to) : 1, 0);
	(void)printf(": %s", store && state->status == SMSMODEM_STATUS_SENT
				     ? "stored"
				     : smsmodem_status_name(state->status));
	if (state->status == SMSMODEM_STATUS_PARTIAL)
		(void)printf(", %d of %d parts", state->sent, state->encoder.parts);
	else if (state->encoder.parts > 0)
		print_form(&state->encoder);
	if (sending->more)
		print_more(sending);
	if (state->sent > 0)
		(void)printf(", %s", store ? "index" : "reference");
	for (int i = 0; i < state->sent; i++)
		(void)printf(" %d", state->refs[i]);
	return output_line(sending->cli, "%s", sending->repeated ? ", sent before" : "");
}

static int print_result(const struct sending *sending, const char *to, json_t *id,
			const struct smsmodem_error *error)
{
	struct cli *cli = sending->cli;
	int status = cli->json ? output_json(cli, result_json(sending, to, id, error))
			       : print_human(sending, to);

	/* in a batch the one line of JSON has it all */
	if (status != 0 || !error || (sending->batch && cli->json))
		return status;
	return cli_fail(cli, error) == 74 && ferror(stdout) ? 74 : 0;
}

/* --- counting --- */

static void count_result(struct sending *sending, int result, const struct smsmodem_error *error)
{
	switch (sending->state.status) {
	case SMSMODEM_STATUS_SENT: sending->done++; break;
	case SMSMODEM_STATUS_UNKNOWN: sending->unknown++; break;
	case SMSMODEM_STATUS_PARTIAL: sending->partial++; break;
	case SMSMODEM_STATUS_FAILED: sending->failed++; break;
	}
	if (result < 0 && sending->first_failure == 0)
		sending->first_failure = smsmodem_code_exit(error->code);
}

int sending_status(const struct sending *sending)
{
	if (sending->unknown > 0)
		return smsmodem_code_exit(SMSMODEM_E_UNKNOWN);
	if (sending->undelivered > 0 && sending->undelivered == sending->done)
		return smsmodem_code_exit(SMSMODEM_E_REFUSED);
	if (sending->undelivered > 0)
		return smsmodem_code_exit(SMSMODEM_E_PARTIAL);
	if (sending->partial > 0 || (sending->done > 0 && sending->failed > 0))
		return smsmodem_code_exit(SMSMODEM_E_PARTIAL);
	return sending->first_failure;
}

/* --- sending --- */

static bool is_fatal(int code)
{
	return code == SMSMODEM_E_LINK || code == SMSMODEM_E_NOMODEM || code == SMSMODEM_E_PIN ||
	       code == SMSMODEM_E_CANCELLED;
}

int sending_refuse(struct sending *sending, const char *to, json_t *id,
		   const struct smsmodem_error *error)
{
	sending->state.status = SMSMODEM_STATUS_FAILED;
	sending->state.sent = 0;
	sending->state.encoder.parts = 0;
	sending->refusal = (struct refusal){0};
	sending->noted[0] = '\0';
	sending->repeated = false;
	count_result(sending, error->code, error);
	return print_result(sending, to, id, error);
}

int sending_result(struct sending *sending, const char *to, json_t *id, int result,
		   const struct smsmodem_error *error)
{
	if (result < 0 && is_fatal(error->code))
		sending->fatal = *error;
	count_result(sending, result, error);
	int status = print_result(sending, to, id, result < 0 ? error : NULL);
	if (status != 0) /* the one place that is left to say it */
		(void)fprintf(stderr, "smsmodem: the result that could not be written: %s\n",
			      smsmodem_status_name(sending->state.status));
	else if (sending->noted[0] && result == SMSMODEM_E_UNKNOWN)
		cli_note(sending->cli,
			 "once you know: `smsmodem outbox resolve %s sent`, or `failed`",
			 sending->noted);
	return status;
}

int sending_one(struct sending *sending, const struct smsmodem_submit *submit, json_t *id,
		bool more)
{
	struct smsmodem_error error;

	if (sending->fatal.code < 0)
		return sending_refuse(sending, submit->to, id, &sending->fatal);
	sending->state.encoder.parts = 0;
	sending->refusal = (struct refusal){0};
	sending->repeated = false;
	sending_expect(sending, submit);
	int result = sending_parts(sending, submit, more, &error);
	if (result < 0 && sending->state.encoder.parts == 0)
		refusal_explain(submit, &error, &sending->refusal);
	sending_note(sending, submit, result < 0 ? &error : NULL);
	int status = sending_result(sending, submit->to, id, result, &error);
	if (status == 0 && result == 0 && sending->report_ms > 0 && !sending->repeated)
		status = sending_reports(sending);
	return status;
}
