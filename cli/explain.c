/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "explain.h"
#include <string.h>

struct alternative {
	const char *name;
	enum smsmodem_encoding encoding;
	bool transliterate;
};

static const struct alternative alternatives[] = {
	{"gsm7", SMSMODEM_ENCODING_GSM7, false},
	{"gsm7, transliterated", SMSMODEM_ENCODING_GSM7, true},
	{"ucs2", SMSMODEM_ENCODING_UCS2, false},
};

/* Parts, or why not. @return parts or a failure */
static int try_alternative(const struct smsmodem_submit *submit, const struct alternative *row,
			   struct smsmodem_error *error)
{
	struct smsmodem_submit changed = *submit;
	struct smsmodem_encoder encoder;

	changed.encoding = row->encoding;
	changed.transliterate = row->transliterate;
	return smsmodem_encode_begin(&encoder, &changed, error);
}

static json_t *explain_json(const struct smsmodem_submit *submit,
			    const struct smsmodem_encoder *encoder, json_t *others)
{
	json_t *object = json_pack("{s:s, s:s, s:i, s:o}", "event", "explain", "encoding",
				   smsmodem_encoding_name(encoder->encoding), "parts",
				   encoder->parts, "alternatives", others);

	if (object && encoder->forced_by) {
		char code[16];
		(void)snprintf(code, sizeof code, "U+%04X", (unsigned)encoder->forced_by);
		(void)json_object_set_new(object, "forced_by", json_string(code));
		(void)json_object_set_new(object, "forced_at",
					  json_integer((json_int_t)encoder->forced_at));
	}
	(void)submit;
	return object;
}

static void explain_text(const struct smsmodem_submit *submit,
			 const struct smsmodem_encoder *encoder)
{
	(void)fprintf(stderr, "%s, %d part%s", smsmodem_encoding_name(encoder->encoding),
		      encoder->parts, encoder->parts == 1 ? "" : "s");
	if (encoder->forced_by) {
		(void)fprintf(stderr, "; U+%04X at octet %zu is not in the GSM 7-bit alphabet: ",
			      (unsigned)encoder->forced_by, encoder->forced_at);
		size_t length = 1;
		while (encoder->forced_at + length < submit->text_len &&
		       (submit->text[encoder->forced_at + length] & 0xC0) == 0x80)
			length++;
		output_foreign(stderr, submit->text + encoder->forced_at, length, 0);
	}
	(void)fputc('\n', stderr);
}

int explain_encoding(struct cli *cli, const struct smsmodem_submit *submit)
{
	struct smsmodem_encoder encoder;
	struct smsmodem_error error;
	json_t *others = json_array();

	if (smsmodem_encode_begin(&encoder, submit, &error) < 0) {
		json_decref(others);
		return cli_fail(cli, &error);
	}
	if (!cli->json)
		explain_text(submit, &encoder);
	for (size_t i = 0; !submit->data && i < sizeof alternatives / sizeof alternatives[0]; i++) {
		const struct alternative *row = &alternatives[i];
		int parts = try_alternative(submit, row, &error);
		if (cli->json)
			(void)json_array_append_new(
				others, parts < 0
						? json_pack("{s:s, s:n, s:s}", "encoding",
							    row->name, "parts", "text", error.text)
						: json_pack("{s:s, s:i}", "encoding", row->name,
							    "parts", parts));
		else if (parts < 0)
			(void)fprintf(stderr, "  %s: impossible: %s\n", row->name, error.text);
		else
			(void)fprintf(stderr, "  %s: %d part%s\n", row->name, parts,
				      parts == 1 ? "" : "s");
	}
	if (cli->json)
		return output_json(cli, explain_json(submit, &encoder, others));
	json_decref(others);
	return 0;
}
