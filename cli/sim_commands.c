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

static void command(struct sim_run *run, char *line, size_t length)
{
	struct smsmodem_error error = {0};

	if (length > 0 && line[length - 1] == '\r')
		length--;
	line[length] = '\0';
	if (length == 0)
		return;
	if (strcmp(line, "quit") == 0)
		run->done = true;
	else if (command_do(run, line, length, &error) < 0)
		sim_shown_error(run, &error);
}

static void command_overlong(struct sim_run *run)
{
	struct smsmodem_error error;

	smsmodem_error_set(&error, SMSMODEM_E_USAGE, "a command is longer than %d octets",
			   SIM_COMMAND_SIZE - 1);
	sim_shown_error(run, &error);
}

/* Run the lines that are whole; what follows the last stays. */
static void commands(struct sim_run *run)
{
	size_t start = 0;
	char *end;

	while (!run->done &&
	       (end = memchr(run->input + start, '\n', run->input_length - start)) != NULL) {
		size_t length = (size_t)(end - (run->input + start));
		if (run->input_overlong)
			command_overlong(run);
		else
			command(run, run->input + start, length);
		run->input_overlong = false;
		start += length + 1;
	}
	run->input_length -= start;
	memmove(run->input, run->input + start, run->input_length);
	if (run->input_length == sizeof run->input) {
		run->input_overlong = true;
		run->input_length = 0;
	}
}

/* What stands behind the last line feed is a line too. */
static void commands_end(struct sim_run *run)
{
	run->input_ended = true;
	if (run->input_overlong)
		command_overlong(run);
	else
		command(run, run->input, run->input_length);
}

void sim_commands_read(struct sim_run *run)
{
	ssize_t count = read(STDIN_FILENO, run->input + run->input_length,
			     sizeof run->input - run->input_length);

	if (count < 0 && (errno == EAGAIN || errno == EINTR))
		return;
	if (count <= 0) {
		commands_end(run);
		return;
	}
	run->input_length += (size_t)count;
	commands(run);
}
