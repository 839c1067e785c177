/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pushes of what stands in a file: documents, octets. */
#include "input.h"
#include "push.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

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
		smsmodem_error_set(&error, result, "cannot read %s: %s", name, strerror(errno));
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
	struct smsmodem_error error;
	struct input input;

	if (!path || strcmp(path, "-") == 0)
		return cli_may_read_stdin(push->cli)
			       ? read_stream(push, stdin, "stdin")
			       : cli_usage(push->cli, "stdin is a terminal: give --file FILE, or "
						      "pipe in what is to be pushed");
	if (input_open(&input, path, -1, false, &error) < 0)
		return cli_fail(push->cli, &error);
	FILE *file = fdopen(input.fd, "r");
	if (!file) {
		input_close(&input);
		smsmodem_error_set(&error, SMSMODEM_E_MEMORY, "out of memory");
		return cli_fail(push->cli, &error);
	}
	int status = read_stream(push, file, path);
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
