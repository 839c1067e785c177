/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A modem whose transport is a simulated phone that the test holds: it sees what the phone took,
 * keeps every octet, counts the turns, and can pull the cancel line at a given moment. Time is
 * virtual.
 */
#ifndef PHONE_SUPPORT_H
#define PHONE_SUPPORT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka wants the four above first */
#include "modem_private.h"
#include <cmocka.h>
#include <fcntl.h>
#include <smsmodem/sim.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define COUNT(array)  (sizeof(array) / sizeof(array)[0])
#define PHONE_TO      "+491701234567"
#define PHONE_WIRE    65536
#define PHONE_OPTIONS SMSMODEM_OPTIONS_INIT

struct phone {
	struct transport head;
	struct smsmodem_sim *sim;
	int64_t now_ms;
	size_t chunk; /**< most octets a read gives and a write takes; 0: all */
	char written[PHONE_WIRE];
	size_t written_length;
	size_t read_length;    /**< octets of the present millisecond */
	bool reading;          /**< something was read since the last write */
	int turns;             /**< times that were waited for an answer before more was written */
	int turns_to_data;     /**< turns before the first Ctrl-Z */
	const char *cancel_on; /**< once this has been written, the cancel line is pulled */
	int cancel_pipe[2];
	struct smsmodem *modem;
};

static inline struct phone *phone_of(struct transport *transport)
{
	return (struct phone *)(void *)transport;
}

/* Unplugged, or another modem has it now. */
static inline bool phone_gone(const struct phone *phone)
{
	return !phone->sim || smsmodem_sim_gone(phone->sim);
}

static inline size_t phone_piece(const struct phone *phone, size_t count)
{
	return phone->chunk > 0 && phone->chunk < count ? phone->chunk : count;
}

static inline ssize_t phone_read(struct transport *transport, void *octets, size_t size,
				 struct smsmodem_error *error)
{
	struct phone *phone = phone_of(transport);
	size_t count = phone->sim ? smsmodem_sim_output(phone->sim, octets,
							phone_piece(phone, size), phone->now_ms)
				  : 0;

	if (count == 0 && phone_gone(phone))
		return smsmodem_error_set(error, SMSMODEM_E_LINK, "the phone has gone");
	phone->reading = phone->reading || count > 0;
	/* a wire of a megabyte a second: while an answer does not end, time passes */
	phone->read_length += count;
	phone->now_ms += (int64_t)(phone->read_length / 1024);
	phone->read_length %= 1024;
	return (ssize_t)count;
}

static inline void phone_note(struct phone *phone, const char *octets, size_t count)
{
	assert_true(phone->written_length + count < sizeof phone->written);
	memcpy(phone->written + phone->written_length, octets, count);
	phone->written_length += count;
	phone->written[phone->written_length] = '\0';
	if (phone->reading)
		phone->turns++;
	phone->reading = false;
	if (phone->turns_to_data < 0 && memchr(octets, '\x1A', count))
		phone->turns_to_data = phone->turns;
	if (phone->cancel_on && strstr(phone->written, phone->cancel_on)) {
		assert_int_equal(write(phone->cancel_pipe[1], "!", 1), 1);
		phone->cancel_on = NULL;
	}
}

static inline ssize_t phone_write(struct transport *transport, const void *octets, size_t count,
				  struct smsmodem_error *error)
{
	struct phone *phone = phone_of(transport);
	size_t piece = phone_piece(phone, count);

	if (phone_gone(phone))
		return smsmodem_error_set(error, SMSMODEM_E_LINK, "the phone has gone");
	phone_note(phone, octets, piece);
	smsmodem_sim_input(phone->sim, octets, piece, phone->now_ms);
	return (ssize_t)piece;
}

static inline bool phone_cancelled(const struct phone *phone)
{
	char octet;
	/* non-blocking, and the octet is put back: the line stays pulled */
	bool pulled = phone->head.cancel_fd >= 0 && read(phone->head.cancel_fd, &octet, 1) == 1;

	if (pulled)
		assert_int_equal(write(phone->cancel_pipe[1], &octet, 1), 1);
	return pulled;
}

static inline int phone_wait(struct transport *transport, bool want_write, int64_t deadline_ms,
			     struct smsmodem_error *error)
{
	struct phone *phone = phone_of(transport);
	int64_t next_ms = phone->sim ? smsmodem_sim_deadline(phone->sim) : -1;

	if (phone_cancelled(phone))
		return TRANSPORT_CANCELLED;
	if (want_write)
		return TRANSPORT_WRITABLE;
	if (phone_gone(phone))
		return TRANSPORT_READABLE;
	if (next_ms >= 0 && (deadline_ms < 0 || next_ms <= deadline_ms)) {
		phone->now_ms = next_ms > phone->now_ms ? next_ms : phone->now_ms;
		return TRANSPORT_READABLE;
	}
	if (deadline_ms < 0)
		return smsmodem_error_set(error, SMSMODEM_E_BUG, "waits for ever");
	phone->now_ms = deadline_ms > phone->now_ms ? deadline_ms : phone->now_ms;
	return 0;
}

static inline int64_t phone_now_ms(struct transport *transport)
{
	return phone_of(transport)->now_ms;
}

static inline const char *phone_stalled(struct transport *transport, bool refused)
{
	(void)transport;
	return refused ? "the phone takes nothing" : NULL;
}

static inline void phone_free(struct transport *transport)
{
	struct phone *phone = phone_of(transport);

	smsmodem_sim_free(phone->sim);
	assert_int_equal(close(phone->cancel_pipe[0]), 0);
	assert_int_equal(close(phone->cancel_pipe[1]), 0);
	free(phone);
}

static inline void phone_count_anew(struct phone *phone)
{
	phone->written_length = 0;
	phone->written[0] = '\0';
	phone->turns = 0;
	phone->turns_to_data = -1;
	phone->reading = false;
}

static inline struct phone *phone_new(const char *sim_options)
{
	static const struct transport_ops ops = {phone_read,   phone_write,   phone_wait,
						 phone_now_ms, phone_stalled, phone_free};
	struct phone *phone = calloc(1, sizeof *phone);
	struct smsmodem_error error = {0};

	assert_non_null(phone);
	phone->sim = smsmodem_sim_new(sim_options, &error);
	if (!phone->sim)
		fail_msg("%s: %s", sim_options, error.text);
	assert_int_equal(pipe2(phone->cancel_pipe, O_CLOEXEC | O_NONBLOCK), 0);
	phone->head = (struct transport){.ops = &ops, .cancel_fd = -1};
	phone_count_anew(phone);
	return phone;
}

/** Open a modem on a phone. Both are freed with phone_close. */
static inline struct phone *phone_open_with(const char *sim_options,
					    const struct smsmodem_options *options)
{
	struct phone *phone = phone_new(sim_options);
	struct smsmodem_options with_device = *options;
	struct smsmodem_error error = {0};

	with_device.device = "sim:";
	if (smsmodem_open(&with_device, &phone->modem, &error) < 0)
		fail_msg("%s", error.text);
	phone->modem->transport->ops->close(phone->modem->transport);
	phone->modem->transport = &phone->head;
	session_init(&phone->modem->session, &phone->head, phone->modem->trace);
	return phone;
}

static inline struct phone *phone_open(const char *sim_options)
{
	const struct smsmodem_options options = PHONE_OPTIONS;

	return phone_open_with(sim_options, &options);
}

static inline void phone_close(struct phone *phone)
{
	assert_int_equal(smsmodem_close(phone->modem), SMSMODEM_OK);
}

/** How often a text has been written. */
static inline int phone_count(const struct phone *phone, const char *text)
{
	int count = 0;

	for (const char *found = phone->written; (found = strstr(found, text)) != NULL; found++)
		count++;
	return count;
}

/** Messages that the phone took whole since the last time; the last one's text is copied. */
static inline int phone_submits(struct phone *phone, char *text, size_t size)
{
	struct smsmodem_sim_event event;
	int count = 0;

	while (smsmodem_sim_next_event(phone->sim, &event)) {
		if (event.kind != SMSMODEM_SIM_SUBMIT)
			continue;
		count++;
		if (text)
			(void)snprintf(text, size, "%s", event.text ? event.text : "");
	}
	return count;
}

static inline void phone_do(struct phone *phone, const char *command)
{
	struct smsmodem_error error = {0};

	if (smsmodem_sim_control(phone->sim, command, phone->now_ms, &error) < 0)
		fail_msg("%s: %s", command, error.text);
}

/** Send a text. */
static inline int phone_send(struct phone *phone, const char *text, unsigned flags,
			     struct smsmodem_sending *sending, struct smsmodem_error *error)
{
	struct smsmodem_submit submit = SMSMODEM_SUBMIT_INIT;

	submit.to = PHONE_TO;
	submit.text = text;
	submit.text_len = strlen(text);
	submit.ref = 42;
	*error = (struct smsmodem_error){0};
	return smsmodem_send(phone->modem, sending, &submit, flags, error);
}

#endif
