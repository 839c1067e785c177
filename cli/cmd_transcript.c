/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Transcripts: whether they are well-formed, what is in them, and a copy that may be shown. */
#include "commands.h"
#include "transcript.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define FILE_OCTETS_MAX ((size_t)16 << 20)
#define BAD_LINES_MAX   20 /* told of; a file that has more is no transcript */

enum transcript_option {
	TRANSCRIPT_OUTPUT,
	TRANSCRIPT_OPTIONS
};

static const struct cli_option options[] = {
	[TRANSCRIPT_OUTPUT] = {"output", 'o', "FILE", "redact: write there, not to stdout"},
	[TRANSCRIPT_OPTIONS] = {NULL, 0, NULL, NULL},
};

/* --- the file --- */

static int load(struct transcript_file *file, struct smsmodem_error *error)
{
	bool standard = strcmp(file->path, "-") == 0;
	FILE *stream = standard ? stdin : fopen(file->path, "re");

	if (!stream)
		return smsmodem_error_set(
			error, errno == EACCES ? SMSMODEM_E_PERMISSION : SMSMODEM_E_NOINPUT,
			"cannot read %s: %s", file->path, strerror(errno));
	struct smsmodem_error why;
	int result = read_all(stream, FILE_OCTETS_MAX, &file->text, &file->length, &why);
	if (!standard)
		(void)fclose(stream);
	if (result < 0)
		return smsmodem_error_set(error, result, "%s: %s", file->path, why.text);
	file->octets = malloc(file->length + 1);
	return file->octets ? SMSMODEM_OK
			    : smsmodem_error_set(error, SMSMODEM_E_MEMORY, "out of memory");
}

/* One bad line of the file, as a compiler tells of one. @return its exit code, or 74 */
static int fail_at(struct cli *cli, const struct transcript_file *file, long line,
		   const struct smsmodem_error *error)
{
	(void)fputs("smsmodem: ", stderr);
	output_foreign(stderr, file->path, strlen(file->path), 0);
	(void)fprintf(stderr, ":%ld: ", line);
	output_foreign(stderr, error->text, strlen(error->text), 0);
	(void)fputc('\n', stderr);
	int status = smsmodem_code_exit(error->code);
	if (cli->json &&
	    output_json(cli, json_pack("{ss ss si so sI so}", "event", "error", "code",
				       smsmodem_code_name(error->code), "exit", status, "file",
				       output_string(file->path, strlen(file->path)), "line",
				       (json_int_t)line, "text",
				       output_string(error->text, strlen(error->text)))) != 0)
		return 74;
	return status;
}

/* --- check --- */

/* What a transcript holds. */
struct counts {
	long records, commands, controls;
	size_t to, from;
	int64_t first_ms, last_ms;
	char start[2]; /* of a line to the modem */
	size_t started;
	bool redacted;
};

static void count_commands(struct counts *counts, const struct smsmodem_transcript_record *record)
{
	for (size_t i = 0; i < record->length; i++) {
		char octet = record->octets[i];
		if (octet == '\r')
			counts->commands +=
				counts->started > 1 && strncasecmp(counts->start, "AT", 2) == 0;
		if (octet && strchr("\r\n\x1A\x1B", octet))
			counts->started = 0;
		else if (counts->started++ < 2)
			counts->start[counts->started - 1] = octet;
	}
}

static void count(struct counts *counts, const struct smsmodem_transcript_record *record)
{
	if (counts->records++ == 0)
		counts->first_ms = record->time_ms;
	counts->last_ms = record->time_ms;
	if (record->direction == '>') {
		counts->to += record->length;
		count_commands(counts, record);
	} else if (record->direction == '<') {
		counts->from += record->length;
	} else {
		counts->controls++;
	}
}

/* Read it all, and tell of every bad line. @return 0, or the exit code of the last */
static int check_lines(struct cli *cli, const struct transcript_file *file, struct counts *counts)
{
	struct smsmodem_transcript transcript = {.text = file->text, .length = file->length};
	struct smsmodem_transcript_record record;
	struct smsmodem_error error;
	int result, status = 0, bad = 0;

	while (status != 74 && bad < BAD_LINES_MAX &&
	       (result = smsmodem_transcript_next(&transcript, &record, file->octets,
						  file->length + 1, &error)) != 0) {
		if (result > 0) {
			count(counts, &record);
			continue;
		}
		status = fail_at(cli, file, transcript.line, &error);
		bad++;
	}
	if (bad == BAD_LINES_MAX)
		cli_note(cli, "%s: there may be more; is it a transcript?", file->path);
	counts->redacted = transcript.redacted;
	return status;
}

static int check(struct cli *cli, struct transcript_file *file)
{
	struct counts counts = {.records = 0};
	int status = check_lines(cli, file, &counts);

	if (status != 0)
		return status;
	double seconds = (double)(counts.last_ms - counts.first_ms) / 1000;
	if (cli->json)
		return output_json(
			cli, json_pack("{ss so sI sf sI sI sI sI sb}", "event", "transcript",
				       "file", output_string(file->path, strlen(file->path)),
				       "records", (json_int_t)counts.records, "seconds", seconds,
				       "commands", (json_int_t)counts.commands, "controls",
				       (json_int_t)counts.controls, "octets_to_modem",
				       (json_int_t)counts.to, "octets_from_modem",
				       (json_int_t)counts.from, "redacted", counts.redacted));
	output_foreign(stdout, file->path, strlen(file->path), 0);
	return output_line(cli,
			   ": %ld record%s in %.3f s, %ld command%s, %zu octets to the modem, "
			   "%zu from it%s",
			   counts.records, counts.records == 1 ? "" : "s", seconds, counts.commands,
			   counts.commands == 1 ? "" : "s", counts.to, counts.from,
			   counts.redacted ? ", redacted" : "");
}

/* --- redact --- */

static int write_file(struct cli *cli, const char *path, const char *text, size_t length)
{
	struct smsmodem_error error;
	FILE *stream = path ? fopen(path, "we") : stdout;
	bool written = stream && fwrite(text, 1, length, stream) == length;

	if (!path)
		return output_flush();
	if (stream)
		written = fclose(stream) == 0 && written;
	if (written)
		return 0;
	smsmodem_error_set(&error, SMSMODEM_E_OUTPUT, "cannot write %s: %s", path, strerror(errno));
	return cli_fail(cli, &error);
}

static int redact(struct cli *cli, struct transcript_file *file)
{
	struct counts counts = {.records = 0};
	struct smsmodem_error error;
	char *redacted;
	int status = check_lines(cli, file, &counts);

	if (status != 0)
		return status;
	int64_t length = smsmodem_transcript_redact(file->text, file->length, &redacted, &error);
	if (length < 0)
		return cli_fail(cli, &error);
	status = write_file(cli, file->output, redacted, (size_t)length);
	free(redacted);
	return status;
}

/* --- show --- */

static int show(struct cli *cli, struct transcript_file *file)
{
	struct counts counts = {.records = 0};
	int status = check_lines(cli, file, &counts);

	return status != 0 ? status : transcript_show(cli, file);
}

static const struct verb {
	const char *name;
	int (*run)(struct cli *cli, struct transcript_file *file);
} verbs[] = {
	{"check", check},
	{"redact", redact},
	{"show", show},
};

static int run_verb(struct cli *cli, const struct verb *verb, struct transcript_file *file)
{
	struct smsmodem_error error;
	int status = load(file, &error) < 0 ? cli_fail(cli, &error) : verb->run(cli, file);

	free(file->text);
	free(file->octets);
	return status;
}

static int run(struct cli *cli, int argc, char **argv)
{
	struct transcript_file file = {.path = NULL};
	int option;

	while ((option = cli_getopt(cli, argc, argv)) >= 0)
		file.output = cli->optarg;
	if (option < -1)
		return option == -2 ? 64 : 0;
	if (argc - cli->optind != 2)
		return cli_usage(cli, "transcript wants check, show or redact, and a file");
	file.path = argv[cli->optind + 1];
	for (size_t i = 0; i < sizeof verbs / sizeof verbs[0]; i++) {
		if (strcmp(argv[cli->optind], verbs[i].name) != 0)
			continue;
		if (file.output && verbs[i].run != redact)
			return cli_usage(cli, "--output is for redact");
		return run_verb(cli, &verbs[i], &file);
	}
	return cli_usage(cli, "transcript does check, show and redact, not \"%.40s\"",
			 argv[cli->optind]);
}

const struct cli_command cmd_transcript = {
	.name = "transcript",
	.synopsis = "check|show|redact FILE",
	.summary = "Read what --trace wrote, check it, or make it fit to be shown",
	.options = options,
	.examples = "  smsmodem -d sim: --trace wire.txt send +491701234567 hello\n"
		    "  smsmodem transcript show wire.txt\n"
		    "  smsmodem transcript redact wire.txt -o public.txt\n",
	.run = run,
};
