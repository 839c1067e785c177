/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "encode_format.h"
#include <string.h>

static int take_format(struct cli *cli, struct encode_format *format)
{
	if (strcmp(cli->optarg, "pdu") == 0)
		format->format = FORMAT_PDU;
	else if (strcmp(cli->optarg, "template") == 0)
		format->format = FORMAT_TEMPLATE;
	else if (strcmp(cli->optarg, "smpp") == 0)
		format->format = FORMAT_SMPP;
	else
		return cli_usage(cli, "--format is pdu, template or smpp, not \"%.40s\"",
				 cli->optarg);
	return 0;
}

static int take_adaptation(struct cli *cli, struct encode_format *format)
{
	format->adapted = true;
	format->segments = strcmp(cli->optarg, "segments") == 0;
	if (format->segments || strcmp(cli->optarg, "payload") == 0)
		return 0;
	return cli_usage(cli, "--adaptation is payload or segments, not \"%.40s\"", cli->optarg);
}

int encode_format_option(struct cli *cli, struct encode_format *format, int option)
{
	if (option == ENCODE_FORMAT)
		return take_format(cli, format);
	if (option == ENCODE_ADAPTATION)
		return take_adaptation(cli, format);
	format->url = cli->optarg;
	return 0;
}

/* What is not among the fields that are written of submit_sm. */
static const char *not_of_smpp(const struct message *message, const struct encode_cdma *cdma)
{
	if (cdma->segment_size)
		return "--segment-size";
	if (cdma->callback)
		return "--callback";
	if (cdma->alert >= 0)
		return "--alert";
	if (cdma->language >= 0)
		return "--text-language";
	return message->submit.smsc ? "--smsc" : NULL;
}

/* What only the rest of a PDU says, which a template has no placeholder for. */
static const char *not_of_template(const struct message *message, const struct encode_cdma *cdma)
{
	const struct smsmodem_submit *submit = &message->submit;

	if (submit->smsc)
		return "--smsc";
	if (submit->message_class >= 0)
		return "--class or --flash";
	if (submit->report)
		return "--report";
	if (submit->validity.format != SMSMODEM_VALIDITY_NONE)
		return "--validity";
	if (submit->replace)
		return "--replace";
	if (cdma->callback)
		return "--callback";
	if (cdma->priority >= 0)
		return "--priority";
	if (cdma->privacy >= 0)
		return "--privacy";
	if (cdma->alert >= 0)
		return "--alert";
	return cdma->language >= 0 ? "--text-language" : NULL;
}

/* One submit_sm has no parts to be counted, and segments have references of 16 bits. */
static int check_smpp(struct cli *cli, const struct message *message,
		      const struct encode_format *format, const struct encode_cdma *cdma)
{
	const char *wrong = not_of_smpp(message, cdma);

	if (wrong)
		return cli_usage(cli, "there is no %s with --format smpp", wrong);
	if (message->ref8)
		return cli_usage(cli, "there is no --ref8 with --format smpp");
	if (format->segments)
		return 0;
	if (message->ref || message->ref16)
		return cli_usage(cli, "--ref and --ref16 want --adaptation segments");
	if (message->submit.max_parts)
		return cli_usage(cli, "--max-parts wants --adaptation segments");
	return 0;
}

int encode_format_check(struct cli *cli, const struct encode_format *format,
			const struct message *message, struct encode_cdma *cdma)
{
	int status = format->format == FORMAT_SMPP ? check_smpp(cli, message, format, cdma) : 0;

	if (status != 0)
		return status;
	cdma->smpp = format->format == FORMAT_SMPP;
	if (format->adapted && format->format != FORMAT_SMPP)
		return cli_usage(cli, "--adaptation wants --format smpp");
	if (format->url && format->format != FORMAT_TEMPLATE)
		return cli_usage(cli, "--template wants --format template");
	if (format->format != FORMAT_TEMPLATE)
		return 0;
	if (!format->url)
		return cli_usage(cli, "--format template wants the template: --template URL");
	const char *wrong = not_of_template(message, cdma);
	if (wrong)
		return cli_usage(cli,
				 "there is no %s with --format template: no placeholder "
				 "carries it, so say it to the message centre",
				 wrong);
	return encode_template_check(cli, format->url, cdma);
}

int encode_phone(struct cli *cli, const char *to, char phone[ENCODE_PHONE_SIZE])
{
	struct smsmodem_submit submit = SMSMODEM_SUBMIT_INIT;
	struct smsmodem_encoder encoder;
	struct smsmodem_error error;
	size_t used = 0;

	submit.to = to;
	submit.text = "";
	if (smsmodem_encode_begin(&encoder, &submit, &error) < 0)
		return cli_fail(cli, &error);
	for (; *to && used + 1 < ENCODE_PHONE_SIZE; to++)
		if (!strchr(" \t-./()", *to))
			phone[used++] = *to;
	phone[used] = '\0';
	return 0;
}

/* Segments of a push are joined by their message identifier (WAP-259-WDP). */
static int check_ref(struct cli *cli, const struct message *message, const struct encode_cdma *cdma)
{
	if (!cdma->wanted || cdma->smpp || !message->ref || !encode_is_datagram(message))
		return 0;
	return cli_usage(cli, "a push has no --ref with --network cdma: its segments are joined by "
			      "--message-id");
}

int encode_print(struct cli *cli, const struct message *message, const struct encode_cdma *cdma,
		 const struct encode_format *format)
{
	int status = check_ref(cli, message, cdma);

	if (status != 0)
		return status;
	if (format->format == FORMAT_PDU)
		return cdma->wanted ? encode_cdma(cli, message, cdma) : message_print(cli, message);
	if (!encode_is_datagram(message))
		return cli_usage(cli,
				 "--format is of a push, or of --hex with --port, not of a text");
	if (format->format == FORMAT_TEMPLATE)
		return encode_template(cli, message, cdma, format->url);
	return encode_smpp(cli, message, cdma, format->segments);
}
