/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Completion scripts, written from the tables that parse the options. */
#include "commands.h"
#include <string.h>

static const struct cli_option options[] = {{NULL, 0, NULL, NULL}};

static void words_rows(const struct cli_option *rows, const struct cli_option *hiding)
{
	for (; rows && rows->name; rows++)
		if (cli_find_option(hiding, rows->name, strlen(rows->name)) < 0)
			(void)printf(" --%s", rows->name);
}

static void words_options(const struct cli_command *command)
{
	words_rows(command->options, NULL);
	words_rows(command->more, command->options);
}

/* What a command does, where its first operand says so: "check|show|redact FILE". */
static void words_synopsis(const struct cli_command *command)
{
	size_t length = strcspn(command->synopsis, " ");

	if (command->inner)
		(void)printf(" %s", command->inner->name);
	if (!memchr(command->synopsis, '|', length))
		return;
	(void)fputc(' ', stdout);
	for (size_t i = 0; i < length; i++)
		(void)fputc(command->synopsis[i] == '|' ? ' ' : command->synopsis[i], stdout);
}

/* The first command there is; of one that has an inner one, both. */
static void bash_found(void)
{
	for (const struct cli_command *const *command = cli_commands; *command; command++) {
		const char *name = (*command)->name;
		(void)printf("\t\t%s) ", name);
		for (const struct cli_command *const *outer = cli_commands; *outer; outer++)
			if ((*outer)->inner == *command)
				(void)printf("[[ $command == %s ]] && command=%s-%s; ",
					     (*outer)->name, (*outer)->name, name);
		(void)printf("command=${command:-%s};;\n", name);
	}
}

static void bash_words(const struct cli_command *command)
{
	(void)printf("\t%s) kinds=\"", command->name);
	words_synopsis(command);
	(void)fputs("\" words=\"", stdout);
	words_options(command);
	(void)puts("\";;");
	if (!command->inner)
		return;
	(void)printf("\t%s-%s) kinds=\"", command->name, command->inner->name);
	words_synopsis(command->inner);
	(void)fputs("\" words=\"", stdout);
	words_options(command->inner);
	words_options(command);
	(void)puts("\";;");
}

static const char bash_head[] =
	"# bash completion for smsmodem\n"
	"# offers the lines that begin with a word, without what readline has cut at a "
	"colon\n"
	"_smsmodem_offer() {\n"
	"\tlocal line cut=\n"
	"\t[[ $1 == *:* && $COMP_WORDBREAKS == *:* ]] && cut=${1%\"${1##*:}\"}\n"
	"\tCOMPREPLY=()\n"
	"\twhile IFS= read -r line; do\n"
	"\t\t[[ $line == \"$1\"* ]] || continue\n"
	"\t\tprintf -v line %q \"${line#\"$cut\"}\"\n"
	"\t\tCOMPREPLY+=(\"$line\")\n"
	"\tdone\n"
	"}\n"
	"_smsmodem() {\n"
	"\tlocal word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]}\n"
	"\tlocal command= i kinds= words program=${COMP_WORDS[0]} "
	"line=${COMP_LINE:0:COMP_POINT}\n"
	"\t# \"usb:12d1\" comes as three words\n"
	"\tif [[ $line && $before$word == *:* ]]; then\n"
	"\t\tword=${line##*[[:space:]]}\n"
	"\t\tline=${line%\"$word\"} line=${line%\"${line##*[![:space:]]}\"}\n"
	"\t\tbefore=${line##*[[:space:]]}\n"
	"\tfi\n"
	"\tcase $before in\n"
	"\t-d|--device) _smsmodem_offer \"$word\" < <(printf '%s\\n' tty: usb: bt: "
	"bt-listen: tcp: tcp-listen: fd: sim:\n"
	"\t\t\"$program\" -q devices --names 2>/dev/null; compgen -f -- \"$word\"); "
	"return;;\n"
	"\t-p|--profile) _smsmodem_offer \"$word\" < <(\"$program\" -q profile list "
	"--names "
	"2>/dev/null)\n"
	"\t\treturn;;\n"
	"\t--trace|--pin-file|--config|--batch|-b|--pty|--script|--output|-o|--file|-f)\n"
	"\t\tCOMPREPLY=($(compgen -f -- \"$word\")); return;;\n"
	"\tesac\n"
	"\tfor ((i = 1; i < COMP_CWORD; i++)); do\n"
	"\t\t[[ ${COMP_WORDS[i+1]} == : ]] && continue\n"
	"\t\tcase ${COMP_WORDS[i]} in";

static void bash(void)
{
	(void)puts(bash_head);
	bash_found();
	(void)puts(
		"\t\tesac\n\tdone\n"
		"\tif [[ $command == profile && ($before == show || $before == remove) ]]; then\n"
		"\t\t_smsmodem_offer \"$word\" < <(\"$program\" -q profile list --names "
		"2>/dev/null)\n"
		"\t\treturn\n"
		"\tfi\n"
		"\tcase $command in");
	for (const struct cli_command *const *command = cli_commands; *command; command++)
		bash_words(*command);
	(void)fputs("\t*) words=\"", stdout);
	for (const struct cli_command *const *command = cli_commands; *command; command++)
		(void)printf(" %s", (*command)->name);
	(void)fputs("\";;\n\tesac\n"
		    "\t# one of them is there already\n"
		    "\tfor ((i = 1; i < COMP_CWORD; i++)); do\n"
		    "\t\t[[ \" $kinds \" == *\" ${COMP_WORDS[i]} \"* ]] && kinds=\n"
		    "\tdone\n\twords+=\"$kinds",
		    stdout);
	words_rows(cli_global_options, NULL);
	(void)puts("\"\n\tCOMPREPLY=($(compgen -W \"$words\" -- \"$word\"))\n}\n"
		   "complete -o default -F _smsmodem smsmodem");
}

/* A help text inside a quoted zsh or fish word. */
static void quoted(const char *text)
{
	for (; *text; text++) {
		(void)fputc(strchr("'[]\\\"", *text) ? ' ' : *text, stdout);
	}
}

/* What completes an option's argument. */
static const char *zsh_values(const struct cli_option *row)
{
	if (row == &cli_global_options[0])
		return "_smsmodem_devices";
	return strcmp(row->name, "profile") == 0 ? "_smsmodem_profiles" : "_files";
}

static void zsh_rows(const struct cli_option *rows, const struct cli_option *hiding)
{
	for (; rows && rows->name; rows++) {
		if (cli_find_option(hiding, rows->name, strlen(rows->name)) >= 0)
			continue;
		(void)printf(" \\\n\t\t'--%s%s[", rows->name,
			     rows->argument && rows->argument[0] != '[' ? "=" : "");
		quoted(rows->help);
		(void)printf(rows->argument ? "]:value:%s'" : "]'", zsh_values(rows));
	}
}

static void zsh_options(const struct cli_command *command)
{
	zsh_rows(command->options, NULL);
	zsh_rows(command->more, command->options);
}

static void zsh_command(const struct cli_command *command)
{
	(void)printf("\t%s) _arguments", command->name);
	zsh_options(command);
	if (command->inner) {
		zsh_rows(command->inner->options, command->options);
		(void)fputs(" \\\n\t\t'1:what:(", stdout);
		words_synopsis(command);
		(void)fputs(")' '2:kind:(", stdout);
		words_synopsis(command->inner);
		(void)fputs(")'", stdout);
	} else if (memchr(command->synopsis, '|', strcspn(command->synopsis, " "))) {
		(void)fputs(" \\\n\t\t'1:what:(", stdout);
		words_synopsis(command);
		(void)fputs(")'", stdout);
	}
	if (strcmp(command->name, "profile") == 0)
		(void)fputs(" \\\n\t\t'2:profile:_smsmodem_profiles'", stdout);
	(void)puts(" \\\n\t\t'*:argument:_files';;");
}

static void zsh(void)
{
	(void)puts("#compdef smsmodem\n"
		   "_smsmodem_profiles() {\n"
		   "\tlocal -a names=(${(f)\"$(_call_program profiles $service -q profile list "
		   "--names)\"})\n"
		   "\tcompadd -a names\n}\n"
		   "_smsmodem_devices() {\n"
		   "\tlocal -a names=(${(f)\"$(_call_program devices $service -q devices "
		   "--names)\"})\n"
		   "\tcompadd -a names\n"
		   "\tcompadd -S '' tty: usb: bt: bt-listen: tcp: tcp-listen: fd: sim:\n"
		   "\t_files\n}");
	(void)puts("_smsmodem() {\n\tlocal context state line\n\tlocal -a "
		   "commands\n\tcommands=(");
	for (const struct cli_command *const *command = cli_commands; *command; command++) {
		(void)printf("\t\t'%s:", (*command)->name);
		quoted((*command)->summary);
		(void)puts("'");
	}
	(void)fputs("\t)\n\t_arguments -C", stdout);
	zsh_rows(cli_global_options, NULL);
	(void)puts(" \\\n\t\t'1:command:->command' '*::argument:->argument'\n"
		   "\tcase $state in\n\tcommand) _describe command commands;;\n"
		   "\targument) case $words[1] in");
	for (const struct cli_command *const *command = cli_commands; *command; command++)
		zsh_command(*command);
	(void)puts("\tesac;;\n\tesac\n}\n_smsmodem \"$@\"");
}

static void fish_rows(const struct cli_option *rows, const struct cli_option *hiding,
		      const char *command)
{
	for (; rows && rows->name; rows++) {
		if (cli_find_option(hiding, rows->name, strlen(rows->name)) >= 0)
			continue;
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

static void fish_command(const struct cli_command *command)
{
	const char *name = command->name;

	(void)printf("complete -c smsmodem -n __fish_use_subcommand -a %s -d '", name);
	quoted(command->summary);
	(void)puts("'");
	fish_rows(command->options, NULL, name);
	fish_rows(command->more, command->options, name);
	if (command->inner)
		fish_rows(command->inner->options, command->options, name);
	if (!command->inner && !memchr(command->synopsis, '|', strcspn(command->synopsis, " ")))
		return;
	(void)printf("complete -c smsmodem -n '__fish_seen_subcommand_from %s; and not "
		     "__fish_seen_subcommand_from",
		     name);
	words_synopsis(command);
	(void)fputs("' -a '", stdout);
	words_synopsis(command);
	(void)puts("'");
}

/* Names that the program itself knows. */
static void fish_names(void)
{
	static const char profiles[] = "(smsmodem -q profile list --names 2>/dev/null)";

	(void)printf("complete -c smsmodem -l profile -s p -x -a '%s'\n", profiles);
	(void)printf("complete -c smsmodem -n '__fish_seen_subcommand_from profile; and "
		     "__fish_seen_subcommand_from show remove' -f -a '%s'\n",
		     profiles);
	(void)puts("complete -c smsmodem -l device -s d -r -a 'tty: usb: bt: bt-listen: tcp: "
		   "tcp-listen: fd: sim: (smsmodem -q devices --names 2>/dev/null)'");
}

static void fish(void)
{
	(void)puts("# fish completion for smsmodem");
	for (const struct cli_command *const *command = cli_commands; *command; command++)
		fish_command(*command);
	fish_rows(cli_global_options, NULL, NULL);
	fish_names();
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
