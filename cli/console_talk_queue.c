/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Commands that wait for the one before them, and data that was pasted with its command. */
#include "console_talk.h"
#include <stdlib.h>
#include <strings.h>

static void step_free(struct talk_step *step)
{
	free(step->line);
	free(step->data);
	free(step->what);
	free(step);
}

bool talk_drop(struct talk *talk)
{
	bool any = talk->steps != NULL;

	while (talk->steps) {
		struct talk_step *next = talk->steps->next;

		step_free(talk->steps);
		talk->steps = next;
	}
	talk->last = &talk->steps;
	return any;
}

void talk_drop_told(struct console *console)
{
	if (talk_drop(&console->talk))
		view_say(&console->view, VIEW_STATUS, "what was to follow is not sent");
}

/* --- in --- */

static char *copy(const char *text)
{
	return text ? strdup(text) : NULL;
}

/* @return NULL: out of memory, which was told */
static struct talk_step *add(struct console *console, const char *line, const char *data,
			     const char *what)
{
	struct talk *talk = &console->talk;
	struct talk_step *step = calloc(1, sizeof *step);
	char shown[TALK_SHOWN_SIZE];

	if (step) {
		step->line = strdup(line);
		step->data = copy(data);
		step->what = copy(what);
	}
	if (!step || !step->line || (data && !step->data)) {
		if (step)
			step_free(step);
		talk_show_command(line, shown, sizeof shown);
		view_say(&console->view, VIEW_STATUS, "out of memory: %s is not sent", shown);
		return NULL;
	}
	*talk->last = step;
	talk->last = &step->next;
	return step;
}

void talk_queue(struct console *console, const char *line, const char *data, const char *what)
{
	if (add(console, line, data, what))
		talk_next(console);
}

void talk_queue_typed(struct console *console, const char *line)
{
	struct talk_step *step = add(console, line, NULL, NULL);

	if (step)
		step->typed = true;
}

void talk_follow(struct console *console, const char *line)
{
	struct talk_step *step = add(console, line, NULL, NULL);

	if (step) {
		step->pasted = true;
		talk_next(console);
	}
}

/* --- out --- */

static struct talk_step *take_first(struct talk *talk)
{
	struct talk_step *step = talk->steps;

	talk->steps = step->next;
	if (!talk->steps)
		talk->last = &talk->steps;
	return step;
}

static void begin(struct console *console, struct talk_step *step)
{
	struct talk *talk = &console->talk;

	if (step->typed) {
		talk_submit(console, step->line, 0);
		return;
	}
	view_line(&console->view, VIEW_SENT, step->line, strlen(step->line));
	talk_submit(console, step->line, talk_timeout_ms(console, step->line));
	if (talk->state != TALK_RUNNING)
		return;
	talk->data = step->data;
	talk->what = step->what;
	step->data = step->what = NULL;
}

/* A line of blanks has no answer, so that the next one follows at once. */
void talk_next(struct console *console)
{
	struct talk *talk = &console->talk;

	while (talk->state == TALK_IDLE && talk->steps) {
		struct talk_step *step = take_first(talk);

		begin(console, step);
		step_free(step);
	}
}

/* --- data that was pasted --- */

/* Whether a Ctrl-Z ends the text before a line that looks like a command. */
static bool has_end(const struct talk_step *first)
{
	for (const struct talk_step *step = first; step && step->pasted; step = step->next) {
		if (strchr(step->line, TALK_CTRL_Z[0]))
			return true;
		if (step != first && strncasecmp(step->line, "AT", 2) == 0)
			return false;
	}
	return false;
}

/* The line up to its Ctrl-Z goes behind what there is; a Ctrl-Z on a line of its own adds none. */
static bool append(char **data, const char *line, size_t length)
{
	size_t before = *data ? strlen(*data) : 0;
	bool joint = *data && length > 0;
	char *grown = realloc(*data, before + joint + length + 1);

	if (!grown)
		return false;
	if (joint)
		grown[before] = '\r';
	memcpy(grown + before + joint, line, length);
	grown[before + joint + length] = '\0';
	*data = grown;
	return true;
}

/* What is behind the Ctrl-Z stays as a line that is still to be sent. */
static bool take_line(struct console *console, char **data, bool *ended)
{
	struct talk *talk = &console->talk;
	struct talk_step *step = talk->steps;
	size_t length = strcspn(step->line, TALK_CTRL_Z);

	if (memchr(step->line, TALK_ESC[0], length) || !append(data, step->line, length))
		return false;
	*ended = step->line[length] != '\0';
	const char *rest = step->line + length + *ended;
	view_line(&console->view, VIEW_SENT, step->line, length);
	if (*rest)
		memmove(step->line, rest, strlen(rest) + 1);
	else
		step_free(take_first(talk));
	return true;
}

bool talk_take_pasted(struct console *console, char **data)
{
	const struct talk *talk = &console->talk;
	bool several = has_end(talk->steps), ended = false;

	*data = NULL;
	if (!talk->steps || !talk->steps->pasted)
		return true;
	do
		if (!take_line(console, data, &ended)) {
			free(*data);
			*data = NULL;
			return false;
		}
	while (several && !ended);
	return true;
}
