/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The link that broke: told in the stream, and made anew as soon as what it leads to is back. */
#include "config.h"
#include "device_imei.h"
#include "receive.h"
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <unistd.h>

#define PAUSE_MIN_MS 250
#define PAUSE_MAX_MS 30000
#define STIRRED_MS   100 /* what appears is looked at no more often than this */
#define IMEI_MS      5000

/* --- where it would appear --- */

static const char *path_of(const char *device)
{
	const char *path = strncmp(device, "tty:", 4) == 0 ? device + 4 : device;

	return *path == '/' ? path : NULL;
}

static void watch_directory(int fd, const char *path, size_t length)
{
	char directory[4096];

	if (length == 0 || length >= sizeof directory)
		return;
	memcpy(directory, path, length);
	directory[length] = '\0';
	/* where there is none, only time tells */
	(void)inotify_add_watch(fd, directory, IN_CREATE | IN_MOVED_TO | IN_ATTRIB);
}

static void watch_begin(struct receive *receive)
{
	const char *path = path_of(receive->cli->modem.device);

	receive->link.watch_fd = -1;
	if (!cli_is_port(receive->cli->modem.device))
		return;
	receive->link.watch_fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
	if (receive->link.watch_fd < 0)
		return;
	watch_directory(receive->link.watch_fd, "/dev", 4);
	if (path) {
		size_t length = strcspn(path, "?");

		while (length > 1 && path[length - 1] != '/')
			length--;
		watch_directory(receive->link.watch_fd, path, length);
	}
}

void receive_link_end(struct receive *receive)
{
	if (receive->link.watch_fd >= 0)
		(void)close(receive->link.watch_fd);
	receive->link.watch_fd = -1;
	receive->link.away = false;
}

/* Any port, as it may have another name; or the very path that was given. */
static bool may_be_it(const struct receive *receive, const char *name)
{
	const char *path = path_of(receive->cli->modem.device);
	size_t length = path ? strcspn(path, "?") : 0, own = strlen(name);

	if (strncmp(name, "tty", 3) == 0 || strncmp(name, "rfcomm", 6) == 0)
		return true;
	return own > 0 && own < length && path[length - own - 1] == '/' &&
	       memcmp(path + length - own, name, own) == 0;
}

void receive_link_stirred(struct receive *receive)
{
	_Alignas(struct inotify_event) char events[4096];
	int64_t soon_ms = receive_now_ms() + STIRRED_MS;
	bool stirred = false;
	ssize_t count;

	while ((count = read(receive->link.watch_fd, events, sizeof events)) > 0) {
		for (size_t at = 0; at + sizeof(struct inotify_event) <= (size_t)count;) {
			const struct inotify_event *event = (const void *)(events + at);

			stirred |= event->len > 0 && may_be_it(receive, event->name);
			at += sizeof *event + event->len;
		}
	}
	if (!stirred)
		return;
	receive->link.pause_ms = PAUSE_MIN_MS;
	if (receive->link.retry_ms > soon_ms)
		receive->link.retry_ms = soon_ms;
}

/* --- gone --- */

bool receive_link_is_for_good(int code)
{
	switch (code) {
	case SMSMODEM_E_PIN:
	case SMSMODEM_E_CONFIG:
	case SMSMODEM_E_OUTPUT:
	case SMSMODEM_E_MEMORY:
	case SMSMODEM_E_USAGE:
	case SMSMODEM_E_BUG: return true;
	default: return false;
	}
}

/* The stream itself tells people so, on the terminal where a note would come, too. */
static bool is_seen(const struct receive *receive)
{
	return !receive->cli->json && isatty(STDOUT_FILENO) && isatty(STDERR_FILENO);
}

void receive_link_lost(struct receive *receive, const struct smsmodem_error *error)
{
	if (!receive->options.follow) {
		receive_fail(receive, error);
		return;
	}
	receive->link.losing = false;
	receive->link.away = receive->link.untold = true;
	receive->link.why = *error;
	receive->link.pause_ms = PAUSE_MIN_MS;
	receive->link.retry_ms = receive_now_ms() + PAUSE_MIN_MS;
	watch_begin(receive);
	if (!is_seen(receive))
		cli_note(receive->cli, "%s; waiting for %s to come back", error->text,
			 receive->device);
	notify_say(&receive->notify, "STATUS=Waiting for %.200s: %.300s", receive->device,
		   error->text);
}

static void say_down(struct receive *receive)
{
	const char *why = receive->link.why.text;
	char said[sizeof receive->link.why.text + 300];

	receive->link.untold = false;
	(void)snprintf(said, sizeof said, "%.200s is down: %s", receive->device, why);
	receive_item_say(receive, receive_shown_link(SMSMODEM_LINK_DOWN, receive->device, why),
			 said);
}

/* --- and back --- */

/* Opened; but a profile's modem is the one that it was made for. */
static int reopen(struct receive *receive, const char *device, struct smsmodem_error *error)
{
	const char *imei = imei_wanted(receive->cli);
	char other[SMSMODEM_IMEI_SIZE] = "";
	int result = smsmodem_reopen(receive->modem, device, error);

	if (result < 0 || !imei)
		return result;
	result = smsmodem_imei(receive->modem, IMEI_MS, other, error);
	if (result < 0 || smsmodem_same_imei(other, imei))
		return result;
	return smsmodem_error_set(error, SMSMODEM_E_NODEVICE,
				  "%.100s is another modem: its IMEI is %s, and the profile is for "
				  "%s",
				  device, *other ? other : "not told", imei);
}

/* @param[in,out] device where it is @return as smsmodem_reopen */
static int look_for(struct receive *receive, const char **device, struct smsmodem_error *error)
{
	struct cli again = *receive->cli;

	int result = reopen(receive, *device, error);
	if (result != SMSMODEM_E_NODEVICE || !imei_wanted(receive->cli) || !cli_is_port(*device))
		return result;
	again.quiet = true;
	again.modem.note_fd = 0;
	if (imei_search(&again, NULL) < 0)
		return result;
	*device = again.modem.device;
	return reopen(receive, *device, error);
}

static void is_back(struct receive *receive, const char *device)
{
	char path[256];
	char *name = strdup(following_name(&receive->port, device, path, sizeof path));

	receive_link_end(receive);
	if (name) {
		free(receive->device);
		receive->device = name;
	}
	if (!is_seen(receive))
		cli_note(receive->cli, "%s is back", receive->device);
	notify_say(&receive->notify, "STATUS=Receiving from %.200s", receive->device);
}

static void retry(struct receive *receive)
{
	const char *device = following_wanted(&receive->port, receive->cli);
	struct receive_away *link = &receive->link;
	struct smsmodem_error error;
	int result = look_for(receive, &device, &error);

	if (result == SMSMODEM_OK) {
		is_back(receive, device);
	} else if (receive_link_is_for_good(result)) {
		receive_fail(receive, &error);
	} else {
		link->retry_ms = receive_now_ms() + link->pause_ms;
		if (result != SMSMODEM_E_CANCELLED)
			link->pause_ms *= 2;
		if (link->pause_ms > PAUSE_MAX_MS)
			link->pause_ms = PAUSE_MAX_MS;
	}
}

bool receive_link_pump(struct receive *receive)
{
	if (receive->link.untold && receive->item.stage == RECEIVE_IDLE && !receive->finishing) {
		say_down(receive);
		return true;
	}
	if (!receive->link.away || receive->finishing || receive_now_ms() < receive->link.retry_ms)
		return false;
	retry(receive);
	return true;
}
