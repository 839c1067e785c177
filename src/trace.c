/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mask.h"
#include "transport.h"
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <smsmodem/transcript.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct smsmodem_trace {
	FILE *file;
	int64_t start_ms;
	struct mask to_modem, from_modem;
};

/* A file that was there before may be open to all; what comes now is private. */
static void make_private(int fd)
{
	struct stat status;

	if (fstat(fd, &status) == 0 && S_ISREG(status.st_mode))
		(void)fchmod(fd, 0600);
}

int smsmodem_trace_open(const char *path, const char *device, int64_t now_ms,
			struct smsmodem_trace **trace, struct smsmodem_error *error)
{
	struct smsmodem_trace *new = calloc(1, sizeof *new);
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);

	if (fd >= 0 && new)
		new->file = fdopen(fd, "w");
	if (!new || !new->file) {
		int reason = errno;
		if (fd >= 0)
			(void)close(fd);
		free(new);
		smsmodem_error_set(error, SMSMODEM_E_OUTPUT, "cannot write the trace %s: %s", path,
				   strerror(reason));
		if (error)
			error->sys_errno = reason;
		return SMSMODEM_E_OUTPUT;
	}
	make_private(fd);
	new->start_ms = now_ms;
	/* without its options: a simulated phone has its PIN among them */
	(void)fprintf(new->file, "# smsmodem transcript 1\n# device %.*s\n",
		      (int)strcspn(device, "?\r\n"), device);
	*trace = new;
	return SMSMODEM_OK;
}

static void put_octet(FILE *file, char octet)
{
	char escaped[SMSMODEM_TRANSCRIPT_ESCAPED_SIZE(1)];

	(void)smsmodem_transcript_escape(&octet, 1, escaped, sizeof escaped);
	(void)fputs(escaped, file);
}

void smsmodem_trace_write(struct smsmodem_trace *trace, char direction, const void *octets,
			  size_t count, int64_t now_ms)
{
	int64_t elapsed_ms = now_ms - trace->start_ms;
	struct mask *mask = direction == '>' ? &trace->to_modem : &trace->from_modem;
	const char *bytes = octets;

	(void)fprintf(trace->file, "%" PRId64 ".%03d %c \"", elapsed_ms / 1000,
		      (int)(elapsed_ms % 1000), direction);
	for (size_t i = 0; i < count; i++) {
		enum mask_verdict verdict = mask_octet(mask, bytes[i]);
		if (verdict != MASK_HIDE)
			put_octet(trace->file, bytes[i]);
		if (verdict == MASK_SHOW_THEN_STARS)
			(void)fputs("****", trace->file);
	}
	(void)fputs("\"\n", trace->file);
}

int smsmodem_trace_flush(struct smsmodem_trace *trace, struct smsmodem_error *error)
{
	if (fflush(trace->file) == 0 && !ferror(trace->file))
		return SMSMODEM_OK;
	return error_set_errno(error, SMSMODEM_E_OUTPUT, errno, "it could not be written");
}

int smsmodem_trace_close(struct smsmodem_trace *trace)
{
	if (!trace)
		return SMSMODEM_OK;
	bool failed = ferror(trace->file) != 0;
	failed = fclose(trace->file) != 0 || failed;
	free(trace);
	return failed ? SMSMODEM_E_OUTPUT : SMSMODEM_OK;
}
