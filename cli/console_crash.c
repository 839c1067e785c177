/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Signals of a crash: the terminal is given back, and then they do what they did without us. */
#include "console_crash.h"
#include <signal.h>
#include <string.h>
#include <unistd.h>

#define CRASHES 5

static const int crashes[CRASHES] = {SIGSEGV, SIGABRT, SIGBUS, SIGILL, SIGFPE};

/*
 * A signal's handler gets no context: this is where it finds the terminal. It is written before
 * a handler is there, and afterwards only what is read and written at once.
 */
static struct {
	struct termios found;
	struct sigaction
		before[CRASHES]; /* what others had: a sanitizer's report, or the default */
	volatile sig_atomic_t changed;
	volatile sig_atomic_t fd;
	const char *volatile undo; /* or NULL */
} crash;

/* Only what signal-safety(7) lists may be called. */
static void give_back(void)
{
	const char *undo = crash.undo;

	if (crash.changed)
		(void)tcsetattr(STDIN_FILENO, TCSANOW, &crash.found);
	/* the program ends: there is nothing to do about a terminal that does not take it */
	if (undo && write(crash.fd, undo, strlen(undo)) < 0)
		return;
}

/*
 * A fault comes again when the instruction is done again, with its address for whoever reports it;
 * what somebody sent, abort() among them, has to be sent again.
 */
static void on_crash(int number, siginfo_t *info, void *context)
{
	(void)context;
	give_back();
	for (size_t i = 0; i < CRASHES; i++)
		if (crashes[i] == number)
			(void)sigaction(number, &crash.before[i], NULL);
	if (info->si_code <= 0)
		(void)raise(number);
}

bool crash_watch(const struct termios *found)
{
	/* a stack that is full is a crash, too: on another one, where a sanitizer made one */
	struct sigaction ours = {.sa_sigaction = on_crash, .sa_flags = SA_SIGINFO | SA_ONSTACK};

	crash.found = *found;
	sigemptyset(&ours.sa_mask);
	for (size_t i = 0; i < CRASHES; i++)
		if (sigaction(crashes[i], &ours, &crash.before[i]) != 0)
			return false;
	return true;
}

void crash_changed(bool changed)
{
	crash.changed = changed;
}

void crash_undo(int fd, const char *octets)
{
	crash.undo = NULL;
	crash.fd = fd;
	crash.undo = octets;
}
