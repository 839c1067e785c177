/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "encode_cdma.h"
#include "shown_json.h"
#include <string.h>
#include <strings.h>
#include <sys/random.h>

static const char *not_of_cdma(const struct message *message)
{
	const struct smsmodem_submit *submit = &message->submit;

	if (submit->smsc)
		return "--smsc";
	if (message->language)
		return "--language";
	if (submit->message_class >= 0)
		return "--class or --flash";
	if (submit->ref_bits == 16)
		return "--ref16";
	return submit->replace ? "--replace" : NULL;
}

int encode_cdma_check(struct cli *cli, const struct message *message,
		      const struct encode_cdma *options)
{
	const char *wrong = options->explain ? "--explain" : not_of_cdma(message);

	if (options->wanted && wrong)
		return cli_usage(cli, "there is no %s with --network cdma", wrong);
	if (options->wanted && message->long_ref && !options->smpp)
		return cli_usage(cli, "--ref is 0 to 255 with --network cdma");
	if (!options->wanted && options->given)
		return cli_usage(cli, "--%s wants --network cdma", options->given);
	return 0;
}

static uint16_t fresh_id(void)
{
	uint16_t id = 0;

	/* one that another message has just now would be taken for a repetition of it */
	if (getrandom(&id, sizeof id, GRND_NONBLOCK) < 0)
		id = 1;
	return id;
}

/* Their names, as many as a message has room for. */
static void list_names(enum smsmodem_cdma_names names, int last, char *list, size_t size)
{
	size_t used = 0;

	list[0] = '\0';
	for (int i = 0; i <= last; i++) {
		const char *name = smsmodem_cdma_name(names, (unsigned)i);
		const char *comma = used > 0 ? ", " : "";

		if (strcmp(name, "reserved") == 0)
			continue;
		if (used + strlen(name) + sizeof ", , ..." > size) {
			(void)snprintf(list + used, size - used, "%s...", comma);
			return;
		}
		used += (size_t)snprintf(list + used, size - used, "%s%s", comma, name);
	}
}

/* A named value, or its number. */
static int take_name(struct cli *cli, const char *option, enum smsmodem_cdma_names names, int last,
		     int *value)
{
	char list[80];
	long number;

	if (parse_number(cli->optarg, 0, last, &number)) {
		*value = (int)number;
		return 0;
	}
	for (int i = 0; i <= last; i++) {
		const char *name = smsmodem_cdma_name(names, (unsigned)i);
		if (strcmp(name, "reserved") != 0 && strcasecmp(name, cli->optarg) == 0) {
			*value = i;
			return 0;
		}
	}
	list_names(names, last, list, sizeof list);
	return cli_usage(cli, "--%s is one of %s or its number, 0 to %d, not \"%.40s\"", option,
			 list, last, cli->optarg);
}

static int take_network(struct cli *cli, struct encode_cdma *options)
{
	options->wanted = strcmp(cli->optarg, "cdma") == 0;
	options->gsm = strcmp(cli->optarg, "gsm") == 0;
	if (options->wanted || options->gsm)
		return 0;
	return cli_usage(cli, "--network is gsm or cdma, not \"%.40s\"", cli->optarg);
}

static int take_message_id(struct cli *cli, struct encode_cdma *options)
{
	long number;

	if (!parse_number(cli->optarg, 0, 65535, &number))
		return cli_usage(cli, "--message-id is 0 to 65535, not \"%.40s\"", cli->optarg);
	options->message_id = (int)number;
	return 0;
}

static int take_segment_size(struct cli *cli, struct encode_cdma *options)
{
	long number;

	if (!parse_number(cli->optarg, SMSMODEM_CDMA_SEGMENT_LEAST, SMSMODEM_UD_MAX, &number))
		return cli_usage(cli, "--segment-size is %d to %d octets, not \"%.40s\"",
				 SMSMODEM_CDMA_SEGMENT_LEAST, SMSMODEM_UD_MAX, cli->optarg);
	options->segment_size = (int)number;
	return 0;
}

int encode_cdma_option(struct cli *cli, struct encode_cdma *options, int option)
{
	static const char *const names[ENCODE_OPTIONS] = {
		[ENCODE_MESSAGE_ID] = "message-id",
		[ENCODE_CALLBACK] = "callback",
		[ENCODE_PRIORITY] = "priority",
		[ENCODE_PRIVACY] = "privacy",
		[ENCODE_ALERT] = "alert",
		[ENCODE_TEXT_LANGUAGE] = "text-language",
		[ENCODE_SEGMENT_SIZE] = "segment-size",
	};

	if (option != ENCODE_NETWORK)
		options->given = names[option];
	switch (option) {
	case ENCODE_NETWORK: return take_network(cli, options);
	case ENCODE_MESSAGE_ID: return take_message_id(cli, options);
	case ENCODE_CALLBACK: options->callback = cli->optarg; return 0;
	case ENCODE_PRIORITY:
		return take_name(cli, "priority", SMSMODEM_CDMA_NAMES_PRIORITY, 3,
				 &options->priority);
	case ENCODE_PRIVACY:
		return take_name(cli, "privacy", SMSMODEM_CDMA_NAMES_PRIVACY, 3, &options->privacy);
	case ENCODE_ALERT:
		return take_name(cli, "alert", SMSMODEM_CDMA_NAMES_ALERT, 3, &options->alert);
	case ENCODE_SEGMENT_SIZE: return take_segment_size(cli, options);
	default:
		return take_name(cli, "text-language", SMSMODEM_CDMA_NAMES_LANGUAGE, 255,
				 &options->language);
	}
}

static json_t *json_of(const struct smsmodem_cdma_pdu *pdu,
		       const struct smsmodem_cdma_submit *submit)
{
	json_t *object =
		json_pack("{s:i, s:i, s:i, s:s, s:o?, s:s, s:i, s:i}", "part", pdu->part, "parts",
			  pdu->parts, "length", pdu->length, "pdu", pdu->hex, "user_data",
			  shown_hex(pdu->user_data, pdu->user_data_len), "encoding",
			  smsmodem_cdma_name(SMSMODEM_CDMA_NAMES_ENCODING, pdu->encoding),
			  "message_id", submit->message_id, "mmts", pdu->more ? 1 : 0);

	if (object && submit->wap)
		(void)json_object_set_new(object, "teleservice", json_integer(SMSMODEM_CDMA_WAP));
	else if (object && pdu->parts > 1)
		(void)json_object_set_new(object, "ref", json_integer(submit->ref & 0xFF));
	return object;
}

static int print_part(struct cli *cli, const struct message *message,
		      const struct smsmodem_cdma_pdu *pdu,
		      const struct smsmodem_cdma_submit *submit)
{
	if (cli->json)
		return output_json(cli, message_add(message, json_of(pdu, submit)));
	return output_line(cli, "%d %s", pdu->length, pdu->hex);
}

bool encode_is_datagram(const struct message *message)
{
	return message->submit.data && message->submit.port_dst >= 0;
}

struct smsmodem_cdma_submit encode_cdma_submit(const struct message *message,
					       const struct encode_cdma *options)
{
	const struct smsmodem_submit *gsm = &message->submit;
	struct smsmodem_cdma_submit submit = SMSMODEM_CDMA_SUBMIT_INIT;

	submit.to = gsm->to;
	submit.text = gsm->text;
	submit.text_len = gsm->text_len;
	submit.data = gsm->data;
	submit.data_len = gsm->data_len;
	submit.encoding = gsm->encoding;
	submit.transliterate = gsm->transliterate;
	submit.ref = gsm->ref;
	submit.max_parts = gsm->max_parts;
	submit.report = gsm->report;
	submit.validity_s = gsm->validity.seconds;
	submit.callback = options->callback;
	submit.priority = options->priority;
	submit.privacy = options->privacy;
	submit.alert = options->alert;
	submit.language = options->language;
	submit.wap = encode_is_datagram(message);
	submit.port_src = (uint16_t)gsm->port_src;
	submit.port_dst = (uint16_t)(submit.wap ? gsm->port_dst : 0);
	submit.segment_size = options->segment_size;
	submit.message_id = options->message_id < 0 ? fresh_id() : (uint16_t)options->message_id;
	return submit;
}

int encode_cdma(struct cli *cli, const struct message *message, const struct encode_cdma *options)
{
	const struct smsmodem_cdma_submit submit = encode_cdma_submit(message, options);
	struct smsmodem_cdma_encoder encoder;
	struct smsmodem_cdma_pdu pdu;
	struct smsmodem_error error;

	if (!submit.wap && message->submit.port_dst >= 0)
		return cli_usage(cli, "a text has no --port with --network cdma; a push or --hex "
				      "may have one");
	if (!submit.wap && options->segment_size)
		return cli_usage(cli, "--segment-size is of a push, or of --hex with --port");
	int result = smsmodem_cdma_encode_begin(&encoder, &submit, &error);
	if (result > 0)
		result = smsmodem_cdma_encode_next(&encoder, &pdu, &error);
	for (; result > 0; result = smsmodem_cdma_encode_next(&encoder, &pdu, &error))
		if (print_part(cli, message, &pdu, &submit) != 0)
			return 74;
	return result < 0 ? cli_fail(cli, &error) : 0;
}
