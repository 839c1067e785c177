/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What every subcommand shares: its description, its options, its output. */
#ifndef CLI_H
#define CLI_H

#include <jansson.h>
#include <smsmodem/smsmodem.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

/** An option: of a command, or one of the global ones. Tables end with a name of NULL. */
struct cli_option {
	const char *name;     /**< long name, without dashes */
	char short_name;      /**< or 0 */
	const char *argument; /**< NULL: a flag; "N": required; "[N]": optional, with '=' */
	const char *help;
};

struct cli;

/** A subcommand: parsing, --help, completion and the man page's synopsis follow from this. */
struct cli_command {
	const char *name;
	const char *synopsis; /**< what follows the name, options aside */
	const char *summary;  /**< one line */
	const struct cli_option *options;
	const char *examples; /**< lines, each indented by two */
	int (*run)(struct cli *cli, int argc, char **argv);
	const struct cli_option *more;   /**< a further table of options, or NULL */
	const char *page;                /**< of the manual, behind "smsmodem-"; NULL: its name */
	const struct cli_command *inner; /**< whose name may be the first operand, or NULL */
	/**
	 * Where a long option that it lacks belongs, as the end of a sentence that begins with it;
	 * NULL: nowhere. May be NULL itself.
	 */
	const char *(*elsewhere)(const char *option, char *text, size_t size);
};

/** One run of the program: the global options, and where option parsing stands. */
struct cli {
	const struct cli_command *command;
	struct smsmodem_options modem; /**< device, timeout, trace, PIN file, cancel descriptor */
	bool json, quiet;
	int verbose;
	int optind;         /**< first operand once cli_getopt has returned -1 */
	const char *optarg; /**< argument of the option that it returned last */
	const char *profile, *config_path;
	struct config *config;   /**< what the configuration files said */
	int signal_fd;           /**< SIGINT, SIGTERM and SIGHUP arrive here */
	struct console *console; /**< whose dot command this is: stdin is its own; or NULL */
};

/** Whether a command may read stdin: it is no terminal, and nobody else's. */
bool cli_may_read_stdin(const struct cli *cli);

/**
 * Parse the next option; global ones are taken care of here.
 *
 * @return its index in the command's table, or behind that in its further one; -1: the end,
 * operands from cli->optind on; -2: wrong use, already reported; -3: --help was shown
 */
int cli_getopt(struct cli *cli, int argc, char **argv);

/**
 * Look ahead for operands of a command, or of its inner one, without taking options.
 *
 * @param[out] operands at most max of them
 * @return how many there are, up to max
 */
int cli_peek(const struct cli_command *command, int argc, char **argv, const char **operands,
	     int max);

/** The row of an option in a table, or -1. */
int cli_find_option(const struct cli_option *options, const char *name, size_t length);

/** Report wrong use with a hint at --help. @return 64 */
int cli_usage(struct cli *cli, const char *format, ...) __attribute__((format(printf, 2, 3)));

/** Report a failure on stderr, and with --json as a line too. @return its exit code */
int cli_fail(struct cli *cli, const struct smsmodem_error *error);

/**
 * As cli_fail, with the line of the input it was on (0: none) and the field of a PDU that broke
 * (NULL: none), keeping to --json's one line, which gets the members of more too (NULL: none; takes
 * the reference).
 */
int cli_fail_field(struct cli *cli, const struct smsmodem_error *error, long line,
		   const char *field, json_t *more);

/** As cli_fail, with members of an object that the line of --json gets too; takes the reference. */
int cli_fail_more(struct cli *cli, const struct smsmodem_error *error, json_t *more);

/** A note on stderr unless --quiet. */
void cli_note(const struct cli *cli, const char *format, ...) __attribute__((format(printf, 2, 3)));

/** All commands, ended by a name of NULL; and the global options. */
extern const struct cli_command *const cli_commands[];
extern const struct cli_option cli_global_options[];

/** Make signals readable: SIGINT, SIGTERM and SIGHUP, also for the library. @return 0, or 70 */
int cli_watch_signals(struct cli *cli);

/** Find out which device this run is about, or report that there is none. @return 0, or an exit
 * code
 */
int cli_choose_device(struct cli *cli);

/** A serial port, by path or by what it is: after unplugging it may be another one. */
bool cli_is_port(const char *device);

/** Open the device that has been chosen; reports nothing. @return as smsmodem_open */
int cli_try_open(struct cli *cli, struct smsmodem **modem, struct smsmodem_error *error);

/** Choose the device of this run and open it, or report why not. @return 0, or an exit code */
int cli_open(struct cli *cli, struct smsmodem **modem);

/** Close it. @return status, or 74 when all was well but the trace could not be written */
int cli_close(struct cli *cli, struct smsmodem *modem, int status);

/* --- output: stdout is data, flushed and checked line by line --- */

/** Flush stdout. @return 0, or 74 when it could not take everything (reported) */
int output_flush(void);

/** Print one JSON line; takes the reference. @return 0, or 74 when stdout could not take it */
int output_json(struct cli *cli, json_t *object);

/**
 * The line that output_json prints, for who writes it himself.
 * @return malloc'd, freed by the caller; NULL: out of memory
 */
char *output_json_text(json_t *object, size_t *length);

/** The object that cli_fail prints with --json; NULL: out of memory. */
json_t *output_error_json(const struct smsmodem_error *error);

/** Print a formatted line. @return 0 or 74 */
int output_line(struct cli *cli, const char *format, ...) __attribute__((format(printf, 2, 3)));

/**
 * Print text that came from outside: control characters and what would confuse a terminal are shown
 * escaped, line breaks are kept and followed by indent blanks.
 */
void output_foreign(FILE *stream, const char *text, size_t length, int indent);

/** A JSON string of UTF-8, with U+FFFD for what jansson would refuse. Never NULL for sane memory.
 */
json_t *output_string(const char *text, size_t length);

/**
 * A word of a command line for a shell, in quotes if it wants them.
 * @return false: it does not fit, and text is empty
 */
bool output_shell_word(const char *word, char *text, size_t size);

/* --- arguments --- */

/** Strict decimal within [low, high]. @return false: not that */
bool parse_number(const char *text, long low, long high, long *value);

/** Seconds up to a day, "1.5", to milliseconds; 0 only for 0. @return false: not that */
bool parse_seconds(const char *text, int64_t *ms);

/** "30s", "90m", "12h", "3d" or "2w". @return false: not that, or over 63 weeks */
bool parse_duration(const char *text, uint32_t *seconds);

static inline unsigned cli_digit(char digit)
{
	return (unsigned)(digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10);
}

/** The octet of two digits that are known to be hexadecimal. */
static inline unsigned cli_octet(const char *hex)
{
	return cli_digit(hex[0]) << 4 | cli_digit(hex[1]);
}

/**
 * Read a whole stream of at most max octets.
 * @param[out] text malloc'd, NUL-terminated, freed by the caller
 */
int read_all(FILE *stream, size_t max, char **text, size_t *length, struct smsmodem_error *error);

#endif
