/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one loop: whoever is ready next is served, and nobody waits for somebody else. */
#include "receive.h"
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/signalfd.h>
#include <unistd.h>

#define UNREAD_MS     30000 /* for a card that is busy */
#define LAST_WORDS_MS 1000  /* for what is under way when the link breaks */
#define STOP_MS       3000  /* for the reader of a line that is under way when we are to end */

enum slot {
	SLOT_SIGNAL,
	SLOT_OUTPUT,
	SLOT_MODEM,
	SLOT_EXEC,
	SLOT_WATCH,
	SLOTS
};

/* --- how it ends --- */

static void say_error(struct receive *receive, const struct smsmodem_error *error)
{
	struct cli people = *receive->cli;

	people.json = false;
	(void)cli_fail(&people, error);
}

void receive_fail(struct receive *receive, const struct smsmodem_error *error)
{
	if (receive->finishing)
		return;
	receive->finishing = true;
	receive->status = smsmodem_code_exit(error->code);
	receive->why = *error;
	say_error(receive, error);
	receive->untold = receive->cli->json && !receive->broken;
}

static void finish(struct receive *receive, int status)
{
	receive->finishing = true;
	receive->status = status;
}

static void fail(struct receive *receive, int code, const char *text)
{
	struct smsmodem_error error;

	smsmodem_error_set(&error, code, "%s", text);
	receive_fail(receive, &error);
}

/* All that was stored has been given out, or the first that was waited for. */
static void finish_drained(struct receive *receive)
{
	if (receive->failed == 0)
		finish(receive, 0);
	else if (receive->taken == 0)
		fail(receive, SMSMODEM_E_TEMPORARY,
		     "the command took none of the messages; they stay and come again");
	else
		fail(receive, SMSMODEM_E_PARTIAL,
		     "the command did not take all messages; the others stay and come again");
}

static bool is_over_time(const struct receive *receive)
{
	return receive->end_ms >= 0 && receive_now_ms() >= receive->end_ms;
}

/* Nothing is under way. @return whether that is the end */
static bool check_end(struct receive *receive)
{
	const struct receive_options *options = &receive->options;

	bool told = receive->signals > 0 || is_over_time(receive);

	if ((told && options->follow) || (options->count > 0 && receive->taken >= options->count))
		finish(receive, 0);
	else if (receive->signals > 0)
		fail(receive, SMSMODEM_E_CANCELLED, "ended by a signal");
	else if (is_over_time(receive) && receive->begun == 0)
		fail(receive, SMSMODEM_E_TIMEOUT, "no message came in time");
	else
		return false;
	return true;
}

/* --- what comes --- */

static void modem_failed(struct receive *receive, const struct smsmodem_error *error)
{
	if (error->code == SMSMODEM_E_CANCELLED)
		return; /* the signal is read where all are */
	if (receive_link_is_for_good(error->code)) {
		receive_fail(receive, error);
	} else if (!receive->link.losing && receive->options.follow) {
		receive->link.losing = true;
		receive->link.lost_ms = receive_now_ms() + LAST_WORDS_MS;
		receive->link.why = *error;
	} else {
		receive_link_lost(receive, receive->link.losing ? &receive->link.why : error);
	}
}

/*
 * A phone that hangs has been told so before its link was given up, and is asked no more; what else
 * had come is given out, too, but not waited for.
 */
static bool is_last_word(const struct receive *receive, const struct smsmodem_event *event)
{
	if (event->kind == SMSMODEM_EVENT_LINK)
		return event->state == SMSMODEM_LINK_RESET || !receive->options.modem.reset;
	return event->token != 0;
}

/* While something is under way: what comes is kept, commands that are due are run. */
static void serve(struct receive *receive)
{
	struct smsmodem_error error;

	if (smsmodem_next(receive->modem, NULL, 0, &error) < 0)
		modem_failed(receive, &error);
}

/* Who is to give out all that is stored has not if a memory could not be read. */
static bool waits_for_memory(struct receive *receive)
{
	struct smsmodem_error error;

	if (smsmodem_unread(receive->modem, &error) != SMSMODEM_E_TEMPORARY)
		return false;
	if (receive->unread_ms < 0) {
		cli_note(receive->cli, "waiting: %s", error.text);
		receive->unread_ms = receive_now_ms() + UNREAD_MS;
	}
	if (receive_now_ms() < receive->unread_ms)
		return true;
	receive_fail(receive, &error);
	return false;
}

/* @return whether anything changed */
static bool take_next(struct receive *receive)
{
	struct smsmodem_event event;
	struct smsmodem_error error;
	int result = smsmodem_next(receive->modem, &event, 0, &error);

	if (result < 0) {
		modem_failed(receive, &error);
		return error.code != SMSMODEM_E_CANCELLED;
	}
	if (result > 0) {
		bool last = receive->link.losing && is_last_word(receive, &event);
		receive_item_begin(receive, &event);
		if (last)
			receive_link_lost(receive, &receive->link.why);
		return true;
	}
	receive->link.losing = false; /* it came to itself */
	if (receive->options.follow || (receive->end_ms >= 0 && receive->begun == 0) ||
	    waits_for_memory(receive))
		return false;
	if (!receive->finishing)
		finish_drained(receive);
	return true;
}

/* The last line, or what is given out, has been taken. */
static bool finishing(struct receive *receive)
{
	if (receive->untold && !receive->broken) {
		receive->untold = false;
		receive_item_say(receive, output_error_json(&receive->why), "");
	} else {
		receive->done = true;
	}
	return true;
}

/* Its last words find nobody idle. @return whether it has gone */
static bool give_up(struct receive *receive)
{
	if (!receive->link.losing || receive_now_ms() < receive->link.lost_ms)
		return false;
	receive_link_lost(receive, &receive->link.why);
	return true;
}

static bool step(struct receive *receive)
{
	if (receive->item.stage != RECEIVE_IDLE)
		return receive_item_pump(receive) || give_up(receive) || receive_link_pump(receive);
	if (receive->finishing || check_end(receive))
		return finishing(receive);
	if (receive_link_pump(receive))
		return true;
	return !receive->link.away && take_next(receive);
}

/* --- waiting --- */

static void take_signals(struct receive *receive)
{
	struct signalfd_siginfo info;

	while (read(receive->cli->signal_fd, &info, sizeof info) == (ssize_t)sizeof info)
		receive->signals++;
	if (receive->signals == 0)
		return;
	if (receive->stop_ms < 0) {
		receive->stop_ms = receive_now_ms() + STOP_MS;
		notify_say(&receive->notify, "STOPPING=1");
	}
	if (receive->item.stage != RECEIVE_EXEC)
		return;
	if (receive->signals > 1)
		receive_exec_hurry(&receive->exec, receive_now_ms());
	else
		cli_note(receive->cli, "waiting for %s to end; again, and it is ended",
			 receive->exec.command[0]);
}

/* A reader that does not read is not waited for when all is to end. */
static void check_patience(struct receive *receive)
{
	if (receive->stop_ms < 0 && receive->options.follow && is_over_time(receive))
		receive->stop_ms = receive_now_ms() + STOP_MS;
	if (receive->item.stage != RECEIVE_PRINT || receive->stop_ms < 0 ||
	    receive_now_ms() < receive->stop_ms)
		return;
	receive->broken = true;
	receive_item_drop(receive);
}

static void reader_gone(struct receive *receive)
{
	struct smsmodem_error error;

	if (receive->item.stage == RECEIVE_PRINT)
		return; /* writing finds out, and whether all was taken before */
	(void)receive_output_gone(&error);
	receive->broken = true;
	receive_fail(receive, &error);
}

static nfds_t fill(const struct receive *receive, struct pollfd fds[SLOTS])
{
	bool away = receive->link.away, deaf = away || receive->link.losing || receive->finishing;

	fds[SLOT_SIGNAL] = (struct pollfd){.fd = receive->cli->signal_fd, .events = POLLIN};
	fds[SLOT_OUTPUT] = (struct pollfd){.fd = receive->broken ? -1 : receive->output.fd,
					   .events = receive_output_events(&receive->output)};
	fds[SLOT_MODEM] = (struct pollfd){.fd = deaf ? -1 : receive->modem_fd, .events = POLLIN};
	fds[SLOT_EXEC] = (struct pollfd){.fd = receive->exec.pid > 0 ? receive->exec.pidfd : -1,
					 .events = POLLIN};
	fds[SLOT_WATCH] =
		(struct pollfd){.fd = away ? receive->link.watch_fd : -1, .events = POLLIN};
	return SLOTS;
}

static int64_t sooner_ms(int64_t a_ms, int64_t b_ms)
{
	return a_ms < 0 || (b_ms >= 0 && b_ms < a_ms) ? b_ms : a_ms;
}

static int timeout_ms(const struct receive *receive)
{
	int64_t until_ms = notify_deadline_ms(&receive->notify), now_ms = receive_now_ms();

	if (receive->stop_ms < 0 && (receive->options.follow || receive->begun == 0))
		until_ms = sooner_ms(until_ms, receive->end_ms);
	if (receive->stop_ms < 0 && receive->item.stage == RECEIVE_IDLE && !receive->finishing)
		until_ms = sooner_ms(until_ms, receive->unread_ms);
	if (receive->item.stage == RECEIVE_PRINT) {
		until_ms = sooner_ms(until_ms, receive->stop_ms);
		until_ms = sooner_ms(until_ms, receive_output_deadline_ms(&receive->output));
	}
	if (receive->exec.pid > 0)
		until_ms = sooner_ms(until_ms, receive->exec.deadline_ms);
	if (receive->link.losing)
		until_ms = sooner_ms(until_ms, receive->link.lost_ms);
	if (receive->link.away && !receive->finishing)
		until_ms = sooner_ms(until_ms, receive->link.retry_ms);
	if (until_ms < 0)
		return -1;
	if (until_ms <= now_ms)
		return 0;
	return until_ms - now_ms > 3600000 ? 3600000 : (int)(until_ms - now_ms);
}

static void wait_once(struct receive *receive)
{
	struct pollfd fds[SLOTS];
	int count = poll(fds, fill(receive, fds), timeout_ms(receive));

	notify_live(&receive->notify, receive_now_ms());
	receive->output.ready = 0;
	if (count > 0) {
		receive->output.ready = fds[SLOT_OUTPUT].revents;
		if (fds[SLOT_SIGNAL].revents)
			take_signals(receive);
		if (fds[SLOT_OUTPUT].revents & (POLLERR | POLLHUP | POLLNVAL))
			reader_gone(receive);
		if (fds[SLOT_WATCH].revents)
			receive_link_stirred(receive);
		/* who is idle asks for the next one, which is to serve it, too */
		if (fds[SLOT_MODEM].revents && receive->item.stage != RECEIVE_IDLE)
			serve(receive);
	}
	check_patience(receive);
}

int receive_loop(struct receive *receive)
{
	while (!receive->done) {
		while (!receive->done && step(receive))
			;
		if (!receive->done)
			wait_once(receive);
	}
	return receive->status;
}
