/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim_run.h"
#include <errno.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

#define BURST 16 /* buffers written before others have their turn */

enum slot {
	SLOT_SIGNAL,
	SLOT_INPUT,
	SLOT_MOUNTS
};

static int64_t now_ms(const struct sim_run *run)
{
	return smsmodem_sim_clock_ms() - run->start_ms;
}

static void print(struct sim_run *run, json_t *object)
{
	int status = output_json(run->cli, object);

	if (status != 0) {
		run->status = status;
		run->done = true;
	}
}

/* --- events --- */

static json_t *text_json(const char *text)
{
	return output_string(text, strlen(text));
}

static json_t *submit_json(const struct smsmodem_sim_event *event)
{
	json_t *object = json_pack("{ss so}", "event", "submit", "to", text_json(event->to));

	if (!object)
		return NULL;
	if (event->smsc[0])
		(void)json_object_set_new(object, "smsc", text_json(event->smsc));
	if (event->text)
		(void)json_object_set_new(object, "text", text_json(event->text));
	if (event->data)
		(void)json_object_set_new(object, "data", text_json(event->data));
	(void)json_object_set_new(object, "encoding", text_json(event->encoding));
	(void)json_object_set_new(object, "parts", json_integer(event->parts));
	(void)json_object_set_new(object, "pdu", text_json(event->pdu));
	return object;
}

static void print_error(struct sim_run *run, const struct smsmodem_error *error)
{
	print(run,
	      json_pack("{ss ss si so}", "event", "error", "code", smsmodem_code_name(error->code),
			"exit", smsmodem_code_exit(error->code), "text", text_json(error->text)));
}

static void print_events(struct sim_run *run)
{
	struct smsmodem_sim_event event;

	while (!run->done && smsmodem_sim_next_event(run->sim, &event)) {
		if (event.kind == SMSMODEM_SIM_SUBMIT)
			print(run, submit_json(&event));
		else if (run->cli->verbose > 0)
			print(run, json_pack("{ss so}", "event", "command", "line",
					     text_json(event.line)));
	}
}

/* --- mounts --- */

static void hang_up(struct sim_run *run)
{
	(void)smsmodem_sim_control(run->sim, "hangup", now_ms(run), NULL);
}

static void client_left(struct sim_run *run, const struct sim_mount *mount)
{
	if (run->active != mount)
		return;
	hang_up(run);
	run->active = NULL;
	for (size_t i = 0; i < run->mount_count && !run->active; i++)
		if (run->mounts[i].fd >= 0)
			run->active = &run->mounts[i];
}

static void client_came(struct sim_run *run, struct sim_mount *mount)
{
	if (!sim_mount_accept(mount) || run->active)
		return;
	hang_up(run);
	run->active = mount;
}

static void mount_input(struct sim_run *run, struct sim_mount *mount)
{
	char octets[4096];
	ssize_t count = sim_mount_read(mount, octets, sizeof octets);

	if (count < 0)
		client_left(run, mount);
	if (count <= 0)
		return;
	run->active = mount;
	smsmodem_sim_input(run->sim, octets, (size_t)count, now_ms(run));
}

/* From the phone to whoever listens, as far as that one takes it. */
static void pump(struct sim_run *run)
{
	for (int i = 0; i < BURST && run->active; i++) {
		struct sim_mount *mount = run->active;
		if (mount->out_end == 0)
			mount->out_end = smsmodem_sim_output(run->sim, mount->out,
							     sizeof mount->out, now_ms(run));
		if (mount->out_end == 0)
			return;
		if (!sim_mount_flush(mount))
			client_left(run, mount);
		else if (mount->out_end > 0)
			return;
	}
}

/* --- commands on stdin --- */

static void command(struct sim_run *run, char *line, size_t length)
{
	struct smsmodem_error error = {0};

	if (length > 0 && line[length - 1] == '\r')
		length--;
	line[length] = '\0';
	if (length == 0)
		return;
	if (strcmp(line, "quit") == 0) {
		run->done = true;
		return;
	}
	if (memchr(line, '\0', length))
		smsmodem_error_set(&error, SMSMODEM_E_USAGE, "a command holds no NUL");
	else if (smsmodem_sim_control(run->sim, line, now_ms(run), &error) >= 0)
		return;
	print_error(run, &error);
}

static void command_overlong(struct sim_run *run)
{
	struct smsmodem_error error;

	smsmodem_error_set(&error, SMSMODEM_E_USAGE, "a command is longer than %d octets",
			   SIM_COMMAND_SIZE - 1);
	print_error(run, &error);
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

static void stdin_input(struct sim_run *run)
{
	ssize_t count = read(STDIN_FILENO, run->input + run->input_length,
			     sizeof run->input - run->input_length);

	if (count < 0 && (errno == EAGAIN || errno == EINTR))
		return;
	if (count <= 0) {
		run->input_ended = true;
		return;
	}
	run->input_length += (size_t)count;
	commands(run);
}

/* --- the loop --- */

static int timeout_ms(const struct sim_run *run)
{
	int64_t deadline_ms = smsmodem_sim_deadline(run->sim);

	if (!run->active || run->active->out_end > 0 || deadline_ms < 0)
		return -1;
	int64_t left_ms = deadline_ms - now_ms(run);
	return left_ms < 0 ? 0 : left_ms > 60000 ? 60000 : (int)left_ms;
}

static void fill(const struct sim_run *run, struct pollfd fds[SLOT_MOUNTS + SIM_MOUNTS])
{
	fds[SLOT_SIGNAL] = (struct pollfd){.fd = run->cli->signal_fd, .events = POLLIN};
	fds[SLOT_INPUT] =
		(struct pollfd){.fd = run->input_ended ? -1 : STDIN_FILENO, .events = POLLIN};
	for (size_t i = 0; i < SIM_MOUNTS; i++) {
		const struct sim_mount *mount = &run->mounts[i];
		struct pollfd *slot = &fds[SLOT_MOUNTS + i];
		*slot = (struct pollfd){.fd = -1, .events = POLLIN};
		if (i >= run->mount_count)
			continue;
		slot->fd = mount->fd >= 0 ? mount->fd : mount->listen_fd;
		if (mount->fd >= 0 && mount->out_end > 0)
			slot->events = POLLIN | POLLOUT;
	}
}

static void mount_ready(struct sim_run *run, struct sim_mount *mount, short events)
{
	if (mount->fd < 0) {
		client_came(run, mount);
		return;
	}
	if ((events & POLLOUT) && !sim_mount_flush(mount))
		client_left(run, mount);
	if ((events & (POLLIN | POLLHUP | POLLERR)) && mount->fd >= 0)
		mount_input(run, mount);
}

static void wait_once(struct sim_run *run)
{
	struct pollfd fds[SLOT_MOUNTS + SIM_MOUNTS];

	fill(run, fds);
	if (poll(fds, SLOT_MOUNTS + SIM_MOUNTS, timeout_ms(run)) <= 0)
		return;
	if (fds[SLOT_SIGNAL].revents) {
		run->done = true;
		return;
	}
	for (size_t i = 0; i < run->mount_count; i++)
		if (fds[SLOT_MOUNTS + i].revents)
			mount_ready(run, &run->mounts[i], fds[SLOT_MOUNTS + i].revents);
	if (fds[SLOT_INPUT].revents)
		stdin_input(run);
}

static void print_ready(struct sim_run *run)
{
	for (size_t i = 0; i < run->mount_count && !run->done; i++)
		print(run, json_pack("{ss so}", "event", "ready", "device",
				     text_json(run->mounts[i].device)));
}

int sim_run(struct sim_run *run)
{
	run->start_ms = smsmodem_sim_clock_ms();
	run->active = run->mounts[0].fd >= 0 ? &run->mounts[0] : NULL;
	print_ready(run);
	while (!run->done) {
		wait_once(run);
		pump(run);
		print_events(run);
		if (!run->done && smsmodem_sim_gone(run->sim)) {
			print(run, json_pack("{ss}", "event", "gone"));
			run->done = true;
		}
	}
	return run->status;
}
