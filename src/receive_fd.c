/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One descriptor for any event loop: an epoll descriptor over the link's and a timer. It may wake
 * for nothing now and then; it never fails to.
 */
#include "receive.h"
#include "transports.h"
#include <errno.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/timerfd.h>
#include <unistd.h>

#define BLIND_MS 200 /* a device that cannot be waited for is looked at so often */

struct wake {
	int epoll_fd, timer_fd;
	int now_fd;       /* an eventfd: there is something to do at once; it costs less to set */
	bool raised;      /* it is readable */
	int link_fd;      /* that is in it, or -1 */
	bool blind;       /* the link has none that can be */
	int64_t armed_ms; /* of the transport's clock; -1: the timer is off */
};

static void wake_close(int fd)
{
	if (fd >= 0)
		(void)close(fd);
}

void wake_free(struct wake *wake)
{
	if (!wake)
		return;
	wake_close(wake->now_fd);
	wake_close(wake->timer_fd);
	wake_close(wake->epoll_fd);
	free(wake);
}

static bool wake_add(const struct wake *wake, int fd)
{
	struct epoll_event event = {.events = EPOLLIN};

	return epoll_ctl(wake->epoll_fd, EPOLL_CTL_ADD, fd, &event) == 0;
}

void wake_forget(struct wake *wake)
{
	if (!wake)
		return;
	/* closing it is not enough: the caller of fd:N has it open, too */
	if (wake->link_fd >= 0 && !wake->blind)
		(void)epoll_ctl(wake->epoll_fd, EPOLL_CTL_DEL, wake->link_fd, NULL);
	wake->link_fd = -1;
	wake->blind = false;
}

static void wake_link(struct wake *wake, const struct transport *transport)
{
	int fd = fd_transport_descriptor(transport);

	if (fd == wake->link_fd)
		return;
	wake_forget(wake);
	wake->link_fd = fd;
	wake->blind = fd >= 0 && !wake_add(wake, fd);
}

static int64_t sooner(int64_t a_ms, int64_t b_ms)
{
	if (a_ms < 0 || b_ms < 0)
		return a_ms < 0 ? b_ms : a_ms;
	return a_ms < b_ms ? a_ms : b_ms;
}

/* When there is something to do that no descriptor tells of; negative: never. */
static int64_t wake_due_ms(struct smsmodem *modem, bool told)
{
	const struct session *session = &modem->session;
	int64_t phone_ms;

	if (session->input_done < session->input_length || session->unsolicited.count > 0 ||
	    (!told && receive_ready(modem)))
		return 0;
	int64_t due_ms = receive_due_ms(modem);
	if (sim_transport_due(modem->transport, &phone_ms))
		due_ms = sooner(due_ms, phone_ms);
	if (modem->receiver->wake->blind)
		due_ms = sooner(due_ms, session_now_ms(session) + BLIND_MS);
	return due_ms;
}

static void wake_set(struct wake *wake, int64_t due_ms, int64_t now_ms)
{
	int64_t left_ms = due_ms - now_ms;
	struct itimerspec when = {{0, 0}, {0, 0}};

	if (due_ms >= 0) {
		when.it_value.tv_sec = (time_t)(left_ms / 1000);
		when.it_value.tv_nsec = (long)(left_ms % 1000) * 1000000;
	}
	/* fails only for a descriptor that is no timer */
	(void)timerfd_settime(wake->timer_fd, 0, &when, NULL);
	wake->armed_ms = due_ms;
}

/* Neither fails: the count is 0 or 1. */
static void wake_raise(struct wake *wake, bool raise)
{
	eventfd_t count = 1;

	if (wake->raised == raise)
		return;
	wake->raised = raise;
	if (raise)
		(void)eventfd_write(wake->now_fd, count);
	else
		(void)eventfd_read(wake->now_fd, &count);
}

void wake_arm(struct smsmodem *modem, bool told)
{
	struct wake *wake = modem->receiver->wake;

	if (!wake)
		return;
	wake_link(wake, modem->transport);
	int64_t due_ms = wake_due_ms(modem, told), now_ms = session_now_ms(&modem->session);
	wake_raise(wake, due_ms >= 0 && due_ms <= now_ms);
	if (wake->raised)
		return;
	/* a timer that is a little early costs less than setting it at each octet that comes */
	bool stands = wake->armed_ms > now_ms && due_ms >= wake->armed_ms;
	if (!stands && !(due_ms < 0 && wake->armed_ms < 0))
		wake_set(wake, due_ms, now_ms);
}

static struct wake *wake_new(void)
{
	struct wake *wake = malloc(sizeof *wake);

	if (!wake)
		return NULL;
	*wake = (struct wake){.link_fd = -1, .armed_ms = -1};
	wake->now_fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	wake->epoll_fd = epoll_create1(EPOLL_CLOEXEC);
	wake->timer_fd = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK);
	if (wake->epoll_fd >= 0 && wake->timer_fd >= 0 && wake->now_fd >= 0 &&
	    wake_add(wake, wake->timer_fd) && wake_add(wake, wake->now_fd))
		return wake;
	int reason = errno;
	wake_free(wake);
	errno = reason;
	return NULL;
}

int smsmodem_fd(struct smsmodem *modem, struct smsmodem_error *error)
{
	if (!modem->receiver)
		return smsmodem_error_set(error, SMSMODEM_E_USAGE,
					  "there is nothing to wait for before smsmodem_receive");
	if (!modem->receiver->wake)
		modem->receiver->wake = wake_new();
	if (!modem->receiver->wake)
		return error_set_errno(error, SMSMODEM_E_MEMORY, errno, "no descriptor is left");
	wake_arm(modem, false);
	return modem->receiver->wake->epoll_fd;
}
