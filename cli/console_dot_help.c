/* SPDX-License-Identifier: GPL-3.0-or-later */
/* .help: what can be typed, and what AT commands are for. */
#include "console_dot.h"
#include <ctype.h>
#include <string.h>
#include <strings.h>

static void print_list(const struct console *console)
{
	char left[48];

	for (const struct dot_command *command = dot_commands(); command->name; command++) {
		(void)snprintf(left, sizeof left, "%s %s", command->name, command->synopsis);
		(void)printf("%-38s %s\n", left, command->summary);
	}
	(void)printf(
		"\nTab completes commands and their values, .help +CNMI says what one is for.\n"
		"At the phone's '>': Ctrl-Z or Ctrl-D sends, Ctrl-C leaves it.\n");
	if (console->options.escape)
		(void)printf("Ctrl-%c Z shows the keys, Ctrl-%c X leaves.\n",
			     console->options.escape + '@', console->options.escape + '@');
}

static void print_values(const struct smsmodem_at_parameter *parameter)
{
	(void)printf("  <%s>\n", parameter->name);
	for (const struct smsmodem_at_value *value = parameter->values; value && value->value;
	     value++)
		(void)printf("    %-8s %s\n", value->value, value->meaning);
}

/* "AT+CMGF=<mode>", as far as the command has that form. */
static void print_forms(const struct smsmodem_at_command *command)
{
	bool basic = isalpha((unsigned char)command->name[0]) || command->name[0] == '&';
	bool s_register = command->name[0] == 'S'; /* V.250 5.3.2 */
	const struct smsmodem_at_parameter *parameter = command->parameters;

	if (command->forms & SMSMODEM_AT_EXECUTE)
		(void)printf("  AT%s\n", command->name);
	if (command->forms & SMSMODEM_AT_SET) {
		(void)printf("  AT%s%s", command->name, basic && !s_register ? "" : "=");
		for (; parameter && parameter->name; parameter++)
			(void)printf("<%s>%s", parameter->name, parameter[1].name ? "," : "");
		(void)putchar('\n');
	}
	if (command->forms & SMSMODEM_AT_READ)
		(void)printf("  AT%s?\n", command->name);
	if (command->forms & SMSMODEM_AT_TEST)
		(void)printf("  AT%s=?\n", command->name);
}

static int help_at(struct console *console, const char *text)
{
	size_t prefix = strncasecmp(text, "AT", 2) == 0 ? 2 : 0;
	const struct smsmodem_at_command *command = NULL;
	char extended[48] = "+";

	/* "csq" is what people say */
	(void)stpncpy(extended + 1, text, sizeof extended - 2);
	if (prefix == 0 && strlen(text) > 2)
		command = smsmodem_at_find(extended, NULL);
	if (!command)
		command = smsmodem_at_find(text + prefix, NULL);
	if (!command)
		return cli_usage(console->cli, "nothing is known of %.40s", text);
	(void)printf("AT%s: %s (%s)\n", command->name, command->summary, command->clause);
	print_forms(command);
	for (const struct smsmodem_at_parameter *parameter = command->parameters;
	     parameter && parameter->name; parameter++)
		print_values(parameter);
	return 0;
}

static int help_dot(struct console *console, const char *name)
{
	for (const struct dot_command *command = dot_commands(); command->name; command++) {
		if (strcmp(command->name + (*name != '.'), name) != 0)
			continue;
		(void)printf("%s %s\n%s\n%s", command->name, command->synopsis, command->summary,
			     command->more ? command->more : "");
		return 0;
	}
	return *name == '.' ? cli_usage(console->cli, "there is no %.24s; .help lists all", name)
			    : help_at(console, name);
}

int dot_help(struct console *console, const char *line, struct dot_words *words)
{
	int status = 0;

	(void)line;
	if (words->count > 2)
		return cli_usage(console->cli, ".help takes one name");
	view_begin(&console->view);
	if (words->count == 1)
		print_list(console);
	else
		status = help_dot(console, words->word[1]);
	if (output_flush() != 0)
		status = 74;
	view_end(&console->view);
	return status;
}
