/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The SIM PIN: from a file, tried once, and never where fewer than two attempts are left. Three
 * wrong ones cost the user a walk to the PUK letter, so every doubt refuses.
 */
#include "modem_private.h"
#include "state_dir.h"
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define PATH_SIZE       4096
#define MARK_SIZE       160
#define PIN_SIZE        16
#define ATTEMPTS_NEEDED 2
#define PIN_TIMEOUT_MS  30000

int modem_check_pin(struct smsmodem *modem, enum at_pin pin, struct smsmodem_error *error)
{
	switch (pin) {
	case AT_PIN_READY: return SMSMODEM_OK;
	case AT_PIN_PIN: return modem_unlock(modem, error);
	case AT_PIN_PUK:
		return smsmodem_error_set(
			error, SMSMODEM_E_PIN,
			"the SIM wants its PUK: the PIN was wrong too often; enter the PUK on a "
			"phone, or with AT+CPIN=\"PUK\",\"NEW PIN\"");
	case AT_PIN_OTHER: break;
	}
	return smsmodem_error_set(error, SMSMODEM_E_PIN,
				  "the phone wants another code than the SIM PIN (%s); enter it on "
				  "the phone",
				  session_find(&modem->session, "+CPIN:"));
}

/* --- the file --- */

static int pin_failed(const char *path, int reason, struct smsmodem_error *error)
{
	int code = reason == EACCES ? SMSMODEM_E_PERMISSION : SMSMODEM_E_NOINPUT;

	return smsmodem_error_set(error, code, "cannot read the PIN file %s: %s", path,
				  strerror(reason));
}

/* The file may be a pipe that somebody still has to write to. */
static int pin_await(const struct smsmodem *modem, int fd, int64_t deadline_ms,
		     struct smsmodem_error *error)
{
	int ready = fd_wait(fd, POLLIN, modem->transport->cancel_fd, deadline_ms, error);

	if (ready > 0 && ready & TRANSPORT_CANCELLED)
		return smsmodem_error_set(error, SMSMODEM_E_CANCELLED, "cancelled");
	if (ready == 0)
		return smsmodem_error_set(error, SMSMODEM_E_NOINPUT,
					  "nothing came from the PIN file %s within %d s",
					  modem->pin_file, PIN_TIMEOUT_MS / 1000);
	return ready < 0 ? ready : SMSMODEM_OK;
}

/* The first line, or as much of it as no PIN has. */
static int pin_read_line(const struct smsmodem *modem, int fd, char pin[PIN_SIZE],
			 struct smsmodem_error *error)
{
	int64_t deadline_ms = clock_now_ms() + PIN_TIMEOUT_MS;
	size_t used = 0;
	ssize_t count = 1;

	while (count != 0 && used < PIN_SIZE - 1 && !memchr(pin, '\n', used)) {
		int result = pin_await(modem, fd, deadline_ms, error);
		if (result < 0)
			return result;
		count = read(fd, pin + used, PIN_SIZE - 1 - used);
		if (count < 0 && errno != EAGAIN && errno != EINTR)
			return pin_failed(modem->pin_file, errno, error);
		used += count > 0 ? (size_t)count : 0;
	}
	pin[used] = '\0';
	pin[strcspn(pin, "\r\n")] = '\0';
	return SMSMODEM_OK;
}

static int pin_read(const struct smsmodem *modem, char pin[PIN_SIZE], struct stat *status,
		    struct smsmodem_error *error)
{
	int fd = open(modem->pin_file, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
	int result = fd >= 0 && fstat(fd, status) == 0 ? SMSMODEM_OK
						       : pin_failed(modem->pin_file, errno, error);

	if (result == SMSMODEM_OK)
		result = pin_read_line(modem, fd, pin, error);
	if (fd >= 0)
		(void)close(fd);
	return result;
}

/* --- refused once, refused for ever --- */

/* The mark that says which state of the PIN file was refused; not the PIN, which would be a secret.
 */
static int mark_text(const struct stat *status, char *text, size_t size)
{
	return snprintf(text, size, "%ju %ju %jd.%09ld %jd\n", (uintmax_t)status->st_dev,
			(uintmax_t)status->st_ino, (intmax_t)status->st_mtim.tv_sec,
			status->st_mtim.tv_nsec, (intmax_t)status->st_size);
}

static int mark_path(const struct smsmodem *modem, char *path, size_t size)
{
	if (!modem->state_dir)
		return -1;
	int length = snprintf(path, size, "%s/pin-refused", modem->state_dir);
	return length < 0 || (size_t)length >= size ? -1 : 0;
}

static bool pin_was_refused(const struct smsmodem *modem, const struct stat *status)
{
	char path[PATH_SIZE], mark[MARK_SIZE], line[MARK_SIZE];
	bool found = false;
	FILE *file = mark_path(modem, path, sizeof path) == 0 ? fopen(path, "re") : NULL;

	if (!file)
		return false;
	(void)mark_text(status, mark, sizeof mark);
	while (!found && fgets(line, sizeof line, file))
		found = strcmp(line, mark) == 0;
	(void)fclose(file);
	return found;
}

/* Before the PIN goes out: a crash between trying and noting must not allow a second try. */
static bool pin_note_try(const struct smsmodem *modem, const struct stat *status)
{
	char path[PATH_SIZE], mark[MARK_SIZE];

	if (!modem->state_dir)
		return true;
	if (mark_path(modem, path, sizeof path) < 0)
		return false;
	if (!state_dir_make(modem->state_dir))
		return false;
	int fd = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
	if (fd < 0)
		return false;
	int length = mark_text(status, mark, sizeof mark);
	bool written = write(fd, mark, (size_t)length) == length && fsync(fd) == 0;
	return close(fd) == 0 && written;
}

/* The phone took it, or has not judged it: this mark goes, those of other files stay. */
static void pin_forget_try(const struct smsmodem *modem, const struct stat *status)
{
	char path[PATH_SIZE], rest[PATH_SIZE + 8], mark[MARK_SIZE], line[MARK_SIZE];

	if (mark_path(modem, path, sizeof path) < 0)
		return;
	(void)snprintf(rest, sizeof rest, "%s.new", path);
	(void)mark_text(status, mark, sizeof mark);
	FILE *from = fopen(path, "re");
	FILE *to = from ? fopen(rest, "we") : NULL;
	while (to && fgets(line, sizeof line, from))
		if (strcmp(line, mark) != 0)
			(void)fputs(line, to);
	if (from)
		(void)fclose(from);
	if (to && fclose(to) == 0)
		(void)rename(rest, path);
}

/* --- the try --- */

/* The attempts left, or -1: the phone does not tell. */
static int attempts_left(const struct session *session)
{
	int attempts;

	for (size_t i = 0; i < session->response.count; i++)
		if (at_reply_cpinr(lines_get(&session->response, i), &attempts) == SMSMODEM_OK)
			return attempts;
	return -1;
}

static int attempts_check(struct smsmodem *modem, struct smsmodem_error *error)
{
	int result = session_ask(&modem->session, "AT+CPINR=\"SIM PIN\"", 0, error);
	if (result == SMSMODEM_E_REFUSED)
		result = session_ask(&modem->session, "AT+CPINR", 0, error);
	if (result == SMSMODEM_E_LINK || result == SMSMODEM_E_CANCELLED)
		return result;
	int attempts = attempts_left(&modem->session);
	if (attempts < 0) {
		if (modem->pin_blind)
			return SMSMODEM_OK;
		return smsmodem_error_set(
			error, SMSMODEM_E_PIN,
			"the SIM wants its PIN, but this phone does not tell how many attempts are "
			"left; allow one try with --pin-blind, or enter the PIN on the phone");
	}
	if (attempts < ATTEMPTS_NEEDED)
		return smsmodem_error_set(error, SMSMODEM_E_PIN,
					  "the SIM wants its PIN, but only %d attempt is left: not "
					  "tried; enter the PIN on the phone",
					  attempts);
	return SMSMODEM_OK;
}

static int pin_try(struct smsmodem *modem, const char *pin, struct smsmodem_error *error)
{
	char line[64];

	if (at_command_cpin(line, sizeof line, pin) < 0)
		return smsmodem_error_set(error, SMSMODEM_E_BUG, "the PIN has been checked");
	int result = session_ask(&modem->session, line, PIN_TIMEOUT_MS, error);
	explicit_bzero(line, sizeof line);
	explicit_bzero(modem->session.engine.command, sizeof modem->session.engine.command);
	explicit_bzero(modem->session.engine.output, sizeof modem->session.engine.output);
	if (result == SMSMODEM_E_REFUSED || result == SMSMODEM_E_PIN)
		return smsmodem_error_set(
			error, SMSMODEM_E_PIN,
			"the SIM refused the PIN in %s (%s); it is not tried again: "
			"correct the file",
			modem->pin_file, modem->session.result);
	return result;
}

static bool pin_is_one(const char *pin)
{
	char line[64];
	bool is_one = at_command_cpin(line, sizeof line, pin) > 0;

	explicit_bzero(line, sizeof line);
	return is_one;
}

int modem_unlock(struct smsmodem *modem, struct smsmodem_error *error)
{
	char pin[PIN_SIZE];
	struct stat status = {0};

	if (!modem->pin_file)
		return smsmodem_error_set(error, SMSMODEM_E_PIN,
					  "the SIM wants its PIN: give a file that holds it with "
					  "--pin-file in front of the command, or pin-file= in the "
					  "profile");
	int result = pin_read(modem, pin, &status, error);
	if (result < 0) {
		explicit_bzero(pin, sizeof pin);
		return result;
	}
	if (!pin_is_one(pin))
		result = smsmodem_error_set(error, SMSMODEM_E_CONFIG,
					    "the PIN file %s does not hold 4 to 8 digits in its "
					    "first line",
					    modem->pin_file);
	else if (modem->pin_tried || pin_was_refused(modem, &status))
		result = smsmodem_error_set(
			error, SMSMODEM_E_PIN,
			"the PIN in %s was tried before and not accepted; it is not tried "
			"again: correct the file",
			modem->pin_file);
	if (result == SMSMODEM_OK)
		result = attempts_check(modem, error);
	if (result == SMSMODEM_OK && !pin_note_try(modem, &status))
		result = smsmodem_error_set(error, SMSMODEM_E_OUTPUT,
					    "cannot note the try in %s, so the PIN is not tried",
					    modem->state_dir);
	if (result == SMSMODEM_OK) {
		modem->pin_tried = true;
		result = pin_try(modem, pin, error);
		/* a SIM that is still busy has not looked at it */
		if (result == SMSMODEM_OK || result == SMSMODEM_E_TEMPORARY) {
			modem->pin_tried = false;
			pin_forget_try(modem, &status);
		}
	}
	explicit_bzero(pin, sizeof pin);
	return result;
}
