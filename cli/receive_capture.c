/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "receive_capture.h"
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

bool receive_capture_begin(struct receive_capture *capture)
{
	int fd = memfd_create("smsmodem output", MFD_CLOEXEC);

	capture->out = fd < 0 ? -1 : fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3);
	bool begun = capture->out >= 0 && fflush(stdout) == 0 && dup2(fd, STDOUT_FILENO) >= 0;
	if (fd >= 0)
		(void)close(fd);
	if (!begun && capture->out >= 0) {
		(void)close(capture->out);
		capture->out = -1;
	}
	return begun;
}

void receive_capture_end(struct receive_capture *capture)
{
	if (capture->out < 0)
		return;
	(void)fflush(stdout);
	(void)dup2(capture->out, STDOUT_FILENO);
	(void)close(capture->out);
	capture->out = -1;
}

char *receive_capture_take(size_t *length)
{
	bool flushed = fflush(stdout) == 0;
	off_t end = lseek(STDOUT_FILENO, 0, SEEK_CUR);
	char *text = flushed && end >= 0 ? malloc((size_t)end + 1) : NULL;

	if (text && pread(STDOUT_FILENO, text, (size_t)end, 0) != end) {
		free(text);
		text = NULL;
	}
	clearerr(stdout);
	if (ftruncate(STDOUT_FILENO, 0) < 0 || lseek(STDOUT_FILENO, 0, SEEK_SET) < 0) {
		free(text);
		return NULL;
	}
	*length = text ? (size_t)end : 0;
	return text;
}
