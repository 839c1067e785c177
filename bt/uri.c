/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "uri.h"
#include "bt_uri.h"
#include <stdio.h>
#include <string.h>

#define OPTIONS_MAX 8

/* --- options --- */

static int channel_parse(const char *text, struct bt_uri *uri, struct smsmodem_error *error)
{
	if (uri->channel)
		return smsmodem_error_set(error, SMSMODEM_E_USAGE, "the channel is given twice");
	if (!uri_number(text, 1, SMSMODEM_BT_CHANNELS_MAX, &uri->channel))
		return smsmodem_error_set(error, SMSMODEM_E_USAGE,
					  "'%.40s' is no RFCOMM channel: 1 to %d", text,
					  SMSMODEM_BT_CHANNELS_MAX);
	return SMSMODEM_OK;
}

static int service_parse(const char *text, struct bt_uri *uri, struct smsmodem_error *error)
{
	uri->has_service = true;
	return smsmodem_sdp_uuid_parse(text, &uri->service, error);
}

static int security_parse(const char *text, struct bt_uri *uri, struct smsmodem_error *error)
{
	static const char *const levels[] = {"low", "medium", "high"};

	for (size_t i = 0; i < sizeof levels / sizeof levels[0]; i++) {
		if (strcmp(text, levels[i]) != 0)
			continue;
		(void)snprintf(uri->security, sizeof uri->security, "%s", text);
		return SMSMODEM_OK;
	}
	return smsmodem_error_set(error, SMSMODEM_E_USAGE,
				  "security=%.40s: give low, medium or high", text);
}

static int adapter_parse(const char *text, struct bt_uri *uri, struct smsmodem_error *error)
{
	size_t length = strlen(text);

	if (length == 0 || length >= sizeof uri->adapter)
		return smsmodem_error_set(error, SMSMODEM_E_USAGE,
					  "adapter=%.40s: give a controller such as hci0", text);
	memcpy(uri->adapter, text, length + 1);
	return SMSMODEM_OK;
}

static int option_take(const struct uri_option *option, struct bt_uri *uri,
		       struct smsmodem_error *error)
{
	static const struct {
		const char *name;
		int (*parse)(const char *text, struct bt_uri *uri, struct smsmodem_error *error);
	} known[] = {
		{"channel", channel_parse},
		{"service", service_parse},
		{"security", security_parse},
		{"adapter", adapter_parse},
	};

	for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
		if (strcmp(option->name, known[i].name) == 0)
			return known[i].parse(option->value, uri, error);
	return smsmodem_error_set(error, SMSMODEM_E_USAGE,
				  "a Bluetooth device has no option '%.40s'; there are channel, "
				  "service, security and adapter",
				  option->name);
}

/* The options are cut off, and text ends where they began. */
static int options_take(const char *rest, char text[BT_URI_SIZE], struct bt_uri *uri,
			struct smsmodem_error *error)
{
	struct uri_option options[OPTIONS_MAX];
	size_t length = strlen(rest);

	*uri = (struct bt_uri){0};
	if (length >= BT_URI_SIZE)
		return smsmodem_error_set(error, SMSMODEM_E_USAGE,
					  "a Bluetooth device of over %d octets", BT_URI_SIZE - 1);
	memcpy(text, rest, length + 1);
	int count = uri_options(text, options, OPTIONS_MAX, error);
	int code = count < 0 ? count : SMSMODEM_OK;
	for (int i = 0; i < count && code == SMSMODEM_OK; i++)
		code = option_take(&options[i], uri, error);
	return code;
}

/* --- who --- */

/* An address, to which nothing but a '/' may be added. */
static bool address_take(const char *text, struct bt_uri *uri)
{
	char address[SMSMODEM_BT_ADDRESS_SIZE];
	size_t length = strcspn(text, "/");

	if (length != sizeof address - 1)
		return false;
	memcpy(address, text, length);
	address[length] = '\0';
	return smsmodem_bt_address(address, uri->address, NULL) == SMSMODEM_OK;
}

static bool is_six_groups(const char *text)
{
	int count = 0;

	for (;; text++) {
		size_t length = strcspn(text, ":-/?");

		if (length < 1 || length > 2)
			return false;
		count++;
		text += length;
		if (*text != ':' && *text != '-')
			return count == 6;
	}
}

/* What is meant as an address and is none must not be looked up as a name. */
static bool address_like(const char *text)
{
	size_t length = strspn(text, "0123456789ABCDEFabcdef:-");

	if (is_six_groups(text))
		return true;
	return (text[length] == '\0' || strchr("/?", text[length])) && memchr(text, ':', length);
}

/* Is there a '?' behind a name that begins no options? */
static bool has_question_mark(const char *rest)
{
	const char *mark = strchr(rest, '?');

	return mark && mark > rest && !strchr(mark, '=') && !address_like(rest);
}

static int name_take(const char *text, struct bt_uri *uri, struct smsmodem_error *error)
{
	size_t length = strlen(text);

	if (length == 0)
		return smsmodem_error_set(error, SMSMODEM_E_USAGE,
					  "bt: wants an address or a name behind it: "
					  "bt:00:11:22:33:44:55, or bt:NAME of a paired device");
	if (address_like(text))
		return smsmodem_error_set(error, SMSMODEM_E_USAGE,
					  "'%.60s' is no Bluetooth address: six octets such as "
					  "00:11:22:33:44:55, and /CHANNEL behind it",
					  text);
	if (length >= sizeof uri->name)
		return smsmodem_error_set(error, SMSMODEM_E_USAGE,
					  "a Bluetooth name has at most %zu octets",
					  sizeof uri->name - 1);
	memcpy(uri->name, text, length + 1);
	return SMSMODEM_OK;
}

int bt_uri_parse(const char *rest, struct bt_uri *uri, struct smsmodem_error *error)
{
	char text[BT_URI_SIZE];

	if (has_question_mark(rest))
		return smsmodem_error_set(error, SMSMODEM_E_USAGE,
					  "'%.60s': behind a '?' come options such as channel=1; a "
					  "device with a '?' in its name is given by its address",
					  rest);
	int code = options_take(rest, text, uri, error);
	if (code < 0)
		return code;
	if (!address_take(text, uri))
		return name_take(text, uri, error);
	const char *behind = text + SMSMODEM_BT_ADDRESS_SIZE - 1;
	return *behind ? channel_parse(behind + 1, uri, error) : SMSMODEM_OK;
}

int bt_uri_parse_listen(const char *rest, struct bt_uri *uri, struct smsmodem_error *error)
{
	char text[BT_URI_SIZE] = "";
	int code = options_take(rest, text, uri, error);

	return code == SMSMODEM_OK && *text ? channel_parse(text, uri, error) : code;
}
