/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A modem that receives from a simulated phone, with a journal in a directory of its own; it can be
 * killed, whereupon another one begins with the same phone and the same journal.
 */
#ifndef RECEIVE_SUPPORT_H
#define RECEIVE_SUPPORT_H

#include "phone_support.h"
#include "receive_core.h"
#include <dirent.h>
#include <unistd.h>

#define DESK_LOG 65536

struct desk {
	struct phone *phone;
	char dir[64];
	struct smsmodem_receive_options options;
	bool no_ack;        /**< messages are not acknowledged */
	char log[DESK_LOG]; /**< events, one a line */
	size_t log_length;
	int events, redelivered;
	uint64_t token; /**< of the last event */
	char id[33];
	struct smsmodem_error error;
};

static inline void desk_make_dir(struct desk *desk)
{
	(void)snprintf(desk->dir, sizeof desk->dir, "/tmp/smsmodem-receive-XXXXXX");
	assert_non_null(mkdtemp(desk->dir));
}

static inline void desk_remove_dir(const struct desk *desk)
{
	DIR *dir = opendir(desk->dir);
	struct dirent *entry;

	assert_non_null(dir);
	while ((entry = readdir(dir)) != NULL)
		if (entry->d_name[0] != '.')
			assert_int_equal(unlinkat(dirfd(dir), entry->d_name, 0), 0);
	assert_int_equal(closedir(dir), 0);
	assert_int_equal(rmdir(desk->dir), 0);
}

static inline void desk_put(struct desk *desk, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
static inline void desk_put(struct desk *desk, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	int count = vsnprintf(desk->log + desk->log_length, DESK_LOG - desk->log_length, format,
			      arguments);
	va_end(arguments);
	assert_true(count >= 0 && desk->log_length + (size_t)count < DESK_LOG);
	desk->log_length += (size_t)count;
}

/* "sms +4917... text", " 2/3" if parts are missing, " again" if it was given out before. */
static inline void desk_log_message(struct desk *desk, const struct smsmodem_event *event)
{
	const struct smsmodem_message *message = &event->message;
	static char text[SMSMODEM_TEXT_SIZE(SMSMODEM_PARTS_MAX)];

	if (message->count == 0) {
		desk_put(desk, "undecodable %s", event->pdu);
		assert_true(event->why && event->why[0]);
		return;
	}
	assert_true(smsmodem_text(message->parts, message->count, text, sizeof text) >= 0);
	desk_put(desk, "%s %s %.40s", event->kind == SMSMODEM_EVENT_REPORT ? "report" : "sms",
		 message->parts[0].peer.text, text);
	if (message->count < message->total)
		desk_put(desk, " %zu/%zu", message->count, message->total);
}

static inline void desk_log(struct desk *desk, const struct smsmodem_event *event)
{
	desk->events++;
	desk->token = event->token;
	memcpy(desk->id, event->id, sizeof desk->id);
	if (event->kind == SMSMODEM_EVENT_SMS || event->kind == SMSMODEM_EVENT_REPORT) {
		assert_int_not_equal(event->token, 0);
		assert_int_equal(strlen(event->id), 32);
		desk_log_message(desk, event);
	} else {
		desk_put(desk, "event %d", (int)event->kind);
	}
	if (event->progress)
		desk_put(desk, " progress %d", event->progress);
	if (event->redelivered) {
		desk->redelivered++;
		desk_put(desk, " again");
	}
	desk_put(desk, "\n");
}

static inline void desk_clear(struct desk *desk)
{
	desk->log_length = 0;
	desk->log[0] = '\0';
	desk->events = desk->redelivered = 0;
}

static inline void desk_receive(struct desk *desk)
{
	if (smsmodem_receive(desk->phone->modem, &desk->options, &desk->error) < 0)
		fail_msg("%s", desk->error.text);
}

/** Begin to receive. @param change of the options, or NULL */
static inline struct desk *desk_open(const char *sim_options,
				     const struct smsmodem_receive_options *options)
{
	struct desk *desk = calloc(1, sizeof *desk);
	struct smsmodem_options with_dir = PHONE_OPTIONS;

	assert_non_null(desk);
	desk_make_dir(desk);
	if (options)
		desk->options = *options;
	with_dir.state_dir = desk->dir;
	desk->phone = phone_open_with(sim_options, &with_dir);
	return desk;
}

static inline struct desk *desk_start(const char *sim_options,
				      const struct smsmodem_receive_options *options)
{
	struct desk *desk = desk_open(sim_options, options);

	desk_receive(desk);
	return desk;
}

static inline void desk_close(struct desk *desk)
{
	if (desk->phone)
		phone_close(desk->phone);
	desk_remove_dir(desk);
	free(desk);
}

/** One event at most, acknowledged if that is wanted. @return as smsmodem_next */
static inline int desk_next(struct desk *desk, int64_t timeout_ms)
{
	struct smsmodem *modem = desk->phone->modem;
	struct smsmodem_event event;
	int result = smsmodem_next(modem, &event, timeout_ms, &desk->error);

	if (result != 1)
		return result;
	desk_log(desk, &event);
	if (event.token && !desk->no_ack)
		assert_int_equal(smsmodem_ack(modem, event.token, &desk->error), SMSMODEM_OK);
	return result;
}

/** All events until nothing comes for a while. @return the last result */
static inline int desk_run(struct desk *desk, int64_t timeout_ms)
{
	int result;

	do
		result = desk_next(desk, timeout_ms);
	while (result == 1);
	return result;
}

/** A long time; what was written in it is not kept. */
static inline void desk_pass(struct desk *desk, int64_t time_ms)
{
	int64_t until_ms = desk->phone->now_ms + time_ms;

	while (desk->phone->now_ms < until_ms) {
		int64_t left_ms = until_ms - desk->phone->now_ms;

		phone_count_anew(desk->phone);
		assert_true(desk_next(desk, left_ms < 3600000 ? left_ms : 3600000) >= 0);
	}
}

/** The phone for the next process; this one dies without another word. */
static inline void desk_kill(struct desk *desk)
{
	const struct smsmodem_options none = PHONE_OPTIONS;
	struct smsmodem_options options = none;
	struct phone *dead = desk->phone, *phone;

	options.state_dir = desk->dir;
	phone = phone_open_with("", &options);
	smsmodem_sim_free(phone->sim);
	phone->sim = dead->sim;
	phone->now_ms = dead->now_ms;
	dead->sim = NULL;
	if (dead->modem->receiver) {
		journal_close(dead->modem->receiver->journal);
		dead->modem->receiver->journal = NULL;
	}
	at_engine_lose(&dead->modem->session.engine);
	phone_close(dead);
	assert_int_equal(smsmodem_sim_control(phone->sim, "hangup", phone->now_ms, NULL),
			 SMSMODEM_OK);
	desk->phone = phone;
}

static inline void desk_expect(const struct desk *desk, const char *log)
{
	assert_string_equal(desk->log, log);
}

/** Messages that the phone still has in a memory, by its own account. */
static inline int desk_stored(const struct desk *desk, const char *memory)
{
	char line[32], name[AT_MEMORY_SIZE];
	int used = -1, total;
	struct session *session = &desk->phone->modem->session;

	(void)snprintf(line, sizeof line, "AT+CPMS=\"%s\"", memory);
	assert_int_equal(session_ask(session, line, 0, NULL), SMSMODEM_OK);
	assert_int_equal(session_ask(session, "AT+CPMS?", 0, NULL), SMSMODEM_OK);
	assert_int_equal(
		at_reply_cpms(session_find(session, "+CPMS:"), 0, name, sizeof name, &used, &total),
		SMSMODEM_OK);
	assert_string_equal(name, memory);
	if (desk->phone->modem->receiver)
		desk->phone->modem->receiver->arrivals->selected[0] = '\0';
	return used;
}

#endif
