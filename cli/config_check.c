/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values that are wrong are told with their line before anything is done, whoever reads them. */
#include "config.h"
#include "language.h"
#include <string.h>

#define DIGITS "0123456789"

static int config_fault(const struct config_entry *entry, const char *takes,
			struct smsmodem_error *error)
{
	return smsmodem_error_set(error, SMSMODEM_E_CONFIG, "%s= takes %s, not \"%.40s\"",
				  entry->key, takes, entry->value);
}

int config_switch(const char *value)
{
	static const char *const words[] = {"no", "yes", "false", "true", "off", "on", "0", "1"};

	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
		if (strcmp(value, words[i]) == 0)
			return (int)(i & 1);
	return *value ? -1 : 0;
}

static int check_switch(const struct config_entry *entry, struct smsmodem_error *error)
{
	return config_switch(entry->value) < 0 ? config_fault(entry, "yes or no", error) : 0;
}

/* What is no IMEI would never be found. */
static int check_imei(const struct config_entry *entry, struct smsmodem_error *error)
{
	size_t length = strspn(entry->value, DIGITS);

	if (entry->value[length] == '\0' && (length == 0 || (length >= 14 && length <= 17)))
		return 0;
	return config_fault(entry, "the 14 to 17 digits that AT+CGSN gives", error);
}

/* 24.011 8.2.5.2: 20 digits at most */
static int check_number(const struct config_entry *entry, struct smsmodem_error *error)
{
	const char *digits = entry->value + (entry->value[0] == '+');
	size_t length = strspn(digits, DIGITS);

	if (digits[length] == '\0' && length <= 20 && (length > 0 || digits == entry->value))
		return 0;
	return config_fault(entry, "a number such as +491710760000", error);
}

static int check_timeout(const struct config_entry *entry, struct smsmodem_error *error)
{
	long seconds;

	if (parse_number(entry->value, 1, CONFIG_TIMEOUT_MAX, &seconds))
		return 0;
	return config_fault(entry, "seconds, up to 86400", error);
}

static int check_watch(const struct config_entry *entry, struct smsmodem_error *error)
{
	long seconds;

	if (parse_number(entry->value, 0, CONFIG_TIMEOUT_MAX, &seconds))
		return 0;
	return config_fault(entry, "seconds, up to 86400, or 0", error);
}

static int check_language(const struct config_entry *entry, struct smsmodem_error *error)
{
	uint32_t languages;

	return language_parse(entry->value, &languages, SMSMODEM_E_CONFIG, error);
}

static const struct {
	const char *key;
	int (*check)(const struct config_entry *entry, struct smsmodem_error *error);
} checks[] = {
	{"imei", check_imei},     {"pin-blind", check_switch},  {"timeout", check_timeout},
	{"smsc", check_number},   {"language", check_language}, {"transliterate", check_switch},
	{"report", check_switch}, {"plain", check_switch},      {"keep", check_switch},
	{"reset", check_switch},  {"watch", check_watch},
};

int config_check(struct cli *cli)
{
	struct smsmodem_error error;

	for (size_t i = 0; i < sizeof checks / sizeof checks[0]; i++) {
		const struct config_entry *entry = config_find(cli, checks[i].key);

		if (!entry || checks[i].check(entry, &error) == 0)
			continue;
		(void)config_blame(entry, &error);
		return cli_fail(cli, &error);
	}
	return 0;
}
