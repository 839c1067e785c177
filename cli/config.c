/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include <stdlib.h>
#include <string.h>

const char *const config_keys[] = {
	"device",        "imei",   "pin-file", "pin-blind", "timeout", "trace", "smsc",  "language",
	"transliterate", "report", "escape",   "plain",     "keep",    "reset", "watch", NULL,
};

/* Where a value came from; a later one wins. */
enum layer {
	NOWHERE = -1,
	SYSTEM_DEFAULT,
	USER_DEFAULT,
	SYSTEM_PROFILE,
	USER_PROFILE
};

static enum layer layer_of(const struct config *config, const struct config_entry *entry,
			   const char *profile)
{
	bool user = entry->path == config->user_path;

	if (*entry->section == '\0')
		return user ? USER_DEFAULT : SYSTEM_DEFAULT;
	if (!profile || strcmp(entry->section, profile) != 0)
		return NOWHERE;
	return user ? USER_PROFILE : SYSTEM_PROFILE;
}

static void user_path(struct config *config)
{
	const char *base = getenv("XDG_CONFIG_HOME");
	const char *home = getenv("HOME");
	int length = 0;

	if (base && *base)
		length = snprintf(config->user_path, sizeof config->user_path, "%s/smsmodem/config",
				  base);
	else if (home && *home)
		length = snprintf(config->user_path, sizeof config->user_path,
				  "%s/.config/smsmodem/config", home);
	if (length < 0 || (size_t)length >= sizeof config->user_path)
		config->user_path[0] = '\0';
}

static int fail(struct cli *cli, int code, const char *text)
{
	struct smsmodem_error error;

	smsmodem_error_set(&error, code, "%s", text);
	return cli_fail(cli, &error);
}

/* @param wanted a file that was named must be there */
static int load(struct cli *cli, bool wanted)
{
	struct config *config = calloc(1, sizeof *config);
	struct smsmodem_error error;

	if (!config)
		return fail(cli, SMSMODEM_E_MEMORY, "out of memory");
	cli->config = config;
	if (cli->config_path && strlen(cli->config_path) >= sizeof config->user_path)
		return fail(cli, SMSMODEM_E_CONFIG, "the configuration's path is too long");
	if (cli->config_path)
		(void)snprintf(config->user_path, sizeof config->user_path, "%s", cli->config_path);
	else
		user_path(config);
	int result = config_parse(config, CONFIG_SYSTEM_PATH, false, &error);
	if (result == SMSMODEM_OK && config->user_path[0])
		result =
			config_parse(config, config->user_path, wanted && cli->config_path, &error);
	return result < 0 ? cli_fail(cli, &error) : 0;
}

int config_load_all(struct cli *cli, bool wanted)
{
	return load(cli, wanted);
}

int config_load(struct cli *cli)
{
	struct smsmodem_error error;
	char known[200];
	int status = load(cli, true);

	if (status != 0)
		return status;
	struct config *config = cli->config;
	config->profile = cli->profile;
	if (!cli->profile || config_section(config, cli->profile))
		return config_check(cli);
	config_names(config, known, sizeof known);
	smsmodem_error_set(&error, SMSMODEM_E_CONFIG,
			   "there is no profile \"%.50s\" in %.100s or %s%s%s (`smsmodem setup "
			   "NAME` makes one)",
			   cli->profile, config->user_path, CONFIG_SYSTEM_PATH,
			   *known ? "; known: " : "; there is none at all", known);
	return cli_fail(cli, &error);
}

/* --- looking things up --- */

const struct config_entry *config_section(const struct config *config, const char *profile)
{
	const struct config_entry *found = NULL;

	for (size_t i = 0; i < config->count; i++)
		if (!config->entries[i].key && strcmp(config->entries[i].section, profile) == 0)
			found = &config->entries[i];
	return found;
}

const struct config_entry *config_find_in(const struct config *config, const char *profile,
					  const char *key)
{
	const struct config_entry *found = NULL;
	enum layer best = NOWHERE;

	for (size_t i = 0; i < config->count; i++) {
		const struct config_entry *entry = &config->entries[i];
		enum layer layer = layer_of(config, entry, profile);

		if (!entry->key || strcmp(entry->key, key) != 0 || layer == NOWHERE || layer < best)
			continue;
		found = entry;
		best = layer;
	}
	return found;
}

const struct config_entry *config_find(const struct cli *cli, const char *key)
{
	return config_find_in(cli->config, cli->config->profile, key);
}

const char *config_get(const struct cli *cli, const char *key)
{
	const struct config_entry *entry = config_find(cli, key);

	return entry ? entry->value : NULL;
}

bool config_yes(const struct cli *cli, const char *key)
{
	const char *value = config_get(cli, key);

	return value && config_switch(value) == 1;
}

static bool is_first(const struct config *config, size_t index)
{
	for (size_t i = 0; i < index; i++)
		if (!config->entries[i].key &&
		    strcmp(config->entries[i].section, config->entries[index].section) == 0)
			return false;
	return true;
}

void config_names(const struct config *config, char *text, size_t size)
{
	size_t used = 0;

	text[0] = '\0';
	for (size_t i = 0; i < config->count; i++) {
		const char *name = config->entries[i].section;

		if (config->entries[i].key || !is_first(config, i) ||
		    used + strlen(name) + 3 > size)
			continue;
		used += (size_t)snprintf(text + used, size - used, "%s%s", used ? ", " : "", name);
	}
}

/* --- using them --- */

int config_blame(const struct config_entry *entry, struct smsmodem_error *error)
{
	const struct smsmodem_error said = *error;

	return smsmodem_error_set(error, SMSMODEM_E_CONFIG, "%.120s:%ld: %s", entry->path,
				  entry->line, said.text);
}

static void apply_timeout(struct cli *cli)
{
	const char *timeout = config_get(cli, "timeout");
	long seconds;

	if (timeout && !cli->modem.send_timeout_ms &&
	    parse_number(timeout, 1, CONFIG_TIMEOUT_MAX, &seconds))
		cli->modem.send_timeout_ms = cli->modem.command_timeout_ms = seconds * 1000;
}

void config_apply(struct cli *cli)
{
	if (!cli->modem.device)
		cli->modem.device = config_get(cli, "device");
	if (!cli->modem.pin_file)
		cli->modem.pin_file = config_get(cli, "pin-file");
	cli->modem.pin_blind = cli->modem.pin_blind || config_yes(cli, "pin-blind");
	if (!cli->modem.trace)
		cli->modem.trace = config_get(cli, "trace");
	apply_timeout(cli);
}

void config_free(struct config *config)
{
	if (!config)
		return;
	for (size_t i = 0; i < config->count; i++) {
		free(config->entries[i].section);
		free(config->entries[i].key);
		free(config->entries[i].value);
	}
	free(config->entries);
	free(config);
}
