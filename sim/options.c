/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The options of a new phone: "name=value&name=value", values percent-encoded (RFC 3986 2.1). */
#include "phone.h"
#include <string.h>

#define OPTION_SIZE 256

bool sim_number(const char *text, long limit, long *number)
{
	long value = 0;

	if (!*text)
		return false;
	for (; *text; text++) {
		if (*text < '0' || *text > '9')
			return false;
		value = value * 10 + (*text - '0');
		if (value > limit)
			return false;
	}
	*number = value;
	return true;
}

static int option_bad(const char *name, const char *wanted, struct smsmodem_error *error)
{
	return smsmodem_error_set(error, SMSMODEM_E_USAGE, "simulated phone: option %s wants %s",
				  name, wanted);
}

static int option_ms(const char *name, const char *value, int64_t *ms, struct smsmodem_error *error)
{
	long number;

	if (!sim_number(value, SIM_NUMBER_LIMIT, &number))
		return option_bad(name, "milliseconds (0 to 86400000)", error);
	*ms = number;
	return SMSMODEM_OK;
}

static int option_switch(const char *name, const char *value, bool *on,
			 struct smsmodem_error *error)
{
	*on = strcmp(value, "on") == 0;
	if (!*on && strcmp(value, "off") != 0)
		return option_bad(name, "on or off", error);
	return SMSMODEM_OK;
}

static int option_number(struct smsmodem_sim *sim, const char *value, struct smsmodem_error *error)
{
	return pdu_address_parse(value, &sim->number, error);
}

static int option_imsi(struct smsmodem_sim *sim, const char *value, struct smsmodem_error *error)
{
	size_t length = strlen(value);

	/* 23.003 2.2 */
	if (length < 6 || length >= sizeof sim->imsi || strspn(value, "0123456789") != length)
		return option_bad("imsi", "6 to 15 digits", error);
	memcpy(sim->imsi, value, length + 1);
	return SMSMODEM_OK;
}

static int option_smsc(struct smsmodem_sim *sim, const char *value, struct smsmodem_error *error)
{
	static const struct smsmodem_address none = {0x81, ""};

	if (strcmp(value, "none") != 0)
		return pdu_address_parse(value, &sim->smsc, error);
	sim->smsc = none;
	return SMSMODEM_OK;
}

static int option_latency(struct smsmodem_sim *sim, const char *value, struct smsmodem_error *error)
{
	return option_ms("latency", value, &sim->latency_ms, error);
}

static int option_jitter(struct smsmodem_sim *sim, const char *value, struct smsmodem_error *error)
{
	return option_ms("jitter", value, &sim->jitter_ms, error);
}

static int option_baud(struct smsmodem_sim *sim, const char *value, struct smsmodem_error *error)
{
	long number;

	if (!sim_number(value, 4000000, &number) || (number > 0 && number < 50))
		return option_bad("baud", "50 to 4000000, or 0 for no limit", error);
	sim->baud = (int)number;
	return SMSMODEM_OK;
}

static int option_network_latency(struct smsmodem_sim *sim, const char *value,
				  struct smsmodem_error *error)
{
	return option_ms("network-latency", value, &sim->network_latency_ms, error);
}

static int option_acknowledge(struct smsmodem_sim *sim, const char *value,
			      struct smsmodem_error *error)
{
	return option_ms("acknowledge", value, &sim->acknowledge_ms, error);
}

static int option_echo(struct smsmodem_sim *sim, const char *value, struct smsmodem_error *error)
{
	return option_switch("echo", value, &sim->echo_at_start, error);
}

static int option_loopback(struct smsmodem_sim *sim, const char *value,
			   struct smsmodem_error *error)
{
	return option_switch("loopback", value, &sim->loopback, error);
}

/* The value is a secret: no message repeats it. */
static int option_secret(const char *name, const char *value, char secret[SIM_SECRET_SIZE],
			 struct smsmodem_error *error)
{
	size_t length = strlen(value);

	if (length < 4 || length >= SIM_SECRET_SIZE || strspn(value, "0123456789") != length)
		return option_bad(name, "4 to 8 digits", error);
	memcpy(secret, value, length + 1);
	return SMSMODEM_OK;
}

static int option_pin(struct smsmodem_sim *sim, const char *value, struct smsmodem_error *error)
{
	return option_secret("pin", value, sim->pin, error);
}

static int option_puk(struct smsmodem_sim *sim, const char *value, struct smsmodem_error *error)
{
	return option_secret("puk", value, sim->puk, error);
}

static int option_pin_attempts(struct smsmodem_sim *sim, const char *value,
			       struct smsmodem_error *error)
{
	long number;

	if (!sim_number(value, 10, &number))
		return option_bad("pin-attempts", "0 to 10", error);
	sim->pin_attempts = (int)number;
	return SMSMODEM_OK;
}

static int option_network(struct smsmodem_sim *sim, const char *value, struct smsmodem_error *error)
{
	return sim_network_parse(value, &sim->radio.offered) ? SMSMODEM_OK
							     : sim_network_unknown(error);
}

static int option_seed(struct smsmodem_sim *sim, const char *value, struct smsmodem_error *error)
{
	long number;

	if (!sim_number(value, SIM_NUMBER_LIMIT, &number))
		return option_bad("seed", "0 to 86400000", error);
	sim->random = (uint64_t)number;
	return SMSMODEM_OK;
}

struct option {
	const char *name;
	int (*set)(struct smsmodem_sim *sim, const char *value, struct smsmodem_error *error);
};

static const struct option options_known[] = {
	{"number", option_number},
	{"imsi", option_imsi},
	{"smsc", option_smsc},
	{"latency", option_latency},
	{"jitter", option_jitter},
	{"baud", option_baud},
	{"network-latency", option_network_latency},
	{"network_latency", option_network_latency},
	{"acknowledge", option_acknowledge},
	{"echo", option_echo},
	{"loopback", option_loopback},
	{"pin", option_pin},
	{"puk", option_puk},
	{"pin-attempts", option_pin_attempts},
	{"pin_attempts", option_pin_attempts},
	{"seed", option_seed},
	{"fault", sim_fault_add},
	{"network", option_network},
	{"signal", sim_signal_set},
	{"battery", sim_battery_set},
	{"ussd", sim_ussd_option},
	{"ussd-menu", sim_ussd_menu_option},
	{"profile", sim_profile_option},
	{"storage", sim_memory_option},
};

static int option_set(struct smsmodem_sim *sim, const char *name, const char *value,
		      struct smsmodem_error *error)
{
	for (size_t i = 0; i < sizeof options_known / sizeof options_known[0]; i++)
		if (strcmp(options_known[i].name, name) == 0)
			return options_known[i].set(sim, value, error);
	return smsmodem_error_set(
		error, SMSMODEM_E_USAGE,
		"simulated phone: no option '%s'; there are number, imsi, smsc, latency, jitter, "
		"baud, "
		"network-latency, acknowledge, echo, loopback, pin, puk, pin-attempts, seed, "
		"fault, "
		"network, signal, battery, ussd, ussd-menu, profile, storage",
		name);
}

static int hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c = (char)(c | 0x20);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Decode "%2B"; a '%' without two hex digits, or an octet of 0, is refused. */
static bool percent_decode(const char *text, size_t length, char *out, size_t size)
{
	size_t done = 0;

	for (size_t i = 0; i < length; i++) {
		char c = text[i];
		if (c == '%') {
			if (length - i < 3 || hex_digit(text[i + 1]) < 0 ||
			    hex_digit(text[i + 2]) < 0)
				return false;
			c = (char)(hex_digit(text[i + 1]) << 4 | hex_digit(text[i + 2]));
			i += 2;
		}
		if (c == '\0' || done + 1 >= size)
			return false;
		out[done++] = c;
	}
	out[done] = '\0';
	return true;
}

static int option_parse(struct smsmodem_sim *sim, const char *text, size_t length,
			struct smsmodem_error *error)
{
	char name[OPTION_SIZE], value[OPTION_SIZE];
	const char *equals = memchr(text, '=', length);
	size_t name_length = equals ? (size_t)(equals - text) : length;

	if (!percent_decode(text, name_length, name, sizeof name))
		return smsmodem_error_set(
			error, SMSMODEM_E_USAGE,
			"simulated phone: an option is too long or badly encoded");
	if (!equals)
		return smsmodem_error_set(error, SMSMODEM_E_USAGE,
					  "simulated phone: option '%s' has no '=' and value",
					  name);
	if (!percent_decode(equals + 1, length - name_length - 1, value, sizeof value))
		return option_bad(name, "a shorter value, or one that is well encoded", error);
	return option_set(sim, name, value, error);
}

static void option_defaults(struct smsmodem_sim *sim)
{
	static const struct smsmodem_address number = {0x91, SIM_OWN_NUMBER};
	static const struct smsmodem_address smsc = {0x91, "+491710760000"};

	sim->number = number;
	sim->smsc = smsc;
	sim->echo_at_start = true;
	sim->acknowledge_ms = SIM_ACKNOWLEDGE_MS;
	memcpy(sim->puk, "12345678", sizeof "12345678");
	sim->pin_attempts = 3;
	sim->puk_attempts = 10;
	sim_radio_defaults(&sim->radio);
}

int sim_options(struct smsmodem_sim *sim, const char *options, struct smsmodem_error *error)
{
	option_defaults(sim);
	while (*options) {
		size_t length = strcspn(options, "&");
		int result = length > 0 ? option_parse(sim, options, length, error) : SMSMODEM_OK;
		if (result < 0)
			return result;
		options += length + (options[length] == '&');
	}
	sim_pin_start(sim);
	sim->pin_attempts_max = sim->pin_attempts > 3 ? sim->pin_attempts : 3;
	return SMSMODEM_OK;
}
