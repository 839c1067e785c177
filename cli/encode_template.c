/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `encode --format template`: one URL for each part of a datagram. */
#include "encode_format.h"
#include "refusal.h"
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum network {
	NETWORK_ANY = 0,
	NETWORK_GSM = 1,
	NETWORK_CDMA = 2
};

enum placeholder {
	PHONE,
	PART,
	PARTS,
	CDMAWAPPDU,
	CDMAWAPMMTS,
	MESSAGEID,
	UDH,
	DATA,
	PLACEHOLDERS
};

static const struct {
	const char *name;
	enum network network;
} placeholders[PLACEHOLDERS] = {
	[PHONE] = {"@@PHONE@@", NETWORK_ANY},
	[PART] = {"@@PART@@", NETWORK_ANY},
	[PARTS] = {"@@PARTS@@", NETWORK_ANY},
	[CDMAWAPPDU] = {"@@CDMAWAPPDU@@", NETWORK_CDMA},
	[CDMAWAPMMTS] = {"@@CDMAWAPMMTS@@", NETWORK_CDMA},
	[MESSAGEID] = {"@@MESSAGEID@@", NETWORK_CDMA},
	[UDH] = {"@@UDH@@", NETWORK_GSM},
	[DATA] = {"@@DATA@@", NETWORK_GSM},
};

/* Its place in the table, or PLACEHOLDERS: none begins here. */
static int placeholder_at(const char *text)
{
	int i = 0;

	while (i < PLACEHOLDERS &&
	       strncasecmp(text, placeholders[i].name, strlen(placeholders[i].name)) != 0)
		i++;
	return i;
}

/* --- the template --- */

static int unknown_placeholder(struct cli *cli, const char *text)
{
	const char *end = strstr(text + 2, "@@");
	int length = (int)strnlen(text, 24);
	char list[160];
	size_t used = 0;

	if (end && end + 2 - text < length)
		length = (int)(end + 2 - text);
	for (int i = 0; i < PLACEHOLDERS && used < sizeof list; i++)
		used += (size_t)snprintf(list + used, sizeof list - used, "%s%s",
					 i == 0                  ? ""
					 : i == PLACEHOLDERS - 1 ? " and "
								 : ", ",
					 placeholders[i].name);
	return cli_usage(cli, "--template has \"%.*s\", but the placeholders are %s", length, text,
			 list);
}

/* What no URL has (RFC 3986 2), and the quote, which xargs(1) would take for its own. */
static int check_characters(struct cli *cli, const char *url)
{
	for (size_t i = 0; url[i]; i++) {
		unsigned octet = (unsigned char)url[i];

		if (octet <= ' ' || octet >= 0x7F || strchr("\"'<>\\^`{|}", (int)octet))
			return cli_usage(cli,
					 "--template has octet 0x%02X at %zu, which a URL writes "
					 "as %%%02X",
					 octet, i, octet);
	}
	return 0;
}

/* Without these what is sent would lack something. */
static const char *needed(const bool there[PLACEHOLDERS], bool cdma)
{
	if (cdma)
		return there[CDMAWAPPDU] ? NULL : "@@CDMAWAPPDU@@";
	if (!there[UDH] && !there[DATA])
		return "@@CDMAWAPPDU@@, or @@UDH@@ and @@DATA@@";
	return there[UDH] ? (there[DATA] ? NULL : "@@DATA@@") : "@@UDH@@";
}

static int check_network(struct cli *cli, const bool there[PLACEHOLDERS], struct encode_cdma *cdma)
{
	unsigned networks = NETWORK_ANY;

	for (int i = 0; i < PLACEHOLDERS; i++)
		networks |= there[i] ? placeholders[i].network : NETWORK_ANY;
	if (networks == (NETWORK_GSM | NETWORK_CDMA))
		return cli_usage(cli, "--template has placeholders of GSM and of CDMA; it is for "
				      "one network");
	if (networks == NETWORK_GSM && cdma->wanted)
		return cli_usage(cli, "--template has placeholders of GSM, not of --network cdma");
	if (networks == NETWORK_CDMA && cdma->gsm)
		return cli_usage(cli, "--template has placeholders of CDMA, not of --network gsm");
	const char *lacks = needed(there, networks == NETWORK_CDMA || cdma->wanted);
	if (lacks)
		return cli_usage(cli,
				 "--template lacks %s, without which no phone can read the message",
				 lacks);
	cdma->wanted = networks == NETWORK_CDMA;
	return 0;
}

int encode_template_check(struct cli *cli, const char *url, struct encode_cdma *cdma)
{
	bool there[PLACEHOLDERS] = {false};
	int status = check_characters(cli, url);

	for (const char *at = url; status == 0 && (at = strstr(at, "@@"));) {
		int found = placeholder_at(at);

		if (found == PLACEHOLDERS)
			return unknown_placeholder(cli, at);
		there[found] = true;
		at += strlen(placeholders[found].name);
	}
	return status == 0 ? check_network(cli, there, cdma) : status;
}

/* --- a part --- */

/* What is filled in. */
struct values {
	char text[PLACEHOLDERS][2 * SMSMODEM_UD_MAX + 1];
	int part, parts;
};

static void set_hex(char *text, const uint8_t *octets, size_t count)
{
	for (size_t i = 0; i < count && i < SMSMODEM_UD_MAX; i++)
		(void)snprintf(text + 2 * i, 3, "%02X", octets[i]);
}

static void set_number(struct values *values, enum placeholder placeholder, int number)
{
	(void)snprintf(values->text[placeholder], sizeof values->text[placeholder], "%d", number);
}

static void begin_values(struct values *values, const char *phone, int part, int parts)
{
	*values = (struct values){.part = part, .parts = parts};
	(void)snprintf(values->text[PHONE], sizeof values->text[PHONE], "%s", phone);
	set_number(values, PART, part);
	set_number(values, PARTS, parts);
}

/* All but the unreserved characters (RFC 3986 2.3). */
static void put_encoded(FILE *stream, const char *text)
{
	static const char unreserved[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
					 "0123456789-._~";

	for (; *text; text++)
		(void)fprintf(stream, strchr(unreserved, *text) ? "%c" : "%%%02X",
			      (unsigned char)*text);
}

static void fill(FILE *stream, const char *url, const struct values *values)
{
	while (*url) {
		int found = placeholder_at(url);

		if (found == PLACEHOLDERS) {
			(void)fputc(*url++, stream);
			continue;
		}
		put_encoded(stream, values->text[found]);
		url += strlen(placeholders[found].name);
	}
}

static int print_filled(struct cli *cli, const struct message *message, const char *url,
			const struct values *values)
{
	if (!cli->json)
		return output_line(cli, "%s", url);
	return output_json(
		cli, message_add(message, json_pack("{s:i, s:i, s:s, s:i}", "part", values->part,
						    "parts", values->parts, "url", url, "mmts",
						    values->part < values->parts ? 1 : 0)));
}

static int print_url(struct cli *cli, const struct message *message, const char *url,
		     const struct values *values)
{
	char *text = NULL;
	size_t length;
	FILE *stream = open_memstream(&text, &length);
	bool failed = !stream;

	if (stream) {
		fill(stream, url, values);
		failed = ferror(stream) != 0;
		failed = fclose(stream) != 0 || failed;
	}
	int status = failed ? output_json(cli, NULL) : print_filled(cli, message, text, values);
	free(text);
	return status;
}

/* --- the parts --- */

static int print_cdma(struct cli *cli, const struct message *message,
		      const struct encode_cdma *options, const char *phone, const char *url)
{
	const struct smsmodem_cdma_submit submit = encode_cdma_submit(message, options);
	struct smsmodem_cdma_encoder encoder;
	struct smsmodem_cdma_pdu pdu;
	struct smsmodem_error error;
	struct values values;
	int result = smsmodem_cdma_encode_begin(&encoder, &submit, &error);

	if (result > 0)
		result = smsmodem_cdma_encode_next(&encoder, &pdu, &error);
	for (; result > 0; result = smsmodem_cdma_encode_next(&encoder, &pdu, &error)) {
		begin_values(&values, phone, pdu.part, pdu.parts);
		set_hex(values.text[CDMAWAPPDU], pdu.user_data, pdu.user_data_len);
		set_number(&values, CDMAWAPMMTS, pdu.more);
		set_number(&values, MESSAGEID, submit.message_id);
		if (print_url(cli, message, url, &values) != 0)
			return 74;
	}
	return result < 0 ? cli_fail(cli, &error) : 0;
}

/* The header and the data of a part, which is read again for that. */
static int set_user_data(struct values *values, const struct smsmodem_pdu *pdu,
			 struct smsmodem_error *error)
{
	const struct smsmodem_decode_options options = {.kind = SMSMODEM_KIND_SUBMIT};
	struct smsmodem_tpdu tpdu;
	int result = smsmodem_decode(pdu->hex, pdu->hex_len, &options, &tpdu, error);

	if (result < 0)
		return result;
	set_hex(values->text[UDH], tpdu.ud, tpdu.udh_len);
	set_hex(values->text[DATA], tpdu.ud + tpdu.udh_len, (size_t)tpdu.ud_len - tpdu.udh_len);
	return SMSMODEM_OK;
}

static int print_gsm(struct cli *cli, const struct message *message, const char *phone,
		     const char *url)
{
	const struct smsmodem_submit *submit = &message->submit;
	struct smsmodem_encoder encoder;
	struct smsmodem_error error;
	struct smsmodem_pdu pdu;
	struct values values;
	int result = smsmodem_encode_begin(&encoder, submit, &error);

	if (result < 0)
		return refusal_report(cli, submit, &error);
	result = smsmodem_encode_next(&encoder, &pdu, &error);
	for (; result > 0; result = smsmodem_encode_next(&encoder, &pdu, &error)) {
		begin_values(&values, phone, pdu.part, pdu.parts);
		result = set_user_data(&values, &pdu, &error);
		if (result < 0)
			break;
		if (print_url(cli, message, url, &values) != 0)
			return 74;
	}
	return result < 0 ? cli_fail(cli, &error) : 0;
}

int encode_template(struct cli *cli, const struct message *message, const struct encode_cdma *cdma,
		    const char *url)
{
	char phone[ENCODE_PHONE_SIZE];
	int status = encode_phone(cli, message->submit.to, phone);

	if (status != 0)
		return status;
	return cdma->wanted ? print_cdma(cli, message, cdma, phone, url)
			    : print_gsm(cli, message, phone, url);
}
