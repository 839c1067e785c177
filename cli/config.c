/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include <ini.h>
#include <stdlib.h>
#include <string.h>

#define SYSTEM_PATH "/etc/smsmodem.conf"

static const char *const keys[] = {
	"device", "pin-file", "pin-blind",     "timeout", "trace",
	"smsc",   "language", "transliterate", "report",
};

#define KEYS (sizeof keys / sizeof keys[0])

/* Where a value came from; a later one wins. */
enum layer {
	SYSTEM_DEFAULT,
	USER_DEFAULT,
	SYSTEM_PROFILE,
	USER_PROFILE,
	LAYERS
};

struct config {
	char *values[LAYERS][KEYS]; /* owned */
	char known[256];            /* names of profiles, for messages */
	const char *profile;        /* the chosen one, or NULL */
	bool found;                 /* it was there */
	enum layer base; /* of the file that is being read: SYSTEM_DEFAULT or USER_DEFAULT */
	char wrong[128]; /* an unknown key */
	char path[512];
};

static void note_profile(struct config *config, const char *section)
{
	size_t length = strlen(config->known);

	if (strstr(config->known, section))
		return;
	(void)snprintf(config->known + length, sizeof config->known - length, "%s%s",
		       length ? ", " : "", section);
}

static int take_value(void *user, const char *section, const char *name, const char *value)
{
	struct config *config = user;
	bool chosen = config->profile && strcmp(section, config->profile) == 0;
	int layer = (int)config->base + (chosen ? 2 : 0);

	if (*section)
		note_profile(config, section);
	config->found = config->found || chosen;
	for (size_t i = 0; i < KEYS; i++) {
		if (strcmp(name, keys[i]) != 0)
			continue;
		if (*section && !chosen)
			return 1;
		free(config->values[layer][i]);
		config->values[layer][i] = strdup(value);
		return config->values[layer][i] != NULL;
	}
	(void)snprintf(config->wrong, sizeof config->wrong, "%s", name);
	return 0;
}

static int config_fail(struct cli *cli, const char *path, int line)
{
	struct smsmodem_error error;
	const char *wrong = cli->config->wrong;

	if (*wrong)
		smsmodem_error_set(
			&error, SMSMODEM_E_CONFIG,
			"%s:%d: there is no setting \"%s\"; known: device, pin-file, "
			"pin-blind, timeout, trace, smsc, language, transliterate, report",
			path, line, wrong);
	else
		smsmodem_error_set(&error, SMSMODEM_E_CONFIG, "%s:%d: not an INI line", path, line);
	return cli_fail(cli, &error);
}

static int config_unreadable(struct cli *cli, const char *path)
{
	struct smsmodem_error error;

	smsmodem_error_set(&error, SMSMODEM_E_CONFIG, "cannot read the configuration %s", path);
	return cli_fail(cli, &error);
}

/* @param wanted: the user named this file, so it must be there */
static int config_read(struct cli *cli, const char *path, bool wanted)
{
	FILE *file = fopen(path, "re");

	if (!file && wanted)
		return config_unreadable(cli, path);
	if (!file)
		return 0;
	int line = ini_parse_file(file, take_value, cli->config);
	bool unreadable = ferror(file) != 0;
	(void)fclose(file);
	if (unreadable)
		return config_unreadable(cli, path);
	return line == 0 ? 0 : config_fail(cli, path, line);
}

static void user_path(struct config *config)
{
	const char *base = getenv("XDG_CONFIG_HOME");
	const char *home = getenv("HOME");

	config->path[0] = '\0';
	if (base && *base)
		(void)snprintf(config->path, sizeof config->path, "%s/smsmodem/config", base);
	else if (home && *home)
		(void)snprintf(config->path, sizeof config->path, "%s/.config/smsmodem/config",
			       home);
}

int config_load(struct cli *cli)
{
	struct smsmodem_error error;
	struct config *config = calloc(1, sizeof *config);

	if (!config) {
		smsmodem_error_set(&error, SMSMODEM_E_MEMORY, "out of memory");
		return cli_fail(cli, &error);
	}
	cli->config = config;
	config->profile = cli->profile;
	if (cli->config_path)
		(void)snprintf(config->path, sizeof config->path, "%s", cli->config_path);
	else
		user_path(config);
	config->base = SYSTEM_DEFAULT;
	int result = config_read(cli, SYSTEM_PATH, false);
	config->base = USER_DEFAULT;
	if (result == 0 && config->path[0])
		result = config_read(cli, config->path, cli->config_path != NULL);
	if (result != 0 || !config->profile || config->found)
		return result;
	smsmodem_error_set(&error, SMSMODEM_E_CONFIG, "there is no profile \"%s\" in %s or %s%s%s",
			   config->profile, config->path, SYSTEM_PATH,
			   config->known[0] ? "; known: " : "; there is none at all",
			   config->known);
	return cli_fail(cli, &error);
}

const char *config_get(const struct cli *cli, const char *key)
{
	for (size_t i = 0; i < KEYS; i++) {
		if (strcmp(key, keys[i]) != 0)
			continue;
		for (int layer = LAYERS - 1; layer >= 0; layer--)
			if (cli->config->values[layer][i])
				return cli->config->values[layer][i];
	}
	return NULL;
}

bool config_yes(const struct cli *cli, const char *key)
{
	const char *value = config_get(cli, key);

	return value && (strcmp(value, "yes") == 0 || strcmp(value, "true") == 0 ||
			 strcmp(value, "on") == 0 || strcmp(value, "1") == 0);
}

int config_apply(struct cli *cli)
{
	long seconds;

	if (!cli->modem.device)
		cli->modem.device = config_get(cli, "device");
	if (!cli->modem.pin_file)
		cli->modem.pin_file = config_get(cli, "pin-file");
	cli->modem.pin_blind = cli->modem.pin_blind || config_yes(cli, "pin-blind");
	if (!cli->modem.trace)
		cli->modem.trace = config_get(cli, "trace");
	const char *timeout = config_get(cli, "timeout");
	if (!timeout || cli->modem.send_timeout_ms)
		return 0;
	if (!parse_number(timeout, 1, 86400, &seconds)) {
		struct smsmodem_error error;
		smsmodem_error_set(&error, SMSMODEM_E_CONFIG,
				   "timeout= takes seconds, up to 86400, not \"%.40s\"", timeout);
		return cli_fail(cli, &error);
	}
	cli->modem.send_timeout_ms = cli->modem.command_timeout_ms = seconds * 1000;
	return 0;
}

void config_free(struct config *config)
{
	if (!config)
		return;
	for (int layer = 0; layer < LAYERS; layer++)
		for (size_t i = 0; i < KEYS; i++)
			free(config->values[layer][i]);
	free(config);
}
