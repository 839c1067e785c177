/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pushes of what stands in a file: documents, octets. */
#include "push.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int open_file(struct cli *cli, const char *path, FILE **file)
{
	struct smsmodem_error error;
	struct stat status;

	*file = fopen(path, "re");
	if (*file && fstat(fileno(*file), &status) == 0 && S_ISDIR(status.st_mode)) {
		(void)fclose(*file);
		*file = NULL;
		errno = EISDIR;
	}
	if (*file)
		return 0;
	smsmodem_error_set(&error, SMSMODEM_E_NOINPUT, "cannot read %s: %s", path, strerror(errno));
	return cli_fail(cli, &error);
}

static int read_stream(struct push *push, FILE *file, const char *name)
{
	struct smsmodem_error error;
	int result = read_all(file, PUSH_FILE_MAX, &push->octets, &push->length, &error);

	if (result == SMSMODEM_E_TEXT)
		smsmodem_error_set(&error, SMSMODEM_E_DATA,
				   "%s is over %zu octets, far more than the %d parts that a "
				   "message can have",
				   name, PUSH_FILE_MAX, SMSMODEM_PARTS_MAX);
	else if (result < 0)
		smsmodem_error_set(&error, result, "%s cannot be read", name);
	else if (push->length == 0)
		result = smsmodem_error_set(&error, SMSMODEM_E_DATA,
					    "%s is empty; what is pushed "
					    "comes from --file FILE or stdin",
					    name);
	return result < 0 ? cli_fail(push->cli, &error) : 0;
}

int push_read(struct push *push)
{
	const char *path = push->value[PUSH_FILE];
	FILE *file;

	if (!path || strcmp(path, "-") == 0)
		return isatty(0) ? cli_usage(push->cli, "stdin is a terminal: give --file FILE, or "
							"pipe in what is to be pushed")
				 : read_stream(push, stdin, "stdin");
	int status = open_file(push->cli, path, &file);
	if (status != 0)
		return status;
	status = read_stream(push, file, path);
	(void)fclose(file);
	return status;
}

/* --- documents and octets --- */

int push_xml(const struct push *push, uint8_t *datagram, size_t size, struct smsmodem_error *error)
{
	struct smsmodem_push_envelope envelope;

	if (push_envelope(push, &envelope, error) < 0)
		return error->code;
	return smsmodem_push_xml(&envelope, push->octets, push->length, SMSMODEM_SEC_NONE, NULL,
				 datagram, size, error);
}

int push_raw_prepare(struct push *push)
{
	return push->octets ? 0 : push_read(push);
}

int push_raw(const struct push *push, uint8_t *datagram, size_t size, struct smsmodem_error *error)
{
	struct smsmodem_push_envelope envelope;

	if (push_envelope(push, &envelope, error) < 0)
		return error->code;
	return smsmodem_push_raw(&envelope, (const uint8_t *)push->octets, push->length, datagram,
				 size, error);
}
