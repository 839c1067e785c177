/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "notify.h"
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* "/run/..." or "@...": a name of the abstract namespace (unix(7)). */
static socklen_t set_address(struct sockaddr_un *address, const char *path)
{
	size_t length = strlen(path);

	if ((path[0] != '/' && path[0] != '@') || length >= sizeof address->sun_path)
		return 0;
	address->sun_family = AF_UNIX;
	memcpy(address->sun_path, path, length);
	if (path[0] == '@')
		address->sun_path[0] = '\0';
	return (socklen_t)(offsetof(struct sockaddr_un, sun_path) + length);
}

/* Half of what it waits for, in milliseconds; 0: it does not, or means another process. */
static int64_t watchdog_ms(void)
{
	const char *interval = getenv("WATCHDOG_USEC"), *pid = getenv("WATCHDOG_PID");
	char *end;

	if (!interval || (pid && strtol(pid, &end, 10) != (long)getpid()))
		return 0;
	long long us = strtoll(interval, &end, 10);
	if (end == interval || *end || us <= 0)
		return 0;
	return us < 2000 ? 1 : us / 2000;
}

void notify_begin(struct notify *notify, int64_t now_ms)
{
	const char *path = getenv("NOTIFY_SOCKET");

	*notify = (struct notify){.fd = -1};
	notify->length = path ? set_address(&notify->address, path) : 0;
	if (notify->length == 0)
		return;
	notify->fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	if (notify->fd < 0)
		return;
	notify->watchdog_ms = watchdog_ms();
	notify->next_ms = now_ms + notify->watchdog_ms;
}

void notify_end(struct notify *notify)
{
	if (notify->fd >= 0)
		(void)close(notify->fd);
	notify->fd = -1;
}

void notify_say(const struct notify *notify, const char *format, ...)
{
	char text[640];
	va_list arguments;

	if (notify->fd < 0)
		return;
	va_start(arguments, format);
	int length = vsnprintf(text, sizeof text, format, arguments);
	va_end(arguments);
	if (length <= 0)
		return;
	if ((size_t)length >= sizeof text)
		length = sizeof text - 1;
	/* a manager that does not listen is its own problem, and its queue may be full */
	(void)sendto(notify->fd, text, (size_t)length, MSG_NOSIGNAL | MSG_DONTWAIT,
		     (const struct sockaddr *)&notify->address, notify->length);
}

void notify_live(struct notify *notify, int64_t now_ms)
{
	if (notify->fd < 0 || notify->watchdog_ms == 0 || now_ms < notify->next_ms)
		return;
	notify_say(notify, "WATCHDOG=1");
	notify->next_ms = now_ms + notify->watchdog_ms;
}

int64_t notify_deadline_ms(const struct notify *notify)
{
	return notify->fd >= 0 && notify->watchdog_ms > 0 ? notify->next_ms : -1;
}
