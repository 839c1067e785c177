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

/* What the fields of submit_sm have no place for. */
static const char *not_of_smpp(const struct encode_cdma *cdma)
{
	if (cdma->segment_size)
		return "--segment-size";
	if (cdma->callback)
		return "--callback";
	if (cdma->alert >= 0)
		return "--alert";
	return cdma->language >= 0 ? "--text-language" : NULL;
}

int encode_format_check(struct cli *cli, const struct encode_format *format,
			struct encode_cdma *cdma)
{
	const char *wrong = format->format == FORMAT_SMPP ? not_of_smpp(cdma) : NULL;

	if (wrong)
		return cli_usage(cli, "there is no %s with --format smpp", wrong);
	cdma->smpp = format->format == FORMAT_SMPP;
	if (format->adapted && format->format != FORMAT_SMPP)
		return cli_usage(cli, "--adaptation wants --format smpp");
	if (format->url && format->format != FORMAT_TEMPLATE)
		return cli_usage(cli, "--template wants --format template");
	if (format->format != FORMAT_TEMPLATE)
		return 0;
	if (!format->url)
		return cli_usage(cli, "--format template wants the template: --template URL");
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

int encode_print(struct cli *cli, const struct message *message, const struct encode_cdma *cdma,
		 const struct encode_format *format)
{
	if (format->format == FORMAT_PDU)
		return cdma->wanted ? encode_cdma(cli, message, cdma)
				    : message_print(cli, &message->submit);
	if (!encode_is_datagram(message))
		return cli_usage(cli,
				 "--format is of a push, or of --hex with --port, not of a text");
	if (format->format == FORMAT_TEMPLATE)
		return encode_template(cli, message, cdma, format->url);
	return encode_smpp(cli, message, cdma, format->segments);
}
