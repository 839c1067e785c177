/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pushes of provisioning, and the MAC that phones want of them (OMA-TS-ProvCont 7). */
#include "push.h"
#include <stdlib.h>
#include <string.h>

static const struct {
	const char *name;
	enum smsmodem_prov_sec sec;
	bool pin, imsi;
} methods[] = {
	{"none", SMSMODEM_SEC_NONE, false, false},
	{"netpin", SMSMODEM_SEC_NETWPIN, false, true},
	{"netwpin", SMSMODEM_SEC_NETWPIN, false, true},
	{"userpin", SMSMODEM_SEC_USERPIN, true, false},
	{"usernetpin", SMSMODEM_SEC_USERNETWPIN, true, true},
	{"usernetwpin", SMSMODEM_SEC_USERNETWPIN, true, true},
	{"userpinmac", SMSMODEM_SEC_USERPINMAC, true, false},
};

/*
 * How the document is signed. -1: no such name. An IMSI says it by itself; a PIN does not, since a
 * MAC that was made with the SIM's by mistake gives it away to whoever gets the message.
 */
static int method_of(const struct push *push)
{
	const char *name = push->value[PUSH_SEC];

	if (!name)
		name = push->value[PUSH_IMSI] ? "netpin" : "none";
	for (size_t i = 0; i < sizeof methods / sizeof methods[0]; i++)
		if (strcmp(name, methods[i].name) == 0)
			return (int)i;
	return -1;
}

/* Of the file, the command line and the environment, as far as they are wanted. */
static int take_keys(struct push *push, int method)
{
	const char *path = push->value[PUSH_PIN_FILE];
	struct decode_keys keys = {0};
	struct smsmodem_prov_keys found = {0};
	struct smsmodem_error error;
	bool wanted = methods[method].pin || methods[method].imsi;
	int result = wanted ? decode_keys(&keys, path, NULL, &found, &error) : 0;

	if (methods[method].pin && found.pin)
		(void)snprintf(push->pin, sizeof push->pin, "%s", found.pin);
	if (methods[method].imsi && found.imsi && !push->value[PUSH_IMSI]) {
		(void)snprintf(push->imsi, sizeof push->imsi, "%s", found.imsi);
		push->value[PUSH_IMSI] = push->imsi;
	}
	explicit_bzero(&keys, sizeof keys);
	return result < 0 ? cli_fail(push->cli, &error) : 0;
}

static int check_keys(struct push *push, int method)
{
	struct smsmodem_error error;
	const char *name = methods[method].name;

	if (methods[method].pin && !push->pin[0])
		smsmodem_error_set(&error, SMSMODEM_E_DATA,
				   "--sec %s makes the MAC with a PIN that the user will type, and "
				   "there is none of up to %d digits: give --pin-file FILE behind "
				   "the command, or set "
				   "SMSMODEM_PROV_PIN",
				   name, DECODE_PIN_MAX);
	else if (methods[method].imsi && !push->value[PUSH_IMSI])
		smsmodem_error_set(&error, SMSMODEM_E_DATA,
				   "--sec %s makes the MAC with the SIM's IMSI, and there is none "
				   "of up to %d digits: give --imsi IMSI, or set SMSMODEM_IMSI",
				   name, DECODE_IMSI_MAX);
	else
		return 0;
	return cli_fail(push->cli, &error);
}

int push_prov_prepare(struct push *push)
{
	int method = method_of(push);

	if (method < 0)
		return cli_usage(push->cli,
				 "--sec is userpin, netpin, usernetpin, userpinmac or none, not "
				 "\"%.40s\"",
				 push->value[PUSH_SEC]);
	if (push->value[PUSH_PIN_FILE] && !push->value[PUSH_SEC])
		return cli_usage(push->cli, "a PIN of the document wants --sec userpin, or another "
					    "that is made with one (the SIM's goes in front of the "
					    "command, as `smsmodem --pin-file FILE push ...`)");
	if (push->value[PUSH_PIN_FILE] && !methods[method].pin)
		return cli_usage(push->cli,
				 "--sec %s needs no PIN (behind the command --pin-file is that of "
				 "the document, in front of it that of the SIM)",
				 methods[method].name);
	if (push->value[PUSH_IMSI] && !methods[method].imsi)
		return cli_usage(push->cli, "--sec %s needs no IMSI", methods[method].name);
	int status = take_keys(push, method);
	if (status == 0)
		status = check_keys(push, method);
	return status == 0 ? push_read(push) : status;
}

/* A signature on another document would be of no use to anybody. */
static int check_document(const uint8_t *datagram, size_t length, struct smsmodem_error *error)
{
	struct smsmodem_wbxml wbxml;
	struct smsmodem_wsp wsp;

	if (smsmodem_wsp_decode(datagram, length, &wsp, error) < 0 ||
	    smsmodem_wbxml_begin(&wbxml, wsp.body, wsp.body_len, NULL, error) < 0)
		return error->code;
	if (wbxml.language == SMSMODEM_WBXML_PROV)
		return SMSMODEM_OK;
	return smsmodem_error_set(error, SMSMODEM_E_DATA,
				  "the document is not one of provisioning, whose root is "
				  "<wap-provisioningdoc>; `push xml` sends others");
}

int push_prov(const struct push *push, uint8_t *datagram, size_t size, struct smsmodem_error *error)
{
	int method = method_of(push);
	const struct smsmodem_prov_keys keys = {push->pin[0] ? push->pin : NULL,
						push->value[PUSH_IMSI]};
	struct smsmodem_push_envelope envelope;

	if (push_envelope(push, &envelope, error) < 0)
		return error->code;
	int length = smsmodem_push_xml(&envelope, push->octets, push->length,
				       method < 0 ? SMSMODEM_SEC_NONE : methods[method].sec, &keys,
				       datagram, size, error);
	int result = length < 0 ? length : check_document(datagram, (size_t)length, error);
	return result < 0 ? result : length;
}

int push_prov_told(struct push *push, const uint8_t *datagram, size_t length)
{
	const struct smsmodem_prov_keys keys = {push->pin, NULL};
	struct smsmodem_wsp wsp;
	struct smsmodem_error error;
	int method = push->kind->bit == PUSH_PROV ? method_of(push) : -1;

	if (method < 0 || methods[method].sec != SMSMODEM_SEC_USERPINMAC)
		return 0;
	if (smsmodem_wsp_decode(datagram, length, &wsp, &error) < 0 ||
	    smsmodem_prov_mac(SMSMODEM_SEC_USERPINMAC, &keys, wsp.body, wsp.body_len, push->mac,
			      &error) < 0)
		return cli_fail(push->cli, &error);
	/* no note that --quiet may drop: it is in no message, and made anew by none */
	(void)fprintf(stderr, "the user is to type the PIN, followed by %s\n", push->mac);
	return 0;
}
