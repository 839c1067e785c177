/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a service tells the manager that started it (sd_notify(3)); without one nothing is done. */
#ifndef NOTIFY_H
#define NOTIFY_H

#include <stdint.h>
#include <sys/socket.h>
#include <sys/un.h>

struct notify {
	int fd; /**< -1: nobody wants to know */
	struct sockaddr_un address;
	socklen_t length;
	int64_t watchdog_ms; /**< how often it wants to hear that we live; 0: not at all */
	int64_t next_ms;
};

/** By NOTIFY_SOCKET, WATCHDOG_USEC and WATCHDOG_PID. */
void notify_begin(struct notify *notify, int64_t now_ms);
void notify_end(struct notify *notify);

/** Send "READY=1" and the like; a line end and "STATUS=..." may follow. */
void notify_say(const struct notify *notify, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/** Say that we live, when that is due. */
void notify_live(struct notify *notify, int64_t now_ms);

/** When it is due, or -1. */
int64_t notify_deadline_ms(const struct notify *notify);

#endif
