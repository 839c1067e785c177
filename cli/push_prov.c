/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pushes of provisioning, and the MAC that phones want of them (OMA-TS-ProvCont 7). */
#include "decoding.h"
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

/* How the document is signed; where it is not said, as what is given allows. -1: no such name. */
static int method_of(const struct push *push)
{
	const char *name = push->value[PUSH_SEC];
	bool pin = push->value[PUSH_PIN_FILE] != NULL, imsi = push->value[PUSH_IMSI] != NULL;

	for (size_t i = 0; i < sizeof methods / sizeof methods[0]; i++)
		if (name ? strcmp(name, methods[i].name) == 0
			 : methods[i].pin == pin && methods[i].imsi == imsi)
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
				   "there is none: give --pin-file FILE, or set SMSMODEM_PROV_PIN",
				   name);
	else if (methods[method].imsi && !push->value[PUSH_IMSI])
		smsmodem_error_set(&error, SMSMODEM_E_DATA,
				   "--sec %s makes the MAC with the SIM's IMSI, and there is none: "
				   "give --imsi IMSI, or set SMSMODEM_IMSI",
				   name);
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
	if (push->value[PUSH_PIN_FILE] && !methods[method].pin)
		return cli_usage(push->cli,
				 "--sec %s needs no PIN (here --pin-file is that of the "
				 "document; that of the SIM is in the profile)",
				 methods[method].name);
	if (push->value[PUSH_IMSI] && !methods[method].imsi)
		return cli_usage(push->cli, "--sec %s needs no IMSI", methods[method].name);
	int status = take_keys(push, method);
	if (status == 0)
		status = check_keys(push, method);
	return status == 0 ? push_read(push) : status;
}

int push_prov(const struct push *push, uint8_t *datagram, size_t size, struct smsmodem_error *error)
{
	int method = method_of(push);
	const struct smsmodem_prov_keys keys = {push->pin[0] ? push->pin : NULL,
						push->value[PUSH_IMSI]};
	struct smsmodem_push_envelope envelope;

	if (push_envelope(push, &envelope, error) < 0)
		return error->code;
	return smsmodem_push_xml(&envelope, push->octets, push->length,
				 method < 0 ? SMSMODEM_SEC_NONE : methods[method].sec, &keys,
				 datagram, size, error);
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
	cli_note(push->cli, "the user is to type the PIN, followed by %s", push->mac);
	return 0;
}
