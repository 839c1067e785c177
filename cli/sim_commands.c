/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is told to the phones on standard input. */
#include "sim_run.h"
#include <errno.h>
#include <string.h>
#include <unistd.h>

/* "NUMBER COMMAND" is for that phone, any other for the first; no command begins like a number. */
static struct sim_station *command_station(struct sim_run *run, char **line)
{
	size_t length = strcspn(*line, " ");

	if ((*line)[0] != '+' && strspn(*line, "0123456789") != length)
		return &run->stations[0];
	for (size_t i = 0; i < run->station_count; i++) {
		const char *number = smsmodem_sim_number(run->stations[i].sim);
		if (strlen(number) != length || strncmp(number, *line, length) != 0)
			continue;
		*line += length + ((*line)[length] == ' ');
		return &run->stations[i];
	}
	return NULL;
}

static int command_do(struct sim_run *run, char *line, size_t length, struct smsmodem_error *error)
{
	if (memchr(line, '\0', length))
		return smsmodem_error_set(error, SMSMODEM_E_USAGE, "a command holds no NUL");
	struct sim_station *station = command_station(run, &line);
	if (!station)
		return smsmodem_error_set(error, SMSMODEM_E_USAGE, "no phone here has number %.*s",
					  (int)strcspn(line, " "), line);
	int result = smsmodem_sim_control(station->sim, line, sim_run_now_ms(run), error);
	/* before the next one, which may undo it */
	sim_run_tell(run, station);
	return result;
}

/* @return false: for now the phone's network takes no more; the line is as it was */
static bool command(struct sim_run *run, char *line, size_t length)
{
	struct smsmodem_error error = {0};
	int result = SMSMODEM_OK;

	if (length > 0 && line[length - 1] == '\r')
		length--;
	char end = line[length];
	line[length] = '\0';
	if (strcmp(line, "quit") == 0)
		run->done = true;
	else if (length > 0)
		result = command_do(run, line, length, &error);
	if (result < 0 && result != SMSMODEM_E_TEMPORARY)
		sim_shown_error(run, &error);
	line[length] = end;
	return result != SMSMODEM_E_TEMPORARY;
}

static void command_overlong(struct sim_run *run)
{
	struct smsmodem_error error;

	smsmodem_error_set(&error, SMSMODEM_E_USAGE, "a command is longer than %d octets",
			   SIM_COMMAND_SIZE - 1);
	sim_shown_error(run, &error);
}

/* What is not a whole line yet, to the front; of a line that is too long nothing is kept. */
static void commands_rest(struct sim_run *run)
{
	run->input_end -= run->input_start;
	memmove(run->input, run->input + run->input_start, run->input_end);
	run->input_start = 0;
	if (run->input_end == sizeof run->input) {
		run->input_overlong = true;
		run->input_end = 0;
	}
}

static bool commands_next(struct sim_run *run, char **line, size_t *length)
{
	*line = run->input + run->input_start;
	char *end = memchr(*line, '\n', run->input_end - run->input_start);
	if (end)
		*length = (size_t)(end - *line);
	return end != NULL;
}

void sim_commands_again(struct sim_run *run)
{
	size_t length;
	char *line;

	run->input_waits = false;
	while (!run->done && commands_next(run, &line, &length)) {
		if (run->input_overlong)
			command_overlong(run);
		else
			run->input_waits = !command(run, line, length);
		if (run->input_waits)
			return;
		run->input_overlong = false;
		run->input_start += length + 1;
	}
	commands_rest(run);
}

void sim_commands_read(struct sim_run *run)
{
	ssize_t count =
		read(STDIN_FILENO, run->input + run->input_end, sizeof run->input - run->input_end);

	if (count < 0 && (errno == EAGAIN || errno == EINTR))
		return;
	if (count > 0) {
		run->input_end += (size_t)count;
	} else {
		run->input_ended = true;
		run->input[run->input_end++] = '\n';
	}
	sim_commands_again(run);
}
