/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A profile from what is plugged in or paired: found, asked what it is, and written down. */
#include "commands.h"
#include "setup.h"
#include "shown_json.h"
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum setup_option {
	SETUP_FORCE
};

static const struct cli_option options[] = {
	[SETUP_FORCE] = {"force", 0, NULL,
			 "replace a profile, and take a device that does not answer"},
	{NULL, 0, NULL, NULL},
};

static int fail(struct cli *cli, int code, const char *text)
{
	struct smsmodem_error error;

	smsmodem_error_set(&error, code, "%s", text);
	return cli_fail(cli, &error);
}

/* --- what it is called --- */

static int check_name(struct cli *cli, const char *name)
{
	json_t *string = json_string(name);
	const char *why = string ? NULL : "it is not UTF-8";
	bool fits = string && config_name_fits(name, &why);

	json_decref(string);
	if (fits)
		return 0;
	return cli_usage(cli, "\"%.60s\" cannot be the name of a profile: %s", name, why);
}

/* Replacing one is asked about before anything else. */
static int check_there(struct setup *setup)
{
	const struct config *config = setup->cli->config;
	const struct config_entry *section = config_section(config, setup->name);
	const struct config_entry *device = config_find_in(config, setup->name, "device");
	struct smsmodem_error error;
	char question[700];
	bool yes = false;

	setup->there = section && section->path == config->user_path;
	if (!setup->there || setup->force)
		return 0;
	if (!setup->asks) {
		smsmodem_error_set(&error, SMSMODEM_E_USAGE,
				   "there is a profile \"%.50s\" already (%.120s:%ld): --force "
				   "replaces it",
				   setup->name, section->path, section->line);
		return cli_fail(setup->cli, &error);
	}
	(void)snprintf(question, sizeof question,
		       "The profile %s is there already, for %s: replace it", setup->name,
		       device ? device->value : "no device");
	int status = setup_ask_yes(setup, question, false, &yes);
	if (status == 0 && !yes)
		return fail(setup->cli, SMSMODEM_E_CANCELLED, "the profile is left as it is");
	return status;
}

/* --- the PIN --- */

static bool is_pin(const char *text)
{
	size_t length = strspn(text, "0123456789");

	return text[length] == '\0' && length >= 4 && length <= 8;
}

/* A profile is used wherever one happens to be. */
static bool absolute(const char *path, char *text, size_t size)
{
	const char *home = getenv("HOME");
	char here[400];
	int length = -1;

	if (path[0] == '/')
		length = snprintf(text, size, "%s", path);
	else if (strncmp(path, "~/", 2) == 0 && home)
		length = snprintf(text, size, "%s%s", home, path + 1);
	else if (getcwd(here, sizeof here))
		length = snprintf(text, size, "%s/%s", here, path);
	return length > 0 && (size_t)length < size;
}

static void note_access(const char *path)
{
	struct stat status;

	if (stat(path, &status) == 0 && (status.st_mode & (S_IRWXG | S_IRWXO)))
		(void)fprintf(stderr, "Others may read %s: `chmod 600` keeps it yours.\n", path);
}

static int ask_pin_file(struct setup *setup)
{
	char answer[400];

	for (;;) {
		int status = setup_ask(setup,
				       "The SIM wants its PIN. A file whose first line is the PIN "
				       "(not the PIN itself)",
				       "none", answer, sizeof answer);
		if (status != 0 || strcmp(answer, "none") == 0)
			return status;
		if (is_pin(answer)) {
			explicit_bzero(answer, sizeof answer);
			(void)fputs(
				"That looks like the PIN: write it into a file that nobody else "
				"may read, and give the file's name.\n",
				stderr);
			continue;
		}
		if (!absolute(answer, setup->pin_file, sizeof setup->pin_file) ||
		    access(setup->pin_file, R_OK) < 0) {
			(void)fputs("That file cannot be read.\n", stderr);
			setup->pin_file[0] = '\0';
			continue;
		}
		note_access(setup->pin_file);
		return 0;
	}
}

static int find_pin_file(struct setup *setup)
{
	const char *given = setup->cli->modem.pin_file;

	if (given && !absolute(given, setup->pin_file, sizeof setup->pin_file))
		return cli_usage(setup->cli, "the path of the PIN file is too long");
	if (given || strcmp(setup->target->probe.pin, "SIM PIN") != 0)
		return 0;
	if (setup->asks && !setup->cli->modem.device)
		return ask_pin_file(setup);
	cli_note(setup->cli, "the SIM wants its PIN: give a file that holds it with --pin-file, or "
			     "as pin-file= in the profile");
	return 0;
}

/* --- the end --- */

static int write_profile(struct setup *setup)
{
	const struct config_setting settings[] = {
		{"device", setup->device},
		{"imei", setup->imei[0] ? setup->imei : NULL},
		{"pin-file", setup->pin_file},
	};
	const struct config_change change = {setup->name, settings, setup->pin_file[0] ? 3 : 2};
	const char *path = setup->cli->config->user_path;
	struct smsmodem_error error;

	for (size_t i = 0; i < change.count; i++) {
		if (!settings[i].value || config_value_fits(settings[i].key, settings[i].value))
			continue;
		smsmodem_error_set(&error, SMSMODEM_E_CONFIG,
				   "%s=%.200s is too long for a line of the configuration, or has "
				   "a ';' or control character in it",
				   settings[i].key, settings[i].value);
		return cli_fail(setup->cli, &error);
	}
	if (!*path)
		return fail(setup->cli, SMSMODEM_E_CONFIG,
			    "there is nowhere to write a profile: set HOME or XDG_CONFIG_HOME, or "
			    "give --config FILE");
	return config_change(path, &change, &error) < 0 ? cli_fail(setup->cli, &error) : 0;
}

static int show_json(const struct setup *setup)
{
	const struct config *config = setup->cli->config;
	json_t *object = json_pack("{s:s, s:s}", "event", "profile", "name", setup->name);

	shown_set(object, "device", output_string(setup->device, strlen(setup->device)));
	shown_set(object, "bound_by", json_string(setup->by));
	shown_set(object, "imei", setup->imei[0] ? json_string(setup->imei) : json_null());
	shown_set(object, "pin_file",
		  setup->pin_file[0] ? output_string(setup->pin_file, strlen(setup->pin_file))
				     : json_null());
	shown_set(object, "path", output_string(config->user_path, strlen(config->user_path)));
	shown_set(object, "replaced", json_boolean(setup->there));
	shown_set(object, "probe", probing_json(setup->target));
	return output_json(setup->cli, object);
}

static int show(const struct setup *setup)
{
	char name[4 * CONFIG_NAME_SIZE + 3], identity[300];

	if (setup->cli->json)
		return show_json(setup);
	probing_identity(setup->target, identity, sizeof identity);
	int status = output_line(setup->cli, "%s = %s%s%s", setup->name, setup->device,
				 *identity ? "  " : "", identity);
	cli_note(setup->cli, "bound by %s; written to %s", setup->by_text,
		 setup->cli->config->user_path);
	if (!setup->target->probe.answers || !probing_has_sms(setup->target))
		cli_note(setup->cli, "%s: %s", setup->target->device, setup->target->why);
	if (output_shell_word(setup->name, name, sizeof name))
		cli_note(setup->cli, "next: `smsmodem -p %s console`", name);
	return status;
}

static int make(struct setup *setup)
{
	const char *device = setup->cli->modem.device;
	bool named = setup->asks && device && *device;
	int status = named ? setup_choose(setup) : check_there(setup);

	/* nobody is asked about a device that is none */
	if (status == 0)
		status = named ? check_there(setup) : setup_choose(setup);
	if (status != 0)
		return status;
	setup_bind(setup);
	status = find_pin_file(setup);
	if (status == 0)
		status = write_profile(setup);
	return status == 0 ? show(setup) : status;
}

static int run(struct cli *cli, int argc, char **argv)
{
	struct setup setup = {.cli = cli};
	struct smsmodem_error error;
	int option;

	while ((option = cli_getopt(cli, argc, argv)) >= 0)
		setup.force = setup.force || option == SETUP_FORCE;
	if (option < -1)
		return option == -2 ? 64 : 0;
	if (argc - cli->optind != 1)
		return cli_usage(cli, "setup takes the name of one profile");
	setup.name = argv[cli->optind];
	int status = check_name(cli, setup.name);
	if (status == 0)
		status = config_load_all(cli, false);
	if (status == 0)
		status = cli_watch_signals(cli);
	if (status != 0)
		return status;
	setup.asks = isatty(STDIN_FILENO) && isatty(STDERR_FILENO);
	if (input_open(&setup.input, "-", cli->signal_fd, true, &error) < 0)
		return cli_fail(cli, &error);
	cli->modem.note_fd = cli->quiet ? 0 : STDERR_FILENO;
	status = make(&setup);
	probing_free(&setup.probing);
	input_close(&setup.input);
	return status;
}

const struct cli_command cmd_setup = {
	.name = "setup",
	.synopsis = "NAME",
	.summary = "Find a modem, ask it what it is, and write a profile for it",
	.options = options,
	.examples = "  smsmodem setup e65\n"
		    "  smsmodem -d /dev/ttyUSB2 setup stick\n"
		    "  smsmodem -p e65 console\n",
	.run = run,
};
