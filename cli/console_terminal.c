/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The terminal that somebody sits at: its settings, which are given back whatever happens, and the
 * signals, which are read as everything else is, so that none comes in the middle of something.
 */
#include "console.h"
#include "console_crash.h"
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/signalfd.h>
#include <unistd.h>

static int watch_failed(struct console *console)
{
	struct smsmodem_error error;

	smsmodem_error_set(&error, SMSMODEM_E_BUG, "cannot watch the terminal: %s",
			   strerror(errno));
	return cli_fail(console->cli, &error);
}

static bool watch(int epoll_fd, int fd)
{
	struct epoll_event event = {.events = EPOLLIN, .data.fd = fd};

	return epoll_ctl(epoll_fd, EPOLL_CTL_ADD, fd, &event) == 0;
}

int terminal_begin(struct console *console)
{
	/* whatever ends a program by default; of these SIGPIPE is ignored, and an error of a write
	 */
	static const int all[] = {SIGINT,    SIGTERM, SIGHUP,  SIGQUIT, SIGALRM,   SIGUSR1,
				  SIGUSR2,   SIGXCPU, SIGXFSZ, SIGPOLL, SIGVTALRM, SIGPROF,
				  SIGSTKFLT, SIGPWR,  SIGTSTP, SIGCONT, SIGWINCH};
	sigset_t signals;

	console->terminal.known = tcgetattr(0, &console->terminal.found) == 0;
	if (console->terminal.known && !crash_watch(&console->terminal.found))
		return watch_failed(console);
	sigemptyset(&signals);
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		sigaddset(&signals, all[i]);
	if (sigprocmask(SIG_BLOCK, &signals, NULL) != 0)
		return watch_failed(console);
	/* while the device was opened a resize was nothing to stop for */
	console->cli->signal_fd =
		signalfd(console->cli->signal_fd, &signals, SFD_NONBLOCK | SFD_CLOEXEC);
	console->wake_fd = epoll_create1(EPOLL_CLOEXEC);
	if (console->cli->signal_fd < 0 || console->wake_fd < 0 ||
	    !watch(console->wake_fd, console->cli->signal_fd))
		return watch_failed(console);
	/* a file is always readable, and epoll does not take it */
	if (!watch(console->wake_fd, 0) && errno != EPERM)
		return watch_failed(console);
	return 0;
}

/* --- settings --- */

/* Control keys are keys, in the order of the others; what is written gets its line ends. */
static void make_line(struct termios *settings)
{
	settings->c_iflag &= (tcflag_t) ~(ICRNL | INLCR | IGNCR | ISTRIP | IXON | IXANY | PARMRK);
	settings->c_oflag |= OPOST | ONLCR;
	settings->c_lflag &= (tcflag_t) ~(ICANON | ECHO | ECHONL | ISIG | IEXTEN);
	settings->c_cc[VMIN] = 1;
	settings->c_cc[VTIME] = 0;
}

/* In the background it is not ours: the shell has it, and we are stopped when we try. */
static void apply(const struct termios *settings)
{
	while (tcsetattr(0, TCSANOW, settings) != 0 && errno == EINTR)
		;
}

void terminal_set(struct console *console, enum terminal_settings settings)
{
	struct termios wanted = console->terminal.found;

	console->view.raw = settings == TERMINAL_RAW && console->terminal.known;
	if (!console->terminal.known)
		return;
	if (settings == TERMINAL_LINE)
		make_line(&wanted);
	else if (settings == TERMINAL_RAW)
		cfmakeraw(&wanted);
	console->terminal.settings = settings;
	crash_changed(true);
	apply(&wanted);
	crash_changed(settings != TERMINAL_FOUND);
}

void terminal_restore(struct console *console)
{
	if (console->terminal.settings != TERMINAL_FOUND)
		terminal_set(console, TERMINAL_FOUND);
}

/* --- signals --- */

static void end_by(struct console *console, unsigned number)
{
	console->terminal.ended = true;
	if (console->leaving)
		return;
	console->leaving = true;
	console->status = smsmodem_code_exit(SMSMODEM_E_CANCELLED);
	if (number != SIGHUP)
		view_say(&console->view, VIEW_STATUS, "ended by SIG%s", sigabbrev_np((int)number));
}

unsigned terminal_signals(struct console *console)
{
	struct signalfd_siginfo signal;
	unsigned events = 0;

	while (read(console->cli->signal_fd, &signal, sizeof signal) == sizeof signal) {
		switch (signal.ssi_signo) {
		case SIGWINCH: events |= TERMINAL_RESIZED; break;
		case SIGCONT: events |= TERMINAL_CONTINUED; break;
		case SIGTSTP: events |= TERMINAL_SUSPEND; break;
		default: end_by(console, signal.ssi_signo); break;
		}
	}
	return events;
}

unsigned terminal_suspend(struct console *console)
{
	enum terminal_settings settings = console->terminal.settings;
	sigset_t stop, before;

	terminal_restore(console);
	sigemptyset(&stop);
	sigaddset(&stop, SIGTSTP);
	(void)kill(0, SIGTSTP);
	/* it waits for us, and here we stop; a job without a shell goes on at once */
	(void)sigprocmask(SIG_UNBLOCK, &stop, &before);
	(void)sigprocmask(SIG_SETMASK, &before, NULL);
	terminal_set(console, settings);
	return (terminal_signals(console) & ~(unsigned)TERMINAL_CONTINUED) | TERMINAL_RESIZED;
}

bool terminal_has_key(void)
{
	struct pollfd entry = {.fd = 0, .events = POLLIN};

	return poll(&entry, 1, 0) > 0;
}
