/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Findings, and how they are shown: a line each as it comes. */
#include "doctor.h"
#include "shown.h"
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void write_over(char *text, size_t size, const char *format, va_list arguments)
	__attribute__((format(printf, 3, 0)));

static void write_over(char *text, size_t size, const char *format, va_list arguments)
{
	if (vsnprintf(text, size, format, arguments) < 0)
		text[0] = '\0';
}

void doctor_find(struct doctor_finding *finding, enum doctor_result result, const char *format, ...)
{
	va_list arguments;

	finding->result = result;
	va_start(arguments, format);
	write_over(finding->text, sizeof finding->text, format, arguments);
	va_end(arguments);
}

void doctor_fail(struct doctor_finding *finding, int code, const char *format, ...)
{
	va_list arguments;

	finding->result = DOCTOR_FAIL;
	finding->code = code;
	va_start(arguments, format);
	write_over(finding->text, sizeof finding->text, format, arguments);
	va_end(arguments);
}

void doctor_add(struct doctor_finding *finding, const char *format, ...)
{
	size_t used = strlen(finding->text);
	va_list arguments;

	va_start(arguments, format);
	write_over(finding->text + used, sizeof finding->text - used, format, arguments);
	va_end(arguments);
}

void doctor_fix(struct doctor_finding *finding, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	write_over(finding->fix, sizeof finding->fix, format, arguments);
	va_end(arguments);
}

/* --- shown --- */

#define WORD_WIDTH 6  /* of the longest and two blanks */
#define STEP_WIDTH 11 /* of the longest name and a blank */

static const struct {
	const char *word, *name; /* for people, for machines */
	const char *colour;
} results[] = {
	[DOCTOR_OK] = {"ok", "ok", "\033[32m"},
	[DOCTOR_WARN] = {"warn", "warn", "\033[33m"},
	[DOCTOR_FAIL] = {"FAIL", "fail", "\033[1;31m"},
	[DOCTOR_SKIP] = {"skip", "skip", "\033[2m"},
};

static bool is_terminal(void)
{
	const char *terminal = getenv("TERM");

	return isatty(STDOUT_FILENO) && terminal && strcmp(terminal, "dumb") != 0;
}

static bool wants_colour(void)
{
	const char *none = getenv("NO_COLOR");

	return is_terminal() && !(none && *none);
}

static void print_word(const char *word, const char *colour)
{
	bool coloured = wants_colour();

	(void)printf("%s%s%s", coloured ? colour : "", word, coloured ? "\033[0m" : "");
}

/* One line, whatever the text has. */
static void print_text(const char *text)
{
	shown_line(text, strlen(text));
	(void)putchar('\n');
}

/* What to do may be said by the text itself. */
static const char *advice(const struct doctor_finding *finding)
{
	return *finding->fix ? finding->fix : finding->text;
}

static json_t *string(const char *text)
{
	return output_string(text, strlen(text));
}

static bool wants_fix(const struct doctor_finding *finding)
{
	return finding->result == DOCTOR_FAIL || *finding->fix;
}

void doctor_show_nothing(const struct doctor *doctor)
{
	if (doctor->cli->json || !is_terminal())
		return;
	(void)fputs("\r\033[K", stdout);
	(void)fflush(stdout);
}

int doctor_show(const struct doctor *doctor, const char *step, const struct doctor_finding *finding)
{
	if (doctor->cli->json)
		return output_json(
			doctor->cli,
			json_pack("{s:s, s:s, s:s, s:o, s:o}", "event", "check", "step", step,
				  "result", results[finding->result].name, "text",
				  string(finding->text), "fix",
				  wants_fix(finding) ? string(advice(finding)) : json_null()));
	doctor_show_nothing(doctor);
	const char *word = results[finding->result].word;
	print_word(word, results[finding->result].colour);
	(void)printf("%*s%-*s", WORD_WIDTH - (int)strlen(word), "", STEP_WIDTH, step);
	print_text(finding->text);
	if (*finding->fix) {
		(void)printf("%*sfix: ", WORD_WIDTH + STEP_WIDTH, "");
		print_text(finding->fix);
	}
	return output_flush();
}

void doctor_show_begin(const struct doctor *doctor, const char *step, const char *what)
{
	if (doctor->cli->json || !is_terminal())
		return;
	doctor_show_nothing(doctor);
	(void)printf("...   %-*s%s", STEP_WIDTH, step, what);
	(void)fflush(stdout);
}

/* As every failure ends; what is known of it is in the lines above. */
int doctor_show_error(const struct doctor *doctor, const char *first)
{
	const struct doctor_finding *verdict = &doctor->verdict;
	struct smsmodem_error error;
	const char *colon = *verdict->fix ? ": " : "";

	smsmodem_error_set(&error, verdict->code, "%s: %s%s%s", first, verdict->text, colon,
			   verdict->fix);
	return cli_fail(doctor->cli, &error);
}

int doctor_show_end(const struct doctor *doctor, const char *first)
{
	const char *text = first ? advice(&doctor->verdict) : "ready to send";

	if (doctor->cli->json)
		return output_json(doctor->cli,
				   json_pack("{s:s, s:b, s:s?, s:o}", "event", "doctor", "ready",
					     !first, "first", first, "text", string(text)));
	if (!first) {
		print_word(text, results[DOCTOR_OK].colour);
		(void)putchar('\n');
		return output_flush();
	}
	(void)printf("first, %s: ", first);
	print_text(text);
	return output_flush();
}
