/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "message.h"
#include "config.h"
#include "language.h"
#include "refusal.h"
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <unistd.h>

/*
 * More than fits 255 parts, so that it can be said how many it would be. A part has at most 153
 * characters of 7-bit text, each at most three octets of UTF-8.
 */
#define TEXT_MAX    ((size_t)1 << 20)
#define PART_OCTETS ((size_t)153 * 3)

void message_begin(struct message *message)
{
	uint16_t ref = 0;

	*message = (struct message){.submit = SMSMODEM_SUBMIT_INIT};
	/* a reference that another program, or an earlier run, uses just now would mix the parts */
	if (getrandom(&ref, sizeof ref, GRND_NONBLOCK) < 0)
		ref = 1;
	message->submit.ref = ref;
}

/* What the configuration says counts only where the command line says nothing. */
static void settle_language(const struct cli *cli, struct message *message)
{
	const char *configured = config_get(cli, "language");

	if (!message->language && configured) /* one that has been checked */
		(void)language_parse(configured, &message->submit.languages, SMSMODEM_E_CONFIG,
				     NULL);
}

/* Of options that contradict each other none may win in silence. */
static const char *contrary(const struct message *message)
{
	if (message->strict && message->submit.transliterate)
		return "--strict and --transliterate exclude each other";
	if (message->ref8 && message->ref16)
		return "--ref8 and --ref16 exclude each other";
	if (message->ref8 && message->long_ref)
		return "--ref8 goes up to 255";
	if (message->flash && message->submit.message_class != 0)
		return "--flash is class 0";
	return NULL;
}

int message_settle(struct cli *cli, struct message *message)
{
	struct smsmodem_submit *submit = &message->submit;
	const char *wrong = contrary(message);

	if (wrong)
		return cli_usage(cli, "%s", wrong);
	int result = cli->config ? 0 : config_load(cli);
	if (result != 0)
		return result;
	if (message->long_ref)
		submit->ref_bits = 16;
	const char *smsc = config_get(cli, "smsc");
	if (!submit->smsc && smsc && *smsc)
		submit->smsc = smsc;
	if (!message->strict && config_yes(cli, "transliterate"))
		submit->transliterate = true;
	if (config_yes(cli, "report"))
		submit->report = true;
	settle_language(cli, message);
	return 0;
}

static int take_language(struct cli *cli, struct message *message)
{
	struct smsmodem_error error;

	message->language = cli->optarg;
	if (language_parse(cli->optarg, &message->submit.languages, SMSMODEM_E_USAGE, &error) < 0)
		return cli_usage(cli, "--language: %s", error.text);
	return 0;
}

bool encoding_parse(const char *name, enum smsmodem_encoding *encoding)
{
	for (int i = SMSMODEM_ENCODING_AUTO; i <= SMSMODEM_ENCODING_8BIT; i++) {
		if (strcmp(name, smsmodem_encoding_name((enum smsmodem_encoding)i)) != 0)
			continue;
		*encoding = (enum smsmodem_encoding)i;
		return true;
	}
	return false;
}

static int take_encoding(struct cli *cli, struct smsmodem_submit *submit)
{
	if (encoding_parse(cli->optarg, &submit->encoding))
		return 0;
	return cli_usage(cli, "--encoding is auto, gsm7, ucs2 or 8bit, not \"%.40s\"", cli->optarg);
}

static int take_number(struct cli *cli, const char *name, long low, long high, int *value)
{
	long number;

	if (!parse_number(cli->optarg, low, high, &number))
		return cli_usage(cli, "--%s is %ld to %ld, not \"%.40s\"", name, low, high,
				 cli->optarg);
	*value = (int)number;
	return 0;
}

static int take_port(struct cli *cli, struct smsmodem_submit *submit)
{
	char text[32];
	long dst, src = 0;
	int length = snprintf(text, sizeof text, "%s", cli->optarg);
	char *colon = strchr(text, ':');

	if (colon)
		*colon = '\0';
	if (length >= (int)sizeof text || !parse_number(text, 0, 65535, &dst) ||
	    (colon && !parse_number(colon + 1, 0, 65535, &src)))
		return cli_usage(cli, "--port is DST[:SRC], each 0 to 65535, not \"%.40s\"",
				 cli->optarg);
	submit->port_dst = (int)dst;
	if (colon)
		submit->port_src = (int)src;
	return 0;
}

static int take_validity(struct cli *cli, struct smsmodem_submit *submit)
{
	uint32_t seconds;

	if (!parse_duration(cli->optarg, &seconds))
		return cli_usage(cli,
				 "--validity is a time such as 90m, 12h, 3d or 2w, at most 63w, "
				 "not \"%.40s\"",
				 cli->optarg);
	submit->validity.format = SMSMODEM_VALIDITY_RELATIVE;
	submit->validity.seconds = seconds;
	return 0;
}

int message_option(struct cli *cli, struct message *message, int option)
{
	struct smsmodem_submit *submit = &message->submit;
	int ref = 0;

	switch ((enum message_option)option) {
	case MESSAGE_ENCODING: return take_encoding(cli, submit);
	case MESSAGE_LANGUAGE: return take_language(cli, message);
	case MESSAGE_STRICT: message->strict = true; return 0;
	case MESSAGE_TRANSLITERATE: submit->transliterate = true; return 0;
	case MESSAGE_HEX: message->hex = cli->optarg; return 0;
	case MESSAGE_CLASS: return take_number(cli, "class", 0, 3, &submit->message_class);
	case MESSAGE_FLASH:
		message->flash = true;
		if (submit->message_class < 0)
			submit->message_class = 0;
		return 0;
	case MESSAGE_REPORT: submit->report = true; return 0;
	case MESSAGE_VALIDITY: return take_validity(cli, submit);
	case MESSAGE_SMSC: submit->smsc = cli->optarg; return 0;
	case MESSAGE_PORT: return take_port(cli, submit);
	case MESSAGE_REF8:
		message->ref8 = true;
		submit->ref_bits = 8;
		return 0;
	case MESSAGE_REF16:
		message->ref16 = true;
		submit->ref_bits = 16;
		return 0;
	case MESSAGE_REF:
		if (take_number(cli, "ref", 0, 65535, &ref) != 0)
			return 64;
		message->ref = true;
		submit->ref = (uint16_t)ref;
		message->long_ref = ref > 255;
		return 0;
	case MESSAGE_REPLACE: return take_number(cli, "replace", 1, 7, &submit->replace);
	case MESSAGE_MAX_PARTS: return take_number(cli, "max-parts", 1, 255, &submit->max_parts);
	case MESSAGE_OPTIONS: break;
	}
	return 0;
}

static int hex_digit(char c)
{
	static const char digits[] = "0123456789abcdefABCDEF";
	const char *found = c ? strchr(digits, c) : NULL;
	int value = found ? (int)(found - digits) : -1;

	return value > 15 ? value - 6 : value;
}

static int fail_hex(struct cli *cli, int code, const char *what, size_t offset)
{
	struct smsmodem_error error;

	smsmodem_error_set(&error, code, "%s", what);
	if (code == SMSMODEM_E_DATA)
		error.offset = (long)offset;
	return cli_fail(cli, &error);
}

static int take_hex(struct cli *cli, struct message *message)
{
	const char *hex = message->hex;
	size_t digits = 0, i = 0;
	char what[64];

	message->data = malloc(strlen(hex) / 2 + 1);
	if (!message->data)
		return fail_hex(cli, SMSMODEM_E_MEMORY, "out of memory", 0);
	for (; hex[i]; i++) {
		int digit = hex_digit(hex[i]);
		if (hex[i] == ' ' || hex[i] == '\t' || hex[i] == '\r' || hex[i] == '\n')
			continue;
		(void)snprintf(what, sizeof what, "--hex: character %zu is not hexadecimal", i + 1);
		if (digit < 0)
			return fail_hex(cli, SMSMODEM_E_DATA, what, i);
		uint8_t *octet = &message->data[digits / 2];
		*octet = (uint8_t)(digits % 2 ? *octet << 4 | digit : digit);
		digits++;
	}
	(void)snprintf(what, sizeof what, "--hex: %zu digit%s no whole octets", digits,
		       digits == 1 ? " is" : "s are");
	if (digits % 2)
		return fail_hex(cli, SMSMODEM_E_DATA, what, i);
	message->submit.data = message->data;
	message->submit.data_len = digits / 2;
	return 0;
}

static int read_text(struct cli *cli, struct message *message)
{
	struct smsmodem_error error;
	size_t length;

	if (!cli_may_read_stdin(cli))
		return cli_usage(cli, cli->console ? "which text?"
						   : "give the text as an argument, or pipe it in: "
						     "echo \"text\" | smsmodem ...");
	int result = read_all(stdin, TEXT_MAX, &message->text, &length, &error);
	if (result == SMSMODEM_E_TEXT)
		smsmodem_error_set(&error, result,
				   "the input is over %zu octets, which is %zu parts at least, and "
				   "%d are possible; send it as several messages",
				   TEXT_MAX, TEXT_MAX / PART_OCTETS, SMSMODEM_PARTS_MAX);
	if (result < 0)
		return cli_fail(cli, &error);
	/* `echo` adds a line end that nobody means to pay for */
	if (length > 0 && message->text[length - 1] == '\n')
		length -= length > 1 && message->text[length - 2] == '\r' ? 2 : 1;
	if (length == 0) {
		smsmodem_error_set(
			&error, SMSMODEM_E_TEXT,
			"there is no text on stdin; an empty message wants \"\" as the text");
		return cli_fail(cli, &error);
	}
	message->submit.text = message->text;
	message->submit.text_len = length;
	return 0;
}

int message_text(struct cli *cli, struct message *message, const char *text)
{
	if (message->hex && text)
		return cli_usage(cli, "--hex takes the place of a text, not both");
	if (message->hex)
		return take_hex(cli, message);
	if (!text || (strcmp(text, "-") == 0 && !cli->console))
		return read_text(cli, message);
	message->submit.text = text;
	message->submit.text_len = strlen(text);
	return 0;
}

void message_end(struct message *message)
{
	free(message->text);
	free(message->data);
	json_decref(message->more);
}

void message_describe(json_t *object, const struct smsmodem_encoder *encoder)
{
	if (!object)
		return;
	(void)json_object_set_new(object, "encoding",
				  json_string(smsmodem_encoding_name(encoder->encoding)));
	if (encoder->shift.locking || encoder->shift.single)
		(void)json_object_set_new(object, "shift",
					  json_pack("{s:i, s:i}", "locking", encoder->shift.locking,
						    "single", encoder->shift.single));
	if (encoder->transliterated)
		(void)json_object_set_new(object, "transliterated", json_true());
}

json_t *message_add(const struct message *message, json_t *object)
{
	if (object && message->more)
		(void)json_object_update(object, message->more);
	return object;
}

static int print_part(struct cli *cli, const struct message *message,
		      const struct smsmodem_encoder *encoder, const struct smsmodem_pdu *pdu)
{
	if (!cli->json)
		return output_line(cli, "%d %s", pdu->length, pdu->hex);
	json_t *object = json_pack("{s:i, s:i, s:i, s:s}", "part", pdu->part, "parts", pdu->parts,
				   "length", pdu->length, "pdu", pdu->hex);
	message_describe(object, encoder);
	if (object && encoder->ref_bits) {
		int mask = encoder->ref_bits == 8 ? 0xFF : 0xFFFF;
		(void)json_object_set_new(object, "ref", json_integer(encoder->submit->ref & mask));
	}
	return output_json(cli, message_add(message, object));
}

int message_print(struct cli *cli, const struct message *message)
{
	const struct smsmodem_submit *submit = &message->submit;
	struct smsmodem_encoder encoder;
	struct smsmodem_error error;
	struct smsmodem_pdu pdu;
	int result = smsmodem_encode_begin(&encoder, submit, &error);

	if (result < 0)
		return refusal_report(cli, submit, &error);
	result = smsmodem_encode_next(&encoder, &pdu, &error);
	for (; result > 0; result = smsmodem_encode_next(&encoder, &pdu, &error))
		if (print_part(cli, message, &encoder, &pdu) != 0)
			return 74;
	return result < 0 ? cli_fail(cli, &error) : 0;
}
