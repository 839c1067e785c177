/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Raw mode: each key goes out as typed, and what comes is shown as it is. */
#include "console_raw.h"
#include "console_follow.h"
#include <errno.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

#define KEYS_MAX   ((size_t)4 << 10)   /* read at once */
#define UNSENT_MAX ((size_t)512 << 10) /* typed ahead; the escape key is behind it */
#define UNSENT_MS  50                  /* then a modem is tried again, where nobody tells */
#define BULK       ((size_t)1 << 10)   /* when so much came at once there may well be more */
#define PIECES     16                  /* read before keys and signals are looked for */

/* --- keys --- */

static void send_keys(struct raw *raw, const char *keys, size_t count)
{
	struct console *console = raw->console;
	char mapped[CONSOLE_MAPPED_MAX(KEYS_MAX)];
	size_t used = console_map(console->options.omap, keys, count, mapped);

	if (!console_send(console, mapped, used)) {
		view_say(&console->view, VIEW_STATUS,
			 "out of memory: %zu octets that were typed are not sent", count);
		return;
	}
	talk_typed(console, mapped, used);
	if (console->options.local_echo)
		raw_screen_add(&raw->screen, keys, count, true);
}

static void begin_break(struct raw *raw)
{
	struct console *console = raw->console;
	struct smsmodem_error error;

	if (!console->modem) {
		view_say(&console->view, VIEW_STATUS, "%s is away", console->device);
		return;
	}
	if (smsmodem_stream_break(console->modem, true, &error) < 0) {
		view_say(&console->view, VIEW_STATUS, "%s", error.text);
		return;
	}
	raw->break_ms = console_now_ms() + CONSOLE_BREAK_MS;
	view_say(&console->view, VIEW_STATUS, "break");
}

static void end_break(struct raw *raw, int64_t now_ms)
{
	struct smsmodem_error error;

	if (raw->break_ms < 0 || now_ms < raw->break_ms)
		return;
	raw->break_ms = -1;
	if (raw->console->modem && smsmodem_stream_break(raw->console->modem, false, &error) < 0)
		view_say(&raw->console->view, VIEW_STATUS, "%s", error.text);
}

static void toggle_log(struct raw *raw)
{
	struct console *console = raw->console;

	if (!console->log)
		raw_ask(raw, MENU_LOG);
	else if (console_log(console, NULL) == 0)
		view_say(&console->view, VIEW_STATUS, "no log any more");
}

static void run_menu(struct raw *raw, char key)
{
	enum menu_action action = menu_run(raw->console, (unsigned char)key, true);

	switch (action) {
	case MENU_DONE:
	case MENU_TO_RAW: break;
	case MENU_LEAVE: raw->console->leaving = true; break;
	case MENU_TO_LINE: raw->over = true; break;
	case MENU_ITSELF: send_keys(raw, &key, 1); break;
	case MENU_CLEAR: raw_screen_clear(&raw->screen); break;
	case MENU_BAUD:
	case MENU_FILE: raw_ask(raw, action); break;
	case MENU_LOG: toggle_log(raw); break;
	case MENU_BREAK: begin_break(raw); break;
	}
}

/* @return octets taken */
static size_t take_keys(struct raw *raw, const char *keys, size_t count)
{
	int escape = raw->console->options.escape;
	const char *end = NULL;

	if (raw->asking != MENU_DONE)
		return raw_ask_key(raw, *keys) ? 1 : count;
	if (raw->file.fd >= 0) {
		raw_file_stop(raw);
		return count;
	}
	if (raw->prefix) {
		raw->prefix = false;
		run_menu(raw, *keys);
		return 1;
	}
	if (escape != 0)
		end = memchr(keys, escape, count);
	size_t plain = end ? (size_t)(end - keys) : count;
	if (plain > 0)
		send_keys(raw, keys, plain);
	raw->prefix = end != NULL;
	return plain + (end != NULL);
}

static void read_keys(struct raw *raw)
{
	struct console *console = raw->console;
	char keys[KEYS_MAX];
	ssize_t count = read(STDIN_FILENO, keys, sizeof keys);

	if (count < 0 && (errno == EINTR || errno == EAGAIN))
		return;
	if (count <= 0) /* the terminal is gone, and a signal may say so, too */
		console->leaving = true;
	for (ssize_t done = 0; done < count && !console->leaving && !raw->over;)
		done += (ssize_t)take_keys(raw, keys + done, (size_t)(count - done));
	raw_ask_show(raw);
}

/* What was typed ahead of a modem that takes nothing stays in the terminal. */
static void hold_keys(struct raw *raw, bool hold)
{
	if (raw->keys_held != hold)
		follow_stdin(raw->console, !hold);
	raw->keys_held = hold;
}

static void wake(struct raw *raw)
{
	unsigned events = terminal_signals(raw->console);

	if (events & TERMINAL_SUSPEND) {
		raw_screen_break(&raw->screen);
		(void)terminal_suspend(raw->console);
		raw_screen_resume(&raw->screen);
	} else if (events & TERMINAL_CONTINUED) {
		terminal_set(raw->console, TERMINAL_RAW);
		raw_screen_resume(&raw->screen);
	}
	if (!raw->console->leaving && !raw->keys_held && terminal_has_key())
		read_keys(raw);
}

/* --- the loop --- */

/*
 * While the screen takes nothing what the modem says waits, but no key and no signal; the wait for
 * a modem is one for what it says, too.
 */
static int wait_screen(struct raw *raw, int64_t deadline_ms)
{
	struct pollfd fds[] = {{.fd = raw->console->wake_fd, .events = POLLIN},
			       {.fd = raw->screen.fd, .events = POLLOUT}};

	if (raw->console->out.length > 0)
		deadline_ms = console_sooner_ms(deadline_ms, console_now_ms() + UNSENT_MS);
	int64_t left_ms = deadline_ms < 0 ? -1 : deadline_ms - console_now_ms();
	if (deadline_ms >= 0 && left_ms < 0)
		left_ms = 0;
	if (poll(fds, 2, left_ms > INT32_MAX ? INT32_MAX : (int)left_ms) > 0 && fds[0].revents)
		return SMSMODEM_WOKEN;
	return 0;
}

static size_t take_some(struct raw *raw)
{
	struct raw_screen *screen = &raw->screen;
	char octets[RAW_ADD_MAX];
	char *room = raw_screen_room(screen);
	size_t count = 0;

	if (room) {
		count = console_read(raw->console, room, RAW_CHUNK);
		talk_overhear(raw->console, room, count);
		raw_screen_added(screen, count);
	} else if (raw_screen_has_room(screen)) {
		count = console_read(raw->console, octets, sizeof octets);
		talk_overhear(raw->console, octets, count);
		raw_screen_add(screen, octets, count, false);
	}
	return count;
}

/*
 * Each piece goes on at once: who reads behind the screen works while the next one is read. No wait
 * is asked for as long as much comes, but now and then for the sake of keys and signals.
 */
static void pump(struct raw *raw)
{
	size_t count = BULK;

	raw_screen_flush(&raw->screen);
	for (int pieces = 0; pieces < PIECES && count >= BULK; pieces++) {
		if (raw_screen_is_full(&raw->screen)) {
			console_write(raw->console);
			break;
		}
		count = take_some(raw);
		raw_screen_flush(&raw->screen);
	}
}

static void step(struct raw *raw)
{
	struct raw_screen *screen = &raw->screen;
	int64_t deadline_ms = console_sooner_ms(raw->break_ms, raw_file_due_ms(raw));
	int ready = raw_screen_is_full(screen) ? wait_screen(raw, deadline_ms)
					       : console_wait(raw->console, deadline_ms);

	if (ready & SMSMODEM_WOKEN)
		wake(raw);
	end_break(raw, console_now_ms());
	raw_file_tick(raw);
	pump(raw);
	hold_keys(raw, raw->console->out.length > UNSENT_MAX);
}

/* --- begin and end --- */

static void hide(void *context)
{
	struct raw *raw = context;

	raw_screen_break(&raw->screen);
}

static void show(void *context)
{
	struct raw *raw = context;

	raw_screen_resume(&raw->screen);
}

static void greet(struct raw *raw)
{
	char escape[MENU_KEY_SIZE];

	menu_key_name(raw->console->options.escape, escape);
	if (raw->console->options.escape == 0)
		view_say(&raw->console->view, VIEW_STATUS,
			 "raw mode, and no key is ours: a signal ends it (kill %ld)",
			 (long)getpid());
	else
		view_say(&raw->console->view, VIEW_STATUS, "raw mode; %s Z for help, %s X to leave",
			 escape, escape);
}

enum console_mode console_raw_mode(struct console *console)
{
	struct console_view *view = &console->view;
	struct console_view before = *view;
	struct raw raw = {.console = console, .file.fd = -1, .break_ms = -1};
	struct smsmodem_error error;

	if (!raw_screen_begin(&raw.screen, console)) {
		smsmodem_error_set(&error, SMSMODEM_E_MEMORY, "out of memory");
		console->status = cli_fail(console->cli, &error);
		return CONSOLE_LEAVE;
	}
	talk_forget(console);
	view->hide = hide;
	view->show = show;
	view->context = &raw;
	terminal_set(console, TERMINAL_RAW);
	greet(&raw);
	while (!console->leaving && !raw.over)
		step(&raw);
	end_break(&raw, INT64_MAX);
	talk_forget(console);
	console_file_close(&raw.file);
	hold_keys(&raw, false);
	view->hide = before.hide;
	view->show = before.show;
	view->context = before.context;
	raw_screen_end(&raw.screen);
	return console->leaving ? CONSOLE_LEAVE : CONSOLE_TO_LINE;
}
