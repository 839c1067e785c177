/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The simulated phone mounted in this process. Its clock is virtual: to wait is to move it, so a
 * timeout of a minute passes at once. For who sits before it, it is the real one, and waiting takes
 * its time.
 */
#include "transports.h"
#include <ctype.h>
#include <errno.h>
#include <poll.h>
#include <smsmodem/sim.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SCRIPT_MAX ((size_t)4 << 20) /* octets of a script */

struct sim_transport {
	struct transport head;
	struct smsmodem_sim *sim;
	bool real_time;
	int64_t now_ms;   /* the phone's; of a real clock as it was last looked at */
	int64_t start_ms; /* what the transport's clock showed then; the phone's begins at 0 */
};

static struct sim_transport *sim_of(struct transport *transport)
{
	return (struct sim_transport *)(void *)transport;
}

static int64_t phone_now_ms(struct sim_transport *self)
{
	if (self->real_time)
		self->now_ms = clock_now_ms() - self->start_ms;
	return self->now_ms;
}

/* A script that was left says why. */
static int sim_gone(struct sim_transport *self, struct smsmodem_error *error)
{
	struct smsmodem_sim_event event;

	while (smsmodem_sim_next_event(self->sim, &event))
		if (event.kind == SMSMODEM_SIM_SCRIPT)
			return smsmodem_error_set(error, SMSMODEM_E_LINK,
						  "the simulated phone has gone: %s", event.text);
	return smsmodem_error_set(error, SMSMODEM_E_LINK, "the simulated phone has gone");
}

static ssize_t sim_read(struct transport *transport, void *octets, size_t size,
			struct smsmodem_error *error)
{
	struct sim_transport *self = sim_of(transport);
	size_t count = smsmodem_sim_output(self->sim, octets, size, phone_now_ms(self));

	if (count == 0 && smsmodem_sim_gone(self->sim))
		return sim_gone(self, error);
	/* no wire is infinitely fast: while an answer does not end, time passes */
	if (count == size && !self->real_time)
		self->now_ms++;
	return (ssize_t)count;
}

static ssize_t sim_write(struct transport *transport, const void *octets, size_t count,
			 struct smsmodem_error *error)
{
	struct sim_transport *self = sim_of(transport);

	if (smsmodem_sim_gone(self->sim))
		return sim_gone(self, error);
	smsmodem_sim_input(self->sim, octets, count, phone_now_ms(self));
	return (ssize_t)count;
}

static bool cancelled(const struct transport *transport)
{
	struct pollfd entry = {.fd = transport->cancel_fd, .events = POLLIN};

	return transport->cancel_fd >= 0 && poll(&entry, 1, 0) > 0;
}

/* What is ready now. @param next_ms when the phone has something; negative: never */
static int real_ready(struct sim_transport *self, bool want_write, int64_t next_ms)
{
	int ready = want_write ? TRANSPORT_WRITABLE : 0;

	if (smsmodem_sim_gone(self->sim) || (next_ms >= 0 && next_ms <= phone_now_ms(self)))
		ready |= TRANSPORT_READABLE;
	if (cancelled(&self->head))
		ready |= TRANSPORT_CANCELLED;
	return ready;
}

static int real_wait(struct sim_transport *self, bool want_write, int64_t deadline_ms,
		     struct smsmodem_error *error)
{
	int64_t next_ms = smsmodem_sim_deadline(self->sim);
	int64_t until_ms = next_ms < 0 ? deadline_ms : next_ms + self->start_ms;
	int ready = real_ready(self, want_write, next_ms);

	if (ready)
		return ready;
	if (deadline_ms >= 0 && until_ms > deadline_ms)
		until_ms = deadline_ms;
	ready = fd_wait(-1, 0, self->head.cancel_fd, until_ms, error);
	return ready != 0 ? ready : real_ready(self, want_write, next_ms);
}

static int sim_wait(struct transport *transport, bool want_write, int64_t deadline_ms,
		    struct smsmodem_error *error)
{
	struct sim_transport *self = sim_of(transport);

	if (self->real_time)
		return real_wait(self, want_write, deadline_ms, error);
	int64_t next_ms = smsmodem_sim_deadline(self->sim);

	if (deadline_ms >= 0)
		deadline_ms = deadline_ms > self->start_ms ? deadline_ms - self->start_ms : 0;
	if (cancelled(transport))
		return TRANSPORT_CANCELLED;
	if (want_write)
		return TRANSPORT_WRITABLE;
	if (smsmodem_sim_gone(self->sim))
		return TRANSPORT_READABLE;
	if (next_ms >= 0 && (deadline_ms < 0 || next_ms <= deadline_ms)) {
		if (next_ms > self->now_ms)
			self->now_ms = next_ms;
		return TRANSPORT_READABLE;
	}
	if (deadline_ms < 0)
		return smsmodem_error_set(error, SMSMODEM_E_LINK,
					  "the simulated phone will never say anything more");
	if (deadline_ms > self->now_ms)
		self->now_ms = deadline_ms;
	return 0;
}

static int64_t sim_now_ms(struct transport *transport)
{
	struct sim_transport *self = sim_of(transport);

	return phone_now_ms(self) + self->start_ms;
}

/* It takes all at once. */
static const char *sim_stalled(struct transport *transport, bool refused)
{
	(void)transport;
	(void)refused;
	return NULL;
}

static void sim_close(struct transport *transport)
{
	struct sim_transport *self = sim_of(transport);

	smsmodem_sim_free(self->sim);
	free(self);
}

static const struct transport_ops sim_ops = {sim_read,   sim_write,   sim_wait,
					     sim_now_ms, sim_stalled, sim_close};

bool sim_transport_due(const struct transport *transport, int64_t *due_ms)
{
	const struct sim_transport *self = (const struct sim_transport *)(const void *)transport;

	if (transport->ops != &sim_ops)
		return false;
	*due_ms = smsmodem_sim_deadline(self->sim);
	if (smsmodem_sim_gone(self->sim))
		*due_ms = 0;
	else if (*due_ms >= 0)
		*due_ms += self->start_ms;
	return true;
}

/* --- its options --- */

/** Options that are the mount's; the others go to the phone. */
struct sim_options {
	char *phone;
	char *script; /**< path, or NULL */
	unsigned flags;
};

/* Undo "%2F" in place. @return false: it is badly encoded */
static bool percent_decode(char *text)
{
	char *out = text;

	while (*text) {
		char digits[3] = {text[0], 0, 0};
		if (*text++ != '%') {
			*out++ = digits[0];
			continue;
		}
		for (int i = 0; i < 2; i++, text++) {
			if (!isxdigit((unsigned char)*text))
				return false;
			digits[i] = *text;
		}
		*out = (char)strtoul(digits, NULL, 16);
		if (*out++ == '\0')
			return false;
	}
	*out = '\0';
	return true;
}

static int option_take(struct sim_options *options, char *option, struct smsmodem_error *error)
{
	size_t length = strlen(options->phone);

	if (strncmp(option, "script=", 7) == 0) {
		options->script = option + 7;
		if (!*options->script || !percent_decode(options->script))
			return smsmodem_error_set(error, SMSMODEM_E_USAGE,
						  "sim: script= wants a file");
	} else if (strcmp(option, "strict=on") == 0) {
		options->flags |= SMSMODEM_SIM_SCRIPT_STRICT;
	} else if (strcmp(option, "delays=off") == 0) {
		options->flags |= SMSMODEM_SIM_SCRIPT_NO_DELAYS;
	} else if (strcmp(option, "strict=off") != 0 && strcmp(option, "delays=on") != 0) {
		/* it was taken from a text that is as long */
		(void)stpcpy(stpcpy(options->phone + length, length ? "&" : ""), option);
	}
	return SMSMODEM_OK;
}

static int read_script(const char *path, char **text, size_t *length, struct smsmodem_error *error)
{
	FILE *file = fopen(path, "re");

	*text = NULL;
	*length = 0;
	if (!file)
		return error_set_errno(error, SMSMODEM_E_NOINPUT, errno, "%s", path);
	*text = malloc(SCRIPT_MAX + 1);
	if (*text)
		*length = fread(*text, 1, SCRIPT_MAX + 1, file);
	bool failed = ferror(file) != 0;
	(void)fclose(file);
	if (failed)
		return smsmodem_error_set(error, SMSMODEM_E_NOINPUT, "cannot read %s", path);
	return *text ? SMSMODEM_OK : smsmodem_error_set(error, SMSMODEM_E_MEMORY, "out of memory");
}

static int play_script(struct smsmodem_sim *sim, const struct sim_options *options,
		       struct smsmodem_error *error)
{
	struct smsmodem_error why;
	char *text = NULL;
	size_t length;
	int result = read_script(options->script, &text, &length, error);

	if (result == SMSMODEM_OK) {
		result = smsmodem_sim_script(sim, text, length, options->flags, &why);
		if (result < 0)
			(void)smsmodem_error_set(error, result, "%s: %s", options->script,
						 why.text);
	}
	free(text);
	return result;
}

/* @param copy, phone room for the text of the options */
static int make_phone(struct sim_transport *self, char *copy, char *phone,
		      struct smsmodem_error *error)
{
	struct sim_options options = {.phone = phone};
	int result = SMSMODEM_OK;
	char *next = copy, *option;

	while (result == SMSMODEM_OK && (option = strsep(&next, "&")) != NULL)
		result = *option ? option_take(&options, option, error) : SMSMODEM_OK;
	if (result < 0)
		return result;
	struct smsmodem_error why = {.code = SMSMODEM_E_USAGE};
	self->sim = smsmodem_sim_new(phone, &why);
	if (!self->sim)
		return smsmodem_error_set(error, why.code, "%s", why.text);
	return options.script ? play_script(self->sim, &options, error) : SMSMODEM_OK;
}

static int make_transport(struct sim_transport *self, const char *query,
			  struct smsmodem_error *error)
{
	char *copy = strdup(query), *phone = calloc(1, strlen(query) + 1);
	int result;

	if (copy && phone)
		result = make_phone(self, copy, phone, error);
	else
		result = smsmodem_error_set(error, SMSMODEM_E_MEMORY, "out of memory");
	free(copy);
	free(phone);
	return result;
}

int transport_open_sim(const char *rest, const struct transport_options *options,
		       struct transport **transport, struct smsmodem_error *error)
{
	struct sim_transport *self = calloc(1, sizeof *self);

	if (!self)
		return smsmodem_error_set(error, SMSMODEM_E_MEMORY, "out of memory");
	self->real_time = options->real_time;
	self->start_ms = options->real_time ? clock_now_ms() : options->start_ms;
	int result = make_transport(self, rest + (*rest == '?'), error);
	if (result < 0) {
		smsmodem_sim_free(self->sim);
		free(self);
		return result;
	}
	self->head = (struct transport){.ops = &sim_ops, .cancel_fd = options->cancel_fd};
	*transport = &self->head;
	return SMSMODEM_OK;
}
