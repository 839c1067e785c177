/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What came is data to it: on stdin, in the environment, and never in a command line. It has a
 * process group of its own, so that Ctrl-C is ours, and all of it can be ended.
 */
#include "receive_exec.h"
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#define LAST_MS 5000 /* between being told to end and being killed */

/* --- is it there? --- */

static bool runs(const char *directory, size_t length, const char *name)
{
	char path[4096];
	struct stat status;
	int used = snprintf(path, sizeof path, "%.*s%s%s", (int)length, directory,
			    length > 0 ? "/" : "", name);

	return used > 0 && (size_t)used < sizeof path && access(path, X_OK) == 0 &&
	       stat(path, &status) == 0 && S_ISREG(status.st_mode);
}

int receive_exec_check(const struct receive_exec *exec, struct smsmodem_error *error)
{
	const char *name = exec->command[0], *path = getenv("PATH");
	bool found = strchr(name, '/') && runs("", 0, name);

	if (!path)
		path = "/usr/local/bin:/usr/bin:/bin";
	while (!found && !strchr(name, '/') && *name) {
		size_t length = strcspn(path, ":");

		found = runs(path, length, name);
		if (path[length] == '\0')
			break;
		path += length + 1;
	}
	if (found)
		return SMSMODEM_OK;
	if (strchr(name, '/') && access(name, F_OK) == 0)
		return smsmodem_error_set(error, SMSMODEM_E_NOINPUT,
					  "\"%.200s\" is not executable: --exec takes a program",
					  name);
	return smsmodem_error_set(error, SMSMODEM_E_NOINPUT,
				  "there is no program \"%.200s\" that --exec could run", name);
}

/* --- starting it --- */

/* @return a descriptor to read it from, or -1 */
static int message_file(json_t *message)
{
	size_t length = 0, done = 0;
	char *text = output_json_text(message, &length);
	int fd = text ? memfd_create("message", MFD_CLOEXEC) : -1;

	while (fd >= 0 && done < length) {
		ssize_t count = write(fd, text + done, length - done);

		if (count < 0 && errno == EINTR)
			continue;
		if (count <= 0) {
			(void)close(fd);
			fd = -1;
			break;
		}
		done += (size_t)count;
	}
	free(text);
	if (fd >= 0 && lseek(fd, 0, SEEK_SET) != 0) {
		(void)close(fd);
		fd = -1;
	}
	return fd;
}

/* No signal is blocked or ignored there, as we have it; Ctrl-C does not reach it. */
static int set_attributes(posix_spawnattr_t *attributes)
{
	sigset_t none, ours;

	if (sigemptyset(&none) < 0 || sigemptyset(&ours) < 0 || sigaddset(&ours, SIGPIPE) < 0 ||
	    sigaddset(&ours, SIGXFSZ) < 0)
		return errno;
	int failed = posix_spawnattr_setflags(
		attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
	if (!failed)
		failed = posix_spawnattr_setpgroup(attributes, 0);
	if (!failed)
		failed = posix_spawnattr_setsigmask(attributes, &none);
	return failed ? failed : posix_spawnattr_setsigdefault(attributes, &ours);
}

/* @return 0 or an errno */
static int spawn(struct receive_exec *exec, int input, char **environment)
{
	posix_spawn_file_actions_t actions;
	posix_spawnattr_t attributes;
	int failed = posix_spawn_file_actions_init(&actions);

	if (failed)
		return failed;
	failed = posix_spawnattr_init(&attributes);
	if (failed) {
		(void)posix_spawn_file_actions_destroy(&actions);
		return failed;
	}
	failed = posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO);
	if (!failed)
		failed = posix_spawn_file_actions_adddup2(&actions, STDERR_FILENO, STDOUT_FILENO);
	if (!failed)
		failed = set_attributes(&attributes);
	if (!failed)
		failed = posix_spawnp(&exec->pid, exec->command[0], &actions, &attributes,
				      exec->command, environment);
	(void)posix_spawnattr_destroy(&attributes);
	(void)posix_spawn_file_actions_destroy(&actions);
	return failed;
}

/* One that cannot be watched is not left to itself. */
static int watch(struct receive_exec *exec)
{
	exec->pidfd = (int)syscall(SYS_pidfd_open, exec->pid, 0);
	if (exec->pidfd >= 0)
		return 0;
	int failed = errno;
	(void)kill(-exec->pid, SIGKILL);
	(void)waitpid(exec->pid, NULL, 0);
	return failed;
}

int receive_exec_start(struct receive_exec *exec, json_t *message, const char *device,
		       int64_t now_ms, struct smsmodem_error *error)
{
	char **environment = receive_environment(message, device);
	int input = message_file(message);
	int failed = environment && input >= 0 ? spawn(exec, input, environment) : ENOMEM;

	receive_environment_free(environment);
	if (input >= 0)
		(void)close(input);
	if (!failed)
		failed = watch(exec);
	if (failed) {
		exec->pid = 0;
		return smsmodem_error_set(
			error, failed == ENOMEM ? SMSMODEM_E_MEMORY : SMSMODEM_E_NOINPUT,
			"%.100s cannot be run: %s", exec->command[0], strerror(failed));
	}
	exec->deadline_ms = now_ms + exec->timeout_ms;
	exec->told = 0;
	return SMSMODEM_OK;
}

/* --- and its end --- */

static void tell_to_end(struct receive_exec *exec, int64_t now_ms)
{
	(void)kill(-exec->pid, exec->told == 0 ? SIGTERM : SIGKILL);
	exec->told++;
	exec->deadline_ms = now_ms + LAST_MS;
}

void receive_exec_hurry(struct receive_exec *exec, int64_t now_ms)
{
	if (exec->pid > 0 && exec->told < 2)
		tell_to_end(exec, now_ms);
}

static int explain(const struct receive_exec *exec, const siginfo_t *end,
		   struct smsmodem_error *error)
{
	const char *name = exec->command[0];

	if (exec->told > 0)
		return smsmodem_error_set(error, SMSMODEM_E_REFUSED,
					  "%.100s did not end in time, and was ended", name);
	if (end->si_code == CLD_EXITED)
		return smsmodem_error_set(error, SMSMODEM_E_REFUSED,
					  "%.100s ended with exit status %d", name, end->si_status);
	return smsmodem_error_set(error, SMSMODEM_E_REFUSED, "%.100s was ended by signal %d (%s)",
				  name, end->si_status, strsignal(end->si_status));
}

int receive_exec_pump(struct receive_exec *exec, int64_t now_ms, struct smsmodem_error *error)
{
	siginfo_t end = {0};

	if (waitid(P_PID, (id_t)exec->pid, &end, WEXITED | WNOHANG | WNOWAIT) < 0 && errno == EINTR)
		return 0;
	if (end.si_pid == 0) {
		if (now_ms >= exec->deadline_ms && exec->told < 2)
			tell_to_end(exec, now_ms);
		return 0;
	}
	/* what it leaves behind belongs to its time; the group lives until it is waited for */
	if (exec->told > 0)
		(void)kill(-exec->pid, SIGKILL);
	(void)waitpid(exec->pid, NULL, 0);
	(void)close(exec->pidfd);
	exec->pid = 0;
	if (exec->told == 0 && end.si_code == CLD_EXITED && end.si_status == 0)
		return 1;
	return explain(exec, &end, error);
}
