/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The profiles there are, what each says and where, and the end of one. */
#include "commands.h"
#include "config.h"
#include "shown.h"
#include "shown_json.h"
#include <string.h>

enum profile_option {
	PROFILE_NAMES
};

static const struct cli_option options[] = {
	[PROFILE_NAMES] = {"names", 0, NULL, "of list: nothing but the names"},
	{NULL, 0, NULL, NULL},
};

/* The profiles in the order in which they begin; each once. */
static const struct config_entry *next_profile(const struct config *config, size_t *index)
{
	while (*index < config->count) {
		const struct config_entry *entry = &config->entries[(*index)++];
		bool first = !entry->key;

		for (size_t i = 0; first && i + 1 < *index; i++)
			first = config->entries[i].key ||
				strcmp(config->entries[i].section, entry->section) != 0;
		if (first)
			return config_section(config, entry->section);
	}
	return NULL;
}

static json_t *text_json(const char *text)
{
	return text ? output_string(text, strlen(text)) : json_null();
}

static json_t *entry_json(const struct config_entry *entry)
{
	json_t *object = json_pack("{s:I}", "line", (json_int_t)entry->line);

	shown_set(object, "value", text_json(entry->value));
	shown_set(object, "path", text_json(entry->path));
	return object;
}

/* --- list --- */

static int list_json(struct cli *cli, const struct config_entry *section)
{
	static const char *const keys[] = {"device", "imei"};
	json_t *object = json_pack("{s:s}", "event", "profile");

	shown_set(object, "name", text_json(section->section));
	for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
		const struct config_entry *entry =
			config_find_in(cli->config, section->section, keys[i]);
		shown_set(object, keys[i], text_json(entry ? entry->value : NULL));
	}
	shown_set(object, "path", text_json(section->path));
	shown_set(object, "line", json_integer(section->line));
	return output_json(cli, object);
}

static void print_text(const char *text, int width)
{
	int columns = shown_columns(text);

	shown_line(text, strlen(text));
	(void)printf("%*s", columns < width ? width - columns : 0, "");
}

static void list_row(const struct config *config, const struct config_entry *section, int width)
{
	const struct config_entry *device = config_find_in(config, section->section, "device");
	const struct config_entry *imei = config_find_in(config, section->section, "imei");

	print_text(section->section, width);
	(void)fputs("  ", stdout);
	print_text(device ? device->value : imei ? "any port" : "no device", 0);
	if (imei) {
		(void)fputs("  IMEI ", stdout);
		print_text(imei->value, 0);
	}
	(void)fputs("  ", stdout);
	print_text(section->path, 0);
	(void)printf(":%ld\n", section->line);
}

static int widest(const struct config *config)
{
	const struct config_entry *section;
	int width = 0;

	for (size_t i = 0; (section = next_profile(config, &i));)
		if (shown_columns(section->section) > width)
			width = shown_columns(section->section);
	return width;
}

static int list(struct cli *cli, const char *name, bool names)
{
	const struct config *config = cli->config;
	const struct config_entry *section;
	int status = 0;
	int width = widest(config);

	(void)name;
	if (width == 0)
		cli_note(cli, "there is no profile yet: `smsmodem setup NAME` makes one");
	for (size_t i = 0; status == 0 && (section = next_profile(config, &i));) {
		if (cli->json) {
			status = list_json(cli, section);
		} else if (names) {
			print_text(section->section, 0);
			(void)putchar('\n');
		} else {
			list_row(config, section, width);
		}
	}
	return status == 0 ? output_flush() : status;
}

/* --- show --- */

static int no_profile(struct cli *cli, const char *name)
{
	struct smsmodem_error error;
	char known[200];

	config_names(cli->config, known, sizeof known);
	smsmodem_error_set(&error, SMSMODEM_E_CONFIG, "there is no profile \"%.50s\"%s%s", name,
			   *known ? "; known: " : ", nor any other", known);
	return cli_fail(cli, &error);
}

static int show_json(struct cli *cli, const char *name)
{
	json_t *object = json_pack("{s:s}", "event", "profile"), *values = json_object();

	shown_set(object, "name", text_json(name));
	for (size_t i = 0; config_keys[i]; i++) {
		const struct config_entry *entry =
			config_find_in(cli->config, name, config_keys[i]);
		if (entry)
			shown_set(values, config_keys[i], entry_json(entry));
	}
	shown_set(object, "values", values);
	return output_json(cli, object);
}

/* As in a file, where what is behind the ';' is a comment. */
static int show(struct cli *cli, const char *name, bool names)
{
	(void)names;
	if (!config_section(cli->config, name))
		return no_profile(cli, name);
	if (cli->json)
		return show_json(cli, name);
	(void)putchar('[');
	print_text(name, 0);
	(void)puts("]");
	for (size_t i = 0; config_keys[i]; i++) {
		const struct config_entry *entry =
			config_find_in(cli->config, name, config_keys[i]);
		if (!entry)
			continue;
		(void)printf("%s = ", entry->key);
		print_text(entry->value, 0);
		(void)fputs("  ; ", stdout);
		print_text(entry->path, 0);
		(void)printf(":%ld%s\n", entry->line, *entry->section ? "" : ", for all");
	}
	return output_flush();
}

/* --- remove --- */

static int remove_profile(struct cli *cli, const char *name, bool names)
{
	const struct config_entry *section = config_section(cli->config, name);
	const struct config_change change = {.name = name};
	const char *path = cli->config->user_path;
	struct smsmodem_error error;

	(void)names;
	if (!section)
		return no_profile(cli, name);
	if (section->path != path) {
		smsmodem_error_set(&error, SMSMODEM_E_CONFIG,
				   "the profile \"%.50s\" is the system's (%s:%ld): it is not "
				   "removed; edit that file",
				   name, section->path, section->line);
		return cli_fail(cli, &error);
	}
	if (config_change(path, &change, &error) < 0)
		return cli_fail(cli, &error);
	cli_note(cli, "removed from %s", path);
	if (!cli->json)
		return 0;
	json_t *object = json_pack("{s:s}", "event", "removed");
	shown_set(object, "name", text_json(name));
	shown_set(object, "path", text_json(path));
	return output_json(cli, object);
}

static int run(struct cli *cli, int argc, char **argv)
{
	static const struct {
		const char *name;
		int (*run)(struct cli *cli, const char *name, bool names);
	} verbs[] = {{"list", list}, {"show", show}, {"remove", remove_profile}};
	bool names = false;
	int option;
	size_t verb = 0;

	while ((option = cli_getopt(cli, argc, argv)) >= 0)
		names = names || option == PROFILE_NAMES;
	if (option < -1)
		return option == -2 ? 64 : 0;
	const char *wanted = cli->optind < argc ? argv[cli->optind] : "list";
	while (verb < sizeof verbs / sizeof verbs[0] && strcmp(verbs[verb].name, wanted) != 0)
		verb++;
	if (verb == sizeof verbs / sizeof verbs[0])
		return cli_usage(cli, "profile takes list, show or remove, not \"%.40s\"", wanted);
	if (argc - cli->optind > (verb == 0 ? 1 : 2))
		return cli_usage(cli, "too many arguments");
	const char *name = argc - cli->optind == 2 ? argv[cli->optind + 1] : cli->profile;
	if (verb > 0 && !name)
		return cli_usage(cli, "which profile?");
	if (verb != 0 && names)
		return cli_usage(cli, "--names goes with list");
	int status = config_load_all(cli, true);
	return status == 0 ? verbs[verb].run(cli, name, names) : status;
}

const struct cli_command cmd_profile = {
	.name = "profile",
	.synopsis = "list|show|remove [NAME]",
	.summary = "List profiles, show what one says and where, or remove one",
	.options = options,
	.examples = "  smsmodem profile list\n"
		    "  smsmodem profile show e65\n"
		    "  smsmodem profile remove e65\n",
	.run = run,
};
