/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Completion scripts, written from the tables that parse the options. */
#include "commands.h"
#include <string.h>

static const struct cli_option options[] = {{NULL, 0, NULL, NULL}};

static void words_options(const struct cli_option *rows)
{
	for (; rows && rows->name; rows++)
		(void)printf(" --%s", rows->name);
}

/* What a command does, where its first operand says so: "check|show|redact FILE". */
static void words_synopsis(const char *synopsis)
{
	size_t length = strcspn(synopsis, " ");

	if (!memchr(synopsis, '|', length))
		return;
	(void)fputc(' ', stdout);
	for (size_t i = 0; i < length; i++)
		(void)fputc(synopsis[i] == '|' ? ' ' : synopsis[i], stdout);
}

static void bash(void)
{
	(void)puts("# bash completion for smsmodem\n"
		   "_smsmodem() {\n"
		   "\tlocal word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]}\n"
		   "\tlocal command= i words\n"
		   "\tcase $before in\n"
		   "\t-d|--device) COMPREPLY=($(compgen -W \"tty: tcp: tcp-listen: fd: sim:\" -- "
		   "\"$word\") $(compgen -f -- \"$word\")); return;;\n"
		   "\t--trace|--pin-file|--config|--batch|-b|--pty|--script|--output|-o)\n"
		   "\t\tCOMPREPLY=($(compgen -f -- \"$word\")); return;;\n"
		   "\tesac\n"
		   "\tfor ((i = 1; i < COMP_CWORD; i++)); do\n"
		   "\t\tcase ${COMP_WORDS[i]} in");
	for (const struct cli_command *const *command = cli_commands; *command; command++)
		(void)printf("\t\t%s) command=%s;;\n", (*command)->name, (*command)->name);
	(void)puts("\t\tesac\n\tdone\n\tcase $command in");
	for (const struct cli_command *const *command = cli_commands; *command; command++) {
		(void)printf("\t%s) words=\"", (*command)->name);
		words_synopsis((*command)->synopsis);
		words_options((*command)->options);
		(void)puts("\";;");
	}
	(void)fputs("\t*) words=\"", stdout);
	for (const struct cli_command *const *command = cli_commands; *command; command++)
		(void)printf(" %s", (*command)->name);
	(void)fputs("\";;\n\tesac\n\twords+=\"", stdout);
	words_options(cli_global_options);
	(void)puts("\"\n\tCOMPREPLY=($(compgen -W \"$words\" -- \"$word\"))\n}\n"
		   "complete -o default -F _smsmodem smsmodem");
}

/* A help text inside a quoted zsh or fish word. */
static void quoted(const char *text)
{
	for (; *text; text++) {
		if (strchr("'[]:\\\"", *text))
			(void)fputc(*text == '\'' ? ' ' : *text == ':' ? ';' : ' ', stdout);
		else
			(void)fputc(*text, stdout);
	}
}

static void zsh_options(const struct cli_option *rows)
{
	for (; rows && rows->name; rows++) {
		(void)printf(" \\\n\t\t'--%s%s[", rows->name,
			     rows->argument && rows->argument[0] != '[' ? "=" : "");
		quoted(rows->help);
		(void)fputs(rows->argument ? "]:value:_files'" : "]'", stdout);
	}
}

static void zsh(void)
{
	(void)puts("#compdef smsmodem\n_smsmodem() {\n\tlocal context state line\n\tlocal -a "
		   "commands\n\tcommands=(");
	for (const struct cli_command *const *command = cli_commands; *command; command++) {
		(void)printf("\t\t'%s:", (*command)->name);
		quoted((*command)->summary);
		(void)puts("'");
	}
	(void)fputs("\t)\n\t_arguments -C", stdout);
	zsh_options(cli_global_options);
	(void)puts(" \\\n\t\t'1:command:->command' '*::argument:->argument'\n"
		   "\tcase $state in\n\tcommand) _describe command commands;;\n"
		   "\targument) case $words[1] in");
	for (const struct cli_command *const *command = cli_commands; *command; command++) {
		(void)printf("\t%s) _arguments", (*command)->name);
		zsh_options((*command)->options);
		(void)puts(" \\\n\t\t'*:argument:_files';;");
	}
	(void)puts("\tesac;;\n\tesac\n}\n_smsmodem \"$@\"");
}

static void fish_options(const struct cli_option *rows, const char *command)
{
	for (; rows && rows->name; rows++) {
		(void)fputs("complete -c smsmodem", stdout);
		if (command)
			(void)printf(" -n '__fish_seen_subcommand_from %s'", command);
		(void)printf(" -l %s", rows->name);
		if (rows->short_name)
			(void)printf(" -s %c", rows->short_name);
		if (rows->argument && rows->argument[0] != '[')
			(void)fputs(" -r", stdout);
		(void)fputs(" -d '", stdout);
		quoted(rows->help);
		(void)puts("'");
	}
}

static void fish(void)
{
	(void)puts("# fish completion for smsmodem");
	for (const struct cli_command *const *command = cli_commands; *command; command++) {
		(void)printf("complete -c smsmodem -n __fish_use_subcommand -a %s -d '",
			     (*command)->name);
		quoted((*command)->summary);
		(void)puts("'");
		fish_options((*command)->options, (*command)->name);
	}
	fish_options(cli_global_options, NULL);
}

static int run(struct cli *cli, int argc, char **argv)
{
	static const struct {
		const char *name;
		void (*print)(void);
	} shells[] = {{"bash", bash}, {"zsh", zsh}, {"fish", fish}};
	int option = cli_getopt(cli, argc, argv);

	if (option < -1)
		return option == -2 ? 64 : 0;
	if (argc - cli->optind == 1) {
		for (size_t i = 0; i < sizeof shells / sizeof shells[0]; i++) {
			if (strcmp(argv[cli->optind], shells[i].name) != 0)
				continue;
			shells[i].print();
			return output_flush();
		}
	}
	return cli_usage(cli, "completion is for bash, zsh or fish");
}

const struct cli_command cmd_completion = {
	.name = "completion",
	.synopsis = "bash|zsh|fish",
	.summary = "Print a completion script for a shell",
	.options = options,
	.examples = "  smsmodem completion bash > /etc/bash_completion.d/smsmodem\n"
		    "  smsmodem completion fish > ~/.config/fish/completions/smsmodem.fish\n",
	.run = run,
};
